"""Groups of lines to units: what each is by its wording, and what was torn apart or printed twice."""

from __future__ import annotations

import itertools
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from annotate.segmentation import _patterns as patterns
from annotate.segmentation._lines import Line
from schema import BlockKind, Piece

_NO_BLANK = "“”‘’…—·"
"""Marks of Chinese text that are not wide by themselves; no blank stands beside them."""
_SHORTEST_DUPLICATE = 20
_OFTEN = 3
"""A short line that comes as often is furniture of the page, such as a running head."""
_MOST_SKIPPED = 2
"""Lines of furniture between the two halves of a torn paragraph."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A run of lines that becomes one block."""

    lines: tuple[Line, ...]
    """Its lines, in reading order."""
    text: str
    """Its text, as the block will have it."""
    kind: BlockKind
    """What it is so far."""
    style: str | None = None
    """Numbering of a heading: a key of `NUMBERINGS`, `plain`, or `markdown`."""

    @property
    def hashes(self) -> int:
        """Depth of a Markdown heading, else 0."""
        return self.lines[0].hashes

    @property
    def unnumbered(self) -> bool:
        """Whether it is a heading that could as well be a title."""
        return self.kind == "heading" and self.style in ("plain", "markdown")


def units_of(groups: Sequence[tuple[Line, ...]]) -> list[Unit]:
    """Classify groups of lines by their wording, find repetitions, and mend what a page break tore apart."""
    units = [_unit(group) for group in groups]
    units = _abstracts(_references(_named(_repeated(units))))
    return _mended(units)


def title_unit(line: Line) -> Unit:
    """Return the unit of a line that is known to be a title."""
    return Unit((line,), line.text, "heading", "plain")


def pieces_of(lines: Sequence[Line]) -> tuple[Piece, ...]:
    """Return the pieces of the view that lines are made of, with the joins between lines."""
    found: list[Piece] = []
    for before, line in zip((None, *lines), lines, strict=False):
        join = _join(before.text[-1], line.text[0]) if before else ""
        for start, end in line.runs:
            found.append(Piece(start=start, end=end, join=" " if join else ""))
            join = ""
    return tuple(found)


def joined(lines: Sequence[Line]) -> str:
    """Return the text of lines put together."""
    parts = [lines[0].text]
    for before, line in itertools.pairwise(lines):
        parts += _join(before.text[-1], line.text[0]), line.text
    return "".join(parts)


def _join(left: str, right: str) -> str:
    return "" if _cjk(left) and _cjk(right) else " "


def _cjk(sign: str) -> bool:
    return sign in _NO_BLANK or unicodedata.east_asian_width(sign) in "WF"


def _unit(lines: tuple[Line, ...]) -> Unit:
    text = joined(lines)
    first = lines[0]
    if first.mark and first.mark.kind not in (None, "heading", "title"):
        return Unit(lines, text, first.mark.kind)
    if kind := "abstract" if patterns.abstract_label(text) else patterns.labelled(text):
        return Unit(lines, text, kind)
    if first.item:
        return Unit(lines, text, "list_item")
    if style := patterns.numbering(text):
        return Unit(lines, text, "heading", style)
    if first.hashes or patterns.plain_heading(text):
        return Unit(lines, text, "heading", "markdown" if first.hashes else "plain")
    return Unit(lines, text, "paragraph")


def _repeated(units: Sequence[Unit]) -> list[Unit]:
    """Mark as duplicates the paragraphs printed before, with what stands around both; running heads as boilerplate."""
    often = Counter(unit.text for unit in units if unit.style == "plain")
    seen: set[str] = set()
    again = []
    for unit in units:
        again.append(unit.text in seen)
        seen.add(unit.text)
    duplicate = [
        again[at] and unit.kind == "paragraph" and len(unit.text) >= _SHORTEST_DUPLICATE
        for at, unit in enumerate(units)
    ]
    for at in range(1, len(units)):
        duplicate[at] |= again[at] and duplicate[at - 1]
    for at in reversed(range(len(units) - 1)):
        duplicate[at] |= again[at] and duplicate[at + 1]
    found = []
    for unit, twice in zip(units, duplicate, strict=True):
        if twice:
            found.append(replace(unit, kind="duplicate", style=None))
        elif unit.style == "plain" and often[unit.text] >= _OFTEN:
            found.append(replace(unit, kind="boilerplate", style=None))
        else:
            found.append(unit)
    return found


def _named(units: Sequence[Unit]) -> list[Unit]:
    """Make bylines of lines that hold names only and stand below a heading, or between two halves of a paragraph."""
    found: list[Unit] = []
    for at, unit in enumerate(units):
        named = unit.style == "plain" and patterns.names(unit.text) and _name_fits(found[-1:], units[at + 1 : at + 2])
        found.append(replace(unit, kind="byline", style=None) if named else unit)
    return found


def _name_fits(before: Sequence[Unit], after: Sequence[Unit]) -> bool:
    """Whether a name belongs there, by the unit before it and the one after, each none or one."""
    if not before:
        return False
    above = before[0]
    torn = above.kind == "paragraph" and not patterns.complete(above.text)
    return above.unnumbered or above.kind == "byline" or (torn and any(unit.kind == "paragraph" for unit in after))


def _references(units: list[Unit]) -> list[Unit]:
    """Mark the entries below the word 参考文献, and that word."""
    found = []
    inside = False
    for unit in units:
        inside = bool(patterns.REFERENCES.fullmatch(unit.text)) or (inside and patterns.reference_entry(unit.text))
        found.append(replace(unit, kind="reference", style=None) if inside else unit)
    return found


def _abstracts(units: list[Unit]) -> list[Unit]:
    """Give an abstract the paragraphs that follow, where keywords or other front matter close it."""
    found = list(units)
    for at, unit in enumerate(units):
        if unit.kind != "abstract":
            continue
        alone = patterns.abstract_label(unit.text)
        if alone:
            found[at] = replace(unit, kind="boilerplate", style=None)
        end = at + 1
        while end < len(units) and units[end].kind == "paragraph" and end - at <= 3:
            end += 1
        closed = end < len(units) and units[end].kind in ("keywords", "boilerplate", "abstract")
        last = end if closed else at + 1 + alone
        for inner in range(at + 1, min(last, end)):
            found[inner] = replace(units[inner], kind="abstract")
    return found


def _mended(units: list[Unit]) -> list[Unit]:
    """Join a paragraph that breaks off with the paragraph that goes on, past the furniture between them."""
    found: list[Unit] = []
    parts: list[Line] = []
    open_at: int | None = None
    for unit in units:
        if unit.kind == "paragraph" and open_at is not None and _goes_on(parts[-1], unit):
            parts.extend(unit.lines)
            if patterns.complete(unit.text):
                found[open_at] = _closed(found[open_at], parts)
                open_at = None
            continue
        if open_at is not None and _passes(unit) and len(found) - open_at <= _MOST_SKIPPED:
            found.append(unit)
            continue
        if open_at is not None:
            found[open_at] = _closed(found[open_at], parts)
            open_at = None
        found.append(unit)
        if unit.kind == "paragraph" and not patterns.complete(unit.text):
            open_at, parts = len(found) - 1, list(unit.lines)
    if open_at is not None:
        found[open_at] = _closed(found[open_at], parts)
    return found


def _passes(unit: Unit) -> bool:
    """Whether a unit can stand between the halves of a paragraph: furniture of the page, a name below a portrait."""
    return unit.kind in ("boilerplate", "caption", "duplicate") or bool(patterns.names(unit.text))


def _goes_on(last: Line, unit: Unit) -> bool:
    """Whether a paragraph can go on one that breaks off: an indent of its own says that it does not."""
    return unit.lines[0].indent < last.indent + 2


def _closed(unit: Unit, parts: Sequence[Line]) -> Unit:
    return unit if len(parts) == len(unit.lines) else replace(unit, lines=tuple(parts), text=joined(parts))
