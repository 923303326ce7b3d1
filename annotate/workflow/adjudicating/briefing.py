"""What a curator is asked on a unit: it goes to the server with the task, and is there when the answer comes back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated

from pydantic import Field

from annotate.adjudication import Held, Question
from annotate.formats import label_studio as foreign
from annotate.labelstudio import Suggestion
from annotate.validation import permitted
from schema import (
    Annotation,
    Decision,
    Evidence,
    GoldComponent,
    GoldRelation,
    Model,
    Scheme,
    Span,
    SpanRelation,
    Unit,
    scheme_id,
)

BRIEF = "brief"
"""Where the brief stands in the data of a task."""

PROPOSAL = "proposal"
"""Model version of what curators begin with."""

Item = Annotated[GoldComponent | GoldRelation, Field(discriminator="kind")]


class Asked(Model):
    """A group that a curator is asked about."""

    result: Item
    """What it is if it is anything; its id is the group."""
    shown: bool
    """Whether it stands in the proposal, so that who leaves it accepts it; else it is in only if it is drawn."""
    evidence: tuple[Evidence, ...]
    """What annotators said of it then."""


class Brief(Model):
    """What a curator is shown of a unit, ranges over the article text."""

    asked: tuple[Asked, ...]
    """What is to be decided, components first."""
    agreed: tuple[Item, ...]
    """What is in gold already and stands in the proposal too."""
    scheme: str = ""
    """Id of the version of the scheme that it is in; empty in what older programs pushed."""

    @property
    def components(self) -> dict[str, GoldComponent]:
        """The components of the proposal by their groups, in the order of the text."""
        every = [one for one in self._proposed() if isinstance(one, GoldComponent)]
        return {one.id: one for one in sorted(every, key=lambda one: (one.start, one.end, one.id))}

    @property
    def relations(self) -> dict[str, GoldRelation]:
        """The relations of the proposal by their groups."""
        return {one.id: one for one in self._proposed() if isinstance(one, GoldRelation)}

    def _proposed(self) -> list[GoldComponent | GoldRelation]:
        return [*self.agreed, *(one.result for one in self.asked if one.shown)]


def brief_of(
    unit: Unit, asked: Sequence[Question], held: Iterable[Held], mine: Mapping[str, Decision], scheme: Scheme
) -> Brief:
    """Return what a curator is shown of a unit.

    Args:
        unit: The unit.
        asked: The questions that the curator is asked on it, components first.
        held: What holds on its article.
        mine: What the curator decided before, by group; such a decision stands in the proposal in place of a guess.
        scheme: The scheme.

    In the proposal is what at least half of those who saw the unit have marked, and all that is in gold; but no
    relation of which an end is not, or which the scheme does not permit between the types that the ends have in it.
    """
    groups = {one.group for one in asked}
    inside = [one.result for one in held if one.result and one.version == unit.version and one.group not in groups]
    agreed = [one for one in inside if isinstance(one, GoldComponent) and unit.start <= one.start < one.end <= unit.end]
    components = [_asked(one, mine.get(one.group)) for one in asked if one.kind == "component"]
    there = {one.id: one for one in agreed}
    there |= {one.result.id: one.result for one in components if one.shown and isinstance(one.result, GoldComponent)}
    relations = [_asked(one, mine.get(one.group)) for one in asked if one.kind == "relation"]
    relations = [one.model_copy(update={"shown": one.shown and _fits(one.result, there, scheme)}) for one in relations]
    between = [one for one in inside if isinstance(one, GoldRelation) and {one.source, one.target} <= there.keys()]
    return Brief(asked=(*components, *relations), agreed=(*agreed, *between), scheme=scheme_id(scheme))


def _asked(question: Question, mine: Decision | None) -> Asked:
    result = mine.result if mine is not None and mine.result is not None else question.guess
    assert result is not None, "what somebody marked can be guessed"  # noqa: S101
    marked = sum(opinion.item is not None for opinion in question.opinions)
    shown = mine.outcome == "accepted" if mine is not None else 2 * marked >= len(question.opinions)
    return Asked(result=result, shown=shown, evidence=question.evidence)


def _fits(drawn: GoldComponent | GoldRelation, there: Mapping[str, GoldComponent], scheme: Scheme) -> bool:
    if not isinstance(drawn, GoldRelation) or not {drawn.source, drawn.target} <= there.keys():
        return False
    kind = scheme.relation(drawn.type)
    return kind is not None and permitted(kind, there[drawn.source].type, there[drawn.target].type)


def proposal(brief: Brief, unit: Unit, text: str, scheme: Scheme) -> Suggestion:
    """Return what a curator begins with: regions that have the ids of their groups."""
    return _suggestion(PROPOSAL, brief.components, brief.relations.values(), unit, text, scheme)


def versions(
    questions: Sequence[Question], brief: Brief, names: Mapping[str, str], unit: Unit, text: str, scheme: Scheme
) -> tuple[Suggestion, ...]:
    """Return what each annotator said of a unit under their pseudonym, regions with the ids of their groups.

    `questions` are all on the unit, `names` has the pseudonyms. Components that an annotator was given to relate are
    those of the proposal.
    """
    components: dict[str, dict[str, GoldComponent]] = {}
    relations: dict[str, list[GoldRelation]] = {}
    for question in questions:
        for opinion in question.opinions:
            mine = components.setdefault(opinion.annotator, {})
            drawn = relations.setdefault(opinion.annotator, [])
            if opinion.component is not None:
                mine[question.group] = opinion.component
            if opinion.relation is not None:
                drawn.append(opinion.relation)
    made = []
    for annotator in sorted(components, key=lambda name: (len(names[name]), names[name])):
        mine = components[annotator]
        given = [end for one in relations[annotator] for end in (one.source, one.target) if end not in mine]
        mine |= {end: brief.components[end] for end in given if end in brief.components}
        whole = [one for one in relations[annotator] if {one.source, one.target} <= mine.keys()]
        made.append(_suggestion(names[annotator], mine, whole, unit, text, scheme))
    return tuple(made)


def _suggestion(
    model: str,
    components: Mapping[str, GoldComponent],
    relations: Iterable[GoldRelation],
    unit: Unit,
    text: str,
    scheme: Scheme,
) -> Suggestion:
    shown = Annotation(
        id=model,
        annotator=model,
        unit=unit,
        origin=model,
        status="submitted",
        spans=tuple(
            Span(
                id=group,
                types=(one.type,),
                start=one.start,
                end=one.end,
                text=text[one.start : one.end],
                attributes=one.attributes,
                preloaded=True,
            )
            for group, one in components.items()
        ),
        relations=tuple(
            SpanRelation(id=one.id, types=(one.type,), source=one.source, target=one.target) for one in relations
        ),
    )
    return Suggestion(model, tuple(foreign.write(shown, text, scheme)))
