"""The uα family: published and hand-worked values, and properties that follow from its definition."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotate.agreement import Figure, Readings, UAlpha, u_alpha
from tests.agreement.build import TYPES, corpora, reading, unit

# Krippendorff 2019, Content Analysis, 4th ed., fig. 12.11, p. 340: three observers of one continuum.
TEXTBOOK = unit(
    60,
    {
        "a": [(0, 7, "1"), (7, 13, "2"), (30, 32, "5"), (32, 37, "6"), (37, 44, "6"), (44, 60, "7")],
        "b": [(0, 7, "1"), (7, 13, "3"), (13, 21, "5"), (32, 44, "6")],
        "c": [(0, 7, "1"), (7, 13, "4"), (13, 21, "5"), (32, 37, "6"), (37, 41, "6"), (41, 44, "6")],
    },
)


def test_the_family_on_the_example_of_the_textbook() -> None:
    found = u_alpha([TEXTBOOK])
    assert found.overall.value == pytest.approx(0.510, abs=1e-3)
    assert found.binary.value == pytest.approx(0.413, abs=1e-3)
    assert found.cu.value == pytest.approx(0.724, abs=1e-3)
    assert {label: figures.ku_alpha.value for label, figures in found.labels.items()} == {
        "1": 1.0,
        "2": 0.0,
        "3": 0.0,
        "4": 0.0,
        "5": 1.0,
        "6": 1.0,
        "7": None,
    }
    assert found.labels["7"].ku_alpha.reason == "no_pairable"
    assert (found.labels["7"].coverage.value, found.labels["7"].u_alpha.units) == (0.0, 1)
    assert (found.overall.items, found.labels["6"].u_alpha.items, found.overall.annotators) == (16, 6, 3)


def test_two_shifted_spans_worked_by_hand() -> None:
    # Length 10 seen twice: 20 characters, 8 of them marked, 12 gap. Disagreement on [0, 2) and [4, 6), either way
    # round: 8. Expected 20 · 2 · 8 · 12 / (20² - 4² - 4² - 12).
    found = u_alpha([unit(10, {"a": [(0, 4, "claim")], "b": [(2, 6, "claim")]})])
    expected = 20 * 2 * 8 * 12 / (400 - 32 - 12)
    assert found.overall.value == pytest.approx(1 - 8 / expected)
    assert found.binary.value == found.labels["claim"].u_alpha.value == found.overall.value
    # Both marked [2, 4): 4 of the 20 characters, and 4 of 8 of claim, which is the only label there.
    assert (found.coverage.value, found.labels["claim"].coverage.value) == (0.2, 0.5)
    assert (found.cu.value, found.cu.reason) == (None, "no_variation")
    assert (found.labels["claim"].ku_alpha.value, found.labels["claim"].ku_alpha.reason) == (None, "no_variation")


def test_an_annotator_who_marked_nothing_counts_and_one_who_saw_nothing_does_not() -> None:
    spans = {"a": [(0, 10, "claim")], "b": [(0, 10, "claim")]}
    # 120 characters, 20 marked; the pairs with c differ on 10 characters: 2 · 2 · 10 / (3 - 1) = 20.
    expected = 120 * 2 * 20 * 100 / (120**2 - 10**2 - 10**2 - 100)
    assert u_alpha([unit(40, {**spans, "c": []})]).overall.value == pytest.approx(1 - 20 / expected)
    assert u_alpha([unit(40, spans)]).overall.value == 1.0


def test_units_seen_by_few_are_weighed_and_those_seen_by_one_left_out() -> None:
    shared = [
        unit(10, {"a": [(0, 4, "claim")], "b": [(0, 4, "claim")], "c": [(0, 4, "problem")]}),
        unit(10, {"a": [(20, 25, "claim")], "b": [(20, 25, "problem")]}, start=20),
    ]
    alone = unit(10, {"a": [(40, 50, "measure")]}, start=40)
    found = u_alpha([*shared, alone])
    # 50 characters: claim 8 + 5, problem 4 + 5, gap 28. Disagreement: 2 · 2 · 4 / 2 of three, 2 · 5 of two.
    # Squares: claim 16 + 16 + 25, problem 16 + 25, gap 28.
    expected = 50 * (50**2 - 13**2 - 9**2 - 28**2) / (50**2 - 57 - 41 - 28)
    assert found.overall.value == pytest.approx(1 - 18 / expected)
    assert found.single == 1
    assert "measure" not in found.labels
    assert (found.overall.units, found.overall.items) == (2, 5)
    assert found.overall == u_alpha(shared).overall


def test_overlaps_of_one_label_are_merged_and_touching_spans_are_not() -> None:
    def value(spans: list[tuple[int, int, str]]) -> UAlpha:
        return u_alpha([unit(20, {"a": spans, "b": [(0, 6, "claim")]})])

    whole = value([(0, 10, "claim")])
    overlapping = value([(0, 6, "claim"), (4, 10, "claim"), (5, 7, "claim")])
    touching = value([(0, 6, "claim"), (6, 10, "claim")])
    assert overlapping.overall.value == whole.overall.value
    assert (overlapping.merged, whole.merged, touching.merged) == (2, 0, 0)
    assert touching.overall.value != whole.overall.value


def test_overlaps_of_different_labels_leave_only_what_is_defined() -> None:
    spans = {"a": [(0, 6, "claim"), (4, 10, "problem")], "b": [(0, 6, "claim"), (6, 10, "problem")]}
    found = u_alpha([unit(20, spans)])
    undefined = [found.overall, found.cu, found.coverage]
    undefined += [part for label in found.labels.values() for part in (label.ku_alpha, label.coverage)]
    assert {(figure.value, figure.reason) for figure in undefined} == {(None, "overlapping_labels")}
    assert found.overlapping == 1
    assert found.labels["claim"].u_alpha.value == 1.0
    # Problem alone: 40 characters, 6 + 4 marked, [4, 6) in dispute.
    expected = 40 * 2 * 10 * 30 / (40**2 - 36 - 16 - 30)
    assert found.labels["problem"].u_alpha.value == pytest.approx(1 - 4 / expected)
    # Marked or not: a's two spans are one stretch [0, 10), b's two touch; no disagreement.
    assert found.binary.value == 1.0


def test_undefined_is_none_with_a_reason() -> None:
    nothing = u_alpha([], labels=["claim"])
    assert {figure.reason for figure in _figures(nothing)} == {"no_common_units"}
    alone = u_alpha([unit(5, {"a": [(0, 5, "claim")]})])
    assert (alone.overall.reason, alone.single) == ("no_common_units", 1)
    empty = u_alpha([unit(5, {"a": [], "b": []})], labels=["claim"])
    assert (empty.overall.value, empty.overall.reason) == (None, "no_variation")
    assert (empty.cu.reason, empty.labels["claim"].coverage.reason) == ("no_pairable", "no_spans")
    assert empty.coverage.value == 0.0
    full = u_alpha([unit(5, {"a": [(0, 5, "claim")], "b": [(0, 5, "claim")]})])
    assert (full.overall.value, full.overall.reason) == (None, "no_variation")


@given(corpora())
def test_a_value_or_a_reason_and_never_both(units: list[Readings]) -> None:
    for figure in _figures(u_alpha(units, labels=TYPES)):
        assert (figure.value is None) == (figure.reason is not None)
        assert figure.value is None or figure.value <= 1 + 1e-9


@given(corpora(), st.randoms(), st.permutations(TYPES))
def test_order_and_names_of_labels_are_of_no_matter(units: list[Readings], random: Random, renamed: list[str]) -> None:
    labels = dict(zip(TYPES, renamed, strict=True))
    moved = []
    for found in units:
        names = random.sample(list(found.by), len(found.by))
        ranges = {name: [(mark.start, mark.end, labels[mark.type]) for mark in found.by[name].marks] for name in names}
        by = {name: reading(name, random.sample(spans, len(spans))) for name, spans in ranges.items()}
        moved.append(Readings(found.start, found.end, by))
    random.shuffle(moved)
    before, after = u_alpha(units), u_alpha(moved)
    _assert_close(after, before)
    for label, figures in before.labels.items():
        assert _values([figures.u_alpha, figures.ku_alpha, figures.coverage]) == _values(
            [getattr(after.labels[labels[label]], name) for name in ("u_alpha", "ku_alpha", "coverage")]
        )


@given(corpora(), st.data())
def test_cutting_a_unit_within_the_gap_of_all_changes_nothing(units: list[Readings], data: st.DataObject) -> None:
    found = units[0]
    marks = [mark for reading_ in found.by.values() for mark in reading_.marks]
    free = [
        place for place in range(found.start + 1, found.end) if not any(mark.start < place < mark.end for mark in marks)
    ]
    assume(free)
    place = data.draw(st.sampled_from(free))
    left = {
        name: reading(name, [(m.start, m.end, m.type) for m in own.marks if m.end <= place])
        for name, own in found.by.items()
    }
    right = {
        name: reading(name, [(m.start, m.end, m.type) for m in own.marks if m.start >= place])
        for name, own in found.by.items()
    }
    cut = [Readings(found.start, place, left), Readings(place, found.end, right), *units[1:]]
    # A reading in which labels overlap on both sides of the cut counts as two, so the figures only are compared.
    after, before = u_alpha(cut), u_alpha(units)
    _assert_close(after.model_copy(update={"overlapping": before.overlapping}), before)
    assert before.overlapping <= after.overlapping <= before.overlapping + len(found.by)


@given(corpora("ab", overlaps=False))
def test_sums_over_units_equal_a_count_of_characters(units: list[Readings]) -> None:
    """Observed and expected disagreement of two annotators, counted character by character."""
    shared = [found for found in units if found.shared]
    pairs = [pair for found in shared for pair in zip(_characters(found, "a"), _characters(found, "b"), strict=True)]
    everything = [value for pair in pairs for value in pair]
    value = u_alpha(units).overall.value
    if len(set(everything)) < 2:
        assert value is None
        return
    total = len(everything)
    squares = sum((m.end - m.start) ** 2 for found in shared for own in found.by.values() for m in own.marks)
    squares += everything.count(None)
    expected = total * (total**2 - sum(everything.count(one) ** 2 for one in set(everything))) / (total**2 - squares)
    assert value == pytest.approx(1 - 2 * sum(one != other for one, other in pairs) / expected)


def _characters(found: Readings, name: str) -> list[str | None]:
    labels: list[str | None] = [None] * (found.end - found.start)
    for mark in found.by[name].marks:
        for place in range(mark.start, mark.end):
            labels[place - found.start] = mark.type
    return labels


def _figures(found: UAlpha) -> list[Figure]:
    labels = [part for one in found.labels.values() for part in (one.u_alpha, one.ku_alpha, one.coverage)]
    return [found.overall, found.binary, found.cu, found.coverage, *labels]


def _values(figures: list[Figure]) -> list[object]:
    return [pytest.approx(figure.value) if figure.value is not None else figure.reason for figure in figures]


def _assert_close(after: UAlpha, before: UAlpha) -> None:
    assert [figure.value if figure.value is not None else figure.reason for figure in _figures(after)[:4]] == _values(
        _figures(before)[:4]
    )
    assert (after.merged, after.overlapping) == (before.merged, before.overlapping)
