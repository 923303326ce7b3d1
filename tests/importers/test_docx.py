"""Word files made with python-docx: what is read, in which order, as what; and what is refused."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from hypothesis import example, given, settings
from hypothesis import strategies as st

from annotate.errors import InputError
from annotate.importers import IMPORTER_VERSION, READERS
from annotate.importers._docx import lines_of
from annotate.importers._package import opened
from schema import Block, Imported
from tests.importers.essays import FIRST, FIRST_HEADING, OPENING, SECOND, SECOND_HEADING, TITLE, blocks, check

_NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    }.items()
)


def _bytes(document: WordDocument) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _read(document: WordDocument) -> Imported:
    (found,) = READERS[".docx"](_bytes(document), Path("essay.docx"))
    check(found)
    return found


def _refused(data: bytes) -> str:
    with pytest.raises(InputError) as raised:
        READERS[".docx"](data, Path("essay.docx"))
    assert raised.value.where == "essay.docx"
    return str(raised.value)


def _marked(document: WordDocument, xml: str) -> None:
    """Add a paragraph of which the inside is given as XML."""
    document.element.body.insert(-1, parse_xml(f"<w:p {_NAMESPACES}>{xml}</w:p>"))


def _run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def _rows(found: Imported) -> list[tuple[int, str, int | None, str]]:
    return [(block.article, block.kind, block.level, block.text) for block in found.document.blocks]


def _block(found: Imported, start: str) -> Block:
    (block,) = (block for block in found.document.blocks if block.text.startswith(start))
    return block


def _essay() -> WordDocument:
    document = docx.Document()
    document.add_paragraph(TITLE, style="Title")
    document.add_paragraph("作者：沈砚秋")
    document.add_paragraph(OPENING)
    document.add_paragraph(FIRST_HEADING, style="Heading 1")
    for text in FIRST:
        document.add_paragraph(text)
    document.add_paragraph(SECOND_HEADING, style="Heading 1")
    for text in SECOND:
        document.add_paragraph(text)
    return document


def test_an_essay_with_styles() -> None:
    document = _essay()
    document.core_properties.author = "Administrator"
    found = _read(document)
    assert _rows(found) == [
        (1, "title", None, TITLE),
        (1, "byline", None, "作者：沈砚秋"),
        (1, "paragraph", None, OPENING),
        (1, "heading", 1, FIRST_HEADING),
        *((1, "paragraph", None, text) for text in FIRST),
        (1, "heading", 1, SECOND_HEADING),
        *((1, "paragraph", None, text) for text in SECOND),
    ]
    (article,) = found.articles
    assert (article.title, article.authors, article.date) == (TITLE, ("沈砚秋",), None)
    assert found.document.view.extractor == "docx"
    assert found.document.view.extractor_version == f"{IMPORTER_VERSION} (python-docx {docx.__version__})"


def test_the_same_bytes_give_the_same_document() -> None:
    data = _bytes(_essay())
    first, second = ([*READERS[".docx"](data, Path(name))] for name in ("a.docx", "a.docx"))
    assert first == second


def test_unnumbered_headings_have_the_depth_of_their_styles() -> None:
    document = docx.Document()
    document.add_paragraph(TITLE, style="Title")
    for text, style in (("河", "Heading 1"), ("水位的涨落", "Heading 2"), ("船", "Heading 1")):
        document.add_paragraph(text, style=style)
        document.add_paragraph(OPENING + text)
    levels = [(block.level, block.text) for block in _read(document).document.blocks if block.kind == "heading"]
    assert levels == [(1, "河"), (2, "水位的涨落"), (1, "船")]


def test_headings_by_chinese_style_outline_and_looks() -> None:
    document = _essay()
    document.styles.add_style("标题 2", 1)
    document.add_paragraph("码头的夜灯", style="标题 2")
    document.add_paragraph(OPENING.replace("渡口", "码头"))
    _marked(document, '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>' + _run("救生衣与护栏"))
    document.add_paragraph(OPENING.replace("渡口", "护栏"))
    document.add_paragraph().add_run("水文站的通知").bold = True
    document.add_paragraph(OPENING.replace("渡口", "水文站"))
    found = _read(document)
    assert {"码头的夜灯", "救生衣与护栏", "水文站的通知"} <= set(blocks(found, "heading"))


SAYS_ALL = ("一、渡口停了三年，学生、药店和果农都在绕路。", "二、先把船开起来，亏损由县乡两级分担，三年后再算。")


def test_whole_sentences_with_a_number_are_headings_where_they_are_bold() -> None:
    def written(*, bold: bool, more: str = "") -> Imported:
        document = docx.Document()
        document.add_paragraph(TITLE, style="Title")
        for text in (SAYS_ALL[0] + more, *FIRST, SAYS_ALL[1] + more, *SECOND):
            document.add_paragraph().add_run(text).bold = bold and text.startswith(SAYS_ALL)
        return _read(document)

    found = written(bold=True)
    assert [(block.level, block.text) for block in found.document.blocks if block.kind == "heading"] == [
        (1, text) for text in SAYS_ALL
    ]
    assert blocks(found, "paragraph") == [*FIRST, *SECOND]
    assert blocks(written(bold=False), "heading") == []
    assert blocks(written(bold=True, more="这是大家都看见的。"), "heading") == []


def test_a_title_without_a_style_is_large_and_centred() -> None:
    document = docx.Document()
    for text, size in (("青石县政策研究室文件", 12), (TITLE, 22), ("沈砚秋", 12)):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(text).font.size = Pt(size)
    for text in (OPENING, *FIRST):
        document.add_paragraph().add_run(text).font.size = Pt(12)
    found = _read(document)
    assert blocks(found, "title") == [TITLE]
    assert blocks(found, "paragraph") == [OPENING, *FIRST]


def test_what_is_centred_in_the_type_of_the_text_is_no_title() -> None:
    document = docx.Document()
    for text in ("第三期第二版的内容", OPENING, *FIRST):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(text).font.size = Pt(12)
    package = opened(_bytes(document), Path("essay.docx"))
    assert "title" not in {line.kind for line in lines_of(package)}


def test_tables_stand_in_order_with_a_row_a_line() -> None:
    document = _essay()
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("班次", "乘客", "早班", "𠮷😀"), strict=True):
        cell.text = text
    document.add_paragraph("表格以后还有一句话，说明它的来历。")
    frame = document.add_table(rows=1, cols=1)
    frame.cell(0, 0).text = "框里写着渡口的旧事，村里的老人都还记得。"
    found = _read(document)
    assert blocks(found, "table") == ["班次\t乘客", "早班\t𠮷😀"]
    after = [block.text for block in found.document.blocks][-3:]
    assert after == ["早班\t𠮷😀", "表格以后还有一句话，说明它的来历。", "框里写着渡口的旧事，村里的老人都还记得。"]


def test_a_table_in_a_cell_of_a_table_of_data_is_part_of_the_cell() -> None:
    document = _essay()
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("年", "乘客", "2020", "𠮷"), strict=True):
        cell.text = text
    inner = table.cell(1, 1).add_table(rows=2, cols=2)
    for cell, text in zip(inner._cells, ("男", "女", "15", "16"), strict=True):
        cell.text = text
    assert blocks(_read(document), "table") == ["年\t乘客", "2020\t𠮷 男 女 15 16"]
    table.cell(0, 1).text = OPENING * 10
    found = _read(document)
    assert blocks(found, "table") == ["男\t女", "15\t16"]
    assert OPENING * 10 in [block.text for block in found.document.blocks]


def test_list_items_have_no_number_in_their_text() -> None:
    document = _essay()
    document.add_paragraph("加开一班早渡，让学生不必摸黑。", style="List Number")
    assert blocks(_read(document), "list_item") == ["加开一班早渡，让学生不必摸黑。"]


def test_tracked_changes_hidden_text_and_fields() -> None:
    document = _essay()
    field = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    _marked(
        document,
        _run("渡船每天")
        + '<w:del w:id="1" w:author="甲"><w:r><w:delText>两</w:delText></w:r></w:del>'
        + f'<w:ins w:id="2" w:author="甲">{_run("四")}</w:ins>'
        + _run("班，")
        + _run("内部数字", "<w:vanish/>")
        + field.format("begin")
        + "<w:r><w:instrText>REF 表一</w:instrText></w:r>"
        + field.format("separate")
        + _run("见表一")
        + field.format("end")
        + f'<w:moveFrom w:id="3" w:author="甲">{_run("旧处")}</w:moveFrom>'
        + _run("，乘客照旧。", '<w:vanish w:val="0"/>'),
    )
    found = _read(document)
    assert blocks(found, "paragraph")[-1] == "渡船每天四班，见表一，乘客照旧。"
    assert not any(word in found.document.view.text for word in ("两班", "内部数字", "REF", "旧处"))
    assert found.left_out == {"deleted": 3, "hidden": 4}
    assert _read(_essay()).left_out == {}


_BOXED = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:txbxContent><w:p>{0}</w:p></w:txbxContent></mc:Choice>'
    "<mc:Fallback><w:pict><w:txbxContent><w:p>{0}</w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
_AROUND = (
    "{}",
    '<w:ins w:id="1" w:author="甲">{}</w:ins>',
    '<w:del w:id="2" w:author="甲">{}</w:del>',
    '<w:moveFrom w:id="3" w:author="甲">{}</w:moveFrom>',
    "<w:hyperlink>{}</w:hyperlink>",
    _BOXED,
)
_RUNS = st.builds(
    _run,
    st.sampled_from(["甲", "𠮷😀", " two ", "\u3000"]),
    st.sampled_from(["", "", "<w:b/>", "<w:vanish/>", '<w:vanish w:val="0"/>', '<w:rStyle w:val="Unseen"/>']),
)


@example([_AROUND[2].format(_BOXED.format(_run("甲")))])
@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.recursive(
            _RUNS,
            lambda inner: st.tuples(st.sampled_from(_AROUND), st.lists(inner, max_size=3)).map(
                lambda found: found[0].format("".join(found[1]))
            ),
            max_leaves=8,
        ),
        max_size=4,
    )
)
def test_every_visible_character_is_in_a_block_or_counted(paragraphs: list[str]) -> None:
    document = _essay()
    document.styles.add_style("Unseen", WD_STYLE_TYPE.CHARACTER).font.hidden = True
    for xml in paragraphs:
        _marked(document, xml)
    found = _read(document)
    signs = "".join(document.element.body.xpath(".//text()[not(ancestor::*[local-name() = 'Fallback'])]"))
    assert len("".join(signs.split())) == len("".join(found.document.view.text.split())) + sum(found.left_out.values())


def test_a_deleted_end_of_a_paragraph_joins_it_to_the_next() -> None:
    document = _essay()
    _marked(document, '<w:pPr><w:rPr><w:del w:id="1" w:author="甲"/></w:rPr></w:pPr>' + _run("船票的钱，"))
    _marked(document, _run("由县里补贴一半。"))
    assert blocks(_read(document), "paragraph")[-1] == "船票的钱，由县里补贴一半。"


def test_breaks_tabs_and_symbols() -> None:
    document = _essay()
    paragraph = document.add_paragraph("甲说：")
    paragraph.add_run("船要修。").add_break(WD_BREAK.LINE)
    paragraph.add_run("乙\t说：也要灯。")
    _marked(document, '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:noBreakHyphen/></w:r>' + _run("已经办好的事。"))
    lines = _read(document).document.view.text.split("\n")
    assert lines[-4:-2] == ["甲说：船要修。", "乙\t说：也要灯。"]
    assert lines[-2] == "\uf0fc\u2011已经办好的事。"


def _alternatives(boxed: str) -> str:
    content = f"<w:txbxContent><w:p>{_run(boxed)}</w:p></w:txbxContent>"
    choice = f'<mc:Choice Requires="wps"><wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp></mc:Choice>'
    fallback = f"<mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback>"
    return f"<w:r><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r>"


def test_a_text_box_stands_once_behind_its_paragraph() -> None:
    document = _essay()
    _marked(document, _run("摆渡人说，") + _alternatives("河宽三百米，水深十二米。") + _run("他认得每一块石头。"))
    found = _read(document)
    assert [(block.kind, block.text) for block in found.document.blocks][-2:] == [
        ("paragraph", "摆渡人说，他认得每一块石头。"),
        ("quote_box", "河宽三百米，水深十二米。"),
    ]


def test_readings_and_formulas() -> None:
    document = _essay()
    ruby = f"<w:ruby><w:rt>{_run('dù')}</w:rt><w:rubyBase>{_run('渡')}</w:rubyBase></w:ruby>"
    _marked(
        document,
        _run("这个")
        + f"<w:r>{ruby}</w:r>"
        + _run("口，票价是")
        + "<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>"
        + _run("元。"),
    )
    found = _read(document)
    assert blocks(found, "paragraph")[-1] == "这个渡口，票价是x+1元。"
    assert blocks(found, "footnote") == ["dù"]


def _with_part(document: WordDocument, name: str, kind: str, xml: str) -> None:
    part = Part(PackURI(f"/word/{name}.xml"), f"application/vnd.{name}+xml", xml.encode(), document.part.package)
    document.part.relate_to(part, kind)


def test_notes_stand_behind_the_body_and_furniture_behind_them() -> None:
    document = _essay()
    note = '<w:footnote w:id="{}"><w:p><w:r><w:footnoteRef/></w:r>{}</w:p></w:footnote>'
    notes = note.format(1, _run("青石县志，卷三。")) + note.format(2, _run("据渡口的账本。"))
    _with_part(document, "footnotes", RELATIONSHIP_TYPE.FOOTNOTES, f"<w:footnotes {_NAMESPACES}>{notes}</w:footnotes>")
    _marked(
        document, _run("旧时有船十二条") + '<w:r><w:footnoteReference w:id="1"/></w:r>' + _run("，如今一条也没有。")
    )
    section = document.sections[0]
    section.header.paragraphs[0].text = "青石论坛 第三期"
    section.footer.paragraphs[0].text = "内部资料"
    comment = document.add_comment(document.paragraphs[2].runs, text="此处存疑", author="乙")
    assert comment.text == "此处存疑"
    found = _read(document)
    assert blocks(found, "paragraph")[-1] == "旧时有船十二条，如今一条也没有。"
    assert blocks(found, "footnote") == ["青石县志，卷三。", "据渡口的账本。"]
    assert blocks(found, "boilerplate") == ["青石论坛 第三期", "内部资料"]
    assert "此处存疑" not in found.document.view.text


def test_a_table_of_contents_is_no_text() -> None:
    document = _essay()
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    entry = f"<w:sdtContent><w:p>{_run('一、绕路的代价	1')}</w:p></w:sdtContent>"
    document.element.body.insert(1, parse_xml(f"<w:sdt {_NAMESPACES}>{gallery}{entry}</w:sdt>"))
    held = f"<w:sdtContent><w:p>{_run('控件里的一句话，也是正文的一部分。')}</w:p></w:sdtContent>"
    document.element.body.insert(-1, parse_xml(f"<w:sdt {_NAMESPACES}>{held}</w:sdt>"))
    found = _read(document)
    assert blocks(found, "boilerplate") == ["一、绕路的代价\t1"]
    assert blocks(found, "paragraph")[-1] == "控件里的一句话，也是正文的一部分。"


@settings(max_examples=30)
@given(st.lists(st.sampled_from([*FIRST, *SECOND, "𠮷", "😀", " ", "甲 乙"]), min_size=1, max_size=6), st.data())
def test_runs_and_changes_of_type_never_change_the_text(parts: list[str], data: st.DataObject) -> None:
    document = docx.Document()
    document.add_paragraph(TITLE, style="Title")
    paragraph: Paragraph = document.add_paragraph(OPENING)
    for part in parts:
        run = paragraph.add_run(part)
        run.bold = data.draw(st.booleans())
        run.font.superscript = data.draw(st.booleans())
    found = _read(document)
    text = OPENING + "".join(parts)
    assert _block(found, OPENING).text == text.strip()
    start = text.find("😀")
    if start >= 0:
        ((low, high),) = _block(found, OPENING).trace(start, start + 1)
        assert found.document.view.text[low:high] == "😀"


def _packed(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def _changed(name: str, data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(_bytes(_essay()))) as archive:
        members = {member: archive.read(member) for member in archive.namelist()}
    return _packed(members | {name: data})


def _nested(depth: int) -> str:
    return f"<w:document {_NAMESPACES}><w:body>{'<w:sdt>' * depth}{'</w:sdt>' * depth}</w:body></w:document>"


_OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
_TYPES = "[Content_Types].xml"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (_OLE, "a file of old Word (.doc)"),
        (_OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted with a password"),
        (b"{\\rtf1 x}", "no Word file"),
        (b"", "no Word file"),
        (_packed({"a.txt": b"x"}), "a zip archive, no Word file"),
        (_packed({_TYPES: b"<x"}), "a broken Word file"),
        (_packed({_TYPES: b"<x/>"}), "a broken Word file"),
        (_bytes(_essay())[:-400], "no Word file"),
        (_changed("word/document.xml", b"<w:document"), "a broken Word file"),
        (_changed("word/document.xml", b"<x/>"), "a broken Word file"),
        (_changed("word/document.xml", _nested(260).encode()), "a broken Word file: Excessive depth"),
        (_changed("word/document.xml", bytes(40 << 20)), "more than 100 times as many"),
        (_packed({_TYPES: b"<x/>", "word/a.xml": bytes(257 << 20)}), "257 MB in one part"),
        (_packed({f"{number}.txt": b"" for number in range(10_001)}), "an archive of 10001 members"),
        (_bytes(docx.Document()), "a Word file without text"),
    ],
)
def test_what_is_refused(data: bytes, message: str) -> None:
    assert message in _refused(data)


def test_entities_are_never_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("密语", encoding="utf-8")
    with zipfile.ZipFile(io.BytesIO(_bytes(_essay()))) as archive:
        xml = archive.read("word/document.xml").decode()
    entity = f'<!DOCTYPE w:document [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    xml = xml.replace("<w:document", f"{entity}<w:document", 1).replace(OPENING, f"{OPENING}&x;")
    (found,) = READERS[".docx"](_changed("word/document.xml", xml.encode()), Path("essay.docx"))
    assert OPENING in found.document.view.text
    assert "密语" not in found.document.view.text
