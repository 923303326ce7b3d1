"""Furniture of web pages that were copied as text: menus, buttons, comments, in lines without a blank one between."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from annotate.segmentation._naming import LONGEST_LABEL
from annotate.segmentation._people import employed, names
from annotate.segmentation._sections import agency
from annotate.segmentation._sentences import complete
from annotate.segmentation._units import Unit
from schema import Doubt

_LONG = 40
"""Characters of a paragraph that is surely one of an article."""
_SHORTEST_SENTENCE = 20
"""Characters of a sentence that is no entry of a menu."""
_FEW = 3
"""Such paragraphs that show whether blank lines part them, and"""
_MOSTLY = 0.6
"""the share of them that must be parted."""
_SHORTEST_BLOCK = 5
"""Lines of a block of furniture,"""
_FEWEST_LABELS = 3
"""those of them that look like headings,"""
_FEWEST_IN_A_ROW = 8
"""or how many do where there are no blank lines to tell,"""
_MOST_TEXT = 0.4
"""and the share that can be sentences, as comments are."""
_MENU = Doubt(
    reason="stands in a block of short lines without a blank one between, taken for furniture of the page",
    alternative="a heading",
    remedy="heading",
)


def without_menus(units: Sequence[Unit]) -> list[Unit]:
    """Mark as boilerplate the blocks of short lines.

    Such a block has no blank line in it where blank lines part the paragraphs; elsewhere it is longer. Of one above an
    article its last bylines and the heading above them stay. Behind the last article all that follows is furniture.
    """
    long = [unit.lines[0].gap > 0 for unit in units if _text(unit)]
    spaced = len(long) >= _FEW and sum(long) >= _MOSTLY * len(long)
    blocks = list(_blocks(units, spaced))
    menus = [_menu(block, _FEWEST_LABELS if spaced else _FEWEST_IN_A_ROW) for block in blocks]
    if not any(map(_text, units)):
        return list(units)
    last = max((at for at, block in enumerate(blocks) if not menus[at] and any(map(_text, block))), default=-1)
    found: list[Unit] = []
    behind = False
    for at, block in enumerate(blocks):
        behind = behind or (menus[at] and at > last >= 0)
        kept = set(range(len(block))) if not menus[at] and not behind else set() if behind else _front(block)
        found.extend(unit if inner in kept else _furniture(unit) for inner, unit in enumerate(block))
    return found


def _furniture(unit: Unit) -> Unit:
    return unit.as_kind("boilerplate", _MENU if unit.kind == "heading" else None)


def _text(unit: Unit) -> bool:
    return unit.kind == "paragraph" and len(unit.text) >= _LONG and complete(unit.text)


def _sentence(unit: Unit) -> bool:
    return unit.kind == "paragraph" and len(unit.text) >= _SHORTEST_SENTENCE and complete(unit.text)


def _blocks(units: Sequence[Unit], spaced: bool) -> Iterator[Sequence[Unit]]:
    """Yield the runs of units without a blank line between, or, where these say nothing, without text between."""
    starts = [
        at
        for at, unit in enumerate(units)
        if at == 0 or (unit.lines[0].gap > 0 if spaced else _sentence(unit) or _sentence(units[at - 1]))
    ]
    for start, end in itertools.pairwise([*starts, len(units)]):
        yield units[start:end]


def _menu(block: Sequence[Unit], fewest: int) -> bool:
    """Whether a block is furniture: at least `fewest` of its lines look like headings, and few like sentences.

    A text over several lines is no entry of it, so the first lines of a printed page are none; nor is a marked title.
    """
    labels = sum(unit.style == "plain" and not unit.lines[0].bold for unit in block)
    sentences = sum(unit.kind in ("paragraph", "list_item") and complete(unit.text) for unit in block)
    numbered = sum(unit.style not in (None, "plain") for unit in block)
    many = len(block) >= _SHORTEST_BLOCK and labels >= max(fewest, numbered + 1)
    text = any(unit.marked_title or (len(unit.lines) > 1 and len(unit.text) >= _LONG) for unit in block)
    return many and not text and sentences <= _MOST_TEXT * len(block)


def _front(block: Sequence[Unit]) -> set[int]:
    """Return what belongs to the article below a block: what is known at its end, and the heading above."""
    kept: set[int] = set()
    for at in reversed(range(len(block))):
        if block[at].kind in ("byline", "abstract") or _may_be_byline(block[at]):
            kept.add(at)
        elif block[at].kind != "boilerplate":
            titled = block[at].kind == "heading" and (bool(kept) or len(block[at].text) > LONGEST_LABEL)
            return kept | ({at} if titled else set())
    return kept


def _may_be_byline(unit: Unit) -> bool:
    """Whether a line is a byline if it stands below a title."""
    return unit.style == "plain" and (agency(unit.text) or employed(unit.text) or bool(names(unit.text)))
