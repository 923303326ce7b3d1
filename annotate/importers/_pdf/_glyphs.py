"""The pages of a PDF file as glyphs with their places; the only module that knows pdfium."""

from __future__ import annotations

import ctypes
import math
import re
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from annotate.errors import InputError

EXTRACTOR_VERSION = f"pdfium {pypdfium2.PDFIUM_INFO.version}"
"""Name and version of the library that reads the text layer."""

ONE_AT_A_TIME = threading.Lock()
"""Held while pdfium is at work, which two threads must not enter."""

_EXPECTED = "a whole PDF file"
_CURE = "download the file again, or save it anew with a PDF program"
_BOLD_NAME = re.compile(r"bold|black|heavy|demi|simhei|黑体|heiti|hei$|-hei", re.IGNORECASE)
_BOLD_WEIGHT = 600
_STEEP = math.radians(10)
"""Text that stands more askew than this against the edges of the page is a watermark or a stamp."""
_SMALLEST_PICTURE = 0.1
"""Share of the width and of the height of a page that a picture takes at least;"""
_LARGEST_PICTURE = 0.7
"""what takes more of its area is the scan that the text was read from."""
_NO_CHARACTER = 0xFFFD
_NO_SIGN = frozenset({0, 0xFFFE, 0xFFFF})
_HYPHENS = frozenset({2, 0xAD})
"""How pdfium gives a hyphen that parts a word at the end of a line."""
_LINE_ENDS = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029"
_SOFT_HYPHEN = "\xad"

Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom, in points from the top left corner of the page as it is shown."""


class Glyph(NamedTuple):
    """One character as it is printed."""

    text: str
    """One code point."""
    box: Box
    """The room that the font gives it."""
    base: tuple[float, float]
    """Where it stands on its base line."""
    size: float
    """Type size in points."""
    bold: bool
    """Whether it is printed in bold type."""
    turn: int | None
    """Quarter turns clockwise of the direction it is read in; None where it is askew."""
    apart: bool = False
    """Whether pdfium, which knows how wide the font means its characters to be, sees a blank before it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page."""

    number: int
    """Number of the page, from 1."""
    width: float
    """In points, as the page is shown."""
    height: float
    """In points, as the page is shown."""
    glyphs: tuple[Glyph, ...]
    """Its characters in the order of the file; blanks are among them, what pdfium made up is not."""
    rules: tuple[Box, ...]
    """Lines and thin boxes drawn on it."""
    pictures: tuple[Box, ...]
    """Images on it that are no background and no sign."""
    drawn: bool
    """Whether anything at all is on it."""
    unknown: int
    """Glyphs of which the file does not say what character they are."""


class _Style(NamedTuple):
    size: float
    bold: bool
    turn: int | None


def sheets(data: bytes, where: str) -> Iterator[Sheet]:
    """Yield the pages of a file one after the other; only one is in memory at a time.

    Raises:
        InputError: the file is no PDF or broken, needs a password, or has no page.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _refusal(error, where) from error
    with closing(document):
        if not len(document):
            raise InputError(where, "a PDF without pages", expected="a page at least", cure="leave the file out")
        for number in range(1, len(document) + 1):
            try:
                with closing(document[number - 1]) as page:
                    sheet = _sheet(page, number)
            except pypdfium2.PdfiumError as error:
                found = f"a broken PDF: page {number} of {len(document)} cannot be read"
                raise InputError(where, found, expected=_EXPECTED, cure=_CURE) from error
            yield sheet


def _refusal(error: Exception, where: str) -> InputError:
    if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
        return InputError(
            where,
            "an encrypted PDF, which needs a password",
            expected="a PDF that opens without one",
            cure="open it with its password and save it without",
        )
    return InputError(where, "no PDF, or a broken one", expected=_EXPECTED, cure=_CURE)


def _sheet(page: pypdfium2.PdfPage, number: int) -> Sheet:
    width, height = page.get_size()
    view = _Page(page.get_bbox(), page.get_rotation(), width, height)
    with closing(page.get_textpage()) as textpage:
        glyphs, unknown = _glyphs(textpage, view)
    drawn = pdfium.FPDFPage_CountObjects(page) > 0
    rules, pictures = tuple(_rules(page, view)), tuple(_pictures(page, view))
    return Sheet(number, width, height, tuple(glyphs), rules, pictures, drawn, unknown)


@dataclass(frozen=True, slots=True)
class _Page:
    """From the coordinates of the file to those of the page as it is shown."""

    bounds: tuple[float, float, float, float]
    rotation: int
    width: float
    height: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        left, bottom, right, top = self.bounds
        if self.rotation == 90:
            return y - bottom, x - left
        if self.rotation == 180:
            return right - x, y - bottom
        if self.rotation == 270:
            return top - y, right - x
        return x - left, top - y

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        (x0, y0), (x1, y1) = self.point(left, bottom), self.point(right, top)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def shows(self, box: Box) -> bool:
        """Whether any of a box lies on the page."""
        left, top, right, bottom = box
        return left < self.width and right > 0 and top < self.height and bottom > 0


def _glyphs(textpage: pypdfium2.PdfTextPage, view: _Page) -> tuple[list[Glyph], int]:
    """Return the glyphs of a page that lie on it, and how many of them have no character."""
    raw = textpage.raw
    styles: dict[int | None, _Style] = {}
    found: list[Glyph] = []
    unknown = 0
    half = None
    apart = False
    for at in range(textpage.count_chars()):
        drawn = pdfium.FPDFText_GetTextObject(raw, at)
        code = pdfium.FPDFText_GetUnicode(raw, at)
        if not drawn:
            apart = True
            continue
        if 0xD800 <= code < 0xDC00:
            half = code, _box(raw, at)
            continue
        left, bottom, right, top = _box(raw, at)
        if 0xDC00 <= code < 0xE000:
            if half:
                code = 0x10000 + ((half[0] - 0xD800) << 10) + code - 0xDC00
                left, bottom = min(left, half[1][0]), min(bottom, half[1][1])
                right, top = max(right, half[1][2]), max(top, half[1][3])
            else:
                code = _NO_CHARACTER
        half = None
        key = ctypes.cast(drawn, ctypes.c_void_p).value
        if key not in styles:
            styles[key] = _style(raw, at, drawn, view.rotation)
        box = view.box(left, bottom, right, top)
        if view.shows(box):
            unknown += _is_private(code)
            found.append(Glyph(_character(code), box, _base(raw, at, view), *styles[key], apart))
        apart = False
    return found, unknown


def _box(raw: object, at: int) -> tuple[float, float, float, float]:
    rect = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(raw, at, rect)
    return rect.left, rect.bottom, rect.right, rect.top


def _base(raw: object, at: int, view: _Page) -> tuple[float, float]:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(raw, at, x, y)
    return view.point(x.value, y.value)


def _character(code: int) -> str:
    if code in _HYPHENS:
        return _SOFT_HYPHEN
    sign = chr(_NO_CHARACTER if code in _NO_SIGN else code)
    return " " if sign in _LINE_ENDS else sign


def _is_private(code: int) -> bool:
    return code in _NO_SIGN or code == _NO_CHARACTER or 0xE000 <= code < 0xF900 or code >= 0xF0000


def _style(raw: object, at: int, drawn: object, rotation: int) -> _Style:
    """Return how a text object is printed; its matrix scales and turns the type size that the file names."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(raw, at, matrix)
    scale = math.hypot(matrix.c, matrix.d)
    size = pdfium.FPDFText_GetFontSize(raw, at) * scale
    name = ctypes.create_string_buffer(256)
    pdfium.FPDFText_GetFontInfo(raw, at, name, len(name), None)
    bold = (
        pdfium.FPDFText_GetFontWeight(raw, at) >= _BOLD_WEIGHT
        or _BOLD_NAME.search(name.value.decode("utf-8", "replace")) is not None
        or pdfium.FPDFTextObj_GetTextRenderMode(drawn) == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE
    )
    angle = math.radians(rotation) - math.atan2(matrix.b, matrix.a)
    turn = round(angle / (math.pi / 2))
    askew = abs(angle - turn * math.pi / 2) > _STEEP
    return _Style(size or 1.0, bold, None if askew else turn % 4)


def _rules(page: pypdfium2.PdfPage, view: _Page) -> Iterator[Box]:
    """Yield the boxes of what is drawn as a line."""
    for drawn in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=4):
        box = view.box(*drawn.get_bounds())
        if min(box[2] - box[0], box[3] - box[1]) <= 3 and view.shows(box):
            yield box


def _pictures(page: pypdfium2.PdfPage, view: _Page) -> Iterator[Box]:
    """Yield the boxes of the images that take more than a corner of the page and less than all of it."""
    for drawn in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        left, top, right, bottom = box = view.box(*drawn.get_bounds())
        wide, high = (right - left) / view.width, (bottom - top) / view.height
        if min(wide, high) >= _SMALLEST_PICTURE and wide * high <= _LARGEST_PICTURE:
            yield box
