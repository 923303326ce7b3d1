"""Pairwise F1 of relations, end to end."""

from __future__ import annotations

from collections.abc import Iterable

from annotate.agreement._figures import TypedF1
from annotate.agreement._pairs import Comparison
from annotate.agreement._readings import Link, Reading, Readings
from annotate.alignment import match
from schema import Scheme


def relation_f1(units: Iterable[Readings], scheme: Scheme, *, threshold: float | None) -> TypedF1:
    """Return F1 of relations as triples (source, target, type) for every two annotators over the units both saw.

    Two relations match when their types are equal and their ends are spans that the maximum matching of spans with
    equal types pairs at `threshold` (as in `span_f1`); so an error in a span counts against its relations too. A
    symmetric relation has no direction. Counts are summed over units, the value is the mean of the pairs.

    None with `no_relations` where neither has any, with `no_common_units` for two without a common unit.
    """
    symmetric = frozenset(relation.id for relation in scheme.relations if relation.symmetric)

    def items(reading: Reading) -> Iterable[str]:
        return [link.type for link in _distinct(reading.links, symmetric)]

    def matched(first: Reading, second: Reading) -> Iterable[str]:
        if not first.links or not second.links:
            return []
        pairs = match(first.marks, second.marks, threshold=threshold, labelled=True)
        partner = {first.marks[one].span: second.marks[other].span for one, other in pairs}
        moved = [
            Link(partner[link.source], partner[link.target], link.type)
            for link in first.links
            if link.source in partner and link.target in partner
        ]
        common = _distinct(moved, symmetric) & _distinct(second.links, symmetric)
        return [link.type for link in common]

    comparison = Comparison(units, items, matched)
    names = [relation.id for relation in scheme.relations]
    return comparison.typed(names, nothing="no_relations", nothing_at_all="no_relations")


def _distinct(links: Iterable[Link], symmetric: frozenset[str]) -> set[Link]:
    """Return the links with those of symmetric types turned one way."""
    return {
        Link(link.target, link.source, link.type) if link.type in symmetric and link.target < link.source else link
        for link in links
    }
