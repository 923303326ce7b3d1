"""The parts of a Word file to the paragraphs that it shows, in order, with what is left out of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from annotate.importers._shown import LONGEST_CELL
from annotate.importers._styles import Styles, W, is_on
from schema import LeftOut

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DELETED = frozenset((f"{W}del", f"{W}moveFrom", f"{W}delText"))
"""Text that is deleted or moved away by a tracked change."""
_LEFT_OUT = _DELETED | {f"{W}pPr", f"{W}rPr", f"{W}instrText", f"{W}rubyPr"}
"""That, and what is no text."""
_SIGNS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011"}

_OF_SYMBOL = {"F0BE": "—", "F0B7": "•", "F0AE": "→", "F02D": "−", "F0B1": "±", "F0A3": "≤", "F0B3": "≥", "F0B0": "°"}
"""What texts use of the font Symbol."""


@dataclass(slots=True)
class Written:
    """A paragraph, or a row of a table of data, as it is shown."""

    element: etree._Element
    """The paragraph, or the row."""
    text: str = ""
    """Its text; line feeds are its own line breaks, tabs part the cells of a row."""
    bold: int = 0
    """How many of its characters are bold, blanks left aside."""
    size: float = 0
    """Size of the type of its first character, in points; 0 where none is given."""
    boxed: bool = False
    """Whether it stands in a text box."""
    reading: bool = False
    """Whether it holds the readings above the characters of the paragraph before it."""
    contents: bool = False
    """Whether it belongs to a table of contents."""
    after: list[Written] = field(default_factory=list)
    """What is anchored in it and follows it: readings and text boxes."""


def written(root: etree._Element, styles: Styles) -> Iterator[Written]:
    """Yield the paragraphs and rows below an element in document order.

    Insertions are in and deletions out, also of the marks that end paragraphs; hidden text, codes of fields,
    comments and the numbers of notes are out, the results of fields in. A text box stands once, behind the paragraph
    that it is anchored in; so do readings above characters.
    """
    merged: Written | None = None
    for found in _below(root, styles, contents=False):
        if merged is not None:
            found.text, found.bold = merged.text + found.text, merged.bold + found.bold
            found.size = merged.size or found.size
            found.after = merged.after + found.after
        merged = found if _joined_to_next(found.element) else None
        if merged is None:
            yield from _with_anchored(found)
    if merged is not None:
        yield from _with_anchored(merged)


def _with_anchored(found: Written) -> Iterator[Written]:
    yield found
    yield from found.after


def _joined_to_next(element: etree._Element) -> bool:
    """Whether a tracked change deletes the end of a paragraph."""
    return element.tag == f"{W}p" and element.find(f"{W}pPr/{W}rPr/{W}del") is not None


def _below(root: etree._Element, styles: Styles, contents: bool) -> Iterator[Written]:
    for element in root:
        if element.tag == f"{W}p":
            yield _paragraph(element, styles, contents)
        elif element.tag == f"{W}tbl":
            yield from _table(element, styles, contents)
        elif element.tag == f"{W}sdt":
            gallery = element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
            toc = gallery is not None and gallery.get(f"{W}val") == "Table of Contents"
            yield from _below(element, styles, contents or toc)
        elif element.tag not in _LEFT_OUT and isinstance(element.tag, str):
            yield from _below(_chosen(element), styles, contents)


def _chosen(element: etree._Element) -> etree._Element:
    """Return the alternative that is shown of one that is written twice, for new and for old Word."""
    if element.tag != f"{_MC}AlternateContent":
        return element
    choice = element.find(f"{_MC}Choice")
    return element if choice is None else choice


def _table(table: etree._Element, styles: Styles, contents: bool) -> Iterator[Written]:
    """Yield the rows of a table of data, or what stands in the cells of one that lays out a page."""
    rows = [(row, [*_own(row, f"{W}tc")]) for row in _own(table, f"{W}tr")]
    data = len(rows) > 1 and max(len(cells) for _, cells in rows) > 1
    if not data or any(_length(cell) > LONGEST_CELL for _, cells in rows for cell in cells):
        for row, _ in rows:
            yield from _below(row, styles, contents)
        return
    for row, cells in rows:
        filled = [_cell(cell, styles, contents) for cell in cells]
        text = "\t".join(cell.text for cell in filled)
        yield Written(row, text, contents=contents, after=[box for cell in filled for box in cell.after])


def _own(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield the elements of a name below another, also in controls, but not those in tables that are below it."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag != f"{W}tbl":
            yield from _own(child, tag)


def _length(cell: etree._Element) -> int:
    """Return how much text a cell has, tables in it included."""
    return sum(len(run.text or "") for run in cell.iter(f"{W}t"))


def _cell(cell: etree._Element, styles: Styles, contents: bool) -> Written:
    found = [*written(cell, styles)]
    inline = [part for part in found if not (part.boxed or part.reading)]
    text = " ".join(" ".join(part.text.split()) for part in inline if part.text.strip())
    return Written(cell, text, contents=contents, after=[part for part in found if part.boxed or part.reading])


def _paragraph(element: etree._Element, styles: Styles, contents: bool) -> Written:
    found = Written(element, contents=contents)
    readings: list[str] = []
    parts: list[str] = []
    _add(element, found, parts, readings, styles)
    found.text = "".join(parts)
    if any(reading.strip() for reading in readings):
        found.after.insert(0, Written(element, " ".join(readings), reading=True))
    return found


def _add(element: etree._Element, found: Written, parts: list[str], readings: list[str], styles: Styles) -> None:
    """Add what an element within a paragraph shows to its parts, and what is anchored in it to what follows."""
    for child in _chosen(element):
        if _is_hidden(child, found.element, styles):
            continue
        if child.tag in (f"{W}t", f"{_M}t"):
            _count(child, found, styles)
            parts.append((child.text or "").replace("\n", " "))
        elif child.tag in _SIGNS:
            parts.append(_SIGNS[child.tag])
        elif child.tag == f"{W}sym":
            parts.append(_symbol(child))
        elif child.tag == f"{W}rt":
            _add(child, found, readings, readings, styles)
        elif child.tag == f"{W}txbxContent":
            for boxed in written(child, styles):
                boxed.boxed = True
                found.after.append(boxed)
        elif child.tag not in _LEFT_OUT and isinstance(child.tag, str):
            _add(child, found, parts, readings, styles)


def _is_hidden(element: etree._Element, paragraph: etree._Element, styles: Styles) -> bool:
    return element.tag == f"{W}r" and is_on(styles.of_run(element, paragraph, "vanish"))


def _symbol(element: etree._Element) -> str:
    """Return a character of a symbol font: for most its code there, of the private use area, is all that is known."""
    code = element.get(f"{W}char", "")
    if element.get(f"{W}font") == "Symbol" and code.upper() in _OF_SYMBOL:
        return _OF_SYMBOL[code.upper()]
    return chr(int(code, 16)) if re.fullmatch("[0-9A-Fa-f]{1,4}", code) and not "D800" <= code.upper() <= "DFFF" else ""


def _count(text: etree._Element, found: Written, styles: Styles) -> None:
    """Note weight and size of the type of a run."""
    run = text.getparent()
    if run is None or run.tag != f"{W}r":
        return
    if is_on(styles.of_run(run, found.element, "b")):
        found.bold += len("".join((text.text or "").split()))
    half_points = styles.of_run(run, found.element, "sz")
    if not found.size and half_points and half_points.replace(".", "", 1).isdecimal():
        found.size = float(half_points) / 2


def left_out(root: etree._Element, styles: Styles) -> Counter[LeftOut]:
    """Return how many characters below an element, blanks aside, `written` leaves out as deleted or as hidden."""
    found: Counter[LeftOut] = Counter()
    _count_left_out(root, root, styles, found)
    return found


def _count_left_out(
    element: etree._Element, paragraph: etree._Element, styles: Styles, found: Counter[LeftOut]
) -> None:
    for child in _chosen(element):
        if child.tag in _DELETED:
            found["deleted"] += _signs(child)
        elif _is_hidden(child, paragraph, styles):
            found["hidden"] += _signs(child)
        else:
            _count_left_out(child, child if child.tag == f"{W}p" else paragraph, styles, found)


def _signs(element: etree._Element) -> int:
    """Return how many characters an element would show, blanks aside."""
    if element.tag in (f"{W}t", f"{W}delText", f"{_M}t"):
        return len("".join((element.text or "").split()))
    if element.tag == f"{W}sym":
        return len(_symbol(element))
    return len(_SIGNS.get(element.tag, "").strip()) + sum(map(_signs, _chosen(element)))
