"""From the source view to the schema: the document with its blocks, the articles with their texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from annotate.segmentation._articles import Placed, placed
from annotate.segmentation._context import told
from annotate.segmentation._details import Details, details_of
from annotate.segmentation._folios import without_folios
from annotate.segmentation._language import language_of
from annotate.segmentation._lines import Line, lines_of
from annotate.segmentation._marks import Mark
from annotate.segmentation._rules import Rules, rules_without
from annotate.segmentation._units import pieces_of, title_unit, units_of
from annotate.segmentation._wrap import groups_of
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
    single: bool = True
    """Whether it is one article, whatever it looks like. Else what is given counts where there is one and its text
    says nothing."""
    title: str = ""
    """Its title where no block holds it."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a view comes from, with the identity of its document."""

    id: str
    source: str
    sha256: str
    record: str | None = None


def imported(
    origin: Origin,
    view: SourceView,
    given: Given | None = None,
    marks: Sequence[Mark] = (),
    without: frozenset[str] = frozenset(),
) -> Imported:
    """Cut a view into blocks and articles. With `given` it is one article, whatever it looks like.

    Every non-blank character of the view is in exactly one block, also where no article was found.

    Args:
        origin: where the view comes from.
        view: the text as a reader made it.
        given: what a record says of its article.
        marks: what the mark-up of the source says of runs of the view; none for plain text.
        without: names of `RULES` to switch off, to see what each is good for.

    Raises:
        InputError: `without` names a rule that is none.
    """
    blocks = _blocks(view.text, given, marks, rules_without(without))
    document = Document(
        id=origin.id, source=origin.source, record=origin.record, sha256=origin.sha256, view=view, blocks=blocks
    )
    return Imported(document=document, articles=tuple(_articles(document, given or Given())))


def _blocks(view: str, given: Given | None, marks: Sequence[Mark], rules: Rules) -> tuple[Block, ...]:
    """Return the blocks of text and of mark-up, in reading order."""
    lines = lines_of(view, marks, rules)
    if "folios" in rules:
        lines = without_folios(lines)
    found = [block for place in _places(lines, given, rules) for block in _blocks_of(place)]
    found.extend(_markup((line for line in lines if not line.text), 0))
    return tuple(sorted(found, key=lambda block: block.pieces[0].start))


def _places(lines: Sequence[Line], given: Given | None, rules: Rules) -> list[Placed]:
    """Return the units that lines make, each with its article."""
    texts = [line for line in lines if line.text]
    titles = [title_unit(line) for line in texts[:1] if given and given.titled]
    units = titles + told(units_of(groups_of(texts[len(titles) :], rules)), lines, rules)
    return placed(units, rules, single=given is not None and given.single, titled=bool(titles))


def _blocks_of(place: Placed) -> Iterator[Block]:
    """Yield the block of a unit, and those of the mark-up in its lines."""
    unit = place.unit
    yield Block(
        kind=unit.kind,
        article=place.article,
        level=place.level,
        text=unit.text,
        pieces=pieces_of(unit),
        doubt=unit.doubt,
    )
    yield from _markup((line for line in unit.lines if line.noise), place.article)


def _markup(lines: Iterable[Line], article: int) -> Iterator[Block]:
    for line in lines:
        for (start, end), text in zip(line.noise, line.marks, strict=True):
            yield Block(kind="markup", article=article, text=text, pieces=(Piece(start=start, end=end),))


def articles_of(document: Document, given: Given | None = None) -> tuple[Article, ...]:
    """Return the articles that the blocks of a document make, each with the first version of its text."""
    return tuple(_articles(document, given or Given()))


def _articles(document: Document, given: Given) -> Iterator[Article]:
    blocks: dict[int, list[tuple[int, Block]]] = {}
    for index, block in enumerate(document.blocks):
        if block.article:
            blocks.setdefault(block.article, []).append((index, block))
    equals: Counter[tuple[str, str]] = Counter()
    alone = len(blocks) == 1
    for ordinal, own in sorted(blocks.items()):
        found = details_of(_bylines([block for _, block in own]))
        first, second = (given.details, found) if given.single else (found, given.details if alone else Details())
        title = next((block.text for _, block in own if block.kind == "title"), given.title if alone else "")
        article = Article.id_of(document.id, ordinal)
        text = _text(document.id, article, own, equals)
        yield Article(
            id=article,
            document=document.id,
            ordinal=ordinal,
            title=title,
            authors=first.authors or second.authors,
            source=first.source or second.source,
            date=first.date or second.date,
            language=language_of(text.text),
            texts=(text,),
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
