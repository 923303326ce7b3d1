"""A document read anew: what a person decided, done and stored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from annotate import editing
from annotate.editing import Carrier
from annotate.store import Store
from schema import Annotation, Article, Edit, Imported, Model, Reading


class NotCarried(Model):
    """An annotation that could not be taken along to a new version of its text."""

    annotation: str
    """Its id."""
    annotator: str
    """Whose it is."""
    unit: str
    """Key of the unit that it stays on."""
    why: str
    """What is in the way."""


class Revised(Model):
    """What became of a document that was edited."""

    document: str
    """Id of the document."""
    source: str
    """Name of its file."""
    reading: int
    """Number of its reading now."""
    edits: tuple[str, ...]
    """What was done, in words."""
    unfit: tuple[str, ...] = ()
    """Earlier edits that no longer fit a source that was read anew."""
    articles: tuple[str, ...]
    """Ids of the articles that are new, or whose text has a new version."""
    carried: int
    """Annotations that go with the text to its new version."""
    lost: tuple[NotCarried, ...]
    """Annotations that stay on the version that they were made on."""


def revise(
    store: Store, before: Imported, edits: Sequence[Edit], who: str, why: str, when: datetime | None = None
) -> Revised:
    """Do edits on the newest reading of a document and store what comes of them; nothing where there are none.

    `when` is the moment of it, otherwise now. Raises InputError, and stores nothing, when one of them cannot be done,
    StoreError when the document has been read anew meanwhile.
    """
    if not edits:
        return append(store, before, ())
    after = editing.apply(before, edits)
    reading = Reading(
        document=after.document.id,
        number=after.document.reading,
        who=who,
        when=when or datetime.now(UTC),
        why=why,
        edits=tuple(edits),
    )
    return append(store, before, [(after, reading)], editing.told(before, edits))


def append(
    store: Store,
    before: Imported,
    steps: Sequence[tuple[Imported, Reading]],
    done: tuple[str, ...] = (),
    unfit: Sequence[Edit] = (),
) -> Revised:
    """Store the next readings of a document, and tell what became of it.

    Annotations are taken along to the new versions of its texts in the same transaction, so that a run that is killed
    leaves none behind. Pulls and changes of scheme that are under way are waited for, since what they bring goes along
    too. Raises StoreError when the document has been read anew meanwhile.
    """
    after = steps[-1][0] if steps else before
    versions = {article.id: article.current.version for article in before.articles}
    changed = [article.id for article in after.articles if versions.get(article.id) != article.current.version]
    carried: list[Annotation] = []
    lost: list[NotCarried] = []
    if steps:
        with store.turn("labelling"):
            carried, lost = _carried(store, [article for article in after.articles if article.id in changed])
            store.revise_all(steps, carried)
    return Revised(
        document=after.document.id,
        source=after.document.source,
        reading=after.document.reading,
        edits=done,
        unfit=tuple(editing.describe(edit) for edit in unfit),
        articles=tuple(changed),
        carried=len(carried),
        lost=tuple(lost),
    )


def carry(store: Store, articles: Iterable[Article]) -> tuple[int, list[NotCarried]]:
    """Take the annotations on earlier versions of articles along to the newest; return how many, and the others.

    An annotation that goes along gets a further revision, on the unit of the new version that is its own. Drafts and
    deleted ones stay where they are.
    """
    found, lost = _carried(store, articles)
    store.save_annotations(found)
    return len(found), lost


def _carried(store: Store, articles: Iterable[Article]) -> tuple[list[Annotation], list[NotCarried]]:
    """Return the annotations as they go along, and the others."""
    found: list[Annotation] = []
    lost: list[NotCarried] = []
    for article in articles:
        carriers = {text.version: Carrier(text, article.current) for text in article.texts[:-1]}
        for annotation in store.annotations(article=article.id):
            if annotation.deleted or annotation.status == "draft" or annotation.unit.version not in carriers:
                continue
            carried = carriers[annotation.unit.version].carried(annotation)
            if isinstance(carried, Annotation):
                found.append(carried)
            else:
                named = {"annotation": annotation.id, "annotator": annotation.annotator, "unit": annotation.unit.key}
                lost.append(NotCarried(**named, why=carried))
    return found, lost
