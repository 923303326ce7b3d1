"""What is said of files that were written."""

from __future__ import annotations

from schema import Record


class ReportWritten(Record):
    """A report that was written."""

    file: str
    """Where it is."""
    bytes: int
    """How large it is."""
    articles: int
    """Texts in it."""
    paragraphs: int
    """Paragraphs in these."""
    disagreements: int
    """Disagreements in it."""
    named: bool
    """Whether annotators have their names in it; otherwise pseudonyms."""


class Serving(Record):
    """A report that is shown live."""

    project: str
    """Name of the project."""
    url: str
    """Where, on this machine alone."""
    named: bool
    """Whether annotators have their names in it; otherwise pseudonyms."""


class FigureWritten(Record):
    """A picture that was written."""

    file: str
    """Where it is."""
    article: str
    """Id of the article."""
    components: int
    """Components in it."""
    relations: int
    """Relations in it."""
