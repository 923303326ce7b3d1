"""What `import` was asked for: new documents, old ones read anew, or a folder for a person to correct and back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from annotate import importers
from annotate.errors import InputError
from annotate.workflow.correcting import rereading, review
from annotate.workflow.correcting.rereading import RereadReport
from annotate.workflow.correcting.review import ReviewTaken, ReviewWritten
from annotate.workflow.importing import documents
from annotate.workflow.importing.annotated import texts_of
from annotate.workflow.importing.documents import How, ImportReport
from annotate.workflow.importing.sources import sources
from annotate.workflow.progress import Progress, silent
from annotate.workflow.project import Project

__all__ = ["How", "Wanted", "bring", "failed"]

Report = ImportReport | RereadReport | ReviewWritten | ReviewTaken


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for; at most one of `review`, `reimport` and `replaces` can be."""

    paths: tuple[Path, ...]
    """Files, folders with files, or one edited review folder."""
    who: str
    """Who edited it."""
    how: How = field(default_factory=How)
    """How files are read."""
    review: Path | None = None
    """The review folder to write."""
    reimport: bool = False
    """Whether stored documents are read anew."""
    replaces: str | None = None
    """Id of the stored document whose new state the file is."""
    annotator: str | None = None
    """Whose the annotations in files are."""


def bring(project: Project, wanted: Wanted, progress: Progress = silent) -> Report:
    """Do it.

    Raises:
        InputError: more than one thing was asked for, or not of what it can be done to; and what they raise.
        StoreError: what they raise.
    """
    how, paths = wanted.how, wanted.paths
    asked = [name for name in ("review", "reimport", "replaces") if getattr(wanted, name)]
    folders = [path for path in paths if review.is_review(path)]
    if len(asked) > 1:
        raise InputError("import", f"--{' and --'.join(asked)}", expected="one of them", cure="run one after the other")
    if idle := _idle(wanted, bool(asked or folders)):
        raise InputError("import", f"{idle} has no effect here", cure="leave it out")
    if folders:
        if asked or len(paths) > 1:
            raise InputError(str(folders[0]), "a review folder", expected="nothing beside it", cure="import it alone")
        return review.take(project, folders[0], wanted.who)
    encoding, columns = how.encoding, how.columns
    if wanted.review:
        files = _files(paths)
        return review.write(project, files, wanted.review, encoding=encoding, columns=columns, progress=progress)
    if wanted.reimport:
        return rereading.reread(project, _files(paths), encoding=encoding, columns=columns, progress=progress)
    if wanted.replaces:
        if len(paths) != 1:
            raise InputError("--replaces", f"{len(paths)} paths", expected="one file")
        return rereading.replace(project, paths[0], wanted.replaces, encoding=encoding, columns=columns)
    return documents.import_files(project, paths, how, annotator=wanted.annotator, progress=progress)


def failed(report: Report) -> bool:
    """Whether anything could not be done; the report says what."""
    if isinstance(report, ImportReport):
        return bool(report.failed or (report.annotated and report.annotated.failed))
    return not isinstance(report, ReviewTaken) and bool(report.failed)


def _idle(wanted: Wanted, old: bool) -> str | None:
    """Return an option that was given and would be ignored, since nothing new is imported."""
    how = wanted.how
    given = {"--workers": how.workers > 1, "--dask": how.dask is not None, "--annotator": wanted.annotator is not None}
    return next((option for option, is_given in given.items() if is_given), None) if old else None


def _files(paths: Sequence[Path]) -> Sequence[Path]:
    """Return the source files under some paths; files with annotations that hold their own texts are none.

    Raises InputError for such a file that is named itself, and where there is nothing else.
    """
    found = sources(paths, lambda path: path.suffix.lower() in {*importers.SUFFIXES, ".ann"})
    if found.faults:
        raise found.faults[0]
    files, held = texts_of(found.files)
    for path in held:
        if path in paths or not files:
            raise InputError(
                str(path),
                "annotations together with their texts",
                expected="source files, or brat's .ann with the .txt beside it",
                cure="import it without --review and --reimport",
            )
    return files
