"""Intervals: small cases by hand, scipy's on the same data, and what they must not depend on."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from annotate.agreement import Additive, Interval, alpha_u_parts, bootstrap, u_alpha_parts
from annotate.agreement import _bootstrap as drawing
from annotate.agreement._additive import Reals, ratio
from annotate.agreement._bootstrap import Method
from annotate.errors import InputError
from annotate.workflow.parallel import Crew, workers
from tests.agreement.build import TYPES, Work, codings, works
from tests.clusters import cluster

METHODS: tuple[Method, ...] = ("bca", "percentile")


def share(*rows: tuple[float, float]) -> Additive:
    """The share of the second column in the first."""
    return Additive(np.array(rows, dtype=np.float64).reshape(-1, 2), lambda sums: ratio(sums[..., 1], sums[..., 0]))


def mean(values: Reals) -> Additive:
    return Additive(np.column_stack((np.ones(len(values)), values)), lambda sums: ratio(sums[..., 1], sums[..., 0]))


@pytest.mark.parametrize("method", METHODS)
def test_two_articles_by_hand(method: Method) -> None:
    # Drawn twice from two: both the first (0), one of each (.5), both the second (1), in shares of ¼, ½, ¼. Nothing
    # is biased or skewed: half of those equal to the value count as below it.
    part = share((10, 0), (10, 10))
    for level, ends in ((0.4, (0.5, 0.5)), (0.6, (0.0, 1.0))):
        found = bootstrap({"": part}, level=level, method=method)[""]
        assert (found.low, found.high) == ends
    assert (found.articles, found.resamples, found.method, found.level) == (2, 1000, method, 0.6)


@pytest.mark.parametrize("method", METHODS)
def test_ends_are_those_of_scipy(method: Method) -> None:
    values = np.random.default_rng(5).exponential(size=40)
    theirs = stats.bootstrap(
        [values], np.mean, n_resamples=20_000, method=method, rng=np.random.default_rng(1)
    ).confidence_interval
    mine = bootstrap({"": mean(values)}, resamples=20_000, method=method)[""]
    assert (mine.low, mine.high) == pytest.approx((theirs.low, theirs.high), abs=0.01)


@pytest.mark.parametrize("method", METHODS)
def test_ends_are_those_of_scipy_where_the_measure_is_biased(method: Method) -> None:
    values = np.random.default_rng(5).normal(size=12)
    theirs = stats.bootstrap(
        [values], np.var, n_resamples=20_000, method=method, rng=np.random.default_rng(1)
    ).confidence_interval
    powers = np.column_stack((np.ones(12), values, values**2))
    variance = Additive(powers, lambda sums: sums[..., 2] / sums[..., 0] - (sums[..., 1] / sums[..., 0]) ** 2)
    mine = bootstrap({"": variance}, resamples=20_000, method=method)[""]
    assert (mine.low, mine.high) == pytest.approx((theirs.low, theirs.high), abs=0.02)


def test_bca_corrects_what_percentiles_do_not() -> None:
    values = np.random.default_rng(5).lognormal(size=40)
    bca, percentile = (bootstrap({"": mean(values)}, resamples=5000, method=method)[""] for method in METHODS)
    assert bca.low is not None
    assert percentile.low is not None
    assert bca.low > percentile.low + 0.01  # The long tail is on the right.


def test_parts_see_the_same_draws_and_equal_seeds_give_equal_intervals() -> None:
    random = np.random.default_rng(1)
    one, other = mean(random.normal(size=30)), mean(random.normal(size=30))
    both = bootstrap({"one": one, "other": other, "again": Additive(one.statistics.copy(), one.value)})
    assert both["one"] == both["again"] == bootstrap({"one": one})["one"] != both["other"]
    assert bootstrap({"one": one}, seed=1) != bootstrap({"one": one})


def test_many_articles_are_drawn_in_several_blocks() -> None:
    values = np.tile([0.0, 1.0], 5000)
    found = bootstrap({"": mean(values)}, resamples=1000)[""]
    # The mean of 10,000 draws of 0 or 1 has a standard error of .005.
    assert (found.low, found.high) == pytest.approx((0.4902, 0.5098), abs=1e-3)


def uneven() -> dict[str, Additive]:
    """Two parts of many articles whose sums have other last digits if they are added up in another order."""
    random = np.random.default_rng(3)
    return {"one": mean(random.lognormal(size=9001)), "other": share(*random.lognormal(size=(9001, 2)).tolist())}


def test_whoever_draws_the_intervals_are_the_same_to_the_last_digit() -> None:
    parts = uneven()
    alone = bootstrap(parts, resamples=350)
    with ThreadPoolExecutor(2) as threads:
        assert bootstrap(parts, resamples=350, executor=threads) == alone
    with workers(Crew(2)) as (processes, _):
        assert bootstrap(parts, resamples=350, executor=processes) == alone
    with cluster() as address, workers(Crew(dask=address)) as (dask, _):
        assert bootstrap(parts, resamples=350, executor=dask) == alone


def test_how_many_draws_are_held_at_a_time_is_of_no_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = bootstrap(uneven(), resamples=350)
    monkeypatch.setattr(drawing, "_HELD", 70_000)  # Seven resamples of a block.
    assert bootstrap(uneven(), resamples=350) == whole


@pytest.mark.parametrize("offset", range(1, 8))
def test_where_numbers_lie_in_a_message_is_of_no_matter(offset: int) -> None:
    columns = np.random.default_rng(3).lognormal(size=(3, 9001))
    message = bytes(offset) + columns.tobytes()
    came = np.frombuffer(message, np.float64, offset=offset).reshape(columns.shape)
    assert np.array_equal(drawing._summed(came, 0, 0, 20), drawing._summed(columns, 0, 0, 20))


def test_articles_that_add_nothing_are_not_drawn() -> None:
    some = [(10.0, 4.0), (20.0, 3.0), (10.0, 9.0), (30.0, 8.0)]
    bare, padded = (bootstrap({"": share(*rows)})[""] for rows in (some, [*some, (0, 0), (0, 0)]))
    assert bare == padded
    assert padded.articles == 4


def test_one_value_everywhere_is_both_ends() -> None:
    found = bootstrap({"": share((10, 10), (3, 3), (7, 7))})[""]
    assert (found.low, found.high, found.reason) == (1.0, 1.0, None)


def test_undefined_is_none_with_a_reason() -> None:
    assert bootstrap({}) == {}
    assert bootstrap({"": share((0, 0), (0, 0))})[""].reason == "undefined"
    assert bootstrap({"": share()})[""].reason == "undefined"
    assert bootstrap({"": share((10, 4))})[""].reason == "few_articles"
    few = bootstrap({"": share((10, 4), (0, 0)), "other": share((1, 1), (1, 0))})
    assert (few[""].reason, few["other"].reason) == ("few_articles", None)
    rare = Additive(np.eye(12), lambda sums: np.where((sums[..., :2] > 0).all(axis=-1), sums[..., 0], np.nan))
    found = bootstrap({"": rare})[""]  # Two of twelve are both drawn on four resamples of ten.
    assert (found.low, found.high, found.reason) == (None, None, "few_resamples")


@pytest.mark.parametrize(("resamples", "level"), [(0, 0.95), (100, 0.0), (100, 1.0), (100, float("nan"))])
def test_impossible_wishes_are_refused(resamples: int, level: float) -> None:
    with pytest.raises(InputError, match="expected 1 or more"):
        bootstrap({"": share((1, 1), (1, 0))}, resamples=resamples, level=level)


def test_intervals_hold_the_true_value_as_often_as_they_say() -> None:
    random = np.random.default_rng(8)
    found = [bootstrap({"": mean(random.normal(size=40))}, resamples=400)[""] for _ in range(200)]
    held = sum(one.low <= 0 <= one.high for one in found if one.low is not None and one.high is not None)
    assert 180 <= held <= 199  # 190 of 200 expected; four standard errors are 12.


@given(works(), st.sampled_from(METHODS))
def test_the_ends_are_values_that_the_measure_can_take(units: list[Work], method: Method) -> None:
    found = codings(*units, labels=TYPES)
    parts = u_alpha_parts(found) | {f"alpha_u.{path}": part for path, part in alpha_u_parts(found).items()}
    for path, interval in bootstrap(parts, resamples=50, method=method).items():
        assert _sound(interval)
        assert interval.reason != "undefined" or parts[path].total() is None


def _sound(interval: Interval) -> bool:
    if interval.low is None or interval.high is None:
        return interval.low is interval.high and interval.reason is not None
    return interval.reason is None and interval.low <= interval.high <= 1 + 1e-9
