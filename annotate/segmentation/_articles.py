"""Units to articles: where one begins and ends, which heading is its title, how deep the others are."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from annotate.segmentation._patterns import CLOSING_SECTIONS, known_section
from annotate.segmentation._units import Unit
from schema import BlockKind

_BODY: tuple[BlockKind, ...] = ("paragraph", "abstract", "list_item")
"""Kinds of which an article must have at least one."""
_LONGEST_LABEL = 4
"""Characters of the label of a page or column, such as 本期关注."""
_BRACKETED = "（(【[《"


@dataclass(frozen=True, slots=True)
class Placed:
    """A unit with its place: ordinal of its article (0 = outside any) and, for headings, their level."""

    unit: Unit
    article: int
    level: int | None = None


def placed(units: Sequence[Unit], single: bool = False, titled: bool = False) -> list[Placed]:
    """Find the articles among units, in their order.

    An article begins at a heading with a byline below it, after the note on the author that closes the one before, or
    at an outermost Markdown heading where there are several with headings below. What has no body is no article.

    Args:
        units: the units of one document.
        single: whether the document is known to be one article.
        titled: whether the first unit is known to be its title.
    """
    units = _with_body(units)
    titles = {0} if titled else set() if single else _titles(units)
    starts = {0} if single or titled else _starts(units, titles)
    bounds = [*sorted(starts), len(units)]
    found: list[Placed] = []
    ordinal = 0
    for start, end in itertools.pairwise(bounds):
        own = units[start:end]
        title = _title(own, [at for at in range(len(own)) if start + at in titles])
        own = list(_settled(own, title))
        body = any(unit.kind in _BODY for unit in own)
        ordinal += body
        found.extend(Placed(unit, ordinal if body else 0, level) for unit, level in _levelled(own))
    return found


def _with_body(units: Sequence[Unit]) -> list[Unit]:
    """Return the units; where short lines are all there is, those below the first are the body."""
    if any(unit.kind in _BODY for unit in units):
        return list(units)
    plain = [at for at, unit in enumerate(units) if unit.unnumbered]
    body = set(plain[1:] or plain)
    return [replace(unit, kind="paragraph", style=None) if at in body else unit for at, unit in enumerate(units)]


def _titles(units: Sequence[Unit]) -> set[int]:
    """Return the headings with a byline directly below, and the outermost Markdown headings of a collection."""
    found = {at for at, unit in enumerate(units) if unit.unnumbered and _signed(units, at)}
    outer = [at for at, unit in enumerate(units) if unit.style == "markdown" and unit.hashes == 1]
    inner = any(unit.style == "markdown" and unit.hashes > 1 for unit in units)
    parts = [units[start:end] for start, end in zip(outer, [*outer[1:], len(units)], strict=False)]
    if inner and len(outer) > 1 and all(any(unit.kind in _BODY for unit in part) for part in parts):
        found.update(at for at in outer if not known_section(units[at].text))
    return found


def _signed(units: Sequence[Unit], at: int) -> bool:
    """Whether a byline follows a heading, perhaps after a subtitle."""
    after = at + 1
    while after < len(units) and _subtitle(units[after]):
        after += 1
    return after < len(units) and units[after].kind == "byline" and not _subtitle(units[at])


def _subtitle(unit: Unit) -> bool:
    return unit.unnumbered and unit.text.startswith(("——", "—"))


def _starts(units: Sequence[Unit], titles: set[int]) -> set[int]:
    """Return where articles begin. What stands above the first title goes with it, and so do column labels."""
    found = {0}
    leads = _leads_to_body(units, titles)
    titled = body = closed = False
    for at, unit in enumerate(units):
        if at in titles and (titled or body):
            found.add(_above(units, at))
            titled = body = closed = False
        elif closed and (unit.kind in _BODY or unit.unnumbered) and leads[at]:
            found.add(at)
            titled = body = closed = False
        titled = titled or at in titles
        closed = closed or (body and _closes(unit))
        body = body or unit.kind in _BODY
    return found


def _above(units: Sequence[Unit], title: int) -> int:
    """Return the first of the short lines right above a title."""
    while units[title - 1].style == "plain":
        title -= 1
    return title


def _closes(unit: Unit) -> bool:
    """Whether a byline is the bracketed note at the end of an article."""
    return unit.kind == "byline" and unit.text[0] in _BRACKETED


def _leads_to_body(units: Sequence[Unit], titles: set[int]) -> list[bool]:
    """Return for each unit whether body stands in it or follows before the next title."""
    found = [False] * len(units)
    leads = False
    for at in reversed(range(len(units))):
        leads = at not in titles and (leads or units[at].kind in _BODY)
        found[at] = leads
    return found


def _title(units: Sequence[Unit], given: Sequence[int]) -> int | None:
    """Return the title of an article: as given, or the likeliest heading above its body, or None."""
    if given:
        return given[0]
    front: list[int] = []
    for at, unit in enumerate(units):
        if unit.kind in _BODY or (unit.kind == "heading" and not unit.unnumbered):
            break
        if unit.unnumbered and not _subtitle(unit) and not known_section(unit.text):
            front.append(at)
    marked = [at for at in front if units[at].hashes]
    if marked:
        return min(marked, key=lambda at: units[at].hashes)
    return max(front, key=lambda at: len(units[at].text), default=None)


def _settled(units: Sequence[Unit], title: int | None) -> Iterator[Unit]:
    """Yield the units of one article with their last kind: labels above the title, subtitles, lines behind the end."""
    end = max((at for at, unit in enumerate(units) if unit.kind in _BODY), default=-1)
    front = True
    for at, unit in enumerate(units):
        front = front and unit.kind not in _BODY
        if at == title:
            yield replace(unit, kind="title", style=None)
        elif unit.unnumbered and title is not None and at < title:
            yield replace(unit, kind="boilerplate", style=None)
        elif front and _subtitle(unit):
            yield replace(unit, kind="subtitle", style=None)
        elif unit.style == "plain" and (at > end >= 0 or _column_label(units, at)):
            yield replace(unit, kind="boilerplate", style=None)
        else:
            yield unit


def _column_label(units: Sequence[Unit], at: int) -> bool:
    """Whether a heading is the label of a page or column: a word or two, right above another heading."""
    following = units[at + 1] if at + 1 < len(units) else None
    short = len(units[at].text) <= _LONGEST_LABEL and not known_section(units[at].text)
    return short and following is not None and following.style == "plain"


def _levelled(units: Iterable[Unit]) -> Iterator[tuple[Unit, int | None]]:
    """Yield units with the level of the headings: a style not seen yet is one deeper than the heading above it."""
    levels: dict[tuple[str | None, int], int] = {}
    depth = 0
    for unit in units:
        if unit.kind != "heading":
            yield unit, None
            continue
        style = (unit.style, unit.hashes if unit.style == "markdown" else 0)
        if style not in levels:
            levels[style] = _new_level(unit, levels, depth)
        depth = levels[style]
        yield unit, depth


def _new_level(unit: Unit, levels: dict[tuple[str | None, int], int], depth: int) -> int:
    if CLOSING_SECTIONS.fullmatch(unit.text):
        return 1
    marked = [level + unit.hashes - hashes for (style, hashes), level in levels.items() if style == "markdown"]
    return max(1, marked[0]) if marked and unit.style == "markdown" else depth + 1
