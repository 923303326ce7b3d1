"""From the store to Label Studio: units and labelling config, as a plan that is shown or carried out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from pydantic import JsonValue

from annotate.errors import InputError
from annotate.formats import label_studio as foreign
from annotate.labelstudio import Wanted
from annotate.store import Store
from annotate.workflow.labelling.linking import NotLinked, linking_kind, linking_tasks
from annotate.workflow.labelling.offline import hand_out
from annotate.workflow.labelling.sending import Kind, PushedProject, marker_of, send
from annotate.workflow.labelling.suggesting import Misfit, suggestions
from annotate.workflow.labelling.work import Work
from annotate.workflow.progress import Progress, silent
from annotate.workflow.project import Project
from annotate.workflow.schemes import versions
from schema import Article, Record, SelectionFacts, cut


class PushReport(Record):
    """What a push did, or would do."""

    done: bool
    """Whether it was done; else it was only planned."""
    projects: tuple[PushedProject, ...]
    """One per annotator."""
    units: int
    """Units of work of the store or of the selection, before they are given to annotators."""
    selection: SelectionFacts | None = None
    """The selection that was pushed; None for the whole store. What was pushed before stays."""
    folder: str | None = None
    """Where tasks were written as files; None where they went to a server."""
    release: str | None = None
    """The gold release whose components are to be linked; None where annotators mark their own."""
    not_linked: tuple[NotLinked, ...] = ()
    """Articles of the release that nobody is given."""
    suggestion: str | None = None
    """Model version of the labels that are suggested; None where none are."""
    suggested: int = 0
    """Units for which there is a suggestion, before they are given to annotators."""
    misfits: tuple[Misfit, ...] = ()
    """What was to be suggested and does not fit the text; it was not sent."""


def push(
    project: Project,
    progress: Progress = silent,
    selection: str | None = None,
    *,
    dry_run: bool = False,
    link: str | None = None,
    suggest: str | None = None,
    to: Path | None = None,
    annotators: Sequence[str] = (),
) -> PushReport:
    """Bring units and labelling config to the server, one project per annotator; a second push finds nothing to do.

    Units of all articles, or of those in a selection, in its order; what was pushed before stays. Where articles are
    assigned, annotators get theirs only, in the order of the design, once they are open. What is on the server is
    written down batch by batch, so that a push that was stopped goes on where it was. A dry run changes nothing, here
    or there.

    Args:
        project: The project.
        progress: Shows how far it is.
        selection: Name of a selection; None for all articles.
        dry_run: Only tell what would be done.
        link: Name of a gold release: its articles go, whole and with their components, to projects of their own.
        suggest: Labels to begin with: the name of an annotator or of a release, or a file of JSON Lines.
        to: A folder where tasks go as files, in place of a server; see `hand_out`.
        annotators: With `to`, whose files; all, if none is named.

    Raises InputError where both of the last are asked for, or a suggestion cannot be used, and what the store and the
    server raise.
    """
    if link is not None and suggest is not None:
        raise InputError("push", "both --link and --suggest", expected="one of them", cure="push twice")
    with project.turn("labelling") as (project, store):
        versions.expect_no_loss(project, store)
        chosen = store.selection(selection) if selection is not None else None
        articles = {article.id: article for article in store.articles()}
        asked = list(articles) if chosen is None else [id_ for id_ in chosen.articles if id_ in articles]
        if link is not None:
            order = _linking(project, store, articles, asked, link)
        else:
            order = _labelling(project, store, articles, asked, suggest)
        if to is None:
            pushed = send(project, store, order.kind, progress, dry_run=dry_run)
        else:
            pushed = hand_out(project, store, order.kind, to, annotators, progress, dry_run=dry_run)
    return PushReport(
        done=not dry_run,
        projects=pushed,
        units=order.work.units,
        selection=chosen.facts if chosen else None,
        folder=str(to) if to else None,
        **order.told,
    )


@dataclass(frozen=True)
class _Order:
    """What is to be sent, and what is told of it."""

    kind: Kind
    work: Work
    told: Mapping[str, object] = field(default_factory=dict)


def _labelling(
    project: Project, store: Store, articles: Mapping[str, Article], asked: Sequence[str], source: str | None
) -> _Order:
    settings, texts = project.settings, {id_: articles[id_].current for id_ in asked}
    units = {id_: list(cut(text, settings.unit)) for id_, text in texts.items()}
    found = suggestions(store, source, texts, units, project.scheme) if source is not None else None
    made = found.units if found else {}
    tasks = {
        id_: [Wanted(cast("dict[str, JsonValue]", foreign.task(texts[id_], unit)), made.get(unit.key)) for unit in some]
        for id_, some in units.items()
    }
    work = Work(store, articles, tasks)
    kind = Kind(
        name=f"{settings.name} ({settings.unit})",
        marker=marker_of(project, settings.unit),
        title=settings.name,
        wanted=work.wanted,
        obsolete=work.obsolete,
        project={},
        shows=found.model if found else None,
    )
    if found is None:
        return _Order(kind, work)
    return _Order(kind, work, {"suggestion": found.model, "suggested": len(made), "misfits": found.misfits})


def _linking(
    project: Project, store: Store, articles: Mapping[str, Article], asked: Sequence[str], name: str
) -> _Order:
    tasks, left = linking_tasks(store.release(name), articles, asked, project.scheme)
    work = Work(store, articles, tasks)
    return _Order(linking_kind(project, name, work), work, {"release": name, "not_linked": left})
