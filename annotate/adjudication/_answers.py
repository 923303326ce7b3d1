"""Decisions by people."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from annotate.adjudication._graph import faults, unfit
from annotate.adjudication._held import Held
from annotate.adjudication._questions import Question
from annotate.adjudication._units import Tie
from schema import Decision, Evidence, GoldComponent, GoldRelation, Scheme, Unit, digest


def answer(
    question: Question,
    outcome: Literal["accepted", "rejected", "open"],
    result: GoldComponent | GoldRelation | None = None,
    *,
    who: str,
    by: Literal["curator", "arbiter"],
    when: datetime,
    why: str = "",
    into: str | None = None,
) -> Decision:
    """Return a person's decision on a question; it rests on the opinions as they are in it.

    Args:
        question: The question.
        outcome: The answer.
        result: What goes into gold, its id that of the group whatever it brings; given only with `accepted`.
        who: The person.
        by: As what the person decides.
        when: When.
        why: The reason; may be empty.
        into: Group of the component that a rejected one was merged into, so that its relations go along.

    Raises ValueError when outcome and result do not fit each other or the question's kind.
    """
    if (outcome == "accepted") != (result is not None) or (result is not None and result.kind != question.kind):
        raise ValueError(f"{outcome} with {result} is no answer about a {question.kind}")
    return Decision(
        group=question.group,
        article=question.article,
        version=question.version,
        kind=question.kind,
        outcome=outcome,
        result=result.model_copy(update={"id": question.group}) if result is not None else None,
        into=into,
        by=by,
        who=who,
        when=when,
        why=why,
        evidence=question.evidence,
    )


def add(
    unit: Unit,
    result: GoldComponent | GoldRelation,
    scheme: Scheme,
    evidence: tuple[Evidence, ...] = (),
    *,
    who: str,
    by: Literal["curator", "arbiter"],
    when: datetime,
    why: str = "",
) -> Decision:
    """Return a person's decision that something is in gold which no annotator marked.

    Its group is the same whoever adds it: a component's follows from its range, a relation's from its type and ends,
    as if annotators had drawn it. `result` may bring any id. `evidence` may be that of any question about the unit: who
    saw it, which is to say that they marked nothing here.
    """
    if isinstance(result, GoldRelation):
        group = group_of(unit.article, result, scheme)
    else:
        group = digest("group", unit.article, "component", "added", unit.version, result.start, result.end)
    return Decision(
        group=group,
        article=unit.article,
        version=unit.version,
        kind=result.kind,
        outcome="accepted",
        result=result.model_copy(update={"id": group}),
        by=by,
        who=who,
        when=when,
        why=why,
        evidence=unmarked(evidence),
    )


def unmarked(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Return evidence of those who are in it, as of who saw the unit and marked nothing."""
    return tuple(Evidence(annotation=one.annotation, revision=one.revision, item=None) for one in evidence)


def group_of(article: str, drawn: GoldRelation, scheme: Scheme) -> str:
    """Return the group that a relation between two groups is of, as long as no person gave it another type or end."""
    return _tie(drawn, scheme).group(article)


def carried(evidence: Iterable[Evidence], drawn: GoldRelation, scheme: Scheme) -> tuple[Evidence, ...]:
    """Return what annotators said of a relation as it counts once its ends were merged into those of `drawn`."""
    said = digest(*_tie(drawn, scheme))
    return tuple(one.model_copy(update={"said": said}) if one.item is not None else one for one in evidence)


def _tie(drawn: GoldRelation, scheme: Scheme) -> Tie:
    kind = scheme.relation(drawn.type)
    ends = sorted((drawn.source, drawn.target)) if kind and kind.symmetric else (drawn.source, drawn.target)
    return Tie(drawn.type, *ends)


def objections(result: GoldComponent | GoldRelation, held: Iterable[Held], scheme: Scheme) -> tuple[str, ...]:
    """Return what the scheme has against something in gold, beside what holds on its article; nothing if it is sound.

    A component has a type of the scheme, and attributes of that type with values of their lists. A relation has a type
    of the scheme, ends in gold between whose types it is permitted, and, with all others in gold, closes no cycle and
    gives no component more parents than there may be.
    """
    results = [one.result for one in held if one.result is not None and one.group != result.id]
    if isinstance(result, GoldComponent):
        return tuple(_against_component(result, scheme))
    components = {one.id: one for one in results if isinstance(one, GoldComponent)}
    return tuple(
        _against_relation(result, components, [one for one in results if isinstance(one, GoldRelation)], scheme)
    )


def _against_component(result: GoldComponent, scheme: Scheme) -> Iterable[str]:
    component = scheme.component(result.type)
    if component is None:
        yield f"{result.type} is no type of the scheme"
        return
    known = {attribute.id: {value.id for value in attribute.values} for attribute in component.attributes}
    for name, value in result.attributes.items():
        if name not in known:
            yield f"{component.id} has no attribute {name}"
        elif known[name] and value not in known[name]:
            yield f"{name} cannot be {value}"


def _against_relation(
    result: GoldRelation, components: dict[str, GoldComponent], others: list[GoldRelation], scheme: Scheme
) -> Iterable[str]:
    types = {group: component.type for group, component in components.items()}
    if missing := [end for end in (result.source, result.target) if end not in components]:
        yield f"not in gold: {', '.join(missing)}"
    elif result.source == result.target:
        yield "it leads from a component to itself"
    elif why := unfit(result, types, scheme):
        yield why
    elif fault := faults([*others, result], scheme)(result):
        yield fault
