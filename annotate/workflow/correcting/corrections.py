"""Corrections of single articles."""

from __future__ import annotations

from collections.abc import Iterator

from annotate.errors import InputError
from annotate.workflow.corpus.selecting import whole
from annotate.workflow.correcting.orders import Orders, edits_of, numbered
from annotate.workflow.correcting.revision import Revised, revise
from annotate.workflow.project import Project
from schema import BlockKind, Imported, Model, Record


class NumberedBlock(Model):
    """A block of an article, or one outside any, with the number that commands know it by."""

    number: str
    """1, 2, … in the article; o1, o2, … outside any."""
    kind: BlockKind
    """What it is."""
    level: int | None
    """Depth of a heading."""
    text: str
    """Its text."""
    doubt: str | None
    """What is uncertain of it."""
    edited: bool
    """Whether a person changed its characters."""


class ArticleBlocks(Record):
    """An article as blocks."""

    article: str
    """Id of the article."""
    document: str
    """Id of its document."""
    source: str
    """Name of the file."""
    reading: int
    """Number of the document's reading."""
    title: str
    """Its title."""
    authors: tuple[str, ...]
    """Its authors."""
    published: str | None
    """Newspaper, journal or site."""
    date: str | None
    """Its date."""
    blocks: tuple[NumberedBlock, ...]
    """Its blocks, in reading order."""
    outside: tuple[NumberedBlock, ...]
    """Blocks of the document that are in no article."""


class Corrected(Record):
    """What a correction did."""

    document: Revised
    """The document."""


def blocks(project: Project, article: str) -> ArticleBlocks:
    """Return an article, named by the beginning of its id, as numbered blocks."""
    with project.store() as store:
        found = store.article(whole(article, store))
        imported = store.imported(found.document)
    document = imported.document
    return ArticleBlocks(
        article=found.id,
        document=document.id,
        source=document.source,
        reading=document.reading,
        title=found.title,
        authors=found.authors,
        published=found.source,
        date=found.date,
        blocks=tuple(_numbered(imported, found.ordinal)),
        outside=tuple(_numbered(imported, 0)),
    )


def correct(project: Project, article: str, orders: Orders, who: str, why: str) -> Corrected:
    """Do what a person asks for, all of it or nothing; annotations stay on the version of the text they were made on.

    Raises InputError, which names the order, when one cannot be done.
    """
    with project.store() as store:
        found = store.article(whole(article, store))
        imported = store.imported(found.document)
        edits = tuple(edits_of(imported, found, orders))
        if not edits:
            raise InputError("corpus edit", "nothing to do was named", cure="annotate corpus edit --help")
        return Corrected(document=revise(store, imported, edits, who, why))


def _numbered(imported: Imported, article: int) -> Iterator[NumberedBlock]:
    for number, block in numbered(imported, article).items():
        if block.article == article:
            doubt = f"{block.doubt.reason}; otherwise: {block.doubt.alternative}" if block.doubt else None
            yield NumberedBlock(
                number=number, kind=block.kind, level=block.level, text=block.text, doubt=doubt, edited=block.edited
            )
