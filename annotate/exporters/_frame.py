"""The frame of every export: its folder, its page, its manifest. It knows no format."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import annotate
from annotate.exporters import _exporter
from annotate.exporters._dataset import Dataset, Options
from annotate.exporters._folder import checked, replacing
from annotate.exporters._lines import line
from annotate.exporters._manifest import MANIFEST, Exported, FileFacts, Manifest, Omissions, Program, facts_of
from annotate.exporters._readme import readme

README = "README.md"

SOURCES = "sources.jsonl"
"""Name of the file that traces texts to the files that they come from."""

_BLOCK = 1 << 20


def check(kind: str, name: str, options: Options) -> None:
    """Raise ExportError for a name that an export cannot have, or a format that cannot be written so."""
    checked(name)
    _exporter.check(kind, options)


def export(
    dataset: Dataset,
    kind: str,
    folder: Path,
    *,
    release: int | None = None,
    program: str | None = None,
    sources: Callable[[Dataset], Iterable[Mapping[str, object]]] = lambda dataset: (),
    finish: Callable[[Manifest], None] = lambda manifest: None,
) -> Exported:
    """Write a dataset into `folder`/NAME, whose place nobody ever sees half of it in.

    Args:
        dataset: What is written.
        kind: In which format.
        folder: Where exports are; made if need be.
        release: Number of the release that the dataset is made from.
        program: Version of this program that made it first; this one unless told otherwise.
        sources: Returns records that trace each text of a dataset to its source, for `sources.jsonl`.
        finish: Called with the manifest once all is written, before it is put in place; may raise.

    An export of that name is replaced in one step, nothing else ever is. The same dataset gives the same bytes.
    Raises ExportError as `replacing` and `_exporter.check` do; then nothing has changed.
    """
    _exporter.check(kind, dataset.options)
    with replacing(folder, dataset.name) as partial:
        written = Omissions()
        _exporter.writer(kind)(dataset, partial, written)
        left_out = Omissions()
        for some in (dataset.left_out, written):
            left_out.take(some)
        with (partial / SOURCES).open("wb") as file:
            file.writelines(map(line, sources(dataset)))
        manifest = Manifest(
            kind=kind,
            name=dataset.name,
            program=Program(version=program or annotate.__version__),
            scheme=facts_of(dataset.scheme),
            selection=dataset.selection,
            release=release,
            options=dataset.options.model_dump(mode="json"),
            splits=dataset.statement.splits,
            counts=dataset.counts,
            left_out=left_out.summary(),
            files=file_facts(partial),
        )
        text = readme(dataset, manifest, _exporter.page(kind, dataset))
        (partial / README).write_text(text, encoding="utf-8", newline="\n")
        files = {**manifest.files, README: _facts(partial / README)}
        manifest = manifest.model_copy(update={"files": dict(sorted(files.items()))})
        (partial / MANIFEST).write_text(manifest.dump(), encoding="utf-8", newline="\n")
        finish(manifest)
    return Exported(folder=folder / dataset.name, manifest=manifest)


def file_facts(folder: Path) -> dict[str, FileFacts]:
    """Return the facts of all files of an export but its manifest, by their path in it."""
    paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: _facts(path) for name, path in sorted(paths.items()) if name != MANIFEST}


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    return _facts(path).sha256


def _facts(path: Path) -> FileFacts:
    sha256 = hashlib.sha256()
    size = lines = 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            sha256.update(block)
            size += len(block)
            lines += block.count(b"\n")
    return FileFacts(records=lines if path.suffix == ".jsonl" else None, size=size, sha256=sha256.hexdigest())
