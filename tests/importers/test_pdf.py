"""PDF files of several layouts to blocks, and what is said of files that cannot be read."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from annotate.errors import InputError
from annotate.importers import READERS
from schema import trace
from tests.importers.pdfs import PARAGRAPHS, SONG, Press, Type, blocks_of, essay, imported, wrapped

BODY = Type(10, 22)
LEFT, RIGHT, TOP = 60.0, 310.0, 90.0
ROWS = 40
JOURNAL = essay("路程", "账目", "来由", "将来")
FRONT = 8
"""Rows of body that the title takes on the first page."""


def journal() -> bytes:
    """Three pages: a title and an abstract across, two columns, running heads, page numbers and a footnote."""
    press = Press()
    lines = [line for text in JOURNAL for line in wrapped(text, BODY)]
    lines.insert(0, (0, "一、绕路的代价"))
    heads = ("青石学刊　2024年第3期", "沈砚秋：让老渡口重新热闹起来", "青石学刊　2024年第3期")
    press.line(150, 90, "让老渡口重新热闹起来", 22)
    press.line(270, 125, "沈砚秋", 12)
    press.line(84, 150, "摘要：本文根据四十户人家的账本，说明恢复小型客渡为什么是眼下最省钱的办法，", 9)
    press.line(84, 163, "并提出补贴、护栏与停航通知三项举措。", 9)
    for page, head in enumerate(heads):
        press.line(220, 40, head, 9)
        press.line(290, 800, f"· {page + 41} ·", 9)
        for left in (LEFT, RIGHT):
            skip = FRONT if page == 0 else 0
            rows = ROWS - skip - (4 if page == 0 and left == LEFT else 0)
            column, lines = lines[:rows], lines[rows:]
            for row, (indent, text) in enumerate(column, start=skip):
                heading = text == "一、绕路的代价"
                top = TOP + row * 15 + (10 if not heading else 0)
                press.line(left + indent * 10, top, text, 12 if heading else 10)
        if page == 0:
            press.rule(LEFT, 652, LEFT + 60)
            press.line(LEFT, 660, "①　客流数取自两岸小卖部的记账本，", 8)
            press.line(LEFT, 672, "并与船工的出船日志核对过。", 8)
        press.turn()
    assert not lines
    return press.data()


def test_journal() -> None:
    found = blocks_of(journal())
    assert [text for kind, _, text in found if kind == "paragraph"] == JOURNAL
    assert [block for block in found if block[0] != "paragraph"] == [
        ("title", 1, "让老渡口重新热闹起来"),
        ("byline", 1, "沈砚秋"),
        (
            "abstract",
            1,
            "摘要：本文根据四十户人家的账本，说明恢复小型客渡为什么是眼下最省钱的办法，并提出补贴、护栏与停航通知三项举措。",
        ),
        ("heading", 1, "一、绕路的代价"),
        ("boilerplate", 1, "青石学刊　2024年第3期"),
        ("boilerplate", 1, "· 41 ·"),
        ("footnote", 1, "①　客流数取自两岸小卖部的记账本，并与船工的出船日志核对过。"),
        ("boilerplate", 1, "沈砚秋：让老渡口重新热闹起来"),
        ("boilerplate", 1, "· 42 ·"),
        ("boilerplate", 1, "青石学刊　2024年第3期"),
        ("boilerplate", 1, "· 43 ·"),
    ]


def test_paragraph_over_a_page_is_traced_to_both() -> None:
    document = imported(journal()).document
    pages = [
        {
            place.page
            for place in document.view.places
            for piece in block.pieces
            if place.start <= piece.start < place.end
        }
        for block in document.blocks
        if block.kind == "paragraph"
    ]
    assert {1, 2} in pages


def newspaper() -> bytes:
    """Three articles below each other and side by side: rules between them, headlines across their columns."""
    narrow = Type(9, 13, 1.4)
    press = Press(842, 1191)
    press.line(300, 60, "让老渡口重新热闹起来", 26)
    press.line(400, 95, "沈砚秋", 9)
    _pour(press, essay("渡口"), narrow, [60, 240, 420, 600], 120)
    press.rule(60, 440, 720)
    press.line(110, 455, "山里的药店该由谁来办", 18)
    press.line(200, 482, "陆明川", 9)
    _pour(press, essay("药店"), narrow, [60, 240], 500)
    press.line(430, 455, "夜校不能只开一学期", 18)
    press.line(545, 482, "顾青禾", 9)
    _pour(press, essay("夜校"), narrow, [420, 600], 500)
    press.turn()
    return press.data()


def _pour(press: Press, texts: list[str], how: Type, lefts: list[float], top: float) -> None:
    """Print paragraphs in columns of the same length."""
    lines = [line for text in texts for line in wrapped(text, how)]
    rows = -(-len(lines) // len(lefts))
    for at, left in enumerate(lefts):
        press.column(left, top, lines[at * rows : (at + 1) * rows], how)


def test_newspaper_page() -> None:
    found = blocks_of(newspaper())
    assert [block for block in found if block[0] != "paragraph"] == [
        ("title", 1, "让老渡口重新热闹起来"),
        ("byline", 1, "沈砚秋"),
        ("title", 2, "山里的药店该由谁来办"),
        ("byline", 2, "陆明川"),
        ("title", 3, "夜校不能只开一学期"),
        ("byline", 3, "顾青禾"),
    ]
    for article, subject in enumerate(("渡口", "药店", "夜校"), start=1):
        assert [text for kind, number, text in found if (kind, number) == ("paragraph", article)] == essay(subject)


def test_report_with_a_table() -> None:
    press = Press()
    wide = Type(12, 36, 1.6)
    press.canvas.setFont(SONG, 22)
    press.line(210, 70, "调", 22)
    press.line(270, 70, "研", 22)
    press.line(330, 70, "报", 22)
    press.line(390, 70, "告", 22)
    top = press.column(80, 120, wrapped(PARAGRAPHS[0], wide), wide)
    press.line(80, top + 10, "一、客流", 15)
    top = press.column(80, top + 40, wrapped(PARAGRAPHS[1], wide), wide)
    press.line(230, top + 8, "表1　三个渡口的客流", 10)
    for number, row in enumerate((("渡口", "每日班次", "客流"), ("上渡", "六班", "120"), ("中渡", "四班", "85"))):
        for left, cell in zip((150, 260, 370), row, strict=True):
            press.line(left, top + 30 + 18 * number, cell, 10)
    press.column(80, top + 100, wrapped(PARAGRAPHS[2], wide), wide)
    press.turn()
    assert blocks_of(press.data()) == [
        ("title", 1, "调研报告"),
        ("paragraph", 1, PARAGRAPHS[0]),
        ("heading", 1, "一、客流"),
        ("paragraph", 1, PARAGRAPHS[1]),
        ("caption", 1, "表1　三个渡口的客流"),
        ("table", 1, "渡口　每日班次　客流"),
        ("table", 1, "上渡　六班　120"),
        ("table", 1, "中渡　四班　85"),
        ("paragraph", 1, PARAGRAPHS[2]),
    ]


ENGLISH = (
    (
        "The ferry stopped three winters ago, and since then the people on",
        "both banks have walked around the mountain.",
    ),
    (
        "We argue that a small ferry, paid for by the county, is the cheap-",
        "est remedy at hand, and the one that was asked for.",
    ),
)


def test_english_paper() -> None:
    press = Press()
    press.line(100, 70, "Ferries Before Bridges", 18, "Helvetica-Bold")
    press.line(100, 100, "By Ada Quill", 10, "Helvetica")
    top = 140.0
    for number, (first, second) in enumerate(ENGLISH, start=1):
        press.line(100, top, f"{number}. Section", 10, "Helvetica-Bold")
        press.line(112, top + 20, first, 10, "Helvetica")
        press.line(100, top + 32, second, 10, "Helvetica")
        top += 70
    press.turn()
    found = blocks_of(press.data())
    assert [(kind, text) for kind, _, text in found if kind != "markup"] == [
        ("title", "Ferries Before Bridges"),
        ("byline", "By Ada Quill"),
        ("heading", "1. Section"),
        ("paragraph", " ".join(ENGLISH[0])),
        ("heading", "2. Section"),
        (
            "paragraph",
            "We argue that a small ferry, paid for by the county, is the cheapest remedy at hand, "
            "and the one that was asked for.",
        ),
    ]


def test_running_text_is_not_a_table() -> None:
    """The control to the table: two columns of prose with the same lines side by side are no rows."""
    press = Press()
    for left in (LEFT, RIGHT):
        press.column(left, 100, [line for text in PARAGRAPHS[:4] for line in wrapped(text, BODY)], BODY)
    press.turn()
    assert {kind for kind, _, _ in blocks_of(press.data())} == {"paragraph", "duplicate"}


def test_characters_as_they_are_printed() -> None:
    press = Press()
    press.line(60, 100, "船老大𠮷师傅说😀：㈠⽔⼟一米²，行。")
    press.line(60, 120, "重影的字，")
    hidden = press.canvas.beginText(60, 600)
    hidden.setFont(SONG, 10)
    hidden.setTextRenderMode(3)
    hidden.textOut("扫描件背后的字也要读。")
    press.canvas.drawText(hidden)
    press.line(60, 900, "页面之外的字不读。")
    press.line(60.6, 120, "重影的字，")  # as bold type is made at times; pdfium leaves one of the two out
    press.turn()
    document = imported(press.data()).document
    assert document.view.text.split() == ["船老大𠮷师傅说😀：㈠⽔⼟一米²，行。", "重影的字，", "扫描件背后的字也要读。"]
    assert [place.of(document.view.text) for place in document.view.places] == document.view.text.split()


def test_turned_pages_and_vertical_lines() -> None:
    press = Press()
    press.canvas.setPageRotation(90)
    press.canvas.rotate(90)
    press.canvas.translate(0, -595)
    press.canvas.setFont(SONG, 10)
    for row, (indent, text) in enumerate(wrapped(PARAGRAPHS[0], BODY)):
        press.canvas.drawString(60 + 10 * indent, 500 - 15 * row, text)
    press.turn()
    press.canvas.setPageRotation(0)
    for column, (indent, text) in enumerate(wrapped(PARAGRAPHS[1], BODY)):
        for row, sign in enumerate(text):
            press.line(500 - 16 * column, 100 + 10 * (row + indent), sign)
    press.turn()
    document = imported(press.data()).document
    assert [block.text for block in document.blocks] == list(PARAGRAPHS[:2])
    left, top, right, _ = document.view.places[0].box
    assert left == pytest.approx(80, abs=1)
    assert top == pytest.approx(595 - 508.5, abs=1)
    assert right > 250


def test_initial_stands_before_its_paragraph() -> None:
    press = Press()
    lines = wrapped(PARAGRAPHS[0][1:], Type(10, 22, 1.5, 0))
    press.line(60, 100, PARAGRAPHS[0][0], 26)
    for row, (_, text) in enumerate(lines):
        press.line(88 if row < 2 else 60, 100 + 15 * row, text)
    press.turn()
    assert blocks_of(press.data()) == [("paragraph", 1, PARAGRAPHS[0])]


def test_file_with_page_numbers_only() -> None:
    press = Press()
    for number in ("1", "2"):
        press.line(290, 800, number)
        press.turn()
    assert blocks_of(press.data()) == [("boilerplate", 0, "1"), ("boilerplate", 0, "2")]


def test_page_without_text_is_named() -> None:
    press = Press()
    press.column(LEFT, 100, wrapped(PARAGRAPHS[0], BODY), BODY)
    press.turn()
    press.canvas.rect(60, 60, 400, 600, fill=1)
    press.turn()
    press.turn()  # blank: nothing is missing
    press.column(LEFT, 100, wrapped(PARAGRAPHS[1], BODY), BODY)
    press.turn()
    first, second = imported(press.data()).document.blocks
    assert first.doubt is not None
    assert first.doubt.reason == "page 2 has no text layer"
    assert second.doubt is None or "text layer" not in second.doubt.reason


def _plain() -> bytes:
    press = Press()
    press.line(60, 100, PARAGRAPHS[0][:30])
    press.turn()
    return press.data()


def _scanned() -> bytes:
    press = Press()
    press.canvas.rect(60, 60, 400, 600, fill=1)
    press.turn()
    return press.data()


def _locked() -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, encrypt=StandardEncryption("secret"))
    canvas.drawString(60, 700, "locked")
    canvas.save()
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (_scanned, "essay.pdf: no text layer (expected a PDF whose text can be selected)\n  → run OCR first"),
        (_locked, "essay.pdf: an encrypted PDF, which needs a password"),
        (lambda: b"", "essay.pdf: no PDF, or a broken one"),
        (lambda: b"%PDF-1.4\nnonsense", "essay.pdf: no PDF, or a broken one"),
        (lambda: _plain()[:700], "essay.pdf: no PDF, or a broken one"),
        (lambda: b"PK\3\4" + bytes(200), "essay.pdf: no PDF, or a broken one"),
    ],
)
def test_file_that_cannot_be_read(data: Callable[[], bytes], message: str) -> None:
    with pytest.raises(InputError) as refused:
        READERS[".pdf"](data(), Path("essay.pdf"))
    assert str(refused.value).startswith(message)


def test_same_file_same_document() -> None:
    data = journal()
    first, second = imported(data), imported(data)
    assert first == second
    assert first.document.view.extractor == "pdf"
    text = first.articles[0].texts[0]
    paragraph = text.paragraphs[1]
    found = trace(first.document, text, paragraph.start, paragraph.end)
    assert "".join(first.document.view.text[start:end] for start, end in found) == JOURNAL[0]
