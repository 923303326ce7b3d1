"""Gold when the scheme changes: what was decided is decided again by the new names, so that gold stays sound."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from annotate import adjudication
from annotate.adjudication import Dossier, Inquiry, Issue, Method
from annotate.migrating import Names, Region, Said, translated
from annotate.store import Store
from annotate.workflow.adjudicating import filing
from schema import Annotation, Decision, GoldComponent, GoldRelation, Scheme

_MARK = re.compile(r"migration \d+ of the scheme: ")
"""How the reason begins of what a migration decided again."""


def decide_again(store: Store, names: Names, number: int, when: datetime, undone: int | None = None) -> int:
    """Append each decision that stands once more, where it is other by the new names; return how many were appended.

    Who decided stays: a person's decision is still one that no rule overrules, and each person's their own. It rests on
    what annotators said then, as they say it by the new names, and so is no more stale than it was.

    Args:
        store: The store; annotations in it have the new names.
        names: What becomes of names.
        number: Number of the migration.
        when: The moment of the decisions.
        undone: The migration that is taken back: what it decided again goes back to what was decided before.
    """
    noted = store.migrated(number)
    appended = 0
    for some in filing.batches(store):
        changed = {one.id: noted[one.id] for dossier in some for one in dossier.annotations if one.id in noted}
        found = {one.id: one for one in store.revisions(changed)}
        for dossier in some:
            again = _Again(dossier, names, number, when, undone)
            made = again.decisions({one.id: found.get(one.id, one) for one in dossier.annotations})
            store.append(made)
            appended += len(made)
    return appended


class _Again:
    """What becomes of the decisions on one article."""

    def __init__(self, dossier: Dossier, names: Names, number: int, when: datetime, undone: int | None) -> None:
        self.dossier, self.names, self.number, self.when, self.undone = dossier, names, number, when, undone
        self.standing = adjudication.standing(dossier.decisions)

    def decisions(self, before: Mapping[str, Annotation]) -> list[Decision]:
        """Return what is to be decided again; `before` has the annotations as the migration found them, by id."""
        again = [self._renamed(one) for one in self.standing]
        moved: list[Decision] = []
        if any(one.by != "rule" for one in self.standing):
            then = _issues(replace(self.dossier, annotations=tuple(before.values())), self.names.old)
            moved = list(self._moved(then))
            every = (*self.dossier.decisions, *map(self._told, (*again, *moved)))
            after = _issues(replace(self.dossier, decisions=every), self.names.new)
            pairs = zip(self.standing, again, strict=True)
            again = [self._resting(made, one, then, after) for one, made in pairs]
            moved = [_on(one, after) for one in moved]
        changed = [made for one, made in zip(self.standing, again, strict=True) if made != one]
        return [self._told(one) for one in (*changed, *moved)]

    def _renamed(self, decision: Decision) -> Decision:
        if decision.result is None:
            return decision
        earlier = _earlier(self.dossier.decisions, decision, self.undone)
        return decision.model_copy(update={"result": earlier or renamed(decision.result, self.names)})

    def _moved(self, then: Mapping[str, Issue]) -> Iterator[Decision]:
        """Yield what persons rejected or left open of relations of which the group follows from a name that changes."""
        said = {(one.group, one.by, one.who) for one in self.standing}
        for one in self.standing:
            drawn = then[one.group].guess if one.group in then else None
            if one.by == "rule" or one.result is not None or not isinstance(drawn, GoldRelation):
                continue
            to = drawn.model_copy(update={"type": self.names.type(drawn.type)})
            group = adjudication.group_of(one.article, to, self.names.new)
            if to != drawn and (group, one.by, one.who) not in said:
                yield one.model_copy(update={"group": group})

    def _resting(
        self, made: Decision, decision: Decision, then: Mapping[str, Issue], after: Mapping[str, Issue]
    ) -> Decision:
        """Return a person's decision on what annotators say by the new names, unless it was stale before."""
        before, now = then.get(decision.group), after.get(decision.group)
        if made.by == "rule" or before is None or now is None or adjudication.stale(decision, before.case.evidence):
            return made
        return _on(made, after) if adjudication.stale(made, now.case.evidence) else made

    def _told(self, decision: Decision) -> Decision:
        why = f"{_mark(self.number)}{_reason(decision)}"
        return decision.model_copy(update={"when": self.when, "why": why, "number": None})


def _issues(dossier: Dossier, scheme: Scheme) -> dict[str, Issue]:
    """Return what is said of each group; which rule guesses is of no matter to that."""
    return {one.group: one for one in Inquiry.of(Method(), scheme, ()).issues(dossier)}


def _on(decision: Decision, issues: Mapping[str, Issue]) -> Decision:
    issue = issues.get(decision.group)
    return decision.model_copy(update={"evidence": issue.case.evidence}) if issue else decision


def _earlier(every: Iterable[Decision], decision: Decision, undone: int | None) -> GoldComponent | GoldRelation | None:
    """Return what was decided before the migration that is taken back decided it again."""
    if undone is None or not decision.why.startswith(_mark(undone)):
        return None
    voice = (decision.group, decision.by, decision.who)
    mine = (found for found in every if found.undone is None and (found.group, found.by, found.who) == voice)
    before = [found for found in mine if found.when < decision.when]
    return max(before, key=lambda found: found.when).result if before else None


def renamed(result: GoldComponent | GoldRelation, names: Names) -> GoldComponent | GoldRelation:
    """Return something of gold by the new names."""
    if isinstance(result, GoldRelation):
        return result.model_copy(update={"type": names.type(result.type)})
    said = tuple(Said(result.type, name, (value,), at) for at, (name, value) in enumerate(result.attributes.items()))
    after = translated(Region((result.type,), said), names)
    attributes = {one.attribute: one.values[0] for one in after.said}
    return result.model_copy(update={"type": after.types[0], "attributes": attributes})


def _mark(number: int) -> str:
    return f"migration {number} of the scheme: "


def by_migration(decision: Decision) -> bool:
    """Whether a migration of the scheme made a decision again, by new names."""
    return _MARK.match(decision.why) is not None


def _reason(decision: Decision) -> str:
    """Return the reason that people gave, without what an earlier migration put before it."""
    return _MARK.sub("", decision.why)
