"""Source view to lines: what of each line is text, what is mark-up, how wide it is and how far indented."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from annotate.segmentation._embedded import marks_in
from annotate.segmentation._marks import Mark
from annotate.segmentation._noise import (
    FRONTS,
    OVER_LINES,
    FrontMatter,
    Span,
    blocks_in,
    front_matter,
    noise_of,
    odd,
    visible,
)
from annotate.segmentation._numbering import glued
from annotate.segmentation._people import names_before
from annotate.segmentation._rules import RULES, Rules
from annotate.segmentation._sections import TITLE_OPENERS, column_title, title_behind_label
from annotate.segmentation._sentences import cells

_SUBTITLE = re.compile(r"(?<=\S)\s+(?=——\S)")
_LONGEST_TITLE = 80
_LONGEST_UNDERLINED = 120
_UNDERLINE = re.compile(r"={3,}|-{3,}")
_COLUMNS = re.compile(r"\S(?:\s{2,}|\s*\|\s*)\S")
"""What the head of a table has in it."""
_IN_TWO = re.compile(r"\s+——|[\u3000 ][^\s，。；]|[|｜]")
"""What a line has in it that may be two."""
_BLANK_OR_BAR = re.compile(r"[\s|｜]")
"""What it has in any case if it has that; to look for one character is quick."""


class Line(NamedTuple):
    """A line with text in it, or with mark-up only (then `text` is empty). A tuple, since there are so many."""

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
    hashes: int = 0
    """Number of `#` before a Markdown heading, else 0."""
    item: bool = False
    """Whether it is marked as an item of a Markdown list."""
    glued: bool = False
    """Whether it is the rest of a physical line whose beginning is a heading."""
    bold: bool = False
    """Whether it is wholly in bold."""
    mark: Mark | None = None
    """The element of the source's mark-up that it stands in."""

    @property
    def pictured(self) -> bool:
        """Whether it begins with a picture of Markdown, or is nothing else."""
        first = self.runs[0][0] if self.runs else self.noise[-1][1] if self.noise else 0
        return any("![" in mark and span[0] < first for span, mark in zip(self.noise, self.marks, strict=True))

    @property
    def whole(self) -> bool:
        """Whether the source says which lines make a block with it."""
        return self.mark is not None and self.mark.whole


def lines_of(view: str, marks: Sequence[Mark] = (), rules: Rules = frozenset(RULES)) -> list[Line]:
    """Split a view into its lines, without the blank ones; every other character is in a run or in noise.

    With `marks`, each line knows the element that it begins in.
    """
    found: list[Line] = []
    gap = at = 0
    if "markdown" in rules and view.startswith(FRONTS) and (front := front_matter(view)):
        found.extend(_fields(view, front))
        at = front.end
    for raw in _physical(view[at:] if at else view, rules):
        bare = raw.strip()
        if not bare:
            gap += 1
        elif odd(bare) or (len(bare) < _LONGEST_TITLE and (bare[0] in TITLE_OPENERS or _may_be_two(bare))):
            for start, end in blocks_in(raw) if "<" in raw and "markdown" in rules else ((0, len(raw)),):
                for line in _parts(view, at + start, at + end, gap + (start > 0), rules):
                    found.append(line)
                    gap = 0 if line.text else gap + 1
        else:
            found.append(_plain(raw, bare, at, gap))
            gap = 0
        at += len(raw)
    if "underlined" in rules:
        found = _underlined(found)
    marks = marks or (marks_in(view) if "<" in view and {"embedded-html", "markdown"} <= rules else ())
    return [*_marked(found, marks)] if marks else found


def _underlined(lines: list[Line]) -> list[Line]:
    """Return the lines, those that a drawn line right below makes headings as such: doubly drawn is outermost."""
    found = list(lines)
    for below in [at for at, line in enumerate(lines) if at and not line.text]:
        line, rule = lines[below - 1 : below + 1]
        drawn = rule.marks[0] if len(rule.marks) == 1 and not rule.gap else ""
        apart = line.gap > 0 or below == 1 or not lines[below - 2].text
        short = 0 < len(line.text) <= min(_LONGEST_UNDERLINED, 2 * len(drawn))
        if short and apart and not line.hashes and _UNDERLINE.fullmatch(drawn) and not _COLUMNS.search(line.text):
            found[below - 1] = line._replace(hashes=1 if drawn[0] == "=" else 2)
    return found


def _may_be_two(bare: str) -> bool:
    return _BLANK_OR_BAR.search(bare) is not None and _IN_TWO.search(bare) is not None


def _physical(view: str, rules: Rules) -> Sequence[str]:
    """Return the physical lines of a view with their ends; those that a tag or a comment holds together are one."""
    if "markdown" not in rules or not any(sign in view for sign in ("{%", "{{", "<")):
        return view.splitlines(keepends=True)
    found: list[str] = []
    at = 0
    for tag in OVER_LINES.finditer(view):
        if "\n" in tag.group():
            start = view.rfind("\n", at, tag.start()) + 1 or at
            end = view.find("\n", tag.end()) + 1 or len(view)
            found += view[at:start].splitlines(keepends=True)
            found.append(view[start:end])
            at = end
    return found + view[at:].splitlines(keepends=True)


def _marked(lines: Sequence[Line], marks: Sequence[Mark]) -> Iterator[Line]:
    """Yield the lines with the element that each begins in; what is known of a line already goes before."""
    starts = [mark.start for mark in marks]
    for line in lines:
        if line.mark or not (line.runs or line.noise):
            yield line
            continue
        position = (line.runs or line.noise)[0][0]
        at = bisect_right(starts, position) - 1
        yield line._replace(mark=marks[at]) if at >= 0 and position < marks[at].end else line


def _plain(raw: str, bare: str, at: int, gap: int) -> Line:
    """Return a line that has nothing but text in it."""
    left = raw.index(bare)
    indent = cells(raw[:left]) if left else 0
    length = left + len(bare)
    return Line(((at + left, at + length),), (), (), bare, indent + cells(bare), length, indent, gap)


def _fields(view: str, front: FrontMatter) -> Iterator[Line]:
    """Yield the fields at the head of a Markdown file as mark-up, and the title among them as a heading."""
    low, high = front.title or (front.end, front.end)
    for start, end in ((0, low), (high, front.end)):
        spans = [(start + first, start + last) for first, last in visible(view[start:end])]
        yield Line((), tuple(spans), tuple(view[first:last] for first, last in spans), "", 0, 0, 0, 0)
        if start < low < high:
            yield _plain(view[low:high], view[low:high], low, 0)._replace(mark=Mark(low, high, "title"))


def _parts(view: str, start: int, end: int, gap: int, rules: Rules) -> Iterator[Line]:
    """Yield a line in one part, or in two: title and subtitle, names and title, a heading and what is glued to it."""
    raw = view[start:end]
    short = len(raw) <= _LONGEST_TITLE and "。" not in raw
    if short and (found := _SUBTITLE.search(raw)):
        yield _line(view, start, start + found.start(), gap, rules)
        yield _line(view, start + found.end(), end, 0, rules)
    elif short and "names-alone" in rules and (split := names_before(raw)) and not column_title(raw.strip()):
        yield _line(view, start, start + split, gap, rules)._replace(glued=True)
        yield _line(view, start + split, end, 0, rules, lead=1)._replace(glued=True)
    elif short and "records" in rules and (label := title_behind_label(raw)):
        yield _line(view, start, end, gap, rules, lead=label)._replace(mark=Mark(start, end, "title"))
    elif "glued-headings" in rules and (split := glued(raw)):
        yield _line(view, start, start + split, gap, rules)
        whole = raw.rstrip()
        yield _line(view, start + split, end, 0, rules)._replace(
            glued=True, cells=cells(whole), length=len(whole), indent=0
        )
    else:
        yield _line(view, start, end, gap, rules)


def _line(view: str, start: int, end: int, gap: int, rules: Rules, lead: int = 0) -> Line:
    """Return a line with what is no text in it taken out, and as many characters at its beginning."""
    raw = view[start:end]
    noise = noise_of(raw, "markdown" in rules)
    spans = (*visible(raw[:lead]), *(span for span in noise.spans if span[0] >= lead))
    runs = _between(raw, spans)
    first = runs[0][0] if runs else 0
    return Line(
        runs=tuple((start + low, start + high) for low, high in runs),
        noise=tuple((start + low, start + high) for low, high in spans),
        marks=tuple(raw[low:high] for low, high in spans),
        text="".join(raw[low:high] for low, high in runs),
        cells=cells(raw[: runs[-1][1]]) if runs else 0,
        length=runs[-1][1] if runs else 0,
        indent=0 if noise.hashes or "![" in raw[:first] else cells(raw[:first]),
        gap=gap,
        hashes=noise.hashes,
        item=noise.item,
        bold=noise.bold,
        mark=Mark(start, end, "caption") if noise.caption else None,
    )


def parted(line: Line, at: int) -> tuple[Line, Line]:
    """Return a line as two, of which the first has as many characters of its text; both have some."""
    text = line.text[:at].rstrip()
    first, rest = _runs_of(line, 0, len(text)), _runs_of(line, at, len(line.text))
    inner = sum(start < rest[0][0] for start, _ in line.noise)
    above = line._replace(
        runs=first,
        noise=line.noise[:inner],
        marks=line.marks[:inner],
        text=text,
        cells=line.cells - cells(line.text[len(text) :]),
        length=line.length - (line.runs[-1][1] - first[-1][1]),
    )
    below = line._replace(
        runs=rest,
        noise=line.noise[inner:],
        marks=line.marks[inner:],
        text=line.text[at:],
        cells=cells(line.text[at:]),
        length=len(line.text) - at,
        indent=0,
        gap=0,
    )
    return above, below


def _runs_of(line: Line, low: int, high: int) -> tuple[Span, ...]:
    """Return where a part of the text of a line stands in the view."""
    found: list[Span] = []
    done = 0
    for start, end in line.runs:
        first, last = max(low - done, 0), min(high - done, end - start)
        if first < last:
            found.append((start + first, start + last))
        done += end - start
    return tuple(found)


def _between(raw: str, noise: Sequence[Span]) -> list[Span]:
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
