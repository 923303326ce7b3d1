"""Lines to groups of lines that make one block: undoes the line breaks of a page or of a column.

Nothing is known of a file but its own statistics. A line that reaches the margin, so that not even the first word of
the next one would fit behind it, goes on in the next line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from annotate.segmentation._heads import running_heads
from annotate.segmentation._lines import Line
from annotate.segmentation._looks import Look, look_of
from annotate.segmentation._margins import (
    LOST_INDENT,
    RAGGED,
    RAGGED_DIGITS,
    SLACK,
    WIDE,
    Margin,
    Stanza,
    indents_lost,
    margins_of,
    room_by_chance,
    short_by_indent,
)
from annotate.segmentation._people import seats
from annotate.segmentation._rules import Rules
from annotate.segmentation._sentences import (
    breaks_off,
    cells,
    clings,
    closes_bracket,
    closes_what_it_did_not_open,
    has_marks,
    opens_bracket,
)

_EVERY = 10
"""Lines from which on a blank line behind nearly each means nothing,"""
_FEW = 5
"""and where indents tell which begin a paragraph."""
_LONGEST_PARAGRAPH = 30
"""Lines that paragraphs have at most on the average, where their first lines are indented."""
_FEWEST_SET_IN = 3
"""Lines that show that a stanza is indented as a whole."""
_TIME = re.compile(r"\d{1,2}:\d{2}")
_STOP = re.compile("[。；][^”’」』）)]")
"""The end of a sentence with more behind it."""
_PAUSE = re.compile("[，,；;。]")
_NEARLY = 0.8
"""Share of the width from which on a line with a comma in it is no heading."""
_NOTES = frozenset({"abstract", "byline", "footnote", "keywords"})
"""Kinds of texts with a label that can be longer than a line."""
_REMARK = re.compile(r"(?<=[^。！？”])[（(][^（）()。]{1,12}[）)]$")
_ENUMERATOR = re.compile(r"(?:(?:\d{1,2}|[A-Za-z])[.)]|\d{1,2}[、．]|[（(]\d{1,2}[)）]|[•‣▪–-])[ \u3000]*")
_LISTED = re.compile("[，,、；]")


class Group(NamedTuple):
    """Lines that make one block, with what the layout says of its end."""

    lines: tuple[Line, ...]
    full: bool | None
    """Whether the last line reaches the margin; None where there is no margin."""
    head: bool
    """Whether it is the running head of a page, or an entry of a table of contents."""
    look: Look | None
    """What can be told of its only line; None where there are several."""


@dataclass(frozen=True, slots=True)
class _Habits:
    indent: int | None
    """Columns from which on an indent begins a paragraph; None where indents do not tell."""
    slack: int
    """Columns by which a first line may be shorter, because the extraction lost its indent."""
    chance: int | None
    """Columns that a line may leave free though it goes on, where blank lines part English paragraphs; else None."""


def groups_of(lines: Sequence[Line], rules: Rules) -> list[Group]:
    """Put the lines together that were one before the text was wrapped; each line is in exactly one group."""
    texts = [line.text for line in lines if not line.whole] if "running-heads" in rules else []
    heads = running_heads(texts)
    looks = [look_of(line, line.text in heads and not line.whole) for line in lines]
    indent = _indent_of(lines) if "indented" in rules else None
    stanzas = list(_stanzas(looks, _EVERY if indent is None else _FEW))
    margins = margins_of(stanzas) if "wrapped" in rules else [None] * len(stanzas)
    lost = "lost-indent" in rules and indents_lost(stanzas, margins)
    chance = room_by_chance(stanzas, margins) if "spaced-paragraphs" in rules else None
    habits = _Habits(indent, LOST_INDENT if lost else 0, chance)
    found: list[list[Look]] = []
    ends: list[Margin | None] = []
    for stanza, margin in zip(stanzas, margins, strict=True):
        own = replace(habits, indent=None) if _set_in(stanza) else habits
        groups = iter((stanza,)) if stanza[0].line.whole else _groups(stanza, margin, own)
        if found and "torn" in rules and _runs_over_gap(found[-1], stanza[0], margin, habits):
            found[-1].extend(next(groups))
            ends[-1] = margin
        for group in groups:
            found.append(list(group))
            ends.append(margin)
    below = [*(group[0] for group in found[1:]), None]
    return [_group(group, margin, after) for group, margin, after in zip(found, ends, below, strict=False)]


def _set_in(stanza: Stanza) -> bool:
    """Whether all lines of a stanza are indented alike and most of them break off, as those of a block quotation."""
    first = stanza[0].line.indent
    if not first or len(stanza) < _FEWEST_SET_IN or any(look.line.indent != first for look in stanza):
        return False
    return 2 * sum(look.flows for look in stanza) > len(stanza)


def _group(looks: Sequence[Look], margin: Margin | None, after: Look | None) -> Group:
    lines = tuple([look.line for look in looks])
    look = looks[0] if len(looks) == 1 else None
    return Group(lines, margin and _full(looks[-1], margin, after), looks[0].alone, look)


def _full(last: Look, margin: Margin, after: Look | None) -> bool:
    """Whether a last line reaches the margin; one of Latin script, if the word right below would not have fitted."""
    ragged = last.line.text[-1].isascii()
    if abs(margin.of(last.line) - margin.width) > (margin.width // RAGGED if ragged else SLACK):
        if after is None or after.alone or after.kind or after.begins:
            return False
        return last.flows and margin.reached(last, after)
    return not ragged or after is None or after.line.gap > 0 or margin.reached(last, after, 0)


def _stanzas(looks: Sequence[Look], least: int) -> Iterator[Stanza]:
    """Yield maximal runs of lines without a blank line between; where nearly every line has one, one means nothing.

    Where most lines end as sentences do, they are paragraphs, and it does.
    """
    spaced = len(looks) > least and sum(look.line.gap > 0 for look in looks[1:]) >= 0.9 * (len(looks) - 1)
    spaced = spaced and 2 * sum(look.complete for look in looks) <= len(looks)
    start = 0
    for at in range(1, len(looks)):
        mark = looks[at].line.mark
        same = mark is looks[at - 1].line.mark
        if not same or (looks[at].line.gap > spaced and not (mark and mark.whole)):
            yield looks[start:at]
            start = at
    if looks:
        yield looks[start:]


def _groups(stanza: Stanza, margin: Margin | None, habits: _Habits) -> Iterator[Stanza]:
    start = 0
    for at in range(1, len(stanza)):
        if _clinging(stanza[at - 1], stanza[at], margin):
            continue
        if margin is None or _parted(stanza, start, at, margin, habits):
            yield stanza[start:at]
            start = at
    yield stanza[start:]


def _clinging(look: Look, following: Look, margin: Margin | None) -> bool:
    """Whether a line can only go on the one before; a mark alone does where it is known that lines were wrapped."""
    if look.alone or look.kind == "boilerplate" or not clings(following.line.text):
        return False
    return margin is not None or (look.flows and len(following.line.text) > 1)


def _parted(stanza: Stanza, start: int, at: int, margin: Margin, habits: _Habits) -> bool:
    """Whether a block begins with the line at a position, where the one before it began at another."""
    look, following = stanza[at - 1], stanza[at]
    lost = at - 1 == start and (look.style is None or _rest_of_heading(following, margin))
    slack = SLACK + (habits.slack if lost else 0)
    if _hangs(stanza[start].line, following) and margin.reached(look, following, _loose(look, following, margin)):
        return False
    goes_on = _left_by_chance(look, following, margin, habits) or _runs_on(look, following, margin, slack)
    if _begins(look, following, habits, at - 1 == start) or not goes_on:
        begins = _ends_alone(look, following) or (following.begins and not margin.reached(look, following, slack))
        return begins or not _inside_brackets(look, following)
    if not habits.slack or not look.complete or at + 1 == len(stanza):
        return False
    return short_by_indent(following, stanza[at + 1], margin) and not margin.reached(following, stanza[at + 1])


def _left_by_chance(look: Look, following: Look, margin: Margin, habits: _Habits) -> bool:
    """Whether a line of English that ends a sentence leaves no more room than lines that go on."""
    english = look.complete and look.line.text.isascii() and following.line.text.isascii()
    return english and habits.chance is not None and margin.room(look, following) <= habits.chance


def _in_brackets(text: str) -> bool:
    """Whether a line ends with a short remark in brackets, behind which sentences go on as often as not."""
    found = _REMARK.search(text) if text[-1] in "）)" else None
    return found is not None and has_marks(text[: found.start()])


def _in_mid_sentence(look: Look, margin: Margin) -> bool:
    """Whether a line breaks off as no heading can, however wide it is: behind a whole sentence, or nearly full.

    So lines go on that are set in another size than most.
    """
    text = look.line.text
    if look.complete or look.alone or not has_marks(text):
        return False
    if look.kind is not None:
        return look.kind in _NOTES and (_STOP.search(text) is not None or breaks_off(text))
    wide = margin.of(look.line) >= _NEARLY * margin.width
    return look.flows and ((wide and _PAUSE.search(text) is not None) or _STOP.search(text) is not None)


def _rest_of_heading(following: Look, margin: Margin) -> bool:
    """Whether a line could be the last of a heading: far from full, without a mark or a number of its own."""
    short = 2 * margin.of(following.line) <= margin.width
    return short and following.flows and not following.begins and not has_marks(following.line.text)


def _hangs(first: Line, following: Look) -> bool:
    """Whether a line stands right below the text of an item of a list, as its other lines do."""
    if following.begins or not following.line.indent:
        return False
    if first.item:
        return following.line.indent == first.indent
    found = _ENUMERATOR.match(first.text)
    return found is not None and following.line.indent == first.indent + cells(found.group())


def _loose(look: Look, following: Look, margin: Margin) -> int:
    """Return by how much a full line may stop short of the margin, where its margin is ragged as of Latin words."""
    latin = look.line.text[-1].isascii() and following.line.text[0].isascii()
    return margin.width // RAGGED if latin else SLACK


def _inside_brackets(look: Look, following: Look) -> bool:
    """Whether a line ends inside brackets, or amid a quotation, which the following line closes."""
    if opens_bracket(look.line.text):
        return closes_bracket(following.line.text)
    return not look.complete and breaks_off(look.line.text) and closes_what_it_did_not_open(following.line.text)


def _lists(text: str) -> bool:
    """Whether a text could be the first line of who wrote something: it lists, or names an institution."""
    return _LISTED.search(text) is not None or seats(text)


def _ends_alone(look: Look, following: Look) -> bool:
    """Whether a block ends with a line whatever it says: the head of a page, or the last of an element of mark-up."""
    return look.alone or following.line.mark is not look.line.mark


def _begins(look: Look, following: Look, habits: _Habits, first: bool = True) -> bool:
    """Whether the following line begins a block, whatever the margin says; `first` if the one before it did."""
    if following.signed and not following.line.text.isascii() and look.flows and _lists(look.line.text):
        return False
    if following.begins or (following.named and not look.style) or _ends_alone(look, following):
        return True
    if habits.indent is None or following.line.indent < habits.indent:
        return False
    return following.line.indent >= look.line.indent + 2 or (first and following.line.indent == look.line.indent)


def _runs_on(look: Look, following: Look, margin: Margin, slack: int) -> bool:
    """Whether a line goes on in the next: at the end of a sentence too, if it is as full as the others are."""
    text, below = look.line.text, following.line.text
    left, right = text[-1].isascii(), below[0].isascii()
    if left and right and below[0].islower():
        return True
    if text.isascii() and text.isupper():
        return below.isupper() and margin.reached(look, following, margin.width // RAGGED)
    if following.signed and not margin.reached(look, following, slack):
        return False
    if look.closed and len(below) > 1 and not _TIME.match(below):
        return False
    if following.counted and (not look.flows or (following.style and not margin.reached(look, following, slack))):
        return False
    if _in_mid_sentence(look, margin):
        return True
    if look.complete and not _in_brackets(text):
        return margin.reached(look, following, 0 if margin.exact else SLACK)
    if left and right and (look.flows or look.complete):
        slack = margin.width // RAGGED
    elif (left or right) and (look.flows or look.complete) and has_marks(text):
        slack = margin.width // RAGGED_DIGITS
    return margin.reached(look, following, slack)


def _runs_over_gap(group: Stanza, following: Look, margin: Margin | None, habits: _Habits) -> bool:
    """Whether a line breaks off before a blank line, as at the foot of a column: it is full, or what follows clings."""
    look = group[-1]
    if clings(following.line.text) and following.line.mark is look.line.mark:
        return look.flows and any(has_marks(other.line.text) for other in group)
    if len(group) == 1 and following.line.text.startswith("——"):
        return False
    if margin is None or not look.torn or _begins(look, following, habits, len(group) == 1):
        return False
    return margin.reached(look, following, SLACK + habits.slack)


def _indent_of(lines: Iterable[Line]) -> int | None:
    """Return the indent of first lines, if some lines of running text have one and others have not."""
    long = [line.indent for line in lines if line.cells >= WIDE and not line.hashes]
    least = min(long, default=0) + 2
    indented = sum(indent >= least for indent in long)
    return least if indented and _LONGEST_PARAGRAPH * indented >= len(long) else None
