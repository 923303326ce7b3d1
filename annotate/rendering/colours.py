"""An article with its labels in a terminal: with colours, or between brackets where there are none."""

from __future__ import annotations

from itertools import pairwise

from rich.text import Text

from annotate.drawing import ink_on
from annotate.errors import visible
from annotate.rendering._prose import Prose
from annotate.rendering._tables import plural
from annotate.workflow.reporting import Mark, Part
from annotate.workflow.reporting.showing import ArticleShown

_MOST = 16
"""Code points of a span that a line about its relations holds on a terminal, which has the span itself above."""


def coloured(result: ArticleShown, most: int | None = _MOST) -> Text:
    """Return the text with every span in brackets after its label and on its colour, then the relations.

    Controls of a text stand as their escapes. Relations have the first `most` code points of their spans, or all.
    """
    text, layer = result.text, result.layer
    whose = "no labels" if layer is None else layer.annotator or "gold"
    made = Prose(f"{text.article}, version {text.version}: {visible(whose)}\n")
    for part in text.parts:
        made.append("\n")
        made.append_text(_part(result, part))
        made.append("\n")
    if layer is not None:
        made.append(f"\n{plural(len(layer.marks), 'span')}, {plural(len(layer.ties), 'relation')}")
        for tie in layer.ties:
            made.append("\n  ")
            made.append_text(_end(result, layer.marks[tie.source], most))
            made.append(f" —{visible(tie.type)}→ ")
            made.append_text(_end(result, layer.marks[tie.target], most))
    made.rstrip()
    return made


def _part(result: ArticleShown, part: Part) -> Text:
    """A paragraph; brackets open before what begins and close after what ends at a place."""
    whole, marks = result.text.text, result.layer.marks if result.layer else ()
    inside = [mark for mark in marks if mark.start < part.end and part.start < mark.end]
    cuts = {part.start, part.end}
    for mark in inside:
        cuts |= {max(mark.start, part.start), min(mark.end, part.end)}
    made = Text(style="bold" if part.kind in ("title", "heading") else "")
    for start, end in pairwise(sorted(cuts)):
        for mark in inside:
            if start == max(mark.start, part.start):
                made.append(f"[{visible(mark.type)} ", style=f"bold {_colour(result, mark)}")
        over = [mark for mark in inside if mark.start <= start and end <= mark.end]
        style = f"{ink_on(_colour(result, over[-1]))} on {_colour(result, over[-1])}" if over else ""
        made.append(visible(whole[start:end]), style=style)
        for mark in over:
            if end == min(mark.end, part.end):
                made.append("]", style=f"bold {_colour(result, mark)}")
    return made


def _colour(result: ArticleShown, mark: Mark) -> str:
    look = result.looks.get(mark.type)
    return look.color if look else "#777777"


def _end(result: ArticleShown, mark: Mark, most: int | None) -> Text:
    """An end of a relation, in the colour of its label."""
    words = visible(mark.of(result.text.text))
    clipped = words if most is None or len(words) <= most else f"{words[: most - 1]}…"
    return Text(clipped, style=_colour(result, mark))
