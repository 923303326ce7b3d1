"""What a short line is, told apart from what looks like it: questions, captions, bylines, entries, numbered parts."""

from __future__ import annotations

import pytest

from annotate.segmentation._english import with_memo_heads
from annotate.segmentation._labels import labelled
from annotate.segmentation._lines import lines_of
from annotate.segmentation._noise import OVER_LINES, blocks_in
from annotate.segmentation._sections import plain_heading, reference_entry, references_label, title_behind_label
from annotate.segmentation._units import Unit, joined
from schema import BlockKind
from tests.segmentation.rows import Row
from tests.segmentation.written import ALL, DYE, EN, LOOM, PIPE, WELL, blocks_of, spaced


def of(found: list[Row], kind: str) -> list[str]:
    return [row.text for row in found if row.kind == kind]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("（陈大年，临溪县织造学院副院长）", "byline"),
        ("（陈大年：临溪大学教授。周小满：织造学院讲师。）", "byline"),
        ("（陈大年，住在村东）", None),
        ("更新于2019年3月4日 14:15 《临溪日报》 欧文•里德", "byline"),
        ("更新于旧井边的水管", None),
        ("【原文出处】《水利文存》", "byline"),
        ("资料来源：《临溪统计年鉴》，临溪出版社1999年版；1998和1999年的数据引自各村账本，由县水务站整理。", "caption"),
        ("（资料来源：各村账本，由县水务站和织造学院分头抄录，𠮷村的两本缺页，按前后两年的平均数补上）", "caption"),
        (f"来源：https://example.org/{'a-very-long-address-' * 8}", "byline"),
    ],
)
def test_what_short_texts_announce(text: str, kind: BlockKind | None) -> None:
    assert labelled(text) == kind


def test_who_published_it_does_not_run_into_the_text_however_long_the_address() -> None:
    source = f"来源：https://example.org/{'a-very-long-address-' * 8}"
    assert of(blocks_of(spaced("# 水井与水管", source, WELL, PIPE)), "paragraph") == [WELL, PIPE]


@pytest.mark.parametrize("word", ["那么", "那麼", "但", "可是", "然而", "所以"])
def test_no_heading_is_tied_to_the_text_above(word: str) -> None:
    assert plain_heading("旧井该由谁来管呢？")
    assert not plain_heading(f"{word}旧井该由谁来管呢？")


def test_questions_in_two_parts_are_headings_where_one_is_by_its_looks() -> None:
    asked = "年年说修水管，水管在哪里？"
    parts = spaced("水井与水管", ALL[0], "谁来付钱？", ALL[1], asked, ALL[2])
    assert of(blocks_of(parts), "heading") == ["谁来付钱？", asked]
    assert of(blocks_of(parts.replace("谁来付钱？", "账目由县里公布。")), "heading") == []
    tied = parts.replace(asked, f"但{asked}")
    assert of(blocks_of(tied), "heading") == ["谁来付钱？"]
    right_below = spaced("水井与水管", ALL[0], "谁来付钱？", ALL[1], "水管的来历", asked, ALL[2])
    assert of(blocks_of(right_below), "heading") == ["谁来付钱？", "水管的来历"]


def test_what_stands_above_its_source_is_a_chart_and_no_heading() -> None:
    source = "資料來源：縣水務站，村民整理"
    essay = spaced("水井與水管", ALL[0], "用水最多的五個村", source, ALL[1], "先修主管道", ALL[2])
    found = blocks_of(essay)
    assert of(found, "caption") == ["用水最多的五個村", source]
    assert of(found, "heading") == ["先修主管道"]
    assert "用水最多的五個村" in of(blocks_of(essay, "captions"), "heading")
    alone = spaced("水井與水管", ALL[0], "用水最多的五個村", ALL[1], "先修主管道", ALL[2])
    assert of(blocks_of(alone), "heading") == ["用水最多的五個村", "先修主管道"]


@pytest.mark.parametrize("label", ["參考書目(部分)", "参考书目：", "【参考文献】", "引用书目", "引用资料"])
def test_lists_of_books_are_references(label: str) -> None:
    books = (
        "縣水務站 全縣水井的統計表。",
        "陳大年 (1996) 《旧井》。临溪出版社。",
        "周小满主编（2004）。《水管》。临溪出版社。",
    )
    assert references_label(label)
    assert of(blocks_of(spaced("水井与水管", WELL, PIPE, LOOM, label, *books)), "reference") == [label, *books]
    assert not reference_entry("陈大年 (村东的木匠) 说，水是甜的。")


def test_comments_and_tags_over_several_lines_are_mark_up() -> None:
    comment = "<!--yml\n\ncategory: 水\n\n<p>旧稿。</p>\n-->"
    tag = '<note-box name="gate"\n\nprops="{&quot;水&quot;:&quot;井😀&quot;}"></note-box>'
    text = f"{comment}\n\n# 水井与水管\n\n{WELL}\n\n{tag}\n\n{PIPE}\n"
    found = blocks_of(text)
    assert of(found, "title") == ["水井与水管"]
    assert of(found, "paragraph") == [WELL, PIPE]
    assert of(blocks_of(text, "markdown"), "paragraph") != [WELL, PIPE]
    assert OVER_LINES.search("水位 <a 深\n\n，水质 <b 好>。") is None
    assert len(blocks_in("前<!-- <p>旧稿</p> -->后")) == 1 < len(blocks_in("前<p>旧稿</p>后"))


@pytest.mark.parametrize("fence", ["---\n", "\ufeff---\n", ""])
def test_front_matter_needs_no_fence_above(fence: str) -> None:
    fields = "title: 水井与水管\ndate: 2019-03-04\ntags:\n    - 水\n---\n"
    found = blocks_of(f"{fence}{fields}\n{WELL}\n\n{PIPE}\n")
    assert of(found, "title") == ["水井与水管"]
    assert of(found, "paragraph") == [WELL, PIPE]
    assert {row.kind for row in found} == {"title", "paragraph", "markup"}


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("【标题】水井与水管", "水井与水管"),
        ("[ 題 名 ]水井與水管", "水井與水管"),
        ("标题：水井与水管", "水井与水管"),
        ("Title: Wells and Pipes", "Wells and Pipes"),
        ("标题党的水管", None),
        ("Titles: two of them", None),
        ("【标题】", None),
    ],
)
def test_titles_that_say_so(text: str, title: str | None) -> None:
    at = title_behind_label(text)
    assert (None if at is None else text[at:]) == title


def test_each_title_that_says_so_begins_an_article() -> None:
    def record(number: int, title: str) -> str:
        return f"【文献编号】7-{number}\n【出版地名】临溪\n【标  题】{title}\n【作  者】陈大年"

    found = blocks_of(spaced(record(1, "水井与水管"), WELL, PIPE, record(2, "织机与学徒"), LOOM, DYE))
    assert of(found, "title") == ["水井与水管", "织机与学徒"]
    assert [row.article for row in found if row.kind == "paragraph"] == [1, 1, 2, 2]


def test_numbers_in_brackets_stay_inside_the_heading_above_whatever_stands_between_them() -> None:
    lines = ("沿河各村", "（一）上游", "用水的五个村", "（二）下游", "记账的三个人", "（三）河口", "山上各村")
    essay = spaced("水井与水管", ALL[0], *(part for pair in zip(lines, ALL, strict=False) for part in pair))
    essay = essay.replace(f"{lines[0]}\n\n{ALL[0]}\n\n", f"{lines[0]}\n\n")
    levels = {row.text: row.level for row in blocks_of(essay) if row.kind == "heading"}
    assert [levels[line] for line in lines if line[0] == "（"] == [2, 2, 2]
    assert levels[lines[0]] == levels[lines[-1]] == 1


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("图为陈大年在临溪渡口旧码头的近影。", "caption"),
        ("圖注：旧井边的三棵槐树，画于停水那一年", "caption"),
        ("三月四日，水管通到旧井边。 通讯员陈大年 摄", "caption"),
        ("为了让学徒看清梭子，师傅把织机放慢，一寸一寸地走 周小满 摄", "caption"),
        ("《临溪日报》网站题为《水井，水管》的报道截图。", "caption"),
        ("村东的旧井。视觉中国 资料", "caption"),
        ("The old main under the bridge. Photo: Ann Weaver for the Ledger", "caption"),
        ("(Credit: Ann Weaver / The Ledger)", "caption"),
        ("Image caption The well is closed on Sundays", "caption"),
        ("图为什么看不清？", None),
        ("He kept one photo: that of the well.", None),
        ("表一 各村水价", "caption"),
        ("Figure 2 Water Carried by Village", "caption"),
        ("Table 3 – Coins paid for a bucket", "caption"),
        ("Figure 2 shows what the villages carry.", None),
        ("March 1998", "byline"),
        ("Friday, 6 March 1998, 2:53 pm", "byline"),
        ("3/30/2022", "byline"),
        ("Venue: Millbrook Town Hall", "byline"),
        ("临溪周刊记者 陈大年", "byline"),
        ("作者︱陈大年", "byline"),
        ("2:53 PM ET", "boilerplate"),
        ("4 min read", "boilerplate"),
        ("Check against delivery", "boilerplate"),
        ("This essay first appeared in The Ledger of Millbrook.", "boilerplate"),
        ("John Dyer contributed to this report.", "boilerplate"),
        ("【免责声明】本页所载只供村民参考，水价以木牌上写的为准。", "boilerplate"),
        ("扫码阅读全文", "boilerplate"),
        ("This essay was never read to the end.", None),
    ],
)
def test_what_short_lines_of_pages_and_speeches_are(text: str, kind: BlockKind | None) -> None:
    assert labelled(text) == kind


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ('"EMERGENCY" REPAIRS', True),
        ("A Smoking Pump!  The Council Looks the Other Way", True),
        ("THE PUMP SMOKED!  NOBODY WENT TO LOOK", False),
        ("Ledgers, wells and the price of the", False),
        ("Old Mill Lane                    555-0199", False),
        ('"Water for All"', False),
        ("X-=-=-=-X 7", False),
    ],
)
def test_what_could_be_an_english_heading(text: str, heading: bool) -> None:
    assert plain_heading(text) is heading


def test_a_drawn_line_is_no_text_and_what_stands_behind_the_last_one_is_furniture() -> None:
    tail = "X-=-=-=-=-=-=-=-=-=-=-X\n\nAnother file from the Millbrook Exchange\n\nCall after six in the evening\n"
    found = blocks_of("\n\n".join(("The Price of a Bucket", *ALL[:6], tail)))
    assert of(found, "paragraph") == ALL[:6]
    assert {row.kind for row in found[-3:]} == {"boilerplate"}


def test_books_below_the_word_for_references_need_no_number() -> None:
    books = (
        "陈大年：《旧井》，临溪：临溪出版社，1985年。",
        "周小满主编：《水管》，江岸书局2004年版。",
        "县水务站：《全县水井》，1999年油印。",
    )
    found = blocks_of(spaced("水井与水管", WELL, PIPE, "参考文献", *books))
    assert of(found, "reference") == ["参考文献", *books]


def test_a_listing_beside_english_text_makes_it_no_translation() -> None:
    english = "The wells have been salt for ten years now, and nobody has measured them. " * 3
    code = [f"{number}. regress(cost_{number}, wells)" for number in range(20)]
    found = blocks_of(spaced("The Price of a Bucket", english.strip(), "The Ledger", f"{english}So much.", *code))
    assert english.strip() in of(found, "paragraph")


def test_titles_of_others_end_at_a_heading_above_text() -> None:
    inset = ("# 织机与学徒", ALL[0], "大家都在看", "渡口停航之后", "## 师傅", ALL[1])
    found = blocks_of(spaced(*inset))
    assert of(found, "heading") == ["师傅"]
    assert of(found, "boilerplate") == ["大家都在看", "渡口停航之后"]


def test_words_that_headings_have_are_no_names() -> None:
    text = (f"{EN} {EN}", f"{EN} It is so everywhere.", f"{EN} Nobody knows why.")
    found = blocks_of(spaced("# Water for the Villages", "Executive Summary", *text))
    assert "Executive Summary" not in of(found, "byline")
    found = blocks_of(spaced("# Water for the Villages", "Rt. Hon Ann Weaver", *text))
    assert "Rt. Hon Ann Weaver" in of(found, "byline")


def test_the_fields_of_a_memo_can_stand_in_one_paragraph() -> None:
    lines = tuple(lines_of("To: The Council\nSubject: Replacing the Main\nunder Bridge Street\nFrom: Ann Weaver"))
    found = with_memo_heads([Unit(lines, joined(lines), "paragraph")])
    assert [(unit.kind, unit.text) for unit in found] == [
        ("byline", "To: The Council"),
        ("byline", "Subject:"),
        ("heading", "Replacing the Main under Bridge Street"),
        ("byline", "From: Ann Weaver"),
    ]


def test_what_a_memo_is_about_can_take_two_lines() -> None:
    text = (f"{EN} {EN}", f"{EN} It is so everywhere.", f"{EN} Nobody knows why.")
    head = "MEMO FOR THE COUNCIL\n\nFrom:     Ann Weaver\nSubject:  The Main under the Bridge,\n          Once More"
    found = blocks_of(spaced(head, *text))
    assert of(found, "title") == ["The Main under the Bridge, Once More"]
    assert of(found, "byline") == ["From:     Ann Weaver", "Subject:"]
    assert of(blocks_of(spaced("Rain", "Subject: The Main", *text)), "byline") == []
