"""Source view to lines: what of each line is text, what is mark-up, how wide it is and how far indented."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from annotate.segmentation._marks import Mark

Span = tuple[int, int]
"""A half-open range of the source view, in code points."""

_NOISE = re.compile(
    # Control and format characters which show nothing. Joiners stay where they shape an emoji or a letter.
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]+"
    "|[\u200c\u200d](?![\u0600-\u0dff\u2600-\u27bf\U0001f000-\U0001faff])"
)
_HASHES = re.compile(r"\s*(#{1,6})(?:\s+|$)")
_MARKER = re.compile(r"\s*([-*+>])\s+(?=\S)")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)([^*_]+)(?<=\S)(\*\*|__)")
_RULE = re.compile(r"[-=*_~|:+\s]{3,}|\s*```.*", re.DOTALL)
_SUBTITLE = re.compile(r"(?<=\S)\s+(?=——\S)")
_LONGEST_TITLE = 80


@dataclass(frozen=True, slots=True)
class Line:
    """A line with text in it, or with mark-up only (then `text` is empty)."""

    runs: tuple[Span, ...]
    """Where its text stands in the view; the first and last character are not blank."""
    noise: tuple[Span, ...]
    """Where its mark-up and its invisible characters stand."""
    marks: tuple[str, ...]
    """These characters, one string for each range of `noise`."""
    text: str
    """The runs, put together."""
    cells: int
    """Columns that it takes on a screen, from the margin to its last character."""
    length: int
    """Characters from the margin to its last one."""
    indent: int
    """Columns before its first character."""
    gap: int
    """Blank lines before it."""
    hashes: int
    """Number of `#` before a Markdown heading, else 0."""
    item: bool
    """Whether it is marked as an item of a Markdown list."""
    mark: Mark | None = None
    """The element of the source's mark-up that it stands in."""


def cells(text: str) -> int:
    """Return the columns that a text takes: one for each ASCII character, two for each other."""
    return 2 * len(text) - len(text.encode("ascii", "ignore"))


def lines_of(view: str, marks: Sequence[Mark] = ()) -> list[Line]:
    """Split a view into its lines, without the blank ones; every other character is in a run or in noise.

    With `marks`, each line knows the element that it begins in.
    """
    found: list[Line] = []
    starts = [mark.start for mark in marks]
    gap = at = 0
    for raw in view.splitlines(keepends=True):
        for start, end in _parts(view, at, at + len(raw)):
            if view[start:end].isspace():
                gap += 1
                continue
            line = _line(view, start, end, gap)
            if marks:
                line = replace(line, mark=_mark(marks, starts, (line.runs or line.noise)[0][0]))
            found.append(line)
            gap = 0 if line.text else gap + 1
        at += len(raw)
    return found


def _mark(marks: Sequence[Mark], starts: Sequence[int], position: int) -> Mark | None:
    at = bisect_right(starts, position) - 1
    return marks[at] if at >= 0 and position < marks[at].end else None


def _parts(view: str, start: int, end: int) -> Iterator[Span]:
    """Yield a line in one part, or in two when a dash sets off a subtitle behind a title."""
    raw = view[start:end]
    if len(raw) <= _LONGEST_TITLE and "。" not in raw and (found := _SUBTITLE.search(raw)):
        yield start, start + found.start()
        yield start + found.end(), end
    else:
        yield start, end


def _line(view: str, start: int, end: int, gap: int) -> Line:
    raw = view[start:end]
    noise: list[Span] = []
    hashes = _HASHES.match(raw)
    item = None if hashes else _MARKER.match(raw)
    if _RULE.fullmatch(raw):
        noise.append((len(raw) - len(raw.lstrip()), len(raw.rstrip())))
    else:
        noise.extend(found.span(1) for found in (hashes, item) if found)
        noise.extend(span for found in _EMPHASIS.finditer(raw) for span in (found.span(1), found.span(3)))
        noise.extend(found.span() for found in _NOISE.finditer(raw))
    noise.sort()
    runs = _between(raw, noise)
    first = runs[0][0] if runs else 0
    return Line(
        runs=tuple((start + low, start + high) for low, high in runs),
        noise=tuple((start + low, start + high) for low, high in noise),
        marks=tuple(raw[low:high] for low, high in noise),
        text="".join(raw[low:high] for low, high in runs),
        cells=cells(raw[: runs[-1][1]]) if runs else 0,
        length=runs[-1][1] if runs else 0,
        indent=0 if hashes else cells(raw[:first]),
        gap=gap,
        hashes=len(hashes.group(1)) if hashes else 0,
        item=bool(item) and raw.lstrip()[0] != ">",
    )


def _between(raw: str, noise: list[Span]) -> list[Span]:
    """Return what noise leaves of a line, without the blanks at its two ends."""
    edges = [0, *(edge for span in noise for edge in span), len(raw)]
    runs = [(low, high) for low, high in zip(edges[::2], edges[1::2], strict=True) if low < high]
    while runs and raw[runs[0][0] : runs[0][1]].isspace():
        runs.pop(0)
    while runs and raw[runs[-1][0] : runs[-1][1]].isspace():
        runs.pop()
    if runs:
        low, high = runs[0]
        runs[0] = (high - len(raw[low:high].lstrip()), high)
        low, high = runs[-1]
        runs[-1] = (low, low + len(raw[low:high].rstrip()))
    return runs
