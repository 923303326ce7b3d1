"""From what a person made of a document to the edits that lead there."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from annotate.editing._apply import Facts, apply
from annotate.editing._draft import Draft
from annotate.editing._pieces import position
from annotate.editing._tiles import Tile, tiles
from annotate.errors import InputError
from schema import (
    Block,
    BlockKind,
    Correct,
    Drop,
    Edit,
    Fact,
    FactName,
    Imported,
    Merge,
    Move,
    Rekind,
    Settle,
    Split,
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A block as a person left it."""

    where: str
    """What a message calls it: a file and a line."""
    article: int
    """Ordinal of its article; those of new articles follow the highest there is, one by one."""
    kind: BlockKind
    """Its role."""
    text: str
    """Its text, in one line, without blanks at its ends."""
    level: int | None = None
    """Depth of a heading."""
    doubtful: bool = False
    """Whether the person left a doubt about it."""


def difference(imported: Imported, wanted: Sequence[Wanted], facts: Facts) -> tuple[Edit, ...]:
    """Return the edits that make the blocks and facts of a document those that are wanted; none where they are.

    `wanted` holds all blocks in reading order, article by article, without those of kind `markup`, which stay where
    they are. What is missing from it is dropped. A fact that is as it was follows the blocks, as it did.

    Raises:
        InputError: a wanted block holds nothing of the document.
    """
    draft = Draft(imported)
    edits: list[Edit] = []

    def do(edit: Edit) -> None:
        draft.do(edit)
        edits.append(edit)

    before = [block for block in draft.blocks if block.kind != "markup"]
    sources = _sources(before, wanted, draft.view)
    for split in _splits(before, sources):
        do(split)
    named = {at for places in sources for at in places}
    for block in before:
        if block.article and block.pieces[0].start not in named:
            do(Drop(block=block.pieces[0].start))
    for want, places in zip(wanted, sources, strict=True):
        if len(places) > 1:
            do(Merge(blocks=places))
        for change in _changes(draft.block(places[0]), want):
            do(change)
    for move in _moves(draft, [(want.article, places[0]) for want, places in zip(wanted, sources, strict=True)]):
        do(move)
    return (*edits, *_facts(imported, edits, facts))


def _sources(before: Sequence[Block], wanted: Sequence[Wanted], view: str) -> list[tuple[int, ...]]:
    """Return for each wanted block the blocks that it will be made of, after these were split: where they begin."""
    found = tiles([(block.article, block.text) for block in before], [(want.article, want.text) for want in wanted])
    parts: dict[int, list[Tile]] = defaultdict(list)
    for number, tile in enumerate(found):
        neighbour = found[number - 1] if number else None
        # What follows in the same block and the same text is one part of the block, whatever was changed between.
        if not (neighbour and (neighbour.text, neighbour.block) == (tile.text, tile.block) and _follows(found, number)):
            parts[tile.block].append(tile)
    sources: list[list[tuple[int, int]]] = [[] for _ in wanted]
    for index, cuts in parts.items():
        block = before[index]
        places = {block.pieces[0].start}
        for number, tile in enumerate(sorted(cuts, key=lambda cut: cut.start)):
            at = block.pieces[0].start if number == 0 else position(block.pieces, tile.start, view)
            if at is not None and (number == 0 or at not in places):
                places.add(at)
                sources[tile.text].append((tile.at, at))
    for want, places_ in zip(wanted, sources, strict=True):
        if not places_:
            raise InputError(
                want.where,
                f"nothing of the document stands in 「{want.text[:20]}」 that has no place yet",
                expected="text of this document and no other, each part once; it may be corrected, cut, put together, "
                "and moved between files of the same document",
                cure="take the line out, or give it back what it was made of",
            )
    return [tuple(at for _, at in sorted(places_)) for places_ in sources]


def _follows(found: Sequence[Tile], number: int) -> bool:
    """Whether nothing else of the block lies between a tile and the one before it, which is of the same text."""
    before, tile = found[number - 1], found[number]
    if tile.start < before.start:
        return False
    others = (other for other in found if other.block == tile.block and other.text != tile.text)
    return not any(before.start < other.start < tile.start for other in others)


def _splits(before: Sequence[Block], sources: Iterable[Sequence[int]]) -> Iterator[Split]:
    """Yield the splits that make each place the beginning of a block."""
    ordered = sorted({at for places in sources for at in places})
    for block in before:
        name = block.pieces[0].start
        for piece in block.pieces:
            for at in ordered[bisect_left(ordered, piece.start) : bisect_left(ordered, piece.end)]:
                if at != name:
                    yield Split(block=name, at=at)
                    name = at


def _changes(block: Block, want: Wanted) -> Iterator[Edit]:
    """Yield what makes a block the wanted one, but for its place."""
    at = block.pieces[0].start
    if block.text != want.text:
        yield Correct(block=at, text=want.text)
    if (block.kind, block.level) != (want.kind, want.level):
        yield Rekind(block=at, kind=want.kind, level=want.level)
    elif block.doubt and not want.doubtful and block.text == want.text:
        yield Settle(block=at)


def _moves(draft: Draft, wanted: Sequence[tuple[int, int]]) -> Iterator[Move]:
    """Yield the moves that bring blocks, each named with its article, into their order; the draft moves along."""
    order = {block.pieces[0].start: (block.article, index) for index, block in enumerate(draft.blocks)}
    by_article: dict[int, list[int]] = defaultdict(list)
    for article, at in wanted:
        by_article[article].append(at)
    for article, places in sorted(by_article.items()):
        stay = [at for at in places if order[at][0] == article]
        kept = {stay[number] for number in _ascending([order[at][1] for at in stay])}
        after: int | None = None
        for at in places:
            if at not in kept:
                yield Move(block=at, article=article, after=after)
            after = at


def _ascending(values: Sequence[int]) -> list[int]:
    """Return the indices of a longest ascending run of values, which may have others between them."""
    ends: list[int] = []
    indices: list[int] = []
    before: list[int | None] = []
    for index, value in enumerate(values):
        length = bisect_left(ends, value)
        before.append(indices[length - 1] if length else None)
        ends[length : length + 1] = [value]
        indices[length : length + 1] = [index]
    found: list[int] = []
    last = indices[-1] if indices else None
    while last is not None:
        found.append(last)
        last = before[last]
    return found


def _facts(imported: Imported, edits: Sequence[Edit], wanted: Facts) -> Iterator[Fact]:
    """Yield what a person says of articles that is neither as it was nor what the edits make of it."""
    was, will_be = known(imported), known(apply(imported, edits))
    for (article, name), values in wanted.items():
        if values not in (was.get((article, name)), will_be.get((article, name), ())):
            yield Fact(article=article, name=name, values=values)


def known(imported: Imported) -> dict[tuple[int, FactName], tuple[str, ...]]:
    """Return what is known of the articles of a document."""
    found: dict[tuple[int, FactName], tuple[str, ...]] = {}
    for article in imported.articles:
        found[article.ordinal, "title"] = (article.title,) if article.title else ()
        found[article.ordinal, "authors"] = article.authors
        found[article.ordinal, "source"] = () if article.source is None else (article.source,)
        found[article.ordinal, "date"] = () if article.date is None else (article.date,)
    return found
