"""From Label Studio to the store: annotations, new, changed and deleted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from annotate import labelstudio
from annotate.errors import ProjectError
from annotate.formats import label_studio as foreign
from annotate.labelstudio import PulledTask
from annotate.store import Saved, Store
from annotate.workflow.correcting.revision import carry
from annotate.workflow.labelling.servers import server
from annotate.workflow.progress import Progress, silent
from annotate.workflow.project import Project
from schema import Annotation, Record, Unit
from schema import Project as RemoteProject


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


def pull(project: Project, progress: Progress = silent) -> PullReport:
    """Bring new, changed and deleted annotations into the store; a second pull finds nothing new.

    Each chunk is stored before the next is asked for, so that a pull that was stopped goes on where it was.
    """
    place = server(project)
    client = labelstudio.Client(place.url, place.key)
    with project.store() as store:
        targets = [target for target in store.projects() if target.server == place.name]
        if not targets:
            raise ProjectError(str(project.folder), "nothing was pushed to this server yet", cure="annotate push")
        users = client.users()
        reports = [_pull(project, store, client, target, users, progress) for target in targets]
        if any(report.new or report.revised for report in reports):
            # What was labelled on a task of an earlier version of its text goes along to the newest.
            carry(store, [article for article in store.articles() if len(article.texts) > 1])
    return PullReport(
        new=sum(report.new for report in reports),
        revised=sum(report.revised for report in reports),
        deleted=sum(report.deleted for report in reports),
        unchanged=sum(report.unchanged for report in reports),
    )


def _pull(
    project: Project,
    store: Store,
    client: labelstudio.Client,
    target: RemoteProject,
    users: Mapping[int, str],
    progress: Progress,
) -> PullReport:
    units = {task.remote: task.unit for task in store.tasks(target.id)}
    known = _known(store, target, {unit.key: number for number, unit in units.items()})
    drafts = [number for number, found in known.items() if any(one.status == "draft" for one in found)]
    deleted = _forget(store, known, labelstudio.gone(client, target.remote, known))
    changed = labelstudio.changes(client, target.remote, store.watermark(target.id), drafts)
    saved: list[Saved] = []
    chunks = -(-len(changed) // labelstudio.CHUNK)
    for change in progress(labelstudio.pull(client, target.remote, changed), f"pulling {target.annotator}", chunks):
        tasks = [task for task in change.tasks if task.number in units]
        came = [one for task in tasks for one in _annotations(project, target, task, units[task.number], users)]
        moved = {one.id for one in came if _as_carried(one, known.get(_number(target, one), ()))}
        saved.append(store.save_annotations(one for one in came if one.id not in moved))
        saved.append(Saved(unchanged=len(moved)))
        deleted += _forget(store, known, [task.number for task in tasks], {annotation.id for annotation in came})
        store.set_watermark(target.id, change.until)
    return PullReport(
        new=sum(one.new for one in saved),
        revised=sum(one.revised for one in saved),
        deleted=deleted,
        unchanged=sum(one.unchanged for one in saved),
    )


def _known(store: Store, target: RemoteProject, numbers: Mapping[str, int]) -> dict[int, list[Annotation]]:
    """What the store has of a project and does not know to be deleted, by the number of its task.

    The task is the one that it was made on, though its unit may be another by now, since annotations go along with
    their text to a new version of it; or else, where the task was made anew, the one of its unit.
    """
    place = f"{target.server}/{target.remote}/"
    tasks = set(numbers.values())
    found: dict[int, list[Annotation]] = {}
    for annotation in store.annotations(annotator=target.annotator, raw=False):
        if annotation.origin.startswith(place) and not annotation.deleted:
            made_on = _number(target, annotation)
            number = made_on if made_on in tasks else numbers.get(annotation.unit.key)
            if number is not None:
                found.setdefault(number, []).append(annotation)
    return found


def _number(target: RemoteProject, annotation: Annotation) -> int:
    """Return the number of the task that an annotation was made on."""
    return int(annotation.origin.removeprefix(f"{target.server}/{target.remote}/").split("/")[0])


def _as_carried(annotation: Annotation, known: Iterable[Annotation]) -> bool:
    """Whether an annotation is on the server as it was when it went along with its text to a newer version."""
    return any(
        one.id == annotation.id and one.unit != annotation.unit and one.updated == annotation.updated for one in known
    )


def _forget(
    store: Store, known: Mapping[int, list[Annotation]], tasks: Iterable[int], kept: Collection[str] = ()
) -> int:
    """Mark what is known on these tasks, but not among those kept, as deleted; return how many that were."""
    before = {annotation.id for number in tasks for annotation in known.get(number, ())}
    return store.mark_deleted(sorted(before.difference(kept)))


def _annotations(
    project: Project, target: RemoteProject, task: PulledTask, unit: Unit, users: Mapping[int, str]
) -> Iterator[Annotation]:
    place = f"{target.server}/{target.remote}/{task.number}"
    every = [(f"{place}/{raw['id']}", raw) for raw in task.annotations]
    every += [(f"{place}/draft/{raw['id']}", raw) for raw in task.drafts]
    for origin, raw in every:
        yield foreign.read(
            raw,
            unit=unit,
            annotator=target.annotator,
            origin=origin,
            scheme=project.scheme,
            accounts=users,
        )
