"""From Label Studio to the store: annotations, new, changed and deleted."""

from __future__ import annotations

from annotate import labelstudio
from annotate.errors import ProjectError
from annotate.store import Store
from annotate.workflow.checking import Checker, CheckSummary
from annotate.workflow.correcting.revision import carry
from annotate.workflow.labelling.comparing import Place, compare
from annotate.workflow.labelling.sending import mark_of
from annotate.workflow.labelling.servers import Server, server
from annotate.workflow.labelling.taking import ChangedByOther, EditedTask
from annotate.workflow.progress import Progress, silent
from annotate.workflow.project import Project
from schema import Record


class PullReport(Record):
    """What a pull brought."""

    new: int
    """Annotations that were not known."""
    revised: int
    """Annotations that changed and have a new revision now."""
    deleted: int
    """Annotations that are gone from the server and are marked so."""
    unchanged: int
    """Annotations looked at that had not changed."""
    full: bool = False
    """Whether every task and annotation was compared, rather than those that the server says have changed."""
    missing: int = 0
    """Tasks that were deleted on the server; a push makes them anew."""
    foreign: int = 0
    """Tasks in the projects that were not pushed from here; what is on them is left alone."""
    by_others: tuple[ChangedByOther, ...] = ()
    """New or changed annotations that somebody else changed last than who made them."""
    edited: tuple[EditedTask, ...] = ()
    """Tasks looked at whose text on the server is not the one that was sent."""
    checked: CheckSummary = CheckSummary()
    """How sound the work is that was new, changed or deleted, by the rules of the scheme."""

    @property
    def changes(self) -> int:
        """Annotations that are other than before."""
        return self.new + self.revised + self.deleted


def pull(project: Project, progress: Progress = silent, *, full: bool = False) -> PullReport:
    """Bring new, changed and deleted annotations into the store; a second pull finds nothing new.

    What the server says has changed is looked at, and tasks that were deleted are told by their number; a `full` pull
    compares every task and every annotation. Each chunk is stored in one transaction while the next one comes, so
    that a pull that was stopped goes on where it was. What came is checked at the end. What curators did is not
    brought (`adjudicate pull` brings it).
    """
    place = server(project)
    with project.turn("labelling") as (project, store):
        return bring(project, store, place, progress, full=full)


def bring(
    project: Project,
    store: Store,
    place: Server,
    progress: Progress = silent,
    *,
    full: bool = False,
    check: bool = True,
    curated: bool = False,
) -> PullReport:
    """Do so for who has the turn that it takes.

    It is not checked if that is of no use, as between two schemes. What curators did is brought too only if it is
    asked for, and decides nothing by that.
    """
    client = labelstudio.Client(place.url, place.key)
    here = [target for target in store.projects() if target.server == place.name]
    targets = [target for target in here if curated or target.purpose != "adjudicate"]
    if not targets:
        raise ProjectError(str(project.folder), "nothing was pushed to this server yet", cure="annotate push")
    checker = Checker(store, project.scheme) if check else None
    at = Place(store, client, project.scheme, client.users(), mark_of(project), progress, checker)
    found = [compare(at, target, full=full) for target in targets]
    if any(one.new or one.revised for one in found):
        # What was labelled on a task of an earlier version of its text goes along to the newest.
        carry(store, store.articles(store.revised_articles()))
    if checker is not None:
        checker.look({pair for one in found for pair in one.touched}, progress)
    me = client.account.casefold()
    return PullReport(
        new=sum(one.new for one in found),
        revised=sum(one.revised for one in found),
        deleted=sum(one.deleted for one in found),
        unchanged=sum(one.unchanged for one in found),
        full=full,
        missing=sum(one.missing for one in found),
        foreign=sum(one.foreign for one in found),
        by_others=tuple(other for one in found for other in one.by_others if other.account.casefold() != me),
        edited=tuple(task for one in found for task in one.edited),
        checked=checker.summary() if checker else CheckSummary(),
    )
