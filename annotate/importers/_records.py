"""Record files: one document, and in it one article, for each record, whatever the notation of the records."""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TextIO

from annotate.errors import InputError
from annotate.importers._decode import IMPORTER_VERSION, Encoding, encoding_of
from annotate.importers._limits import too_long
from annotate.importers._origin import name_of_file
from annotate.segmentation import Details, Given, Origin, imported, lines_of
from schema import Document, Imported, SourceView

FIELDS = ("id", "text", "title", "authors", "author", "source", "date")
"""What is taken of a record; the first two it must have."""

_HALF_PAIR = re.compile("[\ud800-\udfff]")
_MOST_LISTED = 50
_CHUNK = 1 << 20
_TOGETHER = 1 << 16
"""Characters of text that are segmented in one go."""
_MOST_TOGETHER = 100


Work = Callable[[], tuple[Imported, ...]]
"""Documents still to be segmented: a pure function without arguments, which can be sent to another process."""


@dataclass(frozen=True, slots=True)
class Row:
    """One record as it stands in the file, or what is wrong there."""

    place: str
    """Where it stands, such as `line 7`."""
    value: Mapping[str, object] | None
    """What it says, by key or column; None for what is no record."""
    faults: tuple[str, ...] = ()
    """What is wrong with it as a row, without the place."""


@dataclass(frozen=True, slots=True)
class Notation:
    """A way to write records down."""

    name: str
    """Name of the reader, for the record."""
    rows: Callable[[TextIO, Mapping[str, str]], Iterator[Row]]
    """Reads a file, one record at a time, given the key or column of each field."""
    newline: str
    """How `open` is told to end lines."""
    shape: str
    """What a file of it looks like, for messages."""


@dataclass(frozen=True, slots=True)
class _Record:
    id: str
    text: str
    title: str
    details: Details
    canonical: bytes
    """The record in the one form that counts for its hash: keys sorted, no blanks, UTF-8."""


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    encoding: Encoding
    notation: Notation
    columns: Mapping[str, str]
    """The key or column of every field."""

    @contextmanager
    def rows(self) -> Iterator[Iterator[Row]]:
        """Open the file from its beginning."""
        with self.path.open("rb") as raw:
            raw.seek(len(self.encoding.mark))
            with io.TextIOWrapper(raw, self.encoding.codec, newline=self.notation.newline) as file:
                yield self.notation.rows(file, self.columns)


def records(
    path: Path, notation: Notation, encoding: str | None = None, columns: Mapping[str, str] | None = None
) -> Iterator[Work]:
    """Read a record file; a document's id is that of (file name, record id), so appending keeps the others.

    Some records at a time are what is left to segment. The source view of a record is its title (unless the first
    line of its text is that), a blank line, and its text. Other keys are left alone. The file is gone through twice,
    first to check all of it and then, as documents are taken, to read it; only the ids are held in memory.

    Args:
        path: the file.
        notation: how its records are written.
        encoding: the encoding to insist on.
        columns: by field, the key or column that holds it, where that is not the field's name.

    Raises:
        InputError: anything is no record, or two have the same id (all faults of the file are in the one message); or
            a column is given for something that is no field.
    """
    unknown = sorted(set(columns or {}) - set(FIELDS))
    if unknown:
        found = f"{', '.join(unknown)} is nothing that is taken of a record"
        cure = "name one of these before the =, and the column behind it"
        raise InputError("--column", found, expected=f"one of {', '.join(FIELDS)}", cure=cure)
    codec = encoding_of(lambda: _chunks(path), str(path), encoding)
    file = _File(path, codec, notation, {field: (columns or {}).get(field, field) for field in FIELDS})
    _check(file)
    return _work(file)


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _check(file: _File) -> None:
    """Go through the whole file and raise what is wrong with it."""
    listed: list[str] = []
    count = 0
    places: dict[str, str] = {}
    with file.rows() as rows:
        for row in rows:
            faults = list(row.faults)
            record = _record(row, file.columns, faults)
            if record and record.id in places:
                faults.append(f"the id {record.id!r} stands on {places[record.id]} already")
            elif record:
                places[record.id] = row.place
            count += len(faults)
            listed.extend(f"{row.place}: {fault}" for fault in faults[: _MOST_LISTED - len(listed)])
    if count:
        raise _refused(file, listed, count)
    if not places:
        raise InputError(
            str(file.path), "an empty file", expected=file.notation.shape, cure="leave it out, or put its records in"
        )


def _refused(file: _File, listed: list[str], count: int) -> InputError:
    lines = [*listed, *([f"and {count - len(listed)} more"] if count > len(listed) else [])]
    found = f"{count} fault{'' if count == 1 else 's'}" + "".join(f"\n  {line}" for line in lines) + "\n"
    return InputError(
        str(file.path), found, expected=file.notation.shape, cure="mend these lines and import the file again"
    )


def _work(file: _File) -> Iterator[Work]:
    """Yield some records at a time, as many as make a piece of work that is worth sending to another process."""
    some: list[_Record] = []
    with file.rows() as rows:
        for row in rows:
            faults = list(row.faults)
            record = _record(row, file.columns, faults)
            if not record:
                # Somebody wrote into the file after it was checked.
                raise _refused(file, [f"{row.place}: {fault}" for fault in faults], len(faults))
            some.append(record)
            if sum(len(one.text) for one in some) >= _TOGETHER or len(some) >= _MOST_TOGETHER:
                yield partial(_segmented, tuple(some), file)
                some = []
    if some:
        yield partial(_segmented, tuple(some), file)


def _segmented(some: tuple[_Record, ...], file: _File) -> tuple[Imported, ...]:
    return tuple(_imported(record, file) for record in some)


def _record(row: Row, columns: Mapping[str, str], faults: list[str]) -> _Record | None:
    """Read one record; what is wrong with it is added to the faults, and None returned."""
    if row.value is None:
        return None
    given = {field: row.value.get(column) for field, column in columns.items()}
    wrong = [fault for field in FIELDS for fault in _wrong(field, given[field], columns[field])]
    if _HALF_PAIR.search(json.dumps(row.value, ensure_ascii=False)):
        wrong.append("half of a surrogate pair, which is no character")
    faults.extend(wrong)
    if faults:
        return None
    authors = given["authors"] or given["author"] or ()
    return _Record(
        id=str(given["id"]),
        text=str(given["text"]),
        title=_visible(str(given["title"] or "")),
        details=Details(
            authors=tuple(map(str, authors)) if isinstance(authors, list | tuple) else (str(authors),),
            source=str(given["source"] or "") or None,
            date=str(given["date"] or "") or None,
        ),
        canonical=_canonical(row.value),
    )


def _wrong(field: str, value: object, column: str) -> Iterator[str]:
    """Yield what is wrong with one field of a record."""
    if field == "id":
        if value is None or value == "":
            yield f"no `{column}`"
        elif not isinstance(value, str | int) or isinstance(value, bool):
            yield f"`{column}` is {name_of(value)} instead of a string"
    elif field == "text" and (value is None or (isinstance(value, str) and not value.strip())):
        yield f"no `{column}`" if value is None else f"`{column}` is blank"
    elif field == "authors":
        listed = isinstance(value, list) and all(isinstance(one, str) for one in value)
        if not listed and not isinstance(value, str | None):
            yield f"`{column}` is neither a string nor a list of strings"
    elif field == "text" and isinstance(value, str) and (found := too_long(value)):
        yield f"`{column}` has {found}"
    elif not isinstance(value, str | None):
        yield f"`{column}` is {name_of(value)} instead of a string"


def name_of(value: object) -> str:
    """Return what kind of JSON value something is, for messages."""
    names = {dict: "an object", list: "a list", str: "a string", bool: "a truth value", type(None): "null"}
    return names.get(type(value), "a number")


def _visible(title: str) -> str:
    """Return a title in one line, without what shows nothing."""
    return " ".join(line.text for line in lines_of(title) if line.text)


def _canonical(value: Mapping[str, object]) -> bytes:
    form = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return form.encode("utf-8", "surrogatepass")


def _imported(record: _Record, file: _File) -> Imported:
    first = next((line.text for line in lines_of(record.text) if line.text), "")
    text = record.text if record.title in ("", first) else f"{record.title}\n\n{record.text}"
    source, reader = name_of_file(file.path), file.notation.name
    view = SourceView(text=text, extractor=reader, extractor_version=IMPORTER_VERSION, encoding=file.encoding.name)
    origin = Origin(
        id=Document.id_of_record(source, record.id),
        source=source,
        sha256=hashlib.sha256(record.canonical).hexdigest(),
        record=record.id,
    )
    return imported(origin, view, Given(titled=bool(record.title), details=record.details))
