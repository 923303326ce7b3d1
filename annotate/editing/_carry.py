"""Annotations taken along to a new version of the text that they were made on."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter

from annotate.editing._align import matches
from annotate.editing._replay import Places
from schema import Annotation, ArticleText, Granularity, Span, Unit, cut


class Carrier:
    """The way from one version of an article's text to another."""

    def __init__(self, old: ArticleText, new: ArticleText) -> None:
        self._new = new
        self._places = Places(matches(old.text, new.text))

    def carried(self, annotation: Annotation) -> Annotation | str:
        """Return an annotation on the unit of the new version that is its own, or why there is none.

        A unit is its own when it shares more than half of its characters with it, both ways, so that no two
        annotations of one person come together on one unit. The first and the last character of each span must still
        be there, in that unit.
        """
        unit = self._unit(annotation.unit)
        if unit is None:
            return "its unit was cut, put together or taken out"
        spans = [self._span(span, unit) for span in annotation.spans]
        kept = tuple(span for span in spans if span)
        if len(kept) < len(spans):
            lost = [span.text[:12] for span, found in zip(annotation.spans, spans, strict=True) if not found]
            return f"the ends of 「{'」, 「'.join(lost)}」 are not in its unit any more"
        return annotation.model_copy(update={"unit": unit, "spans": kept})

    def _unit(self, unit: Unit) -> Unit | None:
        units = cut(self._new, _granularity(unit))
        starts = [one.start for one in units]
        shared: Counter[int] = Counter()
        for at in self._places.shared(unit.start, unit.end):
            index = bisect_right(starts, at) - 1
            if index >= 0 and at < units[index].end:
                shared[index] += 1
        if not shared:
            return None
        index, most = max(shared.items(), key=lambda item: (item[1], -item[0]))
        longer = max(unit.end - unit.start, units[index].end - units[index].start)
        return units[index] if 2 * most > longer else None

    def _span(self, span: Span, unit: Unit) -> Span | None:
        """Return a span over the new text; None where it lost an end, leaves the unit, or had no sound range."""
        if not 0 <= span.start < span.end:
            return None
        start, last = self._places.of(span.start), self._places.of(span.end - 1)
        if start is None or last is None or not unit.start <= start <= last < unit.end:
            return None
        return span.model_copy(update={"start": start, "end": last + 1, "text": self._new.text[start : last + 1]})


def _granularity(unit: Unit) -> Granularity:
    if unit.kind == "section" or unit.kind == "article":
        return unit.kind
    return "paragraph"
