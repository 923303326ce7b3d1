"""Pictures of annotated texts: everything is in them, nothing lies on anything else, and mark-up stays text."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.drawing import Relation, Span, arcs_of, cells, ink_on, rows_of, svg
from annotate.drawing._layout import lines_of
from annotate.drawing._places import NAME, places_of
from tests import strategies

SVG = "{http://www.w3.org/2000/svg}"
TEXT = "😀渡口停航，𠮷村的学生早起；应当恢复客渡。"
SPANS = (Span(1, 5, "问题", "#d55e00"), Span(6, 12, "问题", "#d55e00"), Span(14, 20, "举措", "#009e73"))
RELATIONS = (Relation(0, 1, "导致"), Relation(2, 0, "应对"), Relation(2, 1, "应对"))


def test_lines_of_headings_are_bold() -> None:
    root = ElementTree.fromstring(svg("标题\n正文", bold=[(0, 2)]))
    lines = {str(found.text): found.get("font-weight") for found in root.iter(f"{SVG}text")}
    assert lines == {"标题": "700", "正文": None}


def test_signs_beside_ideographs_are_as_wide_as_these_and_no_line_ends_with_an_opening_one() -> None:
    lines = lines_of("甲乙“丙”丁", 6, hang=True)
    assert [(line.start, line.columns) for line in lines] == [(0, (0, 2, 4)), (2, (0, 2, 4, 6)), (5, (0, 2))]
    assert lines_of('"a“b”c', 9)[0].columns == (0, 1, 2, 3, 4, 5, 6)
    assert lines_of("说“1”的", 9)[0].columns == (0, 2, 4, 5, 7, 9)


@st.composite
def pictures(draw: st.DrawFn) -> tuple[str, list[Span], list[Relation], int]:
    text = draw(strategies.texts(2, 40))
    bounds = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).filter(lambda pair: pair[0] < pair[1])
    labels = st.sampled_from(["论点", "a long name of a label", "𠮷"])
    spans = [Span(start, end, draw(labels), "#56b4e9") for start, end in draw(st.lists(bounds, max_size=5))]
    ends = st.integers(0, len(spans) - 1)
    pairs = draw(st.lists(st.tuples(ends, ends), max_size=4)) if spans else []
    return text, spans, [Relation(a, b, draw(labels)) for a, b in pairs if a != b], draw(st.integers(2, 30))


def drawn(root: ElementTree.Element) -> str:
    """The text in it, in the order in which it is drawn, without names."""
    return "".join(str(found.text) for found in root.iter(f"{SVG}text") if found.get("font-size") == "18")


def overlap(boxes: Sequence[tuple[float, float, float, float]]) -> bool:
    """Whether any two boxes (left, right, top, bottom) do."""
    return any(a[0] < b[1] and b[0] < a[1] and a[2] < b[3] and b[2] < a[3] for a, b in itertools.combinations(boxes, 2))


def test_text_spans_names_and_relations_are_in_it() -> None:
    root = ElementTree.fromstring(svg(TEXT, SPANS, RELATIONS))
    assert drawn(root) == TEXT
    texts = [found.text for found in root.iter(f"{SVG}text") if found.get("font-size") != "18"]
    assert texts == ["问题", "问题", "举措", "导致", "应对", "应对"]
    assert len(list(root.iter(f"{SVG}rect"))) == 3 * len(SPANS)
    assert len(list(root.iter(f"{SVG}path"))) == 2 * len(RELATIONS)
    assert root.findtext(f"{SVG}title") == TEXT
    assert root.findtext(f"{SVG}desc") == (
        "问题: 渡口停航; 问题: 𠮷村的学生早; 举措: 应当恢复客渡; 渡口停航 导致 𠮷村的学生早; "
        "应当恢复客渡 应对 渡口停航; 应当恢复客渡 应对 𠮷村的学生早"
    )


def test_a_symmetric_relation_has_no_head() -> None:
    root = ElementTree.fromstring(svg(TEXT, SPANS, [Relation(0, 1, "重申", symmetric=True)]))
    assert len(list(root.iter(f"{SVG}path"))) == 1


@pytest.mark.parametrize("nasty", ["<script>x</script>", "&amp;", "]]>", "\"'", "</svg>"])
def test_mark_up_in_a_text_stays_text(nasty: str) -> None:
    root = ElementTree.fromstring(svg(nasty, [Span(0, len(nasty), nasty, "#000000")]))
    assert root.findtext(f"{SVG}title") == nasty
    assert drawn(root) == nasty
    assert {found.tag.removeprefix(SVG) for found in root.iter()} == {"svg", "title", "desc", "rect", "text"}


@given(pictures())
def test_every_picture_is_well_formed_and_holds_the_whole_text(
    picture: tuple[str, list[Span], list[Relation], int],
) -> None:
    text, spans, relations, width = picture
    root = ElementTree.fromstring(svg(text, spans, relations, width))
    assert "".join(drawn(root).split()) == "".join(text.split())


@given(pictures())
def test_names_lie_neither_on_each_other_nor_outside(picture: tuple[str, list[Span], list[Relation], int]) -> None:
    text, spans, relations, width = picture
    places = places_of(text, spans, relations, width)
    boxes = [(name.x, name.x + name.width, places.above(name), places.above(name) + NAME - 3) for name in places.names]
    assert not overlap(boxes)
    assert all(left >= 0 and right <= places.width and top >= 0 for left, right, top, _ in boxes)
    assert list(places.tops) == sorted(places.tops)


def test_arcs_of_one_line_do_not_meet_with_their_names() -> None:
    places = places_of(TEXT, SPANS, RELATIONS, 72)
    levels = [arc.level for arc in places.arcs]
    assert levels[0] == 1
    assert len({levels[1], levels[0]}) == 2
    assert len({levels[1], levels[2]}) == 2


def test_arcs_to_another_line_lie_beside_the_text_and_have_levels_of_their_own() -> None:
    spans = [Span(at, at + 2, "甲", "#000000") for at in (0, 4, 8)]
    relations = [Relation(0, 1, "a"), Relation(2, 0, "b"), Relation(1, 2, "c")]
    places = places_of("甲乙丙丁" * 3, spans, relations, 8)
    assert [name.line for name in places.names] == [0, 1, 2]
    assert [(arc.level, arc.beside) for arc in places.arcs] == [(1, True), (2, True), (1, True)]
    root = ElementTree.fromstring(svg("甲乙丙丁" * 3, spans, relations, 8))
    assert float(str(root.get("viewBox")).split()[0]) < -places.gutter
    # Nothing of them is over the text: curves lie to its left, and lines to names above it.
    for path in root.iter(f"{SVG}path"):
        curve = re.search(r"H (\S+) C (\S+) \S+ (\S+) \S+ (\S+) ", str(path.get("d")).replace(",", ""))
        assert curve is None or max(map(float, curve.groups())) < 12


@given(pictures())
def test_names_of_arcs_beside_the_text_lie_one_below_the_other(
    picture: tuple[str, list[Span], list[Relation], int],
) -> None:
    root = ElementTree.fromstring(svg(*picture))
    heights = [float(str(one.get("y"))) for one in root.iter(f"{SVG}text") if one.get("text-anchor") == "end"]
    assert all(high - low >= 11 for low, high in itertools.pairwise(heights))


@pytest.mark.parametrize(
    ("ends", "levels"),
    [
        ([], []),
        ([(0, 1)], [1]),
        ([(0, 1), (1, 2)], [1, 1]),
        ([(0, 2), (0, 1)], [2, 1]),
        ([(0, 1), (1, 0)], [1, 2]),
        ([(0, 9), (1, 2), (3, 4), (2, 6)], [3, 1, 1, 2]),
    ],
)
def test_shorter_arcs_lie_below(ends: list[tuple[float, float]], levels: list[int]) -> None:
    assert arcs_of(ends) == levels


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 10)).map(lambda pair: (pair[0], sum(pair))), max_size=12))
def test_rows_hold_what_does_not_overlap_and_are_as_few_as_can_be(ranges: list[tuple[int, int]]) -> None:
    rows = rows_of(ranges)
    for (one, row), (other, same) in itertools.combinations(zip(ranges, rows, strict=True), 2):
        assert row != same or one[1] <= other[0] or other[1] <= one[0]
    deepest = max((sum(start <= at < end for start, end in ranges) for at in range(31)), default=0)
    assert max(rows, default=-1) + 1 == deepest


def test_columns_of_characters() -> None:
    assert [cells(sign) for sign in ("a", "字", "𠮷", "😀", "，", "\u0301", "\u200d")] == [1, 2, 2, 2, 2, 0, 0]


def test_lines_break_at_the_width_and_at_line_feeds() -> None:
    found = lines_of("ab字\n𠮷c", 4)
    assert [(line.start, line.end, line.columns) for line in found] == [
        (0, 3, (0, 1, 2, 4)),
        (4, 6, (0, 2, 3)),
    ]
    assert [(line.start, line.end) for line in lines_of("字字字", 4)] == [(0, 2), (2, 3)]
    assert [(line.start, line.end) for line in lines_of("", 4)] == [(0, 0)]
    assert [(line.start, line.end) for line in lines_of("字字。字", 4)] == [(0, 2), (2, 4)]
    assert [(line.start, line.end) for line in lines_of("字字。字", 4, hang=True)] == [(0, 3), (3, 4)]


def contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@given(st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}"))
def test_ink_can_be_read_on_every_colour(colour: str) -> None:
    assert contrast(ink_on(colour), colour) >= 4.5
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_a_mark_that_stands_on_a_character_is_drawn_with_it() -> None:
    root = ElementTree.fromstring(svg("字\u0301ab\u0301字"))
    runs = [(found.text, found.get("textLength")) for found in root.iter(f"{SVG}text")]
    assert runs == [("字\u0301", "18"), ("ab\u0301", "18"), ("字", "18")]
