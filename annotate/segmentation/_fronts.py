"""What stands before the body of an article: titles that ask, tables of contents, leads without a label."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from annotate.segmentation._labels import bracketed_note
from annotate.segmentation._naming import front_of
from annotate.segmentation._numbering import unnumbered
from annotate.segmentation._sections import agency, contents_label
from annotate.segmentation._sentences import breaks_off, closes_what_it_did_not_open, complete, deck, resumes
from annotate.segmentation._units import Unit
from schema import Doubt

_LONGEST_LEAD = 200
"""Characters of a lead without label."""
_SHORTEST_LEAD = 20
_LONGEST_QUESTION = 40
"""Characters of a heading that asks or calls."""
_LONGEST_ASKED = 100
"""Characters of questions that are one heading."""
_STATED = re.compile("[。！；]|^.{1,10}[：:]")
"""What questions have in them that are not asked alone, or by somebody named."""
_NAMED = re.compile("^.{1,12}[：:]")
_LONG = 60
"""Characters of a paragraph that shows whether first lines are indented,"""
_FEW = 3
"""how many of them tell, and"""
_NEARLY_ALL = 0.9
"""the share of them that must be."""
_NEAR = 60
"""Blocks below a title in which its lead is looked for."""
_FEW_CONTENTS = 2
"""Entries that a table of contents has at least,"""
_FEW_WITHOUT_LABEL = 3
"""and one without that word above."""
_GLUED_LABEL = re.compile(r"目\s*[录錄次].{1,4}")
"""The word with an entry glued to it."""
_CHAPTERS = re.compile("第[一二三四五六七八九十百]+[编編篇章节節]")
_PAGE = re.compile(r"[\s.．…·]*\d*$")
_LEAD = Doubt(
    reason="stands between title and byline, taken for the lead", alternative="a paragraph", remedy="paragraph"
)
_TEASER = Doubt(
    reason="stands below a title and again in the body, taken for the lead",
    alternative="a paragraph",
    remedy="paragraph",
)


_GENRE = re.compile(
    r"(?:(?:press|news|media)\s(?:release|statement)|(?:policy|issue|research|briefing)\s(?:brief|paper|note|memo)s?"
    r"|(?:working|discussion|white|green|position|occasional)\spaper|open\sletter|fact\s?sheet|commentary|op-ed"
    r"|新[闻聞]稿|政策(?:[简簡][报報]|建[议議][书書]?)|[决決]策[参參]考|工作[论論]文|研究[报報]告|白皮[书書]|公[开開]信"
    r"|[^。，]{0,14}(?:大作[业業]|(?:[课課]程|[结結][课課]|期末)(?:[论論]文|作[业業])))"
    r"(?:\s*(?:No\.?|#|第|[,，])?\s*\d[\d/-]*\s*[期号號]?)?",
    re.IGNORECASE,
)
"""What a text is, and not what it is about."""
_AT_HEAD = 24
"""Blocks among which that stands,"""
_RIGHT_BELOW = 12
"""and among how many below it the title; a cover has a table between."""
_DECK = Doubt(
    reason="one sentence below the title that asks or has no end, taken for the lead",
    alternative="a paragraph",
    remedy="paragraph",
)


def with_questions(units: Sequence[Unit]) -> list[Unit]:
    """Make headings of the questions and calls on a line of their own that stand where only headings stand.

    That is the first line of all, one above a byline, and one without the indent that first lines have.
    """
    long = [unit.lines[0].indent >= 2 for unit in units if unit.kind == "paragraph" and len(unit.text) >= _LONG]
    indented = len(long) >= _FEW and sum(long) >= _NEARLY_ALL * len(long)
    first = front_of(units)
    return [
        replace(unit, kind="heading", style="plain")
        if _asks(unit, at == first)
        and (at == first or _signed(units, at) or (indented and not unit.lines[0].indent))
        and (at == first or _above_text(units, at))
        else unit
        for at, unit in enumerate(units)
    ]


def with_same_questions(units: Sequence[Unit]) -> list[Unit]:
    """Make headings of the questions alone on a line above long text, where others are headings by their looks.

    Where there are several of these, long ones are as well.
    """
    asked = [
        at
        for at, unit in enumerate(units[:-1])
        if unit.style in (None, "plain") and _question(unit) and _answers(units[at + 1])
    ]
    headings = sum(units[at].kind == "heading" for at in asked)
    longest = _LONGEST_ASKED if headings >= _FEW else _LONGEST_QUESTION if headings else 0
    same = {at for at in asked if len(units[at].text) <= longest and not (at and units[at - 1].kind == "heading")}
    return [replace(unit, kind="heading", style="plain") if at in same else unit for at, unit in enumerate(units)]


def _question(unit: Unit) -> bool:
    """Whether a text is nothing but questions, on a line of its own, that nothing ties to the text above."""
    short = unit.kind in ("heading", "paragraph") and len(unit.lines) == 1 and len(unit.text) <= _LONGEST_ASKED
    return short and unit.text[-1] in "？?" and _STATED.search(unit.text) is None and not resumes(unit.text)


def _answers(unit: Unit) -> bool:
    return unit.kind == "paragraph" and len(unit.text) >= _LONG and not _question(unit)


def _signed(units: Sequence[Unit], at: int) -> bool:
    """Whether a text stands above a byline."""
    if at + 1 == len(units):
        return False
    after = units[at + 1]
    return (after.kind == "byline" or agency(after.text)) and not bracketed_note(after.text)


def _asks(unit: Unit, several: bool = False) -> bool:
    """Whether a text asks or calls, on one line, or on several if it may."""
    text = unit.text
    short = unit.kind == "paragraph" and (several or len(unit.lines) == 1) and len(text) <= _LONGEST_QUESTION
    if not short or text[-1] not in "？?！!" or "。" in text:
        return False
    return not breaks_off(text) and not closes_what_it_did_not_open(text)


def _above_text(units: Sequence[Unit], at: int) -> bool:
    after = next((unit for unit in units[at + 1 :] if not _between(unit)), None)
    return after is not None and after.kind in ("paragraph", "abstract") and not _asks(after)


def _between(unit: Unit) -> bool:
    """Whether a line can stand between a title and the text."""
    return unit.kind in ("byline", "boilerplate", "caption") or agency(unit.text)


def without_genres(units: Sequence[Unit]) -> list[Unit]:
    """Make boilerplate of a heading in front that only says what a text is, where another stands below it."""
    return [
        unit.as_kind("boilerplate")
        if at < _AT_HEAD and _says_genre(unit) and _title_follows(units[at + 1 : at + 1 + _RIGHT_BELOW])
        else unit
        for at, unit in enumerate(units)
    ]


def _says_genre(unit: Unit) -> bool:
    return unit.unnumbered and _GENRE.fullmatch(unit.text) is not None


def _title_follows(below: Sequence[Unit]) -> bool:
    front = itertools.takewhile(lambda unit: unit.kind not in ("paragraph", "abstract"), below)
    return any(unit.unnumbered and not _says_genre(unit) for unit in front)


def without_contents(units: Sequence[Unit]) -> list[Unit]:
    """Mark as boilerplate a table of contents: the lines below that word of which several come again further down.

    It goes on as long as no sentence ends, to where its first entry comes again. Several entries may stand in a line.
    """
    found = list(units)
    for at, unit in enumerate(units):
        if not (contents_label(unit.text) or _GLUED_LABEL.fullmatch(unit.text)):
            continue
        end = _end_of_contents(units, at + 1)
        listed = "\n".join(_entry(other) for other in units[at + 1 : end])
        again = {entry for other in units[end:] if other.kind == "heading" and (entry := _entry(other)) in listed}
        if len(again) >= _FEW_CONTENTS:
            found[at:end] = [other.as_kind("boilerplate") for other in units[at:end]]
    for start, end in _unlabelled(found):
        found[start:end] = [other.as_kind("boilerplate") for other in found[start:end]]
    return found


def _unlabelled(units: Sequence[Unit]) -> Iterator[tuple[int, int]]:
    """Yield where headings stand in a row that all come again as headings, with texts between, in the same order."""
    last = {_named(unit): at for at, unit in enumerate(units) if unit.kind == "heading"}
    again = [last[_named(unit)] if unit.kind == "heading" else at for at, unit in enumerate(units)]
    start = 0
    while start < len(units):
        end = start
        while end < len(units) and again[end] > end and (end == start or again[end] > again[end - 1] + 1):
            end += 1
        if end - start >= _FEW_WITHOUT_LABEL:
            yield start, end
        start = max(end, start + 1)


def _named(unit: Unit) -> str:
    """Return what a heading says, without its number and that of a page."""
    return unnumbered(_entry(unit), unit.style)


def _entry(unit: Unit) -> str:
    return _PAGE.sub("", unit.text)


def _end_of_contents(units: Sequence[Unit], at: int) -> int:
    """Return where the lines end that can stand in a table of contents beginning at a unit."""
    first = _named(units[at]) if at < len(units) else ""
    end = at
    while end < len(units) and _in_contents(units[end]) and (end == at or _named(units[end]) != first):
        end += 1
    return end


def _in_contents(unit: Unit) -> bool:
    """Whether a text is a heading or the like, or headings in one line."""
    return unit.kind in ("heading", "boilerplate") or (len(_CHAPTERS.findall(unit.text)) > 1 and "。" not in unit.text)


def with_leads(units: Sequence[Unit]) -> list[Unit]:
    """Make the abstract of a text that stands alone between a title and a byline, with the body below that."""
    found = list(units)
    for at in range(1, len(units) - 2):
        lead = units[at].kind == "paragraph" and len(units[at].text) <= _LONGEST_LEAD and units[at - 1].unnumbered
        lead = lead and not units[at].surely_torn
        if not lead or units[at + 1].kind != "byline" or bracketed_note(units[at + 1].text):
            continue
        after = next((unit for unit in units[at + 1 :] if unit.kind not in ("byline", "boilerplate")), None)
        if after and after.kind in ("paragraph", "abstract"):
            found[at] = units[at].as_kind("abstract", _LEAD)
    return found


def with_decks(units: Sequence[Unit]) -> list[Unit]:
    """Make the abstract of the sentence right below a title, or the byline of that, that asks or ends without a mark.

    One that asks stands below the first heading of all, or below a byline; others begin so.
    """
    first = front_of(units)
    found = list(units)
    for at in range(1, len(units) - 1):
        if units[at].kind != "paragraph" or units[at + 1].kind != "paragraph" or not _sums_up(units[at].text):
            continue
        title = at - 1
        while title and units[title].kind == "byline" and not bracketed_note(units[title].text):
            title -= 1
        alone = units[title].hashes > 0 and not complete(units[at].text)
        if units[title].unnumbered and (alone or title == first or title < at - 1):
            found[at] = units[at].as_kind("abstract", _DECK)
    return found


def _sums_up(text: str) -> bool:
    """Whether a sentence asks, and nobody is named who does, or has no end."""
    return deck(text) and (text[-1] in "？?" or not complete(text)) and _NAMED.match(text) is None


def with_teasers(units: Sequence[Unit]) -> list[Unit]:
    """Make the abstract of a text right below a title that stands again in the body, before any other heading."""
    found = list(units)
    for at in range(1, len(units) - 1):
        text = units[at].text
        short = units[at].kind == "paragraph" and _SHORTEST_LEAD <= len(text) <= _LONGEST_LEAD
        if short and units[at - 1].unnumbered:
            near = itertools.takewhile(
                lambda later: units[later].kind != "heading", range(at + 1, min(at + _NEAR, len(units)))
            )
            again = any(_again(units, at, later) for later in near if later > at + 1)
            found[at] = units[at].as_kind("abstract", _TEASER) if again else units[at]
    return found


def _again(units: Sequence[Unit], at: int, later: int) -> bool:
    """Whether a text stands again further down, and what is around it does not."""
    if units[later].kind != "paragraph" or units[at].text not in units[later].text:
        return False
    after = later + 1 < len(units) and units[later + 1].text == units[at + 1].text
    return not after and units[later - 1].text != units[at - 1].text
