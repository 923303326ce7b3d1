"""Generated documents in generated layouts: nothing is lost, everything is traced, and paragraphs come out whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from schema import Imported
from tests.segmentation.degraded import (
    column_cut,
    furniture,
    gb18030,
    invisible,
    on_lines,
    page,
    spaced_out,
    torn,
    windows,
    wrapped,
)
from tests.segmentation.rows import Row, body, read, rows, titles

_SUBJECTS = (
    "县里的水务站",
    "三个相邻的村子",
    "退休的𠮷老师",
    "新来的年轻人😀",
    "运营平台和社区",
    "菜市场的摊主们",
    "AI巡检系统",
    "家长委员会",
    "每一位网格员",
    "承包果园的农户",
    "城南的公交公司",
    "值夜班的护士",
)
_MANNERS = ("应当先", "已经多次", "完全可以", "不妨逐步", "在2023年", "总是难以", "从来没有", "按照GB 5749的要求")
_ACTIONS = (
    "把账目贴在门口",
    "公布每月的用水量",
    "修好那条断头路",
    "说明补贴的去向",
    "腾出两间空房",
    "与企业签订长约",
    "减少3.5%的损耗",
    "听取老人的意见",
    "核对“两本账”",
    "延长开放的时间",
)
_ENDINGS = ("。", "！", "？", "；这样做并不费事。", "，而且越快越好。", "。”")
_NAMES = ("旧校舍的新用处", "谁来照看水渠", "夜班公交的去留", "果园里的账本", "空房怎样住上人", "断头路为何难通")
_NUMBERS = "一二三四五六"

_OPENINGS_OF_SENTENCES = len(_SUBJECTS) * len(_MANNERS)
_SENTENCES = _OPENINGS_OF_SENTENCES * len(_ACTIONS)


def _sentence(number: int) -> str:
    """Return a sentence; two with the same subject and manner differ in what is done, and so on."""
    number, subject = divmod(number, len(_SUBJECTS))
    action, manner = divmod(number, len(_MANNERS))
    ending = _ENDINGS[(subject + manner + action) % len(_ENDINGS)]
    return "“" * ending.endswith("”") + _SUBJECTS[subject] + _MANNERS[manner] + _ACTIONS[action] + ending


@st.composite
def _documents(draw: st.DrawFn) -> list[Row]:
    """Title, byline, an opening paragraph, and numbered sections; no sentence stands twice.

    Nor do two begin alike: a line that came three times would be the running head of a page. Fewer sentences would
    not show how wide the page is.
    """
    title, *headings = draw(st.lists(st.sampled_from(_NAMES), min_size=1, max_size=4, unique=True))
    sizes = draw(st.lists(st.integers(3, 6), min_size=max(4, len(headings) + 1), max_size=9))
    numbers = draw(
        st.lists(
            st.integers(0, _SENTENCES - 1),
            min_size=sum(sizes),
            max_size=sum(sizes),
            unique_by=(lambda number: number // len(_SUBJECTS), lambda number: number % _OPENINGS_OF_SENTENCES),
        )
    )
    sentences = map(_sentence, numbers)
    paragraphs = [Row(1, "paragraph", None, "".join(islice(sentences, size))) for size in sizes]
    found = [Row(1, "title", None, title), Row(1, "byline", None, "作者：林知白　来源：渡口周报"), paragraphs[0]]
    for at, heading in enumerate(headings):
        own = paragraphs[1 + at :: len(headings)]
        found += [Row(1, "heading", 1, f"{_NUMBERS[at]}、{heading}"), *own]
    return found if headings else [*found, *paragraphs[1:]]


@dataclass(frozen=True, slots=True)
class _Layout:
    """A way to print in which every end of a paragraph shows, by indents, by gaps, or by one line each."""

    width: int
    indent: int
    gap: int
    kinsoku: bool
    cut: str
    every: int

    def text(self, document: Sequence[Row]) -> str:
        printed = wrapped(document, self.width, indent=self.indent, kinsoku=self.kinsoku)
        least = 2  # a first line by itself could be a heading
        if self.cut == "pages":
            printed = torn(printed, self.every, furniture, least=least)
        if self.cut == "columns":
            printed = torn(printed, self.every, column_cut, least=least)
        text = page(printed, indent=self.indent, gap=self.gap)
        return spaced_out(text) if self.cut == "blank lines" else text


def _layouts(name: str) -> st.SearchStrategy[_Layout]:
    """Return layouts of one kind: what sets paragraphs apart, and what cuts them."""
    apart, _, cut = name.partition(", ")
    return st.builds(
        _Layout,
        width=st.just(10_000) if apart == "lines" else st.integers(14, 40),
        indent=st.sampled_from({"lines": (0, 2), "indents": (2,), "gaps": (0,)}[apart]),
        gap=st.integers(1 if apart == "gaps" else 0, 2),
        kinsoku=st.booleans(),
        cut=st.just(cut),
        every=st.integers(8, 30),
    )


_LAYOUTS = (
    "lines",
    "indents",
    "indents, blank lines",
    "indents, columns",
    "indents, pages",
    "gaps",
    "gaps, columns",
    "gaps, pages",
)
_any_layout = st.sampled_from(_LAYOUTS).flatmap(_layouts)


def _whole(found: Imported) -> None:
    """Every non-blank character of the view is in one block, and every block is rebuilt from its pieces."""
    view = found.document.view.text
    taken = bytearray(len(view))
    for block in found.document.blocks:
        assert block.rebuild(view) == block.text
        for piece in block.pieces:
            assert not any(taken[piece.start : piece.end])
            taken[piece.start : piece.end] = b"\1" * (piece.end - piece.start)
    assert [sign for sign, one in zip(view, taken, strict=True) if not one and not sign.isspace()] == []


@pytest.mark.parametrize("wrong", ["lost", "twice", "altered"])
def test_the_check_sees(wrong: str) -> None:
    found = read("渡口\n作者：林知白\n停航以后，两岸的人要绕二十里山路。\n".encode())
    _whole(found)
    *others, last = found.document.blocks
    blocks = {
        "lost": others,
        "twice": [*others, last, last],
        "altered": [*others, last.model_copy(update={"text": "渡"})],
    }
    document = found.document.model_copy(update={"blocks": tuple(blocks[wrong])})
    with pytest.raises(AssertionError):
        _whole(found.model_copy(update={"document": document}))


def _ids(found: Imported) -> list[str]:
    parts = [part.id for article in found.articles for part in article.current.parts()]
    return [found.document.id, *(article.id for article in found.articles), *parts]


@pytest.mark.parametrize("name", _LAYOUTS)
@given(data=st.data(), document=_documents(), encode=st.sampled_from((str.encode, gb18030, windows)))
@settings(max_examples=25, phases=(Phase.explicit, Phase.reuse, Phase.generate))
def test_paragraphs_come_out_as_generated(
    name: str, data: st.DataObject, document: list[Row], encode: Callable[[str], bytes]
) -> None:
    """Not shrunk: that takes minutes, and the documents are short as they are."""
    found = read(encode(data.draw(_layouts(name)).text(document)))
    _whole(found)
    assert body(rows(found)) == body(document)
    assert titles(rows(found)) == titles(document)


_BLANKS = ("\n", "\n\n", "\r\n", "\r", "\u2028", "\u3000\u3000", " ", "\u00a0", "\t", "\f")
_UNSEEN = ("\u200b", "\ufeff", "\u00ad", "\x07")
_MARKS = ("# ", "- ", "> ", "**", "---", "|", "■", "【", "】", "[1] ", "①", "。", "，", "”", "“", "12")
_OPENINGS = ("一、", "（一）", "第一章　", "1. ", "1.1 ", "第一，", "摘 要：", "〔关键词〕", "编者按：", "问：", "答：")
_LINES = (
    "参考文献",
    "（作者系某校教师）",
    "来源：渡口周报",
    "作者：林知白",
    "责任编辑：白舟",
    "第 3 页",
    "By A. Writer",
    "References",
)
_TEXT = ("The ferry runs. ", "渡口", "停航以后，两岸的人要绕二十里山路。", "𠮷", "😀", "e\u0301")
_FRAGMENTS = (*_BLANKS, *_UNSEEN, *_MARKS, *_OPENINGS, *_LINES, *_TEXT)


@given(st.lists(st.one_of(st.sampled_from(_FRAGMENTS), st.text(max_size=12)), min_size=1, max_size=60))
def test_no_character_is_lost_or_taken_twice(fragments: list[str]) -> None:
    """Whatever the text, also where no rule can make sense of it."""
    text = "渡" + "".join(fragments).replace("\0", "")
    _whole(read(text.encode(errors="replace")))


@given(_documents(), _any_layout, _documents())
def test_ids_do_not_depend_on_when_or_beside_what_a_file_is_read(
    document: list[Row], layout: _Layout, other: list[Row]
) -> None:
    data = layout.text(document).encode()
    first = read(data, "first.txt")
    read(page(wrapped(other, 20)).encode(), "other.txt")
    again = read(data, "first.txt")
    assert again == first
    assert _ids(read(data, "renamed.txt")) == _ids(first)
    assert len(set(_ids(first))) == len(_ids(first))


@given(_documents())
def test_invisible_characters_change_no_paragraph(document: list[Row]) -> None:
    text = page(wrapped(document, 10_000))
    found = read(invisible(text).encode())
    _whole(found)
    assert body(rows(found)) == body(rows(read(text.encode())))


def test_sentences_of_one_pattern_are_no_repetition() -> None:
    """Parallel sentences share most of their words, but no run of them; extraction repeats whole runs."""
    first = "县里的水务站应当先把账目贴在门口。三个相邻的村子应当先把账目贴在门口！"
    second = "退休的𠮷老师应当先把账目贴在门口？家长委员会应当先把账目贴在门口！"
    document = [
        Row(1, "title", None, _NAMES[0]),
        Row(1, "byline", None, "作者：林知白"),
        *(Row(1, "paragraph", None, text) for text in (first, second)),
    ]
    assert body(rows(read(page(on_lines(document)).encode()))) == body(document)
