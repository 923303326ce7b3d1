"""Parquet files of records, written a batch at a time."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import pyarrow as pa
import pyarrow.parquet as pq

from annotate.exporters._features import Shape
from annotate.exporters._filling import Fit, Texts

_ITEMS = 10_000
"""Records, and spans and other items of their lists, in memory and in a row group of the file: about as many."""

_FEW = 100
"""Records that are read at once."""


def arrow_type(shape: Shape) -> pa.DataType:
    """Return a shape as a type of Apache Arrow."""
    if isinstance(shape, str):
        return pa.type_for_alias(shape)
    if isinstance(shape, list):
        return pa.list_(pa.field("element", arrow_type(shape[0])))
    return pa.struct([(key, arrow_type(value)) for key, value in shape.items()])


def schema(shape: Mapping[str, Shape]) -> pa.Schema:
    """Return the columns of a shape; as types of their own, not inferred, also where there is no record."""
    return pa.schema([(key, arrow_type(value)) for key, value in shape.items()])


class ParquetFile:
    """A Parquet file to be written."""

    def __init__(self, path: Path, columns: pa.Schema) -> None:
        self._schema = columns
        self._writer = pq.ParquetWriter(path, self._schema, compression="zstd")  # type: ignore[no-untyped-call]
        self._batch: list[Mapping[str, object]] = []
        self._items = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if kind is None:
            self._flush()
        self._writer.close()  # type: ignore[no-untyped-call]

    def add(self, record: Mapping[str, object]) -> None:
        """Write one more record, which has the keys of the columns."""
        self._batch.append(record)
        self._items += 1 + sum(len(value) for value in record.values() if isinstance(value, list))
        if self._items >= _ITEMS:
            self._flush()

    def _flush(self) -> None:
        if self._batch:
            table = pa.Table.from_pylist(self._batch, schema=self._schema)
            self._writer.write_table(table)  # type: ignore[no-untyped-call]
            self._batch, self._items = [], 0


def refill(source: Path, target: Path, texts: Texts, fit: Fit) -> None:
    """Write a Parquet file of `ParquetFile` once more with texts, which `fit` puts into a record."""
    with pq.ParquetFile(source) as old, ParquetFile(target, old.schema_arrow) as new:  # type: ignore[no-untyped-call]
        for batch in old.iter_batches(batch_size=_FEW):
            for record in batch.to_pylist():
                new.add(fit(record, texts))
