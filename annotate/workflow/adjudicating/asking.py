"""What is asked of each curator, unit by unit, and what is not though annotators differ."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from annotate import adjudication
from annotate.adjudication import Dossier, Held, Inquiry, Question
from annotate.store import Store
from annotate.workflow.adjudicating import filing
from annotate.workflow.adjudicating.seats import Seat, ruled, settled, spoken
from schema import Decision, Scheme, Unit


@dataclass(frozen=True)
class Sheet:
    """A unit on which something is asked of a curator, as the curator sees it."""

    unit: Unit
    """The unit."""
    questions: tuple[Question, ...]
    """All questions on it."""
    asked: tuple[Question, ...]
    """Those that the curator is asked; components first."""
    held: tuple[Held, ...]
    """What holds on its article, whoever decided it."""
    mine: Mapping[str, Decision]
    """What the curator decided before on the article, by group."""


@dataclass
class Survey:
    """What is asked on all articles."""

    sheets: dict[str, list[Sheet]] = field(default_factory=dict)
    """Of each curator, by name, in the order of the corpus."""
    annotators: set[str] = field(default_factory=set)
    """Who saw any unit."""
    settled: set[str] = field(default_factory=set)
    """Groups that are open and that the rule decides now."""
    ruled: set[str] = field(default_factory=set)
    """Groups that are not asked, since a rule decided them, although annotators gave them different ranges."""

    def add(self, dossier: Dossier, seat: Seat, inquiry: Inquiry) -> None:
        """Add what is asked on an article from one seat."""
        voices = spoken(dossier.decisions)
        seen = replace(dossier, decisions=seat.sees(dossier.decisions))
        by_unit: dict[Unit, list[Question]] = {}
        for question in inquiry.ask(seen):
            self.annotators.update(opinion.annotator for opinion in question.opinions)
            if question.unit is not None:
                by_unit.setdefault(question.unit, []).append(question)
        held = adjudication.holding(dossier.decisions, inquiry.court.scheme)
        mine = {group: one for group, every in voices.items() for one in every if seat.mine(one)}
        for unit, questions in sorted(by_unit.items(), key=lambda one: (one[0].start, one[0].end)):
            asked = tuple(one for one in questions if seat.asks(one, voices.get(one.group, ())))
            self.settled.update(one.group for one in questions if settled(one) and one.group not in voices)
            self.ruled.update(one.group for one in questions if one not in asked and ruled(one))
            if asked:
                self.sheets[seat.who].append(Sheet(unit, tuple(questions), asked, held, mine))


def survey(store: Store, scheme: Scheme, seats: Sequence[Seat], articles: Collection[str] | None) -> Survey:
    """Return what is asked from each seat, on these articles or on all, on the newest texts."""
    found = Survey({seat.who: [] for seat in seats})
    inquiry = filing.inquiry(store, scheme, filing.latest_method(store))
    for dossier in filing.dossiers(store, articles):
        for seat in seats:
            found.add(dossier, seat, inquiry)
    order = {facts.id: (at, facts.version) for at, facts in enumerate(store.facts())}
    for name, sheets in found.sheets.items():
        newest = [one for one in sheets if one.unit.version == order[one.unit.article][1]]
        found.sheets[name] = sorted(newest, key=lambda one: order[one.unit.article])
    return found
