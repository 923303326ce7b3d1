"""GraphML and GEXF: components as nodes, relations as edges, for Gephi, yEd, igraph and networkx."""

from __future__ import annotations

from pathlib import Path

import networkx as nx  # type: ignore[import-untyped]
from networkx.readwrite.gexf import GEXFWriter  # type: ignore[import-untyped]

from annotate.exporters._dataset import Dataset, Part
from annotate.exporters._manifest import Omissions
from annotate.exporters._places import place
from annotate.exporters._voices import Voice, voices
from annotate.exporters._xml import xml_text


def write_graph(dataset: Dataset, folder: Path, left_out: Omissions) -> None:
    """Write `VOICE/ARTICLE.graphml` and `.gexf` for each voice (gold, A1, …).

    A node is a component with `label` (its text), `component` (its type), `text_start` and `text_end` (half-open code
    points of the article's text) and each of its attributes as `attribute_NAME`; an edge is a relation with
    `relation` (its type). Other names would have a meaning in GEXF: `start` is a time there, `type` whether an edge
    is directed. Ids are those of the components and relations. GraphML names article, version of the text and split.
    Characters that XML refuses are replaced and counted.
    """
    for part in dataset.parts():
        for voice in voices(part, dataset, left_out):
            graph = _graph(part, voice, left_out)
            path = place(folder, voice, part.article, ".graphml")
            nx.write_graphml(graph, path, prettyprint=True, named_key_ids=True)
            _write_gexf(graph, path.with_suffix(".gexf"))


def _graph(part: Part, voice: Voice, left_out: Omissions) -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph(article=part.article.id, version=part.text.version)
    if part.split is not None:
        graph.graph["split"] = part.split
    text = xml_text(part.text.text, "characters of texts", part.article.id, left_out)
    for one in voice.components:
        said = {
            f"attribute_{name}": xml_text(value, "characters of attributes", f"{one.id}/{name}", left_out)
            for name, value in one.attributes.items()
        }
        label = text[one.start : one.end]
        graph.add_node(one.id, label=label, component=one.type, text_start=one.start, text_end=one.end, **said)
    for link in voice.links:
        graph.add_edge(link.source, link.target, key=link.id, relation=link.type)
    return graph


def _write_gexf(graph: nx.MultiDiGraph, path: Path) -> None:
    """Write GEXF without the day on which it is written, so that the same graph gives the same bytes."""
    writer = GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    writer.add_graph(graph)
    for meta in writer.xml.iter("meta"):
        meta.attrib.pop("lastmodifieddate", None)
    with path.open("wb") as file:
        writer.write(file)
