"""A scheme for work that comes without one: its labels, types and attributes are those that occur."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Self

from pydantic import ValidationError, model_validator

from annotate.errors import InputError
from schema import Attribute, ComponentType, Label, RelationType, Scheme, Value

_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7f7f7f", "#8c564b")
"""Told apart by most readers (Okabe and Ito, but for the yellow that is lost on white); used again from the first."""

Names = Mapping[str, Iterable[str]]
"""Names of attributes to values that occur."""


class _Value(Value):
    id: str
    """Any name."""


class _Attribute(Attribute):
    id: str
    """Any name."""


class _Component(ComponentType):
    id: str
    """Any name."""


class _Relation(RelationType):
    id: str
    """Any name."""


class _Inferred(Scheme):
    """A scheme whose names are those of another program: none becomes a tag, a column or a class."""

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        return self


def inferred(where: str, labels: Iterable[str], types: Iterable[str], attributes: Names) -> Scheme:
    """Return the scheme that permits what occurs: each relation between any two labels, each attribute on any.

    Names stand as they came, in order of their code points; of several that differ in case only the first stands for
    all. Every attribute is nominal: a scale, free text, and what relations may join only a scheme can tell.

    Raises InputError where there is no label, or a name that no screen shows.
    """
    components, relations = _names(labels), _names(types)
    if not components:
        cure = "check that it is the work of several annotators with spans in it"
        raise InputError(where, "no span with a label", expected="labelled spans", cure=cure)
    try:
        found = tuple(_attribute(name, attributes[name]) for name in _names(attributes))
        return _Inferred(
            name="inferred",
            version="0",
            title=Label(en="what occurs", zh="所见标签"),
            components=tuple(
                _Component(id=name, label=_label(name), guideline=_label(name), color=_colour(number), attributes=found)
                for number, name in enumerate(components)
            ),
            relations=tuple(
                _Relation(id=name, label=_label(name), guideline=_label(name), source=components, target=components)
                for name in relations
            ),
        )
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        shown = f"the name {fault['input']!r}: {fault['msg']}"
        raise InputError(where, shown, expected="names that can be read", cure="rename it") from error


def _names(given: Iterable[str]) -> tuple[str, ...]:
    first: dict[str, str] = {}
    for name in sorted(given):
        first.setdefault(name.strip().casefold(), name)
    return tuple(first.values())


def _label(name: str) -> Label:
    return Label(en=name, zh=name)


def _colour(number: int) -> str:
    return _COLOURS[number % len(_COLOURS)]


def _attribute(name: str, values: Iterable[str]) -> Attribute:
    found = tuple(_Value(id=value, label=_label(value)) for value in _names(values))
    return _Attribute(id=name, label=_label(name), scale="nominal", values=found)
