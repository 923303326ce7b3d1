"""The part of the store that keeps what exports were made from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import cast

from annotate.alignment import Ruling
from annotate.errors import StoreError
from annotate.store import _exports, _texts, _traces
from annotate.store._engine import loads
from annotate.store._pull_store import PullStore
from annotate.store._tables import ExportRow
from annotate.store._values import Trace
from schema import Annotation, ExportedArticle, ExportedWork, ExportRelease, Scheme, WrittenGold


class ExportStore(PullStore):
    """What `Store` says of itself holds here too."""

    def begin_export(self, release: ExportRelease, scheme: Scheme) -> int:
        """Append an export that is now being made; return its number, which is none of what it is given.

        One that was begun and never finished is dropped. Raises ValueError when the scheme is not the one it names.
        """
        with self._database.write() as connection:
            return _exports.begin(connection, release, scheme)

    def add_exported(
        self, number: int, first: int, articles: Sequence[ExportedArticle], works: Mapping[str, Sequence[ExportedWork]]
    ) -> None:
        """Append articles to an export that has `first` of them, with the annotations on them, by article."""
        with self._database.write() as connection:
            _exports.add_articles(connection, number, first, articles)
            _exports.add_works(connection, number, works)

    def set_splits(self, number: int, splits: Mapping[str, str]) -> None:
        """Note in which split each article of an export is."""
        with self._database.write() as connection:
            _exports.set_splits(connection, number, splits)

    def finish_export(self, release: ExportRelease) -> None:
        """Note that an export is whole; it is never changed from now on.

        Raises StoreError when it is not there any more, since another was begun.
        """
        with self._database.write() as connection:
            _exports.finish(connection, release)

    def drop_export(self, number: int) -> None:
        """Remove an export that is not finished, as if it had never been begun."""
        with self._database.write() as connection:
            _exports.drop(connection, number)

    def exports(self) -> list[ExportRelease]:
        """Return all exports that were finished, oldest first."""
        with self._database.read() as connection:
            return _exports.exports(connection)

    def export(self, number: int) -> ExportRelease:
        """Return an export; raises StoreError, which tells those there are, when it is not there."""
        with self._database.read() as connection:
            for found in _exports.exports(connection, ExportRow.number == number):
                return found
            known = ", ".join(str(one.number) for one in _exports.exports(connection))
        raise StoreError(
            f"export {number}",
            "is not in the store",
            expected=f"one of {known}" if known else None,
            cure="annotate export releases",
        )

    def exportable(self, ids: Iterable[str] | None = None) -> Iterator[tuple[str, ExportedArticle]]:
        """Yield what an export would have now of all articles, or those of ids, without gold; each after its document.

        They come as from `articles`, and many times faster.
        """
        with self._database.read() as connection:
            yield from _traces.exportable(connection, _texts.article_ids(connection) if ids is None else ids)

    def rulings(self, articles: Collection[str]) -> dict[str, list[Ruling]]:
        """Return the decisions in force on some articles without their evidence, in the order of `decisions`.

        They come many times faster. An article without any is not there.
        """
        with self._database.read() as connection:
            return _traces.rulings(connection, articles)

    def traces(self, wanted: Mapping[str, Collection[int]]) -> Iterator[Trace]:
        """Yield where versions of the texts of articles stand in their sources, in the order of the articles."""
        with self._database.read() as connection:
            yield from _traces.traces(connection, wanted)

    def exported_articles(self, number: int) -> Iterator[ExportedArticle]:
        """Yield the articles of an export, in order; of one that is being made too."""
        with self._database.read() as connection:
            yield from _exports.articles(connection, number)

    def exported(self, number: int) -> Iterator[tuple[ExportedArticle, WrittenGold | None]]:
        """Yield the same without gold, and their gold beside it as it was written down: many times faster."""
        with self._database.read() as connection:
            for article, gold in _exports.written(connection, number):
                yield article, None if gold is None else cast(WrittenGold, loads(gold))

    def exported_splits(self, number: int) -> dict[str, str]:
        """Return the split of each article of an export that is in one."""
        with self._database.read() as connection:
            return _exports.splits(connection, number)

    def exported_works(self, number: int, articles: Iterable[str]) -> dict[str, list[tuple[Annotation, str | None]]]:
        """Return the annotations of an export on some articles, by article, with why each is left out, if it is.

        They come without what came raw: by version, unit, annotator and id.
        """
        with self._database.read() as connection:
            return _exports.works(connection, number, articles)

    def exported_revisions(self, number: int) -> dict[str, ExportedWork]:
        """Return which revisions of annotations an export was made from, by the annotation's id."""
        with self._database.read() as connection:
            return _exports.works_of(connection, number)

    def exported_annotators(self, number: int) -> list[str]:
        """Return the names of those whose annotations an export was made from, sorted."""
        with self._database.read() as connection:
            return _exports.annotators_on(connection, number)

    def last_decision(self) -> int:
        """Return the number of the newest decision; 0 where there is none."""
        with self._database.read() as connection:
            return _exports.last_decision(connection)

    def pseudonyms(self) -> dict[str, str]:
        """Return the pseudonym, as A1, of each annotator who has one."""
        with self._database.read() as connection:
            return _exports.pseudonyms(connection)

    def add_pseudonyms(self, annotators: Iterable[str]) -> dict[str, str]:
        """Give those of the annotators who have no pseudonym the next ones, in this order; return those of all.

        Once given, a pseudonym is never another's, not even when its bearer is erased.
        """
        given = list(annotators)
        with self._database.write() as connection:
            _exports.add_pseudonyms(connection, given)
            return _exports.pseudonyms(connection)
