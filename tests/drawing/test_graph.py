"""Graphs of arguments: nothing lies on anything else, everything is in them, and few relations cross."""

from __future__ import annotations

import itertools
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.drawing import Node, Relation, graph_svg, ways_of
from annotate.drawing._graph import WIDTH, boxes_of
from tests import strategies

SVG = "{http://www.w3.org/2000/svg}"
COLUMNS = ("问题", "举措", "论点", "依据")
KINDS = ("支持", "应对")
NODES = (
    Node("渡口停航", 0, "#d55e00"),
    Node("𠮷村的学生早起😀", 0, "#d55e00", "无对应举措"),
    Node("加派教师", 1, "#009e73"),
    Node("应当恢复客渡", 1, "#009e73"),
)


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[Node], list[Relation]]:
    made = st.builds(
        Node,
        text=strategies.texts(1, 60),
        column=st.integers(0, len(COLUMNS) - 1),
        color=st.just("#d55e00"),
        note=st.sampled_from(["", "无对应举措"]),
    )
    nodes = draw(st.lists(made, max_size=7))
    ends = st.integers(0, len(nodes) - 1)
    pairs = draw(st.lists(st.tuples(ends, ends), max_size=8)) if nodes else []
    return nodes, [Relation(a, b, draw(st.sampled_from(KINDS))) for a, b in pairs if a != b]


@given(graphs())
def test_no_relation_runs_behind_a_node(graph: tuple[list[Node], list[Relation]]) -> None:
    nodes, relations = graph
    boxes = boxes_of(nodes, relations)
    for relation, way in zip(relations, ways_of(nodes, boxes, relations), strict=True):
        first, last = nodes[relation.source].column, nodes[relation.target].column
        between = [*range(min(first, last) + 1, max(first, last))]
        assert len(way) == len(between)
        for column, height in zip(between if first < last else between[::-1], way, strict=True):
            own = [box for node, box in zip(nodes, boxes, strict=True) if node.column == column]
            assert not [box for box in own if box.y - 1 < height < box.y + box.height + 1]


def test_relations_that_pass_between_the_same_nodes_lie_side_by_side() -> None:
    nodes = [Node("甲", 0, "#000000"), Node("乙", 1, "#000000"), Node("丙", 1, "#000000"), Node("丁", 2, "#000000")]
    relations = [Relation(0, 3, "应对"), Relation(3, 0, "支持"), Relation(0, 1, "支持")]
    boxes = boxes_of(nodes, relations)
    (one,), (other,), none = ways_of(nodes, boxes, relations)
    assert (other - one, none) == (3, [])
    root = ElementTree.fromstring(graph_svg(COLUMNS[:3], nodes, relations, KINDS))
    assert sum("H" in str(path.get("d")) for path in root.iter(f"{SVG}path")) == 2


@given(graphs())
def test_boxes_lie_beside_each_other_and_within_the_picture(graph: tuple[list[Node], list[Relation]]) -> None:
    nodes, relations = graph
    root = ElementTree.fromstring(graph_svg(COLUMNS, nodes, relations, KINDS))
    boxes = boxes_of(nodes, relations)
    for one, other in itertools.combinations(boxes, 2):
        assert one.x != other.x or one.y + one.height <= other.y or other.y + other.height <= one.y
    assert all(box.x + WIDTH <= float(root.get("width", 0)) for box in boxes)
    assert all(box.y >= 0 and box.y + box.height <= float(root.get("height", 0)) for box in boxes)


@given(graphs())
def test_every_component_and_relation_is_in_it_and_its_words_are_told_whole(
    graph: tuple[list[Node], list[Relation]],
) -> None:
    nodes, relations = graph
    root = ElementTree.fromstring(graph_svg(COLUMNS, nodes, relations, KINDS))
    groups = list(root.iter(f"{SVG}g"))
    drawn = [found for found in groups if "node" in str(found.get("class"))]
    told = [str(found.findtext(f"{SVG}title")).removesuffix(" (无对应举措)") for found in drawn]
    assert told == [node.text for node in nodes]
    edges = [found for found in groups if found.get("class") == "edge"]
    assert [(edge.get("data-source"), edge.get("data-target")) for edge in edges] == [
        (str(one.source), str(one.target)) for one in relations
    ]


def test_relations_that_need_not_cross_do_not() -> None:
    relations = [Relation(3, 0, "应对"), Relation(2, 1, "应对")]
    boxes = boxes_of(NODES, relations)
    assert (boxes[3].y < boxes[2].y) == (boxes[0].y < boxes[1].y)
    kept = boxes_of(NODES, [Relation(2, 0, "应对"), Relation(3, 1, "应对")])
    assert [box.y for box in kept] == sorted(box.y for box in kept[:2]) + sorted(box.y for box in kept[2:])


def test_what_stands_out_has_its_note_and_its_own_frame() -> None:
    root = ElementTree.fromstring(graph_svg(COLUMNS, NODES, (), KINDS))
    lacking = [group for group in root.iter(f"{SVG}g") if "lacking" in str(group.get("class"))]
    assert [group.get("data-node") for group in lacking] == ["1"]
    assert [text.text for text in lacking[0].iter(f"{SVG}text")] == ["𠮷村的学生早起😀", "⚠ 无对应举措"]
    assert lacking[0].find(f"{SVG}rect").get("stroke-dasharray")  # type: ignore[union-attr]


def test_long_words_end_in_an_ellipsis_and_signs_stay_with_what_they_enclose() -> None:
    (long,) = boxes_of([Node("字" * 99, 0, "#000000")], ())
    assert len(long.lines) == 3
    assert long.lines[-1].endswith("字…")
    (signs,) = boxes_of([Node("字" * 14 + "，字", 0, "#000000")], ())
    assert signs.lines == ("字" * 14 + "，", "字")
    (quotes,) = boxes_of([Node("字" * 13 + "“字”", 0, "#000000")], ())
    assert quotes.lines == ("字" * 13, "“字”")


@pytest.mark.parametrize("nasty", ["<script>x</script>", "&amp;", "]]>", "\"'", "</svg>"])
def test_mark_up_in_words_and_names_stays_text(nasty: str) -> None:
    nodes = [Node(nasty, 0, "#000000", nasty), Node(nasty, 0, "#000000")]
    root = ElementTree.fromstring(graph_svg([nasty], nodes, [Relation(0, 1, nasty)], [nasty]))
    assert root.findtext(f"{SVG}text") == nasty
    known = {"svg", "g", "title", "rect", "text", "path"}
    assert {found.tag.removeprefix(SVG) for found in root.iter()} == known


def test_a_graph_of_nothing_is_a_picture() -> None:
    assert ElementTree.fromstring(graph_svg((), (), (), ())).tag == f"{SVG}svg"


def test_kinds_after_the_last_colour_have_the_first_with_dashes() -> None:
    kinds = [f"k{number}" for number in range(7)]
    nodes = [Node("甲", 0, "#000000"), Node("乙", 1, "#000000")]
    root = ElementTree.fromstring(graph_svg(COLUMNS, nodes, [Relation(0, 1, "k0"), Relation(0, 1, "k6")], kinds))
    first, last = (edge.find(f"{SVG}path") for edge in root.iter(f"{SVG}g") if edge.get("class") == "edge")
    assert first is not None
    assert last is not None
    assert first.get("stroke") == last.get("stroke")
    assert (first.get("stroke-dasharray"), last.get("stroke-dasharray")) == (None, "7 4")
