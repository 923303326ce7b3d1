"""Relations on which annotators differ."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import NamedTuple

import numpy as np

from annotate.agreement.relations._f1 import symmetric_types
from annotate.agreement.reporting._aligned import Aligned
from annotate.agreement.reporting._listing_model import Disagreement, Opinion
from annotate.agreement.reporting._texts import Texts, words_of
from schema import Scheme

Types = frozenset[int]


class Drawn(NamedTuple):
    """Two clusters of one unit, joined by some of those who saw it, and not in the same way by all."""

    cost: float
    """Pairs of annotators that differ, over the annotators less one."""
    unit: int
    """Row of the unit."""
    source: int
    """Cluster that the relation starts from."""
    target: int
    """Cluster that it leads to."""
    said: dict[int, Types]
    """Types that each annotator drew who drew any, by row."""


def ranked_relations(aligned: Aligned, scheme: Scheme) -> list[Drawn]:
    """Return the pairs of clusters that are not related in the same way by all, the costliest first.

    A symmetric relation starts from the cluster that comes first in the text.
    """
    saw, unit, start = (column.tolist() for column in (aligned.codings.seen.sum(axis=1), aligned.unit, aligned.start))
    found = []
    for (source, target), said in _said(aligned, scheme).items():
        drawn = {who: frozenset(types) for who, types in sorted(said.items())}
        everybody = saw[unit[source]]
        apart = len(drawn) * (everybody - len(drawn))
        apart += sum(mine != yours for mine, yours in combinations(drawn.values(), 2))
        if apart:
            found.append(Drawn(apart / (everybody - 1), unit[source], source, target, drawn))
    return sorted(found, key=lambda one: (-one.cost, one.unit, start[one.source], start[one.target], *one[2:4]))


def _said(aligned: Aligned, scheme: Scheme) -> dict[tuple[int, int], dict[int, set[int]]]:
    """Return the types that each annotator drew between two clusters, by row, under the clusters' numbers."""
    codings, relations = aligned.codings, aligned.codings.relations
    symmetric = symmetric_types(codings, scheme)
    source, target = aligned.cluster[relations.source], aligned.cluster[relations.target]
    turned = symmetric[relations.type] & (aligned.start[source] > aligned.start[target])
    source, target = np.where(turned, target, source), np.where(turned, source, target)
    annotator = codings.spans.annotator[relations.source]
    said: defaultdict[tuple[int, int], defaultdict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    rows = np.stack([source, target, annotator, relations.type], axis=1).tolist()
    for one, other, who, type_ in rows:
        said[one, other][who].add(type_)
    return dict(said)


def write_relation(drawn: Drawn, aligned: Aligned, texts: Texts | None) -> Disagreement:
    """Return one of them in words."""
    codings, spans = aligned.codings, aligned.codings.spans
    rows = [aligned.rows(end) for end in (drawn.source, drawn.target)]
    ranges = [(int(spans.start[found].min()), int(spans.end[found].max())) for found in rows]
    words = [words_of(codings, texts, drawn.unit, *found) for found in ranges]
    could = set(spans.annotator[rows[0]].tolist()) & set(spans.annotator[rows[1]].tolist())
    return Disagreement(
        kind="relation",
        cost=drawn.cost,
        article=codings.articles[codings.units.article[drawn.unit]],
        unit=codings.units.key[drawn.unit],
        start=min(start for start, _ in ranges),
        end=max(end for _, end in ranges),
        text=None if texts is None else " → ".join(filter(None, words)),
        opinions=tuple(
            Opinion(
                annotator=codings.annotators[who],
                label="+".join(codings.types[type_] for type_ in sorted(drawn.said.get(who, ()))) or None,
                aligned=who in could,
            )
            for who in np.flatnonzero(codings.seen[drawn.unit]).tolist()
        ),
    )
