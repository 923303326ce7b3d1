"""How far marks lie over each other."""

from __future__ import annotations

from hypothesis import given

from annotate.alignment import Mark, iou, overlap, overlapping
from tests.alignment.marks import mark, several


def test_overlap_and_iou_of_half_open_ranges() -> None:
    assert overlap(mark("a", 0, 4), mark("b", 4, 8)) == 0
    assert iou(mark("a", 0, 4), mark("b", 4, 8)) == 0.0
    # 2 shared of 4 + 6 - 2 = 8.
    assert overlap(mark("a", 0, 4), mark("b", 2, 8)) == 2
    assert iou(mark("a", 0, 4), mark("b", 2, 8)) == 0.25
    assert iou(mark("a", 3, 7), mark("b", 3, 7, "problem")) == 1.0


@given(several())
def test_sweep_finds_every_overlapping_pair_once(marks: list[Mark]) -> None:
    found = [tuple(sorted(pair)) for pair in overlapping(marks)]
    indices = range(len(marks))
    assert sorted(found) == [(i, j) for i in indices for j in indices if i < j and overlap(marks[i], marks[j])]
