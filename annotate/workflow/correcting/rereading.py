"""Sources read anew, by a newer importer or after they were edited, with what persons decided done again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from annotate import editing, importers
from annotate.errors import InputError, StoreError
from annotate.store import Store
from annotate.workflow.correcting.revision import Revised, append
from annotate.workflow.progress import Progress, silent
from annotate.workflow.project import Project
from schema import Imported, Reading, Record


class RereadReport(Record):
    """What came of reading sources anew."""

    documents: tuple[Revised, ...]
    """One per document, in order; those that read as before have no new articles and no edits."""
    failed: tuple[str, ...]
    """One message per file that could not be read anew; nothing of it was stored."""


def reread(
    project: Project,
    paths: Sequence[Path],
    *,
    encoding: str | None = None,
    columns: Mapping[str, str] | None = None,
    progress: Progress = silent,
) -> RereadReport:
    """Read source files anew whose documents are in the store; a file that cannot be read does not stop the others.

    Articles keep their ids, annotations go along with their text as far as they can, and persons' edits are done
    again; those that no longer fit are listed and kept with the reading.
    """
    done: list[Revised] = []
    failed: list[str] = []
    with project.store() as store:
        for path in progress(paths, "reading anew"):
            try:
                for fresh in importers.read(path, encoding, columns):
                    if not store.readings(fresh.document.id):
                        raise InputError(
                            str(path), "its document is not in the store", cure="import it without --reimport"
                        )
                    done.append(_reread(store, fresh.document.id, fresh, "read anew"))
            except InputError as error:
                failed.append(str(error))
    return RereadReport(documents=tuple(done), failed=tuple(failed))


def replace(
    project: Project,
    path: Path,
    document: str,
    *,
    encoding: str | None = None,
    columns: Mapping[str, str] | None = None,
) -> RereadReport:
    """Read a file as the new state of a document, as `reread` does.

    Raises:
        StoreError: there is no such document.
        InputError: the file cannot be read, or does not hold one document.
    """
    with project.store() as store:
        if not store.readings(document):
            raise StoreError(f"document {document}", "is not in the store", cure="annotate corpus list")
        found = list(importers.read(path, encoding, columns))
        if len(found) != 1:
            raise InputError(str(path), f"{len(found)} documents", expected="one, to replace one with")
        return RereadReport(documents=(_reread(store, document, found[0], f"replaced by {path.name}"),), failed=())


def _reread(store: Store, document: str, fresh: Imported, why: str) -> Revised:
    """Store what an importer makes of a source now as the next readings of its document, unless nothing changed."""
    before = store.imported(document)
    readings = store.readings(document)
    last = max(reading.number for reading in readings if not reading.edits)
    base = store.document(document, last)
    later = [reading for reading in readings if reading.number > last]
    edits = [edit for reading in later for edit in reading.edits]
    found = editing.replay(base, before.articles, edits, fresh, before.document.reading)
    if found.read == base.model_copy(update={"reading": found.read.reading}):
        return append(store, before, ())
    now, view = datetime.now(UTC), fresh.document.view
    who = f"{view.extractor} {view.extractor_version}"
    first = Reading(document=document, number=found.read.reading, who=who, when=now, why=why, unfit=found.unfit)
    steps = [(found.imported, first)]
    if found.edits:
        persons = "、".join(dict.fromkeys(reading.who for reading in later))
        again = Reading(
            document=document,
            number=found.imported.document.reading,
            who=persons,
            when=now,
            why=f"their edits, done again on reading {first.number}",
            edits=found.edits,
        )
        steps = [(Imported(document=found.read, articles=()), first), (found.imported, again)]
    done = editing.told(Imported(document=found.read, articles=found.imported.articles), found.edits)
    return append(store, before, steps, done, found.unfit)
