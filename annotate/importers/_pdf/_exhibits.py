"""Text of figures, tables and listings: what stands in a page without being read as running text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from annotate.importers._pdf._element import Element, is_small, type_of
from annotate.importers._pdf._glyphs import Box
from annotate.importers._pdf._segments import is_wide

_FEWEST = 3
"""Lines of the least that is taken for an exhibit."""
_MOST_PROSE = 0.2
"""Share of the characters of one that can stand in sentences, such as its notes."""
_PHRASE = 5
"""Words of a line that is read, and not only looked up."""
_ITEM = re.compile(r"[-–•·●■◆▪]\s|[（(]?\d{1,2}[.)、）][\s\u3000]*[^\W\d]")
_LINK = re.compile(r"\b(?:the|an?|of|and|or|to|in|for|on|at|by|as|with|from|that|is|are|was|were)\b|[,;:]\s")
"""A word or a mark that links others, as lines of a listing seldom have."""
_LETTERS = 0.8
"""Share of the characters of a phrase that are letters or blanks."""
_CODE = re.compile(r"[=<>$_{}\\|#~^*]")
"""What hardly stands in running text."""
_END = re.compile(r"[.。!！?？]['\"”’」』)）]*$")
_NEAR = 2.0
"""Type sizes between a picture and what stands below it."""
_MOST_LINES = 2
_LONGEST = 100
"""Characters of what a picture shows."""
_CAPTION = re.compile(
    r"(?:Fig(?:ure|\.)|Table|Chart|Exhibit|Graph|Map|图表?|圖表?|表)\s*\d{1,2}(?:[-.]\d{1,2})?\s*[:：.．|—–]\s*\S",
    re.IGNORECASE,
)


def captioned(text: str) -> bool:
    """Whether a text begins as a caption does: with what it is below, its number, and a mark behind that."""
    return _CAPTION.match(text) is not None


def exhibited(elements: Sequence[Element], body: float) -> list[Element]:
    """Return elements with those as a table that stand in a row behind the first text, and are looked up, not read.

    Most of them are small print, figures or cells. What heads no text goes with them, as the name of an axis does.
    """
    found = list(elements)
    first = next((at for at, element in enumerate(elements) if _begins_text(element, body)), len(elements))
    read = {at for at in range(first, len(elements)) if _is_text(elements, at, body)}
    types = {type_of(elements[at]) for at in read if elements[at].kind == "heading"}
    edges = [
        at
        for at, element in enumerate(elements)
        if at in read or (at > first and element.kind == "heading" and type_of(element) in types)
    ]
    for above, below in pairwise([*edges, len(elements)]):
        own = _between_notes([at for at in range(above + 1, below) if elements[at].kind in (None, "heading")], elements)
        rows = [element for element in elements[above + 1 : below] if element.kind == "table"]
        if _is_exhibit([*rows, *(elements[at] for at in own)], body):
            for at in own:
                found[at] = replace(elements[at], kind="table", level=None)
    return found


def _between_notes(own: Sequence[int], elements: Sequence[Element]) -> Sequence[int]:
    """Return the elements of a row without the sentences above it and below it."""
    looked_up = [at for at in own if not _is_prose(elements[at])]
    return own[own.index(looked_up[0]) : own.index(looked_up[-1]) + 1] if looked_up else ()


def _begins_text(element: Element, body: float) -> bool:
    return element.kind is None and len(element.lines) > 1 and not is_small(element, body) and _is_prose(element)


def _is_text(elements: Sequence[Element], at: int, body: float) -> bool:
    """Whether an element is read: a sentence, a phrase or an item in the type of the body, or what heads such."""
    element = elements[at]
    if element.kind == "heading":
        after = next((other for other in elements[at + 1 :] if other.kind != "heading"), None)
        return after is not None and after.kind is None and _is_read(after, body)
    return element.kind is None and _is_read(element, body)


def _is_read(element: Element, body: float) -> bool:
    return not is_small(element, body) and (_is_prose(element) or _ITEM.match(element.lines[0].text) is not None)


def _is_exhibit(elements: Sequence[Element], body: float) -> bool:
    """Whether elements have lines enough, of which most are small print, figures or cells, or most elements are."""
    shown = [element for element in elements if is_small(element, body) or _has_figures(element)]
    most = 2 * _lines(shown) >= _lines(elements) or 2 * len(shown) > len(elements)
    prose = sum(map(_prose, elements))
    return _lines(elements) >= _FEWEST and most and prose <= _MOST_PROSE * sum(map(_signs, elements))


def _lines(elements: Sequence[Element]) -> int:
    return sum(len(element.lines) for element in elements)


def _has_figures(element: Element) -> bool:
    """Whether an element is cells side by side, or mostly figures."""
    text = "".join(line.text for line in element.lines)
    return any(line.cells > 1 for line in element.lines) or 2 * sum(map(str.isalpha, text)) < len(text)


def _is_prose(element: Element) -> bool:
    """Whether an element ends as a sentence does, or has a phrase in it."""
    return _prose(element) > 0


def _prose(element: Element) -> int:
    """Return the characters of an element that ends as a sentence does, else those of the phrases in it."""
    if _END.search(element.lines[-1].text) and any(map(str.isalpha, element.lines[-1].text)):
        return _signs(element)
    return sum(len(line.text) for line in element.lines if line.cells == 1 and _is_phrase(line.text))


def _is_phrase(text: str) -> bool:
    """Whether a text has several words, with one among them that links them; two Chinese characters are a word."""
    if sum(sign.isalpha() or sign.isspace() for sign in text) < _LETTERS * len(text) or _CODE.search(text):
        return False
    if is_wide(text[0]):
        return len(text) >= 2 * _PHRASE
    return len(text.split()) >= _PHRASE and _LINK.search(text) is not None


def _signs(element: Element) -> int:
    return sum(len(line.text) for line in element.lines)


def pictured(elements: Sequence[Element], pictures: Mapping[int, Sequence[Box]]) -> list[Element]:
    """Return elements with the short ones right below a picture as captions, where no sentence runs past it."""
    found = list(elements)
    text = ""
    for at, element in enumerate(elements):
        last = element.lines[-1].text
        beneath = any(_is_beneath(element, picture) for picture in pictures.get(element.lines[0].page, ()))
        if element.kind is None and beneath and (not text or _END.search(text)):
            found[at] = replace(element, kind="caption")
        text = last if found[at].kind is None else text
    return found


def _is_beneath(element: Element, picture: Box) -> bool:
    """Whether no more than a line or two stand right below a picture, and are no wider."""
    left, _, right, bottom = picture
    first, size = element.lines[0], element.lines[0].size
    near = -_NEAR * size < first.box[1] - bottom < _NEAR * size
    inside = all(left - size <= line.box[0] and line.box[2] <= right + size for line in element.lines)
    return near and inside and len(element.lines) <= _MOST_LINES and _signs(element) <= _LONGEST
