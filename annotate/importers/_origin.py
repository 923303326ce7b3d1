"""Where a document comes from that is a whole file."""

from __future__ import annotations

import hashlib
from pathlib import Path

from annotate.segmentation import Origin
from schema import Document


def origin_of(data: bytes, path: Path) -> Origin:
    """Return the origin of the document that these bytes are: its id is their hash, its source the file's name."""
    sha256 = hashlib.sha256(data).hexdigest()
    return Origin(id=Document.id_of_file(sha256), source=path.name, sha256=sha256)
