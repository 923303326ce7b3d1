"""Text of reports and pictures that were written."""

from __future__ import annotations

from annotate.rendering._tables import plural
from annotate.workflow.reporting import FigureWritten, ReportWritten, Serving


def reportwritten(result: ReportWritten) -> str:
    """Where it is, how large, and what is in it."""
    disagreements = plural(result.disagreements, "disagreement")
    return (
        f"written to {result.file} ({result.bytes / 1e6:.1f} MB): {plural(result.articles, 'text')}, "
        f"{plural(result.paragraphs, 'paragraph')}, {disagreements}; {_whose(result.named)}"
    )


def serving(result: Serving) -> str:
    """Where it is, and how it ends."""
    return f"{result.project} is shown at {result.url} until Ctrl-C; {_whose(result.named)}"


def figurewritten(result: FigureWritten) -> str:
    """Where it is, and what is in it."""
    drawn = f"{plural(result.components, 'component')} and {plural(result.relations, 'relation')}"
    return f"written to {result.file}: {drawn} of {result.article}"


def _whose(named: bool) -> str:
    return "with annotators' names" if named else "annotators by pseudonyms (--names for names)"
