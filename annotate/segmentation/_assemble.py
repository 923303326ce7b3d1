"""From the source view to the schema: the document with its blocks, the articles with their texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Literal

from annotate.segmentation._articles import Placed, placed
from annotate.segmentation._details import Details, details_of
from annotate.segmentation._duplicates import without_duplicates
from annotate.segmentation._language import language_of
from annotate.segmentation._lines import Line, lines_of
from annotate.segmentation._marks import Mark
from annotate.segmentation._neighbours import (
    boxed,
    named,
    with_abstracts,
    with_footnotes,
    with_references,
    with_whole_headings,
    without_heads_of_pages,
    without_translations,
)
from annotate.segmentation._rules import Rules, rules_without
from annotate.segmentation._torn import mended
from annotate.segmentation._units import Unit, pieces_of, title_unit, units_of
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
    rules = rules_without(without)
    lines = lines_of(view.text, marks, rules)
    texts = [line for line in lines if line.text]
    titles = [title_unit(line) for line in texts[:1] if given and given.titled]
    units = titles + _told(units_of(groups_of(texts[len(titles) :], rules)), rules)
    places = placed(units, rules, single=given is not None and given.single, titled=bool(titles))
    blocks = _blocks(lines, places)
    document = Document(
        id=origin.id, source=origin.source, record=origin.record, sha256=origin.sha256, view=view, blocks=blocks
    )
    return Imported(document=document, articles=tuple(_articles(document, given or Given())))


def _told(units: list[Unit], rules: Rules) -> list[Unit]:
    """Return the units as their neighbours and the whole file tell them to be."""
    if "running-heads" in rules:
        units = without_heads_of_pages(units)
    if "names-alone" in rules:
        units = named(units)
    units = with_references(units)
    units = boxed(units, rules)
    if "footnotes" in rules:
        units = with_footnotes(units)
    if "two-line-headings" in rules:
        units = with_whole_headings(units)
    if "translations" in rules:
        units = without_translations(units)
    units = with_abstracts(units)
    if "torn" in rules:
        units = mended(units, rules)
    return without_duplicates(units) if "repeated" in rules else units


def _blocks(lines: Iterable[Line], places: Iterable[Placed]) -> tuple[Block, ...]:
    """Return the blocks of text and of mark-up, in reading order."""
    found: list[tuple[int, Block]] = []
    for place in places:
        unit = place.unit
        pieces = pieces_of(unit.lines)
        block = Block(
            kind=unit.kind,
            article=place.article,
            level=place.level,
            text=unit.text,
            pieces=pieces,
            doubt=unit.doubt,
        )
        found.append((pieces[0].start, block))
        found.extend(_markup(unit.lines, place.article))
    found.extend(_markup((line for line in lines if not line.text), 0))
    return tuple(block for _, block in sorted(found, key=itemgetter(0)))


def _markup(lines: Iterable[Line], article: int) -> Iterator[tuple[int, Block]]:
    for line in lines:
        for (start, end), text in zip(line.noise, line.marks, strict=True):
            piece = Piece(start=start, end=end)
            yield start, Block(kind="markup", article=article, text=text, pieces=(piece,))


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
