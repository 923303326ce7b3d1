"""α of relations given agreed spans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, permutations
from random import Random
from statistics import fmean

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.agreement import (
    Coefficient,
    Figure,
    RelationAlpha,
    clusters,
    fleiss_kappa,
    krippendorff_alpha,
    percent_agreement,
    relation_alpha,
    relation_alpha_parts,
)
from annotate.agreement._codings import Codings
from annotate.agreement.relations._items import distinct_rows
from schema import RelationType, Scheme
from tests.agreement.build import POLICY, RELATIONS, TYPES, Links, Ranges, Work, codings, scheme, shuffled, works

NODES = [(0, 5, "node"), (6, 11, "node"), (12, 17, "node")]
PROBLEM_MEASURE = [(0, 5, "problem"), (6, 11, "measure")]
CONTRASTS = RelationType.model_validate(
    {
        **POLICY.relations[0].model_dump(),
        "id": "contrasts",
        "source": ("claim",),
        "target": ("problem",),
        "symmetric": True,
        "acyclic": False,
    }
)
MIXED = POLICY.model_copy(update={"relations": (*POLICY.relations, CONTRASTS)})
"""With a symmetric type between two labels, of which others may lead one way only."""


def graph(*units: Work, types: Sequence[str] = ("support", "attack")) -> Codings:
    return codings(*units, labels=("node",), types=types)


def policy(*units: Work, types: Sequence[str] = RELATIONS) -> Codings:
    return codings(*units, labels=TYPES, types=types)


def alpha(spans: Ranges, *links: Links) -> RelationAlpha:
    """α of annotators who marked the same spans, under the default scheme."""
    names = "abcd"[: len(links)]
    return relation_alpha(policy(Work(30, dict.fromkeys(names, spans), dict(zip(names, links, strict=True)))), POLICY)


def test_every_ordered_pair_of_agreed_spans_is_an_item() -> None:
    # Three annotators, three spans, six ordered pairs: support ×3; none ×3; none, none, support; none ×3; none ×3;
    # attack, support, none. Of 18 ratings none has 12, support 5, attack 1. Disagreement: the third pair has two
    # differing pairs of ratings, the last three, each both ways round and over 3 - 1: 2 + 3 = 5.
    # Expected: (18² - 12² - 5² - 1²) / 17 = 154 / 17. α = 1 - 85 / 154.
    links: dict[str, Links] = {
        "a": [(0, 1, "support"), (2, 1, "attack")],
        "b": [(0, 1, "support"), (2, 1, "support")],
        "c": [(0, 1, "support"), (1, 0, "support")],
    }
    found = relation_alpha(graph(Work(20, dict.fromkeys("abc", NODES), links)), scheme("support", "attack"))
    assert found.value == pytest.approx(1 - 85 / 154)
    assert (found.units, found.items, found.annotators) == (1, 6, 3)
    # Pairs agreeing: 4 of 6 items wholly, one by a third, one not at all.
    percent = (4 + 1 / 3) / 6
    assert found.percent.value == pytest.approx(percent)
    chance = (12**2 + 5**2 + 1) / 18**2
    assert found.fleiss.value == pytest.approx((percent - chance) / (1 - chance))
    # F1 of what was drawn: a and b 1 of 2 + 2, a and c 1 of 2 + 2, b and c too.
    assert found.f1.value == pytest.approx(0.5)
    # Related or not: 12 and 6 ratings; the third and the last pair differ by two pairs of ratings each.
    assert found.untyped.value == pytest.approx(1 - 4 * 17 / (18**2 - 12**2 - 6**2))
    # Attack or not: one rating of 18.
    assert found.types["attack"].value == pytest.approx(1 - 2 * 17 / (18**2 - 17**2 - 1))


def test_without_direction_unordered_pairs_are_the_items() -> None:
    # {0, 1}: support ×2, c draws it the other way round; {1, 2}: attack, support, none; {0, 2}: none ×3. Of 9 ratings
    # none has 4, support 4, attack 1; the second pair differs three ways: 1 - 3 · 8 / (81 - 16 - 16 - 1).
    links: dict[str, Links] = {
        "a": [(0, 1, "support"), (2, 1, "attack")],
        "b": [(0, 1, "support"), (2, 1, "support")],
        "c": [(1, 0, "support")],
    }
    found = relation_alpha(graph(Work(20, dict.fromkeys("abc", NODES), links)), scheme("support", "attack"))
    assert (found.undirected.items, found.items) == (3, 6)
    assert found.undirected.value == pytest.approx(1 - 3 * 8 / 48)
    # From measure to problem addresses may lead, back others: one unordered pair all the same.
    both = alpha(PROBLEM_MEASURE, [(1, 0, "addresses")], [])
    assert (both.undirected.items, both.items) == (1, 2)


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
    both = alpha([(0, 5, "claim"), (6, 11, "measure")], [(1, 0, "addresses")], [(1, 0, "addresses")])
    assert (both.f1.value, both.f1.reason, both.unpermitted) == (None, "no_relations", 2)


def test_what_one_annotator_s_labels_permit_is_an_item() -> None:
    spans: dict[str, Ranges] = {
        "a": [(0, 5, "claim"), (6, 11, "measure")],
        "b": [(0, 5, "problem"), (6, 11, "measure")],
    }
    found = relation_alpha(policy(Work(20, spans, {"b": [(1, 0, "addresses")]})), POLICY)
    assert (found.items, found.types["addresses"].items, found.unpermitted) == (2, 1, 0)


def test_a_symmetric_relation_is_one_unordered_pair() -> None:
    claims = [(0, 5, "claim"), (6, 11, "claim")]
    found = alpha(claims, [(0, 1, "restates")], [(1, 0, "restates")])
    assert (found.value, found.items) == (1.0, 2)
    assert (found.types["restates"].items, found.types["elaborates"].items) == (1, 2)
    only = relation_alpha(
        graph(Work(20, dict.fromkeys("ab", NODES), {"a": [(2, 0, "like")], "b": [(0, 2, "like")]}), types=["like"]),
        scheme("like", symmetric=True),
    )
    assert (only.items, only.value) == (3, 1.0)
    # One who draws it both ways round says no more than one who draws it once.
    assert alpha(claims, [(0, 1, "restates"), (1, 0, "restates")], [(1, 0, "restates")]).value == 1.0


def test_a_symmetric_relation_is_permitted_both_ways_if_it_is_one_way() -> None:
    spans = dict.fromkeys("ab", ((0, 5, "problem"), (6, 11, "claim")))
    links: dict[str, Links] = {"a": [(1, 0, "contrasts")], "b": [(0, 1, "contrasts")]}
    rules = POLICY.model_copy(update={"relations": (CONTRASTS,)})
    found = relation_alpha(policy(Work(20, spans, links), types=["contrasts"]), rules)
    assert (found.items, found.percent.value, found.unpermitted) == (1, 1.0, 0)


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
    spans: dict[str, Ranges] = {"a": NODES, "b": NODES, "c": NODES[:2]}
    links: dict[str, Links] = dict.fromkeys("abc", ((0, 1, "support"),))
    found = relation_alpha(graph(Work(20, spans, links)), scheme("support", "attack"))
    # Six items; c rates the two between the first two nodes. 8 of 8 spans have a partner.
    assert (found.items, found.value, found.aligned.value) == (6, 1.0, 1.0)
    alone = relation_alpha(graph(Work(30, {"a": [*NODES, (20, 25, "node")], "b": NODES})), scheme("support"))
    assert alone.aligned.items == 7
    assert alone.aligned.value == pytest.approx(6 / 7)
    assert (alone.value, alone.reason) == (None, "no_variation")


def test_undefined_relation_alpha_has_a_reason() -> None:
    nothing = relation_alpha(policy(), POLICY)
    assert (nothing.value, nothing.reason, nothing.aligned.reason) == (None, "no_common_units", "no_common_units")
    apart = relation_alpha(policy(Work(20, {"a": [(0, 4, "claim")], "b": [(8, 12, "claim")]})), POLICY)
    assert (apart.reason, apart.aligned.value, apart.units) == ("no_pairable", 0.0, 0)
    empty = relation_alpha(policy(Work(20, {"a": [], "b": []})), POLICY)
    assert (empty.aligned.value, empty.aligned.reason) == (None, "no_spans")
    assert alpha(PROBLEM_MEASURE, [], []).reason == "no_variation"
    reasons = [found.f1.reason for found in (nothing, apart, alpha(PROBLEM_MEASURE, [], []))]
    assert reasons == ["no_common_units", "no_pairable", "no_relations"]


def test_distinct_rows_of_many_columns_stay_distinct() -> None:
    """In 64 bits the first of 40 columns would be pushed out by those that follow."""
    table = np.full((3, 40), 2)
    table[1, 0] = -1
    found, number = distinct_rows(table)
    assert (found[number] == table).all()
    assert number.tolist() == [number[0], 1 - number[0], number[0]]


def test_forty_annotators_fit() -> None:
    names = [f"n{number:02}" for number in range(40)]
    random = Random(4)
    spans: dict[str, Ranges] = {
        name: [(place, place + 9, random.choice(TYPES)) for place in range(0, 60, 10)] for name in names
    }
    links: dict[str, Links] = {name: [(0, 1, "supports"), (2, 1, "attacks")] for name in names}
    found = policy(Work(60, spans, links))
    assert relation_alpha(found, POLICY).value == pytest.approx(listed(found, POLICY).alpha())


@given(works("a"))
def test_a_copy_of_an_annotator_agrees_wholly(units: list[Work]) -> None:
    doubled = [
        replace(
            work,
            spans={"a": work.spans["a"], "copy": work.spans["a"]},
            links=dict.fromkeys(("a", "copy"), work.links["a"]),
        )
        for work in units
        if "a" in work.spans
    ]
    found = relation_alpha(policy(*doubled), POLICY)
    assert found.value in (None, 1.0)
    assert found.aligned.value in (None, 1.0)


@dataclass
class Listed:
    """Every item written out, as a table of ratings: the slow way."""

    rows: list[tuple[frozenset[str] | None, ...]]
    permitted: list[set[str]]
    unpermitted: int = 0

    def alpha(self) -> float | None:
        return krippendorff_alpha(self.rows).value

    def f1(self) -> float | None:
        """Mean over pairs of annotators of 2 · types in common / types of both, on items that both rate."""
        values = []
        for one, other in combinations(range(4), 2):
            both = [(row[one], row[other]) for row in self.rows if max(one, other) < len(row)]
            sets = [(mine, yours) for mine, yours in both if mine is not None and yours is not None]
            drawn = sum(len(mine) + len(yours) for mine, yours in sets)
            if drawn:
                values.append(2 * sum(len(mine & yours) for mine, yours in sets) / drawn)
        return fmean(values) if values else None

    def related(self) -> list[tuple[bool | None, ...]]:
        return [tuple(None if rating is None else bool(rating) for rating in row) for row in self.rows]

    def of_type(self, name: str) -> list[tuple[bool | None, ...]]:
        rows = [row for row, permitted in zip(self.rows, self.permitted, strict=True) if name in permitted]
        return [tuple(None if rating is None else name in rating for rating in row) for row in rows]


def listed(found: Codings, rules: Scheme, *, directed: bool = True) -> Listed:
    spans, result = found.spans, Listed([], [])
    members: dict[int, dict[int, int]] = {}
    for row, number in enumerate(clusters(found).tolist()):
        members.setdefault(number, {})[int(spans.annotator[row])] = row
    groups = [group for _, group in sorted(members.items()) if len(group) > 1]
    number_of = {row: number for number, group in enumerate(groups) for row in group.values()}
    said: dict[tuple[int, int, int], set[str]] = {}
    for source, target, type_ in zip(
        found.relations.source.tolist(), found.relations.target.tolist(), found.relations.type.tolist(), strict=True
    ):
        if source in number_of and target in number_of:
            one, other, name = number_of[source], number_of[target], found.types[type_]
            relation = rules.relation(name)
            if not directed or (relation is not None and relation.symmetric):
                one, other = sorted((one, other))
            said.setdefault((one, other, int(spans.annotator[source])), set()).add(name)
    for one, other in (permutations if directed else combinations)(range(len(groups)), 2):
        first, second = groups[one], groups[other]
        raters = sorted(first.keys() & second.keys())
        same_unit = spans.unit[next(iter(first.values()))] == spans.unit[next(iter(second.values()))]
        ends = [(found.labels[spans.label[first[who]]], found.labels[spans.label[second[who]]]) for who in raters]
        permitted = set(_permitted(rules, ends, forward=one < other, directed=directed))
        if same_unit and len(raters) > 1 and not permitted:
            result.unpermitted += sum(len(said.get((one, other, who), ())) for who in raters)
        elif same_unit and len(raters) > 1:
            everybody = range(len(found.annotators))
            ratings = [frozenset(said.get((one, other, who), ())) if who in raters else None for who in everybody]
            result.rows.append(tuple(ratings))
            result.permitted.append(permitted)
    return result


def _permitted(rules: Scheme, ends: Sequence[tuple[str, str]], *, forward: bool, directed: bool) -> Iterator[str]:
    for relation in rules.relations:
        forth = any(relation.permits(source, target) for source, target in ends)
        back = any(relation.permits(target, source) for source, target in ends)
        either = (forth or back) and (forward if relation.symmetric else True)
        if (forth and not relation.symmetric) or (either and (relation.symmetric or not directed)):
            yield relation.id


@st.composite
def related(draw: st.DrawFn, annotators: str = "abc") -> Codings:
    """A few units of equal spans that some annotators lack or label otherwise, with many relations."""
    units = []
    for number in range(draw(st.integers(1, 3))):
        places = range(100 * number, 100 * number + 5 * draw(st.integers(2, 5)), 5)
        spans: dict[str, Ranges] = {}
        links: dict[str, Links] = {}
        # Nothing leads from a measure to a claim.
        usual = [draw(st.sampled_from(("measure", "claim", "problem", "claim", "measure"))) for _ in places]
        for name in annotators[: draw(st.integers(2, len(annotators)))]:
            own = [
                (place, place + 4, draw(st.sampled_from((label, label, label, *TYPES))))
                for place, label in zip(places, usual, strict=True)
                if draw(st.integers(0, 6))
            ]
            end = st.integers(0, max(len(own) - 1, 0))
            drawn = draw(
                st.lists(
                    st.tuples(end, end, st.sampled_from((*RELATIONS, "contrasts"))),
                    min_size=2 * (len(own) > 1),
                    max_size=8,
                )
            )
            spans[name] = own
            links[name] = [link for link in dict.fromkeys(drawn) if link[0] != link[1]]
        units.append(Work(30, spans, links, 100 * number, draw(st.sampled_from("pq"))))
    return policy(*units, types=(*RELATIONS, "contrasts"))


@settings(max_examples=150)
@given(related("abcd"))
def test_counting_gives_what_listing_all_items_gives(found: Codings) -> None:
    figure, slow = relation_alpha(found, MIXED), listed(found, MIXED)
    assert figure.items == len(slow.rows)
    expectations: list[tuple[Figure, Coefficient]] = [
        (figure, krippendorff_alpha(slow.rows)),
        (figure.untyped, krippendorff_alpha(slow.related())),
        (figure.undirected, krippendorff_alpha(listed(found, MIXED, directed=False).rows)),
        *((figure.types[name], krippendorff_alpha(slow.of_type(name))) for name in found.types),
    ]
    for fast, expected in expectations:
        assert fast.value == pytest.approx(expected.value)
        assert (fast.reason, fast.items, fast.annotators) == (expected.reason, expected.units, expected.annotators)
    assert figure.percent.value == pytest.approx(percent_agreement(slow.rows).value)
    assert figure.fleiss.value == pytest.approx(fleiss_kappa(slow.rows).value)
    assert figure.f1.value == pytest.approx(slow.f1())
    assert figure.unpermitted == slow.unpermitted
    assert figure.several == sum(len(rating) > 1 for row in slow.rows for rating in row if rating)


@settings(max_examples=50)
@given(related("abc"))
def test_parts_add_up_to_the_figures(found: Codings) -> None:
    figure, parts = relation_alpha(found, MIXED), relation_alpha_parts(found, MIXED)
    figures = {
        "value": figure,
        "percent": figure.percent,
        "fleiss": figure.fleiss,
        "f1": figure.f1,
        "untyped": figure.untyped,
        "undirected": figure.undirected,
        "aligned": figure.aligned,
        **{f"types.{name}": of_type for name, of_type in figure.types.items()},
    }
    assert {name: part.total() for name, part in parts.items()} == {name: one.value for name, one in figures.items()}
    for row in range(len(found.articles)):
        alone = found.keep_units(np.array([at == row for at in found.units.article], dtype=bool))
        others = found.keep_units(np.array([at != row for at in found.units.article], dtype=bool))
        for name, part in relation_alpha_parts(alone, MIXED).items():
            expected = part.total()
            assert parts[name].per_article()[row] == pytest.approx(
                np.nan if expected is None else expected, nan_ok=True
            )
        for name, part in relation_alpha_parts(others, MIXED).items():
            expected = part.total()
            assert parts[name].leaving_out()[row] == pytest.approx(
                np.nan if expected is None else expected, nan_ok=True
            )


@given(works(), st.permutations("abc"), st.randoms())
def test_order_and_names_of_annotators_are_of_no_matter(units: list[Work], names: list[str], random: Random) -> None:
    moved = shuffled(units, names, random)
    before, after = relation_alpha(policy(*units), POLICY), relation_alpha(policy(*moved), POLICY)
    assert after.value == pytest.approx(before.value)
    assert after.undirected.value == pytest.approx(before.undirected.value)
    assert (after.reason, after.items, after.units, after.unpermitted) == (
        before.reason,
        before.items,
        before.units,
        before.unpermitted,
    )
