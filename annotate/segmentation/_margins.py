"""Margins: the width at which the lines of a page or column were broken, and whether first lines lost their indent.

Lines without a blank line between them are a *stanza*; a stanza has a *margin* when most of its long lines stop short
of the same column in mid-sentence.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from annotate.segmentation._lines import Line
from annotate.segmentation._looks import Look
from annotate.segmentation._sentences import has_marks

SLACK = 2
"""Columns that a typesetter may leave empty at the end of a line."""
LOST_INDENT = 4
"""Columns by which a first line is short when the extraction lost its indent."""
WIDE = 24
"""Columns of the narrowest margin that little evidence is enough for."""
RAGGED = 4
"""Part of the width by which lines of Latin script differ, where they were set in a proportional font."""
RAGGED_DIGITS = 6
"""The same for lines of Chinese that have words or figures in Latin script at their ends."""
_NARROW_EVIDENCE = 4
"""Lines that must run over a margin narrower than `WIDE`."""
_WEAK = 1
"""Lines that speak for a margin which counts only where most lines are no longer, and no other is better founded,"""
_FIRM = 5
"""by as many times as many lines."""
_FEWEST_LINES = 3
_FEWEST_STANZAS = 3
"""Stanzas of as many lines that show whether blank lines part paragraphs, and"""
_PARTS = 8
"""Part of the width that is too much for chance,"""
_NEARLY_ALL = 0.8
"""the share of them that must;"""
_ALL_BUT_SLIPS = 0.98
"""the share of lines that go on whose room tells how much is left by chance: twice as much, as they are many."""

Stanza = Sequence[Look]


class Margin(NamedTuple):
    """The width at which the lines of a stanza were broken, in screen columns or else in characters."""

    width: int
    in_cells: bool
    evidence: int = 0
    """How many lines run over it in mid-sentence."""
    exact: bool = False
    """Whether these lines leave no room at all."""

    def of(self, line: Line) -> int:
        """Return the width of a line in the measure of this margin."""
        return _width(line, self.in_cells)

    def reached(self, look: Look, following: Look, slack: int = SLACK) -> bool:
        """Whether a line is full but for `slack` columns: neither too long, nor with room for the next word."""
        if self.room(look, following) >= (slack if self.in_cells else slack // 2):
            return False
        return self.of(look.line) <= self.width + (self.width // RAGGED if look.line.text[-1].isascii() else 2 * SLACK)

    def room(self, look: Look, following: Look) -> int:
        """Return what a line leaves of this margin behind the first word of the next one; it may be negative."""
        return self.width - self.of(look.line) - following.word[self.in_cells]


def margins_of(stanzas: Sequence[Stanza]) -> list[Margin | None]:
    """Return the margin of each stanza: its own, or the one above or the commonest one if it keeps to that.

    A file was wrapped by columns or by characters: the measure in which more of its lines run over their margins.
    """
    measures = [[_measured(stanza, in_cells) for stanza in stanzas] for in_cells in (True, False)]
    own = _likely(max(measures, key=lambda margins: sum(margin.evidence for margin in margins if margin)), stanzas)
    common = max(filter(None, own), key=lambda margin: margin.evidence, default=None)
    found: list[Margin | None] = []
    above: Margin | None = None
    for stanza, margin in zip(stanzas, own, strict=True):
        if margin and common and margin.evidence <= _WEAK and common.evidence >= _FIRM * margin.evidence:
            margin = None
        kept = next((other for other in (above, common) if other and _keeps(stanza, other)), None)
        found.append(margin or kept)
        above = margin or above
    return found


def _likely(margins: Sequence[Margin | None], stanzas: Sequence[Stanza]) -> list[Margin | None]:
    """Return the margins without those that little speaks for, and that most lines of the file run far over."""
    in_cells = any(margin.in_cells for margin in margins if margin)
    usual = median([_width(look.line, in_cells) for stanza in stanzas for look in stanza] or [0])
    return [
        None if margin and margin.evidence <= _WEAK and usual > margin.width + 2 * SLACK else margin
        for margin in margins
    ]


def _width(line: Line, in_cells: bool) -> int:
    return line.cells if in_cells else line.length


def _keeps(stanza: Stanza, margin: Margin) -> bool:
    ragged = margin.width // RAGGED_DIGITS if stanza[-1].line.text.isascii() else 0
    return abs(max(margin.of(look.line) for look in stanza) - margin.width) <= max(2 * SLACK, ragged)


def _measured(stanza: Stanza, in_cells: bool) -> Margin | None:
    """Return the margin of a stanza, None if it is not wrapped; the longest fifth of the lines may hang over it."""
    if len(stanza) < 2:
        return None
    widths = sorted([_width(look.line, in_cells) for look in stanza if not look.alone])
    if len(widths) < 2:
        return None
    margin = Margin(widths[-(-4 * (len(widths) - 1) // 5)], in_cells)
    full = over = loose = 0
    marked = False
    for look, following in itertools.pairwise(stanza):
        if margin.reached(look, following):
            full += 1
            if look.flows:
                over += 1
                marked = marked or has_marks(look.line.text)
                loose += margin.room(look, following) >= 0
    wide = margin.width * (1 if in_cells else 2) >= WIDE
    likely = 2 * over >= full and 10 * full >= 3 * (len(stanza) - 1)
    if likely and marked and (wide or over >= _NARROW_EVIDENCE):
        return margin._replace(evidence=over, exact=20 * loose <= over)
    return None


def indents_lost(stanzas: Sequence[Stanza], margins: Sequence[Margin | None]) -> bool:
    """Whether most first lines that go on stop short of the margin by an indent that is not there."""
    full = short = 0
    above: Look | None = None
    for stanza, margin in zip(stanzas, margins, strict=True):
        for at in range(len(stanza) - 1 if margin else 0):
            look = stanza[at]
            if margin and not look.line.indent and look.flows and _closes(stanza[at - 1] if at else above, at, margin):
                full += margin.reached(look, stanza[at + 1], slack=0)
                short += short_by_indent(look, stanza[at + 1], margin)
        above = stanza[-1]
    return short > max(full, 1)


def room_by_chance(stanzas: Sequence[Stanza], margins: Sequence[Margin | None]) -> int | None:
    """Return the columns that a line of English may leave free though it goes on, where blank lines part paragraphs.

    They do where nearly all stanzas end as sentences do, and hardly a line within one leaves more. Else None.
    """
    own = [(stanza, margin) for stanza, margin in zip(stanzas, margins, strict=True) if margin and _is_english(stanza)]
    pairs = [(margin, look, below) for stanza, margin in own for look, below in itertools.pairwise(stanza)]
    rooms = sorted(margin.room(look, below) for margin, look, below in pairs if look.flows)
    if len(own) < _FEWEST_STANZAS or not rooms:
        return None
    usual = max(SLACK, rooms[int(_ALL_BUT_SLIPS * (len(rooms) - 1))])
    most = min(2 * usual, own[0][1].width // _PARTS)
    ended = sum(stanza[-1].complete for stanza, _ in own)
    short = sum(look.complete and margin.room(look, below) > most for margin, look, below in pairs)
    return most if min(ended, len(own) - short) >= _NEARLY_ALL * len(own) else None


def _is_english(stanza: Stanza) -> bool:
    return len(stanza) >= _FEWEST_LINES and all(look.line.text.isascii() for look in (stanza[0], stanza[-1]))


def _closes(above: Look | None, at: int, margin: Margin) -> bool:
    """Whether a line ends a block: a heading, before a blank line what does not break off, else a short line.

    A short line ends one only behind a sentence.
    """
    if above is None or at == 0:
        return above is None or not above.torn
    return above.style is not None or (above.complete and margin.of(above.line) < margin.width - 2 * SLACK)


def short_by_indent(look: Look, following: Look, margin: Margin) -> bool:
    """Whether a line goes on in the next though it stops short of the margin by an indent."""
    if not look.flows or look.line.text.isascii() or margin.reached(look, following, slack=0):
        return False
    return margin.reached(look, following, SLACK + LOST_INDENT)
