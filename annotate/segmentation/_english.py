"""Front matter of English texts: the head of a memo, titles over several lines, what stands between title and text."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from annotate.segmentation._lines import parted
from annotate.segmentation._marks import Mark
from annotate.segmentation._naming import front_of
from annotate.segmentation._people import english_names, surnames
from annotate.segmentation._sentences import complete, of_latin
from annotate.segmentation._units import Unit, joined, merged
from schema import BlockKind

_MOST_IN_FRONT = 16
"""Blocks among which the head of a memo stands."""
_FEWEST_FIELDS = 2
"""Fields that such a head has at least, one of which says from whom or to whom it is."""
_FEWEST_INSIDE = 3
"""Fields in a row that begin a memo further down."""
_MEMO_FIELD = re.compile(
    r"(to|from|date|subject|subj|re|regarding|cc|via|through|thru|attn|attention)\s*[:：][.:\s]*(?=\S)", re.IGNORECASE
)
_SET_IN = 2
"""Columns by which the second line of a subject is set in, at least."""
_PARTIES = frozenset({"to", "from"})
_SUBJECTS = frozenset({"subject", "subj", "re", "regarding"})
_MEMO = re.compile(r"(?:[a-z-]+\s)?memo(?:randum)?(?:\s(?:for|to)\s.{1,80})?", re.IGNORECASE)
"""What a memo calls itself."""
_LONGEST_LINE = 120
_LONGEST_TITLE = 250
_WRAPPED = 40
"""Characters from which on a line of a title is taken to go on in the next."""
_BODY = 80
"""Characters of a text below a title that is no part of its front."""
_FRONT: tuple[BlockKind, ...] = ("heading", "paragraph", "byline", "boilerplate", "subtitle")
_OPEN = re.compile(r".*(?:[:—–-]|\b(?:a|an|the|of|and|or|for|to|in|on|at|with|by|from))", re.IGNORECASE)
"""What no title ends with."""
_JOINED = re.compile(r"(?i:and|or|of|for|in|on|at|to|with|from|by)\s|[a-z]")
"""What no title begins with."""
_SERIES = re.compile(r".{0,40}\b(?:No|Nos|Number|Issue|Vol|Volume|Paper|Brief)\b\.?\s*\d[\d/-]*\.?", re.IGNORECASE)
"""What a text is in a series, above its title."""
_NOTES = 1
"""Paragraphs that can stand above a title, such as a note on where a text is from."""
_FAR_IN = 6
"""Columns of white on both sides of a line in the middle of the page,"""
_ASKEW = 1 / 3
"""and the share of it by which one side may have more."""
_MOST_BEHIND = 2
"""Whole paragraphs that can stand behind a note on the author."""
_LONGEST_NOTE = 400
_ABOUT = re.compile(r"(?:about the authors?|关于作者|關於作者|作者(?:简介|簡介|介绍|介紹))[:：]?", re.IGNORECASE)
_IS = r"(?:,[^.]{2,120},)?\s(?:is|was|serves|teaches|works|writes)\s"


def with_memo_heads(units: Sequence[Unit]) -> list[Unit]:
    """Make bylines of the fields at the head of each memo, and its title of the subject, if it has no other."""
    starts = [at for at in range(_MOST_IN_FRONT, len(units)) if _begins_memo(units, at)]
    return [
        unit for start, end in itertools.pairwise([0, *starts, len(units)]) for unit in _with_head(units[start:end])
    ]


def _begins_memo(units: Sequence[Unit], at: int) -> bool:
    """Whether fields stand one below the other, more than at the head of a file, the first of a memo amid it."""
    row = [_fields(unit) for unit in units[at : at + _FEWEST_INSIDE]]
    known = {name for names in row for name in names}
    return all(row) and len(row) == _FEWEST_INSIDE and bool(_PARTIES & known) and not _fields(units[at - 1])


def _with_head(units: Sequence[Unit]) -> list[Unit]:
    """Return the units of a memo with those at its head as what they are."""
    fields = {at: names for at, unit in enumerate(units[:_MOST_IN_FRONT]) if (names := _fields(unit))}
    known = {name for names in fields.values() for name in names}
    if len(known) < _FEWEST_FIELDS or not _PARTIES & known:
        return list(units)
    first, last = min(fields), max(fields)
    subject = next((at for at, names in fields.items() if _SUBJECTS & set(names)), None)
    if not all(unit.kind == "boilerplate" or _MEMO.fullmatch(unit.text) for unit in units[:first]):
        subject = None
    found = [unit if subject is None else unit.as_kind("boilerplate") for unit in units[:first]]
    for at, unit in enumerate(units[first:], start=first):
        if at == subject:
            found.extend(_subject(unit))
        elif subject == at - 1 and at not in fields and _goes_on_subject(units[at - 1], unit):
            found[-1] = merged(found[-1], [unit])
        elif at in fields or (at < last and len(unit.text) <= _LONGEST_LINE):
            found.append(unit.as_kind("byline"))
        else:
            found.append(unit)
    return found


def _goes_on_subject(subject: Unit, below: Unit) -> bool:
    """Whether the subject of a memo goes on in the line right below it, which is set in."""
    line = below.lines[0]
    return len(below.lines) == 1 and not line.gap and line.indent >= subject.lines[-1].indent + _SET_IN


def _fields(unit: Unit) -> tuple[str, ...]:
    """Return the names of the fields that the lines of a short text are; none for other texts."""
    found = [_MEMO_FIELD.match(line.text) for line in unit.lines]
    short = len(unit.text) <= _LONGEST_TITLE and unit.kind not in ("abstract", "reference")
    return tuple(name.group(1).lower() for name in found if name) if short and found[0] else ()


def memo_field(text: str) -> bool:
    """Whether a text is a field at the head of a memo, or the label of one."""
    return _MEMO_FIELD.match(f"{text} .") is not None


def _subject(unit: Unit) -> Iterator[Unit]:
    """Yield the fields of a text, of the subject its label and, as a title, what stands behind that."""
    starts = [at for at, line in enumerate(unit.lines) if _MEMO_FIELD.match(line.text)]
    for start, end in itertools.pairwise([*starts, len(unit.lines)]):
        own = unit.lines[start:end]
        found = _MEMO_FIELD.match(own[0].text)
        if found is None or found.group(1).lower() not in _SUBJECTS:
            yield Unit(own, joined(own), "byline")
            continue
        label, line = parted(own[0], found.end())
        line = line._replace(mark=Mark(line.runs[0][0], line.runs[-1][1], "title"))
        yield Unit((label,), label.text, "byline")
        yield Unit((line, *own[1:]), joined((line, *own[1:])), "heading", "markdown")


def with_english_titles(units: Sequence[Unit]) -> list[Unit]:
    """Make one heading of the lines that an English file begins with, where the first goes on in the next."""
    first = front_of(units)
    if first is None or not _titling(units[first]):
        return list(units)
    found = [units[first]]
    end = first + 1
    while end < len(units) and not units[end].lines[0].gap and _titling(units[end]):
        if _goes_on(found[-1], units[end]):
            found[-1] = merged(found[-1], [units[end]])
        else:
            found.append(units[end])
        end += 1
    if len(found) == end - first or any(len(line.text) > _LONGEST_TITLE for line in found):
        return list(units)
    heads = [replace(line, kind="heading", style="plain", full=False) for line in found]
    return [*units[:first], *heads, *units[end:]]


def _titling(unit: Unit) -> bool:
    """Whether a text could be a line of an English title."""
    plain = unit.kind in ("heading", "paragraph") and unit.style in (None, "plain") and not unit.hashes
    short = len(unit.lines) == 1 and len(unit.text) <= _LONGEST_LINE
    return plain and short and of_latin(unit.text) and unit.text[-1] not in ".;," and unit.lines[0].mark is None


def _goes_on(line: Unit, below: Unit) -> bool:
    """Whether a line of a title goes on in the one right below it."""
    if _OPEN.fullmatch(line.text):
        return True
    if english_names(below.text) or line.text[-1] in "?!":
        return False
    same = line.text.isupper() == below.text.isupper()
    return _JOINED.match(below.text) is not None or (same and (below.text.isupper() or len(line.text) >= _WRAPPED))


def with_centred_lines(units: Sequence[Unit]) -> list[Unit]:
    """Make headings of the English lines in the middle of the page above the text, whatever mark they end with.

    They stand alone between blank lines. The page is as wide as the longest line of its text, which begins at the left.
    """
    text = [at for at, unit in enumerate(units) if unit.kind == "paragraph" and len(unit.lines) > 1]
    front = text[_NOTES] if len(text) > _NOTES else 0
    lines = [line for unit in units for line in unit.lines if unit.kind == "paragraph" and len(unit.lines) > 1]
    left = min((line.indent for line in lines), default=0)
    right = max((line.cells for line in lines), default=0)
    return [
        replace(unit, kind="heading", style="plain")
        if at < front and unit.kind == "paragraph" and _centred(unit, left, right) and _alone(units, at)
        else unit
        for at, unit in enumerate(units)
    ]


def _centred(unit: Unit, left: int, right: int) -> bool:
    """Whether a short English text is one line with as much white before it as behind it, and no quotation."""
    line = unit.lines[0]
    before, behind = line.indent - left, right - line.cells
    middle = min(before, behind) >= _FAR_IN and abs(before - behind) <= _ASKEW * (before + behind)
    return middle and len(unit.lines) == 1 and of_latin(unit.text) and unit.text[0].isupper()


def _alone(units: Sequence[Unit], at: int) -> bool:
    return units[at].lines[0].gap > 0 and at + 1 < len(units) and units[at + 1].lines[0].gap > 0


def with_asked_rows(units: Sequence[Unit]) -> list[Unit]:
    """Make paragraphs of the English questions that stand right below each other: no heading has another one below."""
    asked = [unit.style == "plain" and unit.text[-1] == "?" and of_latin(unit.text) for unit in units]
    asked = [asked[at] and not unit.hashes and not unit.lines[0].bold for at, unit in enumerate(units)]
    return [
        unit.as_kind("paragraph") if asked[at] and any((*asked[max(at - 1, 0) : at], *asked[at + 1 : at + 2])) else unit
        for at, unit in enumerate(units)
    ]


def with_english_fronts(units: Sequence[Unit]) -> list[Unit]:
    """Make subtitles of the short lines between an English title and its byline, and bylines of those right below it.

    These say where the author belongs.
    """
    front = itertools.takewhile(lambda at: _short(units[at]), range(front_of(units) or 0, len(units)))
    heads = [at for at in front if units[at].unnumbered]
    if not heads or not of_latin(units[heads[0]].text):
        return list(units)
    first = heads[1] if len(heads) > 1 and _SERIES.fullmatch(units[heads[0]].text) else heads[0]
    end = first + 1
    while end < len(units) and units[end].kind in _FRONT and _short(units[end]):
        end += 1
    found = list(units)
    signed = False
    for at in range(first + 1, end):
        signed = units[at].kind == "byline" or (signed and not units[at].lines[0].gap)
        if signed and _plain(units[at]):
            found[at] = units[at].as_kind("byline")
    last = max((at for at in range(first + 1, end) if found[at].kind == "byline"), default=first)
    for at in range(first + 1, last):
        if _plain(found[at]):
            found[at] = found[at].as_kind("subtitle")
    return found


def _short(unit: Unit) -> bool:
    mark = unit.lines[0].mark
    one = len(unit.lines) == 1 or (mark is not None and mark.whole and len(unit.text) <= _LONGEST_TITLE)
    return len(unit.text) < _BODY or (one and not complete(unit.text))


def _plain(unit: Unit) -> bool:
    """Whether nothing but its looks says what a line is."""
    mark = unit.lines[0].mark
    bare = mark is None or (mark.whole and mark.kind is None)
    return bare and (unit.style == "plain" or unit.kind == "paragraph") and not complete(unit.text)


def with_english_notes(units: Sequence[Unit]) -> list[Unit]:
    """Make bylines of the notes on the author that close a text: who is named above it is, or was, somebody."""
    found = list(units)
    named: re.Pattern[str] | None = None
    about = False
    for at, unit in enumerate(units):
        if _ABOUT.fullmatch(unit.text) and unit.kind in ("heading", "paragraph"):
            found[at] = unit.as_kind("boilerplate")
            about = True
        elif about and unit.kind == "paragraph":
            found[at] = unit.as_kind("byline") if len(unit.text) <= _LONGEST_NOTE else unit
            about = False
        elif unit.kind == "byline" and (last := surnames(unit.text)):
            named = re.compile(rf"(?:\S+\s){{0,4}}(?:{'|'.join(map(re.escape, last))}){_IS}", re.IGNORECASE)
        elif named and _short_note(unit) and named.match(unit.text) and _near_end(units[at + 1 :]):
            found[at] = unit.as_kind("byline")
    return found


def _short_note(unit: Unit) -> bool:
    return unit.kind == "paragraph" and len(unit.text) <= _LONGEST_NOTE


def _near_end(below: Sequence[Unit]) -> bool:
    """Whether hardly any paragraph follows."""
    return sum(map(_of_body, below)) <= _MOST_BEHIND


def _of_body(unit: Unit) -> bool:
    return unit.kind == "paragraph" and len(unit.text) >= _BODY and complete(unit.text)
