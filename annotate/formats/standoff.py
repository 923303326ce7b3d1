"""Annotated text of other programs in one neutral form: spans over a text, relations between them, what was wrong.

Each format has a reader that makes it; `annotate.formats.placing` brings it to articles.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from schema import Model, Scheme


class Mismatch(Model):
    """Something in a file that does not fit, whatever became of it."""

    place: str
    """Where in the file: line, record, result."""
    found: str
    """What is there."""
    expected: str
    """What was expected."""

    def __str__(self) -> str:
        return f"{self.place}: {self.found} (expected {self.expected})"


@dataclass(frozen=True, slots=True)
class ForeignSpan:
    """A span as another program has it."""

    id: str
    """Its id; unique in a sound file."""
    types: tuple[str, ...]
    """Its labels, by the names that they have there; one in a sound span."""
    fragments: tuple[tuple[int, int], ...]
    """Half-open ranges of the text that the file is about, in order; several where it is discontinuous."""
    text: str
    """The text that it is said to cover."""
    place: str
    """Where it stands in the file."""
    attributes: dict[str, str] = field(default_factory=dict)
    """Its attributes, by the names that they have there."""


@dataclass(frozen=True, slots=True)
class ForeignRelation:
    """A relation as another program has it."""

    id: str
    """Its id."""
    types: tuple[str, ...]
    """Its labels, by the names that they have there; one in a sound relation."""
    source: str
    """Id of the span that it starts from."""
    target: str
    """Id of the span that it leads to."""
    place: str
    """Where it stands in the file."""
    direction: Literal["right", "left", "bi"] = "right"
    """As it was drawn."""


@dataclass(frozen=True, slots=True)
class Standoff:
    """What one annotator did with one text, as another program has it."""

    spans: tuple[ForeignSpan, ...] = ()
    relations: tuple[ForeignRelation, ...] = ()
    note: str | None = None
    """Free notes, one a line."""
    mismatches: tuple[Mismatch, ...] = ()
    """What could not be read or is not taken."""


class _Labelled(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def label(self) -> _Names: ...


class _Names(Protocol):
    @property
    def zh(self) -> str: ...
    @property
    def en(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Names:
    """Names of other programs to those of a scheme: by id, Chinese or English label, in any case.

    A name that the scheme does not have stays as it is, and `check` says so.
    """

    scheme: Scheme

    def component(self, name: str) -> str:
        """Return the component type of a name."""
        return _known(name, self.scheme.components)

    def relation(self, name: str) -> str:
        """Return the relation type of a name, which may also be a Chinese label and an id with a blank between."""
        found = _known(name, self.scheme.relations)
        return _known(name.rpartition(" ")[2], self.scheme.relations, found)

    def attributes(self, types: Sequence[str], given: dict[str, str]) -> dict[str, str]:
        """Return attributes and their values under the names of the scheme's component types."""
        own = [attribute for known, attribute in self.scheme.attributes() if known.id in types]
        found: dict[str, str] = {}
        for name, value in given.items():
            known = _known(name.rpartition(".")[2], own, name)
            values = [one for attribute in own if attribute.id == known for one in attribute.values]
            found.setdefault(known, _known(value, values))
        return found


def _known(name: str, among: Sequence[_Labelled], otherwise: str | None = None) -> str:
    wanted = name.strip().casefold()
    for one in among:
        if wanted in (one.id.casefold(), one.label.zh.casefold(), one.label.en.casefold()):
            return one.id
    return name if otherwise is None else otherwise
