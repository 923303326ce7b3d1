"""What curators submitted in Label Studio, taken into the store: first as it came, then as decisions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from pydantic import JsonValue, ValidationError

from annotate import adjudication, labelstudio
from annotate.adjudication import Dossier, Inquiry, Question
from annotate.alignment import select
from annotate.errors import ProjectError
from annotate.migrating import Names
from annotate.store import Store
from annotate.validation import check
from annotate.workflow import checking
from annotate.workflow.adjudicating import filing
from annotate.workflow.adjudicating.briefing import BRIEF, Brief, Item
from annotate.workflow.adjudicating.resolving import Submitted, resolve
from annotate.workflow.labelling.comparing import Place, compare
from annotate.workflow.labelling.sending import mark_of
from annotate.workflow.labelling.servers import server
from annotate.workflow.labelling.taking import ChangedByOther
from annotate.workflow.progress import Progress, silent
from annotate.workflow.project import Project
from annotate.workflow.schemes import renaming, versions
from annotate.workflow.schemes.migration_gold import renamed
from schema import Annotation, ArticleText, Decision, Evidence, Finding, GoldRelation, Model, Record, scheme_id
from schema import Project as RemoteProject


class NotTaken(Model):
    """Something that a curator submitted and that decides nothing."""

    curator: str
    """Name of the curator."""
    unit: str
    """Key of the unit."""
    why: str
    """Why not."""


class CuratePull(Record):
    """What curators decided."""

    new: int
    """What curators submitted, skipped or began and that was not known."""
    revised: int
    """What changed of it."""
    deleted: int
    """What is gone from the server; decisions that were made of it stay."""
    submitted: int
    """Units that curators have submitted, in all."""
    decisions: int
    """Decisions appended now."""
    accepted: int
    """Of these, how many accept something."""
    rejected: int
    """Of these, how many reject something."""
    open: int
    """Of these, how many leave a group open, since a rule of the scheme is broken."""
    broken: tuple[Finding, ...]
    """Rules that are broken in what curators submitted."""
    not_taken: tuple[NotTaken, ...]
    """What decides nothing."""
    by_others: tuple[ChangedByOther, ...]
    """What somebody else changed last than the curator."""


def pull(project: Project, progress: Progress = silent) -> CuratePull:
    """Bring what curators submitted into the store, and append the decisions that it comes to; again brings nothing.

    The work is kept as every pull keeps work, and is no annotator's; the decisions are made of what the store has, so
    that a pull that was stopped before they were appended is finished by the next. What is not submitted, or was
    skipped, decides nothing. Raises ProjectError where nothing was pushed to curators or a change of scheme is half
    done, and what the store and the server raise.
    """
    place = server(project)
    client = labelstudio.Client(place.url, place.key)
    with project.turn("labelling") as (project, store):
        versions.expect_whole(project, store)
        every = [one for one in store.projects() if one.purpose == "adjudicate" and one.server == place.name]
        if not every:
            cure = "annotate adjudicate push --curator NAME"
            raise ProjectError(str(project.folder), "nothing was pushed to curators on this server yet", cure=cure)
        at = Place(store, client, project.scheme, client.users(), mark_of(project), progress)
        found = [compare(at, target, full=False) for target in every]
        taken = _Taking(project, store)
        for target in every:
            taken.read(client, target)
        made = taken.decide()
        store.append(made)
    me = client.account.casefold()
    return CuratePull(
        new=sum(one.new for one in found),
        revised=sum(one.revised for one in found),
        deleted=sum(one.deleted for one in found),
        submitted=len(taken.briefs),
        decisions=len(made),
        accepted=sum(one.outcome == "accepted" for one in made),
        rejected=sum(one.outcome == "rejected" for one in made),
        open=sum(one.outcome == "open" for one in made),
        broken=tuple(taken.broken),
        not_taken=tuple(taken.not_taken),
        by_others=tuple(other for one in found for other in one.by_others if other.account.casefold() != me),
    )


_Brought = tuple[Annotation, frozenset[datetime], Brief]
"""A work, the moments of its revisions, and what the curator was shown."""


@dataclass
class _Taking:
    """Everything that curators have submitted, on its way to decisions."""

    project: Project
    store: Store
    briefs: list[_Brought] = field(default_factory=list)
    """What was submitted, of every curator."""
    scheme: str = field(init=False)
    """Id of the version of the scheme."""
    broken: list[Finding] = field(default_factory=list)
    not_taken: list[NotTaken] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Tell what briefs are to be in."""
        self.scheme = scheme_id(self.project.scheme)

    def read(self, client: labelstudio.Client, target: RemoteProject) -> None:
        """Find what was submitted in a curator's project, with what its tasks ask."""
        place = f"{target.server}/{target.remote}/"
        last: dict[str, Annotation] = {}
        moments: defaultdict[str, set[datetime]] = defaultdict(set)
        for one in self.store.annotations(latest=False, annotator=target.annotator, raw=False, curated=True):
            if one.origin.startswith(place):
                last[one.id] = one
                moments[one.id].add(_moment(one))
        chosen = select(last.values()).units
        works = [by[target.annotator] for by in chosen.values()]
        shown = {one.number: one.data for one in client.listed(target.remote, [one.unit.key for one in works])}
        for work in works:
            number = int(work.origin.removeprefix(place).partition("/")[0])
            brief = _brief(shown.get(number, {}))
            if brief is None:
                self._leave(work, "its task no longer says what was asked; annotate adjudicate push asks anew")
                continue
            brief = _named(brief, work.unit.article, renaming.path(self.store, brief.scheme, self.scheme))
            self.briefs.append((work, frozenset(moments[work.id]), brief))

    def decide(self) -> list[Decision]:
        """Return the decisions that all of it comes to, in the order in which it was submitted."""
        if not self.briefs:
            return []
        accounts = checking.accounts(self.store)
        inquiry = filing.inquiry(self.store, self.project.scheme, filing.latest_method(self.store))
        on: dict[str, list[_Brought]] = {}
        for brought in sorted(self.briefs, key=lambda found: (_moment(found[0]), found[0].id)):
            on.setdefault(brought[0].unit.article, []).append(brought)
        made = [one for article in sorted(on) for one in self._decide(article, on[article], inquiry, accounts)]
        return sorted(made, key=lambda one: one.when)

    def _decide(
        self, article: str, brought: Iterable[_Brought], inquiry: Inquiry, accounts: Mapping[str, str]
    ) -> list[Decision]:
        """Return the decisions on one article."""
        dossier = next(filing.dossiers(self.store, [article]), Dossier(article, (), ()))
        text, questions = self.store.article(article).current, inquiry.ask(dossier)
        made: list[Decision] = []
        for one, moments, brief in brought:
            if one.unit.version != text.version:
                self._leave(one, f"it is on version {one.unit.version} of the text, which is at {text.version} now")
                continue
            errors = self._errors(text, one, accounts)
            found = resolve(self._submitted(one, moments, brief, errors, (*dossier.decisions, *made), questions))
            self.broken += [error for error in errors if error.item is None or error.item not in found.excused]
            made += found.decisions
        return made

    def _submitted(
        self,
        work: Annotation,
        moments: frozenset[datetime],
        brief: Brief,
        errors: Sequence[Finding],
        decisions: Sequence[Decision],
        questions: Iterable[Question],
    ) -> Submitted:
        known: dict[str, Item] = {}
        evidence: dict[str, tuple[Evidence, ...]] = {}
        seen: tuple[Evidence, ...] = ()
        for question in questions:
            evidence[question.group] = question.evidence
            if question.unit == work.unit:
                seen = adjudication.unmarked(question.evidence)
            if question.guess is not None:
                known[question.group] = question.guess
        held = adjudication.holding(decisions, self.project.scheme)
        known |= {one.group: one.result for one in held if one.result is not None}
        when = _moment(work)
        return Submitted(
            work=work,
            when=when,
            earlier=moments - {when},
            brief=brief,
            known=known,
            evidence=evidence,
            seen=seen,
            findings=errors,
            decisions=decisions,
            scheme=self.project.scheme,
        )

    def _errors(self, text: ArticleText, work: Annotation, accounts: Mapping[str, str]) -> list[Finding]:
        found = check(text, [work], self.project.scheme, accounts)
        errors = [one for one in found if one.severity == "error"]
        for one in errors:
            if one.item is None:
                self._leave(work, f"{one.rule}: {one.message}")
        return errors

    def _leave(self, work: Annotation, why: str) -> None:
        self.not_taken.append(NotTaken(curator=work.annotator, unit=work.unit.key, why=why))


def _brief(data: Mapping[str, JsonValue]) -> Brief | None:
    said = data.get(BRIEF)
    try:
        return Brief.model_validate_json(said) if isinstance(said, str) else None
    except ValidationError:
        return None


def _named(brief: Brief, article: str, changes: Iterable[Names]) -> Brief:
    """Return a brief that was pushed before the scheme changed, by the names of today.

    What annotators said then they say by other names now; so what is decided rests on what they say today.
    """
    for names in changes:

        def today(item: Item, names: Names = names) -> Item:
            made = renamed(item, names)
            if not isinstance(item, GoldRelation) or not isinstance(made, GoldRelation):
                return made
            drawn_so = item.id == adjudication.group_of(article, item, names.old)
            return made.model_copy(update={"id": adjudication.group_of(article, made, names.new)}) if drawn_so else made

        asked = tuple(one.model_copy(update={"result": today(one.result), "evidence": ()}) for one in brief.asked)
        brief = brief.model_copy(update={"asked": asked, "agreed": tuple(map(today, brief.agreed))})
    return brief


def _moment(work: Annotation) -> datetime:
    """Return when a work was submitted; where the server does not say, before all else."""
    return work.updated or datetime.fromtimestamp(0, UTC)
