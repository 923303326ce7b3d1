"""Source files in: read, cut into articles and paragraphs, stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

from annotate import importers
from annotate.errors import InputError
from annotate.store import Outcome
from annotate.workflow.importing.annotated import AnnotatedReport, annotated_of, import_annotated
from annotate.workflow.importing.elsewhere import documents_of
from annotate.workflow.importing.sources import Sources, sources
from annotate.workflow.parallel import Crew, mapped, workers
from annotate.workflow.progress import Progress, silent
from annotate.workflow.project import Project
from schema import Imported, Model, Record


@dataclass(frozen=True, slots=True)
class How:
    """How files are read, where they do not tell it themselves, and by whom."""

    encoding: str | None = None
    """The encoding to insist on."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """For record files, by field the column that holds it."""
    workers: int = 1
    """Processes that read and segment."""
    dask: str | None = None
    """Address of a Dask cluster that does it instead."""


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
    doubts: int
    """Places that a person should look at."""
    controls: int
    """Control characters that were taken out of the text."""
    deleted: int
    """Characters, blanks aside, that the file marks as deleted; they were left out."""
    hidden: int
    """Characters, blanks aside, that the file hides from its readers; they were left out."""
    misnamed: bool
    """Whether it is a web page in a file that is called otherwise; it was read as a page."""


class ImportReport(Record):
    """What became of a batch of files."""

    documents: tuple[ImportedFile, ...]
    """One per document, in order."""
    failed: tuple[str, ...]
    """One message per file that could not be imported, of which nothing was stored, or folder that was not entered."""
    others: dict[str, int]
    """How many files in the folders no importer knows, by suffix in lower case; they were left alone."""
    annotated: AnnotatedReport | None = None
    """What became of the files with annotations, if there were any."""


def import_files(
    project: Project,
    paths: Sequence[Path],
    how: How | None = None,
    *,
    annotator: str | None = None,
    progress: Progress = silent,
) -> ImportReport:
    """Import files, and the files in folders; a file that cannot be read does not stop the others.

    Whoever does the work, the result is the same, in the order of the files; those with annotations, whose annotator
    can be named, come last. Memory grows with the longest of the files under way, not with their number.
    """
    how = how or How()
    found = files_of(paths)
    annotated, plain = annotated_of(found.files)
    failed = [str(fault) for fault in found.faults]
    with project.store() as store:
        documents = _sound(_read(plain, how, progress), failed)
        done = [_imported(imported, outcome) for imported, outcome in store.add_all(documents, datetime.now(UTC))]
    return ImportReport(
        documents=tuple(done),
        failed=tuple(failed),
        others=dict(sorted(Counter(path.suffix.lower() for path in found.others).items())),
        annotated=_annotated(project, annotated, how, annotator, progress) if annotated else None,
    )


def dry_run(paths: Sequence[Path], how: How | None = None) -> Iterator[Mapping[str, object] | InputError]:
    """Yield one object per block as an import would make it, and an error per file that cannot be read."""
    found = files_of(paths)
    yield from found.faults
    how = how or How()
    annotated, plain = annotated_of(found.files)
    for read in chain(_read(plain, how, silent), _texts(annotated, how)):
        if isinstance(read, InputError):
            yield read
        else:
            for imported in read:
                yield from importers.dry_run(imported)


def _texts(files: Sequence[Path], how: How) -> Iterator[_Read]:
    """Yield the texts of files with annotations."""
    for path in files:
        try:
            found = list(documents_of(path, how.encoding, _key(how)))
        except InputError as error:
            found = [error]
        yield from (one if isinstance(one, InputError) else (one,) for one in found)


def _key(how: How) -> str:
    """Return the field of the data of Label Studio's tasks that was labelled."""
    return how.columns.get("text", "text")


def _annotated(
    project: Project, files: Sequence[Path], how: How, annotator: str | None, progress: Progress
) -> AnnotatedReport:
    return import_annotated(
        project, files, annotator=annotator, encoding=how.encoding, key=_key(how), progress=progress
    )


def files_of(paths: Sequence[Path]) -> Sources:
    """Return the files to import under some paths."""
    return sources(paths, _known)


def _known(path: Path) -> bool:
    """Whether a file of a folder is taken; one with annotations in JSON is only when it is named itself."""
    return path.suffix.lower() in {*importers.SUFFIXES, ".ann"}


_Read = tuple[Imported, ...] | InputError
"""Documents of a file, or of a part of one, or what is wrong with it."""


def _read(paths: Sequence[Path], how: How, progress: Progress) -> Iterator[_Read]:
    """Yield what is read of files, in their order, whoever reads it."""
    with workers(Crew(how.workers, how.dask)) as (executor, window):
        files = progress(paths, "importing", len(paths))
        yield from mapped(_done, _work(files, how), executor, window)


def _work(files: Iterable[Path], how: How) -> Iterator[importers.Work | InputError]:
    for path in files:
        try:
            yield from importers.work(path, how.encoding, how.columns)
        except InputError as error:
            yield error


def _done(work: importers.Work | InputError) -> _Read:
    """Do a piece of work, here or in another process."""
    if isinstance(work, InputError):
        return work
    try:
        return work()
    except InputError as error:
        return error


def _sound(found: Iterable[_Read], failed: list[str]) -> Iterator[Imported]:
    """Yield the documents that were read, and add what is wrong with the others to the messages."""
    for read in found:
        if isinstance(read, InputError):
            failed.append(str(read))
        else:
            yield from read


def _imported(imported: Imported, outcome: Outcome) -> ImportedFile:
    texts = [article.current for article in imported.articles]
    return ImportedFile(
        source=imported.document.source,
        document=imported.document.id,
        outcome=outcome,
        articles=len(texts),
        paragraphs=sum(len(text.paragraphs) for text in texts),
        characters=sum(len(text.text) for text in texts),
        doubts=sum(block.doubt is not None for block in imported.document.blocks),
        controls=importers.control_characters(imported.document) + imported.left_out.get("control", 0),
        deleted=imported.left_out.get("deleted", 0),
        hidden=imported.left_out.get("hidden", 0),
        misnamed=importers.misnamed(imported.document),
    )
