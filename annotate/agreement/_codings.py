"""What all annotators made of all units, as columns: the one input of the measures on spans and relations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import compress
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from annotate.agreement._spread import spread

Ints = NDArray[np.int64]
"""Whole numbers, one a row."""

Flags = NDArray[np.bool_]
"""Yes or no, one a row."""

Names = NDArray[np.object_]
"""Strings, one a row."""

_OVERLAPS = "overlaps"
"""The property that codings hand on to what is kept of them, so that nothing is looked for twice."""

ABSENT = -1
"""Stands in an attribute's column for a span that has no value."""


@dataclass(frozen=True, eq=False, slots=True)
class Units:
    """Units of work, by their place in the corpus; columns of length U."""

    key: tuple[str, ...]
    """What each is known by, unique."""
    article: Ints
    """Row of its article in `Codings.articles`."""
    start: Ints
    """First code point of its range in the article text."""
    end: Ints
    """Code point after the last."""


@dataclass(frozen=True, eq=False, slots=True)
class Attribute:
    """One attribute of all spans."""

    values: tuple[str, ...]
    """What occurs or is permitted, in the order of the scale."""
    level: Literal["nominal", "ordinal"]
    """Whether that order means something."""
    column: Ints
    """For each span the row of its value in `values`, or ABSENT; of length S."""


@dataclass(frozen=True, eq=False, slots=True)
class Spans:
    """Spans of all annotators, by unit, annotator, start, end, label and id; columns of length S."""

    unit: Ints
    """Row of the unit."""
    annotator: Ints
    """Row of the annotator in `Codings.annotators`, who saw the unit."""
    start: Ints
    """First code point in the article text, within the unit."""
    end: Ints
    """Code point after the last; always greater than `start`."""
    label: Ints
    """Row of the label in `Codings.labels`."""
    id: Names
    """Region id, unique among an annotator's spans of a unit."""
    attributes: Mapping[str, Attribute] = field(default_factory=dict)
    """By name."""

    def take(self, rows: Ints) -> Spans:
        """Return the spans of these rows, in this order."""
        return Spans(
            unit=self.unit[rows],
            annotator=self.annotator[rows],
            start=self.start[rows],
            end=self.end[rows],
            label=self.label[rows],
            id=self.id[rows],
            attributes={name: replace(found, column=found.column[rows]) for name, found in self.attributes.items()},
        )


@dataclass(frozen=True, eq=False, slots=True)
class Relations:
    """Relations of all annotators; columns of length R. Several types on one pair are several rows."""

    source: Ints
    """Row of the source in the spans."""
    target: Ints
    """Row of the target; another span of the same unit and annotator."""
    type: Ints
    """Row of the type in `Codings.types`."""


@dataclass(frozen=True, eq=False, slots=True)
class Edges:
    """Pairs of spans, of one unit and of two annotators each, that share a code point; columns of length E."""

    first: Ints
    """Row of the span of the annotator who comes first."""
    second: Ints
    """Row of the span of the other."""
    shared: Ints
    """How many code points both spans hold."""
    closeness: NDArray[np.float64]
    """Intersection over union; 1.0 only for equal ranges."""

    def keep(self, kept: Flags | Ints) -> Edges:
        """Return the pairs of which the flag is set, or those of the given rows."""
        return Edges(self.first[kept], self.second[kept], self.shared[kept], self.closeness[kept])


@dataclass(frozen=True, eq=False)
class Codings:
    """Who saw which unit and what they marked there."""

    articles: tuple[str, ...]
    """Ids of the articles, each once; a bootstrap draws from these."""
    annotators: tuple[str, ...]
    """Names, in order."""
    labels: tuple[str, ...]
    """Component types, in the order of the scheme; after them such as it does not have."""
    types: tuple[str, ...]
    """Relation types, in the order of the scheme."""
    units: Units
    """U units, those too that only one annotator saw."""
    seen: Flags
    """U × annotators: whether the annotator saw the unit. Seen without a span is empty; not seen is missing."""
    spans: Spans
    """S spans."""
    relations: Relations
    """R relations."""

    @property
    def shared(self) -> Flags:
        """For each unit whether at least two annotators saw it."""
        shared: Flags = self.seen.sum(axis=1) > 1
        return shared

    @cached_property
    def on_one_axis(self) -> tuple[Ints, Ints]:
        """Where spans start and end when all units are laid one behind the other."""
        spans, units = self.spans, self.units
        lengths = units.end - units.start
        moved = (np.cumsum(lengths) - lengths - units.start)[spans.unit]
        return spans.start + moved, spans.end + moved

    @cached_property
    def overlaps(self) -> Edges:
        """Every two spans of different annotators in a unit that share a code point, once; by the earlier start.

        One sweep over the starts in all units: time grows with the number of spans and of overlapping pairs.
        """
        spans = self.spans
        start, end = self.on_one_axis
        order = np.argsort(start, kind="stable")
        begun = np.searchsorted(start[order], end[order])
        rows = np.arange(1, len(order) + 1)
        left, right = spread(rows, begun - rows)
        one, other = order[left], order[right]
        apart = spans.annotator[one] != spans.annotator[other]
        # Rows go by unit, then by annotator.
        first, second = np.minimum(one, other)[apart], np.maximum(one, other)[apart]
        shared = np.minimum(spans.end[first], spans.end[second]) - np.maximum(spans.start[first], spans.start[second])
        sizes = spans.end - spans.start
        return Edges(first, second, shared, shared / (sizes[first] + sizes[second] - shared))

    def bare(self) -> Codings:
        """Return the same without attributes, which are much of what there is to copy."""
        return replace(self, spans=replace(self.spans, attributes={}))._overlapping_as(self)

    def without(self, annotators: Sequence[str]) -> Codings:
        """Return what the other annotators made of the same units."""
        left = np.array([name not in annotators for name in self.annotators], dtype=bool)
        kept = left[self.spans.annotator]
        rows = np.cumsum(left) - 1
        thinner = self.keep_spans(kept)
        spans = replace(thinner.spans, annotator=rows[thinner.spans.annotator])
        names = tuple(compress(self.annotators, left))
        return replace(thinner, annotators=names, seen=self.seen[:, left], spans=spans)._overlapping_as(thinner)

    def keep_units(self, kept: Flags) -> Codings:
        """Return the units of which the flag, one a unit, is set, with what is in them; all articles stay."""
        rows = np.cumsum(kept) - 1
        units = Units(
            key=tuple(compress(self.units.key, kept.tolist())),
            article=self.units.article[kept],
            start=self.units.start[kept],
            end=self.units.end[kept],
        )
        thinner = self.keep_spans(kept[self.spans.unit])
        spans = replace(thinner.spans, unit=rows[thinner.spans.unit])
        return replace(thinner, units=units, seen=self.seen[kept], spans=spans)._overlapping_as(thinner)

    def regrouped(self, articles: Sequence[str], article: Ints) -> Codings:
        """Return the same with others in the place of articles, `article` being the row of that of each unit."""
        units = replace(self.units, article=article)
        return replace(self, articles=tuple(articles), units=units)._overlapping_as(self)

    def keep_spans(self, kept: Flags) -> Codings:
        """Return all units with those spans of which the flag, one a span, is set, and the relations between them."""
        rows = np.cumsum(kept) - 1
        spans = self.spans.take(np.flatnonzero(kept))
        drawn = kept[self.relations.source] & kept[self.relations.target]
        relations = Relations(
            source=rows[self.relations.source[drawn]],
            target=rows[self.relations.target[drawn]],
            type=self.relations.type[drawn],
        )
        thinner = replace(self, spans=spans, relations=relations)
        if _OVERLAPS in vars(self):
            edges = self.overlaps.keep(kept[self.overlaps.first] & kept[self.overlaps.second])
            vars(thinner)[_OVERLAPS] = replace(edges, first=rows[edges.first], second=rows[edges.second])
        return thinner

    def _overlapping_as(self, other: Codings) -> Codings:
        """Return these, the overlaps of the other, which are the same, being known if they are there."""
        if _OVERLAPS in vars(other):
            vars(self)[_OVERLAPS] = other.overlaps
        return self
