"""What is not wrong in a scheme and yet will cost its annotators or readers something."""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterator

from annotate.scheme._colours import alike_to, too_light
from annotate.scheme._hotkeys import without_hotkey
from annotate.scheme._yaml import Path
from schema import Label, Scheme

Advice = tuple[Path, str]
"""Where in a scheme, as keys and indices from the top, and what."""

_TOLD = 3
"""Examples that are named where there are many."""


def advice(scheme: Scheme) -> Iterator[Advice]:
    """Yield what deserves a second look: colours, keys that run out, names that are hard to read, missing guidance."""
    yield from _colours(scheme)
    yield from _keys(scheme)
    yield from _names(scheme)
    yield from _guidance(scheme)


def _colours(scheme: Scheme) -> Iterator[Advice]:
    for at, component in enumerate(scheme.components):
        if too_light(component.color):
            yield ("components", at, "color"), f"{component.id} ({component.color}) is too light to be seen on white"
    for (_, one), (at, other) in itertools.combinations(enumerate(scheme.components), 2):
        if who := alike_to(one.color, other.color):
            message = f"{one.id} ({one.color}) and {other.id} ({other.color}) look alike to {', '.join(who)}"
            yield ("components", at, "color"), message


def _keys(scheme: Scheme) -> Iterator[Advice]:
    left = without_hotkey(scheme)
    if left:
        shown = ", ".join(left[:_TOLD]) + (", …" if len(left) > _TOLD else "")
        yield ("components",), f"more buttons than keys: {len(left)} can only be clicked ({shown})"


def _names(scheme: Scheme) -> Iterator[Advice]:
    for path, id_, label in _named(scheme):
        for language, name in (("zh", label.zh), ("en", label.en)):
            where = (*path, "label", language)
            if any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in name):
                yield where, f"{id_} has a name from right to left: a key or a name beside it may change places with it"
            if any(unicodedata.category(sign) in ("So", "Cs") for sign in name):
                yield where, f"{id_} has a picture in its name, which looks different on every computer"


def _named(scheme: Scheme) -> Iterator[tuple[Path, str, Label]]:
    for at, component in enumerate(scheme.components):
        yield ("components", at), component.id, component.label
        for inner, attribute in enumerate(component.attributes):
            own: Path = ("components", at, "attributes", inner)
            yield own, f"{component.id}.{attribute.id}", attribute.label
            for last, value in enumerate(attribute.values):
                yield (*own, "values", last), f"{component.id}.{attribute.id}={value.id}", value.label
    for at, relation in enumerate(scheme.relations):
        yield ("relations", at), relation.id, relation.label


def _guidance(scheme: Scheme) -> Iterator[Advice]:
    for at, component in enumerate(scheme.components):
        if not component.tests:
            yield ("components", at), f"{component.id} has no tests, by which annotators could decide"
        if not any(example.right for example in component.examples):
            yield ("components", at), f"{component.id} has no example"
    for at, relation in enumerate(scheme.relations):
        if not relation.tests:
            yield ("relations", at), f"{relation.id} has no tests, by which annotators could decide"
