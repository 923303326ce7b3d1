"""Text of an article with its labels."""

from __future__ import annotations

from annotate.rendering.colours import coloured
from annotate.workflow.reporting.showing import ArticleShown


def articleshown(result: ArticleShown) -> str:
    """The text with every span in brackets after its label, then the relations."""
    return coloured(result, most=None).plain
