"""Gold as it stands at a moment, kept under a name: what linking projects and datasets are made from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from annotate import adjudication
from annotate.adjudication import Held, Inquiry, Method
from annotate.errors import InputError, ProjectError
from annotate.store import Store
from annotate.workflow.adjudicating import filing
from annotate.workflow.project import Project
from annotate.workflow.schemes import versions
from schema import RELEASE_NAME, Basis, Gold, Model, Record, Release, scheme_id

_TOLD = 5
"""Groups that a message names."""


class ReleaseLine(Model):
    """A release without its content."""

    name: str
    """Its name."""
    made: str
    """When it was frozen."""
    who: str
    """Who froze it."""
    why: str
    """What it is for."""
    articles: int
    """Articles with gold in it."""
    components: int
    """Components in it."""
    relations: int
    """Relations in it."""
    open: int
    """Groups that were undecided and are left out."""
    stale: int
    """Groups that persons had decided on before annotators said something else."""
    basis: dict[Basis, int]
    """Of what is in it, how much rests on what; empty for what older programs froze."""
    sha256: str
    """Hash of what is frozen."""


class Frozen(Record):
    """What freezing did."""

    new: bool
    """Whether it was new; the same gold once more under the same name is nothing new."""
    release: ReleaseLine
    """The release."""
    left_out: tuple[Held, ...] = ()
    """What is open and so not in it, with the reasons: it is undecided, or accepted though the scheme forbids it."""


class ReleasesReport(Record):
    """The gold that was frozen."""

    releases: tuple[ReleaseLine, ...]
    """Oldest first."""


def freeze(
    project: Project, name: str, *, who: str, why: str = "", open_left_out: bool = False, allow_stale: bool = False
) -> Frozen:
    """Keep gold as it stands now under a name, with the scheme that it labels with.

    Args:
        project: The project.
        name: The name; never given again.
        who: Who freezes it.
        why: What it is for.
        open_left_out: Whether it is frozen also where components are open, without them. Open relations are always left
            out: gold of components is what relations are asked on.
        allow_stale: Whether it is frozen also where annotators say something else than when a person decided; what the
            person decided is in it then, and the release names these groups.

    It waits for rules that decide and for changes of scheme, as these do for it. Raises InputError for a name that none
    can have, ProjectError when there is no gold, components are open or groups stale that are not to be, or a change of
    scheme is half done, StoreError when a release of that name holds other gold.
    """
    if not re.fullmatch(RELEASE_NAME, name):
        expected = "a name without blanks, slashes and @, such as 2026-1"
        raise InputError(f"release {name!r}", "it cannot be called so", expected=expected)
    with project.turn("deciding") as (project, store):
        versions.expect_whole(project, store)
        found = _Standing.of(project, store)
        if not any(gold.components for gold in found.golds.values()):
            raise ProjectError(str(project.folder), "there is no gold to freeze yet", cure="annotate adjudicate auto")
        _expect_settled(project, found, open_left_out=open_left_out, allow_stale=allow_stale)
        release = Release(
            name=name,
            made=datetime.now(UTC),
            who=who,
            why=why,
            scheme=scheme_id(project.scheme),
            golds=tuple(found.golds[article.id] for article in store.facts() if article.id in found.golds),
            stale=tuple(sorted(one.group for one in found.stale)),
        )
        new = store.add_release(release, project.scheme)
        return Frozen(new=new, release=_line(store.release(name)), left_out=tuple(found.open))


@dataclass
class _Standing:
    """How gold stands, article by article."""

    golds: dict[str, Gold] = field(default_factory=dict)
    open: list[Held] = field(default_factory=list)
    stale: list[Held] = field(default_factory=list)

    @classmethod
    def of(cls, project: Project, store: Store) -> _Standing:
        """Return how gold stands; what is stale follows from decisions and work alone, so that any rule will do."""
        found, inquiry = cls(), Inquiry.of(Method(), project.scheme, ())
        for dossier in filing.dossiers(store):
            if not dossier.decisions:
                continue
            found.golds[dossier.article] = adjudication.gold(dossier.decisions, dossier.article, project.scheme)
            found.open += adjudication.open_groups(dossier.decisions, project.scheme)
            if any(one.by != "rule" for one in dossier.decisions):
                issues = [one for one in inquiry.issues(dossier) if one.state == "stale"]
                found.stale += (one.holding for one in issues if one.holding)
        return found


def _expect_settled(project: Project, found: _Standing, *, open_left_out: bool, allow_stale: bool) -> None:
    undecided = [one for one in found.open if one.kind == "component"]
    if undecided and not open_left_out:
        raise ProjectError(
            str(project.folder),
            f"{len(undecided)} components are open:{_listed(undecided)}",
            expected="a decision on every component",
            cure="annotate adjudicate list, or freeze without them: --open-left-out",
        )
    if found.stale and not allow_stale:
        raise ProjectError(
            str(project.folder),
            f"annotators have changed what {len(found.stale)} decisions of people rest on:{_listed(found.stale)}",
            expected="decisions on what they say now",
            cure="annotate adjudicate review --stale, or freeze what was decided: --allow-stale",
        )


def _listed(held: Sequence[Held]) -> str:
    """Return some groups, one a line, for a message."""
    lines = [f"\n  {one.kind} {one.group} in {one.article}: {one.outcome}: {one.why}" for one in held[:_TOLD]]
    more = [f"\n  … and {len(held) - _TOLD} more"] if len(held) > _TOLD else []
    return "".join([*lines, *more])


def releases(project: Project) -> ReleasesReport:
    """Tell what was frozen."""
    with project.store() as store:
        return ReleasesReport(releases=tuple(_line(found) for found in store.releases()))


def _line(release: Release) -> ReleaseLine:
    return ReleaseLine(
        name=release.name,
        made=release.made.isoformat(timespec="seconds"),
        who=release.who,
        why=release.why,
        articles=sum(bool(gold.components) for gold in release.golds),
        components=sum(len(gold.components) for gold in release.golds),
        relations=sum(len(gold.relations) for gold in release.golds),
        open=sum(gold.open for gold in release.golds),
        stale=len(release.stale),
        basis=dict(sorted(Counter(basis for gold in release.golds for basis in gold.basis.values()).items())),
        sha256=release.sha256,
    )
