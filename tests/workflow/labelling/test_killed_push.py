"""A push that is killed at any of its boundaries, and then run again: no duplicate, none missing.

Each boundary is a call that changes something, on the server or in the store; the push is killed by SIGKILL right
before and right after it, and leaves a line behind that says where it was.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from annotate.workflow.correcting import corrections
from annotate.workflow.correcting.orders import Orders
from annotate.workflow.labelling import pushing
from tests.workflow.conftest import Way

BOUNDARIES = (
    ("annotate.labelstudio._client", "Client.create_project"),
    ("annotate.store", "Store.add_project"),
    ("annotate.labelstudio._client", "Client.add_tasks"),
    ("annotate.store", "Store.add_tasks"),
)

KILLED = """
import importlib, os, signal, sys
from pathlib import Path
from annotate.workflow.labelling import pushing
from annotate.workflow.project import open_project

module, name, side, landed, folder = sys.argv[1:]
owner = getattr(importlib.import_module(module), name.partition(".")[0])
method = getattr(owner, name.partition(".")[2])
calls = 0

def killing(*arguments, **options):
    global calls
    calls += 1
    result = None if calls == 2 and side == "before" else method(*arguments, **options)
    if calls == 2:  # the first annotator's is done, the second's is not
        Path(landed).write_text(f"{side} {name}")
        os.kill(os.getpid(), signal.SIGKILL)
    return result

setattr(owner, method.__name__, killing)
pushing.push(open_project(Path(folder)))
"""


@pytest.mark.parametrize("side", ["before", "after"])
@pytest.mark.parametrize(("module", "name"), BOUNDARIES, ids=[name for _, name in BOUNDARIES])
def test_a_killed_push_is_finished_by_the_next(way: Way, tmp_path: Path, module: str, name: str, side: str) -> None:
    landed = tmp_path / "landed"
    command = [sys.executable, "-c", KILLED, module, name, side, str(landed), str(way.project.folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert landed.read_text() == f"{side} {name}"

    report = way.push()
    assert [pushed.tasks for pushed in report.projects] == [4, 4]
    expected = sorted(unit.key for unit in way.units())
    for account in way.annotators:
        assert sorted(way.on_server(account.name)) == expected
    assert [pushed.added for pushed in way.push().projects] == [0, 0]
    with way.project.store() as store:
        assert sorted(len(store.tasks(target.id)) for target in store.projects()) == [4, 4]
        markers = {f"argument-annotate {way.project.settings.id} paragraph {one.name}" for one in way.annotators}
    sdk = way.client(way.annotators[0].name)
    every: list[object] = list(sdk._sdk.projects.list())
    found = [str(getattr(project, "description", "")) for project in every]
    assert sorted(marker for marker in found if marker in markers) == sorted(markers)


CHANGES = (
    ("annotate.labelstudio._client", "Client.change_data"),
    ("annotate.store", "Store.add_tasks"),
    ("annotate.labelstudio._client", "Client.delete_tasks"),
    ("annotate.store", "Store.remove_tasks"),
)
"""The boundaries of a push after which tasks show another text, and one too many is gone."""


@pytest.mark.parametrize("side", ["before", "after"])
@pytest.mark.parametrize(("module", "name"), CHANGES, ids=[name for _, name in CHANGES])
def test_a_killed_push_of_changes_is_finished_by_the_next(
    way: Way, tmp_path: Path, module: str, name: str, side: str
) -> None:
    way.push()
    with way.project.store() as store:
        (article,) = store.articles()
    orders = Orders(text=("2=村口的石桥只有台阶，𠮷婆婆过不去😀。",), drop=("4",))
    corrections.correct(way.project, article.id, orders, "林", "")
    landed = tmp_path / "landed"
    command = [sys.executable, "-c", KILLED, module, name, side, str(landed), str(way.project.folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert landed.read_text() == f"{side} {name}"

    way.push()
    expected = sorted(unit.key for unit in way.units())
    assert len(expected) == 3
    for account in way.annotators:
        assert sorted(way.on_server(account.name)) == expected
        with way.project.store() as store:
            (target,) = (one for one in store.projects() if one.annotator == account.name)
            assert sorted(task.unit.key for task in store.tasks(target.id)) == expected
    again = pushing.push(way.project, dry_run=True)
    assert [(one.added, one.updated, one.removed, one.found) for one in again.projects] == [(0, 0, 0, 0)] * 2
