"""Units to articles: where one begins and ends, and which heading is its title."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from annotate.segmentation._english import memo_field
from annotate.segmentation._labels import bracketed_note, dateline
from annotate.segmentation._levels import levelled
from annotate.segmentation._naming import BODY, LABELLED, LONGEST_LABEL, is_subtitle, masthead, title_of, titles_of
from annotate.segmentation._people import organ
from annotate.segmentation._rules import Rules
from annotate.segmentation._sections import closing_section, known_section
from annotate.segmentation._sentences import complete, same
from annotate.segmentation._units import Unit
from schema import Doubt

_LONGEST_POSTSCRIPT = 60
"""Characters of a line to the readers behind the last article."""
_SENTENCE = 24
"""Characters from which on a heading with a comma could be a sentence."""

_SIGNATURE = 2
"""Lines that say who issued a letter, and when."""
_LONG_ARTICLE = 10
"""Texts of an article that has no heading or several."""
_FEW_PARAGRAPHS = 3
_MORE = 3
"""Paragraphs that there are at least for each such line."""
_LONGEST_STUB = 80
"""Characters of a line without an end, behind more paragraphs than a few, that can be furniture."""


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
_STUB_DOUBT = Doubt(
    reason="one short text behind the article that does not end as paragraphs do, taken for furniture of the page",
    alternative="a paragraph",
    remedy="paragraph",
)
_UNMARKED = Doubt(
    reason="a short line that is not marked as the headings are", alternative="a heading", remedy="heading"
)
_LONE = Doubt(
    reason="looks like a heading, but is the only one without a number: one heading parts nothing",
    alternative="a heading",
    remedy="heading",
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
    titles = {0} if titled else set() if single else titles_of(units, rules)
    starts = {0} if single or titled else _starts(units, titles, rules)
    found: list[Placed] = []
    ordinal = 0
    untitled = False
    for start, end in itertools.pairwise([*sorted(starts), len(units)]):
        own = units[start:end]
        title = title_of(own, [at for at in range(len(own)) if start + at in titles], rules)
        own = list(_settled(_once(own, title) if "repeated" in rules else own, title, rules))
        body = any(unit.kind in BODY for unit in own)
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
    first = next(at for at, unit in enumerate(own) if unit.kind in BODY)
    return [*own[:first], replace(own[first], doubt=own[first].doubt or _UNTITLED), *own[first + 1 :]]


def _with_body(units: Sequence[Unit]) -> list[Unit]:
    """Return the units; where short lines are all there is, those below the first are the body."""
    if any(unit.kind in BODY for unit in units):
        return list(units)
    plain = [at for at, unit in enumerate(units) if unit.unnumbered]
    body = set(plain[1:] or plain)
    return [unit.as_kind("paragraph") if at in body else unit for at, unit in enumerate(units)]


def _starts(units: Sequence[Unit], titles: set[int], rules: Rules) -> set[int]:
    """Return where articles begin. What stands above the first title goes with it, and so do column labels."""
    found = {0}
    leads = _leads_to_body(units, titles)
    titled = body = text = closed = False
    for at, unit in enumerate(units):
        if at in titles and (titled or body):
            found.add(_above(units, at))
            titled = body = text = closed = False
        elif leads[at] and ((text and _enclosed(units, at, rules)) or (closed and _resumes(units, at, rules))):
            found.add(at)
            titled = body = text = closed = False
        titled = titled or at in titles
        noted = "author-notes" in rules and unit.kind == "byline" and bracketed_note(unit.text)
        closed = closed or (text and noted)
        text = text or unit.kind in ("paragraph", "list_item")
        body = body or unit.kind in BODY
    return found


def _resumes(units: Sequence[Unit], at: int, rules: Rules) -> bool:
    """Whether the text of another article can begin behind the note that closes one."""
    return (units[at].kind in BODY or units[at].unnumbered) and not _postscript(units, at, rules)


def _enclosed(units: Sequence[Unit], at: int, rules: Rules) -> bool:
    """Whether a heading stands below the body that issued a letter, and the date of that."""
    if "enclosures" not in rules or not units[at].unnumbered or at < _SIGNATURE:
        return False
    who, when = units[at - _SIGNATURE : at]
    return who.kind == when.kind == "byline" and organ(who.text) and dateline(when.text)


def _postscript(units: Sequence[Unit], at: int, rules: Rules) -> bool:
    """Whether what follows is too little for an article: one short paragraph, and no title."""
    if "postscripts" not in rules:
        return False
    rest = [unit for unit in units[at:] if unit.kind in BODY or unit.unnumbered]
    return len(rest) == 1 and rest[0].kind == "paragraph" and len(rest[0].text) < _LONGEST_POSTSCRIPT


def _above(units: Sequence[Unit], title: int) -> int:
    """Return the first of the short lines right above a title, and of the fields of a memo."""
    while title and (units[title - 1].style == "plain" or _is_field(units[title - 1])):
        title -= 1
    return title


def _is_field(unit: Unit) -> bool:
    return unit.kind == "byline" and memo_field(unit.text)


def _leads_to_body(units: Sequence[Unit], titles: set[int]) -> list[bool]:
    """Return for each unit whether body stands in it or follows before the next title."""
    found = [False] * len(units)
    leads = False
    for at in reversed(range(len(units))):
        leads = at not in titles and (leads or units[at].kind in BODY)
        found[at] = leads
    return found


def _once(units: Sequence[Unit], title: int | None) -> list[Unit]:
    """Return the units of an article with the headings that repeat its title as duplicates.

    Above the body they may repeat a part of it, or have it behind a colon and what says where it is from.
    """
    if title is None:
        return list(units)
    whole = same(units[title].text)
    body = next((at for at, unit in enumerate(units) if unit.kind in BODY), len(units))
    return [
        unit.as_kind("duplicate")
        if at != title and unit.unnumbered and _repeats(unit, whole, title < at < body)
        else unit
        for at, unit in enumerate(units)
    ]


def _repeats(unit: Unit, title: str, front: bool) -> bool:
    text = same(unit.text)
    told = text.endswith(title) and text[: -len(title)].endswith((":", "："))
    return text == title or (front and len(text) > LONGEST_LABEL and (text in title or told))


def _settled(units: Sequence[Unit], title: int | None, rules: Rules) -> Iterator[Unit]:
    """Yield the units of one article with their last kind: labels above the title, subtitles, lines behind the end."""
    end = _end(units)
    front = True
    text = closed = False
    none = _no_headings(units, title, rules)
    for at, unit in enumerate(units):
        text = text or unit.kind in ("paragraph", "list_item")
        closed = closed or (text and at <= end and unit.kind == "byline" and bracketed_note(unit.text))
        if at == title:
            yield unit.as_kind("title", None if front else _BELOW_LEAD)
            continue
        front = front and unit.kind not in BODY
        if unit.unnumbered and title is not None and at < title:
            yield unit.as_kind("boilerplate")
        elif closed and at == end and _postscript(units, at, rules):
            yield unit.as_kind("boilerplate", _BEHIND)
        elif front and (is_subtitle(unit) or ("standfirsts" in rules and title is not None and _standfirst(units, at))):
            yield unit.as_kind("subtitle")
        elif at > end >= 0 and (unit.style == "plain" or unit.kind in BODY):
            yield _behind(unit, at == end + 1 and "last-questions" in rules)
        elif unit.style == "plain" and (masthead(unit) or (front and LABELLED.match(unit.text))):
            yield unit.as_kind("boilerplate")
        elif "column-labels" in rules and _column_label(units, at):
            yield unit.as_kind("boilerplate", _LABEL)
        elif at in none:
            yield unit.as_kind("subtitle" if front and title is not None else "paragraph", none[at])
        else:
            doubted = unit.style == "plain" and len(unit.text) >= _SENTENCE and "，" in unit.text
            yield replace(unit, doubt=unit.doubt or _LOOKS) if doubted else unit


def _behind(unit: Unit, first: bool) -> Unit:
    """Return what stands behind the body: furniture, but for a question right below it, the `first` unit there."""
    if first and unit.style == "plain" and unit.text[-1] in "?？" and not unit.lines[0].bold:
        return unit.as_kind("paragraph")
    return unit.as_kind("boilerplate", _STUB_DOUBT if unit.kind in BODY else None)


def _standfirst(units: Sequence[Unit], at: int) -> bool:
    """Whether a marked heading above the body ends as a sentence does, and has no like: it sums the text up."""
    unit = units[at]
    alike = (other.kind == "heading" and other.hashes == unit.hashes for other in units[at + 1 :])
    return unit.style == "markdown" and unit.text[-1] in ".。!！" and not any(alike)


def _end(units: Sequence[Unit]) -> int:
    """Return where the body of an article ends, or -1; few short texts without an end behind it are no body."""
    body = [at for at, unit in enumerate(units) if unit.kind in BODY]
    stubs = list(itertools.takewhile(lambda at: _stub(units[at]), reversed(body)))
    rest = body[: len(body) - len(stubs)]
    if len(rest) >= max(_FEW_PARAGRAPHS, _MORE * len(stubs)) and not units[rest[-1]].torn:
        return rest[-1]
    return body[-1] if body else -1


def _stub(unit: Unit) -> bool:
    """Whether a text is too short for a paragraph, and does not end as one."""
    if unit.kind != "paragraph" or complete(unit.text):
        return False
    buttons = all(len(line.text) <= LONGEST_LABEL for line in unit.lines)
    return buttons or (len(unit.lines) == 1 and len(unit.text) <= _LONGEST_STUB and not unit.full)


def _marked(units: Sequence[Unit], title: int | None) -> bool:
    """Whether several headings of an article are marked as such, each above running text."""
    marked = (
        unit.kind == "heading" and at != title and (unit.hashes or unit.lines[0].bold) and after.kind in BODY
        for at, (unit, after) in enumerate(itertools.pairwise(units))
    )
    return sum(map(bool, marked)) > 1


def _no_headings(units: Sequence[Unit], title: int | None, rules: Rules) -> dict[int, Doubt]:
    """Return which lines that look like headings are none, each with that doubt: not marked as others, or alone."""
    bare = [at for at, unit in enumerate(units) if at > (title or 0) and _bare(unit)]
    found: dict[int, Doubt] = {}
    alone = len(bare) == 1 == sum(unit.unnumbered for unit in units[(title or 0) + 1 :])
    if "lone-headings" in rules and alone and sum(unit.kind in BODY for unit in units) >= _LONG_ARTICLE:
        found[bare[0]] = _LONE
    if "marked-headings" in rules and _marked(units, title):
        body = next((at for at, unit in enumerate(units) if unit.kind in BODY), len(units))
        found.update({at: _UNMARKED for at in bare if at > body})
    return found


def _bare(unit: Unit) -> bool:
    """Whether a heading has neither number nor mark-up, nor says which section it heads."""
    shown = unit.style != "plain" or unit.hashes or unit.lines[0].bold
    return not (shown or known_section(unit.text) or closing_section(unit.text))


def _column_label(units: Sequence[Unit], at: int) -> bool:
    """Whether a heading is the label of a page or column: a word or two, right above another heading."""
    unit = units[at]
    if unit.style != "plain" or len(unit.text) > LONGEST_LABEL or known_section(unit.text):
        return False
    following = units[at + 1] if at + 1 < len(units) else None
    return following is not None and following.style == "plain"
