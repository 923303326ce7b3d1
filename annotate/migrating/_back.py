"""The way back, for what was annotated since."""

from __future__ import annotations

from annotate.migrating._names import Name, Names, declared
from schema import Parted


def backwards(names: Names) -> Names:
    """Return what becomes of the new names on the way back to the old scheme.

    Of several that became one, the one of that id, else the first. Attributes that the old scheme lacks go; types and
    values that it lacks stay, and are lost names. What one migration dropped is not made up: it is in the revisions.
    """
    moved: dict[Name, str | None] = {}
    for name in declared(names.old):
        if len(name) == 1 and name[0] not in names.parted:
            _note(moved, (names.type(name[0]),), name[0])
    joined: dict[str, tuple[str, str, str | None]] = {}
    for type_, parted in names.parted.items():
        for value, new in _types_of(names, type_, parted):
            joined.setdefault(new, (type_, parted.what.partition(".")[2], value))
    owners = {
        label.id: joined[label.id][0] if label.id in joined else moved.get((label.id,)) for label in names.new.labels()
    }
    there = declared(names.old)
    for name in declared(names.new):
        owner = owners[name[0]] or name[0]
        sources = [old for old in there if len(old) == len(name) > 1 and old[0] == owner]
        if len(name) == 2:
            source = next((old[1] for old in sources if names.attribute(owner, old[1]) == name[1]), None)
            moved[name] = source
        elif len(name) == 3 and (attribute := moved[name[:2]]):
            for old in sources:
                if old[1] == attribute and names.value(owner, attribute, old[2]) == name[2]:
                    _note(moved, name, old[2])
    changed = {name: to for name, to in moved.items() if to != name[-1]}
    return Names(names.new, names.old, moved=changed, joined=joined)


def _types_of(names: Names, type_: str, parted: Parted) -> list[tuple[str | None, str]]:
    """Return the value that tells each new type, None for the one of spans without any."""
    path = tuple(parted.what.split("."))
    values: list[str | None] = [name[2] for name in declared(names.old) if len(name) == 3 and name[:2] == path]
    return [(value, names.type(type_, value)) for value in [*values, None] if value or parted.otherwise]


def _note(moved: dict[Name, str | None], new: Name, old: str) -> None:
    """Note what a name goes back to: itself where it can, else the first."""
    if new not in moved or new[-1] == old:
        moved[new] = old
