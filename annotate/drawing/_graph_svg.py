"""An argument as a graph, as one SVG."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from xml.etree.ElementTree import Element, SubElement, tostring

from annotate.drawing._graph import BETWEEN, HEAD, LINE, MARGIN, PAD, WIDTH, Box, Node, boxes_of
from annotate.drawing._ink import ink_on
from annotate.drawing._layout import Relation
from annotate.drawing._svg import FONT, digits, points
from annotate.drawing._ways import ways_of

STROKES = ("#0a7d5a", "#c2410c", "#1d63b0", "#a8357f", "#7a5b00", "#4b5563")
"""Colours of relations by their place among the types, from the first again after the last; each can be seen on light
and on dark paper."""

_WARN = "#d11149"
_DASHES = ("", "7 4", "2 4")
"""Beside the colour, for those who do not tell colours apart: every next time the colours begin again."""

GRAPH: Mapping[str, object] = {
    "width": WIDTH,
    "line": LINE,
    "pad": PAD,
    "between": BETWEEN,
    "margin": MARGIN,
    "strokes": list(STROKES),
    "dashes": list(_DASHES),
}
"""What a script needs, beside `boxes_of`, to draw the same."""


def graph_svg(
    columns: Sequence[str], nodes: Sequence[Node], relations: Sequence[Relation], kinds: Sequence[str]
) -> str:
    """Return an SVG of an argument; it takes the colour of the text around it.

    A node is a group of class `node` with its number in `data-node`, an edge a group of class `edge` with the numbers
    of its ends in `data-source` and `data-target`; both can be found by a script, and the graph needs none. A node
    that stands out has a broken frame and its note below its words.

    Args:
        columns: names of the columns, from left to right.
        nodes: components, in the order of the text; each stands in one of the columns.
        relations: relations between nodes, by their place in `nodes`.
        kinds: the labels of relations, in the order in which they get their colours; those of `relations` among them.
    """
    boxes = boxes_of(nodes, relations)
    legend = [kind for kind in kinds if any(one.label == kind for one in relations)]
    bottom = max((box.y + box.height for box in boxes), default=MARGIN + HEAD)
    width = 2 * MARGIN + len(columns) * WIDTH + max(len(columns) - 1, 0) * BETWEEN
    height = bottom + MARGIN + (LINE + 6 if legend else 0)
    size = {"width": digits(width), "height": digits(height)}
    box = f"0 0 {size['width']} {size['height']}"
    root = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "viewBox": box, **size})
    root.attrib |= {"font-family": FONT, "font-size": "13", "fill": "currentColor", "class": "graph"}
    for place, name in enumerate(columns):
        where = points(x=MARGIN + place * (WIDTH + BETWEEN) + WIDTH / 2, y=MARGIN + 8)
        SubElement(root, "text", where | {"text-anchor": "middle", "font-weight": "600"}).text = name
    for one, way in zip(relations, ways_of(nodes, boxes, relations), strict=True):
        _edge(root, one, nodes, boxes, way, kinds.index(one.label))
    for place, node in enumerate(nodes):
        _node(root, place, node, boxes[place])
    _legend(root, legend, kinds, bottom + MARGIN)
    return tostring(root, encoding="unicode")


def _stroke(kind: int) -> dict[str, str]:
    dash = _DASHES[kind // len(STROKES) % len(_DASHES)]
    return {"fill": "none", "stroke": STROKES[kind % len(STROKES)], "stroke-width": "1.6"} | (
        {"stroke-dasharray": dash} if dash else {}
    )


def _node(root: Element, place: int, node: Node, box: Box) -> None:
    group = SubElement(root, "g", {"class": "node lacking" if node.note else "node", "data-node": str(place)})
    SubElement(group, "title").text = f"{node.text} ({node.note})" if node.note else node.text
    frame = points(x=box.x, y=box.y, width=WIDTH, height=box.height) | {"rx": "6", "fill": node.color}
    if node.note:
        frame |= {"stroke": _WARN, "stroke-width": "3", "stroke-dasharray": "7 4"}
    SubElement(group, "rect", frame)
    ink = {"fill": ink_on(node.color)}
    for row, line in enumerate(box.lines):
        SubElement(group, "text", points(x=box.x + PAD, y=box.y + PAD + LINE * row + 14) | ink).text = line
    if node.note:
        where = points(x=box.x + PAD, y=box.y + PAD + LINE * len(box.lines) + 14)
        SubElement(group, "text", where | ink | {"font-weight": "700"}).text = f"⚠ {node.note}"


def _edge(
    root: Element, relation: Relation, nodes: Sequence[Node], boxes: Sequence[Box], way: Sequence[float], kind: int
) -> None:
    source, target = boxes[relation.source], boxes[relation.target]
    inside = nodes[relation.source].column == nodes[relation.target].column
    leftward = target.x < source.x or inside
    x, z = (source.x, target.x + (0 if inside else WIDTH)) if leftward else (source.x + WIDTH, target.x)
    # Ends shift by the order of the two, so that what comes does not lie on what goes.
    y, w = source.middle + (4 if source.y < target.y else -4), target.middle + (-4 if source.y < target.y else 4)
    ends = {"data-source": str(relation.source), "data-target": str(relation.target)}
    group = SubElement(root, "g", {"class": "edge", **ends})
    SubElement(group, "title").text = f"{nodes[relation.source].text} {relation.label} {nodes[relation.target].text}"
    line = f"M {digits(x)} {digits(y)} "
    bend = -_bend(abs(y - w)) if inside else 0
    if inside:
        line += f"C {digits(x + bend)} {digits(y)}, {digits(z + bend)} {digits(w)}, {digits(z)} {digits(w)}"
    else:
        line += _across(x, y, way, w, -1 if leftward else 1)
    SubElement(group, "path", {"d": line, **_stroke(kind)})
    if not relation.symmetric:
        back = z + 7 if leftward and not inside else z - 7
        head = f"M {digits(back)} {digits(w - 4)} L {digits(z)} {digits(w)} L {digits(back)} {digits(w + 4)}"
        SubElement(group, "path", {"d": head, **_stroke(kind), "stroke-dasharray": "none"})
    # In the first space between columns, where no node lies on it.
    middle = x + bend * 0.75 if inside else x + (-BETWEEN if leftward else BETWEEN) / 2
    text = points(x=middle, y=(y + [*way, w][0]) / 2 - 4) | {
        "text-anchor": "middle",
        "font-size": "11",
        "class": "name",
    }
    SubElement(group, "text", text).text = relation.label


def _bend(height: float) -> float:
    """Return how far a relation within a column bends aside: the further the higher it is, but never to a column."""
    return BETWEEN * 0.45 * (height + 80) / (height + 380)


def _across(x: float, y: float, way: Sequence[float], w: float, side: int) -> str:
    """Return a curve over each space between columns, and a straight line through each column that is passed."""
    found: list[str] = []
    for low, high in pairwise([y, *way, w]):
        if found:
            found.append(f"H {digits(x + side * WIDTH)}")
            x += side * WIDTH
        over = x + side * BETWEEN
        near, far = digits(x + side * BETWEEN * 0.45), digits(over - side * BETWEEN * 0.45)
        found.append(f"C {near} {digits(low)}, {far} {digits(high)}, {digits(over)} {digits(high)}")
        x = over
    return " ".join(found)


def _legend(root: Element, legend: Sequence[str], kinds: Sequence[str], top: float) -> None:
    x = float(MARGIN)
    for kind in legend:
        line = f"M {digits(x)} {digits(top)} h 26"
        SubElement(root, "path", {"d": line, **_stroke(kinds.index(kind))})
        SubElement(root, "text", points(x=x + 32, y=top + 4) | {"font-size": "12"}).text = kind
        x += 32 + 13 * len(kind) + 18
