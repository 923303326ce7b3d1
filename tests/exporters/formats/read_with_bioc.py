"""Read a folder of brat files with the library `bioc`; run in an environment of its own.

python read_with_bioc.py FOLDER: prints, as JSON, what each pair of files holds.
"""

import json
import sys
from pathlib import Path

from bioc import brat  # type: ignore[import-not-found]


def main(folder: Path) -> None:
    """Print entities, relations and attributes of each document."""
    found = {}
    for path in sorted(folder.rglob("*.ann")):
        with path.with_suffix(".txt").open(encoding="utf-8", newline="") as text, path.open(encoding="utf-8") as ann:
            document = brat.load(text, ann)
        found[path.relative_to(folder).as_posix()] = {
            "text": document.text,
            "entities": {
                entity.id: [entity.type, sorted((one.begin, one.end) for one in entity.locations), entity.text]
                for entity in document.get_types(brat.BratEntity)
            },
            "relations": [
                [one.type, one.arguments["Arg1"], one.arguments["Arg2"]]
                for one in document.get_types(brat.BratRelation)
            ],
            "attributes": sorted(
                [one.refid, one.type, sorted(one.attributes)] for one in document.get_types(brat.BratAttribute)
            ),
        }
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
