"""F1 of relations, end to end."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.agreement import TypedF1, relation_f1, relation_f1_parts
from annotate.agreement._codings import Codings
from annotate.agreement.spans._match import matching
from tests.agreement.build import POLICY, RELATIONS, TYPES, Links, Ranges, Work, codings, scheme, shuffled, works

NODES = [(0, 5, "node"), (6, 11, "node"), (12, 17, "node")]
PROBLEM_MEASURE = [(0, 5, "problem"), (6, 11, "measure")]


def policy(*units: Work) -> Codings:
    return codings(*units, labels=TYPES, types=RELATIONS)


def test_relation_f1_worked_by_hand() -> None:
    # Equal ends: only 0 → 1. With IoU ≥ .5 node 2 of a, [12, 17), is [12, 16) of b: 2 → 1 too, and of the types on
    # 1 → 0 one of two. 4 relations of a, 3 of b.
    spans: dict[str, Ranges] = {"a": NODES, "b": [*NODES[:2], (12, 16, "node")]}
    links: dict[str, Links] = {
        "a": [(0, 1, "support"), (2, 1, "attack"), (1, 0, "attack"), (1, 0, "support")],
        "b": [(0, 1, "support"), (2, 1, "attack"), (1, 2, "attack")],
    }
    rules = scheme("support", "attack")
    found = codings(Work(20, spans, links))
    assert relation_f1(found, rules).value == pytest.approx(2 * 1 / 7)
    near = relation_f1(found, rules, threshold=0.5)
    assert near.value == pytest.approx(2 * 2 / 7)
    assert (near.items, near.units, near.annotators) == (7, 1, 2)
    # support: 1 matched of 2 + 1; attack: 1 of 2 + 2.
    assert near.types["support"].value == pytest.approx(2 / 3)
    assert near.types["attack"].value == pytest.approx(2 / 4)
    # Whatever the type, a has 3 relations, as 1 → 0 is one.
    untyped = relation_f1(found, rules, threshold=0.5, typed=False)
    assert untyped.value == pytest.approx(2 * 2 / 6)
    assert (untyped.items, untyped.types) == (6, {})
    # Whatever the direction, a has 0-1 twice (support, attack) and 1-2, b has 0-1 (support) and 1-2 once.
    undirected = relation_f1(found, rules, threshold=0.5, directed=False)
    assert undirected.value == pytest.approx(2 * 2 / 5)
    assert undirected.items == 5
    plain = relation_f1(found, rules, threshold=0.5, directed=False, typed=False)
    assert (plain.value, plain.items) == (1.0, 4)


def test_relation_f1_needs_the_labels_of_the_ends_unless_they_are_ignored() -> None:
    spans: dict[str, Ranges] = {"a": PROBLEM_MEASURE, "b": [(0, 5, "claim"), (6, 11, "measure")]}
    found = policy(Work(20, spans, {name: [(0, 1, "supports")] for name in "ab"}))
    assert relation_f1(found, POLICY, threshold=0.5).value == 0.0
    assert relation_f1(found, POLICY, threshold=0.5, labelled=False).value == 1.0


def test_a_symmetric_relation_has_no_direction() -> None:
    claims = dict.fromkeys("ab", ((0, 5, "claim"), (6, 11, "claim")))
    turned: dict[str, Links] = {"a": [(0, 1, "restates")], "b": [(1, 0, "restates"), (0, 1, "restates")]}
    found = relation_f1(policy(Work(20, claims, turned)), POLICY, threshold=0.5)
    assert (found.value, found.items) == (1.0, 2)
    links: dict[str, Links] = {"a": [(0, 1, "supports")], "b": [(1, 0, "supports")]}
    assert relation_f1(policy(Work(20, claims, links)), POLICY, threshold=0.5).value == 0.0


def test_spans_that_share_their_range_are_told_apart_by_their_relations() -> None:
    """Relations belong to spans, not to ranges: each of two equal spans is matched to one."""
    spans = dict.fromkeys("ab", ((0, 5, "claim"), (0, 5, "problem"), (6, 11, "measure")))
    links: dict[str, Links] = {
        "a": [(0, 2, "supports"), (2, 1, "addresses")],
        "b": [(1, 2, "supports"), (2, 1, "addresses")],
    }
    assert relation_f1(policy(Work(20, spans, links)), POLICY).value == 0.5


def test_relation_f1_without_relations_or_common_units() -> None:
    none = relation_f1(policy(Work(20, {"a": PROBLEM_MEASURE, "b": PROBLEM_MEASURE})), POLICY, threshold=0.5)
    assert (none.value, none.reason, none.pairs[0].reason) == (None, "no_relations", "no_relations")
    assert (none.types["causes"].value, none.types["causes"].reason) == (None, "no_relations")
    apart = relation_f1(policy(Work(20, {"a": []}), Work(20, {"b": []})), POLICY, threshold=0.5)
    assert (apart.reason, apart.pairs[0].reason) == ("no_common_units", "no_common_units")


variants = st.fixed_dictionaries(
    {"threshold": st.sampled_from([1.0, 0.5]), "typed": st.booleans(), "directed": st.booleans()}
)


@given(works("a"), variants)
def test_a_copy_of_an_annotator_agrees_wholly(units: list[Work], variant: dict[str, float]) -> None:
    doubled = [
        replace(
            work,
            spans={"a": work.spans["a"], "copy": work.spans["a"]},
            links=dict.fromkeys(("a", "copy"), work.links["a"]),
        )
        for work in units
        if "a" in work.spans
    ]
    figure = _measured(policy(*doubled), variant)
    assert figure.value == (1.0 if figure.items else None)


@given(works(), st.permutations("abc"), st.randoms(), variants)
def test_order_and_names_of_annotators_are_of_no_matter(
    units: list[Work], names: list[str], random: Random, variant: dict[str, float]
) -> None:
    moved = shuffled(units, names, random)
    before, after = _measured(policy(*units), variant), _measured(policy(*moved), variant)
    assert after.value == pytest.approx(before.value)
    assert (after.items, after.reason) == (before.items, before.reason)


@given(works("ab"), variants)
def test_columns_give_what_sets_of_triples_give(units: list[Work], variant: dict[str, float]) -> None:
    found = policy(*units)
    sets: list[set[tuple[int, int, int]]] = [set(), set()]
    pairs = matching(found, threshold=variant["threshold"], labelled=True, kind="iou")
    partner = dict(zip(pairs.second.tolist(), pairs.first.tolist(), strict=True))
    shared = found.shared
    relations = found.relations
    for source, target, type_ in zip(
        relations.source.tolist(), relations.target.tolist(), relations.type.tolist(), strict=True
    ):
        if shared[found.spans.unit[source]]:
            # Second annotator's ends by their partners; those without one stay what they are and match nothing.
            ends = [partner.get(end, end) for end in (source, target)]
            symmetric = RELATIONS[type_] == "restates"
            if symmetric or not variant["directed"]:
                ends.sort()
            who = int(found.spans.annotator[source])
            sets[who].add((ends[0], ends[1], type_ if variant["typed"] else 0))
    figure = _measured(found, variant)
    both = sets[0] & sets[1]
    if figure.pairs:
        pair = figure.pairs[0]
        assert (pair.first_items, pair.second_items, pair.matched) == (len(sets[0]), len(sets[1]), len(both))


@settings(max_examples=50)
@given(works(), variants)
def test_parts_add_up_to_the_figures(units: list[Work], variant: dict[str, float]) -> None:
    found = policy(*units)
    figure = _measured(found, variant)
    parts = relation_f1_parts(
        found,
        POLICY,
        threshold=variant["threshold"],
        typed=bool(variant["typed"]),
        directed=bool(variant["directed"]),
    )
    assert parts.pop("value").total() == figure.value
    assert {name: part.total() for name, part in parts.items()} == {
        f"types.{name}": one.value for name, one in figure.types.items()
    }
    whole = relation_f1_parts(found, POLICY)
    for row in range(len(found.articles)):
        alone = found.keep_units(np.array([at == row for at in found.units.article], dtype=bool))
        for name, part in relation_f1_parts(alone, POLICY).items():
            expected = part.total()
            value = whole[name].per_article()[row]
            assert value == pytest.approx(np.nan if expected is None else expected, nan_ok=True)


def _measured(found: Codings, variant: dict[str, float]) -> TypedF1:
    return relation_f1(
        found,
        POLICY,
        threshold=variant["threshold"],
        typed=bool(variant["typed"]),
        directed=bool(variant["directed"]),
    )
