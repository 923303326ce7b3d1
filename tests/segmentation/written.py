"""Texts written for the tests of the rules, and documents made of them with what must come out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import permutations

from annotate.segmentation import Origin, imported
from schema import BlockKind, SourceView
from tests.segmentation.degraded import VARIANTS, page, wrapped
from tests.segmentation.rows import LAYOUTS, Row, body, front, gold_of, outside, rows, titles
from tests.segmentation.test_variants import clean


@dataclass(frozen=True, slots=True)
class Document:
    """A text, and whether its blocks are right."""

    text: str
    right: Callable[[Sequence[Row]], bool]


def layout(stem: str) -> Document:
    """A document with golden blocks, all of which must come out."""
    path = LAYOUTS / f"{stem}.txt"
    expected = gold_of(path)
    aspects = (body, titles, front, outside)
    return Document(
        path.read_text(encoding="utf-8"), lambda found: all(aspect(found) == aspect(expected) for aspect in aspects)
    )


def printed(stem: str, render: Callable[[Sequence[Row]], str]) -> Document:
    """A clean document as printed, of which body and titles must come out."""
    expected = clean(LAYOUTS / f"{stem}.txt")
    return Document(render(expected), lambda found: body(found) == body(expected) and titles(found) == titles(expected))


def variant(stem: str, name: str) -> Document:
    """A clean document in one of the degraded variants."""
    return printed(stem, VARIANTS[name].render)


def columns_without_indents(rows: Sequence[Row]) -> str:
    """Print paragraphs as if their first lines were indented by two, and leave the indents out."""
    return page(wrapped(rows, 17, indent=2))


def essay(text: str, *expected: tuple[BlockKind, str], article: int | None = None) -> Document:
    """A text in which some blocks must come out, in one article if it is given."""

    def right(found: Sequence[Row]) -> bool:
        blocks = {(row.kind, row.text) for row in found if article is None or row.article == article}
        return set(expected) <= blocks

    return Document(text, right)


LOOM = "老织机停了以后，村里的手艺人改做来料加工，一件活计只挣两元钱，年轻人都不愿意学。"
DYE = "县里应当把织造列入技工学校的课程，请老师傅带徒，学成的按月发给补贴，满三年再评等级。"
WELL = "井水变咸已有十年，村民要到邻镇去挑水，一担水要走两里路，老人只好向邻居买水喝。"
PIPE = "水务局应当先修通主管道，再逐户接表，困难家庭的接表费由县财政承担，年内全部完工。"

EN = "The looms stopped in spring, and the weavers now sew for two coins a cloth, which no young person cares to learn."


ASKED = "井水一年比一年咸，挑水的人一年比一年老，修一条管道的钱到底该由县里出，还是由各村自己凑？"
SUMMED = "老手藝不是沒有人要，而是沒有人教、沒有人付學費，縣裡若肯先出這一筆錢，織機明年就能重新轉起來"


def spaced(*lines: str) -> str:
    return "\n\n".join(lines)


ALL = ["".join(order) for order in permutations((LOOM, DYE, WELL, PIPE))]
"""Paragraphs that all differ."""


def printed_pages(width: int, first: int) -> str:
    """Wrapped paragraphs in which the number of the page is glued to every tenth line."""
    lines = [part[at : at + width] for part in ALL[:12] for at in range(0, len(part), width)]
    tops = range(9, len(lines), 10)
    return "\n".join(f"{first + at // 10}{line}" if at in tops else line for at, line in enumerate(lines))


def pages_are_whole(found: Sequence[Row]) -> bool:
    return [row.text for row in found if row.kind == "paragraph"] == ALL[:12]


def blocks_of(text: str, *without: str) -> list[Row]:
    view = SourceView(text=text, extractor="text", extractor_version="test")
    return rows(imported(Origin("id", "essay.txt", "hash"), view, without=frozenset(without)))
