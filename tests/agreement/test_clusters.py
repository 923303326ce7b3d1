"""The one clustering over columns gives what `annotate.alignment.cluster` gives over marks."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.agreement import clusters, unaligned
from annotate.agreement._codings import Codings
from annotate.alignment import Mark, cluster
from tests.agreement.build import TYPES, Ranges, Work, codings
from tests.agreement.test_match import crowded

thresholds = st.sampled_from([0.3, 0.5, 0.8, 1.0])


def test_clusters_are_numbered_in_the_order_of_the_text() -> None:
    found = codings(
        Work(
            60,
            {
                "a": [(0, 10, "claim"), (20, 30, "problem")],
                "b": [(0, 11, "claim"), (24, 30, "measure")],
                "c": [(1, 10, "claim"), (40, 45, "claim")],
            },
        ),
        Work(60, {"a": [(60, 70, "claim")]}, start=60),
    )
    # [20, 30) and [24, 30) share 6 of 10 whatever their labels; [40, 45) overlaps nothing. Rows go by annotator.
    assert clusters(found).tolist() == [0, 1, 0, 1, 0, 2, 3]


def test_what_is_alone_in_a_shared_unit_is_unaligned() -> None:
    spans: dict[str, Ranges] = {"a": [(0, 9, "claim"), (20, 29, "claim")], "b": [(1, 9, "problem")]}
    found = codings(Work(60, spans), Work(60, {"a": [(60, 70, "claim")]}, start=60))
    assert unaligned(found).tolist() == [1]
    assert unaligned(found, threshold=0.9).tolist() == [0, 1, 2]


def test_nothing_to_cluster() -> None:
    empty = codings(Work(9, {"a": [], "b": []}), labels=TYPES)
    assert clusters(empty).tolist() == []
    assert unaligned(empty).tolist() == []
    assert clusters(codings()).tolist() == []


def over_marks(found: Codings, threshold: float) -> list[int]:
    """The same by the clustering of marks, unit by unit."""
    spans = found.spans
    numbers = [0] * len(spans.unit)
    many = 0
    for unit in range(len(found.units.key)):
        rows = [row for row, at in enumerate(spans.unit) if at == unit]
        marks = [
            Mark(
                found.annotators[spans.annotator[row]],
                "",
                1,
                spans.id[row],
                int(spans.start[row]),
                int(spans.end[row]),
                found.labels[spans.label[row]],
            )
            for row in rows
        ]
        for group in cluster(marks, threshold=threshold):
            for index in group:
                numbers[rows[index]] = many
            many += 1
    return numbers


@settings(max_examples=300)
@given(crowded("abcd", most=5, length=9), thresholds)
def test_columns_and_marks_are_clustered_alike(found: Codings, threshold: float) -> None:
    assert clusters(found, threshold=threshold).tolist() == over_marks(found, threshold)


@pytest.mark.parametrize("seed", range(4))
def test_long_chains_of_overlapping_spans_are_clustered_alike(seed: int) -> None:
    """Many rounds of joining: every span reaches its neighbours, none all of the others."""
    random = Random(seed)
    spans = {
        name: [(place, place + random.randint(8, 14), random.choice(TYPES)) for place in range(0, 150, 3)]
        for name in "abcde"
    }
    found = codings(Work(200, spans), labels=TYPES)
    assert clusters(found).tolist() == over_marks(found, 0.5)
    assert len(set(clusters(found).tolist())) > 20
