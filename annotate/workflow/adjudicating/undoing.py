"""Decisions taken back."""

from __future__ import annotations

from datetime import UTC, datetime

from annotate import adjudication
from annotate.adjudication import Held, Touched
from annotate.errors import InputError
from annotate.workflow.project import Project
from annotate.workflow.schemes import versions
from schema import Decision, Record, Undo


class Undone(Record):
    """A decision that was taken back."""

    decision: Decision
    """The decision, which says so."""
    held: Held | None
    """What holds on its group now; None where nothing else was decided on it."""
    touched: tuple[Touched, ...]
    """Relations that were in gold, of which a component is other than it was."""


def undo(project: Project, number: int, *, who: str, why: str = "") -> Undone:
    """Take a decision back: gold is as if it had never been made.

    Raises InputError when there is no decision of this number, StoreError when it was taken back already or a change of
    scheme was begun meanwhile, ProjectError where one was stopped.
    """
    taken = Undo(decision=number, who=who, when=datetime.now(UTC), why=why)
    with project.store() as store:
        project, migration = versions.current(project, store)
        found = store.decision(number)
        if found is None:
            raise InputError(f"decision {number}", "there is no such decision", cure="annotate adjudicate log")
        on = list(store.decisions(found.article, undone=True))
        store.undo(taken, migration)
    decision = found.model_copy(update={"undone": taken})
    before = adjudication.holding(on, project.scheme)
    after = adjudication.holding((decision if one.number == number else one for one in on), project.scheme)
    held = next((one for one in after if one.group == decision.group), None)
    return Undone(decision=decision, held=held, touched=adjudication.touched(before, after))
