"""Segmentation: a source view to articles and blocks that are traced to every character of it. Pure, no I/O.

A view goes through small stages, each in a module of its own: `_lines` text to lines, `_wrap` lines to runs of lines
(undoing the line breaks of a page), `_units` runs to classified units (with the wording of `_patterns`), `_articles`
units to articles, `_details` bylines to facts, `_assemble` all of it to the schema.
"""

from annotate.segmentation._assemble import Given, Origin, imported
from annotate.segmentation._details import Details
from annotate.segmentation._lines import lines_of
from annotate.segmentation._marks import Mark

__all__ = ["Details", "Given", "Mark", "Origin", "imported", "lines_of"]
