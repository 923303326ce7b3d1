"""Choosing from the corpus: what is known of an article without reading it, and selections of articles by name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, Self

from pydantic import AwareDatetime, Field, model_validator

from schema._base import Model, Record, digest

Stratum = Literal["source", "year", "length", "language"]
"""What a sample can be spread over: the source, the year of the date, quarters of the lengths, the language."""


SELECTION_NAME = r"\w[\w.-]{0,99}"
"""What the name of a selection looks like."""


class ArticleFacts(Model):
    """What is known of an article without its text."""

    id: str
    """Id of the article."""
    document: str
    """Id of the document that it stands in."""
    file: str
    """Name of the file that it came from."""
    title: str
    """Title as found; empty where none was."""
    authors: tuple[str, ...]
    """Authors as found."""
    source: str | None
    """Newspaper, journal or site as found."""
    date: str | None
    """Date as found."""
    language: str | None
    """BCP 47 tag; None where its letters do not tell."""
    version: int = Field(ge=1)
    """The newest version of its text; the figures are of this one."""
    paragraphs: int = Field(ge=0)
    """Paragraphs, those of the abstract too."""
    characters: int = Field(ge=0)
    """Code points of the text."""
    doubts: int = Field(ge=0)
    """Uncertain decisions of the segmentation among its blocks."""
    annotations: int = Field(ge=0)
    """Annotations of all versions, each counted once, without the deleted ones."""


class Criteria(Model):
    """How articles were chosen; the same criteria on the same store choose the same articles."""

    articles: tuple[str, ...] = ()
    """Ids of the articles to choose from, in order; none stands for all."""
    sources: tuple[str, ...] = ()
    """The source, or the name of the file, holds one of these."""
    date_from: str | None = None
    """The date lies in or after this day, month or year."""
    date_to: str | None = None
    """The date lies in or before this day, month or year."""
    min_length: int | None = Field(default=None, ge=0)
    """Fewest code points of the text."""
    max_length: int | None = Field(default=None, ge=0)
    """Most code points of the text."""
    section: str | None = None
    """A heading (no title) holds this."""
    search: str | None = None
    """The text holds this."""
    language: str | None = None
    """The language is this or falls under it: `zh` takes `zh-Hans` too."""
    exclude: tuple[str, ...] = ()
    """Names of selections whose articles are left out."""
    sample: int | None = Field(default=None, ge=1)
    """How many are drawn from what fits; None for all of it."""
    seed: int | None = None
    """Seed of the draw; None where nothing is drawn."""
    stratify: Stratum | None = None
    """What the sample is spread over in proportion."""

    @model_validator(mode="after")
    def _drawn(self) -> Self:
        if (self.sample is None) != (self.seed is None) or (self.stratify and self.sample is None):
            raise ValueError("a sample has a seed, and only a sample has a seed or strata")
        return self


class SelectionFacts(Model):
    """Which selection a result is about."""

    name: str
    """Name of the selection."""
    articles: int
    """How many articles it holds."""
    digest: str
    """Hash of their ids in order: equal for equal selections."""


class ArticleSelection(Record):
    """Articles chosen under a name: what is pushed, measured or exported together."""

    name: str = Field(pattern=f"^{SELECTION_NAME}$")
    """Its name."""
    made: AwareDatetime
    """When it was made."""
    criteria: Criteria
    """How it was made."""
    articles: tuple[str, ...]
    """Ids of its articles, in order."""

    @property
    def facts(self) -> SelectionFacts:
        """What a result says of the selection that it is about."""
        return SelectionFacts(name=self.name, articles=len(self.articles), digest=digest(*self.articles))

    def same(self, criteria: Criteria, articles: Iterable[str]) -> bool:
        """Whether these criteria and articles are its own."""
        return self.criteria == criteria and self.articles == tuple(articles)
