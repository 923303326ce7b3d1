"""Reader of text files: one document a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from annotate.errors import InputError
from annotate.importers._decode import view_of
from annotate.importers._limits import LONGEST_LINE, too_long
from annotate.importers._origin import origin_of
from annotate.segmentation import imported
from schema import Imported


def text(data: bytes, path: Path, encoding: str | None = None) -> Iterator[Imported]:
    """Read a text or Markdown file; the document's id is the hash of its bytes.

    Raises:
        InputError: the bytes are no text, nothing but blanks, or has an endless line.
    """
    view = view_of(data, where=str(path), encoding=encoding)
    if not view.text.strip():
        raise InputError(str(path), "an empty file", expected="text", cure="leave the file out, or put its text in")
    if found := too_long(view.text):
        raise InputError(str(path), found, expected=f"at most {LONGEST_LINE}", cure="break the text into paragraphs")
    return iter((imported(origin_of(data, path), view),))
