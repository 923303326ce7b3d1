"""How long work tells its progress without knowing who watches."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

T = TypeVar("T")


class Progress(Protocol):
    """Passes items through and shows, or does not show, how far it is."""

    def __call__(self, items: Iterable[T], label: str, total: int | None = None) -> Iterable[T]:
        """Return the items, one by one; `total` is how many there will be, if known."""


def silent(items: Iterable[T], label: str, total: int | None = None) -> Iterable[T]:
    """Show nothing."""
    return items
