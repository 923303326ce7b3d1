"""Two documents for each rule on lines, paragraphs, and what stands among and around them."""

from tests.segmentation.written import (
    ALL,
    DYE,
    EN,
    LOOM,
    PIPE,
    WELL,
    Document,
    columns_without_indents,
    essay,
    layout,
    pages_are_whole,
    printed,
    printed_pages,
    spaced,
    variant,
)

TEXT: dict[str, tuple[Document, Document]] = {
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
