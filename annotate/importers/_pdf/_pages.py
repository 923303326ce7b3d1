"""Pages as columns of lines in reading order."""

from __future__ import annotations

from dataclasses import dataclass

from annotate.importers._pdf._flows import Rule, flows_of
from annotate.importers._pdf._glyphs import Box, Sheet
from annotate.importers._pdf._lines import Line, line_of
from annotate.importers._pdf._paragraphs import Column, right_edge
from annotate.importers._pdf._segments import askew, segment, segments_of

_LITTLE = 0.1
"""Share of the characters of a page that are beside its text where they are turned."""


@dataclass(frozen=True, slots=True)
class Page:
    """What is printed on a page."""

    number: int
    """From 1."""
    height: float
    """In points."""
    columns: tuple[Column, ...]
    """In reading order."""
    stamps: tuple[Line, ...]
    """What stands askew, such as a watermark, and the little that is turned, such as the name of an axis."""
    rules: tuple[Box, ...]
    """Lines drawn on it."""
    pictures: tuple[Box, ...] = ()
    """Images on it."""


def page_of(sheet: Sheet) -> Page:
    """Lay a page out. Lines in the commonest direction of reading come first, then those in the others."""
    paper = (sheet.width, sheet.height)
    columns: list[Column] = []
    stamps: list[Line] = []
    turned = segments_of(sheet)
    signs = {turn: sum(len(found.signs) for found in turned[turn]) for turn in turned}
    for turn in sorted(turned, key=lambda turn: -signs[turn]):
        for flow in flows_of(turned[turn], [_rule(box, turn, paper) for box in sheet.rules]):
            lines = tuple(line_of(row, sheet.number, paper) for row in flow.rows)
            if signs[turn] < _LITTLE * sum(signs.values()):
                stamps.extend(lines)
            else:
                columns.append(Column(lines, flow.start, right_edge(lines)))
    if slanted := askew(sheet):
        stamps.append(line_of((segment(slanted),), sheet.number, paper))
    return Page(sheet.number, sheet.height, tuple(columns), tuple(stamps), sheet.rules, sheet.pictures)


def _rule(box: Box, turn: int, paper: tuple[float, float]) -> Rule:
    """Return a drawn line in a direction of reading."""
    left, top, right, bottom = box
    width, height = paper
    return (
        Rule(left, right, top),
        Rule(top, bottom, width - right),
        Rule(width - right, width - left, height - bottom),
        Rule(height - bottom, height - top, left),
    )[turn]
