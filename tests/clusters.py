"""Dask clusters on this machine, for the tests of what runs on one."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@contextmanager
def cluster(workers: int = 2) -> Iterator[str]:
    """Have so many workers of one thread; yields the address of their scheduler.

    All its ports are free ones, also that of its pages, since other tests may have a cluster at the same time.
    """
    from distributed import LocalCluster

    where = {"host": "127.0.0.1", "dashboard_address": "127.0.0.1:0"}
    with LocalCluster(n_workers=workers, threads_per_worker=1, **where) as local:
        yield str(local.scheduler_address)


@dataclass(frozen=True)
class Processes:
    """A cluster that is started as people start one, and that can be stopped and killed."""

    address: str
    scheduler: subprocess.Popen[bytes]
    workers: Sequence[subprocess.Popen[bytes]]

    def asked(self) -> set[str]:
        """The names of the functions that the scheduler was asked to have called, without underscores before them."""
        from distributed import Client

        with Client(self.address, set_as_default=False) as client:
            found = client.run_on_scheduler(lambda dask_scheduler: sorted(dask_scheduler.task_prefixes))
        return set(found)


@contextmanager
def processes(folder: Path, workers: int = 2) -> Iterator[Processes]:
    """Have a scheduler and so many workers of one thread, each a process of its own; their files are in a folder."""
    told = folder / "scheduler.json"
    begun: list[subprocess.Popen[bytes]] = []

    def begin(program: str, *words: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.{program}", *words, "--no-dashboard"]
        with (folder / f"{program}.log").open("ab") as log:
            begun.append(subprocess.Popen(command, stdout=log, stderr=log))
        return begun[-1]

    try:
        scheduler = begin("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(told))
        address = _address(told, scheduler)
        where = ("--no-nanny", "--nthreads", "1", "--local-directory", str(folder))
        made = Processes(address, scheduler, [begin("dask_worker", address, *where) for _ in range(workers)])
        _expect_workers(address, workers)
        yield made
    finally:
        for one in begun:
            one.send_signal(signal.SIGKILL)
            one.wait()


def _address(told: Path, scheduler: subprocess.Popen[bytes]) -> str:
    while True:
        assert scheduler.poll() is None
        try:
            return str(json.loads(told.read_text(encoding="utf-8"))["address"])
        except (OSError, ValueError):
            time.sleep(0.05)


def _expect_workers(address: str, workers: int) -> None:
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(workers, timeout=60)
