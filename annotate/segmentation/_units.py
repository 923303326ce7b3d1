"""Groups of lines to units: what each is by its wording and its mark-up."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from annotate.segmentation._labels import abstract_label, labelled
from annotate.segmentation._lines import Line
from annotate.segmentation._looks import Look
from annotate.segmentation._numbering import number_style, numbering
from annotate.segmentation._people import reporter, signed
from annotate.segmentation._sections import plain_heading
from annotate.segmentation._sentences import breaks_off, complete, join_of
from annotate.segmentation._wrap import Group
from schema import BlockKind, Doubt, Piece

_LONGEST_IN_BOLD = 60
"""Characters of the longest heading that is one by being in bold."""


_LONGEST_OUTERMOST = 160
"""Characters of an outermost heading of Markdown that can be several sentences."""
_DRAWN = re.compile(r"\w?[-=~_*#+. ]{8,}\w?")
_STOP = re.compile(r"[。！？]|[.!?](?=\s|$)")
_COMPOUND = re.compile(r"[A-Za-z]-$")
_SUSPENDED = re.compile(r"(?:and|or|to|versus)\b")
"""What goes on behind a hyphen that stands for the second half of a word."""


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
    full: bool | None = None
    """Whether its last line reaches the margin; None where there is no margin."""
    doubt: Doubt | None = None
    """What a person should look at."""

    @property
    def hashes(self) -> int:
        """Depth of a heading by mark-up, else 0."""
        first = self.lines[0]
        return first.hashes or (first.mark.level or 0 if first.mark else 0)

    @property
    def marked_title(self) -> bool:
        """Whether the mark-up says that it is a title."""
        mark = self.lines[0].mark
        return mark is not None and mark.kind == "title"

    @property
    def unnumbered(self) -> bool:
        """Whether it is a heading that could as well be a title."""
        return self.kind == "heading" and self.style in ("plain", "markdown")

    @property
    def torn(self) -> bool:
        """Whether it could go on: a paragraph that breaks off, or a line that reaches the margin, whatever it looks."""
        if self.kind == "heading":
            return self.full is True and self.style != "markdown"
        return self.kind == "paragraph" and (self.full is True or not complete(self.text))

    @property
    def surely_torn(self) -> bool:
        """Whether it is a paragraph that breaks off behind a comma, or at the very margin."""
        return self.torn and not complete(self.text) and (self.full is True or breaks_off(self.text))

    def as_kind(self, kind: BlockKind, doubt: Doubt | None = None) -> Unit:
        """Return it as another kind, without the style of a heading."""
        return replace(self, kind=kind, style=None, doubt=doubt or self.doubt)


def units_of(groups: Iterable[Group]) -> list[Unit]:
    """Classify groups of lines by their mark-up and wording."""
    return [unit for group in groups for unit in _units(group)]


def unit_of(lines: tuple[Line, ...], full: bool | None = None, look: Look | None = None) -> Unit:
    """Classify lines that make one block by their mark-up and wording; `look` is that of an only line."""
    text = joined(lines)
    first = lines[0]
    marked = first.hashes > 0 or (first.mark is not None and first.mark.kind in ("heading", "title"))
    if first.mark and first.mark.kind not in (None, "heading", "title"):
        return Unit(lines, text, first.mark.kind)
    kind = "abstract" if abstract_label(text) else look.kind if look else labelled(text)
    if kind and not (kind == "byline" and marked and signed(text) and not reporter(text)):
        return Unit(lines, text, kind, full=full)
    if first.item:
        return Unit(lines, text, "list_item")
    if not any(map(str.isalnum, text)) or drawn(text):
        return Unit(lines, text, "boilerplate")
    if style := look.style if look else numbering(text):
        return Unit(lines, text, "heading", style, full)
    if marked and (_titled(first, text) or not _several_sentences(text)):
        return Unit(lines, text, "heading", number_style(text) or "markdown")
    if first.bold and len(lines) == 1 and len(text) <= _LONGEST_IN_BOLD and not complete(text):
        return Unit(lines, text, "heading", "plain")
    if plain_heading(text) and not (full and len(lines) > 1):
        return Unit(lines, text, "heading", "plain", full)
    return Unit(lines, text, "paragraph", full=full)


def drawn(text: str) -> bool:
    """Whether a text is a line drawn with marks, perhaps with a letter at its ends."""
    return _DRAWN.fullmatch(text) is not None


def _titled(first: Line, text: str) -> bool:
    """Whether the mark-up says of a text that it is a title, of which there may be several sentences."""
    if first.mark is not None and first.mark.kind == "title":
        return True
    return first.hashes == 1 and len(text) <= _LONGEST_OUTERMOST


def _several_sentences(text: str) -> bool:
    """Whether a text is too much for a heading, whatever the mark-up says."""
    return len(text) > _LONGEST_IN_BOLD and complete(text) and len(_STOP.findall(text)) > 1


def _units(group: Group) -> Iterator[Unit]:
    """Yield the unit of a group, or two where a heading of one line or two stands at its end behind a full line."""
    lines = group.lines
    if group.head:
        yield Unit(lines, joined(lines), "boilerplate")
        return
    for at in (-1, -2) if group.full is False and not complete(lines[-1].text) else ():
        if len(lines) > -at and complete(lines[at - 1].text):
            last = unit_of(lines[at:], False)
            if last.kind == "heading":
                yield unit_of(lines[:at], True)
                yield last
                return
    yield unit_of(lines, group.full, group.look)


def title_unit(line: Line) -> Unit:
    """Return the unit of a line that is known to be a title."""
    return Unit((line,), line.text, "heading", "plain")


def merged(first: Unit, others: Sequence[Unit], doubt: Doubt | None = None) -> Unit:
    """Return a unit with the lines of others behind its own."""
    lines = first.lines + tuple(line for unit in others for line in unit.lines)
    return replace(first, lines=lines, text=joined(lines), full=others[-1].full, doubt=doubt or first.doubt)


def pieces_of(unit: Unit) -> tuple[Piece, ...]:
    """Return the pieces of the view that a unit is made of, with the joins between lines read off its text."""
    found: list[Piece] = []
    at = 0
    for line in unit.lines:
        # No line begins with a blank, so a blank is a join.
        join: Literal["", " "] = " " if unit.text[at] == " " else ""
        at += len(join) + len(line.text)
        for start, end in line.runs:
            found.append(Piece(start, end, join))
            join = ""
    return tuple(found)


def joined(lines: Sequence[Line]) -> str:
    """Return the text of lines put together."""
    if len(lines) == 1:
        return lines[0].text
    parts = [lines[0].text]
    for before, line in itertools.pairwise(lines):
        parts += _seam(before, line), line.text
    return "".join(parts)


def _seam(before: Line, line: Line) -> str:
    """Return what stands between two lines put together: nothing where a hyphen ends the first amid a word.

    A soft hyphen is gone by then; another stays, since it may belong to the word.
    """
    if before.marks and before.marks[-1].endswith("\xad") and before.noise[-1][0] >= before.runs[-1][1]:
        return ""
    compound = line.text[0].islower() and _COMPOUND.search(before.text[-2:]) and not _SUSPENDED.match(line.text)
    return "" if compound else join_of(before.text, line.text)
