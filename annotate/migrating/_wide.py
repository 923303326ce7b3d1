"""The scheme that a project has while annotations pass from one to another: both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from schema import Attribute, ComponentType, Label, RelationType, Scheme, Value

T = TypeVar("T", ComponentType, RelationType, Attribute, Value)


def wide(old: Scheme, new: Scheme) -> Scheme:
    """Return the new scheme with everything of the old one that it lacks, marked as old and without hotkeys.

    Nothing old is required any longer. It is for the screen and for reading only: it need not be a scheme that a
    file could declare, since what is old may be called like what is new.
    """
    components = [_both(old.component(one.id), one) for one in new.components]
    return new.model_copy(
        update={
            "components": (*components, *_gone(old.components, new.components)),
            "relations": (*new.relations, *_gone(old.relations, new.relations)),
        }
    )


def _both(old: ComponentType | None, new: ComponentType) -> ComponentType:
    if old is None:
        return new
    before = {one.id: one for one in old.attributes}
    attributes = [
        one.model_copy(update={"values": (*one.values, *_gone(before[one.id].values, one.values))})
        if one.id in before
        else one
        for one in new.attributes
    ]
    return new.model_copy(update={"attributes": (*attributes, *_gone(old.attributes, new.attributes))})


def _gone(old: Iterable[T], new: Iterable[T]) -> Iterator[T]:
    there = {one.id for one in new}
    return (_past(one) for one in old if one.id not in there)


def _past(one: T) -> T:
    """Return something of the old scheme as it is shown beside what is new."""
    update: dict[str, object] = {"label": Label(zh=f"{one.label.zh}（旧）", en=f"{one.label.en} (old)")}
    if isinstance(one, ComponentType | Value):
        update["hotkey"] = None
    if isinstance(one, ComponentType):
        update["attributes"] = tuple(_past(attribute) for attribute in one.attributes)
    if isinstance(one, Attribute):
        update |= {"required": False, "values": tuple(_past(value) for value in one.values)}
    if isinstance(one, RelationType):
        # Results hold the label of a relation as it is shown, so that this one must stay what it was.
        update = {}
    return one.model_copy(update=update)
