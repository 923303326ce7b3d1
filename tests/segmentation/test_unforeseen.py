"""Documents that no rule was made for: what is taken wrongly costs little, and what is unsure stays a paragraph."""

from collections.abc import Sequence

import pytest

from annotate.segmentation import Origin, imported
from annotate.segmentation._furniture import listed_with_page
from annotate.segmentation._labels import labelled
from annotate.segmentation._noise import blocks_in
from annotate.segmentation._numbering import numbering
from annotate.segmentation._people import names, presented
from annotate.segmentation._sections import cites, plain_heading
from schema import BlockKind, SourceView
from tests.segmentation.rows import Row, rows
from tests.segmentation.written import ALL, DYE, EN, LOOM, PIPE, WELL, spaced


def blocks_of(*lines: str) -> list[Row]:
    view = SourceView(text="\n".join(lines), extractor="text", extractor_version="test")
    return rows(imported(Origin("id", "essay.txt", "hash"), view))


def of(found: Sequence[Row], kind: BlockKind) -> list[str]:
    return [row.text for row in found if row.kind == kind]


def cut(text: str, width: int) -> list[str]:
    return [text[at : at + width] for at in range(0, len(text), width)]


def test_a_list_of_contents_does_not_hide_how_the_text_below_was_wrapped() -> None:
    entries = [
        f"{at}.{part} 全县供水与织造的第{part}项工程{'.' * 50}{at * 7 + part}"
        for at in (1, 2, 3, 4, 5)
        for part in (1, 2, 3, 4)
    ]
    found = blocks_of("供水规划", "目 录", *entries, *cut(ALL[0] + ALL[1], 20), *cut(ALL[2] + PIPE, 20))
    assert of(found, "paragraph") == [ALL[0] + ALL[1], ALL[2] + PIPE]
    assert set(entries) <= set(of(found, "boilerplate"))


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("1.2 供水工程........12", True),
        ("结语 … … … … 143", True),
        ("Wages . . . . . 7", True),
        ("他说……还有12", False),
        ("水价从2.5元涨到3", False),
    ],
)
def test_entries_of_contents(text: str, listed: bool) -> None:
    assert listed_with_page(text) is listed


def test_short_lines_are_no_menu_where_there_is_nothing_else() -> None:
    lines = [
        "修渠的人走了",
        "井还在村东",
        "绳子换过三回",
        "桶底漏着水",
        "孩子们绕着它跑",
        "老人说它最深",
        "谁也没有量过",
        "夜里听得见风",
        "天亮又去挑",
    ]
    found = blocks_of("旧井", *lines)
    assert of(found, "paragraph") == lines
    assert of(found, "boilerplate") == []


def test_the_front_of_a_printed_page_is_no_menu() -> None:
    front = ["供水规划", "水字〔2019〕6号", "各乡镇：", "县水务局", "旧井与水管", "先验水质", "再修管道", "后接水表"]
    pages = [cut(text, 24) for text in (ALL[0] + ALL[1], ALL[2] + ALL[3], ALL[4] + ALL[5], ALL[6] + ALL[7])]
    broken = [line for page, number in zip(pages[1:], "234", strict=True) for line in ("", number, "", *page)]
    found = blocks_of(*front, *pages[0], *broken)
    assert ALL[0] + ALL[1] in of(found, "paragraph")
    assert "后接水表" in of(found, "heading")


def test_a_heading_that_asks_and_answers_does_not_take_its_paragraph() -> None:
    found = blocks_of("织机与学徒", *cut(ALL[0], 24), "谁来付钱？先算一笔账", *cut(ALL[3], 24))
    assert of(found, "heading") == ["谁来付钱？先算一笔账"]


def test_half_width_marks_neither_part_a_paragraph_nor_leave_blanks() -> None:
    text = ALL[0] + ALL[5]
    lines = [line.replace("，", ",") for line in cut(text, 26)]
    assert len({len(line.encode("gbk")) for line in lines[:-1]}) > 1
    assert of(blocks_of("水井与水管", *lines), "paragraph") == [text.replace("，", ",")]


def test_a_note_in_smaller_type_is_one_block() -> None:
    note = "作者简介：陈望舟，县织造技艺研究会会员；陆闻笛，县水务局工程师，多年来在各村走访旧井，写过几篇短文。"
    found = blocks_of("水井与水管", *cut(ALL[0] + ALL[3], 24), note[:30], note[30:], *cut(ALL[8], 24))
    assert note in of(found, "byline")
    assert of(found, "paragraph") == [ALL[0] + ALL[3], ALL[8]]


def test_items_go_on_below_their_text() -> None:
    words = EN.split()
    item = [" ".join(words[:9]), " ".join(words[9:18]), " ".join(words[18:])]
    lines = [f"  * {item[0]}", *(f"    {rest}" for rest in item[1:])]
    other = [f"1. {item[0]}", *(f"   {rest}" for rest in item[1:])]
    found = blocks_of("Looms", "", *lines, *lines, "", *other)
    assert of(found, "paragraph") == [EN, EN, f"1. {EN}"]


def test_a_block_quotation_is_indented_as_a_whole() -> None:
    own, quoted = cut(ALL[0] + ALL[1], 24), cut(ALL[2] + ALL[3], 22)
    found = blocks_of("水井与水管", "", *own, "", *(f"    {line}" for line in quoted), "", *own)
    assert ALL[2] + ALL[3] in of(found, "paragraph")


def test_paragraphs_that_end_behind_a_comma_are_not_torn_where_no_page_cuts_words() -> None:
    quoting = "有老师傅在信里这样写道，"
    lines = [LOOM, quoting, DYE, "又写道，", WELL]
    assert of(blocks_of(spaced("织机与学徒", *lines)), "paragraph") == lines
    assert of(blocks_of(spaced("织机与学徒", *lines[:3])), "paragraph") == [LOOM, quoting + DYE]
    parts = [ALL[0][:70], ALL[0][70:], ALL[23][:75], ALL[23][75:]]
    torn = blocks_of(spaced("织机与学徒", *parts))
    assert of(torn, "paragraph") == [ALL[0], ALL[23]]


def test_blank_lines_between_all_paragraphs_part_them() -> None:
    found = blocks_of(
        spaced("织机与学徒", *(text for pair in zip(ALL[:6], ["图中是旧织机"] * 6, strict=True) for text in pair))
    )
    assert [text for text in of(found, "paragraph") if len(text) > 20] == ALL[:6]


def test_a_misread_entry_does_not_end_the_references() -> None:
    entries = [
        "[1]陆闻笛：《井水记》，《水利文存》2019年第3期。",
        "B]陈望舟：《织机记》，无年可考。",
        "[3]周野：《渠志》，《水利文存》2020年第1期。",
    ]
    found = blocks_of(spaced("水井与水管", WELL, PIPE, "文献来源：", *entries))
    assert of(found, "reference") == ["文献来源：", *entries]
    assert of(blocks_of(spaced("水井与水管", WELL, "参考文献", entries[0], LOOM, DYE)), "paragraph") == [
        WELL,
        LOOM,
        DYE,
    ]


def test_parts_stand_outside_chapters_and_chapters_outside_sections() -> None:
    found = blocks_of(
        "供水规划", "第一篇 现状", "第一章 旧井", "第一节 水质", WELL, "第二章 水管", PIPE, "第二篇 工程", LOOM
    )
    assert [(row.text, row.level) for row in found if row.kind == "heading"] == [
        ("第一篇 现状", 1),
        ("第一章 旧井", 2),
        ("第一节 水质", 3),
        ("第二章 水管", 2),
        ("第二篇 工程", 1),
    ]


def test_html_of_one_line_has_the_paragraphs_of_its_tags() -> None:
    html = f"<p>{LOOM}</p><p>{DYE}<br />{WELL}</p><div><b>{PIPE}</b></div>"
    found = blocks_of("# 织机与学徒", "", html)
    assert of(found, "paragraph") == [LOOM, DYE, WELL, PIPE]
    assert "".join(html[start:end] for start, end in blocks_in(html)) == html
    assert blocks_in("a < b, <i>c</i>") == ((0, 15),)


def test_a_linked_picture_is_mark_up() -> None:
    found = blocks_of(
        spaced("# 水井", WELL, "[![](a.png)](https://a.example/b)", "[旧井](javascript:void(0);)的水", PIPE)
    )
    assert "[![](a.png)](https://a.example/b)" in of(found, "markup")
    assert any("旧井的水" in row.text for row in found)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("水乡日报 / 2 0 0 1年 / 0 2月 / 2 0日 / 第 A0 1版 /", "byline"),
        ("(2 0 0 1年2月1 6日县人民代表大会第四次会议通过)", "byline"),
        ("2011年09月30来源：", "byline"),
        ("（水字〔2022〕6号）", "byline"),
        ("原创 陆闻笛 水利文存", "byline"),
        ("本文选自“水利文存”网站", "byline"),
        ("【引证码】 W.12.64", "boilerplate"),
        ("JEL分类号:G10,G12 文章编号:1002", "boilerplate"),
        ("原创的织机仍在村里。", None),
        ("水价从2 0 0 1年起逐年上涨，村民都说难。", None),
    ],
)
def test_kinds_by_form(text: str, kind: BlockKind | None) -> None:
    assert labelled(text) == kind


def test_lines_between_a_title_and_where_people_belong_are_names() -> None:
    found = blocks_of("旧井的水", "陆闻笛陈望舟周野", "（水乡县水利学院，水乡 410006）", WELL, PIPE)
    assert of(found, "title") == ["旧井的水"]
    assert of(found, "byline") == ["陆闻笛陈望舟周野", "（水乡县水利学院，水乡 410006）"]
    assert names("張中望、劉德水等") == ("張中望", "劉德水")
    assert presented("水乡县水利学院教授、水务研究所所长陆闻笛")
    assert not presented("县里请来一位教授讲课，大家都去听")


def test_a_line_behind_the_end_that_does_not_end_is_furniture() -> None:
    found = blocks_of(spaced("水井与水管", *ALL[:5], "标记；水井，水管，织机，学徒"))
    assert of(found, "paragraph") == ALL[:5]
    assert "标记；水井，水管，织机，学徒" in of(found, "boilerplate")


def test_what_looks_like_a_heading() -> None:
    assert plain_heading("打基础，强弱项，补短板")
    assert not plain_heading("建设一批与村民生活相关的工程,修好主管道,接通各户的水表,在邮政")
    assert numbering("1.1.2“五口旧井”都要验水") == "dotted-deep"
    assert cites("陆闻笛，2019，《井水记》，《水利文存》第 3 期。")
    assert not cites("2019年，《井水记》出版。")
