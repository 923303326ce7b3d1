"""Units of work: what one task of an annotator shows."""

from __future__ import annotations

import re
from typing import Literal, Self

from pydantic import Field

from schema.texts import Range

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
