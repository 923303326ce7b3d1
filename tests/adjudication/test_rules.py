"""Each rule with its thresholds, and each way to boundaries, by hand."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from annotate import adjudication
from annotate.adjudication import Method, RuleName, golds, latest_method
from annotate.adjudication._boundaries import boundaries
from annotate.alignment import Mark
from schema import Annotation
from tests.adjudication.works import (
    ADDRESSED,
    LATE,
    PAIR,
    SCHEME,
    annotation,
    components,
    decide,
    opinions,
    relations,
    result,
)

RULES: list[RuleName] = ["majority", "unanimous", "weighted", "dawid-skene", "mace"]


def many(*extra: Annotation) -> list[Annotation]:
    """Twenty paragraphs on which lin and chen agree and zhao takes everything for a claim, and more."""
    works = list(extra)
    for number in range(20):
        kind = ("claim", "problem", "measure")[number % 3]
        agreeing = [annotation(name, ("1", kind, 10, 20)) for name in ("lin", "chen")]
        works += [elsewhere(work, number) for work in (*agreeing, annotation("zhao", ("1", "claim", 10, 20)))]
    return works


def elsewhere(work: Annotation, number: int) -> Annotation:
    unit = work.unit.model_copy(update={"article": f"b-{number:02}"})
    return work.model_copy(update={"unit": unit, "id": f"{work.id}-{number}"})


def test_thresholds_leave_the_rest_open() -> None:
    works = [annotation("lin", *PAIR, relations=ADDRESSED), annotation("chen", *PAIR, relations=ADDRESSED)]
    three = [*works, annotation("zhao")]
    assert [made.outcome for made in decide(*three)] == ["accepted"] * 3
    careful = decide(*three, method=Method(presence=0.7))
    assert components(careful)[0] == ("open", "marked by 2 of 3: undecided; type: problem 2")
    assert relations(careful)[0][0] == "open"
    assert [made.outcome for made in decide(*works, method=Method(presence=0.7))] == ["accepted"] * 3
    torn = [
        annotation(name, ("1", kind, 10, 20)) for name, kind in zip("abc", ("claim", "claim", "problem"), strict=True)
    ]
    assert [made.outcome for made in decide(*torn)] == ["accepted"]
    assert [made.outcome for made in decide(*torn, method=Method(type=0.7))] == ["open"]


def test_a_share_that_just_reaches_the_threshold_is_not_enough() -> None:
    works = [annotation(name, *(PAIR[:1] if name in "abc" else ())) for name in "abcde"]
    assert [made.outcome for made in decide(*works, method=Method(presence=0.6))] == ["open"]
    assert [made.outcome for made in decide(*works, method=Method(presence=0.59))] == ["accepted"]
    most = [annotation(name, *(PAIR[:1] if name in "ab" else ())) for name in "abcde"]
    assert [made.outcome for made in decide(*most, method=Method(presence=0.6))] == ["open"]
    assert [made.outcome for made in decide(*most, method=Method(presence=0.59))] == ["rejected"]


@pytest.mark.parametrize("rule", RULES)
def test_fewer_annotators_than_wanted_leave_everything_open(rule: RuleName) -> None:
    two = [annotation(name, *PAIR, relations=ADDRESSED) for name in ("lin", "chen")]
    made = decide(*two, method=Method(rule=rule, fewest=3))
    assert [(one.outcome, one.confidence) for one in made] == [("open", None)] * 3
    assert components(made)[0] == ("open", "seen by 2 annotators, of 3 that are wanted")
    alone = decide(two[0], method=Method(rule=rule, fewest=1))
    assert [one.outcome for one in alone] == ["accepted"] * 3
    assert components(decide(two[0], method=Method(rule=rule)))[0] == ("open", "seen by one annotator")


def test_unanimous_accepts_what_all_say_and_rejects_nothing() -> None:
    unanimous = Method(rule="unanimous")
    both = [annotation(name, *PAIR, relations=ADDRESSED) for name in ("lin", "chen")]
    assert [one.outcome for one in decide(*both, method=unanimous)] == ["accepted"] * 3
    made = decide(*both, annotation("zhao", PAIR[0], ("2", "claim", 30, 40)), method=unanimous)
    assert components(made)[1] == ("open", "marked by 3 of 3; no majority for a type: measure 2, claim 1")
    assert relations(made)[0][0] == "open"
    made = decide(*both, annotation("zhao"), method=unanimous)
    assert components(made)[0] == ("open", "marked by 2 of 3: not by all; type: problem 2")


def test_confidence_is_the_share_of_those_who_say_just_this() -> None:
    works = [annotation(name, *PAIR[:1]) for name in ("lin", "chen")]
    (accepted,) = decide(*works, annotation("zhao"))
    assert accepted.confidence == pytest.approx(2 / 3)
    (accepted,) = decide(*works, annotation("zhao", ("1", "claim", 10, 20)))
    assert accepted.confidence == pytest.approx(2 / 3)
    (rejected,) = decide(works[0], annotation("chen"), annotation("zhao"))
    assert rejected.confidence == pytest.approx(2 / 3)


@pytest.mark.parametrize("rule", ["weighted", "dawid-skene", "mace"])
def test_who_agrees_least_loses_a_tie(rule: RuleName) -> None:
    tie = annotation("lin", ("1", "problem", 10, 20)), annotation("zhao", ("1", "claim", 10, 20))
    works = many(*tie)
    decided = {one.article: one for one in decide(*works) if one.article == "a-1"}
    assert decided["a-1"].outcome == "open"
    (learnt,) = (one for one in decide(*works, method=Method(rule=rule)) if one.article == "a-1")
    assert (learnt.outcome, result(learnt).type) == ("accepted", "problem")
    assert learnt.confidence is not None
    assert learnt.confidence > 0.5


@pytest.mark.parametrize("rule", ["dawid-skene", "mace"])
def test_no_model_says_whether_there_is_anything(rule: RuleName) -> None:
    """Whoever marks most would be believed, as nobody knows what nobody marked."""
    generous = [
        elsewhere(work, number)
        for number in range(30)
        for work in (
            annotation("lin", *PAIR, ("3", "claim", 50, 55), relations=ADDRESSED),
            annotation("chen", *PAIR),
            annotation("zhao", *PAIR),
        )
    ]
    made = decide(*generous, method=Method(rule=rule))
    assert [one.outcome for one in made[:4]] == ["accepted", "accepted", "rejected", "rejected"]
    assert [one.outcome for one in made] == [one.outcome for one in decide(*generous)]


@pytest.mark.parametrize("rule", RULES)
def test_a_decision_states_rule_and_parameters(rule: RuleName) -> None:
    method = Method(rule=rule, boundaries="longest", fewest=1)
    made = decide(*many(), method=method)
    assert {one.who for one in made} == {method.who}
    assert {one.rule and one.rule.name for one in made} == {rule}
    assert latest_method(made) == method
    stated = made[0].rule
    assert stated
    assert ("presence" in stated.parameters) == (rule != "unanimous")


def test_the_method_of_before_is_that_of_the_latest_automatic_decision() -> None:
    made = decide(annotation("lin", PAIR[0]), annotation("chen", PAIR[0]))
    assert latest_method([]) == Method()
    later = made[0].model_copy(update={"when": LATE, "by": "curator", "rule": None})
    assert latest_method([*made, later]) == Method()


def test_another_rule_decides_everything_anew_and_the_same_one_nothing() -> None:
    works = many()
    first = decide(*works)
    second = decide(*works, earlier=first, method=Method(rule="weighted"))
    assert len(second) == len(first)
    assert decide(*works, earlier=(*first, *second), method=Method(rule="weighted")) == ()
    assert len(decide(*works, earlier=(*first, *second))) == len(first)


@settings(max_examples=25)
@given(opinions(), st.sampled_from(RULES), st.sampled_from(["vote", "characters", "shortest", "longest", "best"]))
def test_the_order_of_annotations_is_of_no_matter_and_twice_is_once(
    works: list[Annotation], rule: RuleName, how: str
) -> None:
    method = Method.model_validate({"rule": rule, "boundaries": how, "fewest": 1})
    made = adjudication.decide(works, SCHEME, (), method, LATE)
    shuffled = random.Random(1).sample(works, len(works))
    assert adjudication.decide(shuffled, SCHEME, (), method, LATE) == made
    assert adjudication.decide(works, SCHEME, made, method, LATE) == ()
    assert all(one.confidence is None or 0 <= one.confidence <= 1 for one in made)
    assert sum(len(found.components) for found in golds(made, None)) == sum(
        one.kind == "component" and one.outcome == "accepted" for one in made
    )


@pytest.mark.parametrize("given_", [{"presence": 0.4}, {"type": 1.0}, {"fewest": 0}, {"rule": "toss"}])
def test_a_method_that_is_none_is_refused(given_: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Method.model_validate(given_)


def marks(*ranges: tuple[int, int]) -> list[Mark]:
    return [Mark(name, f"id-{name}", 1, "1", start, end, "claim") for name, (start, end) in zip("abcde", ranges)]  # noqa: B905


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ("vote", (10, 20)),
        # Characters 10 to 20 are marked by two or three of three, 8, 9 and 20 to 23 by one.
        ("characters", (10, 20)),
        ("shortest", (12, 20)),
        ("longest", (8, 24)),
        ("best", (8, 24)),
    ],
)
def test_boundaries_by_hand(how: str, expected: tuple[int, int]) -> None:
    chosen, _ = boundaries(marks((12, 20), (8, 24), (10, 20)), how, {"b": 0, "a": 1})  # type: ignore[arg-type]
    assert chosen == expected


def test_characters_of_two_are_those_that_both_marked() -> None:
    assert boundaries(marks((10, 20), (12, 24)), "characters", {})[0] == (12, 20)


def test_characters_need_not_be_a_range_that_anybody_chose() -> None:
    assert boundaries(marks((10, 20), (12, 24), (8, 22)), "characters", {})[0] == (10, 22)


@given(st.lists(st.tuples(st.integers(0, 10), st.integers(15, 30)), min_size=1, max_size=5))
def test_characters_are_just_those_that_more_than_half_marked(ranges: list[tuple[int, int]]) -> None:
    start, end = boundaries(marks(*ranges), "characters", {})[0]
    for place in range(31):
        covered = sum(one <= place < other for one, other in ranges)
        assert (start <= place < end) == (2 * covered > len(ranges))


def test_best_is_who_agrees_most_with_the_others() -> None:
    differing = annotation("lin", ("1", "claim", 10, 20)), annotation("zhao", ("1", "claim", 10, 25))
    for order in (differing, differing[::-1]):
        made = decide(*many(*order), method=Method(boundaries="best"))
        (chosen,) = (one for one in made if one.article == "a-1")
        assert (result(chosen).start, result(chosen).end) == (10, 20)
        assert "of who agrees most with the others" in chosen.why
