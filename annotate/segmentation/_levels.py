"""How deep headings are: by their numbering first, by the mark-up of the source only among those without."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from annotate.segmentation._labels import closing_section
from annotate.segmentation._numbering import RANKS
from annotate.segmentation._units import Unit

_Style = tuple[str | None, int]
"""Style of a heading and its depth by mark-up, which counts only for headings without a number."""


_CAPITALS: _Style = ("capitals", 0)
"""Headings without a number that are all capitals, as chapters have."""


def levelled(units: Iterable[Unit]) -> Iterator[tuple[Unit, int | None]]:
    """Yield the units of an article with the level of the headings, from 1; None for all others.

    A style not seen yet is one deeper than the heading above it; but a numbering that by custom stands further out
    than one seen already is not deeper than that.
    """
    levels: dict[_Style, int] = {}
    depth = 0
    for unit in units:
        if unit.kind != "heading":
            yield unit, None
            continue
        style = _style(unit)
        if style not in levels:
            levels[style] = _new_level(unit, levels, depth)
        depth = 1 if closing_section(unit.text) and unit.unnumbered else levels[style]
        yield unit, depth


def _style(unit: Unit) -> _Style:
    if unit.style == "plain" and unit.text.isupper():
        return _CAPITALS
    return unit.style, unit.hashes if unit.style == "markdown" else 0


def _new_level(unit: Unit, levels: dict[_Style, int], depth: int) -> int:
    if closing_section(unit.text) and unit.unnumbered:
        return 1
    if unit.style == "markdown":
        marked = [level + unit.hashes - hashes for (style, hashes), level in levels.items() if style == "markdown"]
        return max(1, marked[0] if marked else depth + 1)
    if _style(unit) == _CAPITALS:
        return levels.get(("chapter", 0), 1)
    if unit.style == "plain" and _CAPITALS in levels:
        return levels[_CAPITALS] + 1
    if unit.style in RANKS:
        inner = [level for (style, _), level in levels.items() if style in RANKS and RANKS[style] > RANKS[unit.style]]
        outer = [level for (style, _), level in levels.items() if style in RANKS and RANKS[style] < RANKS[unit.style]]
        if inner:
            return max(1, min(inner) - 1)
        if outer:
            return min(depth, max(outer)) + 1
    return depth + 1
