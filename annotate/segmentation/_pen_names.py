"""Bylines that no list of names knows, by where they stand: as the bylines of the other articles of a collection."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence

from annotate.segmentation._units import Unit

_FEWEST_SIGNED = 2
"""Marked headings with a byline right below that show a collection."""
_PEN_NAME = re.compile(r"[\u4e00-\u9fff\U00020000-\U0002ffff·]{2,5}")


def with_pen_names(units: Sequence[Unit]) -> list[Unit]:
    """Make bylines of the words alone between a marked heading and text, where its like have a byline there."""
    signed = Counter(
        above.hashes
        for above, unit in itertools.pairwise(units)
        if _titled(above) and unit.kind == "byline" and unit.text[0] not in "（("
    )
    found = list(units)
    for at in range(1, len(units) - 1):
        above, unit, after = units[at - 1 : at + 2]
        alone = unit.style == "plain" and not unit.hashes and _PEN_NAME.fullmatch(unit.text) is not None
        if alone and _titled(above) and after.kind == "paragraph" and signed[above.hashes] >= _FEWEST_SIGNED:
            found[at] = unit.as_kind("byline")
    return found


def _titled(unit: Unit) -> bool:
    return unit.style == "markdown" and unit.hashes == 1
