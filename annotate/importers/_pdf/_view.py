"""Elements to the source view, one printed line a line, with what is known of each run of it."""

from __future__ import annotations

from collections.abc import Sequence

from annotate.importers._pdf._element import Element
from annotate.segmentation import Mark
from schema import Place

_INDENT = "\u3000"


def written(elements: Sequence[Element]) -> tuple[str, list[Mark], list[Place]]:
    """Return the text of elements, a mark for each, and the place of each line.

    Indents are written as ideographic blanks. A blank line stands where a reader sees one, or another role begins.
    """
    parts: list[str] = []
    marks: list[Mark] = []
    places: list[Place] = []
    at = 0
    before: Element | None = None
    for element in elements:
        if before and not _follows(before, element):
            parts.append("\n")
            at += 1
        first = len(places)
        for line, indent in zip(element.lines, element.indents, strict=True):
            start = at + indent
            at = start + len(line.text) + 1
            parts.append(f"{_INDENT * indent}{line.text}\n")
            places.append(Place(start=start, end=at - 1, page=line.page, box=line.box))
        marks.append(Mark(places[first].start, at - 1, element.kind, element.level, whole=True))
        before = element
    return "".join(parts), marks, places


def _follows(before: Element, element: Element) -> bool:
    """Whether two paragraphs stand below each other without more white than between two lines."""
    above, below = before.lines[-1], element.lines[0]
    white = below.top - above.bottom
    return before.kind is element.kind is None and above.page == below.page and 0 <= white < below.size
