"""γ: best alignments against all alignments, hand-worked disorder, limits and invariances."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator, Sequence
from multiprocessing import active_children

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.agreement import Codings, gamma, gamma_apart
from annotate.agreement.spans import _gamma_apart
from annotate.agreement.spans._best_alignment import Continuum, Weights, least_disorder
from annotate.agreement.spans._gamma import _by_chance, _continua
from annotate.errors import InputError
from tests.agreement.build import Ranges, Work, codings

Marked = tuple[int, int, int, int]
"""Annotator, start, end, label."""

LENGTH = 40


def continuum(spans: Sequence[Marked], annotators: int, length: int = LENGTH) -> Continuum:
    annotator, start, end, label = np.array(spans, dtype=np.int64).reshape(-1, 4).T
    return Continuum(annotators, length, annotator, start, end, label)


@st.composite
def drawn(draw: st.DrawFn, annotators: int = 3) -> list[Marked]:
    """Up to two spans of each annotator, near each other."""
    found: list[Marked] = []
    for annotator in range(annotators):
        for _ in range(draw(st.integers(0, 2))):
            start, size = draw(st.integers(0, 20)), draw(st.integers(1, 9))
            found.append((annotator, start, start + size, draw(st.integers(0, 1))))
    return found


def groupings(spans: list[Marked]) -> Iterator[list[list[Marked]]]:
    """Every way to put spans in groups with at most one span of an annotator."""
    if not spans:
        yield []
        return
    first, *rest = spans
    for groups in groupings(rest):
        yield [[first], *groups]
        for at, group in enumerate(groups):
            if first[0] not in [other[0] for other in group]:
                yield [*groups[:at], [first, *group], *groups[at + 1 :]]


def disorder(group: list[Marked], annotators: int, weights: Weights) -> float:
    """By the definition: the mean over pairs of annotators."""
    by = {span[0]: span[1:] for span in group}
    total = 0.0
    for other in range(annotators):
        for one in range(other):
            if one not in by or other not in by:
                total += 1
                continue
            (start, end, label), (start_2, end_2, label_2) = by[one], by[other]
            apart = (abs(start - start_2) + abs(end - end_2)) / (end - start + end_2 - start_2)
            total += weights.position * apart**2 + weights.label * (label != label_2)
    return total / (annotators * (annotators - 1) / 2)


@settings(deadline=None)
@given(st.integers(2, 4), st.data(), st.sampled_from([(1.0, 1.0), (3.0, 1.0), (0.5, 2.0), (0.0, 0.0)]))
def test_no_alignment_is_better_than_the_one_found(
    annotators: int, data: st.DataObject, weight: tuple[float, float]
) -> None:
    spans = data.draw(drawn(annotators))
    weights = Weights(*weight)
    best = min(sum(disorder(group, annotators, weights) for group in groups) for groups in groupings(spans))
    assert least_disorder(continuum(spans, annotators), weights, 10.0) == pytest.approx(best)


def test_disorder_worked_by_hand() -> None:
    # Lengths 4 and 4, ends apart by 1 and 1: (2 / 8)² = 1/16. The second pair differs in its label too. The third
    # span is alone and costs 1. Over the mean number of spans, 5/2.
    one = [(0, 4, "claim"), (10, 14, "claim"), (30, 34, "problem")]
    other = [(1, 5, "claim"), (11, 15, "problem")]
    found = gamma(codings(Work(LENGTH, {"a": one, "b": other})), samples=5)
    assert found.observed == pytest.approx((1 / 16 + 1 + 1 / 16 + 1) / 2.5)
    assert found.observed is not None
    assert found.expected is not None
    assert found.value == pytest.approx(1 - found.observed / found.expected)
    assert (found.items, found.units, found.annotators, found.samples) == (5, 1, 2, 5)
    # Labels that differ cost less than two spans alone, and half a label is half of that.
    assert gamma(codings(Work(LENGTH, {"a": one, "b": other})), beta=0.5, samples=5).observed == pytest.approx(
        (1 / 16 + 0.5 + 1 / 16 + 1) / 2.5
    )


def test_a_copy_agrees_wholly_and_a_stranger_by_chance_only() -> None:
    spans = [(start, start + 5, "ab"[start % 2]) for start in range(0, 120, 11)]
    copied = gamma(codings(Work(130, {"a": spans, "b": spans, "c": spans})), samples=5)
    assert (copied.value, copied.observed, copied.sampling_error) == (1.0, 0.0, 0.0)
    random = np.random.default_rng(5)
    strangers = {
        name: [(int(at), int(at) + 5, str(random.choice(["a", "b"]))) for at in np.sort(random.integers(0, 800, 12))]
        for name in "ab"
    }
    apart = gamma(codings(Work(810, strangers)), samples=40)
    assert apart.value is not None
    assert abs(apart.value) < 0.15


def moved(spans: Ranges, by: int) -> Ranges:
    return [(start + by, end + by, label) for start, end, label in spans]


def example() -> Codings:
    spans = {
        "a": [(0, 9, "claim"), (9, 17, "problem"), (24, 30, "measure")],
        "b": [(0, 9, "claim"), (11, 17, "claim"), (21, 27, "measure")],
        "c": [(2, 9, "claim"), (24, 30, "problem")],
    }
    later = {name: moved(own, LENGTH + 1) for name, own in spans.items()}
    return codings(Work(LENGTH, spans), Work(LENGTH, later, start=LENGTH + 1), Work(LENGTH, spans, article="b"))


def test_the_same_seed_gives_the_same_value_and_samples_differ() -> None:
    assert gamma(example(), samples=4, seed=3) == gamma(example(), samples=4, seed=3)
    assert gamma(example(), samples=4, seed=3).expected != gamma(example(), samples=4, seed=4).expected
    single = gamma(example(), samples=1)
    assert (single.sampling_error, single.value is None) == (None, False)


def test_names_of_annotators_and_splitting_units_are_of_no_matter_to_what_was_observed() -> None:
    spans = {"a": [(0, 9, "claim"), (21, 27, "measure")], "b": [(2, 9, "claim"), (20, 30, "problem")]}
    whole = gamma(codings(Work(LENGTH, spans)), samples=2)
    turned = gamma(codings(Work(LENGTH, {"a": spans["b"], "b": spans["a"]})), samples=2)
    halves = [
        Work(19, {name: own[:1] for name, own in spans.items()}),
        Work(21, {name: own[1:] for name, own in spans.items()}, start=19),
    ]
    cut = gamma(codings(*reversed(halves)), samples=2)
    assert whole.observed is not None
    assert whole.observed == pytest.approx(turned.observed)
    assert (cut.observed, cut.expected) == (whole.observed, whole.expected)


def test_units_that_others_saw_are_another_text() -> None:
    spans = {"a": [(0, 9, "claim")], "b": [(0, 9, "claim")]}
    shifted = {"a": [(20, 29, "claim")], "b": [(25, 29, "claim")], "c": [(20, 29, "claim")]}
    later = {name: moved(own, 50) for name, own in spans.items()}
    found = codings(
        Work(10, spans), Work(20, shifted, start=20), Work(10, later, start=50), Work(9, {"c": []}, start=90)
    )
    first, second = sorted(_continua(found), key=lambda text: text.annotators)
    # Both units of a and b side by side; that of all three; the unit that c alone saw has no part.
    assert (first.annotators, first.length, sorted(first.start.tolist())) == (2, 20, [0, 0, 10, 10])
    assert (second.annotators, second.length, second.start.tolist()) == (3, 20, [0, 5, 0])
    # The first are equal. In the second two of three pairs differ by (5 / 13)². Each text weighs as its mean number
    # of spans, 2 and 1.
    assert gamma(found, samples=2).observed == pytest.approx(2 / 3 * (5 / 13) ** 2 / 3)


@given(st.data(), st.integers(0, 9))
def test_by_chance_spans_keep_their_lengths_and_labels(data: st.DataObject, seed: int) -> None:
    spans = data.draw(drawn())
    if not spans:
        return
    text = continuum(spans, 3)
    put = _by_chance(text, np.random.default_rng(seed))
    assert len(put.start) > 0
    assert ((put.start >= 0) & (put.start < LENGTH)).all()
    for annotator in range(3):
        own = np.flatnonzero(put.annotator == annotator)
        kinds = sorted(zip((put.end - put.start)[own], put.label[own], strict=True))
        sources = [np.flatnonzero(text.annotator == source) for source in range(3)]
        assert kinds in [sorted(zip((text.end - text.start)[rows], text.label[rows], strict=True)) for rows in sources]


def test_what_is_too_much_has_no_value() -> None:
    few = gamma(example(), most_spans=23)
    assert (few.value, few.reason, few.items, few.expected) == (None, "too_large", 24, None)
    assert gamma(example(), most_spans=24, samples=2).value is not None
    assert gamma(example(), seconds=0.0).reason == "timed_out"
    # Spans of many annotators that lie on each other can be aligned in too many ways.
    piled = {f"a{number}": [(at, at + 30, "claim") for at in range(9)] for number in range(9)}
    assert gamma(codings(Work(LENGTH, piled)), samples=2).reason == "too_large"


def test_a_process_of_its_own_says_the_same() -> None:
    assert gamma_apart(example(), seed=3) == gamma(example(), seed=3)
    assert gamma_apart(example(), most_spans=23).reason == "too_large"


def test_a_process_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_gamma_apart, "STARTING", 0.0)
    found = gamma_apart(example(), seconds=0.01)
    assert (found.value, found.reason, found.items, found.samples) == (None, "timed_out", 24, 0)
    assert active_children() == []


def dies(*_: object) -> None:
    os._exit(9)


def test_a_process_that_dies_leaves_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_gamma_apart, "_measure", dies)
    assert gamma_apart(example()).reason == "too_large"
    assert active_children() == []


def test_undefined_and_refused() -> None:
    assert gamma(codings(Work(9, {"a": [(0, 3, "x")]}), Work(9, {"b": []}))).reason == "no_common_units"
    assert gamma(codings(Work(9, {"a": [], "b": []}), Work(9, {"a": [(0, 3, "x")]}))).reason == "no_spans"
    spans = {"a": [(0, 3, "x")], "b": [(4, 7, "y")]}
    assert gamma(codings(Work(9, spans)), alpha=0.0, beta=0.0).reason == "no_variation"
    for wrong in (math.nan, math.inf, -1.0):
        with pytest.raises(InputError, match="weights"):
            gamma(codings(Work(9, spans)), alpha=wrong)
    with pytest.raises(InputError, match="0 samples"):
        gamma(codings(Work(9, spans)), samples=0)


def test_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    gamma(example(), samples=3)
    assert capfd.readouterr() == ("", "")
