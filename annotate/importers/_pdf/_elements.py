"""Columns to the elements of a document: titles, headings, paragraphs, notes, and what a page adds around them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from annotate.importers._pdf._element import SMALL, Element, is_small, of_words, rounded, type_of
from annotate.importers._pdf._exhibits import captioned, exhibited, pictured
from annotate.importers._pdf._furniture import furniture
from annotate.importers._pdf._lines import Line
from annotate.importers._pdf._pages import Page
from annotate.importers._pdf._paragraphs import (
    REFERENCES,
    Column,
    Habits,
    goes_on,
    habits_of,
    larger,
    paragraphs_of,
    right_edge,
    set_in,
    widened,
)
from annotate.importers._pdf._segments import is_wide
from schema import BlockKind

_FOOT = 4.0
"""Type sizes above the lowest text of all where the last note of a page ends."""
_TITLE = 1.2
"""Type sizes of the body that a title has at least."""
_LONGEST_HEADING = 120
"""Columns on a screen, of which a Chinese character takes two."""
_DEEPEST = 5
"""Characters of the deepest indent."""
_FAR_IN = 0.1
"""Share of the width of the text that is white on each side of a line in the middle at least,"""
_ASKEW = 0.2
"""and share of that white by which the sides differ at most."""
_SEVERAL = 2
"""Headings that show what type headings are set in."""
_FEW_ALIKE = 2
"""Other headings in the type of one that is none of several titles."""
_FEWEST_ROWS = 3
"""Lines of the shortest table."""
_SENTENCE_END = "。；，、：.;,:…"
_CAPTION = re.compile(r"(?:[图圖表]|Fig(?:ure|\.)|Table)\s*\d", re.IGNORECASE)
_NOTE = re.compile(r"[①-⑳⑴-⒇*＊†‡※]|[\[［〔(（【]?\d{1,3}[\]］〕)）】.．、]?\s*[^\d\s]|注[:：释]")
_LONGEST_CAPTION = 3
"""Lines of small print between paragraphs that are a caption; more are a quotation."""
_LABELLED = re.compile(r"[“「『]|.{1,20}[:：]")
"""What small print begins with that is a quotation, or says itself what it is."""


def elements_of(pages: Sequence[Page]) -> list[Element]:
    """Return the elements of a document in reading order; every line is in one.

    What stands around the text of a page (running heads, footers, notes) comes behind the paragraph that runs over the
    end of the page, so that it interrupts none.
    """
    aside = furniture(pages)
    text = [[rest for column in page.columns if (rest := _without(column, aside))] for page in pages]
    body = _body_size([line for columns in text for column in columns for line in column.lines])
    notes = _notes(text, body)
    noted = frozenset(line for found in notes for column in found for line in column.lines)
    columns = widened([rest for found in text for column in found if (rest := _without(column, noted))])
    flowing = _captioned(exhibited(_flowing(columns, habits_of(columns, body)), body), body)
    flowing = pictured(flowing, {page.number: page.pictures for page in pages})
    around = [[*_furnished(page, aside), *_noted(found, body)] for page, found in zip(pages, notes, strict=True)]
    return _levelled(list(_woven(flowing, {page.number: own for page, own in zip(pages, around, strict=True)})), body)


def _without(column: Column, lines: frozenset[Line]) -> Column | None:
    kept = tuple(line for line in column.lines if line not in lines)
    if len(kept) == len(column.lines):
        return column
    return Column(kept, min(line.start for line in kept), right_edge(kept)) if kept else None


def _body_size(lines: Sequence[Line]) -> float:
    """Return the commonest type size, by characters; by those of lines of words, if there are any.

    Tables and listings can be longer than the text that they belong to.
    """
    words = [line for line in lines if of_words(line)]
    sizes: Counter[float] = Counter()
    for line in words or lines:
        sizes[rounded(line)] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], size), default=1.0)


def _notes(text: Sequence[Sequence[Column]], body: float) -> list[list[Column]]:
    """Return for each page the small print at the foot of its columns, from where a line begins as a note does.

    The foot is where the lowest text of all pages ends. Behind the word 参考文献 there are references, and no notes.
    """
    foot = max((line.box[3] for columns in text for column in columns for line in column.lines), default=0.0)
    found: list[list[Column]] = []
    references = False
    for columns in text:
        found.append([])
        for column in columns:
            references = references or any(REFERENCES.match(line.text) for line in column.lines)
            own = _small_print(column, body)
            first = next((at for at, line in enumerate(own) if _NOTE.match(line.text)), None)
            low = bool(own) and own[-1].box[3] > foot - _FOOT * body
            if low and first is not None and not references and not _CAPTION.match(own[first].text):
                found[-1].append(Column(own[first:], column.start, column.end))
    return found


def _small_print(column: Column, body: float) -> tuple[Line, ...]:
    """Return the lines in small type at the end of a column."""
    at = len(column.lines)
    while at and column.lines[at - 1].size <= SMALL * body:
        at -= 1
    return column.lines[at:]


def _flowing(columns: Sequence[Column], habits: Habits) -> list[Element]:
    """Return the paragraphs of columns in reading order, those that run over the end of one put together."""
    found: list[Element] = []
    last: Column | None = None
    for column in (part for whole in columns for part in set_in(whole)):
        elements = [element for lines in paragraphs_of(column, habits) for element in _elements(lines, column, habits)]
        running = last is not None and found[-1].kind is elements[0].kind is None
        if last and running and goes_on(found[-1].lines, last, elements[0].lines[0], column, habits):
            torn, rest = found.pop(), elements.pop(0)
            found.append(Element((*torn.lines, *rest.lines), (*torn.indents, *rest.indents)))
        found.extend(elements)
        last = column
    return found


def _captioned(elements: Sequence[Element], body: float) -> list[Element]:
    """Return elements with the little small print amid the text as captions, up to the list of references."""
    found = list(elements)
    lists = (at for at, element in enumerate(elements) if REFERENCES.match(element.lines[0].text))
    text = [
        at for at in range(next(lists, len(elements))) if elements[at].kind is None and not is_small(elements[at], body)
    ]
    for above, below in pairwise(text):
        between = elements[above + 1 : below]
        small = sum(len(element.lines) for element in between if element.kind is None)
        for at, element in enumerate(between, start=above + 1):
            wording = element.lines[0].text
            if (
                element.kind is None
                and small <= _LONGEST_CAPTION
                and not (_LABELLED.match(wording) or _NOTE.match(wording))
            ):
                found[at] = replace(element, kind="caption")
    return found


def _elements(lines: Sequence[Line], column: Column, habits: Habits) -> Iterator[Element]:
    """Yield a paragraph as an element, or a table as one for each row."""
    kind = _kind(lines, habits)
    for own in [(line,) for line in lines] if kind == "table" else [tuple(lines)]:
        yield Element(own, _indents(own, column), kind)


def _indents(lines: Sequence[Line], column: Column) -> tuple[int, ...]:
    """Return the indents of lines in characters; what is centred or set to the right has none."""
    return tuple(indent if (indent := round(column.indent(line))) <= _DEEPEST else 0 for line in lines)


def _kind(lines: Sequence[Line], habits: Habits) -> BlockKind | None:
    """Return what the type of a paragraph says of it."""
    text = "".join(line.text for line in lines)
    if len(lines) >= _FEWEST_ROWS and all(line.cells > 1 for line in lines):
        return "table"
    if captioned(text):
        return "caption"
    if _CAPTION.match(text) and _width(text) <= _LONGEST_HEADING and text[-1] not in _SENTENCE_END:
        return "caption"
    stands_out = all(larger(line, habits) or (line.bold and not habits.bold) for line in lines)
    if (
        stands_out
        and _width(text) <= _LONGEST_HEADING
        and text[-1] not in _SENTENCE_END
        and any(map(str.isalpha, text))
    ):
        return "heading"
    return None


def _width(text: str) -> int:
    return sum(2 if is_wide(sign) else 1 for sign in text)


def _furnished(page: Page, aside: frozenset[Line]) -> Iterator[Element]:
    lines = [line for column in page.columns for line in column.lines if line in aside]
    for line in (*lines, *page.stamps):
        yield Element((line,), (0,), "boilerplate")


def _noted(notes: Sequence[Column], body: float) -> Iterator[Element]:
    for column in notes:
        for lines in paragraphs_of(column, Habits(body, indented=True)):
            yield Element(tuple(lines), _indents(lines, column), "footnote" if _NOTE.match(lines[0].text) else None)


def _woven(flowing: Sequence[Element], around: dict[int, list[Element]]) -> Iterator[Element]:
    """Yield the elements with what stands around each page, behind the last that begins on it."""
    waiting = sorted(around)
    for at, element in enumerate(flowing, start=1):
        yield element
        while waiting and at < len(flowing) and waiting[0] < flowing[at].lines[0].page:
            yield from around[waiting.pop(0)]
    for page in waiting:
        yield from around[page]


def _levelled(elements: Sequence[Element], body: float) -> list[Element]:
    """Return elements with the title, and the levels of the headings: larger and bolder type goes before.

    Large lines right below the title name its author as often as not: unless one alone is in the type of a heading
    above text further down, their wording decides.
    """
    elements = _stopped(elements)
    title = _title(elements, body)
    below = 0 if title is None else title + 1
    while below and below < len(elements) and elements[below].kind == "heading":
        below += 1
    front = Counter(map(type_of, elements[(title or 0) + 1 : below]))
    known = {
        type_of(head) for head, after in pairwise(elements[below:]) if head.kind == "heading" and after.kind is None
    }
    styles = {type_of(element) for element in (*elements[: title or 0], *elements[below:]) if element.kind == "heading"}
    levels = {style: level for level, style in enumerate(sorted(styles, reverse=True), start=1)}
    found = []
    for at, element in enumerate(elements):
        if at == title:
            found.append(replace(element, kind="title"))
        elif element.kind != "heading":
            found.append(element)
        elif (
            title is not None and title < at < below and (front[type_of(element)] > 1 or type_of(element) not in known)
        ):
            found.append(replace(element, kind=None))
        else:
            found.append(replace(element, level=levels[type_of(element)]))
    return found


def _stopped(elements: Sequence[Element]) -> list[Element]:
    """Return elements with those as headings that end with a stop, alone on a line in the type of several headings."""
    alike = Counter(type_of(element) for element in elements if element.kind == "heading")
    plain = Counter(type_of(element) for element in elements if element.kind is None and len(element.lines) > 1)
    return [
        replace(element, kind="heading")
        if _is_stopped(element, below) and alike[type_of(element)] >= _SEVERAL > plain[type_of(element)]
        else element
        for element, below in pairwise([*elements, elements[-1]])
    ]


def _is_stopped(element: Element, below: Element) -> bool:
    """Whether an element is one line that ends with a stop, above text in another type."""
    line = element.lines[0]
    alone = element.kind is None and len(element.lines) == 1 and line.text[-1] in ".。" and line.cells == 1
    return alone and below.kind is None and type_of(below) != type_of(element) and _width(line.text) <= _LONGEST_HEADING


def _title(elements: Sequence[Element], body: float) -> int | None:
    """Return the heading in the largest type on the first page with any, if it is much larger than the body.

    One in the type of several others is a heading of the first part, where another one stands above it.
    """
    headings = [at for at, element in enumerate(elements) if element.kind == "heading"]
    first = [at for at in headings if elements[at].lines[0].page == elements[headings[0]].lines[0].page]
    largest = _largest(elements, first)
    if largest is None or elements[largest].lines[0].size < _TITLE * body:
        return 0 if elements and not headings and _is_centred(elements[0], elements) else None
    alike = sum(type_of(elements[at]) == type_of(elements[largest]) for at in headings) - 1
    above = _largest(elements, [at for at in first if at < largest])
    return above if above is not None and alike >= _FEW_ALIKE else largest


def _is_centred(first: Element, elements: Sequence[Element]) -> bool:
    """Whether the first line of all stands alone in the middle above the text of its page."""
    line = first.lines[0]
    text = [other for own in elements[1:] if own.kind is None and len(own.lines) > 1 for other in own.lines]
    page = [other for other in text if other.page == line.page]
    if len(first.lines) > 1 or first.kind is not None or not page:
        return False
    left, right = min(other.start for other in page), max(other.end for other in page)
    before, behind = line.start - left, right - line.end
    return min(before, behind) >= _FAR_IN * (right - left) and abs(before - behind) <= _ASKEW * (before + behind)


def _largest(elements: Sequence[Element], among: Sequence[int]) -> int | None:
    """Return the first of the elements in the largest type, or None for no elements."""
    return max(among, key=lambda at: (elements[at].lines[0].size, -at), default=None)
