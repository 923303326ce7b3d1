"""Gold as it stands at a moment, kept under a name: what linking projects and datasets are made from."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime

from annotate import adjudication
from annotate.errors import InputError, ProjectError
from annotate.workflow.project import Project
from schema import RELEASE_NAME, Basis, Model, Record, Release, scheme_id


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


class ReleasesReport(Record):
    """The gold that was frozen."""

    releases: tuple[ReleaseLine, ...]
    """Oldest first."""


def freeze(project: Project, name: str, *, who: str, why: str = "", open_left_out: bool = False) -> Frozen:
    """Keep gold as it stands now under a name, with the scheme that it labels with.

    Raises InputError for a name that none can have, ProjectError when there is no gold, or components are open that
    are not to be left out, StoreError when a release of that name holds other gold.
    """
    if not re.fullmatch(RELEASE_NAME, name):
        expected = "a name without blanks, slashes and @, such as 2026-1"
        raise InputError(f"release {name!r}", "it cannot be called so", expected=expected)
    with project.store() as store:
        decisions = list(store.decisions())
        golds = {gold.article: gold for gold in adjudication.golds(decisions)}
        if not any(gold.components for gold in golds.values()):
            raise ProjectError(str(project.folder), "there is no gold to freeze yet", cure="annotate adjudicate auto")
        undecided = [one for one in adjudication.open_groups(decisions) if one.kind == "component"]
        if undecided and not open_left_out:
            raise ProjectError(
                str(project.folder),
                f"{len(undecided)} components are open, the first in {undecided[0].article}: {undecided[0].why}",
                expected="a decision on every component",
                cure="annotate adjudicate list, or freeze without them: --open-left-out",
            )
        release = Release(
            name=name,
            made=datetime.now(UTC),
            who=who,
            why=why,
            scheme=scheme_id(project.scheme),
            golds=tuple(golds[article.id] for article in store.facts() if article.id in golds),
        )
        new = store.add_release(release, project.scheme)
        return Frozen(new=new, release=_line(store.release(name)))


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
        basis=dict(sorted(Counter(basis for gold in release.golds for basis in gold.basis.values()).items())),
        sha256=release.sha256,
    )
