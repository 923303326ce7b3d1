"""Choosing what to annotate: selections of articles under names."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import UTC, datetime
from typing import Literal

from annotate import corpus
from annotate.corpus import Choice
from annotate.errors import InputError, ProjectError
from annotate.store import Store
from annotate.workflow.project import Project
from schema import SELECTION_NAME, ArticleFacts, ArticleSelection, Criteria, Model, Record, SelectionFacts


class StratumShare(Model):
    """A stratum of a sample."""

    name: str
    """What its articles have in common."""
    fitting: int
    """Articles that fit."""
    drawn: int
    """Articles that were drawn of these."""


class SelectionMade(Record):
    """A selection that was asked for."""

    selection: SelectionFacts
    """The selection."""
    outcome: Literal["made", "replaced", "unchanged"]
    """Made now; made now in place of another; there already, with the same criteria and articles."""
    criteria: Criteria
    """How it was made."""
    of: int
    """Articles in the store, or of those named."""
    fitting: int
    """Articles that fit; the selection holds all of them or a sample."""
    left_out: dict[str, int]
    """How many do not fit, by the first reason that was found."""
    strata: tuple[StratumShare, ...]
    """What the sample was spread over; none where it was not."""


class SelectionsReport(Record):
    """The selections that there are."""

    selections: tuple[ArticleSelection, ...]
    """By name."""


class SelectionView(Record):
    """One selection."""

    selection: ArticleSelection
    """The selection."""
    articles: tuple[ArticleFacts, ...]
    """Its articles, in order."""


def make(project: Project, name: str, criteria: Criteria, *, replace: bool = False) -> SelectionMade:
    """Choose articles and keep them under a name; the same once more changes nothing.

    Raises ProjectError when the name cannot be one or fewer articles fit than are to be drawn, InputError when a date
    cannot be read, StoreError when another selection has the name that is not to be replaced, or an article or a
    selection that the criteria name is not there. Then nothing has changed.
    """
    if not re.fullmatch(SELECTION_NAME, name):
        raise ProjectError(f"selection {name!r}", "cannot be a name", expected="letters, digits, and within it . - _")
    with project.store() as store:
        criteria = checked(criteria, store)
        facts = list(store.facts())
        choice = corpus.choose(facts, criteria, excluded(criteria, store), store)
        _enough(name, choice, criteria)
        known = {selection.name for selection in store.selections()}
        made = ArticleSelection(name=name, made=datetime.now(UTC), criteria=criteria, articles=choice.articles)
        changed = store.add_selection(made, replace=replace)
    return SelectionMade(
        selection=made.facts,
        outcome="unchanged" if not changed else "replaced" if name in known else "made",
        criteria=criteria,
        of=len(criteria.articles or facts),
        fitting=choice.fitting,
        left_out=dict(choice.left_out),
        strata=tuple(
            StratumShare(name=stratum, fitting=there, drawn=drawn) for stratum, (there, drawn) in choice.strata.items()
        ),
    )


def list_selections(project: Project) -> SelectionsReport:
    """List the selections."""
    with project.store() as store:
        return SelectionsReport(selections=tuple(store.selections()))


def show(project: Project, name: str) -> SelectionView:
    """Return a selection with what is known of its articles."""
    with project.store() as store:
        selection = store.selection(name)
        wanted = set(selection.articles)
        facts = {found.id: found for found in store.facts() if found.id in wanted}
    return SelectionView(selection=selection, articles=tuple(facts[id_] for id_ in selection.articles))


def remove(project: Project, name: str) -> SelectionsReport:
    """Remove a selection, not its articles, and list the others."""
    with project.store() as store:
        store.remove_selection(name)
        return SelectionsReport(selections=tuple(store.selections()))


def checked(criteria: Criteria, store: Store) -> Criteria:
    """Return the criteria with whole ids for their beginnings.

    Raises InputError when a date cannot be read, StoreError when an id begins no article or several.
    """
    for option, date in (("--from", criteria.date_from), ("--to", criteria.date_to)):
        if date is not None and corpus.period(date) is None:
            raise InputError(option, f"{date!r} cannot be read as a date", expected="2026, 2026-01 or 2026-01-06")
    articles = tuple(dict.fromkeys(whole(id_, store) for id_ in criteria.articles))
    return criteria.model_copy(update={"articles": articles})


def excluded(criteria: Criteria, store: Store) -> Collection[str]:
    """Return the ids of the articles in the selections that the criteria leave out."""
    return {id_ for name in criteria.exclude for id_ in store.selection(name).articles}


def whole(prefix: str, store: Store) -> str:
    """Return the id of the one article that begins so; raises InputError when there is none or are several."""
    found, _ = store.beginning(prefix)
    if len(found) == 1:
        return found[0]
    where = f"article {prefix}"
    if not found:
        raise InputError(where, "is not in the store", cure="annotate corpus list")
    raise InputError(where, f"several ids begin so: {', '.join(found)}", expected="more of the id")


def _enough(name: str, choice: Choice, criteria: Criteria) -> None:
    reasons = ", ".join(f"{count} {reason}" for reason, count in choice.left_out.items())
    if not choice.articles:
        raise ProjectError(
            f"selection {name}",
            f"no article fits ({reasons or 'the store is empty'})",
            cure="ask for less; `annotate corpus list` takes the same options" if reasons else "annotate import PATH…",
        )
    if criteria.sample is not None and choice.fitting < criteria.sample:
        raise ProjectError(
            f"selection {name}",
            f"only {choice.fitting} articles fit" + (f" ({reasons})" if reasons else ""),
            expected=f"{criteria.sample} to draw",
            cure="draw fewer, or leave --sample away to take all",
        )
