"""Notes: those in brackets that close an article, those at the foot and at the end that marks in the body call."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from annotate.segmentation._labels import glued_note
from annotate.segmentation._lines import Line, parted
from annotate.segmentation._units import Unit, joined
from schema import BlockKind

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_NUMBERED_NOTE = re.compile(r"(?:[注註]\s*[:：]\s*)?(\d{1,2})[.．、]")
_END_NOTE = re.compile(r"[\[［〔](\d{1,3})[\]］〕]\s*(?=\S)")
_FIRST_MARKS = ("[1]", "［1］", "〔1〕")
_FEWEST_NOTES = 3
"""Notes that show that a text has notes at its end."""
_NOTING: tuple[BlockKind, ...] = ("paragraph", "heading", "list_item", "reference")
_NOTED = re.compile(rf"[{_CIRCLED}](?<=.[{_CIRCLED}])(?=[，。；：、！？”）]|$)")
"""The mark of a note at the end of a phrase, not before the items of a list.

Looks behind once it has found a mark, since to look for one of a few characters is quick.
"""


def with_glued_notes(units: Sequence[Unit]) -> list[Unit]:
    """Part the note in brackets on who wrote a text from the end of the paragraph that it is glued to."""
    return [part for unit in units for part in _parts(unit)]


def _parts(unit: Unit) -> Iterator[Unit]:
    note = glued_note(unit.text) if unit.kind == "paragraph" else None
    if note is None:
        yield unit
        return
    above, below = _cut(unit.lines, len(unit.text) - note)
    yield replace(unit, lines=above, text=joined(above), full=False)
    yield Unit(below, joined(below), "byline", full=unit.full)


def _cut(lines: Sequence[Line], behind: int) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Return lines put together as two, parted where as many characters stand behind, blanks between lines counted."""
    at = len(lines) - 1
    while behind > len(joined(lines[at:])):
        at -= 1
    split = len(joined(lines[at:])) - behind
    if not split:
        return tuple(lines[:at]), tuple(lines[at:])
    first, second = parted(lines[at], split)
    return (*lines[:at], first), (second, *lines[at + 1 :])


def with_footnotes(units: Sequence[Unit]) -> list[Unit]:
    """Mark the texts below that begin with a mark which stands inside the body above."""
    marks: set[str] = set()
    found: list[Unit] = []
    number = 0
    for unit in units:
        last = number
        number = _number_of_note(unit, last)
        if last and number and unit.kind in ("paragraph", "heading"):
            unit = unit.as_kind("footnote")
        elif unit.text[0] in marks and unit.kind in ("paragraph", "heading"):
            marks.discard(unit.text[0])
            unit = unit.as_kind("footnote")
        elif unit.kind == "paragraph" and unit.text[0] not in _CIRCLED:
            marks.update(_NOTED.findall(unit.text))
        found.append(unit)
    return found


def _number_of_note(unit: Unit, last: int) -> int:
    """Return the number of a note below 注：, or of one that follows the note with the last number; else 0."""
    numbered = _NUMBERED_NOTE.match(unit.text)
    if numbered is None or not (unit.kind == "footnote" or (last and int(numbered.group(1)) == last + 1)):
        return 0
    return int(numbered.group(1))


def with_end_notes(units: Sequence[Unit]) -> list[Unit]:
    """Mark the texts behind marks in brackets that count up from 1, several in a row, and stand in the body above."""
    found = list(units)
    for row in _rows_of_notes(units):
        kind: BlockKind = "reference" if any(units[at].kind == "reference" for at in row) else "footnote"
        for at in row if len(row) >= _FEWEST_NOTES else ():
            found[at] = units[at].as_kind(kind)
    return found


def _rows_of_notes(units: Sequence[Unit]) -> Iterator[list[int]]:
    """Yield the texts that stand in a row but for furniture and count up from 1, the mark of which was met above."""
    row: list[int] = []
    marked = False
    for at, unit in enumerate(units):
        note = _END_NOTE.match(unit.text) if unit.kind in _NOTING else None
        if marked and note and int(note.group(1)) == len(row) + 1:
            row.append(at)
        elif row and unit.kind not in ("boilerplate", "caption"):
            yield row
            row = []
        marked = marked or (note is None and any(mark in unit.text for mark in _FIRST_MARKS))
    yield row
