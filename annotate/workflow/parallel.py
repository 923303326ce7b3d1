"""A pure function over many items: here, in several processes, or on a cluster, with the same results in order."""

from __future__ import annotations

import gc
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from annotate.errors import ProjectError

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 4
"""Items under way for each worker, so that none waits while the results of others are stored."""


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
        ServerUnreachable: no cluster answers there, or, while it is used, it does no more.
        ProjectError: the extra for clusters is not installed; or, while it is used, a worker died, for want of memory
            most likely.
    """
    if crew.dask is not None:
        from annotate.workflow.cluster import cluster

        with cluster(crew.dask) as (executor, cores):
            yield executor, max(1, cores) * _AHEAD
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
