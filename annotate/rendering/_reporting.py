"""Text of reports and pictures that were written."""

from __future__ import annotations

from annotate.rendering._tables import plural
from annotate.workflow.reporting import FigureWritten, ReportWritten


def reportwritten(result: ReportWritten) -> str:
    """Where it is, how large, and what is in it."""
    whose = "with annotators' names" if result.named else "annotators by pseudonyms (--names for names)"
    return (
        f"written to {result.file} ({result.bytes / 1e6:.1f} MB): {plural(result.articles, 'text')}, "
        f"{plural(result.paragraphs, 'paragraph')}, {plural(result.disagreements, 'disagreement')}; {whose}"
    )


def figurewritten(result: FigureWritten) -> str:
    """Where it is, and what is in it."""
    drawn = f"{plural(result.components, 'component')} and {plural(result.relations, 'relation')}"
    return f"written to {result.file}: {drawn} of {result.article}"
