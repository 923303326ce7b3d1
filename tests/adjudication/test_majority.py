"""Majorities worked by hand, and what holds for any of them."""

import itertools
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate import adjudication
from annotate.adjudication import gold, golds, holding, open_groups
from annotate.validation import knots
from schema import Annotation, Decision, GoldComponent, GoldRelation, Span, Unit
from tests.adjudication.works import (
    ADDRESSED,
    ARTICLE,
    CLAIMS,
    LATE,
    MAJORITY,
    NOON,
    PAIR,
    SCHEME,
    Drawing,
    annotation,
    components,
    decide,
    opinions,
    personal,
    relations,
    result,
)
from tests.strategies import decisions


def test_two_of_three_are_a_majority() -> None:
    (decision,) = decide(
        annotation("lin", ("1", "claim", 10, 20)), annotation("chen", ("7", "claim", 10, 20)), annotation("zhao")
    )
    assert (decision.outcome, decision.who, decision.version, decision.when) == ("accepted", "majority 2", 1, NOON)
    assert decision.why == (
        "marked by 2 of 3; type: claim 2; boundaries: [10, 20) 2 of 2; claim_type: none 2; centrality: none 2"
    )
    assert [(part.annotation, part.item) for part in decision.evidence] == [
        ("paragraph-chen", "7"),
        ("paragraph-lin", "1"),
        ("paragraph-zhao", None),
    ]
    assert result(decision) == GoldComponent(id=decision.group, type="claim", start=10, end=20)


def test_one_of_three_is_rejected() -> None:
    made = decide(annotation("lin", ("1", "claim", 10, 20)), annotation("chen"), annotation("zhao"))
    assert components(made) == [("rejected", "marked by 1 of 3")]


def test_one_of_two_is_a_tie() -> None:
    made = decide(annotation("lin", ("1", "claim", 10, 20)), annotation("chen"))
    assert components(made) == [("open", "marked by 1 of 2: a tie; type: claim 1")]


@pytest.mark.parametrize("change", [{"status": "skipped"}, {"status": "draft"}, {"deleted": True}])
def test_who_has_not_judged_the_unit_has_no_vote(change: dict[str, object]) -> None:
    absent = annotation("chen").model_copy(update=change)
    made = decide(annotation("lin", ("1", "claim", 10, 20), ("2", "claim", 30, 40), relations=["1 supports 2"]), absent)
    assert components(made) == [("open", "seen by one annotator")] * 2
    ((outcome, why),) = relations(made)
    assert outcome == "open"
    assert why.endswith("drawn by 1 of 1: seen by one annotator")


def test_types_without_a_majority_are_left_open() -> None:
    made = decide(
        annotation("lin", ("1", "claim", 10, 20)),
        annotation("chen", ("1", "problem", 10, 20)),
        annotation("zhao", ("1", "measure", 10, 20)),
    )
    assert components(made) == [
        ("open", "marked by 3 of 3; no majority for a type: claim 1, measure 1, problem 1"),
    ]


def test_spans_that_differ_by_a_full_stop_are_one_group_and_keep_it() -> None:
    (decision,) = decide(annotation("lin", ("1", "claim", 10, 19)), annotation("chen", ("1", "claim", 10, 20)))
    assert (result(decision).start, result(decision).end) == (10, 20)
    assert "boundaries: [10, 20) 1 of 2, the closest to all of 2 ranges with as many votes" in decision.why


def test_most_votes_win_over_the_longest_span() -> None:
    (decision,) = decide(
        annotation("lin", ("1", "claim", 12, 20)),
        annotation("chen", ("1", "claim", 12, 20)),
        annotation("zhao", ("1", "claim", 10, 24)),
    )
    assert (result(decision).start, result(decision).end) == (12, 20)


def test_tied_boundaries_go_to_the_range_closest_to_all() -> None:
    # IoU with the others: [10,20) 8/10 + 7/10; [10,18) 8/10 + 7/8; [10,17) 7/10 + 7/8: the middle one, not the longest.
    (decision,) = decide(
        annotation("lin", ("1", "claim", 10, 20)),
        annotation("chen", ("1", "claim", 10, 18)),
        annotation("zhao", ("1", "claim", 10, 17)),
    )
    assert (result(decision).start, result(decision).end) == (10, 18)


def test_attributes_are_voted_on_by_those_who_chose_the_type() -> None:
    service = {"instrument": "service", "specificity": "concrete", "actor": "县里"}
    (decision,) = decide(
        annotation("lin", ("1", "measure", 10, 20, service)),
        annotation("chen", ("1", "measure", 10, 20, {**service, "instrument": "economic"})),
        annotation("zhao", ("1", "problem", 10, 20, {"problem_type": "status", "instrument": "economic"})),
    )
    assert result(decision).attributes == {"specificity": "concrete", "actor": "县里"}
    assert "instrument: left out, no majority: economic 1, service 1" in decision.why


def test_values_off_the_list_are_no_values() -> None:
    odd = {"claim_type": "truth", "centrality": "main"}
    (decision,) = decide(
        annotation("lin", ("1", "claim", 10, 20, odd)), annotation("chen", ("1", "claim", 10, 20, odd))
    )
    assert result(decision).attributes == {"centrality": "main"}


def test_unsound_spans_have_no_vote() -> None:
    made = decide(
        annotation("lin", ("1", "idea", 10, 20), ("2", "claim", 50, 61), ("3", "claim", 30, 30)), annotation("chen")
    )
    assert made == ()


def test_a_relation_joins_the_groups_of_its_ends() -> None:
    made = decide(
        annotation("lin", *PAIR, relations=ADDRESSED),
        annotation("chen", ("9", "measure", 30, 41), ("8", "problem", 10, 20), relations=["9 addresses 8"]),
        annotation("zhao", *PAIR),
    )
    problem, measure, relation = made
    assert relation.result == GoldRelation(
        id=relation.group, type="addresses", source=measure.group, target=problem.group
    )
    assert relation.why == f"addresses {measure.group} → {problem.group} drawn by 2 of 3"
    assert [(part.annotation, part.item) for part in relation.evidence] == [
        ("paragraph-chen", "r0"),
        ("paragraph-lin", "r0"),
        ("paragraph-zhao", None),
    ]


def test_a_relation_needs_its_own_majority() -> None:
    made = decide(annotation("lin", *PAIR, relations=ADDRESSED), annotation("chen", *PAIR), annotation("zhao", *PAIR))
    assert [outcome for outcome, _ in relations(made)] == ["rejected"]
    made = decide(annotation("lin", *PAIR, relations=ADDRESSED), annotation("chen", *PAIR))
    assert [outcome for outcome, _ in relations(made)] == ["open"]


def test_a_relation_shares_the_fate_of_its_ends() -> None:
    drawn = annotation("lin", *PAIR, relations=ADDRESSED)
    rejected = decide(drawn, annotation("chen", PAIR[0]), annotation("zhao", PAIR[0]))
    assert [outcome for outcome, _ in components(rejected)] == ["accepted", "rejected"]
    assert relations(rejected)[0][0] == "rejected"
    assert relations(rejected)[0][1].endswith("drawn by 1 of 3")
    other = annotation("chen", PAIR[0], ("2", "claim", 30, 40), relations=ADDRESSED)
    left = decide(drawn, other)
    assert relations(left)[0][0] == "open"
    assert relations(left)[0][1].endswith(f"drawn by 2 of 2; still open: {left[1].group}")


def test_a_relation_that_the_majority_types_do_not_permit_is_left_open() -> None:
    claimed = (PAIR[0], ("2", "claim", 30, 40))
    made = decide(
        annotation("lin", *PAIR, relations=ADDRESSED),
        annotation("chen", *claimed, relations=ADDRESSED),
        annotation("zhao", *claimed),
    )
    ((outcome, why),) = relations(made)
    assert outcome == "open"
    assert "drawn by 2 of 3, but not permitted" in why


def test_a_relation_of_a_span_to_itself_has_no_vote() -> None:
    assert relations(decide(annotation("lin", PAIR[0], relations=["1 causes 1"]), annotation("chen", PAIR[0]))) == []


def test_a_symmetric_relation_has_no_direction() -> None:
    made = decide(
        annotation("lin", *CLAIMS, relations=["1 restates 2"]), annotation("chen", *CLAIMS, relations=["2 restates 1"])
    )
    assert [outcome for outcome, _ in relations(made)] == ["accepted"]


def test_a_directed_relation_drawn_both_ways_is_two() -> None:
    made = decide(
        annotation("lin", *CLAIMS, relations=["1 supports 2"]), annotation("chen", *CLAIMS, relations=["2 supports 1"])
    )
    assert [outcome for outcome, _ in relations(made)] == ["open", "open"]


def test_a_cycle_that_nobody_drew_is_left_open() -> None:
    made = decide(
        annotation("lin", *CLAIMS, relations=["1 supports 2", "2 supports 3"]),
        annotation("chen", *CLAIMS, relations=["2 supports 3", "3 supports 1"]),
        annotation("zhao", *CLAIMS, relations=["3 supports 1", "1 supports 2", "1 attacks 3"]),
    )
    assert [outcome for outcome, _ in relations(made)].count("open") == 3
    assert sum("part of a cycle" in why for _, why in relations(made)) == 3
    assert gold(made, "a-1", None).relations == ()


def test_too_many_parents_are_left_open() -> None:
    both = ["1 elaborates 2", "1 elaborates 3", "2 elaborates 3"]
    made = decide(annotation("lin", *CLAIMS, relations=both), annotation("chen", *CLAIMS, relations=both))
    reasons = [why.rsplit(", but ", 1)[-1] for outcome, why in relations(made) if outcome == "open"]
    assert reasons == [f"one of 2 that start from {made[0].group}, of which 1 may"] * 2
    assert len(gold(made, "a-1", None).relations) == 1


def test_the_second_run_decides_nothing() -> None:
    works = (annotation("lin", *PAIR, relations=ADDRESSED), annotation("chen", *PAIR, relations=ADDRESSED))
    made = decide(*works)
    assert decide(*reversed(works), earlier=made) == ()


def test_a_revision_that_changes_no_vote_is_no_news() -> None:
    lin, chen = annotation("lin", *PAIR), annotation("chen", *PAIR)
    made = decide(lin, chen)
    assert decide(lin.model_copy(update={"revision": 2}), chen, earlier=made) == ()


def test_groups_keep_their_ids_while_spans_move_and_annotators_come() -> None:
    first = decide(annotation("lin", *PAIR))
    second = decide(annotation("lin", *PAIR), annotation("chen", ("5", "problem", 10, 21), PAIR[1]), earlier=first)
    third = decide(annotation("lin"), annotation("chen", ("5", "problem", 12, 20), PAIR[1]), earlier=(*first, *second))
    ids = [decision.group for decision in first]
    assert [decision.group for decision in second] == ids
    assert [decision.group for decision in third] == ids
    assert [decision.outcome for decision in holding((*first, *second, *third), None)] == ["open", "open"]


def test_a_group_that_splits_leaves_its_id_to_the_larger_part() -> None:
    together = [annotation(name, ("1", "claim", 10, 20)) for name in ("a", "b", "c")]
    (whole,) = decide(*together)
    apart = [*together[1:], annotation("a", ("1", "claim", 40, 50))]
    parts = decide(*apart, earlier=(whole,))
    assert [decision.group == whole.group for decision in parts] == [True, False]
    assert [decision.outcome for decision in parts] == ["accepted", "rejected"]


def test_a_new_group_never_takes_the_id_of_an_old_one() -> None:
    # The group is named for its first member, who then leaves it: alone, that member would give the same name.
    (first,) = decide(annotation("a", ("1", "claim", 10, 20)))
    together = [annotation(name, ("1", "claim", 10, 20)) for name in ("a", "b", "c")]
    (second,) = decide(*together, earlier=(first,))
    parts = decide(annotation("a", ("1", "claim", 40, 50)), *together[1:], earlier=(first, second))
    assert second.group == first.group
    assert {decision.group for decision in parts} - {first.group}
    assert len({decision.group for decision in parts}) == 2


def test_nor_that_of_one_that_has_gone() -> None:
    history: list[Decision] = []
    for names in ("a", "abc", "bc", "", "a"):
        works = [annotation(name, *((("1", "claim", 10, 20),) if name in names else ())) for name in "abc"]
        history += decide(*works, earlier=history)
    assert len({decision.group for decision in history}) == 2


def test_a_group_without_spans_is_rejected_and_may_return() -> None:
    works = (annotation("lin", *PAIR, relations=ADDRESSED), annotation("chen", *PAIR, relations=ADDRESSED))
    made = decide(*works)
    gone = decide(annotation("lin"), annotation("chen"), earlier=made)
    assert [(decision.outcome, decision.evidence) for decision in gone] == [("rejected", ())] * 3
    assert [decision.why for decision in gone] == [
        "no span is left",
        "no span is left",
        "no relation is left between the groups",
    ]
    assert decide(annotation("lin"), annotation("chen"), earlier=(*made, *gone)) == ()
    back = decide(*works, earlier=(*made, *gone))
    assert [decision.group for decision in back] == [decision.group for decision in made]
    assert gold((*made, *gone, *back), "a-1", None) == gold(made, "a-1", None)


def test_groups_of_articles_without_any_annotation_left_are_rejected() -> None:
    made = decide(annotation("lin", *PAIR))
    assert [decision.why for decision in decide(earlier=made)] == ["no span is left"] * 2


def test_a_person_holds_against_the_rule() -> None:
    works = (annotation("lin", PAIR[0]), annotation("chen", PAIR[0]))
    (accepted,) = decide(*works)
    refused = personal(accepted, outcome="rejected", result=None)
    assert decide(*works, annotation("zhao"), earlier=(accepted, refused)) == ()
    assert decide(annotation("lin"), earlier=(accepted, refused)) == ()
    assert gold((accepted, refused), "a-1", None).components == ()


def test_what_a_person_accepts_decides_the_relations_to_it() -> None:
    works = [
        annotation("lin", *PAIR, relations=ADDRESSED),
        annotation("chen", PAIR[0], ("2", "claim", 30, 40), relations=ADDRESSED),
    ]
    made = decide(*works)
    doubtful = made[1]
    settled = personal(
        doubtful, outcome="accepted", result=GoldComponent(id=doubtful.group, type="measure", start=30, end=40)
    )
    (relation,) = decide(*works, earlier=(*made, settled))
    assert (relation.kind, relation.outcome) == ("relation", "accepted")
    assert open_groups((*made, settled, relation), None) == ()


def test_a_person_s_relation_counts_in_the_graph_and_stays() -> None:
    works = [annotation(name, *CLAIMS[:2], relations=["1 supports 2"]) for name in ("lin", "chen")]
    one, other, forth = decide(*works)
    back = Decision(
        group="by-hand",
        article="a-1",
        version=1,
        kind="relation",
        outcome="accepted",
        result=GoldRelation(id="by-hand", type="supports", source=other.group, target=one.group),
        by="curator",
        who="wang",
        when=NOON,
        why="读过",
    )
    (opened,) = decide(*works, earlier=(one, other, forth, back))
    assert (opened.group, opened.outcome) == (forth.group, "open")
    assert "part of a cycle" in opened.why


def test_relations_drawn_to_preloaded_components_join_them_across_units() -> None:
    far = Unit(article="a-1", version=1, kind="paragraph", start=60, end=90)
    near = [annotation(name, PAIR[0]) for name in ("lin", "chen")]
    distant = [
        annotation(name, ("1", "measure", 61, 70), unit=far).model_copy(update={"id": f"far-{name}"})
        for name in ("lin", "chen")
    ]
    first = decide(*near, *distant)
    problem, measure = first
    shown = [(problem.group, "problem", 10, 20), (measure.group, "measure", 61, 70)]
    linking = [
        annotation(name, *shown, unit=ARTICLE, preloaded=True, relations=[f"{measure.group} addresses {problem.group}"])
        for name in ("lin", "chen")
    ]
    (relation,) = decide(*near, *distant, *linking, earlier=first)
    assert relation.outcome == "accepted"
    assert decide(*near, *distant, *linking, earlier=(*first, relation)) == ()
    whole = gold((*first, relation), "a-1", None)
    assert [component.id for component in whole.components] == [problem.group, measure.group]
    assert [(found.source, found.target) for found in whole.relations] == [(measure.group, problem.group)]


def test_a_relation_drawn_in_two_units_keeps_the_better_verdict() -> None:
    near = [annotation(name, *PAIR, relations=ADDRESSED) for name in ("lin", "chen")]
    first = decide(*near)
    problem, measure, _ = first
    shown = [(problem.group, "problem", 10, 20), (measure.group, "measure", 30, 40)]
    again = annotation(
        "lin", *shown, unit=ARTICLE, preloaded=True, relations=[f"{measure.group} addresses {problem.group}"]
    )
    assert decide(*near, again, annotation("chen", unit=ARTICLE), earlier=first) == ()


def test_units_are_voted_on_apart() -> None:
    made = decide(annotation("lin", PAIR[0]), annotation("chen", PAIR[0], unit=ARTICLE))
    assert components(made) == [("open", "seen by one annotator")] * 2


@settings(max_examples=50)
@given(opinions(), opinions(), st.lists(decisions("a-1"), max_size=2))
def test_deciding_again_decides_nothing(
    before: list[Annotation], after: list[Annotation], by_hand: list[Decision]
) -> None:
    earlier = [*by_hand, *adjudication.decide(before, SCHEME, by_hand, MAJORITY, LATE)]
    made = adjudication.decide(after, SCHEME, earlier, MAJORITY, LATE)
    assert adjudication.decide(after[::-1], SCHEME, [*earlier, *made], MAJORITY, LATE) == ()
    assert len({decision.group for decision in made}) == len(made)


graphs = st.lists(
    st.sampled_from(
        [
            f"{source} {kind} {target}"
            for kind in ("supports", "elaborates", "restates", "addresses")
            for source, target in itertools.permutations("123", 2)
        ]
    ),
    min_size=4,
)


@settings(max_examples=50)
@given(graphs, graphs, graphs)
def test_gold_obeys_the_scheme(one: list[str], two: list[str], three: list[str]) -> None:
    works = [annotation(name, *CLAIMS, relations=drawn) for name, drawn in zip("abc", (one, two, three), strict=True)]
    for found in golds(decide(*works), None):
        types = {component.id: component.type for component in found.components}
        parents = Counter((relation.source, relation.type) for relation in found.relations)
        for relation in found.relations:
            kind = SCHEME.relation(relation.type)
            assert kind is not None
            assert kind.permits(types[relation.source], types[relation.target])
            assert kind.max_targets is None or parents[relation.source, relation.type] <= kind.max_targets
            edges = [(edge.source, edge.target) for edge in found.relations if edge.type == kind.id]
            assert not kind.acyclic or not knots(edges)


def test_work_on_given_components_is_heard_on_relations_only_and_apart() -> None:
    """Labels of the unit and links on it are by the same annotators: neither replaces the other."""
    spans: tuple[Drawing, ...] = (("m", "measure", 10, 20), ("p", "problem", 30, 40))
    marked = [annotation(name, *spans, unit=ARTICLE) for name in ("lin", "chen")]
    earlier = decide(*marked)
    given_ = {result(found).type: found.group for found in earlier}

    def linked(name: str, release: str | None) -> Annotation:
        shown: list[Drawing] = [(given_["measure"], "measure", 10, 20), (given_["problem"], "problem", 30, 40)]
        relation = f"{given_['measure']} addresses {given_['problem']}"
        made = annotation(name, *shown, relations=[relation], unit=ARTICLE, preloaded=True)
        added = Span(id="new", types=("claim",), start=50, end=60, text="…")
        return made.model_copy(update={"id": f"link-{name}", "spans": (*made.spans, added), "release": release})

    made = decide(*marked, linked("lin", "one"), linked("chen", "one"), earlier=earlier)
    assert components(made) == []
    assert [outcome for outcome, _ in relations(made)] == ["accepted"]
    # Of different releases, each was seen by one annotator only.
    assert [
        outcome
        for outcome, _ in relations(decide(*marked, linked("lin", "one"), linked("chen", "two"), earlier=earlier))
    ] == ["open"]
    # Without a release it is work like any other, and the added span counts.
    assert components(decide(*marked, linked("lin", None), linked("chen", None), earlier=earlier)) != []
