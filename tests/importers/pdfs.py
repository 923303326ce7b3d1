"""A small printing press: PDF files of several layouts, made for the tests with reportlab."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from annotate.importers import READERS
from schema import Imported

SONG = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(SONG))

PARAGRAPHS = (
    "渡口停航以后，两岸的人要绕二十里山路。我们认为，恢复小型客渡是眼下最省钱的办法，也是村民最盼望的办法，比修一座十年后才通车的大桥更要紧。",
    "学生每天要比从前早起四十分钟，冬天出门时天还没有亮。村里的药店没有冷链，老人配药只能托人从对岸捎来，一来一回就是大半天。",
    "货车绕行让一筐枇杷的运费涨了三成。果农把账算给我们听，从前过河十分钟，现在过河要一个上午，误了市价谁也赔不起。",
    "县里应当把渡船列入农村客运补贴，每班按里程结算，亏损的部分由县乡两级分担，账目贴在码头的木牌上，谁都可以来看。",
    "码头要装护栏和夜灯，救生衣按座位配足，汛期由水文站每天发布一次停航与否的通知，任何人不得冒险开船。",
    "有人担心补贴养懒人，这种担心并非没有道理。办法是把钱付给班次而不付给船东，少开一班就少拿一班的钱，乘客当场签字作证。",
    "渡口活了，对岸的小学才留得住老师，药店才肯添一台冰柜。一条船牵着的是两个村子的人心，不只是几张船票的收入。",
    "今后三年，先恢复三处客流最多的渡口，再看其余六处要不要开。每年腊月由两岸村民开会评议，不满意就换人来办。",
)
"""Paragraphs of an essay, each longer than two lines of any column here."""


def essay(*subjects: str) -> list[str]:
    """Return the paragraphs, each once for every subject that it then opens with."""
    return [f"说到{subject}，{text}" for subject in subjects for text in PARAGRAPHS]


@dataclass(frozen=True)
class Type:
    """How a text is set."""

    size: float = 10.0
    measure: int = 20
    """Characters in a full line."""
    leading: float = 1.5
    """Type sizes from line to line."""
    indent: int = 2
    """Characters before the first line of a paragraph."""
    font: str = SONG


class Press:
    """Prints lines where it is told to; `top` counts from the head of the page to the top of a line."""

    def __init__(self, width: float = 595, height: float = 842) -> None:
        self._file = io.BytesIO()
        self._height = height
        self.canvas = Canvas(self._file, pagesize=(width, height))
        self.printed: list[tuple[str, int, float, float]] = []
        """Text, page, left and top of every line."""
        self._page = 1

    def line(self, left: float, top: float, text: str, size: float = 10.0, font: str = SONG) -> None:
        self.canvas.setFont(font, size)
        self.canvas.drawString(left, self._height - top - 0.85 * size, text)
        self.printed.append((text, self._page, left, top))

    def column(self, left: float, top: float, lines: Sequence[tuple[int, str]], how: Type) -> float:
        """Print lines below each other, each with its indent in characters; return where the next one would stand."""
        for indent, text in lines:
            if text:
                self.line(left + indent * how.size, top, text, how.size, how.font)
            top += how.leading * how.size
        return top

    def rule(self, left: float, top: float, right: float) -> None:
        self.canvas.line(left, self._height - top, right, self._height - top)

    def turn(self) -> None:
        self.canvas.showPage()
        self._page += 1

    def data(self) -> bytes:
        self.canvas.save()
        return self._file.getvalue()


def wrapped(text: str, how: Type) -> list[tuple[int, str]]:
    """Break a paragraph of Chinese into lines, of which none begins with a mark."""
    found: list[tuple[int, str]] = []
    at = 0
    while at < len(text):
        indent = 0 if at else how.indent
        end = at + how.measure - indent
        while text[end : end + 1] in tuple("，。、；：？！”"):
            end -= 1
        found.append((indent, text[at:end]))
        at = end
    return found


def blocks_of(data: bytes) -> list[tuple[str, int, str]]:
    """Import a file; return kind, article and text of its blocks."""
    return [(block.kind, block.article, block.text) for block in imported(data).document.blocks]


def imported(data: bytes) -> Imported:
    (found,) = READERS[".pdf"](data, Path("essay.pdf"))
    return found
