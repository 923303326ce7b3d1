"""What became of blocks: which runs of their texts stand in which texts that a person left."""

from __future__ import annotations

import heapq
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_GRAM = 4
"""Code points that two texts must share in a row to be held against each other."""
_OFTEN = 50
"""A run that stands in more places than this tells nothing of where a text comes from."""
_SOLID = 8
"""Code points in a row that show by themselves that a text comes from a block."""


@dataclass(frozen=True, slots=True, order=True)
class Tile:
    """A run of a block's text that stands in a person's text."""

    text: int
    """Index of the person's text."""
    at: int
    """Where it begins in that."""
    block: int
    """Index of the block."""
    start: int
    """Where it begins in the block's text."""
    length: int
    """Its code points."""


def tiles(blocks: Sequence[tuple[int, str]], texts: Sequence[tuple[int, str]]) -> list[Tile]:
    """Return where the texts come from: by text, and as they stand in it. No character is in two tiles.

    Blocks and texts come with the ordinal of their article. Equal ones are taken first, within an article before
    others; what remains is covered greedily by the longest runs, so that texts that were cut, put together, moved or
    corrected are found all the same. A text that holds nothing of any block gets no tile.
    """
    found = _equal(blocks, texts)
    taken_blocks, taken_texts = {tile.block for tile in found}, {tile.text for tile in found}
    olds = [(index, text) for index, (_, text) in enumerate(blocks) if index not in taken_blocks]
    news = [(index, text) for index, (_, text) in enumerate(texts) if index not in taken_texts]
    found += _solid(_greedy(olds, news), blocks, texts)
    found += _between(blocks, texts, found)
    return sorted(found)


def _equal(blocks: Sequence[tuple[int, str]], texts: Sequence[tuple[int, str]]) -> list[Tile]:
    found: list[Tile] = []
    done: set[int] = set()
    for within in (True, False):
        free: dict[tuple[int | None, str], deque[int]] = defaultdict(deque)
        used = {tile.block for tile in found}
        for index, (article, text) in enumerate(blocks):
            if index not in used:
                free[article if within else None, text].append(index)
        for number, (article, text) in enumerate(texts):
            equals = free.get((article if within else None, text))
            if number not in done and equals:
                found.append(Tile(number, 0, equals.popleft(), 0, len(text)))
                done.add(number)
    return found


def _greedy(olds: Sequence[tuple[int, str]], news: Sequence[tuple[int, str]]) -> list[Tile]:
    """Cover texts by the longest runs that they share with blocks, each character once."""
    heap = [(-tile.length, tile) for tile in _runs(olds, news)]
    heapq.heapify(heap)
    used_old = {index: bytearray(len(text)) for index, text in olds}
    used_new = {index: bytearray(len(text)) for index, text in news}
    found: list[Tile] = []
    while heap:
        _, tile = heapq.heappop(heap)
        old = used_old[tile.block][tile.start : tile.start + tile.length]
        new = used_new[tile.text][tile.at : tile.at + tile.length]
        rest = _longest_free(old, new)
        if rest == (0, tile.length):
            old[:] = new[:] = b"\1" * tile.length
            used_old[tile.block][tile.start : tile.start + tile.length] = old
            used_new[tile.text][tile.at : tile.at + tile.length] = new
            found.append(tile)
        elif rest[1] >= _GRAM:
            low, length = rest
            less = Tile(tile.text, tile.at + low, tile.block, tile.start + low, length)
            heapq.heappush(heap, (-length, less))
    return found


def _runs(olds: Sequence[tuple[int, str]], news: Sequence[tuple[int, str]]) -> Iterator[Tile]:
    """Yield the runs shared by a block and a text that cannot be made longer."""
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    by_index = dict(olds)
    for index, text in olds:
        for start in range(len(text) - _GRAM + 1):
            places[text[start : start + _GRAM]].append((index, start))
    for number, text in news:
        for at in range(len(text) - _GRAM + 1):
            here = places.get(text[at : at + _GRAM], ())
            for index, start in here if len(here) <= _OFTEN else ():
                old = by_index[index]
                if at and start and text[at - 1] == old[start - 1]:
                    continue
                length = _GRAM
                while text[at + length : at + length + 1] == old[start + length : start + length + 1] != "":
                    length += 1
                yield Tile(number, at, index, start, length)


def _longest_free(old: bytearray, new: bytearray) -> tuple[int, int]:
    """Return start and length of the longest run that neither has used."""
    best = (0, 0)
    start = 0
    for at in range(len(old) + 1):
        if at == len(old) or old[at] or new[at]:
            best = max(best, (start, at - start), key=lambda run: run[1])
            start = at + 1
    return best


def _solid(found: Sequence[Tile], blocks: Sequence[tuple[int, str]], texts: Sequence[tuple[int, str]]) -> list[Tile]:
    """Leave out what two texts share by chance."""
    longest: dict[tuple[int, int], int] = defaultdict(int)
    sums: dict[tuple[int, int], int] = defaultdict(int)
    for tile in found:
        key = tile.text, tile.block
        longest[key] = max(longest[key], tile.length)
        sums[key] += tile.length
    return [
        tile
        for tile in found
        if longest[tile.text, tile.block] >= _SOLID
        or 2 * sums[tile.text, tile.block] >= min(len(blocks[tile.block][1]), len(texts[tile.text][1]))
    ]


def _between(
    blocks: Sequence[tuple[int, str]], texts: Sequence[tuple[int, str]], found: Sequence[Tile]
) -> Iterator[Tile]:
    """Yield tiles for short or rewritten texts: a run that no text has taken, or the block that stands there."""
    last = {tile.text: tile.block for tile in sorted(found)}
    free = {index: text for index, (_, text) in enumerate(blocks)}
    for tile in found:
        text = free[tile.block]
        free[tile.block] = text[: tile.start] + "\n" * tile.length + text[tile.start + tile.length :]
    for number, (article, text) in enumerate(texts):
        if number in last:
            continue
        near = last.get(number - 1)
        exact = [index for index, rest in free.items() if text in rest]
        whole = [index for index, rest in free.items() if blocks[index][0] == article and "\n" not in rest]
        behind = [index for index in whole if near is None or index > near]
        chosen = min(exact or behind[:1], key=lambda index: abs(index - (near or 0)), default=None)
        if chosen is None:
            continue
        start = max(free[chosen].find(text), 0)
        length = min(len(text), len(free[chosen]))
        free[chosen] = free[chosen][:start] + "\n" * length + free[chosen][start + length :]
        last[number] = chosen
        yield Tile(number, 0, chosen, start, length)
