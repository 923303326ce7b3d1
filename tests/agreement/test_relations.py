"""α of relations given agreed spans, and F1 of relations end to end."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.agreement import Readings, RelationAlpha, relation_alpha, relation_f1
from schema import RelationType
from tests.agreement.build import POLICY, Links, corpora, reading, scheme, unit

NODES = [(0, 5, "node"), (6, 11, "node"), (12, 17, "node")]
CONTRASTS = {"id": "contrasts", "source": ("claim",), "target": ("problem",), "symmetric": True, "acyclic": False}
PROBLEM_MEASURE = [(0, 5, "problem"), (6, 11, "measure")]


def alpha(spans: list[tuple[int, int, str]], *links: Links) -> RelationAlpha:
    """α of annotators who marked the same spans, under the default scheme."""
    names = "abcd"[: len(links)]
    return relation_alpha([unit(30, dict.fromkeys(names, spans), dict(zip(names, links, strict=True)))], POLICY)


def test_every_ordered_pair_of_agreed_spans_is_an_item() -> None:
    # Three annotators, three spans, six ordered pairs: support ×3; none ×3; none, none, support; none ×3; none ×3;
    # attack, support, none. Of 18 ratings none has 12, support 5, attack 1. Disagreement: the third pair has two
    # differing pairs of ratings, the last three, each both ways round and over 3 - 1: 2 + 3 = 5.
    # Expected: (18² - 12² - 5² - 1²) / 17 = 154 / 17. α = 1 - 85 / 154.
    links = {
        "a": [(0, 1, "support"), (2, 1, "attack")],
        "b": [(0, 1, "support"), (2, 1, "support")],
        "c": [(0, 1, "support"), (1, 0, "support")],
    }
    found = relation_alpha([unit(20, dict.fromkeys("abc", NODES), links)], scheme("support", "attack"))
    assert found.value == pytest.approx(1 - 85 / 154)
    assert (found.units, found.items, found.annotators) == (1, 6, 3)
    # Pairs agreeing: 4 of 6 items wholly, one by a third, one not at all.
    assert found.percent.value == pytest.approx((4 + 1 / 3) / 6)
    # Related or not: 12 and 6 ratings; the third and the last pair differ by two pairs of ratings each.
    assert found.untyped.value == pytest.approx(1 - 4 * 17 / (18**2 - 12**2 - 6**2))
    # Attack or not: one rating of 18.
    assert found.types["attack"].value == pytest.approx(1 - 2 * 17 / (18**2 - 17**2 - 1))


def test_pairs_that_the_scheme_does_not_permit_are_no_items() -> None:
    # From the problem to the measure supports and attacks may lead, back only addresses. Ratings none, none and
    # none, addresses: 1 - 2 · 3 / (2 · 3 · 1) = 0.
    found = alpha(PROBLEM_MEASURE, [], [(1, 0, "addresses")])
    assert found.items == 2
    assert found.value == pytest.approx(0.0)
    assert (found.types["addresses"].items, found.types["causes"].items) == (1, 0)
    assert found.types["causes"].reason == "no_pairable"
    # Nothing leads from a measure to a claim: one item, and a relation drawn there is counted, not rated.
    forbidden = alpha([(0, 5, "claim"), (6, 11, "measure")], [(1, 0, "addresses")], [(0, 1, "supports")])
    assert (forbidden.items, forbidden.unpermitted) == (1, 1)


def test_what_one_annotator_s_types_permit_is_an_item() -> None:
    spans = {"a": [(0, 5, "claim"), (6, 11, "measure")], "b": [(0, 5, "problem"), (6, 11, "measure")]}
    found = relation_alpha([unit(20, spans, {"b": [(1, 0, "addresses")]})], POLICY)
    assert (found.items, found.types["addresses"].items, found.unpermitted) == (2, 1, 0)


def test_a_symmetric_relation_is_one_unordered_pair() -> None:
    claims = [(0, 5, "claim"), (6, 11, "claim")]
    found = alpha(claims, [(0, 1, "restates")], [(1, 0, "restates")])
    assert (found.value, found.items) == (1.0, 2)
    assert (found.types["restates"].items, found.types["elaborates"].items) == (1, 2)
    only = relation_alpha(
        [unit(20, dict.fromkeys("ab", NODES), {"a": [(2, 0, "like")], "b": [(0, 2, "like")]})],
        scheme("like", symmetric=True),
    )
    assert (only.items, only.value) == (3, 1.0)
    # Permitted one way round is permitted the other way too, whichever end comes first in the text.
    contrasts = RelationType.model_validate({**POLICY.relations[0].model_dump(), **CONTRASTS})
    spans = dict.fromkeys("ab", ((0, 5, "problem"), (6, 11, "claim")))
    rules = POLICY.model_copy(update={"relations": (contrasts,)})
    mixed = relation_alpha([unit(20, spans, {"a": [(1, 0, "contrasts")], "b": [(0, 1, "contrasts")]})], rules)
    assert (mixed.items, mixed.percent.value, mixed.unpermitted) == (1, 1.0, 0)
    # One who draws it both ways round says no more than one who draws it once.
    assert alpha(claims, [(0, 1, "restates"), (1, 0, "restates")], [(1, 0, "restates")]).value == 1.0


def test_several_types_on_one_pair_are_a_set() -> None:
    both: Links = [(0, 1, "supports"), (0, 1, "attacks")]
    same = alpha(PROBLEM_MEASURE, both, both)
    assert (same.value, same.several) == (1.0, 2)
    # A set differs from its part: as in the first example with one differing item of two.
    part = alpha(PROBLEM_MEASURE, both, [(0, 1, "supports")])
    assert (part.percent.value, part.several, part.untyped.value) == (0.5, 1, 1.0)
    assert part.types["supports"].value is None
    assert part.types["supports"].reason == "no_variation"


def test_who_lacks_a_span_is_missing_for_its_pairs() -> None:
    spans = {"a": NODES, "b": NODES, "c": NODES[:2]}
    links = {"a": [(0, 1, "support")], "b": [(0, 1, "support")], "c": [(0, 1, "support")]}
    found = relation_alpha([unit(20, spans, links)], scheme("support"))
    # Six items; c rates the two between the first two nodes. 8 of 8 spans have a partner.
    assert (found.items, found.value, found.aligned.value) == (6, 1.0, 1.0)
    alone = relation_alpha([unit(30, {"a": [*NODES, (20, 25, "node")], "b": NODES})], scheme("support"))
    assert alone.aligned.items == 7
    assert alone.aligned.value == pytest.approx(6 / 7)
    assert (alone.value, alone.reason) == (None, "no_variation")


def test_undefined_relation_alpha_has_a_reason() -> None:
    nothing = relation_alpha([], POLICY)
    assert (nothing.value, nothing.reason, nothing.aligned.reason) == (None, "no_common_units", "no_common_units")
    apart = relation_alpha([unit(20, {"a": [(0, 4, "claim")], "b": [(8, 12, "claim")]})], POLICY)
    assert (apart.reason, apart.aligned.value, apart.units) == ("no_pairable", 0.0, 0)
    empty = relation_alpha([unit(20, {"a": [], "b": []})], POLICY)
    assert (empty.aligned.value, empty.aligned.reason) == (None, "no_spans")
    assert alpha(PROBLEM_MEASURE, [], []).reason == "no_variation"


def test_relation_f1_worked_by_hand() -> None:
    # Equal ends: only 0 → 1. With IoU ≥ .5 node 2 of a, [12, 17), is [12, 16) of b: 2 → 1 too, and of the types on
    # 1 → 0 one of two. 4 relations of a, 3 of b.
    spans = {"a": NODES, "b": [*NODES[:2], (12, 16, "node")]}
    links: dict[str, Links] = {
        "a": [(0, 1, "support"), (2, 1, "attack"), (1, 0, "attack"), (1, 0, "support")],
        "b": [(0, 1, "support"), (2, 1, "attack"), (1, 2, "attack")],
    }
    rules = scheme("support", "attack")
    exact = relation_f1([unit(20, spans, links)], rules, threshold=1.0)
    assert exact.value == pytest.approx(2 * 1 / 7)
    near = relation_f1([unit(20, spans, links)], rules, threshold=0.5)
    assert near.value == pytest.approx(2 * 2 / 7)
    assert (near.items, near.units, near.annotators) == (7, 1, 2)
    # support: 1 matched of 2 + 1; attack: 1 of 2 + 2.
    assert near.types["support"].value == pytest.approx(2 / 3)
    assert near.types["attack"].value == pytest.approx(2 / 4)


def test_relation_f1_needs_the_types_of_the_ends_and_ignores_direction_of_symmetric_ones() -> None:
    spans = {"a": PROBLEM_MEASURE, "b": [(0, 5, "claim"), (6, 11, "measure")]}
    links = {name: [(0, 1, "supports")] for name in "ab"}
    assert relation_f1([unit(20, spans, links)], POLICY, threshold=0.5).value == 0.0
    claims = {name: [(0, 5, "claim"), (6, 11, "claim")] for name in "ab"}
    turned: dict[str, Links] = {"a": [(0, 1, "restates")], "b": [(1, 0, "restates")]}
    assert relation_f1([unit(20, claims, turned)], POLICY, threshold=0.5).value == 1.0


def test_relation_f1_without_relations_or_common_units() -> None:
    none = relation_f1([unit(20, {"a": PROBLEM_MEASURE, "b": PROBLEM_MEASURE})], POLICY, threshold=0.5)
    assert (none.value, none.reason, none.pairs[0].reason) == (None, "no_relations", "no_relations")
    assert (none.types["causes"].value, none.types["causes"].reason) == (None, "no_relations")
    apart = relation_f1([unit(20, {"a": []}), unit(20, {"b": []})], POLICY, threshold=0.5)
    assert (apart.reason, apart.pairs[0].reason) == ("no_common_units", "no_common_units")


@given(corpora("a"))
def test_a_copy_of_an_annotator_agrees_wholly(units: list[Readings]) -> None:
    doubled = []
    for found in units:
        for name, own in found.by.items():
            ranges = [(mark.start, mark.end, mark.type) for mark in own.marks]
            links = [(int(link.source), int(link.target), link.type) for link in own.links]
            by = {name: own, "copy": reading("copy", ranges, links)}
            doubled.append(Readings(found.start, found.end, by))
    for threshold in (1.0, 0.5):
        figure = relation_f1(doubled, POLICY, threshold=threshold)
        assert figure.value == (1.0 if figure.items else None)
    found_alpha = relation_alpha(doubled, POLICY)
    assert found_alpha.value in (None, 1.0)
    assert found_alpha.aligned.value in (None, 1.0)


@given(corpora(), st.permutations("abc"), st.randoms())
def test_order_and_names_of_annotators_are_of_no_matter(
    units: list[Readings], names: list[str], random: Random
) -> None:
    renamed = dict(zip("abc", names, strict=True))
    moved = []
    for found in units:
        by = {}
        for name in random.sample(list(found.by), len(found.by)):
            own, new = found.by[name], renamed[name]
            ranges = [(mark.start, mark.end, mark.type) for mark in own.marks]
            links = [(int(link.source), int(link.target), link.type) for link in own.links]
            by[new] = reading(new, ranges, links)
        moved.append(Readings(found.start, found.end, by))
    random.shuffle(moved)
    before, after = relation_alpha(units, POLICY), relation_alpha(moved, POLICY)
    assert after.value == pytest.approx(before.value)
    assert (after.reason, after.items, after.units, after.unpermitted) == (
        before.reason,
        before.items,
        before.units,
        before.unpermitted,
    )
    assert relation_f1(moved, POLICY, threshold=0.5).value == pytest.approx(
        relation_f1(units, POLICY, threshold=0.5).value
    )
