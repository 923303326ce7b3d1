"""What `check` finds is shown to annotators on the task, and nothing else of it changes."""

from __future__ import annotations

import pytest

from annotate import labelstudio
from annotate.errors import InputError, ProjectError
from annotate.workflow import research
from annotate.workflow.labelling import notifying
from tests.workflow.conftest import Way

BARE = ("𠮷婆婆坐着轮椅过不去", {"type": "problem"})
WHOLE = ("𠮷婆婆坐着轮椅过不去", {"type": "problem", "problem_type": "status"})


def findings(way: Way, annotator: str) -> dict[int, str | None]:
    """What each task tells, by its number; None where nothing was ever written."""
    with way.project.store() as store:
        (target,) = (found for found in store.projects() if found.annotator == annotator)
        numbers = [task.remote for task in store.tasks(target.id)]
    found: dict[int, str | None] = {}
    for raw in way.client(annotator).export(target.remote, numbers):
        number, data = raw["id"], raw["data"]
        assert isinstance(number, int)
        assert isinstance(data, dict)
        told = data.get("findings")
        found[number] = None if told is None else str(told)
    return found


def test_findings_are_written_filtered_and_cleared(way: Way) -> None:
    way.push()
    name, other = (account.name for account in way.annotators)
    unit = way.units()[1]
    number, task = way.label(name, unit, {"p": BARE}), way.task(name, unit)
    way.label(other, unit, {"p": WHOLE})
    assert way.pull().new == 2
    with way.project.store() as store:
        (target,) = (found for found in store.projects() if found.annotator == name)
        before = store.watermark(target.id)
        work = list(store.annotations())
    client = way.client(name)
    told = notifying.check_and_notify(way.project).notified
    assert told is not None
    assert (told.tasks, told.written, told.cleared) == (1, 1, 0)
    texts = findings(way, name)
    assert "missing-attribute" in str(texts.pop(task))
    assert set(texts.values()) == {None}
    assert set(findings(way, other).values()) == {None}
    filled = labelstudio.task_filter("data.findings", "contains", "String", "missing-attribute")
    assert [number for number, _ in client.list_tasks(target.remote, filled)] == [task]

    # Annotations are untouched, and a pull finds everything as it was.
    with way.project.store() as store:
        assert store.watermark(target.id) == before
    late = way.label(name, way.units()[2], {})
    pulled = way.pull()
    assert (pulled.new, pulled.revised, pulled.deleted) == (1, 0, 0)
    with way.project.store() as store:
        kept = [one for one in store.annotations() if not one.origin.endswith(f"/{late}")]
    assert kept == work
    again = notifying.check_and_notify(way.project).notified
    assert again is not None
    assert (again.tasks, again.written, again.cleared) == (1, 0, 0)

    results = client.annotation(number)
    said = {"id": "p", "from_name": "problem.problem_type", "to_name": "text", "type": "choices"}
    client.change_annotation(number, [*results, {**said, "value": {"choices": ["status"]}}])
    way.pull()
    mended = notifying.check_and_notify(way.project).notified
    assert mended is not None
    assert (mended.tasks, mended.written, mended.cleared) == (0, 0, 1)
    assert findings(way, name)[task] == ""


def test_only_the_chosen_are_told(way: Way) -> None:
    way.push()
    names = [account.name for account in way.annotators]
    unit = way.units()[1]
    for name in names:
        way.label(name, unit, {"p": BARE})
    way.pull()
    report = notifying.check_and_notify(way.project, annotators=names[:1])
    assert report.notified is not None
    assert ({finding.annotator for finding in report.findings}, report.notified.written) == ({names[0]}, 1)
    assert findings(way, names[1])[way.task(names[1], unit)] is None
    assert research.check(way.project).errors == 2
    assert research.check(way.project, rules=["unknown-type"]).findings == ()
    assert len(research.check(way.project, rules=["missing-attribute"]).findings) == 2
    assert research.check(way.project, articles=[unit.article[:6]]).annotations == 2
    with pytest.raises(InputError, match="rule no-such: there is no such rule"):
        research.check(way.project, rules=["no-such"])
    with pytest.raises(InputError, match="expected one of"):
        research.check(way.project, annotators=["nobody"])
    with pytest.raises(InputError, match="it is no article"):
        research.check(way.project, articles=["ffff"])


def test_a_screen_from_before_says_what_to_do(way: Way) -> None:
    way.push()
    name = way.annotators[0].name
    with way.project.store() as store:
        (target,) = (found for found in store.projects() if found.annotator == name)
    client = way.client(name)
    old = client.project(target.remote).config.replace("$findings", "")
    client.configure(target.remote, config=old, instructions="")
    with pytest.raises(ProjectError, match="annotate push"):
        notifying.check_and_notify(way.project)
    way.push()
    assert notifying.check_and_notify(way.project).notified is not None
