"""Units of work: what one task of an annotator shows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, Self

from pydantic import Field

from schema.texts import ArticleText, Heading, Paragraph, Range

Granularity = Literal["paragraph", "section", "article"]
"""How an article is cut into units. `paragraph` gives each paragraph, heading and title a unit of its own."""

UnitKind = Literal["title", "heading", "abstract", "paragraph", "section", "article"]
"""What a unit is."""

_KEY = re.compile(r"(?P<article>[^@\s]+)@(?P<version>\d+):(?P<kind>[a-z]+):(?P<start>\d+)-(?P<end>\d+)")


class Unit(Range):
    """A range of one version of an article's text that an annotator sees as one task."""

    article: str
    """Id of the article."""
    version: int = Field(ge=1)
    """Version of the article's text that the range is over."""
    kind: UnitKind
    """What the unit is."""

    @property
    def key(self) -> str:
        """The unit as one stable string; it is how a task is found again on the server."""
        return f"{self.article}@{self.version}:{self.kind}:{self.start}-{self.end}"

    @classmethod
    def parse(cls, key: str) -> Self:
        """Read a unit back from its key; raises ValueError when it is none."""
        found = _KEY.fullmatch(key)
        if not found:
            raise ValueError(f"not the key of a unit: {key!r} (expected ARTICLE@VERSION:KIND:START-END)")
        return cls.model_validate(
            {
                name: int(value) if value.isdigit() and name != "article" else value
                for name, value in found.groupdict().items()
            }
        )


def cut(text: ArticleText, granularity: Granularity) -> tuple[Unit, ...]:
    """Cut an article's text into units, in order; they do not overlap, and line feeds between them are in none.

    `paragraph`: title, headings and paragraphs, each on its own. `section`: what stands before the first heading of
    the outermost level, if anything does, then one section for each of these headings, with all that follows it.
    `article`: one unit from the first part to the last. A text without parts has no units.
    """
    parts = tuple(text.parts())
    if not parts:
        return ()
    if granularity == "paragraph":
        return tuple(_unit(text, _kind(part), (part,)) for part in parts)
    if granularity == "article":
        return (_unit(text, "article", parts),)
    outermost = min((heading.level for heading in text.headings if heading.level), default=None)
    firsts = [n for n, part in enumerate(parts) if n == 0 or (isinstance(part, Heading) and part.level == outermost)]
    ends = [*firsts[1:], len(parts)]
    return tuple(_unit(text, "section", parts[first:end]) for first, end in zip(firsts, ends, strict=True))


def _unit(text: ArticleText, kind: UnitKind, parts: Sequence[Heading | Paragraph]) -> Unit:
    return Unit(article=text.article, version=text.version, kind=kind, start=parts[0].start, end=parts[-1].end)


def _kind(part: Heading | Paragraph) -> UnitKind:
    if isinstance(part, Heading):
        return "heading" if part.level else "title"
    return "abstract" if part.role == "abstract" else "paragraph"
