"""From annotations to columns: what is kept, in which order, and what is counted as left out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotate.agreement import ABSENT, Codings, LeftOut, read
from annotate.alignment import select
from schema import Annotation, Scheme, Span, SpanRelation, Unit
from tests import strategies
from tests.agreement.build import POLICY

UNIT = Unit(article="0a-1", version=1, kind="paragraph", start=10, end=40)


def annotation(annotator: str, *spans: Span, relations: tuple[SpanRelation, ...] = (), unit: Unit = UNIT) -> Annotation:
    return Annotation(
        id=f"{annotator} {unit.key}",
        annotator=annotator,
        unit=unit,
        origin="test",
        status="submitted",
        spans=spans,
        relations=relations,
    )


def span(id_: str, start: int, end: int, *types: str, **attributes: str) -> Span:
    return Span(id=id_, types=types, start=start, end=end, text="", attributes=attributes)


def relation(source: str, target: str, *types: str, direction: str = "right") -> SpanRelation:
    values = {"id": "r", "types": types, "source": source, "target": target, "direction": direction}
    return SpanRelation.model_validate(values)


def test_columns_of_two_annotators_on_two_articles() -> None:
    other = Unit(article="0b-1", version=1, kind="paragraph", start=0, end=5)
    spans = (span("z", 10, 20, "claim"), span("y", 10, 20, "claim"), span("x", 10, 15, "problem"))
    work = [
        annotation("zhao", *spans, relations=(relation("x", "z", "supports"),)),
        annotation("lin", span("𠮷", 12, 18, "measure"), unit=UNIT),
        annotation("lin", unit=other),
    ]
    found, left_out = read(select(work), POLICY)
    assert left_out == LeftOut(0, 0, 0)
    assert (found.articles, found.annotators) == (("0a-1", "0b-1"), ("lin", "zhao"))
    assert found.units.key == (UNIT.key, other.key)
    assert (found.units.article.tolist(), found.units.start.tolist(), found.units.end.tolist()) == (
        [0, 1],
        [10, 0],
        [40, 5],
    )
    assert found.seen.tolist() == [[True, True], [True, False]]
    assert tuple(found.spans.id) == ("𠮷", "x", "y", "z")
    assert found.spans.annotator.tolist() == [0, 1, 1, 1]
    assert [found.labels[row] for row in found.spans.label] == ["measure", "problem", "claim", "claim"]
    assert (found.spans.start.tolist(), found.spans.end.tolist()) == ([12, 10, 10, 10], [18, 15, 20, 20])
    assert _links(found) == [("x", "z", "supports")]


def test_labels_are_those_of_the_scheme_and_then_unknown_ones() -> None:
    work = annotation("lin", span("1", 10, 11, "wish"), span("2", 10, 12, "doubt"), span("3", 10, 13, "claim"))
    found, _ = read(select([work]), POLICY)
    assert found.labels == ("claim", "problem", "measure", "doubt", "wish")
    assert found.types == tuple(part.id for part in POLICY.relations)


def test_what_cannot_be_used_is_counted() -> None:
    spans = (
        span("1", 10, 20, "claim"),
        span("1", 12, 20, "claim"),
        span("2", 10, 20, "claim", "measure"),
        span("3", 10, 20),
        span("4", 30, 30, "claim"),
        span("5", 9, 20, "claim"),
        span("6", 39, 41, "claim"),
        span("7", 30, 40, "claim"),
    )
    drawn = (
        relation("1", "7", "supports", "attacks"),
        relation("1", "7", "supports"),
        relation("7", "1", "supports", "likes"),
        relation("1", "7", "likes"),
        relation("1", "7"),
        relation("1", "1", "supports"),
        relation("1", "2", "supports"),
        relation("1", "7", "causes", direction="left"),
        relation("1", "7", "causes", direction="bi"),
    )
    found, left_out = read(select([annotation("lin", *spans, relations=drawn)]), POLICY)
    assert left_out == LeftOut(spans=6, relations=6, attributes=0)
    assert tuple(found.spans.id) == ("1", "7")
    assert _links(found) == [("1", "7", "supports"), ("1", "7", "attacks"), ("7", "1", "supports")]


def test_attributes_by_scale() -> None:
    spans = (
        span("1", 10, 11, "measure", specificity="concrete", instrument="service", actor=" 县𠮷政府 "),
        span("2", 10, 12, "measure", specificity="vague", actor="\u3000", instrument=""),
        span("3", 10, 13, "claim", centrality="main", specificity="concrete", colour="red"),
        span("4", 10, 14, "measure", actor="乡政府"),
        span("5", 10, 15, "wish", actor="乡政府"),
    )
    found, left_out = read(select([annotation("lin", *spans)]), POLICY)
    assert left_out == LeftOut(spans=0, relations=0, attributes=4)
    assert tuple(found.spans.attributes) == POLICY.attribute_names()
    specificity = found.spans.attributes["specificity"]
    assert (specificity.level, specificity.values) == ("ordinal", ("principle", "direction", "concrete", "operational"))
    assert specificity.column.tolist() == [2, ABSENT, ABSENT, ABSENT, ABSENT]
    actor = found.spans.attributes["actor"]
    assert (actor.level, actor.values) == ("nominal", ("乡政府", "县𠮷政府"))
    assert actor.column.tolist() == [1, ABSENT, ABSENT, 0, ABSENT]
    assert found.spans.attributes["centrality"].column.tolist() == [ABSENT, ABSENT, 0, ABSENT, ABSENT]
    assert found.spans.attributes["claim_type"].column.tolist() == [ABSENT] * 5


def test_a_scale_that_two_types_have_is_ordinal_only_if_it_is_the_same() -> None:
    def level(*values: str) -> tuple[str, tuple[str, ...]]:
        other = POLICY.model_dump()
        specificity = next(part for part in other["components"][2]["attributes"] if part["id"] == "specificity")
        named = [{"id": value, "label": {"en": value, "zh": value}} for value in values]
        other["components"][0]["attributes"] = [*other["components"][0]["attributes"], specificity | {"values": named}]
        found, _ = read(select([annotation("lin")]), Scheme.model_validate(other))
        attribute = found.spans.attributes["specificity"]
        return attribute.level, attribute.values

    same = ("principle", "direction", "concrete", "operational")
    assert level(*same) == ("ordinal", same)
    assert level("low", "concrete") == ("nominal", ("low", "concrete", "principle", "direction", "operational"))


def test_nothing_at_all() -> None:
    found, left_out = read(select([]), POLICY)
    assert (found.articles, found.annotators, found.seen.shape) == ((), (), (0, 0))
    assert left_out == LeftOut(0, 0, 0)
    assert found.shared.tolist() == []


@given(st.lists(strategies.annotations(), max_size=6))
def test_columns_say_what_the_annotations_say(work: list[Annotation]) -> None:
    selection = select(work)
    found, left_out = read(selection, POLICY)
    counted = [one for by in selection.units.values() for one in by.values()]
    assert len(found.spans.unit) + left_out.spans == sum(len(one.spans) for one in counted)
    assert found.units.key == tuple(selection.units)
    kept = {
        (found.units.key[unit], found.annotators[who], id_, start, end, found.labels[label])
        for unit, who, id_, start, end, label in zip(
            found.spans.unit,
            found.spans.annotator,
            found.spans.id,
            found.spans.start,
            found.spans.end,
            found.spans.label,
            strict=True,
        )
    }
    said = {(o.unit.key, o.annotator, s.id, s.start, s.end, s.type) for o in counted for s in o.spans}
    assert len(kept) == len(found.spans.unit)
    assert kept <= said
    for source, target, type_ in _links(found):
        assert any(
            (drawn.source, drawn.target) == (source, target) and type_ in drawn.types
            for one in counted
            for drawn in one.relations
        )


def _links(found: Codings) -> list[tuple[str, str, str]]:
    ids, drawn = found.spans.id, found.relations
    return [
        (ids[source], ids[target], found.types[type_])
        for source, target, type_ in zip(drawn.source, drawn.target, drawn.type, strict=True)
    ]
