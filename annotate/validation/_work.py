"""What a rule looks at, and what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from schema import Annotation, ArticleText, Gold, GoldComponent, RelationType, Scheme, Span, SpanRelation

QUOTED = 12
"""Longest quotation of a span in a message, in code points."""


class Fault(NamedTuple):
    """One breach of a rule."""

    item: str | None
    """Region or relation id; None for the whole annotation."""
    message: str
    """What was found and what was expected."""


@dataclass(frozen=True)
class Work:
    """One annotation with what it is to be held against. Offsets are code points of `text.text`, half-open."""

    annotation: Annotation
    """The annotation, as it came."""
    text: ArticleText
    """The text version that it is over."""
    scheme: Scheme
    """The scheme that it should obey."""
    account: str | None = None
    """The account that its annotator works with; None where it is not known."""
    blocks: Sequence[tuple[int, int]] = field(default=())
    """Ranges of the text's headings and paragraphs, in order."""
    gold: Gold | None = None
    """The gold whose components its annotator was given to relate; None where they marked their own."""

    @cached_property
    def given(self) -> dict[str, GoldComponent]:
        """The components that its annotator was given, by id."""
        return {component.id: component for component in self.gold.components} if self.gold else {}

    @cached_property
    def spans(self) -> dict[str, Span]:
        """Spans by region id; of equal ids the first, as `annotate.alignment.marks` takes it."""
        spans: dict[str, Span] = {}
        for span in self.annotation.spans:
            spans.setdefault(span.id, span)
        return spans

    @cached_property
    def relations(self) -> dict[str, list[SpanRelation]]:
        """Relations between two different spans that are there, by each type of the scheme that they bear."""
        found: dict[str, list[SpanRelation]] = {relation.id: [] for relation in self.scheme.relations}
        for relation in self.annotation.relations:
            if relation.source != relation.target and {relation.source, relation.target} <= self.spans.keys():
                for name in dict.fromkeys(relation.types):
                    if name in found:
                        found[name].append(relation)
        return found

    def typed(self) -> Iterator[tuple[RelationType, list[SpanRelation]]]:
        """Yield every relation type of the scheme with the relations that bear it."""
        for relation in self.scheme.relations:
            yield relation, self.relations[relation.id]

    def slice(self, span: Span) -> str | None:
        """The text of a span, or None where its range is none of the text's."""
        if 0 <= span.start < span.end <= len(self.text.text):
            return self.text.text[span.start : span.end]
        return None

    def name(self, span: Span) -> str:
        """A span as messages call it: region id, range and the beginning of its text."""
        quote = self.slice(span) or span.text
        shown = quote if len(quote) <= QUOTED else quote[:QUOTED] + "…"
        return f"span {span.id} [{span.start}, {span.end}) {shown!r}"


Rule = Callable[[Work], Iterator[Fault]]
"""A rule that one annotation keeps or breaks by itself."""

ArticleRule = Callable[[Sequence[Work]], Iterator[tuple[Work, Fault]]]
"""A rule over all that one annotator did on one article; each fault comes with the annotation it is found in."""


def listed(names: Iterable[str]) -> str:
    """Names for a message, or `none`."""
    return ", ".join(names) or "none"
