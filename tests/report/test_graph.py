"""The graph of an argument: an outline by relations that make a tree, and folded where it would be too much."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree

import pytest

from annotate.drawing import NARROW
from annotate.report._graph import MANY, graph, places
from annotate.workflow.reporting import Layer, Mark, ReportData, ReportText, Tie
from schema import Scheme

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def text(data: ReportData) -> ReportText:
    return data.texts[0]


def layer(types: Sequence[str], ties: Sequence[tuple[int, str, int]]) -> Layer:
    """Marks of one sign each, one after the other."""
    marks = tuple(Mark(start=at, end=at + 1, id=f"{at}", type=type_) for at, type_ in enumerate(types))
    drawn = tuple(Tie(source=source, target=target, type=type_) for source, type_, target in ties)
    return Layer(annotator=None, marks=marks, ties=drawn)


def drawn(text: ReportText, said: Layer, scheme: Scheme) -> tuple[list[str], list[tuple[int, int]], list[str]]:
    """Words of the nodes, the ends of the edges, and what is written at the edges of nodes."""
    groups = [*ElementTree.fromstring(graph(text, said, scheme, "zh", NARROW)).iter(f"{SVG}g")]
    nodes = [str(one.findtext(f"{SVG}text")) for one in groups if "node" in str(one.get("class"))]
    ends = [(int(one.get("data-source", -1)), int(one.get("data-target", -1))) for one in groups]
    edges = [pair for pair, one in zip(ends, groups, strict=True) if one.get("class") == "edge"]
    return nodes, edges, [str(one.findtext(f"{SVG}text")) for one in groups if one.get("class") == "fold"]


def test_what_is_too_much_is_folded_with_its_relations_and_what_lacks_a_measure_is_counted(
    text: ReportText, data: ReportData
) -> None:
    """A problem in as many points as can be looked over, of which a measure addresses the last two."""
    ties = [(at, "elaborates", 0) for at in range(1, MANY + 1)]
    said = layer(
        ["problem"] * (MANY + 1) + ["measure"],
        [*ties, (MANY + 1, "addresses", MANY), (MANY + 1, "addresses", MANY - 1)],
    )
    nodes, edges, signs = drawn(text, said, data.scheme)
    assert nodes == [text.text[0], text.text[MANY + 1]]
    assert edges == [(1, 0)]
    assert signs == [f"+{MANY} ⚠{MANY - 2}"]


def test_what_can_be_looked_over_is_not_folded(text: ReportText, data: ReportData) -> None:
    said = layer(["claim"] * MANY, [(at, "elaborates", 0) for at in range(1, MANY)])
    nodes, edges, signs = drawn(text, said, data.scheme)
    assert (len(nodes), len(edges), signs) == (MANY, MANY - 1, [])


def test_as_much_is_folded_as_is_needed(text: ReportText, data: ReportData) -> None:
    """Four points with ten each: the four remain."""
    ties = [(at, "elaborates", 0) for at in range(1, 5)]
    ties += [(at, "elaborates", 1 + (at - 5) // 10) for at in range(5, 45)]
    nodes, _, signs = drawn(text, layer(["claim"] * 45, ties), data.scheme)
    assert (len(nodes), signs) == (5, ["+10"] * 4)


def test_circles_second_parents_and_other_types_make_no_outline(text: ReportText, data: ReportData) -> None:
    circle = layer(["claim"] * 3, [(0, "elaborates", 1), (1, "elaborates", 2), (2, "elaborates", 0)])
    assert [one[0] for one in places(text, circle, data.scheme)[1]] == [0, 1, -1]
    assert len(drawn(text, circle, data.scheme)[1]) == 3
    other = layer(["claim", "claim", "problem"], [(0, "elaborates", 2), (0, "supports", 1), (2, "causes", 2)])
    assert {one[0] for one in places(text, other, data.scheme)[1]} == {-1}
    second = layer(["claim"] * 3, [(0, "elaborates", 1), (0, "elaborates", 2)])
    assert [one[0] for one in places(text, second, data.scheme)[1]] == [0, -1, -1]
