"""Versions of the scheme: which one the server has, and which an annotation was made under."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

import yaml

from annotate import scheme as schemes
from annotate import settings
from annotate.alignment import Entry
from annotate.errors import ProjectError
from annotate.migrating import Known, lost_names, names, version_of
from annotate.store import Store
from annotate.workflow.files import write_whole
from annotate.workflow.project import Project
from schema import Annotation, Migration, Model, Record, Scheme, SchemeUse, SchemeVersion, scheme_id


class VersionLine(Model):
    """One version of the scheme."""

    id: str
    """Hash of its content."""
    scheme: str
    """Its name and version."""
    first: str
    """When it was first used."""
    annotations: int
    """Annotations of today that were last changed under it."""
    uncertain: int
    """Of those, how many may have been made on a screen that still showed an earlier one."""


class SchemeHistory(Record):
    """How the scheme of a project changed."""

    versions: tuple[VersionLine, ...]
    """Oldest first."""
    unknown: int
    """Annotations of which nothing tells the version: imported, or pulled before versions were kept."""
    migrations: tuple[Migration, ...]
    """Oldest first."""


def history(project: Project) -> SchemeHistory:
    """Tell which versions of the scheme there were, what was annotated under each, and how annotations passed on."""
    counts: Counter[str | None] = Counter()
    uncertain: Counter[str | None] = Counter()
    with project.store() as store:
        versions, migrations = store.scheme_versions(), store.migrations()
        tell = made_under(store)
        for annotation in store.annotations(raw=False):
            if annotation.deleted:
                continue
            known = tell(annotation)
            counts[known.scheme] += 1
            uncertain[known.scheme] += known.scheme is not None and not known.certain
    lines = tuple(_line(found, counts[found.id], uncertain[found.id]) for found in versions)
    return SchemeHistory(versions=lines, unknown=counts[None], migrations=tuple(migrations))


def made_under(store: Store) -> Callable[[Annotation | Entry], Known]:
    """Return what tells of an annotation in the store which version of the scheme it was last changed under."""
    places = {f"{target.server}/{target.remote}": target.id for target in store.projects()}
    uses: defaultdict[str, list[SchemeUse]] = defaultdict(list)
    for use in store.scheme_uses():
        uses[use.project].append(use)
    passed = {id_: done.new for done in store.migrations() for id_ in store.migrated(done.number)}

    def tell(annotation: Annotation | Entry) -> Known:
        at = places.get(annotation.origin.replace("/draft/", "/").rsplit("/", 2)[0], "")
        return version_of(annotation, uses[at], passed.get(annotation.id))

    return tell


def _line(found: SchemeVersion, annotations: int, uncertain: int) -> VersionLine:
    title = f"{found.scheme.name} {found.scheme.version}"
    first = found.first.isoformat(timespec="seconds")
    return VersionLine(id=found.id, scheme=title, first=first, annotations=annotations, uncertain=uncertain)


def on_server(store: Store) -> Scheme | None:
    """Return the scheme that was pushed last; None where nothing was, or only before versions were kept."""
    uses = store.scheme_uses()
    if not uses:
        return None
    last = max(uses, key=lambda use: use.since).scheme
    return next(found.scheme for found in store.scheme_versions() if found.id == last)


def expect_whole(project: Project, store: Store) -> None:
    """Raise ProjectError when a change of scheme was stopped, so that annotations have names of both."""
    if any(found.finished is None for found in store.migrations()):
        raise ProjectError(
            str(project.folder),
            "a change of scheme was stopped",
            expected="none that is half done",
            cure="run annotate scheme migrate again, as it was run",
        )


def current(project: Project, store: Store) -> tuple[Project, int]:
    """Return the project by its scheme of now, and the number of the change that led there, 0 without any.

    What people decide by it is stored under that number. A change that is under way is waited for; raises ProjectError
    when one was stopped.
    """
    if any(found.finished is None for found in store.migrations()):
        with store.turn("deciding"):
            expect_whole(project, store)
    # The number first: who has the new scheme by the old number is refused, and asks again.
    number = max((found.number for found in store.migrations()), default=0)
    return project.renewed(), number


def expect_no_loss(project: Project, store: Store) -> None:
    """Raise ProjectError when the scheme was changed so that annotations would lose names, or is half changed."""
    expect_whole(project, store)
    old = on_server(store)
    if old is None or scheme_id(old) == scheme_id(project.scheme):
        return
    kept = names(old, project.scheme, ())
    gone: Counter[str] = Counter()
    for annotation in store.annotations(raw=False):
        if not annotation.deleted:
            gone.update(move.what for move in lost_names(annotation, kept))
    if gone:
        found = ", ".join(f"{path} ({count})" for path, count in sorted(gone.items()))
        raise ProjectError(
            str(project.folder),
            f"the scheme no longer has what annotations use: {found}",
            expected="a scheme that has it, or a word on what becomes of it",
            cure=f"annotate scheme migrate {project.settings.scheme} --rename …",
        )


def point_to(project: Project, scheme: Scheme, file: str | None) -> None:
    """Have the settings name the scheme: as it was given, by the name of a shipped one, or by a file that is made.

    Raises ProjectError when a file cannot be written.
    """
    wanted: str | None
    if file is not None:
        wanted = file if file in schemes.SHIPPED else os.path.relpath(Path(file).resolve(), project.folder)
    else:
        wanted = next((name for name in schemes.SHIPPED if scheme_id(schemes.load(name)) == scheme_id(scheme)), None)
    if wanted is None:
        wanted = f"scheme-{scheme_id(scheme)}.yaml"
        content = yaml.safe_dump(
            scheme.model_dump(mode="json", exclude_defaults=True), allow_unicode=True, sort_keys=False
        )
        path = project.folder / wanted
        try:
            write_whole(path, content)
        except OSError as error:
            found, expected = f"cannot be written: {error.strerror}", "a project folder that can be written to"
            raise ProjectError(
                str(path), found, expected=expected, cure="check its rights, and run it again"
            ) from error
    if project.settings.scheme != wanted:
        settings.rescheme(project.folder, wanted)
