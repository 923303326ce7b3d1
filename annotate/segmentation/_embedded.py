"""HTML in a text file, as Markdown allows it: what its elements say of the text in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from annotate.segmentation._marks import Mark
from schema import BlockKind

_BLOCK = re.compile(
    r"<(/?)(p|div|br|h[1-6]|li|ul|ol|blockquote|section|article|header|footer|nav|aside|details|summary|figure"
    r"|figcaption|center|table|thead|tbody|tr|td|th|caption)\b([^<>]*)>",
    re.IGNORECASE,
)
"""Tags that end the text before them."""
_KINDS: dict[str, BlockKind | None] = {
    "p": None,
    "li": "list_item",
    "td": "table",
    "th": "table",
    "caption": "caption",
    "figcaption": "caption",
}
"""Elements whose text is one block, with its kind where they tell it."""
_FRAMES = frozenset(("aside", "details", "div", "section", "nav", "footer", "table"))
"""Elements that hold others, and say of all what they are if they say anything."""
_NAMED: dict[str, BlockKind] = {
    "aside": "quote_box",
    "details": "quote_box",
    "nav": "boilerplate",
    "footer": "boilerplate",
}
_BOXED = re.compile(
    r"\bclass\s*=\s*[\"']?[^\"'<>]*\b(?:note|tip|info|warning|box|callout|admonition|sidebar|alert)s?\b", re.IGNORECASE
)
"""Attributes of an element that stands apart from the text."""
_LARGEST_TABLE = 20_000
"""Characters of a table, tags included, and"""
_LONGEST_CELL = 200
"""of the text of a cell of it; tables with more in one lay a page out."""
_CELL = re.compile(r"<t[dh]\b", re.IGNORECASE)
_TAG = re.compile("<[^<>]*>")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_SHOWN = re.compile(r"[^\s<]")


def marks_in(view: str) -> list[Mark]:
    """Return the elements of HTML in a text as the marks of a source, in time proportional to its length.

    The lines of an element that holds one block are one block; such an element ends at a blank line, if nothing ends
    it before. Text outside these is plain text, unless it stands in a box.
    """
    return [mark for mark in _marks(view) if _SHOWN.search(view, mark.start, mark.end)]


def _marks(view: str) -> Iterator[Mark]:
    frames: list[tuple[str, BlockKind | None]] = []
    opened: Counter[str] = Counter()
    element: tuple[BlockKind | None, int | None] | None = None
    at = 0
    for tag in _BLOCK.finditer(view):
        around = frames[-1][1] if frames else None
        yield from _between(view, at, tag.start(), element, around)
        at = tag.end()
        name, opens = tag.group(2).lower(), not tag.group(1)
        if name in _FRAMES and opens:
            frames.append((name, around or _frame(view, tag, inner=opened["table"] > 0)))
            opened[name] += 1
        elif opened[name]:
            _close(name, frames, opened)
        if name != "br":
            element = _element(name) if opens else None


def _close(name: str, frames: list[tuple[str, BlockKind | None]], opened: Counter[str]) -> None:
    """End the innermost frame of a name, with those in it that nothing ended."""
    last = ""
    while last != name:
        last = frames.pop()[0]
        opened[last] -= 1


def _frame(view: str, tag: re.Match[str], inner: bool) -> BlockKind | None:
    """Return what an element that holds others says of them; a table says it if it is no `inner` one."""
    if tag.group(2).lower() == "table":
        end = -1 if inner else view.find("</table", tag.end(), tag.end() + _LARGEST_TABLE)
        cells = _CELL.split(view[tag.end() : end]) if end >= 0 else ()
        data = bool(cells) and all(len("".join(_TAG.sub("", cell).split())) <= _LONGEST_CELL for cell in cells)
        return "table" if data else None
    return _NAMED.get(tag.group(2).lower()) or ("quote_box" if _BOXED.search(tag.group(3)) else None)


def _element(name: str) -> tuple[BlockKind | None, int | None] | None:
    """Return kind and level of the text right in an element, or None where it is none that holds one block."""
    if name[0] == "h" and name[1:].isdecimal():
        return "heading", int(name[1:])
    return (_KINDS[name], None) if name in _KINDS else None


def _between(
    view: str, start: int, end: int, element: tuple[BlockKind | None, int | None] | None, frame: BlockKind | None
) -> Iterator[Mark]:
    """Yield the marks of the text between two tags."""
    if element is None:
        if frame:
            yield Mark(start, end, frame)
        return
    blank = _BLANK_LINE.search(view, start, end)
    kind, level = element
    yield Mark(start, blank.start() if blank else end, frame or kind, None if frame else level, whole=True)
