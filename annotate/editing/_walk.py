"""A walk through the uncertain places of a document, one decision after the other."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from annotate.editing._draft import Draft
from schema import Block, Doubt, Drop, Edit, Imported, Merge, Rekind, Settle, SplitArticle


@dataclass(frozen=True, slots=True)
class Stop:
    """An uncertain place."""

    block: Block
    """The block, as the decisions before left it."""
    doubt: Doubt
    """What is uncertain of it."""
    before: Block | None
    """The block before it in its article, or outside any like it; None where it is the first."""
    after: Block | None
    """The block after it; None where it is the last."""
    alternative: tuple[Edit, ...]
    """What makes it the alternative; none where that takes a person's words."""

    @property
    def at(self) -> int:
        """The name of the block."""
        return self.block.pieces[0].start

    @property
    def keep(self) -> tuple[Edit, ...]:
        """What confirms it."""
        return (Settle(block=self.at),)


class Walk:
    """The uncertain places of a document in reading order; nothing is asked twice, and everything can be undone."""

    def __init__(self, imported: Imported, articles: Collection[int] | None = None) -> None:
        """`articles` are the ordinals of the articles to walk through; None for all, and what is outside any."""
        self._imported = imported
        self._articles = articles
        self._steps: list[tuple[Edit, ...] | int] = []
        self._draft = Draft(imported)

    @property
    def edits(self) -> tuple[Edit, ...]:
        """What was decided so far."""
        return tuple(edit for step in self._steps if isinstance(step, tuple) for edit in step)

    @property
    def left(self) -> int:
        """How many places are still uncertain and were not skipped."""
        return len(self._open())

    @property
    def uncertain(self) -> int:
        """How many places are still uncertain, those that were skipped too."""
        return len(self._open(skipped=True))

    def stop(self) -> Stop | None:
        """Return the first uncertain place that was not skipped, or None at the end of the walk."""
        for block in self._open()[:1]:
            if block.doubt:
                before, after = self._neighbours(block)
                return Stop(block, block.doubt, before, after, _alternative(block, before))
        return None

    def decide(self, edits: Sequence[Edit]) -> None:
        """Do edits; raises InputError, and does nothing, when one of them cannot be done."""
        draft = Draft(self._imported)
        for edit in (*self.edits, *edits):
            draft.do(edit)
        self._draft = draft
        self._steps.append(tuple(edits))

    def skip(self) -> None:
        """Leave the place as it is, uncertain; it comes again in another walk."""
        if stop := self.stop():
            self._steps.append(stop.at)

    def undo(self) -> bool:
        """Take the last decision or skip back; tell whether there was one."""
        if not self._steps:
            return False
        self._steps.pop()
        self._draft = Draft(self._imported)
        for edit in self.edits:
            self._draft.do(edit)
        return True

    def _open(self, *, skipped: bool = False) -> list[Block]:
        left_out = set() if skipped else {step for step in self._steps if isinstance(step, int)}
        return [
            block
            for block in self._draft.blocks
            if block.doubt
            and block.kind != "markup"
            and block.pieces[0].start not in left_out
            and (self._articles is None or block.article in self._articles)
        ]

    def _neighbours(self, block: Block) -> tuple[Block | None, Block | None]:
        others = [one for one in self._draft.blocks if one.article == block.article and one.kind != "markup"]
        index = others.index(block)
        return (others[index - 1] if index else None), (others[index + 1] if index + 1 < len(others) else None)


def _alternative(block: Block, before: Block | None) -> tuple[Edit, ...]:
    """Return what makes an uncertain block the alternative, if that can be done without a person's words."""
    at = block.pieces[0].start
    match block.doubt.remedy if block.doubt else None:
        case None:
            return ()
        case "joined":
            return (Merge(blocks=(before.pieces[0].start, at)),) if before else ()
        case "article":
            return (SplitArticle(block=at),) if before and block.article else ()
        case "outside":
            return (Drop(block=at),)
        case "heading":
            return (Rekind(block=at, kind="heading", level=block.level or 1),)
        case kind:
            return (Rekind(block=at, kind=kind),)
