"""Frozen gold: what a linking project or an export was made from, whatever is decided later."""

from __future__ import annotations

import hashlib

from pydantic import AwareDatetime, Field

from schema._base import Record
from schema.decisions import Gold

RELEASE_NAME = r"[^\s/@]+"
"""What a release may be called: it stands in file names and addresses."""


class Release(Record):
    """The gold standard of some articles as it stood at a moment."""

    name: str = Field(pattern=f"^{RELEASE_NAME}$")
    """The name; unique, and never given again."""
    made: AwareDatetime
    """When it was frozen."""
    who: str
    """Who froze it."""
    why: str = ""
    """What it is for."""
    scheme: str
    """Id of the version of the scheme that it labels with."""
    golds: tuple[Gold, ...]
    """By article, in the order of the corpus."""
    stale: tuple[str, ...] = ()
    """Groups that persons had decided on before annotators said something else, sorted; older programs told of none."""

    @property
    def sha256(self) -> str:
        """SHA-256 of what is frozen, in hexadecimal; the same gold has the same, whatever the release is called.

        Gold that was frozen before it told on what it rests keeps the hash that it had.
        """
        frozen = hashlib.sha256(self.scheme.encode())
        for gold in self.golds:
            said = gold.model_dump_json(exclude=None if gold.basis else {"basis"})
            frozen.update(b"\n" + said.encode())
        return frozen.hexdigest()
