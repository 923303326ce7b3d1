"""Pairwise F1 of spans."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.agreement import F1, Readings, span_f1
from tests.agreement.build import TYPES, corpora, reading, unit

thresholds = st.sampled_from([1.0, 0.5, None])


def test_f1_worked_by_hand() -> None:
    # Equal: [0, 10) claim. IoU ≥ .5: also [12, 20) problem on [13, 20), 7 of 8. Any overlap: no more with equal
    # types, but without them [30, 40) too. 3 and 4 spans.
    units = [
        unit(
            60,
            {
                "a": [(0, 10, "claim"), (12, 20, "problem"), (30, 40, "measure")],
                "b": [(0, 10, "claim"), (13, 20, "problem"), (36, 44, "claim"), (50, 55, "measure")],
            },
        )
    ]
    assert span_f1(units, threshold=1.0).value == pytest.approx(2 * 1 / 7)
    assert span_f1(units, threshold=0.5).value == pytest.approx(2 * 2 / 7)
    assert span_f1(units, threshold=None).value == pytest.approx(2 * 2 / 7)
    assert span_f1(units, threshold=None, labelled=False).value == pytest.approx(2 * 3 / 7)
    figure = span_f1(units, threshold=0.5)
    assert (figure.units, figure.items, figure.annotators) == (1, 7, 2)
    # One problem each, which match; the measures, one each, do not; one claim and two.
    assert {type_: found.value for type_, found in figure.types.items()} == {
        "claim": pytest.approx(2 / 3),
        "measure": 0.0,
        "problem": 1.0,
    }


def test_counts_are_summed_over_units_and_pairs_of_annotators_averaged() -> None:
    units = [
        unit(9, {"a": [(0, 4, "claim"), (5, 9, "claim")], "b": [(0, 4, "claim")], "c": []}),
        unit(9, {"a": [(20, 29, "claim")], "b": [(20, 29, "claim")]}, start=20),
        unit(9, {"d": [(30, 39, "claim")]}, start=30),
    ]
    figure = span_f1(units, threshold=1.0)
    # a and b: 2 matches of 3 + 2; c saw one unit and marked nothing: 0 with a and b; d shared no unit.
    assert {(pair.first, pair.second): pair.value for pair in figure.pairs} == {
        ("a", "b"): 0.8,
        ("a", "c"): 0.0,
        ("a", "d"): None,
        ("b", "c"): 0.0,
        ("b", "d"): None,
        ("c", "d"): None,
    }
    assert {pair.reason for pair in figure.pairs if "d" in (pair.first, pair.second)} == {"no_common_units"}
    assert figure.value == pytest.approx(0.8 / 3)
    assert (figure.units, figure.items, figure.annotators) == (2, 5, 3)


def test_two_who_marked_nothing_agree_on_nothing_but_not_on_a_type() -> None:
    figure = span_f1([unit(9, {"a": [], "b": []})], threshold=1.0, types=["claim"])
    assert (figure.value, figure.items) == (1.0, 0)
    assert (figure.types["claim"].value, figure.types["claim"].reason) == (None, "no_spans")


@pytest.mark.parametrize("units", [[], [unit(9, {"a": [(0, 4, "claim")]}), unit(9, {"b": [(0, 4, "claim")]})]])
def test_without_a_common_unit_there_is_no_figure(units: list[Readings]) -> None:
    figure = span_f1(units, threshold=0.5)
    assert (figure.value, figure.reason, figure.units, figure.annotators) == (None, "no_common_units", 0, 0)


@given(corpora("a"), thresholds)
def test_a_copy_of_an_annotator_gives_one(units: list[Readings], threshold: float | None) -> None:
    doubled = []
    for found in units:
        if "a" in found.by:
            ranges = [(mark.start, mark.end, mark.type) for mark in found.by["a"].marks]
            doubled.append(Readings(found.start, found.end, {"a": found.by["a"], "copy": reading("copy", ranges)}))
    figure = span_f1(doubled, threshold=threshold)
    assert figure.value == (1.0 if doubled else None)
    assert all(found.value == 1.0 for found in figure.types.values())


@given(corpora(), st.randoms(), st.permutations(TYPES))
def test_order_and_names_of_labels_are_of_no_matter(units: list[Readings], random: Random, renamed: list[str]) -> None:
    labels = dict(zip(TYPES, renamed, strict=True))
    moved = [_shuffled(found, random, labels) for found in units]
    random.shuffle(moved)
    before, after = span_f1(units, threshold=0.5), span_f1(moved, threshold=0.5)
    assert F1.model_validate(after.model_dump(exclude={"types"})) == F1.model_validate(
        before.model_dump(exclude={"types"})
    )
    assert {labels[type_]: found for type_, found in before.types.items()} == after.types


@given(corpora())
def test_looser_matching_never_finds_less(units: list[Readings]) -> None:
    def matched(threshold: float | None, *, labelled: bool) -> list[int]:
        return [pair.matched for pair in span_f1(units, threshold=threshold, labelled=labelled).pairs]

    for tight, loose in (
        (matched(1.0, labelled=True), matched(0.5, labelled=True)),
        (matched(0.5, labelled=True), matched(None, labelled=True)),
        (matched(0.5, labelled=True), matched(0.5, labelled=False)),
    ):
        assert all(one <= other for one, other in zip(tight, loose, strict=True))


def _shuffled(found: Readings, random: Random, labels: dict[str, str]) -> Readings:
    names = list(found.by)
    random.shuffle(names)
    by = {}
    for name in names:
        ranges = [(mark.start, mark.end, labels[mark.type]) for mark in found.by[name].marks]
        by[name] = reading(name, random.sample(ranges, len(ranges)))
    return Readings(found.start, found.end, by)
