"""Serving until it is interrupted."""

from __future__ import annotations

import contextlib
import signal
import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.util import find_spec
from typing import TYPE_CHECKING

from annotate.errors import InputError
from annotate.report import Language, language_of, page, problem
from annotate.serving._live import Live
from annotate.workflow.project import Project
from annotate.workflow.reporting import Serving, gather

if TYPE_CHECKING:
    from uvicorn import Server

HOST = "127.0.0.1"
"""Nobody reaches this address from another machine."""
_USUAL = range(8100, 8120)
"""Where people look for it: the first of these ports that is free, so that a page stays where it was."""
_NEEDED = ("starlette", "uvicorn")
"""Packages of the extra."""


def serve(
    project: Project,
    announce: Callable[[Serving], None],
    *,
    port: int | None = None,
    language: Language | None = None,
    named: bool = False,
    resamples: int = 1000,
) -> None:
    """Show the report of a project at an address of this machine until an interrupt; nothing is written.

    Args:
        project: the project.
        announce: is told where it is, as soon as a browser can ask for it.
        port: the port; otherwise 8100 or the next free one.
        language: of the report; otherwise that of the project.
        named: whether annotators have their names in it; otherwise pseudonyms.
        resamples: how often articles are drawn for the intervals of agreement.

    Raises InputError when the extra `serve` is not installed or the port cannot be had, and what `gather` raises.
    """
    if missing := [name for name in _NEEDED if find_spec(name) is None]:
        found = f"the package {' and '.join(missing)} is not installed"
        raise InputError("annotate serve", found, cure="pip install 'argument-annotate[serve]'")
    from uvicorn import Config, Server

    from annotate.serving._app import application

    read = replace(project, read_only=True)
    spoken = language_of(project, language)

    def state() -> str:
        with read.store() as store:
            return store.state()

    with _listening(port) as listener:
        live = Live(
            state,
            lambda version: page(gather(read, named=named, resamples=resamples), spoken, version),
            lambda error: problem(error, project.settings.name, spoken),
        )
        url = f"http://{HOST}:{listener.getsockname()[1]}/"
        server = Server(
            Config(
                application(live),
                http="h11",
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                timeout_graceful_shutdown=1,
            )
        )
        with _ended_by_interrupt(server):
            announce(Serving(project=project.settings.name, url=url, named=named))
            server.run([listener])


@contextlib.contextmanager
def _ended_by_interrupt(server: Server) -> Iterator[None]:
    """Let an interrupt end the server, also one that comes before it runs or after: no KeyboardInterrupt is raised."""
    before = signal.signal(signal.SIGINT, server.handle_exit)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before or signal.SIG_DFL)


def _listening(asked: int | None) -> socket.socket:
    """Return a socket that listens at the port asked for, or at a usual one before any other; raises InputError."""
    for port in (*_USUAL, 0) if asked is None else (asked,):
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        # Connections that were closed a moment ago do not count.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
            listener.listen()
        except OSError as error:
            listener.close()
            refused = error
        else:
            return listener
    found = f"cannot be had: {refused.strerror}"
    raise InputError(f"port {port}", found, cure="name another one, or none to get one that is free") from refused
