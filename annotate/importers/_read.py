"""Files to readers: which suffix is read how."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from annotate.errors import InputError
from annotate.importers._records import records
from annotate.importers._text import text
from schema import Imported


class Reader(Protocol):
    """Makes documents of the bytes of one file; raises InputError for a file that it cannot use."""

    def __call__(self, data: bytes, path: Path) -> Iterator[Imported]:
        """Return the documents of a file; the path is for its name and for messages, it is not opened."""
        ...


READERS: dict[str, Reader] = {
    ".jsonl": records,
    ".markdown": text,
    ".md": text,
    ".ndjson": records,
    ".text": text,
    ".txt": text,
}
"""Readers by suffix, in lower case."""


def read(path: Path) -> Iterator[Imported]:
    """Read a source file: one document for a text file, one for each record of a record file.

    Everything that is wrong with the file is raised at once, before the first document is taken. A document without
    any article (front matter only, say) is still a document: nothing of a file is lost.

    Raises:
        InputError: the path is no file or cannot be read, its suffix is unknown, or its reader cannot use it.
    """
    try:
        reader = _reader(path)
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            str(path), f"cannot be read: {error.strerror}", cure="check the path and its rights"
        ) from error
    return reader(data, path)


def _reader(path: Path) -> Reader:
    """Return the reader of a file; raises InputError where there is none."""
    if not path.exists():
        raise InputError(str(path), "no such file", cure="check the path")
    if path.is_dir():
        raise InputError(str(path), "a folder", expected="a file", cure=f"name the files in it, such as {path}/*.txt")
    suffix = path.suffix.lower()
    if suffix not in READERS:
        raise InputError(
            str(path),
            f"files that end in {path.suffix} cannot be read" if suffix else "a file name without a suffix",
            expected=f"one of {', '.join(sorted(READERS))}",
            cure="save the document as a text file (.txt) and import that",
        )
    return READERS[suffix]
