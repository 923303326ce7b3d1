"""A scheme that changes while people annotate, on the real server: there, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest

from annotate.errors import InputError, ProjectError
from annotate.labelstudio import Account
from annotate.scheme import labelling_config
from annotate.workflow.importing import documents
from annotate.workflow.labelling import pushing, servers
from annotate.workflow.project import init, open_project
from annotate.workflow.schemes import migrating
from schema import Annotation, scheme_id
from tests.migrating import roads
from tests.studio import Studio, unique
from tests.workflow.conftest import ESSAY, Way

PROBLEM = ("𠮷婆婆坐着轮椅过不去", {"type": "problem", "kind": "status"})
DANGER = ("买药要绕四里路", {"type": "danger", "kind": "risk"})
MEASURE = ("给石桥加一条缓坡", {"type": "measure", "means": "money", "actor": "县里"})
CLAIM = ("住在桥两头的人就又成了邻居", {"type": "claim"})


@pytest.fixture
def changing(studio: Studio, accounts: tuple[Account, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Way:
    """A project with a scheme file of its own that is about to change, pushed."""
    monkeypatch.setenv("LABEL_STUDIO_URL", studio.url)
    monkeypatch.setenv("LABEL_STUDIO_API_KEY", studio.token)
    (tmp_path / "before.yaml").write_text(roads.BEFORE, encoding="utf-8")
    (tmp_path / "after.yaml").write_text(roads.AFTER, encoding="utf-8")
    init(tmp_path / "essays", name=unique("change"), scheme=str(tmp_path / "before.yaml"))
    project = open_project(tmp_path / "essays")
    (tmp_path / "bridge.txt").write_text(ESSAY, encoding="utf-8")
    documents.import_files(project, [tmp_path / "bridge.txt"])
    servers.add_annotators(project, [accounts[0].name])
    way = Way(project, studio, accounts)
    way.push()
    return way


def api(way: Way) -> httpx.Client:
    account = way.annotators[0]
    assert account.token is not None
    headers = {"Authorization": f"Token {account.token.get_secret_value()}"}
    return httpx.Client(base_url=way.studio.url, headers=headers, timeout=60, trust_env=False)


def results(way: Way, number: int) -> list[dict[str, Any]]:
    with api(way) as http:
        found: list[dict[str, Any]] = http.get(f"/api/annotations/{number}/").raise_for_status().json()["result"]
    return found


def draft(way: Way, task: int, result: list[dict[str, Any]], annotation: int | None = None) -> int:
    where = f"/api/tasks/{task}/annotations/{annotation}/drafts" if annotation else f"/api/tasks/{task}/drafts"
    with api(way) as http:
        made = http.post(where, json={"result": result, "lead_time": 3}).raise_for_status().json()
    return int(made["id"])


def drafted(way: Way, number: int) -> dict[str, Any]:
    with api(way) as http:
        found: dict[str, Any] = http.get(f"/api/drafts/{number}/").raise_for_status().json()
    return found


def labels(result: list[dict[str, Any]]) -> list[str]:
    """The names that stand in results, in their order."""
    found: list[str] = []
    for item in result:
        value = item.get("value", {})
        if item["type"] == "relation":
            found.extend(item.get("labels") or [])
        elif item["type"] == "labels":
            found.extend(value["labels"])
        else:
            said = value.get("choices") or value.get("text")
            found.append(f"{item['from_name']}={said[0]}")
    return found


def stored(way: Way) -> list[Annotation]:
    with way.project.store() as store:
        return list(store.annotations(raw=False))


def config(way: Way) -> str:
    name = way.annotators[0].name
    with way.project.store() as store:
        (target,) = (found for found in store.projects() if found.annotator == name)
    return way.client(name).project(target.remote).config


class Work:
    """What one annotator did before the change: submitted, skipped, begun, and begun to change again."""

    def __init__(self, way: Way, *, drafted: bool = True) -> None:
        name = way.annotators[0].name
        title, first, second, third = way.units()
        self.tasks = [way.task(name, unit) for unit in (title, first, second, third)]
        self.submitted = way.label(name, first, {"p": PROBLEM, "d": DANGER}, ("causes", "d", "p"))
        self.skipped = way.client(name).annotate(self.tasks[0], [], skipped=True)
        self.measure = way.label(name, second, {"m": MEASURE})
        self.before = {number: results(way, number) for number in (self.submitted, self.measure)}
        self.pending = draft(way, self.tasks[2], self.before[self.measure][:1], self.measure)
        region = {**self.before[self.submitted][0], "id": "q"}
        self.draft = draft(way, self.tasks[3], [region]) if drafted else 0


MOVED = ["issue", "issue.kind=present", "issue", "issue.kind=risk", "引起 leads_to"]


def test_a_live_project_goes_to_another_scheme_and_back(changing: Way) -> None:
    way = changing
    work = Work(way)
    way.pull()
    target = str(way.project.folder.parent / "after.yaml")
    planned = migrating.migrate(way.project, target, roads.OPERATIONS, who="林", dry_run=True)
    assert (planned.done, planned.annotations, planned.number) == (False, 3, None)
    assert config(way) == labelling_config(roads.OLD)
    counts = {(move.what, move.to): (move.count, move.examples) for move in planned.moves}
    assert counts["problem", "issue"] == (2, (PROBLEM[0], "的人就又成了邻居。"))
    assert counts["danger", "issue"] == (1, (DANGER[0],))
    assert counts["measure.means=money", None] == (1, (MEASURE[0],))
    (again,) = planned.revisit
    assert [reason.split(":")[0] for reason in again.reasons] == ["missing-attribute", "missing-attribute"]

    done = migrating.migrate(way.project, target, roads.OPERATIONS, who="林", why="试用之后")
    assert (done.done, done.number, done.changed, done.stored) == (True, 1, 3, 0)
    assert labels(results(way, work.submitted)) == MOVED
    assert labels(results(way, work.measure)) == ["action", "action.agent=县里"]
    assert labels(drafted(way, work.draft)["result"]) == ["issue"]
    pending = drafted(way, work.pending)
    assert (labels(pending["result"]), pending["annotation"]) == (["action"], work.measure)
    assert pending["user"] == way.annotators[0].email
    assert config(way) == labelling_config(roads.NEW)
    way_now = Way(open_project(way.project.folder), way.studio, way.annotators)
    assert scheme_id(way_now.project.scheme) == scheme_id(roads.NEW)
    assert [pushed.added for pushed in way_now.push().projects] == [0]
    quiet = way_now.pull()
    assert (quiet.new, quiet.revised, quiet.deleted) == (0, 0, 0)
    found = {one.origin.rpartition("/")[2]: one for one in stored(way) if one.status != "draft"}
    assert found[str(work.submitted)].revision == 2
    assert found[str(work.submitted)].completed_by == way.annotators[0].email
    assert (found[str(work.skipped)].status, found[str(work.skipped)].revision) == ("skipped", 1)

    # One is edited since: a region more, another one moved to a type that was not touched.
    edited = results(way, work.submitted)
    edited[2] = {**edited[2], "value": {**edited[2]["value"], "labels": ["claim"]}}
    way.client(way.annotators[0].name).change_annotation(work.submitted, edited)
    returned = migrating.back(way_now.project, who="林")
    assert [one.annotation for one in returned.edited] == [found[str(work.submitted)].id]
    assert results(way, work.measure) == work.before[work.measure]
    # The region that was left alone has its old names, the edited one keeps its new label.
    assert labels(results(way, work.submitted))[:2] == ["problem", "claim"]
    assert labels(drafted(way, work.draft)["result"]) == ["problem"]
    assert config(way) == labelling_config(roads.OLD)
    assert scheme_id(open_project(way.project.folder).scheme) == scheme_id(roads.OLD)


def test_names_of_which_nothing_is_said_are_refused_before_anything_is_done(changing: Way) -> None:
    way = changing
    way.label(way.annotators[0].name, way.units()[1], {"p": PROBLEM})
    target = str(way.project.folder.parent / "after.yaml")
    with pytest.raises(InputError, match=r"problem \(1\), problem\.kind \(1\)"):
        migrating.migrate(way.project, target, who="林")
    assert config(way) == labelling_config(roads.OLD)
    with way.project.store() as store:
        assert store.migrations() == []
    with pytest.raises(ProjectError, match="no migration to take back"):
        migrating.back(way.project, who="林")
    with pytest.raises(ProjectError, match="has this scheme already"):
        migrating.migrate(way.project, str(way.project.folder.parent / "before.yaml"), who="林")


def test_a_push_with_another_scheme_orphans_nothing(changing: Way) -> None:
    way = changing
    way.label(way.annotators[0].name, way.units()[1], {"p": PROBLEM})
    way.pull()
    (way.project.folder.parent / "before.yaml").write_text(roads.AFTER, encoding="utf-8")
    edited = open_project(way.project.folder)
    with pytest.raises(ProjectError, match=r"no longer has what annotations use: problem \(1\)"):
        pushing.push(edited)
    assert config(way) == labelling_config(roads.OLD)
    # The file was edited in place: what it was is in the store.
    done = migrating.migrate(edited, str(way.project.folder.parent / "before.yaml"), roads.OPERATIONS, who="林")
    assert (done.old, done.new, done.changed) == ("roads 1", "roads 2", 1)
    assert migrating.back(open_project(way.project.folder), who="林").changed == 1
    assert scheme_id(open_project(way.project.folder).scheme) == scheme_id(roads.OLD)
