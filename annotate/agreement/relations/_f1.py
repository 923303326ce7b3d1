"""Pairwise F1 of relations, end to end."""

from __future__ import annotations

import numpy as np

from annotate.agreement._additive import Additive
from annotate.agreement._codings import Codings, Edges, Flags, Ints
from annotate.agreement._figures import TypedF1
from annotate.agreement.spans._match import matching
from annotate.agreement.spans._pairs import Counts, Items, Matches
from schema import Scheme


def relation_f1(
    codings: Codings,
    scheme: Scheme,
    *,
    threshold: float = 1.0,
    typed: bool = True,
    directed: bool = True,
    labelled: bool = True,
) -> TypedF1:
    """Return F1 of relations as triples (source, target, type) for every two annotators over the units both saw.

    Two relations match when their types are equal and their ends are spans that the maximum matching of spans pairs
    at `threshold` (as in `span_f1`); so an error in a span counts against its relations too. Without `typed` any two
    types are equal; without `directed` source and target can be exchanged, as they always can where the scheme
    declares a type symmetric. Relations of an annotator that are the same so count once. Without `labelled` spans of
    different labels can be paired too. Counts are summed over units, the value is the mean of the pairs.

    None with `no_relations` where neither has any, with `no_common_units` for two without a common unit. Raises
    InputError for a threshold that is not above 0 and at most 1.
    """
    counts = _counts(codings, scheme, threshold, typed, directed, labelled)
    return counts.figures(nothing="no_relations", empty=np.nan, typed=typed)


def relation_f1_parts(
    codings: Codings,
    scheme: Scheme,
    *,
    threshold: float = 1.0,
    typed: bool = True,
    directed: bool = True,
    labelled: bool = True,
) -> dict[str, Additive]:
    """Return `relation_f1` as sums over articles: `value`, and if `typed` also `types.<type>`."""
    counts = _counts(codings, scheme, threshold, typed, directed, labelled)
    return counts.parts(empty=np.nan, typed=typed)


def relation_f1_and_parts(codings: Codings, scheme: Scheme, *, threshold: float) -> tuple[TypedF1, dict[str, Additive]]:
    """Return `relation_f1` and `relation_f1_parts`, typed and directed, of one matching."""
    counts = _counts(codings, scheme, threshold, typed=True, directed=True, labelled=True)
    return counts.figures(nothing="no_relations", empty=np.nan, typed=True), counts.parts(empty=np.nan, typed=True)


def symmetric_types(codings: Codings, scheme: Scheme) -> Flags:
    """Return for each relation type whether the scheme declares it symmetric; unknown ones are not."""
    declared = {relation.id for relation in scheme.relations if relation.symmetric}
    return np.array([name in declared for name in codings.types], dtype=bool)


def _counts(codings: Codings, scheme: Scheme, threshold: float, typed: bool, directed: bool, labelled: bool) -> Counts:
    spans, relations = codings.spans, codings.relations
    turning = symmetric_types(codings, scheme)[relations.type] if directed else np.ones(len(relations.type), dtype=bool)
    type_ = relations.type if typed else np.zeros_like(relations.type)
    codes, rows = np.unique(_codes(codings, relations.source, relations.target, type_, turning), return_index=True)
    pairs = matching(codings, threshold=threshold, labelled=labelled, kind="iou")
    first: list[Ints] = []
    others: list[Ints] = []
    for other in range(1, len(codings.annotators)):
        partner = _partners(codings, pairs, other)
        source, target = partner[relations.source[rows]], partner[relations.target[rows]]
        moved = np.flatnonzero((source >= 0) & (target >= 0))
        code = _codes(codings, source[moved], target[moved], type_[rows[moved]], turning[rows[moved]])
        at = np.searchsorted(codes[:-1], code)
        first.append(moved[codes[at] == code])
        others.append(np.full(len(first[-1]), other))
    matched = np.concatenate([*first, np.zeros(0, dtype=np.int64)])
    source = relations.source[rows]
    return Counts.of(
        codings,
        codings.types if typed else ("",),
        Items(spans.unit[source], spans.annotator[source], type_[rows]),
        Matches(matched, np.concatenate([*others, np.zeros(0, dtype=np.int64)]), np.ones(len(matched))),
    )


def _partners(codings: Codings, pairs: Edges, other: int) -> Ints:
    """Return for each span of an annotator who comes before `other` the row of the latter's that it is matched to."""
    partner = np.full(len(codings.spans.unit), -1)
    theirs = codings.spans.annotator[pairs.second] == other
    partner[pairs.first[theirs]] = pairs.second[theirs]
    return partner


def _codes(codings: Codings, source: Ints, target: Ints, type_: Ints, turning: Flags) -> Ints:
    """Return a number for each relation, equal for equal ones; those flagged have no direction."""
    turned = turning & (target < source)
    start, end = np.where(turned, target, source), np.where(turned, source, target)
    codes: Ints = (start * len(codings.spans.unit) + end) * max(len(codings.types), 1) + type_
    return codes
