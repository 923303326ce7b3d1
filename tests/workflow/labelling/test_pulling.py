"""Pull over a real server: what is odd about annotations is kept and told, and nothing is looked at in vain."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from pydantic import JsonValue

from annotate import labelstudio
from annotate.errors import ProjectError, ServerUnreachable
from annotate.labelstudio import Client, _pull
from annotate.labelstudio._listing import ChangedTask, Filter
from annotate.workflow import research
from annotate.workflow.labelling import pulling, watching
from schema import Annotation
from tests.faults import at, faulty
from tests.labelstudio import remote
from tests.workflow.conftest import Way
from tests.workflow.labelling.mischief import live


def region(start: int, end: int, *labels: str, name: str, text: str = "") -> dict[str, JsonValue]:
    value: JsonValue = {"start": start, "end": end, "text": text, "labels": list(labels)}
    return {"id": name, "from_name": "label", "to_name": "text", "type": "labels", "origin": "manual", "value": value}


def relation(source: str, target: str, direction: str, *labels: str) -> dict[str, JsonValue]:
    return {"type": "relation", "from_id": source, "to_id": target, "direction": direction, "labels": list(labels)}


@pytest.mark.parametrize("pulls_before", [0, 1])
def test_annotations_that_the_server_did_not_count_are_pulled(
    way: Way, monkeypatch: pytest.MonkeyPatch, pulls_before: int
) -> None:
    """When its database is busy, Label Studio may keep an annotation and lose the task's count of it."""
    way.push()
    for _ in range(pulls_before):
        way.pull()
    annotator = way.annotators[0].name
    way.label(annotator, way.units()[1], {"p": ("𠮷婆婆坐着轮椅过不去", {"type": "problem", "problem_type": "status"})})
    listed = Client.changed_tasks

    def uncounted(client: Client, project: int, *filters: Filter) -> Iterator[ChangedTask]:
        if not any(str(one["filter"]).endswith("_annotations") for one in filters):
            for task in listed(client, project, *filters):
                yield task.model_copy(update={"submitted": 0, "skipped": 0})

    monkeypatch.setattr(Client, "changed_tasks", uncounted)
    assert way.pull().new == 1
    assert way.pull().new == 0


ODD: list[dict[str, JsonValue]] = [
    region(0, 99_999, "claim", name="beyond"),
    region(0, 3, "claim", name="twice"),
    region(3, 5, "claim", name="twice"),
    region(0, 2, "claim", name="other text", text="别的"),
    region(0, 2, "nonsense", name="unknown"),
    region(0, 2, "claim", name="nul", text="\x00"),
    region(0, 2, "claim", name="n\x00l"),
    relation("beyond", "twice", "left", "支持 supports"),
    relation("twice", "beyond", "bi", "支持 supports"),
    relation("unknown", "beyond", "right"),
    relation("nul", "beyond", "right", "支持 supports", "反驳 attacks"),
    {"id": "x", "from_name": "mood", "to_name": "text", "type": "rating", "value": {"rating": 5}},
]

RULES = {
    "span-outside-text": 1,
    "duplicate-region": 1,
    "unknown-type": 1,
    "relation-direction": 2,
    "relation-type": 2,
    "unreadable-result": 2,
}


def by_rule(way: Way) -> dict[str, int]:
    found = [finding.rule for finding in research.check(way.project).findings]
    return {rule: found.count(rule) for rule in sorted(set(found))}


def test_what_makes_no_sense_is_kept_and_reported(way: Way) -> None:
    way.push()
    first, second = way.annotators
    unit = way.units()[1]
    way.label(second.name, unit, {})
    assert first.token is not None
    with remote.api(way.studio, first.token.get_secret_value()) as http:
        body = {"result": ODD}
        path = f"/api/tasks/{way.task(first.name, unit)}/annotations/"
        http.post(path, json=body).raise_for_status()
    assert way.pull().new == 2
    (found,) = [one for one in live(way).values() if one.annotator == first.name]
    assert isinstance(found.raw, dict)
    assert found.raw["result"] == ODD
    told = by_rule(way)
    assert {rule: told.get(rule) for rule in RULES} == RULES
    assert "text-differs" in told
    assert found.unique_id == found.raw["unique_id"]
    assert (found.completed_by, found.updated_by) == (first.email, first.email)


def test_who_changed_the_work_of_another_is_told_once_and_kept(way: Way) -> None:
    way.push()
    first, second = way.annotators
    unit = way.units()[1]
    number = way.label(first.name, unit, {})
    assert way.pull().by_others == ()
    meddling = way.client(second.name)
    meddling.change_annotation(number, [region(0, 2, "claim", name="r")])
    report = way.pull()
    assert [(one.annotator, one.unit, one.account) for one in report.by_others] == [
        (first.name, unit.key, second.email)
    ]
    assert report.revised == 1
    (found,) = live(way).values()
    assert (found.completed_by, found.updated_by) == (first.email, second.email)
    assert way.pull().by_others == ()


def test_a_text_that_was_changed_on_the_server_is_told(way: Way) -> None:
    way.push()
    name, unit = way.annotators[0].name, way.units()[1]
    way.label(name, way.units()[2], {})
    task = way.task(name, unit)
    with remote.api(way.studio) as http:
        data = http.get(f"/api/tasks/{task}/").json()["data"]
        http.patch(f"/api/tasks/{task}/", json={"data": {**data, "text": "😀" + data["text"]}}).raise_for_status()
    way.label(name, unit, {})
    report = way.pull()
    assert [(one.annotator, one.unit, one.task) for one in report.edited] == [(name, unit.key, task)]
    assert by_rule(way)["unreadable-result"] == 1


def test_only_what_changed_since_is_asked_for_even_within_the_overlap(way: Way) -> None:
    way.push()
    name = way.annotators[0].name
    for unit in way.units()[1:]:
        way.label(name, unit, {})
    assert way.pull().new == 3
    again = way.pull()
    assert (again.changes, again.unchanged) == (0, 0)
    way.label(name, way.units()[0], {})
    third = way.pull()
    assert (third.new, third.unchanged) == (1, 0)
    compared = pulling.pull(way.project, full=True)
    assert (compared.changes, compared.unchanged, compared.full) == (0, 4, True)


def test_a_change_that_becomes_visible_late_is_found_within_the_overlap(
    way: Way, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first pull is told nothing of a change that is older than what it has; the second one finds it."""
    way.push()
    name = way.annotators[0].name
    way.label(name, way.units()[1], {})
    way.pull()
    late = way.label(name, way.units()[2], {})
    way.label(name, way.units()[3], {})
    hidden = way.task(name, way.units()[2])
    whole = labelstudio.Client.changed_tasks
    with monkeypatch.context() as patched:
        patched.setattr(
            labelstudio.Client,
            "changed_tasks",
            lambda *asked: (task for task in whole(*asked) if task.number != hidden),
        )
        assert way.pull().new == 1
    with monkeypatch.context() as patched:
        patched.setattr(_pull, "OVERLAP", timedelta(0))
        assert way.pull().new == 0
    assert way.pull().new == 1
    assert any(origin.endswith(f"/{late}") for origin in live(way))


def test_tasks_that_go_and_tasks_of_others_are_told(way: Way) -> None:
    way.push()
    name, units = way.annotators[0].name, way.units()
    way.label(name, units[1], {})
    way.pull()
    with way.project.store() as store:
        (target,) = (found for found in store.projects() if found.annotator == name)
    with remote.api(way.studio) as http:
        http.delete(f"/api/tasks/{way.task(name, units[1])}/").raise_for_status()
        http.post(f"/api/projects/{target.remote}/import", json=[{"data": {"text": "别的"}}] * 2).raise_for_status()
    report = way.pull()
    assert (report.deleted, report.missing, report.foreign) == (1, 1, 2)
    report = way.pull()
    assert (report.deleted, report.missing, report.foreign) == (0, 1, 2)
    (found,) = [one for one in stored(way) if one.annotator == name]
    assert found.deleted


def stored(way: Way) -> list[Annotation]:
    with way.project.store() as store:
        return list(store.annotations())


class Watched:
    """Stands for the time that passes between pulls; at the end the user interrupts."""

    def __init__(self, *steps: object) -> None:
        self.steps = list(steps)
        self.waited: list[float] = []

    def __call__(self, seconds: float) -> None:
        self.waited.append(seconds)
        if not self.steps:
            raise KeyboardInterrupt
        step = self.steps.pop(0)
        if callable(step):
            step()


def test_watching_pulls_more_seldom_while_nothing_changes(way: Way) -> None:
    way.push()
    name = way.annotators[0].name
    said: list[str] = []
    waits = Watched(None, None, lambda: way.label(name, way.units()[1], {}), None)
    report = watching.watch(way.project, said.append, every=2, most=6, wait=waits)
    assert waits.waited == [4, 6, 6, 2, 4]
    assert (report.pulls, report.new, report.unreachable) == (5, 1, 0)
    assert [line.partition(" ")[2] for line in said] == ["1 new, 0 changed, 0 deleted"]


def test_watching_tells_once_that_the_server_is_away(way: Way, monkeypatch: pytest.MonkeyPatch) -> None:
    way.push()
    client = labelstudio.Client
    said: list[str] = []

    def away() -> None:
        monkeypatch.setattr(labelstudio, "Client", lambda _, key: client("http://127.0.0.1:9", key))

    waits = Watched(away, None, monkeypatch.undo)
    report = watching.watch(way.project, said.append, every=1, wait=waits)
    assert (report.pulls, report.unreachable) == (2, 2)
    assert len(said) == 2
    assert "no answer" in said[0]
    assert said[1].endswith("the server answers again")
    away()
    with pytest.raises(ServerUnreachable):
        watching.watch(way.project, said.append, wait=Watched())


def test_an_error_on_the_way_is_raised_where_the_pull_was_asked_for(way: Way, monkeypatch: pytest.MonkeyPatch) -> None:
    way.push()
    way.label(way.annotators[0].name, way.units()[1], {})
    client = labelstudio.Client
    with faulty(way.studio.url, at("GET /api/projects/#/export", 1, "garbled")) as proxy:
        monkeypatch.setattr(labelstudio, "Client", lambda _, key: client(proxy.url, key))
        with pytest.raises(ServerUnreachable, match="export tasks"):
            way.pull()
    assert [one.request for one in proxy.landed] == ["GET /api/projects/#/export"]
    monkeypatch.undo()


def test_a_project_that_is_another_is_not_taken_for_ours(way: Way) -> None:
    """As after a server was replaced: everything would seem to be deleted."""
    way.push()
    problem = {"a": ("石桥只有台阶", {"type": "problem", "problem_type": "status"})}
    way.label(way.annotators[0].name, way.units()[1], problem)
    way.pull()
    with way.project.store() as store:
        (target,) = (found for found in store.projects() if found.annotator == way.annotators[0].name)
    with remote.api(way.studio) as http:
        described = http.get(f"/api/projects/{target.remote}/").json()["description"]
        http.patch(f"/api/projects/{target.remote}/", json={"description": "another"}).raise_for_status()
        with pytest.raises(ProjectError, match="not the one that was pushed"):
            way.pull()
        with way.project.store() as store:
            assert [found.deleted for found in store.annotations()] == [False]
        http.patch(f"/api/projects/{target.remote}/", json={"description": f"于林\n{described}"}).raise_for_status()
    assert way.pull().deleted == 0
