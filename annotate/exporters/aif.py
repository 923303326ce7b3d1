"""The Argument Interchange Format as JSON, as AIFdb has it, and xAIF, as the tools of open argument mining pass it."""

from __future__ import annotations

import html
from pathlib import Path

from annotate.exporters._dataset import Dataset, Part
from annotate.exporters._lines import line
from annotate.exporters._manifest import Omissions
from annotate.exporters._places import place
from annotate.exporters._voices import Voice, voices

Json = dict[str, object]

_SCHEMES = {
    "supports": ("RA", "Default Inference"),
    "attacks": ("CA", "Default Conflict"),
    "restates": ("MA", "Default Rephrase"),
}
"""Type and text of the scheme node of a relation."""


def write_aif(dataset: Dataset, folder: Path, left_out: Omissions) -> None:
    """Write `VOICE/ARTICLE.json` (AIF) and `VOICE/ARTICLE.xaif.json` for each voice (gold, A1, …).

    A component is an information node with its text; a relation is a scheme node between two: `supports` an inference
    (RA), `attacks` a conflict (CA), `restates` a rephrase (MA), any other an application (RA) of the scheme with its
    own name. AIF knows neither positions nor kinds of information: they stand beside, under keys of their own
    (`id`, `component`, `start`, `end`, `attributes`; `relation` and `scheme`), which readers of AIF pass over.
    """
    for part in dataset.parts():
        for voice in voices(part, dataset, left_out):
            nodes, edges = _graph(part, voice)
            path = place(folder, voice, part.article, ".json")
            path.write_bytes(line({"nodes": nodes, "edges": edges, "locutions": []}))
            path.with_suffix(".xaif.json").write_bytes(line(_xaif(nodes, edges, part.text.text)))


def _graph(part: Part, voice: Voice) -> tuple[list[Json], list[Json]]:
    """Return nodes and edges, numbered from 1."""
    nodes: list[Json] = []
    edges: list[Json] = []
    numbers: dict[str, str] = {}
    for one in voice.components:
        numbers[one.id] = str(len(nodes) + 1)
        nodes.append(
            {
                "nodeID": numbers[one.id],
                "text": part.text.text[one.start : one.end],
                "type": "I",
                "id": one.id,
                "component": one.type,
                "start": one.start,
                "end": one.end,
                "attributes": one.attributes,
            }
        )
    for link in voice.links:
        kind, text = _SCHEMES.get(link.type, ("RA", link.type))
        number = str(len(nodes) + 1)
        nodes.append(
            {"nodeID": number, "text": text, "type": kind, "id": link.id, "relation": link.type, "scheme": text}
        )
        for source, target in ((numbers[link.source], number), (number, numbers[link.target])):
            edges.append({"edgeID": str(len(edges) + 1), "fromID": source, "toID": target})
    return nodes, edges


def _xaif(nodes: list[Json], edges: list[Json], text: str) -> Json:
    """Return the graph with the text, which xAIF has as HTML."""
    schemes = [{"nodeID": node["nodeID"], "schemeID": node["scheme"]} for node in nodes if node["type"] != "I"]
    return {
        "AIF": {
            "nodes": nodes,
            "edges": edges,
            "schemefulfillments": schemes,
            "descriptorfulfillments": [],
            "participants": [],
            "locutions": [],
        },
        "text": html.escape(text, quote=False).replace("\n", "<br>"),
        "dialog": False,
        "OVA": {"firstname": "", "surname": "", "url": "", "nodes": [], "edges": []},
    }
