"""What a document shows of itself decides: numbers that count up, lines that break off, what stands again."""

from __future__ import annotations

import pytest

from annotate.segmentation._furniture import furniture
from annotate.segmentation._labels import glued_note, labelled
from annotate.segmentation._numbering import numbering
from annotate.segmentation._wording import simplified
from tests.segmentation.test_unforeseen import blocks_of, cut, of
from tests.segmentation.written import ALL, DYE, EN, LOOM, PIPE, WELL, spaced
from tests.segmentation.written import blocks_of as text_blocks

SEWN = "The council should lend each weaver a loom for three years, and buy the first hundred cloths at a fixed price."
HEAD = "水利文存"


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("2.2 公共水井的用处", "dotted"),
        ("1.3 人工织造的成本", "dotted"),
        ("1.2.水管的接法", "dotted"),
        ("2.5 万元以上的水表", None),
        ("2.5万元以上的水表", None),
        ("3: Why the looms stopped", "arabic"),
        ("3:2的比例", None),
        ("12:30开工", None),
    ],
)
def test_numbers_before_headings(text: str, style: str | None) -> None:
    assert numbering(text) == style


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("柳荫渡口 2019-03-02", "byline"),
        ("发表于 2019-03-02 - 更新于 2020-01-05", "byline"),
        ("渡口专栏特约撰稿 | Liu An", "byline"),
        ("陈大年 著", "byline"),
        ("陈大年 译", "byline"),
        ("新华社渡口 3 月 2 日电", "byline"),
        ("（县织造技艺研究会研究员 陈大年）", "byline"),
        ("Yours sincerely,", "byline"),
        ("未经许可，禁止复制、转载本文。", "boilerplate"),
        ("本文觀點不代表本站立場。", "boilerplate"),
        ("水价从 2019-03-02 起调整，共三档", None),
        ("织机 | 学徒", None),
        ("论手艺的译与著", None),
        ("未经住户同意，不得涨价。", None),
        ("这并不代表我的立场。", None),
        ("（三年里水价涨了一倍）", None),
    ],
)
def test_what_lines_announce(text: str, kind: str | None) -> None:
    assert labelled(text) == kind


def test_furniture_is_known_in_both_scripts() -> None:
    assert furniture(simplified("本文選自「報導者」，轉載請註明出處"), short=True)
    assert not furniture(simplified("本文選了三口井，都在村東"), short=True)


@pytest.mark.parametrize(
    ("text", "note"),
    [
        (f"{PIPE}（作者系水务站职工）", "（作者系水务站职工）"),
        (f"{PIPE} （作者单位：县水务局（渡口站））", "（作者单位：县水务局（渡口站））"),
        (f"{PIPE}（文/陈大年）", "（文/陈大年）"),
        (f"𠮷{PIPE}（县织造技艺研究会研究员陈大年）", "（县织造技艺研究会研究员陈大年）"),
        (f"{PIPE}（见附件）", None),
        (f"{PIPE[:-1]}（作者系水务站职工）", None),
        ("“水是命。”（陈大年）", None),
    ],
)
def test_notes_behind_the_last_sentence(text: str, note: str | None) -> None:
    at = glued_note(text)
    assert (None if at is None else text[at:]) == note


def test_a_glued_note_over_two_lines_closes_the_article() -> None:
    lines = cut(f"{ALL[0]}（作者系县水务站职工，水务局供水科原科长）", 24)
    assert "作者" in lines[-1] or "作者" in lines[-2]
    found = blocks_of("水井与水管", *cut(ALL[1], 24), *lines, "织机与学徒", *cut(ALL[2], 24))
    assert of(found, "byline") == ["（作者系县水务站职工，水务局供水科原科长）"]
    assert ALL[0] in of(found, "paragraph")
    assert of(found, "title") == ["水井与水管", "织机与学徒"]


NOTES = ("[1] 水文站记录，第三册。", "[2] Chen, Wells and Pipes, 1998.", "[3] 同上，第十二页。")


def test_notes_at_the_end_are_footnotes_where_the_body_has_their_marks() -> None:
    marked = WELL.replace("十年", "十年[1]")
    assert of(blocks_of("水井与水管", marked, PIPE, *NOTES), "footnote") == list(NOTES)
    assert of(blocks_of("水井与水管", WELL, PIPE, *NOTES), "footnote") == []
    assert of(blocks_of("水井与水管", marked, PIPE, *NOTES[1:], NOTES[0]), "footnote") == []


def test_notes_of_which_one_is_a_reference_are_references() -> None:
    notes = (*NOTES, "[4] 陈大年. 水井与水管[J]. 水利文存, 1998.")
    assert of(blocks_of("水井与水管", WELL.replace("十年", "十年[1]"), *notes), "reference") == list(notes)


def test_headings_that_all_come_again_are_contents_without_that_word() -> None:
    names = ("背景", "难处", "办法")
    body = [line for name, text in zip(names, ALL, strict=False) for line in (name, text)]
    entries = [f"{at}. {name}" for at, name in enumerate(names, 1)]
    found = blocks_of("水井与水管", "作者：陈大年", *entries, *body)
    assert of(found, "heading") == list(names)
    assert set(entries) <= set(of(found, "boilerplate"))
    once = blocks_of("水井与水管", "作者：陈大年", *entries, *ALL[:3])
    assert of(once, "heading") == entries


def test_the_running_head_that_a_text_begins_with_is_its_title_where_no_other_is() -> None:
    title = "村中水井与水管的来历"
    pages = (*cut(ALL[0], 30), title, "1", *cut(ALL[1], 30), title, "2", *cut(ALL[2], 30), title, "3")
    assert of(blocks_of(title, "摘 要", *pages), "title") == [title]
    assert of(blocks_of(title, "先修管道还是先接水表", *pages), "title") == ["先修管道还是先接水表"]


def test_figures_that_tear_paragraphs_apart_are_numbers_of_pages() -> None:
    half = len(PIPE) // 2
    found = blocks_of("水井与水管", "", ALL[0], "", "1", "", ALL[1] + PIPE[:half], "", "2", "", PIPE[half:])
    assert of(found, "heading") == []
    assert ALL[1] + PIPE in of(found, "paragraph")


def test_numbers_of_headings_are_no_numbers_of_pages() -> None:
    names = ("先验旧井水质", "再修主管道", "后接各户水表", "最后定下水价", "每年公布账目")
    parts = [[f"{at}、{name}", *cut(text * 2, 20)] for at, (name, text) in enumerate(zip(names, ALL, strict=False), 1)]
    found = blocks_of("水井与水管", *(line for part in parts for line in part))
    assert of(found, "heading") == [part[0] for part in parts]


def test_tags_of_templates_are_mark_up() -> None:
    figure = '{% include img.html src="a.png"\ncaption="村东的旧井。" %}'
    short = '{{< figure src="b.png" >}}'
    text = spaced("# 水井与水管", f"{figure}\n{WELL}", short, PIPE)
    found = text_blocks(text)
    assert of(found, "paragraph") == [WELL, PIPE]
    assert "".join(of(found, "markup")).replace("#", "") == figure.replace("\n", "") + short
    assert of(text_blocks(text, "markdown"), "paragraph") != [WELL, PIPE]


def test_a_full_line_at_the_foot_of_a_page_is_no_heading() -> None:
    line, *rest = cut(WELL.replace("，", "") + PIPE.replace("，", ""), 24)
    pages = [part for at in range(3) for part in ("", str(at + 7), "", HEAD, "", *cut(ALL[at], 24))]
    front = ("村东旧井的来历", "", *cut(ALL[5], 24), "")
    found = blocks_of(*front, line, "", "6", "", HEAD, "", *rest, *pages)
    assert "".join((line, *rest)) in of(found, "paragraph")
    assert of(found, "heading") == []
    short = blocks_of(*front, "先修主管道", "", "6", "", HEAD, "", *cut(ALL[4], 24), *pages)
    assert of(short, "heading") == ["先修主管道"]


def test_a_line_that_has_no_room_for_the_number_below_is_full() -> None:
    """A number is never cut, so that the line above it stops short of the others."""
    body = [line for text in ALL[:4] for line in (f"\u3000\u3000{text[:16]}", *cut(text[16:], 18))]
    torn = ("接水表的钱一共占了全部工费", "1234567890元的三成，其余由县里出。")
    found = blocks_of("村东旧井的来历", *body, f"\u3000\u3000{torn[0]}", "", torn[1], *body)
    assert "".join(torn) in of(found, "paragraph")


def test_the_rest_of_a_numbered_heading_is_no_name() -> None:
    heading = "二、接通管道和修好旧井是水务局今年的首要任务"
    assert len(heading) > 20
    found = blocks_of("旧井", *cut(ALL[0], 20), *cut(heading, 20), *cut(ALL[1], 20))
    assert of(found, "heading") == [heading]
    assert of(found, "byline") == []
    signed = blocks_of("旧井与水管的故事", "任大年", *cut(ALL[0], 20), *cut(ALL[1], 20))
    assert of(signed, "byline") == ["任大年"]


def test_an_office_over_two_lines_is_one_byline_and_leaves_the_title() -> None:
    office = "县织造技艺研究会和水利文存编辑部联合研究中心副主任、研究员 陈大年"
    title = "旧井、水管、织机"
    body = [*cut(ALL[0], 24), *cut(ALL[1], 24)]
    found = blocks_of(*body, title, *cut(office, 24), *cut(ALL[2], 24), *cut(ALL[3], 24))
    assert of(found, "byline") == [office]
    assert title in of(found, "title")


def test_a_numbered_heading_ends_keywords() -> None:
    keywords = "关键词：旧井；水管；织机；学徒；来料加工；技工学校；补贴"
    found = blocks_of("水井与水管的去留", *cut(keywords, 20), "一、引言", *cut(ALL[0], 20), *cut(ALL[1], 20))
    assert of(found, "keywords") == [keywords]
    assert of(found, "heading") == ["一、引言"]


def test_the_front_of_a_journal_is_no_menu_whatever_its_lines_are() -> None:
    abstract, keywords = f"摘要：{ALL[3]}", "关键词：旧井；水管"
    front = ("村东旧井的来历", "陈大年王小川李阿木", "（县织造技艺研究会，渡口 410006）", *cut(abstract, 30), keywords)
    line, *rest = cut(WELL.replace("，", "") + PIPE, 28)
    pages = [part for at in range(4) for part in ("", str(at + 1), "", HEAD, "", *cut(ALL[at], 30))]
    found = blocks_of(*front, "一、引言", f"\u3000\u3000{line}", "", "41", "", HEAD, "", *rest, *pages)
    assert of(found, "title") == ["村东旧井的来历"]
    assert of(found, "abstract") == [abstract]
    assert of(found, "keywords") == [keywords]


def test_capitals_do_not_run_on_in_small_letters() -> None:
    body = [
        line
        for _ in range(3)
        for line in ("The looms stopped in spring, and the", "weavers now sew for two coins a", "cloth.")
    ]
    found = blocks_of("WHY LOOMS STOPPED IN SPRING", "Preamble", *body)
    assert "WHY LOOMS STOPPED IN SPRING" in [row.text for row in found]


def test_an_english_letter() -> None:
    items = ("1. It will close the last three looms.", "2. It will salt the wells.")
    lines = ("Why the looms must stay", "Dear Chair Alder,", EN, "It does harm in two ways:", *items, SEWN)
    found = blocks_of("\n\n".join((*lines, "Sincerely,", "Ann Weaver")))
    assert of(found, "list_item") == list(items)
    assert of(found, "paragraph") == ["Dear Chair Alder,", EN, "It does harm in two ways:", SEWN]
    assert of(found, "byline") == ["Sincerely,", "Ann Weaver"]


def test_numbers_that_do_not_count_up_make_no_list() -> None:
    assert of(blocks_of(EN, "2. It will salt the wells.", "4. It will close the looms.", SEWN), "list_item") == []


def test_a_title_that_asks_may_stand_on_two_lines() -> None:
    title = "最后一天！村里的旧井还要不要留，留下来又该由谁来管？"
    found = blocks_of(*cut(title, 20), *cut(ALL[0], 20), *cut(ALL[1], 20))
    assert of(found, "title") == [title]


def test_a_heading_above_the_body_that_stands_in_the_title_is_a_duplicate() -> None:
    found = blocks_of("# 陈大年：旧井的来历（2019）", "", "柳荫渡口 2019-03-02", "", "旧井的来历", "", WELL, "", PIPE)
    assert of(found, "title") == ["陈大年：旧井的来历（2019）"]
    assert of(found, "duplicate") == ["旧井的来历"]
    below = blocks_of("# 陈大年：旧井的来历（2019）", "", WELL, "", "旧井的来历", "", PIPE)
    assert of(below, "heading") == ["旧井的来历"]


def test_a_repeated_title_may_differ_by_blanks() -> None:
    found = blocks_of("水井与 pipe：旧闻", WELL, PIPE, "水井与pipe：旧闻", LOOM, DYE)
    assert of(found, "duplicate") == ["水井与pipe：旧闻"]


def test_several_sentences_are_no_heading_whatever_the_mark_up_says() -> None:
    found = blocks_of("# 水井与水管", "", f"## {ALL[0]}", "", ALL[1], "", "## 先修主管道。", "", PIPE)
    assert ALL[0] in of(found, "paragraph")
    assert of(found, "heading") == ["先修主管道。"]


def test_a_quotation_that_a_line_leaves_open_goes_on_in_the_next() -> None:
    note = (DYE + PIPE)[-42:]
    body = (*cut(ALL[1], 14), *cut(ALL[2], 14))
    found = blocks_of(*body, *cut(note, 14), "村里应该“打开天窗", "说亮话”", "■陈大年", *body)
    assert "村里应该“打开天窗说亮话”" in of(found, "title")
    assert any(text.endswith(note) for text in of(found, "paragraph"))


def set_in(*texts: str) -> list[str]:
    return [line for text in texts for line in (f"\u3000\u3000{text[:16]}", *cut(text[16:], 18))]


def test_a_first_line_does_not_go_on_in_another_first_line() -> None:
    greeting = "亲爱的各位乡亲邻里和渡口的船工们，"
    found = blocks_of("村东旧井的来历", f"\u3000\u3000{greeting}", "", *set_in(*ALL[:4]))
    assert greeting in of(found, "paragraph")
    first, *rest = set_in(ALL[5])
    torn = blocks_of("村东旧井的来历", *set_in(*ALL[:4]), first, "", *rest, *set_in(*ALL[8:10]))
    assert ALL[5] in of(torn, "paragraph")


def test_the_rest_of_a_sentence_with_a_colon_is_no_address() -> None:
    text = f"{ALL[5][:78]}，更大的难处是："
    lines = cut(text, 18)
    assert len(lines[-1]) < 15
    assert "，" in lines[-1]
    body = [line for part in ALL[:3] for line in cut(part, 18)]
    found = blocks_of("村东旧井的来历", "", *body, "", *lines[:-1], "", lines[-1], "", *cut(ALL[8], 18))
    assert text in of(found, "paragraph")


def test_a_heading_over_two_lines_behind_a_full_line_is_no_part_of_the_paragraph() -> None:
    heading = "先修通主管道再给困难家庭接上各户水表的理由和办法"
    above = set_in(ALL[5][: 16 + 5 * 18 - 1] + "。")
    assert len(above[-1]) == 18
    found = blocks_of("村东旧井的来历", *set_in(*ALL[:4]), *above, *cut(heading, 18), *set_in(*ALL[8:12]))
    assert of(found, "heading") == [heading]


MENU = ("首页", "新闻", "评论", "专题", "视频", "登录 | 注册", "当前位置：首页 > 评论 > 正文")


def test_the_labels_of_a_menu_are_no_title_and_hide_none() -> None:
    asks = "旧井还要不要留，水管由谁来接？"
    assert of(blocks_of(*MENU, "", "\n\n".join((asks, *ALL[:4]))), "title") == [asks]
    assert of(blocks_of(*MENU, "", "\n\n".join(ALL[:4])), "title") == []
    assert of(blocks_of("旧井", "", "\n\n".join(ALL[:4])), "title") == ["旧井"]


def test_the_only_outermost_heading_below_a_lead_is_the_title() -> None:
    found = text_blocks(spaced(ALL[0], "# 村东旧井的来历", WELL, "## 先修主管道", PIPE))
    assert of(found, "title") == ["村东旧井的来历"]
    assert of(found, "heading") == ["先修主管道"]
    two = text_blocks(spaced(ALL[0], "# 村东旧井的来历", WELL, "# 先修主管道", PIPE))
    assert of(two, "heading") == ["村东旧井的来历", "先修主管道"]


def test_a_wave_inside_bold_letters_is_no_mark_up() -> None:
    found = text_blocks(spaced("# 水井与水管", "**修井（2013~2018）**", WELL, "**接管（2018~）**", PIPE))
    assert of(found, "heading") == ["修井（2013~2018）", "接管（2018~）"]


UNENDED = f"{WELL[:-1]}，这笔账该怎么算，我还真没有头绪"


def test_a_paragraph_without_its_mark_is_whole_where_nothing_cuts_the_others() -> None:
    uncut = blocks_of(spaced("水井与水管", *ALL[:20], UNENDED, *ALL[20:24]))
    assert of(uncut, "paragraph") == [*ALL[:20], UNENDED, *ALL[20:24]]
    halves = [half for text in ALL[1:6] for half in (text[:70], text[70:])]
    cut_often = blocks_of(spaced("水井与水管", ALL[12], *halves, *ALL[6:11]))
    assert of(cut_often, "paragraph") == [ALL[12], *ALL[1:11]]


@pytest.mark.parametrize("back", ["↩", "↩\ufe0e", "↩\ufe0f"])
def test_a_link_back_to_its_mark_ends_a_note(back: str) -> None:
    notes = (f"渡口水文站，2019 年第 3 册。 {back}", f"{LOOM}𠮷村的两台不算在内 {back}")
    assert of(blocks_of(spaced("水井与水管", WELL, PIPE, *notes)), "footnote") == list(notes)
    assert (
        of(blocks_of(spaced("水井与水管", WELL, PIPE, f"箭头 {back} 表示回到上一页，三口井都有。")), "footnote") == []
    )


def test_numbers_of_full_width_count_headings() -> None:
    names = ("１．旧井的水质", "２．主管道的走向", "（１）东村的一段", "（２）西村的一段", "３．各户的水表")
    body = [line for name, text in zip(names, ALL, strict=False) for line in (name, text)]
    found = blocks_of(spaced("水井与水管", "一、工程", WELL, *body, "二、工费", PIPE))
    assert [(row.text, row.level) for row in found if row.kind == "heading"] == [
        ("一、工程", 1),
        *((name, 3 if name[0] == "（" else 2) for name in names),
        ("二、工费", 1),
    ]


def test_indented_paragraphs_do_not_hang_below_a_number_as_wide_as_their_indent() -> None:
    names = ("１．旧井的水质", "２．水管的走向")
    found = blocks_of("村东旧井的来历", names[0], *set_in(*ALL[:3]), names[1], *set_in(*ALL[3:6]))
    assert of(found, "heading") == list(names)
    assert of(found, "paragraph") == ALL[:6]
