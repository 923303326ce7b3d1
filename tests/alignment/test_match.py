"""Maximum matching: against brute force, and against the greedy matching that it must not be."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotate.alignment import Mark, iou, match, overlap, overlapping
from tests.alignment.marks import mark, several

thresholds = st.sampled_from([1.0, 0.5, None])


def test_overlap_and_iou_of_half_open_ranges() -> None:
    assert overlap(mark("a", 0, 4), mark("b", 4, 8)) == 0
    assert iou(mark("a", 0, 4), mark("b", 4, 8)) == 0.0
    # 2 shared of 4 + 6 - 2 = 8.
    assert overlap(mark("a", 0, 4), mark("b", 2, 8)) == 2
    assert iou(mark("a", 0, 4), mark("b", 2, 8)) == 0.25
    assert iou(mark("a", 3, 7), mark("b", 3, 7, "problem")) == 1.0


def test_matching_finds_the_pair_that_a_greedy_one_misses() -> None:
    # Left to right, a's first takes b's [2, 12) (most overlap), and a's second, which reaches only that, stays alone.
    a = [mark("a", 0, 10), mark("a", 8, 14)]
    b = [mark("b", 2, 12), mark("b", 0, 2)]
    assert match(a, b, threshold=None, labelled=True) == ((0, 1), (1, 0))


def test_most_shared_characters_decide_among_matchings_of_one_size() -> None:
    a = [mark("a", 0, 10)]
    b = [mark("b", 0, 6), mark("b", 0, 9), mark("b", 2, 10)]
    assert match(a, b, threshold=0.5, labelled=True) == ((0, 1),)


def test_exact_matching_of_spans_that_share_their_range() -> None:
    a = [mark("a", 0, 4, "claim"), mark("a", 0, 4, "problem"), mark("a", 5, 9)]
    b = [mark("b", 0, 4, "problem"), mark("b", 0, 4, "problem", span="again"), mark("b", 5, 8)]
    assert match(a, b, threshold=1.0, labelled=True) in (((1, 0),), ((1, 1),))
    assert len(match(a, b, threshold=1.0, labelled=False)) == 2


@pytest.mark.parametrize("threshold", [1.0, 0.5, None])
def test_touching_or_empty_sides_match_nothing(threshold: float | None) -> None:
    assert match([mark("a", 0, 4)], [mark("b", 4, 8)], threshold=threshold, labelled=False) == ()
    assert match([], [mark("b", 4, 8)], threshold=threshold, labelled=False) == ()


@given(several("a"), several("b"), thresholds, st.booleans())
def test_matching_is_maximum(a: list[Mark], b: list[Mark], threshold: float | None, labelled: bool) -> None:
    pairs = match(a, b, threshold=threshold, labelled=labelled)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    assert set(pairs) <= set(_allowed(a, b, threshold, labelled))
    best = _brute_force(a, b, _allowed(a, b, threshold, labelled))
    assert (len(pairs), sum(overlap(a[i], b[j]) for i, j in pairs)) == best
    assert len(pairs) >= _greedy(_allowed(a, b, threshold, labelled))


# Both matchings share six characters: which is taken must not hang on who comes first.
TIED = [mark("a", 1, 3), mark("a", 1, 5)], [mark("b", 0, 5), mark("b", 1, 5)]


@given(several("a"), several("b"), thresholds, st.booleans(), st.randoms(use_true_random=False))
@example(*TIED, None, True, Random(0))
def test_order_is_of_no_matter(
    a: list[Mark], b: list[Mark], threshold: float | None, labelled: bool, random: Random
) -> None:
    chosen = {(a[i], b[j]) for i, j in match(a, b, threshold=threshold, labelled=labelled)}
    assert chosen == {(a[i], b[j]) for j, i in match(b, a, threshold=threshold, labelled=labelled)}
    random.shuffle(a)
    random.shuffle(b)
    assert chosen == {(a[i], b[j]) for i, j in match(a, b, threshold=threshold, labelled=labelled)}


@given(several())
def test_sweep_finds_every_overlapping_pair_once(marks: list[Mark]) -> None:
    found = [tuple(sorted(pair)) for pair in overlapping(marks)]
    indices = range(len(marks))
    assert sorted(found) == [(i, j) for i in indices for j in indices if i < j and overlap(marks[i], marks[j])]


Pairs = list[tuple[int, int]]


def _allowed(a: Sequence[Mark], b: Sequence[Mark], threshold: float | None, labelled: bool) -> Pairs:
    return [
        (i, j)
        for i, one in enumerate(a)
        for j, other in enumerate(b)
        if overlap(one, other) and iou(one, other) >= (threshold or 0) and (one.type == other.type or not labelled)
    ]


def _brute_force(a: Sequence[Mark], b: Sequence[Mark], allowed: Pairs) -> tuple[int, int]:
    """Size and overlap of the best of all matchings."""
    best = (0, 0)
    for position, (i, j) in enumerate(allowed):
        rest = [(k, m) for k, m in allowed[position + 1 :] if k != i and m != j]
        size, shared = _brute_force(a, b, rest)
        best = max(best, (size + 1, shared + overlap(a[i], b[j])))
    return best


def _greedy(allowed: Pairs) -> int:
    taken: Pairs = []
    for i, j in allowed:
        if all(i != k and j != m for k, m in taken):
            taken.append((i, j))
    return len(taken)
