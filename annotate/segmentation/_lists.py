"""Lists: of references, of numbered items below a colon, of texts behind bullets."""

from __future__ import annotations

import re
from collections.abc import Sequence

from annotate.segmentation._sections import cites, dated_title, reference_entry, references_label
from annotate.segmentation._units import Unit, merged

_LONGEST_ENTRY = 200
_LINES_OF_ENTRY = 3
"""Lines of an entry of a list of references below its first."""
_FEWEST_ITEMS = 2
"""Items that a list has at least."""
_BULLETS = "•·‣▪◦‧∙"
_ENGLISH_ITEM = re.compile(r"(\d{1,2})[.)]\s")
_ITEM = re.compile(r"[（(]?(?:[一二三四五六七八九十]+|\d{1,2})[）)、.．]|[①-⑳]")


def with_references(units: Sequence[Unit]) -> list[Unit]:
    """Mark the entries below the word 参考文献, and that word; an entry that breaks off takes the next text."""
    found: list[Unit] = []
    inside = False
    last = -1
    for at, unit in enumerate(units):
        if references_label(unit.text):
            inside = True
        elif inside and unit.kind in ("boilerplate", "caption") and not reference_entry(unit.text):
            found.append(unit)
            continue
        elif inside and _continues(found[last], unit, units[at + 1 : at + 1 + _LINES_OF_ENTRY]):
            found[last] = merged(found[last], [unit])
            continue
        elif inside:
            inside = _entry(unit) or (_may_be_entry(unit) and any(map(_entry, units[at + 1 : at + _LINES_OF_ENTRY])))
        last = len(found) if inside else last
        found.append(unit.as_kind("reference") if inside else unit)
    return found


def _entry(unit: Unit) -> bool:
    """Whether a text looks like an entry of a list of references."""
    if unit.kind == "reference" or reference_entry(unit.text) or cites(unit.text):
        return True
    return len(unit.text) <= _LONGEST_ENTRY and dated_title(unit.text)


def _may_be_entry(unit: Unit) -> bool:
    """Whether a text could be an entry that was misread."""
    return unit.kind == "paragraph" and len(unit.text) <= _LONGEST_ENTRY


def _continues(entry: Unit, unit: Unit, below: Sequence[Unit]) -> bool:
    """Whether a text goes on an entry of a list of references: between two, in wrapped lines, where one breaks off."""
    if references_label(entry.text) or reference_entry(unit.text) or unit.lines[0].gap:
        return False
    plain = unit.kind in ("paragraph", "heading", "reference") and not unit.hashes
    between = any(reference_entry(other.text) and not other.lines[0].gap for other in below)
    return plain and (between or unit.full is not None or not entry.text.endswith((".", "。")))


def with_english_items(units: Sequence[Unit]) -> list[Unit]:
    """Make items of a list of the English paragraphs with numbers that count up from 1, between two headings."""
    found = list(units)
    row: list[int] = []
    for at, unit in enumerate(units):
        number = _ENGLISH_ITEM.match(unit.text) if unit.kind == "paragraph" and unit.text.isascii() else None
        if unit.kind == "heading" or (number and number.group(1) == "1"):
            row = []
        if number and int(number.group(1)) == len(row) + 1:
            row.append(at)
        for item in row if len(row) >= _FEWEST_ITEMS else ():
            found[item] = units[item].as_kind("list_item")
    return found


def with_enumerations(units: Sequence[Unit]) -> list[Unit]:
    """Make items of a list of the numbered texts below a colon that are one sentence, parted by semicolons."""
    found = list(units)
    for at, unit in enumerate(units):
        if unit.kind != "paragraph" or unit.text[-1] not in "：:":
            continue
        end = at + 1
        while end < len(units) and units[end].kind == "paragraph" and _ITEM.match(units[end].text):
            end += 1
            if units[end - 1].text[-1] not in "；;":
                break
        if end - at > _FEWEST_ITEMS:
            found[at + 1 : end] = [item.as_kind("list_item") for item in units[at + 1 : end]]
    return found


def with_bullets(units: Sequence[Unit]) -> list[Unit]:
    """Make items of a list of the texts behind bullets, of which there are two or more in a row."""
    marked = [unit.kind in ("paragraph", "heading") and unit.text[0] in _BULLETS for unit in units]
    return [
        unit.as_kind("list_item") if marked[at] and any(marked[max(at - 1, 0) : at] + marked[at + 1 : at + 2]) else unit
        for at, unit in enumerate(units)
    ]
