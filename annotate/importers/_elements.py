"""An HTML tree to the lines that a browser would show, each with the element that it stands in."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from annotate.importers._shown import LONGEST_CELL
from schema import LeftOut

_BLOCKS = frozenset(
    (
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "button",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "frameset",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    )
)
"""Elements that stand on lines of their own."""
_UNSEEN = frozenset(
    (
        "applet",
        "area",
        "audio",
        "canvas",
        "datalist",
        "embed",
        "head",
        "iframe",
        "map",
        "noembed",
        "noframes",
        "noscript",
        "object",
        "option",
        "rp",
        "script",
        "select",
        "style",
        "svg",
        "template",
        "textarea",
        "title",
        "video",
    )
)
"""Elements whose text is no text of the page."""
_STRONG = frozenset(("b", "strong", "h1", "h2", "h3", "h4", "h5", "h6"))
_NO_DISPLAY = re.compile(r"(?:^|;)\s*display\s*:\s*none", re.IGNORECASE)
_DISPLAY_BLOCK = re.compile(r"(?:^|;)\s*display\s*:\s*block", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_LINE_END = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class Seen:
    """A line of a page."""

    text: str
    """What it shows, empty for a blank line."""
    block: etree._Element
    """The innermost block element around it; the row, for the cells of a table of data."""
    run: int
    """Lines with the same number are parted by nothing but `<br>`."""
    linked: int
    """How many of its characters stand in links, blanks left aside."""
    strong: int
    """How many of its characters are bold, blanks left aside."""
    reading: bool
    """Whether it holds the readings (`rt`) of the line above."""


def name_of(element: etree._Element) -> str:
    """Return the name of an element in lower case, without a namespace."""
    return element.tag.rpartition("}")[2].lower()


def lines_of_page(root: etree._Element) -> list[Seen]:
    """Return the lines of a page in document order, in time proportional to its size.

    Blanks are collapsed as a browser does, and between two wide characters (CJK) a line end of the source shows
    nothing; U+00A0 and U+3000 stay. Left out is what is not shown: scripts, comments, `hidden`, `display: none` (but
    not `visibility: hidden`, which scripts lift as a page loads); and `del`, which the page says is no longer its text,
    unlike `s`. Readings above characters (`rt`) follow their block
    on a line of their own, lest they tear the text below them; the cells of a row of data are parted by tabs.
    """
    page = _Page(_tables_of_data(root))
    walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        seen = event in ("start", "end") and _is_seen(element)
        if event == "start" and seen:
            page.open(element)
            page.add(element.text)
        elif event == "start":
            walker.skip_subtree()
        else:
            if seen:
                page.close(element)
            if element is not root:
                page.add(element.tail)
    return page.lines


def left_out_of_page(root: etree._Element) -> Counter[LeftOut]:
    """Return how many characters of the text of a page, blanks aside, `lines_of_page` leaves out, and why."""
    found: Counter[LeftOut] = Counter()
    top: etree._Element | None = None
    reason: LeftOut | None = None
    walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        if event != "start":
            top = None if element is top else top
        elif name_of(element) in _UNSEEN:
            walker.skip_subtree()
            continue
        elif top is None and (reason := _left_out_as(element)):
            top = element
        if top is not None and reason:
            text = element.text if event == "start" else element.tail
            found[reason] += len("".join((text or "").split()))
    return found


def _is_seen(element: etree._Element) -> bool:
    return name_of(element) not in _UNSEEN and _left_out_as(element) is None


def _left_out_as(element: etree._Element) -> LeftOut | None:
    """Return why the text of an element is left out; None where it is not, or is no text of the page anyway."""
    name = name_of(element)
    if name in ("html", "body"):
        return None
    if name == "del":
        return "deleted"
    hidden = element.get("hidden") is not None or _NO_DISPLAY.search(element.get("style") or "")
    return "hidden" if hidden else None


def _tables_of_data(root: etree._Element) -> set[etree._Element]:
    """Return the outermost tables with rows and columns of short cells; others lay out a page."""
    found: set[etree._Element] = set()
    walker = etree.iterwalk(root, events=("start",), tag="{*}table")
    for _, table in walker:
        if _holds_data(table):
            found.add(table)
            walker.skip_subtree()
    return found


def _holds_data(table: etree._Element) -> bool:
    rows = [[*row.iterchildren("{*}td", "{*}th")] for row in _rows(table)]
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return False
    return all(_is_short(cell) for row in rows for cell in row)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """Yield the rows of a table, without those of tables in it."""
    for part in table.iterchildren("{*}tr", "{*}thead", "{*}tbody", "{*}tfoot"):
        yield from [part] if name_of(part) == "tr" else part.iterchildren("{*}tr")


def _is_short(cell: etree._Element) -> bool:
    """Whether a cell holds no more than one of data; without reading all of one that holds the rest of a page."""
    left = LONGEST_CELL
    for text in cell.itertext():
        left -= len(text)
        if left < 0:
            return False
    return True


class _Page:
    """The lines so far, and the one that text is added to."""

    def __init__(self, tables: set[etree._Element]) -> None:
        self.lines: list[Seen] = []
        self._tables = tables
        self._blocks: list[etree._Element] = []
        self._table: etree._Element | None = None
        self._parts: list[str] = []
        self._cells: list[str] = []
        self._readings: list[str] = []
        self._inside = {"a": 0, "strong": 0, "rt": 0, "pre": 0}
        self._linked = self._strong = self._run = 0

    def open(self, element: etree._Element) -> None:
        """Begin an element."""
        name = name_of(element)
        if element in self._tables:
            self._table = element
        if self._parts_lines(element, name):
            self._end_block()
            self._blocks.append(element)
        elif name in ("td", "th") and self._is_of_table(element):
            self._end_cell()
        elif self._table is not None and (name in _BLOCKS or name == "br"):
            self._parts.append(" ")
        elif name == "br":
            self._end_line(kept=True)
        self._count(name, 1)

    def close(self, element: etree._Element) -> None:
        """End an element."""
        name = name_of(element)
        if self._parts_lines(element, name):
            self._end_block()
            self._blocks.pop()
        if element is self._table:
            self._table = None
        self._count(name, -1)

    def add(self, text: str | None) -> None:
        """Add characters as they stand in the tree."""
        if not text:
            return
        if self._inside["rt"]:
            self._readings.append(text)
        elif self._inside["pre"] and self._table is None:
            first, *others = _LINE_END.split(text)
            self._put(first)
            for line in others:
                self._end_line(kept=True)
                self._put(line)
        else:
            self._put(text)

    def _parts_lines(self, element: etree._Element, name: str) -> bool:
        """Whether an element stands on lines of its own; in a table of data only its rows and its caption do."""
        if self._table is not None:
            return element is self._table or (name in ("tr", "caption") and self._is_of_table(element))
        return name in _BLOCKS or _DISPLAY_BLOCK.search(element.get("style") or "") is not None

    def _is_of_table(self, element: etree._Element) -> bool:
        """Whether an element belongs to the table of data, and not to one within a cell of it."""
        return self._table is not None and next(element.iterancestors("{*}table"), None) is self._table

    def _count(self, name: str, step: int) -> None:
        name = "strong" if name in _STRONG else name
        if name in self._inside:
            self._inside[name] += step

    def _put(self, text: str) -> None:
        self._parts.append(text)
        if self._inside["a"] or self._inside["strong"]:
            signs = len("".join(text.split()))
            self._linked += signs if self._inside["a"] else 0
            self._strong += signs if self._inside["strong"] else 0

    def _end_cell(self) -> None:
        self._cells.append(_collapsed("".join(self._parts)))
        self._parts.clear()

    def _end_line(self, kept: bool, reading: bool = False) -> None:
        """End a line; a blank one is `kept` where a line break made it, or where blanks that are shown fill it."""
        text = "".join(self._parts)
        text = text if self._inside["pre"] else _collapsed(text)
        if self._cells:
            text = "\t".join([*self._cells, text]).strip("\t")
        if text or kept:
            shown = "" if text.isspace() else text
            self.lines.append(Seen(shown, self._blocks[-1], self._run, self._linked, self._strong, reading))
        self._parts.clear()
        self._cells.clear()
        self._linked = self._strong = 0

    def _end_block(self) -> None:
        self._end_line(kept=False)
        self._run += 1
        if self._readings:
            self._parts = [" ".join(self._readings)]
            self._readings.clear()
            self._end_line(kept=False, reading=True)
            self._run += 1


def _collapsed(text: str) -> str:
    """Return text with each run of blanks as one, or as none where a line end parts two wide characters."""
    return _BLANKS.sub(_blank, text.strip(" \t\r\n\f"))


def _blank(found: re.Match[str]) -> str:
    sides = found.string[found.start() - 1], found.string[found.end()]
    torn = "\n" in found.group() and all(unicodedata.east_asian_width(side) in "WF" for side in sides)
    return "" if torn else " "
