"""Decisions: what a rule decides of everything, and what a person decides of one group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice
from typing import Literal

from annotate import adjudication
from annotate.adjudication import Dossier, Held, Inquiry, Issue, Method, Question, Touched
from annotate.errors import InputError
from annotate.store import Store
from annotate.workflow.adjudicating import filing
from annotate.workflow.adjudicating.filing import Outcome
from annotate.workflow.project import Project
from annotate.workflow.schemes import versions
from schema import Basis, Decision, GoldComponent, GoldRelation, Record, Rule, Scheme


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
    """Append what a rule decides now; a second run on the same annotations appends nothing.

    It goes through the articles a few at a time. All that is decided on an article is stored at once: a run that is
    killed leaves whole articles, and the next one does the rest as it would have been done. What others decide
    meanwhile is taken into account as if it had been there before. Raises ProjectError while a change of scheme is half
    done.
    """
    chosen = method or Method()
    with project.turn("deciding") as (project, store):
        versions.expect_whole(project, store)
        run, now = _Run(project.scheme), datetime.now(UTC)
        inquiry = filing.inquiry(store, project.scheme, chosen)
        for some in filing.batches(store):
            for dossier, made in _decided(store, inquiry, some, now):
                run.add(dossier, made, inquiry)
    return Adjudicated(
        rule=chosen.stated(),
        decisions=run.decisions,
        components=run.tally.of("accepted", "component"),
        relations=run.tally.of("accepted", "relation"),
        basis=run.tally.basis,
        rejected=run.tally.of("rejected"),
        stale=run.stale,
        open=tuple(run.open),
        touched=tuple(run.touched),
    )


def _decided(
    store: Store, inquiry: Inquiry, some: Sequence[Dossier], now: datetime
) -> Iterator[tuple[Dossier, list[Decision]]]:
    """Store what is decided on a few articles, and yield it for each, decided anew where others came before."""
    appended = None
    while appended is None:
        decided = [(dossier, inquiry.decide(dossier, now)) for dossier in some]
        last = max((one.number or 0 for dossier in some for one in dossier.decisions), default=0)
        appended = store.append_after(last, (one for _, made in decided for one in made))
        if appended is None:
            (some,) = filing.batches(store, [dossier.article for dossier in some])
    numbered = iter(appended)
    for dossier, made in decided:
        yield dossier, list(islice(numbered, len(made)))


@dataclass
class _Run:
    """What a rule has done so far."""

    scheme: Scheme
    decisions: int = 0
    stale: int = 0
    tally: filing.Tally = field(default_factory=filing.Tally)
    open: list[Held] = field(default_factory=list)
    touched: list[Touched] = field(default_factory=list)

    def add(self, dossier: Dossier, made: Sequence[Decision], inquiry: Inquiry) -> None:
        """Take note of what was decided on an article."""
        every = (*dossier.decisions, *made)
        held = adjudication.holding(every, self.scheme)
        self.decisions += len(made)
        self.tally.add(held)
        self.open += (one for one in held if one.outcome == "open")
        if made and dossier.decisions:
            self.touched += adjudication.touched(adjudication.holding(dossier.decisions, self.scheme), held)
        if any(one.by != "rule" for one in every):
            self.stale += sum(one.state == "stale" for one in inquiry.issues(replace(dossier, decisions=every)))


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

    Raises InputError for a group that there is not, and for what the scheme or the text does not permit, ProjectError
    where a change of scheme was stopped, and StoreError when one was begun meanwhile.
    """
    with project.store() as store:
        project, migration = versions.current(project, store)
        dossier, issues = find(store, project.scheme, group)
        question = matching(issues, group).question()
        held = adjudication.holding(dossier.decisions, project.scheme)
        result = None
        if outcome == "accepted":
            result = changed(question, project.scheme, changes or {}, attributes or {})
            _expect_sound(store, question, result, held, project.scheme)
        other = matching(issues, into).group if into else None
        made = adjudication.answer(
            question, outcome, result, who=who, by=by, when=datetime.now(UTC), why=why, into=other
        )
        (decision,) = store.append([made], migration)
    after = adjudication.holding((*dossier.decisions, decision), project.scheme)
    (now,) = (one for one in after if one.group == question.group)
    return Answered(decision=decision, held=now, touched=adjudication.touched(held, after))


def find(store: Store, scheme: Scheme, beginning: str) -> tuple[Dossier, list[Issue]]:
    """Return the article of the group of which the id begins so, with all issues of it.

    Raises InputError for a group that there is not, or for several.
    """
    inquiry = filing.inquiry(store, scheme, filing.latest_method(store))
    every = ((dossier, inquiry.issues(dossier)) for dossier in filing.dossiers(store))
    found = [(one, issues) for one, issues in every if any(issue.group.startswith(beginning) for issue in issues)]
    matching([issue for _, issues in found for issue in issues], beginning)
    return found[0]


def matching(issues: Iterable[Issue], beginning: str) -> Issue:
    """Return the issue of the group of which the id begins so; raises InputError for none, or for several."""
    found = [issue for issue in issues if issue.group.startswith(beginning)]
    if len(found) != 1:
        listed = ", ".join(issue.group for issue in found[:5]) or "no group"
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
