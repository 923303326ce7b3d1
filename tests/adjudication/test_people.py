"""Curators, arbiters and rules on one group: who holds, on what gold rests, what taking back restores."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.adjudication import add, answer, gold, golds, holding, objections, open_groups, standing, touched
from schema import Annotation, Decision, GoldComponent, GoldRelation, Undo, Unit
from tests.adjudication.works import (
    ADDRESSED,
    ARTICLE,
    CLAIMS,
    LATE,
    PAIR,
    SCHEME,
    UNIT,
    annotation,
    ask,
    decide,
    opinions,
    personal,
    result,
)
from tests.strategies import decisions

WORKS = tuple(annotation(name, *PAIR, relations=ADDRESSED) for name in ("lin", "chen", "zhao"))


def taken_back(decision: Decision) -> Decision:
    undo = Undo(decision=decision.number or 1, who="wang", when=LATE, why="")
    return decision.model_copy(update={"undone": undo})


def moved(decision: Decision, **changes: object) -> Decision:
    """A component's decision with another result."""
    return personal(decision, result=result(decision).model_copy(update=changes))


def test_a_curator_holds_over_a_rule_and_an_arbiter_over_curators() -> None:
    problem, *_ = made = decide(*WORKS)
    assert gold(made, "a-1", None).basis == dict.fromkeys((decision.group for decision in made), "automatic")
    wang = moved(problem, end=21)
    assert gold((*made, wang), "a-1", None).basis[problem.group] == "single"
    agreed = wang.model_copy(update={"who": "li"})
    assert gold((*made, wang, agreed), "a-1", None).basis[problem.group] == "agreed"
    differing = moved(problem, end=22).model_copy(update={"who": "li"})
    apart = (*made, wang, differing)
    assert problem.group not in gold(apart, "a-1", None).basis
    (component, relation) = open_groups(apart, None)
    assert component.why == "curators differ: li: accepted problem [10, 22); wang: accepted problem [10, 21)"
    assert component.basis is None
    assert relation.why.endswith(f"but not in gold: {problem.group}")
    arbiter = moved(problem, end=23).model_copy(update={"by": "arbiter", "who": "zhou"})
    settled = gold((arbiter, *apart), "a-1", None)
    assert (settled.components[0].end, settled.basis[problem.group], settled.open) == (23, "arbitrated", 0)
    late = moved(problem, end=24).model_copy(update={"when": LATE + timedelta(days=1)})
    assert gold((*apart, arbiter, late), "a-1", None) == settled


def test_attributes_part_curators_and_their_order_does_not() -> None:
    problem, *_ = decide(*WORKS)
    one = moved(problem, attributes={"problem_type": "status", "x": "y"})
    other = moved(problem, attributes={"x": "y", "problem_type": "status"}).model_copy(update={"who": "li"})
    assert [held.basis for held in holding((one, other), None)] == ["agreed"]
    differing = moved(problem, attributes={"problem_type": "risk"}).model_copy(update={"who": "li"})
    assert [held.outcome for held in holding((one, differing), None)] == ["open"]


def test_a_curator_s_later_word_replaces_their_earlier_only() -> None:
    problem, *_ = decide(*WORKS)
    first, second = moved(problem, end=21), moved(problem, end=22)
    later = second.model_copy(update={"when": LATE + timedelta(days=1)})
    agreed = second.model_copy(update={"who": "li"})
    assert [held.outcome for held in holding((first, agreed), None)] == ["open"]
    assert [held.basis for held in holding((first, agreed, later), None)] == ["agreed"]
    assert standing((first, agreed, later)) == (agreed, later)


@settings(max_examples=50)
@given(opinions(), st.lists(decisions("a-1"), max_size=6), st.data())
def test_taking_back_any_decision_gives_the_gold_without_it(
    works: list[Annotation], by_hand: list[Decision], data: st.DataObject
) -> None:
    every = [*decide(*works), *by_hand]
    numbered = [one.model_copy(update={"number": at}) for at, one in enumerate(every, start=1)]
    if not numbered:
        return
    at = data.draw(st.integers(0, len(numbered) - 1))
    before, undone = golds(numbered, None), [*numbered[:at], taken_back(numbered[at]), *numbered[at + 1 :]]
    assert golds(undone, None) == golds([*numbered[:at], *numbered[at + 1 :]], None)
    last = numbered[at].model_copy(update={"when": LATE, "number": len(numbered) + 1})
    assert golds([*numbered, taken_back(last)], None) == before


def test_the_property_of_taking_back_can_fail() -> None:
    made = decide(*WORKS)
    assert golds([taken_back(made[0]), *made[1:]], None) != golds(made, None)


def test_a_group_keeps_its_id_when_all_that_was_decided_on_it_is_taken_back() -> None:
    (first,) = decide(annotation("a", ("1", "claim", 10, 20)), annotation("b"))
    both = [annotation(name, ("1", "claim", 10, 20)) for name in ("0", "a")]
    (again,) = decide(*both, earlier=[taken_back(first)])
    assert again.group == first.group
    assert decide(*both)[0].group != first.group


def test_after_taking_back_a_rule_s_decision_the_rule_makes_it_again() -> None:
    made = decide(*WORKS)
    (again,) = decide(*WORKS, earlier=[taken_back(made[0]), *made[1:]])
    assert (again.group, again.result) == (made[0].group, made[0].result)


def test_a_dropped_end_opens_the_relation_until_it_is_back() -> None:
    made = problem, _, relation = decide(*WORKS)
    dropped = personal(problem, outcome="rejected", result=None)
    before, after = holding(made, None), holding((*made, dropped), None)
    assert gold((*made, dropped), "a-1", None).relations == ()
    assert [held.group for held in after if held.outcome == "open"] == [relation.group]
    (link,) = touched(before, after)
    assert (link.relation, link.changed, link.outcome) == (relation.group, (problem.group,), "open")
    assert gold((*made, taken_back(dropped)), "a-1", None) == gold(made, "a-1", None)
    assert touched(before, before) == ()
    (opened,) = decide(*WORKS, earlier=(*made, dropped))
    assert (opened.group, opened.outcome) == (relation.group, "open")
    assert opened.why.endswith(f"not in gold: {problem.group}")


def test_a_changed_component_lists_the_links_that_stay() -> None:
    made = problem, _, relation = decide(*WORKS)
    (link,) = touched(holding(made, None), holding((*made, moved(problem, end=22)), None))
    assert (link.relation, link.outcome) == (relation.group, "accepted")


def test_a_relation_goes_along_with_an_end_that_was_merged() -> None:
    works = [annotation(name, *CLAIMS, relations=["1 supports 3"]) for name in ("lin", "chen")]
    made = first, second, third, relation = decide(*works)
    merged = personal(first, outcome="rejected", result=None, into=second.group)
    wide = moved(second, start=10)
    found = gold((*made, merged, wide), "a-1", None)
    (carried,) = found.relations
    assert (carried.id, carried.source, carried.target) == (relation.group, second.group, third.group)
    assert found.open == 0
    again = decide(*works, earlier=(*made, merged, wide))
    whole = gold((*made, merged, wide, *again), "a-1", None)
    assert [(one.source, one.target) for one in whole.relations] == [(second.group, third.group)]
    assert decide(*works, earlier=(*made, merged, wide, *again)) == ()


def test_a_person_s_relation_goes_along_too_and_keeps_its_id() -> None:
    works = [annotation(name, *CLAIMS, relations=["1 supports 3"]) for name in ("lin", "chen")]
    made = first, second, third, relation = decide(*works)
    history = (*made, personal(relation), personal(first, outcome="rejected", result=None, into=second.group))
    assert decide(*works, earlier=history) == ()
    (asked,) = (one for one in ask(*works, earlier=history) if one.kind == "relation")
    assert (asked.group, asked.state) == (relation.group, "stale")
    (carried,) = gold(history, "a-1", None).relations
    assert (carried.id, carried.source, carried.target) == (relation.group, second.group, third.group)


def test_of_relations_that_become_the_same_one_stays_and_one_between_merged_ends_goes() -> None:
    drawn = ["1 supports 3", "2 supports 3", "1 supports 2"]
    works = [annotation(name, *CLAIMS, relations=drawn) for name in ("lin", "chen")]
    made = decide(*works)
    merged = personal(made[0], outcome="rejected", result=None, into=made[1].group)
    found = gold((*made, merged), "a-1", None)
    assert [(one.source, one.target) for one in found.relations] == [(made[1].group, made[2].group)]
    assert found.open == 0


def test_merging_in_a_circle_ends() -> None:
    works = [annotation(name, *CLAIMS, relations=["1 supports 3"]) for name in ("lin", "chen")]
    made = first, second, *_ = decide(*works)
    circle = [
        personal(first, outcome="rejected", result=None, into=second.group),
        personal(second, outcome="rejected", result=None, into=first.group),
    ]
    assert gold((*made, *circle), "a-1", None).relations == ()
    assert decide(*works, earlier=(*made, *circle, *decide(*works, earlier=(*made, *circle)))) == ()


def test_spans_that_come_to_be_one_group_are_merged_with_their_relations() -> None:
    apart = [annotation(name, ("1", "claim", 10, 20), ("2", "claim", 20, 30), CLAIMS[2]) for name in ("lin", "chen")]
    made = first, second, third = decide(*apart)
    by_hand = add(
        UNIT,
        GoldRelation(id="", type="supports", source=second.group, target=third.group),
        SCHEME,
        who="wang",
        by="curator",
        when=LATE,
    )
    joined = [
        annotation("lin", ("1", "claim", 10, 30), CLAIMS[2]),
        annotation("chen", ("2", "claim", 10, 30), CLAIMS[2]),
    ]
    news = decide(*joined, earlier=(*made, by_hand))
    kept, gone = (first, second) if any(one.group == first.group for one in news if one.result) else (second, first)
    (vanished,) = (one for one in news if one.group == gone.group)
    assert (vanished.outcome, vanished.into) == ("rejected", kept.group)
    (relation,) = gold((*made, by_hand, *news), "a-1", None).relations
    assert (relation.source, relation.target) == (kept.group, third.group)


def test_what_nobody_had_is_the_same_group_whoever_adds_it() -> None:
    new = GoldComponent(id="", type="claim", start=50, end=55)
    one = add(UNIT, new, SCHEME, who="wang", by="curator", when=LATE)
    other = add(UNIT, new, SCHEME, who="li", by="curator", when=LATE)
    assert one.group == other.group
    assert gold((one, other), "a-1", None).basis == {one.group: "agreed"}
    assert decide(*WORKS, earlier=(one, other))[0].group != one.group
    elsewhere = add(UNIT, new.model_copy(update={"end": 56}), SCHEME, who="li", by="curator", when=LATE)
    assert elsewhere.group != one.group
    (asked,) = (question for question in ask(annotation("lin"), earlier=(one,)) if question.group == one.group)
    assert (asked.unit, asked.opinions, asked.guess, asked.state) == (None, (), one.result, "decided")


def test_a_span_that_comes_to_stand_for_what_was_added_joins_its_group() -> None:
    new = GoldComponent(id="", type="claim", start=50, end=60)
    added = add(UNIT, new, SCHEME, ask(*WORKS)[0].evidence, who="wang", by="curator", when=LATE)
    late = annotation("sun", *PAIR, ("9", "problem", 52, 60), ("8", "claim", 42, 48))
    asked = {one.group: one for one in ask(*WORKS, late, earlier=(added,))}
    assert [one.item for one in asked[added.group].opinions] == [None, None, "9", None]
    assert asked[added.group].state == "stale"
    made = decide(*WORKS, late, earlier=(added,))
    assert len(made) == 4
    assert added.group not in {one.group for one in made}
    assert decide(*WORKS, late, earlier=(added, *made)) == ()
    apart = annotation("sun", ("9", "problem", 56, 60))
    assert added.group not in {one.group for one in ask(*WORKS, apart, earlier=(added,)) if one.opinions}


def test_a_relation_that_nobody_drew_is_that_which_they_would_have_drawn() -> None:
    problem, measure, relation = decide(*WORKS)
    drawn = GoldRelation(id="", type="addresses", source=measure.group, target=problem.group)
    assert add(UNIT, drawn, SCHEME, who="wang", by="curator", when=LATE).group == relation.group
    there, back = (GoldRelation(id="", type="restates", source=a, target=b) for a, b in ("xy", "yx"))
    assert len({add(UNIT, one, SCHEME, who="w", by="curator", when=LATE).group for one in (there, back)}) == 1


def test_an_answer_rests_on_what_was_said() -> None:
    question = ask(*WORKS, annotation("sun"))[0]
    made = answer(question, "rejected", who="wang", by="arbiter", when=LATE, why="不是")
    assert (made.group, made.outcome, made.by, made.rule, made.confidence) == (
        question.group,
        "rejected",
        "arbiter",
        None,
        None,
    )
    assert [part.item for part in made.evidence] == ["1", "1", None, "1"]
    other = GoldComponent(id="any", type="claim", start=12, end=20)
    accepted = answer(question, "accepted", other, who="wang", by="curator", when=LATE)
    assert accepted.result == other.model_copy(update={"id": question.group})


@pytest.mark.parametrize(
    ("outcome", "kind"),
    [("accepted", None), ("rejected", "component"), ("open", "component"), ("accepted", "relation")],
)
def test_an_answer_that_is_none_is_refused(outcome: str, kind: str | None) -> None:
    component = GoldComponent(id="g", type="claim", start=10, end=20)
    relation = GoldRelation(id="g", type="supports", source="a", target="b")
    given_ = {"component": component, "relation": relation, None: None}[kind]
    with pytest.raises(ValueError, match="is no answer about a component"):
        answer(ask(*WORKS)[0], outcome, given_, who="w", by="curator", when=LATE)  # type: ignore[arg-type]


def test_what_the_scheme_has_against_a_result() -> None:
    made = problem, measure, relation = decide(*WORKS)
    held = holding(made, None)

    def against(one: GoldComponent | GoldRelation) -> tuple[str, ...]:
        return objections(one, held, SCHEME)

    sound = result(problem)
    assert against(sound) == ()
    assert against(sound.model_copy(update={"type": "idea"})) == ("idea is no type of the scheme",)
    odd = sound.model_copy(update={"attributes": {"problem_type": "bad", "actor": "x"}})
    assert against(odd) == ("problem_type cannot be bad", "problem has no attribute actor")
    drawn = relation.result
    assert isinstance(drawn, GoldRelation)
    assert against(drawn) == ()
    assert against(drawn.model_copy(update={"type": "likes"})) == ("likes is no relation of the scheme",)
    assert against(drawn.model_copy(update={"target": "x"})) == ("not in gold: x",)
    assert against(drawn.model_copy(update={"target": measure.group})) == ("it leads from a component to itself",)
    back = drawn.model_copy(update={"source": problem.group, "target": measure.group})
    assert against(back) == ("addresses is not permitted from problem to measure",)


def test_the_scheme_has_something_against_a_cycle_and_a_second_parent() -> None:
    drawn = ["1 supports 2", "1 elaborates 2"]
    made = decide(*(annotation(name, *CLAIMS, relations=drawn) for name in ("lin", "chen")))
    one, two, three = (found.group for found in made[:3])
    back = GoldRelation(id="new", type="supports", source=two, target=one)
    assert objections(back, holding(made, None), SCHEME) == ("part of a cycle",)
    second = GoldRelation(id="new", type="elaborates", source=one, target=three)
    assert objections(second, holding(made, None), SCHEME) == (f"one of 2 that start from {one}, of which 1 may",)
    assert objections(second.model_copy(update={"source": two}), holding(made, None), SCHEME) == ()


def test_a_relation_opened_by_a_person_s_type_is_opened_by_the_next_run_only() -> None:
    made = problem, _, relation = decide(*WORKS)
    retyped = moved(problem, type="claim")
    assert [one.id for one in gold((*made, retyped), "a-1", None).relations] == [relation.group]
    (opened,) = decide(*WORKS, earlier=(*made, retyped))
    assert "not permitted" in opened.why


def test_units_of_another_kind_do_not_matter_to_people() -> None:
    unit = Unit(article="a-1", version=1, kind="section", start=0, end=90)
    assert add(
        unit, GoldComponent(id="", type="claim", start=50, end=55), SCHEME, who="w", by="curator", when=LATE
    ) == (add(ARTICLE, GoldComponent(id="", type="claim", start=50, end=55), SCHEME, who="w", by="curator", when=LATE))
