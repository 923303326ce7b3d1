"""A Dask cluster on this machine, for the tests of what runs on one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def cluster(workers: int = 2) -> Iterator[str]:
    """Have so many workers of one thread; yields the address of their scheduler.

    All its ports are free ones, also that of its pages, since other tests may have a cluster at the same time.
    """
    from distributed import LocalCluster

    where = {"host": "127.0.0.1", "dashboard_address": "127.0.0.1:0"}
    with LocalCluster(n_workers=workers, threads_per_worker=1, **where) as local:
        yield str(local.scheduler_address)
