"""An article as a picture, for papers: its argument as a graph, or its text with spans and relations."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Literal
from xml.etree.ElementTree import fromstring, tostring

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
_COLUMNS = 76
"""Columns of a line of text; an ideograph takes two."""


def figure(
    project: Project,
    article: str,
    file: Path | None = None,
    *,
    kind: Kind = "graph",
    form: Format = "svg",
    language: Language | None = None,
) -> FigureWritten:
    """Draw the gold of an article, named by the beginning of its id, into a file, in place of an earlier one.

    Without a file it is `ARTICLE-KIND.FORM` in the project.

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
        graph(text, text.gold, project.scheme, spoken)
        if kind == "graph"
        else _text(text, text.gold, project.scheme, spoken)
    )
    path = file or project.folder / f"{text.article}-{kind}.{form}"
    put(path, _written(drawn, form))
    return FigureWritten(
        file=str(path), article=text.article, components=len(text.gold.marks), relations=len(text.gold.ties)
    )


def _text(text: ReportText, layer: Layer, scheme: Scheme, language: Language) -> str:
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
    return drawing.svg(text.text, [span(mark) for mark in layer.marks], relations, _COLUMNS)


def _written(svg: str, form: Format) -> bytes:
    """Return a picture as a file: black on white, since nothing around it gives it colours.

    Names of relations have a white edge, so that they can be read where lines cross them.
    """
    root = fromstring(svg)  # noqa: S314 - it was made here
    root.set("color", "#000000")
    root.set("style", "background: #ffffff")
    for name in root.iter("{http://www.w3.org/2000/svg}text"):
        if name.get("class") == "name":
            name.attrib |= {"paint-order": "stroke", "stroke": "#ffffff", "stroke-width": "3"}
    whole = tostring(root, encoding="unicode")
    if form == "svg":
        return whole.encode()
    import vl_convert

    return bytes(vl_convert.svg_to_png(whole, scale=_SCALE))
