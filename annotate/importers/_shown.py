"""From the lines that a document shows to its source view, with what the mark-up says of each."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from annotate.segmentation import Mark
from schema import BlockKind

LONGEST_CELL = 200
"""Characters of the longest cell of a table of data; tables with more in a cell lay a page out."""
_LONGEST_HEADING = 40
"""Characters of a line that is a heading for being bold only."""
_LONGEST_NUMBERED = 100
"""Characters of one that begins with a number too."""
_NUMBERED = re.compile(
    r"第[一二三四五六七八九十]{1,3}[章节節]|[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}(?:[、．]|\.(?!\d))"
)
_ENDS = "。！？!?….；;：:，,、"


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of a document as its reader sees it; without text it is a blank line."""

    text: str
    """What it shows, without a line end."""
    element: int | None
    """Number of the element that it stands in; lines of one element are its own line breaks. None for plain text."""
    kind: BlockKind | None = None
    """What the mark-up says that it is; None where the wording decides."""
    level: int | None = None
    """Depth of a heading as marked, from 1."""


def view_and_marks(lines: Sequence[Shown]) -> tuple[str, tuple[Mark, ...]]:
    """Put lines together, one after the other, and return the text with a mark for each element in it.

    The lines of an element stand together; they have its kind and level. Those of a title are one block.
    """
    marks: list[Mark] = []
    at = 0
    for (element, kind, level), group in itertools.groupby(lines, lambda line: (line.element, line.kind, line.level)):
        start = at
        at += sum(len(line.text) + 1 for line in group)
        if element is not None:
            marks.append(Mark(start, at - 1, kind, level, whole=kind == "title"))
    return "".join(f"{line.text}\n" for line in lines), tuple(mark for mark in marks if mark.start < mark.end)


def unmarked(text: str) -> bool:
    """Whether a text ends without any mark of punctuation, as headings do and lines that break off."""
    return text.rstrip("”’」』）)\"' \t\u3000\u00a0")[-1:] not in _ENDS


def bold_heading(text: str, bold: int) -> bool:
    """Whether a text is a heading by being bold from end to end, short, and no sentence, unless that has a number.

    `bold` is how many of its characters are bold; blanks count neither there nor here.
    """
    signs = "".join(text.split())
    if not 0 < len(signs) <= bold:
        return False
    if _NUMBERED.match(signs):
        return len(signs) <= _LONGEST_NUMBERED and "。" not in signs[:-1]
    return len(signs) <= _LONGEST_HEADING and unmarked(signs) and "。" not in signs
