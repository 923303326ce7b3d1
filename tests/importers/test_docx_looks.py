"""What Word files show by their looks alone: centred titles, dashes of a symbol font, notes that are items of lists."""

from __future__ import annotations

import io
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from annotate.importers import READERS
from schema import Block
from tests.importers.pdfs import PARAGRAPHS

CENTRE = WD_ALIGN_PARAGRAPH.CENTER


def blocks_of(document: WordDocument) -> list[Block]:
    stream = io.BytesIO()
    document.save(stream)
    (found,) = READERS[".docx"](stream.getvalue(), Path("essay.docx"))
    return list(found.document.blocks)


def of(document: WordDocument, kind: str) -> list[str]:
    return [block.text for block in blocks_of(document) if block.kind == kind]


def add(paragraph: Paragraph, xml: str) -> None:
    paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}>{xml}</w:r>"))


def test_the_first_line_is_the_title_where_it_alone_is_centred() -> None:
    first = "渡口，要有人管。"
    for centred, expected in ((False, [first]), (True, [])):
        document = docx.Document()
        document.add_paragraph(first).alignment = CENTRE
        for text in ("码头在下游。", "渡船有两条。", "船老大姓陈。"):
            paragraph = document.add_paragraph(text)
            if centred:
                paragraph.alignment = CENTRE
        assert of(document, "title") == expected


def test_a_title_over_three_lines_is_one() -> None:
    document = docx.Document()
    for text in ("一个船老大对渡口的看法，及", "对《下游渡口管理办法》草案的", "修改建议"):
        paragraph = document.add_paragraph()
        paragraph.alignment = CENTRE
        paragraph.add_run(text).font.size = Pt(16)
    for text in PARAGRAPHS:
        document.add_paragraph().add_run(text).font.size = Pt(12)
    assert of(document, "title") == ["一个船老大对渡口的看法，及对《下游渡口管理办法》草案的修改建议"]
    assert of(document, "paragraph") == list(PARAGRAPHS)


def test_the_dashes_of_the_symbol_font_are_dashes() -> None:
    document = docx.Document()
    document.add_paragraph(PARAGRAPHS[0])
    paragraph = document.add_paragraph("Two ferrymen")
    add(paragraph, '<w:sym w:font="Symbol" w:char="F0BE"/>')
    add(paragraph, "<w:t>both of them old</w:t>")
    add(paragraph, '<w:sym w:font="Symbol" w:char="f0be"/>')
    add(paragraph, "<w:t>have kept their boats.</w:t>")
    assert "Two ferrymen—both of them old—have kept their boats." in of(document, "paragraph")


def test_an_item_in_the_style_of_notes_is_an_item() -> None:
    document = docx.Document()
    document.add_paragraph(PARAGRAPHS[0])
    for text in ("加开一班早渡", "配齐救生衣"):
        document.add_paragraph(text, style="List Number")
    item = document.add_paragraph("立一块木牌", style="List Number")
    item.style = document.styles.add_style("footnote text", 1)
    numbered = '<w:pPr {0}><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    item._p.get_or_add_pPr().append(parse_xml(numbered.format(nsdecls("w")))[0])
    document.add_paragraph(PARAGRAPHS[1])
    assert of(document, "list_item") == ["加开一班早渡", "配齐救生衣", "立一块木牌"]
    assert not of(document, "footnote")
