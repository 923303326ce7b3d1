"""The models: frozen, closed, the same after a turn through JSON, and documented field by field."""

from __future__ import annotations

import inspect
import itertools
import json
from importlib import resources

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

import schema
from schema import (
    COMPONENT,
    Annotation,
    Block,
    Claim,
    Decision,
    Imported,
    Measure,
    Model,
    Piece,
    Problem,
    Range,
    Record,
    Relation,
    Scheme,
    Span,
    Unit,
    component,
    trace,
)
from tests import strategies

MODELS = sorted(
    {found for found in vars(schema).values() if inspect.isclass(found) and issubclass(found, Model)},
    key=lambda model: model.__name__,
)
RECORDS = [model for model in MODELS if issubclass(model, Record) and model is not Record]


def policy() -> Scheme:
    file = resources.files("annotate.scheme") / "schemes" / "policy.yaml"
    return Scheme.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))


@given(strategies.imported())
def test_imported_survives_json(value: Imported) -> None:
    assert Imported.model_validate_json(value.model_dump_json()) == value


@given(strategies.annotations())
def test_annotation_survives_json(value: Annotation) -> None:
    assert Annotation.model_validate_json(value.model_dump_json()) == value


@given(strategies.decisions())
def test_decision_survives_json(value: Decision) -> None:
    assert Decision.model_validate_json(value.model_dump_json()) == value


@given(strategies.units())
def test_unit_is_read_back_from_its_key(value: Unit) -> None:
    assert Unit.parse(value.key) == value


def test_scheme_survives_json() -> None:
    assert Scheme.model_validate_json(policy().model_dump_json()) == policy()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_model_is_frozen_closed_and_documented(model: type[Model]) -> None:
    assert model.model_config["frozen"]
    assert model.model_config["extra"] == "forbid"
    undocumented = [name for name, field in model.model_fields.items() if not field.description]
    assert undocumented == []


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_a_record_of_a_later_format_is_refused(model: type[Model]) -> None:
    with pytest.raises(ValidationError) as caught:
        model.model_validate({"format_version": 2})
    assert ("format_version",) in [fault["loc"] for fault in caught.value.errors()]


@pytest.mark.parametrize("bounds", [(3, 3), (4, 3), (-1, 3)])
def test_an_empty_or_negative_range_is_refused(bounds: tuple[int, int]) -> None:
    assert Range(start=2, end=3).of("ab𠮷d") == "𠮷"
    with pytest.raises(ValidationError):
        Range(start=bounds[0], end=bounds[1])


@pytest.mark.parametrize("key", ["", "a@1:paragraph:3", "a@x:paragraph:1-2", "a@1:verse:1-2", "a@1:paragraph:2-2"])
def test_a_broken_key_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match=r"paragraph|unit|kind|range"):
        Unit.parse(key)


def test_a_block_is_rebuilt_and_traced_over_its_joins() -> None:
    view = "建设\n𠮷家 and\nmore"
    block = Block(
        kind="paragraph",
        article=1,
        text="建设𠮷家 and more",
        pieces=(Piece(start=0, end=2), Piece(start=3, end=9), Piece(start=10, end=14, join=" ")),
    )
    assert block.rebuild(view) == block.text
    assert block.trace(1, 4) == ((1, 2), (3, 5))
    assert block.trace(7, 10) == ((8, 9), (10, 11))  # the blank between them was joined and stands in no source
    assert block.trace(8, 9) == ()


@given(strategies.imported(), st.data())
def test_every_span_is_traced_to_the_same_characters_of_the_source(value: Imported, data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(value.articles)).current
    start = data.draw(st.integers(0, len(text.text) - 1))
    end = data.draw(st.integers(start + 1, len(text.text)))
    traced = "".join(value.document.view.text[low:high] for low, high in trace(value.document, text, start, end))
    assert traced == text.text[start:end].replace("\n", "")


def test_the_heading_path_closes_deeper_levels() -> None:
    # 0 T | 2 A (1) | 4 a (2) | 6 p | 8 B (1) | 10 q
    parts = {"article": "x-1", "version": 1, "text": "T\nA\na\np\nB\nq"}
    headings = [
        {"id": str(start), "level": level, "start": start, "end": start + 1, "block": 0}
        for start, level in [(0, 0), (2, 1), (4, 2), (8, 1)]
    ]
    text = schema.ArticleText.model_validate({**parts, "headings": headings})
    assert [heading.of(text.text) for heading in text.heading_path(6)] == ["A", "a"]
    assert [heading.of(text.text) for heading in text.heading_path(10)] == ["B"]
    assert text.heading_path(1) == ()
    assert text.heading_path(8) == ()  # B stands beside A, not under it
    assert [heading.of(text.text) for heading in text.heading_path(4)] == ["A"]


def test_overlapping_parts_are_refused() -> None:
    parts = [{"id": "a", "start": 0, "end": 2, "block": 0}, {"id": "b", "start": 1, "end": 3, "block": 0}]
    with pytest.raises(ValidationError, match="overlaps"):
        schema.ArticleText.model_validate({"article": "x-1", "version": 1, "text": "abc", "paragraphs": parts})


def test_typed_classes_and_scheme_file_hold_each_other() -> None:
    classes: dict[str, type[Model]] = {"claim": Claim, "problem": Problem, "measure": Measure}
    scheme = policy()
    assert [found.id for found in scheme.components] == list(classes)
    for declared in scheme.components:
        fields = classes[declared.id].model_json_schema()["properties"]
        names = [attribute.id for attribute in declared.attributes]
        assert [name for name in fields if name not in ("start", "end", "id", "text", "type")] == names
        for attribute in declared.attributes:
            values = [value.id for value in attribute.values]
            assert fields[attribute.id].get("enum", []) == values, attribute.id
            assert classes[declared.id].model_fields[attribute.id].is_required() == attribute.required
    relation = Relation.model_json_schema()["properties"]["type"]["enum"]
    assert relation == [found.id for found in scheme.relations]


def test_a_sound_span_becomes_its_typed_class_with_the_slice() -> None:
    text = "甲😀应建𠮷园"
    attributes = {"specificity": "concrete", "instrument": "service"}
    span = Span(id="1", types=("measure",), start=2, end=6, text="wrong", attributes=attributes)
    found = component(span, text)
    assert isinstance(found, Measure)
    assert (found.text, found.actor) == ("应建𠮷园", None)
    assert COMPONENT.validate_json(COMPONENT.dump_json(found)) == found
    with pytest.raises(ValidationError, match="instrument"):
        component(span.model_copy(update={"attributes": {"specificity": "concrete"}}), text)


def test_an_incoherent_scheme_is_refused_with_all_its_faults() -> None:
    data = json.loads(policy().model_dump_json())
    data["components"].append({**data["components"][0], "hotkey": "2"})
    data["relations"][0]["target"] = ["goal"]
    data["severities"] = {"no-such": "error"}
    with pytest.raises(ValidationError) as caught:
        Scheme.model_validate(data)
    for fault in (
        "claim is declared twice",
        "relation supports names goal, but the components are claim, problem, measure",
        "severity for unknown rule no-such",
        "hotkey 2 is given to problem and to claim",
    ):
        assert fault in str(caught.value)


def _text(levels: dict[int, int], paragraphs: list[int], length: int) -> schema.ArticleText:
    """Parts of one character each, at those places; every other character is a line feed."""
    headings = [{"id": str(at), "level": level, "start": at, "end": at + 1, "block": 0} for at, level in levels.items()]
    bodies = [{"id": str(at), "start": at, "end": at + 1, "block": 0} for at in paragraphs]
    text = "".join("𠮷" if at % 2 == 0 else "\n" for at in range(length))
    return schema.ArticleText.model_validate(
        {"article": "x-1", "version": 1, "text": text, "headings": headings, "paragraphs": bodies}
    )


def test_an_article_is_cut_into_units() -> None:
    text = _text({0: 0, 4: 1, 8: 2, 12: 1}, [2, 6, 10, 14], 15)
    kinds = [(unit.kind, unit.start, unit.end) for unit in schema.cut(text, "paragraph")]
    assert kinds[:4] == [("title", 0, 1), ("paragraph", 2, 3), ("heading", 4, 5), ("paragraph", 6, 7)]
    assert [(unit.start, unit.end) for unit in schema.cut(text, "section")] == [(0, 3), (4, 11), (12, 15)]
    assert [(unit.start, unit.end) for unit in schema.cut(text, "article")] == [(0, 15)]


def test_sections_of_an_article_without_headings_or_with_one_at_its_start() -> None:
    assert [unit.kind for unit in schema.cut(_text({}, [0, 2], 3), "section")] == ["section"]
    assert [(unit.start, unit.end) for unit in schema.cut(_text({0: 1}, [2], 3), "section")] == [(0, 3)]


@given(strategies.imported(), st.sampled_from(["paragraph", "section", "article"]))
def test_units_cover_every_character_but_line_feeds_once(value: Imported, granularity: schema.Granularity) -> None:
    text = value.articles[0].current
    units = schema.cut(text, granularity)
    assert "".join(unit.of(text.text) for unit in units).replace("\n", "") == text.text.replace("\n", "")
    assert all(before.end < after.start for before, after in itertools.pairwise(units))
