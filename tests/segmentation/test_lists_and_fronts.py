"""Lists told from headings, and what stands before and behind a text: keywords, appeals, memos, notes without stops."""

from __future__ import annotations

import pytest

from tests.segmentation.rows import Row
from tests.segmentation.written import ALL, DYE, EN, LOOM, PIPE, WELL, blocks_of, spaced

SEWN = (
    "They ask for one thing: a school in the evening, paid for by the town, and a loom that works in every room of it."
)


def of(text: str, kind: str) -> list[str]:
    return [row.text for row in blocks_of(text) if row.kind == kind]


def test_three_round_bullets_are_a_list_and_two_are_boxes() -> None:
    items = ("● 每日到课", "● 每月交一件活计", "● 满三年评等级")
    assert of("\n".join(("织机与学徒", LOOM, *items, DYE)), "list_item") == list(items)
    assert of("\n".join(("织机与学徒", LOOM, *items[:2], DYE)), "list_item") == []


def test_a_short_line_in_a_row_of_numbered_ones_is_no_heading() -> None:
    row = ("1、先验旧井的水质，再定修哪一口。", "2、修主管道", "3、逐户接表，困难家庭的接表费由县里出。")
    found = blocks_of("\n".join(("水井与水管", WELL, *row, PIPE)))
    assert [item.text for item in found if item.kind == "paragraph"][1:4] == list(row)
    apart = blocks_of("\n".join(("水井与水管", "1、验旧井", WELL, "2、修主管道", PIPE, "3、逐户接表", LOOM)))
    assert [item.text for item in apart if item.kind == "heading"] == ["1、验旧井", "2、修主管道", "3、逐户接表"]


def test_the_last_of_a_row_heads_the_text_below_it() -> None:
    row = ("1、先验旧井的水质，再定修哪一口。", "2、修主管道，今年动工。", "3、逐户接表")
    assert of("\n".join(("水井与水管", WELL, *row, PIPE)), "heading") == ["3、逐户接表"]


def test_english_items_stand_right_below_each_other() -> None:
    apart = ("1. We will pay for one boat.", EN, "2. We will pay for one loom.", SEWN)
    assert of(spaced("What We Promise", EN.replace("spring", "autumn"), *apart), "list_item") == []


def test_keywords_below_their_label() -> None:
    text = "\n".join(("水井与水管", "关键词：", "水井 水管 盐分 村民", *ALL[:3]))
    assert of(text, "keywords") == ["关键词：", "水井 水管 盐分 村民"]
    assert LOOM in of("\n".join(("水井与水管", "关键词：", LOOM, *ALL[:3])), "paragraph")


@pytest.mark.parametrize(
    "appeal",
    [
        "請加入成為本刊的月費訂戶，長期支持我們的工作。",
        "欢迎订阅本刊电子版，每周一封。",
        "Sign up for our weekly newsletter and never miss a loom.",
        "Support our journalism today!",
    ],
)
def test_what_asks_readers_to_pay_is_no_text(appeal: str) -> None:
    assert of(spaced("水井与水管", *ALL[:3], appeal), "boilerplate") == [appeal]


def test_a_memo_further_down_begins_an_article() -> None:
    head = ("To: The Mayor", "From: Ann Weaver", "Date: March 5, 1998", "Subject: Mending the Main")
    essay = spaced("Learning to Weave Again", *(f"{EN} {number}." for number in range(18)))
    found = blocks_of(f"{essay}\n\n" + "\n".join(head) + f"\n\n{SEWN}\n\n{EN}\n")
    assert Row(2, "title", None, "Mending the Main") in found
    assert {row.article for row in found if row.text in head[:3]} == {2}


def test_a_title_behind_what_says_where_it_is_from_is_told_again() -> None:
    again = "出自河畔编辑组：水井与水管"
    assert of(spaced("# 水井与水管", f"## {again}", *ALL[:3], "## 旧井", ALL[4]), "duplicate") == [again]


def test_an_agency_alone_amid_the_text_belongs_to_a_picture() -> None:
    text = "\n".join(("水井与水管", "陈望舟　2020-12-07", *ALL[:3], "美联社", *ALL[4:6]))
    assert of(text, "caption") == ["美联社"]


def test_the_number_of_a_series_above_a_title_is_none() -> None:
    front = ("Valley Paper No. 13", "Why the Looms Stopped", "By Ann Weaver")
    found = blocks_of(spaced(*front, EN, SEWN))
    assert [row.text for row in found if row.kind == "title"] == ["Why the Looms Stopped"]


def test_notes_whose_numbers_have_no_stop() -> None:
    notes = ("1河畔報：井水變鹹", "2 水務局：接表費的辦法", "3 縣誌　卷六")
    found = blocks_of(spaced("水井與水管", *ALL[:3], "註釋：", *notes))
    assert {row.kind for row in found if row.text in notes} <= {"reference", "footnote"}


ENGLISH_SOURCES = (
    "1 Weaver, Ann. The Town and Its Looms.",
    "Lower Valley Press, 1998.",
    "2 Ibid. Pg. 44",
    "3 Alder, John. “What a School Costs",
    "in the Evening.” The Carter’s Gazette, vol. 3, 2004.",
)
CHINESE_SOURCES = ("[1] 林望舒：《织机与学徒》", "临溪水利出版社，1998年，第44页", "[2] 同上", "陈望舟：夜校的账，2004")


@pytest.mark.parametrize(
    ("label", "sources", "after"),
    [
        ("Sources Consulted", ENGLISH_SOURCES, "About the looms"),
        ("References", ENGLISH_SOURCES, None),
        ("参考文献", CHINESE_SOURCES, None),
    ],
)
def test_what_stands_below_the_word_is_the_list_where_most_of_it_names_a_source(
    label: str, sources: tuple[str, ...], after: str | None
) -> None:
    body = (EN, SEWN) if label.isascii() else ALL[:3]
    more = (f"## {after}", ALL[6], ALL[7]) if after else ()
    found = blocks_of("\n\n".join(("# 织机", *body, label, *sources, *more)))
    assert "".join(row.text for row in found if row.kind == "reference").replace(" ", "") == "".join(
        (label, *sources)
    ).replace(" ", "")
    assert [row.text for row in found if row.kind == "paragraph"] == [*body, *more[1:]]


def test_paragraphs_that_name_no_source_are_no_list_below_the_word() -> None:
    found = blocks_of("\n\n".join(("# 织机与学徒", *ALL[:3], "注释", *ALL[3:6])))
    assert [row.text for row in found if row.kind == "paragraph"] == list(ALL[:6])


@pytest.mark.parametrize(("label", "articles"), [("参考文献", 1), ("结语", 1), ("修管", 3)])
def test_a_section_that_closes_does_not_make_articles_of_those_above(label: str, articles: int) -> None:
    parts = (part for name, text in zip(("织机", "夜校", "水井"), ALL, strict=False) for part in (f"# {name}", text))
    found = blocks_of("\n\n".join((*parts, f"## {label}", "[1] 林望舒：《织机与学徒》，1998年，第44页。")))
    assert len({row.article for row in found if row.kind == "paragraph" and row.text in ALL}) == articles
