"""The disagreements themselves: where, and who said what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from annotate.agreement._additive import Reals
from annotate.agreement._codings import ABSENT, Flags, Ints
from annotate.agreement.reporting._aligned import Aligned
from annotate.agreement.reporting._listing_model import Disagreement, DisagreementKind, Opinion
from annotate.agreement.reporting._listing_relations import ranked_relations, write_relation
from annotate.agreement.reporting._model import Part
from annotate.agreement.reporting._texts import Texts, words_of
from schema import Scheme


class Listed(NamedTuple):
    """Disagreements, and how many of each kind there are, written or not."""

    counts: dict[DisagreementKind, int]
    disagreements: tuple[Disagreement, ...]


class _Ranked(NamedTuple):
    """Clusters on which annotators differ, the costliest first."""

    cluster: Ints
    cost: Reals
    kind: Sequence[DisagreementKind]


def disagreements(
    aligned: Aligned, scheme: Scheme, texts: Texts | None = None, *, part: Part = "spans", limit: int | None = None
) -> Listed:
    """Return the costliest disagreements on spans, on attributes of spans of one label, or on relations.

    `texts` gives the words. Of equal cost, what comes first in the order of units and in the text comes first.
    Raises InputError where a text does not fit its unit.
    """
    if part == "relations":
        drawn = ranked_relations(aligned, scheme)
        written = tuple(write_relation(one, aligned, texts) for one in drawn[:limit])
        return Listed({"relation": len(drawn)} if drawn else {}, written)
    ranked = _by_spans(aligned) if part == "spans" else _by_attributes(aligned)
    counts = Counter(ranked.kind)
    return Listed(dict(sorted(counts.items())), tuple(_written(ranked, aligned, texts, limit)))


def _by_spans(aligned: Aligned) -> _Ranked:
    """Rank clusters by the code points on which two annotators differ there."""
    spans, one, other = aligned.codings.spans, aligned.first, aligned.second
    kinds: tuple[tuple[DisagreementKind, Reals], ...] = (
        ("extent", _summed(aligned, (spans.start[one] != spans.start[other]) | (spans.end[one] != spans.end[other]))),
        ("cut", _summed_spans(aligned, aligned.cut)),
        ("label", _summed(aligned, spans.label[one] != spans.label[other])),
        ("unmarked", _summed_spans(aligned, aligned.nothing)),
    )
    kind = np.full(aligned.count, "", dtype=object)
    for name, found in kinds:
        kind[found > 0] = name
    cost = _summed_spans(aligned, apart(aligned))
    return _ranked(aligned, cost, kind != "", lambda cluster: kind[cluster])


def apart(aligned: Aligned) -> Reals:
    """Return for each span the code points on which two annotators differ, summed over those who saw the unit.

    Where one of the two marked nothing a code point counts from the span of the other; where both gave it different
    labels, half from each. So the sum over all spans counts every such code point of every two annotators once.
    """
    spans, near = aligned.codings.spans, aligned.near
    size = spans.end - spans.start
    same = spans.label[near.span] == spans.label[near.other]
    agreed = np.bincount(near.span, np.where(same, near.shared, near.shared / 2), minlength=len(size))
    others = aligned.codings.seen.sum(axis=1)[spans.unit] - 1
    # Overlapping spans of one annotator could agree with the same words twice.
    differing: Reals = np.maximum(others * size - agreed, 0)
    return differing


def percent_of_text(aligned: Aligned) -> float | None:
    """Return the share of the text on which two annotators agree, label or gap; None without a common text.

    A unit weighs as uα weighs it: its length as often as it was seen.
    """
    codings = aligned.codings
    seen = codings.seen.sum(axis=1)
    text = float(((codings.units.end - codings.units.start) * seen).sum())
    differing = float((apart(aligned) / (seen[codings.spans.unit] - 1)).sum())
    return 1 - 2 * differing / text if text else None


def _by_attributes(aligned: Aligned) -> _Ranked:
    """Rank clusters by the values that two annotators who gave one label gave, and that differ."""
    spans, one, other = aligned.codings.spans, aligned.first, aligned.second
    differing = np.zeros(len(one), dtype=np.int64)
    for attribute in spans.attributes.values():
        mine, yours = attribute.column[one], attribute.column[other]
        differing += (mine != yours) & (mine != ABSENT) & (yours != ABSENT)
    differing *= spans.label[one] == spans.label[other]
    cost = _summed(aligned, differing)
    return _ranked(aligned, cost, cost > 0, lambda _: "attribute")


def _summed(aligned: Aligned, pairs: Ints | Flags) -> Reals:
    """Sum over the pairs of each cluster."""
    return np.bincount(aligned.cluster[aligned.first], pairs, minlength=aligned.count).astype(np.float64)


def _summed_spans(aligned: Aligned, spans: Ints | Reals) -> Reals:
    """Sum over the spans of each cluster."""
    return np.bincount(aligned.cluster, spans, minlength=aligned.count).astype(np.float64)


def _ranked(aligned: Aligned, cost: Reals, differ: Flags, kind: Callable[[int], DisagreementKind]) -> _Ranked:
    """Rank the clusters on which annotators differ, the cost over the annotators of their unit less one."""
    weighed: Reals = cost / (aligned.codings.seen.sum(axis=1)[aligned.unit] - 1)
    order = np.lexsort((aligned.start, aligned.unit, -weighed))
    order = order[differ[order]]
    return _Ranked(order, weighed[order], [kind(cluster) for cluster in order.tolist()])


def _written(ranked: _Ranked, aligned: Aligned, texts: Texts | None, limit: int | None) -> Iterator[Disagreement]:
    codings = aligned.codings
    for at, cluster in enumerate(ranked.cluster[:limit].tolist()):
        rows = aligned.rows(cluster)
        unit = int(codings.spans.unit[rows[0]])
        start, end = int(codings.spans.start[rows].min()), int(codings.spans.end[rows].max())
        yield Disagreement(
            kind=ranked.kind[at],
            cost=float(ranked.cost[at]),
            article=codings.articles[codings.units.article[unit]],
            unit=codings.units.key[unit],
            start=start,
            end=end,
            text=words_of(codings, texts, unit, start, end),
            opinions=tuple(_opinions(aligned, rows, unit, texts)),
        )


def _opinions(aligned: Aligned, rows: Sequence[int], unit: int, texts: Texts | None) -> Iterator[Opinion]:
    codings, spans = aligned.codings, aligned.codings.spans
    row_of = {int(spans.annotator[row]): row for row in rows}
    nearest = _nearest(aligned, rows)
    for annotator in np.flatnonzero(codings.seen[unit]).tolist():
        name, row = codings.annotators[annotator], row_of.get(annotator, nearest.get(annotator))
        if row is None:
            yield Opinion(annotator=name, label=None)
            continue
        start, end = int(spans.start[row]), int(spans.end[row])
        values = {id_: (found.values, int(found.column[row])) for id_, found in spans.attributes.items()}
        yield Opinion(
            annotator=name,
            label=codings.labels[spans.label[row]],
            aligned=annotator in row_of,
            start=start,
            end=end,
            text=words_of(codings, texts, unit, start, end),
            attributes={id_: known[at] for id_, (known, at) in values.items() if at != ABSENT},
        )


def _nearest(aligned: Aligned, rows: Sequence[int]) -> dict[int, int]:
    """Return for each annotator the row of the span that shares most words with these; of equal ones the first."""
    shared: Counter[int] = Counter()
    for row in rows:
        shared.update(dict(aligned.near.of_span(row)))
    found: dict[int, int] = {}
    for row in sorted(shared, key=lambda row: (-shared[row], row)):
        found.setdefault(int(aligned.codings.spans.annotator[row]), row)
    return found
