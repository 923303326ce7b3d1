"""What stands behind the last article of a page: the titles of others, appeals to subscribe."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from annotate.segmentation._lines import Line
from annotate.segmentation._sections import label_of_others
from annotate.segmentation._units import Unit, drawn
from schema import BlockKind, Doubt

_LONGEST_OTHER = 60
"""Characters of the title of another article."""
_RUNNING: tuple[BlockKind, ...] = ("paragraph", "heading", "list_item", "abstract")
_MOST_OF_TAIL = 0.1
"""Share of a text that can stand behind it as furniture,"""
_LONGEST_IN_TAIL = 200
"""and characters of one paragraph of it."""
_EDITORS = re.compile(r"[（(【\[〔]?\s*(?:责任编辑|責任編輯|责编|責編|编辑|編輯)\s*[:：]")
_MOST_BEHIND_EDITORS = 0.3
"""Share of the text of a page that can stand behind its editors."""
_RULED = re.compile(r"(?:[-*_=—][^\S\n]*){3,}")
_TAIL = Doubt(
    reason="stands behind a rule or the editors at the end, taken for furniture of the page",
    alternative="a paragraph",
    remedy="paragraph",
)


def without_others(units: Sequence[Unit]) -> list[Unit]:
    """Mark as boilerplate the titles of other articles, below the line that announces them."""
    found: list[Unit] = []
    inside = False
    for at, unit in enumerate(units):
        label = label_of_others(unit.text)
        short = unit.kind in ("heading", "paragraph", "list_item") and len(unit.text) <= _LONGEST_OTHER
        short = short and not (unit.hashes and _long(units[at + 1 : at + 2]))
        inside = label or (inside and short and unit.text[-1] not in "。.")
        found.append(unit.as_kind("boilerplate") if label or (inside and short) else unit)
    return found


def _long(below: Sequence[Unit]) -> bool:
    """Whether a paragraph follows that is no title of another article."""
    return bool(below) and below[0].kind == "paragraph" and len(below[0].text) > _LONGEST_OTHER


def without_tails(units: Sequence[Unit], lines: Sequence[Line]) -> list[Unit]:
    """Mark as boilerplate the little that stands behind a rule at the end of a text, or the editors of a page."""
    rules = [line.noise[0][0] for line in lines if _rule(line)]
    rules += [unit.lines[0].runs[0][0] for unit in units if unit.kind == "boilerplate" and drawn(unit.text)]
    whole = sum(len(unit.text) for unit in units if unit.kind in _RUNNING)
    starts = [unit.lines[0].runs[0][0] for unit in units] if rules else []
    for rule in sorted(rules):
        first = bisect_right(starts, rule)
        tail = [unit for unit in units[first:] if unit.kind in _RUNNING]
        small = sum(len(unit.text) for unit in tail) <= _MOST_OF_TAIL * whole
        if small and all(len(unit.text) <= _LONGEST_IN_TAIL and not unit.hashes for unit in tail):
            return [*units[:first], *(_tail_of(unit) for unit in units[first:])]
    for edited in [at for at, unit in enumerate(units) if _edited(unit)]:
        tail = [unit for unit in units[edited:] if unit.kind in _RUNNING]
        small = sum(len(unit.text) for unit in tail) <= _MOST_BEHIND_EDITORS * whole
        if small and not any(unit.marked_title for unit in tail):
            return [*units[:edited], *(_tail_of(unit) for unit in units[edited:])]
    return list(units)


def _edited(unit: Unit) -> bool:
    """Whether a line of a page names its editors, as behind the text."""
    return unit.kind == "boilerplate" and unit.lines[0].mark is not None and _EDITORS.match(unit.text) is not None


def _rule(line: Line) -> bool:
    """Whether a line is a rule, and not one that underlines a heading."""
    return not line.text and line.gap > 0 and len(line.marks) == 1 and _RULED.fullmatch(line.marks[0]) is not None


def _tail_of(unit: Unit) -> Unit:
    return unit.as_kind("boilerplate", _TAIL) if unit.kind in _RUNNING else unit
