"""The alignment of several annotators' spans that leaves the least disorder, as γ defines it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csc_array

from annotate.agreement._additive import Reals, ratio
from annotate.agreement._codings import Flags, Ints

_NOBODY = -1
"""Stands in a row of candidates for an annotator who has no span in it."""

_MOST = 2_000_000
"""Ways to put one more annotator's spans to groups that are looked at, at most."""


class TooLarge(Exception):
    """There are more ways to align the spans than can be searched; never leaves `gamma`."""


class TimedOut(Exception):
    """No best alignment was found in the time that was left; never leaves `gamma`."""


@dataclass(frozen=True, eq=False, slots=True)
class Continuum:
    """Spans of several annotators on one text; columns of length S."""

    annotators: int
    """How many annotators there are, those too who marked nothing; two or more."""
    length: int
    """Code points of the text."""
    annotator: Ints
    """Number of the annotator, from 0."""
    start: Ints
    """First code point."""
    end: Ints
    """Code point after the last."""
    label: Ints
    """Number of the label."""

    @property
    def mean(self) -> float:
        """Spans for each annotator, on average."""
        return len(self.start) / self.annotators


@dataclass(frozen=True, eq=False, slots=True)
class Weights:
    """What makes two spans differ; a span that is aligned with nothing costs 1."""

    position: float
    """α of the paper: factor of the squared difference of the ends over the sum of the lengths."""
    label: float
    """β of the paper: what different labels cost."""

    def between(self, spans: Continuum) -> Reals:
        """Return the dissimilarity of every two spans, S × S (Mathet, Widlöcher & Métivier 2015, eqs 3 to 5)."""
        apart = np.abs(np.subtract.outer(spans.start, spans.start)) + np.abs(np.subtract.outer(spans.end, spans.end))
        sizes = spans.end - spans.start
        differs = np.not_equal.outer(spans.label, spans.label)
        dissimilarity: Reals = self.position * (apart / np.add.outer(sizes, sizes)) ** 2 + self.label * differs
        return dissimilarity


def least_disorder(spans: Continuum, weights: Weights, seconds: float) -> float:
    """Return the disorder of the best alignment, summed over its groups (not over the mean number of spans).

    Each span is in one group, with at most one span of each annotator. The disorder of a group is the mean over
    pairs of annotators of the dissimilarity of their spans, 1 where one of them has none (ibid., eqs 6 to 8).

    Raises:
        TooLarge: there are too many groups to choose from.
        TimedOut: `seconds` were not enough.
    """
    if not len(spans.start):
        return 0.0
    if seconds <= 0:
        raise TimedOut
    between = weights.between(spans)
    groups = _candidates(spans, between)
    costs = _disorders(groups, between)
    group, place = np.nonzero(groups != _NOBODY)
    once = csc_array((np.ones(len(group)), (groups[group, place], group)), shape=(len(spans.start), len(groups)))
    found = milp(
        costs,
        integrality=np.ones(len(costs), dtype=np.int64),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(once, 1, 1),
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )
    # The alignment of all spans with nothing is a solution, so only time can be lacking.
    if found.status != 0 or found.x is None:
        raise TimedOut
    return float(costs[found.x > 0.5].sum())


def _candidates(spans: Continuum, between: Reals) -> Ints:
    """Return the groups that may be part of a best alignment: N × annotators, rows of spans or NOBODY.

    A group is of no use if one of its k spans is better off alone: then the sum of its dissimilarities to the others
    is at least k - 1 (which the others then pay for having none) and one more for each pair of annotators.
    """
    pairs = spans.annotators * (spans.annotators - 1) // 2
    near = between < pairs + spans.annotators - 1
    groups = np.full((1, spans.annotators), _NOBODY)
    for annotator in range(spans.annotators):
        own = np.flatnonzero(spans.annotator == annotator)
        if len(groups) * max(len(own), 1) > _MOST:
            raise TooLarge
        extended = np.repeat(groups, len(own), axis=0)
        extended[:, annotator] = np.tile(own, len(groups))
        groups = np.concatenate([groups, extended[_all_near(extended, annotator, near)]])
    size = (groups != _NOBODY).sum(axis=1)
    away = np.zeros(groups.shape)
    for one, other, rows in _members(groups):
        dissimilarity = between[groups[rows, one], groups[rows, other]]
        away[rows, one] += dissimilarity
        away[rows, other] += dissimilarity
    useful: Ints = groups[(size > 0) & ((away < (size - 1 + pairs)[:, None]) | (size < 2)[:, None]).all(axis=1)]
    return useful


def _all_near(groups: Ints, newest: int, near: Flags) -> Flags:
    """Return which groups have no member that is too far from the newest one."""
    fits = np.ones(len(groups), dtype=bool)
    for annotator in range(newest):
        rows = np.flatnonzero(groups[:, annotator] != _NOBODY)
        fits[rows] &= near[groups[rows, annotator], groups[rows, newest]]
    return fits


def _disorders(groups: Ints, between: Reals) -> Reals:
    """Return the disorder of each group."""
    annotators = groups.shape[1]
    pairs = annotators * (annotators - 1) / 2
    disorders = np.full(len(groups), pairs)
    for one, other, rows in _members(groups):
        disorders[rows] += between[groups[rows, one], groups[rows, other]] - 1
    return ratio(disorders, np.full(len(groups), pairs))


def _members(groups: Ints) -> list[tuple[int, int, NDArray[np.int64]]]:
    """Return every two annotators with the rows of the groups in which both have a span."""
    there = groups != _NOBODY
    return [
        (one, other, np.flatnonzero(there[:, one] & there[:, other]))
        for other in range(groups.shape[1])
        for one in range(other)
    ]
