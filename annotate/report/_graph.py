"""The argument of a text as a graph: as a picture, or as places from which the page's script draws the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from annotate.drawing import Node, Relation, boxes_of, graph_svg, ways_of
from annotate.report._words import Language, words
from annotate.workflow.reporting import Layer, ReportText
from schema import Scheme

GREY = "#777777"
"""Colour of what the scheme does not have."""


def graph(text: ReportText, layer: Layer, scheme: Scheme, language: Language) -> str:
    """Return the argument of a text, as gold or an annotator has it, as SVG; empty without a component.

    Columns are the component types that occur, in the order of the scheme. What a relation `addresses` of the scheme
    could lead to, and none does, stands out.
    """
    if not layer.marks:
        return ""
    nodes = _nodes(text, layer, scheme, words(language)["unaddressed"])
    kinds = list(in_order((part.id for part in scheme.relations), (tie.type for tie in layer.ties)))
    names = {kind: called(scheme, kind, language) for kind in kinds}
    arrows = [Relation(tie.source, tie.target, names[tie.type], symmetric(scheme, tie.type)) for tie in layer.ties]
    columns = [called(scheme, name, language) for name in _columns(layer, scheme)]
    return graph_svg(columns, nodes, arrows, list(names.values()))


def places(text: ReportText, layer: Layer, scheme: Scheme) -> tuple[list[list[int]], dict[str, list[float]]]:
    """Return where each component stands in that graph, and which of its relations pass other columns, and where.

    Of a component the upper edge, and how long each line of its words is, in code points of the words, in which runs
    of blanks are one; what is left over is left out. Of a relation, by its place, the heights as `ways_of` has them.
    """
    arrows = [Relation(tie.source, tie.target, "") for tie in layer.ties]
    nodes = _nodes(text, layer, scheme, "lacking")
    boxes = boxes_of(nodes, arrows)
    ways = ([round(height, 1) for height in way] for way in ways_of(nodes, boxes, arrows))
    return (
        [[int(box.y), *(len(line.removesuffix("…")) for line in box.lines)] for box in boxes],
        {str(at): way for at, way in enumerate(ways) if way},
    )


def _nodes(text: ReportText, layer: Layer, scheme: Scheme, note: str) -> list[Node]:
    columns = _columns(layer, scheme)
    addressed = {tie.target for tie in layer.ties if tie.type == "addresses"}
    wanting = addressable(scheme)
    return [
        Node(
            text=mark.of(text.text),
            column=columns.index(mark.type),
            color=found.color if (found := scheme.component(mark.type)) else GREY,
            note=note if mark.type in wanting and at not in addressed else "",
        )
        for at, mark in enumerate(layer.marks)
    ]


def _columns(layer: Layer, scheme: Scheme) -> list[str]:
    there = {mark.type for mark in layer.marks}
    return [name for name in in_order((part.id for part in scheme.components), there) if name in there]


def addressable(scheme: Scheme) -> Sequence[str]:
    """Return the component types that a relation `addresses` could lead to; none where the scheme has no such."""
    found = scheme.relation("addresses")
    return found.target if found else ()


def called(scheme: Scheme, name: str, language: Language) -> str:
    """Return what a component or relation type is called; one that the scheme does not have as it is."""
    found = scheme.component(name) or scheme.relation(name)
    if found is None:
        return name
    return found.label.zh if language == "zh" else found.label.en


def symmetric(scheme: Scheme, name: str) -> bool:
    """Return whether a relation type has no direction."""
    found = scheme.relation(name)
    return bool(found and found.symmetric)


def in_order(known: Iterable[str], more: Iterable[str]) -> Mapping[str, int]:
    """Return places of names: those that are known first, others after them, sorted."""
    first = list(known)
    return {name: at for at, name in enumerate([*first, *sorted(set(more).difference(first))])}
