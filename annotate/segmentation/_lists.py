"""Lists: of references, of numbered items below a colon, of texts behind bullets."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from annotate.segmentation._numbering import RANKS, ordinal
from annotate.segmentation._sections import cites, dated_title, reference_entry, references_label
from annotate.segmentation._sentences import cells, complete
from annotate.segmentation._units import Unit, merged
from schema import Doubt

_LONGEST_ENTRY = 200
_OF_LIST = ("paragraph", "heading", "list_item", "table")
_CITED = re.compile(
    r"(?<!\d)(?:19|20)\d{2}(?!\d)|https?://|www\.|\bdoi\b|\bIbid\b|\bop\. cit\b|\b(?:pp?|Pg|vol|no)\.\s?\d|\bn\.d\."
    r"|\[[JMDCRNZ]\]",
    re.IGNORECASE,
)
"""What an entry of a list of references has: a year, an address, a page."""
_LINES_OF_ENTRY = 3
"""Lines of an entry of a list of references below its first."""
_FEWEST_ITEMS = 2
"""Items that a list has at least."""
_SHORTEST_ANNOUNCING = 16
"""Columns of a text that announces a list; whom a letter speaks to is shorter."""
_FEWEST_ANNOUNCED = 3
"""Items without numbers from 1 that it is of at least."""
_ANNOUNCED = Doubt(
    reason="one of several short lines below a text that goes on in them, taken for a list",
    alternative="a heading",
    remedy="heading",
)
_SENTENCE = re.compile(r"[.。!！?？][”\"’')）]?$")
_SHORTEST_SENTENCE = 40
"""Columns of an item that is more than a phrase with a full stop behind."""
_BULLETS = "•·‣▪◦‧∙"
_HEAVY = "●"
"""A bullet that boxes have as well;"""
_FEWEST_HEAVY = 3
"""as many in a row are a list."""
_ENGLISH_ITEM = re.compile(r"(\d{1,2})[.)]\s")
_NUMBERED = re.compile(r"(\d{1,2})[.．、](?!\d)")
_FEWEST_IN_ROW = 3
_ITEM = re.compile(r"[（(]?(?:[一二三四五六七八九十]+|\d{1,2})[）)、.．]|[①-⑳]")


def with_references(units: Sequence[Unit]) -> list[Unit]:
    """Mark the entries below the word 参考文献, and that word; an entry that breaks off takes the next text."""
    whole = {at for label, unit in enumerate(units) if references_label(unit.text) for at in _listed(units, label + 1)}
    units = [unit.as_kind("reference") if at in whole else unit for at, unit in enumerate(units)]
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


def _listed(units: Sequence[Unit], start: int) -> list[int]:
    """Return what stands below that word up to the next heading or long text, where most of it names a source."""
    below = itertools.takewhile(lambda at: not _ends_list(units[at]), range(start, len(units)))
    rows = [at for at in below if units[at].kind in _OF_LIST]
    cited = sum(_CITED.search(units[at].text) is not None for at in rows)
    return rows if len(rows) > _FEWEST_ITEMS and 2 * cited >= len(rows) else []


def _ends_list(unit: Unit) -> bool:
    heads = unit.unnumbered and unit.style != "plain"
    return (heads or len(unit.text) > _LONGEST_ENTRY) and _CITED.search(unit.text) is None


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
    """Make items of a list of the English paragraphs with numbers that count up from 1, right below each other."""
    found = list(units)
    row: list[int] = []
    for at, unit in enumerate(units):
        number = _ENGLISH_ITEM.match(unit.text) if unit.kind == "paragraph" and unit.text.isascii() else None
        if unit.kind == "heading" or (number and number.group(1) == "1"):
            row = []
        if number and int(number.group(1)) == len(row) + 1 and (not row or at == row[-1] + 1):
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


def with_announced(units: Sequence[Unit]) -> list[Unit]:
    """Make items of a list of lines that look like headings, in a row below a text that ends in a colon or breaks off.

    Headings stand below whole sentences, and above text.
    """
    found = list(units)
    for at, unit in enumerate(units):
        if unit.kind != "paragraph" or not _announces(unit.text):
            continue
        end = at + 1
        while end < len(units) and _goes_with(units[at + 1], units[end]):
            end += 1
        if end - at - 1 >= (_FEWEST_ITEMS if _is_first(units[at + 1 : end]) else _FEWEST_ANNOUNCED):
            found[at + 1 : end] = [item.as_kind("list_item", _ANNOUNCED) for item in units[at + 1 : end]]
    return found


def _announces(text: str) -> bool:
    return cells(text) >= _SHORTEST_ANNOUNCING and (text[-1] in "：:" or not complete(text))


def _goes_with(first: Unit, unit: Unit) -> bool:
    """Whether a line looks like a heading as the first of its row does, and no mark-up gives it a level."""
    return unit.kind == "heading" and unit.style == first.style and not unit.hashes


def _is_first(row: Sequence[Unit]) -> bool:
    """Whether the numbers of a row begin at 1."""
    return bool(row) and row[0].style in RANKS and ordinal(row[0].text, row[0].style) == 1


def with_bullets(units: Sequence[Unit]) -> list[Unit]:
    """Make items of a list of the texts behind bullets, of which there are two or more in a row."""
    marked = [unit.kind in ("paragraph", "heading") and unit.text[0] in _BULLETS for unit in units]
    found = [
        unit.as_kind("list_item") if marked[at] and any(marked[max(at - 1, 0) : at] + marked[at + 1 : at + 2]) else unit
        for at, unit in enumerate(units)
    ]
    for heavy, row in itertools.groupby(range(len(units)), lambda at: units[at].text[0] in _HEAVY):
        items = list(row)
        if heavy and len(items) >= _FEWEST_HEAVY:
            found[items[0] : items[-1] + 1] = [units[at].as_kind("list_item") for at in items]
    return found


def with_rows_of_numbers(units: Sequence[Unit]) -> list[Unit]:
    """Make paragraphs of the numbered lines that look like headings, in a row that counts up with others that do not.

    The last of a row can head the text below it.
    """
    found = list(units)
    for row in _rows_of_numbers(units):
        whole = any(units[at].kind == "paragraph" for at in row)
        last = row[-1] + 1
        heads = last < len(units) and units[last].kind in ("paragraph", "list_item")
        for at in row[: -1 if heads else None] if whole and len(row) >= _FEWEST_IN_ROW else ():
            found[at] = units[at].as_kind("paragraph") if units[at].kind == "heading" else units[at]
    return found


def _rows_of_numbers(units: Sequence[Unit]) -> Iterator[list[int]]:
    """Yield the places of lines right below each other that begin with numbers which count up by one."""
    row: list[int] = []
    last = 0
    for at, unit in enumerate(units):
        may_be = unit.kind == "paragraph" or (unit.style == "arabic" and not unit.hashes and not unit.lines[0].bold)
        found = _NUMBERED.match(unit.text) if may_be else None
        number = int(found.group(1)) if found else 0
        if row and not (number == last + 1 and at == row[-1] + 1):
            yield row
            row = []
        if number:
            row.append(at)
        last = number
    if row:
        yield row


def with_sentences(units: Sequence[Unit]) -> list[Unit]:
    """Make paragraphs of the items of lists that the mark-up shows, where most items of a list are whole sentences."""
    found = list(units)
    for listed, row in itertools.groupby(range(len(units)), lambda at: _is_marked_item(units[at])):
        items = list(row)
        if listed and len(items) >= _FEWEST_ITEMS and 2 * sum(_is_sentence(units[at]) for at in items) > len(items):
            found[items[0] : items[-1] + 1] = [units[at].as_kind("paragraph") for at in items]
    return found


def with_lead_ins(units: Sequence[Unit]) -> list[Unit]:
    """Make paragraphs of the lines that end in a colon right above a list that the mark-up shows."""
    return [
        unit.as_kind("paragraph")
        if unit.style == "plain" and unit.text[-1] in ":：" and _is_marked_item(after)
        else unit
        for unit, after in itertools.pairwise([*units, *units[-1:]])
    ]


def _is_marked_item(unit: Unit) -> bool:
    first = unit.lines[0]
    return unit.kind == "list_item" and (first.item or (first.mark is not None and first.mark.kind == "list_item"))


def _is_sentence(unit: Unit) -> bool:
    whole = cells(unit.text) >= _SHORTEST_SENTENCE and _SENTENCE.search(unit.text) is not None
    return whole and not cites(unit.text)
