"""Attributes of spans as columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from annotate.agreement._codings import ABSENT, Attribute, Ints
from annotate.alignment import Coded
from schema import Attribute as Declared
from schema import Scheme


def attributes(
    given: Coded[dict[str, str]], rows: Ints, labels: Sequence[str], label: Ints, scheme: Scheme
) -> tuple[dict[str, Attribute], int]:
    """Return a column for every attribute of the scheme, and how many values were left out.

    `rows` are those of the spans that are looked at, `label` is for each of them its row in `labels`. Left out are
    values of attributes that the scheme does not have for the span's type, and values that are not on their closed
    list. A blank value is none.
    """
    declared = {(component.id, attribute.id): attribute for component, attribute in scheme.attributes()}
    found: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    strange = 0
    # What was given together to spans of one label is looked at once.
    pairs, pair, count = np.unique(
        np.asarray(given.rows)[rows] * len(labels) + label, return_inverse=True, return_counts=True
    )
    for number, (one, times) in enumerate(zip(pairs.tolist(), count.tolist(), strict=True)):
        of, type_ = divmod(one, len(labels))
        for name, text in given.values[of].items():
            value = text.strip()
            if value and _permits(declared.get((labels[type_], name)), value):
                found[name].append((number, value))
            elif value:
                strange += times
    columns = {}
    for name in scheme.attribute_names():
        lists = [tuple(value.id for value in one.values) for (_, other), one in declared.items() if other == name]
        scales = {one.scale for (_, other), one in declared.items() if other == name}
        columns[name] = _attribute(found[name], lists, ordinal=scales == {"ordinal"}, of_span=pair)
    return columns, strange


def _permits(declared: Declared | None, value: str) -> bool:
    return declared is not None and (declared.scale == "text" or any(value == found.id for found in declared.values))


def _attribute(
    given: Sequence[tuple[int, str]], lists: Sequence[tuple[str, ...]], *, ordinal: bool, of_span: Ints
) -> Attribute:
    """Return one attribute, whose values on different types are joined, free text after them by code point.

    `given` are numbers with their values, `of_span` is the number of each span.
    """
    listed = [value for values in lists for value in values]
    values = tuple(dict.fromkeys([*listed, *sorted({value for _, value in given})]))
    code = {value: row for row, value in enumerate(values)}
    of_number = np.full(int(of_span.max(initial=-1)) + 1, ABSENT, dtype=np.int64)
    of_number[[number for number, _ in given]] = [code[value] for _, value in given]
    return Attribute(values, "ordinal" if ordinal and len(set(lists)) == 1 else "nominal", of_number[of_span])
