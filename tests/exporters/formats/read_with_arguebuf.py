"""Read argument graphs with the libraries `arguebuf` and `xaif`; run in an environment of their own.

python read_with_arguebuf.py FOLDER: prints, as JSON, what each file holds as they see it.
"""

import json
import sys
from pathlib import Path
from typing import Any

import arguebuf  # type: ignore[import-not-found]
from xaif import AIF  # type: ignore[import-not-found]


def main(folder: Path) -> None:
    """Print atoms, schemes and edges of each graph."""
    found: dict[str, Any] = {}
    for path in sorted(folder.rglob("*.json")):
        name = path.relative_to(folder).as_posix()
        raw = json.loads(path.read_text(encoding="utf-8"))
        if "AIF" in raw:
            found[name] = {**told(arguebuf.load.xaif(raw)), "valid": AIF(raw).is_valid_json_aif()}
            # The library fails on graphs without a relation.
            found[name]["rows"] = AIF(raw).get_csv("argument-relation").values.tolist() if raw["AIF"]["edges"] else []
        else:
            with path.open(encoding="utf-8") as file:
                found[name] = told(arguebuf.load.json(file))
    json.dump(found, sys.stdout)


def told(graph: arguebuf.Graph) -> dict[str, Any]:
    """What a graph holds."""
    return {
        "atoms": {
            id_: [
                node.plain_text,
                node.userdata,
                [node.reference.offset, node.reference.plain_text, node.reference.resource.plain_text]
                if node.reference
                else None,
            ]
            for id_, node in graph.atom_nodes.items()
        },
        "schemes": {
            id_: [
                [type(node.scheme).__name__, getattr(node.scheme, "value", node.scheme)],
                [edge.source.id for edge in graph.incoming_edges(node)],
                [edge.target.id for edge in graph.outgoing_edges(node)],
                node.userdata,
            ]
            for id_, node in graph.scheme_nodes.items()
        },
        "edges": len(graph.edges),
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]))
