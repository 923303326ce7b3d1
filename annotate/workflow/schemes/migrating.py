"""Changing the scheme while annotations exist, and going back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from annotate import scheme as schemes
from annotate.errors import InputError, ProjectError
from annotate.migrating import Names, backwards, names, wide
from annotate.store import Store, Work
from annotate.workflow.labelling import pulling
from annotate.workflow.labelling.servers import Server, server
from annotate.workflow.progress import Progress, silent
from annotate.workflow.project import Project
from annotate.workflow.schemes import versions
from annotate.workflow.schemes.migration_gold import decide_again
from annotate.workflow.schemes.migration_plan import NameMove, Plan, Revisit, plan
from annotate.workflow.schemes.migration_run import Run, Translation, done_in
from schema import Migration, Operation, Record, Scheme, scheme_id
from schema import Project as RemoteProject

_TURNS: tuple[Work, ...] = ("labelling", "deciding", "exporting")
"""What nobody else is to do while names pass from one scheme to another."""


class MigrationReport(Record):
    """What a change of scheme did, or would do."""

    done: bool
    """Whether it was done; not so for a dry run."""
    number: int | None
    """Number of the migration; None for a dry run."""
    old: str
    """Name and version of the scheme that it leads from."""
    new: str
    """Name and version of the scheme that it leads to."""
    moves: tuple[NameMove, ...]
    """What becomes of names in annotations, as the store had them."""
    annotations: int
    """Annotations in the store that change, drafts included."""
    seconds: float
    """How long Label Studio takes for so many, as an estimate."""
    changed: int = 0
    """Annotations and drafts that were changed on the server now."""
    stored: int = 0
    """Annotations that are on no server, and were changed in the store alone."""
    decided: int = 0
    """Decisions of adjudication that were made again by the new names."""
    revisit: tuple[Revisit, ...]
    """What a person should look at again: it breaks a rule that it did not break before."""
    edited: tuple[Revisit, ...] = ()
    """Going back: what was edited since; it has its old names back only where they were not touched."""


def migrate(
    project: Project,
    target: str,
    operations: Sequence[Operation] = (),
    *,
    who: str,
    why: str = "",
    dry_run: bool = False,
    progress: Progress = silent,
) -> MigrationReport:
    """Lead all annotations from the scheme that the server has to another one.

    Run again, it goes on where it was stopped; once it is done, it changes what was submitted under old names since.
    It waits for pushes, pulls and exports that are under way, as these do for it; a dry run does not.

    Args:
        project: The project; afterwards its settings name the new scheme.
        target: A shipped scheme, or a scheme file.
        operations: What becomes of names; those that both schemes have stay. None are needed to go on.
        who: Who orders it.
        why: The reason, for the record.
        dry_run: Only tell what would be done to the annotations that the store has.
        progress: Shows how far it is.

    Raises:
        InputError: an operation cannot be, or annotations use names of which none says what becomes.
        ProjectError: another migration was stopped and must be finished first, or there is nothing to change.
    """
    new = schemes.load(target)
    with project.turn(*_TURNS if not dry_run else ()) as (project, store):
        earlier = _to_go_on_with(project, store, new, tuple(operations))
        if earlier is not None:
            old, given = _version(store, earlier.old), earlier.operations
        else:
            old, given = versions.on_server(store) or project.scheme, tuple(operations)
        found = names(old, new, given)
        translation = Translation(found)
        work = _Work(project, store, translation, progress)
        if not dry_run:
            work.pull()
        planned = plan(store, found, urls=work.urls())
        _expect_all_named(planned, found, _SAY)
        if dry_run:
            return _report(found, planned, None)
        begun = earlier or store.begin_migration(old, new, given, who=who, why=why, when=datetime.now(UTC))
        return work.carry_out(begun, planned, target)


def back(
    project: Project, *, who: str, why: str = "", dry_run: bool = False, progress: Progress = silent
) -> MigrationReport:
    """Take the last migration back: old revisions come back, what was edited since is listed.

    It is a migration of its own, recorded as such. Arguments as for `migrate`.

    Raises ProjectError when there is none, or another one was stopped; InputError when annotations made since use
    what the old scheme lacks.
    """
    with project.turn(*_TURNS if not dry_run else ()) as (project, store):
        last, begun = _to_take_back(project, store)
        forward = names(_version(store, last.old), _version(store, last.new), last.operations)
        found = backwards(forward)
        revisions = {one.id: one for one in store.revisions(store.migrated(last.number))}
        translation = Translation(found, forward, revisions)
        work = _Work(project, store, translation, progress)
        if not dry_run:
            work.pull()
        every = (one for curated in (False, True) for one in store.annotations(raw=False, curated=curated))
        changed = {one.id: translation.annotation(one) for one in every if not one.deleted}
        planned = plan(store, found, changed, work.urls())
        _expect_all_named(planned, found, _RELABEL)
        if dry_run:
            return _report(found, planned, None, edited=work.edited())
        now = datetime.now(UTC)
        begun = begun or store.begin_migration(found.old, found.new, (), who=who, why=why, when=now, undoes=last.number)
        return work.carry_out(begun, planned, None)


class _Work:
    """A migration with the server that it is on, if anything was pushed."""

    def __init__(self, project: Project, store: Store, translation: Translation, progress: Progress) -> None:
        self.project, self.store, self.translation, self.progress = project, store, translation, progress
        self.place: Server | None = server(project) if store.projects() else None
        name = self.place.name if self.place else None
        self.targets: list[RemoteProject] = [target for target in store.projects() if target.server == name]

    def pull(self) -> None:
        """Bring home what is on the server, so that no revision is missing of what is to be changed."""
        if self.targets and self.place:
            both = wide(self.translation.names.old, self.translation.names.new)
            held = replace(self.project, held=both)
            pulling.bring(held, self.store, self.place, self.progress, check=False, curated=True)

    def urls(self) -> dict[str, str]:
        """The task of each annotation that is on the server, by id of the annotation."""
        found: dict[str, str] = {}
        for target in self.targets:
            begin = f"{target.server}/{target.remote}/"
            for annotation in done_in(self.store, target):
                if self.place and annotation.origin.startswith(begin):
                    task = annotation.origin.removeprefix(begin).partition("/")[0]
                    found[annotation.id] = f"{self.place.url}/projects/{target.remote}/data?task={task}"
        return found

    def carry_out(self, begun: Migration, planned: Plan, file: str | None) -> MigrationReport:
        """Do what is left of it; `file` is the scheme as it was given, None for one that is only in the store."""
        run = Run(self.project, self.store, self.translation, begun.number, self.progress)
        changed = 0
        if self.targets and self.place:
            changed = run.on_server(self.place, self.targets)
        stored = run.in_store(f"{target.server}/{target.remote}/" for target in self.targets)
        now = datetime.now(UTC)
        decided = decide_again(self.store, self.translation.names, begun.number, now, begun.undoes)
        # Before it is done, since nobody would go on with what is done: an order to go back would take back another.
        versions.point_to(self.project, self.translation.names.new, file)
        if begun.finished is None:
            self.store.finish_migration(begun.number, datetime.now(UTC))
        report = _report(self.translation.names, planned, begun.number, edited=self.edited())
        return report.model_copy(update={"changed": changed, "stored": stored, "decided": decided})

    def edited(self) -> tuple[Revisit, ...]:
        urls = self.urls()
        return tuple(
            Revisit(
                annotator=one.annotator,
                unit=one.unit.key,
                annotation=one.id,
                url=urls.get(one.id),
                reasons=("edited since the migration",),
            )
            for one in self.store.annotations(raw=False)
            if one.id in self.translation.edited
        )


def _report(found: Names, planned: Plan, number: int | None, edited: tuple[Revisit, ...] = ()) -> MigrationReport:
    return MigrationReport(
        done=number is not None,
        number=number,
        old=f"{found.old.name} {found.old.version}",
        new=f"{found.new.name} {found.new.version}",
        moves=planned.moves,
        annotations=planned.annotations,
        seconds=planned.seconds,
        revisit=tuple(planned.revisit),
        edited=edited,
    )


def _version(store: Store, id_: str) -> Scheme:
    return next(found.scheme for found in store.scheme_versions() if found.id == id_)


def _to_go_on_with(project: Project, store: Store, new: Scheme, operations: tuple[Operation, ...]) -> Migration | None:
    """Return the migration that was stopped, or that is done and of which something is late; None for a new one."""
    known = store.migrations()
    stopped = next((found for found in known if found.finished is None), None)
    if stopped is not None:
        same = stopped.new == scheme_id(new) and operations in ((), stopped.operations)
        if stopped.undoes is not None or not same:
            raise _stopped(project, store, stopped)
        return stopped
    old = versions.on_server(store) or project.scheme
    if scheme_id(old) != scheme_id(new):
        return None
    if (
        known
        and known[-1].new == scheme_id(new)
        and known[-1].undoes is None
        and operations in ((), known[-1].operations)
    ):
        return known[-1]
    raise ProjectError(
        str(project.folder),
        f"it has this scheme already: {new.name} {new.version}",
        expected="another one",
        cure="annotate scheme history tells what it had",
    )


def _to_take_back(project: Project, store: Store) -> tuple[Migration, Migration | None]:
    """Return the migration that is to be taken back, and what was begun of that."""
    known = {found.number: found for found in store.migrations()}
    undone = {found.undoes for found in known.values() if found.finished}
    begun = next((found for found in known.values() if found.finished is None), None)
    if begun is not None and begun.undoes is None:
        raise _stopped(project, store, begun)
    if begun is not None and begun.undoes is not None:
        return known[begun.undoes], begun
    standing = [found for found in known.values() if found.undoes is None and found.number not in undone]
    if not standing:
        raise ProjectError(
            str(project.folder),
            "there is no migration to take back",
            expected="one that was not taken back yet",
            cure="annotate scheme history lists them",
        )
    return standing[-1], None


def _stopped(project: Project, store: Store, found: Migration) -> ProjectError:
    """Return what is to be said when one thing is asked for and another was stopped."""
    new = _version(store, found.new)
    again = "--back" if found.undoes else f"with {new.name} {new.version}, without options or with those it had"
    return ProjectError(
        str(project.folder),
        f"migration {found.number} was stopped",
        expected="it to be finished first",
        cure=f"annotate scheme migrate {again}",
    )


_SAY = "--rename OLD=NEW, --merge A,B=C, --split TYPE.ATTRIBUTE or --drop-attribute TYPE.ATTRIBUTE"
_RELABEL = "label these anew in Label Studio first, with what both schemes have"


def _expect_all_named(planned: Plan, found: Names, cure: str) -> None:
    if planned.lost:
        listed = ", ".join(f"{path} ({count})" for path, count in sorted(planned.lost.items()))
        raise InputError(
            f"from {found.old.name} {found.old.version} to {found.new.name} {found.new.version}",
            f"nothing says what becomes of names that annotations use: {listed}",
            expected="an operation for each",
            cure=cure,
        )
