"""Texts on disk by key, for what has to be looked up but is too much to hold."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Hashable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Generic, Self, TypeVar

K = TypeVar("K", bound=Hashable)


class Spool(Generic[K]):
    """A mapping from keys to texts; in memory are only the keys and the text read last.

    The file has no name while it is open (where the system allows), so nothing is left of it however the program ends.
    """

    def __init__(self, folder: Path) -> None:
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 (closed by __exit__)
        self._places: dict[K, tuple[int, int]] = {}
        self._last: tuple[K, str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()

    def __iter__(self) -> Iterator[K]:
        """Yield the keys in the order in which they were first put."""
        return iter(self._places)

    def put(self, key: K, text: str) -> None:
        """Keep a text; one that was kept under the key before is forgotten."""
        data = text.encode()
        self._places[key] = (self._file.seek(0, os.SEEK_END), len(data))
        self._file.write(data)
        self._last = None

    def __getitem__(self, key: K) -> str:
        """Return the text kept under a key; raises KeyError when there is none."""
        if self._last is None or self._last[0] != key:
            start, size = self._places[key]
            self._file.seek(start)
            self._last = (key, self._file.read(size).decode())
        return self._last[1]

    def get(self, key: K) -> str | None:
        """Return the text kept under a key, or None."""
        return self[key] if key in self._places else None
