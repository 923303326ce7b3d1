"""A dataset without texts, and the same with them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

from pydantic import ValidationError

from annotate.errors import ExportError
from annotate.exporters._exporter import EXPORTERS, filler
from annotate.exporters._filling import Texts
from annotate.exporters._folder import replacing
from annotate.exporters._frame import README, SOURCES, file_facts
from annotate.exporters._manifest import MANIFEST, Exported, Manifest
from schema import Model

_FIND = "name the folder of a dataset that was exported with --no-text"


class SourceRecord(Model):
    """Where a text stands in its source: a line of `sources.jsonl`. All positions are code points, half-open."""

    article: str
    """Id of the article."""
    version: int
    """Version of its text."""
    document: str
    """Id of the document."""
    file: str
    """Name of the source file."""
    record: str | None
    """Id of the record in it, if it is a file of records."""
    sha256: str
    """SHA-256 of the bytes of the file, or of the record's line."""
    extractor: str
    """What read the file."""
    extractor_version: str
    """Its version."""
    view_sha256: str
    """SHA-256 of what it read, in UTF-8."""
    text_sha256: str
    """SHA-256 of the text, in UTF-8."""
    length: int
    """Code points of the text."""
    pieces: tuple[tuple[int, int, int, int], ...]
    """Start and end in the text, start and end in what was read."""
    inserted: tuple[tuple[int, str], ...]
    """Start in the text of characters that do not stand so in the source, and these. The rest are line feeds."""

    def rebuilt(self, view: str) -> str | None:
        """Return the text, of what the extractor reads; None where that, or what comes of it, is another."""
        if hashlib.sha256(view.encode()).hexdigest() != self.view_sha256:
            return None
        characters = ["\n"] * self.length
        for start, end, low, high in self.pieces:
            if end - start == high - low:
                characters[start:end] = view[low:high]
        for start, given in self.inserted:
            characters[start : start + len(given)] = given
        text = "".join(characters)
        return text if hashlib.sha256(text.encode()).hexdigest() == self.text_sha256 else None


def source_records(folder: Path) -> Iterator[SourceRecord]:
    """Yield where the texts of a dataset stand; raises ExportError when it is none, or one with texts."""
    _manifest(folder)
    with (folder / SOURCES).open("rb") as file:
        for data in file:
            yield SourceRecord.model_validate_json(data)


def joined(folder: Path, target: Path, texts: Texts) -> Exported:
    """Write a dataset without texts as `target`, with the texts.

    Raises ExportError when the folder is none such, or its files are not those of its manifest; and as `replacing`.
    """
    manifest = _manifest(folder)
    with replacing(target.parent, target.name) as partial:
        for file in manifest.files:
            (partial / file).parent.mkdir(parents=True, exist_ok=True)
            copyfile(folder / file, partial / file)
        filler(manifest.kind)(folder, partial, texts)
        options = {**manifest.options, "text": True}
        filled = manifest.model_copy(update={"options": options, "files": file_facts(partial)})
        (partial / MANIFEST).write_text(filled.dump(), encoding="utf-8", newline="\n")
    return Exported(folder=target, manifest=filled)


def _manifest(folder: Path) -> Manifest:
    try:
        manifest = Manifest.model_validate_json((folder / MANIFEST).read_bytes())
    except (OSError, ValidationError) as error:
        raise ExportError(str(folder), f"has no {MANIFEST} that can be read", cure=_FIND) from error
    if manifest.kind not in EXPORTERS or manifest.options.get("text", True) or SOURCES not in manifest.files:
        raise ExportError(str(folder), "is no dataset without texts", cure=_FIND)
    there = file_facts(folder)
    changed = [file for file, facts in manifest.files.items() if file != README and there.get(file) != facts]
    if changed:
        raise ExportError(str(folder), f"{changed[0]} is not what its {MANIFEST} says", cure="get it once more, whole")
    return manifest
