"""Files of other annotation programs, and our own exports, to work that can be stored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import JsonValue, ValidationError

from annotate import importers
from annotate.errors import InputError
from annotate.formats import brat, jsonl_records, label_studio, label_studio_export
from annotate.formats.label_studio_export import ExportedTask
from annotate.formats.standoff import Standoff
from annotate.store import Store
from schema import Annotation, ArticleText, Imported, Scheme, Status


@dataclass(frozen=True, slots=True)
class Work:
    """What one annotator said of one text, over its source view."""

    imported: Imported
    annotator: str
    origin: str
    standoff: Standoff
    raw: JsonValue
    status: Status = "submitted"
    lead_time: float | None = None
    updated: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ready:
    """An annotation over an article's text that is in the store, or will be before it."""

    annotation: Annotation


Found = Work | Ready | Imported | InputError
"""What a file says of a text, or a text of which it says nothing; or what is wrong with a task, the others are read."""


def works_of(
    path: Path, store: Store, scheme: Scheme, annotator: str | None, encoding: str | None, key: str
) -> Iterator[Found]:
    """Yield what a file says, and texts of which it says nothing, for `import_annotated`.

    Raises InputError when the file, or the text that belongs to it, cannot be used.
    """
    if path.suffix.lower() == ".ann":
        yield _brat(path, annotator, encoding)
    elif path.suffix.lower() == ".json":
        yield from _export(path, store, scheme, annotator, key)
    else:
        yield from _records(path, store, annotator)


def documents_of(path: Path, encoding: str | None, key: str) -> Iterator[Imported | InputError]:
    """Yield the texts of a file with annotations as the documents that they are for a store without any.

    What is wrong with a task of an export is yielded in its place.

    Raises InputError as `works_of` does.
    """
    if path.suffix.lower() == ".ann":
        yield from importers.read(text_beside(path), encoding)
    elif path.suffix.lower() == ".json":
        found, faults = _texts(path, key)
        yield from faults
        yield from (imported for _, imported in found)
    else:
        beside = path.with_name("articles.jsonl")
        for line in jsonl_records.read_articles(_lines(beside), str(beside)):
            yield _new(line, str(beside))


def text_beside(path: Path) -> Path:
    """Return the `.txt` of a `.ann`; raises InputError where there is none."""
    body = path.with_suffix(".txt")
    if not body.is_file():
        raise InputError(
            str(path), f"there is no {body.name} beside it", expected="the text that it is about", cure="put it there"
        )
    return body


def _read(path: Path, encoding: str | None = None) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            str(path), f"cannot be read: {error.strerror}", cure="check the path and its rights"
        ) from error
    return importers.view_of(data, where=str(path), encoding=encoding).text


def _brat(path: Path, annotator: str | None, encoding: str | None) -> Work:
    body = text_beside(path)
    raw = _read(path, encoding)
    (imported,) = importers.read(body, encoding)
    name = annotator or importers.name_of_file(path.resolve().parent)
    return Work(imported, name, f"brat/{importers.name_of_file(path)}", brat.read(raw), raw)


def _export(path: Path, store: Store, scheme: Scheme, annotator: str | None, key: str) -> Iterator[Found]:
    found, faults = _texts(path, key)
    accounts = label_studio_export.names(one for task, _ in found for one in task.annotations)
    if annotator and len(accounts) > 1:
        raise InputError(
            str(path),
            f"annotations of {len(accounts)} accounts: {', '.join(accounts)}",
            expected="those of one, if they are to be of one annotator",
            cure="leave --annotator out",
        )
    known = {one.account.casefold(): one.name for one in store.annotators() if one.account}
    whose = {account: annotator or known.get(account.casefold(), account) for account in accounts}
    yield from faults
    for task, imported in found:
        yield from _task(task, imported, store, scheme, whose)


def _texts(path: Path, key: str) -> tuple[list[tuple[ExportedTask, Imported]], list[InputError]]:
    """Return the tasks of an export that have a text, each with its document, and what is wrong with the others."""
    tasks, faults = label_studio_export.read_export(_read(path), str(path), key)
    found: list[tuple[ExportedTask, Imported]] = []
    for task in tasks:
        if task.text.strip():
            try:
                found.append((task, _document(task.text, path.name)))
            except InputError as fault:
                faults.append(InputError(task.where, fault.found, expected=fault.expected, cure=fault.cure))
    return found, faults


def _task(
    task: ExportedTask, imported: Imported, store: Store, scheme: Scheme, whose: dict[str, str]
) -> Iterator[Found]:
    """Yield the annotations of a task, on our own unit where it shows one that the store has, else on its text.

    Of a task without any, the text is yielded unless it is such a unit.
    """
    unit = task.unit
    article = next(store.articles([unit.article]), None) if unit else None
    texts = {text.version: text.text for text in article.texts} if article else {}
    text = texts.get(unit.version, "") if unit else ""
    ours = unit is not None and unit.end <= len(text) and unit.of(text) == task.text
    if not (ours or task.annotations):
        yield imported
    for raw in task.annotations:
        name = whose[label_studio_export.account(raw)]
        origin = f"label-studio/{task.place}/{raw.get('id')}"
        if ours and unit is not None:
            yield Ready(label_studio.read(raw, unit=unit, annotator=name, origin=origin, scheme=scheme))
            continue
        place = f"task {task.place}, annotation {raw.get('id')}"
        told = label_studio.envelope(raw)
        yield Work(
            imported=imported,
            annotator=name,
            origin=origin,
            standoff=label_studio.standoff(raw, place),
            raw=raw,
            status=told.status,
            lead_time=told.lead_time,
            updated=told.updated,
        )


def _document(text: str, source: str) -> Imported:
    """Return the document of a task's text, which is that of a text file with the same content."""
    (imported,) = importers.TEXT_READERS[".txt"](text.encode(), Path(source), "utf-8")
    return imported


def _records(path: Path, store: Store, annotator: str | None) -> Iterator[Ready | Imported]:
    """Yield the articles that the store does not have, annotated or not, and then the annotations."""
    beside = path.with_name("articles.jsonl")
    articles = {line.id: line for line in jsonl_records.read_articles(_lines(beside), str(beside))}
    homes: dict[str, ArticleText] = {}
    for article in articles.values():
        imported, homes[article.id] = _home(article, store, str(beside))
        if imported is not None:
            yield imported
    for line in jsonl_records.read_labelled(_lines(path), str(path)):
        if line.article not in homes:
            found = f"article {line.article} is not in {beside.name}"
            raise InputError(f"{path}, record {line.id}", found, cure="export both again")
        text = homes[line.article]
        if text.text[line.offset : line.offset + len(line.text)] != line.text:
            found = f"its text does not stand at {line.offset} in the article"
            raise InputError(f"{path}, record {line.id}", found, cure="export both again")
        yield Ready(jsonl_records.annotation(line, text, annotator or line.annotator))


def _lines(path: Path) -> list[str]:
    return [line for line in _read(path).split("\n") if line.strip()]


def _home(line: jsonl_records.ArticleLine, store: Store, where: str) -> tuple[Imported | None, ArticleText]:
    """Return the article's text in the store, if it has it just so, else the article as a document of its own."""
    for article in store.articles([line.id]):
        for text in article.texts:
            if text.text == line.text:
                return None, text
    imported = _new(line, where)
    return imported, imported.articles[0].current


def _new(line: jsonl_records.ArticleLine, where: str) -> Imported:
    try:
        return jsonl_records.imported(line, Path(where).name)
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]["msg"]
        raise InputError(f"{where}, article {line.id}", fault, expected="parts that fit the text") from error
