"""A pure function over many items: here, in several processes, or on a cluster, with the same results in order."""

from __future__ import annotations

import gc
import signal
import sys
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from annotate.errors import ProjectError, ServerUnreachable

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 4
"""Items under way for each worker, so that none waits while the results of others are stored."""
_PATIENCE = 10
"""Seconds that a cluster has to answer."""


def mapped(
    function: Callable[[T], R], items: Iterable[T], executor: Executor | None, window: int = _AHEAD
) -> Iterator[R]:
    """Yield the results in the order of the items, with at most `window` of them under way.

    Items are taken and results kept only as far as the window reaches, so memory does not grow with their number.
    Without an executor each item is worked on when its result is asked for. What the function raises is raised here,
    and what has not begun then is cancelled.

    Raises:
        ProjectError: a worker process died, for want of memory most likely.
    """
    if executor is None:
        yield from map(function, items)
        return
    pending: deque[Future[R]] = deque()
    try:
        for item in items:
            pending.append(executor.submit(function, item))
            if len(pending) >= window:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()
    finally:
        for future in pending:
            future.cancel()


@dataclass(frozen=True, slots=True)
class Crew:
    """Who does the work."""

    workers: int = 1
    """Processes on this machine; 1 means this process."""
    dask: str | None = None
    """Address of the scheduler of a running Dask cluster, which then does it."""


HERE = Crew()
"""This process."""

Hands = tuple[Executor | None, int]
"""An executor, or none where this process does the work, and the window that keeps it busy."""


@contextmanager
def workers(crew: Crew = HERE) -> Iterator[Hands]:
    """Yield an executor and the window that keeps it busy: none for one worker, processes, or a Dask cluster.

    Raises:
        ServerUnreachable: no cluster answers there.
        ProjectError: the extra for clusters is not installed; or, while it is used, a worker died, for want of memory
            most likely.
    """
    if crew.dask is not None:
        with _cluster(crew.dask) as found:
            yield found
    elif crew.workers > 1:
        with _processes(crew.workers) as executor:
            yield executor, crew.workers * _AHEAD
    else:
        yield None, 1


@contextmanager
def _processes(number: int) -> Iterator[Executor]:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # Spawned, not forked: a forked child would share the connections of the store.
    executor = ProcessPoolExecutor(number, get_context("spawn"), initializer=_begin, initargs=(gc.get_threshold(),))
    try:
        with _interrupts_held():
            for _ in range(number):
                executor.submit(int)
        yield executor
    except BrokenProcessPool as error:
        raise ProjectError(
            "worker processes", "one of them was ended", cure="run it again with fewer --workers"
        ) from error
    finally:
        executor.shutdown(cancel_futures=True)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Keep interrupts from this thread and, for good, from the processes that it starts, where the system can.

    A process that is still starting would meet them with a traceback, before it can be told to leave them alone.
    """
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(threshold: tuple[int, int, int]) -> None:
    """Have a worker leave interrupts to its parent, and look for garbage as often as that does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(*threshold)


@contextmanager
def _cluster(address: str) -> Iterator[Hands]:
    try:
        from distributed import Client, KilledWorker
        from distributed.comm.addressing import get_address_host_port
    except ImportError as error:
        raise ProjectError(
            "--dask", "the package distributed is not installed", cure="pip install 'argument-annotate[dask]'"
        ) from error
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
    with client, warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Sending large graph")
        cores = sum(client.nthreads().values())
        try:
            yield client.get_executor(pure=False), max(1, cores) * _AHEAD
        except KilledWorker as error:
            raise ProjectError(
                f"--dask {address}",
                "workers were ended again and again",
                cure="see their logs, or give them more memory",
            ) from error
