"""Frozen gold: what keeps it from being frozen, what is left out of it, and what it tells of itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotate import adjudication
from annotate.errors import ProjectError
from annotate.rendering import render
from annotate.workflow.adjudicating import deciding, freezing, listing, reviewing, undoing
from annotate.workflow.adjudicating.seats import Seat
from annotate.workflow.labelling.standing import status
from tests.cli.inside import Call, call
from tests.workflow.adjudicating.opinions import NEIGHBOURS, PLAN, RAMP, WORKS, Office, answers, office

__all__ = ["call"]

ZHOU = Seat("周")


@pytest.fixture
def desk(tmp_path: Path) -> Office:
    """Gold of three components, of which a person decided on the demand for a ramp: it is a measure."""
    found = office(tmp_path)
    found.auto()
    reviewing.review(found.project, answers("b"), ZHOU)
    found.auto()
    return found


def changed(desk: Office) -> None:
    """Have an annotator mark a part only of what a person decided on."""
    marks, drawn = WORKS["lin"]
    desk.work("lin", {**marks, "m": (RAMP[2:], PLAN)}, drawn)


def ramp(desk: Office) -> str:
    (group,) = (one.id for one in desk.gold().components if desk.text[one.start : one.end] == RAMP)
    return group


def test_what_annotators_changed_since_a_person_decided_is_not_frozen_unless_it_is_allowed(
    desk: Office, call: Call
) -> None:
    assert freezing.freeze(desk.project, "sound", who="林").release.stale == 0
    changed(desk)
    with pytest.raises(ProjectError) as caught:
        freezing.freeze(desk.project, "late", who="林")
    told = str(caught.value)
    assert "annotators have changed what 1 decisions of people rest on:" in told
    assert f"\n  component {ramp(desk)} in {desk.unit.article}: accepted: the version of 1 of 3" in told
    assert "annotate adjudicate review --stale" in told
    assert "--allow-stale" in call(desk.project.folder, "adjudicate", "freeze", "late", status=1).stderr

    shown = call(desk.project.folder, "adjudicate", "freeze", "late", "--allow-stale").stdout
    assert " stale " in shown
    with desk.project.store() as store:
        late, sound = store.release("late"), store.release("sound")
    assert (late.stale, sound.stale) == ((ramp(desk),), ())
    assert late.golds == sound.golds
    assert [one.stale for one in freezing.releases(desk.project).releases] == [0, 1]

    # Decided again on what is said now, nothing is stale any more.
    reviewing.review(desk.project, answers("k"), ZHOU, stale=True)
    assert freezing.freeze(desk.project, "settled", who="林").release.stale == 0


def test_open_and_stale_are_refused_one_by_one(desk: Office) -> None:
    changed(desk)
    deciding.answer(desk.project, ramp(desk), "rejected", who="吴")
    with pytest.raises(ProjectError, match=r"1 components are open:\n  component .* curators differ: "):
        freezing.freeze(desk.project, "late", who="林", allow_stale=True)
    with pytest.raises(ProjectError, match="annotators have changed"):
        freezing.freeze(desk.project, "late", who="林", open_left_out=True)
    made = freezing.freeze(desk.project, "late", who="林", open_left_out=True, allow_stale=True)
    assert (made.release.components, made.release.stale) == (2, 1)


def test_what_a_changed_type_makes_impossible_is_in_no_gold_and_is_told(desk: Office) -> None:
    (drawn,) = desk.gold().relations
    assert drawn.type == "supports"
    answered = deciding.answer(desk.project, drawn.source, "accepted", {"type": "measure"}, who="周")
    why = "supports is not permitted from measure to measure"
    assert [(one.relation, one.outcome) for one in answered.touched] == [(drawn.id, "open")]

    assert desk.words()[NEIGHBOURS] == "measure"
    with desk.project.store() as store:
        decisions = list(store.decisions())
    scheme = desk.project.scheme
    assert adjudication.gold(decisions, desk.unit.article, scheme).relations == ()
    # The rule's decision still stands, and without the scheme nothing would keep it from gold.
    assert adjudication.gold(decisions, desk.unit.article, None).relations == (drawn,)
    asked = listing.asked(desk.project)
    assert [(one.group, one.state) for one in asked.questions if one.group == drawn.id] == [(drawn.id, "open")]
    assert why in render(asked)
    assert status(desk.project).open == asked.open

    frozen = freezing.freeze(desk.project, "one", who="林")
    assert frozen.release.relations == 0
    assert f"left out: relation {drawn.id} in {desk.unit.article}: " in render(frozen)
    assert why in render(frozen)

    # Taken back, gold is as it was.
    undoing.undo(desk.project, answered.decision.number or 0, who="周")
    assert desk.gold().relations == (drawn,)


def test_nothing_to_freeze(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="there is no gold to freeze yet"):
        freezing.freeze(office(tmp_path).project, "none", who="林")
