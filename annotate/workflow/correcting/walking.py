"""The walk through what is uncertain: a question for each place, and what the answers make of the documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from annotate.editing import Stop, Walk
from annotate.errors import AnnotateError, InputError
from annotate.store import Store
from annotate.workflow.correcting.orders import kind_of, place
from annotate.workflow.correcting.revision import Revised, revise
from annotate.workflow.project import Project
from schema import Correct, Drop, Edit, Imported, Merge, Record, Split, SplitArticle

CHOICES = {
    "k": "keep it as it is",
    "a": "make it the alternative",
    "m": "put it together with the block before",
    "c": "cut it in two, before words to be given",
    "e": "change what it is: paragraph, heading, heading2, byline …",
    "t": "correct its text",
    "n": "begin a new article with it",
    "d": "drop it: it belongs to no article",
    "s": "skip it for now",
    "u": "undo the last decision",
    "q": "stop here; what was decided is kept",
}
"""The keys, with what they do."""


class Asker(Protocol):
    """Whoever answers: a person at a terminal, or a test."""

    def choose(self, imported: Imported, stop: Stop, left: int) -> str:
        """Show a place, the document it is in and how many are left there; return one of `CHOICES`."""
        ...

    def words(self, question: str, given: str = "") -> str:
        """Return a line of words; `given` is what stands there now."""
        ...

    def refuse(self, message: str) -> None:
        """Say that an answer will not do; the place is shown again."""
        ...


class WalkReport(Record):
    """What a walk brought."""

    documents: tuple[Revised, ...]
    """Documents in which something was decided."""
    decided: int
    """Decisions."""
    left: int
    """Places still uncertain in the documents that were looked at."""


def walk(project: Project, ids: Sequence[str], who: str, asker: Asker) -> WalkReport:
    """Ask about every uncertain place of documents or articles, all of them where none is named.

    What was decided in a document is stored as one reading when its end is reached, or the walk is stopped in any
    way; what was skipped stays uncertain and comes again another time. Raises StoreError for an unknown id.
    """
    revised: list[Revised] = []
    decided = left = 0
    with project.store() as store:
        for imported, articles in list(_doubtful(store, ids)):
            steps = Walk(imported, articles)
            try:
                goes_on = _ask(imported, steps, asker)
            finally:
                if steps.edits:
                    revised.append(revise(store, imported, steps.edits, who, "corpus review"))
            decided += len(steps.edits)
            left += steps.uncertain
            if not goes_on:
                break
    return WalkReport(documents=tuple(revised), decided=decided, left=left)


def _doubtful(store: Store, ids: Sequence[str]) -> Iterator[tuple[Imported, tuple[int, ...] | None]]:
    """Yield the documents to walk through, with the ordinals of the articles; None for all and what is outside."""
    whole: dict[str, None] = {}
    articles: dict[str, set[int]] = {}
    for id_ in ids:
        if store.readings(id_):
            whole[id_] = None
        else:
            article = store.article(id_)
            articles.setdefault(article.document, set()).add(article.ordinal)
    if not ids:
        doubted = (one.id for one in store.documents() if any(block.doubt for block in one.blocks))
        whole = dict.fromkeys(doubted)
    for document in whole:
        yield store.imported(document), None
    for document, ordinals in articles.items():
        if document not in whole:
            yield store.imported(document), tuple(sorted(ordinals))


def _ask(imported: Imported, steps: Walk, asker: Asker) -> bool:
    """Ask until nothing is left; tell whether to go on with the next document."""
    while stop := steps.stop():
        key = asker.choose(imported, stop, steps.left)
        if key == "q":
            return False
        if key == "s":
            steps.skip()
        elif key == "u":
            if not steps.undo():
                asker.refuse("nothing was decided in this document yet")
        else:
            try:
                steps.decide(_answer(imported, stop, key, asker))
            except AnnotateError as error:
                asker.refuse(str(error))
    return True


def _answer(imported: Imported, stop: Stop, key: str, asker: Asker) -> tuple[Edit, ...]:
    """Return what a key does at a place; raises InputError where it does nothing there."""
    match key:
        case "k":
            return stop.keep
        case "a" if stop.alternative:
            return stop.alternative
        case "m" if stop.before:
            return (Merge(blocks=(stop.before.pieces[0].start, stop.at)),)
        case "c":
            words = asker.words("the second half begins with")
            return (Split(block=stop.at, at=place(stop.block, words, imported.document.view.text)),)
        case "e":
            return (kind_of(stop.at, asker.words("what it is", stop.block.kind)),)
        case "t":
            return (Correct(block=stop.at, text=asker.words("its text", stop.block.text).strip()),)
        case "n":
            return (SplitArticle(block=stop.at),)
        case "d":
            return (Drop(block=stop.at),)
    known = "it takes your words: c, e or t" if key == "a" else "that does nothing here"
    raise InputError(f"key {key!r}", known, expected=f"one of {', '.join(CHOICES)}")
