"""Reading the corpus: an article with its parts and where they come from, and passages that hold some words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Literal

from annotate.errors import InputError
from annotate.workflow.corpus.selecting import whole
from annotate.workflow.project import Project
from schema import (
    ARTICLE_KINDS,
    Article,
    ArticleText,
    BlockKind,
    Document,
    Doubt,
    Heading,
    Model,
    Paragraph,
    Place,
    Record,
    trace,
)


class PartView(Model):
    """A heading or paragraph of an article."""

    kind: Literal["title", "heading", "abstract", "paragraph"]
    """What it is."""
    id: str
    """Its id."""
    level: int | None
    """Depth of a heading, from 1."""
    start: int
    """First code point in the article text."""
    end: int
    """The code point after the last."""
    text: str
    """Its text."""
    doubt: Doubt | None
    """What is uncertain of it."""


class OutsideView(Model):
    """A block of the article that does not belong to its text."""

    kind: BlockKind
    """What it is."""
    text: str
    """Its text."""
    doubt: Doubt | None
    """What is uncertain of it."""


class Passage(Model):
    """A run of the source view."""

    start: int
    """First code point in the view."""
    end: int
    """The code point after the last."""
    line: int
    """Line of the view that it begins in, from 1."""
    text: str
    """What stands there."""
    places: tuple[Place, ...]
    """Where on the pages its lines stand, where the source has pages."""


class TraceView(Model):
    """Where a part of an article comes from."""

    part: str
    """Id of the part."""
    extractor: str
    """Name and version of the reader of the file."""
    encoding: str | None
    """Encoding of the file, where there is one to speak of."""
    sha256: str
    """SHA-256 of the file."""
    passages: tuple[Passage, ...]
    """In the order of the text."""


class ArticleView(Record):
    """An article to read."""

    id: str
    """Its id."""
    document: str
    """Id of the document that it stands in."""
    file: str
    """Name of the file."""
    title: str
    """Title as found; empty where none was."""
    authors: tuple[str, ...]
    """Authors as found."""
    source: str | None
    """Newspaper, journal or site as found."""
    date: str | None
    """Date as found."""
    language: str | None
    """BCP 47 tag."""
    version: int
    """The newest version of the text, which is shown."""
    parts: tuple[PartView, ...]
    """Headings and paragraphs in order."""
    outside: tuple[OutsideView, ...]
    """Blocks of the article beside its text, as it is read now."""
    trace: TraceView | None
    """Where the part asked for comes from."""


class Hit(Model):
    """A place where the words stand."""

    article: str
    """Id of the article."""
    title: str
    """Its title."""
    part: str | None
    """Id of the heading or paragraph that it begins in; None between two."""
    start: int
    """First code point in the article text."""
    end: int
    """The code point after the last."""
    before: str
    """What stands before it."""
    text: str
    """The words."""
    after: str
    """What stands after it."""


class SearchReport(Record):
    """Where words stand in the newest texts."""

    query: str
    """What was searched for."""
    regex: bool
    """Whether that is a regular expression."""
    articles: int
    """Articles searched."""
    matching: int
    """Articles that hold it."""
    found: int
    """Places found in all."""
    hits: tuple[Hit, ...]
    """The first of them, in the order of the corpus."""


def show(project: Project, article: str, traced: str | None = None) -> ArticleView:
    """Return an article, named by the beginning of its id, and where one of its parts, named so too, comes from."""
    with project.store() as store:
        found = store.article(whole(article, store))
        now = store.document(found.document)
        made = store.document(found.document, found.current.reading)
    parts = tuple(_parts(found, now))
    return ArticleView(
        **found.model_dump(exclude={"texts", "ordinal", "format_version"}),
        file=now.source,
        version=found.current.version,
        parts=parts,
        outside=tuple(
            OutsideView(kind=block.kind, text=block.text, doubt=block.doubt)
            for block in now.blocks
            if block.article == found.ordinal and block.kind not in (*ARTICLE_KINDS, "markup")
        ),
        trace=_trace(found.current, made, traced) if traced is not None else None,
    )


def search(
    project: Project, query: str, *, regex: bool = False, context: int = 20, limit: int | None = 200
) -> SearchReport:
    """Find all places of some words in the newest texts; as many as `limit` are told, or all, and all are counted.

    Exact search is linear in the length of the texts; how long a regular expression takes is up to it. Places do not
    overlap, and empty ones are none. Raises InputError when there is nothing to search for, or the expression is none.
    """
    pattern = _pattern(query, regex)
    hits: list[Hit] = []
    searched = matching = found = 0
    with project.store() as store:
        for article, text in store.texts():
            searched += 1
            ranges = [match.span() for match in pattern.finditer(text) if match.end() > match.start()]
            matching += bool(ranges)
            found += len(ranges)
            wanted = ranges if limit is None else ranges[: limit - len(hits)]
            if wanted:
                hits.extend(_hits(store.article(article), wanted, context))
    return SearchReport(query=query, regex=regex, articles=searched, matching=matching, found=found, hits=tuple(hits))


def _pattern(query: str, regex: bool) -> re.Pattern[str]:
    if not query:
        raise InputError("search", "there is nothing to search for", expected="some text")
    try:
        return re.compile(query if regex else re.escape(query))
    except re.error as error:
        raise InputError(
            f"search {query!r}",
            f"is no regular expression: {error}",
            cure="leave --regex away to search for it as it stands",
        ) from error


def _hits(article: Article, ranges: list[tuple[int, int]], context: int) -> Iterator[Hit]:
    text = article.current.text
    parts = list(article.current.parts())
    starts = [part.start for part in parts]
    for start, end in ranges:
        place = bisect_right(starts, start) - 1
        inside = place >= 0 and start < parts[place].end
        yield Hit(
            article=article.id,
            title=article.title,
            part=parts[place].id if inside else None,
            start=start,
            end=end,
            before=text[max(0, start - context) : start],
            text=text[start:end],
            after=text[end : end + context],
        )


def _parts(article: Article, now: Document) -> Iterator[PartView]:
    """Yield the parts with what is uncertain of them in the document as it is read now.

    There the text may have been made of an earlier reading, but then it is the same text: its parts are those blocks.
    """
    text = article.current
    blocks = [block for block in now.blocks if block.article == article.ordinal and block.kind in ARTICLE_KINDS]
    for number, part in enumerate(text.parts()):
        same = number < len(blocks) and blocks[number].text == part.of(text.text)
        yield PartView(
            kind=_kind(part),
            id=part.id,
            level=part.level or None if isinstance(part, Heading) else None,
            start=part.start,
            end=part.end,
            text=part.of(text.text),
            doubt=blocks[number].doubt if same else None,
        )


def _kind(part: Heading | Paragraph) -> Literal["title", "heading", "abstract", "paragraph"]:
    if isinstance(part, Heading):
        return "heading" if part.level else "title"
    return "abstract" if part.role == "abstract" else "paragraph"


def _trace(text: ArticleText, document: Document, prefix: str) -> TraceView:
    parts = [part for part in text.parts() if part.id.startswith(prefix)]
    if len(parts) != 1:
        found = f"begins {', '.join(part.id for part in parts)}" if parts else "is no part of the article"
        cure = f"annotate corpus show {text.article}"
        raise InputError(f"paragraph {prefix}", found, expected="the id of one", cure=cure)
    view, part = document.view, parts[0]
    return TraceView(
        part=part.id,
        extractor=f"{view.extractor} {view.extractor_version}",
        encoding=view.encoding,
        sha256=document.sha256,
        passages=tuple(
            Passage(
                start=start,
                end=end,
                line=view.text.count("\n", 0, start) + 1,
                text=view.text[start:end],
                places=tuple(place for place in view.places if place.start < end and start < place.end),
            )
            for start, end in trace(document, text, part.start, part.end)
        ),
    )
