"""What a review works on: the questions as they stand after each answer, and the answers put into the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Literal

from annotate import adjudication
from annotate.adjudication import Dossier, Held, Question, Touched
from annotate.errors import InputError
from annotate.store import Store
from annotate.workflow.adjudicating import filing
from annotate.workflow.adjudicating.scenes import LETTERS, Scene, scene
from annotate.workflow.adjudicating.seats import Seat, ruled, settled, spoken
from annotate.workflow.project import Project
from annotate.workflow.schemes import versions
from schema import Article, Decision, GoldComponent, GoldRelation, Model, Scheme, Undo


class Told(Model):
    """What an answer did."""

    decision: Decision
    """The decision that was stored, or, as it tells, taken back."""
    held: Held | None
    """What holds on its group now, as the person sees it; None where nothing was decided on it."""
    touched: tuple[Touched, ...]
    """Relations that were in gold, of which a component is other than it was."""


@dataclass(frozen=True)
class Wanted:
    """What of all questions is to be asked."""

    articles: Sequence[str] | None = None
    """Ids of the articles; None for all."""
    kind: Literal["component", "relation"] | None = None
    """Only components, or only relations."""
    stale: bool = False
    """Only what changed after a person decided."""

    def takes(self, question: Question) -> bool:
        """Whether a question is among them."""
        return (self.kind is None or question.kind == self.kind) and (not self.stale or question.state == "stale")


@dataclass(frozen=True)
class Sheet:
    """The questions on one article, as a person sees them."""

    questions: tuple[Question, ...]
    """All of them."""
    due: tuple[Question, ...]
    """Those that are for the person and wanted, and can be answered."""
    waiting: int
    """Those that would be due, but for an end that is open."""
    settled: int
    """Open ones that the rule decides now."""
    ruled: int
    """Components that are not asked, since a rule decided them, although annotators gave them different ranges."""
    voices: dict[str, list[Decision]]
    """What persons decided on each group, seen or not."""
    held: tuple[Held, ...]
    """What holds on each group."""


@dataclass
class Desk:
    """A person's review; what others decide meanwhile is seen when the next answer is stored."""

    project: Project
    store: Store
    seat: Seat
    wanted: Wanted
    skipped: set[str] = field(default_factory=set)
    """Groups that are not to be asked about now."""
    made: list[Decision] = field(default_factory=list)
    """Decisions made."""
    undone: list[Decision] = field(default_factory=list)
    """Decisions taken back."""
    touched: list[Touched] = field(default_factory=list)
    """Relations that answers have touched."""

    def __post_init__(self) -> None:
        """Read what there is to be asked about."""
        self._again: str | None = None
        self._read()

    @property
    def scheme(self) -> Scheme:
        """The scheme by which it is decided."""
        return self.project.scheme

    def renew(self) -> None:
        """Read all of it anew if the scheme was changed; a change that is under way is waited for.

        Raises ProjectError when a change was stopped.
        """
        if versions.current(self.project, self.store)[1] != self._migration:
            self._read()

    def _read(self) -> None:
        self.project, self._migration = versions.current(self.project, self.store)
        self._inquiry = filing.inquiry(self.store, self.scheme, filing.latest_method(self.store))
        names: set[str] = set()
        sheets: dict[str, Sheet] = {}
        for dossier in filing.dossiers(self.store):
            names.update(work.annotator for work in dossier.annotations)
            if self.wanted.articles is None or dossier.article in self.wanted.articles:
                sheets[dossier.article] = self._sheet(dossier)
        self._letters = dict(zip(sorted(names), LETTERS, strict=False))
        self.sheets = {article: sheets[article] for article in self.wanted.articles or sheets if article in sheets}
        self._article: Article | None = None

    def question(self) -> Question | None:
        """Return the next question: that of which the answer was just taken back, else the first; None without any."""
        again, self._again = self._again, None
        asked = [one for sheet in self.sheets.values() for one in sheet.due if one.group not in self.skipped]
        return next((one for one in asked if one.group == again), asked[0] if asked else None)

    def scene(self, question: Question) -> Scene:
        """Return what is shown of a question."""
        if self._article is None or self._article.id != question.article:
            self._article = self.store.article(question.article)
        sheet = self.sheets[question.article]
        others = [one for one in sheet.voices.get(question.group, ()) if not self.seat.mine(one)]
        return scene(
            question,
            sheet.questions,
            () if self.seat.hidden else others,
            self._letters,
            title=self._article.title,
            text=next(one.text for one in self._article.texts if one.version == question.version),
            left=sum(len(sheet.due) for sheet in self.sheets.values()),
        )

    def decide(
        self, question: Question, result: GoldComponent | GoldRelation | None, why: str, into: str | None = None
    ) -> Told:
        """Store an answer: what goes into gold, or None for nothing; raises InputError for what the scheme forbids.

        Raises StoreError when the scheme was changed since: `renew` is due.
        """
        if result is not None:
            own = result.model_copy(update={"id": question.group})
            if faults := adjudication.objections(own, self.sheets[question.article].held, self.scheme):
                raise InputError(result.type, "; ".join(faults), expected="what the scheme permits")
        made = adjudication.answer(
            question,
            "rejected" if result is None else "accepted",
            result,
            who=self.seat.who,
            by=self.seat.by,
            when=datetime.now(UTC),
            why=why,
            into=into,
        )
        self.made += self.store.append([made], self._migration)
        return self._told(self.made[-1])

    def last(self) -> Decision | None:
        """Return the person's last decision on these articles that is in force, of this review or an earlier one."""
        mine = (one for one in self.store.decisions() if self.seat.mine(one) and one.article in self.sheets)
        return max(mine, key=lambda one: one.number or 0, default=None)

    def undo(self) -> Told:
        """Take back the person's last decision on these articles; raises InputError when there is none.

        Raises StoreError as `decide` does.
        """
        last = self.last()
        if last is None or last.number is None:
            raise InputError(self.seat.who, "has decided nothing here", expected="a decision to take back")
        taken = Undo(decision=last.number, who=self.seat.who, when=datetime.now(UTC), why="review")
        self.store.undo(taken, self._migration)
        self.undone.append(last)
        self._again = last.group
        self.skipped.discard(last.group)
        return self._told(last.model_copy(update={"undone": taken}))

    def _told(self, decision: Decision) -> Told:
        """Look at the article anew, and return what an answer, or taking it back, did there."""
        before = self.sheets[decision.article].held
        (dossier,) = filing.dossiers(self.store, [decision.article])
        sheet = self.sheets[decision.article] = self._sheet(dossier)
        touched = adjudication.touched(before, sheet.held)
        self.touched += touched
        held = next((one for one in sheet.held if one.group == decision.group), None)
        return Told(decision=decision, held=held, touched=touched)

    def _sheet(self, dossier: Dossier) -> Sheet:
        seen = self.seat.sees(dossier.decisions)
        questions = self._inquiry.ask(replace(dossier, decisions=seen))
        voices = spoken(dossier.decisions)
        mine = [one for one in questions if self.wanted.takes(one) and self.seat.asks(one, voices.get(one.group, ()))]
        open_ = {one.group for one in questions if one.kind == "component" and one.state == "open"}
        waiting = {one.group for one in mine if _ends(one) & open_}
        return Sheet(
            questions=questions,
            due=tuple(one for one in mine if one.group not in waiting),
            waiting=len(waiting),
            settled=sum(settled(one) and one.group not in voices for one in questions),
            ruled=sum(ruled(one) and one not in mine for one in questions),
            voices=voices,
            held=adjudication.holding(seen, self.scheme),
        )


def _ends(question: Question) -> set[str]:
    drawn = question.guess
    return {drawn.source, drawn.target} if isinstance(drawn, GoldRelation) else set()
