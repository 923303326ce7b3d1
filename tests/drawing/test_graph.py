"""Graphs of arguments: nothing lies on anything else, everything is in them, and few relations cross."""

from __future__ import annotations

import itertools
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.drawing import NARROW, WIDE, Node, Relation, Sizes, graph_svg, ways_of
from annotate.drawing._graph import boxes_of
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
    relations = [Relation(a, b, draw(st.sampled_from(KINDS))) for a, b in pairs if a != b]
    for at, one in enumerate(relations):
        source = nodes[one.source]
        if source.column == nodes[one.target].column and one.target < one.source and draw(st.booleans()):
            nodes[one.source] = replace(source, under=at)
    return nodes, relations


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


@given(graphs(), st.sampled_from([WIDE, NARROW]))
def test_boxes_lie_beside_each_other_and_within_the_picture(
    graph: tuple[list[Node], list[Relation]], sizes: Sizes
) -> None:
    nodes, relations = graph
    root = ElementTree.fromstring(graph_svg(COLUMNS, nodes, relations, KINDS, sizes))
    boxes = boxes_of(nodes, relations, sizes)
    for one, other in itertools.combinations(boxes, 2):
        assert one.column != other.column or one.bottom <= other.y or other.bottom <= one.y
    assert all(box.x < box.right <= float(root.get("width", 0)) for box in boxes)
    assert all(box.y >= 0 and box.bottom <= float(root.get("height", 0)) for box in boxes)


@given(graphs())
def test_what_stands_under_a_node_follows_it_further_to_the_right(graph: tuple[list[Node], list[Relation]]) -> None:
    nodes, relations = graph
    boxes = boxes_of(nodes, relations)
    parents = {at: relations[node.under].target for at, node in enumerate(nodes) if node.under is not None}
    for at, parent in parents.items():
        assert boxes[at].indent > boxes[parent].indent
        assert boxes[at].y > boxes[parent].y
        between = [
            other
            for other, box in enumerate(boxes)
            if nodes[other].column == nodes[at].column and boxes[parent].y < box.y < boxes[at].y
        ]
        assert all(boxes[other].indent > boxes[parent].indent for other in between)


def test_an_outline_is_drawn_around_corners_and_deep_ones_stay_within_their_column() -> None:
    nodes = [Node("甲", 0, "#000000"), *(Node("乙", 0, "#000000", under=at) for at in range(9))]
    relations = [Relation(at + 1, at, "细化") for at in range(9)]
    boxes = boxes_of(nodes, relations)
    assert boxes[-1].width > 100
    root = ElementTree.fromstring(graph_svg(("论点",), nodes, relations, ("细化",)))
    lines = [edge.findall(f"{SVG}path")[0].get("d", "") for edge in root.iter(f"{SVG}g") if edge.get("class") == "edge"]
    assert ["V" in line for line in lines] == [True] * 4 + [False] * 5


def test_names_of_relations_are_in_the_free_space_or_nowhere() -> None:
    long = "a name that is wider than the space between two columns"
    root = ElementTree.fromstring(
        graph_svg(COLUMNS[:2], NODES, [Relation(2, 0, long), Relation(1, 0, "导致")], (long, "导致"))
    )
    names = [text for text in root.iter(f"{SVG}text") if text.get("class") == "name"]
    assert [name.text for name in names] == ["导致"]
    assert 0 < float(names[0].get("x", 0)) < boxes_of(NODES, ())[0].x


def test_keys_of_relations_are_in_the_picture() -> None:
    kinds = [f"relation number {number}" for number in range(6)]
    nodes = [Node("甲", 0, "#000000"), Node("乙", 0, "#000000")]
    root = ElementTree.fromstring(graph_svg(COLUMNS[:1], nodes, [Relation(0, 1, kind) for kind in kinds], kinds))
    keys = [text for text in root.iter(f"{SVG}text") if text.get("font-size") == "12"]
    assert [key.text for key in keys] == kinds
    assert all(float(key.get("x", 0)) + 6 * len(str(key.text)) < float(root.get("width", 0)) for key in keys)
    assert all(float(key.get("y", 0)) < float(root.get("height", 0)) for key in keys)


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
