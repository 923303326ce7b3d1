"""Attributes of spans as columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from annotate.agreement._codings import ABSENT, Attribute
from schema import Attribute as Declared
from schema import Scheme, Span


def attributes(spans: Sequence[Span], scheme: Scheme) -> tuple[dict[str, Attribute], int]:
    """Return a column for every attribute of the scheme, and how many values were left out.

    Left out are values of attributes that the scheme does not have for the span's type, and values that are not on
    their closed list. A blank value is none.
    """
    declared = {(component.id, attribute.id): attribute for component, attribute in scheme.attributes()}
    given: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    strange = 0
    for row, span in enumerate(spans):
        for name, text in span.attributes.items():
            value = text.strip()
            if value and _permits(declared.get((span.types[0], name)), value):
                given[name].append((row, value))
            elif value:
                strange += 1
    columns = {}
    for name in scheme.attribute_names():
        lists = [tuple(value.id for value in found.values) for (_, other), found in declared.items() if other == name]
        scales = {found.scale for (_, other), found in declared.items() if other == name}
        columns[name] = _attribute(given[name], lists, ordinal=scales == {"ordinal"}, spans=len(spans))
    return columns, strange


def _permits(declared: Declared | None, value: str) -> bool:
    return declared is not None and (declared.scale == "text" or any(value == found.id for found in declared.values))


def _attribute(
    given: Sequence[tuple[int, str]], lists: Sequence[tuple[str, ...]], *, ordinal: bool, spans: int
) -> Attribute:
    """Return one attribute, whose values on different types are joined, free text after them by code point."""
    listed = [value for values in lists for value in values]
    values = tuple(dict.fromkeys([*listed, *sorted({value for _, value in given})]))
    code = {value: row for row, value in enumerate(values)}
    column = np.full(spans, ABSENT, dtype=np.int64)
    column[[row for row, _ in given]] = [code[value] for _, value in given]
    return Attribute(values, "ordinal" if ordinal and len(set(lists)) == 1 else "nominal", column)
