"""The uα family: published and hand-worked values, and properties that follow from its definition."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from annotate.agreement import Figure, UAlpha, u_alpha, u_alpha_parts
from tests.agreement.build import TYPES, Work, codings, expect_parts_add_up, works

# Krippendorff 2019, Content Analysis, 4th ed., fig. 12.11, p. 340: three observers of one continuum.
TEXTBOOK = Work(
    60,
    {
        "a": [(0, 7, "1"), (7, 13, "2"), (30, 32, "5"), (32, 37, "6"), (37, 44, "6"), (44, 60, "7")],
        "b": [(0, 7, "1"), (7, 13, "3"), (13, 21, "5"), (32, 44, "6")],
        "c": [(0, 7, "1"), (7, 13, "4"), (13, 21, "5"), (32, 37, "6"), (37, 41, "6"), (41, 44, "6")],
    },
)


def test_the_family_on_the_example_of_the_textbook() -> None:
    found = u_alpha(codings(TEXTBOOK))
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
    found = u_alpha(codings(Work(10, {"a": [(0, 4, "claim")], "b": [(2, 6, "claim")]})))
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
    assert u_alpha(codings(Work(40, {**spans, "c": []}))).overall.value == pytest.approx(1 - 20 / expected)
    assert u_alpha(codings(Work(40, spans))).overall.value == 1.0


def test_units_seen_by_few_are_weighed_and_those_seen_by_one_left_out() -> None:
    shared = [
        Work(10, {"a": [(0, 4, "claim")], "b": [(0, 4, "claim")], "c": [(0, 4, "problem")]}),
        Work(10, {"a": [(20, 25, "claim")], "b": [(20, 25, "problem")]}, start=20),
    ]
    alone = Work(10, {"a": [(40, 50, "measure")]}, start=40)
    found = u_alpha(codings(*shared, alone))
    # 50 characters: claim 8 + 5, problem 4 + 5, gap 28. Disagreement: 2 · 2 · 4 / 2 of three, 2 · 5 of two.
    # Squares: claim 16 + 16 + 25, problem 16 + 25, gap 28.
    expected = 50 * (50**2 - 13**2 - 9**2 - 28**2) / (50**2 - 57 - 41 - 28)
    assert found.overall.value == pytest.approx(1 - 18 / expected)
    assert found.single == 1
    assert (found.labels["measure"].coverage.reason, found.labels["measure"].u_alpha.items) == ("no_spans", 0)
    assert (found.overall.units, found.overall.items) == (2, 5)
    assert found.overall == u_alpha(codings(*shared)).overall


def test_overlaps_of_one_label_are_merged_and_touching_spans_are_not() -> None:
    def value(spans: list[tuple[int, int, str]]) -> UAlpha:
        return u_alpha(codings(Work(20, {"a": spans, "b": [(0, 6, "claim")]})))

    whole = value([(0, 10, "claim")])
    overlapping = value([(0, 6, "claim"), (4, 10, "claim"), (5, 7, "claim")])
    touching = value([(0, 6, "claim"), (6, 10, "claim")])
    assert overlapping.overall.value == whole.overall.value
    assert (overlapping.merged, whole.merged, touching.merged) == (2, 0, 0)
    assert touching.overall.value != whole.overall.value


def test_overlaps_of_different_labels_leave_only_what_is_defined() -> None:
    spans = {"a": [(0, 6, "claim"), (4, 10, "problem")], "b": [(0, 6, "claim"), (6, 10, "problem")]}
    found = u_alpha(codings(Work(20, spans)))
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
    nothing = u_alpha(codings(labels=["claim"]))
    assert {figure.reason for figure in _figures(nothing).values()} == {"no_common_units"}
    alone = u_alpha(codings(Work(5, {"a": [(0, 5, "claim")]})))
    assert (alone.overall.reason, alone.single) == ("no_common_units", 1)
    empty = u_alpha(codings(Work(5, {"a": [], "b": []}), labels=["claim"]))
    assert (empty.overall.value, empty.overall.reason) == (None, "no_variation")
    assert (empty.cu.reason, empty.labels["claim"].coverage.reason) == ("no_pairable", "no_spans")
    assert empty.coverage.value == 0.0
    full = u_alpha(codings(Work(5, {"a": [(0, 5, "claim")], "b": [(0, 5, "claim")]})))
    assert (full.overall.value, full.overall.reason) == (None, "no_variation")


@given(works())
def test_a_value_or_a_reason_and_never_both(units: list[Work]) -> None:
    for figure in _figures(u_alpha(codings(*units, labels=TYPES))).values():
        assert (figure.value is None) == (figure.reason is not None)
        assert figure.value is None or figure.value <= 1 + 1e-9


@given(works(), st.randoms(), st.permutations(TYPES), st.permutations("abc"))
def test_order_and_names_are_of_no_matter(
    units: list[Work], random: Random, labels: list[str], names: list[str]
) -> None:
    label, name = dict(zip(TYPES, labels, strict=True)), dict(zip("abc", names, strict=True))
    moved = []
    for work in random.sample(units, len(units)):
        spans = {name[who]: [(one, two, label[type_]) for one, two, type_ in own] for who, own in work.spans.items()}
        spans = {who: random.sample(own, len(own)) for who, own in random.sample(list(spans.items()), len(spans))}
        moved.append(replace(work, spans=spans, links={}))
    before = _figures(u_alpha(codings(*units, labels=TYPES)))
    after = _figures(u_alpha(codings(*moved, labels=TYPES)))
    for path, figure in before.items():
        kind, *rest = path.split(".")
        there = after[".".join([kind, label[rest[0]], rest[1]])] if rest else after[path]
        assert there.value == pytest.approx(figure.value)
        assert there.reason == figure.reason


@given(works(), st.data())
def test_cutting_a_unit_within_the_gap_of_all_changes_nothing(units: list[Work], data: st.DataObject) -> None:
    first, *others = units
    marked = [(one, two) for own in first.spans.values() for one, two, _ in own]
    inside = range(first.start + 1, first.start + first.length)
    free = [place for place in inside if not any(one < place < two for one, two in marked)]
    assume(free)
    place = data.draw(st.sampled_from(free))
    left = {who: [span for span in own if span[1] <= place] for who, own in first.spans.items()}
    right = {who: [span for span in own if span[0] >= place] for who, own in first.spans.items()}
    cut = [
        Work(place - first.start, left, start=first.start, article=first.article),
        Work(first.start + first.length - place, right, start=place, article=first.article),
    ]
    before = _figures(u_alpha(codings(*units, labels=TYPES)))
    for path, figure in _figures(u_alpha(codings(*cut, *others, labels=TYPES))).items():
        assert figure.value == pytest.approx(before[path].value)
        assert figure.reason == before[path].reason


@given(works(), st.integers(1, 50))
def test_a_unit_that_all_leave_empty_never_lowers_agreement_on_what_is_marked(units: list[Work], length: int) -> None:
    before = u_alpha(codings(*units)).binary
    assume(before.value is not None)
    after = u_alpha(codings(*units, Work(length, {"a": [], "b": []}, start=900))).binary
    assert after.value is not None
    assert before.value is not None
    assert after.value >= before.value - 1e-9


@given(works(overlaps=False))
def test_copies_of_one_annotator_agree(units: list[Work]) -> None:
    copied = [
        replace(work, spans=dict.fromkeys("abc", next(iter(work.spans.values()), [])), links={}) for work in units
    ]
    for path, figure in _figures(u_alpha(codings(*copied, labels=TYPES))).items():
        assert figure.value is None or figure.value == pytest.approx(1.0) or path.endswith("coverage")
    binary = u_alpha(codings(*copied)).binary
    assert binary.value == pytest.approx(1.0) or binary.reason == "no_variation"


def test_parts_of_nothing_have_no_value() -> None:
    for part in u_alpha_parts(codings(labels=TYPES)).values():
        assert (part.total(), part.per_article().tolist(), part.leaving_out().tolist()) == (None, [], [])


@settings(max_examples=30)
@given(works())
def test_articles_are_added_up(units: list[Work]) -> None:
    found = codings(*units, labels=TYPES)
    expect_parts_add_up(found, lambda some: _figures(u_alpha(some)), u_alpha_parts(found))


@given(works("ab", overlaps=False))
def test_sums_over_units_equal_a_count_of_characters(units: list[Work]) -> None:
    """Observed and expected disagreement of two annotators, counted character by character."""
    shared = [work for work in units if len(work.spans) == 2]
    pairs = [pair for work in shared for pair in zip(_characters(work, "a"), _characters(work, "b"), strict=True)]
    everything = [value for pair in pairs for value in pair]
    value = u_alpha(codings(*units)).overall.value
    if len(set(everything)) < 2:
        assert value is None
        return
    total = len(everything)
    squares = sum((two - one) ** 2 for work in shared for own in work.spans.values() for one, two, _ in own)
    squares += everything.count(None)
    expected = total * (total**2 - sum(everything.count(one) ** 2 for one in set(everything))) / (total**2 - squares)
    assert value == pytest.approx(1 - 2 * sum(one != other for one, other in pairs) / expected)


def _characters(work: Work, name: str) -> list[str | None]:
    labels: list[str | None] = [None] * work.length
    for start, end, label in work.spans[name]:
        labels[start - work.start : end - work.start] = [label] * (end - start)
    return labels


def _figures(found: UAlpha) -> dict[str, Figure]:
    """All figures by their path, as `u_alpha_parts` names them."""
    figures = {"overall": found.overall, "binary": found.binary, "cu": found.cu, "coverage": found.coverage}
    for label, parts in found.labels.items():
        for name in ("u_alpha", "ku_alpha", "coverage"):
            figures[f"labels.{label}.{name}"] = getattr(parts, name)
    return figures
