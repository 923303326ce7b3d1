"""One document a layout: what becomes of titles, bylines, headings, furniture, torn and repeated paragraphs."""

import textwrap

import pytest

from tests.importers.essays import (
    BYLINE,
    FIRST,
    HEADINGS,
    LINES,
    OPENING,
    PARAGRAPHS,
    SECOND,
    TITLE,
    blocks,
    cells,
    headings,
    one,
    only,
    paragraphs,
    wrapped,
)


def test_plain_text_gives_title_byline_headings_and_paragraphs() -> None:
    article = one("\n".join(LINES).encode())
    assert article.title == TITLE
    assert (article.authors, article.source, article.date) == (("沈砚秋",), "青石周报", "2024-05-17 08:30")
    assert headings(article) == [(0, TITLE), *((1, text) for text in HEADINGS)]
    assert paragraphs(article) == list(PARAGRAPHS)
    assert BYLINE not in article.current.text


def test_a_web_page_keeps_its_furniture_out_of_the_article() -> None:
    furniture = [
        "当前位置：首页 > 乡村",
        "字体大小：【大 中 小】　浏览次数：12",
        "责任编辑：白舟",
        "上一篇：桥头的集市",
        "友情链接",
    ]
    page = [furniture[0], TITLE, BYLINE, furniture[1], *LINES[2:], *furniture[2:]]
    found = only("\n\n".join(page).encode())
    assert blocks(found, "boilerplate") == furniture
    assert paragraphs(found.articles[0]) == list(PARAGRAPHS)


def test_front_matter_of_a_journal() -> None:
    abstract = "渡口停航加重了山村的负担，本文主张以补贴恢复客渡。"
    second = "文章依据三个月的走访写成。"
    found = only(
        "\n".join([TITLE, "沈砚秋　陆闻笛", "摘要", abstract, second, "关键词：渡口；客运补贴", *LINES[2:]]).encode()
    )
    (article,) = found.articles
    assert article.authors == ("沈砚秋", "陆闻笛")
    roles = [(part.role, part.of(article.current.text)) for part in article.current.paragraphs[:3]]
    assert roles == [("abstract", abstract), ("abstract", second), ("body", OPENING)]
    assert blocks(found, "keywords") == ["关键词：渡口；客运补贴"]


def test_an_abstract_that_nothing_closes_is_one_paragraph() -> None:
    article = one("\n".join([TITLE, "摘要：本文主张恢复客渡。", OPENING, *FIRST]).encode())
    assert [part.role for part in article.current.paragraphs] == ["abstract", "body", "body", "body"]


def test_levels_follow_the_order_of_the_numberings() -> None:
    numbered = [
        "第一章 现状",
        "一、河",
        OPENING,
        "（一）水位",
        FIRST[0],
        "1. 汛期",
        FIRST[1],
        "二、船",
        SECOND[0],
        "结语",
        SECOND[1],
    ]
    article = one("\n".join([TITLE, BYLINE, *numbered]).encode())
    assert headings(article)[1:] == [
        (1, "第一章 现状"),
        (2, "一、河"),
        (3, "（一）水位"),
        (4, "1. 汛期"),
        (2, "二、船"),
        (1, "结语"),
    ]


def test_an_enumeration_in_running_text_is_no_heading() -> None:
    items = ["一是恢复客渡，每天开行四班，学生上学的日子另加一班。", "1.5公里的绕行让人为难，2.3元的补贴又太少。"]
    assert paragraphs(one("\n".join([TITLE, BYLINE, *items]).encode())) == items


OTHER = (
    "集市占了半条街，摊位没有编号，运菜的三轮车常常堵到中午，住在街边的人家进出都难。",
    "镇里可以划出早市的时段和界线，收市以后由摊主轮流清扫，做得到的优先续租摊位。",
)


@pytest.mark.parametrize("bylines", [True, False])
def test_markdown_collection(bylines: bool) -> None:
    signed = ["作者：沈砚秋"] if bylines else []
    text = ["# 渡口", *signed, OPENING, "## 绕路", FIRST[0], "### 冬天", FIRST[1], "# 码头", *signed, SECOND[0]]
    first, second = only("\n\n".join(text).encode(), "essays.md").articles
    assert headings(first) == [(0, "渡口"), (1, "绕路"), (2, "冬天")]
    assert headings(second) == [(0, "码头")]
    assert [first.id, second.id] == [f"{first.document}-1", f"{first.document}-2"]


def test_markdown_marks_are_blocks_of_their_own() -> None:
    found = only(
        f"# {TITLE}\n\n要点**必须**写明。\n\n- 加开一班\n- 配齐救生衣\n\n---\n\n```text\n\n> {OPENING}\n".encode(),
        "essay.md",
    )
    assert blocks(found, "markup") == ["#", "**", "**", "-", "-", "---", "```text", ">"]
    assert blocks(found, "list_item") == ["加开一班", "配齐救生衣"]
    assert paragraphs(found.articles[0]) == ["要点必须写明。", "加开一班", "配齐救生衣", OPENING]


def test_title_and_byline_begin_another_article_in_plain_text() -> None:
    other = ["桥头集市该怎样管", "来源：青石周报 2024-06-02", *OTHER]
    first, second = only("\n".join([*LINES, *other]).encode()).articles
    assert paragraphs(first) == list(PARAGRAPHS)
    assert (second.title, paragraphs(second)) == (other[0], other[2:])


def test_the_note_on_the_author_closes_an_article() -> None:
    found = only("\n\n".join([*LINES, "（作者系青石县志办公室编辑）", "短论", "码头的灯", OTHER[0]]).encode())
    first, second = found.articles
    assert paragraphs(first) == list(PARAGRAPHS)
    assert (second.title, paragraphs(second)) == ("码头的灯", [OTHER[0]])
    assert blocks(found, "boilerplate") == ["短论"]


def test_a_title_in_two_parts_and_the_label_above_it() -> None:
    found = only("\n\n".join(["乡村观察", "渡口与集市 ——青石县走访记", "作者：沈砚秋", OPENING]).encode())
    assert found.articles[0].title == "渡口与集市"
    assert (blocks(found, "subtitle"), blocks(found, "boilerplate")) == (["——青石县走访记"], ["乡村观察"])


def test_a_paragraph_torn_by_a_page_break_is_mended_past_a_name_and_a_page_number() -> None:
    for between in ("", "\n\n12\n\n", "\n\n陈望舟\n\n"):
        torn = FIRST[0][:50] + (between or "\n\n") + FIRST[0][50:]
        article = one("\n\n".join([TITLE, BYLINE, OPENING, torn, SECOND[0]]).encode())
        assert paragraphs(article) == [OPENING, FIRST[0], SECOND[0]]
        assert article.authors == ("沈砚秋",)


def test_what_is_printed_twice_is_a_duplicate() -> None:
    note = "（作者系青石县志办公室编辑）"
    found = only("\n\n".join([*LINES, note, *LINES[-2:], note]).encode())
    assert blocks(found, "duplicate") == [*SECOND, note]
    assert [paragraphs(article) for article in found.articles] == [list(PARAGRAPHS)]


def test_two_articles_of_one_day_and_author_have_the_same_byline_and_no_duplicate() -> None:
    found = only("\n".join([TITLE, BYLINE, *FIRST, "桥头集市该怎样管", BYLINE, *SECOND]).encode())
    assert [article.title for article in found.articles] == [TITLE, "桥头集市该怎样管"]
    assert blocks(found, "duplicate") == []


def test_columns_that_lost_their_indents() -> None:
    """Each first line is two characters short; a blank line stands after it where the extraction saw a change."""
    lines: list[str] = []
    for paragraph in PARAGRAPHS:
        lines += [*wrapped(paragraph, 16, first=2), ""]
    assert paragraphs(one("\n".join([TITLE, BYLINE, "", *lines]).encode())) == list(PARAGRAPHS)


def test_latin_words_are_joined_by_a_blank() -> None:
    """Ragged lines too: each is as long as its words allow."""
    essay = [
        "The ferry stopped running five years ago, and the villages on the far bank have been poorer ever since. "
        "Children leave home before dawn, and every crate of loquats pays for the detour.",
        "A small boat, paid for by the county and steered by the man who steered the old one, would cost less than "
        "the road that has been promised for a decade.",
    ]
    text = "A ferry for the far bank\n\n" + "\n\n".join(textwrap.fill(paragraph, 60) for paragraph in essay)
    assert paragraphs(one(text.encode())) == essay


def test_front_matter_alone_is_a_document_without_articles() -> None:
    found = only("版权所有 © 青石周报\n责任编辑：白舟".encode())
    assert found.articles == ()
    assert [block.article for block in found.document.blocks] == [0, 0]


def test_a_title_without_body_is_outside_any_article() -> None:
    found = only("\n".join([*LINES, "集市开张", "作者：周行", "桥头集市该怎样管", "作者：周行", *OTHER]).encode())
    assert [(article.ordinal, article.title) for article in found.articles] == [(1, TITLE), (2, "桥头集市该怎样管")]
    outside = [block.text for block in found.document.blocks if not block.article]
    assert outside == ["集市开张", "作者：周行"]


def test_a_note_on_offices_names_no_author() -> None:
    note = "（作者：青石县志办公室编辑、青石中学教师）"
    assert one("\n".join([TITLE, *PARAGRAPHS, note]).encode()).authors == ()
    assert one("\n".join([TITLE, *PARAGRAPHS, "（作者：沈砚秋、陆闻笛）"]).encode()).authors == ("沈砚秋", "陆闻笛")


def test_a_name_amid_the_body_is_no_author() -> None:
    torn = [FIRST[0][:50], "陈望舟", FIRST[0][50:]]
    article = one("\n\n".join([TITLE, OPENING, *torn, SECOND[0]]).encode())
    assert (article.authors, paragraphs(article)) == ((), [OPENING, FIRST[0], SECOND[0]])


def test_the_label_of_a_page_is_no_heading() -> None:
    found = only("\n\n".join([TITLE, BYLINE, OPENING, "本期话题", "绕路的代价", *FIRST]).encode())
    assert headings(found.articles[0]) == [(0, TITLE), (1, "绕路的代价")]
    assert blocks(found, "boilerplate") == ["本期话题"]


def test_a_paragraph_with_an_indent_never_goes_on_another() -> None:
    """The second has no full stop; the third begins as all paragraphs of the essay do."""
    body = [OPENING, FIRST[0].rstrip("。"), SECOND[0]]
    lines = [line for paragraph in body for line in _indented(paragraph)]
    assert paragraphs(one("\n".join([TITLE, BYLINE, *lines]).encode())) == body


def _indented(paragraph: str) -> list[str]:
    first, *others = wrapped(paragraph, 20, first=2)
    return ["\u3000\u3000" + first, *others]


def test_a_line_with_room_for_one_more_word_ends_its_paragraph() -> None:
    """Neither indents nor blank lines part the paragraphs, and the first ends one character before the margin."""
    width = next(width for width in range(18, 40) if cells(wrapped(OPENING, width)[-1]) == 2 * width - 2)
    lines = [line for paragraph in (OPENING, *OTHER) for line in wrapped(paragraph, width)]
    assert paragraphs(one("\n".join([TITLE, BYLINE, *lines]).encode()))[0] == OPENING


def test_an_article_without_a_title() -> None:
    article = one(OPENING.encode())
    assert (article.title, headings(article), paragraphs(article)) == ("", [], [OPENING])


def test_a_single_short_line_is_body() -> None:
    assert paragraphs(one("渡口停航".encode())) == ["渡口停航"]
