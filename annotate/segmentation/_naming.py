"""Which headings are titles: those at which articles begin, and the likeliest of one article."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from annotate.segmentation._labels import bracketed_note
from annotate.segmentation._rules import Rules
from annotate.segmentation._sections import (
    NEWSPAPER,
    agency,
    closing_section,
    column_title,
    contents_label,
    known_section,
)
from annotate.segmentation._sentences import same
from annotate.segmentation._units import Unit
from annotate.segmentation._wording import LONGEST
from schema import BlockKind

BODY: tuple[BlockKind, ...] = ("paragraph", "abstract", "list_item")
"""Kinds of which an article must have at least one."""
LONGEST_LABEL = 4
"""Characters of the label of a page or column, such as 本期关注."""
_LONGEST_LINE = 40
"""Characters of a line that stands above each article of a collection."""
_FEWEST_LABELS = 3
"""Labels in a row that make a menu."""
_FEWEST_TITLES = 2
"""Titles that show what titles look like."""
_LEAD = 2
"""Paragraphs that can stand above a title that was extracted below its lead."""
_FEWEST_BETWEEN = 6
"""Blocks of an article, on the average, where only titles have a blank line above."""
_NOT_SHORTER = 0.6
"""Share of the length of the longest line above a body that its title has at least."""
_FAR_IN = 12
"""Columns before a line that stands in the middle of the page."""
_UNMARKED = 7
"""More than the depth of any heading that is marked."""
LABELLED = re.compile(r"[^，。：:]{0,8}[注按][：:]")
"""A note of the editors."""
_CASE = re.compile(r"[—\-（(]*(?:以.{1,25}[为為爲]例|基于.{1,25}的(?:分析|研究|考察|视角|思考|实证.{0,4}))[）)]?")
"""A subtitle that names the case a study is of."""


def titles_of(units: Sequence[Unit], rules: Rules) -> set[int]:
    """Return the marked titles, the headings with a byline below, and those of a collection.

    These are its outermost marked headings, or stand below the same lines each.
    """
    found = {at for at, unit in enumerate(units) if unit.marked_title and unit.kind == "heading"}
    if "signed-titles" in rules:
        found |= {at for at, unit in enumerate(units) if unit.unnumbered and _signed(units, at)}
    if "column-titles" in rules:
        found |= _of_columns(units) | _below_labels(units)
    if "centred-titles" in rules:
        found |= _centred(units)
    if "set-off-titles" in rules:
        found |= _set_off(units)
    if "contents" in rules:
        found |= {at for at, unit in enumerate(units[:-1]) if unit.unnumbered and contents_label(units[at + 1].text)}
    outer = [at for at, unit in enumerate(units) if unit.style == "markdown" and unit.hashes == 1]
    inner = any(unit.style == "markdown" and unit.hashes > 1 and not closing_section(unit.text) for unit in units)
    parts = [units[start:end] for start, end in zip(outer, [*outer[1:], len(units)], strict=False)]
    marked = any(unit.marked_title for unit in units)
    if inner and not marked and len(outer) > 1 and all(any(unit.kind in BODY for unit in part) for part in parts):
        found.update(at for at in outer if not known_section(units[at].text))
    if "like-titles" in rules:
        found |= _like_titles(units, found)
    if "outdone" in rules:
        found -= {at for above, at in itertools.pairwise(sorted(found)) if _outdone(units, above, at)}
    if "repeated" not in rules:
        return found
    return found - {at for above, at in itertools.pairwise(sorted(found)) if _told_again(units, above, at)}


def _like_titles(units: Sequence[Unit], titles: set[int]) -> set[int]:
    """Return the heading of each depth of mark-up, or without any, that alone of its like is no title.

    No article has one heading: where two of its like are titles, it is that of another.
    """
    found: set[int] = set()
    alike: dict[tuple[str | None, int], list[int]] = {}
    for at, unit in enumerate(units):
        if unit.unnumbered and not is_subtitle(unit) and not masthead(unit) and not agency(unit.text):
            alike.setdefault((unit.style, unit.hashes), []).append(at)
    for places in alike.values():
        others = [at for at in places if at not in titles]
        if len(others) == 1 and len(places) > _FEWEST_TITLES and _heads_text(units, others[0]):
            found.update(others)
    return found


def _heads_text(units: Sequence[Unit], at: int) -> bool:
    """Whether a heading that could be a title, and asks nothing where it is not marked, stands above paragraphs."""
    below = [unit.kind for unit in units[at + 1 : at + 1 + _FEWEST_TITLES]]
    asks = not units[at].hashes and units[at].text[-1] in "？?"
    return below == ["paragraph"] * _FEWEST_TITLES and not asks and not known_section(units[at].text)


def _outdone(units: Sequence[Unit], above: int, at: int) -> bool:
    """Whether mark-up says more plainly of another heading above, with no body between, that it is the title."""
    return _plainness(units[above]) < _plainness(units[at]) and not _body_between(units, above, at)


def _plainness(unit: Unit) -> int:
    """Return how little mark-up says that a heading is a title."""
    return 0 if unit.marked_title else unit.hashes or _UNMARKED


def _body_between(units: Sequence[Unit], above: int, at: int) -> bool:
    return any(unit.kind in BODY for unit in units[above:at])


def _told_again(units: Sequence[Unit], above: int, at: int) -> bool:
    """Whether a title is part of the one above it, with no body between."""
    part = len(units[at].text) > LONGEST_LABEL and same(units[at].text) in same(units[above].text)
    return part and not _body_between(units, above, at)


def front_of(units: Sequence[Unit]) -> int | None:
    """Return where a file begins, furniture and the labels of a menu left aside; None where nothing else is."""
    shown = [at for at, unit in enumerate(units) if unit.kind != "boilerplate"]
    labels = list(itertools.takewhile(lambda at: _label(units[at]), shown))
    rest = shown[len(labels) :] if len(labels) >= _FEWEST_LABELS else shown
    return next(iter(rest or shown), None)


def _label(unit: Unit) -> bool:
    return unit.style == "plain" and len(unit.text) <= LONGEST_LABEL


def _set_off(units: Sequence[Unit]) -> set[int]:
    """Return the headings with a blank line above, where hardly anything else has one, with the first of all."""
    gaps = [at for at, unit in enumerate(units) if at and unit.lines[0].gap]
    few = len(gaps) > 1 and len(gaps) * _FEWEST_BETWEEN <= len(units)
    if not few or not all(_heads_body(units, at) for at in [0, *gaps]):
        return set()
    return {0, *gaps}


def _centred(units: Sequence[Unit]) -> set[int]:
    """Return the headings that are set far in, where each has headings below it that are not."""
    heads = [at for at, unit in enumerate(units) if unit.kind == "heading"]
    found = [at for at in heads if units[at].unnumbered and units[at].lines[0].indent >= _FAR_IN]
    inner = set(heads) - set(found)
    parts = zip(found, [*found[1:], len(units)], strict=False)
    return set(found) if len(found) > 1 and all(inner & set(range(*part)) for part in parts) else set()


def _heads_body(units: Sequence[Unit], at: int) -> bool:
    return units[at].unnumbered and at + 1 < len(units) and units[at + 1].kind in (*BODY, "byline")


def _of_columns(units: Sequence[Unit]) -> set[int]:
    """Return the headings with the name of a column before them, where several stand above running text."""
    found = {
        at
        for at, unit in enumerate(units[:-1])
        if unit.unnumbered and column_title(unit.text) and units[at + 1].kind in (*BODY, "byline")
    }
    return found if len(found) > 1 else set()


def _below_labels(units: Sequence[Unit]) -> set[int]:
    """Return where texts that could be titles stand below two lines that always stand together, above other texts."""
    pairs = [(first.text, second.text) for first, second in itertools.pairwise(units)]
    titled: dict[tuple[str, str], list[int]] = {}
    for at in range(2, len(units) - 1):
        titled.setdefault(pairs[at - 2], []).append(at)
    found: set[int] = set()
    for pair, places in titled.items():
        short = all(len(text) <= _LONGEST_LINE for text in pair)
        different = short and 1 < len({units[at].text for at in places}) == len(places) == pairs.count(pair)
        if different and all(_could_be_title(units, at) for at in places):
            found.update(places)
    return found


def _could_be_title(units: Sequence[Unit], at: int) -> bool:
    """Whether a text could be the title of what follows, asking or calling too, below what is no caption."""
    asks = units[at].kind == "paragraph" and len(units[at].text) <= LONGEST and units[at].text[-1] in "？?！!"
    captioned = any(unit.kind in ("caption", *BODY) for unit in units[at - 2 : at])
    return (units[at].unnumbered or asks) and units[at + 1].kind in (*BODY, "byline") and not captioned


def _signed(units: Sequence[Unit], at: int) -> bool:
    """Whether a byline follows a heading, perhaps after a subtitle."""
    after = at + 1
    while after < len(units) and is_subtitle(units[after]):
        after += 1
    byline = after < len(units) and units[after].kind == "byline" and not bracketed_note(units[after].text)
    below = byline or (after < len(units) and units[after].kind == "abstract")
    return below and not is_subtitle(units[at]) and not masthead(units[at]) and not known_section(units[at].text)


def is_subtitle(unit: Unit) -> bool:
    return unit.unnumbered and (unit.text.startswith(("——", "—")) or _CASE.fullmatch(unit.text) is not None)


def masthead(unit: Unit) -> bool:
    return unit.unnumbered and NEWSPAPER.fullmatch(unit.text) is not None


def title_of(units: Sequence[Unit], given: Sequence[int], rules: Rules) -> int | None:
    """Return the title of an article: as given, or the likeliest heading above its body, or None."""
    if given and (units[given[0]].style != "plain" or len(units[given[0]].text) > LONGEST_LABEL):
        return given[0]
    front: list[int] = []
    for at, unit in enumerate(units):
        if unit.kind in BODY or (unit.kind == "heading" and not unit.unnumbered):
            break
        if unit.unnumbered and not is_subtitle(unit) and not masthead(unit) and not known_section(unit.text):
            front.append(at)
    marked = [at for at in front if units[at].hashes]
    if marked:
        return min(marked, key=lambda at: units[at].hashes)
    found = given[0] if given else _likeliest(units, front)
    short = found is None or len(units[found].text) <= LONGEST_LABEL
    return _below_lead(units, found) if short and "displaced-titles" in rules else found


def _likeliest(units: Sequence[Unit], front: Sequence[int]) -> int | None:
    """Return the first of the headings above a body that is not much shorter than the longest, and no note; or None.

    Several that are a word each are the entries of a menu.
    """
    found = [at for at in front if not LABELLED.match(units[at].text)] or front
    longest = max((len(units[at].text) for at in found), default=0)
    if len(found) >= _FEWEST_LABELS and longest <= LONGEST_LABEL:
        return None
    return next((at for at in found if len(units[at].text) >= _NOT_SHORTER * longest), None)


def _below_lead(units: Sequence[Unit], label: int | None) -> int | None:
    """Return the title that stands below the lead of an article: the only outermost heading, or the longest first."""
    outer = [at for at, unit in enumerate(units) if unit.kind == "heading" and unit.hashes == 1]
    if label is None and len(outer) == 1 and sum(unit.kind in BODY for unit in units[: outer[0]]) <= 2 * _LEAD:
        return outer[0]
    headings = [at for at, unit in enumerate(units) if unit.style == "plain" and at != label]
    if not headings or any(unit.style == "markdown" or not unit.unnumbered for unit in units if unit.style):
        return label
    lead = [unit for unit in units[: headings[0]] if unit.kind in BODY]
    labelled = headings[0] > 0 and label == headings[0] - 1
    longest = all(len(units[headings[0]].text) > len(units[at].text) for at in headings[1:])
    most = _LEAD if len(headings) > 1 else 2 * _LEAD
    return headings[0] if 0 < len(lead) <= most and (labelled or longest) else label
