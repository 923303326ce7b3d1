"""Releases: what each export was made from, so that it can be made again whatever comes after it."""

from __future__ import annotations

from pydantic import AwareDatetime, Field, JsonValue

from schema._base import Model, Record
from schema.decisions import Gold
from schema.texts import Article


class ExportedArticle(Model):
    """An article as a release has it."""

    article: str
    """Id of the article."""
    version: int = Field(ge=1)
    """The newest version of its text then."""
    title: str
    """Its title then; as little as the next ones is it kept elsewhere once it is corrected."""
    authors: tuple[str, ...]
    """Its authors then."""
    source: str | None
    """Its source then."""
    date: str | None
    """Its date then."""
    language: str | None
    """Its language then."""
    gold: Gold | None
    """What decisions gave then; None where there were none, or gold was not asked for."""
    split: str | None = None
    """The split that it is in; None where the dataset is not split."""

    def of(self, article: Article) -> Article:
        """Return the article as it was then."""
        facts = {name: getattr(self, name) for name in ("title", "authors", "source", "date", "language")}
        texts = tuple(text for text in article.texts if text.version <= self.version)
        return article.model_copy(update={**facts, "texts": texts})


class ExportedWork(Model):
    """A revision of an annotation that a release was made from."""

    annotation: str
    """Id of the annotation."""
    revision: int = Field(ge=1)
    """Its newest revision then."""
    left_out: str | None
    """Why the release does not have it; None where it does."""


class ExportRelease(Record):
    """An export, with everything that it follows from."""

    number: int = Field(ge=1)
    """Its number in the store, from 1."""
    name: str
    """Name of the export."""
    kind: str
    """Its format."""
    made: AwareDatetime
    """When it was made first; in none of its files."""
    who: str
    """Who made it."""
    program: str
    """Version of the program that made it."""
    scheme: str
    """Id of the version of the scheme that it labels with."""
    arguments: dict[str, JsonValue]
    """What was asked for."""
    statement: dict[str, JsonValue]
    """What was known of the dataset beside its labels."""
    decisions: int = Field(ge=0)
    """Number of the newest decision that it rests on; 0 where there was none."""
    articles: int = Field(ge=0)
    """How many articles it has."""
    annotations: int = Field(ge=0)
    """How many annotations it was made from, those that it leaves out too."""
    inputs: str
    """SHA-256 of all that it was made from: equal releases are one release."""
    sha256: str
    """SHA-256 of its manifest, and so of everything in it."""
