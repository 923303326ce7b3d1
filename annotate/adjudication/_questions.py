"""What is asked about each group: who says what of it, what a rule makes of that, and what holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from itertools import combinations
from sys import maxsize
from typing import Annotated, Literal

from pydantic import Field

from annotate.adjudication._ballots import value
from annotate.adjudication._cases import Case, Past
from annotate.adjudication._court import Court
from annotate.adjudication._held import Held
from annotate.adjudication._ranges import iou
from schema import Decision, Evidence, GoldComponent, GoldRelation, Model, Unit

State = Literal["open", "decided", "stale"]
"""How far a group is decided; see `Question`."""


class Opinion(Model):
    """What one annotator who saw the unit says of a group."""

    annotator: str
    """Name of the annotator."""
    annotation: str
    """Id of the annotation."""
    revision: int
    """Its revision."""
    item: str | None
    """Region or relation id in it; None where the annotator saw the unit and marked nothing here."""
    component: GoldComponent | None = None
    """The component that the annotator marked, over the article text."""
    relation: GoldRelation | None = None
    """The relation that the annotator drew, between groups."""


class Question(Model):
    """What is asked about one group."""

    group: str
    """Permanent id of the group."""
    article: str
    """Id of the article."""
    version: int
    """Version of the article text."""
    unit: Unit | None
    """The unit that the opinions are on; None where nobody's work that counts has the group any more."""
    kind: Literal["component", "relation"]
    """What it is about."""
    opinions: tuple[Opinion, ...]
    """One for each annotator who saw the unit, by name."""
    proposal: Decision
    """What the rule would decide now."""
    guess: Annotated[GoldComponent | GoldRelation, Field(discriminator="kind")] | None
    """What the group most likely is, if it is anything, also where the proposal rejects it or leaves it open; what a
    person accepted, where nothing is left of the group."""
    holding: Held | None
    """What holds now, with the decisions that it rests on; None before anything was decided."""
    state: State
    """Open: nothing holds, or what holds leaves it open. Stale: a person decided, and what annotators say has changed
    since (a change, a deletion, a new span in the group). Decided: everything else."""
    cost: float
    """How much disagreement between pairs of annotators an answer settles: 1 for each pair of whom one marked it and
    the other did not, 1 for two types, 1 - intersection over union for two ranges, and, of two who chose one type,
    the share of its attributes in which they differ. 0 where all agree, or one alone saw the unit."""
    agreement: float | None
    """Of all pairs of annotators who saw the unit, the share of those who say the same in all that `cost` counts."""
    undefined: str | None = None
    """Why there is no agreement, where there is none."""
    links: tuple[str, ...] = ()
    """Ids of the relations in gold that hang on a component; sorted."""

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What a decision made now rests on."""
        return self.proposal.evidence

    @property
    def ranges(self) -> int:
        """How many different ranges annotators gave to a component; 0 for a relation."""
        return len({(one.component.start, one.component.end) for one in self.opinions if one.component})


@dataclass(frozen=True)
class Issue:
    """A group that may be asked about; the question itself is made only where it is wanted."""

    case: Case
    """The group, with what the method says of it."""
    past: Past
    """What was decided on its article."""
    court: Court
    """The method."""
    links: Sequence[str]
    """Ids of the relations in gold that hang on a component."""

    @property
    def group(self) -> str:
        """Id of the group."""
        return self.case.group

    @property
    def kind(self) -> Literal["component", "relation"]:
        """What it is about."""
        return self.case.kind

    @property
    def holding(self) -> Held | None:
        """What holds now; see `Question`."""
        return self.past.held.get(self.case.group)

    @property
    def ranges(self) -> int:
        """How many different ranges annotators gave to a component; 0 for a relation."""
        return len({(vote.mark.start, vote.mark.end) for vote in self.case.votes})

    @cached_property
    def guess(self) -> GoldComponent | GoldRelation | None:
        """What the group most likely is; see `Question`."""
        made = self.holding.decisions if self.holding else ()
        return self.case.verdict.guess or next((one.result for one in reversed(made) if one.result), None)

    @property
    def state(self) -> State:
        """How far it is decided; see `Question`."""
        held = self.holding
        if held is None:
            return "open"
        if held.basis != "automatic" and any(stale(one, self.case.evidence) for one in held.decisions):
            return "stale"
        return "open" if held.outcome == "open" else "decided"

    def question(self) -> Question:
        """Return what is asked."""
        case = self.case
        opinions = tuple(_opinions(case, self.court))
        apart = [_apart(*pair, self.court) for pair in combinations(opinions, 2)]
        return Question(
            group=case.group,
            article=self.past.article,
            version=case.version,
            unit=case.seen.unit if case.seen else None,
            kind=case.kind,
            opinions=opinions,
            proposal=case.decision(self.past.article, self.court.method, datetime.now(UTC)),
            guess=self.guess,
            holding=self.holding,
            state=self.state,
            cost=sum(apart),
            agreement=apart.count(0) / len(apart) if apart else None,
            undefined=None if apart else "fewer than two annotators saw the unit",
            links=tuple(self.links),
        )


def issues(found: Iterable[Case], past: Past, court: Court) -> list[Issue]:
    """Return the groups of an article that somebody marked or a person decided on.

    Components by place, then relations by the places of their ends; those of which no place is known come last.
    """
    links = _links(past.held.values())
    every = [
        Issue(case, past, court, links.get(case.group, ()))
        for case in found
        if case.seen is not None or case.group in past.personal
    ]
    places = {one.group: (one.guess.start, one.guess.end) for one in every if isinstance(one.guess, GoldComponent)}
    far = (maxsize, maxsize)

    def place(one: Issue) -> tuple[object, ...]:
        drawn = one.guess
        if one.kind == "component":
            return 0, places.get(one.group, far), one.group
        if not isinstance(drawn, GoldRelation):
            return 1, far, far, "", one.group
        return 1, places.get(drawn.source, far), places.get(drawn.target, far), drawn.type, one.group

    return sorted(every, key=place)


def _links(held: Iterable[Held]) -> dict[str, list[str]]:
    """Return the relations in gold that hang on each component, sorted."""
    found: dict[str, list[str]] = {}
    for relation in sorted(
        (one.result for one in held if isinstance(one.result, GoldRelation)), key=lambda one: one.id
    ):
        for end in dict.fromkeys((relation.source, relation.target)):
            found.setdefault(end, []).append(relation.id)
    return found


def _opinions(case: Case, court: Court) -> Iterator[Opinion]:
    spans = {vote.mark.annotator: vote for vote in case.votes}
    for work in case.seen.works if case.seen else ():
        said: dict[str, object] = {"item": None}
        if vote := spans.get(work.annotator):
            component = court.scheme.component(vote.mark.type)
            given = {one.id: value(one, vote) for one in (component.attributes if component else ())}
            said = {
                "item": vote.mark.span,
                "component": GoldComponent(
                    id=case.group,
                    type=vote.mark.type,
                    start=vote.mark.start,
                    end=vote.mark.end,
                    attributes={name: chosen for name, chosen in given.items() if chosen},
                ),
            }
        elif case.tie and case.drawn and work.annotator in case.drawn:
            said = {"item": case.drawn[work.annotator][1].id, "relation": case.verdict.guess}
        yield Opinion.model_validate(
            {"annotator": work.annotator, "annotation": work.id, "revision": work.revision, **said}
        )


def _apart(one: Opinion, other: Opinion, court: Court) -> float:
    """Return how far two opinions are from each other, as `Question.cost` counts it."""
    if (one.item is None) != (other.item is None):
        return 1.0
    first, second = one.component, other.component
    if first is None or second is None:
        return 0.0
    distance = 1 - float(iou(first, second))
    if first.type != second.type:
        return distance + 1
    component = court.scheme.component(first.type)
    names = [attribute.id for attribute in component.attributes] if component else []
    differing = sum(first.attributes.get(name) != second.attributes.get(name) for name in names)
    return distance + (differing / len(names) if names else 0.0)


def stale(decision: Decision, evidence: Sequence[Evidence]) -> bool:
    """Whether what annotators say is no longer what a decision was made on.

    What they said is told by its hash. Older programs kept none, and not who had marked nothing; there, as where
    nobody had marked anything, it is told by spans and relations with their revisions.
    """
    if all(part.said is None for part in decision.evidence):
        then = {(part.annotation, part.revision, part.item) for part in decision.evidence if part.item is not None}
        return then != {(part.annotation, part.revision, part.item) for part in evidence if part.item is not None}
    return {(part.annotation, part.item, part.said) for part in decision.evidence} != {
        (part.annotation, part.item, part.said) for part in evidence
    }
