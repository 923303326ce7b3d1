"""The measures themselves, on small cases worked by hand."""

import pytest

from tests.segmentation.rows import Row
from tests.segmentation.scores import Scores, mean, score, table

_FIRST = Row(1, "paragraph", None, "渡口停航以后，两岸的人要绕二十里山路。")
_SECOND = Row(1, "paragraph", None, "学生每天要比从前早起四十分钟才行啊。")
_THIRD = Row(2, "paragraph", None, "集市占了半条街，摊位没有编号𠮷😀。")
_GOLD = [Row(1, "title", None, "渡口"), Row(1, "heading", 1, "一、绕路"), _FIRST, _SECOND, _THIRD]


def test_equal_blocks_are_perfect_whatever_their_blanks() -> None:
    spaced = [Row(row.article, row.kind, row.level, " \u200b".join(row.text)) for row in _GOLD]
    assert score(spaced, _GOLD) == Scores(1, 1, 1, 1, 1, 1, 1, 1)


def test_articles_are_paired_whatever_their_numbers() -> None:
    moved = [Row(row.article + 4, row.kind, row.level, row.text) for row in _GOLD]
    assert score(moved, _GOLD).article == 1


def test_a_torn_paragraph_is_body_but_not_whole() -> None:
    """Two of four predicted paragraphs are whole, and two of the editor's three: F1 is 4/7."""
    torn = [_FIRST, Row(1, "paragraph", None, _SECOND.text[:9]), Row(1, "paragraph", None, _SECOND.text[9:]), _THIRD]
    found = score(torn, _GOLD)
    assert (found.precision, found.recall) == (2 / 4, 2 / 3)
    assert found.f1 == pytest.approx(4 / 7)
    assert found.body == 1
    assert (found.headings, found.titles) == (0, 0)


def test_what_is_no_body_and_what_is_taken_twice_counts_against_the_body() -> None:
    """19 characters of the first paragraph count once; its repetition and 10 foreign characters do not."""
    foreign = Row(1, "paragraph", None, "首页时政评论乡村视频")
    assert score([_FIRST, _FIRST, foreign], _GOLD).body == 19 / 48


def test_order_counts_neighbours() -> None:
    """Of the two steps third-first and first-second, one goes forward."""
    assert score([_THIRD, _FIRST, _SECOND], _GOLD).order == 1 / 2


def test_a_merged_article_is_right_for_the_paragraphs_of_one() -> None:
    merged = [Row(1, row.kind, row.level, row.text) for row in _GOLD]
    assert score(merged, _GOLD).article == 2 / 3


def test_a_heading_of_another_level_is_wrong() -> None:
    assert score([Row(1, "heading", 2, "一、绕路")], _GOLD).headings == 0


def test_nothing_to_measure_is_undefined() -> None:
    assert score([], []) == Scores(*[None] * 8)
    assert mean([Scores(*[None] * 8), Scores(*[1.0] * 8)]) == Scores(*[1.0] * 8)
    assert list(table([("essay", Scores(*[None] * 8))]))[-1] == "| essay |" + " – |" * 8
