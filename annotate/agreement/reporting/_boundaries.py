"""How far the ends of spans are apart that stand for the same, and by what."""

from __future__ import annotations

from collections import Counter
from typing import Literal, NamedTuple

import numpy as np

from annotate.agreement._codings import Codings, Ints
from annotate.agreement._figures import Figure
from annotate.agreement.reporting._aligned import Aligned
from annotate.agreement.reporting._model import Boundaries, Edge, EdgePiece
from annotate.agreement.reporting._texts import Texts, Words
from annotate.agreement.spans._span_f1 import span_f1

SHORT = 4
"""Longest pieces, in code points, that are told by what they are."""


class _Apart(NamedTuple):
    """Where the spans of each pair begin, or end: units and the lower and the higher place."""

    unit: Ints
    low: Ints
    high: Ints


def boundaries(aligned: Aligned, texts: Texts | None = None) -> Boundaries:
    """Return how the ends of aligned spans differ, whatever their labels; with `texts`, also by which characters.

    Raises InputError where a text does not fit its unit.
    """
    spans = aligned.codings.spans
    start = _apart(aligned, spans.start)
    end = _apart(aligned, spans.end)
    words = None if texts is None else Words(aligned.codings, texts)
    return Boundaries(
        pairs=len(aligned.first),
        equal=int(((start.low == start.high) & (end.low == end.high)).sum()),
        start=_edge(start, words),
        end=_edge(end, words),
        pieces=() if words is None else _pieces(start, end, words),
        trimmed=None if words is None else _trimmed(aligned.codings, words),
    )


def _apart(aligned: Aligned, places: Ints) -> _Apart:
    one, other = places[aligned.first], places[aligned.second]
    return _Apart(aligned.codings.spans.unit[aligned.first], np.minimum(one, other), np.maximum(one, other))


def _edge(apart: _Apart, words: Words | None) -> Edge:
    far = apart.high - apart.low
    offsets, counts = np.unique(far[far > 0], return_counts=True)
    return Edge(
        equal=int((far == 0).sum()),
        offsets=dict(zip(offsets.tolist(), counts.tolist(), strict=True)),
        punctuation=None if words is None else int((words.wordless(*apart) & (far > 0)).sum()),
    )


def _pieces(start: _Apart, end: _Apart, words: Words) -> tuple[EdgePiece, ...]:
    sides: tuple[tuple[Literal["start", "end"], _Apart], ...] = (("start", start), ("end", end))
    found: Counter[tuple[Literal["start", "end"], str]] = Counter()
    for side, apart in sides:
        short = (apart.high > apart.low) & (apart.high - apart.low <= SHORT)
        shift = words.shift[apart.unit[short]]
        ranges = zip((apart.low[short] + shift).tolist(), (apart.high[short] + shift).tolist(), strict=True)
        found.update((side, words.text[low:high]) for low, high in ranges)
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return tuple(EdgePiece(text=text, side=side, count=count) for (side, text), count in ranked)


def _trimmed(codings: Codings, words: Words) -> Figure:
    found = span_f1(words.trimmed(codings))
    return Figure.model_validate({name: getattr(found, name) for name in Figure.model_fields})
