"""Answers in words: other boundaries, another type, other attributes, another direction."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from annotate.errors import InputError
from annotate.workflow.adjudicating.scenes import Scene, component_of
from schema import Attribute, ComponentType, GoldComponent, GoldRelation, RelationType, Scheme, Value

_Label = TypeVar("_Label", ComponentType, RelationType)

Words = Callable[[str, str], str]
"""Asks for a line: a question, and what an empty line stands for."""

NONE = "-"
"""Stands for no value."""

_SHIFT = re.compile(r"[+-]\d+")
_SHOWN = 8
"""Code points of a component's beginning and end that stand for it while nothing else is given."""


def amend(scene: Scene, scheme: Scheme, words: Words) -> GoldComponent | GoldRelation:
    """Ask how what a scene is about is to be otherwise, and return it so.

    Raises InputError where an answer will not do, and when there is nothing to begin with.
    """
    relation = scene.question.guess
    if isinstance(relation, GoldRelation):
        return _relation(relation, scheme, words)
    component = component_of(scene.question)
    if component is None:
        raise InputError(f"group {scene.question.group}", "nothing is left of it", cure="x")
    return _component(component, scene, scheme, words)


def merge(scene: Scene, words: Words) -> str:
    """Ask into which of the components around a rejected one was merged, and return the group of that.

    Raises InputError where there is none, or it is not named by its number.
    """
    if not scene.around:
        raise InputError("m", "nothing else is in gold in the unit", cure="x")
    told = words(f"merged into which of 1 to {len(scene.around)} in gold", "1")
    if not told.isdecimal() or not 1 <= int(told) <= len(scene.around):
        raise InputError(f"component {told}", "there is none", expected=f"1 to {len(scene.around)}")
    return scene.around[int(told) - 1].id


def _component(found: GoldComponent, scene: Scene, scheme: Scheme, words: Words) -> GoldComponent:
    type_ = _named(words("type", found.type), scheme.components, "type")
    unit = scene.question.unit
    low, high = (unit.start, unit.end) if unit else (0, len(scene.text))
    start = _edge(words, "begins with", found, scene.text[low:high], low, last=False)
    end = _edge(words, "ends with", found, scene.text[low:high], low, last=True)
    if not scene.text[max(start, low) : min(end, high)].strip() or not low <= start < end <= high:
        raise InputError(f"[{start}, {end})", "is no range of the unit's text", expected=f"in [{low}, {high})")
    attributes = {one.id: _value(words, one, found.attributes.get(one.id, "")) for one in type_.attributes}
    given = {name: value for name, value in attributes.items() if value}
    return GoldComponent(id=found.id, type=type_.id, start=start, end=end, attributes=given)


def _relation(found: GoldRelation, scheme: Scheme, words: Words) -> GoldRelation:
    type_ = _named(words("type", found.type), scheme.relations, "relation")
    turned = words("turned round (y/n)", "n").strip().lower().startswith("y")
    ends = (found.target, found.source) if turned else (found.source, found.target)
    return GoldRelation(id=found.id, type=type_.id, source=ends[0], target=ends[1])


def _named(said: str, known: Sequence[_Label], what: str) -> _Label:
    for one in known:
        if said.strip() in (one.id, one.label.zh, one.label.en):
            return one
    listed = ", ".join(one.id for one in known)
    raise InputError(f"{what} {said}", "the scheme has none", expected=f"one of {listed}")


def _edge(words: Words, question: str, found: GoldComponent, text: str, low: int, *, last: bool) -> int:
    """Ask for one end of a range in `text`, which begins at `low`: nothing new, characters more or fewer, or words."""
    at = found.end if last else found.start
    place = min(max(at - low, 0), len(text))
    shown = (text[max(place - _SHOWN, 0) : place] if last else text[place : place + _SHOWN]).replace("\n", " ").strip()
    said = words(f"{question} (words, or +2 -1 to move it)", shown).strip()
    if said == shown:
        return at
    if _SHIFT.fullmatch(said):
        return at + int(said)
    if text.count(said) != 1:
        raise InputError(f"{question} {said}", f"it stands {text.count(said)} times in the unit", expected="once")
    return low + text.index(said) + (len(said) if last else 0)


def _value(words: Words, attribute: Attribute, given: str) -> str:
    """Ask for a value; `-` is none. What is on no closed list is left for the scheme to refuse."""
    listed = " ".join(value.id for value in attribute.values)
    said = words(f"{attribute.id}{f' ({listed})' if listed else ''}", given or NONE).strip()
    return "" if said == NONE else _known(said, attribute.values)


def _known(said: str, values: Iterable[Value]) -> str:
    return next((value.id for value in values if said in (value.label.zh, value.label.en)), said)
