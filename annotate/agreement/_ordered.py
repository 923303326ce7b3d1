"""Spans and relations in the order that the measures rely on."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from annotate.agreement._codings import Codings, Flags, Ints, Relations, Spans
from annotate.errors import InputError


def ordered(codings: Codings) -> Codings:
    """Return the same with spans by unit, annotator, start, end, label and id, and every relation once, by its rows.

    For those who put codings together from columns in any order. Raises InputError if a span is empty, not within
    its unit, of no label or in a unit that its annotator did not see, or if a relation does not join two spans of
    one annotator in one unit.
    """
    _check_spans(codings)
    _check_relations(codings)
    order = _order(codings.spans)
    spans = codings.spans.take(order)
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    drawn = codings.relations
    rows = np.unique(np.stack((place[drawn.source], place[drawn.target], drawn.type), axis=1), axis=0)
    return replace(codings, spans=spans, relations=Relations(source=rows[:, 0], target=rows[:, 1], type=rows[:, 2]))


def _order(spans: Spans) -> Ints:
    keys = (spans.label, spans.end, spans.start, spans.annotator, spans.unit)
    order: Ints = np.lexsort(keys).astype(np.int64)
    same = np.ones(max(len(order) - 1, 0), dtype=bool)
    for key in keys:
        same &= key[order[1:]] == key[order[:-1]]
    if not same.any():
        return order
    # Ids are strings and slow to sort, and decide only between spans that are equal in all else.
    fresh = np.concatenate(([True], ~same))
    run = np.empty_like(order)
    run[order] = np.cumsum(fresh)
    tied = np.flatnonzero(~fresh | np.append(same, False))
    order[tied] = sorted(order[tied].tolist(), key=lambda row: (run[row], spans.id[row]))
    return order


def _check_spans(codings: Codings) -> None:
    spans, units = codings.spans, codings.units
    within = (units.start[spans.unit] <= spans.start) & (spans.end <= units.end[spans.unit])
    _refuse(codings, ~within | (spans.start >= spans.end), "is empty or reaches out of its unit")
    _refuse(codings, ~codings.seen[spans.unit, spans.annotator], "is of an annotator who did not see the unit")
    _refuse(codings, (spans.label < 0) | (spans.label >= len(codings.labels)), "has no known label")


def _check_relations(codings: Codings) -> None:
    spans, drawn = codings.spans, codings.relations
    apart = (spans.unit[drawn.source] != spans.unit[drawn.target]) | (drawn.source == drawn.target)
    apart |= spans.annotator[drawn.source] != spans.annotator[drawn.target]
    wrong = np.zeros(len(spans.unit), dtype=bool)
    wrong[drawn.source[apart]] = True
    _refuse(codings, wrong, "is related to itself or to a span of another unit or annotator")
    wrong[drawn.source[(drawn.type < 0) | (drawn.type >= len(codings.types))]] = True
    _refuse(codings, wrong, "has a relation of no known type")


def _refuse(codings: Codings, wrong: Flags, found: str) -> None:
    """Raise an error that names the first span of which the flag is set."""
    rows = np.flatnonzero(wrong)
    if not len(rows):
        return
    spans, row = codings.spans, int(rows[0])
    where = f"{codings.units.key[spans.unit[row]]}, {codings.annotators[spans.annotator[row]]}"
    more = f", and {len(rows) - 1} more like it" if len(rows) > 1 else ""
    raise InputError(where, f"span {spans.id[row]} [{spans.start[row]}, {spans.end[row]}) {found}{more}")
