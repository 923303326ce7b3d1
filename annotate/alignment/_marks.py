"""A sound span of one annotator, reduced to what alignment needs."""

from __future__ import annotations

from typing import NamedTuple

from schema import Annotation, Span, Unit


class Mark(NamedTuple):
    """A typed range that one annotator marked; half-open, in Unicode code points of the article text."""

    annotator: str
    """Who marked it."""
    annotation: str
    """Id of the annotation."""
    revision: int
    """Revision of the annotation."""
    span: str
    """Region id in the annotation."""
    start: int
    """First code point."""
    end: int
    """Code point after the last; always greater than `start`."""
    type: str
    """Component type."""

    @property
    def place(self) -> tuple[int, int, str, str, str]:
        """Order in the text; names of annotators come last, so that they hardly ever decide."""
        return self.start, self.end, self.span, self.annotator, self.annotation


def marks(annotation: Annotation) -> tuple[tuple[Mark, ...], tuple[Span, ...]]:
    """Return the sound spans of an annotation as marks, in the order of the source, and the spans left out."""
    found, skipped = sound(annotation)
    return tuple(
        Mark(
            annotator=annotation.annotator,
            annotation=annotation.id,
            revision=annotation.revision,
            span=span.id,
            start=span.start,
            end=span.end,
            type=span.types[0],
        )
        for span in found
    ), skipped


def sound(annotation: Annotation) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return the spans of an annotation that can be compared, in the order of the source, and those left out.

    Left out are spans with no type or several, with an empty or negative range, outside their unit, and those
    whose region id is already taken, as relations could not tell the two apart.
    """
    found: dict[str, Span] = {}
    skipped: list[Span] = []
    for span in annotation.spans:
        if span.type is None or span.id in found or not _within(span, annotation.unit):
            skipped.append(span)
        else:
            found[span.id] = span
    return tuple(found.values()), tuple(skipped)


def _within(span: Span, unit: Unit) -> bool:
    return unit.start <= span.start < span.end <= unit.end
