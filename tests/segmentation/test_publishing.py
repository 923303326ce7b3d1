"""How accounts, journals and houses publish a text: who and what stands around it, and is no heading or paragraph."""

from __future__ import annotations

import pytest

from annotate.segmentation._labels import labelled
from annotate.segmentation._people import names, names_and_account, seat
from annotate.segmentation._sections import column_title
from annotate.segmentation._sentences import complete
from schema import BlockKind
from tests.segmentation.test_unforeseen import blocks_of, of
from tests.segmentation.written import ALL, DYE, LOOM, PIPE, WELL, spaced
from tests.segmentation.written import blocks_of as text_blocks


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("订阅热线：0570-1234567", "boilerplate"),
        ("订阅：村东旧井的来历", None),
        ("邮发代号 9-99", "boilerplate"),
        ("邮发代号的由来", None),
        ("（本文刊登于《水利文存》2019年第3期）", "boilerplate"),
        ("关注该公众号", "boilerplate"),
        ("关注公共水井", None),
        ("继续滑动看下一个", "boilerplate"),
        ("，轻点两下取消赞", "boilerplate"),
        ("原创", "boilerplate"),
        ("原创的办法", None),
        ("注1：水位每月量一次。", "footnote"),
        ("註2：此處只算公井。", "footnote"),
        ("注册人数三年未变", None),
        ("图2.1 全县水井", "caption"),
        ("<圖表 1.2> 全縣水井的深度", "caption"),
        ("<圖表> 全縣水井的深度", None),
        ("临溪县水井分布图", "caption"),
        ("全縣水價統計表", "caption"),
        ("临溪县的供水蓝图", None),
        ("3月4日，村民在旧井边排队。新华社发", "caption"),
        ("3月4日，村民在旧井边出发", None),
        ("2019年3月4-5日", "byline"),
        ("临溪县水利学会理事、临溪县政协委员 陈望舟", "byline"),
    ],
)
def test_what_stands_around_a_text(text: str, kind: BlockKind | None) -> None:
    assert labelled(text) == kind


@pytest.mark.parametrize(
    ("text", "whether"),
    [
        ("陈望舟 林望舒 临溪水利", True),
        ("陈望舟等 临溪水利", True),
        ("陈望舟 林望舒", False),
        ("旧井 临溪水利", False),
        ("陈望舟 水从哪里来？", False),
    ],
)
def test_names_with_an_account(text: str, whether: bool) -> None:
    assert names_and_account(text) is whether


def test_a_surname_in_either_script_makes_a_name() -> None:
    assert names("闫望舟 閆望舒") == ("闫望舟", "閆望舒")
    assert names("井望舟") == ()


def test_dots_in_the_middle_of_the_line_end_a_paragraph() -> None:
    assert complete("村民還要到鄰鎮去挑水⋯⋯")
    assert not complete("村民還要到鄰鎮去挑水")
    assert of(blocks_of(ALL[0][:-1] + "⋯⋯", "", ALL[1]), "paragraph") == [ALL[0][:-1] + "⋯⋯", ALL[1]]


def test_a_hyphen_at_the_end_of_a_line_stays_without_a_blank_behind() -> None:
    ferry = (
        "The toll was meant to pay for the bridge, and so it did by then. The ferry-\nmen, who were put out of work by "
        "it, now sell pre-\nand post-paid tickets at the gate, and a well-\nknown lawyer buys them.\n"
    )
    (text,) = of(blocks_of(f"The Toll on the Old Bridge\n\n{ferry}"), "paragraph")
    assert "The ferry-men, who" in text
    assert "sell pre- and post-paid tickets" in text
    assert "a well-known lawyer" in text


@pytest.mark.parametrize("mark", ["■", " ∎", "”◆"])
def test_the_mark_at_the_end_of_an_article_is_the_end_of_its_last_paragraph(mark: str) -> None:
    assert complete(f"村民还要到邻镇去挑水。{mark}")
    assert not complete(f"村民还要到邻镇去挑水{mark}")
    last = f"村里的事，村里人最清楚。{mark}"
    found = of(blocks_of(spaced("村东旧井的来历", *ALL, last, "（作者系临溪水利研究员）")), "paragraph")
    assert found[-1] == last


def test_names_with_an_account_below_a_heading_show_where_articles_begin() -> None:
    parts = [
        spaced(title, byline, *texts)
        for title, byline, texts in (
            ("村东旧井的来历", "陈望舟 林望舒 临溪水利", (WELL, ALL[0])),
            ("先修主管道", "林望舒等 临溪水利", (PIPE, ALL[1])),
        )
    ]
    found = text_blocks(spaced(*parts))
    assert [(row.article, row.text) for row in found if row.kind == "title"] == [
        (1, "村东旧井的来历"),
        (2, "先修主管道"),
    ]
    assert len(of(found, "byline")) == 2
    without = text_blocks(spaced(*parts), "names-alone")
    assert len(of(without, "title")) < 2


def test_several_headings_behind_a_bar_are_titles() -> None:
    barred = ("临溪水利·旧井 | 村东旧井的来历", "临溪水利·水管 | 先修主管道")
    assert all(map(column_title, barred))
    text = spaced(barred[0], WELL, ALL[0], barred[1], ALL[1], ALL[2])
    assert of(text_blocks(text), "title") == list(barred)
    assert of(text_blocks(text, "column-titles"), "title") != list(barred)
    assert of(text_blocks(spaced(barred[0], WELL, ALL[0], "先修主管道", ALL[1])), "title") == [barred[0]]


def test_the_account_between_names_and_furniture_is_a_byline() -> None:
    text = spaced("# 村东旧井的来历", "原创", "陈望舟", "临溪水利", "邮发代号 9-99", WELL, PIPE)
    found = text_blocks(text)
    assert of(found, "title") == ["村东旧井的来历"]
    assert of(found, "byline") == ["陈望舟", "临溪水利"]
    assert of(found, "heading") == []
    section = text_blocks(spaced("# 村东旧井的来历", "陈望舟", "引言", WELL, "先修主管道", PIPE))
    assert "引言" in of(section, "heading")


@pytest.mark.parametrize(
    ("text", "whether"),
    [
        ("临溪大学水利学院 供水实验室", True),
        ("临溪供水研究中心", True),
        ("中心城区的水井", False),
        ("水，研究中心", False),
    ],
)
def test_institutions(text: str, whether: bool) -> None:
    assert seat(text) is whether


def test_institutions_between_a_title_and_a_date_are_bylines() -> None:
    lines = ("临溪大学溪北分校", "二十一世纪研究中心 供水实验室", "2019年3月4-5日")
    found = text_blocks(spaced("# 村东旧井研讨会", *lines, WELL, "## 先修主管道", PIPE))
    assert of(found, "title") == ["村东旧井研讨会"]
    assert of(found, "byline") == list(lines)
    undated = text_blocks(spaced("# 村东旧井研讨会", WELL, "临溪供水研究中心", PIPE, ALL[0]))
    assert "临溪供水研究中心" not in of(undated, "byline")


def test_brackets_on_a_line_of_their_own_close_the_title() -> None:
    found = blocks_of("旧井还要不要留：一位村民的账本", "（临溪来信）", "陈望舟", *ALL[:4])
    assert of(found, "title") == ["旧井还要不要留：一位村民的账本（临溪来信）"]
    plain = blocks_of("旧井还要不要留：一位村民的账本", "陈望舟", *ALL[:4])
    assert of(plain, "title") == ["旧井还要不要留：一位村民的账本"]


def test_words_where_other_articles_have_their_byline_are_a_pen_name() -> None:
    def collection(name: str, *bylines: str) -> str:
        first, second = bylines
        signed = ("# 旧井的来历", first, WELL, ALL[0], "# 先修主管道", second, PIPE, ALL[1])
        return spaced(*signed, "# 织机归谁", name, LOOM, DYE)

    found = text_blocks(collection("井边草", "陈望舟", "林望舒"))
    assert of(found, "title") == ["旧井的来历", "先修主管道", "织机归谁"]
    assert "井边草" in of(found, "byline")
    alone = text_blocks(collection("井边草", "陈望舟", "水从山上来"))
    assert "井边草" not in of(alone, "byline")


def test_links_by_name_and_their_addresses_are_mark_up() -> None:
    linked = f"{WELL}见[水利文存][wells]。"
    found = text_blocks(spaced("# 旧井", linked, PIPE, "[wells]: https://example.org/wells"))
    assert of(found, "paragraph") == [f"{WELL}见水利文存。", PIPE]
    assert "[wells]: https://example.org/wells" in of(found, "markup")
    cited = f"{WELL}[12][13]"
    assert of(text_blocks(spaced("# 旧井", cited, PIPE)), "paragraph") == [cited, PIPE]


def test_a_row_of_marks_goes_on_no_sentence_and_one_mark_does() -> None:
    torn = ALL[3][:-1]
    assert torn in of(text_blocks(spaced("# 旧井", *ALL[:3], torn, "：，，，，，。", "## 水管", ALL[5])), "paragraph")
    assert ALL[3] in of(text_blocks(spaced("# 旧井", *ALL[:3], torn, "。", "## 水管", ALL[5])), "paragraph")


def test_buttons_behind_the_last_paragraph_are_no_body() -> None:
    body = ALL[:7]
    calls = (
        "欢迎来信说说你那里的水井，也说说水价，再说说还在转的织机",
        "来信请写清村名，也写清井深，不要忘了留下自己的地址",
    )
    found = text_blocks(spaced("# 旧井", *body, calls[0], "**订阅临溪水利**", calls[1]))
    assert of(found, "paragraph") == list(body)
    assert of(found, "heading") == []
    few = text_blocks(spaced("# 旧井", WELL, "旧井归全村，水价由村民定，账本年底公开，不得拖欠，"))
    assert len(of(few, "paragraph")) == 2
