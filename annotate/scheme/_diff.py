"""What changed between two schemes, and what each change means for annotations that exist."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal, Protocol, TypeVar

from schema import RULES, Attribute, ComponentType, Model, RelationType, Scheme

Effect = Literal["none", "looser", "stricter", "lost"]
"""Nothing; more is permitted; what was permitted may break a rule; what was annotated has no name any more."""


class Change(Model):
    """One difference between two schemes."""

    where: str
    """What it is about, such as `claim.claim_type=fact`."""
    what: str
    """What is different."""
    effect: Effect
    """How it bears on existing annotations."""
    meaning: str
    """The same in a sentence."""


class _Named(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_Named)

_LOST = "annotations that have it keep it, and break the rule {rule}"


def diff(old: Scheme, new: Scheme) -> tuple[Change, ...]:
    """Return the changes from one scheme to another, in the order of the new one, what was removed last.

    A rename shows as something removed and something added, since nothing in two files says which became which.
    """
    return (
        *_each(old.components, new.components, "component", "unknown-type", _component),
        *_each(old.relations, new.relations, "relation", "unknown-type", _relation),
        *_severities(old, new),
        *_words("sections", _dump(old.sections), _dump(new.sections)),
        *_words("title", old.title, new.title),
    )


def _each(
    old: Sequence[T], new: Sequence[T], word: str, rule: str, compare: Callable[[T, T], Iterator[Change]], of: str = ""
) -> Iterator[Change]:
    """Compare two lists by id; `compare` tells what changed in what is in both."""
    before = {item.id: item for item in old}
    for item in new:
        if item.id in before:
            yield from compare(before[item.id], item)
        elif isinstance(item, Attribute) and item.required:
            meaning = "spans that exist lack it and break the rule missing-attribute"
            yield Change(where=of + item.id, what=f"{word} added", effect="stricter", meaning=meaning)
        else:
            yield Change(where=of + item.id, what=f"{word} added", effect="looser", meaning="nothing has it yet")
    after = {item.id for item in new}
    for gone in (item.id for item in old if item.id not in after):
        meaning = _LOST.format(rule=rule)
        yield Change(where=of + gone, what=f"{word} removed", effect="lost", meaning=meaning)
    kept = [item.id for item in new if item.id in before]
    if kept != [item.id for item in old if item.id in after]:
        where, meaning = of.rstrip(".=") or f"{word}s", "the screen shows another order; so does an ordinal scale"
        yield Change(where=where, what="other order", effect="none", meaning=meaning)


def _component(old: ComponentType, new: ComponentType) -> Iterator[Change]:
    yield from _looks(old, new, ("label", "color", "hotkey"))
    yield from _words(new.id, _guidance(old), _guidance(new))

    def compare(before: Attribute, after: Attribute) -> Iterator[Change]:
        return _attribute(new.id, before, after)

    yield from _each(old.attributes, new.attributes, "attribute", "unknown-attribute", compare, f"{new.id}.")


def _attribute(component: str, old: Attribute, new: Attribute) -> Iterator[Change]:
    where = f"{component}.{new.id}"
    if new.required and not old.required:
        meaning = "spans without it break the rule missing-attribute"
        yield Change(where=where, what="required now", effect="stricter", meaning=meaning)
    if old.required and not new.required:
        yield Change(where=where, what="no longer required", effect="looser", meaning="it may be left out")
    if old.scale != new.scale:
        listed = old.scale == "text"
        effect: Effect = "stricter" if listed else "looser" if new.scale == "text" else "none"
        meaning = "agreement is computed on another scale"
        meaning += "; values outside the list break the rule unknown-attribute" if listed else ""
        yield Change(where=where, what=f"scale {old.scale} → {new.scale}", effect=effect, meaning=meaning)
    yield from _looks(old, new, ("label",), where)
    if "text" not in (old.scale, new.scale):
        yield from _each(
            old.values, new.values, "value", "unknown-attribute", lambda a, b: _looks(a, b, _VALUE), where + "="
        )


_VALUE = ("label", "hotkey")


def _relation(old: RelationType, new: RelationType) -> Iterator[Change]:
    yield from _looks(old, new, ("label",))
    yield from _words(new.id, _guidance(old), _guidance(new))
    for side, before, after in (("from", old.source, new.source), ("to", old.target, new.target)):
        for end in sorted(set(before) - set(after)):
            meaning = "such relations break the rule endpoints"
            yield Change(where=new.id, what=f"no longer {side} {end}", effect="stricter", meaning=meaning)
        for end in sorted(set(after) - set(before)):
            yield Change(where=new.id, what=f"now {side} {end}", effect="looser", meaning="it was not permitted before")
    yield from _shape(old, new)


def _shape(old: RelationType, new: RelationType) -> Iterator[Change]:
    for name, rule in (("same_type", "endpoints"), ("acyclic", "cycle")):
        before, after = getattr(old, name), getattr(new, name)
        if after and not before:
            yield Change(where=new.id, what=f"{name} now", effect="stricter", meaning=f"others break the rule {rule}")
        elif before and not after:
            yield Change(where=new.id, what=f"{name} no longer", effect="looser", meaning="others are permitted")
    if old.symmetric != new.symmetric:
        what = "symmetric now" if new.symmetric else "directed now"
        rule = "duplicate-relation" if new.symmetric else "endpoints"
        meaning = f"direction {'no longer counts' if new.symmetric else 'counts'}, in agreement and in the rule {rule}"
        yield Change(where=new.id, what=what, effect="stricter", meaning=meaning)
    limits = old.max_targets or float("inf"), new.max_targets or float("inf")
    if limits[0] != limits[1]:
        tighter = limits[1] < limits[0]
        meaning = "spans with more break the rule parents" if tighter else "more are permitted"
        what = f"at most {old.max_targets or 'any number'} → {new.max_targets or 'any number'} from one span"
        yield Change(where=new.id, what=what, effect="stricter" if tighter else "looser", meaning=meaning)


def _severities(old: Scheme, new: Scheme) -> Iterator[Change]:
    for rule in RULES:
        before, after = old.severity(rule), new.severity(rule)
        if before != after:
            effect: Effect = "stricter" if after == "error" else "looser"
            yield Change(where=rule, what=f"{before} → {after}", effect=effect, meaning="annotate check counts it so")


def _looks(old: _Named, new: _Named, names: Sequence[str], where: str | None = None) -> Iterator[Change]:
    for name in names:
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            shown = before.zh if name == "label" and before.zh != after.zh else before
            then = after.zh if shown is not before else after
            what = f"{name} {_short(shown)} → {_short(then)}"
            meaning = "the screen shows it otherwise; data hold the id, which is the same"
            yield Change(where=where or new.id, what=what, effect="none", meaning=meaning)


def _short(value: object) -> str:
    return value.en if hasattr(value, "en") else str(value or "none")


def _words(where: str, old: object, new: object) -> Iterator[Change]:
    if old != new:
        meaning = "annotators read another text from now on"
        yield Change(where=where, what="guideline text changed", effect="none", meaning=meaning)


def _guidance(label: ComponentType | RelationType) -> tuple[object, ...]:
    return label.guideline, label.tests, label.examples


def _dump(items: Sequence[Model]) -> list[object]:
    return [item.model_dump() for item in items]
