"""A source read anew: its articles under the ids that they had, and persons' edits done again on them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from annotate.editing._align import Match, visible_matches
from annotate.editing._apply import apply, succeeded
from annotate.editing._draft import Draft
from annotate.errors import InputError
from annotate.segmentation import articles_of
from schema import (
    Article,
    Block,
    Document,
    Edit,
    Fact,
    Imported,
    Merge,
    MergeArticles,
    Move,
    Split,
    SplitArticle,
)


@dataclass(frozen=True, slots=True)
class Replayed:
    """What came of reading a source anew."""

    read: Document
    """The document as the importer reads it now."""
    imported: Imported
    """The same after the edits that fitted: one reading further, if there were any."""
    edits: tuple[Edit, ...]
    """Those that fitted, with the positions of the new view."""
    unfit: tuple[Edit, ...]
    """Those that did not, as they were. Edits that the importer makes needless now are in neither."""


def replay(
    base: Document, articles: Sequence[Article], edits: Sequence[Edit], fresh: Imported, reading: int
) -> Replayed:
    """Return a source read anew, as the next readings of its document.

    An article keeps its id where most of its characters are those that it was made of, and those of no other more.
    An edit fits where the blocks that it names begin where they did and read the same.

    Args:
        base: the document as an importer read it last.
        articles: its articles now, with all versions.
        edits: what persons did since `base`, in order.
        fresh: what an importer makes of the source now, under whatever id.
        reading: number of the document's newest reading.
    """
    places = Places(visible_matches(base.view.text, fresh.document.view.text))
    read = _renumbered(base, articles, fresh, places, reading + 1)
    steps = list(_steps(base, edits, read, places))
    fitting = tuple(done for done, _ in steps if done)
    after = apply(read, fitting) if fitting else read
    return Replayed(
        read=read.document,
        imported=succeeded(articles, after),
        edits=fitting,
        unfit=tuple(edit for done, edit in steps if not done),
    )


class Places:
    """Where the characters of one text stand in another."""

    def __init__(self, found: Sequence[Match]) -> None:
        self._found = found
        self._starts = [start for start, _, _ in found]

    def of(self, at: int) -> int | None:
        """Return the place of a character; None where it is gone."""
        index = bisect_right(self._starts, at) - 1
        if index < 0:
            return None
        start, to, length = self._found[index]
        return to + at - start if at < start + length else None

    def shared(self, start: int, end: int) -> Iterator[int]:
        """Yield the places of the characters of a range that are still there."""
        for index in range(max(bisect_right(self._starts, start) - 1, 0), len(self._found)):
            first, to, length = self._found[index]
            if first >= end:
                return
            yield from range(to + max(start - first, 0), to + min(end - first, length))


def _renumbered(base: Document, articles: Sequence[Article], fresh: Imported, places: Places, reading: int) -> Imported:
    """Return what was read under the id of its document, its articles under the ordinals that they had."""
    owners = {at: block.article for block in fresh.document.blocks for at in _positions(block)}
    shared: Counter[tuple[int, int]] = Counter()
    whole, once = _unique(fresh.document), _unique(base)
    for block in base.blocks:
        if not block.article:
            continue
        if block.text in once:
            # What stands in one article only tells also where articles have changed places.
            shared[whole.get(block.text, 0), block.article] += 2 * len(block.text)
        for piece in block.pieces:
            for at in places.shared(piece.start, piece.end):
                shared[owners.get(at, 0), block.article] += 1
    ordinals: dict[int, int] = {0: 0}
    for (new, old), _ in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        if new and new not in ordinals and old not in ordinals.values():
            ordinals[new] = old
    last = max((article.ordinal for article in articles), default=0)
    for new in sorted({block.article for block in fresh.document.blocks} - ordinals.keys()):
        last += 1
        ordinals[new] = last
    blocks = tuple(block.model_copy(update={"article": ordinals[block.article]}) for block in fresh.document.blocks)
    same = {"id": base.id, "source": base.source, "record": base.record}
    document = fresh.document.model_copy(update={**same, "blocks": blocks, "reading": reading})
    known = {ordinals[article.ordinal]: article for article in fresh.articles}
    facts = ("title", "authors", "source", "date", "language")
    found = [
        article.model_copy(
            update={
                **{name: getattr(known[article.ordinal], name) for name in facts},
                "texts": (article.current.model_copy(update={"reading": reading}),),
            }
        )
        for article in articles_of(document)
    ]
    return Imported(document=document, articles=tuple(found))


def _unique(document: Document) -> dict[str, int]:
    """Return the article of each text of a block that stands in one article only."""
    found: dict[str, set[int]] = {}
    for block in document.blocks:
        found.setdefault(block.text, set()).add(block.article)
    return {text: min(articles) for text, articles in found.items() if len(articles) == 1}


def _positions(block: Block) -> Iterator[int]:
    for piece in block.pieces:
        yield from range(piece.start, piece.end)


def _steps(base: Document, edits: Iterable[Edit], read: Imported, places: Places) -> Iterator[tuple[Edit | None, Edit]]:
    """Yield each edit as it is to be done now, None where it does not fit; those that are needless are left out."""
    old = Draft(Imported(document=base, articles=()))
    new = Draft(read)
    for edit in edits:
        now = _translated(edit, places)
        fits = now is not None and _alike(old, new, edit, now, kinds=False)
        try:
            old.do(edit)
        except InputError:
            yield None, edit
            continue
        if now is not None and isinstance(edit, SplitArticle) and isinstance(now, SplitArticle):
            now = now.model_copy(update={"article": old.block(edit.block).article})
        if now is not None and fits:
            try:
                new.do(now)
            except InputError:
                yield None, edit
            else:
                yield now, edit
        elif now is None or not _alike(old, new, edit, now, kinds=True):
            yield None, edit


def _names(edit: Edit) -> tuple[int, ...]:
    """Return the blocks that an edit names."""
    if isinstance(edit, Fact | MergeArticles):
        return ()
    if isinstance(edit, Merge):
        return edit.blocks
    if isinstance(edit, Move) and edit.after is not None:
        return edit.block, edit.after
    return (edit.block,)


def _translated(edit: Edit, places: Places) -> Edit | None:
    """Return an edit with the positions of the new view; None where what it names is gone."""
    names = [places.of(at) for at in _names(edit)]
    if any(at is None for at in names):
        return None
    if isinstance(edit, Fact | MergeArticles):
        return edit
    if isinstance(edit, Merge):
        return edit.model_copy(update={"blocks": tuple(names)})
    values: dict[str, int | None] = {"block": names[0]}
    if isinstance(edit, Move):
        values["after"] = names[1] if edit.after is not None else None
    if isinstance(edit, Split):
        values["at"] = places.of(edit.at)
        if values["at"] is None:
            return None
    return edit.model_copy(update=values)


def _alike(old: Draft, new: Draft, edit: Edit, now: Edit, *, kinds: bool) -> bool:
    """Whether the blocks that an edit names read the same in both, and are the same if kinds are asked for too."""
    for at, to in zip(_names(edit), _names(now), strict=True):
        block = next((one for one in old.blocks if one.pieces[0].start == at), None)
        other = next((one for one in new.blocks if one.pieces[0].start == to), None)
        if block is None or other is None:
            if block is not other:
                return False
            continue
        if block.text != other.text:
            return False
        if kinds and (block.kind, block.level, block.article) != (other.kind, other.level, other.article):
            return False
    return True
