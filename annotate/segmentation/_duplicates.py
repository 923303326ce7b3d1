"""Paragraphs that were extracted twice."""

from __future__ import annotations

from collections.abc import Sequence

from annotate.segmentation._units import Unit
from schema import Doubt

_SHORTEST_DUPLICATE = 20
"""Characters of a paragraph that is not repeated by chance."""


def without_duplicates(units: Sequence[Unit]) -> list[Unit]:
    """Mark as duplicates the paragraphs printed before, whole or from mid-sentence on, with what stands around both."""
    again: list[bool] = []
    tails: list[bool] = []
    seen: set[str] = set()
    ends: dict[str, str] = {}
    for unit in units:
        lead = unit.kind == "abstract"
        again.append(unit.text in seen)
        tails.append(not again[-1] and unit.kind == "paragraph" and _is_tail(unit.text, ends))
        if not lead:
            seen.add(unit.text)
        if unit.kind == "paragraph":
            ends.setdefault(unit.text[-_SHORTEST_DUPLICATE:], unit.text)
    long = [unit.kind == "paragraph" and len(unit.text) >= _SHORTEST_DUPLICATE for unit in units]
    twice = [(same and body) or tail for same, body, tail in zip(again, long, tails, strict=True)]
    for at in range(1, len(units)):
        twice[at] |= again[at] and twice[at - 1]
    for at in reversed(range(len(units) - 1)):
        twice[at] |= again[at] and twice[at + 1]
    return [_duplicate(unit, tails[at]) if twice[at] else unit for at, unit in enumerate(units)]


def _is_tail(text: str, ends: dict[str, str]) -> bool:
    """Whether a text is the end of one met before."""
    return len(text) >= _SHORTEST_DUPLICATE and ends.get(text[-_SHORTEST_DUPLICATE:], "").endswith(text)


def _duplicate(unit: Unit, tail: bool) -> Unit:
    doubt = Doubt(
        reason="the end of an earlier paragraph stands here again", alternative="a paragraph", remedy="paragraph"
    )
    return unit.as_kind("duplicate", doubt if tail else None)
