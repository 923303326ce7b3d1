"""Speeches and letters in English: what stands above the address that they begin with, and who signs them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from annotate.segmentation._labels import regards
from annotate.segmentation._sentences import complete
from annotate.segmentation._units import Unit

_MOST_IN_FRONT = 16
"""Blocks among which an address stands."""
_ADDRESS = re.compile(
    r"(?:To (?:the|my|all)|Dear|My (?:fellow|dear|friends|lords)|Fellow|Friends|Colleagues|Gentlemen|Ladies and"
    r"|(?:Mr|Mrs|Ms|Madam)\.? (?:Speaker|President|Chair|Secretary|Mayor)|Chair(?:man|woman|person)?"
    r"|Your (?:Excellenc|Majest)|(?:Distinguished|Honou?rable))\b[^.!?;]{0,160}[:,]"
)
"""Whom a speech or a letter speaks to."""
_LONGEST_LINE = 80
"""Characters of what stands between a title and an address: who wrote or spoke, where and when."""
_LONGEST_NAME = 60
_MOST_NAMES = 4
"""Lines of who signs a letter."""
_IN_CAPITALS = re.compile(r"[A-Z][A-Z.,' -]{2,38}[A-Z.]")


def with_addressed(units: Sequence[Unit]) -> list[Unit]:
    """Make bylines of the short lines between an English title and the address below it; that is a paragraph."""
    found = list(units)
    address = next((at for at, unit in enumerate(units[:_MOST_IN_FRONT]) if _addresses(unit)), None)
    title = next((at for at, unit in enumerate(units[: address or 0]) if unit.unnumbered), None)
    if address is None or title is None:
        return found
    between = units[title + 1 : address]
    if all(_is_line(unit) for unit in between):
        found[title + 1 : address] = [unit.as_kind("byline") if _is_text(unit) else unit for unit in between]
        found[address] = units[address].as_kind("paragraph")
    return found


def _addresses(unit: Unit) -> bool:
    return _is_text(unit) and _ADDRESS.fullmatch(unit.text) is not None


def _is_text(unit: Unit) -> bool:
    return unit.kind == "paragraph" or (unit.style == "plain" and not unit.hashes)


def _is_line(unit: Unit) -> bool:
    return unit.kind in ("boilerplate", "byline", "subtitle") or (_is_text(unit) and len(unit.text) <= _LONGEST_LINE)


def with_signatures(units: Sequence[Unit]) -> list[Unit]:
    """Make bylines of the names below what a letter closes with, and of one in capitals that closes a text."""
    found = list(units)
    signing = 0
    for at, unit in enumerate(units):
        if regards(unit.text):
            signing = _MOST_NAMES
        elif signing and _is_text(unit) and len(unit.text) <= _LONGEST_NAME and not complete(unit.text):
            signing -= 1
            found[at] = unit.as_kind("byline")
        else:
            signing = 0
            found[at] = unit.as_kind("byline") if _signs(units, at) else unit
    return found


def _signs(units: Sequence[Unit], at: int) -> bool:
    """Whether a name in capitals stands alone below a whole paragraph, with nothing but another article below."""
    unit = units[at]
    named = _is_text(unit) and unit.lines[0].gap > 0 and _IN_CAPITALS.fullmatch(unit.text) is not None
    if not named or not at or units[at - 1].kind != "paragraph" or not complete(units[at - 1].text):
        return False
    after = next((other for other in units[at + 1 :] if other.kind != "boilerplate"), None)
    return after is None or (unit.text[-1] == "." and after.kind == "heading" and after.lines[0].gap > 1)
