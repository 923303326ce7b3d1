"""A document comes out the same however it was printed, torn, encoded or converted.

`_AT_THE_MARGIN` lists where printing takes away what a decision needs, so that no reader of the page could tell.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from tests.segmentation.degraded import VARIANTS, cells, furniture, lines_of, page, wrapped
from tests.segmentation.rows import LAYOUTS, Row, bare, body, front, gold_of, read, rows, shape, titles

CLEAN = ("plain_lines", "indented", "journal", "scraped", "numbering", "run_in", "measures", "english_wrapped")
"""Documents that variants are made of: together they have every kind of block of an article and several articles."""

_KEPT = ("title", "subtitle", "byline", "abstract", "keywords", "heading", "paragraph")
_BARE = ("plain_lines", "scraped", "run_in", "measures")
_WIDTHS = range(18, 37, 2)

_NUMBER = re.compile(r"[（(]?[一二三四五六七八九十\d]+[）).．、]")

_AT_THE_MARGIN = {
    ("plain_lines", 18),
    ("plain_lines", 28),
    ("plain_lines", 30),
    ("scraped", 18),
    ("scraped", 30),
    ("scraped", 32),
    ("run_in", 18),
    ("run_in", 26),
    ("run_in", 28),
}
"""Without indents and gaps only a short last line shows where a paragraph ends; here one ends with a full line."""


def clean(path: Path) -> list[Row]:
    """Return the article blocks of a document, without what a layout had put between them and into the title."""
    kept = (row for row in gold_of(path) if row.kind in _KEPT)
    return [replace(row, text=shape(row.text)) if row.kind == "title" else row for row in kept]


def _same(found: Sequence[Row], expected: Sequence[Row]) -> None:
    assert body(found) == body(expected)
    assert titles(found) == titles(expected)
    assert front(found) == front(expected)


@pytest.mark.parametrize("stem", CLEAN)
@pytest.mark.parametrize("variant", VARIANTS)
def test_blocks_survive(stem: str, variant: str) -> None:
    document, degraded = clean(LAYOUTS / f"{stem}.txt"), VARIANTS[variant]
    _same(rows(read(degraded.file(document))), degraded.convert(document))


@pytest.mark.parametrize("stem", CLEAN)
@pytest.mark.parametrize("variant", VARIANTS)
def test_variants_add_nothing_but_furniture(stem: str, variant: str) -> None:
    """The variants themselves: a character lost here would be missed in the segmentation."""
    document, degraded = clean(LAYOUTS / f"{stem}.txt"), VARIANTS[variant]
    strange = {line for row in document for number in range(1, 60) for line in furniture(number, row)}
    text = degraded.render(degraded.convert(document))
    kept = "".join(line for line in text.split("\n") if line not in strange)
    assert bare(kept) == bare("".join(row.text for row in degraded.convert(document)))


def _marks(stem: str, width: int) -> list[pytest.MarkDecorator]:
    reason = "a paragraph ends at the margin, and nothing else says that it ends"
    return [pytest.mark.xfail(reason=reason)] if (stem, width) in _AT_THE_MARGIN else []


@pytest.mark.parametrize(
    ("stem", "width"),
    [pytest.param(stem, width, marks=_marks(stem, width)) for stem in _BARE for width in _WIDTHS],
)
def test_a_short_last_line_is_enough(stem: str, width: int) -> None:
    """Neither indents nor gaps; the body alone is compared."""
    document = clean(LAYOUTS / f"{stem}.txt")
    assert body(rows(read(page(wrapped(document, width)).encode()))) == body(document)


def _ends_at_the_margin(document: Sequence[Row], width: int) -> bool:
    """Whether the first character of a paragraph would not have fitted behind the last line of the one before.

    A paragraph that opens with a number shows all the same.
    """
    return any(
        cells(lines_of(one.text, width)[-1]) + cells(following.text[0]) > 2 * width
        for one, following in pairwise(document)
        if one.kind == following.kind == "paragraph" and not _NUMBER.match(following.text)
    )


def test_the_list_holds_no_other_case() -> None:
    lost = {
        (stem, width)
        for stem in _BARE
        for width in _WIDTHS
        if _ends_at_the_margin(clean(LAYOUTS / f"{stem}.txt"), width)
    }
    assert lost == _AT_THE_MARGIN
