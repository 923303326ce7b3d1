"""What the store answers besides what it keeps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import AwareDatetime, Field

from schema import Model, Record, Severity, Status

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


class Finished(NamedTuple):
    """What one annotator submitted or skipped, added up."""

    timed: int
    """Annotations with a lead time."""
    seconds: float
    """The sum of these, to the millisecond."""
    first: datetime | None
    """When the first of those with a date was made; None where none has one."""
    recent: int
    """Those since a given moment."""


class Elsewhere(NamedTuple):
    """An annotation that was made in none of an annotator's projects."""

    annotator: str
    unit: str
    """Key of the unit."""
    origin: str


class Marked(NamedTuple):
    """What an annotator said of a unit beside its labels."""

    annotator: str
    unit: str
    """Key of the unit."""
    unsure: bool
    not_annotatable: bool
    note: str | None


class Extent(NamedTuple):
    """How large a corpus is."""

    documents: int
    articles: int
    paragraphs: int
    """Of the newest version of each text."""


PieceRow = tuple[int, int, str] | tuple[int, int, str, str]
"""Start, end and join of a piece of a block, and the text in place of its characters where there is one."""


class Trace(NamedTuple):
    """Where a text stands in its source."""

    article: str
    version: int
    text: str
    document: str
    file: str
    record: str | None
    sha256: str
    extractor: str
    extractor_version: str
    view_sha256: str
    """Of the text of the view, in UTF-8."""
    parts: Sequence[tuple[int, Sequence[PieceRow]]]
    """Where each heading and paragraph begins, and the pieces of its block; in order."""


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


class CopiedTable(Model):
    """A table that was copied from one database to another."""

    table: str
    """Its name."""
    rows: int
    """How many rows it has, here and there."""
    sha256: str
    """Of the rows in the order of their keys, here and there."""


class StoreCopied(Record):
    """A store that was copied to another database."""

    source: str
    """URL that it was copied from, without the password."""
    target: str
    """URL that it was copied to, without the password."""
    revision: str
    """Revision of both."""
    tables: tuple[CopiedTable, ...]
    """Every table; those that others refer to come first."""
    aside: str | None = None
    """Schema of the server's database in which the tables now are that were there before; None where none were."""


class Restored(Record):
    """A copy that was put in the place of the store."""

    location: str
    """URL of the store, without the password."""
    copy_of: str
    """The file that was restored."""
    revision: str
    """Revision of the store now."""
    aside: str | None
    """Where that is kept which was there before; None where there was nothing."""


class StoreFault(Model):
    """Something that is not as it has to be."""

    where: str
    """Table and key, or whatever else it is."""
    found: str
    """What is there."""
    expected: str
    """What should be."""
    cure: str
    """What to do about it."""
    severity: Severity = "error"
    """Whether the store is damaged, or people's work breaks a rule."""


class Examined(Record):
    """How sound a store is."""

    location: str
    """Its URL, without the password."""
    revision: str
    """Revision of its tables."""
    looked_at: dict[str, int]
    """How many there are of what was looked at, by kind; empty where the tables themselves are damaged."""
    errors: int
    """What is damaged."""
    warnings: int
    """What is of people's work that breaks a rule."""
    faults: tuple[StoreFault, ...]
    """What was found, at most the first thousand."""


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
