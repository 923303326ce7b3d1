"""Hyphens at the ends of lines that belong to their words: these stand within a line with them elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from annotate.importers._pdf._element import Element
from annotate.importers._pdf._lines import Line

_SOFT = "\xad"
_COMPOUND = re.compile(r"(?=\b([A-Za-z]+-[A-Za-z]+)\b)")
_LAST = re.compile(rf"([A-Za-z]+){_SOFT}$")
_FIRST = re.compile(r"[A-Za-z]+")


def hyphened(elements: Sequence[Element]) -> list[Element]:
    """Return elements with the soft hyphens as hyphens that a compound has, as the file writes it within a line."""
    known = {found.lower() for element in elements for line in element.lines for found in _COMPOUND.findall(line.text)}
    return [replace(element, lines=tuple(_lines(element.lines, known))) for element in elements]


def _lines(lines: Sequence[Line], known: set[str]) -> Iterator[Line]:
    for line, below in pairwise([*lines, *lines[-1:]]):
        left, right = _LAST.search(line.text), _FIRST.match(below.text)
        compound = left and right and f"{left.group(1)}-{right.group()}".lower() in known
        yield replace(line, text=f"{line.text[:-1]}-") if compound else line
