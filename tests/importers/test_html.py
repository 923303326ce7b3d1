"""Web pages of many makes, written for these tests: what is seen, which part is the essay, and what is refused."""

import codecs
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from annotate.errors import InputError
from annotate.importers import IMPORTER_VERSION, READERS, read
from schema import Imported
from tests.importers.essays import (
    BYLINE,
    FIRST,
    FIRST_HEADING,
    HEADINGS,
    OPENING,
    PARAGRAPHS,
    SECOND,
    SECOND_HEADING,
    TITLE,
    blocks,
    check,
    headings,
    paragraphs,
    wrapped,
)

_HEAD = f"<title>{TITLE}_青石周报网</title>"
_NAVIGATION = '<div class="nav"><a href="/">首页</a> <a href="/a">时评</a> <a href="/b">乡村，渡口，山路</a></div>'
_FOOTER = '<div id="footer">版权所有 青石周报网，未经许可，不得转载，违者必究。</div>'


def _read(page: str, name: str = "page.html") -> Imported:
    (found,) = READERS[Path(name).suffix](page.encode(), Path(name))
    check(found)
    return found


def _page(body: str, head: str = _HEAD) -> Imported:
    return _read(f'<!DOCTYPE html><html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>')


def _view(body: str) -> list[str]:
    return _page(body, head="").document.view.text.split("\n")[:-1]


def _elements(name: str, texts: tuple[str, ...]) -> str:
    return "".join(f"<{name}>{text}</{name}>" for text in texts)


def _is_the_essay(found: Imported) -> None:
    (article,) = found.articles
    assert article.title == TITLE
    assert headings(article) == [(0, TITLE), *((1, text) for text in HEADINGS)]
    assert paragraphs(article) == list(PARAGRAPHS)


_ARTICLE = (
    f"<p>{OPENING}</p><h2>{FIRST_HEADING}</h2>{_elements('p', FIRST)}<h2>{SECOND_HEADING}</h2>{_elements('p', SECOND)}"
)
_LINES = (OPENING, FIRST_HEADING, *FIRST, SECOND_HEADING, *SECOND)

LAYOUTS = {
    "article": f"<article><h1>{TITLE}</h1><p>{BYLINE}</p>{_ARTICLE}</article>",
    "divs": f"<div><div class=tt>{TITLE}</div><div>{BYLINE}</div><div>{_elements('div', _LINES)}</div></div>",
    "breaks": f"<h1>{TITLE}</h1><div>{BYLINE}</div><div class=text>"
    + "".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{line}<br><br>\n" for line in _LINES)
    + "</div>",
    "ideographic indents": f"<h1>{TITLE}</h1><div>{BYLINE}</div><td>"
    + "".join(f"\u3000\u3000{line}<br>" for line in _LINES)
    + "</td>",
    "table": f"<table width=760><tr><td><table><tr><td>{TITLE}</td></tr><tr><td>{BYLINE}</td></tr></table></td></tr>"
    f"<tr><td>{_elements('p', _LINES)}</td></tr></table>",
    "spans": f"<h1>{TITLE}</h1><p>{BYLINE}</p><div style='visibility: hidden'>"
    + "".join(
        f"<section><span>{line[:7]}</span><span><font color=red>{line[7:]}</font></span></section>" for line in _LINES
    )
    + "</div>",
    "fake headings": f"<h1>{TITLE}</h1><p>{BYLINE}</p><p>{OPENING}</p><p><strong>{FIRST_HEADING}</strong></p>"
    f"{_elements('p', FIRST)}<p><font size=5><b>{SECOND_HEADING}</b></font></p>{_elements('p', SECOND)}",
    "unclosed": f"<h1>{TITLE}</h2><p>{BYLINE}<p>{OPENING}<h2>{FIRST_HEADING}</h2><p>{'<p>'.join(FIRST)}"
    f"<h2>{SECOND_HEADING}</h2><p>{'<p>'.join(SECOND)}",
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_essay_of_a_page(layout: str) -> None:
    found = _page(f"{_NAVIGATION}{LAYOUTS[layout]}{_FOOTER}")
    _is_the_essay(found)
    (article,) = found.articles
    assert (article.authors, article.source, article.date) == (("沈砚秋",), "青石周报", "2024-05-17 08:30")
    assert blocks(found, "boilerplate") == [
        "首页 时评 乡村，渡口，山路",
        "版权所有 青石周报网，未经许可，不得转载，违者必究。",
    ]


def test_of_several_outermost_headings_the_last_above_the_byline_is_the_title() -> None:
    bars = "<div><h1>渡口周刊</h1></div><div><h1>本期要目：渡船与水价</h1></div>"
    found = _page(f"{bars}<header><h1>{TITLE}</h1></header><p>{BYLINE}</p><div>{_ARTICLE}</div>")
    assert blocks(found, "title") == [TITLE]
    assert paragraphs(found.articles[0]) == list(PARAGRAPHS)


def test_whole_sentences_with_a_number_are_headings_where_they_are_strong() -> None:
    heads = ("（一）渡口停了三年，学生、药店和果农都在绕路。", "（二）先把船开起来，亏损由县乡两级分担。")
    body = "<p>{}</p>{}<p>{}</p>{}"
    texts = (_elements("p", FIRST), _elements("p", SECOND))
    strong = [f"<strong>{head}</strong>" for head in heads]
    found = _page(f"<h1>{TITLE}</h1><p>{BYLINE}</p>" + body.format(strong[0], texts[0], strong[1], texts[1]))
    assert blocks(found, "heading") == list(heads)
    plain = _page(f"<h1>{TITLE}</h1><p>{BYLINE}</p>" + body.format(heads[0], texts[0], heads[1], texts[1]))
    assert blocks(plain, "heading") == []


def test_lines_that_were_wrapped_by_hand_are_paragraphs_again() -> None:
    lines = [line for text in PARAGRAPHS for line in wrapped(f"\u3000\u3000{text}", 20)]
    indented = ["\u3000\u3000" + line if any(p.startswith(line) for p in PARAGRAPHS) else line for line in lines]
    found = _page(f"<h1>{TITLE}</h1><div>{_elements('p', tuple(indented))}</div>")
    assert paragraphs(found.articles[0]) == list(PARAGRAPHS)


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("甲\n  乙 <b>丙</b>丁", ["甲乙 丙丁"]),
        ("one\n  two", ["one two"]),
        ("<p>甲</p>\n\n<p> 乙 </p>", ["甲", "乙"]),
        ("甲<br>乙<br><br>丙", ["甲", "乙", "", "丙"]),
        ("<p>甲<p>&nbsp;<p>乙", ["甲", "", "乙"]),
        ("甲<script>坏('</p>')</script>乙<style>p{}</style><!-- 注 -->丙<noscript>丁</noscript>", ["甲乙丙"]),
        (
            "甲<div hidden>藏</div><p style='color: red; display:none'>藏</p><span style='visibility:hidden'>乙</span>",
            ["甲乙"],
        ),
        ("&#x20BB7;&#128512;&amp;&lt;b&gt;&hellip;", ["𠮷😀&<b>…"]),
        ("<pre>甲\r\n  乙</pre>", ["甲", "  乙"]),
        ("<ruby>渡<rp>(</rp><rt>dù</rt><rp>)</rp>口<rt>kǒu</rt></ruby>很旧。", ["渡口很旧。", "dù kǒu"]),
        ("甲<p>乙</p>丙", ["甲", "乙", "丙"]),
        ("<span style='display:block'>甲</span>乙", ["甲", "乙"]),
        ("<table><tr><th>班<th>人<tr><td>早<br>班<td><p>十</p></table>", ["班\t人", "早 班\t十"]),
        ("<table><tr><td>甲<td>乙</table>", ["甲", "乙"]),
        ("<p>甲<p>乙<iframe src=x>丙</iframe><textarea>丁</textarea><select><option>戊</select>", ["甲", "乙"]),
    ],
)
def test_what_is_seen(body: str, lines: list[str]) -> None:
    assert _view(body) == lines


def test_what_is_deleted_or_hidden_is_left_out_and_counted() -> None:
    found = _page(
        f"<p>{OPENING}</p><div hidden>藏𠮷 了<script>藏()</script><p>两 行</p><!-- 注 --></div>"
        "票价<del>五<b>元😀</b></del>三元，<s>过时的</s><ins>新的</ins>"
        "<span style='display:none'>藏<del>藏</del></span><template>藏</template><i aria-hidden=true>船</i>照开。\0"
    )
    assert found.document.view.text.splitlines()[1:] == ["票价三元，过时的新的船照开。"]
    assert found.left_out == {"control": 1, "deleted": 3, "hidden": 7}
    assert _page(f"<p>{OPENING}</p>").left_out == {}


_MARKED = ("{}", "{}", "<p>{}</p>", "<b>{}</b>", "<del>{}</del>", "<i hidden>{}</i>", "<p style='display: none'>{}</p>")


@given(
    st.recursive(
        st.sampled_from(["甲", "𠮷😀", " two ", "&nbsp;", "<br>"]),
        lambda inner: st.tuples(st.sampled_from(_MARKED), st.lists(inner, max_size=4)).map(
            lambda found: found[0].format("".join(found[1]))
        ),
        max_leaves=20,
    )
)
def test_every_visible_character_is_in_a_block_or_counted(body: str) -> None:
    page = f"<p>{OPENING}</p><div>{body}</div>"
    found = _page(page, head="")
    signs = "".join(map(str, etree.fromstring(page, etree.HTMLParser()).itertext()))
    assert len("".join(signs.split())) == len("".join(found.document.view.text.split())) + sum(found.left_out.values())


_INLINE = ("b", "i", "span", "font", "a", "u", "em", "strong", "sup", "s:x")


@settings(max_examples=60)
@given(
    st.sampled_from([*PARAGRAPHS, "甲😀 乙𠮷 one two"]),
    st.lists(st.tuples(st.integers(0, 60), st.sampled_from(_INLINE)), max_size=9),
    st.lists(st.sampled_from(_INLINE), max_size=3),
)
def test_inline_tags_never_change_the_text(text: str, cuts: list[tuple[int, str]], around: list[str]) -> None:
    marked = ""
    start = 0
    for end, tag in sorted(cuts):
        marked += f"<{tag}>{text[start:end]}</{tag}><!-- {end} -->"
        start = max(start, end)
    marked += text[start:]
    for tag in around:
        marked = f"<{tag}>{marked}</{tag}>"
    assert _view(f"<p>{marked}</p>") == [text]


_FRAGMENTS = (
    "<div>",
    "</div>",
    "<p>",
    "<h1>",
    "</h1>",
    "<table><tr><td>",
    "</table>",
    "<li>",
    "<br>",
    "<pre>",
    "</pre>",
)


@given(
    st.lists(
        st.sampled_from(
            [*_FRAGMENTS, *PARAGRAPHS, "<b>", "</b>", "&nbsp;", "\u3000", "<ruby>渡<rt>dù", "<![CDATA[", "<a>𠮷"]
        )
    )
)
def test_whatever_the_mark_up_every_character_is_in_one_block(parts: list[str]) -> None:
    found = _page(f"<p>{OPENING}</p>" + "".join(parts))
    assert OPENING in found.document.view.text


def test_an_offset_behind_an_astral_character() -> None:
    found = _page(f"<h1>{TITLE}</h1><p>𠮷😀{OPENING}<b>船</b>到了。</p><p>{FIRST[0]}</p>")
    (block,) = (block for block in found.document.blocks if block.text.startswith("𠮷😀"))
    ((low, high),) = block.trace(block.text.index("船到了"), len(block.text))
    assert found.document.view.text[low:high] == "船到了。"


def test_a_table_in_a_cell_of_a_table_of_data_is_part_of_the_cell() -> None:
    inner = "<table><caption>男女</caption><tr><td>男<td>女<tr><td>15<td>16</table>"
    table = f"<table><tr><th>年<th>乘客<tr><td>2020<td>{inner}<tr><td>2021<td>𠮷 9</table>"
    found = _read(f"<h1>{TITLE}</h1>{_ARTICLE}{table}<p>{OPENING}</p>")
    assert blocks(found, "table") == ["年\t乘客", "2020\t男女 男 女 15 16", "2021\t𠮷 9"]
    layout = table.replace("𠮷 9", OPENING * 10)
    assert {"男\t女", "15\t16"} <= set(blocks(_read(f"<h1>{TITLE}</h1>{_ARTICLE}{layout}"), "table"))


def test_lists_tables_and_captions_of_an_essay() -> None:
    items = ("加开一班早渡，让学生不必摸黑。", "配齐救生衣，每班由船工清点。")
    table = "<table><caption>班次表</caption><tr><td><b>班次<td><b>乘客</tr><tr><td>早班<td>十二</tr></table>"
    figure = "<figure><img src=x><figcaption>停在岸边的旧船</figcaption></figure>"
    found = _page(
        f"<h1>{TITLE}</h1>{_ARTICLE}<ul>{_elements('li', items)}</ul>{table}{figure}<p>{OPENING[:-1]}吗？</p>"
    )
    assert blocks(found, "list_item") == list(items)
    assert blocks(found, "table") == ["班次\t乘客", "早班\t十二"]
    assert blocks(found, "caption") == ["班次表", "停在岸边的旧船"]


def test_a_block_within_a_heading() -> None:
    found = _page(f"<h1><div>{TITLE}</div></h1>{_ARTICLE.replace('<h2>', '<h2><div>').replace('</h2>', '</div></h2>')}")
    _is_the_essay(found)


def test_a_list_of_links_below_an_essay_is_none_of_it() -> None:
    links = "".join(f"<li><a href=x>第{number}篇：桥头的集市，何时散去</a></li>" for number in range(6))
    found = _page(
        f"<div><h1>{TITLE}</h1>{_ARTICLE}<h3>相关阅读</h3><ul>{links}</ul><p>欢迎来信，来信请寄编辑部。</p></div>"
    )
    _is_the_essay(found)
    assert len(blocks(found, "boilerplate")) == 8


def test_many_short_notices_do_not_outweigh_an_essay() -> None:
    notices = tuple(f"第{number}号通知：本周船期照旧，请互相转告。" for number in range(4))
    found = _page(f"<div>{_elements('p', notices)}</div><div><h1>{TITLE}</h1>{_ARTICLE}{_elements('p', SECOND)}</div>")
    assert blocks(found, "boilerplate")[:4] == list(notices)
    assert found.articles[0].title == TITLE


def test_several_essays_on_one_page() -> None:
    other = "集市占了半条街，摊位没有编号，运菜的三轮车常常堵到中午，住在街边的人家进出都难。"
    essays = "".join(
        f"<h2>{title}</h2><p>作者：{author}</p>{_elements('p', texts)}"
        for title, author, texts in ((TITLE, "沈砚秋", PARAGRAPHS), ("桥头的集市", "陆闻笛", (other, other[::-1])))
    )
    found = _page(f"{_NAVIGATION}<div>{essays}</div>", head="<title>本期目录</title><meta name=author content=周行>")
    assert [(article.title, article.authors) for article in found.articles] == [
        (TITLE, ("沈砚秋",)),
        ("桥头的集市", ("陆闻笛",)),
    ]


def test_the_name_of_the_site_is_no_title_where_another_heading_stands_above_the_byline() -> None:
    site = "青石周报网"
    head, logo, own = f"<title>{site}</title>", f"<div><h1>{site}</h1></div>", f"<h1>{TITLE}</h1><p>{BYLINE}</p>"
    _is_the_essay(_page(f"{logo}<div>{own}</div><div>{_ARTICLE}</div>", head=head))
    (signed,) = _page(f"{logo}<p>{BYLINE}</p><h1>{FIRST_HEADING}</h1>{_elements('p', PARAGRAPHS)}", head=head).articles
    (plain,) = _page(f"{logo}<h1>{FIRST_HEADING}</h1>{_elements('p', PARAGRAPHS)}", head=head).articles
    assert signed.title == plain.title == site


def test_the_head_counts_where_the_text_says_nothing() -> None:
    given = {"Author": "周行", "ContentSource": "来源：青石论坛", "PubDate": "2024-03-01"}
    meta = "".join(f"<meta name={name} content={content}>" for name, content in given.items())
    (article,) = _page(f"<div>{_elements('p', PARAGRAPHS)}</div>", head=_HEAD + meta).articles
    assert (article.title, article.authors, article.source, article.date) == (
        TITLE,
        ("周行",),
        "青石论坛",
        "2024-03-01",
    )
    (article,) = _page(LAYOUTS["article"], head=_HEAD + meta).articles
    assert (article.authors, article.source) == (("沈砚秋",), "青石周报")


@pytest.mark.parametrize("author", ["admin", "青石周报", "https://a.example", "1040", "网站管理员"])
def test_what_a_system_fills_in_is_no_author(author: str) -> None:
    head = f"<title>{TITLE}_青石周报</title><meta name=author content={author}>"
    (article,) = _page(f"<div>{_elements('p', PARAGRAPHS)}</div>", head=head).articles
    assert article.authors == ()


_DECLARED = '<meta http-equiv="Content-Type" content="text/html; charset={}">'
_GBK = f"<html><head>{_DECLARED}{_HEAD}</head><body>{LAYOUTS['article']}"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (_GBK.format("gb2312").encode("gb18030"), "gb18030"),
        (_GBK.format("utf-8").encode(), "utf-8"),
        (_GBK.format("gb2312").encode(), "utf-8"),
        (_GBK.format("utf-16").encode(), "utf-8"),
        (_GBK.format("punycode").encode(), "utf-8"),
        (_GBK.format("gb2312").encode("utf-8-sig"), "utf-8-sig"),
        (codecs.BOM_UTF16_LE + _GBK.format("utf-16").encode("utf-16-le"), "utf-16-le"),
        (
            f'<?xml version="1.0" encoding="GBK"?><html><body>{LAYOUTS["article"]}</body></html>'.encode("gb18030"),
            "gb18030",
        ),
    ],
)
def test_encodings(tmp_path: Path, data: bytes, encoding: str) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(data)
    (found,) = read(path)
    _is_the_essay(found)
    assert found.document.view.encoding == encoding
    assert (found.document.view.extractor, found.document.view.extractor_version.split()[0]) == (
        "html",
        IMPORTER_VERSION,
    )


def test_xhtml() -> None:
    body = f"<h1>{TITLE}</h1>{_ARTICLE}<p><![CDATA[1 < 2，]]>这是常识&nbsp;&#x1F600;。</p>"
    start = '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>'
    found = _read(f"{start}{body}</body></html>", "page.xhtml")
    assert paragraphs(found.articles[0]) == [*PARAGRAPHS, "1 < 2，这是常识\u00a0😀。"]
    assert blocks(_read(f"{start}{body}<br></body>", "page.xhtml"), "heading") == list(HEADINGS)


@pytest.mark.parametrize("xml", ["", '<?xml version="1.0"?>'])
def test_no_entity_opens_a_file(tmp_path: Path, xml: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("密语", encoding="utf-8")
    entity = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    found = _read(f"{xml}{entity}<html><body><p>{OPENING}&x;</p><p>{FIRST[0]}</p></body></html>")
    assert OPENING in found.document.view.text
    assert "密语" not in found.document.view.text


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "without visible text"),
        (b"<html><body><script>x()</script><p>&nbsp;</body>", "without visible text"),
        (b"<!-- x -->", "without visible text"),
        (b"<frameset><frame src=left.html><frame src=main.html></frameset>", "frames others: left.html, main.html"),
        (b"\0\1\2\0" * 100, "binary"),
        (f"<p>{OPENING}</p>{'<div>' * 2100}<p>{OPENING}".encode(), "nested too deeply"),
    ],
)
def test_what_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(InputError) as raised:
        READERS[".html"](data, Path("page.html"))
    assert message in str(raised.value)
    assert (raised.value.where, bool(raised.value.expected), bool(raised.value.cure)) == ("page.html", True, True)


def test_a_page_too_deep_is_told_with_the_limit_and_what_to_do() -> None:
    with pytest.raises(InputError) as raised:
        READERS[".html"](("<div>" * 2100 + OPENING).encode(), Path("page.html"))
    assert str(raised.value) == (
        "page.html: elements nested too deeply, as by thousands of tags that are never closed "
        "(expected at most 2048 elements in each other)\n"
        "  → save the text that a browser shows as a text file (.txt) and import that"
    )
    assert len(list(READERS[".html"](("<div>" * 2000 + OPENING).encode(), Path("page.html")))) == 1


@pytest.mark.parametrize(
    ("part", "most"),
    [
        (f"<p>{OPENING}</p>", 2000),
        (f"{OPENING}<br>", 2000),
        (f"<div>{OPENING}", 2000),
        ("<table><tr><td>", 600),
        (f"<table><tr><td>甲<td>乙<tr><td>{OPENING}<td>", 600),
        (f"<b>{OPENING}", 2000),
    ],
)
def test_large_pages_take_time_in_proportion(part: str, most: int) -> None:
    """Long pages, deep ones, and tables in tables: 16 times if quadratic."""

    def cost(count: int) -> float:
        data = (f"<p>{OPENING}</p>" + part * count).encode()
        costs = []
        for _ in range(3):
            started = time.process_time()
            READERS[".html"](data, Path("page.html"))
            costs.append(time.process_time() - started)
        return min(costs)

    cost(10)
    assert cost(most) < 10 * cost(most // 4) + 0.2


def test_the_version_names_the_parser() -> None:
    version = _page(LAYOUTS["article"]).document.view.extractor_version
    assert f"lxml {etree.__version__}" in version
