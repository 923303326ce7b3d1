"""A PDF file to one document."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from annotate.errors import InputError
from annotate.importers._decode import IMPORTER_VERSION
from annotate.importers._origin import origin_of
from annotate.importers._pdf._elements import elements_of
from annotate.importers._pdf._glyphs import EXTRACTOR_VERSION, ONE_AT_A_TIME, sheets
from annotate.importers._pdf._hyphens import hyphened
from annotate.importers._pdf._pages import Page, page_of
from annotate.importers._pdf._view import written
from annotate.segmentation import imported
from schema import Document, Doubt, Imported, SourceView


def document_of(data: bytes, path: Path) -> Imported:
    """Read the text layer of a PDF file; see `annotate.importers.pdf`."""
    where = str(path)
    pages, missing = _pages(data, where)
    text, marks, places = written(hyphened(elements_of(pages)))
    view = SourceView(
        text=text,
        extractor="pdf",
        extractor_version=f"{IMPORTER_VERSION} ({EXTRACTOR_VERSION})",
        places=tuple(places),
    )
    return _doubted(imported(origin_of(data, path), view, marks=marks), missing)


def _pages(data: bytes, where: str) -> tuple[list[Page], list[int]]:
    """Return the pages with text, laid out, and the numbers of those that show something else only."""
    pages: list[Page] = []
    missing: list[int] = []
    signs = unknown = 0
    with ONE_AT_A_TIME:
        for sheet in sheets(data, where):
            shown = sum(not glyph.text.isspace() for glyph in sheet.glyphs)
            if shown:
                pages.append(page_of(sheet))
            elif sheet.drawn:
                missing.append(sheet.number)
            signs += shown
            unknown += sheet.unknown
    if not pages:
        raise InputError(where, "no text layer", expected="a PDF whose text can be selected", cure="run OCR first")
    if 2 * unknown > signs:
        raise InputError(
            where,
            f"a text layer that cannot be read: {unknown} of {signs} glyphs name no character",
            expected="fonts that say which character a glyph is",
            cure="run OCR over it, which writes a new text layer",
        )
    return pages, missing


def _doubted(found: Imported, missing: Sequence[int]) -> Imported:
    """Return the document with a doubt at the block that stands where pages without text are left out.

    Missing text matters more than what else is uncertain about that block.
    """
    blocks = list(found.document.blocks)
    for first, last in _stretches(missing):
        at = _before(first, found.document)
        pages = f"page {first} has" if first == last else f"pages {first} to {last} have"
        doubt = Doubt(reason=f"{pages} no text layer", alternative="text is missing; run OCR and import the file again")
        blocks[at] = blocks[at].model_copy(update={"doubt": doubt})
    return found.model_copy(update={"document": found.document.model_copy(update={"blocks": tuple(blocks)})})


def _stretches(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Return ascending numbers as runs without a gap, first to last."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1] = found[-1][0], number
        else:
            found.append((number, number))
    return found


def _before(page: int, document: Document) -> int:
    """Return the last block of text that begins before a page, or the first of all."""
    above = [place.start for place in document.view.places if place.page < page]
    last = max(above, default=0)
    text = [at for at, block in enumerate(document.blocks) if block.article and block.kind != "markup"]
    before = [at for at in text if document.blocks[at].pieces[0].start <= last]
    return max(before, default=text[0] if text else 0)
