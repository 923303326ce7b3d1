"""Importers: source files to documents, cut into articles and blocks that are traced to every character of the source.

A file goes through small pure stages, each in a module of its own: `_decode` bytes to text, `_lines` text to lines,
`_wrap` lines to runs of lines (undoing the line breaks of a page), `_units` runs to classified units (with the wording
of `_patterns`), `_articles` units to articles, `_details` bylines to facts, `_assemble` all of it to the schema.
"""

from annotate.importers._decode import IMPORTER_VERSION, view_of
from annotate.importers._dry_run import dry_run
from annotate.importers._read import READERS, Reader, read

__all__ = ["IMPORTER_VERSION", "READERS", "Reader", "dry_run", "read", "view_of"]
