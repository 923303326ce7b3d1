"""A Dask cluster of somebody else's that does the work, until it is gone."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from concurrent.futures import CancelledError, Executor
from contextlib import contextmanager, suppress
from threading import Event, Thread
from time import monotonic
from typing import TYPE_CHECKING

from annotate.errors import AnnotateError, ProjectError, ServerUnreachable

if TYPE_CHECKING:
    from distributed import Client

_PATIENCE = 10
"""Seconds that a scheduler has to answer."""

_LONGEST = 60
"""Seconds after which a cluster is given up that has no workers, or whose scheduler does not answer."""

_EVERY = 2
"""Seconds from one look at a cluster to the next."""

_LOGGERS = ("distributed", "distributed.client", "tornado.application")
"""What Dask tells the terminal by, with tracebacks, when a connection is lost."""


@contextmanager
def cluster(address: str) -> Iterator[tuple[Executor, int]]:
    """Yield an executor and the number of cores behind it.

    Raises:
        ServerUnreachable: no scheduler answers there, or, while it is used, none does any more.
        ProjectError: the extra for clusters is not installed; or, while it is used, workers died and nobody came in
            their place.
    """
    try:
        from distributed import KilledWorker
        from distributed.client import ClosedClientError
    except ImportError as error:
        raise ProjectError(
            "--dask", "the package distributed is not installed", cure="pip install 'argument-annotate[dask]'"
        ) from error
    with _quiet(), _connected(address) as client, _watched(client, address) as watch:
        try:
            yield client.get_executor(pure=False), sum(client.nthreads().values())
        except KilledWorker as error:
            raise ProjectError(
                f"--dask {address}",
                "workers were ended again and again",
                cure="see their logs, or give them more memory",
            ) from error
        except (CancelledError, ClosedClientError) as error:
            raise watch.lost or _silent(address) from error


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    from distributed import Client
    from distributed.comm.addressing import get_address_host_port

    try:
        # A client that was given no address says so, and then leaves a half-made one behind that cannot be closed.
        get_address_host_port(address, strict=True)
        client = Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ServerUnreachable(
            f"--dask {address}",
            f"no Dask scheduler answers ({error})",
            expected="the address of a running one, such as tcp://127.0.0.1:8786",
            cure="start it with `dask scheduler`, and workers with `dask worker ADDRESS`",
        ) from error
    try:
        yield client
    finally:
        # Its scheduler may be gone.
        with suppress(OSError):
            client.close(timeout=_PATIENCE)


class _Watch(Thread):
    """Looks after a cluster; once nobody is there to do what was asked for, it is asked for no longer."""

    def __init__(self, client: Client, address: str) -> None:
        super().__init__(daemon=True)
        self.lost: AnnotateError | None = None
        """What is to be said of it, once it is given up."""
        self.ended = Event()
        self._client, self._address = client, address

    def run(self) -> None:
        """Look until it is ended."""
        well = monotonic()
        while not self.ended.wait(_EVERY):
            ill = self._look()
            well = well if ill else monotonic()
            if ill and monotonic() - well > _LONGEST:
                self.lost = ill
                self._give_up()

    def _look(self) -> AnnotateError | None:
        # A client that has given up the connection has no scheduler.
        if (scheduler := self._client.scheduler) is None:
            return _silent(self._address)
        try:
            there = self._client.sync(scheduler.ncores, callback_timeout=_PATIENCE)
        except OSError:
            return _silent(self._address)
        return None if there else _deserted(self._address)

    def _give_up(self) -> None:
        def cancel() -> None:
            for state in list(self._client.futures.values()):
                state.cancel()

        if (loop := self._client.loop) is not None:
            loop.add_callback(cancel)


@contextmanager
def _watched(client: Client, address: str) -> Iterator[_Watch]:
    watch = _Watch(client, address)
    watch.start()
    try:
        yield watch
    finally:
        watch.ended.set()
        watch.join()


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep from the terminal what a client says that has lost its scheduler, and warnings of how large its work is."""
    before = {name: logging.getLogger(name).level for name in _LOGGERS}
    for name in _LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Sending large graph")
            yield
    finally:
        for name, level in before.items():
            logging.getLogger(name).setLevel(level)


def _silent(address: str) -> AnnotateError:
    return ServerUnreachable(
        f"--dask {address}",
        "the connection to the scheduler was lost",
        cure="see that it runs, with workers, and run it again",
    )


def _deserted(address: str) -> AnnotateError:
    return ProjectError(
        f"--dask {address}",
        f"no worker has been there for {_LONGEST} seconds",
        cure="start workers with `dask worker ADDRESS`, and run it again",
    )
