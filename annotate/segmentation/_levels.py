"""How deep headings are: by which styles of numbers and of mark-up are seen to stand inside which others."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from annotate.segmentation._numbering import RANKS, ordinal
from annotate.segmentation._sections import closing_section
from annotate.segmentation._units import Unit

_BOLD, _CAPITALS, _PLAIN = 7, 8, 9
"""Depths of headings without a number that are no headings of Markdown, which have 1 to 6."""
_IN_BRACKETS = frozenset({"cn-bracket", "arabic-bracket"})


@dataclass(frozen=True, slots=True)
class _Style:
    """What headings of one depth have in common: the style of their numbers, else the depth of their mark-up."""

    number: str = ""
    depth: int = 0


@dataclass(frozen=True, slots=True)
class _Head:
    """A heading as far as its level hangs on it."""

    style: _Style
    ordinal: int | None
    """Its number, if it has one."""
    marked: int
    """Depth of its mark-up, 0 where it has none."""


def levelled(units: Iterable[Unit]) -> Iterator[tuple[Unit, int | None]]:
    """Yield the units of an article with the level of the headings, from 1; None for all others.

    A heading is one deeper than the last one above it whose style stands outside its own. Numbered styles stand as
    the article shows, else as custom has it. A heading without a number stands inside the numbers that go on behind
    it, and outside those that begin anew behind it.
    """
    units = list(units)
    heads = _evened([_head(unit) for unit in units if unit.kind == "heading"])
    nesting = _Nesting([head for head in heads if head])
    above: list[_Style] = []
    heads.reverse()
    for unit in units:
        if unit.kind != "heading":
            yield unit, None
            continue
        head = heads.pop()
        while above and not (head and nesting.outside(above[-1], head.style)):
            above.pop()
        if head:
            above.append(head.style)
        yield unit, len(above) or 1


def _head(unit: Unit) -> _Head | None:
    """Return what counts of a heading; None for one that closes the article, which stands inside no other."""
    if closing_section(unit.text) and unit.unnumbered:
        return None
    marked = unit.hashes or (_BOLD if unit.lines[0].bold else 0)
    if unit.style in RANKS:
        return _Head(_Style(unit.style), ordinal(unit.text, unit.style), marked)
    return _Head(
        _Style(depth=marked or (_CAPITALS if unit.text.isupper() and unit.text.isascii() else _PLAIN)), None, marked
    )


def _evened(heads: Sequence[_Head | None]) -> list[_Head | None]:
    """Return headings with two depths of mark-up as one that both stand right above a third, and not one above another.

    Whoever marks the first part as ### and the others as ####, with ##### below all of them, means parts of one rank.
    """
    depths = [head.style.depth for head in heads if head and head.style.depth]
    below = {depth: {after for before, after in itertools.pairwise(depths) if before == depth} for depth in depths}
    same: dict[int, int] = {}
    for outer, inner in itertools.pairwise(sorted(below)):
        common = {depth for depth in below[outer] & below[inner] if depth > inner}
        if common and inner not in below[outer] and inner < _BOLD:
            same[inner] = same.get(outer, outer)
    return [
        replace(head, style=replace(head.style, depth=same.get(head.style.depth, head.style.depth))) if head else None
        for head in heads
    ]


class _Nesting:
    """Which styles of the headings of an article stand outside which."""

    def __init__(self, heads: Sequence[_Head]) -> None:
        self._heads = heads
        self._marked: dict[_Style, int] = {}
        for head in heads:
            self._marked[head.style] = min(head.marked, self._marked.get(head.style, head.marked))
        self._often = {style for style in self._marked if sum(head.style == style for head in heads) > 1}
        self._numbered = [style for style in self._marked if style.number]
        self.outside = cache(self._outside)

    def _outside(self, outer: _Style, inner: _Style) -> bool:
        """Whether headings of one style can have headings of another below them."""
        if outer == inner:
            return False
        if not outer.number and not inner.number:
            return outer.depth < inner.depth
        if outer.number and inner.number:
            shown = self._goes_on(outer, inner) - self._goes_on(inner, outer)
            return shown > 0 if shown else RANKS[outer.number] < RANKS[inner.number]
        tells = self._marked[outer] and self._marked[inner] and self._marked[outer] != self._marked[inner]
        if tells and (self._often >= {outer, inner} or self._marked[outer] > self._marked[inner]):
            return self._marked[outer] < self._marked[inner]
        if inner.number:
            return any(own == inner or self.outside(own, inner) for own in self._below(outer))
        if above := [own for own in self._numbered if self._holds(own, inner)]:
            return any(own == outer or self.outside(outer, own) for own in above)
        return not self._marked[inner] and not self._below(inner)

    def _holds(self, outer: _Style, inner: _Style) -> bool:
        """Whether headings without numbers stand inside those of a numbered style."""
        goes_on = self._goes_on(outer, inner) > self._begins_anew(inner, outer)
        return goes_on and not self._begins_below(inner, outer)

    def _below(self, outer: _Style) -> list[_Style]:
        """Return the numbered styles that begin anew below headings of a style without numbers."""
        return [
            own
            for own in self._numbered
            if self._begins_below(outer, own) or self._begins_anew(outer, own) > self._goes_on(own, outer)
        ]

    def _goes_on(self, outer: _Style, inner: _Style) -> int:
        """Return how often headings of one style, numbered from 1 if at all, stand between numbers of another."""
        return sum(
            after == before + 1 and any(head.style == inner and head.ordinal in (1, None) for head in between)
            for before, between, after in self._runs(outer)
        )

    def _begins_anew(self, outer: _Style, inner: _Style) -> int:
        """Return how often numbers begin again at 1 behind a heading without one, and nothing else tells why."""
        return sum(
            after == 1 and any(head.style == outer for head in between) for _, between, after in self._runs(inner)
        )

    def _begins_below(self, outer: _Style, inner: _Style) -> bool:
        """Whether numbers in brackets, with none that custom has outside them, begin right below a heading without."""
        first = next(at for at, head in enumerate(self._heads) if head.style == inner)
        above = self._heads[first - 1].style if first else None
        outermost = all(RANKS[inner.number] <= RANKS[own.number] for own in self._numbered)
        alone = outermost and inner.number in _IN_BRACKETS
        return alone and above == outer and self._heads[first].ordinal == 1

    def _runs(self, style: _Style) -> Iterator[tuple[int, Sequence[_Head], int]]:
        """Yield the numbers of neighbours of one style and what is between them, unless that is further out."""
        places = [at for at, head in enumerate(self._heads) if head.style == style and head.ordinal is not None]
        for first, second in itertools.pairwise(places):
            between = self._heads[first + 1 : second]
            parted = any(head.style.number and RANKS[head.style.number] < RANKS[style.number] for head in between)
            before, after = self._heads[first].ordinal, self._heads[second].ordinal
            if before is not None and after is not None and (not parted or after == before + 1):
                yield before, between, after
