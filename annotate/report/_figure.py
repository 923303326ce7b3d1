"""An article as a picture, for papers: its argument as a graph, or its text with spans and relations."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Literal
from xml.etree.ElementTree import Element, fromstring, tostring

from annotate import drawing
from annotate.errors import InputError, ProjectError
from annotate.report._graph import GREY, graph
from annotate.report._words import Language, language_of
from annotate.report._write import put
from annotate.workflow.project import Project
from annotate.workflow.reporting import FigureWritten, Layer, Mark, ReportText
from annotate.workflow.reporting.showing import show
from schema import Scheme

Format = Literal["svg", "png"]
"""What a picture can be written as."""
Kind = Literal["graph", "text"]
"""What of an article is drawn."""

_SCALE = 2
"""Pixels of a PNG for each point."""
_COLUMNS, _FEW = 76, 40
"""Columns of a line of text; an ideograph takes two. The fewer are for a narrow picture."""
_NEAR = 12.0
"""Names whose heights differ by less lie on each other, if their widths do."""
_SVG = "{http://www.w3.org/2000/svg}"


def figure(
    project: Project,
    article: str,
    file: Path | None = None,
    *,
    kind: Kind = "graph",
    form: Format = "svg",
    language: Language | None = None,
    narrow: bool = False,
) -> FigureWritten:
    """Draw the gold of an article, named by the beginning of its id, into a file, in place of an earlier one.

    Without a file it is `ARTICLE-KIND.FORM` in the project. A `narrow` one can be read in one of two columns of a page.

    Raises InputError for an article that there is not, or a PNG without the extra `plots`; ProjectError where the
    article has no gold; ExportError when the file cannot be written.
    """
    if form == "png" and find_spec("vl_convert") is None:
        found = "the package vl_convert is not installed"
        raise InputError("--format png", found, cure="pip install 'argument-annotate[plots]', or --format svg")
    spoken = language_of(project, language)
    text = show(project, article).text
    if text.gold is None or not text.gold.marks:
        raise ProjectError(f"article {text.article}", "it has no gold to draw", cure="annotate adjudicate auto")
    drawn = (
        graph(text, text.gold, project.scheme, spoken, drawing.NARROW if narrow else drawing.WIDE)
        if kind == "graph"
        else _text(text, text.gold, project.scheme, spoken, _FEW if narrow else _COLUMNS)
    )
    path = file or project.folder / f"{text.article}-{kind}.{form}"
    put(path, _written(drawn, form))
    return FigureWritten(
        file=str(path), article=text.article, components=len(text.gold.marks), relations=len(text.gold.ties)
    )


def _text(text: ReportText, layer: Layer, scheme: Scheme, language: Language, columns: int) -> str:
    def called(name: str) -> str:
        known = scheme.component(name) or scheme.relation(name)
        return name if known is None else known.label.zh if language == "zh" else known.label.en

    def span(mark: Mark) -> drawing.Span:
        known = scheme.component(mark.type)
        return drawing.Span(mark.start, mark.end, called(mark.type), known.color if known else GREY)

    relations = [
        drawing.Relation(tie.source, tie.target, called(tie.type), bool(known and known.symmetric))
        for tie in layer.ties
        for known in (scheme.relation(tie.type),)
    ]
    headings = [(part.start, part.end) for part in text.parts if part.kind in ("title", "heading")]
    return drawing.svg(text.text, [span(mark) for mark in layer.marks], relations, columns, headings)


def _written(svg: str, form: Format) -> bytes:
    """Return a picture as a file: black on white, since nothing around it gives it colours.

    Names of relations have a white edge, so that they can be read where lines cross them; one that would lie on another
    is left out, since the colours say the same.
    """
    root = fromstring(svg)  # noqa: S314 - it was made here
    root.set("color", "#000000")
    left, top, width, height = root.get("viewBox", "0 0 0 0").split()
    root.insert(0, Element(f"{_SVG}rect", {"x": left, "y": top, "width": width, "height": height, "fill": "#ffffff"}))
    seen: list[tuple[float, float, float]] = []
    for group in root.iter(f"{_SVG}g"):
        for name in group.findall(f"{_SVG}text[@class='name']"):
            x, y, half = float(name.get("x", 0)), float(name.get("y", 0)), drawing.wide(name.text or "") / 2
            if any(abs(x - z) < half + other and abs(y - w) < _NEAR for z, w, other in seen):
                group.remove(name)
            seen.append((x, y, half))
    for name in root.iter(f"{_SVG}text"):
        if name.get("class") == "name":
            name.attrib |= {"paint-order": "stroke", "stroke": "#ffffff", "stroke-width": "3"}
    whole = tostring(root, encoding="unicode")
    if form == "svg":
        return whole.encode()
    import vl_convert

    return bytes(vl_convert.svg_to_png(whole, scale=_SCALE))
