"""CSV for spreadsheets and R: one row per unit and annotator, per span, per relation."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from annotate.exporters._dataset import Dataset
from annotate.exporters._filling import Texts, unit_text
from annotate.exporters._manifest import Omissions
from annotate.exporters._records import LabelledRecord
from annotate.exporters._voices import records

_ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")
"""What a cell begins with that spreadsheets take for a formula, or take away; full-width signs too."""

_SHARED = ("record", "article", "unit", "layer", "annotator", "split")
_UNITS = (*_SHARED, "offset", "text", "spans", "relations", "suggestion", "release")
_SPANS = (*_SHARED, "span", "type", "start", "end", "text", "article_start", "article_end", "preloaded", "basis")
_RELATIONS = (*_SHARED, "relation", "type", "source", "target", "source_type", "target_type", "basis")


def write_csv(dataset: Dataset, folder: Path, left_out: Omissions) -> None:
    """Write `units.csv`, `spans.csv` and `relations.csv`, in UTF-8 with a byte-order mark, by RFC 4180.

    Every row bears the record (the annotation, or gold of an article), article, unit, layer, annotator and split;
    `start` and `end` are half-open code points of the unit's text, `article_start` and `article_end` of the
    article's. Attributes have a column each, `attribute_NAME`, empty where a span has none; `basis` tells of gold on
    what an item rests.

    A text that a spreadsheet could take for a formula has an apostrophe before it, and so has one that begins with an
    apostrophe: whoever takes away one apostrophe at the beginning has the text as it was. Only free texts and names
    are so changed, never numbers.
    """
    attributes = dataset.scheme.attribute_names()
    with ExitStack() as files:

        def table(name: str, columns: Sequence[str]) -> _Table:
            file = files.enter_context((folder / name).open("w", encoding="utf-8-sig", newline=""))
            return _Table(file, columns)

        units, relations = table("units.csv", _UNITS), table("relations.csv", _RELATIONS)
        spans = table("spans.csv", (*_SPANS, *(f"attribute_{name}" for name in attributes)))
        for part in dataset.parts():
            for layer, record in records(part, dataset, attributes, left_out):
                shared = (record["id"], record["article"], record["unit"], layer, record["annotator"], part.split)
                units.row(*shared, *_unit(record))
                for row in _spans(record, attributes):
                    spans.row(*shared, *row)
                for row in _relations(record):
                    relations.row(*shared, *row)


def fill(source: Path, target: Path, texts: Texts) -> None:
    """Write the tables of units and spans once more with texts."""
    for name in ("units.csv", "spans.csv"):
        with (
            (source / name).open(encoding="utf-8-sig", newline="") as old,
            (target / name).open("w", encoding="utf-8-sig", newline="") as new,
        ):
            rows = csv.DictReader(old)
            table = csv.DictWriter(new, rows.fieldnames or (), lineterminator="\r\n")
            table.writeheader()
            for row in rows:
                text = unit_text(row["unit"], texts)
                whole = name == "units.csv"
                table.writerow({**row, "text": _cell(text if whole else text[int(row["start"]) : int(row["end"])])})


class _Table:
    """A file of rows."""

    def __init__(self, file: object, columns: Sequence[str]) -> None:
        self._writer = csv.writer(file, lineterminator="\r\n")  # type: ignore[arg-type]
        self._writer.writerow(columns)

    def row(self, *cells: object) -> None:
        self._writer.writerow([_cell(cell) for cell in cells])


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and value.startswith(_ACTIVE):
        return f"'{value}"
    return value


def _unit(record: LabelledRecord) -> Iterable[object]:
    counts = len(record["spans"]), len(record["relations"])
    return record["offset"], record["text"], *counts, record["suggestion"], record["release"]


def _spans(record: LabelledRecord, attributes: Sequence[str]) -> Iterator[Sequence[object]]:
    offset = record["offset"]
    for span in record["spans"]:
        start, end = span["start"], span["end"]
        place = start, end, span["text"], offset + start, offset + end
        values = (span["attributes"][name] for name in attributes)
        yield span["id"], span["type"], *place, span["preloaded"], span["basis"], *values


def _relations(record: LabelledRecord) -> Iterator[Sequence[object]]:
    types = {span["id"]: span["type"] for span in record["spans"]}
    for found in record["relations"]:
        source, target = found["source"], found["target"]
        yield found["id"], found["type"], source, target, types[source], types[target], found["basis"]
