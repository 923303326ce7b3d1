"""brat: the text and the annotations of each article in two files, a folder for each annotator and for gold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from annotate.exporters._dataset import Dataset
from annotate.exporters._manifest import Omissions
from annotate.exporters._places import place
from annotate.exporters._voices import Component, Voice, voices
from annotate.formats import brat
from annotate.formats.standoff import ForeignRelation, ForeignSpan, Standoff
from annotate.scheme import annotation_conf, visual_conf
from schema import Article


def write_brat(dataset: Dataset, folder: Path, left_out: Omissions) -> None:
    """Write `VOICE/ARTICLE.txt` and `.ann` for each voice (gold, A1, …), and the configuration that holds for all.

    Offsets count code points, as brat does. brat's spans know no tabs and no ends of lines: a span over some is
    written as the fragments between them; those at its edges are left out and counted, as is a span of nothing else.
    Attributes with free text are written as those with a closed list, though brat's configuration has none such;
    their values become one line, and those that change by that, or are empty, are counted. Ids of spans and
    relations are numbers within their file.
    """
    _save(folder / "annotation.conf", annotation_conf(dataset.scheme))
    _save(folder / "visual.conf", visual_conf(dataset.scheme))
    for part in dataset.parts():
        for voice in voices(part, dataset, left_out):
            text = part.text.text
            path = place(folder, voice, part.article, ".txt")
            _save(path, text)
            _save(path.with_suffix(".ann"), brat.write(_standoff(voice, text, part.article, left_out)))


def _save(path: Path, text: str) -> None:
    path.write_bytes(text.encode())


def _standoff(voice: Voice, text: str, article: Article, left_out: Omissions) -> Standoff:
    spans: dict[str, ForeignSpan] = {}
    for component in voice.components:
        where = f"{article.id}/{component.id}"
        fragments = tuple(_fragments(text, component))
        if not fragments:
            left_out.add("spans", "it holds nothing but tabs and ends of lines, which brat has in none", where)
            continue
        if (fragments[0][0], fragments[-1][1]) != (component.start, component.end):
            left_out.add("edges of spans", "tabs and ends of lines, which brat has in no span", where)
        spans[component.id] = ForeignSpan(
            id=f"T{len(spans) + 1}",
            types=(component.type,),
            fragments=fragments,
            text=" ".join(text[start:end] for start, end in fragments),
            place=where,
            attributes=_attributes(component, where, left_out),
        )
    relations: list[ForeignRelation] = []
    for link in voice.links:
        where = f"{article.id}/{link.id}"
        if link.source in spans and link.target in spans:
            source, target = spans[link.source].id, spans[link.target].id
            relations.append(ForeignRelation(f"R{len(relations) + 1}", (link.type,), source, target, where))
        else:
            left_out.add("relations", "an end of it was left out", where)
    return Standoff(tuple(spans.values()), tuple(relations))


def _fragments(text: str, component: Component) -> Iterator[tuple[int, int]]:
    """Yield the ranges of a component between tabs and ends of lines."""
    at = component.start
    for end in brat.BREAK.finditer(text, component.start, component.end):
        if at < end.start():
            yield at, end.start()
        at = end.end()
    if at < component.end:
        yield at, component.end


def _attributes(component: Component, where: str, left_out: Omissions) -> dict[str, str]:
    kept: dict[str, str] = {}
    for name, value in component.attributes.items():
        kept[name] = brat.one_line(value)
        if not kept[name]:
            left_out.add("attributes", "its value is empty, which brat has not", f"{where}/{name}")
            del kept[name]
        elif kept[name] != value:
            left_out.add("line ends and blanks of attributes", "brat has values of one line", f"{where}/{name}")
    return kept
