"""The one clustering of all annotators."""

from __future__ import annotations

from itertools import combinations, permutations
from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotate.alignment import Mark, cluster, iou
from tests.alignment.marks import mark, several


def test_groups_of_three_annotators() -> None:
    marks = [
        mark("a", 0, 10),
        mark("a", 20, 30, "problem"),
        mark("b", 0, 11),
        mark("b", 24, 30, "measure"),
        mark("c", 1, 10),
        mark("c", 40, 45),
    ]
    # [20, 30) and [24, 30) share 6 of 10 whatever their types; [40, 45) overlaps nothing.
    assert cluster(marks) == ((0, 2, 4), (1, 3), (5,))


def test_any_two_of_a_group_reach_the_threshold() -> None:
    # a-b 8/12 and b-c 6/8 reach .5, a-c 6/12 just does; with c one shorter, a-c is 5/12: c, now farther from b
    # (5/8 < 8/12), stays alone.
    assert cluster([mark("a", 0, 12), mark("b", 0, 8), mark("c", 0, 6)]) == ((0, 1, 2),)
    assert cluster([mark("a", 0, 12), mark("b", 0, 8), mark("c", 0, 5)]) == ((2,), (0, 1))


def test_one_annotator_never_twice() -> None:
    # Both of a's spans reach b's; the closer one gets it.
    assert cluster([mark("a", 0, 6), mark("a", 1, 10), mark("b", 0, 10)]) == ((0,), (1, 2))


def test_equal_types_come_first_among_equally_close() -> None:
    marks = [mark("a", 0, 9, "claim"), mark("a", 0, 9, "problem"), mark("b", 0, 9, "problem")]
    assert cluster(marks) == ((0,), (1, 2))


def test_nothing_to_cluster() -> None:
    assert cluster([]) == ()


@given(
    st.integers(1, 30),
    st.lists(st.booleans(), min_size=2, max_size=5),
    st.integers(0, 1),
)
@example(1, [True, False], 0)
@example(1, [False, True, True], 1)
def test_a_full_stop_more_or_less_makes_no_group_of_its_own(length: int, stops: list[bool], at_start: int) -> None:
    """Every annotator marks the same words, some with a mark of punctuation before or after them."""
    start = 5
    marks = [
        mark(f"a{number}", start - (stop and at_start), start + length + (stop and not at_start))
        for number, stop in enumerate(stops)
    ]
    assert cluster(marks) == (tuple(range(len(stops))),)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_three_cuts_of_a_two_character_span_are_one_group(order: tuple[int, ...]) -> None:
    ranges = [(0, 2), (0, 3), (0, 4)]
    assert cluster([mark(f"a{place}", *ranges[place]) for place in order]) == ((0, 1, 2),)


@given(several("abcd"), st.sampled_from([0.3, 0.5, 0.8, 1.0]))
def test_clusters_are_a_partition_with_each_annotator_once(marks: list[Mark], threshold: float) -> None:
    groups = cluster(marks, threshold=threshold)
    assert sorted(index for group in groups for index in group) == list(range(len(marks)))
    for group in groups:
        for one, other in combinations([marks[index] for index in group], 2):
            assert one.annotator != other.annotator
            assert iou(one, other) >= threshold


@given(several("abc"))
def test_no_two_groups_could_still_be_joined(marks: list[Mark]) -> None:
    groups = cluster(marks)
    for one, other in combinations(groups, 2):
        pairs = [(marks[i], marks[j]) for i in one for j in other]
        assert any(a.annotator == b.annotator or iou(a, b) < 0.5 for a, b in pairs)


@given(several("abc"), st.randoms())
def test_order_of_marks_is_of_no_matter(marks: list[Mark], random: Random) -> None:
    groups = [{marks[index] for index in group} for group in cluster(marks)]
    random.shuffle(marks)
    assert [{marks[index] for index in group} for group in cluster(marks)] == groups


@given(several("abc"), st.permutations("abc"))
def test_names_of_annotators_are_of_no_matter(marks: list[Mark], names: list[str]) -> None:
    renamed = dict(zip("abc", names, strict=True))
    moved = [found._replace(annotator=renamed[found.annotator]) for found in marks]
    assert _shapes(cluster(moved), moved) == _shapes(cluster(marks), marks)


def _shapes(groups: tuple[tuple[int, ...], ...], marks: list[Mark]) -> list[list[tuple[int, int]]]:
    """The ranges of each group; annotators with equal spans are alike here."""
    return sorted(sorted((marks[index].start, marks[index].end) for index in group) for group in groups)
