"""Whoever does the work of a command is killed in the middle: one message says so, and another run gets it done."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from annotate.store import examine
from annotate.workflow.project import Project
from tests.clusters import processes
from tests.workflow.exporting import build

PROGRAM = "import sys, annotate.workflow.cluster as cluster; cluster._LONGEST = int(sys.argv.pop(1))"
"""The program, with so many seconds after which a cluster without workers is given up."""

ESSAYS = 400

COMMANDS = {
    "done": ("import", "essays", "--json"),
    "looked": ("check", "--json"),
    "summed": ("agreement", "--resamples", "2000", "--json"),
    "read_elsewhere": ("export", "jsonl", "--name", "all", "--allow-open", "--no-agreement", "--json"),
}
"""Commands whose work can be spread, by the function that others are asked to call."""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """The work of two annotators on two essays, and a folder of many essays to import."""
    made = build.project(tmp_path / "project", build.PLACES[:2])
    for article in build.articles(made):
        build.save(made, *(build.work(article, name) for name in ("lin", "陈")))
    (made.folder / "essays").mkdir()
    for number in range(ESSAYS):
        essay = build.essay("桥").replace("三年", f"{number} 年")
        (made.folder / "essays" / f"{number:03}.txt").write_text(essay, encoding="utf-8")
    return made


@contextmanager
def running(project: Project, *words: str, longest: int = 60) -> Iterator[subprocess.Popen[str]]:
    """A command that runs in the project's folder."""
    command = [sys.executable, "-c", f"{PROGRAM}\nfrom annotate.cli import main\nmain()", str(longest), *words]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=project.folder, stdout=pipe, stderr=pipe, text=True) as begun:
        try:
            yield begun
        finally:
            begun.kill()


def expect_done(project: Project, *words: str) -> None:
    """A command gets its work done now, all of which is there then, and the store is sound."""
    with running(project, *words) as begun:
        out, err = begun.communicate()
    assert begun.returncode == 0, err
    if words[0] == "import":
        assert len(json.loads(out)["documents"]) == ESSAYS
        assert len(build.articles(project)) == 2 + ESSAYS
    assert examine(project.url).errors == 0


def left(project: Project) -> set[str]:
    """What is in the project's folder, but for the turns that commands take."""
    return {path.name for path in project.folder.rglob("*") if not path.name.startswith(".annotate.db")}


def imported(project: Project) -> int:
    with project.store() as store:
        return store.counts()["document"]


@pytest.mark.parametrize("who", ["scheduler", "workers"])
def test_a_cluster_that_is_killed_is_told_by_every_command(project: Project, tmp_path: Path, who: str) -> None:
    before = left(project)
    (tmp_path / "cluster").mkdir()
    with processes(tmp_path / "cluster") as cluster:
        for worker in cluster.workers:
            worker.send_signal(signal.SIGSTOP)
        with ExitStack() as stack:
            calls = [running(project, *words, "--dask", cluster.address, longest=2) for words in COMMANDS.values()]
            begun = [stack.enter_context(call) for call in calls]
            while not cluster.asked() >= set(COMMANDS):
                assert [one.poll() for one in begun] == [None] * len(begun)
            for one in [cluster.scheduler] if who == "scheduler" else cluster.workers:
                one.kill()
            ended = [(one.communicate()[1].splitlines(), one.returncode) for one in begun]
    found = {
        "scheduler": ("the connection to the scheduler was lost", "see that it runs, with workers, and run it again"),
        "workers": (
            "no worker has been there for 2 seconds",
            "start workers with `dask worker ADDRESS`, and run it again",
        ),
    }[who]
    assert ended == [([f"error: --dask {cluster.address}: {found[0]}", f"  → {found[1]}"], 1)] * len(COMMANDS)
    # Nothing is there that was not before, and the same commands have their way by themselves.
    assert left(project) == before
    with project.store() as store:
        assert store.exports() == []
    for words in COMMANDS.values():
        expect_done(project, *words)


def children(parent: int) -> list[int]:
    """The worker processes of a process."""
    found = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii").split()
    return [int(one) for one in found if b"spawn_main" in Path(f"/proc/{one}/cmdline").read_bytes()]


@pytest.mark.parametrize("words", COMMANDS.values(), ids=lambda words: words[0])
def test_a_process_that_is_killed_is_told(project: Project, words: tuple[str, ...]) -> None:
    before = left(project)
    with running(project, *words, "--workers", "2") as begun:
        until(lambda: len(children(begun.pid)) == 2, begun)
        if words[0] == "import":
            until(lambda: imported(project) > 2, begun)
        os.kill(children(begun.pid)[0], signal.SIGKILL)
        _, err = begun.communicate()
    told = "error: worker processes: one of them was ended\n  → run it again with fewer --workers\n"
    assert (begun.returncode, err) == (1, told)
    assert left(project) == before
    if words[0] == "import":
        # As many as transactions were done, each document whole.
        assert 2 < imported(project) < 2 + ESSAYS
    assert examine(project.url).errors == 0
    expect_done(project, *words, "--workers", "2")


def until(come: Callable[[], bool], begun: subprocess.Popen[str]) -> None:
    """Wait until something has come about while a command runs."""
    while not come():
        assert begun.poll() is None, begun.communicate()
        time.sleep(0.01)
