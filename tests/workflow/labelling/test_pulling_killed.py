"""A pull that is killed right before and right after each of its commits, and then run again: nothing twice or lost."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.workflow.conftest import Way

PROBLEM = ("𠮷婆婆坐着轮椅过不去", {"type": "problem", "problem_type": "status"})

KILLED = """
import json, os, shutil, signal, sys
from pathlib import Path
from annotate import labelstudio
from annotate.labelstudio import _pull
from annotate.store import Store
from annotate.workflow.labelling import pulling
from annotate.workflow.project import open_project

folder, before = Path(sys.argv[1]), Path(sys.argv[2])
labelstudio.CHUNK = _pull.CHUNK = 2
keep, calls = Store.keep_pulled, []

def restored():
    for name in ("annotate.db-wal", "annotate.db-shm"):
        (folder / name).unlink(missing_ok=True)
    shutil.copy(before, folder / "annotate.db")
    return open_project(folder)

def pull(number=0, side=""):
    def killing(self, *arguments, **options):
        calls.append(1)
        if len(calls) == number and side == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        kept = keep(self, *arguments, **options)
        if len(calls) == number and side == "after":
            os.kill(os.getpid(), signal.SIGKILL)
        return kept
    calls.clear()
    Store.keep_pulled = killing
    return pulling.pull(open_project(folder))

def stored():
    with open_project(folder).store() as store:
        return [one.model_dump_json() for one in store.annotations(latest=False)]

def child(work):
    # A process of its own, which has all modules already.
    pid = os.fork()
    if pid == 0:
        work()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])

restored()
report, whole = pull(), len(calls)
expected = stored()
landed = []
for number in range(1, whole + 1):
    for side in ("before", "after"):
        restored()
        status = child(lambda: pull(number, side))
        partly = len(stored())
        done = child(pull)
        landed.append([number, side, status, done, partly, stored() == expected])
print(json.dumps({"commits": whole, "new": report.new, "landed": landed}))
"""


COMMITS = 6
"""In each of two projects one for each chunk of two tasks, of three or four in all, and one at the end."""


@pytest.mark.usefixtures("sqlite_only")
@pytest.mark.parametrize("kind", ["first", "of what changed"])
def test_a_killed_pull_is_finished_by_the_next(way: Way, tmp_path: Path, kind: str) -> None:
    way.push()
    if kind != "first":
        way.pull()
    units = way.units()
    for account in way.annotators:
        for unit in units[1:]:
            way.label(account.name, unit, {"p": PROBLEM} if unit == units[1] else {})
    before = tmp_path / "before.db"
    shutil.copy(way.project.folder / "annotate.db", before)
    command = [sys.executable, "-c", KILLED, str(way.project.folder), str(before)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert (said["commits"], said["new"]) == (COMMITS, 6)
    assert [(number, side) for number, side, *_ in said["landed"]] == [
        (number, side) for number in range(1, COMMITS + 1) for side in ("before", "after")
    ]
    assert all(status == -9 and finished == 0 and same for _, _, status, finished, _, same in said["landed"])
    kept = [partly for *_, partly, _ in said["landed"]]
    assert kept[0] == 0
    assert kept == sorted(kept)
    assert kept[-1] == 6


@pytest.mark.parametrize("side", ["before", "after"])
def test_a_deletion_that_was_killed_is_noticed_by_the_next(way: Way, tmp_path: Path, side: str) -> None:
    way.push()
    name, unit = way.annotators[0].name, way.units()[1]
    way.label(name, unit, {"p": PROBLEM})
    way.pull()
    client = way.client(name)
    client._sdk.tasks.delete(str(way.task(name, unit)))
    program = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from annotate.store import Store\n"
        "from annotate.workflow.labelling import pulling\n"
        "from annotate.workflow.project import open_project\n"
        "keep = Store.keep_pulled\n"
        "def killing(self, project, done, annotations=(), deleted=(), lately=None):\n"
        "    if deleted and sys.argv[2] == 'after':\n"
        "        keep(self, project, done, annotations, deleted, lately)\n"
        "    if deleted:\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        "    return keep(self, project, done, annotations, deleted, lately)\n"
        "Store.keep_pulled = killing\n"
        "pulling.pull(open_project(Path(sys.argv[1])))\n"
    )
    command = [sys.executable, "-c", program, str(way.project.folder), side]
    assert subprocess.run(command, check=False, timeout=120).returncode == -9
    report = way.pull()
    assert report.deleted == (1 if side == "before" else 0)
    assert report.missing == 1
    with way.project.store() as store:
        (left,) = [found for found in store.annotations() if found.annotator == name]
    assert (left.deleted, left.revision) == (True, 2)
    assert way.pull().deleted == 0
