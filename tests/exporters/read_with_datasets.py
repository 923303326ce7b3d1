"""Read an export with the library `datasets`, by the code of its README; run in an environment of its own.

python read_with_datasets.py FOLDER: prints, as JSON, how many records, spans and relations each file holds, after
checking each slice and each end of a relation.
"""

import json
import os
import re
import sys
from pathlib import Path
from typing import Any


def main(folder: Path) -> None:
    """Load all files and look at every record."""
    found = re.search(r"```python\n(.*?)```", (folder / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    os.chdir(folder)
    names: dict[str, Any] = {}
    exec(found[1], names)
    facts = {}
    for file, table in names["dataset"].items():
        assert table.features == names["features"][file], (file, table.features)
        facts[file] = check(table) if "spans" in table.features else {"records": len(table)}
    json.dump(facts, sys.stdout)


def check(table: Any) -> dict[str, int]:
    """Hold every span to the slice of its record, and every relation to the spans."""
    facts = {"records": len(table), "spans": 0, "relations": 0, "across": 0}
    for record in table:
        text, spans = record["text"], {span["id"]: span for span in record["spans"]}
        assert len(spans) == len(record["spans"])
        for span in spans.values():
            assert text[span["start"] : span["end"]] == span["text"], record["id"]
            assert len(span["attributes"]) == 6
        for relation in record["relations"]:
            ends = sorted((spans[relation["source"]]["start"], spans[relation["target"]]["start"]))
            facts["across"] += "\n" in text[slice(*ends)]
        facts["spans"] += len(spans)
        facts["relations"] += len(record["relations"])
    return facts


if __name__ == "__main__":
    main(Path(sys.argv[1]))
