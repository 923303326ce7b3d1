"""Results by new names: twice as once, the same as the annotation's, and back to what they were."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from annotate.formats import label_studio as foreign
from annotate.formats.label_studio_names import lost_in, renamed, restored
from annotate.migrating import backwards, migrated, names
from annotate.scheme import tags
from schema import Annotation, Scheme, Span, SpanRelation, Unit
from tests.migrating import roads

TEXT = "𠮷村的路坏了😀，县里应当修。"
UNIT = Unit(article="0a1b2c3d-1", version=1, kind="paragraph", start=100, end=100 + len(TEXT))
WHOLE = " " * 100 + TEXT
CHANGE = roads.change()
BACK = backwards(CHANGE)


@st.composite
def works(draw: st.DrawFn, scheme: Scheme = roads.OLD) -> Annotation:
    """An annotation of sound spans with any of their attributes, and any relations between them."""
    spans = []
    for number in range(draw(st.integers(1, 4))):
        component = draw(st.sampled_from(scheme.components))
        attributes = {
            attribute.id: draw(st.sampled_from([value.id for value in attribute.values] or ["县里", "村😀"]))
            for attribute in component.attributes
            if draw(st.booleans())
        }
        start = draw(st.integers(0, len(TEXT) - 1))
        end = draw(st.integers(start + 1, len(TEXT)))
        place = {"start": 100 + start, "end": 100 + end, "text": TEXT[start:end]}
        spans.append(Span(id=f"r{number}", types=(component.id,), attributes=attributes, **place))
    ends = st.sampled_from([span.id for span in spans])
    kinds = st.sampled_from(scheme.relations)
    drawn = draw(st.lists(st.tuples(kinds, ends, ends), max_size=3, unique_by=lambda found: found[1:]))
    relations = tuple(
        SpanRelation(id=f"x{number}", types=(kind.id,), source=source, target=target)
        for number, (kind, source, target) in enumerate(drawn)
    )
    return Annotation(
        id="a",
        annotator="lin",
        unit=UNIT,
        origin="here",
        status="submitted",
        spans=tuple(spans),
        relations=relations,
        note=draw(st.sampled_from([None, "不确定😀"])),
    )


def results(annotation: Annotation, scheme: Scheme = roads.OLD) -> list[JsonValue]:
    return [*foreign.write(annotation, WHOLE, scheme)]


def read(found: list[JsonValue], scheme: Scheme) -> Annotation:
    raw: JsonValue = {"result": found, "completed_by": 1}
    return foreign.read(raw, unit=UNIT, annotator="lin", origin="here", scheme=scheme)


@given(works())
def test_results_and_annotations_become_the_same(annotation: Annotation) -> None:
    moved = read(renamed(results(annotation), CHANGE), roads.NEW)
    expected = migrated(annotation, CHANGE)
    assert (moved.spans, moved.relations, moved.note) == (expected.spans, expected.relations, annotation.note)
    assert moved.unreadable == ()


@given(works())
def test_twice_is_as_once(annotation: Annotation) -> None:
    once = renamed(results(annotation), CHANGE)
    assert renamed(once, CHANGE) == once
    assert renamed(results(annotation), names(roads.OLD, roads.OLD, ())) == results(annotation)


@given(works(), st.integers(0, 3))
def test_what_was_not_edited_goes_back_to_what_it_was(annotation: Annotation, which: int) -> None:
    before = results(annotation)
    moved = renamed(before, CHANGE)
    assert restored(moved, before, CHANGE, BACK) == (before, False)
    assert restored(before, before, CHANGE, BACK) == (before, False)

    span = annotation.spans[which % len(annotation.spans)]
    edited: list[JsonValue] = [
        {**item, "value": {**value, "start": 0}}
        if isinstance(item, dict)
        and item.get("id") == span.id
        and isinstance(value := item["value"], dict)
        and item["type"] == "labels"
        else item
        for item in moved
    ]
    back, told = restored(edited, before, CHANGE, BACK)
    found = read(back, roads.OLD)
    assert told == (edited != moved)
    shapes = {one.id: (one.types, one.attributes) for one in annotation.spans}
    assert {one.id: (one.types, one.attributes) for one in found.spans} == shapes
    assert {one.id: one.start for one in found.spans}[span.id] == UNIT.start
    assert [one.types for one in found.relations] == [one.types for one in annotation.relations]


@given(works(roads.NEW))
def test_what_was_made_since_goes_back_as_far_as_it_can(annotation: Annotation) -> None:
    back = renamed(results(annotation, roads.NEW), BACK)
    assert renamed(back, BACK) == back
    assert list(lost_in(results(annotation, roads.NEW), BACK)) == []
    found = read(back, roads.OLD)
    assert found.unreadable == ()
    wanted = {"claim": "claim", "issue": "problem", "action": "measure"}
    assert [one.type for one in found.spans] == [wanted[str(one.type)] for one in annotation.spans]
    assert all("weight" not in one.attributes for one in found.spans)


def test_what_cannot_be_read_stays_as_it_is() -> None:
    strange: list[JsonValue] = [
        None,
        "text",
        {"type": "labels"},
        {"id": "a", "type": "labels", "value": {"labels": "problem"}},
        {"id": "a", "type": "choices", "from_name": "problem.kind", "value": []},
        {"id": "f", "type": "choices", "from_name": tags.FLAGS, "value": {"choices": ["unsure"]}},
        {"id": "b", "type": "polygonlabels", "value": {"polygonlabels": ["problem"]}},
        {"type": "relation", "from_id": "a", "to_id": "b"},
        {"type": "relation", "from_id": "a", "to_id": "b", "labels": ["自造的"]},
    ]
    moved = renamed(strange, CHANGE)
    assert moved[3] == {"id": "a", "type": "labels", "value": {"labels": ["issue"]}}
    assert [*moved[:3], *moved[4:]] == [*strange[:3], *strange[4:]]


def test_a_relation_follows_its_chinese_name_and_is_known_by_its_old_one() -> None:
    drawn: list[JsonValue] = [
        {"type": "relation", "from_id": "a", "to_id": "b", "labels": [label]}
        for label in ("应对 addresses", "导致 causes")
    ]
    assert [item["labels"] for item in renamed(drawn, CHANGE) if isinstance(item, dict)] == [
        ["针对 addresses"],
        ["引起 leads_to"],
    ]


def test_names_of_which_nothing_is_said_are_told() -> None:
    silent = names(roads.OLD, roads.NEW, ())
    spans = (
        Span(id="p", types=("problem",), start=100, end=101, text="𠮷", attributes={"kind": "risk"}),
        Span(id="c", types=("claim",), start=100, end=101, text="𠮷"),
    )
    annotation = Annotation(id="a", annotator="lin", unit=UNIT, origin="here", status="submitted", spans=spans)
    assert list(lost_in(results(annotation), silent)) == ["problem", "problem.kind"]
    assert list(lost_in(results(annotation), CHANGE)) == []
