"""Records of a database around a text: lines that begin with what they say in brackets, such as 【分类号】F61."""

from __future__ import annotations

import re
from collections.abc import Sequence

from annotate.segmentation._units import Unit

_FEWEST = 3
"""Such lines in a row that make a record."""
_FIELD = re.compile(r"[【\[〔][^】\]〕]{2,10}[】\]〕]")
_LONGEST = 60
"""Characters of the longest field."""


def with_records(units: Sequence[Unit]) -> list[Unit]:
    """Mark as boilerplate the fields of records that do not say what they are; titles and bylines do."""
    fields = [unit.marked_title or _field(unit) for unit in units]
    found = list(units)
    start = 0
    while start < len(units):
        end = start
        while end < len(units) and fields[end]:
            end += 1
        if end - start >= _FEWEST:
            found[start:end] = [
                unit.as_kind("boilerplate") if unit.kind in ("heading", "paragraph") and not unit.marked_title else unit
                for unit in units[start:end]
            ]
        start = end + 1
    return found


def _field(unit: Unit) -> bool:
    short = len(unit.lines) == 1 and len(unit.text) <= _LONGEST and unit.text[-1] not in "。！？"
    return short and _FIELD.match(unit.text) is not None
