"""The part of the store that keeps what was decided between annotators."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from annotate.store import _decisions, _schemes
from annotate.store._scheme_store import SchemeStore
from schema import Decision, Rule, Undo


class DecisionStore(SchemeStore):
    """What `Store` says of itself holds here too."""

    def append(self, decisions: Iterable[Decision], migration: int | None = None) -> list[Decision]:
        """Append decisions after those that are there, and return them with their numbers.

        Raises StoreError when an article's text is not in the store, and, where `migration` is the number of the last
        change of scheme that they were made under, 0 for none, when another was begun since; then none is appended.
        """
        given = list(decisions)
        if not given:
            return []
        with self._database.write() as connection:
            _schemes.expect_last(connection, migration)
            return _decisions.append(connection, given)

    def append_after(self, last: int, decisions: Iterable[Decision]) -> list[Decision] | None:
        """Append decisions, as `append` does, that were made knowing those on their articles up to the number `last`.

        Appends none, and returns None, when others were appended to these articles since.
        """
        given = list(decisions)
        if not given:
            return []
        with self._database.write() as connection:
            known = _decisions.last_on(connection, {decision.article for decision in given}) <= last
            return _decisions.append(connection, given) if known else None

    def undo(self, undo: Undo, migration: int | None = None) -> None:
        """Take a decision back; raises StoreError when there is none of this number, or it was taken back already.

        Where `migration` is given, also as `append` does.
        """
        with self._database.write() as connection:
            _schemes.expect_last(connection, migration)
            _decisions.undo(connection, undo)

    def decisions(
        self, article: str | None = None, *, articles: Collection[str] | None = None, undone: bool = False
    ) -> Iterator[Decision]:
        """Yield all decisions in force, in the order in which they were appended.

        Those on one article may be asked for, or on some `articles`, of which there are few. With those that were taken
        back, if asked; each of them says so.
        """
        with self._database.read() as connection:
            yield from _decisions.read(connection, articles if article is None else [article], undone=undone)

    def decision(self, number: int) -> Decision | None:
        """Return the decision of this number, taken back or not; None where there is none."""
        with self._database.read() as connection:
            return _decisions.numbered(connection, number)

    def latest_rule(self, names: Collection[str]) -> Rule | None:
        """Return the rule of the latest decision in force that was made by one of these names; None without any."""
        with self._database.read() as connection:
            return _decisions.latest_rule(connection, names)
