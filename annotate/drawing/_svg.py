"""A text with its spans in colour and its relations as arcs, as one SVG."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from annotate.drawing._ink import ink_on
from annotate.drawing._layout import Line, Relation, Span, cells_at, segments
from annotate.drawing._places import BAR, CELL, EDGE, NAME, SIZE, SMALL, STEP, Arc, Name, Places, crest, places_of, wide

FONT = "Noto Sans CJK SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, sans-serif"

_NAME = {"font-size": str(SMALL), "class": "name"}


def svg(
    text: str,
    spans: Sequence[Span] = (),
    relations: Sequence[Relation] = (),
    width: int = 72,
    bold: Sequence[tuple[int, int]] = (),
) -> str:
    """Return an SVG of a text with its spans and relations; it takes the colour of the text around it.

    Spans are tinted with a bar below, in several rows where they overlap, and named above their start; relations are
    arcs with a head at the target: above the line, or beside the text where they lead to another line. Their names are
    of class `name`. A reader of screens is told text, spans and relations.

    Args:
        text: the text, without control characters but line feeds, which are kept.
        spans: spans over it, in any order; each holds a character that is no line feed and ends within the text.
        relations: relations between spans, by their place in `spans`.
        width: columns of a line; an ideograph takes two.
        bold: ranges of it that stand out, such as headings; lines that begin in one are bold.
    """
    places = places_of(text, spans, relations, width)
    beside = [at for at, arc in enumerate(places.arcs) if arc.beside]
    left = places.gutter + max((wide(relations[at].label) + EDGE for at in beside), default=0)
    size = {"width": digits(left + places.width), "height": digits(places.tops[-1] + EDGE)}
    box = f"{digits(-left)} 0 {size['width']} {size['height']}"
    root = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "role": "img", "viewBox": box, **size})
    root.attrib |= {"font-family": FONT, "fill": "currentColor"}
    SubElement(root, "title").text = text
    SubElement(root, "desc").text = "; ".join(_told(text, spans, relations))
    for span, row in zip(spans, places.rows, strict=True):
        _span(root, span, row, places)
    for line, top in zip(places.lines, places.tops, strict=False):
        _line(root, text, line, top, bold=any(start <= line.start < end for start, end in bold))
    _beside(root, [(relations[at], places.arcs[at]) for at in beside], places)
    for span, name in zip(spans, places.names, strict=True):
        _name(root, span, name, places)
    for relation, arc in zip(relations, places.arcs, strict=True):
        if not arc.beside:
            _relation(root, relation, arc, places)
    return tostring(root, encoding="unicode")


def digits(value: float) -> str:
    """Return a number as short as a picture needs it."""
    return f"{value:.1f}".removesuffix(".0")


def points(**values: float) -> dict[str, str]:
    """Return attributes that are numbers."""
    return {name: digits(value) for name, value in values.items()}


def _span(root: Element, span: Span, row: int, places: Places) -> None:
    for line, first, last in segments(span, places.lines):
        x, width, top = EDGE + CELL * first, CELL * (last - first), places.tops[line]
        tint = {"fill": span.color, "opacity": "0.18", "rx": "2"}
        SubElement(root, "rect", points(x=x, y=top, width=width, height=SIZE + 4) | tint)
        bar = points(x=x, y=top + SIZE + 5 + (BAR + 2) * row, width=width, height=BAR)
        SubElement(root, "rect", bar | {"fill": span.color, "rx": "2"})


def _line(root: Element, text: str, line: Line, top: float, *, bold: bool) -> None:
    """Write a line in runs of wide and of narrow characters, each held to its columns whatever the font."""
    for start, end in _runs(text, line):
        run, first, last = text[start:end], line.column(start), line.column(end)
        if run.isspace():
            continue
        where = points(x=EDGE + CELL * first, y=top + SIZE - 1) | {"font-size": str(SIZE), "xml:space": "preserve"}
        if last > first:
            where |= points(textLength=CELL * (last - first))
            where["lengthAdjust"] = "spacing" if cells_at(text, start) == 2 else "spacingAndGlyphs"
        SubElement(root, "text", where | ({"font-weight": "700"} if bold else {})).text = run


def _runs(text: str, line: Line) -> Iterator[tuple[int, int]]:
    """Yield the runs of a line; what stands on the character before it is in the same run."""
    start = line.start
    for at in range(line.start, line.end):
        if cells_at(text, at) and cells_at(text, start) != cells_at(text, at):
            if start < at:
                yield start, at
            start = at
    if start < line.end:
        yield start, line.end


def _name(root: Element, span: Span, name: Name, places: Places) -> None:
    y = places.above(name)
    box = points(x=name.x, y=y, width=name.width, height=NAME - 3)
    SubElement(root, "rect", box | {"fill": span.color, "rx": "3"})
    text = points(x=name.middle, y=y + SMALL - 0.5) | {"fill": ink_on(span.color), "font-size": str(SMALL)}
    SubElement(root, "text", text | {"text-anchor": "middle", "font-weight": "600"}).text = span.label


def _beside(root: Element, found: Sequence[tuple[Relation, Arc]], places: Places) -> None:
    """Draw arcs from line to line: from a name to the left, beside the text, and to the other name.

    What leads from there to a name lies behind other names, in the space above the text of its line. No name of an arc
    lies on another.
    """
    names: list[tuple[float, Relation, Arc]] = []
    for relation, arc in found:
        y, w = (places.above(places.names[at]) + (NAME - 3) / 2 for at in (relation.source, relation.target))
        down = 2 if w > y else -2
        _bow(root, arc, y + down, w - down, symmetric=relation.symmetric)
        names.append(((y + w) / 2 + SMALL / 3, relation, arc))
    lowest = 0.0
    for height, relation, arc in sorted(names, key=lambda one: one[0]):
        lowest = max(height, lowest + SMALL + 1)
        text = points(x=EDGE - 8 - STEP * arc.level - 3, y=lowest) | _NAME | {"text-anchor": "end"}
        SubElement(root, "text", text).text = relation.label


def _bow(root: Element, arc: Arc, y: float, w: float, *, symmetric: bool) -> None:
    edge = EDGE - 8
    # A cubic curve whose handles are at one place is in its middle three quarters of the way there.
    far = digits(edge - STEP * arc.level / 0.75)
    shape = {"fill": "none", "stroke": "currentColor", "stroke-width": "1.2", "opacity": "0.8"}
    curve = f"H {edge} C {far} {digits(y)}, {far} {digits(w)}, {edge} {digits(w)}"
    SubElement(root, "path", {"d": f"M {digits(arc.x)} {digits(y)} {curve} H {digits(arc.z - 1)}", **shape})
    if not symmetric:
        back, tip = digits(arc.z - 6), digits(arc.z - 1)
        head = f"M {back} {digits(w - 3.5)} L {tip} {digits(w)} L {back} {digits(w + 3.5)}"
        SubElement(root, "path", {"d": head, **shape})


def _relation(root: Element, relation: Relation, arc: Arc, places: Places) -> None:
    start, end = (places.above(places.names[at]) - 2 for at in (relation.source, relation.target))
    middle = crest(places, relation, arc)
    # A cubic curve with both handles at one height is in its middle an eighth of each end and three quarters of that.
    top = (middle - (start + end) / 8) / 0.75
    x, z = arc.x, arc.z
    curve = f"M {digits(x)} {digits(start)} C {digits(x)} {digits(top)}, {digits(z)} {digits(top)}, "
    shape = {"fill": "none", "stroke": "currentColor", "stroke-width": "1.2", "opacity": "0.8"}
    SubElement(root, "path", {"d": f"{curve}{digits(z)} {digits(end)}", **shape})
    if not relation.symmetric:
        left, right, back = digits(z - 4), digits(z + 4), digits(end - 6)
        head = f"M {left} {back} L {digits(z)} {digits(end)} L {right} {back}"
        SubElement(root, "path", {"d": head, **shape})
    name = points(x=(x + z) / 2, y=middle - 3) | _NAME | {"text-anchor": "middle"}
    SubElement(root, "text", name).text = relation.label


def _told(text: str, spans: Sequence[Span], relations: Sequence[Relation]) -> Iterator[str]:
    for span in spans:
        yield f"{span.label}: {text[span.start : span.end]}"
    for relation in relations:
        source, target = spans[relation.source], spans[relation.target]
        yield f"{text[source.start : source.end]} {relation.label} {text[target.start : target.end]}"
