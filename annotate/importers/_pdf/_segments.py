"""Glyphs to segments: runs of characters on one base line with no wide gap between them."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from annotate.importers._pdf._glyphs import Box, Glyph, Sheet

GAP = 0.9
"""Type sizes of white that part two segments."""
_OFF_LINE = 0.5
"""Share of the lower one's height by which two runs of a line overlap; a raised figure still does."""
_BELOW = 0.15
"""Share of the type size that hangs below the base line."""
_LEVEL = 0.1
"""Type sizes by which base lines may differ within a run."""
_BLANKS = 2.5
"""Type sizes of printed blanks that part two segments."""
_LETTER_SPACED = 4.0
"""Type sizes between two single characters that are still one word."""
_JITTER = 0.15
"""Type sizes by which a letter reaches into the blank before it, as j does."""
_ALIKE = 1.8
"""Type sizes that differ more do not stand in one line: an initial stands before several."""


class Sign(NamedTuple):
    """A glyph along the direction of reading: `start` to `end` within its line, `top` to `bottom` across it."""

    text: str
    start: float
    end: float
    top: float
    bottom: float
    size: float
    bold: bool
    apart: bool
    """Whether there seems to be a blank before it."""
    box: Box


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of signs in one line."""

    signs: tuple[Sign, ...]
    start: float
    end: float
    top: float
    bottom: float
    size: float
    """The commonest type size of its characters."""
    bold: bool
    """Whether most of its characters are bold."""

    @property
    def spaced(self) -> bool:
        """Whether it consists of wide characters that stand apart from each other."""
        apart = all(after.start - sign.end >= GAP * self.size for sign, after in pairwise(self.signs))
        return apart and all(is_wide(sign.text) for sign in self.signs)


@lru_cache(maxsize=4096)
def is_wide(text: str) -> bool:
    """Whether a character stands in a square of its own, as Chinese ones do."""
    return unicodedata.east_asian_width(text) in "WF"


def segments_of(sheet: Sheet) -> dict[int, list[Segment]]:
    """Return the segments of a page by the quarter turns that they are read in, upright text first.

    A line written from top to bottom is one that was turned by a quarter. What stands askew is left out.
    """
    turned: dict[int, list[Sign]] = {}
    for glyph, turn in zip(sheet.glyphs, _turns(sheet.glyphs), strict=True):
        if turn is not None:
            turned.setdefault(turn, []).append(_sign(glyph, turn, sheet))
    return {turn: _segments(signs) for turn, signs in sorted(turned.items())}


def askew(sheet: Sheet) -> list[Sign]:
    """Return the characters of a page that stand askew, in the order of the file."""
    return [_sign(glyph._replace(turn=0), 0, sheet) for glyph in sheet.glyphs if glyph.turn is None]


def segment(signs: Iterable[Sign]) -> Segment:
    """Return the segment of some signs; those that a font draws as one, such as ——, stand in the same place."""
    kept = sorted(signs, key=_place)
    sizes = Counter([round(sign.size, 1) for sign in kept])
    return Segment(
        tuple(_squared(kept)),
        min([sign.start for sign in kept]),
        max([sign.end for sign in kept]),
        min([sign.top for sign in kept]),
        max([sign.bottom for sign in kept]),
        max(sizes, key=lambda size: (sizes[size], size)),
        2 * sum([sign.bold for sign in kept]) > len(kept),
    )


def _place(sign: Sign) -> tuple[float, float]:
    """Return where a sign stands in its line; a blank goes before the letter that it shares its place with."""
    return (sign.start - _JITTER * sign.size if sign.text.isspace() else sign.start, sign.end)


def _squared(signs: Sequence[Sign]) -> Iterator[Sign]:
    """Yield signs with the square that a wide one stands in, where the font gives only the room of its ink."""
    for sign, following in zip(signs, (*signs[1:], None), strict=True):
        edge = sign.start + sign.size if following is None else min(sign.start + sign.size, following.start)
        yield sign._replace(end=edge) if edge > sign.end and is_wide(sign.text) else sign


def _turns(glyphs: Sequence[Glyph]) -> list[int | None]:
    """Return the direction of reading of each glyph: upright ones right below each other are written downwards."""
    found = [glyph.turn for glyph in glyphs]
    below = [_below(first, second) for first, second in pairwise(glyphs)]
    for at, (first, second) in enumerate(pairwise(below)):
        if first and second:
            found[at : at + 3] = [1, 1, 1]
    return found


def _below(first: Glyph, second: Glyph) -> bool:
    """Whether a character stands right below another one, closer than lines do; letters are not set like that."""
    (x, y), (x2, y2) = first.base, second.base
    upright = first.turn == second.turn == 0 and not first.text.isascii() and not second.text.isascii()
    return upright and abs(x2 - x) < 0.6 * first.size and 0.4 * first.size < y2 - y < 1.3 * first.size


def _sign(glyph: Glyph, turn: int, sheet: Sheet) -> Sign:
    """Return a glyph in the direction of reading; its height is that of its type, as fonts overstate theirs."""
    left, top, right, bottom = glyph.box
    x, y = glyph.base
    width, height, size = sheet.width, sheet.height, glyph.size
    if glyph.turn == turn:
        start, end, at, base = (
            (left, right, x, y),
            (top, bottom, y, width - x),
            (width - right, width - left, width - x, height - y),
            (height - bottom, height - top, height - y, x),
        )[turn]
        start, low = min(start, at), base + _BELOW * size
    else:
        start, low = y + _BELOW * size - size, width - x
        end = start + size
    high = low - size
    box = (
        (start, high, end, low),
        (width - low, start, width - high, end),
        (width - end, height - low, width - start, height - high),
        (high, height - end, low, height - start),
    )[turn]
    return Sign(glyph.text, start, end, high, low, size, glyph.bold, glyph.apart, box)


def _segments(signs: Sequence[Sign]) -> list[Segment]:
    """Put signs into segments by where they stand; their order in the file only saves time."""
    runs = sorted((segment(run) for run in _runs(signs)), key=attrgetter("top", "start"))
    done: list[Segment] = []
    near: list[Segment] = []
    for run in runs:
        done.extend(other for other in near if other.bottom <= run.top)
        near = [other for other in near if other.bottom > run.top]
        whole = run
        while beside := [other for other in near if _one_line(other, whole)]:
            near = [other for other in near if other not in beside]
            whole = segment([sign for other in (*beside, whole) for sign in other.signs])
        near.append(whole)
    return _with_initials([*done, *near])


def _with_initials(segments: list[Segment]) -> list[Segment]:
    """Put large initials into the uppermost of the lines beside them; the others begin where the initial does."""
    found = list(segments)
    for initial in segments:
        beside = [at for at, other in enumerate(found) if _initial(initial, other)] if len(initial.signs) < 3 else []
        if len(beside) < 2:
            continue
        first = min(beside, key=lambda at: found[at].top)
        for at in beside:
            found[at] = replace(found[at], start=initial.start)
        found[first] = replace(found[first], signs=(*initial.signs, *found[first].signs))
        found.remove(initial)
    return found


def _initial(initial: Segment, other: Segment) -> bool:
    """Whether a segment is the large initial before another one."""
    middle = (other.top + other.bottom) / 2
    close = 0 <= other.start - initial.end + 0.1 * initial.size < GAP * initial.size
    return close and initial.size > _ALIKE * other.size and initial.top < middle < initial.bottom


def _runs(signs: Sequence[Sign]) -> list[list[Sign]]:
    """Cut signs where the next one in the file is not the next one in the line; blanks at the ends are dropped."""
    found: list[list[Sign]] = []
    for sign in signs:
        if found and _next(found[-1], sign):
            found[-1].append(sign)
        elif not sign.text.isspace():
            found.append([sign])
    for run in found:
        while run[-1].text.isspace():
            run.pop()
    return found


def _next(run: Sequence[Sign], sign: Sign) -> bool:
    """Whether a sign goes on a run. A printed blank is no white, but several of them are."""
    last = run[-1]
    if abs(sign.bottom - last.bottom) > _LEVEL * last.size or not -0.5 * last.size < sign.start - last.end:
        return False
    shown = next(other for other in reversed(run) if not other.text.isspace())
    return sign.start - last.end < GAP * last.size and sign.start - shown.end < _BLANKS * last.size


def _one_line(first: Segment, second: Segment) -> bool:
    """Whether two segments are parts of one: on one line, alike in size, and close."""
    size = max(first.size, second.size)
    if size > _ALIKE * min(first.size, second.size):
        return False
    overlap = min(first.bottom, second.bottom) - max(first.top, second.top)
    if overlap < _OFF_LINE * min(first.bottom - first.top, second.bottom - second.top):
        return False
    reach = _LETTER_SPACED if first.spaced and second.spaced else GAP
    return max(first.start, second.start) - min(first.end, second.end) < reach * size
