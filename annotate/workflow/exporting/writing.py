"""Exports: every one is a release in the store, by which it can be made again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from concurrent.futures import Executor
from datetime import UTC, datetime
from pathlib import Path

import annotate
from annotate import exporters
from annotate.errors import ExportError
from annotate.exporters import MANIFEST, Exported, Manifest, Statement
from annotate.store import Store
from annotate.workflow.exporting.gathering import Draft, dataset, sources
from annotate.workflow.exporting.planning import Plan, plan
from annotate.workflow.exporting.requests import Request
from annotate.workflow.exporting.splitting import split
from annotate.workflow.exporting.stating import statement
from annotate.workflow.parallel import HERE, Crew, workers
from annotate.workflow.progress import Progress, silent
from annotate.workflow.project import Project
from annotate.workflow.schemes import versions
from schema import ExportRelease, Scheme, digest, scheme_id


def export(
    project: Project,
    kind: str,
    name: str,
    request: Request,
    *,
    selection: str | None = None,
    who: str,
    progress: Progress = silent,
    crew: Crew = HERE,
) -> Exported:
    """Write a dataset of all articles, or those of a selection, into `exports/NAME`, as a release of the store.

    What is made of the same once more is the same release, whoever of the crew reads it.

    Raises ExportError when the format or the name is none, gold is open that is not to be, or it cannot be written;
    StoreError when a selection or frozen gold is not there; InputError for splits that cannot be; ProjectError while a
    change of scheme is half done, or where a worker died. Then nothing has changed.
    """
    exporters.check(kind, name, request.options)
    with workers(crew) as hands, project.turn("exporting") as (project, store):
        versions.expect_whole(project, store)
        chosen = store.selection(selection) if selection is not None else None
        request = request.model_copy(update={"selection": chosen.facts if chosen else None})
        draft = ExportRelease(
            number=1,
            name=name,
            kind=kind,
            made=datetime.now(UTC),
            who=who,
            program=annotate.__version__,
            scheme=scheme_id(project.scheme),
            arguments=request.model_dump(mode="json"),
            statement={},
            decisions=store.last_decision(),
            articles=0,
            annotations=0,
            inputs="",
            sha256="",
        )
        number = store.begin_export(draft, project.scheme)
        try:
            ids = chosen.articles if chosen else None
            made = plan(project, store, number, request, ids, progress, hands)
            draft = draft.model_copy(update={"number": number})
            release = _planned(project, store, draft, made, request, progress, hands[0])
            same = [one for one in store.exports() if one.inputs == release.inputs]
            if same:
                release = same[-1]
            earlier = project.exports / name
            return _write(project.exports, earlier, store, release, project.scheme, new=not same)
        finally:
            store.drop_export(number)


def again(project: Project, number: int, folder: Path | None = None) -> Exported:
    """Write a release once more, byte for byte, into `exports`/NAME or `folder`/NAME.

    Another version of the program makes it too, as long as each byte comes out as it was; the manifest names the one
    that made it first. Raises StoreError when there is no such release, ExportError when it cannot be made again as it
    was, since a person was erased, an article removed, or programs write otherwise, with the files that differ. Then
    nothing has changed.
    """
    with project.turn("exporting") as (project, store):
        release = store.export(number)
        schemes = {version.id: version.scheme for version in store.scheme_versions()}
        earlier, scheme = project.exports / release.name, schemes[release.scheme]
        return _write(folder or project.exports, earlier, store, release, scheme, new=False)


def _planned(
    project: Project,
    store: Store,
    draft: ExportRelease,
    made: Plan,
    request: Request,
    progress: Progress,
    executor: Executor | None,
) -> ExportRelease:
    """Return the release with all that it follows from, as `made` has read it."""
    splits, facts = split(store, made, request, progress)
    store.set_splits(draft.number, splits)
    if not request.options.names:
        _name(project, store, draft.number)
    stated = statement(project, draft.kind, request, made.notes, facts, executor).model_dump(mode="json")
    told = {"kind": draft.kind, "name": draft.name, "program": draft.program, "scheme": draft.scheme}
    everything = [repr(part) for part in (told, draft.arguments, stated, sorted(splits.items()), made.digest)]
    return draft.model_copy(
        update={
            "statement": stated,
            "articles": len(made.articles),
            "annotations": made.annotations,
            "inputs": hashlib.sha256("\n".join(everything).encode()).hexdigest(),
        }
    )


def _name(project: Project, store: Store, number: int) -> None:
    """Give annotators pseudonyms, in an order that tells nothing about their names."""
    annotators = store.exported_annotators(number)
    store.add_pseudonyms(sorted(annotators, key=lambda name: digest(project.settings.id, name)))


def _write(folder: Path, earlier: Path, store: Store, release: ExportRelease, scheme: Scheme, *, new: bool) -> Exported:
    """Write a release into a folder of exports; `earlier` is where it was written before."""
    request = Request.model_validate(release.arguments)
    stated = Statement.model_validate(release.statement)
    draft = Draft(release.number, release.name, scheme, request.options, request.selection, stated)

    def finish(manifest: Manifest) -> None:
        sha256 = _sha256(manifest.dump())
        if new:
            store.finish_export(release.model_copy(update={"sha256": sha256}))
        elif sha256 != release.sha256:
            raise _differs(store, release, manifest, earlier)

    return exporters.export(
        dataset(store, draft),
        release.kind,
        folder,
        release=release.number,
        program=release.program,
        sources=lambda made: sources(store, made),
        finish=finish,
    )


def _differs(store: Store, release: ExportRelease, manifest: Manifest, earlier: Path) -> ExportError:
    reasons: Mapping[str, bool] = {
        f"release {release.program} of the program made it, and this is {annotate.__version__}": (
            release.program != annotate.__version__
        ),
        "somebody was erased since": any(one.when > release.made for one in store.erasures()),
        "articles of it were removed": len(list(store.exported_articles(release.number))) != release.articles,
    }
    found = [reason for reason, holds in reasons.items() if holds] or ["the installed libraries write other bytes"]
    return ExportError(
        f"release {release.number}",
        "; ".join(["comes out otherwise than it was", *found, _told(manifest, earlier, release.sha256)]),
        cure="make a new release: annotate export FORMAT --name NAME",
    )


def _told(manifest: Manifest, earlier: Path, sha256: str) -> str:
    """Tell which files of a release come out otherwise, by its manifest, as far as that is still in its folder."""
    try:
        text = (earlier / MANIFEST).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        text = ""
    if _sha256(text) != sha256:
        return f"which files cannot be told, since {earlier} does not hold it any more"
    was, is_ = Manifest.model_validate_json(text).files, manifest.files
    other = [file for file in sorted(was.keys() | is_.keys()) if was.get(file) != is_.get(file)]
    return f"other are {', '.join([*other, MANIFEST])}"


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
