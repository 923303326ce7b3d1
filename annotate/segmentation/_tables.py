"""Tables of plain text: what stands below the caption of one, with figures, and ends no sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from annotate.segmentation._units import Unit
from schema import BlockKind

_CAPTION = re.compile(r"[<＜〈【]?(?:表|[专專][栏欄]|Table)\s*\d")
_SOME, _MOST = 0.1, 0.5
"""Shares of the characters that are figures: of a table, and of a row of it that begins with a number."""
_CELLS: tuple[BlockKind, ...] = ("paragraph", "heading", "boilerplate")


def with_tables(units: Sequence[Unit]) -> list[Unit]:
    """Make rows of a table of the texts right below the caption of a table that end no sentence and have figures."""
    found: list[Unit] = []
    at = 0
    while at < len(units):
        found.append(units[at])
        at += 1
        if found[-1].kind != "caption" or not _CAPTION.match(found[-1].text):
            continue
        end = at
        while end < len(units) and _cells(units[end]):
            end += 1
        if _figures("".join(unit.text for unit in units[at:end])) > _SOME:
            found.extend(unit.as_kind("table") for unit in units[at:end])
            at = end
    return found


def _cells(unit: Unit) -> bool:
    """Whether a text could be cells of a table: no sentence ends in it, and it is no heading but for its figures."""
    heading = unit.kind == "heading" and (unit.style != "plain" or unit.hashes)
    ends = unit.text[-1] in "。：:；;！!？?" or "。" in unit.text
    return unit.kind in _CELLS and not ends and not (heading and _figures(unit.text) < _MOST)


def _figures(text: str) -> float:
    """Return the share of the characters of a text, blanks aside, that are figures."""
    shown = "".join(text.split())
    return sum(map(str.isdecimal, shown)) / max(len(shown), 1)
