"""Sources read anew: articles keep their ids, edits that fit are done again, the others are named."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from annotate.editing import Replayed, apply, replay
from schema import (
    Block,
    Correct,
    Drop,
    Edit,
    Fact,
    Imported,
    Merge,
    MergeArticles,
    Move,
    Rekind,
    Settle,
    Split,
    SplitArticle,
)
from tests import strategies
from tests.editing.essay import ESSAY, TEXT, check, names, read


def at(imported: Imported, opening: str) -> int:
    """Where the block begins that begins so."""
    return next(block.pieces[0].start for block in imported.document.blocks if block.text.startswith(opening))


def block(imported: Imported, opening: str) -> Block:
    return next(block for block in imported.document.blocks if block.text.startswith(opening))


EDITS: tuple[Edit, ...] = (
    Fact(article=1, name="authors", values=("赵",)),
    Correct(block=at(ESSAY, "村口"), text="村口的路早就坏了😀，雨天尤其难走，谁都看在眼里。"),
    Merge(blocks=(at(ESSAY, "村口"), at(ESSAY, "修路"))),
    Split(block=at(ESSAY, "路有"), at=ESSAY.document.view.text.index("贴在")),
    Rekind(block=at(ESSAY, "一、"), kind="heading", level=2),
    Settle(block=at(ESSAY, "在外")),
    SplitArticle(block=at(ESSAY, "二、")),
    Drop(block=at(ESSAY, "来源")),
)


def again(fresh: Imported, edits: Sequence[Edit] = EDITS) -> Replayed:
    edited = apply(ESSAY, edits)
    found = replay(ESSAY.document, edited.articles, edits, fresh, edited.document.reading)
    check(found.imported)
    assert found.imported.document.id == ESSAY.document.id
    return found


def test_the_same_source_gives_the_same_again() -> None:
    edited = apply(ESSAY, EDITS)
    found = again(ESSAY)
    assert found.unfit == ()
    assert found.imported.document.blocks == edited.document.blocks
    assert found.imported.articles == edited.articles
    assert (found.read.reading, found.imported.document.reading) == (3, 4)


def test_a_source_that_was_moved_within_its_file_is_followed() -> None:
    found = again(read("一行新的话，写在所有别的话前面。\n\n" + TEXT))
    assert names(found.edits) == names(EDITS)
    assert found.unfit == ()
    assert block(found.imported, "村口的路早就").article == 1
    assert [(article.ordinal, article.authors) for article in found.imported.articles][:2] == [(1, ("赵",)), (2, ())]


def test_edits_of_what_was_rewritten_are_named() -> None:
    found = again(read(TEXT.replace("雨天尤其难走", "下雪的时候最难走")))
    assert names(found.unfit) == ["text", "merge"]
    assert names(found.edits) == ["fact", "split", "kind", "settle", "split_article", "drop"]
    assert block(found.imported, "村口").text.startswith("村口的路坏了很久")


def test_edits_that_the_importer_makes_needless_are_not_named() -> None:
    merged = apply(ESSAY, [EDITS[4], EDITS[2]])
    fresh = ESSAY.model_copy(update={"document": merged.document.model_copy(update={"reading": 1})})
    found = again(fresh, [EDITS[4], EDITS[2]])
    assert (found.edits, found.unfit) == ((EDITS[4],), ())


def test_articles_keep_their_ids() -> None:
    two = TEXT + "\n\n" + TEXT.replace("路", "桥").replace("林晓", "赵明").replace("村里", "河上")
    base = read(two)
    assert [article.ordinal for article in base.articles] == [1, 2]
    swapped = read(two[len(TEXT) + 2 :] + "\n\n" + TEXT)
    found = replay(base.document, base.articles, (), swapped, 1)
    assert {article.ordinal: article.title for article in found.imported.articles} == {
        article.ordinal: article.title for article in base.articles
    }
    less = replay(base.document, base.articles, (), ESSAY, 1)
    assert [article.current.text == "" for article in less.imported.articles] == [False, True]
    more = replay(ESSAY.document, ESSAY.articles, (), swapped, 1)
    assert [article.title for article in more.imported.articles] == ["村里的路", "河上的桥"]


def test_moves_and_articles_put_together() -> None:
    two = TEXT + "\n\n" + TEXT.replace("路", "桥").replace("林晓", "赵明").replace("村里", "河上")
    base = read(two)
    edits: list[Edit] = [
        Move(block=at(base, "修路"), article=2, after=at(base, "修桥")),
        MergeArticles(article=1, other=2),
    ]
    edited = apply(base, edits)
    found = replay(base.document, edited.articles, edits, read("开头。\n\n" + two), 2)
    assert found.unfit == ()
    texts = [article.current.text for article in found.imported.articles]
    assert "修桥的钱一直没有着落，几次商量都没有结果。\n修路的钱" in texts[0]
    assert texts[1] == ""


@given(strategies.imported(), st.data())
def test_a_source_read_anew_unchanged_is_as_it_was(value: Imported, data: st.DataObject) -> None:
    blocks = [one.pieces[0].start for one in value.document.blocks if one.kind != "heading"]
    edits: list[Edit] = [Drop(block=at) for at in data.draw(st.lists(st.sampled_from(blocks), unique=True))]
    edited = apply(value, edits)
    found = replay(value.document, edited.articles, edits, value, edited.document.reading)
    assert found.unfit == ()
    assert found.imported.document.blocks == edited.document.blocks
    assert [one.texts for one in found.imported.articles] == [one.texts for one in edited.articles]
