"""What an export says about itself: counts, what was left out, and a digest of every file."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import Path

from pydantic import Field, JsonValue

from annotate.exporters._statement import SplitFacts
from schema import Model, Record, Scheme, SelectionFacts

MANIFEST = "MANIFEST.json"
"""Name of the file; a folder with one that names `PROGRAM` is an export of ours."""

PROGRAM = "argument-annotate"
"""Name of the distribution."""

EXAMPLES = 3
"""How many examples of what was left out are named for each reason."""


class FileFacts(Model):
    """A file of an export."""

    records: int | None
    """Lines of JSON Lines, each one record; None for other files."""
    size: int
    """Length in bytes."""
    sha256: str
    """SHA-256 of the bytes, in hexadecimal."""


class LeftOut(Model):
    """How much was left out for one reason."""

    count: int
    """How many."""
    examples: tuple[str, ...]
    """The first of them, as ANNOTATION or ANNOTATION/ITEM."""


class Program(Model):
    """The program that wrote the export."""

    name: str = PROGRAM
    """Name of its distribution."""
    version: str
    """Its version."""


class SchemeFacts(Model):
    """The scheme that the labels are of."""

    name: str
    """Its name."""
    version: str
    """Its version."""
    sha256: str
    """SHA-256 of all that it declares, as JSON with sorted keys."""


class Manifest(Record):
    """What an export says about itself. It bears no date: the same input gives the same bytes."""

    kind: str
    """The format of the export, as in `EXPORTERS`."""
    name: str
    """Name of the export."""
    program: Program
    """What wrote it."""
    scheme: SchemeFacts
    """The scheme."""
    selection: SelectionFacts | None
    """The selection of articles that it holds; None for all."""
    release: int | None = None
    """Number of the release in the store that it was made from, by which it can be made again."""
    options: dict[str, JsonValue] = Field(default_factory=dict)
    """What was asked for."""
    splits: SplitFacts | None = None
    """How it is split; None where it is not."""
    counts: dict[str, int]
    """How much there is of what."""
    left_out: dict[str, dict[str, LeftOut]]
    """What could not be expressed: annotations, spans, …, by reason."""
    files: dict[str, FileFacts]
    """All other files, by name."""

    def dump(self) -> str:
        """The text of the file."""
        return self.model_dump_json(indent=2) + "\n"


class Exported(Record):
    """An export that was written."""

    folder: Path
    """Where it is."""
    manifest: Manifest
    """What it says about itself."""


class Omissions:
    """Counts what is left out while records are made."""

    def __init__(self) -> None:
        self._counts: dict[str, Counter[str]] = {}
        self._examples: dict[tuple[str, str], list[str]] = {}

    def add(self, what: str, reason: str, example: str, count: int = 1) -> None:
        """Count one more, or several under one example, of what is named in the plural."""
        self._counts.setdefault(what, Counter())[reason] += count
        examples = self._examples.setdefault((what, reason), [])
        if len(examples) < EXAMPLES:
            examples.append(example)

    def take(self, others: Omissions) -> None:
        """Count what others have counted too."""
        for what, reasons in others._counts.items():
            self._counts.setdefault(what, Counter()).update(reasons)
        for key, examples in others._examples.items():
            mine = self._examples.setdefault(key, [])
            mine += examples[: EXAMPLES - len(mine)]

    def summary(self) -> dict[str, dict[str, LeftOut]]:
        """All of it, sorted by what and reason."""
        return {
            what: {
                reason: LeftOut(count=count, examples=tuple(self._examples[what, reason]))
                for reason, count in sorted(reasons.items())
            }
            for what, reasons in sorted(self._counts.items())
        }


def facts_of(scheme: Scheme) -> SchemeFacts:
    """Return what identifies a scheme."""
    text = json.dumps(scheme.model_dump(mode="json"), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return SchemeFacts(name=scheme.name, version=scheme.version, sha256=hashlib.sha256(text.encode()).hexdigest())


def is_ours(folder: Path) -> bool:
    """Whether a folder is an export of this program, in whatever version."""
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    program = found.get("program") if isinstance(found, dict) else None
    return isinstance(program, dict) and program.get("name") == PROGRAM
