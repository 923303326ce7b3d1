"""What the store answers besides what it keeps."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field

from schema import Model, Record

Outcome = Literal["added", "known", "changed"]
"""Of adding a document: stored now; there already; there already but with other content, and left as it was."""


class Saved(Model):
    """What became of annotations that were saved."""

    new: int = Field(default=0, ge=0)
    """Never seen before."""
    revised: int = Field(default=0, ge=0)
    """Other than stored: kept as a further revision."""
    unchanged: int = Field(default=0, ge=0)
    """As stored: nothing was done."""


class Upgrade(Record):
    """What an upgrade did."""

    before: str | None
    """Revision before; None where the database was empty."""
    after: str
    """Revision now."""
    backup: Path | None
    """The copy made first; None where nothing was to be upgraded, or a server keeps the database."""


class StoreStatus(Record):
    """The state of a store, whether this program can use it or not."""

    location: str
    """Its URL, without the password."""
    revision: str | None
    """Revision of its tables; None where the database is empty."""
    head: str
    """Revision that this program needs."""
    tables: dict[str, int]
    """Rows of each table, by its name."""
    size: int | None
    """Bytes of the file and its log; None where a server keeps the database."""


class Removal(Record):
    """What goes, or would go, when documents and articles are removed."""

    done: bool
    """Whether it is gone."""
    documents: int
    """Documents."""
    articles: int
    """Articles, those of the documents too."""
    paragraphs: int
    """Paragraphs in the newest versions of their texts."""
    corrections: int
    """Readings of the documents that are not the first: persons' corrections, imports anew."""
    tasks: int
    """Tasks; in Label Studio they stay."""
    annotations: int
    """Annotations, each counted once."""
    decisions: int
    """Decisions of adjudication."""
    selections: tuple[str, ...]
    """Names of the selections that lose articles."""

    @property
    def work(self) -> bool:
        """Whether any work of people hangs on it."""
        return bool(self.corrections or self.tasks or self.annotations or self.decisions or self.selections)
