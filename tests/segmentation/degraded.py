"""Degraded variants of a clean document: what printing, scanning, extracting and converting do to a text.

A clean document is a list of rows (`tests.segmentation.rows.Row`), one a block. A variant may change the rows (a
conversion that holds for what is expected, too), prints them as a page, and encodes the page. All functions are pure.
"""

from __future__ import annotations

import codecs
import re
import textwrap
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

import opencc  # type: ignore[import-untyped]

from tests.segmentation.rows import Row

Printed = list[tuple[Row, list[str]]]
"""Blocks with the lines that they are printed in."""

SENTENCE_END = "。！？!?.”」…"
_WORDS = re.compile(r"[!-~]+|.")
_UNBROKEN = re.compile(r"[“‘（《〈「『【〔(\[]*(?:[!-~]+|.)[，。！？：；、”’）》〉」』】〕,.;:!?)\]]*")
_INDENTED = ("paragraph",)
_INVISIBLE = "\u200b\ufeff\u2060\u00ad"


def cells(text: str) -> int:
    """Columns on a screen: two for a wide character, one for any other."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)


def latin(text: str) -> bool:
    """Whether a text is set with blanks between its words."""
    return not re.search(r"[\u2e80-\U000323af]", text)


def lines_of(text: str, width: int, *, first: int = 0, kinsoku: bool = True) -> list[str]:
    """Break a text after `width` wide characters (twice as many narrow ones); words are never cut.

    Args:
        text: one block.
        width: wide characters a line.
        first: how many fewer stand in the first line.
        kinsoku: whether closing marks hang on to the character before them, opening ones to the one after.
    """
    if latin(text):
        blank = " " * 2 * first
        return [line.strip() for line in textwrap.wrap(text, 2 * width, initial_indent=blank, break_on_hyphens=False)]
    lines = [""]
    for part in (_UNBROKEN if kinsoku else _WORDS).findall(text):
        room = 2 * (width - (first if len(lines) == 1 else 0))
        if lines[-1] and cells(lines[-1] + part) > room:
            lines.append("")
        if lines[-1] or not part.isspace():
            lines[-1] += part
    return [line.rstrip() for line in lines]


def on_lines(rows: Sequence[Row]) -> Printed:
    """Print one block a line."""
    return [(row, [row.text]) for row in rows]


def wrapped(rows: Sequence[Row], width: int, *, indent: int = 0, kinsoku: bool = True) -> Printed:
    """Print blocks in lines of a width; paragraphs are indented by ideographic blanks (Latin ones by twice as many)."""
    return [(row, lines_of(row.text, width, first=indent * (row.kind in _INDENTED), kinsoku=kinsoku)) for row in rows]


def page(printed: Printed, *, indent: int = 0, gap: int = 0) -> str:
    """Put printed blocks below each other, with `gap` blank lines between them."""
    lines: list[str] = []
    for row, own in printed:
        blank = (" " * 2 if latin(row.text) else "\u3000") * (indent * (row.kind in _INDENTED))
        lines += [blank + own[0], *own[1:], *[""] * gap]
    return "\n".join(lines) + "\n"


def torn(printed: Printed, every: int, between: Callable[[int, Row], Sequence[str]], *, least: int = 1) -> Printed:
    """Put foreign lines into the paragraphs, between two lines of a sentence, each time `every` lines are full.

    `between` gets the number of the break, from 1, and the block that is torn. A page that would end with a sentence
    or with fewer than `least` lines of a paragraph runs on by a line.
    """
    found: Printed = []
    since, count = 0, 0
    for row, own in printed:
        lines: list[str] = []
        for at, line in enumerate(own):
            lines.append(line)
            since += 1
            within = row.kind == "paragraph" and least <= at + 1 < len(own)
            if since >= every and within and not line.endswith(tuple(SENTENCE_END)):
                since, count = 0, count + 1
                lines += between(count, row)
        found.append((row, lines))
    return found


def furniture(number: int, row: Row) -> list[str]:
    """What stands between two pages of a journal: the number of one, the running head of the next."""
    chinese, english = (("城乡治理论丛　　　　2020年第3期", "Town and Country Review"), ("公共政策研究", "A. Writer"))[
        number % 2
    ]
    return ["", f"{number + 40}", "", english if latin(row.text) else chinese, ""]


def column_cut(_number: int, _row: Row) -> list[str]:
    """What stands between two columns: a blank line."""
    return [""]


def spaced_out(text: str) -> str:
    """Put a blank line between any two lines."""
    return "\n\n".join(line for line in text.split("\n") if line.strip()) + "\n"


def letter_spaced(rows: Sequence[Row]) -> list[Row]:
    """Put a blank between the letters of titles and headings, as for display; marks stay with their letters."""
    return [
        replace(row, text=" ".join(_UNBROKEN.findall(row.text)))
        if row.kind in ("title", "heading") and not latin(row.text)
        else row
        for row in rows
    ]


def spread(rows: Sequence[Row], width: int, every: int) -> Printed:
    """Print every so many lines of a paragraph with a quarter fewer letters and blanks between them.

    A justified narrow column does so where a long word did not fit. First and last lines are left alone.
    """
    found: Printed = []
    for row in rows:
        lines: list[str] = []
        rest, first = row.text, 2 * (row.kind in _INDENTED)
        while rest:
            loose = row.kind in _INDENTED and len(lines) % every == every - 1 and not latin(rest)
            line, *more = lines_of(rest, width * 3 // 4 if loose else width, first=0 if lines else first)
            rest = rest[rest.index(line) + len(line) :].lstrip()
            lines.append(" ".join(_UNBROKEN.findall(line)) if loose and more else line)
        found.append((row, lines))
    return found


def invisible(text: str) -> str:
    """Strew characters that show nothing: zero width blanks, soft hyphens, byte order marks; none ends a line.

    A soft hyphen at the end of a line would say that a word goes on.
    """
    return "".join(
        sign + (_INVISIBLE[at // 7 % len(_INVISIBLE)] if at % 7 == 6 and "\n" not in text[at : at + 2] else "")
        for at, sign in enumerate(text)
    )


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")


def traditional(rows: Sequence[Row]) -> list[Row]:
    """Convert to Traditional script with its quotation marks."""
    convert = _converter().convert
    marks = str.maketrans("“”‘’", "「」『』")
    return [replace(row, text=convert(row.text).translate(marks)) for row in rows]


def no_break_blanks(text: str) -> str:
    """Make every other ideographic blank a pair of no-break blanks, as web pages do."""
    return text.replace("\u3000\u3000", "\u00a0\u00a0\u00a0\u00a0")


def gb18030(text: str) -> bytes:
    """Encode as old Chinese programs do."""
    return text.encode("gb18030")


def windows(text: str) -> bytes:
    """Encode as editors on Windows do: byte order mark, carriage returns."""
    return codecs.BOM_UTF8 + text.replace("\n", "\r\n").encode()


def utf16(text: str) -> bytes:
    """Encode as UTF-16 with its mark."""
    return codecs.BOM_UTF16_LE + text.encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class Variant:
    """A way to degrade a document."""

    render: Callable[[Sequence[Row]], str]
    """Rows to the text of a file."""
    encode: Callable[[str], bytes] = str.encode
    """The text to bytes."""
    convert: Callable[[Sequence[Row]], Sequence[Row]] = list
    """What changes the characters themselves; expected are the converted rows."""

    def file(self, rows: Sequence[Row]) -> bytes:
        """Return the bytes of the degraded document."""
        return self.encode(self.render(self.convert(rows)))


def _columns(rows: Sequence[Row]) -> str:
    return page(torn(wrapped(rows, 18, indent=2), 9, column_cut), indent=2)


def _pages(rows: Sequence[Row]) -> str:
    return page(torn(wrapped(rows, 30, indent=2), 12, furniture), indent=2)


VARIANTS: dict[str, Variant] = {
    "lines": Variant(lambda rows: page(on_lines(rows))),
    "lines, gaps": Variant(lambda rows: page(on_lines(rows), gap=1)),
    "lines, indents": Variant(lambda rows: page(on_lines(rows), indent=2)),
    "lines, no-break indents": Variant(lambda rows: no_break_blanks(page(on_lines(rows), indent=2))),
    "20, indents": Variant(lambda rows: page(wrapped(rows, 20, indent=2), indent=2)),
    "34, gaps": Variant(lambda rows: page(wrapped(rows, 34), gap=1)),
    "26, indents, gaps": Variant(lambda rows: page(wrapped(rows, 26, indent=2), indent=2, gap=1)),
    "24, bare": Variant(lambda rows: page(wrapped(rows, 24))),
    "22, indents, no kinsoku": Variant(lambda rows: page(wrapped(rows, 22, indent=2, kinsoku=False), indent=2)),
    "28, gaps, no kinsoku": Variant(lambda rows: page(wrapped(rows, 28, kinsoku=False), gap=1)),
    "30, indents, pages": Variant(_pages),
    "30, gaps, pages": Variant(lambda rows: page(torn(wrapped(rows, 30), 14, furniture), gap=1)),
    "18, indents, columns": Variant(_columns),
    "16, indents, spread lines": Variant(lambda rows: page(spread(rows, 16, 4), indent=2)),
    "25, gaps, columns": Variant(lambda rows: page(torn(wrapped(rows, 25), 10, column_cut), gap=1)),
    "24, indents, blank between all lines": Variant(
        lambda rows: spaced_out(page(wrapped(rows, 24, indent=2), indent=2))
    ),
    "20, indents, gb18030": Variant(lambda rows: page(wrapped(rows, 20, indent=2), indent=2), gb18030),
    "columns, gb18030": Variant(_columns, gb18030),
    "pages, windows": Variant(_pages, windows),
    "34, gaps, utf-16": Variant(lambda rows: page(wrapped(rows, 34), gap=1), utf16),
    "columns, traditional": Variant(_columns, convert=traditional),
    "lines, traditional": Variant(lambda rows: page(on_lines(rows)), convert=traditional),
    "lines, letter-spaced headings": Variant(lambda rows: page(on_lines(letter_spaced(rows)))),
    "26, indents, letter-spaced headings": Variant(
        lambda rows: page(wrapped(letter_spaced(rows), 26, indent=2), indent=2)
    ),
    "lines, invisible": Variant(lambda rows: invisible(page(on_lines(rows)))),
    "20, indents, invisible": Variant(lambda rows: invisible(page(wrapped(rows, 20, indent=2), indent=2))),
}
"""The variants by name: wide characters a line, what sets paragraphs apart, what was done to the page or the file."""
