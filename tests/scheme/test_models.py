"""Typed models of a scheme: for the default one what `Claim`, `Problem`, `Measure` are, for any what its rules say."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from annotate.scheme import SHIPPED, load, parse
from annotate.validation import check
from schema import COMPONENT, Annotation, ArticleText, ComponentModel, Paragraph, Relation, Scheme, Span, Unit
from tests.scheme.test_load import REVIEWS

BRAND = "attributes: [{id: brand, label: {en: brand, zh: 品牌}, scale: text, required: true}], color:"
SCHEMES = {name: load(name) for name in SHIPPED} | {
    "reviews": parse(REVIEWS.replace("color:", BRAND, 1), "reviews.yaml")
}
MODELS = {name: scheme.models() for name, scheme in SCHEMES.items()}
VALUES = ["fact", "policy", "main", "sub", "status", "concrete", "economic", "data", "县里", " "]
TEXT = ArticleText(article="a-1", version=1, text="甲𠮷", paragraphs=(Paragraph(id="p", start=0, end=2, block=0),))


def accepts(adapter: TypeAdapter[Any], data: object) -> bool:
    try:
        adapter.validate_python(data)
    except ValidationError:
        return False
    return True


@st.composite
def spans(draw: st.DrawFn, scheme: Scheme) -> Span:
    """A span of a type of the scheme, or of none, with attributes that are often those of its type."""
    component = draw(st.sampled_from(scheme.components))
    attributes: dict[str, str] = {}
    for attribute in component.attributes:
        known = [value.id for value in attribute.values] or ["县里", "𠮷"]
        if draw(st.sampled_from([True, True, True, False])):
            attributes[attribute.id] = draw(st.sampled_from(known * 3 + VALUES))
    if draw(st.sampled_from([False, False, True])):
        attributes[draw(st.sampled_from([*scheme.attribute_names(), "other"]))] = draw(st.sampled_from(VALUES))
    type_ = draw(st.sampled_from([component.id] * 5 + ["other"]))
    return Span(id="s", types=(type_,), start=0, end=2, text="甲𠮷", attributes=attributes)


@pytest.mark.parametrize("name", SCHEMES)
@given(data=st.data())
def test_models_accept_what_breaks_no_rule_and_nothing_else(name: str, data: st.DataObject) -> None:
    span = data.draw(spans(SCHEMES[name]))
    unit = Unit(article="a-1", version=1, kind="article", start=0, end=2)
    annotation = Annotation(
        id="x", annotator="lin", unit=unit, origin="here", status="submitted", spans=(span,), relations=()
    )
    broken = [found.rule for found in check(TEXT, [annotation], SCHEMES[name]) if found.severity == "error"]
    given_ = {"id": "s", "type": span.types[0], "start": 0, "end": 2, "text": "甲𠮷", **span.attributes}
    assert accepts(MODELS[name].component, given_) == (not broken)


@given(data=st.data())
def test_those_of_the_default_scheme_accept_what_its_classes_accept(data: st.DataObject) -> None:
    span = data.draw(spans(SCHEMES["policy"]))
    given_ = {"id": "s", "type": span.types[0], "start": 0, "end": 2, "text": "甲𠮷", **span.attributes}
    assert accepts(MODELS["policy"].component, given_) == accepts(COMPONENT, given_)


def test_those_of_the_default_scheme_have_the_fields_of_its_classes() -> None:
    def shape(schema: dict[str, Any]) -> dict[str, Any]:
        defs = schema["$defs"]
        return {
            name: {
                field: {k: v for k, v in found.items() if k not in ("description", "title", "default")}
                for field, found in model["properties"].items()
            }
            for name, model in defs.items()
        }

    assert shape(MODELS["policy"].component.json_schema()) == shape(COMPONENT.json_schema())
    model = MODELS["policy"].relation
    assert model is not None
    kinds = [found.model_json_schema()["properties"]["type"]["enum"] for found in (model, Relation)]
    assert kinds[0] == kinds[1]


def test_a_component_survives_json_as_the_model_of_its_type() -> None:
    models = MODELS["policy-extended"]
    given_ = {"id": "s", "type": "evidence", "start": 0, "end": 2, "text": "甲𠮷", "evidence_type": "data"}
    found = models.component.validate_python(given_)
    assert type(found) is models.components["evidence"]
    assert isinstance(found, ComponentModel)
    assert models.component.validate_json(models.component.dump_json(found)) == found
    with pytest.raises(ValidationError):
        found.__setattr__("start", 1)  # as an assignment it would not pass the type checker


def test_a_scheme_of_one_type_without_relations_has_models_too() -> None:
    data = SCHEMES["reviews"].model_dump(mode="json")
    scheme = Scheme.model_validate({**data, "components": data["components"][:1], "relations": []})
    models = scheme.models()
    assert models.relation is None
    given_ = {"id": "s", "type": "aspect", "start": 0, "end": 2, "text": "甲𠮷", "brand": "甲"}
    assert accepts(models.component, given_)
    assert not accepts(models.component, {**given_, "type": "complaint"})
