"""A concordance on a terminal: what stands there below each other, in lines as wide as it."""

from __future__ import annotations

from itertools import groupby

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from annotate.errors import visible
from annotate.rendering._searching import flat, sums
from annotate.workflow.reporting.concordance import Concordance, Found

_LEAST = 40
"""Columns that a line has at least; narrower terminals break it."""


def lined(result: Concordance, width: int) -> Text:
    """Return the places with what stands there below each other, article by article, in lines of a width in columns.

    What stands around a place and does not fit is left out; so is the end of a place that takes more than half a line.
    """
    made = Text()
    offsets = max((len(f"{place.start}") for place in result.places), default=1)
    labels = max((cell_len(visible(place.label)) + 2 for place in result.places if place.label), default=0)
    room = max(width, _LEAST) - offsets - labels - 4
    for (article, version), places in groupby(result.places, lambda place: (place.article, place.version)):
        own = list(places)
        name = f"{article}, version {version}  "
        title = _clipped(_shown(own[0].title), max(width, _LEAST) - cell_len(name))
        made.append(name, style="bold").append(f"{title}\n", style="dim")
        for place in own:
            made.append(f"  {place.start:>{offsets}}  ", style="dim")
            made.append(set_cell_size(visible(place.label or ""), labels))
            _around(made, place, room)
            if place.attributes:
                values = "; ".join(
                    f"{visible(name)}={visible(value)}" for name, value in sorted(place.attributes.items())
                )
                made.append(f"{' ' * (offsets + 4)}{values}\n", style="dim")
    return made.append(sums(result))


def _around(made: Text, place: Found, room: int) -> None:
    before, text, after = (_shown(part) for part in (place.before, place.text, place.after))
    left = room // 3
    while cell_len(before) > left:
        before = before[1:]
    text = _clipped(text, room // 2)
    made.append(" " * (left - cell_len(before)) + before).append(text, style="bold reverse")
    made.append(set_cell_size(after, min(room - left - cell_len(text), cell_len(after))).rstrip() + "\n")


def _clipped(text: str, most: int) -> str:
    return text if cell_len(text) <= most else f"{set_cell_size(text, most - 1).rstrip()}…"


def _shown(text: str) -> str:
    return visible(flat(text))
