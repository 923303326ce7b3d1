"""Titles that do not look like headings: over several lines, longer than those, marked off by the layout alone."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from annotate.segmentation._labels import dateline
from annotate.segmentation._naming import front_of
from annotate.segmentation._sentences import complete, has_marks, same
from annotate.segmentation._units import Unit, merged

_LONGEST = 120
"""Characters of the longest title; one of Latin script has"""
_LATIN = 2
"""as many times more."""
_LONGEST_HALF = 60
_SHORTEST_HEAD = 6
"""Characters of a running head that can be the title."""
_OPEN = re.compile(r".*(?:[：:—–-]|\b(?:a|an|the|of|and|for|to|in|on|with|by))", re.IGNORECASE)
"""What no title ends with."""
_JOINED = re.compile(r"[和与與及暨]|(?:and|of|for|in|on)\s")
"""What no title begins with."""
_BRACKETED = re.compile("（[^（）]{2,20}）|\\([^()]{2,20}\\)")
"""What closes a title on a line of its own."""
_STOP = re.compile("[。；！;]")


def with_split_titles(units: Sequence[Unit]) -> list[Unit]:
    """Make a heading of what a file begins with, where that ends without a mark or is parted over two lines."""
    first = front_of(units)
    if first is None or first + 1 >= len(units):
        return list(units)
    title, after = units[first], units[first + 1]
    parts = 1
    if _short(title) and _halves(title, after):
        title = merged(title, [after])
        parts = 2
    elif not (title.kind == "paragraph" and _short(title) and not complete(title.text)):
        return list(units)
    rest = list(units[first + parts :])
    if rest and same(rest[0].text) == same(title.text):
        rest[0] = rest[0].as_kind("duplicate")
    return [*units[:first], replace(title, kind="heading", style="plain"), *rest]


def with_titles_that_run(units: Sequence[Unit]) -> list[Unit]:
    """Make a heading of the running head that a file begins with, where no other title stands above the text."""
    found = list(units)
    first = next((at for at, unit in enumerate(units) if unit.text[0].isalpha()), None)
    if first is None or units[first].kind != "boilerplate" or len(units[first].text) < _SHORTEST_HEAD:
        return found
    again = sum(unit.kind == "boilerplate" and units[first].text in unit.text for unit in units[first + 1 :])
    above = itertools.takewhile(lambda unit: unit.kind not in ("paragraph", "list_item"), units[first + 1 :])
    if again > 1 and not any(unit.unnumbered for unit in above):
        found[first] = replace(units[first], kind="heading", style="plain")
    return found


def with_titles_of_enclosures(units: Sequence[Unit]) -> list[Unit]:
    """Make a heading of the text without an end below the date of a letter, with a paragraph below."""
    return [
        replace(unit, kind="heading", style="plain") if 0 < at < len(units) - 1 and _encloses(units, at) else unit
        for at, unit in enumerate(units)
    ]


def _encloses(units: Sequence[Unit], at: int) -> bool:
    unit = units[at]
    dated = units[at - 1].kind == "byline" and dateline(units[at - 1].text)
    alone = unit.kind == "paragraph" and _short(unit) and not complete(unit.text) and not unit.full
    return dated and alone and units[at + 1].kind == "paragraph"


def _short(unit: Unit) -> bool:
    """Whether a text is short enough for a title, and no sentence ends in it."""
    if unit.kind not in ("paragraph", "heading") or unit.style not in (None, "plain") or unit.hashes:
        return False
    longest = _LONGEST * (_LATIN if unit.text.isascii() else 1)
    return len(unit.text) <= longest and _STOP.search(unit.text) is None


def _halves(first: Unit, second: Unit) -> bool:
    """Whether two short lines are one title: the first ends, or the second begins, as no title does."""
    if second.style != "plain" or second.lines[0].gap or second.hashes or len(second.text) > _LONGEST_HALF:
        return False
    if len(first.lines) > 1 or len(first.text) > _LONGEST_HALF:
        return False
    bracketed = first.style == "plain" and _BRACKETED.fullmatch(second.text) is not None
    open_ = bool(_OPEN.fullmatch(first.text) or _JOINED.match(second.text))
    return bracketed or (open_ and not has_marks(first.text[:-1]))
