"""A scheme as data: which components and relations there are, and what rules hold between them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, Self

from pydantic import Field, model_validator

from schema._base import Model, Record

Identifier = str
"""A name as it stands in data: lower-case letters, digits and underscores."""

_IDENTIFIER = r"^[a-z][a-z0-9_]*$"

Severity = Literal["error", "warning"]
"""How bad a broken rule is. Errors make an annotation unfit for gold until mended; warnings ask for a look."""

RULES: dict[str, Severity] = {
    "unknown-type": "error",
    "endpoints": "error",
    "self-loop": "error",
    "duplicate-relation": "error",
    "dangling-relation": "error",
    "cycle": "error",
    "parents": "error",
    "span-outside-text": "error",
    "text-differs": "error",
    "blank-span": "error",
    "duplicate-region": "error",
    "missing-attribute": "error",
    "unknown-attribute": "error",
    "relation-type": "error",
    "relation-direction": "error",
    "wrong-annotator": "error",
    "unreadable-result": "error",
    "block-boundary": "warning",
    "unaddressing-measure": "warning",
    "unaddressed-problem": "warning",
    "main-claims": "warning",
}
"""Every rule by its id, with its severity unless the scheme says otherwise."""


class Label(Model):
    """A name in the two languages of the annotators."""

    en: str
    """English."""
    zh: str
    """Chinese."""


class Value(Model):
    """One value of a closed list."""

    id: Identifier = Field(pattern=_IDENTIFIER)
    """The value as it stands in data."""
    label: Label
    """Its names on the screen."""
    hotkey: str | None = None
    """The key that picks it while a region is selected."""


class Attribute(Model):
    """An attribute of a component type."""

    id: Identifier = Field(pattern=_IDENTIFIER)
    """The attribute as it stands in data."""
    label: Label
    """Its names on the screen."""
    scale: Literal["nominal", "ordinal", "text"]
    """Closed list without order, closed list in order, or free text."""
    values: tuple[Value, ...] = ()
    """The closed list; empty for text."""
    required: bool = False
    """Whether a span without it breaks a rule."""

    @model_validator(mode="after")
    def _values_fit_scale(self) -> Self:
        if (self.scale == "text") == bool(self.values):
            raise ValueError(f"attribute {self.id}: a {self.scale} scale has {len(self.values)} values")
        return self


class ComponentType(Model):
    """A type of span."""

    id: Identifier = Field(pattern=_IDENTIFIER)
    """The type as it stands in data."""
    label: Label
    """Its names on the screen."""
    guideline: Label
    """The rule of thumb."""
    color: str = Field(pattern=r"^#[0-9a-f]{6}$")
    """Colour of its spans."""
    hotkey: str | None = None
    """The key that picks it."""
    attributes: tuple[Attribute, ...] = ()
    """Its attributes."""


class RelationType(Model):
    """A type of relation and what it may join."""

    id: Identifier = Field(pattern=_IDENTIFIER)
    """The type as it stands in data."""
    label: Label
    """Its names on the screen."""
    guideline: Label
    """The rule of thumb."""
    source: tuple[Identifier, ...] = Field(min_length=1)
    """Component types that it may start from."""
    target: tuple[Identifier, ...] = Field(min_length=1)
    """Component types that it may lead to."""
    same_type: bool = False
    """Whether both ends must be of one type."""
    acyclic: bool = False
    """Whether a cycle of it breaks a rule."""
    max_targets: int | None = Field(default=None, ge=1)
    """How many relations of this type may start from one span (parents in a tree), or None for any number."""
    symmetric: bool = False
    """Whether source and target can be exchanged."""

    def permits(self, source: str, target: str) -> bool:
        """Whether a relation of this type may lead from a span of one type to a span of another."""
        if self.same_type and source != target:
            return False
        return source in self.source and target in self.target


class Scheme(Record):
    """A whole scheme. Everything else (labelling screen, validation, documents) is derived from it."""

    name: Identifier = Field(pattern=r"^[a-z][a-z0-9_-]*$")
    """Name of the scheme."""
    version: str
    """Version of the scheme, set by its authors."""
    title: Label
    """Its title in both languages."""
    components: tuple[ComponentType, ...] = Field(min_length=1)
    """The component types."""
    relations: tuple[RelationType, ...] = ()
    """The relation types."""
    severities: dict[str, Severity] = Field(default_factory=dict)
    """Rules whose severity differs from the usual one."""

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        faults = [*_repeated(self), *_unknown_ends(self), *_unknown_rules(self), *_clashing_hotkeys(self)]
        if faults:
            raise ValueError("; ".join(faults))
        return self

    def component(self, name: str | None) -> ComponentType | None:
        """The component type of that name, or None."""
        return next((found for found in self.components if found.id == name), None)

    def relation(self, name: str | None) -> RelationType | None:
        """The relation type of that name, or None."""
        return next((found for found in self.relations if found.id == name), None)

    def attributes(self) -> Iterator[tuple[ComponentType, Attribute]]:
        """Yield every attribute with the component type that it belongs to, in the order of the file."""
        for component in self.components:
            for attribute in component.attributes:
                yield component, attribute

    def attribute_names(self) -> tuple[str, ...]:
        """All names of attributes, each once, in the order of the file."""
        return tuple(dict.fromkeys(attribute.id for _, attribute in self.attributes()))

    def severity(self, rule: str) -> Severity:
        """How bad it is to break a rule under this scheme."""
        return self.severities.get(rule, RULES[rule])


def _repeated(scheme: Scheme) -> Iterator[str]:
    names = [component.id for component in scheme.components]
    names += [relation.id for relation in scheme.relations]
    names += [f"{component.id}.{attribute.id}" for component, attribute in scheme.attributes()]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"{name} is declared twice"


def _unknown_ends(scheme: Scheme) -> Iterator[str]:
    known = {component.id for component in scheme.components}
    for relation in scheme.relations:
        for end in sorted({*relation.source, *relation.target} - known):
            yield f"relation {relation.id} names {end}, but the components are {', '.join(sorted(known))}"


def _unknown_rules(scheme: Scheme) -> Iterator[str]:
    for rule in sorted(set(scheme.severities) - set(RULES)):
        yield f"severity for unknown rule {rule}; the rules are {', '.join(RULES)}"


def _clashing_hotkeys(scheme: Scheme) -> Iterator[str]:
    keys = [(component.hotkey, component.id) for component in scheme.components]
    keys += [
        (value.hotkey, f"{attribute.id}={value.id}")
        for _, attribute in scheme.attributes()
        for value in attribute.values
    ]
    taken: dict[str, str] = {}
    for key, owner in keys:
        if key is not None and taken.setdefault(key, owner) != owner:
            yield f"hotkey {key} is given to {taken[key]} and to {owner}"
