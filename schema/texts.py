"""Texts: the source document and its blocks, the articles in it, and the parts of an article's text.

All positions are half-open ``[start, end)`` ranges in Unicode code points: a `Piece` over the source view of its
document, everything else over the text of one article version.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic.dataclasses import dataclass

from schema._base import Model, Record, digest

BlockKind = Literal[
    "title",
    "subtitle",
    "byline",
    "abstract",
    "keywords",
    "heading",
    "paragraph",
    "list_item",
    "quote_box",
    "table",
    "caption",
    "footnote",
    "reference",
    "boilerplate",
    "duplicate",
    "markup",
]
"""What a block of a document can be. Article text is made of ``ARTICLE_KINDS`` only."""

ARTICLE_KINDS: tuple[BlockKind, ...] = ("title", "abstract", "heading", "paragraph", "list_item")
"""The kinds of block whose text belongs to the article text, in reading order, joined by a line feed."""


class Range(Model):
    """A half-open range; empty and negative ranges cannot be made."""

    start: int = Field(ge=0)
    """First code point."""
    end: int = Field(ge=0)
    """The code point after the last."""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.end <= self.start:
            raise ValueError(f"a range must hold a character: [{self.start}, {self.end})")
        return self

    def of(self, text: str) -> str:
        """Return the slice of text that this range covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class Piece:
    """A run of the source view that a block is built from; empty and negative runs cannot be made.

    A document has one for each of its lines, so it is a dataclass with slots: a seventh of the memory of a model.
    """

    start: int = Field(ge=0)
    """First code point."""
    end: int = Field(ge=0)
    """The code point after the last."""
    join: Literal["", " "] = ""
    """What stands between the piece before and this one: nothing beside a CJK character and within a number that was
    cut, else one blank."""
    text: str | None = None
    """What a person put in place of these characters; empty for characters struck out, None where they stand."""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.end <= self.start:
            raise ValueError(f"a run must hold a character: [{self.start}, {self.end})")
        return self

    def of(self, view: str) -> str:
        """Return the slice of the view that it stands for."""
        return view[self.start : self.end]

    def shown(self, view: str) -> str:
        """Return what the block shows for this piece, without the join."""
        return self.of(view) if self.text is None else self.text


class Place(Range):
    """Where a run of the view stands on the pages of its source."""

    page: int = Field(ge=1)
    """Number of the page, from 1."""
    box: tuple[float, float, float, float]
    """Left, top, right, bottom, in points from the top left corner of the page."""


Remedy = BlockKind | Literal["joined", "article", "outside"]
"""What would make a doubtful block the alternative: another kind (a heading then gets level 1 unless it has one),
joining it to the block before it, beginning a new article with it, or taking it out of its article."""


class Doubt(Model):
    """A decision of the segmentation that a person should look at."""

    reason: str
    """Why it is uncertain."""
    alternative: str
    """What it would be otherwise."""
    remedy: Remedy | None = None
    """The same as something that can be done at one key; None where it takes a person's words."""


class SourceView(Record):
    """The text that an extractor read from a source file; what blocks are traced to."""

    text: str
    """The text as read, with its line ends."""
    extractor: str
    """Name of the reader that made it."""
    extractor_version: str
    """Version of that reader."""
    encoding: str | None = None
    """Encoding of a text file as found, or None where there is none to speak of."""
    places: tuple[Place, ...] = ()
    """Where its lines stand on the pages, in order, for sources that have pages."""

    @property
    def sha256(self) -> str:
        """A short digest of the text, to notice that a later extractor reads another one."""
        return digest(self.text)


class Block(Model):
    """A run of the document with one role. Every non-blank character of the view is in exactly one block."""

    kind: BlockKind
    """The role."""
    article: int = Field(ge=0)
    """Ordinal of the article in its document, from 1; 0 = outside any."""
    level: int | None = Field(default=None, ge=1)
    """Depth of a heading, from 1."""
    text: str
    """The block's text: its pieces of the view and the joins between them."""
    pieces: tuple[Piece, ...] = Field(min_length=1)
    """Where the text stands in the source view, in order."""
    doubt: Doubt | None = None
    """Why its kind, place or edges are uncertain, if they are."""

    def rebuild(self, view: str) -> str:
        """Return the text as its pieces of the view give it; equal to `text` for every stored block."""
        return "".join(piece.join + piece.shown(view) for piece in self.pieces)

    @property
    def edited(self) -> bool:
        """Whether a person changed its characters."""
        return any(piece.text is not None for piece in self.pieces)

    def trace(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """Return the ranges of the source view behind ``text[start:end]``.

        Joins have none and are left out; characters that a person put in stand for the whole of their piece.
        """
        found: list[tuple[int, int]] = []
        at = 0
        for piece in self.pieces:
            at += len(piece.join)
            length = piece.end - piece.start if piece.text is None else len(piece.text)
            low, high = max(start, at), min(end, at + length)
            if low < high and piece.text is None:
                found.append((piece.start + low - at, piece.start + high - at))
            elif low < high:
                found.append((piece.start, piece.end))
            at += length
        return tuple(found)

    def placed(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """Return the ranges of `text` that stand for ``[start, end)`` of the source view: the inverse of `trace`.

        What a person struck out has none; characters that a person put in stand for each of their piece.
        """
        found: list[tuple[int, int]] = []
        at = 0
        for piece in self.pieces:
            at += len(piece.join)
            length = piece.end - piece.start if piece.text is None else len(piece.text)
            low, high = max(start, piece.start), min(end, piece.end)
            if low < high and piece.text is None:
                found.append((at + low - piece.start, at + high - piece.start))
            elif low < high and length:
                found.append((at, at + length))
            at += length
        return tuple(found)


class Document(Record):
    """A source file, or one record of a record file, with everything that stands in it."""

    id: str
    """Content hash of the file, or hash of (source, record id)."""
    source: str
    """Name of the file that it came from, without its folder."""
    record: str | None = None
    """Id of the record within a record file."""
    sha256: str
    """SHA-256 of the bytes of the file, or of the record's line."""
    reading: int = Field(default=1, ge=1)
    """Number of the reading that the view and the blocks are of; a later one does not change an earlier one."""
    view: SourceView
    """What the extractor read."""
    blocks: tuple[Block, ...]
    """All blocks, in reading order."""

    @staticmethod
    def id_of_file(sha256: str) -> str:
        """Id of a document that is a whole file."""
        return digest("file", sha256)

    @staticmethod
    def id_of_record(source: str, record: str) -> str:
        """Id of a document that is one record of a file; it does not change when records are added or edited."""
        return digest("record", source, record)


class Heading(Range):
    """A title (level 0) or heading (level from 1) in an article text."""

    id: str
    """Hash of document, text and ordinal among equals."""
    level: int = Field(ge=0)
    """0 for the title, 1 for the outermost headings."""
    block: int = Field(ge=0)
    """Index of its block in the reading of its text."""


class Paragraph(Range):
    """A paragraph in an article text."""

    id: str
    """Hash of document, text and ordinal among equals."""
    role: Literal["body", "abstract"] = "body"
    """Whether it belongs to the abstract."""
    block: int = Field(ge=0)
    """Index of its block in the reading of its text."""


class ArticleText(Record):
    """One version of an article's text, with its parts."""

    article: str
    """Id of the article."""
    version: int = Field(ge=1)
    """Number of this version, from 1; each annotation names the one that it was made on."""
    reading: int = Field(default=1, ge=1)
    """Number of the document's reading that its parts' blocks are of."""
    text: str
    """Title, abstract, headings and paragraphs in reading order, joined by a line feed; empty where all are gone."""
    headings: tuple[Heading, ...] = ()
    """Title and headings, in order."""
    paragraphs: tuple[Paragraph, ...] = ()
    """Paragraphs, in order."""

    @model_validator(mode="after")
    def _parts_fit(self) -> Self:
        at = 0
        for part in self.parts():
            if part.start < at or part.end > len(self.text):
                raise ValueError(f"part [{part.start}, {part.end}) overlaps its neighbour or leaves the text")
            at = part.end
        return self

    def parts(self) -> Iterator[Heading | Paragraph]:
        """Yield headings and paragraphs together in reading order."""
        every: list[Heading | Paragraph] = [*self.headings, *self.paragraphs]
        yield from sorted(every, key=lambda part: part.start)

    def heading_path(self, position: int) -> tuple[Heading, ...]:
        """Return the headings (without the title) above a position, outermost first.

        A heading that starts at the position is not above itself, and neither are those that it closes.
        """
        path: list[Heading] = []
        for heading in sorted(self.headings, key=lambda found: found.start):
            if heading.start > position:
                break
            if heading.level:
                path = [above for above in path if above.level < heading.level] + [heading]
        return tuple(heading for heading in path if heading.start < position)


class Article(Record):
    """An article: what annotators read, and all versions of its text."""

    id: str
    """Permanent from the first import."""
    document: str
    """Id of the document that it stands in."""
    ordinal: int = Field(ge=1)
    """Its place among the articles of the document, from 1; permanent, so an article made by an edit comes last."""
    title: str
    """Title as found; empty where none was."""
    authors: tuple[str, ...] = ()
    """Authors as found."""
    source: str | None = None
    """Newspaper, journal or site as found."""
    date: str | None = None
    """Date as found, not normalised."""
    language: str | None = None
    """Language and script as a BCP 47 tag: `zh-Hans`, `zh-Hant`, `en`; None where its letters do not tell."""
    texts: tuple[ArticleText, ...] = Field(min_length=1)
    """Versions of the text, oldest first."""

    @property
    def current(self) -> ArticleText:
        """The newest version of the text."""
        return self.texts[-1]

    @staticmethod
    def id_of(document: str, ordinal: int) -> str:
        """Id of an article at its first import."""
        return f"{document}-{ordinal}"


LeftOut = Literal["deleted", "hidden", "control"]
"""Why characters of a source are in no view of it: its mark-up says that they are deleted, or that they are not shown;
or they are control characters, which its parser does not take."""


class Imported(Record):
    """What an importer makes of one source: a document and the articles in it."""

    document: Document
    """The document."""
    articles: tuple[Article, ...]
    """Its articles, in order. Where the document was read anew, the text of one that did not change is an older one."""
    left_out: dict[LeftOut, int] = Field(default_factory=dict)
    """How many characters of the source, blanks aside, are in no block, by reason; told by a reader, in no store."""


def trace(document: Document, text: ArticleText, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Return the ranges of the source view behind ``text.text[start:end]``, in order.

    The line feeds between blocks and the joins within them stand in no source and are left out. Raises ValueError
    when the text was made of another reading of the document than the one given.
    """
    if text.reading != document.reading:
        raise ValueError(f"the text is of reading {text.reading}, the document is given as of {document.reading}")
    found: list[tuple[int, int]] = []
    for part in text.parts():
        low, high = max(start, part.start), min(end, part.end)
        if low < high:
            found.extend(document.blocks[part.block].trace(low - part.start, high - part.start))
    return tuple(found)


def placed(document: Document, text: ArticleText, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Return the ranges of ``text.text`` that stand for ``[start, end)`` of the source view: the inverse of `trace`.

    They come in the order of the article. What stands outside the article's text has none. Raises ValueError as
    `trace` does.
    """
    if text.reading != document.reading:
        raise ValueError(f"the text is of reading {text.reading}, the document is given as of {document.reading}")
    found: list[tuple[int, int]] = []
    for part in text.parts():
        ranges = document.blocks[part.block].placed(start, end)
        found.extend((part.start + low, part.start + high) for low, high in ranges)
    return tuple(found)
