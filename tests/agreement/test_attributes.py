"""Agreement on attributes of aligned spans."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
import pytest
from hypothesis import given

from annotate.agreement import (
    AttributeAgreement,
    attribute_agreement,
    attribute_parts,
    clusters,
    gwet_ac1,
    krippendorff_alpha,
    percent_agreement,
)
from annotate.agreement._codings import ABSENT, Codings
from annotate.agreement.spans._attributes import MANY
from tests.agreement.build import SCALES, TYPES, Ranges, Scales, Work, codings, works

SPANS: Ranges = [(0, 5, "claim"), (6, 11, "claim"), (12, 17, "claim"), (18, 23, "claim")]
GRADE: Scales = {"grade": ("ordinal", ("low", "mid", "high"))}
KIND: Scales = {"kind": ("nominal", ("x", "y", "z"))}


def rated(scales: Scales, a: list[str | None], b: list[str | None]) -> AttributeAgreement:
    """Two annotators who marked the same four spans and gave them these values."""
    (name,) = scales
    values = {who: [{name: value} if value else {} for value in own] for who, own in (("a", a), ("b", b))}
    work = Work(30, {"a": SPANS, "b": SPANS}, values=values)
    return attribute_agreement(codings(work, scales=scales))[name]


def test_nominal_values_worked_by_hand() -> None:
    # x x, x x, y y, x y: of 8 ratings x has 5, y 3; one item differs: 1 - 2 · 7 / (2 · 5 · 3).
    found = rated(KIND, ["x", "x", "y", "x"], ["x", "x", "y", "y"])
    assert found.level == "nominal"
    assert found.alpha.value == pytest.approx(1 - 2 * 7 / 30)
    assert (found.percent.value, found.commonest, found.unpaired) == (0.75, 5 / 8, 0)
    assert (found.alpha.units, found.alpha.items, found.alpha.annotators) == (1, 4, 2)
    # AC1 counts all three values: chance is (5/8 · 3/8 · 2) / 2.
    chance = (5 / 8 * 3 / 8 * 2) / 2
    assert found.ac1.value == pytest.approx((0.75 - chance) / (1 - chance))


def test_a_step_on_a_scale_weighs_less_than_two() -> None:
    near = rated(GRADE, ["low", "low", "high", "mid"], ["low", "low", "high", "high"])
    far = rated(GRADE, ["low", "low", "high", "low"], ["low", "low", "high", "high"])
    assert near.level == "ordinal"
    assert near.alpha.value is not None
    assert far.alpha.value is not None
    assert near.alpha.value > far.alpha.value
    assert near.percent.value == far.percent.value == 0.75


def test_who_gave_no_value_or_whose_span_is_alone_is_missing() -> None:
    found = rated(KIND, ["x", "y", "x", None], ["x", "y", None, None])
    assert (found.alpha.value, found.alpha.items, found.unpaired) == (1.0, 2, 1)
    values = {"a": [{"kind": "x"}], "b": [{"kind": "x"}]}
    apart = Work(30, {"a": [(0, 5, "claim")], "b": [(9, 15, "claim")]}, values=values)
    alone = attribute_agreement(codings(apart, scales=KIND))["kind"]
    assert (alone.alpha.reason, alone.ac1.reason, alone.commonest, alone.unpaired) == (
        "no_pairable",
        "no_pairable",
        None,
        2,
    )


def test_values_on_spans_of_different_labels_compare() -> None:
    values = {"a": [{"kind": "x"}], "b": [{"kind": "y"}]}
    work = Work(30, {"a": [(0, 5, "claim")], "b": [(0, 5, "problem")]}, values=values)
    found = attribute_agreement(codings(work, scales=KIND))["kind"]
    assert (found.percent.value, found.alpha.items) == (0.0, 1)


def test_one_value_only_is_no_variation_but_ac1_counts_what_might_have_been() -> None:
    found = rated(KIND, ["x"] * 4, ["x"] * 4)
    assert (found.alpha.value, found.alpha.reason) == (None, "no_variation")
    assert (found.ac1.value, found.percent.value, found.commonest) == (1.0, 1.0, 1.0)


def test_without_common_units_there_is_no_figure() -> None:
    found = attribute_agreement(codings(Work(9, {"a": []}), scales=KIND))["kind"]
    assert {found.alpha.reason, found.percent.reason, found.ac1.reason} == {"no_common_units"}
    assert attribute_agreement(codings()) == {}


def test_free_text_has_a_figure_but_none_by_article() -> None:
    values = tuple(f"值𠮷{number}" for number in range(MANY + 1))
    scales: Scales = {"actor": ("nominal", values), **KIND}
    spans = {who: [(5 * place, 5 * place + 4, "claim") for place in range(4)] for who in "ab"}
    given = {
        "a": [{"actor": values[number], "kind": "x"} for number in (0, 1, 2, 3)],
        "b": [{"actor": values[number], "kind": "y"} for number in (0, 1, 2, 100)],
    }
    found = codings(Work(30, spans, values=given), scales=scales)
    agreement = attribute_agreement(found)["actor"]
    assert agreement.percent.value == 0.75
    # Three values twice, two once: 1 - 2 · 7 / (64 - 3 · 4 - 2).
    assert agreement.alpha.value == pytest.approx(1 - 2 * 7 / 50)
    assert attribute_parts(found).keys() == {"kind.alpha", "kind.percent", "kind.ac1"}


def table(found: Codings, name: str) -> list[list[Hashable | None]]:
    """Items × annotators: the values in each cluster in which at least two gave one, by their rows on the scale."""
    column, number = found.spans.attributes[name].column, clusters(found)
    rows: list[list[Hashable | None]] = [[None] * len(found.annotators) for _ in range(int(number.max(initial=-1)) + 1)]
    for row, value in enumerate(column.tolist()):
        if value != ABSENT:
            rows[number[row]][found.spans.annotator[row]] = value
    return [row for row in rows if sum(value is not None for value in row) > 1]


@given(works(attributes=True))
def test_figures_are_those_of_the_coefficients_on_the_clusters(units: list[Work]) -> None:
    found = codings(*units, labels=TYPES, annotators="abc", scales=SCALES)
    for name, agreement in attribute_agreement(found).items():
        rows, (level, values) = table(found, name), SCALES[name]
        expected = krippendorff_alpha(rows, level)
        assert agreement.alpha.value == pytest.approx(expected.value)
        assert agreement.alpha.items == expected.units
        assert agreement.percent.value == pytest.approx(percent_agreement(rows).value)
        ac1 = gwet_ac1(rows, categories=range(len(values)))
        assert agreement.ac1.value == pytest.approx(ac1.value)


@given(works(attributes=True))
def test_parts_add_up_to_the_figures(units: list[Work]) -> None:
    found = codings(*units, labels=TYPES, annotators="abc", scales=SCALES)
    figures, parts = attribute_agreement(found), attribute_parts(found)
    for name, agreement in figures.items():
        for key in ("alpha", "percent", "ac1"):
            assert parts[f"{name}.{key}"].total() == getattr(agreement, key).value
    for row in range(len(found.articles)):
        alone = found.keep_units(np.array([at == row for at in found.units.article], dtype=bool))
        for name, part in attribute_parts(alone).items():
            expected = part.total()
            whole = parts[name].per_article()[row]
            assert whole == pytest.approx(np.nan if expected is None else expected, nan_ok=True)
