"""Edits: what a person decides about how a document is read, and the readings that come of it.

A block is named by the position in the source view where its first piece starts. The view never changes, so a name
holds whatever else is edited; where a newer importer reads a file again, it tells whether an edit still fits.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, Field, model_validator

from schema._base import Model, Record
from schema.texts import BlockKind

Position = Annotated[int, Field(ge=0)]
"""A code point of the source view."""

FactName = Literal["title", "authors", "source", "date"]
"""What is known of an article beside its text."""


class Fact(Model):
    """Says what is known of an article."""

    edit: Literal["fact"] = "fact"
    """Tells it from other edits."""
    article: int = Field(ge=1)
    """Ordinal of the article."""
    name: FactName
    """What is said."""
    values: tuple[str, ...]
    """All authors; otherwise one value, or none where there is none to say."""

    @model_validator(mode="after")
    def _one(self) -> Self:
        if self.name != "authors" and len(self.values) > 1:
            raise ValueError(f"an article has one {self.name}, not {len(self.values)}")
        return self


class Merge(Model):
    """Makes one block of several; it stands where the first stood, and is what the first was."""

    edit: Literal["merge"] = "merge"
    """Tells it from other edits."""
    blocks: tuple[Position, ...] = Field(min_length=2)
    """The blocks, in the order in which they are read."""


class Split(Model):
    """Makes two blocks of one; both are what it was."""

    edit: Literal["split"] = "split"
    """Tells it from other edits."""
    block: Position
    """The block."""
    at: Position
    """Where the second begins, and so its name."""


class Rekind(Model):
    """Says what a block is."""

    edit: Literal["kind"] = "kind"
    """Tells it from other edits."""
    block: Position
    """The block."""
    kind: BlockKind
    """Its role."""
    level: int | None = Field(default=None, ge=1)
    """Depth of a heading."""

    @model_validator(mode="after")
    def _headings_have_levels(self) -> Self:
        if (self.kind == "heading") != (self.level is not None):
            raise ValueError("a heading has a level, and nothing else has")
        return self


class Move(Model):
    """Puts a block elsewhere in the reading order, in the same or another article."""

    edit: Literal["move"] = "move"
    """Tells it from other edits."""
    block: Position
    """The block."""
    article: int = Field(ge=0)
    """Ordinal of the article; the one after the last makes a new article, 0 is outside any."""
    after: Position | None
    """The block of that article behind which it stands; None puts it before all of them."""


class Drop(Model):
    """Takes a block out of its article, as something that nobody wrote for it."""

    edit: Literal["drop"] = "drop"
    """Tells it from other edits."""
    block: Position
    """The block."""


class Correct(Model):
    """Corrects the text of a block; what is unchanged stays traced to its source."""

    edit: Literal["text"] = "text"
    """Tells it from other edits."""
    block: Position
    """The block."""
    text: str = Field(min_length=1)
    """Its text from now on."""


class Settle(Model):
    """Confirms a block as it is: what was uncertain of it no longer is."""

    edit: Literal["settle"] = "settle"
    """Tells it from other edits."""
    block: Position
    """The block."""


class MergeArticles(Model):
    """Gives all blocks of one article to another; its title becomes a heading there if that has one already."""

    edit: Literal["merge_articles"] = "merge_articles"
    """Tells it from other edits."""
    article: int = Field(ge=1)
    """Ordinal of the article that stays."""
    other: int = Field(ge=1)
    """Ordinal of the article that is left empty."""


class SplitArticle(Model):
    """Makes a new article of a block and all that follows it in its article; a heading becomes its title."""

    edit: Literal["split_article"] = "split_article"
    """Tells it from other edits."""
    block: Position
    """The first block of the new article."""
    article: int | None = Field(default=None, ge=1)
    """Ordinal of the new article, if it had one before its source was read anew; None for the next."""


Edit = Annotated[
    Fact | Merge | Split | Rekind | Move | Drop | Correct | Settle | MergeArticles | SplitArticle,
    Field(discriminator="edit"),
]
"""One thing that a person decides about a document."""


class Reading(Record):
    """How a document was read at one time, and why it was read anew. Readings are appended and never changed."""

    document: str
    """Id of the document."""
    number: int = Field(ge=1)
    """Number of the reading, from 1."""
    who: str
    """The importer with its version, or the person."""
    when: AwareDatetime | None
    """When it was made; None where a store of an earlier revision did not tell."""
    why: str
    """The reason."""
    edits: tuple[Edit, ...] = ()
    """What the person changed in the reading before; none where an importer read the source."""
    unfit: tuple[Edit, ...] = ()
    """Edits of earlier readings that no longer fitted when a source was read anew."""
