"""By hand in Label Studio: what is open goes to a project of each curator."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import cast, get_args

from pydantic import JsonValue

from annotate import adjudication
from annotate.adjudication import Held, Question
from annotate.errors import InputError
from annotate.formats import label_studio as foreign
from annotate.labelstudio import Wanted
from annotate.scheme import tags
from annotate.store import Store
from annotate.workflow.adjudicating.briefing import BRIEF, PROPOSAL, brief_of, is_asked, proposal, versions
from annotate.workflow.adjudicating.panel import panel
from annotate.workflow.labelling.sending import Kind, PushedProject, mark_of, send
from annotate.workflow.labelling.servers import AnnotatorReport, add_curators
from annotate.workflow.progress import Progress, silent
from annotate.workflow.project import Project
from annotate.workflow.research import chosen_articles
from annotate.workflow.schemes import versions as scheme_versions
from schema import Article, Decision, Granularity, Model, Record, Unit
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


def push(
    project: Project,
    progress: Progress = silent,
    *,
    curators: Sequence[str] = (),
    unit: Granularity | None = None,
    articles: Sequence[str] = (),
    second: bool = False,
    dry_run: bool = False,
) -> CuratePush:
    """Bring the units on which something is open or stale to a project of each curator; again changes nothing.

    Args:
        project: The project.
        progress: Shows how far it is.
        curators: Names of the curators; one whom nobody knows gets an account. None: all who have curated before.
        unit: Only units of this size, as they were labelled; all sizes, if None.
        articles: Only articles of which the id begins so.
        second: Ask also what only other curators have decided, for a second opinion.
        dry_run: Only tell what would be done.

    In a task stand the proposal, to be changed and submitted, and, as predictions under their pseudonyms, what each
    annotator said; a panel lists both for each question. Of what is decided meanwhile, tasks that nobody has begun
    go. Raises InputError where no curator is named or an article is not there, and what the store and the server
    raise.
    """
    with project.store() as store:
        names = list(dict.fromkeys(curators)) or sorted({one.annotator for one in store.projects() if _ours(one)})
        _expect_curators(store, names, dry_run=dry_run)
    made = () if dry_run else add_curators(project, names)
    with project.store() as store:
        scheme_versions.expect_no_loss(project, store)
        desk = _Desk(project, store, frozenset(names), chosen_articles(store, articles), second, dry_run)
        before = {one.granularity for one in store.projects() if _ours(one)}
        sizes = [one for one in get_args(Granularity) if one in before | desk.sizes and unit in (None, one)]
        sent = [_send(desk, size, progress) for size in sizes]
    return CuratePush(done=not dry_run, units=tuple(sent), accounts=made)


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
    asked = {key: {one.group for found in by for one in found} for key, by in desk.asked(size)}
    return PushedUnits(
        unit=size,
        units=len(asked),
        questions=len(set().union(*asked.values())),
        projects=send(desk.project, desk.store, kind, progress, only=desk.curators, dry_run=desk.dry_run),
    )


@dataclass(frozen=True)
class _Desk:
    """What there is to be asked, and of whom."""

    project: Project
    store: Store
    curators: frozenset[str]
    chosen: Collection[str] | None
    """Ids of the articles that are asked for; None: all."""
    second: bool
    dry_run: bool

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        return tuple(self.store.decisions(undone=True))

    @cached_property
    def units(self) -> dict[Unit, list[Question]]:
        """All questions on the newest texts, by unit, in the order of the corpus."""
        method = adjudication.latest_method(self.decisions)
        found: dict[Unit, list[Question]] = {}
        work = self.store.annotations(raw=False)
        for question in adjudication.questions(work, self.project.scheme, self.decisions, method):
            if question.unit is not None and (self.chosen is None or question.article in self.chosen):
                found.setdefault(question.unit, []).append(question)
        order = {facts.id: at for at, facts in enumerate(self.store.facts())}
        return dict(sorted(found.items(), key=lambda one: (order[one[0].article], one[0].start, one[0].end)))

    @cached_property
    def articles(self) -> dict[str, Article]:
        ids = dict.fromkeys(unit.article for unit in self.units)
        return {article.id: article for article in self.store.articles(ids)}

    @cached_property
    def held(self) -> dict[str, list[Held]]:
        """What holds, by article."""
        found: dict[str, list[Held]] = {}
        for held in adjudication.holding(self.decisions):
            found.setdefault(held.article, []).append(held)
        return found

    @cached_property
    def mine(self) -> dict[str, dict[str, Decision]]:
        """What each curator decided last and did not take back, by name and group."""
        found: dict[str, dict[str, Decision]] = {}
        for one in adjudication.standing(self.decisions):
            if one.by != "rule":
                found.setdefault(one.who, {})[one.group] = one
        return found

    @cached_property
    def worked(self) -> set[tuple[str, str]]:
        """Curators and units on which there is work of theirs in the store."""
        work = self.store.annotations(raw=False, curated=True)
        return {(one.annotator, one.unit.key) for one in work if not one.deleted}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The pseudonym of each annotator; in a dry run, those that they would get."""
        everybody = sorted({one.annotator for found in self.units.values() for q in found for one in q.opinions})
        if not self.dry_run:
            return self.store.add_pseudonyms(everybody)
        known = self.store.pseudonyms()
        new = [name for name in everybody if name not in known]
        last = max((int(name.removeprefix("A")) for name in known.values()), default=0)
        return {**known, **{name: f"A{number}" for number, name in enumerate(new, start=last + 1)}}

    @property
    def sizes(self) -> set[Granularity]:
        """The sizes of the units on which something is asked of anybody."""
        return {size for size in get_args(Granularity) if any(True for _ in self.asked(size))}

    def asked(self, size: Granularity) -> Iterator[tuple[Unit, list[list[Question]]]]:
        """Yield each unit of a size on which something is asked, with what is asked of each curator."""
        for unit in self._of(size):
            by_curator = [self._asked(unit, curator) for curator in sorted(self.curators)]
            if any(by_curator):
                yield unit, by_curator

    def wanted(self, curator: str, size: Granularity) -> Iterator[Wanted]:
        """Yield the tasks that a curator is to have."""
        for unit in self._of(size):
            if asked := self._asked(unit, curator):
                yield self._task(unit, asked, curator)

    def obsolete(self, curator: str, unit: Unit) -> bool:
        """Whether nothing is asked on a unit any more, and the curator has decided nothing on it."""
        if self.chosen is not None and unit.article not in self.chosen:
            return False
        article = self.articles.get(unit.article)
        outdated = article is not None and unit.version != article.current.version
        return outdated or (curator, unit.key) not in self.worked

    def _of(self, size: Granularity) -> Iterator[Unit]:
        for unit in self.units:
            if size_of(unit) == size and unit.version == self.articles[unit.article].current.version:
                yield unit

    def _asked(self, unit: Unit, curator: str) -> list[Question]:
        mine = self.mine.get(curator, {})
        return [one for one in self.units[unit] if is_asked(one, mine.get(one.group), second=self.second)]

    def _task(self, unit: Unit, asked: Sequence[Question], curator: str) -> Wanted:
        scheme, text = self.project.scheme, self.articles[unit.article].current
        brief = brief_of(unit, asked, self.held.get(unit.article, ()), self.mine.get(curator, {}), scheme)
        data = cast("dict[str, JsonValue]", foreign.task(text, unit))
        data[tags.PANEL] = panel(brief, self.units[unit], self.names, text.text, scheme, self.project.settings.language)
        data[BRIEF] = brief.model_dump_json()
        beside = versions(self.units[unit], brief, self.names, unit, text.text, scheme)
        return Wanted(data, proposal(brief, unit, text.text, scheme), beside)


def size_of(unit: Unit) -> Granularity:
    """Return how an article was cut into units of this kind."""
    if unit.kind == "section" or unit.kind == "article":
        return unit.kind
    return "paragraph"
