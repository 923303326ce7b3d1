"""A scheme as data: which components and relations there are, and what rules hold between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from schema._base import Model, Record
from schema.guidelines import Example, Label, Section
from schema.typed import ComponentModel, SchemeModels, build

Identifier = str
"""A name as it stands in data: lower-case letters, digits and underscores."""

_IDENTIFIER = r"^[a-z][a-z0-9_]*$"

_RESERVED = re.compile("[\n\t\u2028\u2029\u202a-\u202e\u2066-\u2069]|\\$[\\w\\[{.]")
"""What a name cannot hold: breaks, marks that turn the direction of what follows, references to data as `$price`."""

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
    "moved-component": "warning",
    "missing-component": "warning",
    "added-component": "warning",
}
"""Every rule by its id, with its severity unless the scheme says otherwise."""

HOTKEYS = "1234567890qwetasdfgzxcvbyiopjklnm"
"""The keys that Label Studio leaves to labels, in the order in which it gives them out itself."""


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
    tests: tuple[Label, ...] = ()
    """Questions that decide whether the label fits, most telling first."""
    examples: tuple[Example, ...] = ()
    """How it is and how it is not annotated."""
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
    tests: tuple[Label, ...] = ()
    """Questions that decide whether the label fits, most telling first."""
    examples: tuple[Example, ...] = ()
    """How it is and how it is not annotated."""
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
    sections: tuple[Section, ...] = ()
    """What the handbook says beyond the labels."""
    severities: dict[str, Severity] = Field(default_factory=dict)
    """Rules whose severity differs from the usual one."""

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        found = list(_faults(self))
        if found:
            facts: dict[str, Any] = {"faults": found, "message": "; ".join(message for _, message in found)}
            raise PydanticCustomError("scheme", "{message}", facts)
        return self

    def component(self, name: str | None) -> ComponentType | None:
        """The component type of that name, or None."""
        return next((found for found in self.components if found.id == name), None)

    def relation(self, name: str | None) -> RelationType | None:
        """The relation type of that name, or None."""
        return next((found for found in self.relations if found.id == name), None)

    def labels(self) -> Iterator[ComponentType | RelationType]:
        """Yield the component types, then the relation types, in the order of the file."""
        yield from self.components
        yield from self.relations

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

    def models(self) -> SchemeModels:
        """Return typed models of its components and relations, as `schema` has them for the default scheme."""
        return build(self)


Fault = tuple[tuple[str | int, ...], str]
"""Where in a scheme something is wrong, as keys and indices from the top, and what."""


def _faults(scheme: Scheme) -> Iterator[Fault]:
    """Yield everything that fits the form of a scheme and yet cannot be."""
    yield from _repeated(scheme)
    yield from _taken_attributes(scheme)
    yield from _wrong_names(scheme)
    yield from _unknown_ends(scheme)
    yield from _unknown_rules(scheme)
    yield from _wrong_hotkeys(scheme)
    yield from _wrong_examples(scheme)


def _named(scheme: Scheme) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """Yield where each name is given, what must be unique about it, and what it names."""
    for at, component in enumerate(scheme.components):
        yield ("components", at, "id"), component.id, component.id
        for inner, attribute in enumerate(component.attributes):
            place = ("components", at, "attributes", inner)
            yield (*place, "id"), f"{at}.{attribute.id}", f"attribute {attribute.id} of {component.id}"
            for last, value in enumerate(attribute.values):
                name = f"{at}.{inner}={value.id}"
                yield (*place, "values", last, "id"), name, f"value {value.id} of {component.id}.{attribute.id}"
    for at, relation in enumerate(scheme.relations):
        yield ("relations", at, "id"), relation.id, relation.id
    for at, section in enumerate(scheme.sections):
        yield ("sections", at, "id"), f"section {section.id}", f"section {section.id}"


def _repeated(scheme: Scheme) -> Iterator[Fault]:
    seen: set[str] = set()
    for place, name, shown in _named(scheme):
        if name in seen:
            yield place, f"{shown} is declared twice"
        seen.add(name)


def _taken_attributes(scheme: Scheme) -> Iterator[Fault]:
    """Yield attributes named like what every span has, which a typed model and a table could not tell apart."""
    for at, component in enumerate(scheme.components):
        for inner, attribute in enumerate(component.attributes):
            if attribute.id in ComponentModel.model_fields or hasattr(ComponentModel, attribute.id):
                place = ("components", at, "attributes", inner, "id")
                yield place, f"attribute {attribute.id} of {component.id}: every span has something of that name"


_Shown = Sequence[ComponentType | RelationType | Attribute | Value]


def _name_lists(scheme: Scheme) -> Iterator[tuple[tuple[str | int, ...], _Shown]]:
    """Yield what stands beside each other on the screen, and so has to be told apart by its names."""
    yield ("components",), scheme.components
    yield ("relations",), scheme.relations
    for at, component in enumerate(scheme.components):
        yield ("components", at, "attributes"), component.attributes
        for inner, attribute in enumerate(component.attributes):
            yield ("components", at, "attributes", inner, "values"), attribute.values


def _wrong_names(scheme: Scheme) -> Iterator[Fault]:
    for place, items in _name_lists(scheme):
        seen: dict[tuple[str, str], str] = {}
        for at, item in enumerate(items):
            for language, name in (("zh", item.label.zh), ("en", item.label.en)):
                path = (*place, at, "label", language)
                if found := _RESERVED.search(name):
                    yield path, f"the name of {item.id} holds {found.group()!r}, which Label Studio would not show so"
                if (other := seen.setdefault((language, name.strip().casefold()), item.id)) != item.id:
                    yield path, f"{item.id} is called {name}, like {other}; on the screen nobody could tell them apart"


def _unknown_ends(scheme: Scheme) -> Iterator[Fault]:
    known = [component.id for component in scheme.components]
    for at, relation in enumerate(scheme.relations):
        for side, ends in (("source", relation.source), ("target", relation.target)):
            for inner, end in enumerate(ends):
                if end not in known:
                    place = ("relations", at, side, inner)
                    yield place, f"relation {relation.id} names {end}, but the components are {', '.join(known)}"


def _unknown_rules(scheme: Scheme) -> Iterator[Fault]:
    for rule in sorted(set(scheme.severities) - set(RULES)):
        yield ("severities", rule), f"severity for unknown rule {rule}; the rules are {', '.join(RULES)}"


def _wrong_hotkeys(scheme: Scheme) -> Iterator[Fault]:
    taken: dict[str, str] = {}
    for place, key, owner in _keys(scheme):
        if key is None:
            continue
        if len(key) != 1 or key not in HOTKEYS:
            yield place, f"hotkey {key} of {owner} is none that Label Studio leaves to labels, which are {HOTKEYS}"
        if taken.setdefault(key, owner) != owner:
            yield place, f"hotkey {key} is given to {taken[key]} and to {owner}"


def _keys(scheme: Scheme) -> Iterator[tuple[tuple[str | int, ...], str | None, str]]:
    for at, component in enumerate(scheme.components):
        yield ("components", at, "hotkey"), component.hotkey, component.id
        for inner, attribute in enumerate(component.attributes):
            for last, value in enumerate(attribute.values):
                place = ("components", at, "attributes", inner, "values", last, "hotkey")
                yield place, value.hotkey, f"{component.id}.{attribute.id}={value.id}"


def _wrong_examples(scheme: Scheme) -> Iterator[Fault]:
    """Yield examples which name what is not in the scheme, or show as right what the scheme does not permit."""
    held = [("components", at, found.examples) for at, found in enumerate(scheme.components)]
    held += [("relations", at, found.examples) for at, found in enumerate(scheme.relations)]
    held += [("sections", at, found.examples) for at, found in enumerate(scheme.sections)]
    for holder, at, examples in held:
        for inner, example in enumerate(examples):
            for fault in _example_faults(scheme, example):
                yield (holder, at, "examples", inner), fault


def _example_faults(scheme: Scheme, example: Example) -> Iterator[str]:
    types = {span.name: span.type for span in example.spans}
    known = ", ".join(component.id for component in scheme.components)
    for unknown in sorted({type_ for type_ in types.values() if scheme.component(type_) is None}):
        yield f"an example shows a span of type {unknown}, but the components are {known}"
    for link in example.links:
        relation = scheme.relation(link.type)
        if relation is None:
            named = ", ".join(other.id for other in scheme.relations) or "none"
            yield f"an example shows the relation {link.type}, but the relations are {named}"
            continue
        source, target = types[link.source], types[link.target]
        if example.right and not relation.permits(source, target):
            yield f"an example shows {link.type} from {source} to {target}, which is not permitted"
