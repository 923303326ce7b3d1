"""The store as the rest of the program sees it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Self

from sqlalchemy import func, select

from annotate.alignment import Columns, Entry
from annotate.errors import StoreError
from annotate.store import (
    _annotations,
    _columns,
    _facts,
    _migrations,
    _readings,
    _removal,
    _selections,
    _state,
    _texts,
)
from annotate.store._engine import Database
from annotate.store._rows import chunks
from annotate.store._standing_store import StandingStore
from annotate.store._tables import AnnotationRow, ArticleRow, Base, DocumentRow
from annotate.store._values import Outcome, Removal, Saved
from schema import (
    Annotation,
    Article,
    ArticleFacts,
    ArticleSelection,
    Document,
    Imported,
    Reading,
)

_UNCOUNTED = {
    "setting",
    "part",
    "annotation",
    "selection_article",
    "scheme_use",
    "migrated",
    "undo",
    "pseudonym",
    "export",
    "export_article",
    "export_annotation",
}
"""Tables that are not counted as they are."""

_TOGETHER = 100
"""How many documents one transaction of `Store.add_all` takes."""


def open_store(url: str, *, read_only: bool = False) -> Store:
    """Open the store at a SQLAlchemy URL. One that is `read_only` has the database refuse whatever would write.

    Raises StoreOutdated when it must be upgraded first, StoreTooNew when a newer program wrote it, and StoreError
    when there is none, or none that can be read. A password in the URL is never shown.
    """
    database = Database(url, read_only=read_only)
    try:
        _migrations.check(database)
    except BaseException:
        database.close()
        raise
    return Store(database)


def create_store(url: str) -> Store:
    """Make a store at a SQLAlchemy URL, a new file or the tables of an empty database, and open it.

    Raises StoreError when there is one already, or it cannot be made there.
    """
    _migrations.create(url)
    return open_store(url)


class Store(StandingStore):
    """Everything that a project keeps; a context manager, and safe to use from several threads.

    Takes and gives `schema` models. Each method that writes is one transaction: it is done as a whole or, whatever
    happens to the process, not at all; other writers wait. What is iterated over is one state of the store.
    Every method raises StoreError when the database cannot be used (damaged, not writable, unreachable, locked).
    """

    @property
    def location(self) -> str:
        """Its URL, without the password."""
        return self._database.location

    def close(self) -> None:
        """Close all connections."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def add(self, imported: Imported, when: datetime | None = None) -> Outcome:
        """Add a document with its articles, unless one of its id or file is there, which is then left as it is.

        `when` is the moment of the import, for the record. Raises ValueError when a block's text is not what its
        pieces of the source view give.
        """
        with self._database.write() as connection:
            return _texts.add(connection, imported, when)

    def add_all(self, imported: Iterable[Imported], when: datetime | None = None) -> Iterator[tuple[Imported, Outcome]]:
        """Add many documents, and yield each with what `add` would have told, once it is kept.

        A transaction takes some of them, which makes thousands of small documents many times faster than one by one.
        """
        for some in chunks(imported, _TOGETHER):
            with self._database.write() as connection:
                outcomes = [_texts.add(connection, one, when) for one in some]
            yield from zip(some, outcomes, strict=True)

    def revise(self, imported: Imported, reading: Reading) -> None:
        """Append a reading to a document: its blocks, new articles, what is known of articles, new versions of texts.

        What the store has of earlier readings and versions stays as it is. Raises StoreError when the document is not
        there or has been read anew meanwhile, ValueError when a block's text is not what its pieces give.
        """
        self.revise_all([(imported, reading)])

    def revise_all(self, steps: Iterable[tuple[Imported, Reading]], annotations: Iterable[Annotation] = ()) -> None:
        """Append several readings, one after the other, and keep annotations on their texts, all or none.

        Otherwise as `revise` and `save_annotations`.
        """
        given, work = list(steps), list(annotations)
        with self._database.write() as connection:
            for imported, reading in given:
                _texts.revise(connection, imported, reading)
            _annotations.save(connection, work)

    def documents(self) -> Iterator[Document]:
        """Yield all documents as they are read now, by id."""
        with self._database.read() as connection:
            yield from _readings.documents(connection, _readings.document_ids(connection))

    def document(self, id_: str, reading: int | None = None) -> Document:
        """Return a document as it is read now, or as of a numbered reading; raises StoreError when it is not there."""
        with self._database.read() as connection:
            at = _readings.numbers(connection, [id_]) if reading is None else {id_: reading}
            for document in _readings.documents_at(connection, at):
                return document
        which = f"document {id_}" if reading is None else f"reading {reading} of document {id_}"
        raise StoreError(which, "is not in the store", cure="annotate corpus list")

    def readings(self, document: str) -> list[Reading]:
        """Return who read a document when and why, with persons' edits, oldest first; none where it is not there."""
        with self._database.read() as connection:
            return _readings.readings(connection, document)

    def imported(self, document: str) -> Imported:
        """Return a document as it is read now, with its articles; raises StoreError when it is not there."""
        with self._database.read() as connection:
            for found in _readings.documents(connection, [document]):
                articles = _texts.articles(connection, _texts.article_ids(connection, document))
                return Imported(document=found, articles=tuple(articles))
        raise StoreError(f"document {document}", "is not in the store", cure="annotate corpus list")

    def articles(self, ids: Iterable[str] | None = None) -> Iterator[Article]:
        """Yield articles with all versions of their texts: all, by document and as they stand in it, or those of ids.

        Of the ids those that are not there are passed over; the articles come in the order of the ids.
        """
        with self._database.read() as connection:
            yield from _texts.articles(connection, _texts.article_ids(connection) if ids is None else ids)

    def article(self, id_: str) -> Article:
        """Return an article; raises StoreError when it is not there."""
        with self._database.read() as connection:
            for article in _texts.articles(connection, [id_]):
                return article
        raise StoreError(f"article {id_}", "is not in the store", cure="annotate corpus list")

    def state(self) -> str:
        """Return a token that is another one as soon as texts, work, tasks, assignments or decisions are others."""
        with self._database.read() as connection:
            return _state.state(connection)

    def counts(self) -> dict[str, int]:
        """Return how many there are, by kind.

        The kinds are the tables (document, view, reading, block, article, article_text, annotator, project, unit,
        task, span, relation, decision, selection, scheme, migration), with heading and paragraph apart, annotation
        (each once) and revision (of annotations).
        Spans and relations are those of all revisions, blocks those of all readings, headings and paragraphs those
        of the newest version of each text.
        """
        with self._database.read() as connection:
            found = {
                table.name: connection.scalar(select(func.count()).select_from(table)) or 0
                for table in Base.metadata.sorted_tables
                if table.name not in _UNCOUNTED
            }
            found |= _facts.parts(connection)
            annotations = select(func.count(AnnotationRow.id.distinct()), func.count(AnnotationRow.id))
            found["annotation"], found["revision"] = connection.execute(annotations).one()
        return dict(sorted(found.items()))

    def save_annotations(self, annotations: Iterable[Annotation]) -> Saved:
        """Keep annotations: a new one as revision 1, one that differs from its latest revision as the next.

        Revisions are numbered here, whatever number an annotation brings. All are taken from the iterable before the
        transaction begins, so that a slow source blocks nobody. Raises StoreError when an annotator or the text of a
        unit is not in the store; then nothing is kept.
        """
        given = list(annotations)
        with self._database.write() as connection:
            return _annotations.save(connection, given)

    def damaged_annotations(self) -> list[tuple[str, int]]:
        """Return id and revision of annotations whose raw form is no longer what came, by the hash kept with it."""
        with self._database.read() as connection:
            return _annotations.damaged(connection)

    def mark_deleted(self, ids: Iterable[str]) -> int:
        """Keep a deleted revision of each of these annotations, unless its latest is one; return how many.

        Raises KeyError for an id that was never stored.
        """
        given = list(ids)
        with self._database.write() as connection:
            return _annotations.mark_deleted(connection, given)

    def annotations(
        self,
        *,
        latest: bool = True,
        annotator: str | None = None,
        article: str | None = None,
        articles: Collection[str] | None = None,
        raw: bool = True,
        curated: bool = False,
    ) -> Iterator[Annotation]:
        """Yield annotations, the deleted ones too: in reading order of their units, then by annotator and id.

        Those on one article may be asked for, or on some `articles`, of which there are few. All revisions come if not
        only the latest are asked for, oldest first. Without `raw`, which is most of their bulk, that field is None.
        What was done in projects where it is decided between annotators is no annotator's work: it comes, and nothing
        else, only where what is `curated` is asked for.
        """
        with self._database.read() as connection:
            which = {"latest": latest, "curated": curated}
            on = articles if article is None else [article]
            wanted = _annotations.keys(connection, annotator=annotator, articles=on, **which)
            yield from _annotations.read(connection, wanted, raw=raw)

    def columns(self, articles: Iterable[str] | None = None, keep: Callable[[Entry], bool] | None = None) -> Columns:
        """Return annotators' work on these articles, or on all, as columns, many times faster than `annotations`.

        The latest revisions come, the deleted ones too, and of them those of which `keep` is true.
        """
        given = None if articles is None else list(articles)
        with self._database.read() as connection:
            return _columns.columns(connection, given, keep or (lambda _: True))

    def facts(self) -> Iterator[ArticleFacts]:
        """Yield what is known of each article without its text: by document, and as they stand in it."""
        with self._database.read() as connection:
            yield from _facts.facts(connection)

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield id and newest text of each article, without its parts: many times faster than `articles`."""
        with self._database.read() as connection:
            yield from _facts.texts(connection)

    def titles(self) -> Iterator[tuple[str, str]]:
        """Yield id and title of each article."""
        with self._database.read() as connection:
            yield from _facts.titles(connection)

    def headings(self) -> Iterator[tuple[str, str]]:
        """Yield the article and the text of each heading of the newest texts, without titles."""
        with self._database.read() as connection:
            yield from _facts.headings(connection)

    def paragraph_lengths(self) -> Iterator[tuple[str, int]]:
        """Yield the article and the code points of each paragraph of the newest texts."""
        with self._database.read() as connection:
            yield from _facts.paragraph_lengths(connection)

    def beginning(self, prefix: str) -> tuple[list[str], list[str]]:
        """Return the ids of articles, and of documents, that begin so: the one that is just this, or else a few."""
        with self._database.read() as connection:
            found = [_facts.beginning(connection, id_, prefix) for id_ in (ArticleRow.id, DocumentRow.id)]
        return found[0], found[1]

    def removal(self, documents: Sequence[str], articles: Sequence[str]) -> Removal:
        """Tell what `remove` would remove."""
        with self._database.read() as connection:
            return _removal.removal(connection, documents, articles)

    def remove(self, documents: Sequence[str], articles: Sequence[str], *, with_work: bool = False) -> Removal:
        """Remove documents with their articles, and articles, whose blocks stay in their documents; tell what went.

        Raises StoreError, and removes nothing, when work of people hangs on them that is not to go too.
        """
        with self._database.write() as connection:
            return _removal.remove(connection, documents, articles, with_work=with_work)

    def add_selection(self, selection: ArticleSelection, *, replace: bool = False) -> bool:
        """Keep a selection; tell whether anything changed: the same criteria and articles once more are nothing new.

        Raises StoreError when another of its name is there that is not to be replaced, or an article is not.
        """
        with self._database.write() as connection:
            return _selections.add(connection, selection, replace=replace)

    def selections(self) -> list[ArticleSelection]:
        """Return all selections, by name."""
        with self._database.read() as connection:
            return _selections.selections(connection)

    def selection(self, name: str) -> ArticleSelection:
        """Return the selection of a name; raises StoreError, which names those there are, when it is not there."""
        with self._database.read() as connection:
            for selection in _selections.selections(connection, name):
                return selection
            names = ", ".join(known.name for known in _selections.selections(connection))
        raise StoreError(
            f"selection {name}",
            "is not in the store",
            expected=f"one of {names}" if names else None,
            cure="annotate select make NAME …",
        )

    def remove_selection(self, name: str) -> None:
        """Remove a selection, not its articles; raises StoreError when it is not there."""
        self.selection(name)
        with self._database.write() as connection:
            _selections.remove(connection, name)
