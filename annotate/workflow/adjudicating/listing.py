"""What is asked, and what was decided."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Literal

from annotate.adjudication import Issue, Question, State
from annotate.errors import InputError
from annotate.store import Store
from annotate.workflow.adjudicating import filing
from annotate.workflow.adjudicating.seats import automatic, ruled
from annotate.workflow.project import Project
from annotate.workflow.research import chosen_articles
from schema import Basis, Decision, GoldComponent, Record, Rule


class QuestionList(Record):
    """Questions, with what is guessed of each."""

    rule: Rule
    """The rule that guesses: the one that decided last."""
    open: int
    """Questions that are open, of all articles asked for."""
    stale: int
    """Questions that a person decided, of which annotators say something else since."""
    decided: int
    """All others."""
    basis: dict[Basis, int]
    """Of what is in gold, how much rests on what."""
    ruled: int
    """Components that a rule decided and that are not listed, although annotators gave them different ranges."""
    questions: tuple[Question, ...]
    """Those that were asked for: by article, then components before relations, by place."""
    texts: dict[str, str]
    """The words of the component guessed, by group."""


class DecisionLog(Record):
    """Decisions, those that were taken back too."""

    decisions: tuple[Decision, ...]
    """In the order in which they were made."""


def asked(
    project: Project,
    *,
    articles: Sequence[str] = (),
    kind: Literal["component", "relation"] | None = None,
    state: Literal["open", "stale"] | None = None,
    disputed: bool = False,
    every: bool = False,
) -> QuestionList:
    """List what is asked: open and stale questions, or also what is decided.

    Args:
        project: The project.
        articles: Only articles of which the id begins so.
        kind: Only components, or only relations.
        state: Only what is open, or only what is stale.
        disputed: Also what a rule decided although annotators differ.
        every: Also what is decided.

    Raises InputError for an article that there is not.
    """
    wanted = (state,) if state else ("open", "stale", *(("decided",) if every else ()))
    states: Counter[State] = Counter()
    tally = filing.Tally()
    shown: list[Question] = []
    left = 0
    with project.store() as store:
        chosen = chosen_articles(store, articles)
        method = filing.latest_method(store)
        inquiry = filing.inquiry(store, project.scheme, method)
        for dossier in filing.dossiers(store, chosen):
            issues = inquiry.issues(dossier)
            states.update(one.state for one in issues)
            tally.add(one.holding for one in issues if one.holding)
            left += sum(ruled(one) for one in issues)
            of_kind = (one for one in issues if kind in (None, one.kind))
            shown += _shown(of_kind, wanted, disputed=disputed)
        texts = dict(_texts(store, shown))
    return QuestionList(
        rule=method.stated(),
        open=states["open"],
        stale=states["stale"],
        decided=states["decided"],
        basis=tally.basis,
        ruled=0 if disputed or every else left,
        questions=tuple(shown),
        texts=texts,
    )


def _shown(issues: Iterable[Issue], wanted: Collection[State], *, disputed: bool) -> Iterator[Question]:
    """Yield the questions in these states, and, if wanted, those that a rule decided although annotators differ."""
    for issue in issues:
        if issue.state in wanted:
            yield issue.question()
        elif disputed and automatic(issue) and (question := issue.question()).cost:
            yield question


def _texts(store: Store, shown: Iterable[Question]) -> Iterator[tuple[str, str]]:
    """Yield the group of each component that is guessed, with its words."""
    guesses: defaultdict[str, list[tuple[Question, GoldComponent]]] = defaultdict(list)
    for one in shown:
        if isinstance(one.guess, GoldComponent):
            guesses[one.article].append((one, one.guess))
    for article in store.articles(guesses):
        texts = {text.version: text.text for text in article.texts}
        yield from ((one.group, texts[one.version][it.start : it.end]) for one, it in guesses[article.id])


def log(project: Project, group: str | None = None, *, articles: Sequence[str] = ()) -> DecisionLog:
    """List the decisions on a group, of which the id begins so, or on articles, or all.

    Raises InputError for a group or an article that there is not.
    """
    with project.store() as store:
        chosen = chosen_articles(store, articles)
        made = store.decisions(articles=chosen, undone=True)
        found = [one for one in made if group is None or one.group.startswith(group)]
    if group is not None and len({one.group for one in found}) != 1:
        listed = ", ".join(sorted({one.group for one in found})[:5]) or "no group that was decided on"
        raise InputError(f"group {group}", f"it is {listed}", expected="one group", cure="annotate adjudicate log")
    return DecisionLog(decisions=tuple(found))
