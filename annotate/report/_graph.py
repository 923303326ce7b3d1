"""The argument of a text as a graph: as a picture, or as places from which the page's script draws the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from annotate.drawing import WIDE, Node, Relation, Sizes, boxes_of, graph_svg
from annotate.report._words import Language, words
from annotate.workflow.reporting import Layer, ReportText, Tie
from schema import Scheme

GREY = "#777777"
"""Colour of what the scheme does not have."""
_WORTH = 2 / 3
"""Nothing is folded where more than this share of the components would remain."""
MANY = 30
"""Components that can still be looked over; of more, what stands under others is folded into them."""


def graph(text: ReportText, layer: Layer, scheme: Scheme, language: Language, sizes: Sizes = WIDE) -> str:
    """Return the argument of a text, as gold or an annotator has it, as SVG; empty without a component.

    Columns are the component types that occur, in the order of the scheme; within them components stand under each
    other as in an outline, by relations that make a tree. Of more than `MANY` those that stand deepest are folded into
    those that they stand under, with their relations. What a relation `addresses` of the scheme could lead to, and none
    does, stands out.
    """
    if not layer.marks:
        return ""
    nodes, ties = _folded(_nodes(text, layer, scheme, words(language)["unaddressed"]), layer)
    kinds = list(in_order((part.id for part in scheme.relations), (tie.type for tie in layer.ties)))
    names = {kind: called(scheme, kind, language) for kind in kinds}
    arrows = [Relation(tie.source, tie.target, names[tie.type], symmetric(scheme, tie.type)) for tie in ties]
    columns = [called(scheme, name, language) for name in _columns(layer, scheme)]
    return graph_svg(columns, nodes, arrows, list(names.values()), sizes)


def _folded(nodes: Sequence[Node], layer: Layer) -> tuple[list[Node], list[Tie]]:
    """Return what of a graph is drawn, with the relations between that, each once."""
    paths = [_path(at, nodes, layer) for at in range(len(nodes))]
    deepest = max(map(len, paths))
    depth = max((one for one in range(1, deepest + 1) if sum(len(path) <= one for path in paths) <= MANY), default=1)
    if sum(len(path) <= depth for path in paths) > _WORTH * len(paths):
        depth = deepest
    stands = [path[:depth][-1] for path in paths]
    places = {at: place for place, at in enumerate(sorted(set(stands)))}
    ties: dict[tuple[int, int, str], int] = {}
    for tie in layer.ties:
        source, target = stands[tie.source], stands[tie.target]
        if source != target:
            ties.setdefault((source, target, tie.type), len(ties))
    found: list[Node] = []
    for at in places:
        away = [nodes[other].note for other, home in enumerate(stands) if home == at != other]
        lacking = sum(map(bool, away))
        sign = f"+{len(away)}{f' ⚠{lacking}' if lacking else ''}" if away else ""
        up = None if (under := nodes[at].under) is None else layer.ties[under]
        found.append(replace(nodes[at], under=None if up is None else ties[at, up.target, up.type], sign=sign))
    return found, [Tie(source=places[one], target=places[other], type=type_) for one, other, type_ in ties]


def _path(at: int, nodes: Sequence[Node], layer: Layer) -> list[int]:
    """Return the nodes that one stands under, the outermost first, and itself."""
    path = [at]
    while (under := nodes[path[-1]].under) is not None:
        path.append(layer.ties[under].target)
    return path[::-1]


def places(text: ReportText, layer: Layer, scheme: Scheme) -> tuple[list[int], list[list[int]]]:
    """Return the components from top to bottom, and of each what a script needs to draw it.

    That is the place of the relation that it stands under another by, -1 for none, and how long each line of its words
    is, in code points of the words, in which runs of blanks are one; what is left over is left out.
    """
    nodes = _nodes(text, layer, scheme, "lacking")
    boxes = boxes_of(nodes, [Relation(tie.source, tie.target, "") for tie in layer.ties])
    order = sorted(range(len(nodes)), key=lambda at: (boxes[at].y, nodes[at].column))
    return order, [
        [-1 if node.under is None else node.under, *(len(line.removesuffix("…")) for line in box.lines)]
        for node, box in zip(nodes, boxes, strict=True)
    ]


def _nodes(text: ReportText, layer: Layer, scheme: Scheme, note: str) -> list[Node]:
    columns = _columns(layer, scheme)
    addressed = {tie.target for tie in layer.ties if tie.type == "addresses"}
    wanting = addressable(scheme)
    under = _under(layer, scheme)
    return [
        Node(
            text=mark.of(text.text),
            column=columns.index(mark.type),
            color=found.color if (found := scheme.component(mark.type)) else GREY,
            note=note if mark.type in wanting and at not in addressed else "",
            under=under.get(at),
        )
        for at, mark in enumerate(layer.marks)
    ]


def _under(layer: Layer, scheme: Scheme) -> Mapping[int, int]:
    """Return the relations that components stand under others of their type by: the first of each, none in a circle."""
    trees = {
        part.id
        for part in scheme.relations
        if part.same_type and part.acyclic and part.max_targets == 1 and not part.symmetric
    }
    found: dict[int, int] = {}
    for at, tie in enumerate(layer.ties):
        if tie.type not in trees or tie.source in found or layer.marks[tie.source].type != layer.marks[tie.target].type:
            continue
        up = tie.target
        while up in found and up != tie.source:
            up = layer.ties[found[up]].target
        if up != tie.source:
            found[tie.source] = at
    return found


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
