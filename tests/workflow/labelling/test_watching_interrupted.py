"""Ctrl-C while `annotate pull --watch` waits for the server in the middle of a pull: it ends well, the next goes on."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from annotate.workflow.project import open_project
from tests.faults import Kind, faulty
from tests.workflow.conftest import Way

ANNOTATE = Path(sys.executable).with_name("annotate")

PROBLEM = ("𠮷婆婆坐着轮椅过不去", {"type": "problem", "problem_type": "status"})


def test_an_interrupt_in_the_middle_of_a_pull(way: Way, monkeypatch: pytest.MonkeyPatch) -> None:
    exports = 0

    def choose(request: str, _: int) -> Kind | None:
        nonlocal exports
        if request != "GET /api/projects/#/export":
            return None
        exports += 1
        # Of the two annotators' exports the first passes; the second one's answer is long in coming.
        return "slow" if exports == 2 else None

    with faulty(way.studio.url, choose) as proxy:
        monkeypatch.setenv("LABEL_STUDIO_URL", proxy.url)
        through = Way(open_project(way.project.folder), way.studio, way.annotators)
        through.push()
        for account in through.annotators:
            through.label(account.name, through.units()[1], {"p": PROBLEM})
        command = [str(ANNOTATE), "pull", "--watch", "--every", "600"]
        with subprocess.Popen(
            command, cwd=way.project.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as watching:
            until = time.monotonic() + 60
            while exports < 2 and time.monotonic() < until:
                time.sleep(0.05)
            with through.project.store() as store:
                assert [one.annotator for one in store.annotations()] == [min(one.name for one in way.annotators)]
            watching.send_signal(signal.SIGINT)
            said, told = watching.communicate(timeout=30)
        assert (watching.returncode, "Traceback" in told) == (0, False), told
        assert "0 pulls" in said
        assert through.pull().new == 1
        with through.project.store() as store:
            assert sorted(one.annotator for one in store.annotations()) == sorted(one.name for one in way.annotators)
        assert through.pull().new == 0
