"""Reader of text files: one document a file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from annotate.errors import InputError
from annotate.importers._decode import view_of
from annotate.segmentation import Origin, imported
from schema import Document, Imported


def text(data: bytes, path: Path) -> Iterator[Imported]:
    """Read a text or Markdown file; the document's id is the hash of its bytes.

    Raises:
        InputError: the bytes are no text, or nothing but blanks.
    """
    view = view_of(data, where=str(path))
    if not view.text.strip():
        raise InputError(str(path), "an empty file", expected="text", cure="leave the file out, or put its text in")
    sha256 = hashlib.sha256(data).hexdigest()
    origin = Origin(id=Document.id_of_file(sha256), source=path.name, sha256=sha256)
    return iter((imported(origin, view),))
