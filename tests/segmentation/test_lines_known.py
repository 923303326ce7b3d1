"""Lines that anyone knows who reads sites, journals and papers of authorities, and headings that look like them."""

import pytest

from annotate.segmentation import Origin, imported
from schema import SourceView

WELL = "井水变咸已有十年，村民要到邻镇去挑水，一担水要走两里路，老人只好向邻居买水喝。"
PIPE = "水务局应当先修通主管道，再逐户接表，困难家庭的接表费由县财政承担，年内全部完工。"


def kinds(*lines: str) -> dict[str, str]:
    """The kind of each text of an essay with these lines behind its first paragraph."""
    view = SourceView(text="\n\n".join(("水井与水管", WELL, *lines, PIPE)), extractor="text", extractor_version="test")
    return {block.text: block.kind for block in imported(Origin("id", "essay.txt", "hash"), view).document.blocks}


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("陈望舟（临溪大学水利学院教授）", "byline"),
        ("（陈望舟系临溪大学教授）", "byline"),
        ("专栏 | 陈望舟", "byline"),
        ("□ 陈望舟", "byline"),
        ("本报记者陈望舟", "byline"),
        ("新华社临溪3月4日电　题：井水为什么变咸", "byline"),
        ("临政发〔2020〕12号", "byline"),
        ("（2020年3月4日临溪县第九届人民代表大会第二次会议通过）", "byline"),
        ("離島居民敬上", "byline"),
        ("Oct 14 · 2019", "byline"),
        ("作者=陈望舟", "byline"),
        ("（本文原载《水利文存》2019年第3期）", "boilerplate"),
        ("（原题为《井水变咸以后》）", "boilerplate"),
        ("（全文共三章，约3000字）", "boilerplate"),
        ("（未完待续）", "boilerplate"),
        ("举报 分享 回复 3", "boilerplate"),
        ("热门评论 7条", "boilerplate"),
        ("喜欢此内容的人还喜欢", "boilerplate"),
        ("（此件公开发布）", "boilerplate"),
        ("22 59", "boilerplate"),
        ("▲村东的旧井", "caption"),
        ("村东的旧井。攝：林望舒", "caption"),
        ("图/临溪晚报", "caption"),
        ("A ferry leaves the pier, on Aug. 31, 2019. (AP)", "caption"),
        ("数据来源：临溪县水务局", "caption"),
        ("注：水位每月量一次。", "footnote"),
    ],
)
def test_a_known_line_is_no_heading(line: str, kind: str) -> None:
    assert kinds(line)[line] == kind


@pytest.mark.parametrize(
    "line",
    [
        "关注村东的旧井",
        "分享水源的办法",
        "评论员的账本",
        "数据从哪里来",
        "图上的三口井",
        "原来的水渠",
        "回复村民的三封信",
        "陈家村（临溪上游）",
        "教育与水",
    ],
)
def test_a_heading_that_begins_like_one_stays_a_heading(line: str) -> None:
    assert kinds(line)[line] == "heading"


def test_a_list_of_references_goes_on_over_the_break_of_a_page() -> None:
    found = kinds(
        PIPE + WELL,
        "参考文献",
        "[1]陈望舟．井与渠．水利文存，2019(3):1-9",
        "— 7 —",
        "[2]陆闻笛．水价．水利文存，2020(1):2-8",
    )
    assert [kind for text, kind in found.items() if text.startswith("[")] == ["reference", "reference"]


def test_who_published_it_stands_above_the_date() -> None:
    assert kinds("临溪县人民政府", "2020年2月18日")["临溪县人民政府"] == "byline"
    assert kinds("临溪县人民政府", WELL + PIPE)["临溪县人民政府"] == "heading"


def test_a_title_that_comes_again_is_no_heading() -> None:
    view = SourceView(
        text="\n\n".join(("水井与水管", "陈望舟", "水井与水管", WELL, PIPE)), extractor="text", extractor_version="test"
    )
    blocks = imported(Origin("id", "essay.txt", "hash"), view).document.blocks
    assert [(block.kind, block.text) for block in blocks][:3] == [
        ("title", "水井与水管"),
        ("byline", "陈望舟"),
        ("duplicate", "水井与水管"),
    ]


def test_a_menu_needs_no_blank_lines_where_it_is_long() -> None:
    menu = ["首页风采", "乡镇", "手艺", "市集", "学校", "渡口", "茶园", "账本", "水利"]
    page = [*menu, "水井与水管", WELL, "先修哪一段", PIPE, "谁来付钱", WELL + PIPE]
    view = SourceView(text="\n".join(page), extractor="text", extractor_version="test")
    blocks = {block.text: block.kind for block in imported(Origin("id", "essay.txt", "hash"), view).document.blocks}
    assert {blocks[entry] for entry in menu} == {"boilerplate"}
    assert blocks["水井与水管"] == "title"
    assert blocks["先修哪一段"] == "heading"
