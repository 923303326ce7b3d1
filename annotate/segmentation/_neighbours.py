"""What units are by what stands around them: names, boxes, notes, references, abstracts, headings of two lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from annotate.segmentation._labels import (
    abstract_label,
    known_section,
    of_journal,
    page_number,
    reference_entry,
    references_label,
)
from annotate.segmentation._people import english_names, institution, last_named, names
from annotate.segmentation._rules import Rules
from annotate.segmentation._sentences import complete, enquoted
from annotate.segmentation._units import Unit, merged
from schema import Doubt

_MOST_OF_ABSTRACT = 3
"""Paragraphs of an abstract."""
_LONGEST_IN_BOX = 200
"""Characters of a paragraph in a box that has one blank line or none."""
_MOSTLY = 0.8
"""Share of the characters that make the script of a text."""
_LONGEST_HALF = 20
"""Characters of one line of a heading of two."""
_LONGEST_QUOTATION = 60
_QUOTED = Doubt(
    reason="a quotation set off from the text, taken for a pull quote", alternative="a paragraph", remedy="paragraph"
)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_NOTED = re.compile(rf"(?<=.)[{_CIRCLED}](?=[，。；：、！？”）]|$)")
"""The mark of a note at the end of a phrase, not before the items of a list."""


def named(units: Sequence[Unit]) -> list[Unit]:
    """Make bylines of lines that hold names only and stand below a title, and of a name behind a place or a calling."""
    found: list[Unit] = []
    for at, unit in enumerate(units):
        above = found[-1] if found else None
        alone = unit.style == "plain" and bool(names(unit.text)) and (_below_title(above) or unit.lines[0].glued)
        after = units[at + 1] if at + 1 < len(units) else None
        called = unit.style == "plain" and last_named(unit.text) and _below_title(above) and _before_body(after)
        english = _english_byline(unit, above) if found and above else False
        found.append(unit.as_kind("byline") if alone or called or english else unit)
    return found


def _english_byline(unit: Unit, above: Unit) -> bool:
    """Whether a line below a title or a byline holds English names, or the institution of those above."""
    if unit.style == "plain" and _below_title(above) and above.text.isascii() and english_names(unit.text):
        return " and " in unit.text or above.kind == "heading"
    return above.kind == "byline" and unit.kind in ("heading", "list_item", "paragraph") and institution(unit.text)


def without_heads_of_pages(units: Sequence[Unit]) -> list[Unit]:
    """Mark as boilerplate a short line that stands beside a page number, and both apart from the rest."""
    found = list(units)
    for at, unit in enumerate(units):
        if not page_number(unit.text) or unit.kind != "boilerplate":
            continue
        if at and _pair(units, at - 1) and units[at - 1].style == "plain":
            found[at - 1] = units[at - 1].as_kind("boilerplate")
        if _pair(units, at) and units[at + 1].style == "plain":
            found[at + 1] = units[at + 1].as_kind("boilerplate")
    return found


def _pair(units: Sequence[Unit], at: int) -> bool:
    """Whether two lines stand together and apart from all others."""
    if at + 1 >= len(units) or not units[at].lines[0].gap or units[at + 1].lines[0].gap:
        return False
    return at + 2 == len(units) or units[at + 2].lines[0].gap > 0


def _below_title(above: Unit | None) -> bool:
    return above is not None and (above.unnumbered or above.kind == "byline")


def _before_body(after: Unit | None) -> bool:
    return after is not None and after.kind in ("paragraph", "abstract", "byline", "caption", "boilerplate")


def boxed(units: Sequence[Unit], rules: Rules) -> list[Unit]:
    """Let a box go from its label to the next blank line; a label with a blank line below takes one paragraph."""
    found: list[Unit] = []
    inside = False
    for at, unit in enumerate(units):
        first = unit.lines[0]
        if "pull-quotes" in rules and _set_off(units, at):
            unit = unit.as_kind("quote_box", _QUOTED)
        elif "boxes" not in rules:
            pass
        elif unit.kind == "quote_box":
            inside = len(unit.text) <= _LONGEST_HALF
        elif inside:
            inside = first.gap == 0 and not first.indent and unit.kind in ("paragraph", "heading", "caption")
            unit = unit.as_kind("quote_box") if inside and len(unit.text) <= _LONGEST_IN_BOX else unit
        found.append(unit)
    return found


def _set_off(units: Sequence[Unit], at: int) -> bool:
    """Whether a text is a quotation that stands by itself where paragraphs are indented and it is not."""
    unit = units[at]
    quoted = unit.kind == "paragraph" and len(unit.text) <= _LONGEST_QUOTATION and enquoted(unit.text)
    if not quoted or not 0 < at < len(units) - 1 or unit.lines[0].indent:
        return False
    after = units[at + 1].lines[0]
    return unit.lines[0].gap > 0 and after.gap > 0 and after.indent > 0


def with_footnotes(units: Sequence[Unit]) -> list[Unit]:
    """Mark the texts below that begin with a mark which stands inside the body above."""
    marks: set[str] = set()
    found: list[Unit] = []
    for unit in units:
        if unit.text[0] in marks and unit.kind in ("paragraph", "heading"):
            marks.discard(unit.text[0])
            unit = unit.as_kind("footnote")
        elif unit.kind == "paragraph" and unit.text[0] not in _CIRCLED:
            marks.update(_NOTED.findall(unit.text))
        found.append(unit)
    return found


def with_references(units: Sequence[Unit]) -> list[Unit]:
    """Mark the entries below the word 参考文献, and that word; an entry that breaks off takes the next text."""
    found: list[Unit] = []
    inside = False
    for unit in units:
        if references_label(unit.text):
            inside = True
        elif inside and _continues(found[-1], unit):
            found[-1] = merged(found[-1], [unit])
            continue
        elif inside:
            inside = reference_entry(unit.text) or unit.kind == "reference"
        found.append(unit.as_kind("reference") if inside else unit)
    return found


def _continues(entry: Unit, unit: Unit) -> bool:
    """Whether a text goes on an entry of a list of references, in the same wrapped lines or where that breaks off."""
    if references_label(entry.text) or reference_entry(unit.text) or unit.lines[0].gap:
        return False
    plain = unit.kind in ("paragraph", "heading", "reference") and not unit.hashes
    return plain and (unit.full is not None or not entry.text.endswith((".", "。")))


def without_translations(units: Sequence[Unit]) -> list[Unit]:
    """Mark as boilerplate the English front matter that a Chinese journal prints before or behind an article."""
    latin = [_latin(unit.text) for unit in units]
    chinese = [at for at, unit in enumerate(units) if unit.kind == "paragraph" and not latin[at]]
    english = sum(unit.kind == "paragraph" for unit in units) - len(chinese)
    if len(chinese) <= 2 * english:
        return list(units)
    kinds = ("paragraph", "abstract", "keywords", "heading", "reference")
    return [
        unit.as_kind("boilerplate")
        if latin[at] and unit.kind in kinds and not chinese[0] < at < chinese[-1] and not _listed(units, at)
        else unit
        for at, unit in enumerate(units)
    ]


def _latin(text: str) -> bool:
    """Whether a text is several words of Latin script."""
    return " " in text and len(text.encode("ascii", "ignore")) > _MOSTLY * len(text) and text[0].isalpha()


def _listed(units: Sequence[Unit], at: int) -> bool:
    """Whether a reference stands in a list of references."""
    return units[at].kind == "reference" and at > 0 and units[at - 1].kind == "reference"


def with_abstracts(units: Sequence[Unit]) -> list[Unit]:
    """Give an abstract the paragraphs that follow, where keywords or other front matter of a journal close it."""
    found = list(units)
    for at, unit in enumerate(units):
        if unit.kind != "abstract":
            continue
        alone = abstract_label(unit.text)
        if alone:
            found[at] = unit.as_kind("boilerplate")
        end = at + 1
        while end < len(units) and units[end].kind == "paragraph" and end - at <= _MOST_OF_ABSTRACT:
            end += 1
        closed = end < len(units) and (units[end].kind in ("keywords", "abstract") or of_journal(units[end].text))
        last = end if closed else at + 1 + alone
        for inner in range(at + 1, min(last, end)):
            found[inner] = units[inner].as_kind("abstract")
    return found


def with_whole_headings(units: Sequence[Unit]) -> list[Unit]:
    """Join two short lines that blank lines set off together: they are one heading."""
    found: list[Unit] = []
    for at, unit in enumerate(units):
        if found and _second_half(found, unit, units[at + 1 : at + 2]):
            found[-1] = merged(found[-1], [unit])
        else:
            found.append(unit)
    return found


def _second_half(found: Sequence[Unit], unit: Unit, after: Sequence[Unit]) -> bool:
    first = found[-1]
    if first.style != "plain" or unit.style != "plain" or len(first.lines) > 1:
        return False
    apart = first.lines[0].gap and unit.lines[0].gap == 0 and after and after[0].lines[0].gap
    body = len(found) > 1 and found[-2].kind == "paragraph" and complete(found[-2].text)
    halves = all(4 < len(half.text) <= _LONGEST_HALF and not known_section(half.text) for half in (first, unit))
    return bool(apart) and halves and (body or after[0].kind == "paragraph")
