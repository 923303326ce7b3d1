"""From the source view to the article text and back: `trace` and `placed` undo each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema import Article, Block, Imported, Piece, placed, trace
from tests import strategies


def _both(found: Imported, article: Article) -> tuple[dict[int, int], dict[int, set[int]]]:
    """Characters of the view by those of the article's text, and the other way round, each found one by one."""
    text, view = article.current, found.document.view.text
    forth = {}
    for at in range(len(text.text)):
        for start, end in trace(found.document, text, at, at + 1):
            assert end == start + 1
            forth[at] = start
    back = {}
    for at in range(len(view)):
        back[at] = {n for start, end in placed(found.document, text, at, at + 1) for n in range(start, end)}
    return forth, back


@given(strategies.imported())
def test_they_are_inverse(found: Imported) -> None:
    for article in found.articles:
        forth, back = _both(found, article)
        assert {(at, seen) for at, seen in forth.items()} == {(at, seen) for seen, ats in back.items() for at in ats}
        for at, seen in forth.items():
            assert article.current.text[at] == found.document.view.text[seen]


@given(strategies.imported(), st.data())
def test_a_range_is_placed_as_its_characters_are(found: Imported, data: st.DataObject) -> None:
    view = found.document.view.text
    start = data.draw(st.integers(0, len(view) - 1))
    end = data.draw(st.integers(start + 1, len(view)))
    for article in found.articles:
        _, back = _both(found, article)
        ranges = placed(found.document, article.current, start, end)
        assert [at for low, high in ranges for at in range(low, high)] == sorted(
            at for seen in range(start, end) for at in back[seen]
        )


def test_joins_edits_and_what_was_struck_out() -> None:
    pieces = (
        Piece(start=0, end=3),
        Piece(start=5, end=8, join=" "),
        Piece(start=10, end=12, text="𠮷😀x"),
        Piece(start=12, end=14, text=""),
    )
    block = Block(kind="paragraph", article=1, text="abc def𠮷😀x", pieces=pieces)
    assert block.placed(0, 20) == ((0, 3), (4, 7), (7, 10))
    assert block.placed(2, 6) == ((2, 3), (4, 5))
    assert block.placed(11, 12) == ((7, 10),)
    assert block.placed(12, 14) == block.placed(3, 5) == ()
    assert block.trace(3, 5) == ((5, 6),)


@given(strategies.imported())
def test_another_reading_is_refused(found: Imported) -> None:
    other = found.document.model_copy(update={"reading": 2})
    with pytest.raises(ValueError, match="reading"):
        placed(other, found.articles[0].current, 0, 1)
