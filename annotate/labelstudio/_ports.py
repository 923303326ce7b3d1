"""Ports of this machine."""

from __future__ import annotations

import contextlib
import socket
from itertools import chain
from random import SystemRandom

from annotate.errors import ServerError

HOST = "127.0.0.1"
"""The only address the server listens at."""

_USUAL_PORTS = range(8080, 8100)
"""Where people look for it: the first of these that is free."""
_QUIET_PORTS = range(20_000, 32_000)
"""Ports that no system gives to outgoing connections, one of which could take a port away before the server has it."""


def choose_port(asked: int | None) -> int:
    """Return a port that is free now: the one asked for; for None a usual one before any other; for 0 any.

    Label Studio itself would silently take the next port when one is in use. Raises ServerError when the port asked for
    cannot be used, or none is free.
    """
    if asked:
        try:
            _bind(asked)
        except (OSError, OverflowError) as error:
            cure = "name another one, or none to get one that is free"
            raise ServerError(f"port {asked}", f"cannot be used: {error}", cure=cure) from error
        return asked
    usual = _USUAL_PORTS if asked is None else range(0)
    for port in chain(usual, SystemRandom().sample(_QUIET_PORTS, 100)):
        with contextlib.suppress(OSError):
            _bind(port)
            return port
    raise ServerError(HOST, "no free port was found", cure="name one with --port")


def _bind(port: int) -> None:
    """Take a port for a moment; raises OSError when that cannot be done."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # As the server does: connections that were closed a moment ago do not count.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((HOST, port))


def listens(port: int) -> bool:
    """Return whether something accepts connections at a port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.settimeout(5)
        return probe.connect_ex((HOST, port)) == 0
