"""Pieces of a block: cut in two, put together, and given another text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from annotate.editing._align import matches
from annotate.segmentation import join_of
from schema import Block, Piece

Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One character of the view in a block, or one that a person replaced, and what is shown for it."""

    at: int
    """Its position in the view."""
    shown: str
    """What is shown for it."""
    join: Literal["", " "]
    """What is shown before it that stands in no source."""
    edited: bool = False
    """Whether a person put `shown` there."""

    def joins(self, before: Cell) -> bool:
        """Whether it goes on in the piece of the cell before."""
        return self.at == before.at + 1 and not self.join and self.edited == before.edited


def shown(pieces: Sequence[Piece], view: str) -> str:
    """Return the text that pieces give."""
    return "".join(piece.join + piece.shown(view) for piece in pieces)


def position(pieces: Sequence[Piece], at: int, view: str) -> int | None:
    """Return where in the view the first visible character stands that is shown at or behind a place of their text.

    None where all that follows was put in by a person.
    """
    start = 0
    for piece in pieces:
        start += len(piece.join)
        text = piece.shown(view)
        if piece.text is None:
            for offset in range(max(at - start, 0), len(text)):
                if not text[offset].isspace():
                    return piece.start + offset
        elif start >= at and text.strip():
            return piece.start
        start += len(text)
    return None


def cut(pieces: Sequence[Piece], at: int, view: str) -> tuple[Pieces, Pieces]:
    """Return the pieces before a position of the view, and those from it on, each without blanks at its edges.

    Where the position is in none of them, or within characters that were replaced as a whole, the second is empty.
    """
    for number, piece in enumerate(pieces):
        if piece.start == at:
            return trimmed(pieces[:number], view), trimmed(pieces[number:], view)
        if piece.start < at < piece.end and piece.text is None:
            first, second = replace(piece, end=at), replace(piece, start=at, join="")
            return trimmed((*pieces[:number], first), view), trimmed((second, *pieces[number + 1 :]), view)
    return tuple(pieces), ()


def trimmed(pieces: Sequence[Piece], view: str) -> Pieces:
    """Return pieces without blanks at the edges of their text, as far as these stand in the view."""
    found = list(pieces)
    while found and found[0].text is None and not found[0].of(view).lstrip():
        del found[0]
    while found and found[-1].text is None and not found[-1].of(view).rstrip():
        del found[-1]
    if found and found[0].text is None:
        blank = len(found[0].of(view)) - len(found[0].of(view).lstrip())
        found[0] = replace(found[0], start=found[0].start + blank)
    if found and found[-1].text is None:
        end = found[-1].start + len(found[-1].of(view).rstrip())
        found[-1] = replace(found[-1], end=end)
    return (replace(found[0], join=""), *found[1:]) if found else ()


def merged(blocks: Sequence[Block]) -> Pieces:
    """Return the pieces of blocks put together, with the joins between them."""
    found = list(blocks[0].pieces)
    for before, block in pairwise(blocks):
        join = join_of(before.text, block.text)
        found += replace(block.pieces[0], join=join), *block.pieces[1:]
    return tuple(found)


def corrected(pieces: Sequence[Piece], text: str, view: str) -> Pieces:
    """Return pieces of the same characters of the view that show another text.

    The text is held against the characters themselves, whatever was put in their place before. Those that stand in
    both are kept; others show what is there instead, or nothing. What is put in between two that are kept is shown
    with the first.
    """
    raw = "".join(piece.join + piece.of(view) for piece in pieces)
    places: list[int | None] = []
    for piece in pieces:
        places += [*([None] * len(piece.join)), *range(piece.start, piece.end)]
    cells: list[Cell] = []
    at = to = 0
    pending = ""
    for start, new, length in (*matches(raw, text), (len(raw), len(text), 0)):
        gap = [place for place in places[at:start] if place is not None]
        pending = _replaced(cells, gap, pending + text[to:new])
        for place, sign in zip(places[start : start + length], text[new : new + length], strict=True):
            if place is None:
                pending += sign
            else:
                pending = _kept(cells, place, sign, pending)
        at, to = start + length, new + length
    if pending:
        cells[-1] = replace(cells[-1], shown=cells[-1].shown + pending, edited=True)
    return tuple(_joined(cells))


def _replaced(cells: list[Cell], gap: Sequence[int], text: str) -> str:
    """Add characters of the view in whose place a text is shown; return the text where there are none."""
    if not gap:
        return text
    cells.append(Cell(gap[0], text, "", edited=True))
    cells.extend(Cell(place, "", "", edited=True) for place in gap[1:])
    return ""


def _kept(cells: list[Cell], place: int, sign: str, pending: str) -> str:
    """Add a character that is kept, after what is pending; return what is pending then, which is nothing."""
    if pending == " " and cells:
        cells.append(Cell(place, sign, " "))
    elif pending and cells:
        cells[-1] = replace(cells[-1], shown=cells[-1].shown + pending, edited=True)
        cells.append(Cell(place, sign, ""))
    else:
        cells.append(Cell(place, pending + sign, "", edited=bool(pending)))
    return ""


def _joined(cells: Sequence[Cell]) -> Iterator[Piece]:
    """Yield the pieces that cells make."""
    first = 0
    for number in range(1, len(cells) + 1):
        if number < len(cells) and cells[number].joins(cells[number - 1]):
            continue
        run = cells[first:number]
        text = "".join(cell.shown for cell in run) if run[0].edited else None
        yield Piece(start=run[0].at, end=run[-1].at + 1, join=run[0].join, text=text)
        first = number
