"""Pairwise F1 of spans."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.agreement import F1, TypedF1, span_f1, span_f1_parts
from annotate.agreement.spans._match import Kind
from tests.agreement.build import TYPES, Work, codings, works

rules: st.SearchStrategy[tuple[Kind, float]] = st.sampled_from(
    [("iou", 1.0), ("iou", 0.5), ("overlap", 1.0), ("soft", 1.0)]
)


def test_f1_worked_by_hand() -> None:
    # Equal: [0, 10) claim. IoU ≥ .5: also [12, 20) problem on [13, 20), 7 of 8. Any overlap: no more with equal
    # labels, but without them [30, 40) too. 3 and 4 spans. Soft: 1 and 7/8; without labels 4 of 14 more.
    found = codings(
        Work(
            60,
            {
                "a": [(0, 10, "claim"), (12, 20, "problem"), (30, 40, "measure")],
                "b": [(0, 10, "claim"), (13, 20, "problem"), (36, 44, "claim"), (50, 55, "measure")],
            },
        )
    )
    assert span_f1(found).value == pytest.approx(2 * 1 / 7)
    assert span_f1(found, threshold=0.5).value == pytest.approx(2 * 2 / 7)
    assert span_f1(found, kind="overlap").value == pytest.approx(2 * 2 / 7)
    assert span_f1(found, kind="overlap", labelled=False).value == pytest.approx(2 * 3 / 7)
    assert span_f1(found, kind="soft").value == pytest.approx(2 * (1 + 7 / 8) / 7)
    assert span_f1(found, kind="soft", labelled=False).value == pytest.approx(2 * (1 + 7 / 8 + 4 / 14) / 7)
    figure = span_f1(found, threshold=0.5)
    assert (figure.units, figure.items, figure.annotators) == (1, 7, 2)
    # One problem each, which match; the measures, one each, do not; one claim and two.
    assert {type_: of_type.value for type_, of_type in figure.types.items()} == {
        "claim": pytest.approx(2 / 3),
        "measure": 0.0,
        "problem": 1.0,
    }


def test_counts_are_summed_over_units_and_pairs_of_annotators_averaged() -> None:
    found = codings(
        Work(9, {"a": [(0, 4, "claim"), (5, 9, "claim")], "b": [(0, 4, "claim")], "c": []}),
        Work(9, {"a": [(20, 29, "claim")], "b": [(20, 29, "claim")]}, start=20),
        Work(9, {"d": [(30, 39, "claim")]}, start=30),
    )
    figure = span_f1(found)
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
    between = figure.pairs[0]
    assert (between.units, between.first_items, between.second_items, between.matched) == (2, 3, 2, 2)
    assert figure.value == pytest.approx(0.8 / 3)
    assert (figure.units, figure.items, figure.annotators) == (2, 5, 3)


def test_articles_add_up() -> None:
    found = codings(
        Work(9, {"a": [(0, 4, "claim")], "b": [(0, 4, "claim")]}, article="one"),
        Work(9, {"a": [(0, 4, "claim")], "b": []}, article="two"),
        Work(9, {"a": [], "b": []}, article="three"),
        Work(9, {"a": [(0, 4, "claim")]}, article="four"),
    )
    parts = span_f1_parts(found)
    assert parts["value"].per_article().tolist() == pytest.approx([1.0, 0.0, 1.0, np.nan], nan_ok=True)
    assert parts["types.claim"].per_article().tolist() == pytest.approx([1.0, 0.0, np.nan, np.nan], nan_ok=True)
    # 1 matched of 3; without the first none of 1, without the second 1 of 2.
    assert parts["value"].leaving_out().tolist() == pytest.approx([0.0, 1.0, 2 / 3, 2 / 3])


def test_two_who_marked_nothing_agree_on_nothing_but_not_on_a_label() -> None:
    figure = span_f1(codings(Work(9, {"a": [], "b": []}), labels=["claim"]))
    assert (figure.value, figure.items) == (1.0, 0)
    assert (figure.types["claim"].value, figure.types["claim"].reason) == (None, "no_spans")


@pytest.mark.parametrize("units", [[], [Work(9, {"a": [(0, 4, "claim")]}), Work(9, {"b": [(0, 4, "claim")]})]])
def test_without_a_common_unit_there_is_no_figure(units: list[Work]) -> None:
    figure = span_f1(codings(*units), threshold=0.5)
    assert (figure.value, figure.reason, figure.units, figure.annotators) == (None, "no_common_units", 0, 0)


def test_soft_figures_have_closeness_in_the_value_and_pairs_in_the_count() -> None:
    figure = span_f1(codings(Work(9, {"a": [(0, 4, "claim")], "b": [(0, 5, "claim")]})), kind="soft")
    assert (figure.value, figure.pairs[0].value, figure.pairs[0].matched) == (0.8, 0.8, 1)
    assert figure.types["claim"].value == 0.8


@given(works("a"), rules)
def test_a_copy_of_an_annotator_gives_one(units: list[Work], rule: tuple[Kind, float]) -> None:
    doubled = [
        replace(work, spans={"a": work.spans["a"], "copy": work.spans["a"]}) for work in units if "a" in work.spans
    ]
    figure = span_f1(codings(*doubled), kind=rule[0], threshold=rule[1])
    assert figure.value == (pytest.approx(1.0) if doubled else None)
    assert all(found.value == pytest.approx(1.0) for found in figure.types.values())


@given(works(), st.randoms(), st.permutations(TYPES), rules)
def test_order_of_units_and_annotators_and_names_of_labels_are_of_no_matter(
    units: list[Work], random: Random, renamed: list[str], rule: tuple[Kind, float]
) -> None:
    labels = dict(zip(TYPES, renamed, strict=True))
    names = dict(zip("abc", "zyx", strict=True))
    moved = [
        replace(
            work,
            spans={
                names[name]: random.sample([(start, end, labels[type_]) for start, end, type_ in own], len(own))
                for name, own in work.spans.items()
            },
            links={},
        )
        for work in random.sample(units, len(units))
    ]
    before = _measured(units, rule)
    after = _measured(moved, rule)
    assert {labels[type_]: _facts(found) for type_, found in before.types.items()} == {
        type_: _facts(found) for type_, found in after.types.items()
    }
    assert _facts(before) == _facts(after)


@given(works())
def test_looser_matching_never_finds_less(units: list[Work]) -> None:
    found = codings(*units)

    def matched(kind: Kind, threshold: float, *, labelled: bool) -> list[int]:
        return [pair.matched for pair in span_f1(found, kind=kind, threshold=threshold, labelled=labelled).pairs]

    for tight, loose in (
        (matched("iou", 1.0, labelled=True), matched("iou", 0.5, labelled=True)),
        (matched("iou", 0.5, labelled=True), matched("overlap", 0.5, labelled=True)),
        (matched("iou", 0.5, labelled=True), matched("iou", 0.5, labelled=False)),
    ):
        assert all(one <= other for one, other in zip(tight, loose, strict=True))


@given(works("abc"), rules)
def test_parts_add_up_to_the_figures(units: list[Work], rule: tuple[Kind, float]) -> None:
    found = codings(*units)
    figure = span_f1(found, kind=rule[0], threshold=rule[1])
    parts = span_f1_parts(found, kind=rule[0], threshold=rule[1])
    assert parts["value"].total() == figure.value
    assert {name: parts[f"types.{name}"].total() for name in found.labels} == {
        name: of_type.value for name, of_type in figure.types.items()
    }
    for row, article in enumerate(found.articles):
        alone = found.keep_units(np.array([at == row for at in found.units.article], dtype=bool))
        expected = span_f1(alone, kind=rule[0], threshold=rule[1]).value
        assert parts["value"].per_article()[row] == pytest.approx(
            np.nan if expected is None else expected, nan_ok=True
        ), article


def _measured(units: list[Work], rule: tuple[Kind, float]) -> TypedF1:
    return span_f1(codings(*units, labels=TYPES), kind=rule[0], threshold=rule[1])


def _facts(found: F1) -> tuple[float | None, str | None, int, int, list[tuple[int, int]]]:
    """What does not hang on the names of annotators; values are rounded, as sums may run the other way."""
    pairs = sorted((pair.first_items + pair.second_items, pair.matched) for pair in found.pairs if pair.units)
    return None if found.value is None else round(found.value, 9), found.reason, found.units, found.items, pairs
