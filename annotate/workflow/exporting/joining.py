"""Joining a dataset without texts with one's own copy of its sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from annotate import exporters, importers
from annotate.errors import ExportError, InputError
from annotate.exporters import SOURCES, Exported
from annotate.workflow.progress import Progress, silent

_FIRST = 5
"""Faults that a message names."""


def join(folder: Path, sources: Iterable[Path], to: Path | None = None, progress: Progress = silent) -> Exported:
    """Write a dataset that was exported without texts once more, with the texts of one's own copy of its sources.

    Args:
        folder: The dataset, in any format that can be without texts.
        sources: Files, and folders with files, among which its sources are, under whatever names.
        to: Where the joined dataset goes; otherwise beside the folder, with `-joined` after its name.
        progress: Shows how far it is.

    A source is known by the hash of its bytes, and each text is verified by its own hash: a file that is missing or
    differs, or is read otherwise by this version of the program, is told. Raises ExportError when the folder is none
    such or was changed, InputError when not every text could be joined; then nothing is written.
    """
    records = list(exporters.source_records(folder))
    views = dict(_views(_files(sources), {record.sha256 for record in records}, progress))
    texts: dict[tuple[str, int], str] = {}
    faults: list[str] = []
    for record in records:
        view = views.get(record.sha256)
        text = None if view is None else record.rebuilt(view)
        if text is not None:
            texts[record.article, record.version] = text
        elif view is None:
            faults.append(f"{record.file} (SHA-256 {record.sha256}) is not among the sources")
        else:
            faults.append(
                f"{record.file} is read otherwise than by {record.extractor} {record.extractor_version}, which the "
                "dataset was made with"
            )
    if faults:
        told = list(dict.fromkeys(faults))
        more = [f"… and {len(told) - _FIRST} more"] if len(told) > _FIRST else []
        raise InputError(
            str(folder / SOURCES),
            "\n  ".join([f"{len(faults)} texts cannot be joined:", *told[:_FIRST], *more]),
            cure="name all the source files with --sources, and use the version of the program that README.md names",
        )
    target = to or folder.with_name(f"{folder.name}-joined")
    if target.exists() and target.resolve() == folder.resolve():
        raise ExportError(str(target), "is the dataset itself", cure="name another folder with --to")
    return exporters.joined(folder, target, texts)


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(found for found in path.rglob("*") if found.is_file())
        elif path.is_file():
            yield path
        else:
            raise InputError(str(path), "does not exist", expected="a file or folder of sources")


def _views(files: Iterator[Path], wanted: set[str], progress: Progress) -> Iterator[tuple[str, str]]:
    """Yield the view of each document among the files that is wanted, by the hash of its bytes."""
    every = [path for path in files if path.suffix.lower() in importers.SUFFIXES]
    for path in progress(every, "reading sources", len(every)):
        if path.suffix.lower() in importers.RECORD_READERS or exporters.sha256_of(path) in wanted:
            for found in importers.read(path):
                if found.document.sha256 in wanted:
                    yield found.document.sha256, found.document.view.text
