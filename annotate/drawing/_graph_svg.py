"""An argument as a graph, as one SVG."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from xml.etree.ElementTree import Element, SubElement, tostring

from annotate.drawing._graph import DEEPEST, GAP, HEAD, LINE, PAD, WIDE, Box, Node, Sizes, boxes_of
from annotate.drawing._ink import ink_on
from annotate.drawing._layout import Relation, cells
from annotate.drawing._places import wide
from annotate.drawing._svg import FONT, digits, points
from annotate.drawing._ways import ways_of

STROKES = ("#0a7d5a", "#c2410c", "#1d63b0", "#a8357f", "#7a5b00", "#4b5563")
"""Colours of relations by their place among the types, from the first again after the last; each can be seen on light
and on dark paper."""

_WARN = "#d11149"
_DASHES = ("", "7 4", "2 4")
"""Beside the colour, for those who do not tell colours apart: every next time the colours begin again."""

GRAPH: Mapping[str, object] = {
    "width": WIDE.width,
    "line": LINE,
    "pad": PAD,
    "gap": GAP,
    "head": HEAD,
    "indent": WIDE.indent,
    "deepest": DEEPEST,
    "between": WIDE.between,
    "margin": WIDE.margin,
    "strokes": list(STROKES),
    "dashes": list(_DASHES),
}
"""What a script needs, beside the order and the lines of the nodes, to draw the same."""


def graph_svg(
    columns: Sequence[str],
    nodes: Sequence[Node],
    relations: Sequence[Relation],
    kinds: Sequence[str],
    sizes: Sizes = WIDE,
) -> str:
    """Return an SVG of an argument; it takes the colour of the text around it.

    Relations within a column that nodes stand under each other by are drawn as an outline, all others as curves. A node
    is a group of class `node` with its number in `data-node`, an edge a group of class `edge` with the numbers of its
    ends in `data-source` and `data-target`; both can be found by a script, and the graph needs none. A node that stands
    out has a broken frame and its note below its words.

    Args:
        columns: names of the columns, from left to right.
        nodes: components, in the order of the text; each stands in one of the columns.
        relations: relations between nodes, by their place in `nodes`.
        kinds: the labels of relations, in the order in which they get their colours; those of `relations` among them.
        sizes: how much room there is.
    """
    boxes = boxes_of(nodes, relations, sizes)
    legend = [kind for kind in kinds if any(one.label == kind for one in relations)]
    bottom = max((box.bottom for box in boxes), default=sizes.margin + HEAD) + sizes.margin
    width = 2 * sizes.margin + len(columns) * sizes.width + max(len(columns) - 1, 0) * sizes.between
    keys = list(_keys(legend, width, sizes))
    height = bottom + (LINE * (keys[-1][1] + 1) + 6 if keys else 0)
    size = {"width": digits(width), "height": digits(height)}
    box = f"0 0 {size['width']} {size['height']}"
    root = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "viewBox": box, **size})
    root.attrib |= {"font-family": FONT, "font-size": "13", "fill": "currentColor", "class": "graph"}
    for place, name in enumerate(columns):
        left = sizes.margin + place * (sizes.width + sizes.between)
        where = points(x=left + sizes.width / 2, y=sizes.margin + 8)
        SubElement(root, "text", where | {"text-anchor": "middle", "font-weight": "600"}).text = name
    for place, (one, way) in enumerate(zip(relations, ways_of(nodes, boxes, relations), strict=True)):
        outline = nodes[one.source].under == place
        _edge(root, one, nodes, boxes, way, kinds.index(one.label), sizes, outline=outline)
    for place, node in enumerate(nodes):
        _node(root, place, node, boxes[place])
    for kind, (x, row) in zip(legend, keys, strict=True):
        _key(root, kind, _stroke(kinds.index(kind)), x, bottom + LINE * row)
    return tostring(root, encoding="unicode")


def _stroke(kind: int) -> dict[str, str]:
    dash = _DASHES[kind // len(STROKES) % len(_DASHES)]
    return {"fill": "none", "stroke": STROKES[kind % len(STROKES)], "stroke-width": "1.6"} | (
        {"stroke-dasharray": dash} if dash else {}
    )


def _node(root: Element, place: int, node: Node, box: Box) -> None:
    group = SubElement(root, "g", {"class": "node lacking" if node.note else "node", "data-node": str(place)})
    SubElement(group, "title").text = f"{node.text} ({node.note})" if node.note else node.text
    frame = points(x=box.x, y=box.y, width=box.width, height=box.height) | {"rx": "6", "fill": node.color}
    if node.note:
        frame |= {"stroke": _WARN, "stroke-width": "3", "stroke-dasharray": "7 4"}
    SubElement(group, "rect", frame)
    ink = {"fill": ink_on(node.color)}
    for row, line in enumerate(box.lines):
        SubElement(group, "text", points(x=box.x + PAD, y=box.y + PAD + LINE * row + 14) | ink).text = line
    if node.note:
        where = points(x=box.x + PAD, y=box.y + PAD + LINE * len(box.lines) + 14)
        SubElement(group, "text", where | ink | {"font-weight": "700"}).text = f"⚠ {node.note}"
    if node.sign:
        _sign(root, node.sign, box)


def _sign(root: Element, sign: str, box: Box) -> None:
    width = 18 + 8 * len(sign)
    group = SubElement(root, "g", {"class": "fold"})
    frame = points(x=box.right - 4 - width, y=box.bottom - 9, width=width, height=18, rx=9)
    SubElement(group, "rect", frame | {"fill": "#ffffff", "stroke": _WARN if "⚠" in sign else "#444444"})
    where = points(x=box.right - 4 - width / 2, y=box.bottom + 4) | {"text-anchor": "middle", "font-size": "12"}
    SubElement(group, "text", where | {"font-weight": "700", "fill": "#000000"}).text = sign


def _edge(
    root: Element,
    relation: Relation,
    nodes: Sequence[Node],
    boxes: Sequence[Box],
    way: Sequence[float],
    kind: int,
    sizes: Sizes,
    *,
    outline: bool,
) -> None:
    source, target = boxes[relation.source], boxes[relation.target]
    ends = {"data-source": str(relation.source), "data-target": str(relation.target)}
    group = SubElement(root, "g", {"class": "edge", **ends})
    SubElement(group, "title").text = f"{nodes[relation.source].text} {relation.label} {nodes[relation.target].text}"
    if outline and source.indent > target.indent:
        _corner(group, source, target, kind, sizes)
        return
    inside = source.column == target.column
    leftward = target.column < source.column or inside
    # Where it begins and ends, and where it leaves and comes to the columns, left of nodes that are indented.
    begin, left = (source.x, source.column) if leftward else (source.right, source.right)
    end, come = (target.x, target.column) if inside or not leftward else (target.right, target.right)
    # Ends shift by the order of the two, so that what comes does not lie on what goes.
    y, w = source.middle + (4 if source.y < target.y else -4), target.middle + (-4 if source.y < target.y else 4)
    bend = -_bend(abs(y - w), sizes) if inside else 0
    if inside:
        line = f"C {digits(left + bend)} {digits(y)}, {digits(come + bend)} {digits(w)}, {digits(come)} {digits(w)}"
    else:
        line = _across(left, [y, *way, w], -1 if leftward else 1, sizes)
    out, home = (f" H {digits(x)}" if x != of else "" for x, of in ((left, begin), (end, come)))
    SubElement(group, "path", {"d": f"M {digits(begin)} {digits(y)}{out} {line}{home}", **_stroke(kind)})
    if not relation.symmetric:
        back = end + 7 if leftward and not inside else end - 7
        head = f"M {digits(back)} {digits(w - 4)} L {digits(end)} {digits(w)} L {digits(back)} {digits(w + 4)}"
        SubElement(group, "path", {"d": head, **_stroke(kind), "stroke-dasharray": "none"})
    space = sizes.margin if inside and left == sizes.margin else sizes.between
    middle = left + bend * 0.75 if inside else left + (-space if leftward else space) / 2
    _name(
        group,
        relation.label,
        middle,
        (y + [*way, w][0]) / 2 - 4,
        (left - space, left) if leftward else (left, left + space),
    )


def _name(group: Element, label: str, middle: float, y: float, space: tuple[float, float]) -> None:
    """Write the name of a relation into the first space that it passes, where no node lies on it, if there is room."""
    half = wide(label) / 2 + 2
    low, high = space[0] + half, space[1] - half
    if low <= high:
        text = points(x=min(max(middle, low), high), y=y) | {
            "text-anchor": "middle",
            "font-size": "11",
            "class": "name",
        }
        SubElement(group, "text", text).text = label


def _corner(group: Element, source: Box, target: Box, kind: int, sizes: Sizes) -> None:
    """Draw a relation to the node that another stands under: around a corner, to its lower edge."""
    x = target.x + sizes.indent / 2
    line = f"M {digits(source.x)} {digits(source.middle)} H {digits(x)} V {digits(target.bottom)}"
    SubElement(group, "path", {"d": line, **_stroke(kind)})
    left, right, back = digits(x - 4), digits(x + 4), digits(target.bottom + 7)
    head = f"M {left} {back} L {digits(x)} {digits(target.bottom)} L {right} {back}"
    SubElement(group, "path", {"d": head, **_stroke(kind), "stroke-dasharray": "none"})


def _bend(height: float, sizes: Sizes) -> float:
    """Return how far a relation within a column bends aside: the further the higher it is, but never to a column."""
    return sizes.between * 0.45 * (height + 80) / (height + 380)


def _across(x: float, heights: Sequence[float], side: int, sizes: Sizes) -> str:
    """Return a curve over each space between columns, and a straight line through each column that is passed."""
    found: list[str] = []
    for low, high in pairwise(heights):
        if found:
            x += side * sizes.width
            found.append(f"H {digits(x)}")
        over = x + side * sizes.between
        near, far = digits(x + side * sizes.between * 0.45), digits(over - side * sizes.between * 0.45)
        found.append(f"C {near} {digits(low)}, {far} {digits(high)}, {digits(over)} {digits(high)}")
        x = over
    return " ".join(found)


def _keys(legend: Sequence[str], width: float, sizes: Sizes) -> Iterator[tuple[float, int]]:
    """Yield where the key of each kind begins, and in which row."""
    x, row = float(sizes.margin), 0
    for kind in legend:
        size = 32 + 6.6 * sum(map(cells, kind))
        if x > sizes.margin and x + size > width - sizes.margin / 2:
            x, row = float(sizes.margin), row + 1
        yield x, row
        x += size + 18


def _key(root: Element, kind: str, stroke: Mapping[str, str], x: float, y: float) -> None:
    SubElement(root, "path", {"d": f"M {digits(x)} {digits(y)} h 26", **stroke})
    SubElement(root, "text", points(x=x + 32, y=y + 4) | {"font-size": "12"}).text = kind
