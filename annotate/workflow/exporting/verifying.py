"""Verifying an export that lies in its folder, and listing releases."""

from __future__ import annotations

import hashlib
from typing import Literal

from pydantic import AwareDatetime, ValidationError

from annotate import exporters
from annotate.errors import ExportError
from annotate.exporters import MANIFEST, Manifest
from annotate.store import Store
from annotate.workflow.exporting.requests import Request
from annotate.workflow.project import Project
from schema import Model, Record


class FormatLine(Model):
    """A format."""

    name: str
    """Its name."""
    help: str
    """What it is."""
    layer: str
    """Whose labels it holds unless others are asked for."""
    extra: str | None
    """The extra of the distribution that it needs."""


class FormatList(Record):
    """The formats that there are."""

    formats: tuple[FormatLine, ...]
    """In the order in which they are offered."""


class ExportLine(Model):
    """A release."""

    number: int
    """Its number."""
    name: str
    """Name of the export."""
    kind: str
    """Its format."""
    made: AwareDatetime
    """When it was made first."""
    who: str
    """Who made it."""
    articles: int
    """Articles in it."""
    annotations: int
    """Annotations that it was made from."""
    layer: str
    """Whose labels it holds."""
    sha256: str
    """Hash of its manifest."""


class ExportList(Record):
    """The releases that there are."""

    releases: tuple[ExportLine, ...]
    """Oldest first."""


class ExportCheck(Record):
    """How an export stands."""

    folder: str
    """Where it is."""
    release: int | None
    """The release that it says it is."""
    files: int
    """Files that its manifest names."""
    faults: tuple[str, ...]
    """What is not as it was written; nothing where all is well."""
    store: Literal["same", "other", "unknown"]
    """Whether the release in the store is this one; unknown where the store has none of its number."""
    newer: int | None
    """The newest release of the same name, if it is a later one."""


def formats() -> FormatList:
    """Return the formats."""
    lines = (
        FormatLine(name=name, help=one.help, layer=one.layer, extra=one.extra)
        for name, one in exporters.EXPORTERS.items()
    )
    return FormatList(formats=tuple(lines))


def releases(project: Project) -> ExportList:
    """Return the releases."""
    with project.store() as store:
        found = store.exports()
    return ExportList(
        releases=tuple(
            ExportLine(
                number=one.number,
                name=one.name,
                kind=one.kind,
                made=one.made,
                who=one.who,
                articles=one.articles,
                annotations=one.annotations,
                layer=Request.model_validate(one.arguments).options.layer,
                sha256=one.sha256,
            )
            for one in found
        )
    )


def verify(project: Project, name: str) -> ExportCheck:
    """Hold the files of an export against its manifest, and that against the release in the store.

    Raises ExportError when there is no export of that name with a manifest that can be read.
    """
    folder = project.exports / name
    try:
        text = (folder / MANIFEST).read_text(encoding="utf-8")
        manifest = Manifest.model_validate_json(text)
    except (OSError, UnicodeDecodeError, ValidationError) as error:
        raise ExportError(
            str(folder), f"has no {MANIFEST} that can be read", expected="an export", cure="annotate export releases"
        ) from error
    there = exporters.file_facts(folder)
    faults = [f"{file} is missing" for file in manifest.files if file not in there]
    faults += [
        f"{file} was changed"
        for file in manifest.files
        if there.get(file, manifest.files[file]) != manifest.files[file]
    ]
    faults += [f"{file} is not of the export" for file in there if file not in manifest.files]
    with project.store() as store:
        standing, newer = _held_against(store, manifest, hashlib.sha256(text.encode()).hexdigest())
    if standing == "other":
        faults.append(f"release {manifest.release} of the store is another")
    return ExportCheck(
        folder=str(folder),
        release=manifest.release,
        files=len(manifest.files),
        faults=tuple(faults),
        store=standing,
        newer=newer,
    )


def _held_against(
    store: Store, manifest: Manifest, sha256: str
) -> tuple[Literal["same", "other", "unknown"], int | None]:
    found = store.exports()
    hashes = {one.number: one.sha256 for one in found}
    later = [one.number for one in found if one.name == manifest.name and one.number > (manifest.release or 0)]
    if manifest.release not in hashes:
        return "unknown", None
    return ("same" if hashes[manifest.release] == sha256 else "other"), max(later, default=None)
