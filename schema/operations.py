"""How a scheme changes while annotations exist: its versions, where each was used, and recorded migrations.

Things of a scheme are named by paths: `problem` (a component or relation type), `claim.claim_type` (an attribute),
`claim.claim_type.fact` (a value). Ids hold no dots, so that a path means one thing only.
"""

from __future__ import annotations

import json
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from schema._base import Model, Record, digest
from schema.scheme import Scheme

_ID = r"[a-z][a-z0-9_]*"
Path = Annotated[str, Field(pattern=rf"^{_ID}(\.{_ID}){{0,2}}$")]
"""Path of a type, an attribute or a value."""

AttributePath = Annotated[str, Field(pattern=rf"^{_ID}\.{_ID}$")]
"""Path of an attribute."""

Identifier = Annotated[str, Field(pattern=rf"^{_ID}$")]
"""The last part of a path."""


class Renamed(Model):
    """Something gets another id; what it means stays."""

    kind: Literal["rename"] = "rename"
    """Tells it from other operations."""
    what: Path
    """What it was, in the old scheme."""
    to: Identifier
    """Its id in the new scheme, which the old one uses for nothing else."""


class Merged(Model):
    """Several types, attributes of one type or values of one attribute become one."""

    kind: Literal["merge"] = "merge"
    """Tells it from other operations."""
    what: tuple[Path, ...] = Field(min_length=2)
    """What they were, in the old scheme; going back, annotations made since get the first."""
    to: Identifier
    """The id of the one in the new scheme, which may be that of one of them."""


class Parted(Model):
    """A component type becomes several, as one of its attributes says, which goes."""

    kind: Literal["split"] = "split"
    """Tells it from other operations."""
    what: AttributePath
    """The attribute, in the old scheme."""
    types: dict[Identifier, Identifier] = Field(default_factory=dict)
    """The new type of each value; a value that is not named here is a type of its own id."""
    otherwise: Identifier | None = None
    """The new type of spans without the attribute; without it they keep their type, for a person to look at."""


class Dropped(Model):
    """An attribute or a value goes, and with it what was annotated by it."""

    kind: Literal["drop"] = "drop"
    """Tells it from other operations."""
    what: Annotated[str, Field(pattern=rf"^{_ID}(\.{_ID}){{1,2}}$")]
    """The attribute or value, in the old scheme."""


class Filled(Model):
    """Spans without an attribute get a value for it."""

    kind: Literal["fill"] = "fill"
    """Tells it from other operations."""
    what: AttributePath
    """The attribute, in the new scheme."""
    value: str = Field(min_length=1)
    """The value."""


Operation = Annotated[Renamed | Merged | Parted | Dropped | Filled, Field(discriminator="kind")]
"""What becomes of names when a scheme changes; operations hold all at once, so that their order is of no matter."""


class SchemeVersion(Record):
    """A scheme as it once was."""

    id: str
    """Hash of its content."""
    scheme: Scheme
    """The whole of it."""
    first: AwareDatetime
    """When it was first used."""


class SchemeUse(Model):
    """From when on a project on a server had a scheme."""

    project: str
    """Id of the project."""
    scheme: str
    """Id of the version."""
    since: AwareDatetime
    """When the server had it, by the clock of the program that pushed it."""


class Migration(Record):
    """One change of scheme, as annotations went through it."""

    number: int = Field(ge=1)
    """Its number, from 1."""
    old: str
    """Id of the version that it led from."""
    new: str
    """Id of the version that it leads to."""
    operations: tuple[Operation, ...]
    """What became of names."""
    undoes: int | None = None
    """Number of the migration that it takes back."""
    who: str
    """Who ordered it."""
    why: str
    """The reason given."""
    started: AwareDatetime
    """When it began."""
    finished: AwareDatetime | None = None
    """When it was done on all projects; None as long as it is under way or was stopped."""


def scheme_id(scheme: Scheme) -> str:
    """Return the hash of a scheme's content: the same for the same scheme, however its file is written.

    What is as by default is left out, so that a field which a later program adds changes no hash.
    """
    content = scheme.model_dump(mode="json", exclude_defaults=True)
    return digest("scheme", json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")))
