"""Other packages agree on random ratings; where they give nan, raise or say 1, ours is None with a reason."""

from __future__ import annotations

import math
import warnings
from collections import Counter

import krippendorff
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask  # type: ignore[import-untyped]
from sklearn.metrics import cohen_kappa_score  # type: ignore[import-untyped]
from statsmodels.stats import inter_rater  # type: ignore[import-untyped]

from annotate.agreement import (
    bennett_s,
    cohen_kappa,
    fleiss_kappa,
    krippendorff_alpha,
    percent_agreement,
    scott_pi,
)
from annotate.agreement.coefficients._chance import Level

Rows = list[list[int | None]]

many = settings(max_examples=400, deadline=None)
"""Three thousand inputs in all; degenerate ones occur among them, as is tested below."""


def rows(low: int, high: int, *, missing: bool) -> st.SearchStrategy[Rows]:
    """One to seven items of `low` to `high` annotators, with ratings 0 to 3 of which often only few occur."""

    def table(annotators: int, items: int, values: int, drawn: bytes) -> Rows:
        cells = [None if missing and byte >= 192 else byte % values for byte in drawn]
        return [cells[item * annotators : (item + 1) * annotators] for item in range(items)]

    # Bytes, since drawing every cell would take longer than the measures do.
    cells = st.binary(min_size=7 * high, max_size=7 * high)
    return st.builds(table, st.integers(low, high), st.integers(1, 7), st.integers(1, 4), cells)


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio"])
@many
@given(ratings=rows(2, 4, missing=True))
def test_krippendorff(level: Level, ratings: Rows) -> None:
    ours = krippendorff_alpha(ratings, level)
    data = np.array(ratings, dtype=np.float64).T
    try:
        with np.errstate(invalid="ignore"):
            theirs = float(krippendorff.alpha(reliability_data=data, level_of_measurement=level))
    except ValueError:
        # It raises where nothing can be paired, and where only one value occurs.
        theirs = math.nan
    if ours.value is None:
        # And gives nan where only one value occurs in what can be paired.
        assert math.isnan(theirs)
        assert ours.reason == ("no_variation" if ours.units else "no_pairable")
    else:
        assert ours.value == pytest.approx(theirs)


@many
@given(rows(2, 2, missing=False))
def test_scikit_learn(ratings: Rows) -> None:
    one, other = zip(*ratings, strict=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = float(cohen_kappa_score(one, other))
    ours = cohen_kappa(ratings)
    if ours.value is None:
        # It warns and gives nan where both used one and the same category only.
        assert (ours.reason, math.isnan(theirs)) == ("no_variation", True)
    else:
        assert ours.value == pytest.approx(theirs, abs=1e-12)


@many
@given(rows(2, 5, missing=False))
def test_statsmodels(ratings: Rows) -> None:
    table, _ = inter_rater.aggregate_raters(np.array(ratings))
    with np.errstate(invalid="ignore"):
        theirs = float(inter_rater.fleiss_kappa(table, method="fleiss"))
    ours = fleiss_kappa(ratings)
    if ours.value is None:
        # It gives nan where only one category occurs.
        assert (ours.reason, math.isnan(theirs)) == ("no_variation", True)
    else:
        assert ours.value == pytest.approx(theirs, abs=1e-12)


def task(ratings: Rows) -> AnnotationTask:
    return AnnotationTask(
        [
            (f"annotator {annotator}", f"item {item}", rating)
            for item, row in enumerate(ratings)
            for annotator, rating in enumerate(row)
            if rating is not None
        ]
    )


@many
@given(rows(2, 2, missing=False))
def test_nltk_on_two_annotators(ratings: Rows) -> None:
    peer = task(ratings)
    assert percent_agreement(ratings).value == pytest.approx(peer.avg_Ao())
    for ours, theirs in (
        (scott_pi(ratings), peer.pi),
        (cohen_kappa(ratings), peer.kappa),
        (bennett_s(ratings), peer.S),
        (krippendorff_alpha(ratings), peer.alpha),
    ):
        if ours.value is None:
            # nltk takes total agreement for 1, also where there was no choice, which is no agreement beyond chance.
            assert (ours.reason, len({rating for row in ratings for rating in row})) == ("no_variation", 1)
            assert theirs() == 1
        else:
            assert ours.value == pytest.approx(theirs(), abs=1e-12)


@many
@given(rows(3, 5, missing=False))
def test_nltk_on_several_annotators(ratings: Rows) -> None:
    ours = krippendorff_alpha(ratings)
    if ours.value is not None:
        assert ours.value == pytest.approx(task(ratings).alpha(), abs=1e-12)
    assert percent_agreement(ratings).value == pytest.approx(task(ratings).avg_Ao())


def test_degenerate_ratings_are_among_those_drawn() -> None:
    reasons: Counter[str | None] = Counter()

    @settings(max_examples=300, database=None)
    @given(rows(2, 4, missing=True))
    def draw(ratings: Rows) -> None:
        reasons[krippendorff_alpha(ratings).reason] += 1

    draw()
    assert all(reasons[reason] > 5 for reason in (None, "no_variation", "no_pairable"))
