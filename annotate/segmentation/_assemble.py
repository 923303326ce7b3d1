"""From the source view to the schema: the document with its blocks, the articles with their texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Literal

from annotate.segmentation._articles import Placed, placed
from annotate.segmentation._details import Details, details_of
from annotate.segmentation._lines import Line, lines_of
from annotate.segmentation._marks import Mark
from annotate.segmentation._units import pieces_of, title_unit, units_of
from annotate.segmentation._wrap import paragraphs_of
from schema import (
    ARTICLE_KINDS,
    Article,
    ArticleText,
    Block,
    Document,
    Heading,
    Imported,
    Paragraph,
    Piece,
    SourceView,
    digest,
)


@dataclass(frozen=True, slots=True)
class Given:
    """What a record says of its article, and therefore need not be found in its text."""

    titled: bool = False
    """Whether the first line of the view that shows anything is the title."""
    details: Details = field(default_factory=Details)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a view comes from, with the identity of its document."""

    id: str
    source: str
    sha256: str
    record: str | None = None


def imported(origin: Origin, view: SourceView, given: Given | None = None, marks: Sequence[Mark] = ()) -> Imported:
    """Cut a view into blocks and articles. With `given` it is one article, whatever it looks like.

    `marks` is what the mark-up of the source says of runs of the view; none for plain text.

    Every non-blank character of the view is in exactly one block, also where no article was found.
    """
    lines = lines_of(view.text, marks)
    texts = [line for line in lines if line.text]
    titles = [title_unit(line) for line in texts[:1] if given and given.titled]
    units = titles + units_of(paragraphs_of(texts[len(titles) :]))
    places = placed(units, single=given is not None, titled=bool(titles))
    blocks = _blocks(lines, places)
    document = Document(
        id=origin.id, source=origin.source, record=origin.record, sha256=origin.sha256, view=view, blocks=blocks
    )
    return Imported(document=document, articles=tuple(_articles(document, given or Given())))


def _blocks(lines: Iterable[Line], places: Iterable[Placed]) -> tuple[Block, ...]:
    """Return the blocks of text and of mark-up, in reading order."""
    found: list[tuple[int, Block]] = []
    for place in places:
        unit = place.unit
        pieces = pieces_of(unit.lines)
        block = Block(kind=unit.kind, article=place.article, level=place.level, text=unit.text, pieces=pieces)
        found.append((pieces[0].start, block))
        found.extend(_markup(unit.lines, place.article))
    found.extend(_markup((line for line in lines if not line.text), 0))
    return tuple(block for _, block in sorted(found, key=itemgetter(0)))


def _markup(lines: Iterable[Line], article: int) -> Iterator[tuple[int, Block]]:
    for line in lines:
        for (start, end), text in zip(line.noise, line.marks, strict=True):
            piece = Piece(start=start, end=end)
            yield start, Block(kind="markup", article=article, text=text, pieces=(piece,))


def _articles(document: Document, given: Given) -> Iterator[Article]:
    blocks: dict[int, list[tuple[int, Block]]] = {}
    for index, block in enumerate(document.blocks):
        if block.article:
            blocks.setdefault(block.article, []).append((index, block))
    equals: Counter[tuple[str, str]] = Counter()
    for ordinal, own in sorted(blocks.items()):
        found = details_of(_bylines([block for _, block in own]))
        title = next((block.text for _, block in own if block.kind == "title"), "")
        article = Article.id_of(document.id, ordinal)
        yield Article(
            id=article,
            document=document.id,
            ordinal=ordinal,
            title=title,
            authors=given.details.authors or found.authors,
            source=given.details.source or found.source,
            date=given.details.date or found.date,
            texts=(_text(document.id, article, own, equals),),
        )


def _bylines(blocks: Sequence[Block]) -> list[str]:
    """Return the bylines before and behind the body; one amid the body belongs to a picture or to another article."""
    body = [at for at, block in enumerate(blocks) if block.kind in ("paragraph", "list_item")]
    first, last = (body[0], body[-1]) if body else (len(blocks), -1)
    return [block.text for at, block in enumerate(blocks) if block.kind == "byline" and not first < at < last]


def _text(
    document: str, article: str, own: Sequence[tuple[int, Block]], equals: Counter[tuple[str, str]]
) -> ArticleText:
    """Return the first version of an article's text; `equals` counts the texts met in the document so far."""
    headings: list[Heading] = []
    paragraphs: list[Paragraph] = []
    texts = [(index, block) for index, block in own if block.kind in ARTICLE_KINDS]
    start = 0
    for index, block in texts:
        end = start + len(block.text)
        heading = block.kind in ("title", "heading")
        word: Literal["heading", "paragraph"] = "heading" if heading else "paragraph"
        equals[word, block.text] += 1
        part = digest(word, document, block.text, equals[word, block.text])
        if heading:
            headings.append(Heading(start=start, end=end, id=part, level=block.level or 0, block=index))
        else:
            role: Literal["abstract", "body"] = "abstract" if block.kind == "abstract" else "body"
            paragraphs.append(Paragraph(start=start, end=end, id=part, role=role, block=index))
        start = end + 1
    text = "\n".join(block.text for _, block in texts)
    return ArticleText(article=article, version=1, text=text, headings=tuple(headings), paragraphs=tuple(paragraphs))
