"""Label Studio's JSON: what is written is read again, and nothing that the server may hold stops the reader."""

from __future__ import annotations

import json
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from annotate.formats import label_studio as foreign
from annotate.scheme import load, tags
from schema import Annotation, ArticleText, Granularity, Imported, Scheme, Span, SpanRelation, Unit, cut
from tests import strategies

SCHEME = load("policy")
UNIT = Unit(article="0a1b-1", version=1, kind="paragraph", start=10, end=30)
TEXT = "标题在这里九个字啊" + "\n" + "𠮷里的😀电梯太少，应当补贴。" + "再写几个字补足"


def read(raw: JsonValue, scheme: Scheme = SCHEME, unit: Unit = UNIT) -> Annotation:
    return foreign.read(raw, unit=unit, annotator="lin", origin="server/1", scheme=scheme, accounts={3: "lin@test"})


def answer(results: object, **more: JsonValue) -> dict[str, JsonValue]:
    """An annotation as the server gives it."""
    return {"id": 7, "completed_by": 3, "was_cancelled": False, "result": cast("JsonValue", results), **more}


def region(start: object, end: object, *labels: str, name: str = "a", **more: JsonValue) -> dict[str, JsonValue]:
    value = cast("JsonValue", {"start": start, "end": end, "text": "", "labels": list(labels)})
    return {"id": name, "from_name": "label", "to_name": "text", "type": "labels", "value": value, **more}


def choice(tag: str, *values: str, name: str = "a") -> dict[str, JsonValue]:
    value = cast("JsonValue", {"choices": list(values)})
    return {"id": name, "from_name": tag, "to_name": "text", "type": "choices", "value": value}


def relation(source: str, target: str, **more: JsonValue) -> dict[str, JsonValue]:
    return {"from_id": source, "to_id": target, "type": "relation", "direction": "right", **more}


@given(strategies.annotations())
def test_what_is_written_is_read_again(annotation: Annotation) -> None:
    results = json.loads(json.dumps(foreign.write(annotation, "", SCHEME)))
    again = read(answer(results), unit=annotation.unit)
    for name in ("spans", "relations", "unsure", "not_annotatable", "note"):
        assert getattr(again, name) == getattr(annotation, name)
    assert again.unreadable == ()


def test_offsets_count_code_points_from_the_start_of_the_unit() -> None:
    span = Span(id="a", types=("problem",), start=TEXT.index("😀"), end=TEXT.index("，"), text="")
    annotation = read(answer([])).model_copy(update={"spans": (span,)})
    (result,) = foreign.write(annotation, TEXT, SCHEME)
    assert result["value"] == {"start": 3, "end": 8, "text": "😀电梯太少", "labels": ["problem"]}
    (again,) = read(answer([result])).spans
    assert TEXT[again.start : again.end] == "😀电梯太少"


def test_a_closed_list_is_written_as_choices_and_free_text_as_text() -> None:
    attributes = {"instrument": "economic", "actor": "街道"}
    annotation = read(answer([])).model_copy(
        update={"spans": (Span(id="a", types=("measure",), start=10, end=12, text="𠮷里", attributes=attributes),)}
    )
    _, closed, free = foreign.write(annotation, TEXT, SCHEME)
    assert (closed["type"], closed["from_name"]) == ("choices", "measure.instrument")
    assert (free["type"], free["from_name"]) == ("textarea", "measure.actor")


def test_the_envelope() -> None:
    found = read(answer([], lead_time=3.5, updated_at="2026-11-22T03:44:29.946336Z"))
    assert (found.status, found.completed_by, found.lead_time) == ("submitted", "lin@test", 3.5)
    assert found.updated is not None
    assert found.updated.isoformat() == "2026-11-22T03:44:29.946336+00:00"
    assert found.id == Annotation.id_of(UNIT, "lin", "server/1")
    assert read(answer([], was_cancelled=True)).status == "skipped"
    assert read({"id": 1, "user": "lin@test", "result": []}).status == "draft"
    assert read({"id": 1, "user": "lin@test", "result": []}).completed_by == "lin@test"
    assert read(answer([]) | {"completed_by": 4}).completed_by == "4"


def test_relations_read_their_types_by_id_whatever_their_chinese_name_was() -> None:
    results = [
        relation("a", "b", labels=["应对 addresses"]),
        relation("a", "b", labels=["对付 addresses"]),
        relation("a", "b"),
        relation("a", "gone", labels=["causes", "支持 supports"], direction="left"),
        relation("a", "b", labels=["another one"]),
    ]
    assert read(answer(results)).relations == (
        SpanRelation(id="a→b", types=("addresses",), source="a", target="b"),
        SpanRelation(id="a→b#2", types=("addresses",), source="a", target="b"),
        SpanRelation(id="a→b#3", types=(), source="a", target="b"),
        SpanRelation(id="a→gone", types=("causes", "supports"), source="a", target="gone", direction="left"),
        SpanRelation(id="a→b#4", types=("another one",), source="a", target="b"),
    )


def test_a_made_up_relation_id_is_none_that_is_given() -> None:
    found = read(answer([relation("a", "b"), relation("c", "d", id="a→b"), relation("a", "b", id="a→b#2")]))
    assert sorted(relation.id for relation in found.relations) == ["a→b", "a→b#2", "a→b#3"]


def test_a_preloaded_region_is_told_by_its_origin() -> None:
    origins = ["manual", "prediction", "prediction-changed"]
    results = [region(0, 1, "claim", name=origin, origin=origin) for origin in origins]
    assert [span.preloaded for span in read(answer(results)).spans] == [False, True, True]


def test_spans_that_break_rules_are_read_as_they_are() -> None:
    odd = [(3, 9999), (5, 2), (-40, 1), (0, 0)]
    found = read(answer([region(start, end, "claim", "nonsense") for start, end in odd]))
    assert [(span.start - 10, span.end - 10) for span in found.spans] == odd
    assert all(span.types == ("claim", "nonsense") for span in found.spans)
    assert found.unreadable == ()


@pytest.mark.parametrize(
    ("result", "reason"),
    [
        (None, "result 1: : Input should be"),
        ("text", "result 1: : Input should be"),
        ({"type": "rating", "id": "a"}, "'rating'"),
        (region("0", 3, "claim"), "labels.value.start: Input should be a valid integer"),
        (region(1.5, 3, "claim"), "labels.value.start"),
        (region(0, None, "claim"), "labels.value.end"),
        ({**region(0, 3, "claim"), "id": None}, "labels.id"),
        (relation("a", "b", direction="up"), "relation.direction"),
        ({"type": "relation", "from_id": "a"}, "relation.to_id: Field required"),
        (choice("claim.claim_type", "fact", name="gone"), "claim.claim_type of region gone: there is no such region"),
        (choice("flags", "bored"), "flags: bored is none of unsure, not_annotatable"),
        (choice("mood", "good"), "mood: the labelling config has no such tag"),
    ],
)
def test_what_cannot_be_read_is_listed_and_kept(result: JsonValue, reason: str) -> None:
    raw = answer([result, region(1, 2, "claim", name="sound")])
    found = read(raw)
    assert [span.id for span in found.spans] == ["sound"]
    assert len(found.unreadable) == 1
    assert reason in found.unreadable[0]
    assert found.raw == raw


def test_several_values_or_several_attributes_of_one_name_are_no_single_value() -> None:
    several = read(answer([region(0, 1, "claim"), choice("claim.claim_type", "fact", "value")]))
    assert several.spans[0].attributes == {}
    assert "2 values" in several.unreadable[0]
    twice = read(
        answer([region(0, 1, "claim"), choice("problem.claim_type", "value"), choice("claim.claim_type", "fact")])
    )
    assert twice.spans[0].attributes == {"claim_type": "fact"}
    assert twice.unreadable == ("problem.claim_type of region a: it has a claim_type already",)


@pytest.mark.parametrize("far", [2**53 + 1, -(2**53) - 1, 2**64, 10**400])
def test_an_offset_that_no_database_keeps_is_unreadable(far: int) -> None:
    def region(end: int) -> JsonValue:
        value: dict[str, JsonValue] = {"start": 0, "end": end, "text": "", "labels": ["claim"]}
        return {"type": "labels", "id": "a", "from_name": tags.LABEL, "value": value}

    found = read(answer([region(far)]))
    assert (found.spans, len(found.unreadable)) == ((), 1)
    assert "value.end: Input should be" in found.unreadable[0]
    raw: JsonValue = {"result": [region(far)]}
    assert [one.found.partition(":")[0] for one in foreign.standoff(raw, "here").mismatches] == ["result 1"]
    kept = read(answer([region(2**53)]))
    assert ([span.end - UNIT.start for span in kept.spans], kept.unreadable) == ([2**53], ())


def test_a_time_that_is_too_long_for_any_number_of_seconds_is_none() -> None:
    assert read(answer([], lead_time=10**400)).lead_time is None


@pytest.mark.parametrize("moment", ["9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "2026-01-01T08:00:00"])
def test_a_moment_out_of_the_calendar_or_without_a_zone_is_none(moment: str) -> None:
    assert read(answer([], updated_at=moment)).updated is None


@given(st.recursive(strategies.json_values, lambda inner: st.lists(inner, max_size=3)))
def test_no_json_whatever_stops_the_reader(value: JsonValue) -> None:
    assert read(value).raw == value
    assert read({"completed_by": 3, "result": value}).status == "submitted"
    assert read({"completed_by": 3, "result": [value, {"type": "labels", "id": "a", "value": value}]}).spans == ()
    assert read({"completed_by": 3, "result": [], "updated_at": value, "lead_time": value}).spans == ()


ARTICLE = ArticleText.model_validate(
    {
        "article": "0a1b-1",
        "version": 1,
        "text": "题\n引言𠮷\n一、难处\n段一😀\n（一）费用\n段二\n二、出路\n段三",
        "headings": [
            {"id": "t", "level": 0, "start": 0, "end": 1, "block": 0},
            {"id": "h1", "level": 1, "start": 6, "end": 10, "block": 2},
            {"id": "h2", "level": 2, "start": 15, "end": 20, "block": 4},
            {"id": "h3", "level": 1, "start": 24, "end": 28, "block": 6},
        ],
        "paragraphs": [
            {"id": "p0", "role": "abstract", "start": 2, "end": 5, "block": 1},
            {"id": "p1", "start": 11, "end": 14, "block": 3},
            {"id": "p2", "start": 21, "end": 23, "block": 5},
            {"id": "p3", "start": 29, "end": 31, "block": 7},
        ],
    }
)


def test_a_task_shows_the_unit_and_where_it_stands() -> None:
    by_text = {unit.of(ARTICLE.text): foreign.task(ARTICLE, unit) for unit in cut(ARTICLE, "paragraph")}
    assert by_text["段二"] == {
        "key": "0a1b-1@1:paragraph:21-23",
        "text": "段二",
        "title": "题",
        "path": "一、难处 › （一）费用",
        "before": "段一😀",
        "after": "段三",
    }
    assert by_text["题"]["title"] == ""
    assert by_text["引言𠮷"]["before"] == by_text["引言𠮷"]["path"] == by_text["段三"]["after"] == ""
    (whole,) = (foreign.task(ARTICLE, unit) for unit in cut(ARTICLE, "article"))
    assert (whole["text"], whole["title"], whole["before"], whole["after"]) == (ARTICLE.text, "", "", "")


@given(strategies.imported(), st.sampled_from(["paragraph", "section", "article"]))
def test_a_task_s_text_is_its_unit_s(imported: Imported, granularity: Granularity) -> None:
    for article in imported.articles:
        for unit in cut(article.current, granularity):
            shown = foreign.task(article.current, unit)
            assert shown["text"] == article.current.text[unit.start : unit.end]
            assert Unit.parse(shown["key"]) == unit


def test_tag_names_tell_attributes_from_the_rest() -> None:
    assert tags.attribute(tags.control("claim", "kind")) == ("claim", "kind")
    assert not any(tags.attribute(name) for name in (tags.TEXT, tags.LABEL, tags.FLAGS, tags.NOTE))


def test_what_the_annotator_was_shown_is_what_the_server_noted_or_else_what_the_task_suggests() -> None:
    def shown(**noted: JsonValue) -> str | None:
        raw = answer([], **noted)
        made = foreign.read(
            raw, unit=UNIT, annotator="lin", origin="here", scheme=SCHEME, suggestion="task 1", release="one"
        )
        assert made.release == "one"
        return made.suggestion

    assert shown() == "task 1"
    assert shown(prediction={"model_version": "m 2", "result": []}) == "m 2"
    # The server notes an empty object where the project showed nothing.
    assert shown(prediction={}) is None
    assert read(answer([])).suggestion is None
