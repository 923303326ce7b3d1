"""Our own JSON Lines, as exports have them: articles, and what annotators or gold say about them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from annotate.errors import InputError
from schema import (
    Annotation,
    Article,
    ArticleText,
    Block,
    BlockKind,
    Document,
    Heading,
    Imported,
    Paragraph,
    Piece,
    SourceView,
    Span,
    SpanRelation,
    Unit,
    digest,
)

_VERSION = "1"


class _Record(BaseModel):
    # Later versions may say more.
    model_config = ConfigDict(frozen=True, extra="ignore")


_Offset = Annotated[int, Field(ge=-(2**53), le=2**53)]
"""What some spans have is outside their text, but none has what databases cannot keep."""


class _Part(_Record):
    start: _Offset
    end: _Offset


class _HeadingPart(_Part):
    level: int


class _ParagraphPart(_Part):
    role: Literal["body", "abstract"]


class ArticleLine(_Record):
    """A line of `articles.jsonl`."""

    id: str
    title: str
    authors: tuple[str, ...]
    source: str | None
    date: str | None
    version: int
    text: str
    headings: tuple[_HeadingPart, ...]
    paragraphs: tuple[_ParagraphPart, ...]


class _SpanLine(_Record):
    id: str
    type: str
    start: _Offset
    end: _Offset
    text: str
    attributes: dict[str, str | None]
    preloaded: bool = False


class _RelationLine(_Record):
    id: str
    type: str
    source: str
    target: str


class LabelledLine(_Record):
    """A line of `annotations.jsonl` or `gold.jsonl`."""

    id: str
    article: str
    unit: str
    offset: _Offset
    text: str
    annotator: str
    suggestion: str | None = None
    release: str | None = None
    spans: tuple[_SpanLine, ...]
    relations: tuple[_RelationLine, ...]


def read_articles(lines: Iterable[str], where: str) -> Iterator[ArticleLine]:
    """Yield the lines of `articles.jsonl`; raises InputError, with the line's number, at the first that is none."""
    for number, line in enumerate(lines, start=1):
        try:
            yield ArticleLine.model_validate_json(line)
        except ValidationError as error:
            raise _refused(where, number, error) from error


def read_labelled(lines: Iterable[str], where: str) -> Iterator[LabelledLine]:
    """Yield the lines of `annotations.jsonl` or `gold.jsonl`; raises InputError as `read_articles` does."""
    for number, line in enumerate(lines, start=1):
        try:
            found = LabelledLine.model_validate_json(line)
            Unit.parse(found.unit)
        except ValueError as error:
            raise _refused(where, number, error) from error
        yield found


def imported(line: ArticleLine, source: str) -> Imported:
    """Return an article as a document of its own, whose view is the article's text.

    It has the headings and paragraphs of the record, and ids of its own, which are the same for the same record id.
    Raises pydantic's ValidationError when its parts do not fit its text.
    """
    document = Document.id_of_record("argument-annotate", line.id)
    article = Article.id_of(document, 1)
    blocks: list[Block] = []
    headings: list[Heading] = []
    paragraphs: list[Paragraph] = []
    every: list[_HeadingPart | _ParagraphPart] = [*line.headings, *line.paragraphs]
    for part in sorted(every, key=lambda found: found.start):
        at, text = len(blocks), line.text[part.start : part.end]
        place = {"id": digest(document, at, text), "start": part.start, "end": part.end, "block": at}
        level = None
        if isinstance(part, _HeadingPart):
            kind: BlockKind = "heading" if part.level else "title"
            level = part.level or None
            headings.append(Heading.model_validate({**place, "level": part.level}))
        else:
            kind = "abstract" if part.role == "abstract" else "paragraph"
            paragraphs.append(Paragraph.model_validate({**place, "role": part.role}))
        piece = Piece(start=part.start, end=part.end)
        blocks.append(Block(kind=kind, article=1, level=level, text=text, pieces=(piece,)))
    view = SourceView(text=line.text, extractor="argument-annotate", extractor_version=_VERSION)
    sha256 = hashlib.sha256(line.text.encode()).hexdigest()
    version = ArticleText(
        article=article, version=1, text=line.text, headings=tuple(headings), paragraphs=tuple(paragraphs)
    )
    return Imported(
        document=Document(id=document, source=source, record=line.id, sha256=sha256, view=view, blocks=tuple(blocks)),
        articles=(
            Article(
                id=article,
                document=document,
                ordinal=1,
                title=line.title,
                authors=line.authors,
                source=line.source,
                date=line.date,
                texts=(version,),
            ),
        ),
    )


def annotation(line: LabelledLine, text: ArticleText, annotator: str) -> Annotation:
    """Return what a record says, over a text that has the record's at its offset."""
    given = Unit.parse(line.unit)
    end = line.offset + len(line.text)
    unit = Unit(article=text.article, version=text.version, kind=given.kind, start=line.offset, end=end)
    origin = f"argument-annotate/{line.id}"
    return Annotation(
        id=Annotation.id_of(unit, annotator, origin),
        annotator=annotator,
        unit=unit,
        origin=origin,
        status="submitted",
        spans=tuple(
            Span(
                id=span.id,
                types=(span.type,),
                start=line.offset + span.start,
                end=line.offset + span.end,
                text=span.text,
                attributes={name: value for name, value in span.attributes.items() if value is not None},
                preloaded=span.preloaded,
            )
            for span in line.spans
        ),
        relations=tuple(
            SpanRelation(id=part.id, types=(part.type,), source=part.source, target=part.target)
            for part in line.relations
        ),
        suggestion=line.suggestion,
        release=line.release,
        raw=line.model_dump(mode="json"),
    )


def _refused(where: str, number: int, error: ValueError) -> InputError:
    found = str(error)
    if isinstance(error, ValidationError):
        fault = error.errors(include_url=False, include_input=False)[0]
        found = f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}"
    return InputError(
        f"{where}, line {number}",
        found,
        expected="a record as `annotate export jsonl` writes it",
        cure="export it anew, articles and annotations together",
    )
