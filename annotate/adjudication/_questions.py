"""What is asked about each group: who says what of it, what a rule makes of that, and what holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations
from typing import Annotated, Literal

from pydantic import Field

from annotate.adjudication._cases import Case, Past, cases
from annotate.adjudication._court import Court, convene, value
from annotate.adjudication._deciding import pasts
from annotate.adjudication._held import Held
from annotate.adjudication._method import Method
from annotate.adjudication._ranges import iou
from annotate.adjudication._units import Seen, look
from schema import Annotation, Decision, Evidence, GoldComponent, GoldRelation, Model, Scheme, Unit


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
    state: Literal["open", "decided", "stale"]
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


@dataclass(frozen=True)
class Inquiry:
    """Annotations as a method sees them, to be asked anew after each decision without being read anew."""

    units: Mapping[str, Sequence[Seen]]
    """The units of each article."""
    court: Court
    """The method, with what it learnt of them."""

    @classmethod
    def of(
        cls, annotations: Iterable[Annotation], scheme: Scheme, decisions: Iterable[Decision], method: Method
    ) -> Inquiry:
        """Return what there is to ask about, as `questions` takes it."""
        standing = {one.group for one in decisions if one.kind == "component"}
        units = look(annotations, scheme, standing)
        return cls(units, convene(method, (seen for found in units.values() for seen in found), scheme))

    def ask(self, article: str, decisions: Iterable[Decision]) -> tuple[Question, ...]:
        """Return the questions about an article, after these decisions on it, as `questions` sorts them."""
        return self.on(pasts(decisions).get(article) or Past.of(article, ()))

    def on(self, past: Past) -> tuple[Question, ...]:
        """The same after what was decided on an article before."""
        found = cases(self.units.get(past.article, ()), past, self.court)
        return tuple(_on_article(found, past, self.court, datetime.now(UTC)))


def questions(
    annotations: Iterable[Annotation], scheme: Scheme, decisions: Iterable[Decision], method: Method
) -> tuple[Question, ...]:
    """Return what is asked about every group that anybody marked or a person decided on.

    Takes what `annotate.adjudication.decide` takes. Sorted by article, then components before relations, components
    by place, relations by the places of their ends. A method that learns is to be given all annotations.
    """
    every = pasts(decisions)
    inquiry = Inquiry.of(annotations, scheme, (one for past in every.values() for one in past.history), method)
    articles = sorted(every.keys() | inquiry.units.keys())
    return tuple(one for article in articles for one in inquiry.on(every.get(article) or Past.of(article, ())))


def _on_article(found: Sequence[Case], past: Past, court: Court, now: datetime) -> Iterator[Question]:
    links = _links(past.held.values())
    asked = [
        _ask(case, past, court, links, now) for case in found if case.seen is not None or case.group in past.personal
    ]
    places = {one.group: (one.guess.start, one.guess.end) for one in asked if isinstance(one.guess, GoldComponent)}
    far = (len(places), len(places))
    components = [one for one in asked if one.kind == "component"]
    yield from sorted(components, key=lambda one: (places.get(one.group, far), one.group))

    def ends(one: Question) -> tuple[object, ...]:
        drawn = one.guess
        if not isinstance(drawn, GoldRelation):
            return far, far, "", one.group
        return places.get(drawn.source, far), places.get(drawn.target, far), drawn.type, one.group

    yield from sorted((one for one in asked if one.kind == "relation"), key=ends)


def _links(held: Iterable[Held]) -> dict[str, list[str]]:
    """Return the relations in gold that hang on each component, sorted."""
    found: dict[str, list[str]] = {}
    for relation in sorted(
        (one.result for one in held if isinstance(one.result, GoldRelation)), key=lambda one: one.id
    ):
        for end in dict.fromkeys((relation.source, relation.target)):
            found.setdefault(end, []).append(relation.id)
    return found


def _ask(case: Case, past: Past, court: Court, links: Mapping[str, Sequence[str]], now: datetime) -> Question:
    held = past.held.get(case.group)
    opinions = tuple(_opinions(case, court))
    proposal = case.decision(past.article, court.method, now)
    apart = [_apart(*pair, court) for pair in combinations(opinions, 2)]
    lasting = [one.result for one in held.decisions if one.result] if held else []
    return Question(
        group=case.group,
        article=past.article,
        version=case.version,
        unit=case.seen.unit if case.seen else None,
        kind=case.kind,
        opinions=opinions,
        proposal=proposal,
        guess=case.verdict.guess or (lasting[-1] if lasting else None),
        holding=held,
        state=_state(held, proposal.evidence),
        cost=sum(apart),
        agreement=apart.count(0) / len(apart) if apart else None,
        undefined=None if apart else "fewer than two annotators saw the unit",
        links=tuple(links.get(case.group, ())),
    )


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


def _state(held: Held | None, evidence: Sequence[Evidence]) -> Literal["open", "decided", "stale"]:
    if held is not None and held.basis != "automatic" and any(stale(one, evidence) for one in held.decisions):
        return "stale"
    return "open" if held is None or held.outcome == "open" else "decided"


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
