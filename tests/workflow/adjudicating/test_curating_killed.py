"""Pushes to a curator and pulls that are killed before and after each step, and run again: nothing twice or lost."""

from __future__ import annotations

import json
import subprocess
import sys

from annotate.workflow.adjudicating import deciding
from tests.workflow.adjudicating.curators import Bench, Curator
from tests.workflow.conftest import Way

KILLED = """
import importlib, json, os, signal, sys
from pathlib import Path
from annotate.workflow.adjudicating import curating, taking
from annotate.workflow.project import open_project

folder, work, curator = Path(sys.argv[1]), sys.argv[2], sys.argv[3]

def run():
    if work == "push":
        curating.push(open_project(folder), curators=[curator])
    else:
        taking.pull(open_project(folder))

def attempt(module, name, side):
    # A process of its own, which has all modules already; it is killed at the first call.
    pid = os.fork()
    if pid == 0:
        owner = getattr(importlib.import_module(module), name.partition(".")[0])
        method = getattr(owner, name.partition(".")[2])
        def killing(*arguments, **options):
            if side == "after":
                method(*arguments, **options)
            os.kill(os.getpid(), signal.SIGKILL)
        setattr(owner, method.__name__, killing)
        run()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])

import annotate.labelstudio._client, annotate.store, label_studio_sdk
steps = json.loads(sys.argv[4])
print(json.dumps([attempt(module, name, side) for module, name in steps for side in ("before", "after")]))
"""

PUSH = (
    ("annotate.labelstudio._client", "Client.create_project"),
    ("annotate.store", "Store.add_project"),
    ("annotate.labelstudio._client", "Client.add_tasks"),
    ("annotate.store", "Store.add_tasks"),
)
"""What a push changes on the server and in the store, in this order; each is killed once it comes to that step."""

PULL = (("annotate.store", "Store.keep_pulled"), ("annotate.store", "Store.append"))

STATUS = {"type": "problem", "problem_type": "status"}


def killed(way: Way, work: str, curator: Curator, steps: tuple[tuple[str, str], ...]) -> list[int]:
    """Run a push or a pull again and again, each time killed at the next step; return how each of them ended."""
    command = [sys.executable, "-c", KILLED, str(way.project.folder), work, curator.name, json.dumps(steps)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr
    found: list[int] = json.loads(done.stdout)
    return found


def test_what_was_killed_is_finished_by_the_next(way: Way) -> None:
    way.push()
    unit = way.units()[1]
    way.label(way.annotators[0].name, unit, {"a": ("𠮷婆婆坐着轮椅过不去😀", STATUS)})
    way.label(way.annotators[1].name, unit, {})
    way.pull()
    deciding.auto(way.project)
    curator = Curator(Bench(way), way.studio.new_account("wang"))

    assert killed(way, "push", curator, PUSH) == [-9] * 8
    curator.bench.push(curator.name)
    assert list(curator.tasks()) == [unit.key]
    assert set(curator.predictions(unit)) == {"proposal", "A1", "A2"}
    assert curator.client.project(curator.target().remote).shows == "proposal"
    marker = f"argument-annotate {way.project.settings.id} adjudicate:paragraph {curator.name}"
    assert len(curator.client.find_projects(marker)) == 1
    with way.project.store() as store:
        (task,) = store.tasks(curator.target().id)
    assert (task.remote, task.suggestion) == (curator.tasks()[unit.key], "proposal")

    curator.submit(unit, curator.proposal(unit).spans, ())
    assert killed(way, "pull", curator, PULL) == [-9] * 4
    assert curator.bench.pull().decisions == 0
    (decision,) = curator.bench.decisions()
    assert (decision.outcome, decision.who) == ("accepted", curator.name)
    with way.project.store() as store:
        assert len(list(store.annotations(latest=False, curated=True))) == 1
