"""Reader of JSON Lines: one document, and in it one article, for each record."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from annotate.errors import InputError
from annotate.importers._decode import IMPORTER_VERSION, view_of
from annotate.segmentation import Details, Given, Origin, imported, lines_of
from schema import Document, Imported, SourceView

_HALF_PAIR = re.compile("[\ud800-\udfff]")
_TEXTS = ("title", "source", "date", "author")
_SHAPE = "one JSON object a line, with `id` and `text`, and perhaps `title`, `authors` or `author`, `source`, `date`"


@dataclass(frozen=True, slots=True)
class _Record:
    id: str
    text: str
    title: str
    details: Details
    canonical: bytes
    """The record in the one form that counts for its hash: keys sorted, no blanks, UTF-8."""


def records(data: bytes, path: Path) -> Iterator[Imported]:
    """Read a JSON Lines file; a document's id is that of (file name, record id), so appending keeps the others.

    The source view of a record is its title (unless the first line of its text is that), a blank line, and its text.
    Other keys are left alone.

    Raises:
        InputError: any line is no record, or two have the same id; all faults of the file are in the one message.
    """
    view = view_of(data, where=str(path), extractor="jsonl")
    faults: list[str] = []
    found: dict[str, tuple[int, _Record]] = {}
    for number, line in enumerate(view.text.split("\n"), start=1):
        if not line.strip():
            continue
        record = _record(line, number, faults)
        if record and record.id in found:
            faults.append(f"line {number}: the id {record.id!r} stands on line {found[record.id][0]} already")
        elif record:
            found[record.id] = (number, record)
    if faults:
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        listed = "".join(f"\n  {fault}" for fault in faults)
        raise InputError(
            str(path), f"{count}{listed}\n", expected=_SHAPE, cure="mend these lines and import the file again"
        )
    if not found:
        raise InputError(str(path), "an empty file", expected=_SHAPE, cure="leave the file out, or put its records in")
    return (_imported(record, path.name, view.encoding) for _, record in found.values())


def _record(line: str, number: int, faults: list[str]) -> _Record | None:
    """Read one line; what is wrong with it is added to the faults, and None returned."""
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        faults.append(f"line {number}, column {error.colno}: {error.msg}")
        return None
    except (ValueError, RecursionError) as error:
        faults.append(f"line {number}, column 1: JSON that cannot be read ({error})")
        return None
    if not isinstance(value, dict):
        faults.append(f"line {number}, column 1: {_name(value)} instead of an object")
        return None
    wrong = _wrong(value)
    if wrong:
        faults.extend(f"line {number}: {fault}" for fault in wrong)
        return None
    authors = value.get("authors") or value.get("author") or ()
    title = value.get("title") or ""
    return _Record(
        id=str(value["id"]),
        text=value["text"],
        title=_visible(title),
        details=Details(
            authors=(authors,) if isinstance(authors, str) else tuple(authors),
            source=value.get("source") or None,
            date=value.get("date") or None,
        ),
        canonical=_canonical(value),
    )


def _visible(title: str) -> str:
    """Return a title in one line, without what shows nothing."""
    return " ".join(line.text for line in lines_of(title) if line.text)


def _canonical(value: Mapping[str, object]) -> bytes:
    form = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return form.encode("utf-8", "surrogatepass")


def _wrong(value: Mapping[str, object]) -> list[str]:
    """Return what is wrong with the fields of a record."""
    found = []
    key = value.get("id")
    if key is None or key == "":
        found.append("no `id`")
    elif not isinstance(key, str | int) or isinstance(key, bool):
        found.append(f"`id` is {_name(key)} instead of a string")
    body = value.get("text")
    if body is None or (isinstance(body, str) and not body.strip()):
        found.append("no `text`" if body is None else "`text` is blank")
    elif not isinstance(body, str):
        found.append(f"`text` is {_name(body)} instead of a string")
    odd = [name for name in _TEXTS if not isinstance(value.get(name), str | None)]
    found.extend(f"`{name}` is {_name(value[name])} instead of a string" for name in odd)
    authors = value.get("authors")
    if not isinstance(authors, str | None) and not (
        isinstance(authors, list) and all(isinstance(a, str) for a in authors)
    ):
        found.append("`authors` is neither a string nor a list of strings")
    if _HALF_PAIR.search(json.dumps(value, ensure_ascii=False)):
        found.append("half of a surrogate pair, which is no character")
    return found


def _name(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "a string", bool: "a truth value", type(None): "null"}
    return names.get(type(value), "a number")


def _imported(record: _Record, source: str, encoding: str | None) -> Imported:
    first = next((line.text for line in lines_of(record.text) if line.text), "")
    text = record.text if record.title in ("", first) else f"{record.title}\n\n{record.text}"
    view = SourceView(text=text, extractor="jsonl", extractor_version=IMPORTER_VERSION, encoding=encoding)
    origin = Origin(
        id=Document.id_of_record(source, record.id),
        source=source,
        sha256=hashlib.sha256(record.canonical).hexdigest(),
        record=record.id,
    )
    return imported(origin, view, Given(titled=bool(record.title), details=record.details))
