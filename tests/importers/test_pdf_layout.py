"""Where text stands on the page decides in which order it is read; where it stands in the file does not."""

from __future__ import annotations

import random
from itertools import islice

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from annotate.importers._pdf._elements import elements_of
from annotate.importers._pdf._glyphs import sheets
from annotate.importers._pdf._pages import page_of
from tests.importers.pdfs import PARAGRAPHS, Press, Type, imported, wrapped

HAN = "渡口停航以后两岸的人要绕二十里山路我们认为恢复小型客是眼下最省钱办法村民盼望"
MARGIN = 60


@st.composite
def paragraphs(draw: st.DrawFn) -> list[str]:
    """Paragraphs of which most are longer than a line."""
    sizes = draw(st.lists(st.integers(35, 130), min_size=4, max_size=14))
    rest = random.Random(draw(st.integers(0, 999)))
    return [f"{number}号，" + "".join(rest.choices(HAN, k=size)) + "。" for number, size in enumerate(sizes, start=1)]


def typeset(texts: list[str], columns: int, rows: int, how: Type, seed: int | None = None) -> Press:
    """Set paragraphs in columns, page after page; with a seed, the lines stand in the file in another order."""
    lines = iter([line for text in texts for line in wrapped(text, how)])
    press = Press()
    placed: list[tuple[float, float, str]] = []
    while page := list(islice(lines, columns * rows)):
        for at, (indent, text) in enumerate(page):
            left = MARGIN + at // rows * (how.measure + 2) * how.size
            placed.append((left + indent * how.size, MARGIN + at % rows * how.leading * how.size, text))
        if seed is not None:
            random.Random(seed).shuffle(placed)
        for left, top, text in placed:
            press.line(left, top, text, how.size)
        placed = []
        press.turn()
    return press


def read_paragraphs(data: bytes) -> list[str]:
    pages = [page_of(sheet) for sheet in sheets(data, "essay.pdf")]
    return ["".join(line.text for line in element.lines) for element in elements_of(pages)]


def ends_alone(texts: list[str], layout: tuple[int, int, Type]) -> bool:
    """Whether the last column is one line: if that is short, it could as well be a date set to the right."""
    _, rows, how = layout
    return sum(len(wrapped(text, how)) for text in texts) % rows == 1


layouts = st.tuples(
    st.integers(1, 3), st.integers(8, 30), st.sampled_from([Type(8, 18), Type(8, 20, 1.3), Type(7.5, 21, 1.8)])
)


@settings(max_examples=20)
@given(paragraphs(), layouts, st.none() | st.integers(0, 99))
def test_paragraphs_come_back_from_any_columns(
    texts: list[str], layout: tuple[int, int, Type], seed: int | None
) -> None:
    assume(not ends_alone(texts, layout))
    assert read_paragraphs(typeset(texts, *layout, seed).data()) == texts


@settings(max_examples=10)
@given(paragraphs(), layouts)
def test_every_line_has_its_place(texts: list[str], layout: tuple[int, int, Type]) -> None:
    assume(not ends_alone(texts, layout))
    press = typeset(texts, *layout)
    view = imported(press.data()).document.view
    found = sorted((place.of(view.text), place.page, place.box) for place in view.places)
    assert len(found) == len(press.printed)
    for (text, page, left, top), (shown, number, box) in zip(sorted(press.printed), found, strict=True):
        assert (shown, number) == (text, page)
        assert abs(box[0] - left) < 1
        assert abs(box[1] - top) < 1
        assert 0 <= box[0] < box[2] <= 595
        assert 0 <= box[1] < box[3] <= 842


def test_the_property_sees_columns_read_across() -> None:
    """The control: the lines as they follow each other on the page are other paragraphs than those that were set."""
    press = typeset(list(PARAGRAPHS), 2, 17, Type(8, 20))
    across = "".join(text for text, *_ in sorted(press.printed, key=lambda line: (line[1], line[3], line[2])))
    assert "".join(read_paragraphs(press.data())) == "".join(PARAGRAPHS) != across
