"""A document in the making: what each edit does to the blocks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import takewhile

from annotate.editing import _pieces
from annotate.errors import InputError
from schema import (
    Block,
    Correct,
    Drop,
    Edit,
    Fact,
    FactName,
    Imported,
    Merge,
    MergeArticles,
    Move,
    Piece,
    Rekind,
    Settle,
    Split,
    SplitArticle,
)

_MOST_SHOWN = 40
"""Characters of a change that are told."""


class Draft:
    """The blocks of a document while they are edited, and what is said of its articles."""

    def __init__(self, imported: Imported) -> None:
        self.view = imported.document.view.text
        self.blocks = list(imported.document.blocks)
        ordinals = [*(article.ordinal for article in imported.articles), *(block.article for block in self.blocks)]
        self.articles = max(ordinals, default=0)
        """The highest ordinal of an article."""
        self.facts: dict[tuple[int, FactName], tuple[str, ...]] = {}
        """What was said, by ordinal and name."""
        self._places: dict[int, int] = {}

    def find(self, at: int) -> int:
        """Return the index of the block that begins at a position of the view; raises InputError if none does."""
        index = self._places.get(at)
        if index is None or index >= len(self.blocks) or self.blocks[index].pieces[0].start != at:
            # Blocks came, went or moved since the places were noted.
            self._places = {block.pieces[0].start: index for index, block in enumerate(self.blocks)}
            index = self._places.get(at)
        if index is not None:
            return index
        inside = next((one for one in self.blocks if any(piece.start <= at < piece.end for piece in one.pieces)), None)
        found = f"the block there begins at {inside.pieces[0].start}: {opening(inside)}" if inside else "nothing there"
        raise InputError(
            f"position {at}",
            f"no block begins there; {found}",
            expected="a position of the source view at which a block begins",
            cure="name blocks by where they begin",
        )

    def block(self, at: int) -> Block:
        """Return the block that begins at a position of the view; raises InputError if none does."""
        return self.blocks[self.find(at)]

    def do(self, edit: Edit) -> None:
        """Do one edit; raises InputError, which names it, when it cannot be done, and then nothing is changed."""
        try:
            _do(self, edit)
        except InputError as error:
            where = f"{describe(edit)}: {error.where}"
            raise InputError(where, error.found, expected=error.expected, cure=error.cure) from error

    def change(self, at: int, **values: object) -> None:
        """Change a block; what a person had a hand in is no longer in doubt."""
        index = self.find(at)
        self.blocks[index] = self.blocks[index].model_copy(update={"doubt": None, **values})

    def of(self, article: int) -> list[Block]:
        """Return the blocks of an article, in order; raises InputError when there is no such article."""
        if not 0 <= article <= self.articles:
            raise InputError(
                f"article {article}",
                f"there is none; the last is {self.articles}",
                expected=f"0, which is outside any, to {self.articles}",
                cure="`annotate corpus list` shows the articles, whose ids end in their number",
            )
        return [block for block in self.blocks if block.article == article]


def opening(block: Block) -> str:
    """Return how a block begins, for messages."""
    return f"「{block.text[:12]}{'…' if len(block.text) > 12 else ''}」"


def describe(edit: Edit) -> str:
    """Return an edit in a few words."""
    values = edit.model_dump(exclude={"edit"}, exclude_none=True)
    return f"{edit.edit.replace('_', ' ')} ({', '.join(f'{name} {value}' for name, value in values.items())})"


def told(imported: Imported, edits: Iterable[Edit]) -> tuple[str, ...]:
    """Return edits in words, with how the blocks begin that they name; they are done on the way."""
    draft = Draft(imported)
    found = []
    for edit in edits:
        found.append(_told(draft, edit))
        draft.do(edit)
    return tuple(found)


def _told(draft: Draft, edit: Edit) -> str:
    word = edit.edit.replace("_", " ")
    match edit:
        case Fact():
            return f"{edit.name} of article {edit.article}: {'、'.join(edit.values) or 'none'}"
        case MergeArticles():
            return f"{word} {edit.other} into {edit.article}"
        case Merge():
            return f"{word} {' + '.join(opening(draft.block(at)) for at in edit.blocks)}"
        case Move():
            behind = f"behind {opening(draft.block(edit.after))}" if edit.after is not None else "at the beginning"
            return f"{word} {opening(draft.block(edit.block))} to article {edit.article}, {behind}"
        case Split():
            return f"{word} {opening(draft.block(edit.block))} before 「{_line(draft.view[edit.at : edit.at + 6])}…」"
        case Rekind():
            return f"{word} of {opening(draft.block(edit.block))}: {edit.kind}{edit.level or ''}"
        case Correct():
            block = draft.block(edit.block)
            return f"{word} of {opening(block)}: {_changed(block.text, edit.text)}"
    return f"{word} {opening(draft.block(edit.block))}"


def _line(text: str) -> str:
    """Return a stretch of the source in one line."""
    return " ".join(text.split())


def _changed(old: str, new: str) -> str:
    """Return what is different about a text: from the first character that is to the last."""
    start = _shared(old, new)
    end = min(_shared(old[::-1], new[::-1]), len(old) - start, len(new) - start)
    return " → ".join(f"「{_shortened(text[start : len(text) - end])}」" for text in (old, new))


def _shared(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _shortened(text: str) -> str:
    return text if len(text) <= _MOST_SHOWN else f"{text[: _MOST_SHOWN // 2]}…{text[-_MOST_SHOWN // 2 :]}"


def _do(draft: Draft, edit: Edit) -> None:
    match edit:
        case Fact():
            draft.of(edit.article)
            draft.facts[edit.article, edit.name] = edit.values
        case Rekind() | Drop() | Settle():
            draft.change(edit.block, **_values(edit))
        case Merge():
            _merge(draft, edit)
        case Split():
            _split(draft, edit)
        case Correct():
            _correct(draft, edit)
        case Move():
            _move(draft, edit)
        case MergeArticles():
            _merge_articles(draft, edit)
        case SplitArticle():
            _split_article(draft, edit)


def _values(edit: Rekind | Drop | Settle) -> dict[str, object]:
    """Return what becomes of a block."""
    if isinstance(edit, Rekind):
        return {"kind": edit.kind, "level": edit.level}
    return {"kind": "boilerplate", "level": None, "article": 0} if isinstance(edit, Drop) else {}


def _merge(draft: Draft, edit: Merge) -> None:
    blocks = [draft.block(at) for at in edit.blocks]
    if len(set(edit.blocks)) < len(edit.blocks):
        raise InputError("blocks", "one is named twice", expected="each block once", cure="name it once")
    pieces = _pieces.merged(blocks)
    draft.change(edit.blocks[0], pieces=pieces, text=_pieces.shown(pieces, draft.view))
    for at in edit.blocks[1:]:
        del draft.blocks[draft.find(at)]


def _split(draft: Draft, edit: Split) -> None:
    block = draft.block(edit.block)
    halves = []
    for pieces in _pieces.cut(block.pieces, edit.at, draft.view):
        text = _pieces.shown(pieces, draft.view)
        if text != text.strip():
            pieces, text = _pieces.corrected(pieces, text.strip(), draft.view), text.strip()
        halves.append(block.model_copy(update={"pieces": pieces, "text": text, "doubt": None}))
    if not all(half.text for half in halves) or halves[1].pieces[0].start != edit.at:
        raise InputError(
            f"position {edit.at}",
            f"the block {opening(block)} cannot be cut there",
            expected="a visible character of the block behind its first",
            cure="cut it before the first word of the second half",
        )
    index = draft.find(edit.block)
    draft.blocks[index : index + 1] = halves


def _correct(draft: Draft, edit: Correct) -> None:
    block = draft.block(edit.block)
    if edit.text != edit.text.strip() or len(edit.text.splitlines()) != 1:
        raise InputError(
            "text", f"{edit.text!r}", expected="a line of text", cure="give one line, without blanks at its ends"
        )
    pieces: Sequence[Piece] = block.pieces
    if edit.text != block.text:
        pieces = _pieces.corrected(block.pieces, edit.text, draft.view)
    draft.change(edit.block, pieces=tuple(pieces), text=edit.text)


def _move(draft: Draft, edit: Move) -> None:
    draft.find(edit.block)
    if edit.after == edit.block:
        raise InputError(
            f"position {edit.block}", "a block cannot stand behind itself", expected="another block", cure="name that"
        )
    if edit.after is not None and draft.block(edit.after).article != edit.article:
        raise InputError(
            f"position {edit.after}",
            f"that block is not in article {edit.article}",
            expected=f"a block of article {edit.article}",
            cure="name one of its blocks, or none to put it before all of them",
        )
    if edit.article == draft.articles + 1:
        draft.articles += 1
    others = [block for block in draft.of(edit.article) if block.pieces[0].start != edit.block]
    draft.change(edit.block, article=edit.article)
    if not others:
        return
    block = draft.blocks.pop(draft.find(edit.block))
    to = draft.find(edit.after) + 1 if edit.after is not None else draft.blocks.index(others[0])
    draft.blocks.insert(to, block)


def _merge_articles(draft: Draft, edit: MergeArticles) -> None:
    taken = draft.of(edit.other)
    if edit.article == edit.other or not taken:
        raise InputError(
            f"article {edit.other}",
            "is the same one" if taken else "there is nothing in it to merge",
            expected="another article with text",
            cure="name another article of the same document",
        )
    titled = any(block.kind == "title" for block in draft.of(edit.article))
    for block in taken:
        below = {"kind": "heading", "level": 1} if titled and block.kind == "title" else {}
        moved = block.model_copy(update={"article": edit.article, **below})
        draft.blocks[draft.find(block.pieces[0].start)] = moved


def _split_article(draft: Draft, edit: SplitArticle) -> None:
    index = draft.find(edit.block)
    article = draft.blocks[index].article
    before = [block for block in draft.blocks[:index] if block.article == article and block.kind != "markup"]
    if not article or not before:
        raise InputError(
            f"position {edit.block}",
            "the block begins its article already" if article else "is in none",
            expected="a block of an article behind its first",
            cure="name the block that the new article is to begin with",
        )
    new = edit.article or draft.articles + 1
    if any(block.article == new for block in draft.blocks):
        raise InputError(
            f"article {new}",
            "has blocks already",
            expected=f"an article without any, such as {draft.articles + 1}",
            cure="leave the number out, and it is the next",
        )
    draft.articles = max(draft.articles, new)
    for number in range(index, len(draft.blocks)):
        if draft.blocks[number].article == article:
            draft.blocks[number] = draft.blocks[number].model_copy(update={"article": new})
    titled = draft.blocks[index].kind == "heading"
    draft.change(edit.block, **({"kind": "title", "level": None} if titled else {}))
