"""Lines of a column to paragraphs, by what a printer does to show where one begins: indents, gaps and short lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from annotate.importers._pdf._lines import Line

_INDENT = 0.9
"""Type sizes by which a line begins behind the one above it."""
_SLACK = 0.6
"""Type sizes that a full line leaves besides the room that the next word needs."""
_LOOSE = 0.35
"""Type sizes of white between two paragraphs, beyond that between two lines."""
_SIZES = 0.06
"""Share by which type sizes of one paragraph differ at most."""
_SAMPLE = 4
"""Lines of the shortest column that shows how wide it is."""
REFERENCES = re.compile(r"[【\[]?\s*(?:参\s*考\s*文\s*献|參\s*考\s*文\s*獻|References|Bibliography)\b", re.IGNORECASE)
"""The line above a list of references."""
_FEWEST_HANGING = 3
"""Full lines with an indented one below that show a list of entries that hang."""
_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十百\d]{1,3}[、.．）)]|第.{1,3}[章节節编篇部]|[①-⑳]|[-•·●■◆]")
_BULLET = re.compile(r"[•●■◆▪‣][\s\u3000]")
_LISTED = re.compile(r"[\[［〔(（]?\d{1,3}[\]］〕)）.．、]|[①-⑳]|[-•·●■◆]")


@dataclass(frozen=True, slots=True)
class Column:
    """Lines below each other, and from where to where they run."""

    lines: tuple[Line, ...]
    start: float
    end: float

    def indent(self, line: Line) -> float:
        """Return by how many type sizes a line is indented."""
        return (line.start - self.start) / line.size

    def short(self, line: Line, following: Line) -> bool:
        """Whether a line ends although there was room for the first word of the next."""
        return self.end - line.end >= following.word + _SLACK * line.size


@dataclass(frozen=True, slots=True)
class Habits:
    """What the whole document does."""

    body: float
    """The commonest type size."""
    indented: bool
    """Whether the first lines of paragraphs are indented, and other lines not."""
    bold: bool = False
    """Whether most of the running text is bold, so that bold type says nothing."""


def widened(columns: Sequence[Column]) -> list[Column]:
    """Return columns with the width that they share with others: one of few lines does not show its own."""
    long = [column for column in columns if len(column.lines) >= _SAMPLE]
    found = []
    for column in columns:
        size = column.lines[0].size
        ends = [other.end for other in long if abs(other.start - column.start) < size and other.end >= column.end]
        narrow = len(column.lines) < _SAMPLE and ends
        found.append(Column(column.lines, column.start, min(ends)) if narrow else column)
    return found


def right_edge(lines: Sequence[Line]) -> float:
    """Return where the lines of a column end: where many do, or else the longest does."""
    ends = Counter(round(line.end) for line in lines)
    end, times = max(ends.items(), key=lambda item: (item[1], item[0]))
    return float(end) if 4 * times >= len(lines) and times > 1 else max(line.end for line in lines)


def habits_of(columns: Sequence[Column], body: float) -> Habits:
    """Return the habits of a document with this type size."""
    first = others = 0
    usual = [line for column in columns for line in column.lines if abs(line.size - body) <= _SIZES * body]
    bold = 2 * sum(len(line.text) for line in usual if line.bold) > sum(len(line.text) for line in usual)
    for column in columns:
        for line, following in pairwise(column.lines):
            if abs(line.size - body) > _SIZES * body or column.short(line, following):
                continue
            first += _INDENT <= column.indent(line) < 5 and column.indent(following) < _INDENT / 2
            others += column.indent(line) < _INDENT / 2 and column.indent(following) < _INDENT / 2
    return Habits(body, first > 1 and 20 * first > others, bold)


def paragraphs_of(column: Column, habits: Habits) -> list[list[Line]]:
    """Cut a column into paragraphs; every line is in one."""
    usual = _usual_gap(column.lines)
    hanging = _hangs(column)
    found: list[list[Line]] = []
    for line in column.lines:
        if found and not (
            _begins_entry(found[-1], line, column) if hanging else _begins(found[-1], line, column, habits, usual)
        ):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def set_in(column: Column) -> list[Column]:
    """Return a column in parts: what is set in as a whole, as a quotation is, and what stands below 参考文献."""
    usual = _usual_gap(column.lines)
    found: list[list[Line]] = []
    for at, line in enumerate(column.lines):
        above = column.lines[at - 1] if at else None
        apart = above is None or not alike(above, line) or line.top - above.bottom > (usual + _LOOSE) * line.size
        listed = above is not None and REFERENCES.match(above.text)
        if not found or listed or (apart and _is_set_in(column, found[-1]) != _begins_set_in(column, at)):
            found.append([line])
        else:
            found[-1].append(line)
    return [
        Column(tuple(lines), lines[0].start, right_edge(lines))
        if _is_set_in(column, lines)
        else replace(column, lines=tuple(lines))
        for lines in found
    ]


def _hangs(column: Column) -> bool:
    """Whether all but the first lines of paragraphs are indented, as in lists of references.

    Else full lines are followed by such as begin further left at least as often as by such as begin further right.
    """
    hang = first = 0
    for line, following in pairwise(column.lines):
        if alike(line, following) and not column.short(line, following):
            step = (following.start - line.start) / line.size
            hang += step >= _INDENT and column.indent(line) < _INDENT / 2
            first += step <= -_INDENT and column.indent(following) < _INDENT / 2
    return hang >= _FEWEST_HANGING and hang > 2 * first


def _begins_set_in(column: Column, at: int) -> bool:
    return _is_set_in(column, column.lines[at : at + _SAMPLE])


def _is_set_in(column: Column, lines: Sequence[Line]) -> bool:
    """Whether lines of running text begin in the same place, and not at the edge of their column."""
    first = lines[0]
    if len(lines) < _SAMPLE or column.indent(first) < _INDENT:
        return False
    if any(abs(line.start - first.start) >= _INDENT * first.size / 2 or line.cells > 1 for line in lines):
        return False
    own = Column(tuple(lines), first.start, right_edge(lines))
    full = sum(not own.short(line, following) for line, following in pairwise(lines))
    listed = sum(_LISTED.match(line.text) is not None for line in lines)
    return 2 * full >= len(lines) >= _SAMPLE * listed


def _begins_entry(entry: Sequence[Line], line: Line, column: Column) -> bool:
    return not alike(entry[-1], line) or column.indent(line) < _INDENT / 2


def goes_on(last: Sequence[Line], column: Column, line: Line, into: Column, habits: Habits) -> bool:
    """Whether the last paragraph of a column goes on in a line at the top of the next one."""
    end = last[-1]
    if not alike(end, line) or column.short(end, line) or into.indent(line) >= _INDENT:
        return False
    return habits.indented or end.text[-1] not in "。！？.!?”"


def alike(line: Line, following: Line) -> bool:
    """Whether two lines are printed in the same type."""
    return abs(line.size - following.size) <= _SIZES * line.size and _runs(line) == _runs(following) == 1


def _runs(line: Line) -> int:
    """Return the runs of text in a line that wide white parts; that behind the number of an item parts none."""
    return line.cells - 1 if line.cells > 1 and _LISTED.match(line.text) else line.cells


def larger(line: Line, habits: Habits) -> bool:
    """Whether a line is printed in larger type than the body."""
    return line.size > (1 + _SIZES) * habits.body


def _usual_gap(lines: Sequence[Line]) -> float:
    """Return the white between two lines of a paragraph, in type sizes: a small one of those that there are."""
    gaps = sorted((after.top - line.bottom) / line.size for line, after in pairwise(lines) if alike(line, after))
    return gaps[len(gaps) // 4] if gaps else 0.0


def _begins(paragraph: Sequence[Line], line: Line, column: Column, habits: Habits, usual: float) -> bool:
    last = paragraph[-1]
    if _runs(line) > 1 and _runs(last) > 1:
        return False
    if not alike(last, line) or line.top - last.bottom > (usual + _LOOSE) * line.size:
        return True
    if _BULLET.match(line.text):
        return True
    if larger(line, habits) or (last.bold and line.bold and not habits.bold and _below_middle(last, line, column)):
        return _NUMBERED.match(line.text) is not None
    if column.short(last, line) or (last.bold and not line.bold and _NUMBERED.match(last.text) is not None):
        return True
    return _indent_tells(paragraph, line, column, habits)


def _below_middle(last: Line, line: Line, column: Column) -> bool:
    """Whether two lines stand in the middle of their column, one below the other, as those of a long heading do."""
    middle = (column.start + column.end) / 2
    centred = all(abs((one.start + one.end) / 2 - middle) < one.size for one in (last, line))
    return centred and column.indent(line) >= _INDENT and column.end - line.end >= line.size


def _indent_tells(paragraph: Sequence[Line], line: Line, column: Column, habits: Habits) -> bool:
    """Whether a line begins a paragraph by its indent, compared with the full line above it."""
    step = column.indent(line) - column.indent(paragraph[-1])
    if step >= _INDENT:
        return not (len(paragraph) == 1 and _LISTED.match(paragraph[0].text))
    if step <= -_INDENT:
        return len(paragraph) > 1
    return habits.indented and len(paragraph) == 1 and column.indent(line) >= _INDENT
