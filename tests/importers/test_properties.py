"""Whatever the text: no character lost or doubled, everything rebuilt, the same ids twice."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from annotate.importers import READERS, dry_run
from schema import Imported, trace
from tests.importers.essays import LINES, bare, check

_TRAPS = [
    "# 题目",
    "###",
    "---",
    "- 条目",
    "> 引",
    "**重**点",
    "\u200b",
    "\ufeff正文\u200d。",
    "👩\u200d🌾种地。",
    "\u0007\u0085\u001c",
    "\u3000\u3000缩进的一行，没有完",
    "摘要",
    "【编者按】这里是按语。",
    "关键词：甲；乙",
    "（作者系某校教师）",
    "作者：周行",
    "陈望舟",
    "一、",
    "一、甲",
    "（一）乙",
    "渡口 ——副题",
    "参考文献",
    "[1] 某书[M].",
    "|甲|乙|",
    "■框里的话",
    "图1 河道",
    "12",
    "𠮷😀",
    "",
]
documents = st.lists(
    st.sampled_from([*LINES, *_TRAPS]) | st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
).flatmap(lambda lines: st.sampled_from(["\n", "\n\n", "\r\n", "\u2028", " "]).map(lambda end: end.join(lines)))
texts = documents.filter(lambda text: bool(text.strip("\ufeff").strip()) and "\0" not in text)


def _import(text: str) -> Imported:
    (found,) = READERS[".txt"](text.encode(), Path("any.txt"))
    return found


@given(texts)
def test_every_character_is_in_one_block(text: str) -> None:
    found = _import(text)
    check(found)
    assert found.document.view.text == text.removeprefix("\ufeff")


@given(texts)
def test_importing_again_gives_the_same(text: str) -> None:
    assert _import(text) == _import(text)


@given(texts, st.data())
def test_any_span_is_traced_to_its_characters(text: str, data: st.DataObject) -> None:
    found = _import(text)
    for article in found.articles:
        current = article.current
        start = data.draw(st.integers(0, len(current.text) - 1))
        end = data.draw(st.integers(start + 1, len(current.text)))
        ranges = trace(found.document, current, start, end)
        traced = "".join(found.document.view.text[low:high] for low, high in ranges)
        assert bare(traced) == bare(current.text[start:end])


@given(texts)
def test_the_dry_run_shows_the_blocks(text: str) -> None:
    found = _import(text)
    rows = list(dry_run(found))
    assert all(list(row) == ["document", "article", "kind", "level", "text", "pieces"] for row in rows)
    assert [row["text"] for row in rows] == [block.text for block in found.document.blocks]
    assert [row["level"] is None for row in rows] == [row["kind"] != "heading" for row in rows]
    pieces = [[[piece.start, piece.end] for piece in block.pieces] for block in found.document.blocks]
    assert [row["pieces"] for row in rows] == pieces
