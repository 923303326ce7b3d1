"""Annotators' work on two units, and what is decided of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from annotate import adjudication
from annotate.adjudication import Method, Question
from annotate.scheme import load
from schema import Annotation, Decision, GoldComponent, Span, SpanRelation, Unit

SCHEME = load("policy")
UNIT = Unit(article="a-1", version=1, kind="paragraph", start=10, end=60)
ARTICLE = Unit(article="a-1", version=1, kind="article", start=0, end=90)
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
LATE = datetime(2031, 1, 1, tzinfo=UTC)

Drawing = tuple[str, str, int, int] | tuple[str, str, int, int, dict[str, str]]
"""Region, type, start, end and, where given, attributes."""


def annotation(
    name: str, *spans: Drawing, relations: Sequence[str] = (), unit: Unit = UNIT, preloaded: bool = False
) -> Annotation:
    """An annotation; relations as `source type target`."""
    return Annotation(
        id=f"{unit.kind}-{name}",
        annotator=name,
        unit=unit,
        origin="server/1",
        status="submitted",
        spans=tuple(
            Span(
                id=region,
                types=(kind,),
                start=start,
                end=end,
                text="…",
                attributes=attributes[0] if attributes else {},
                preloaded=preloaded,
            )
            for region, kind, start, end, *attributes in spans
        ),
        relations=tuple(
            SpanRelation(id=f"r{number}", types=(kind,), source=source, target=target)
            for number, (source, kind, target) in enumerate(relation.split() for relation in relations)
        ),
    )


MAJORITY = Method()


def decide(*works: Annotation, earlier: Sequence[Decision] = (), method: Method = MAJORITY) -> tuple[Decision, ...]:
    """What a rule decides, an hour later for each decision before."""
    return adjudication.decide(works, SCHEME, earlier, method, NOON + timedelta(hours=len(earlier)))


def ask(*works: Annotation, earlier: Sequence[Decision] = (), method: Method = MAJORITY) -> tuple[Question, ...]:
    """What is asked."""
    return adjudication.questions(works, SCHEME, earlier, method)


def components(made: Sequence[Decision]) -> list[tuple[str, str]]:
    """Outcome and reason of each decision on a component."""
    return [(decision.outcome, decision.why) for decision in made if decision.kind == "component"]


def relations(made: Sequence[Decision]) -> list[tuple[str, str]]:
    return [(decision.outcome, decision.why) for decision in made if decision.kind == "relation"]


def result(decision: Decision) -> GoldComponent:
    assert isinstance(decision.result, GoldComponent)
    return decision.result


PAIR = (("1", "problem", 10, 20), ("2", "measure", 30, 40))
ADDRESSED = ["2 addresses 1"]
CLAIMS = (("1", "claim", 10, 20), ("2", "claim", 30, 40), ("3", "claim", 45, 55))


def personal(decision: Decision, **changes: object) -> Decision:
    """What a curator decides instead, after everything else."""
    said = {"by": "curator", "who": "wang", "rule": None, "confidence": None, "when": LATE, "why": "读过"}
    return decision.model_copy(update={**said, **changes})


@st.composite
def opinions(draw: st.DrawFn) -> list[Annotation]:
    """What up to four annotators say about two overlapping units, often about the same places."""
    bounds = st.tuples(st.sampled_from([10, 11, 20, 21]), st.sampled_from([30, 31, 40, 41]))
    kinds = st.sampled_from(["claim", "problem", "measure", "idea"])
    named = st.sampled_from([f"{source} {kind.id} {target}" for kind in SCHEME.relations for source, target in ENDS])
    works = []
    for unit in (UNIT, ARTICLE):
        for annotator in draw(st.lists(st.sampled_from("abcd"), unique=True)):
            places = draw(st.lists(bounds, max_size=3))
            spans = [(str(number), draw(kinds), *place) for number, place in enumerate(places)]
            drawn = draw(st.lists(named, max_size=3))
            works.append(annotation(annotator, *spans, unit=unit, relations=drawn, preloaded=draw(st.booleans())))
    return works


ENDS = [("0", "1"), ("1", "0"), ("1", "2"), ("2", "0"), ("0", "0")]
