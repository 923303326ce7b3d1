"""Source files in: read, cut into articles and paragraphs, stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from annotate import importers
from annotate.errors import InputError
from annotate.store import Outcome
from annotate.workflow.progress import Progress, silent
from annotate.workflow.project import Project
from schema import Imported, Model, Record


class ImportedFile(Model):
    """What became of one document."""

    source: str
    """Name of its file."""
    document: str
    """Id of the document."""
    outcome: Outcome
    """Stored now; there already; there already but with other text (the stored one was left as it is)."""
    articles: int
    """Number of articles in it."""
    paragraphs: int
    """Number of paragraphs in its articles."""
    characters: int
    """Code points in its articles."""


class ImportReport(Record):
    """What became of a batch of files."""

    documents: tuple[ImportedFile, ...]
    """One per document, in order."""
    failed: tuple[str, ...]
    """One message per file that could not be imported; nothing of it was stored."""


def import_files(project: Project, paths: Sequence[Path], progress: Progress = silent) -> ImportReport:
    """Import files, and the files in folders; a file that cannot be read does not stop the others."""
    done: list[ImportedFile] = []
    failed: list[str] = []
    with project.store() as store:
        for path in progress(_files(paths), "importing"):
            try:
                found = importers.read(path)
            except InputError as error:
                failed.append(str(error))
                continue
            done.extend(_imported(imported, outcome) for imported, outcome in store.add_all(found))
    return ImportReport(documents=tuple(done), failed=tuple(failed))


def dry_run(paths: Sequence[Path]) -> Iterator[Mapping[str, object] | InputError]:
    """Yield one object per block as an import would make it, and an error per file that cannot be read."""
    for path in _files(paths):
        try:
            for imported in importers.read(path):
                yield from importers.dry_run(imported)
        except InputError as error:
            yield error


def _imported(imported: Imported, outcome: Outcome) -> ImportedFile:
    texts = [article.current for article in imported.articles]
    return ImportedFile(
        source=imported.document.source,
        document=imported.document.id,
        outcome=outcome,
        articles=len(texts),
        paragraphs=sum(len(text.paragraphs) for text in texts),
        characters=sum(len(text.text) for text in texts),
    )


def _files(paths: Sequence[Path]) -> list[Path]:
    """The files named, and those of folders that an importer knows, in a fixed order."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            known = (inside for inside in sorted(path.rglob("*")) if inside.suffix.lower() in importers.READERS)
            found.extend(inside for inside in known if inside.is_file())
        else:
            found.append(path)
    return found
