"""Edits: what each does, that all are done or none, and that corrected text keeps what it can."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.editing import apply, matches
from annotate.editing._align import visible_matches
from annotate.editing._pieces import corrected, shown
from annotate.errors import InputError
from schema import Correct, Drop, Fact, Merge, Move, Piece, Rekind, Split
from tests.editing.essay import ESSAY, check
from tests.editing.test_replay import at, block

SIGNS = st.text("论点问题 a𠮷😀，。\u3000", max_size=20)


@given(SIGNS, SIGNS)
def test_runs_that_match_are_in_both_texts_in_order(old: str, new: str) -> None:
    at_old = at_new = 0
    for start, to, length in matches(old, new):
        assert length > 0
        assert start >= at_old
        assert to >= at_new
        assert old[start : start + length] == new[to : to + length]
        at_old, at_new = start + length, to + length


@given(st.text("论点𠮷，。", min_size=1, max_size=9), st.lists(st.sampled_from(["\n", " ", "\u3000", ""]), min_size=9))
def test_lines_and_blanks_make_no_difference_to_what_is_visible(text: str, blanks: list[str]) -> None:
    spaced = "".join(sign + blank for sign, blank in zip(text, blanks, strict=False))
    found = {
        start + offset: to + offset for start, to, length in visible_matches(text, spaced) for offset in range(length)
    }
    assert [spaced[found[at]] for at in range(len(text))] == list(text)


def test_long_texts_are_compared_by_lines_and_clauses() -> None:
    old = "".join(f"第{number}句话，说的是第{number}件事。" for number in range(2000))
    new = old.replace("第1000句话，", "第一千句，").replace("第5件事", "")
    kept = sum(length for _, _, length in matches(old, new))
    assert len(new) - 4 <= kept + 4 <= len(old)


VIEW = "村口的\n路坏了 and\nso on"
PIECES = (Piece(start=0, end=3), Piece(start=4, end=11), Piece(start=12, end=17, join=" "))


@given(st.text("村口的路坏了 andso𠮷x", min_size=1, max_size=25).map(str.strip).filter(bool))
def test_corrected_pieces_show_the_text_and_cover_the_same_characters(text: str) -> None:
    pieces = corrected(PIECES, text, VIEW)
    assert shown(pieces, VIEW) == text
    covered = [at for piece in pieces for at in range(piece.start, piece.end)]
    assert covered == [at for piece in PIECES for at in range(piece.start, piece.end)]
    assert shown(corrected(pieces, shown(PIECES, VIEW), VIEW), VIEW) == shown(PIECES, VIEW)


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        ("村口的路坏了 and so on", [None, None, None]),
        ("村口的路都坏了 and so on", [None, "路都", None, None]),
        ("村口的路坏 and so on", [None, None, "", None, None]),
        ("村口的路坏了 andso on", [None, None, None]),
        ("村的路坏了 and so on", [None, "", None, None, None]),
        ("𠮷村口的路坏了 and so on", ["𠮷村", None, None, None]),
    ],
)
def test_only_what_was_changed_is_marked(text: str, texts: list[str | None]) -> None:
    assert [piece.text for piece in corrected(PIECES, text, VIEW)] == texts


def test_all_edits_are_done_or_none() -> None:
    before = ESSAY.model_dump()
    with pytest.raises(InputError, match=r"drop \(block 99999\): position 99999: no block begins there; nothing there"):
        apply(ESSAY, [Drop(block=at(ESSAY, "修路")), Drop(block=99999)])
    assert ESSAY.model_dump() == before


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (Merge(blocks=(at(ESSAY, "修路"), at(ESSAY, "修路"))), "one is named twice"),
        (Split(block=at(ESSAY, "修路"), at=at(ESSAY, "修路")), "cannot be cut there"),
        (Split(block=at(ESSAY, "修路"), at=at(ESSAY, "路有")), "cannot be cut there"),
        (Move(block=at(ESSAY, "修路"), article=1, after=at(ESSAY, "修路")), "cannot stand behind itself"),
        (Move(block=at(ESSAY, "修路"), article=3, after=None), "article 3: there is none; the last is 1"),
        (Move(block=at(ESSAY, "修路"), article=0, after=at(ESSAY, "路有")), "that block is not in article 0"),
        (Fact(article=2, name="title", values=("题",)), "article 2: there is none"),
        (Correct(block=at(ESSAY, "修路"), text=" 路 "), "give one line, without blanks at its ends"),
        (Drop(block=at(ESSAY, "修路") + 1), "the block there begins at .*「修路的钱"),
    ],
)
def test_what_cannot_be_done_says_why(edit: Drop, message: str) -> None:
    with pytest.raises(InputError, match=message):
        apply(ESSAY, [edit])


def test_a_block_goes_where_it_is_put() -> None:
    found = apply(ESSAY, [Move(block=at(ESSAY, "修路"), article=1, after=at(ESSAY, "在外"))])
    check(found)
    texts = [paragraph.of(found.articles[0].current.text)[:2] for paragraph in found.articles[0].current.paragraphs]
    assert texts == ["村口", "路有", "在外", "修路"]
    found = apply(found, [Move(block=at(ESSAY, "修路"), article=2, after=None)])
    assert [(article.id[-2:], article.current.version, article.current.reading) for article in found.articles] == [
        ("-1", 3, 3),
        ("-2", 1, 3),
    ]


def test_a_version_is_made_only_where_the_text_or_its_parts_change() -> None:
    found = apply(ESSAY, [Rekind(block=at(ESSAY, "作者"), kind="caption")])
    assert found.document.reading == 2
    assert found.articles[0].texts == ESSAY.articles[0].texts
    assert found.articles[0].authors == ()
    found = apply(found, [Rekind(block=at(ESSAY, "一、"), kind="heading", level=2)])
    assert [text.version for text in found.articles[0].texts] == [1, 2]
    assert found.articles[0].texts[0].text == found.articles[0].texts[1].text


def test_what_was_said_of_an_article_stays_when_its_blocks_change() -> None:
    said = apply(
        ESSAY, [Fact(article=1, name="authors", values=("赵",)), Fact(article=1, name="date", values=("2026",))]
    )
    found = apply(
        said, [Correct(block=at(ESSAY, "作者"), text="作者：王明"), Correct(block=at(ESSAY, "村里"), text="村外的路")]
    )
    assert (found.articles[0].authors, found.articles[0].date, found.articles[0].title) == (("赵",), "2026", "村外的路")


def test_a_corrected_block_is_told_and_traced() -> None:
    found = apply(ESSAY, [Correct(block=at(ESSAY, "修路"), text="修桥的钱一直没有着落，几次商量都没有结果。")])
    one = block(found, "修桥")
    assert one.edited
    assert [one.text[piece.start - one.pieces[0].start : piece.end - one.pieces[0].start] for piece in one.pieces][
        1
    ] == "桥"
    assert one.trace(0, 3) == tuple((start, start + 1) for start in range(one.pieces[0].start, one.pieces[0].start + 3))
