"""Two stages: components are adjudicated and frozen, links are drawn between them and adjudicated in their turn."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import JsonValue

from annotate.rendering import render
from annotate.workflow.adjudicating import deciding, freezing, listing, reviewing, undoing
from annotate.workflow.adjudicating.seats import Seat
from annotate.workflow.labelling import collecting, pushing
from schema import Gold
from tests.workflow.adjudicating.opinions import RAMP, WORKS, Answers, Drawn, Office, answers, office

ZHOU = Seat("周")


def review(desk: Office, *given: str) -> tuple[Answers, reviewing.Reviewed]:
    asker = answers(*given)
    return asker, reviewing.review(desk.project, asker, ZHOU)


def link(desk: Office, folder: Path, drawn: dict[str, tuple[Drawn, ...]]) -> None:
    """Hand the frozen components out as files, and bring home relations (type, and types of the ends) by annotator."""
    pushing.push(desk.project, to=folder, link="one")
    for path in sorted(folder.glob("link-*.json")):
        (task,) = json.loads(path.read_text(encoding="utf-8"))
        annotator = task["data"]["marker"].split()[-1]
        regions = task["predictions"][0]["result"]
        types = {region["value"]["labels"][0]: region["id"] for region in regions if region["type"] == "labels"}
        relations: list[JsonValue] = [
            {"type": "relation", "from_id": types[a], "to_id": types[b], "direction": "right", "labels": [kind]}
            for kind, a, b in drawn[annotator]
        ]
        moment = "2026-11-03T09:00:00Z"
        done = {"id": 7, "unique_id": annotator, "completed_by": 1, "updated_at": moment, "result": regions + relations}
        exported = folder.parent / f"{annotator}.json"
        tasks = [{"id": 5, "data": task["data"], "annotations": [done], "drafts": [], "updated_at": moment}]
        exported.write_text(json.dumps(tasks), encoding="utf-8")
        assert collecting.collect(desk.project, exported, check=False).new == 1


@pytest.fixture
def linked(tmp_path: Path) -> Office:
    """Components are decided and frozen as `one`; of the relations between them one is disputed."""
    desk = office(tmp_path)
    for annotator, (marks, _) in WORKS.items():
        desk.work(annotator, marks)
    desk.auto()
    review(desk, "b")
    freezing.freeze(desk.project, "one", who="周")
    both: tuple[Drawn, ...] = (("addresses", "measure", "problem"), ("supports", "claim", "measure"))
    link(desk, tmp_path / "handed", {"chen": both, "lin": both[:1], "wang": both[:1]})
    return desk


def gold(desk: Office) -> Gold:
    return desk.gold()


def test_links_between_frozen_components_are_adjudicated(linked: Office) -> None:
    assert (linked.auto().relations, len(gold(linked).components)) == (1, 3)
    asker, _ = review(linked)
    assert asker.shown == []
    asker = answers("a")
    reviewing.review(linked.project, asker, Seat("周", disputed=True), kind="relation")
    (shown,) = asker.shown
    assert [one.type for one in shown.ends.values()] == ["measure", "claim"]
    assert {one.type for one in gold(linked).relations} == {"addresses", "supports"}
    frozen = freezing.freeze(linked.project, "two", who="周").release
    assert (frozen.components, frozen.relations) == (3, 2)
    assert freezing.releases(linked.project).releases[0].relations == 0


def test_a_later_change_of_a_component_lists_the_links_that_it_touches(linked: Office) -> None:
    linked.auto()
    (edge,) = gold(linked).relations
    measure = next(one for one in gold(linked).components if one.type == "measure")
    question = next(one for one in listing.asked(linked.project, every=True).questions if one.group == measure.id)
    assert question.links == (edge.id,)

    dropped = deciding.answer(linked.project, measure.id, "rejected", who="周")
    assert [(one.relation, one.changed, one.outcome) for one in dropped.touched] == [(edge.id, (measure.id,), "open")]
    assert gold(linked).relations == ()
    number = dropped.decision.number
    assert number is not None
    undone = undoing.undo(linked.project, number, who="周")
    # It was not in gold between the two, so that nothing in gold is touched now.
    assert undone.touched == ()
    assert gold(linked).relations == (edge,)

    _, report = review(linked, "u", "a")
    assert [one.relation for one in report.touched] == [edge.id]
    assert f"touches addresses {edge.id}" in render(report)
    assert linked.words()[RAMP] == "claim"
    assert linked.auto().touched == ()
    assert gold(linked).relations == ()
    (open_,) = listing.asked(linked.project, kind="relation").questions
    assert open_.group == edge.id
    assert "not permitted" in open_.proposal.why
