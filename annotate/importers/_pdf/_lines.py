"""Rows of a flow to lines of text, with the blanks that the eye sees."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low

from annotate.importers._pdf._flows import Row
from annotate.importers._pdf._glyphs import Box
from annotate.importers._pdf._segments import GAP, Segment, Sign, is_wide

_WORD_GAP = 0.16
"""Type sizes of white between two letters that are a blank."""
_LIKELY_GAP = 0.08
"""Where pdfium sees a blank; the boxes of slanted letters reach into it."""
_MIXED_GAP = 0.6
"""Between a letter and a Chinese character, which stand a quarter apart anyway."""
_JUSTIFIED = 2.0
"""Type sizes of white that a printer leaves behind a mark to fill a line of words."""
_MARKS = frozenset(".,;!?")
_WORD = re.compile(r"[“‘（《「『【]*(?:[!-~]+|.)[。，、；：？！”’）》」』】…]*", re.DOTALL)
_IDEOGRAPHIC = "\u3000"


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line."""

    text: str
    """Without blanks at its ends."""
    page: int
    """Number of the page, from 1."""
    box: Box
    """Where it stands on the page as it is shown."""
    start: float
    """Where it begins, in the direction of reading."""
    end: float
    """Where it ends."""
    top: float
    bottom: float
    size: float
    """Its commonest type size."""
    bold: bool
    """Whether all of it is bold."""
    cells: int
    """Runs of text that wide white parts."""
    word: float
    """Width of what cannot be parted from its beginning."""


def line_of(row: Row, page: int, paper: tuple[float, float]) -> Line:
    """Return a row as a line of text on a page of this width and height."""
    signs = [sign for segment in row for sign in segment.signs]
    biggest = max(row, key=lambda segment: len(segment.signs))
    shown = [sign for sign in signs if not sign.text.isspace()]
    boxes = [sign.box for sign in signs]
    return Line(
        text=_text(row),
        page=page,
        box=(
            max(0.0, min(box[0] for box in boxes)),
            max(0.0, min(box[1] for box in boxes)),
            min(paper[0], max(box[2] for box in boxes)),
            min(paper[1], max(box[3] for box in boxes)),
        ),
        start=row[0].start,
        end=row[-1].end,
        top=biggest.top,
        bottom=biggest.bottom,
        size=biggest.size,
        bold=all(sign.bold for sign in shown if sign.text.isalnum()),
        cells=1 + sum(not _justified(before, after) for before, after in pairwise(row)),
        word=_first_word(signs),
    )


def _justified(before: Segment, after: Segment) -> bool:
    """Whether wide white is that behind a mark of a line which fills its column, and parts no cells."""
    first, second = before.signs[-1], after.signs[0]
    latin = first.text in _MARKS and second.text.isascii()
    return latin and second.start - first.end < _JUSTIFIED * max(first.size, second.size)


def _text(row: Row) -> str:
    """Return the text of a row; white is measured against the usual distance, which is wide in a spaced heading."""
    parts = [row[0].signs[0].text]
    signs = [sign for segment in row for sign in segment.signs]
    usual = median_low([_apart(*pair) for pair in pairwise(signs)] or [0.0])
    for before, sign in pairwise(signs):
        if not (before.text.isspace() or sign.text.isspace()):
            parts.append(_blank(before, sign, max(0.0, usual)))
        parts.append(sign.text)
    return "".join(parts)


def _apart(before: Sign, sign: Sign) -> float:
    """Return the white between two signs, in type sizes."""
    return (sign.start - before.end) / max(before.size, sign.size)


def _blank(before: Sign, sign: Sign, usual: float) -> str:
    apart = _apart(before, sign) - usual
    if apart >= GAP:
        return " " if before.text in _MARKS and sign.text.isascii() and apart < _JUSTIFIED else _IDEOGRAPHIC
    if is_wide(before.text) or is_wide(sign.text):
        return " " if apart >= _MIXED_GAP and is_wide(before.text) != is_wide(sign.text) else ""
    return " " if apart >= (_LIKELY_GAP if sign.apart else _WORD_GAP) else ""


def _first_word(signs: Sequence[Sign]) -> float:
    """Return the width of the first word of a line, with the marks that cannot be parted from it."""
    found = _WORD.match("".join(sign.text for sign in signs))
    return signs[found.end() - 1].end - signs[0].start if found else 0.0
