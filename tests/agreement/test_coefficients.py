"""Coefficients over items × annotators: hand-worked values, refusals, invariances, and sums over groups."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from random import Random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.agreement import (
    Coefficient,
    bennett_s,
    cohen_kappa,
    fleiss_kappa,
    gwet_ac1,
    krippendorff_alpha,
    percent_agreement,
    scott_pi,
)
from annotate.agreement.coefficients._chance import Level, kappa_of
from annotate.agreement.coefficients._ratings import MISSING, Ratings, coded
from annotate.agreement.coefficients._sums import alpha_part
from annotate.errors import InputError

Rows = list[list[int | None]]
Rated = list[list[Hashable | None]]
Measure = Callable[[Sequence[Sequence[Hashable | None]]], Coefficient]

OF_ANY: tuple[Measure, ...] = (percent_agreement, bennett_s, fleiss_kappa, krippendorff_alpha, gwet_ac1)
OF_TWO: tuple[Measure, ...] = (scott_pi, cohen_kappa)
LEVELS: tuple[Level, ...] = ("nominal", "ordinal", "interval", "ratio")

# Krippendorff 2004, Content Analysis, 2nd ed., p. 230: four observers, twelve units, missing data.
_: int | None = None
OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
    [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
]
UNITS = [list(row) for row in zip(*OBSERVERS, strict=True)]

# xx, xx, xy, yy: the first annotator used x three times, the second twice.
FOUR = [["x", "x"], ["x", "x"], ["x", "y"], ["y", "y"]]


SEVERAL = st.integers(2, 4)
TWO = st.just(2)
ONE = st.just(1)


def rows(annotators: st.SearchStrategy[int] = SEVERAL, *, missing: bool = True) -> st.SearchStrategy[Rows]:
    """Items of some annotators, with the ratings 0 to 3."""
    rating: st.SearchStrategy[int | None] = st.integers(0, 3)
    if missing:
        rating = st.none() | rating
    return annotators.flatmap(
        lambda size: st.lists(st.lists(rating, min_size=size, max_size=size), min_size=1, max_size=8)
    )


def same(one: Coefficient, other: Coefficient) -> bool:
    """Whether two figures are the same but for rounding."""
    assert other.value == pytest.approx(one.value, abs=1e-9)
    return one.model_dump(exclude={"value", "se", "ci95"}) == other.model_dump(exclude={"value", "se", "ci95"})


def test_alpha_of_the_textbook_on_every_scale() -> None:
    # p. 230 to 235; the values to three places as printed.
    printed = {"nominal": 0.743, "ordinal": 0.815, "interval": 0.849, "ratio": 0.797}
    for level in LEVELS:
        assert krippendorff_alpha(UNITS, level).value == pytest.approx(printed[level], abs=5e-4)


def test_counts_are_of_what_can_be_paired() -> None:
    # The last unit has one rating: 11 units, 41 - 1 ratings.
    figure = krippendorff_alpha(UNITS)
    assert (figure.units, figure.items, figure.annotators, figure.unpaired) == (11, 40, 4, 1)
    sparse = percent_agreement([["x", "y", None], [None, None, "x"], [None, None, None]])
    assert (sparse.units, sparse.annotators, sparse.unpaired) == (1, 2, 2)


def test_values_worked_by_hand() -> None:
    # Agreement 3/4. S: chance 1/2.
    assert percent_agreement(FOUR).value == 0.75
    assert bennett_s(FOUR).value == pytest.approx(0.5)
    # π: x has 5 of 8 ratings; chance 25/64 + 9/64 = 34/64; (48 - 34) / (64 - 34).
    assert scott_pi(FOUR).value == pytest.approx(14 / 30)
    assert fleiss_kappa(FOUR).value == pytest.approx(14 / 30)
    # κ: chance (3 · 2 + 1 · 2) / 16 = 1/2.
    assert cohen_kappa(FOUR).value == pytest.approx(0.5)
    # α: disagreeing coincidences 2; by chance 2 · 5 · 3 / 7. 1 - 2 · 7 / 30.
    assert krippendorff_alpha(FOUR).value == pytest.approx(16 / 30)
    # AC1: chance 2 · 5/8 · 3/8 = 15/32; (24 - 15) / (32 - 15).
    assert gwet_ac1(FOUR).value == pytest.approx(9 / 17)


def test_standard_error_worked_by_hand() -> None:
    # As above, chance is 15/32. For each item (its agreement - 15/32) · 32/17 less 2 (1 - 9/17) (its own chance
    # - 15/32) · 32/17 less 9/17, where its own chance is 3/8, 3/8, 1/2, 5/8: all over 289,
    # 184, 184, -424 and 56. Variance: their squares over 4 · 3.
    found = gwet_ac1(FOUR)
    error = math.sqrt((2 * 184**2 + 424**2 + 56**2) / 12) / 289
    assert found.se == pytest.approx(error)
    # Five times as many items, so that the interval lies within [-1, 1]: 19 degrees of freedom.
    many = gwet_ac1(FOUR * 5)
    error = math.sqrt(5 * (2 * 184**2 + 424**2 + 56**2) / (20 * 19)) / 289
    assert many.ci95 is not None
    assert many.ci95 == pytest.approx((9 / 17 - 2.093024054 * error, 9 / 17 + 2.093024054 * error))
    assert found.ci95 == (-1.0, 1.0)
    # With an item x-: chance 2 · 0.7 · 0.3 = 0.42, AC1 (0.75 - 0.42) / 0.58. The agreement of an item counts 5/4 of
    # itself, that of the fifth nothing. All over 58²: 2891, 2891, -5359, 891, -1314.
    missing = gwet_ac1([*FOUR, ["x", None]])
    assert missing.value == pytest.approx(33 / 58)
    squares = 2 * 2891**2 + 5359**2 + 891**2 + 1314**2
    assert missing.se == pytest.approx(math.sqrt(squares / (5 * 4)) / 58**2)
    # One item has no spread; where items agree alike there is none.
    assert (gwet_ac1([["x", "y"]]).se, gwet_ac1([["x", "y"]]).ci95) == (None, None)
    agreed = gwet_ac1([["x", "x"], ["y", "y"]])
    assert (agreed.value, agreed.se, agreed.ci95) == (1.0, 0.0, (1.0, 1.0))
    assert gwet_ac1([["x", "y"], ["y", "x"], ["x", "y"]]).ci95 == (-1.0, -1.0)


def test_missing_ratings_by_gwet_s_convention() -> None:
    # Items xxy, -yy, x--: agreement (1/3 + 1) / 2 over those with two ratings.
    rated: Rated = [["x", "x", "y"], [None, "y", "y"], ["x", None, None]]
    assert percent_agreement(rated).value == pytest.approx(2 / 3)
    # x has 2/3, 0 and 1 of the ratings of an item, so 5/9 of all, y 4/9: chance 41/81.
    assert fleiss_kappa(rated).value == pytest.approx((2 / 3 - 41 / 81) / (1 - 41 / 81))
    # AC1: chance 2 · 5/9 · 4/9 = 40/81.
    assert gwet_ac1(rated).value == pytest.approx((2 / 3 - 40 / 81) / (1 - 40 / 81))
    # Of two annotators those items drop out that one did not rate.
    for measure in OF_TWO:
        assert measure([*FOUR, ["x", None], [None, "z"]]).value == measure(FOUR).value
        assert measure([*FOUR, ["x", None], [None, "z"]]).unpaired == 2


def test_all_categories_count_for_s_and_ac1() -> None:
    three = ("x", "y", "z")
    # S: (3/4 - 1/3) / (2/3). AC1: chance 15/32 over 3 - 1.
    assert bennett_s(FOUR, categories=three).value == pytest.approx(5 / 8)
    assert gwet_ac1(FOUR, categories=three).value == pytest.approx((48 - 15) / (64 - 15))
    # One category of two is no variation for what draws from those used, but for these two there is a choice.
    same = [["x", "x"], ["x", "x"]]
    assert bennett_s(same, categories=three).value == gwet_ac1(same, categories=three).value == 1.0
    for measure in (bennett_s, gwet_ac1):
        assert measure(FOUR, categories=("z", *three)) == measure(FOUR, categories=three)
        with pytest.raises(InputError, match=r"item 2 of the ratings: 'w' \(expected one of the categories 'x', 'y'"):
            measure([["x", "y"], ["x", "w"]], categories=("x", "y"))


def test_an_ordinal_scale_of_words_is_given_by_its_order() -> None:
    scale = ("principle", "direction", "concrete")
    words: Rated = [
        ["principle", "direction"],
        ["direction", "direction"],
        ["concrete", "direction"],
        ["concrete", None],
    ]
    places = [[None if word is None else scale.index(word) for word in row] for row in words]
    assert krippendorff_alpha(words, "ordinal", categories=scale) == krippendorff_alpha(places, "ordinal")
    assert krippendorff_alpha(words, "ordinal", categories=scale[::-1]).value == pytest.approx(
        krippendorff_alpha(places, "ordinal").value
    )
    moved = krippendorff_alpha(words, "ordinal", categories=("direction", "principle", "concrete"))
    assert moved.value != pytest.approx(krippendorff_alpha(places, "ordinal").value)


def test_ratio_scale_takes_zeros_and_refuses_less() -> None:
    # Zeros agree with each other: coincidences off the diagonal 0-4 twice, δ² = 1; n = 4, n_0 = 3, n_4 = 1.
    # α = 1 - 3 · 2 / (2 · 3 · 1) = 0.
    assert krippendorff_alpha([[0, 0], [0, 4]], "ratio").value == pytest.approx(0.0)
    with pytest.raises(InputError, match="ratings: -1"):
        krippendorff_alpha([[-1, 1]], "ratio")


def test_what_is_no_rating_is_refused() -> None:
    for measure in (*OF_ANY, *OF_TWO):
        for infinite in (math.inf, -math.inf, np.float32("inf"), Decimal("-Infinity")):
            with pytest.raises(InputError, match=r"item 2 of the ratings: .*(?i:inf).* finite"):
                measure([[1, 2], [1, infinite]])
        with pytest.raises(InputError, match=r"item 3 of the ratings: 1 annotators \(expected 2"):
            measure([[1, 2], [1, 2], [1]])
    for measure in OF_TWO:
        with pytest.raises(InputError, match=r"ratings: 3 annotators.*two"):
            measure([[1, 2, 1]])
    for level in ("ordinal", "interval", "ratio"):
        with pytest.raises(InputError, match="ratings: 'low'"):
            krippendorff_alpha([["low", "high"]], level)
        with pytest.raises(InputError, match=r"ratings: 10{400} .*1e308"):
            krippendorff_alpha([[10**400, 1]], level)
    # As a name a number may be of any size.
    assert cohen_kappa([[10**400, 10**400], [1, 1]]).value == 1.0
    with pytest.raises(InputError, match=r"'cardinal'.*nominal, ordinal, interval, ratio"):
        krippendorff_alpha([[1, 2]], "cardinal")  # type: ignore[arg-type]


def test_undefined_is_none_with_a_reason() -> None:
    nothing: list[Rows] = [[], [[]], [[1], [2]], [[1, None], [None, 2]], [[None, None]], [[math.nan, 1]]]  # type: ignore[list-item]
    for ratings in nothing:
        for measure in (*OF_ANY, *OF_TWO):
            figure = measure(ratings)
            assert (figure.value, figure.reason, figure.units, figure.items) == (None, "no_pairable", 0, 0)
    for measure in (*OF_ANY[1:], *OF_TWO):
        figure = measure([["x", "x"], ["x", "x"]])
        assert (figure.value, figure.reason, figure.units) == (None, "no_variation", 2)
    assert percent_agreement([["x", "x"]]).value == 1.0
    # A second category that only one annotator used somewhere: chance is not total for Gwet's convention.
    assert krippendorff_alpha([["x", "x"], ["y", None]]).reason == "no_variation"
    assert fleiss_kappa([["x", "x"], ["y", None]]).value == 1.0


def test_arrays_frames_and_other_kinds_of_missing_ratings() -> None:
    array = np.array(UNITS, dtype=np.float64)
    assert np.isnan(array).any()
    for ratings in (array, array.astype(np.float32), pd.DataFrame(array).to_numpy()):
        for level in LEVELS:
            assert same(krippendorff_alpha(ratings, level), krippendorff_alpha(UNITS, level))
        assert same(gwet_ac1(ratings), gwet_ac1(UNITS))
    whole = np.array([[1, 2], [2, 2], [3, 1]])
    assert same(cohen_kappa(whole), cohen_kappa(whole.tolist()))
    with pytest.raises(InputError, match=r"item 2 of the ratings: \[1.0, inf\] .*finite"):
        percent_agreement(np.array([[1.0, math.nan], [1.0, math.inf]]))
    assert percent_agreement(np.empty((0, 3))).reason == percent_agreement(np.empty((2, 0))).reason == "no_pairable"
    words = pd.DataFrame({"a": ["论点", "问题", "𠮷😀"], "b": ["论点", None, "𠮷"]})
    assert cohen_kappa(words.to_numpy()).units == 2
    assert percent_agreement(words.to_numpy()).value == 0.5
    # Equal numbers of any type are one value.
    assert percent_agreement([[1, 1.0], [np.int64(2), Fraction(2)]]).value == 1.0


def test_huge_tiny_and_many_numbers() -> None:
    rated: list[list[float | None]] = [[1.0, 2.0], [2.0, 2.0], [3.0, 1.0], [4.0, None]]
    for level in LEVELS:
        for unit in (1e-300, 5e307 / 2):
            scaled = [[None if value is None else value * unit for value in row] for row in rated]
            assert krippendorff_alpha(scaled, level).value == pytest.approx(krippendorff_alpha(rated, level).value)
    many = np.random.default_rng(1).random((1000, 2))
    assert krippendorff_alpha(many, "ratio").value == pytest.approx(0, abs=0.1)


@given(rows(), st.sampled_from(["nominal", "interval", "ratio"]))
def test_alpha_is_one_less_observed_over_expected_disagreement(ratings: Rows, level: Level) -> None:
    """Against the definition by pairs of ratings rather than by categories."""

    def distance(one: int, other: int) -> float:
        if level == "nominal" or one == other:
            return float(one != other)
        return ((one - other) / (one + other if level == "ratio" else 1)) ** 2

    units = [[rating for rating in row if rating is not None] for row in ratings]
    units = [unit for unit in units if len(unit) > 1]
    everything = [rating for unit in units for rating in unit]
    figure = krippendorff_alpha(ratings, level)
    if len(set(everything)) < 2:
        assert figure.value is None
        return
    total = len(everything)
    observed = (
        sum(2 * sum(distance(*pair) for pair in combinations(unit, 2)) / (len(unit) - 1) for unit in units) / total
    )
    expected = 2 * sum(distance(*pair) for pair in combinations(everything, 2)) / (total * (total - 1))
    assert figure.value == pytest.approx(1 - observed / expected)


@given(rows(), st.randoms())
def test_order_of_items_and_annotators_and_names_of_values_are_of_no_matter(ratings: Rows, random: Random) -> None:
    columns = list(range(len(ratings[0])))
    random.shuffle(columns)
    names = {value: f"v{value}" for value in range(4)}
    moved = [[names.get(row[column]) for column in columns] for row in ratings]  # type: ignore[arg-type]
    random.shuffle(moved)
    for measure in OF_ANY:
        assert same(measure(ratings), measure(moved))
    if len(columns) == 2:
        for measure in OF_TWO:
            assert same(measure(ratings), measure(moved))
    before, after = gwet_ac1(ratings), gwet_ac1(moved)
    assert after.se == pytest.approx(before.se)
    assert after.ci95 == (before.ci95 and pytest.approx(before.ci95))


@given(rows(ONE, missing=False), st.integers(1, 4))
def test_a_copy_of_an_annotator_agrees_wholly(ratings: Rows, copies: int) -> None:
    copied = [row * (1 + copies) for row in ratings]
    various = len({row[0] for row in ratings}) > 1
    for measure in (*OF_ANY[1:], *(OF_TWO if copies == 1 else ())):
        assert measure(copied).value == (1.0 if various else None)
    assert percent_agreement(copied).value == 1.0
    for level in LEVELS:
        assert krippendorff_alpha(copied, level).value == (1.0 if various else None)


@given(rows())
def test_values_never_exceed_one_and_agreement_grows_with_what_nobody_disagrees_on(ratings: Rows) -> None:
    for measure in OF_ANY:
        assert (measure(ratings).value or 0) <= 1
    more: Rows = [*ratings, [0] * len(ratings[0])]
    for measure in (percent_agreement, lambda found: bennett_s(found, categories=range(4))):
        before, after = measure(ratings).value, measure(more).value
        assert before is None or (after is not None and after >= before - 1e-12)


@given(rows(TWO, missing=False))
def test_measures_of_two_annotators_are_related(ratings: Rows) -> None:
    pi, alpha, kappa = scott_pi(ratings), krippendorff_alpha(ratings), cohen_kappa(ratings)
    assert fleiss_kappa(ratings) == pi
    if pi.value is None or alpha.value is None or kappa.value is None:
        assert pi.value is alpha.value is kappa.value is None
        return
    # α corrects π for the number of ratings (Krippendorff 2019, ch. 12); κ is never below π (Artstein & Poesio 2008).
    assert 1 - alpha.value == pytest.approx((1 - pi.value) * (1 - 1 / pi.items))
    assert kappa.value >= pi.value - 1e-12


@given(rows(), st.integers(1, 5), st.integers(-7, 7))
def test_scales_depend_on_what_their_level_says_only(ratings: Rows, factor: int, shift: int) -> None:
    changes: tuple[tuple[Level, Callable[[int], float]], ...] = (
        ("ordinal", lambda value: value**3 + shift),
        ("interval", lambda value: factor * value + shift),
        ("ratio", lambda value: factor * value),
    )
    for level, change in changes:
        changed = [[None if value is None else change(value) for value in row] for row in ratings]
        assert same(krippendorff_alpha(ratings, level), krippendorff_alpha(changed, level))


@given(rows(), st.sampled_from(LEVELS), st.lists(st.integers(0, 2), min_size=8, max_size=8))
def test_sums_over_groups_give_alpha_of_all_items_of_each_group_and_of_all_others(
    ratings: Rows, level: Level, groups: list[int]
) -> None:
    found = coded(ratings, range(4)).ratings
    groups = groups[: len(ratings)]
    part = alpha_part(found, np.array(groups), 3, level=level, values=np.arange(4).astype(np.float64))

    def alpha(kept: Callable[[int], bool]) -> float:
        some = [row for row, group in zip(ratings, groups, strict=True) if kept(group)]
        value = krippendorff_alpha(some, level).value
        return math.nan if value is None else value

    whole = krippendorff_alpha(ratings, level).value
    assert part.total() == (None if whole is None else pytest.approx(whole))
    for number in range(3):
        assert part.per_article()[number] == pytest.approx(alpha(number.__eq__), nan_ok=True)
        assert part.leaving_out()[number] == pytest.approx(alpha(number.__ne__), nan_ok=True)


def test_batches_are_computed_at_once() -> None:
    random = np.random.default_rng(3)
    codes, groups = random.integers(MISSING, 4, size=(200, 3)), random.integers(0, 10, size=200)
    draws = random.multinomial(10, np.full(10, 0.1), size=(5, 7)).astype(np.float64)
    for level in LEVELS:
        part = alpha_part(Ratings(codes, 4), groups, 10, level=level, values=np.arange(4).astype(np.float64))
        values = part.value(draws @ part.statistics)
        assert values.shape == (5, 7)
        for place in np.ndindex(5, 7):
            assert values[place] == pytest.approx(float(part.value(draws[place] @ part.statistics)))
    tables = random.integers(1, 9, size=(6, 4, 4)).astype(np.float64)
    kappas = kappa_of(np.trace(tables, axis1=-2, axis2=-1), tables.sum(axis=-1), tables.sum(axis=-2))
    for table, kappa in zip(tables, kappas, strict=True):
        pairs = [[one, other] for one, other in np.ndindex(4, 4) for _ in range(int(table[one, other]))]
        assert cohen_kappa(pairs).value == pytest.approx(float(kappa))
