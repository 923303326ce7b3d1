"""Units to articles: where one begins and ends, and which heading is its title."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from annotate.segmentation._labels import bracketed_note
from annotate.segmentation._levels import levelled
from annotate.segmentation._rules import Rules
from annotate.segmentation._sections import NEWSPAPER, column_title, contents_label, known_section
from annotate.segmentation._units import Unit
from schema import BlockKind, Doubt

_BODY: tuple[BlockKind, ...] = ("paragraph", "abstract", "list_item")
"""Kinds of which an article must have at least one."""
_LONGEST_LABEL = 4
"""Characters of the label of a page or column, such as 本期关注."""
_LONGEST_POSTSCRIPT = 60
"""Characters of a line to the readers behind the last article."""
_SENTENCE = 24
"""Characters from which on a heading with a comma could be a sentence."""
_LEAD = 2
"""Paragraphs that can stand above a title that was extracted below its lead."""

_CASE = re.compile(r"[—\-（(]*(?:以.{1,25}[为為]例|基于.{1,25}的(?:分析|研究|考察|视角|思考|实证.{0,4}))[）)]?")
"""A subtitle that names the case a study is of."""

_UNTITLED = Doubt(
    reason="no title was found for the article that begins here", alternative="a title elsewhere in the file"
)
_LABEL = Doubt(
    reason="a word or two above a heading, taken for the label of a column", alternative="a heading", remedy="heading"
)
_LOOKS = Doubt(
    reason="a heading by its looks alone; it could be a sentence that lost its end",
    alternative="a paragraph",
    remedy="paragraph",
)
_BEHIND = Doubt(
    reason="one short paragraph behind the note that closes the article, taken for a line to the readers",
    alternative="a paragraph",
    remedy="paragraph",
)
_UNMARKED = Doubt(
    reason="a short line that is not marked as the headings are", alternative="a heading", remedy="heading"
)
_DISPLACED = Doubt(
    reason="stands behind the article that it is taken for the title of",
    alternative="outside any article",
    remedy="outside",
)
_BELOW_LEAD = Doubt(
    reason="stands below the first paragraphs, and is longer than the other headings",
    alternative="a heading",
    remedy="heading",
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A unit with its place: ordinal of its article (0 = outside any) and, for headings, their level."""

    unit: Unit
    article: int
    level: int | None = None


def placed(units: Sequence[Unit], rules: Rules, single: bool = False, titled: bool = False) -> list[Placed]:
    """Find the articles among units, in their order.

    An article begins at a heading with a byline below it, after the note on the author that closes the one before, or
    at an outermost marked heading where there are several with headings below. What has no body is no article.

    Args:
        units: the units of one document.
        rules: the rules that are on.
        single: whether the document is known to be one article.
        titled: whether the first unit is known to be its title.
    """
    units = _with_body(units)
    titles = {0} if titled else set() if single else _titles(units, rules)
    starts = {0} if single or titled else _starts(units, titles, rules)
    found: list[Placed] = []
    ordinal = 0
    untitled = False
    for start, end in itertools.pairwise([*sorted(starts), len(units)]):
        own = units[start:end]
        title = _title(own, [at for at in range(len(own)) if start + at in titles], rules)
        own = list(_settled(_once(own, title) if "repeated" in rules else own, title, rules))
        body = any(unit.kind in _BODY for unit in own)
        if body:
            ordinal += 1
            untitled = title is None
            own = own if title is not None or single else _doubted(own)
        taken = not body and untitled and title is not None and "displaced-titles" in rules
        if taken:
            own[title or 0] = own[title or 0].as_kind("title", _DISPLACED)
            untitled = False
        elif not body and title is not None:
            own[title] = own[title].as_kind("boilerplate")
        found.extend(Placed(unit, ordinal if body or taken else 0, level) for unit, level in levelled(own))
    return found


def _doubted(own: list[Unit]) -> list[Unit]:
    """Return the units of an article without a title, with that doubt at the first of its body."""
    first = next(at for at, unit in enumerate(own) if unit.kind in _BODY)
    return [*own[:first], replace(own[first], doubt=own[first].doubt or _UNTITLED), *own[first + 1 :]]


def _with_body(units: Sequence[Unit]) -> list[Unit]:
    """Return the units; where short lines are all there is, those below the first are the body."""
    if any(unit.kind in _BODY for unit in units):
        return list(units)
    plain = [at for at, unit in enumerate(units) if unit.unnumbered]
    body = set(plain[1:] or plain)
    return [unit.as_kind("paragraph") if at in body else unit for at, unit in enumerate(units)]


def _titles(units: Sequence[Unit], rules: Rules) -> set[int]:
    """Return the marked titles, the headings with a byline below, and the outermost marked headings of a collection."""
    found = {at for at, unit in enumerate(units) if unit.marked_title and unit.kind == "heading"}
    if "signed-titles" in rules:
        found |= {at for at, unit in enumerate(units) if unit.unnumbered and _signed(units, at)}
    if "column-titles" in rules:
        found |= _of_columns(units)
    if "contents" in rules:
        found |= {at for at, unit in enumerate(units[:-1]) if unit.unnumbered and contents_label(units[at + 1].text)}
    outer = [at for at, unit in enumerate(units) if unit.style == "markdown" and unit.hashes == 1]
    inner = any(unit.style == "markdown" and unit.hashes > 1 for unit in units)
    parts = [units[start:end] for start, end in zip(outer, [*outer[1:], len(units)], strict=False)]
    marked = any(unit.marked_title for unit in units)
    if inner and not marked and len(outer) > 1 and all(any(unit.kind in _BODY for unit in part) for part in parts):
        found.update(at for at in outer if not known_section(units[at].text))
    return found


def _of_columns(units: Sequence[Unit]) -> set[int]:
    """Return the headings with the name of a column before them, where several stand above running text."""
    found = {
        at
        for at, unit in enumerate(units[:-1])
        if unit.unnumbered and column_title(unit.text) and units[at + 1].kind in (*_BODY, "byline")
    }
    return found if len(found) > 1 else set()


def _signed(units: Sequence[Unit], at: int) -> bool:
    """Whether a byline follows a heading, perhaps after a subtitle."""
    after = at + 1
    while after < len(units) and _subtitle(units[after]):
        after += 1
    byline = after < len(units) and units[after].kind == "byline" and not bracketed_note(units[after].text)
    below = byline or (after < len(units) and units[after].kind == "abstract")
    return below and not _subtitle(units[at]) and not _masthead(units[at]) and not known_section(units[at].text)


def _subtitle(unit: Unit) -> bool:
    return unit.unnumbered and (unit.text.startswith(("——", "—")) or _CASE.fullmatch(unit.text) is not None)


def _masthead(unit: Unit) -> bool:
    return unit.unnumbered and NEWSPAPER.fullmatch(unit.text) is not None


def _starts(units: Sequence[Unit], titles: set[int], rules: Rules) -> set[int]:
    """Return where articles begin. What stands above the first title goes with it, and so do column labels."""
    found = {0}
    leads = _leads_to_body(units, titles)
    titled = body = text = closed = False
    for at, unit in enumerate(units):
        if at in titles and (titled or body):
            found.add(_above(units, at))
            titled = body = text = closed = False
        elif closed and (unit.kind in _BODY or unit.unnumbered) and leads[at] and not _postscript(units, at, rules):
            found.add(at)
            titled = body = text = closed = False
        titled = titled or at in titles
        noted = "author-notes" in rules and unit.kind == "byline" and bracketed_note(unit.text)
        closed = closed or (text and noted)
        text = text or unit.kind in ("paragraph", "list_item")
        body = body or unit.kind in _BODY
    return found


def _postscript(units: Sequence[Unit], at: int, rules: Rules) -> bool:
    """Whether what follows is too little for an article: one short paragraph, and no title."""
    if "postscripts" not in rules:
        return False
    rest = [unit for unit in units[at:] if unit.kind in _BODY or unit.unnumbered]
    return len(rest) == 1 and rest[0].kind == "paragraph" and len(rest[0].text) < _LONGEST_POSTSCRIPT


def _above(units: Sequence[Unit], title: int) -> int:
    """Return the first of the short lines right above a title."""
    while title and units[title - 1].style == "plain":
        title -= 1
    return title


def _leads_to_body(units: Sequence[Unit], titles: set[int]) -> list[bool]:
    """Return for each unit whether body stands in it or follows before the next title."""
    found = [False] * len(units)
    leads = False
    for at in reversed(range(len(units))):
        leads = at not in titles and (leads or units[at].kind in _BODY)
        found[at] = leads
    return found


def _title(units: Sequence[Unit], given: Sequence[int], rules: Rules) -> int | None:
    """Return the title of an article: as given, or the likeliest heading above its body, or None."""
    if given and (units[given[0]].style != "plain" or len(units[given[0]].text) > _LONGEST_LABEL):
        return given[0]
    front: list[int] = []
    for at, unit in enumerate(units):
        if unit.kind in _BODY or (unit.kind == "heading" and not unit.unnumbered):
            break
        if unit.unnumbered and not _subtitle(unit) and not _masthead(unit) and not known_section(unit.text):
            front.append(at)
    marked = [at for at in front if units[at].hashes]
    if marked:
        return min(marked, key=lambda at: units[at].hashes)
    found = given[0] if given else max(front, key=lambda at: len(units[at].text), default=None)
    short = found is None or len(units[found].text) <= _LONGEST_LABEL
    return _below_lead(units, found) if short and "displaced-titles" in rules else found


def _below_lead(units: Sequence[Unit], label: int | None) -> int | None:
    """Return the title of an article that stands below its lead: the first heading, longer than all that follow."""
    headings = [at for at, unit in enumerate(units) if unit.style == "plain" and at != label]
    if not headings or any(unit.style == "markdown" or not unit.unnumbered for unit in units if unit.style):
        return label
    lead = [unit for unit in units[: headings[0]] if unit.kind in _BODY]
    labelled = headings[0] > 0 and label == headings[0] - 1
    longest = all(len(units[headings[0]].text) > len(units[at].text) for at in headings[1:])
    most = _LEAD if len(headings) > 1 else 2 * _LEAD
    return headings[0] if 0 < len(lead) <= most and (labelled or longest) else label


def _once(units: Sequence[Unit], title: int | None) -> list[Unit]:
    """Return the units of an article with the headings that repeat its title as duplicates."""
    return [
        unit.as_kind("duplicate") if title is not None and at != title and _again(unit, units[title]) else unit
        for at, unit in enumerate(units)
    ]


def _again(unit: Unit, title: Unit) -> bool:
    return unit.unnumbered and unit.text == title.text


def _settled(units: Sequence[Unit], title: int | None, rules: Rules) -> Iterator[Unit]:
    """Yield the units of one article with their last kind: labels above the title, subtitles, lines behind the end."""
    end = max((at for at, unit in enumerate(units) if unit.kind in _BODY), default=-1)
    front = True
    text = closed = False
    marked = "marked-headings" in rules and _marked(units, title)
    for at, unit in enumerate(units):
        text = text or unit.kind in ("paragraph", "list_item")
        closed = closed or (text and at <= end and unit.kind == "byline" and bracketed_note(unit.text))
        lead = any(other.kind in _BODY for other in units[:at]) if title == at else False
        front = front and unit.kind not in _BODY
        if at == title:
            yield unit.as_kind("title", _BELOW_LEAD if lead else None)
        elif closed and at == end and _postscript(units, at, rules):
            yield unit.as_kind("boilerplate", _BEHIND)
        elif unit.unnumbered and title is not None and at < title:
            yield unit.as_kind("boilerplate")
        elif front and _subtitle(unit):
            yield unit.as_kind("subtitle")
        elif unit.style == "plain" and (at > end >= 0 or _masthead(unit)):
            yield unit.as_kind("boilerplate")
        elif "column-labels" in rules and _column_label(units, at):
            yield unit.as_kind("boilerplate", _LABEL)
        elif marked and unit.style == "plain" and not unit.lines[0].bold and not front and not known_section(unit.text):
            yield unit.as_kind("paragraph", _UNMARKED)
        elif unit.style == "plain" and len(unit.text) >= _SENTENCE and "，" in unit.text:
            yield replace(unit, doubt=unit.doubt or _LOOKS)
        else:
            yield unit


def _marked(units: Sequence[Unit], title: int | None) -> bool:
    """Whether several headings of an article are marked as such, each above running text."""
    marked = (
        unit.kind == "heading" and at != title and (unit.hashes or unit.lines[0].bold) and after.kind in _BODY
        for at, (unit, after) in enumerate(itertools.pairwise(units))
    )
    return sum(map(bool, marked)) > 1


def _column_label(units: Sequence[Unit], at: int) -> bool:
    """Whether a heading is the label of a page or column: a word or two, right above another heading."""
    unit = units[at]
    if unit.style != "plain" or len(unit.text) > _LONGEST_LABEL or known_section(unit.text):
        return False
    following = units[at + 1] if at + 1 < len(units) else None
    return following is not None and following.style == "plain"
