"""What a person asks for in short words, `3,4` or `5=heading2`, to edits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from annotate import editing
from annotate.errors import InputError
from schema import (
    Article,
    Block,
    BlockKind,
    Correct,
    Drop,
    Edit,
    Fact,
    Imported,
    Merge,
    MergeArticles,
    Move,
    Rekind,
    Settle,
    Split,
    SplitArticle,
)

_HEADING = re.compile(r"heading([1-9]\d?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Orders:
    """What a person asks for, as typed; blocks go by their numbers before any of it."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    source: str | None = None
    date: str | None = None
    settle: tuple[str, ...] = ()
    """`N`."""
    kind: tuple[str, ...] = ()
    """`N=KIND` or `N=heading2`."""
    text: tuple[str, ...] = ()
    """`N=TEXT`."""
    split: tuple[str, ...] = ()
    """`N=WORDS`, with which the second half begins."""
    merge: tuple[str, ...] = ()
    """`N,M,…`."""
    move: tuple[str, ...] = ()
    """`N=M`, behind M; `N=0`, to the beginning."""
    drop: tuple[str, ...] = ()
    """`N`."""
    split_article: str | None = None
    """`N`, the first block of the new article."""
    merge_article: str | None = None
    """Id of the article whose blocks are taken."""


@dataclass(frozen=True, slots=True)
class _Names:
    """What the numbers of blocks stand for."""

    blocks: Mapping[str, Block]

    def block(self, number: str, order: str) -> Block:
        """Return the block of a number; raises InputError, which names the order, when there is none."""
        if number not in self.blocks:
            last = sum(key.isdecimal() for key in self.blocks)
            raise InputError(order, f"there is no block {number}", expected=f"1 to {last}, or o1 … for what is outside")
        return self.blocks[number]

    def at(self, number: str, order: str) -> int:
        """Return the name of the block of a number."""
        return self.block(number, order).pieces[0].start


def numbered(imported: Imported, article: int) -> dict[str, Block]:
    """Return the blocks of an article by number, 1, 2, …, and those outside any, o1, o2, …; not those of mark-up."""
    found: dict[str, Block] = {}
    for ordinal, sign in {article: "", 0: "o"}.items():
        own = [block for block in imported.document.blocks if block.article == ordinal and block.kind != "markup"]
        found.update({f"{sign}{number}": block for number, block in enumerate(own, start=1)})
    return found


def edits_of(imported: Imported, article: Article, orders: Orders) -> Iterator[Edit]:
    """Yield the edits that were asked for, in an order in which the numbers from before all of them hold.

    Raises:
        InputError: an order cannot be understood; it is named.
    """
    names = _Names(numbered(imported, article.ordinal))
    yield from _facts(article, orders)
    yield from _of_one(orders, names, imported.document.view.text)
    yield from _of_several(orders, names, article.ordinal)
    if orders.split_article:
        yield SplitArticle(block=names.at(orders.split_article, f"--split-article {orders.split_article}"))
    if orders.merge_article:
        yield MergeArticles(article=article.ordinal, other=_ordinal(imported, orders.merge_article))


def _of_one(orders: Orders, names: _Names, view: str) -> Iterator[Edit]:
    for number in orders.settle:
        yield Settle(block=names.at(number, f"--settle {number}"))
    for number, value in _pairs(orders.kind, "--kind"):
        yield kind_of(names.at(number, f"--kind {number}"), value)
    for number, words in _pairs(orders.split, "--split"):
        block = names.block(number, f"--split {number}")
        yield Split(block=block.pieces[0].start, at=place(block, words, view))
    for number, value in _pairs(orders.text, "--text"):
        yield Correct(block=names.at(number, f"--text {number}"), text=value)


def _of_several(orders: Orders, names: _Names, article: int) -> Iterator[Edit]:
    for order in orders.merge:
        numbers = [number.strip() for number in order.split(",")]
        if len(numbers) < 2:
            raise InputError(f"--merge {order}", "one block", expected="at least two, such as 3,4")
        yield Merge(blocks=tuple(names.at(number, f"--merge {order}") for number in numbers))
    for number, value in _pairs(orders.move, "--move"):
        after = None if value == "0" else names.at(value, f"--move {number}={value}")
        yield Move(block=names.at(number, f"--move {number}"), article=article, after=after)
    for number in orders.drop:
        yield Drop(block=names.at(number, f"--drop {number}"))


def _facts(article: Article, orders: Orders) -> Iterator[Fact]:
    if orders.title is not None:
        yield Fact(article=article.ordinal, name="title", values=_one(orders.title))
    if orders.authors:
        yield Fact(article=article.ordinal, name="authors", values=tuple(filter(None, orders.authors)))
    if orders.source is not None:
        yield Fact(article=article.ordinal, name="source", values=_one(orders.source))
    if orders.date is not None:
        yield Fact(article=article.ordinal, name="date", values=_one(orders.date))


def _one(value: str) -> tuple[str, ...]:
    return (value.strip(),) if value.strip() else ()


def _pairs(orders: Sequence[str], option: str) -> Iterator[tuple[str, str]]:
    for order in orders:
        number, equals, value = order.partition("=")
        if not equals or not value.strip():
            raise InputError(f"{option} {order}", "no value", expected=f"a block and a value, as in {option} 3=…")
        yield number.strip(), value.strip()


def kind_of(block: int, value: str) -> Rekind:
    """Return what makes a block, named by where it begins, of a kind such as `byline`, `heading` or `heading2`.

    Raises InputError, which lists the kinds, when there is no such kind.
    """
    if heading := _HEADING.fullmatch(value):
        return Rekind(block=block, kind="heading", level=int(heading.group(1) or 1))
    kinds: tuple[BlockKind, ...] = get_args(BlockKind)
    kind = next((kind for kind in kinds if kind == value and kind != "markup"), None)
    if kind is None:
        raise InputError(f"kind {value}", "there is none", expected=f"one of {', '.join(kinds[:-1])}, or heading2 …")
    return Rekind(block=block, kind=kind)


def place(block: Block, words: str, view: str) -> int:
    """Return where in the view a block is to be cut: where the words stand in it.

    Raises InputError when they do not stand in it, stand in it more than once, or have no place in the view.
    """
    at = editing.position(block.pieces, block.text.find(words), view) if block.text.count(words) == 1 else None
    if at is None:
        raise InputError(
            f"split at {words}", f"these words stand {block.text.count(words)} times in the block", expected="once"
        )
    return at


def _ordinal(imported: Imported, article: str) -> int:
    for found in imported.articles:
        if found.id == article:
            return found.ordinal
    raise InputError(
        f"--merge-article {article}", "is no article of the same document", cure="articles of two files stay two"
    )
