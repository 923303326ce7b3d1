"""arguebuf: argument graphs with their text as a resource, in the JSON of its protocol buffers."""

from __future__ import annotations

from pathlib import Path

from annotate.exporters._dataset import Dataset, Part
from annotate.exporters._lines import line
from annotate.exporters._manifest import Omissions
from annotate.exporters._places import place
from annotate.exporters._voices import Voice, voices

Json = dict[str, object]

_SCHEMES: dict[str, Json] = {
    "supports": {"support": "SUPPORT_DEFAULT"},
    "attacks": {"attack": "ATTACK_DEFAULT"},
    "restates": {"rephrase": "REPHRASE_DEFAULT"},
}


def write_arguebuf(dataset: Dataset, folder: Path, left_out: Omissions) -> None:
    """Write `VOICE/ARTICLE.json` for each voice (gold, A1, …).

    A component is an atom node that refers to its place in the text (offset in code points); a relation is a scheme
    node between two. `supports`, `attacks` and `restates` are arguebuf's support, attack and rephrase; it has no
    other, so that the scheme of any other relation is open, which is counted. `userdata` tells the type of every
    component and relation, and the attributes. Nodes and edges bear the ids of components and relations.
    """
    for part in dataset.parts():
        for voice in voices(part, dataset, left_out):
            path = place(folder, voice, part.article, ".json")
            path.write_bytes(line(_graph(part, voice, left_out)))


def _graph(part: Part, voice: Voice, left_out: Omissions) -> Json:
    article, text = part.article, part.text.text
    nodes: dict[str, Json] = {}
    edges: dict[str, Json] = {}
    for one in voice.components:
        said = text[one.start : one.end]
        nodes[one.id] = {
            "atom": {"text": said, "reference": {"resource": article.id, "offset": one.start, "text": said}},
            "userdata": {"type": one.type, "end": one.end, "attributes": one.attributes},
        }
    for link in voice.links:
        if link.type not in _SCHEMES:
            left_out.add("schemes of relations", "arguebuf has none for it", f"{article.id}/{link.id}: {link.type}")
        # Relations and components have ids of their own kind, which may be equal.
        name = f"relation/{link.id}"
        nodes[name] = {"scheme": _SCHEMES.get(link.type, {}), "userdata": {"type": link.type}}
        edges[f"{name}/source"] = {"source": link.source, "target": name}
        edges[f"{name}/target"] = {"source": name, "target": link.target}
    resource = {"text": text, "title": article.title, "source": article.source or ""}
    return {
        "schemaVersion": 1,
        "nodes": nodes,
        "edges": edges,
        "resources": {article.id: resource} if text else {},
        "userdata": {"article": article.id, "version": part.text.version, "voice": voice.name},
    }
