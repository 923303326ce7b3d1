"""Importers: the bytes of a source file to documents. One format, one module, one function.

A reader makes the source view of a file, with what its mark-up says, and hands it to `annotate.segmentation`.
"""

from annotate.importers._decode import IMPORTER_VERSION, control_characters, view_of
from annotate.importers._dry_run import dry_run
from annotate.importers._origin import name_of_file
from annotate.importers._read import (
    READERS,
    RECORD_READERS,
    SUFFIXES,
    TEXT_READERS,
    WORD_PROCESSORS,
    Reader,
    misnamed,
    read,
    work,
)
from annotate.importers._records import Work

__all__ = [
    "IMPORTER_VERSION",
    "READERS",
    "RECORD_READERS",
    "SUFFIXES",
    "TEXT_READERS",
    "WORD_PROCESSORS",
    "Reader",
    "Work",
    "control_characters",
    "dry_run",
    "misnamed",
    "name_of_file",
    "read",
    "view_of",
    "work",
]
