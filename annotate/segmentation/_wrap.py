"""Lines to runs of lines that make one block: undoes the line breaks of a page or of a column.

Nothing is known of a file but its own statistics. Lines without a blank line between them are a *stanza*; a stanza has
a *margin* when most of its long lines stop short of the same column in mid-sentence. A line that reaches the margin, so
that not even the first word of the next one would fit behind it, goes on in the next line.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from annotate.segmentation._lines import Line, cells
from annotate.segmentation._patterns import complete, has_marks, labelled, names, numbering

_WIDE = 24
"""Columns of the narrowest margin that little evidence is enough for."""
_NARROW_EVIDENCE = 4
"""Lines that must run over a margin narrower than that."""
_SLACK = 2
"""Columns that a typesetter may leave empty at the end of a line."""
_LOST_INDENT = 4
"""Columns by which a first line is short when the extraction lost its indent."""
_WORD = re.compile(r"[“‘（《「『【]*(?:[!-~]+|.)[。，、；：？！”’）》」』】…]*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Margin:
    """The width at which the lines of a stanza were broken, in screen columns or else in characters."""

    width: int
    in_cells: bool
    evidence: int = 0
    """How many lines run over it in mid-sentence."""
    exact: bool = False
    """Whether these lines leave no room at all."""

    def of(self, line: Line) -> int:
        """Return the width of a line in the measure of this margin."""
        return line.cells if self.in_cells else line.length

    def reached(self, line: Line, following: Line, slack: int = _SLACK) -> bool:
        """Whether a line is full but for `slack` columns: neither too long, nor with room for the next word."""
        word = _first_word(following.text)
        needed = cells(word) + slack if self.in_cells else len(word) + slack // 2
        return self.width - needed < self.of(line) <= self.width + 2 * _SLACK


@dataclass(frozen=True, slots=True)
class _Habits:
    indented: bool
    """First lines of paragraphs are indented, others not."""
    slack: int
    """Columns by which a first line may be shorter, because the extraction lost its indent."""


def paragraphs_of(lines: Sequence[Line]) -> list[tuple[Line, ...]]:
    """Put the lines together that were one before the text was wrapped; each line is in exactly one group."""
    stanzas = list(_stanzas(lines))
    margins = _margins(stanzas)
    habits = _Habits(_indents_tell(lines), _LOST_INDENT if _indents_lost(stanzas, margins) else 0)
    found: list[list[Line]] = []
    for stanza, margin in zip(stanzas, margins, strict=True):
        groups = _groups(stanza, margin, habits)
        if margin and found and _runs_over_gap(found[-1][-1], stanza[0], margin, habits):
            found[-1].extend(next(groups))
        found.extend(map(list, groups))
    return [tuple(group) for group in found]


def _stanzas(lines: Sequence[Line]) -> Iterator[tuple[Line, ...]]:
    """Yield maximal runs of lines without a blank line between; where nearly every line has one, one means nothing."""
    spaced = sum(line.gap > 0 for line in lines[1:]) >= 0.9 * (len(lines) - 1) and len(lines) > 10
    start = 0
    for at in range(1, len(lines)):
        if lines[at].gap > spaced:
            yield tuple(lines[start:at])
            start = at
    if lines:
        yield tuple(lines[start:])


def _margins(stanzas: Sequence[Sequence[Line]]) -> list[Margin | None]:
    """Return the margin of each stanza: its own, or the one above or the commonest one if it keeps to that."""
    own = [_margin(stanza) for stanza in stanzas]
    common = max(filter(None, own), key=lambda margin: margin.evidence, default=None)
    found: list[Margin | None] = []
    above: Margin | None = None
    for stanza, margin in zip(stanzas, own, strict=True):
        kept = next((other for other in (above, common) if other and _keeps(stanza, other)), None)
        found.append(margin or kept)
        above = margin or above
    return found


def _keeps(stanza: Sequence[Line], margin: Margin) -> bool:
    return abs(max(map(margin.of, stanza)) - margin.width) <= 2 * _SLACK


def _margin(stanza: Sequence[Line]) -> Margin | None:
    """Return the margin of a stanza, measured so that more of its lines run over it; None if it is not wrapped."""
    if len(stanza) < 2:
        return None
    found = [margin for in_cells in (True, False) if (margin := _measured(stanza, in_cells))]
    return max(found, key=lambda margin: margin.evidence, default=None)


def _measured(stanza: Sequence[Line], in_cells: bool) -> Margin | None:
    """Return the margin in one measure; the longest fifth of the lines may hang over it."""
    widths = sorted(map(Margin(0, in_cells).of, stanza))
    margin = Margin(widths[-(-4 * (len(widths) - 1) // 5)], in_cells)
    pairs = list(itertools.pairwise(stanza))
    full = [pair for pair in pairs if margin.reached(*pair)]
    over = [pair for pair in full if _flows(pair[0])]
    wide = margin.width * (1 if in_cells else 2) >= _WIDE
    likely = 2 * len(over) >= len(full) and 10 * len(full) >= 3 * len(pairs)
    if likely and any(has_marks(line.text) for line, _ in over) and (wide or len(over) >= _NARROW_EVIDENCE):
        loose = sum(not margin.reached(*pair, slack=0) for pair in over)
        return replace(margin, evidence=len(over), exact=20 * loose <= len(over))
    return None


def _flows(line: Line) -> bool:
    """Whether a line, taken alone, is running text that breaks off."""
    return not (line.hashes or complete(line.text) or labelled(line.text) or numbering(line.text))


def _groups(stanza: Sequence[Line], margin: Margin | None, habits: _Habits) -> Iterator[tuple[Line, ...]]:
    start = 0
    for at in range(1, len(stanza)):
        line, following = stanza[at - 1], stanza[at]
        slack = _SLACK + (habits.slack if at - 1 == start else 0)
        if margin is None or _begins(line, following, habits) or not _runs_on(line, following, margin, slack):
            yield tuple(stanza[start:at])
            start = at
    yield tuple(stanza[start:])


def _begins(line: Line, following: Line, habits: _Habits) -> bool:
    """Whether the following line begins a block, whatever the margin says."""
    if (
        following.mark is not line.mark
        or following.hashes
        or following.item
        or labelled(following.text)
        or names(following.text)
    ):
        return True
    return habits.indented and following.indent >= line.indent + 2


def _runs_on(line: Line, following: Line, margin: Margin, slack: int) -> bool:
    """Whether a line goes on in the next: at the end of a sentence too, if it is as full as the others are."""
    if complete(line.text):
        full = margin.reached(line, following, 0 if margin.exact else _SLACK)
        return full and numbering(following.text) is None
    return margin.reached(line, following, slack)


def _runs_over_gap(line: Line, following: Line, margin: Margin, habits: _Habits) -> bool:
    """Whether a full line breaks off before a blank line, as at the foot of a column."""
    if not _torn(line) or _begins(line, following, habits):
        return False
    return margin.reached(line, following, _SLACK + habits.slack)


def _indents_tell(lines: Sequence[Line]) -> bool:
    """Whether indents mark first lines: some lines of running text have one and others have not."""
    long = [line.indent >= 2 for line in lines if line.cells >= _WIDE and not line.hashes]
    return bool(long) and 10 * sum(long) >= len(long) and 10 * (len(long) - sum(long)) >= len(long)


def _indents_lost(stanzas: Sequence[Sequence[Line]], margins: Sequence[Margin | None]) -> bool:
    """Whether most first lines that go on stop short of the margin by an indent that is not there."""
    full = short = 0
    above: Line | None = None
    for stanza, margin in zip(stanzas, margins, strict=True):
        if margin and len(stanza) > 1 and not stanza[0].indent and (above is None or not _torn(above)):
            full += margin.reached(stanza[0], stanza[1])
            short += _short_by_indent(stanza[0], stanza[1], margin)
        above = stanza[-1]
    return short > max(full, 1)


def _short_by_indent(line: Line, following: Line, margin: Margin) -> bool:
    if not _flows(line) or margin.reached(line, following):
        return False
    return margin.reached(line, following, _SLACK + _LOST_INDENT)


def _torn(line: Line) -> bool:
    """Whether a line is running text that goes on somewhere, headings left aside."""
    return _flows(line) and has_marks(line.text)


def _first_word(text: str) -> str:
    """Return what cannot be parted from the beginning of a line: a word or a character, with the marks around it."""
    found = _WORD.match(text)
    return found.group() if found else ""
