"""Files to readers: which suffix is read how."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Protocol

from annotate.errors import InputError
from annotate.importers._csv import table
from annotate.importers._docx import word
from annotate.importers._html import is_page, page
from annotate.importers._jsonl import jsonl
from annotate.importers._mhtml import mhtml
from annotate.importers._pdf import pdf
from annotate.importers._records import Work
from annotate.importers._text import text
from schema import Document, Imported


class Reader(Protocol):
    """Makes documents of the bytes of one file; raises InputError for a file that it cannot use."""

    def __call__(self, data: bytes, path: Path) -> Iterator[Imported]:
        """Return the documents of a file; the path is for its name and for messages, it is not opened."""
        ...


class TextReader(Protocol):
    """A `Reader` of files that have an encoding which can be insisted on."""

    def __call__(self, data: bytes, path: Path, encoding: str | None = None) -> Iterator[Imported]:
        """Return the documents of a file, decoded as `view_of` does."""
        ...


class RecordReader(Protocol):
    """Makes documents of the records of one file, which it opens itself and never holds in memory as a whole.

    Raises InputError for a file that it cannot use before the first document is taken.
    """

    def __call__(
        self, path: Path, encoding: str | None = None, columns: Mapping[str, str] | None = None
    ) -> Iterator[Work]:
        """Return the documents of a file, some at a time; `columns` has by field the column that holds it."""
        ...


TEXT_READERS: dict[str, TextReader] = {
    ".htm": page,
    ".html": page,
    ".markdown": text,
    ".md": text,
    ".mht": mhtml,
    ".mhtml": mhtml,
    ".text": text,
    ".txt": text,
    ".xhtml": page,
}
"""Readers of text by suffix, in lower case."""

RECORD_READERS: dict[str, RecordReader] = {
    ".csv": table,
    ".jsonl": jsonl,
    ".ndjson": jsonl,
    ".tsv": table,
}
"""Readers of record files by suffix, in lower case."""

READERS: dict[str, Reader] = {
    **TEXT_READERS,
    ".docx": word,
    ".pdf": pdf,
}
"""Readers of whole files by suffix, in lower case, those of text among them."""

SUFFIXES = frozenset((*READERS, *RECORD_READERS))
"""All suffixes that can be read, in lower case."""

_NOT_PAGES = frozenset((".markdown", ".md", ".mht", ".mhtml", ".text", ".txt"))
"""Suffixes under which pages in HTML are kept by mistake."""

WORD_PROCESSORS = frozenset((".doc", ".odt", ".rtf", ".wps"))
"""Suffixes of files that cannot be read, but that the program which wrote them can save as ``.docx``."""


def read(path: Path, encoding: str | None = None, columns: Mapping[str, str] | None = None) -> Iterator[Imported]:
    """Read a source file: one document for a text file, one for each record of a record file.

    A document without any article (front matter only, say) is still a document: nothing of a file is lost. Arguments
    and errors are those of `work`; what is wrong with a file is raised before the first document is taken.
    """
    pieces = work(path, encoding, columns)
    if path.suffix.lower() in RECORD_READERS:
        return (found for piece in pieces for found in piece())
    return iter(next(pieces)())


def work(path: Path, encoding: str | None = None, columns: Mapping[str, str] | None = None) -> Iterator[Work]:
    """Open a source file and yield what is to be done with it, in pieces that can be done elsewhere, in any order.

    A text file that opens as a page in HTML does is read as one, unless annotations in brat's `.ann` stand beside it,
    whose offsets are those of the file.

    Args:
        path: the file.
        encoding: the encoding to insist on; formats that tell their own (PDF, DOCX) leave it alone.
        columns: for record files, by field the name of the column that holds it, where that is not the field's.

    Raises:
        InputError: the path is no file or cannot be read, its suffix is unknown, or its reader cannot use it; for
            record files before anything is yielded, for others when the piece is done.
    """
    try:
        suffix = _suffix(path)
        if suffix in RECORD_READERS:
            return RECORD_READERS[suffix](path, encoding, columns)
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            str(path),
            f"cannot be read: {error.strerror}",
            expected="a file that you may read",
            cure="check the path and its rights",
        ) from error
    if suffix in _NOT_PAGES and is_page(data) and not path.with_suffix(".ann").exists():
        suffix = ".html"
    return iter((partial(_whole, suffix, data, path, encoding),))


def misnamed(document: Document) -> bool:
    """Whether a document is that of a page in HTML in a file that is called otherwise."""
    return document.view.extractor == "html" and Path(document.source).suffix.lower() in _NOT_PAGES


def _whole(suffix: str, data: bytes, path: Path, encoding: str | None) -> tuple[Imported, ...]:
    if suffix in TEXT_READERS:
        return tuple(TEXT_READERS[suffix](data, path, encoding))
    return tuple(READERS[suffix](data, path))


def _suffix(path: Path) -> str:
    """Return the suffix of a file; raises InputError where none reads it."""
    if not path.exists():
        found = "a link that leads to no file" if path.is_symlink() else "no such file"
        raise InputError(str(path), found, expected="a file", cure="check the path")
    if path.is_dir():
        raise InputError(str(path), "a folder", expected="a file", cure=f"name the files in it, such as {path}/*.txt")
    if not path.is_file():
        raise InputError(str(path), "neither a file nor a folder", expected="a file", cure="leave it out")
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise InputError(
            str(path),
            f"files that end in {path.suffix} cannot be read" if suffix else "a file name without a suffix",
            expected=f"one of {', '.join(sorted(SUFFIXES))}",
            cure="save it as .docx and import that"
            if suffix in WORD_PROCESSORS
            else "save the document as a text file (.txt) and import that",
        )
    return suffix
