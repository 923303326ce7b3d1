"""Every rule for messy input is needed by two documents that have nothing to do with each other.

With all rules the blocks are right; with the rule off they are not.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations

import pytest

from annotate.errors import InputError
from annotate.segmentation import RULES, Origin, imported
from schema import BlockKind, SourceView
from tests.segmentation.degraded import VARIANTS, page, wrapped
from tests.segmentation.rows import LAYOUTS, Row, body, front, gold_of, outside, rows, titles
from tests.segmentation.test_variants import clean


@dataclass(frozen=True, slots=True)
class Document:
    """A text, and whether its blocks are right."""

    text: str
    right: Callable[[Sequence[Row]], bool]


def layout(stem: str) -> Document:
    """A document with golden blocks, all of which must come out."""
    path = LAYOUTS / f"{stem}.txt"
    expected = gold_of(path)
    aspects = (body, titles, front, outside)
    return Document(
        path.read_text(encoding="utf-8"), lambda found: all(aspect(found) == aspect(expected) for aspect in aspects)
    )


def printed(stem: str, render: Callable[[Sequence[Row]], str]) -> Document:
    """A clean document as printed, of which body and titles must come out."""
    expected = clean(LAYOUTS / f"{stem}.txt")
    return Document(render(expected), lambda found: body(found) == body(expected) and titles(found) == titles(expected))


def variant(stem: str, name: str) -> Document:
    """A clean document in one of the degraded variants."""
    return printed(stem, VARIANTS[name].render)


def columns_without_indents(rows: Sequence[Row]) -> str:
    """Print paragraphs as if their first lines were indented by two, and leave the indents out."""
    return page(wrapped(rows, 17, indent=2))


def essay(text: str, *expected: tuple[BlockKind, str], article: int | None = None) -> Document:
    """A text in which some blocks must come out, in one article if it is given."""

    def right(found: Sequence[Row]) -> bool:
        blocks = {(row.kind, row.text) for row in found if article is None or row.article == article}
        return set(expected) <= blocks

    return Document(text, right)


LOOM = "老织机停了以后，村里的手艺人改做来料加工，一件活计只挣两元钱，年轻人都不愿意学。"
DYE = "县里应当把织造列入技工学校的课程，请老师傅带徒，学成的按月发给补贴，满三年再评等级。"
WELL = "井水变咸已有十年，村民要到邻镇去挑水，一担水要走两里路，老人只好向邻居买水喝。"
PIPE = "水务局应当先修通主管道，再逐户接表，困难家庭的接表费由县财政承担，年内全部完工。"

EN = "The looms stopped in spring, and the weavers now sew for two coins a cloth, which no young person cares to learn."


ASKED = "井水一年比一年咸，挑水的人一年比一年老，修一条管道的钱到底该由县里出，还是由各村自己凑？"
SUMMED = "老手藝不是沒有人要，而是沒有人教、沒有人付學費，縣裡若肯先出這一筆錢，織機明年就能重新轉起來"


def spaced(*lines: str) -> str:
    return "\n\n".join(lines)


ALL = ["".join(order) for order in permutations((LOOM, DYE, WELL, PIPE))]
"""Paragraphs that all differ."""


def printed_pages(width: int, first: int) -> str:
    """Wrapped paragraphs in which the number of the page is glued to every tenth line."""
    lines = [part[at : at + width] for part in ALL[:12] for at in range(0, len(part), width)]
    tops = range(9, len(lines), 10)
    return "\n".join(f"{first + at // 10}{line}" if at in tops else line for at, line in enumerate(lines))


def pages_are_whole(found: Sequence[Row]) -> bool:
    return [row.text for row in found if row.kind == "paragraph"] == ALL[:12]


CASES: dict[str, tuple[Document, Document]] = {
    "wrapped": (layout("journal"), layout("english_wrapped")),
    "indented": (layout("sunday_page"), variant("numbering", "20, indents")),
    "lost-indent": (printed("scraped", columns_without_indents), printed("run_in", columns_without_indents)),
    "torn": (layout("boxes"), layout("displaced")),
    "foreign-lines": (layout("newspaper"), variant("indented", "30, indents, pages")),
    "repeated": (
        layout("displaced"),
        essay(spaced("水井与水管", WELL + PIPE, "（作者系水务站职工）", PIPE), ("duplicate", PIPE)),
    ),
    "running-heads": (
        layout("english_journal"),
        essay(
            spaced("水井与水管", WELL, "水利文存　1", PIPE, "水利文存　2", LOOM, "水利文存　3", DYE),
            ("boilerplate", "水利文存　1"),
            ("boilerplate", "水利文存　2"),
        ),
    ),
    "two-line-headings": (
        essay(
            f"织机与学徒\n\n{LOOM}\n\n让手艺进课堂\n让学徒有盼头\n\n{DYE}\n", ("heading", "让手艺进课堂让学徒有盼头")
        ),
        essay(f"水井与水管\n\n{WELL}\n\n打通主管道\n方便千万家\n\n{PIPE}\n", ("heading", "打通主管道方便千万家")),
    ),
    "glued-headings": (
        layout("numbering"),
        essay(spaced("水井与水管", f"（一）先修主管道　{PIPE}"), ("heading", "（一）先修主管道"), ("paragraph", PIPE)),
    ),
    "names-alone": (layout("speech"), layout("displaced")),
    "boxes": (
        layout("boxes"),
        essay(
            f"水井与水管\n\n{WELL}\n\n【链接】\n全县旧井四百口，验过水的只有六十口。\n\n{PIPE}\n",
            ("quote_box", "全县旧井四百口，验过水的只有六十口。"),
        ),
    ),
    "footnotes": (
        layout("journal"),
        essay(
            spaced("水井与水管", WELL.replace("十年，", "十年①，"), "①据水文站记录，自旧井封闭之年起算。", PIPE),
            ("footnote", "①据水文站记录，自旧井封闭之年起算。"),
        ),
    ),
    "translations": (
        essay(
            spaced(
                "水井与水管", WELL, PIPE, "Wells and Pipes: A Village Study", "Abstract: The wells have turned salty."
            ),
            ("boilerplate", "Abstract: The wells have turned salty."),
        ),
        essay(
            spaced("Looms and Apprentices in the Hills", "织机与学徒", LOOM, DYE),
            ("boilerplate", "Looms and Apprentices in the Hills"),
            ("title", "织机与学徒"),
        ),
    ),
    "author-notes": (layout("essays_by_readers"), layout("displaced")),
    "signed-titles": (layout("scraped"), layout("web_pages")),
    "displaced-titles": (
        layout("displaced"),
        essay(
            spaced(LOOM, DYE, "（作者系织造社社员）", "织机与学徒", "陈望舟", "水井与水管", "陆闻笛", WELL, PIPE),
            ("title", "织机与学徒"),
            ("paragraph", LOOM),
            article=1,
        ),
    ),
    "column-labels": (
        essay(spaced("织机与学徒", LOOM, "本期话题", "手艺怎样进课堂", DYE), ("boilerplate", "本期话题")),
        essay(spaced("水井与水管", "陈望舟", WELL, "民生", "先修哪一段管道", PIPE), ("boilerplate", "民生")),
    ),
    "column-titles": (
        essay(
            spaced("时评｜先修管道再接水表", WELL, PIPE, "时评｜让老织机再转起来", LOOM, DYE),
            ("title", "时评｜让老织机再转起来"),
            ("paragraph", DYE),
            article=2,
        ),
        essay(
            "\n".join(("社評：學徒要有名分", LOOM, "一、先立規矩", DYE, "社評：誰來付水錢", WELL, PIPE)),
            ("title", "社評：誰來付水錢"),
            ("paragraph", WELL),
            article=2,
        ),
    ),
    "postscripts": (
        essay(
            spaced("水井与水管", "陆闻笛", WELL, PIPE, "（作者系水务站职工）", "欢迎读者来信讨论用水的事。"),
            ("boilerplate", "欢迎读者来信讨论用水的事。"),
        ),
        essay(
            "\n".join(("织机与学徒", LOOM, DYE, "（作者为织造社社员）", "本栏目下月停刊一期，敬请留意。")),
            ("boilerplate", "本栏目下月停刊一期，敬请留意。"),
        ),
    ),
    "pull-quotes": (
        layout("newspaper"),
        essay(
            f"水井与水管\n\n\u3000\u3000{WELL}\n\n“挑一担水要走两里路，老人挑不动。”\n\n\u3000\u3000{PIPE}\n",
            ("quote_box", "“挑一担水要走两里路，老人挑不动。”"),
        ),
    ),
    "markdown": (
        essay(
            f"---\ntitle: 水井与水管\ndate: 2021-03-04\n---\n\n{WELL}\n\n![旧井](old-well.png)\n\n{PIPE}\n",
            ("title", "水井与水管"),
            ("markup", "![旧井](old-well.png)"),
        ),
        essay(
            f"# 织机与学徒\n\n{LOOM}\n**手艺怎样进课堂；学徒怎样有盼头**\n{DYE}\n",
            ("heading", "手艺怎样进课堂；学徒怎样有盼头"),
            ("paragraph", DYE),
        ),
    ),
    "turns": (
        essay(
            spaced(
                "织机与学徒", "记者：先从学徒说起", LOOM, "记者：谁来发补贴", DYE, "记者：以后有什么打算", LOOM + DYE
            ),
            ("paragraph", "记者：谁来发补贴"),
        ),
        essay(
            spaced("水井与水管", "問：井水還能喝嗎", WELL, "問：先修哪一段", PIPE, "問：費用由誰出", WELL + PIPE),
            ("paragraph", "問：費用由誰出"),
        ),
    ),
    "questions": (
        essay(spaced("水井变咸，先修管道还是先验水？", WELL, PIPE), ("title", "水井变咸，先修管道还是先验水？")),
        essay(
            "\n".join(
                (
                    "织机与学徒",
                    "\u3000\u3000" + LOOM + DYE,
                    "年轻人不来学，究竟是嫌工钱少还是嫌日子长？",
                    "\u3000\u3000" + DYE + LOOM,
                    "\u3000\u3000" + WELL + PIPE,
                )
            ),
            ("heading", "年轻人不来学，究竟是嫌工钱少还是嫌日子长？"),
        ),
    ),
    "enumerations": (
        essay(
            "\n".join(("供水办法", "水务局承担下列职责：", "（一）验旧井的水质；", "（二）接通各户的水管。", PIPE)),
            ("list_item", "（一）验旧井的水质；"),
            ("list_item", "（二）接通各户的水管。"),
        ),
        essay(
            spaced("织机与学徒", LOOM, "學徒應當做到：", "1. 每日到課，不得無故缺席；", "2. 每月交一件活計。", DYE),
            ("list_item", "2. 每月交一件活計。"),
            ("paragraph", DYE),
        ),
    ),
    "menus": (
        essay(
            spaced("Looms and Apprentices", f"{EN} {EN}", f"{EN} It is so everywhere.", f"{EN} {EN} Nobody knows why.")
            + "\n\nMost read\nThe dye works\nOur staff\nJack of the Hills\nI gave my loom away.\nReply\n",
            ("boilerplate", "The dye works"),
            ("boilerplate", "I gave my loom away."),
        ),
        essay(
            spaced("织机与学徒", LOOM + DYE, DYE + LOOM, LOOM + WELL)
            + "\n\n本周热门\n染坊的来历\n谁来收旧织机\n豆豆妈\n我也想学这门手艺，可惜没有师傅肯教。\n十分钟前\n",
            ("boilerplate", "谁来收旧织机"),
            ("boilerplate", "我也想学这门手艺，可惜没有师傅肯教。"),
        ),
    ),
    "marked-headings": (
        essay(
            spaced("# 水井与水管", "## 旧井", WELL, "## 水管", PIPE, "三眼旧井都在村东", WELL + PIPE),
            ("paragraph", "三眼旧井都在村东"),
        ),
        essay(
            spaced("织机与学徒", LOOM, "**手艺进课堂**", DYE, "**工钱**", LOOM + DYE, "梭子与线轴", DYE + LOOM),
            ("heading", "工钱"),
            ("paragraph", "梭子与线轴"),
        ),
    ),
    "contents": (
        essay(
            "\n".join(("供水规划", "目录", "一、现状", "二、工程", "一、现状", WELL, "二、工程", PIPE)),
            ("boilerplate", "一、现状"),
            ("heading", "一、现状"),
            ("title", "供水规划"),
        ),
        essay(
            spaced(
                "Looms and Apprentices",
                "Contents",
                "1. Wages",
                "2. Classes",
                "1. Wages",
                EN,
                "2. Classes",
                EN,
            ),
            ("title", "Looms and Apprentices"),
            ("boilerplate", "1. Wages"),
        ),
    ),
    "leads": (
        essay(
            spaced("织机与学徒", "手艺要有人学，先要有人教，更要有人肯出学费。", "陈望舟", LOOM, DYE),
            ("title", "织机与学徒"),
            ("abstract", "手艺要有人学，先要有人教，更要有人肯出学费。"),
            ("byline", "陈望舟"),
        ),
        essay(spaced("水井与水管", PIPE, WELL, PIPE + LOOM), ("abstract", PIPE), ("paragraph", PIPE + LOOM)),
    ),
    "decks": (
        essay(
            spaced("水井与水管", "陈望舟", ASKED, WELL, PIPE, LOOM),
            ("title", "水井与水管"),
            ("abstract", ASKED),
            ("paragraph", WELL),
        ),
        essay(
            spaced("# 手藝四題", f"## 織機\n\n{SUMMED}", LOOM, DYE, f"## 水井\n\n{ASKED[:-1]}", WELL, PIPE),
            ("abstract", SUMMED),
            ("paragraph", LOOM),
        ),
    ),
    "like-titles": (
        essay(
            spaced("水井", "陆闻笛", ALL[0], ALL[1], "织机与学徒", "陈望舟", ALL[2], ALL[3], "谁来付水钱", *ALL[4:7]),
            ("title", "谁来付水钱"),
            ("paragraph", ALL[4]),
            article=3,
        ),
        essay(
            spaced("## 織機", "周小满", ALL[7], "## 學徒的名分", *ALL[8:11], "## 染坊", "陈望舟", ALL[11]),
            ("title", "學徒的名分"),
            ("paragraph", ALL[8]),
            article=2,
        ),
    ),
    "lone-headings": (
        essay(
            spaced("水井与水管", *ALL[:5], "村东的三眼旧井", *ALL[5:12]),
            ("title", "水井与水管"),
            ("paragraph", "村东的三眼旧井"),
        ),
        essay(
            spaced("織機與學徒", "陈望舟", "縣裡的六點做法", *ALL[6:18]),
            ("title", "織機與學徒"),
            ("subtitle", "縣裡的六點做法"),
        ),
    ),
    "tables": (
        essay(
            spaced("水井与水管", ALL[0], "表1 各村水价", "1998  1999  2001  2004", "1.25  1.50  2.75  3.00", ALL[1]),
            ("table", "1998  1999  2001  2004"),
            ("table", "1.25  1.50  2.75  3.00"),
            ("paragraph", ALL[1]),
        ),
        essay(
            "\n".join(
                (
                    "織機與學徒",
                    *ALL[2:4],
                    "專欄2　學徒人數",
                    f"年份人數2019年2020年{'織機班12人15人染坊班7人9人' * 8}",
                    *ALL[4:6],
                )
            ),
            ("table", f"年份人數2019年2020年{'織機班12人15人染坊班7人9人' * 8}"),
            ("paragraph", ALL[4]),
        ),
    ),
    "other-articles": (
        essay(
            spaced(
                "水井与水管",
                WELL,
                PIPE,
                "相关阅读",
                "邻镇怎样修水渠",
                "一担水要走多远，谁来付这一路的工钱，又由谁来修渠？",
            ),
            ("boilerplate", "一担水要走多远，谁来付这一路的工钱，又由谁来修渠？"),
        ),
        essay(
            spaced(
                "Looms and Apprentices",
                EN,
                EN + " " + EN,
                "Related",
                "“Why did it close?” the dyers ask",
                "Looms; and what then?",
            ),
            ("boilerplate", "Looms; and what then?"),
        ),
    ),
    "tails": (
        essay(
            spaced("# 水井与水管", WELL + PIPE, PIPE + LOOM + DYE, WELL + DYE + LOOM, "---", "请到水站领取本刊。"),
            ("boilerplate", "请到水站领取本刊。"),
        ),
        essay(
            spaced("織機與學徒", LOOM + DYE, DYE + WELL, LOOM + PIPE, "* * *", "本社每月初一開放，歡迎鄉親參觀。"),
            ("boilerplate", "本社每月初一開放，歡迎鄉親參觀。"),
        ),
    ),
    "folios": (Document(printed_pages(24, 1), pages_are_whole), Document(printed_pages(33, 31), pages_are_whole)),
    "first-titles": (
        essay(
            "\n".join(("供水工程的难处：", "先修管道还是先接水表", WELL, PIPE)),
            ("title", "供水工程的难处：先修管道还是先接水表"),
        ),
        essay(
            spaced(
                "關於印發全縣織造技藝傳習場所建設、學徒補貼發放與老師傅帶徒獎勵辦法並做好本年度相關工作的通知",
                LOOM,
                DYE,
            ),
            ("title", "關於印發全縣織造技藝傳習場所建設、學徒補貼發放與老師傅帶徒獎勵辦法並做好本年度相關工作的通知"),
        ),
    ),
    "captions": (
        essay(
            spaced("# 水井与水管", WELL, "![](a.png)", "村东的旧井", PIPE, "![](b.png)\n新修的主管道", WELL + PIPE),
            ("caption", "村东的旧井"),
            ("caption", "新修的主管道"),
        ),
        essay(
            spaced(
                "# 織機與學徒",
                LOOM,
                "**![](a.png)****《織娘》劇照**",
                DYE,
                "![](b.png)",
                "老師傅與學徒在染坊裡",
                LOOM + DYE,
            ),
            ("caption", "《織娘》劇照"),
            ("caption", "老師傅與學徒在染坊裡"),
        ),
    ),
    "bullets": (
        essay(
            spaced("水井与水管", "水务局要办两件事：", "•先验旧井的水质。", "•再接各户的水管。", WELL),
            ("list_item", "•先验旧井的水质。"),
            ("list_item", "•再接各户的水管。"),
        ),
        essay("\n".join(("織機與學徒", LOOM, "▪ 每日到課", "▪ 每月交一件活計", DYE)), ("list_item", "▪ 每日到課")),
    ),
    "set-off-titles": (
        essay(
            "\n\n".join(
                "\n".join((title, *ALL[6 * at : 6 * at + 6]))
                for at, title in enumerate(("水井与水管", "织机与学徒", "谁来付水钱"))
            ),
            ("title", "谁来付水钱"),
            article=3,
        ),
        essay(
            "\n\n".join(
                "\n".join((title, *ALL[7 * at : 7 * at + 7]))
                for at, title in enumerate(("先立規矩", "再談工錢？", "染坊的來歷"))
            ),
            ("title", "再談工錢？"),
            article=2,
        ),
    ),
    "enclosures": (
        essay(
            "\n".join(("印发供水办法", "各乡镇：", WELL, "县水务局", "2019年3月2日", "供水办法", PIPE, WELL + PIPE)),
            ("title", "供水办法"),
            ("paragraph", PIPE),
            article=2,
        ),
        essay(
            "\n".join(
                (
                    "印發學徒辦法",
                    DYE,
                    "縣織造技藝研究會",
                    "2020年11月20日",
                    "全縣織造技藝傳習場所建設、學徒補貼發放與老師傅帶徒獎勵的實施辦法",
                    LOOM,
                    LOOM + DYE,
                )
            ),
            ("title", "全縣織造技藝傳習場所建設、學徒補貼發放與老師傅帶徒獎勵的實施辦法"),
            article=2,
        ),
    ),
    "same-questions": (
        essay(
            "\n".join(
                (
                    "水井与水管",
                    "井水能喝吗？",
                    ALL[0],
                    "谁来付钱？",
                    ALL[1],
                    "先修哪里？",
                    ALL[2],
                    "修好之后，旧井还用不用、由谁来管？",
                    ALL[3],
                )
            ),
            ("heading", "修好之后，旧井还用不用、由谁来管？"),
        ),
        essay(
            spaced(
                "織機與學徒",
                "誰來學？",
                ALL[4],
                "誰來教？",
                ALL[5],
                "錢從哪裡來？",
                ALL[6],
                "學成以後，等級怎麼評？補貼發到哪一年？",
                ALL[7],
            ),
            ("heading", "學成以後，等級怎麼評？補貼發到哪一年？"),
        ),
    ),
    "figures-alone": (
        essay(
            spaced("水井与水管", ALL[0], "1", ALL[1], ALL[2], "2", ALL[3], "3", ALL[4]),
            ("heading", "1"),
            ("heading", "3"),
        ),
        essay(
            spaced("織機與學徒", "01", ALL[5] + LOOM, "02", ALL[6] + LOOM),
            ("heading", "01"),
            ("heading", "02"),
        ),
    ),
    "glued-notes": (
        essay(
            spaced("水井与水管", WELL, f"{PIPE}（作者系县水务站职工）", "织机与学徒", LOOM, DYE),
            ("byline", "（作者系县水务站职工）"),
            ("paragraph", PIPE),
        ),
        essay(
            "\n".join(("織機與學徒", LOOM, f"{DYE}（縣織造技藝研究會研究員 陳大年）", "水井與水管", WELL, PIPE)),
            ("byline", "（縣織造技藝研究會研究員 陳大年）"),
            ("paragraph", DYE),
        ),
    ),
    "records": (
        essay(
            "\n".join(
                (
                    "【文献编号】7-12",
                    "【出版地名】临溪",
                    "【 标  题 】水井与水管",
                    "【 作  者 】陈大年",
                    "",
                    WELL,
                    PIPE,
                    LOOM,
                )
            ),
            ("boilerplate", "【出版地名】临溪"),
            ("title", "水井与水管"),
            ("byline", "【 作  者 】陈大年"),
        ),
        essay(
            "\n".join(("縣織造技藝研究會", "標題：織機與學徒", "作者：陳大年", "", LOOM, DYE)),
            ("title", "織機與學徒"),
            ("byline", "作者：陳大年"),
        ),
    ),
}
"""Two documents for each rule."""


def blocks_of(text: str, *without: str) -> list[Row]:
    view = SourceView(text=text, extractor="text", extractor_version="test")
    return rows(imported(Origin("id", "essay.txt", "hash"), view, without=frozenset(without)))


def test_every_rule_has_two_documents() -> None:
    assert list(CASES) == list(RULES)
    for first, second in CASES.values():
        assert first.text != second.text


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("rule", RULES)
def test_what_is_lost_without_a_rule(rule: str, which: int) -> None:
    document = CASES[rule][which]
    assert document.right(blocks_of(document.text))
    assert not document.right(blocks_of(document.text, rule))


def test_an_unknown_rule_names_those_there_are() -> None:
    with pytest.raises(InputError, match="no rule is called wraped") as raised:
        blocks_of(LOOM, "wraped")
    assert all(rule in str(raised.value) for rule in RULES)


def test_without_any_rule_no_character_is_lost() -> None:
    for documents in CASES.values():
        for document in documents:
            found = "".join(row.text for row in blocks_of(document.text, *RULES))
            assert sorted("".join(found.split())) == sorted("".join(document.text.split()))


def test_rules_are_described_in_one_sentence() -> None:
    for name, sentence in RULES.items():
        assert name == name.lower()
        assert sentence.endswith(".")
        assert ". " not in sentence
    assert all(one != other for one, other in pairwise(RULES.values()))
