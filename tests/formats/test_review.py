"""Review folders: what is written comes back unchanged; what a person does to it is what it looks like."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.editing import apply, difference
from annotate.errors import InputError
from annotate.formats import review
from schema import Block, BlockKind, Doubt, Edit, Imported, Piece, Settle, SourceView
from tests import strategies
from tests.editing.essay import ESSAY, check

Folder = dict[str, str]


def folder(imported: Imported) -> Folder:
    return dict(review.write(imported))


def edits(files: Folder, imported: Imported = ESSAY) -> tuple[Edit, ...]:
    """What a person did who left the files so."""
    read = [review.read(text, name) for name, text in files.items()]
    wanted, facts = review.wanted(read, max(article.ordinal for article in imported.articles))
    return difference(imported, wanted, facts)


def after(change: Callable[[str], str], imported: Imported = ESSAY) -> Imported:
    """The essay after a change to the file of its article; the folder of that is unchanged by another reading."""
    files = folder(imported)
    first = next(iter(files))
    files[first] = change(files[first])
    found = apply(imported, edits(files, imported))
    check(found)
    assert edits(folder(found), found) == ()
    return found


@given(strategies.imported(edited=True))
def test_what_nobody_touched_is_unchanged(value: Imported) -> None:
    assert edits(folder(value), value) == ()


def test_how_it_looks() -> None:
    files = folder(ESSAY)
    name = f"essay-{ESSAY.document.id[:8]}-01.md"
    assert files[name].startswith(
        f"""\
---
review: '1'
document: {ESSAY.document.id}
article: 1
title: 村里的路
authors: [林晓]
source: 本项目自己写的样例
date:
---

# 村里的路

<!-- byline -->
作者：林晓

村口的路坏了很久😀，雨天尤其难走，谁都看在眼里。

修路的钱一直没有着落，几次商量都没有结果。

## 一、先把账算清楚
"""
    )


@given(
    st.text("#\\<!-> 论a", min_size=1, max_size=9).map(str.strip).filter(bool),
    st.sampled_from(["paragraph", "heading"]),
)
def test_text_that_looks_like_a_mark_is_text(text: str, kind: BlockKind) -> None:
    level = 1 if kind == "heading" else None
    block = Block(kind=kind, article=1, level=level, text=text, pieces=(Piece(start=0, end=len(text)),))
    view = SourceView(text=text, extractor="text", extractor_version="1")
    document = ESSAY.document.model_copy(update={"blocks": (block,), "view": view})
    value = Imported(document=document, articles=ESSAY.articles)
    [wanted] = [one for file in folder(value).values() for one in review.read(file, "").blocks]
    assert (wanted.kind, wanted.level, wanted.text) == (kind, level, text)


def test_two_paragraphs_put_together_and_one_cut() -> None:
    found = after(
        lambda text: text.replace("谁都看在眼里。\n\n修路", "谁都看在眼里。修路").replace("，贴在", "，\n\n贴在")
    )
    assert found.articles[0].current.version == 2
    assert [paragraph.of(found.articles[0].current.text)[:4] for paragraph in found.articles[0].current.paragraphs] == [
        "村口的路",
        "路有多长",
        "贴在祠堂",
        "在外面做",
    ]


def test_lines_wrapped_by_an_editor_are_one_paragraph() -> None:
    assert edits({name: text.replace("，请人来", "，\n请人来") for name, text in folder(ESSAY).items()}) == ()


def test_what_is_said_of_the_article() -> None:
    def change(text: str) -> str:
        return (
            text.replace("title: 村里的路", "title: 村里的路（上）")
            .replace("[林晓]", "林晓、赵𠮷")
            .replace("date:", "date: 2026-01-06")
        )

    article = after(change).articles[0]
    assert (article.title, article.authors, article.date) == ("村里的路（上）", ("林晓", "赵𠮷"), "2026-01-06")
    assert article.current.version == 1


def test_the_title_follows_its_heading_and_authors_their_byline() -> None:
    article = after(
        lambda text: text.replace("# 村里的路", "# 村外的路", 1).replace("作者：林晓", "作者：林小晓")
    ).articles[0]
    assert (article.title, article.authors) == ("村外的路", ("林小晓",))


def test_kinds_and_levels() -> None:
    found = after(lambda text: text.replace("## 一、", "### 一、").replace("<!-- byline -->\n来源", "来源"))
    kinds = [(block.kind, block.level) for block in found.document.blocks if block.text.startswith(("一、", "来源"))]
    assert kinds == [("heading", 2), ("paragraph", None)]


def test_a_doubt_is_settled_by_taking_its_line_out() -> None:
    doubt = Doubt(reason="a --> b", alternative="heading")
    blocks = tuple(
        block.model_copy(update={"doubt": doubt}) if block.kind == "paragraph" else block
        for block in ESSAY.document.blocks
    )
    value = ESSAY.model_copy(update={"document": ESSAY.document.model_copy(update={"blocks": blocks})})
    files = folder(value)
    assert edits(files, value) == ()
    name = next(iter(files))
    files[name] = re.sub("<!-- doubt: [^\n]*\n", "", files[name], count=1)
    first = next(block.pieces[0].start for block in blocks if block.kind == "paragraph")
    assert edits(files, value) == (Settle(block=first),)


def test_a_new_file_is_a_new_article() -> None:
    files = folder(ESSAY)
    name = next(iter(files))
    head, tail = files[name].split("## 二、")
    files[name] = head
    files["z.md"] = f"---\nreview: 1\ndocument: {ESSAY.document.id}\narticle: new\nauthors: [赵]\n---\n\n# 二、" + tail
    found = apply(ESSAY, edits(files))
    check(found)
    assert [(article.ordinal, article.title, article.authors) for article in found.articles] == [
        (1, "村里的路", ("林晓",)),
        (2, "二、再把人请回来", ("赵",)),
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("---\n", "", r"x\.md, line 1: no front matter"),
        ("article: 1", "article: 7", r"x\.md: there is no article 7 \(expected at most 1"),
        ("article: 1", "article: one", r"x\.md: `article: one`"),
        ("article: 1", "artikel: 1", r"x\.md, line 1: front matter with unknown artikel \(expected"),
        ("document: ", "dokument: ", r"x\.md, line 1: front matter with unknown dokument, no document"),
        ("title: ", "date: 2026\ndate: 2025\ntitle: ", r"x\.md, line 6: `date` stands on line 5 already"),
        ("review: '1'", "review: 2", r"x\.md: a review file of version 2"),
        ("title: ", "title: [", r"x\.md, line \d+: front matter that is no YAML"),
        ("title: ", "title: \x07", r"x\.md, line 1: front matter that is no YAML: unacceptable character #x0007"),
        ("date:", "date: {a: b}", r"x\.md: `date` is something else"),
        ("<!-- byline -->\n作者", "<!-- bylin -->\n作者", r"x\.md, line 13: a comment that is no kind: 'bylin'"),
        ("作者：林晓", "作者：林晓 <!-- byline -->", r"x\.md, line 14: a comment amid text"),
        ("## 一、", "# 一、", r"x\.md, line 20: a second title: line 11 begins with # too \(expected one title"),
        ("村口的路", "zzz yyy\n\n村口的路", r"x\.md, line 16: nothing of the document stands in 「zzz"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(old: str, new: str, message: str) -> None:
    [text] = folder(ESSAY).values()
    assert edits({"x.md": text}) == ()
    with pytest.raises(InputError, match=message):
        edits({"x.md": text.replace(old, new, 1)})


def test_what_is_outside_any_article_may_have_the_titles_of_several() -> None:
    text = f"---\nreview: 1\ndocument: {ESSAY.document.id}\narticle: 0\n---\n\n# 甲\n\n# 乙\n"
    assert [block.kind for block in review.read(text, "outside.md").blocks] == ["title", "title"]


def test_a_new_article_has_one_title_too() -> None:
    text = f"---\nreview: 1\ndocument: {ESSAY.document.id}\narticle: new\n---\n\n# 甲\n\n# 乙\n"
    with pytest.raises(InputError, match=r"new\.md, line 9: a second title: line 7 begins with # too"):
        review.read(text, "new.md")


def test_one_article_has_one_file() -> None:
    [text] = folder(ESSAY).values()
    with pytest.raises(InputError, match=r"y\.md: article 1 is that of x\.md"):
        edits({"x.md": text, "y.md": text})
