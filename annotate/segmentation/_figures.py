"""Figures alone on a line: the headings of parts, or the numbers of pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from annotate.segmentation._units import Unit

_FIGURE = re.compile(r"0?[1-9]\d?\.?")
_FEWEST_FIGURES = 2
"""Figures that show that parts are numbered, and as many times more where they could be numbers of pages."""


def with_figures(units: Sequence[Unit]) -> list[Unit]:
    """Make headings of the figures alone on a line that count up from 1 between paragraphs, and tear none apart.

    Where lines were wrapped they could be the numbers of pages, and there must be more of them.
    """
    row: list[int] = []
    for at, unit in enumerate(units):
        if (
            unit.kind in ("boilerplate", "paragraph")
            and _FIGURE.fullmatch(unit.text)
            and int(unit.text.rstrip(".")) == len(row) + 1
        ):
            row.append(at)
    fewest = _FEWEST_FIGURES * (2 if any(unit.full for unit in units) else 1)
    if len(row) < fewest or not all(_parts_text(units, at) for at in row):
        return list(units)
    found = list(units)
    for at in row:
        found[at] = replace(units[at], kind="heading", style="arabic")
    return found


def _parts_text(units: Sequence[Unit], at: int) -> bool:
    """Whether a paragraph follows a line, and what stands above does not break off."""
    if at + 1 == len(units) or units[at + 1].kind != "paragraph":
        return False
    above = next((unit for unit in reversed(units[:at]) if unit.kind not in ("boilerplate", "caption")), None)
    return above is None or not above.torn
