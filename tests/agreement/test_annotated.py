"""The report on the work of three real annotators, from `annotated/` in the folder of the real documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotate.agreement import CUT, NOTHING, AgreementReport, Measure, report
from tests.agreement.build import POLICY
from tests.annotated import works


@pytest.fixture(scope="module")
def found(corpus: Path) -> AgreementReport:
    """The report on whole articles, since many relations cross paragraphs."""
    return report(works(corpus / "annotated"), POLICY, resamples=100)


def test_counts_of_the_annotators(found: AgreementReport) -> None:
    assert (found.annotations, found.shared_units) == (9, 3)
    assert (found.spans_left_out, found.relations_left_out) == (0, 0)
    first, second, _ = found.of_pairs("span_f1_exact")
    assert (first.first_items, first.second_items, second.second_items) == (208, 194, 181)
    first, second, _ = found.of_pairs("relation_f1_exact")
    assert (first.first_items, first.second_items, second.second_items) == (278, 214, 219)


def test_f1_of_spans_and_relations_is_that_of_a_quick_count(found: AgreementReport) -> None:
    assert _pairs(found, "span_f1_exact") == pytest.approx([0.82, 0.80, 0.68], abs=0.01)
    assert _pairs(found, "span_f1_iou50") == pytest.approx([0.90, 0.88, 0.80], abs=0.01)
    assert _pairs(found, "relation_f1_iou50") == pytest.approx([0.76, 0.72, 0.65], abs=0.02)


def test_alpha_is_defined_and_most_spans_are_aligned(found: AgreementReport) -> None:
    assert (found.merged, found.overlapping) == (0, 0)
    measures: tuple[Measure, ...] = (
        "u_alpha",
        "u_alpha_binary",
        "cu_alpha",
        "relation_alpha",
        "relation_alpha_untyped",
    )
    for measure in measures:
        value = found.figure(measure).value
        assert value is not None
        assert 0.7 < value < 1
    aligned = found.figure("relation_aligned").value
    assert aligned is not None
    assert aligned > 0.9
    # A strict and a generous annotator agree least.
    exact = _pairs(found, "span_f1_exact")
    assert exact[2] == min(exact)


def test_the_hard_decisions_that_annotators_named_are_found(found: AgreementReport) -> None:
    """Whether deficiencies joined by commas are one problem or several; how generously claims are marked."""
    assert found.confusion is not None
    rows = dict(zip(found.confusion.labels, found.confusion.counts, strict=True))
    apart = {label: dict(zip(found.confusion.labels, row, strict=True)) for label, row in rows.items()}
    assert apart["problem"][CUT] > 3 * apart["problem"][NOTHING]
    assert apart["claim"][NOTHING] > apart["problem"][NOTHING] + apart["measure"][NOTHING]


def _pairs(found: AgreementReport, measure: Measure) -> list[float]:
    return [pair.value for pair in found.of_pairs(measure) if pair.value is not None]
