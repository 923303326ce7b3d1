"""What becomes of every name of a scheme, from the operations that say so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from annotate.errors import InputError
from schema import Attribute, Dropped, Filled, Merged, Operation, Parted, Renamed, Scheme

Name = tuple[str, ...]
"""A path in its parts: type; type and attribute; type, attribute and value."""


@dataclass(frozen=True)
class Names:
    """What becomes of every name of the old scheme; a name that is in none of the tables stays as it is.

    Translating twice comes to the same as translating once: what was half done can be done again.
    """

    old: Scheme
    new: Scheme
    moved: Mapping[Name, str | None] = field(default_factory=dict)
    """New last part of a name; None where it goes."""
    parted: Mapping[str, Parted] = field(default_factory=dict)
    """Component types that become several, by type."""
    joined: Mapping[str, tuple[str, str, str | None]] = field(default_factory=dict)
    """Component types that become one: its name, and the attribute with the value that tells which they were."""
    filled: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """What spans of a new type get for an attribute that they lack."""

    def type(self, old: str, value: str | None = None) -> str:
        """Return the new name of a type; for one that becomes several, by the value of the attribute that tells."""
        if old in self.joined:
            return self.joined[old][0]
        parted = self.parted.get(old)
        if parted is None:
            return self.moved.get((old,)) or old
        known = _attribute(self.old, old, parted.what.partition(".")[2])
        if value is None or known is None or value not in {one.id for one in known.values}:
            return parted.otherwise or old
        return parted.types.get(value, value)

    def attribute(self, owner: str, attribute: str) -> str | None:
        """Return the new name of an attribute, None where it goes."""
        if owner in self.parted and self.parted[owner].what == f"{owner}.{attribute}":
            return None
        return self.moved.get((owner, attribute), attribute)

    def value(self, owner: str, attribute: str, value: str) -> str | None:
        """Return the new name of a value, None where it goes."""
        return self.moved.get((owner, attribute, value), value)


def names(old: Scheme, new: Scheme, operations: Sequence[Operation]) -> Names:
    """Return what becomes of every name.

    Raises InputError, with every fault at once, when an operation names what is not there, two say what becomes of
    one name, what one makes of a name another would change again, or an attribute turns from a list into text.
    """
    found = Names(
        old,
        new,
        moved=dict(_moved(operations)),
        parted={one.what.partition(".")[0]: one for one in operations if isinstance(one, Parted)},
        filled={_pair(one.what): one.value for one in operations if isinstance(one, Filled)},
    )
    faults = [*_unknown(old, new, operations), *_twice(operations)]
    faults = faults or [*_wrong_targets(found, operations), *_unsettled(found), *_turned(found)]
    if faults:
        where = f"from {old.name} {old.version} to {new.name} {new.version}"
        raise InputError(where, "; ".join(faults), cure="annotate scheme diff OLD NEW shows what there is")
    return found


def declared(scheme: Scheme) -> dict[Name, None]:
    """Return every name of a scheme, in the order of its file."""
    every: dict[Name, None] = {(label.id,): None for label in scheme.labels()}
    for component, attribute in scheme.attributes():
        every[component.id, attribute.id] = None
        every |= {(component.id, attribute.id, value.id): None for value in attribute.values}
    return every


def _moved(operations: Sequence[Operation]) -> Iterator[tuple[Name, str | None]]:
    for one in operations:
        if isinstance(one, Renamed):
            yield _split(one.what), one.to
        elif isinstance(one, Merged):
            yield from ((_split(what), one.to) for what in one.what)
        elif isinstance(one, Dropped):
            yield _split(one.what), None


def _sources(one: Operation) -> tuple[str, ...]:
    if isinstance(one, Merged):
        return one.what
    return () if isinstance(one, Filled) else (one.what,)


def _unknown(old: Scheme, new: Scheme, operations: Sequence[Operation]) -> Iterator[str]:
    there, then = declared(old), declared(new)
    for one in operations:
        for what in _sources(one):
            if _split(what) not in there:
                yield f"{one.kind} {what}: {old.name} {old.version} has no such name"
        if isinstance(one, Merged) and len({_split(what)[:-1] for what in one.what}) > 1:
            yield f"merge {', '.join(one.what)}: only names that stand under the same one can become one"
        if isinstance(one, Filled) and _split(one.what) not in then:
            yield f"fill {one.what}: {new.name} {new.version} has no such attribute"


def _twice(operations: Sequence[Operation]) -> Iterator[str]:
    seen: set[str] = set()
    for one in operations:
        for what in _sources(one):
            if what in seen:
                yield f"{one.kind} {what}: another operation says what becomes of it"
            seen.add(what)


def _wrong_targets(found: Names, operations: Sequence[Operation]) -> Iterator[str]:
    """Yield what operations would make that the new scheme does not have, or that has another meaning already."""
    for one in operations:
        if isinstance(one, Renamed | Merged):
            yield from _wrong_names(found, one)
        elif isinstance(one, Parted):
            yield from _wrong_types(found, one)
        elif isinstance(one, Filled):
            attribute = _attribute(found.new, *_pair(one.what))
            if attribute and attribute.values and one.value not in {value.id for value in attribute.values}:
                listed = ", ".join(value.id for value in attribute.values)
                yield f"fill {one.what}={one.value}: its values are {listed}"


def _wrong_names(found: Names, one: Renamed | Merged) -> Iterator[str]:
    then = declared(found.new)
    for source in map(_split, _sources(one)):
        target = _image(found, source)
        if target is not None and target not in then and source[0] not in found.parted:
            yield f"{one.kind} {'.'.join(source)}: {found.new.name} {found.new.version} has no {'.'.join(target)}"
    if isinstance(one, Renamed) and (*_split(one.what)[:-1], one.to) in declared(found.old):
        yield f"rename {one.what}={one.to}: there is a {one.to} already; if both become one, merge them"


def _wrong_types(found: Names, one: Parted) -> Iterator[str]:
    owner, name = _pair(one.what)
    attribute = _attribute(found.old, owner, name)
    if attribute is None or not attribute.values:
        yield f"split {one.what}: a free text tells no types"
        return
    for value in sorted(set(one.types) - {value.id for value in attribute.values}):
        yield f"split {one.what}: it has no value {value}"
    made = {found.type(owner, value.id) for value in attribute.values} | ({one.otherwise} if one.otherwise else set())
    for type_ in sorted(made):
        if found.new.component(type_) is None:
            yield f"split {one.what}: {found.new.name} {found.new.version} has no component {type_}"


def _unsettled(found: Names) -> Iterator[str]:
    """Yield names whose new name is an old one that changes itself: done again, it would change twice."""
    there = declared(found.old)
    images = [(name, image) for name in there for image in _images(found, name)]
    images += [(owner, (*owner, value)) for owner, value in found.filled.items()]
    for name, image in images:
        if image in there and [*_images(found, image)] != [image]:
            shown = ".".join(image)
            yield f"{'.'.join(name)} becomes {shown}, which itself becomes another: take two migrations"


def _images(found: Names, name: Name) -> Iterator[Name]:
    parted = found.parted.get(name[0])
    if parted is None:
        image = _image(found, name)
        if image is not None:
            yield image
        return
    attribute = _attribute(found.old, *_pair(parted.what))
    for value in (None, *(value.id for value in (attribute.values if attribute else ()))):
        if (image := _image(found, name, value)) is not None and (value or image != name):
            yield image


def _image(found: Names, name: Name, telling: str | None = None) -> Name | None:
    """Return what becomes of a name with all that it stands under; None where it goes."""
    owner = found.type(name[0], telling)
    if len(name) == 1:
        return (owner,)
    attribute = found.attribute(name[0], name[1])
    if attribute is None or len(name) == 2:
        return None if attribute is None else (owner, attribute)
    value = found.value(name[0], name[1], name[2])
    return None if value is None else (owner, attribute, value)


def _turned(found: Names) -> Iterator[str]:
    """Yield attributes that turn from a list into text or back, which one control of the screen cannot."""
    for component, attribute in found.old.attributes():
        for image in _images(found, (component.id, attribute.id)):
            after = _attribute(found.new, image[0], image[1])
            if after is not None and bool(after.values) != bool(attribute.values):
                path = f"{component.id}.{attribute.id}"
                yield f"{path} turns from {attribute.scale} into {after.scale}: drop it and add one of another id"


def _attribute(scheme: Scheme, type_: str, name: str) -> Attribute | None:
    component = scheme.component(type_)
    return next((one for one in component.attributes if one.id == name), None) if component else None


def _split(path: str) -> Name:
    return tuple(path.split("."))


def _pair(path: str) -> tuple[str, str]:
    owner, _, attribute = path.partition(".")
    return owner, attribute
