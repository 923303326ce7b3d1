"""Work spread over processes and over a cluster gives what serial work gives, in order and in bounded memory."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path

import pytest

from annotate.errors import InputError, ProjectError, ServerUnreachable
from annotate.workflow.parallel import Crew, mapped, workers
from tests.clusters import cluster, processes


def _doubled(number: int) -> int:
    return 2 * number


def _refused(number: int) -> int:
    raise InputError(f"file {number}", "cannot be read", expected="text", cure="save it as text")


def _killed(number: int) -> int:
    os._exit(number)


def test_results_come_in_the_order_of_the_items() -> None:
    with workers(Crew(2)) as (executor, window):
        assert executor is not None
        assert list(mapped(_doubled, range(50), executor, window)) == list(range(0, 100, 2))


def _held(number: int) -> bool:
    return signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ())


def test_an_interrupt_reaches_no_worker_not_even_one_that_is_starting() -> None:
    with workers(Crew(2)) as (executor, window):
        assert all(mapped(_held, range(8), executor, window))
    assert not _held(0)


def _threshold(_: int) -> tuple[int, int, int]:
    return gc.get_threshold()


def test_workers_look_for_garbage_as_seldom_as_their_parent() -> None:
    before = gc.get_threshold()
    gc.set_threshold(12_345, 11, 9)
    try:
        with workers(Crew(2)) as (executor, window):
            assert set(mapped(_threshold, range(8), executor, window)) == {(12_345, 11, 9)}
    finally:
        gc.set_threshold(*before)


def test_one_worker_is_this_process() -> None:
    with workers(Crew(1)) as (executor, window):
        assert executor is None
        assert list(mapped(_doubled, range(3), executor, window)) == [0, 2, 4]


@pytest.mark.parametrize("parallel", [False, True])
def test_items_are_taken_only_as_far_as_the_window_reaches(parallel: bool) -> None:
    taken = 0

    def items() -> Iterator[int]:
        nonlocal taken
        for number in range(100):
            taken += 1
            yield number

    def most(executor: Executor | None) -> int:
        return max(taken - done for done, _ in enumerate(mapped(_doubled, items(), executor, 5)))

    if parallel:
        with ThreadPoolExecutor(2) as executor:
            assert most(executor) == 5
    else:
        assert most(None) == 1


def test_an_error_crosses_the_border_of_a_process_whole() -> None:
    with workers(Crew(2)) as (executor, window), pytest.raises(InputError) as caught:
        list(mapped(_refused, range(5), executor, window))
    assert str(caught.value) == "file 0: cannot be read (expected text)\n  → save it as text"


def test_a_worker_that_is_ended_is_told_in_one_line() -> None:
    with pytest.raises(ProjectError, match="one of them was ended"), workers(Crew(2)) as (executor, window):
        list(mapped(_killed, range(1, 5), executor, window))


def test_an_address_without_a_cluster_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotate.workflow.cluster._PATIENCE", 0.2)
    with pytest.raises(ServerUnreachable, match="no Dask scheduler answers"), workers(Crew(dask="tcp://127.0.0.1:9")):
        pass


def test_a_cluster_whose_workers_are_ended_is_told_in_one_line() -> None:
    import dask

    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        cluster(1) as address,
        pytest.raises(ProjectError, match="ended again and again") as caught,
        workers(Crew(dask=address)) as (executor, window),
    ):
        list(mapped(_killed, range(1, 3), executor, window))
    assert "\n  → " in str(caught.value)


def test_a_scheduler_that_falls_silent_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def items() -> Iterator[int]:
        for name in ("_LONGEST", "_PATIENCE"):
            monkeypatch.setattr(f"annotate.workflow.cluster.{name}", 1)
        found.scheduler.send_signal(signal.SIGSTOP)
        yield from range(20)

    with (
        processes(tmp_path, 1) as found,
        pytest.raises(ServerUnreachable, match="the connection to the scheduler was lost"),
        workers(Crew(dask=found.address)) as (executor, window),
    ):
        list(mapped(_doubled, items(), executor, window))


def test_a_cluster_of_two_workers_gives_what_serial_work_gives() -> None:
    with cluster() as address, workers(Crew(dask=address)) as (executor, window):
        assert window == 8
        assert list(mapped(_doubled, range(20), executor, window)) == list(range(0, 40, 2))
