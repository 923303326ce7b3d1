"""A migration that SIGKILL ends right before and right after each of its boundaries, and that is then run again.

Each run is killed at the first place where no earlier one was, so that in the end all were.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from annotate.errors import ProjectError
from annotate.scheme import labelling_config
from annotate.workflow.project import Project, open_project
from annotate.workflow.schemes import migrating
from schema import scheme_id
from tests.migrating import roads
from tests.workflow.conftest import Way
from tests.workflow.schemes import killing
from tests.workflow.schemes.test_migrating import MOVED, Work, changing, config, drafted, labels, results
from tests.workflow.schemes.test_migrating_store import project

__all__ = ["changing", "project"]

pytestmark = pytest.mark.usefixtures("sqlite_only")
"""The migration of `tests/workflow/test_killed.py` is killed on PostgreSQL too."""

MOMENTS = {"started", "finished", "updated"}
"""Fields that tell when something was done."""


def killed(tmp_path: Path, target: str, folders: list[Path]) -> list[str]:
    """Return where migrations of these projects were killed, one after the other, until one got done."""
    log = tmp_path / "landed"
    log.touch()
    program = Path(killing.__file__)
    command = [sys.executable, "-m", killing.__name__, str(log), target, *map(str, folders)]
    done = subprocess.run(command, cwd=program.parents[3], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return log.read_text(encoding="utf-8").splitlines()


def met(landed: list[str]) -> Counter[str]:
    """Return how many boundaries of each kind there were, each of which was met on both sides, and once on each."""
    sides: dict[str, list[str]] = {"before": [], "after": []}
    for place in landed:
        side, _, boundary = place.partition(" ")
        sides[side].append(boundary)
    assert sorted(sides["before"]) == sorted(sides["after"]) == sorted(set(sides["before"]))
    return Counter(" ".join(boundary.split()[:2]) for boundary in sides["before"])


def run(found: Project, target: str) -> None:
    if target == "--back":
        migrating.back(found, who="林")
    else:
        migrating.migrate(found, target, roads.OPERATIONS, who="林")


def state(folder: Path) -> dict[str, object]:
    """Return everything that a migration leaves behind in a project, but for the moments at which it did."""
    with open_project(folder).store() as store:
        migrations = store.migrations()
        assert all(one.finished for one in migrations)
        return {
            "migrations": [one.model_dump(exclude=MOMENTS) for one in migrations],
            "noted": [store.migrated(one.number) for one in migrations],
            "versions": [one.id for one in store.scheme_versions()],
            "revisions": [one.model_dump(exclude=MOMENTS) for one in store.annotations(latest=False)],
            "settings": (folder / "annotate.toml").read_text(encoding="utf-8"),
            "files": {path.name: path.read_bytes() for path in folder.glob("*.yaml")},
        }


@pytest.mark.parametrize("back", [False, True], ids=["there", "back"])
def test_in_the_store_every_kill_leads_to_the_same_end(project: Project, tmp_path: Path, back: bool) -> None:
    target = str(tmp_path / "after.yaml")
    files = ["write .annotate.toml.new", "replace annotate.toml"]
    expected = ["commit begin_migration", "commit save_migrated", *files, "commit finish_migration"]
    if back:
        run(project, target)
        target = "--back"
        expected.append(f"replace scheme-{scheme_id(roads.OLD)}.yaml")
    copies = [shutil.copytree(project.folder, tmp_path / f"copy{number}") for number in range(14)]
    landed = killed(tmp_path, target, copies)
    assert met(landed) == Counter(expected)
    undisturbed = state(copies[len(landed)])
    assert undisturbed != state(project.folder)
    for place, folder in zip(landed, copies, strict=False):
        if back and place.startswith("after commit finish_migration"):
            with pytest.raises(ProjectError, match="no migration to take back"):
                run(open_project(folder), target)
        else:
            run(open_project(folder), target)
        assert state(folder) == undisturbed, place


def told(way: Way) -> dict[str, list[tuple[object, ...]]]:
    """Return what the revisions of each annotation say that a migration may change, without repetitions."""
    found: dict[str, list[tuple[object, ...]]] = {}
    with way.project.store() as store:
        for one in store.annotations(latest=False):
            spans = [(span.id, span.types, span.start, span.end, span.attributes) for span in one.spans]
            now = (one.status, one.deleted, one.completed_by, spans, [(each.id, each.types) for each in one.relations])
            said = found.setdefault(one.id, [])
            if not said or said[-1] != now:
                said.append(now)
    return found


def test_on_the_server_it_gets_done_however_often_it_is_killed(changing: Way, tmp_path: Path) -> None:
    way = changing
    work = Work(way)
    way.pull()
    before = told(way)
    landed = killed(tmp_path, str(tmp_path / "after.yaml"), [way.project.folder] * 60)
    boundaries = met(landed)
    both, new = (boundaries.pop(f"configure {screen}") for screen in ("both", "new"))
    assert (both, new) == (1, 1)
    for once in ("begin_migration", "use_scheme", "note_migrated", "finish_migration"):
        assert boundaries.pop(f"commit {once}") == 1
    # What was changed comes home with one pull or little by little; each notes how far it came.
    assert boundaries.pop("commit keep_pulled") >= 2
    assert boundaries == {
        f"change_annotation {work.submitted}": 1,
        f"change_annotation {work.measure}": 1,
        f"change_draft {work.pending}": 2,
        f"change_draft {work.draft}": 1,
        "write .annotate.toml.new": 1,
        "replace annotate.toml": 1,
    }

    assert labels(results(way, work.submitted)) == MOVED
    assert labels(results(way, work.measure)) == ["action", "action.agent=县里"]
    pending = drafted(way, work.pending)
    assert (labels(pending["result"]), pending["annotation"], pending["import_id"]) == (["action"], work.measure, None)
    assert pending["user"] == way.annotators[0].email
    assert labels(drafted(way, work.draft)["result"]) == ["issue"]
    assert config(way) == labelling_config(roads.NEW)
    now = Way(open_project(way.project.folder), way.studio, way.annotators)
    assert scheme_id(now.project.scheme) == scheme_id(roads.NEW)
    quiet = now.pull()
    assert (quiet.new, quiet.revised, quiet.deleted) == (0, 0, 0)
    after = told(way)
    with way.project.store() as store:
        (migration,) = store.migrations()
        assert migration.finished is not None
        found = list(store.revisions(store.migrated(migration.number)))
        assert [use.scheme for use in store.scheme_uses()] == [scheme_id(roads.OLD), scheme_id(roads.NEW)]
    # What is noted to go back to is in each case the revision with the old names, however late it was killed.
    assert {str(span.type) for one in found for span in one.spans} == {"problem", "danger", "measure"}
    assert len(before) == len(after) == 4
    assert {id_: said[:1] for id_, said in after.items()} == before
    assert {id_ for id_, said in after.items() if len(said) == 2} == {one.id for one in found}
    assert max(map(len, after.values())) == 2

    assert migrating.back(now.project, who="林").edited == ()
    assert {number: results(way, number) for number in work.before} == work.before
    assert {id_: said[-1:] for id_, said in told(way).items()} == before
