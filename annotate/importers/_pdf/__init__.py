"""Reader of PDF files with a text layer.

A file goes through small stages, each in a module of its own: `_glyphs` the file to the glyphs of a page, `_segments`
glyphs to runs of text, `_flows` runs to columns in reading order, `_lines` and `_paragraphs` what these say, `_pages`
all of that for one page; then `_furniture` what comes again on every page, `_elements` (with `_element`, `_exhibits`)
all pages to titles, headings, paragraphs, notes and exhibits, `_hyphens` the ends of their lines to what words have,
`_view` all of it to the source view with its marks and places.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from schema import Imported


def pdf(data: bytes, path: Path) -> Iterator[Imported]:
    """Read the text layer of a PDF file as one document; its id is the hash of its bytes.

    The source view has one printed line a line, in reading order, and `SourceView.places` says where each stands.
    Characters are as the file has them: ligatures and radicals are kept, a character printed twice to look bold is read
    once, and a hyphen at the end of a line is a soft hyphen where the file's reader takes it for one and the word does
    not stand with it elsewhere. Invisible text is read, since it is what OCR puts behind a scan; what stands outside
    the page is not.

    Pages are read one after the other. Those that show something but have no text are left out, and the block before
    says so in its doubt. A file in which no page has text is refused.

    Raises:
        InputError: the file is no PDF or broken, needs a password, or has no page or no text layer.
    """
    from annotate.importers._pdf._reader import document_of  # pdfium is loaded for PDF files only

    return iter((document_of(data, path),))


__all__ = ["pdf"]
