"""By hand in Label Studio: what is open goes to a project of each curator."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import cast, get_args

from pydantic import JsonValue

from annotate.errors import InputError
from annotate.formats import label_studio as foreign
from annotate.labelstudio import Wanted
from annotate.scheme import tags
from annotate.store import Store
from annotate.workflow.adjudicating.asking import Sheet, Survey, survey
from annotate.workflow.adjudicating.briefing import BRIEF, PROPOSAL, brief_of, proposal, versions
from annotate.workflow.adjudicating.panel import panel
from annotate.workflow.adjudicating.seats import Seat
from annotate.workflow.labelling.sending import Kind, PushedProject, mark_of, send
from annotate.workflow.labelling.servers import AnnotatorReport, add_curators
from annotate.workflow.progress import Progress, silent
from annotate.workflow.project import Project
from annotate.workflow.research import chosen_articles
from annotate.workflow.schemes import versions as scheme_versions
from schema import ArticleText, Granularity, Model, Record, Unit
from schema import Project as RemoteProject


class PushedUnits(Model):
    """What a push did, or would do, with units of one size."""

    unit: Granularity
    """How articles were cut into them."""
    units: int
    """Units on which something is asked of any curator."""
    questions: int
    """Questions on these that are asked of any curator."""
    projects: tuple[PushedProject, ...]
    """One per curator."""


class CuratePush(Record):
    """What was brought to curators, or would be."""

    done: bool
    """Whether it was done; else it was only planned."""
    units: tuple[PushedUnits, ...]
    """By the size of units; none where nothing is open, or was."""
    accounts: tuple[AnnotatorReport, ...] = ()
    """Curators whose accounts were made just now."""
    settled: int = 0
    """Open questions that the rule decides now, without anybody: `annotate adjudicate auto`."""
    ruled: int = 0
    """Components that a rule decided and that are not asked, although annotators gave them different ranges."""


def push(
    project: Project,
    progress: Progress = silent,
    *,
    curators: Sequence[str] = (),
    unit: Granularity | None = None,
    articles: Sequence[str] = (),
    second: bool = False,
    disputed: bool = False,
    dry_run: bool = False,
) -> CuratePush:
    """Bring the units on which something is open or stale to a project of each curator; again changes nothing.

    Args:
        project: The project.
        progress: Shows how far it is.
        curators: Names of the curators; one whom nobody knows gets an account. None: all who have curated before.
        unit: Only units of this size, as they were labelled; all sizes, if None.
        articles: Only articles of which the id begins so.
        second: Ask also what only other curators have decided, for a second opinion, and show nothing of it.
        disputed: Ask also what a rule decided although annotators differ.
        dry_run: Only tell what would be done.

    In a task stand the proposal, to be changed and submitted, and, as predictions under their pseudonyms, what each
    annotator said; a panel lists both for each question. Of what is decided meanwhile, tasks that nobody has begun
    go. Raises InputError where no curator is named or an article is not there, and what the store and the server
    raise.
    """
    with project.store() as store:
        names = list(dict.fromkeys(curators)) or sorted({one.annotator for one in store.projects() if _ours(one)})
        _expect_curators(store, names, dry_run=dry_run)
    with project.turn("labelling") as (project, store):
        made = () if dry_run else add_curators(project, names)
        scheme_versions.expect_no_loss(project, store)
        chosen, seats = chosen_articles(store, articles), [Seat(one, "curator", second, disputed) for one in names]
        found = survey(store, project.scheme, seats, chosen)
        desk = _Desk(project, store, found, chosen, dry_run)
        before = {one.granularity for one in store.projects() if _ours(one)}
        sizes = [one for one in get_args(Granularity) if one in before | desk.sizes and unit in (None, one)]
        sent = [_send(desk, size, progress) for size in sizes]
    left = {"settled": len(found.settled), "ruled": len(found.ruled)}
    return CuratePush(done=not dry_run, units=tuple(sent), accounts=made, **left)


def _ours(target: RemoteProject) -> bool:
    return target.purpose == "adjudicate"


def _expect_curators(store: Store, names: Sequence[str], *, dry_run: bool) -> None:
    if not names or not all(name.strip() for name in names):
        raise InputError("adjudicate push", "no curator is named", cure="annotate adjudicate push --curator NAME")
    unknown = sorted(set(names) - {known.name for known in store.annotators() if known.account})
    if dry_run and unknown:
        raise InputError(
            f"curator {', '.join(unknown)}",
            "has no account yet, so that nothing can be compared",
            cure="leave out --dry-run, and the account is made",
        )


def _send(desk: _Desk, size: Granularity, progress: Progress) -> PushedUnits:
    name = desk.project.settings.name
    kind = Kind(
        name=f"{name} (adjudicate {size})",
        marker=f"{mark_of(desk.project)}adjudicate:{size}",
        title=f"{name} · 裁定",
        wanted=lambda curator: desk.wanted(curator, size),
        obsolete=desk.obsolete,
        project={"granularity": size, "purpose": "adjudicate"},
        shows=PROPOSAL,
    )
    asked = desk.asked(size)
    return PushedUnits(
        unit=size,
        units=len(asked),
        questions=len(set().union(*asked.values())),
        projects=send(desk.project, desk.store, kind, progress, only=desk.survey.sheets.keys(), dry_run=desk.dry_run),
    )


@dataclass(frozen=True)
class _Desk:
    """What there is to be asked, and of whom."""

    project: Project
    store: Store
    survey: Survey
    chosen: Collection[str] | None
    """Ids of the articles that are asked for; None: all."""
    dry_run: bool

    @cached_property
    def texts(self) -> dict[str, ArticleText]:
        """The newest text of each article on which anything is asked."""
        ids = dict.fromkeys(one.unit.article for sheets in self.survey.sheets.values() for one in sheets)
        return {article.id: article.current for article in self.store.articles(ids)}

    @cached_property
    def versions(self) -> dict[str, int]:
        """The newest version of the text of each article."""
        return {facts.id: facts.version for facts in self.store.facts()}

    @cached_property
    def worked(self) -> set[tuple[str, str]]:
        """Curators and units on which there is work of theirs in the store."""
        work = self.store.annotations(raw=False, curated=True)
        return {(one.annotator, one.unit.key) for one in work if not one.deleted}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The pseudonym of each annotator; in a dry run, those that they would get."""
        everybody = sorted(self.survey.annotators)
        if not self.dry_run:
            return self.store.add_pseudonyms(everybody)
        known = self.store.pseudonyms()
        new = [name for name in everybody if name not in known]
        last = max((int(name.removeprefix("A")) for name in known.values()), default=0)
        return {**known, **{name: f"A{number}" for number, name in enumerate(new, start=last + 1)}}

    @property
    def sizes(self) -> set[Granularity]:
        """The sizes of the units on which something is asked of anybody."""
        return {size_of(one.unit) for sheets in self.survey.sheets.values() for one in sheets}

    def asked(self, size: Granularity) -> dict[Unit, set[str]]:
        """Return the groups that are asked of anybody, by unit of a size."""
        found: dict[Unit, set[str]] = {}
        for curator in self.survey.sheets:
            for sheet in self._of(curator, size):
                found.setdefault(sheet.unit, set()).update(one.group for one in sheet.asked)
        return found

    def wanted(self, curator: str, size: Granularity) -> Iterator[Wanted]:
        """Yield the tasks that a curator is to have."""
        return map(self._task, self._of(curator, size))

    def obsolete(self, curator: str, unit: Unit) -> bool:
        """Whether nothing is asked on a unit any more, and the curator has decided nothing on it."""
        if self.chosen is not None and unit.article not in self.chosen:
            return False
        outdated = unit.version != self.versions.get(unit.article, unit.version)
        return outdated or (curator, unit.key) not in self.worked

    def _of(self, curator: str, size: Granularity) -> Iterator[Sheet]:
        return (one for one in self.survey.sheets[curator] if size_of(one.unit) == size)

    def _task(self, sheet: Sheet) -> Wanted:
        scheme, unit, text = self.project.scheme, sheet.unit, self.texts[sheet.unit.article]
        brief = brief_of(unit, sheet.asked, sheet.held, sheet.mine, scheme)
        data = cast("dict[str, JsonValue]", foreign.task(text, unit))
        shown = panel(brief, sheet.questions, self.names, text.text, scheme, self.project.settings.language)
        data |= {tags.PANEL: shown, BRIEF: brief.model_dump_json()}
        beside = versions(sheet.questions, brief, self.names, unit, text.text, scheme)
        return Wanted(data, proposal(brief, unit, text.text, scheme), beside)


def size_of(unit: Unit) -> Granularity:
    """Return how an article was cut into units of this kind."""
    if unit.kind == "section" or unit.kind == "article":
        return unit.kind
    return "paragraph"
