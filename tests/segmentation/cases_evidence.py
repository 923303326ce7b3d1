"""Two documents for each rule that goes by what the whole file shows, or by the mark-up in it."""

from tests.segmentation.written import ALL, DYE, LOOM, PIPE, WELL, Document, essay, spaced

FAR = "\u3000" * 14
BARE = (
    f"{LOOM}{DYE}至于价钱由村里商量着定",
    f"{PIPE}渠上的木闸留给看水的人",
    f"{WELL}{LOOM}学徒的饭钱由社里先垫",
    f"{DYE}{WELL}{PIPE}水票照旧每月初一发",
)
"""Paragraphs that lack no more than the mark at their end."""

EVIDENCE: dict[str, tuple[Document, Document]] = {
    "centred-titles": (
        essay(
            "\n".join((f"{FAR}水井", *ALL[:2], "一、旧井", *ALL[2:4], f"{FAR}织机", *ALL[4:6], "一、学徒", *ALL[6:8])),
            ("title", "织机"),
            ("heading", "一、学徒"),
            article=2,
        ),
        essay(
            spaced(
                f"{' ' * 30}手藝", *ALL[8:10], "學徒的名分", *ALL[10:12], f"{' ' * 30}用水", "誰來付水錢", *ALL[12:14]
            ),
            ("title", "用水"),
            ("heading", "誰來付水錢"),
            article=2,
        ),
    ),
    "embedded-html": (
        essay(
            "---\ntitle: 水井与水管\n---\n\n<h2>\n 旧井\n</h2>\n<p>\n "
            f"{WELL[:12]}\n <em>\n {WELL[12:20]}\n </em>\n {WELL[20:]}\n</p>\n<p>{PIPE}</p>\n"
            "<ul><li>每季验一次水质。</li></ul>\n",
            ("heading", "旧井"),
            ("paragraph", WELL),
            ("list_item", "每季验一次水质。"),
        ),
        essay(
            spaced(
                "# 織機與學徒",
                LOOM,
                f'<div class="note">\n<p>詞語：梭子是織機上帶緯線的木器，各地叫法不同。</p>\n</div>\n\n{DYE}',
                "<table><tr><td>織機</td><td><p>一百二十臺，都已停了。</p></td></tr></table>",
            ),
            ("quote_box", "詞語：梭子是織機上帶緯線的木器，各地叫法不同。"),
            ("table", "一百二十臺，都已停了。"),
            ("paragraph", DYE),
        ),
    ),
    "uncut": (
        essay(spaced("水井与水管", LOOM, BARE[0], DYE, BARE[1], PIPE), ("paragraph", BARE[0]), ("paragraph", BARE[1])),
        essay(spaced("織機與學徒", WELL, BARE[3], PIPE, BARE[2], DYE), ("paragraph", BARE[3]), ("paragraph", BARE[2])),
    ),
    "outdone": (
        essay(
            f'+++\ntitle = "水井与水管"\ntags = ["井"]\n+++\n\n供水札记\n\n陈望舟\n\n{WELL}\n\n{PIPE}\n',
            ("title", "水井与水管"),
            ("paragraph", WELL),
        ),
        essay(
            "---\ntitle: 織機與學徒\ntags: [手藝]\n---\n\n縣裡的做法\n\n文／陈望舟\n\n" + spaced(LOOM, DYE),
            ("title", "織機與學徒"),
            ("paragraph", LOOM),
        ),
    ),
    "digests": (
        essay(
            spaced("各地简报", "一、水井", f"摘要：{WELL}", "二、水管", f"摘要：{PIPE}", "三、织机", f"摘要：{LOOM}"),
            ("paragraph", f"摘要：{PIPE}"),
        ),
        essay(
            "\n".join(("手藝通訊", "織機", f"提要：{LOOM}", "染坊", f"提要：{DYE}", "學徒", f"提要：{LOOM + DYE}")),
            ("paragraph", f"提要：{DYE}"),
        ),
    ),
}
