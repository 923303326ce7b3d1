"""Review folders: documents written as Markdown for a person to edit, and what the person did taken in."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from annotate import editing, importers
from annotate.errors import InputError
from annotate.formats import review
from annotate.formats.review_index import INDEX, Source, read_index, write_index
from annotate.store import Store
from annotate.workflow.correcting.revision import Revised, revise
from annotate.workflow.progress import Progress, silent
from annotate.workflow.project import Project
from schema import Edit, FactName, Imported, Record

_BEGUN = f".{INDEX}.begun"
"""Name of what the index will be once all is stored of a folder that is taken in."""

_PARTIAL = ".review-partial"
"""Ending of the hidden folder beside a review folder that is being written."""


class ReviewWritten(Record):
    """A review folder that was written."""

    folder: str
    """The folder."""
    documents: int
    """Documents in it."""
    articles: int
    """Articles in them."""
    doubts: int
    """Places that a person should look at."""
    failed: tuple[str, ...] = ()
    """One message for each file that could not be read; nothing of it is in the folder."""


class ReviewTaken(Record):
    """What a review folder brought."""

    folder: str
    """The folder."""
    documents: tuple[Revised, ...]
    """One per document, in the order of the index; those that nobody changed have no edits."""


@dataclass(frozen=True, slots=True)
class _Taken:
    """A document of a folder, and what a person did to it."""

    source: Source
    """Where it comes from, as the index is to say once it is stored."""
    stored: bool
    imported: Imported
    edits: tuple[Edit, ...]


def is_review(path: Path) -> bool:
    """Whether a path is a review folder."""
    return (path / INDEX).is_file()


def write(
    project: Project,
    paths: Sequence[Path],
    folder: Path,
    *,
    encoding: str | None = None,
    columns: Mapping[str, str] | None = None,
    progress: Progress = silent,
) -> ReviewWritten:
    """Write the documents of source files into a new review folder; the store is only looked at.

    A document that is in the store is shown as it is read now, another as an import would read it. Killed at any
    moment, the program leaves the whole folder or none.

    Raises:
        InputError: the folder has something in it or cannot be written, or no file can be read; then nothing is.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(str(folder), "is there already", cure="name a folder that does not exist yet, or is empty")
    files: dict[str, str] = {}
    sources: list[Source] = []
    failed: list[InputError] = []
    articles = doubts = 0
    with project.store() as store:
        for path in progress(paths, "reading"):
            try:
                documents = list(importers.read(path, encoding, columns))
            except InputError as error:
                failed.append(error)
                continue
            for found in documents:
                known = _stored(store, found.document.id)
                shown = known or found
                files.update(review.write(shown))
                sources.append(
                    Source(
                        document=found.document.id,
                        reading=known.document.reading if known else 0,
                        file=os.path.relpath(path.resolve(), folder.resolve()),
                        encoding=encoding,
                        columns=dict(columns or {}),
                    )
                )
                articles += sum(bool(article.current.text) for article in shown.articles)
                doubts += sum(block.doubt is not None for block in shown.document.blocks)
    if failed and not sources:
        raise failed[0]
    _make(folder, {**files, INDEX: write_index(sources)})
    messages = tuple(map(str, failed))
    return ReviewWritten(folder=str(folder), documents=len(sources), articles=articles, doubts=doubts, failed=messages)


def take(project: Project, folder: Path, who: str) -> ReviewTaken:
    """Import a review folder: its documents, unless they are in the store, with what a person changed in the files.

    Everything that is wrong with the folder is found before anything is stored. The index then says which readings
    the files show, so that one can go on in the same folder. What it is to say is written beside it before: a run that
    is killed in between has stored some documents, each whole, and the next one stores the rest.

    Raises:
        InputError: a file of the folder is not as it should be (it is named with the line), a source file is gone or
            has changed, or a document was edited by others since the folder was written.
    """
    index, begun, when = folder / INDEX, folder / _BEGUN, datetime.now(UTC)
    sources = read_index(_text(index), str(index))
    files = [review.read(_text(path), str(path)) for path in sorted(folder.glob("*.md"))]
    documents = {source.document for source in sources}
    if stray := next((file for file in files if file.document not in documents), None):
        raise InputError(stray.where, f"document {stray.document} is not in {index}", cure="take the file out")
    with project.store() as store:
        taken = [_taken(store, folder, source, files, when) for source in _resumed(store, sources, begun)]
        _replace(begun, write_index(one.source for one in taken))
        done = [_keep(store, one, who, folder, when) for one in taken]
    begun.replace(index)
    return ReviewTaken(folder=str(folder), documents=tuple(done))


def _resumed(store: Store, sources: Iterable[Source], begun: Path) -> list[Source]:
    """Return what an index says; of what an earlier run stored that was stopped then, as it was to say after that."""
    later = {one.document: one for one in read_index(_text(begun), str(begun))} if begun.is_file() else {}

    def stored(source: Source) -> bool:
        last = store.readings(source.document)[-1:]
        return any((one.number, one.when) == (source.reading, source.taken) for one in last)

    return [later[one.document] if one.document in later and stored(later[one.document]) else one for one in sources]


def _taken(store: Store, folder: Path, source: Source, files: Iterable[review.Reviewed], when: datetime) -> _Taken:
    stored = _stored(store, source.document)
    imported = stored or _read(folder, source)
    own = [_as_made(file, source) for file in files if file.document == source.document]
    known = {article.ordinal for article in imported.articles}
    filled = {block.article for block in imported.document.blocks if block.article and block.kind != "markup"}
    if missing := sorted(filled - {file.article for file in own}):
        raise InputError(
            str(folder),
            f"article {missing[0]} of {imported.document.source} has no file",
            cure="put it back; to drop the article, leave its front matter only",
        )
    wanted, facts = review.wanted(own, max(known, default=0))
    told = {about: values for about, values in facts.items() if source.said.get(about[0], {}).get(about[1]) != values}
    edits = editing.difference(imported, wanted, told)
    if stored and edits and not _shown(stored, source, folder):
        last = store.readings(source.document)[-1]
        raise InputError(
            str(folder),
            f"shows reading {source.reading} of {imported.document.source}, which was read anew by {last.who}"
            f" ({last.why}): it is at {last.number} now",
            cure="write another folder with --review, and do there what you did here",
        )
    now: dict[str, object] = {"made": _made(own, max(known, default=0), source), "said": _said(facts)}
    now["reading"] = imported.document.reading + bool(edits)
    if edits:
        now["taken"] = when
    return _Taken(source.model_copy(update=now), stored is not None, imported, edits)


def _shown(stored: Imported, source: Source, folder: Path) -> bool:
    """Whether the files show a document as it is in the store; one that was not there, as it was imported since."""
    if source.reading:
        return stored.document.reading == source.reading
    return stored.document == _read(folder, source).document


def _as_made(file: review.Reviewed, source: Source) -> review.Reviewed:
    """Return a file of a new article as one of the article that it became, if it was taken in before."""
    made = source.made.get(Path(file.where).name)
    return file if file.article is not None or made is None else replace(file, article=made)


def _made(own: Iterable[review.Reviewed], articles: int, source: Source) -> dict[str, int]:
    """Return the articles that new files become; they follow the others in the order of the files."""
    new = (Path(file.where).name for file in own if file.article is None)
    return source.made | {name: ordinal for ordinal, name in enumerate(new, start=articles + 1)}


def _said(facts: editing.Facts) -> dict[int, dict[FactName, tuple[str, ...]]]:
    said: dict[int, dict[FactName, tuple[str, ...]]] = {}
    for (article, name), values in facts.items():
        said.setdefault(article, {})[name] = values
    return said


def _keep(store: Store, taken: _Taken, who: str, folder: Path, when: datetime) -> Revised:
    document = taken.imported.document
    if not taken.stored and store.add(taken.imported, when) != "added":
        raise InputError(
            document.source,
            "is in the store as the newer state of another document",
            cure="correct that one, which `annotate corpus list` shows, and take this one out of the folder",
        )
    return revise(store, taken.imported, taken.edits, who, f"review folder {folder.resolve().name}", when)


def _stored(store: Store, document: str) -> Imported | None:
    return store.imported(document) if store.readings(document) else None


def _read(folder: Path, source: Source) -> Imported:
    path = folder / source.file
    for found in importers.read(path, source.encoding, source.columns):
        if found.document.id == source.document:
            return found
    raise InputError(
        str(path),
        f"document {source.document} is not in it",
        expected="the file that the folder was written from, as it was",
        cure=f"put it back, or correct `file` in {folder / INDEX}",
    )


def _make(folder: Path, files: Mapping[str, str]) -> None:
    """Make a folder with these files in one step; raises InputError when it cannot be."""
    partial = folder.resolve().with_name(f".{folder.resolve().name}{_PARTIAL}")
    try:
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        for name, text in files.items():
            (partial / name).write_text(text, encoding="utf-8", newline="\n")
        partial.rename(folder)
    except OSError as error:
        shutil.rmtree(partial, ignore_errors=True)
        raise InputError(
            str(folder), f"cannot be written: {error.strerror}", cure="name a new folder where you may write"
        ) from error


def _replace(path: Path, text: str) -> None:
    """Write a file, which is the old or the new one whenever the program is killed."""
    draft = path.with_name(f"{path.name}.new")
    draft.write_text(text, encoding="utf-8", newline="\n")
    draft.replace(path)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise InputError(str(path), f"no UTF-8: byte {error.start}", cure="save the file as UTF-8") from error
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror}", cure="take it out of the folder") from error
