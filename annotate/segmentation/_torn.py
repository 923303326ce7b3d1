"""Paragraphs that a page or column break tore apart, and what came to stand between their halves."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from annotate.segmentation._furniture import page_number
from annotate.segmentation._people import names
from annotate.segmentation._rules import Rules
from annotate.segmentation._sentences import breaks_off, clings, complete, deck, enquoted, pauses, starts_anew
from annotate.segmentation._units import Unit, merged
from schema import Doubt

_COMMAS = "，,、"
_SEVERAL = 2
"""Paragraphs that show a habit of the author's."""
_MOST_SKIPPED = 4
"""Units between the two halves of a torn paragraph, those of tables and figures left aside;"""
_FARTHEST = 60
"""with these, units among which the second one is looked for."""
_LONGEST_ADDRESS = 15
"""Characters of an address such as 各位代表：, with which a text begins."""
_DEAR = re.compile(r"Dear\b[^.!?]{1,60},")
"""Whom a letter is to; its text begins below."""
_INDENT = 2
"""Columns of an indent."""
_SELDOM = 0.05
"""Share of the paragraphs that end without a mark where nobody cut them: pages and columns cut more."""
_CUT = 1 / 3
"""Share of the paragraphs without a mark at their end that show that they were cut, where pages or columns cut."""
_LONGEST_FOREIGN = 60
"""Characters of a line that has no business in a sentence."""
_JOINED = Doubt(
    reason="put together over a break, though nothing shows that the sentence goes on",
    alternative="two paragraphs",
)


def mended(units: Sequence[Unit], rules: Rules) -> list[Unit]:
    """Join a paragraph that breaks off with the paragraph that goes on, past what stands between them."""
    pauses_often = _pauses_often(units)
    uncut = _uncut(units) if "uncut" in rules else set()
    set_in = any(unit.lines[0].indent >= _INDENT > unit.lines[-1].indent for unit in units if unit.kind == "paragraph")
    often = Counter(unit.text for unit in units if len(unit.text) <= _LONGEST_FOREIGN)
    found: list[Unit] = []
    at = 0
    while at < len(units):
        parts = [units[at]]
        between: list[Unit] = []
        at += 1
        while (
            parts[-1].torn
            and not _DEAR.fullmatch(parts[-1].text)
            and not (pauses_often and _pausing(parts[-1], units[at:]))
            and not (at - 1 in uncut and len(parts) == 1 and not _clings(units[at:]))
            and (end := _rest(parts[-1], units, at, rules, set_in)) is not None
        ):
            between += units[at:end]
            parts.append(units[end])
            at = end + 1
        whole = merged(parts[0], parts[1:], _doubt(parts)).as_kind("paragraph") if len(parts) > 1 else parts[0]
        found.append(whole)
        found.extend(_foreign(other, whole, often) for other in between)
    return found


def _pauses_often(units: Sequence[Unit]) -> bool:
    """Whether several paragraphs end behind a comma, and more than amid a phrase, where pages would cut as well."""
    ends = [unit.text[-1] for unit in units if unit.kind == "paragraph" and unit.full is None]
    commas = sum(sign in _COMMAS for sign in ends)
    return commas >= _SEVERAL and commas > sum(map(str.isalnum, ends))


def _uncut(units: Sequence[Unit]) -> set[int]:
    """Return which paragraphs lack no more than the mark at their end: nothing shows that a page cut them.

    That is so of lines that were not wrapped where few lack it, and of one clause right below a heading by mark-up.
    Else, where pages cut, some end amid a phrase, or two characters that stand side by side elsewhere are parted.
    """
    whole = [unit.kind == "paragraph" and unit.full is None for unit in units]
    open_ = [at for at, unit in enumerate(units) if whole[at] and not complete(unit.text)]
    bare = {at for at in open_ if not breaks_off(units[at].text)}
    decks = {at for at in bare if at and units[at - 1].hashes and deck(units[at].text)}
    if len(bare - decks) < _SELDOM * sum(whole):
        return bare
    before = [at for at in open_ if units[at + 1 : at + 2] and units[at + 1].kind == "paragraph"]
    pairs = {pair for unit in units for pair in pairwise(unit.text)} if before else set()
    parted = {at for at in before if at in bare and (units[at].text[-1], units[at + 1].text[0]) in pairs}
    shown = sum(at in parted or at not in bare for at in before)
    return decks | (bare.intersection(before) - parted if shown < _CUT * len(before) else set())


def _clings(below: Sequence[Unit]) -> bool:
    """Whether what follows goes on a sentence, whatever ends above."""
    return bool(below) and (clings(below[0].text) or below[0].text[0].islower())


def _pausing(torn: Unit, below: Sequence[Unit]) -> bool:
    """Whether a paragraph of a text that is not wrapped ends behind a comma, and the next one follows right below."""
    comma = torn.kind == "paragraph" and torn.full is None and torn.text[-1] in _COMMAS
    return comma and bool(below) and below[0].kind == "paragraph" and not clings(below[0].text)


def _doubt(parts: Sequence[Unit]) -> Doubt | None:
    """Return the doubt about a paragraph of several parts: one did not surely break off, and the rest has no end."""
    return None if complete(parts[-1].text) or all(part.surely_torn for part in parts[:-1]) else _JOINED


def _rest(torn: Unit, units: Sequence[Unit], at: int, rules: Rules, set_in: bool) -> int | None:
    """Return where the rest of a torn paragraph stands, or None; `set_in` if first lines have their own indent."""
    paged = False
    skipped = 0
    for end in range(at, min(at + _FARTHEST, len(units))):
        other = units[end]
        if skipped > _MOST_SKIPPED:
            return None
        skipped += other.kind not in ("table", "caption")
        if _tail(torn, other):
            return end
        if (
            other.kind == "paragraph"
            and not (set_in and _begun(torn, other))
            and _goes_on(torn, other, paged)
            and not (_pulled(other) and _passes(other, torn, rules))
        ):
            return end
        paged = paged or page_number(other.text)
        if not _passes(other, torn, rules) and not (paged and _heads_page(other, torn, rules)):
            return None
    return None


def _tail(torn: Unit, other: Unit) -> bool:
    """Whether a text can be nothing but the rest of one that breaks off: a mark, or the end of a sentence."""
    if other.kind in ("boilerplate", "paragraph") and clings(other.text):
        return torn.kind == "paragraph"
    wrapped = torn.full is not None and (torn.kind == "paragraph" or torn.lines[0].indent > other.lines[0].indent)
    return wrapped and not complete(torn.text) and other.style == "plain" and not other.hashes and complete(other.text)


def _furniture(unit: Unit) -> bool:
    return unit.kind in ("boilerplate", "caption", "footnote", "quote_box", "table")


def _passes(other: Unit, torn: Unit, rules: Rules) -> bool:
    """Whether a unit can stand between the halves of a paragraph."""
    if _furniture(other):
        return True
    if "foreign-lines" not in rules or len(other.text) > _LONGEST_FOREIGN:
        return False
    return (other.style != "markdown" and bool(names(other.text))) or (
        torn.surely_torn and ((other.style == "plain" and not other.full) or _pulled(other))
    )


def _heads_page(other: Unit, torn: Unit, rules: Rules) -> bool:
    """Whether a short line behind the number of a page can be the head of the next one, by what it parts."""
    return "foreign-lines" in rules and other.style == "plain" and (not complete(torn.text) or pauses(torn.text))


def _pulled(other: Unit) -> bool:
    """Whether a text is a quotation set off from the text, by its own quotation marks."""
    return len(other.text) <= _LONGEST_FOREIGN and enquoted(other.text)


def _begun(torn: Unit, other: Unit) -> bool:
    """Whether two texts begin alike, and the first is no more than the line that it begins with."""
    return len(torn.lines) == 1 and _INDENT <= torn.lines[0].indent <= other.lines[0].indent


def _goes_on(torn: Unit, other: Unit, paged: bool) -> bool:
    """Whether a paragraph can go on one that breaks off: neither its indent nor an address says that it begins.

    What is complete, or looks like a heading, goes on only where the rest lacks the indent that first lines have, or a
    full line over the end of a page: no heading stands at the foot of one.
    """
    first, last = torn.lines[0], torn.lines[-1]
    unindented = first.indent >= 2 > other.lines[0].indent and (first is last or last.indent < first.indent)
    if torn.kind == "heading" and not (
        unindented or (paged and torn.style == "plain") or "，" in torn.text or other.text[0].islower()
    ):
        return False
    ended = torn.kind == "paragraph" and complete(torn.text) and not pauses(torn.text)
    if ended and not (unindented and other.lines[0].gap):
        return False
    address = len(other.text) <= _LONGEST_ADDRESS and other.text[-1] in "：:" and "，" not in other.text
    anew = not torn.surely_torn and starts_anew(other.text)
    if not torn.surely_torn and torn.text[-1].isascii() and other.text[0].isascii():
        return other.text[0].islower()
    return not address and not anew and other.lines[0].indent < torn.lines[-1].indent + 2


def _foreign(other: Unit, whole: Unit, often: Counter[str]) -> Unit:
    """Return a unit that stood inside a sentence as what it is there."""
    if _furniture(other):
        return other
    if names(other.text):
        return other.as_kind("byline", _OWNER)
    bare = other.text.strip("“”「」『』")
    if bare in whole.text or other.text[0] in "“「『":
        return other.as_kind("quote_box")
    return other.as_kind("boilerplate", None if often[other.text] > 1 else _INSIDE)


_OWNER = Doubt(
    reason="a name inside a sentence; it may belong to another article", alternative="byline of another article"
)
_INSIDE = Doubt(
    reason="a short line inside a sentence, taken for furniture of the page", alternative="a heading", remedy="heading"
)
