"""Percent agreement and Krippendorff's α: published and hand-worked values, peers, properties."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.agreement import krippendorff_alpha, percent_agreement

# Krippendorff 2004, Content Analysis, 2nd ed., p. 230: four observers, twelve units, missing data.
_: int | None = None
OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
    [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
]
UNITS = [list(row) for row in zip(*OBSERVERS, strict=True)]


def test_alpha_of_the_textbook_on_every_scale() -> None:
    # p. 230 to 235; the values to three places as printed.
    assert krippendorff_alpha(UNITS, "nominal").value == pytest.approx(0.743, abs=5e-4)
    assert krippendorff_alpha(UNITS, "ordinal").value == pytest.approx(0.815, abs=5e-4)
    assert krippendorff_alpha(UNITS, "interval").value == pytest.approx(0.849, abs=5e-4)
    assert krippendorff_alpha(UNITS, "ratio").value == pytest.approx(0.797, abs=5e-4)


def test_counts_are_of_what_can_be_paired() -> None:
    # The last unit has one rating: 11 units, 41 - 1 ratings.
    figure = krippendorff_alpha(UNITS)
    assert (figure.units, figure.items, figure.annotators) == (11, 40, 4)
    assert percent_agreement([["x", "y", None], [None, None, "x"]]).annotators == 2


def test_alpha_worked_by_hand() -> None:
    # Ratings xx, xy, yy, yy: n_x = 3, n_y = 5, n = 8; disagreeing coincidences 2, expected 2·3·5 / 7.
    # α = 1 - 2 · 7 / 30 = 16 / 30.
    rows = [["x", "x"], ["x", "y"], ["y", "y"], ["y", "y"]]
    assert krippendorff_alpha(rows).value == pytest.approx(16 / 30)
    assert percent_agreement(rows).value == 0.75


def test_percent_agreement_with_missing_ratings_is_a_mean_over_units() -> None:
    # Unit 1: one agreeing pair of three; unit 2: its one pair agrees; unit 3 has no pair. (1/3 + 1) / 2.
    assert percent_agreement([["x", "x", "y"], [None, "y", "y"], ["x", None, None]]).value == pytest.approx(2 / 3)


def test_ratio_scale_takes_zeros_and_refuses_less() -> None:
    # Zeros agree with each other: coincidences off the diagonal 0-4 twice, δ² = 1; n = 4, n_0 = 3, n_4 = 1.
    # α = 1 - 3 · 2 / (2 · 3 · 1) = 0.
    assert krippendorff_alpha([[0, 0], [0, 4]], "ratio").value == pytest.approx(0.0)
    with pytest.raises(ValueError, match="-1"):
        krippendorff_alpha([[-1, 1]], "ratio")
    with pytest.raises(TypeError, match="'low'"):
        krippendorff_alpha([["low", "high"]], "ordinal")


def test_undefined_is_none_with_a_reason() -> None:
    for rows, reason in (
        ([], "no_pairable"),
        ([["x", None], [None, "y"]], "no_pairable"),
        ([["x", "x"], ["x", "x"]], "no_variation"),
    ):
        figure = krippendorff_alpha(rows)
        assert (figure.value, figure.reason) == (None, reason)
    assert percent_agreement([["x", None]]).reason == "no_pairable"
    assert percent_agreement([["x", "x"]]).value == 1.0


ratings = st.integers(2, 4).flatmap(
    lambda raters: st.lists(
        st.lists(st.none() | st.integers(0, 3), min_size=raters, max_size=raters), min_size=1, max_size=8
    )
)


@given(ratings, st.sampled_from(["nominal", "interval"]))
def test_alpha_is_one_less_observed_over_expected_disagreement(rows: list[list[int | None]], level: str) -> None:
    """Against the definition by pairs of ratings rather than by a matrix of coincidences."""

    def distance(one: int, other: int) -> float:
        return float(one != other) if level == "nominal" else float((one - other) ** 2)

    units = [[rating for rating in row if rating is not None] for row in rows]
    units = [unit for unit in units if len(unit) > 1]
    everything = [rating for unit in units for rating in unit]
    figure = krippendorff_alpha(rows, "nominal" if level == "nominal" else "interval")
    if len(set(everything)) < 2:
        assert figure.value is None
        return
    total = len(everything)
    observed = (
        sum(2 * sum(distance(*pair) for pair in combinations(unit, 2)) / (len(unit) - 1) for unit in units) / total
    )
    expected = 2 * sum(distance(*pair) for pair in combinations(everything, 2)) / (total * (total - 1))
    assert figure.value == pytest.approx(1 - observed / expected)


@given(ratings, st.randoms())
def test_order_of_units_and_raters_and_names_of_values_are_of_no_matter(
    rows: list[list[int | None]], random: Random
) -> None:
    alpha, percent = krippendorff_alpha(rows), percent_agreement(rows)
    columns = list(range(len(rows[0])))
    random.shuffle(columns)
    moved = [[None if row[column] is None else f"v{row[column]}" for column in columns] for row in rows]
    random.shuffle(moved)
    for before, after in ((alpha, krippendorff_alpha(moved)), (percent, percent_agreement(moved))):
        assert after.value == pytest.approx(before.value)
        assert after.model_copy(update={"value": before.value}) == before
