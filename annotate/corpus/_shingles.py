"""Texts as sets of short runs of characters, and how much two sets share."""

from __future__ import annotations

import hashlib

import numpy as np
from numpy.typing import NDArray

Shingles = NDArray[np.uint64]
"""Hashes of all runs of `RUN` characters of a text, each once, ascending; no text is hashed to none by chance."""

RUN = 5
"""Characters of a run. Blanks count for nothing, so that a text wrapped otherwise is the same text."""

_STEP = np.uint64(0x9E3779B97F4A7C15)
"""An odd number without pattern (2^64 over the golden ratio): neighbouring characters become far hashes."""


def shingles(text: str) -> Shingles:
    """Return the shingles of a text; a text of fewer than `RUN` characters has none.

    Two different runs have the same hash once in 2^64, which is taken for never.
    """
    characters = np.frombuffer(bare(text).encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint64)
    count = len(characters) - RUN + 1
    if count <= 0:
        return np.empty(0, dtype=np.uint64)
    hashes: Shingles = np.zeros(count, dtype=np.uint64)
    for offset in range(RUN):
        hashes = (hashes ^ characters[offset : offset + count]) * _STEP
        hashes ^= hashes >> np.uint64(29)
    return np.unique(hashes)


def union(sets: list[Shingles]) -> Shingles:
    """Return the shingles that are in any of the sets."""
    return np.unique(np.concatenate(sets)) if sets else np.empty(0, dtype=np.uint64)


def shared(one: Shingles, other: Shingles) -> int:
    """Return how many shingles two sets have in common."""
    return len(np.intersect1d(one, other, assume_unique=True))


def bare(text: str) -> str:
    """Return a text without its blanks."""
    return "".join(text.split())


def fingerprint(text: str) -> bytes:
    """Return 16 bytes that are equal for texts that differ in blanks at most, and for no others."""
    return hashlib.sha256(bare(text).encode("utf-8", "surrogatepass")).digest()[:16]
