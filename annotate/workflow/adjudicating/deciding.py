"""Decisions: what a rule decides of everything, and what a person decides of one group."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Literal

from annotate import adjudication
from annotate.adjudication import Held, Method, Question, Touched
from annotate.errors import InputError
from annotate.store import Store
from annotate.workflow.project import Project
from schema import Basis, Decision, GoldComponent, GoldRelation, Record, Rule, Scheme

Outcome = Literal["accepted", "rejected", "open"]


class Adjudicated(Record):
    """What a rule decided, and how gold stands after it."""

    rule: Rule
    """The rule."""
    decisions: int
    """Decisions appended now."""
    components: int
    """Components in gold."""
    relations: int
    """Relations in gold."""
    basis: dict[Basis, int]
    """Of both, how many rest on what."""
    rejected: int
    """Groups that did not get into gold."""
    stale: int
    """Groups that a person decided on, of which annotators say something else since."""
    open: tuple[Held, ...]
    """Groups left for a person, each with the reason."""
    touched: tuple[Touched, ...] = ()
    """Relations that were in gold, of which a component is other than it was."""


class Answered(Record):
    """What a person decided."""

    decision: Decision
    """The decision."""
    held: Held
    """What holds on the group now."""
    touched: tuple[Touched, ...]
    """Relations that were in gold, of which a component is other than it was."""


def auto(project: Project, method: Method | None = None) -> Adjudicated:
    """Append what a rule decides now; a second run on the same annotations appends nothing."""
    chosen = method or Method()
    with project.store() as store:
        earlier = tuple(store.decisions(undone=True))
        annotations = list(store.annotations(raw=False))
        made = store.append(adjudication.decide(annotations, project.scheme, earlier, chosen, datetime.now(UTC)))
    before, after = adjudication.holding(earlier), adjudication.holding((*earlier, *made))
    stale = 0
    if any(decision.by != "rule" for decision in earlier):
        asked = adjudication.questions(annotations, project.scheme, (*earlier, *made), chosen)
        stale = sum(question.state == "stale" for question in asked)
    accepted = [held for held in after if held.outcome == "accepted"]
    return Adjudicated(
        rule=chosen.stated(),
        decisions=len(made),
        components=sum(held.kind == "component" for held in accepted),
        relations=sum(held.kind == "relation" for held in accepted),
        basis=adjudication.bases(after),
        rejected=sum(held.outcome == "rejected" for held in after),
        stale=stale,
        open=tuple(held for held in after if held.outcome == "open"),
        touched=adjudication.touched(before, after),
    )


def answer(
    project: Project,
    group: str,
    outcome: Outcome,
    changes: Mapping[str, str | int | None] | None = None,
    attributes: Mapping[str, str] | None = None,
    *,
    who: str,
    by: Literal["curator", "arbiter"] = "curator",
    why: str = "",
    into: str | None = None,
) -> Answered:
    """Append a person's decision on a group.

    Args:
        project: The project.
        group: Id of the group, or how it begins.
        outcome: What is decided.
        changes: What is accepted otherwise than it holds or is guessed: `type`, `start`, `end`.
        attributes: Attributes that are accepted otherwise; an empty value takes one away.
        who: The person.
        by: As what.
        why: The reason.
        into: Id of the group that a rejected component was merged into, or how it begins.

    Raises InputError for a group that there is not, and for what the scheme or the text does not permit.
    """
    with project.store() as store:
        decisions = tuple(store.decisions(undone=True))
        method = adjudication.latest_method(decisions)
        asked = adjudication.questions(store.annotations(raw=False), project.scheme, decisions, method)
        question = find(asked, group)
        held = adjudication.holding(one for one in decisions if one.article == question.article)
        result = None
        if outcome == "accepted":
            result = changed(question, project.scheme, changes or {}, attributes or {})
            _expect_sound(store, question, result, held, project.scheme)
        other = find([one for one in asked if one.article == question.article], into).group if into else None
        made = adjudication.answer(
            question, outcome, result, who=who, by=by, when=datetime.now(UTC), why=why, into=other
        )
        (decision,) = store.append([made])
    after = adjudication.holding([*(one for one in decisions if one.article == question.article), decision])
    (now,) = (one for one in after if one.group == question.group)
    return Answered(decision=decision, held=now, touched=adjudication.touched(held, after))


def find(asked: Iterable[Question], beginning: str) -> Question:
    """Return the question about the group of which the id begins so; raises InputError for none, or for several."""
    found = [question for question in asked if question.group.startswith(beginning)]
    if len(found) != 1:
        listed = ", ".join(question.group for question in found[:5]) or "no group"
        raise InputError(
            f"group {beginning}", f"it is {listed}", expected="one group", cure="annotate adjudicate list --all"
        )
    return found[0]


def changed(
    question: Question, scheme: Scheme, changes: Mapping[str, str | int | None], attributes: Mapping[str, str]
) -> GoldComponent | GoldRelation:
    """Return what is accepted: what holds, else what is guessed, with these changes.

    A component of another type keeps the attributes that this type has too.
    """
    result = (question.holding.result if question.holding else None) or question.guess
    if result is None:
        raise InputError(f"group {question.group}", "nothing is left of it", cure="reject it, or undo what was decided")
    given = {name: value for name, value in changes.items() if value is not None}
    if isinstance(result, GoldRelation):
        if unfit := [*(name for name in given if name != "type"), *attributes]:
            raise InputError(f"relation {question.group}", f"has no {', '.join(unfit)}", expected="only --type")
        return result.model_copy(update=given)
    component = scheme.component(str(given.get("type", result.type)))
    known = {attribute.id for attribute in component.attributes} if component else set()
    kept = {name: value for name, value in result.attributes.items() if name in known}
    values = {name: value for name, value in {**kept, **attributes}.items() if value}
    return result.model_copy(update={**given, "attributes": values})


def _expect_sound(
    store: Store, question: Question, result: GoldComponent | GoldRelation, held: Iterable[Held], scheme: Scheme
) -> None:
    faults = list(adjudication.objections(result, held, scheme))
    if isinstance(result, GoldComponent):
        text = next(one for one in store.article(question.article).texts if one.version == question.version)
        if not 0 <= result.start < result.end <= len(text.text):
            faults.append(f"[{result.start}, {result.end}) is no range of its text of {len(text.text)} characters")
    if faults:
        raise InputError(f"group {question.group}", "; ".join(faults), expected="what the scheme permits")
