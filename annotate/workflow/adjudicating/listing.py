"""What is asked, and what was decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from annotate import adjudication
from annotate.adjudication import Question
from annotate.errors import InputError
from annotate.store import Store
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
    every: bool = False,
) -> QuestionList:
    """List what is asked: open and stale questions, or also what is decided.

    Args:
        project: The project.
        articles: Only articles of which the id begins so.
        kind: Only components, or only relations.
        state: Only what is open, or only what is stale.
        every: Also what is decided.

    Raises InputError for an article that there is not.
    """
    wanted = (state,) if state else ("open", "stale", *(("decided",) if every else ()))
    with project.store() as store:
        chosen = chosen_articles(store, articles)
        decisions = tuple(store.decisions(undone=True))
        method = adjudication.latest_method(decisions)
        found = [
            one
            for one in adjudication.questions(store.annotations(raw=False), project.scheme, decisions, method)
            if chosen is None or one.article in chosen
        ]
        shown = [one for one in found if (kind is None or one.kind == kind) and one.state in wanted]
        texts = _texts(store, shown)
    states = [one.state for one in found]
    return QuestionList(
        rule=method.stated(),
        open=states.count("open"),
        stale=states.count("stale"),
        decided=states.count("decided"),
        basis=adjudication.bases(one.holding for one in found if one.holding),
        questions=tuple(shown),
        texts=texts,
    )


def _texts(store: Store, shown: Iterable[Question]) -> dict[str, str]:
    texts = {
        (article.id, text.version): text.text
        for article in store.articles(dict.fromkeys(one.article for one in shown))
        for text in article.texts
    }
    return {
        one.group: texts[one.article, one.version][one.guess.start : one.guess.end]
        for one in shown
        if isinstance(one.guess, GoldComponent)
    }


def log(project: Project, group: str | None = None, *, articles: Sequence[str] = ()) -> DecisionLog:
    """List the decisions on a group, of which the id begins so, or on articles, or all.

    Raises InputError for a group or an article that there is not.
    """
    with project.store() as store:
        chosen = chosen_articles(store, articles)
        found = [one for one in store.decisions(undone=True) if chosen is None or one.article in chosen]
    if group is not None:
        found = [one for one in found if one.group.startswith(group)]
        if len({one.group for one in found}) != 1:
            listed = ", ".join(sorted({one.group for one in found})[:5]) or "no group that was decided on"
            raise InputError(f"group {group}", f"it is {listed}", expected="one group", cure="annotate adjudicate log")
    return DecisionLog(decisions=tuple(found))
