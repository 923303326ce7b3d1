"""What the styles of a Word file say of its paragraphs: kind, depth of heading, size and weight of type."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from lxml import etree

from schema import BlockKind

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_HEADING = re.compile(r"(?:heading|标题|標題)\s*([1-9])", re.IGNORECASE)
_KINDS: dict[str, BlockKind] = {
    "title": "title",
    "标题": "title",
    "標題": "title",
    "文章标题": "title",
    "subtitle": "subtitle",
    "副标题": "subtitle",
    "副標題": "subtitle",
    "author": "byline",
    "作者": "byline",
    "caption": "caption",
    "题注": "caption",
    "題注": "caption",
    "footnote text": "footnote",
    "endnote text": "footnote",
    "bibliography": "reference",
    "header": "boilerplate",
    "footer": "boilerplate",
}
"""Kinds by name of style, in lower case; built-in styles have English names in files of any language."""
_CONTENTS = re.compile(r"(?:toc|目录|目錄)\s*\d?|toc heading|table of figures", re.IGNORECASE)
_OUTLINE_LEVELS = 9


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    element: etree._Element
    above: str | None


class Styles:
    """The styles of a document, each with those that it is based on."""

    def __init__(self, root: etree._Element) -> None:
        self._styles = {style.get(f"{W}styleId", ""): _style(style) for style in root.iter(f"{W}style")}
        defaults = root.iterfind(f"{W}style[@{W}default='1']")
        self._default = {style.get(f"{W}type", ""): style.get(f"{W}styleId", "") for style in defaults}
        self._root = root
        self._known: dict[tuple[str | None, str | None, str], str | None] = {}

    def role(self, paragraph: etree._Element) -> tuple[BlockKind | None, int | None]:
        """Return the kind of a paragraph and its level, by style, outline level or numbering; None for running text.

        The number that Word shows before an item of a list is not in the file, and so is in no text.
        """
        for style in self._chain(_value(paragraph, "pPr/pStyle"), "paragraph"):
            if found := _HEADING.fullmatch(style.name):
                return "heading", int(found.group(1))
            if _CONTENTS.fullmatch(style.name):
                return "boilerplate", None
            if style.name in _KINDS and not (_KINDS[style.name] == "footnote" and self._is_numbered(paragraph)):
                return _KINDS[style.name], None
        outline = self.property(paragraph, "pPr/outlineLvl")
        if outline is not None and outline.isdecimal() and int(outline) < _OUTLINE_LEVELS:
            return "heading", int(outline) + 1
        return ("list_item", None) if self._is_numbered(paragraph) else (None, None)

    def _is_numbered(self, paragraph: etree._Element) -> bool:
        return self.property(paragraph, "pPr/numPr/numId") not in (None, "0")

    def property(self, paragraph: etree._Element, path: str) -> str | None:
        """Return the value of a property of a paragraph, its own or that of its style; None where none is set."""
        own = _value(paragraph, path)
        found = (_value(style.element, path) for style in self._chain(_value(paragraph, "pPr/pStyle"), "paragraph"))
        return own if own is not None else next((value for value in found if value is not None), None)

    def of_run(self, run: etree._Element, paragraph: etree._Element, name: str) -> str | None:
        """Return a property of the type of a run: its own, of its style, of the paragraph's style, or the default."""
        path = f"rPr/{name}"
        own = _value(run, path)
        if own is not None:
            return own
        styles = _value(run, "rPr/rStyle"), _value(paragraph, "pPr/pStyle")
        if (*styles, name) not in self._known:
            links = (*self._chain(styles[0], "character"), *self._chain(styles[1], "paragraph"))
            found = (_value(link.element, path) for link in links)
            default = _value(self._root, f"docDefaults/rPrDefault/{path}")
            self._known[*styles, name] = next((value for value in found if value is not None), default)
        return self._known[*styles, name]

    def _chain(self, style: str | None, kind: str) -> Iterator[_Style]:
        """Yield a style and those below it, each once; the default style of its kind for none."""
        seen: set[str] = set()
        at = style or self._default.get(kind)
        while at and at not in seen and at in self._styles:
            seen.add(at)
            yield self._styles[at]
            at = self._styles[at].above


def _style(element: etree._Element) -> _Style:
    return _Style((_value(element, "name") or "").strip().lower(), element, _value(element, "basedOn"))


def _value(element: etree._Element, path: str) -> str | None:
    """Return the value of a property below an element; `true` for a switch that is there without a value."""
    found = element.find(_qualified(path))
    return None if found is None else found.get(f"{W}val", "true")


@cache
def _qualified(path: str) -> str:
    return "/".join(f"{W}{name}" for name in path.split("/"))


def is_on(value: str | None) -> bool:
    """Whether a switch is on."""
    return value is not None and value not in ("0", "false", "off", "none")
