"""A region as a form of annotation has it, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from annotate.migrating._names import Names, declared


@dataclass(frozen=True)
class Said:
    """An attribute that a region was given."""

    owner: str
    """The component type that the attribute is one of, which is not always that of the region."""
    attribute: str
    """The attribute."""
    values: tuple[str, ...]
    """Its values: one, if it is sound."""
    key: int | None = None
    """Where it came from; None for what was added."""


@dataclass(frozen=True)
class Region:
    """The names that a span bears."""

    types: tuple[str, ...]
    """Its labels: one, if it is sound."""
    said: tuple[Said, ...] = ()
    """Its attributes."""


def translated(region: Region, names: Names) -> Region:
    """Return the region by its new names.

    What is left over of another type (Label Studio keeps what was said of a region before its label was changed)
    goes where it would stand in the way of what was said of its own.
    """
    becomes = new_types(region, names)
    types = tuple(dict.fromkeys(becomes.values()))
    kept = [Said(owner, name, (value,)) for owner, name, value in _joined(region, names)]
    there = {(said.owner, said.attribute) for said in kept}
    for said in sorted(region.said, key=lambda said: said.owner not in becomes):
        moved = _moved(said, becomes, names)
        if moved is None or (said.owner not in becomes and (moved.owner, moved.attribute) in there):
            continue
        there.add((moved.owner, moved.attribute))
        kept.append(moved)
    for (owner, name), value in names.filled.items():
        if owner in types and (owner, name) not in there:
            kept.append(Said(owner, name, (value,)))
    return Region(types, tuple(kept))


def new_types(region: Region, names: Names) -> dict[str, str]:
    """Return what becomes of each of a region's types."""
    return {type_: names.type(type_, _telling(region, type_, names)) for type_ in region.types}


def lost(region: Region, names: Names) -> Iterator[str]:
    """Yield the old names in a region that become none of the new scheme, as paths."""
    there, then = declared(names.old), declared(names.new)
    becomes = new_types(region, names)
    yield from (old for old, new in becomes.items() if (old,) in there and (new,) not in then)
    for said in region.said:
        if (said.owner, said.attribute) not in there or (moved := _moved(said, becomes, names)) is None:
            continue
        control = (moved.owner, moved.attribute)
        if control not in then:
            yield f"{said.owner}.{said.attribute}"
            continue
        for value in said.values:
            after = names.value(said.owner, said.attribute, value)
            if (said.owner, said.attribute, value) in there and after and (*control, after) not in then:
                yield f"{said.owner}.{said.attribute}.{value}"


def _telling(region: Region, type_: str, names: Names) -> str | None:
    """Return the value that tells what becomes of a region of a type that becomes several."""
    parted = names.parted.get(type_)
    if parted is None:
        return None
    return next((said.values[0] for said in region.said if f"{said.owner}.{said.attribute}" == parted.what), None)


def _moved(said: Said, becomes: dict[str, str], names: Names) -> Said | None:
    attribute = names.attribute(said.owner, said.attribute)
    if attribute is None or (said.owner in names.parted and said.owner not in becomes):
        return None
    found = (names.value(said.owner, said.attribute, value) for value in said.values)
    values = tuple(value for value in found if value is not None)
    owner = becomes.get(said.owner) or names.type(said.owner)
    return Said(owner, attribute, values, said.key) if values else None


def _joined(region: Region, names: Names) -> Iterator[tuple[str, str, str]]:
    for type_ in region.types:
        if type_ in names.joined:
            owner, attribute, value = names.joined[type_]
            if value is not None:
                yield owner, attribute, value
