"""Parquet files of records, written a batch at a time."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import pyarrow as pa
import pyarrow.parquet as pq

from annotate.exporters._features import Shape

_BATCH = 1_000
"""Records in memory, and in a row group of the file."""


def arrow_type(shape: Shape) -> pa.DataType:
    """Return a shape as a type of Apache Arrow."""
    if isinstance(shape, str):
        return pa.type_for_alias(shape)
    if isinstance(shape, list):
        return pa.list_(arrow_type(shape[0]))
    return pa.struct([(key, arrow_type(value)) for key, value in shape.items()])


class ParquetFile:
    """A Parquet file to be written; the types are those of the shape, not inferred, also where there is no record."""

    def __init__(self, path: Path, shape: Mapping[str, Shape]) -> None:
        self._schema = pa.schema([(key, arrow_type(value)) for key, value in shape.items()])
        self._writer = pq.ParquetWriter(path, self._schema, compression="zstd")  # type: ignore[no-untyped-call]
        self._batch: list[Mapping[str, object]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if kind is None:
            self._flush()
        self._writer.close()  # type: ignore[no-untyped-call]

    def add(self, record: Mapping[str, object]) -> None:
        """Write one more record, which has the keys of the shape."""
        self._batch.append(record)
        if len(self._batch) == _BATCH:
            self._flush()

    def _flush(self) -> None:
        if self._batch:
            table = pa.Table.from_pylist(self._batch, schema=self._schema)
            self._writer.write_table(table)  # type: ignore[no-untyped-call]
            self._batch = []
