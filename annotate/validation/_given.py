"""Warnings about work whose annotator was given the components of a gold release, to draw relations between them."""

from __future__ import annotations

from collections.abc import Iterator

from annotate.validation._work import Fault, Work


def moved_component(work: Work) -> Iterator[Fault]:
    """A component that was given has the range, the type and the attributes of gold; relations join the one in gold.

    Attributes that gold has and the work has not, or the other way about, are no fault: nobody was asked for them.
    """
    for name, component in work.given.items():
        span = work.spans.get(name)
        if span is None:
            continue
        if (span.start, span.end) != (component.start, component.end):
            where = f"[{component.start}, {component.end})"
            yield Fault(name, f"{work.name(span)} was moved, or drawn anew, from {where}, where gold has it")
        if span.types != (component.type,):
            found = ", ".join(span.types) or "none"
            yield Fault(name, f"{work.name(span)} has the type {found}, expected {component.type}, as in gold")
        for attribute, value in component.attributes.items():
            chosen = span.attributes.get(attribute, value)
            if chosen != value:
                yield Fault(name, f"{work.name(span)} has the {attribute} {chosen}, expected {value}, as in gold")


def missing_component(work: Work) -> Iterator[Fault]:
    """Every component that was given is still there."""
    for name, component in work.given.items():
        if name not in work.spans:
            where = f"[{component.start}, {component.end})"
            yield Fault(name, f"the {component.type} {name} at {where} was deleted, but gold has it")


def added_component(work: Work) -> Iterator[Fault]:
    """There is no component but those that were given; relations of another one join nothing in gold."""
    if work.gold is None:
        return
    for name, span in work.spans.items():
        if name not in work.given:
            yield Fault(name, f"{work.name(span)} was added, but gold has no such component")
