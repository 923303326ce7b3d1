"""Where a document comes from that is a whole file."""

from __future__ import annotations

import hashlib
from pathlib import Path

from annotate.segmentation import Origin
from schema import Document


def origin_of(data: bytes, path: Path) -> Origin:
    """Return the origin of the document that these bytes are: its id is their hash, its source the file's name."""
    sha256 = hashlib.sha256(data).hexdigest()
    return Origin(id=Document.id_of_file(sha256), source=name_of_file(path), sha256=sha256)


def name_of_file(path: Path) -> str:
    """Return the name of a file as text: of a name in another encoding than the system's, some bytes are escapes."""
    return path.name.encode("utf-8", "backslashreplace").decode()
