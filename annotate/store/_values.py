"""What the store answers besides what it keeps."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import AwareDatetime, Field

from schema import Model, Record, Status

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


class Pulled(Model):
    """How far a project was pulled."""

    until: AwareDatetime | None = None
    """Every change on the server until then is in the store; None before the first pull."""
    began: AwareDatetime | None = None
    """When a pull of all tasks began that is not done; None where none is under way."""
    reached: int = 0
    """Number of the last task that it has stored."""
    missing: int = 0
    """Tasks of the store that were gone from the server when they were last compared."""
    foreign: int = 0
    """Tasks on the server that the store did not have then."""


class Head(NamedTuple):
    """What is told of an annotation's latest revision without its labels."""

    id: str
    origin: str
    unit: str
    status: Status
    updated: datetime | None
    raw_sha256: str | None


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
