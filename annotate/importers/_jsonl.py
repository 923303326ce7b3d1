"""Reader of JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TextIO

from annotate.importers._records import Notation, Row, Work, name_of, records


def jsonl(path: Path, encoding: str | None = None, columns: Mapping[str, str] | None = None) -> Iterator[Work]:
    """Read a file with one JSON object a line, as `records` does; keys stand for columns."""
    return records(path, _NOTATION, encoding, columns)


def _rows(file: TextIO, columns: Mapping[str, str]) -> Iterator[Row]:
    for number, line in enumerate(file, start=1):
        if line.strip():
            yield _row(line.rstrip("\r\n"), f"line {number}")


def _row(line: str, place: str) -> Row:
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        return Row(f"{place}, column {error.colno}", None, (error.msg,))
    except (ValueError, RecursionError) as error:
        return Row(f"{place}, column 1", None, (f"JSON that cannot be read ({error})",))
    if not isinstance(value, dict):
        return Row(f"{place}, column 1", None, (f"{name_of(value)} instead of an object",))
    return Row(place, value)


_NOTATION = Notation(
    name="jsonl",
    rows=_rows,
    newline="\n",
    shape="one JSON object a line, with `id` and `text`, and perhaps `title`, `authors` or `author`, `source`, `date`",
)
