"""α of relations by values worked by hand; test_relation_alpha compares with the coefficients on listed items."""

from __future__ import annotations

import pytest

from annotate.agreement import relation_alpha
from tests.agreement.build import POLICY, RELATIONS, Links, Work, codings, scheme

NODES = [(0, 5, "node"), (6, 11, "node"), (12, 17, "node")]
TWO = scheme("support", "attack")
ONE = scheme("support")


def test_three_annotators_on_every_ordered_pair_of_three_spans() -> None:
    links: dict[str, Links] = {
        "a": [(0, 1, "support"), (2, 1, "attack")],
        "b": [(0, 1, "support"), (2, 1, "support")],
        "c": [(0, 1, "support"), (1, 0, "support")],
    }
    found = relation_alpha(codings(Work(20, dict.fromkeys("abc", NODES), links)), TWO)
    # 0→1 support ×3; 1→0 none, none, support; 2→1 attack, support, none; 0→2, 2→0, 1→2 none ×3. Of 18 ratings none has
    # 12, support 5, attack 1. Disagreeing coincidences: 2 of the second item, 3 of the third; by chance
    # (18² - 12² - 5² - 1²) / 17 = 154 / 17.
    assert (found.units, found.items, found.annotators) == (1, 6, 3)
    assert found.value == pytest.approx(1 - 5 * 17 / 154)
    # Agreeing pairs: all of four items, one of three of the second, none of the third.
    assert found.percent.value == pytest.approx((4 + 1 / 3) / 6)
    # Chance (12² + 5² + 1²) / 18² = 170 / 324.
    assert found.fleiss.value == pytest.approx((13 / 18 - 170 / 324) / (1 - 170 / 324))
    # Related or not: 12 and 6 ratings; 2 of the second item, 2 of the third.
    assert found.untyped.value == pytest.approx(1 - 4 * 17 / (2 * 12 * 6))
    # Attack or not: one rating of 18, so agreement is what chance gives. Support or not: 5 and 13 ratings.
    assert found.types["attack"].value == pytest.approx(0)
    assert found.types["support"].value == pytest.approx(1 - 4 * 17 / (2 * 5 * 13))
    # Without direction three items: support ×3; attack, support, none; none ×3. Ratings 4, 4 and 1.
    assert found.undirected.value == pytest.approx(1 - 3 * 8 / (81 - 16 - 16 - 1))
    assert found.undirected.items == 3


def test_units_with_different_numbers_of_annotators() -> None:
    nodes = NODES[:2]
    related: Links = [(0, 1, "support")]
    found = relation_alpha(
        codings(
            Work(20, dict.fromkeys("abc", nodes), {"a": related, "b": related}, article="a"),
            Work(20, dict.fromkeys("ab", nodes), {"a": related}, article="b"),
            Work(20, {"c": nodes}, {"c": related}, article="c"),
        ),
        ONE,
    )
    # Ratings 110, 000, 10, 00; the unit that one annotator saw has no part. Of 10 ratings 3 are 1. Disagreeing
    # coincidences: 2 of the first item, 2 of the third; by chance 2 · 3 · 7 / 9.
    assert (found.units, found.items) == (2, 4)
    assert found.value == pytest.approx(1 - 4 * 9 / 42)
    assert found.percent.value == pytest.approx((1 / 3 + 1 + 0 + 1) / 4)
    # The share of 1, by item: 2/3, 0, 1/2, 0; mean 7/24. Chance disagreement 2 · 7 · 17 / 24² against 5/12.
    assert found.fleiss.value == pytest.approx(1 - (5 / 12) * 24**2 / (2 * 7 * 17))


def test_who_fails_only_in_direction_agrees_without_it() -> None:
    links: dict[str, Links] = {"a": [(0, 1, "support")], "b": [(1, 0, "support")]}
    found = relation_alpha(codings(Work(20, dict.fromkeys("ab", NODES), links)), ONE)
    # Six items, of which two are related by one annotator each: 1 - 4 · 11 / (2 · 2 · 10).
    assert found.value == found.untyped.value == pytest.approx(1 - 4 * 11 / 40)
    # Three items, one related by both.
    assert found.undirected.value == 1.0


def test_a_set_of_types_differs_from_its_part() -> None:
    spans = [(0, 5, "problem"), (6, 11, "measure")]
    links: dict[str, Links] = {"a": [(0, 1, "supports"), (0, 1, "attacks")], "b": [(0, 1, "supports")]}
    found = relation_alpha(codings(Work(20, dict.fromkeys("ab", spans), links), types=RELATIONS), POLICY)
    # The measure may address the problem, so that way is an item too: ratings {s, a}, {s}; none, none. Disagreeing
    # coincidences 2, by chance (16 - 1 - 1 - 4) / 3.
    assert (found.items, found.several) == (2, 1)
    assert found.value == pytest.approx(1 - 2 * 3 / 10)
    assert found.untyped.value == 1.0
    # Attacks are permitted one way only: ratings 1 and 0, by chance 2 · 1 · 1 / 1.
    assert found.types["attacks"].value == pytest.approx(1 - 2 * 1 / 2)
    assert found.types["supports"].reason == "no_variation"


def test_spans_are_aligned_from_the_threshold_on() -> None:
    # [0, 10) and [4, 10) share 6 of 10.
    one, other = [(0, 10, "node"), (20, 30, "node")], [(4, 10, "node"), (20, 30, "node")]
    units = codings(Work(30, {"a": one, "b": other}, {"a": [(0, 1, "support")]}))
    near = relation_alpha(units, ONE, threshold=0.6)
    # Ratings 10 and 00: 1 - 2 · 3 / (2 · 1 · 3).
    assert (near.items, near.aligned.value) == (2, 1.0)
    assert near.value == pytest.approx(0)
    far = relation_alpha(units, ONE, threshold=0.61)
    assert (far.value, far.reason, far.aligned.value) == (None, "no_pairable", 0.5)
