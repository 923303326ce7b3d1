"""Intervals by drawing articles with replacement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from functools import partial
from statistics import NormalDist
from typing import Literal

import numpy as np

from annotate.agreement._additive import Additive, Reals
from annotate.agreement._codings import Flags
from annotate.agreement._figures import Interval, IntervalReason
from annotate.errors import InputError

Method = Literal["bca", "percentile"]
"""How the ends of an interval are found."""

_BLOCK = 100
"""Resamples whose draws follow from the seed and the number of their block, and which are one piece of work."""

_HELD = 4_000_000
"""How many numbers of drawn articles are held at a time."""

_ROUNDING = 1e-12
"""Values that differ by less are equal."""

_NORMAL = NormalDist()


def bootstrap(
    parts: Mapping[str, Additive],
    *,
    resamples: int = 1000,
    seed: int = 0,
    level: float = 0.95,
    method: Method = "bca",
    executor: Executor | None = None,
) -> dict[str, Interval]:
    """Return the interval of each part; all parts are of the same articles and see the same draws of them.

    Articles are drawn, not units, since units of one article depend on each other; and only from those that add
    something to any of the parts. `percentile` takes the ends from the values of the resamples as they are; `bca`
    corrects them for bias and skewness with a jackknife over articles (Efron & Tibshirani 1993, An Introduction to
    the Bootstrap, ch. 14.3). Where all resamples have one value, both ends are it. Equal input and seed give equal
    intervals, whichever executor draws, if any does.

    The ends are None with `undefined` (so is the value itself), `few_articles` (fewer than two add something to
    it) or `few_resamples` (the value is undefined on more than half of them). Raises InputError if `resamples` is
    below 1 or `level` is not between 0 and 1.
    """
    if resamples < 1 or not 0 < level < 1:
        raise InputError("bootstrap", f"{resamples} resamples, level {level}", expected="1 or more, and 0 < level < 1")
    if not parts:
        return {}
    tables = {id(part.statistics): part.statistics for part in parts.values()}
    drawn_from = np.any([table.any(axis=1) for table in tables.values()], axis=0)
    sums = _resampled([table[drawn_from] for table in tables.values()], resamples, seed, executor)
    resampled = dict(zip(tables, sums, strict=True))
    articles = int(drawn_from.sum())

    def interval(part: Additive) -> Interval:
        low, high, reason = _ends(part, drawn_from, part.value(resampled[id(part.statistics)]), level, method)
        return Interval(
            low=low, high=high, reason=reason, level=level, method=method, resamples=resamples, articles=articles
        )

    return {name: interval(part) for name, part in parts.items()}


def _resampled(tables: Sequence[Reals], resamples: int, seed: int, executor: Executor | None) -> list[Reals]:
    """Return the sums of each table over the articles of each resample: resamples × k."""
    if not len(tables[0]):
        return [np.zeros((resamples, table.shape[1])) for table in tables]
    summed = partial(_summed, np.array([column for table in tables for column in table.T]), seed)
    firsts = range(0, resamples, _BLOCK)
    sizes = [min(_BLOCK, resamples - first) for first in firsts]
    blocks = (map if executor is None else executor.map)(summed, range(len(firsts)), sizes)
    return np.split(np.concatenate(list(blocks)), np.cumsum([table.shape[1] for table in tables])[:-1], axis=1)


def _summed(columns: Reals, seed: int, block: int, resamples: int) -> Reals:
    """Return the sums of columns, k × articles, over the articles of each resample of a block: resamples × k."""
    # `einsum` adds up otherwise where what came in a message does not lie at a multiple of eight bytes.
    columns = np.require(columns, requirements="A")
    articles = columns.shape[1]
    sums: Reals = np.empty((resamples, len(columns)))
    random = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(block,)))
    together = max(1, _HELD // articles)
    for first in range(0, resamples, together):
        many = min(together, resamples - first)
        drawn = random.integers(0, articles, (many, articles)) + articles * np.arange(many)[:, None]
        times = np.bincount(drawn.ravel(), minlength=many * articles).reshape(many, articles).astype(np.float64)
        # Not `@`: its last digits depend on how many threads the machine gives it, and on what else is asked for.
        sums[first : first + many] = np.einsum("ra,ka->rk", times, columns)
    return sums


def _ends(
    part: Additive, drawn_from: Flags, values: Reals, level: float, method: Method
) -> tuple[float | None, float | None, IntervalReason | None]:
    """Return the ends of the interval of one part from its values on the resamples, or why it has none."""
    value = part.total()
    if value is None:
        return None, None, "undefined"
    if part.statistics.any(axis=1).sum() < 2:
        return None, None, "few_articles"
    defined = values[~np.isnan(values)]
    if 2 * len(defined) < len(values):
        return None, None, "few_resamples"
    tails = [(1 - level) / 2, (1 + level) / 2]
    if method == "bca":
        left_out = Additive(part.statistics[drawn_from], part.value).leaving_out()
        tails = _corrected(tails, defined, value, left_out[~np.isnan(left_out)])
    low, high = np.quantile(defined, tails).tolist()
    return low, high, None


def _corrected(tails: Sequence[float], resampled: Reals, value: float, left_out: Reals) -> list[float]:
    """Return tails of the normal distribution corrected for bias and acceleration.

    Resamples equal to the value count half; a share of 0 or 1, which has no finite bias, counts as half a resample.
    """
    apart = resampled - value
    share = float(np.mean(np.where(np.abs(apart) < _ROUNDING, 0.5, apart < 0)))
    least = 0.5 / len(resampled)
    bias = _NORMAL.inv_cdf(min(max(share, least), 1 - least))
    pull = left_out.mean() - left_out if len(left_out) else left_out
    spread = float((pull**2).sum())
    acceleration = float((pull**3).sum()) / (6 * spread**1.5) if spread > _ROUNDING**2 else 0.0
    shifted = [bias + _NORMAL.inv_cdf(tail) for tail in tails]
    return [_NORMAL.cdf(bias + shift / max(1 - acceleration * shift, _ROUNDING)) for shift in shifted]
