"""Two documents for each rule on titles, headings, bylines and where articles begin."""

from tests.segmentation.written import ALL, ASKED, DYE, EN, LOOM, PIPE, SUMMED, WELL, Document, essay, layout, spaced

HEADS: dict[str, tuple[Document, Document]] = {
    "names-alone": (layout("speech"), layout("displaced")),
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
    "announced": (
        essay(
            spaced(
                "先修主管道",
                WELL,
                "接表以前，村里要先答出三个问题：",
                *("水从哪里来", "钱由谁来出", "坏了找谁修"),
                PIPE,
                "管道怎么走",
                ALL[0],
            ),
            *(("list_item", text) for text in ("水从哪里来", "钱由谁来出", "坏了找谁修")),
            ("heading", "管道怎么走"),
        ),
        essay(
            spaced(
                "織機與學徒",
                ALL[4],
                ALL[5] + "學徒留不住，師傅們說來說去，原因不外乎",
                "1. 學成要三年，頭兩年沒有收入",
                "2. 廠裡春秋兩季招工，給現錢",
                ALL[6],
            ),
            ("list_item", "1. 學成要三年，頭兩年沒有收入"),
            ("list_item", "2. 廠裡春秋兩季招工，給現錢"),
        ),
    ),
    "genres": (
        essay(
            spaced("# Policy Brief No. 4", "April 2024", "# A Loom in Every Room", EN, EN),
            ("boilerplate", "Policy Brief No. 4"),
            ("title", "A Loom in Every Room"),
        ),
        essay(
            spaced(
                "# 农村社会学课程论文", "姓名：林望舒", "## 先修主管道", WELL, PIPE, ALL[0], "## 再逐户接表", ALL[1]
            ),
            ("boilerplate", "农村社会学课程论文"),
            ("title", "先修主管道"),
        ),
    ),
}
