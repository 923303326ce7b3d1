"""Pairwise F1 of spans."""

from __future__ import annotations

import numpy as np

from annotate.agreement._additive import Additive
from annotate.agreement._codings import Codings
from annotate.agreement._figures import TypedF1
from annotate.agreement.spans._match import Kind, matching
from annotate.agreement.spans._pairs import Counts, Items, Matches


def span_f1(codings: Codings, *, threshold: float = 1.0, labelled: bool = True, kind: Kind = "iou") -> TypedF1:
    """Return F1 of spans, 2·matched / (spans of both), for every two annotators over the units that both saw.

    Spans are paired within each unit by a maximum matching; if `labelled`, labels must be equal, and the figures of
    each label come from the same matching. `kind` says when two spans may be paired:

    - `iou`: their intersection over union reaches `threshold` (above 0; 1.0 asks for equal ranges);
    - `overlap`: they share a code point, whatever the `threshold`;
    - `soft`: they share a code point, and a pair counts as its intersection over union, of which the matching makes
      the most. This is the panoptic quality of Kirillov et al. 2019 (CVPR, eq. 1) without its threshold.

    Counts are summed over units (micro), the value is the mean of the pairs of annotators. Two annotators who share
    units and marked nothing in any agree on that: 1.0, with counts of 0. A label that neither of them used is None
    with `no_spans`; two annotators without a common unit are `no_common_units`. Raises InputError, for `iou`, if the
    threshold is not above 0 and at most 1.
    """
    counts = _counts(codings, threshold, labelled, kind)
    return counts.figures(nothing="no_spans", empty=1.0, typed=labelled)


def span_f1_parts(
    codings: Codings, *, threshold: float = 1.0, labelled: bool = True, kind: Kind = "iou"
) -> dict[str, Additive]:
    """Return `span_f1` as sums over articles: `value`, and if `labelled` also `types.<label>`."""
    return _counts(codings, threshold, labelled, kind).parts(empty=1.0, typed=labelled)


def span_f1_and_parts(
    codings: Codings, *, threshold: float, labelled: bool, kind: Kind
) -> tuple[TypedF1, dict[str, Additive]]:
    """Return `span_f1` and `span_f1_parts`, of one matching."""
    counts = _counts(codings, threshold, labelled, kind)
    return counts.figures(nothing="no_spans", empty=1.0, typed=labelled), counts.parts(empty=1.0, typed=labelled)


def _counts(codings: Codings, threshold: float, labelled: bool, kind: Kind) -> Counts:
    spans = codings.spans
    pairs = matching(codings, threshold=threshold, labelled=labelled, kind=kind)
    worth = pairs.closeness if kind == "soft" else np.ones(len(pairs.first))
    return Counts.of(
        codings,
        codings.labels if labelled else ("",),
        Items(spans.unit, spans.annotator, spans.label if labelled else np.zeros_like(spans.label)),
        Matches(pairs.first, spans.annotator[pairs.second], worth),
    )
