"""Who decided how much, and how far two curators agree."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotate.adjudication import Method
from annotate.rendering import render
from annotate.workflow.adjudicating import curators, reviewing
from annotate.workflow.adjudicating.seats import Seat
from tests.workflow.adjudicating.opinions import DETOUR, RIDE, Office, answers, office


@pytest.fixture
def desk(tmp_path: Path) -> Office:
    found = office(tmp_path)
    found.auto(Method(rule="unanimous"))
    return found


def review(desk: Office, who: str, *given: str, arbiter: bool = False) -> None:
    """Answer questions on what annotators dispute: the problem, the demand, then relations."""
    seat = Seat(who, "arbiter") if arbiter else Seat(who, disputed=True)
    asker = answers(*given)
    reviewing.review(desk.project, asker, seat)
    assert asker.refused == []


def test_nobody_has_decided_anything(desk: Office) -> None:
    found = curators.report(desk.project)
    assert (found.curators, found.pairs, found.differing) == ((), (), ())
    assert found.basis == {"automatic": 2}
    assert "annotate adjudicate review" in render(found)


def test_two_curators_on_the_same_groups(desk: Office) -> None:
    # 周: the longer problem, a measure, addresses, supports. 吴: the shorter, a measure of another kind, no addresses.
    review(desk, "周", "a", "b", "b", "a")
    review(desk, "吴", "b", "e", "measure", "", "", "principle", "service", "", "a", "a")
    found = curators.report(desk.project)
    assert [(one.who, one.components, one.relations, one.accepted, one.rejected) for one in found.curators] == [
        ("吴", 2, 2, 3, 1),
        ("周", 2, 2, 4, 0),
    ]
    (pair,) = found.pairs
    assert (pair.first, pair.second, pair.groups, pair.apart) == ("吴", "周", 4, 0)
    assert (pair.presence.percent.value, pair.presence.alpha.value) == (1.0, None)
    assert pair.presence.alpha.reason == "no_variation"
    assert (pair.type.percent.value, pair.type.alpha.value) == (1.0, 1.0)
    assert pair.boundaries.percent.value == 0.5
    assert pair.boundaries.overlap == pytest.approx((len(RIDE) / len(f"{RIDE}，{DETOUR}") + 1) / 2)
    specificity = pair.attributes["measure.specificity"]
    assert (specificity.percent.value, specificity.percent.units) == (0.0, 1)
    assert pair.attributes["problem.problem_type"].alpha.reason == "no_variation"
    assert "measure.actor" not in pair.attributes
    assert pair.relations.percent.value == 0.5
    # One agreement, one difference of three values: D_o = 1/2, D_e = 1 - (2 + 0 + 0) / 12.
    assert pair.relations.alpha.value == pytest.approx(1 - (1 / 2) / (10 / 12))
    assert sorted(one.on for one in found.differing) == [("boundaries",), ("presence",), ("specificity",)]
    assert not any(one.settled for one in found.differing)
    assert "3 groups on which curators differ, 3 of them not settled" in render(found)


def test_an_arbiter_settles_and_gold_says_so(desk: Office) -> None:
    review(desk, "周", "a", "b", "b", "a")
    review(desk, "吴", "b", "b", "b", "a")
    (differs,) = curators.report(desk.project).differing
    assert list(differs.said) == ["吴", "周"]
    review(desk, "郑", "2", arbiter=True)
    found = curators.report(desk.project)
    assert [one.settled for one in found.differing] == [True]
    assert found.basis == {"agreed": 3, "arbitrated": 1, "automatic": 1}
    assert [(one.by, one.who) for one in found.curators] == [("arbiter", "郑"), ("curator", "吴"), ("curator", "周")]
    assert "; in gold: agreed 3, arbitrated 1, automatic 1" in render(found)


def test_curators_without_a_group_in_common_have_no_figures(desk: Office) -> None:
    review(desk, "周", "a")
    review(desk, "吴", "s", "b", "q")
    (pair,) = curators.report(desk.project).pairs
    assert pair.groups == 0
    for figure in (pair.presence.percent, pair.type.alpha, pair.boundaries.percent, pair.relations.alpha):
        assert (figure.value, figure.reason) == (None, "no_pairable")
    assert pair.boundaries.overlap is None
    assert pair.attributes == {}
