"""αU of 1995 and 2004: published and hand-worked values, a count by sections, and properties of its definition."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from annotate.agreement import AlphaU, UnitizingFigure, alpha_u, alpha_u_parts
from tests.agreement.build import TYPES, Ranges, Work, codings, expect_parts_add_up, works

Section = tuple[int, int, bool]
"""Start, end and whether it is marked."""


def test_the_example_of_the_textbook() -> None:
    # Krippendorff 2004, Content Analysis, 2nd ed., p. 254: a continuum of 300 from 150 on.
    spans: dict[str, Ranges] = {
        "a": [(225, 295, "c"), (370, 400, "c"), (180, 240, "k"), (300, 350, "k")],
        "b": [(220, 300, "c"), (355, 375, "c"), (400, 420, "c"), (180, 240, "k"), (300, 350, "k")],
    }
    found = alpha_u(codings(Work(300, spans, start=150)))
    assert _values(found.labels["c"]) == pytest.approx((0.0144, 0.0532, 0.7286), abs=1e-4)
    assert _values(found.labels["k"]) == pytest.approx((0.0, 0.0490, 1.0), abs=1e-4)
    assert found.joint.value == pytest.approx(0.8591, abs=5e-4)
    assert (found.joint.items, found.labels["c"].items, found.joint.units) == (9, 5, 1)


def test_two_spans_worked_by_hand() -> None:
    # On 10 characters, [0, 4) and [2, 6): starts and ends differ by 2, so 2 · (4 + 4) of two ordered pairs over
    # 2 · 1 · 10². Expected: each of the two spans of 4 against the other: (2 · 64 - 3 · 16 + 4) / 3 = 28, and into
    # gaps of 6 (a), 2 and 4 (b): 16 · (3 + 1) = 64; 2/10 · 2 · (28 + 64) / (20 · 19 - 2 · 12).
    found = alpha_u(codings(Work(10, {"a": [(0, 4, "claim")], "b": [(2, 6, "claim")]}))).joint
    assert _values(found)[:2] == pytest.approx((16 / 200, 0.2 * 2 * 92 / 356))


def test_units_are_pooled_by_squared_length_and_annotators() -> None:
    two = Work(10, {"a": [(0, 4, "claim")], "b": [(2, 6, "claim")]})
    three = Work(20, {"a": [(30, 34, "claim")], "b": [], "c": [(30, 33, "problem")]}, start=20)
    one = Work(30, {"c": [(40, 44, "claim")]}, start=40)
    apart = [alpha_u(codings(work, labels=TYPES)).joint for work in (two, three)]
    both = alpha_u(codings(two, three, one, labels=TYPES))
    for name in ("observed", "expected"):
        parts = [getattr(found, name) for found in apart]
        assert getattr(both.joint, name) == pytest.approx((200 * parts[0] + 1200 * parts[1]) / 1400)
    assert both.joint.value == pytest.approx(1 - both.joint.observed / both.joint.expected)  # type: ignore[operator]
    assert (both.single, both.joint.units, both.joint.items, both.joint.annotators) == (1, 2, 4, 3)


def test_labels_may_overlap_and_spans_of_one_label_are_merged() -> None:
    other: Ranges = [(0, 8, "claim"), (2, 6, "problem")]
    whole = alpha_u(codings(Work(20, {"a": [(0, 9, "claim"), (4, 6, "problem")], "b": other})))
    pieces = alpha_u(codings(Work(20, {"a": [(0, 5, "claim"), (4, 9, "claim"), (4, 6, "problem")], "b": other})))
    touching = alpha_u(codings(Work(20, {"a": [(0, 5, "claim"), (5, 9, "claim"), (4, 6, "problem")], "b": other})))
    assert pieces.joint.value == whole.joint.value != touching.joint.value
    assert (whole.merged, pieces.merged, touching.merged) == (0, 1, 0)


def test_undefined_is_none_with_a_reason() -> None:
    def reason(*units: Work) -> object:
        joint = alpha_u(codings(*units, labels=["claim"])).joint
        assert (joint.value is None) == (joint.reason is not None)
        return joint.reason

    assert reason() == "no_common_units"
    assert reason(Work(5, {"a": [(0, 5, "claim")]})) == "no_common_units"
    assert reason(Work(5, {"a": [], "b": []})) == "no_spans"
    assert reason(Work(1, {"a": [(0, 1, "claim")], "b": [(0, 1, "claim")]})) == "no_variation"
    unseen = alpha_u(codings(Work(5, {"a": []}))).joint
    assert (unseen.observed, unseen.expected) == (None, None)


def test_one_span_alone_is_no_agreement_and_no_disagreement() -> None:
    alone = alpha_u(codings(Work(20, {"a": [(3, 9, "claim")], "b": []}), labels=["claim", "problem"]))
    assert (alone.joint.value, alone.labels["claim"].value) == (0.0, 0.0)
    assert alone.labels["problem"].reason == "no_spans"
    two = alpha_u(codings(Work(20, {"a": [(3, 9, "claim"), (12, 14, "claim")], "b": []})))
    assert two.joint.value not in (None, 0.0)


@given(works("abcd"))
def test_sums_equal_a_count_section_by_section(units: list[Work]) -> None:
    found = alpha_u(codings(*units, labels=TYPES))
    shared = [work for work in units if len(work.spans) > 1]
    scale = sum(len(work.spans) * work.length**2 for work in shared)
    for label in TYPES:
        figure = found.labels[label]
        if not scale:
            assert figure.reason == "no_common_units"
            continue
        disagreements = [_by_sections(work, label) for work in shared]
        assert figure.observed == pytest.approx(sum(observed for observed, _ in disagreements) / scale)
        assert figure.expected == pytest.approx(sum(expected for _, expected in disagreements) / scale)


def _by_sections(work: Work, label: str) -> tuple[float, float]:
    """Observed and expected disagreement as Krippendorff's formulas write them, times m·L²."""
    lines = [_sections(work, own, label) for own in work.spans.values()]
    observed = 0.0
    for mine, yours in permutations(lines, 2):
        observed += sum(_difference(one, other) for one in mine for other in yours)
    spans = [end - start for line in lines for start, end, marked in line if marked]
    gaps = [end - start for line in lines for start, end, marked in line if not marked]
    expected = 0.0
    for size in spans:
        expected += (len(spans) - 1) / 3 * (2 * size**3 - 3 * size**2 + size)
        expected += size**2 * sum(gap - size + 1 for gap in gaps if gap >= size)
    total = len(lines) * work.length
    expected *= 2 / work.length / (total * (total - 1) - sum(size * (size - 1) for size in spans))
    return observed / (len(lines) - 1), expected * len(lines) * work.length**2


def _sections(work: Work, own: Ranges, label: str) -> list[Section]:
    """The line of one annotator, cut where spans begin and end; overlapping spans are one."""
    sections: list[Section] = []
    at = work.start
    for start, end in sorted((start, end) for start, end, type_ in own if type_ == label):
        if start < at and sections:
            sections[-1] = (sections[-1][0], max(end, at), True)
        else:
            sections += [(at, start, False), (start, end, True)]
        at = sections[-1][1]
    sections.append((at, work.start + work.length, False))
    return [section for section in sections if section[0] < section[1]]


def _difference(one: Section, other: Section) -> int:
    if one[2] and other[2] and max(one[0], other[0]) < min(one[1], other[1]):
        return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2
    for span, gap in ((one, other), (other, one)):
        if span[2] and not gap[2] and gap[0] <= span[0] and span[1] <= gap[1]:
            return (span[1] - span[0]) ** 2
    return 0


@given(works(), st.randoms(), st.permutations(TYPES), st.permutations("abc"))
def test_order_and_names_are_of_no_matter(
    units: list[Work], random: Random, labels: list[str], names: list[str]
) -> None:
    label, name = dict(zip(TYPES, labels, strict=True)), dict(zip("abc", names, strict=True))
    moved = []
    for work in random.sample(units, len(units)):
        spans = {name[who]: [(one, two, label[type_]) for one, two, type_ in own] for who, own in work.spans.items()}
        moved.append(replace(work, spans=spans, links={}))
    before = _figures(alpha_u(codings(*units, labels=TYPES)))
    after = _figures(alpha_u(codings(*moved, labels=TYPES)))
    for path, figure in before.items():
        kind, *rest = path.split(".")
        there = after[".".join([kind, label[rest[0]]])] if rest else after[path]
        assert there.value == pytest.approx(figure.value)
        assert there.reason == figure.reason


@given(works(overlaps=False), st.lists(st.integers(0, 30), max_size=6, unique=True))
def test_a_unit_nobody_disagrees_on_never_lowers_agreement(units: list[Work], cuts: list[int]) -> None:
    before = alpha_u(codings(*units, labels=TYPES)).joint
    assume(before.value is not None and before.items > 1)
    cuts.sort()
    spans = [(start, end, "claim") for start, end in zip(cuts[::2], cuts[1::2], strict=False)]
    agreed = Work(30, {"a": spans, "b": spans})
    after = alpha_u(codings(*units, agreed, labels=TYPES)).joint
    assert after.value is not None
    assert before.value is not None
    assert after.value >= before.value - 1e-9


@given(works())
def test_copies_of_one_annotator_agree(units: list[Work]) -> None:
    copied = [
        replace(work, spans=dict.fromkeys("abc", next(iter(work.spans.values()), [])), links={}) for work in units
    ]
    for figure in _figures(alpha_u(codings(*copied, labels=TYPES))).values():
        assert figure.value == pytest.approx(1.0) or figure.reason in ("no_spans", "no_variation")


def test_parts_of_nothing_have_no_value() -> None:
    for part in alpha_u_parts(codings(labels=TYPES)).values():
        assert (part.total(), part.per_article().tolist(), part.leaving_out().tolist()) == (None, [], [])


@settings(max_examples=40)
@given(works())
def test_articles_are_added_up(units: list[Work]) -> None:
    found = codings(*units, labels=TYPES)
    expect_parts_add_up(found, lambda some: _figures(alpha_u(some)), alpha_u_parts(found))


def _values(figure: UnitizingFigure) -> tuple[float | None, float | None, float | None]:
    return figure.observed, figure.expected, figure.value


def _figures(found: AlphaU) -> dict[str, UnitizingFigure]:
    """All figures by their path, as `alpha_u_parts` names them."""
    return {"joint": found.joint} | {f"labels.{label}": figure for label, figure in found.labels.items()}
