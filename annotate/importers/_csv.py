"""Reader of tables: comma-, tab- or semicolon-separated values."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import TextIO

from annotate.importers._records import FIELDS, Notation, Row, Work, records

_DELIMITERS = ",\t;"
_BETWEEN_AUTHORS = re.compile(r"\s*[;；、]\s*")
_LONGEST_CELL = 1 << 26
"""Code points; a quotation mark that is never closed would otherwise make one cell of the rest of a file."""


def table(path: Path, encoding: str | None = None, columns: Mapping[str, str] | None = None) -> Iterator[Work]:
    """Read a file of comma-, tab- or semicolon-separated values whose first line names the columns.

    Documents are made as by `records`. Quotation marks are doubled within quoted cells, which may hold line breaks.
    Which delimiter it is, the first line tells. `authors` may be several, between `;`, `；` or `、`; empty cells say
    nothing, and empty rows are passed over.
    """
    return records(path, _NOTATION, encoding, columns)


def _rows(file: TextIO, columns: Mapping[str, str]) -> Iterator[Row]:
    # The limit is one of the module, not of a reader.
    csv.field_size_limit(_LONGEST_CELL)
    first = file.readline()
    if not first.strip():
        return
    wanted = set(columns.values())
    reader = csv.reader(chain([first], file), delimiter=_delimiter(first, wanted), strict=True)
    number, empty = 0, True
    try:
        header = next(reader)
        faults = tuple(_header_faults(header, columns))
        if faults:
            yield Row("line 1", None, faults)
            return
        for number, cells in enumerate(reader, start=1):
            if any(cells):
                empty = False
                yield _row(f"row {number} (to line {reader.line_num})", header, cells, columns["authors"])
        if empty:
            yield Row("line 1", None, ("no records below the header",))
    except csv.Error as error:
        yield Row(f"row {number + 1} (to line {reader.line_num})", None, (f"{error}; nothing after it was looked at",))


def _delimiter(first: str, wanted: set[str]) -> str:
    """Return the delimiter that makes the most wanted names of the first line, or else the most cells."""

    def gain(delimiter: str) -> tuple[int, int]:
        cells = next(csv.reader([first], delimiter=delimiter), [])
        return len(wanted.intersection(cells)), len(cells)

    return max(_DELIMITERS, key=gain)


def _header_faults(header: Sequence[str], columns: Mapping[str, str]) -> Iterator[str]:
    for name, count in Counter(header).items():
        if count > 1:
            yield f"{count} columns are named {name!r}"
    for field in FIELDS:
        named, needed = columns[field] != field, field in ("id", "text")
        if (named or needed) and columns[field] not in header:
            there = f"no column {columns[field]!r}; there are {', '.join(map(repr, header))}"
            yield f"{there} (name the one with the {field} by --column {field}=NAME)"


def _row(place: str, header: Sequence[str], cells: Sequence[str], authors: str) -> Row:
    if len(cells) != len(header):
        return Row(place, None, (f"{len(cells)} cells, but the first line names {len(header)} columns",))
    value: dict[str, object] = {name: cell or None for name, cell in zip(header, cells, strict=True)}
    if people := value.get(authors):
        value[authors] = [name for name in _BETWEEN_AUTHORS.split(str(people).strip()) if name]
    return Row(place, value)


_NOTATION = Notation(
    name="csv",
    rows=_rows,
    newline="",
    shape="a first line that names columns, among them `id` and `text`, and perhaps `title`, `authors` or `author`, "
    "`source`, `date`",
)
