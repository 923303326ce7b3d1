"""The labelling config: what it declares, that its keys do not clash, and that nothing in a scheme breaks it."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from label_studio_sdk.label_interface.interface import LabelInterface

from annotate.scheme import SHIPPED, Language, labelling_config, load, tags
from schema import Scheme

POLICY = load("policy")

TAKEN = {"u", "enter", "escape", "backspace", "delete"}
"""Label Studio's own keys without a modifier, where the task is a text."""


def parsed(scheme: Scheme) -> ElementTree.Element:
    return ElementTree.fromstring(labelling_config(scheme))


def changed(**changes: object) -> Scheme:
    """The policy scheme with changes to its first component type."""
    data = POLICY.model_dump(mode="json")
    data["components"][0] |= changes
    return Scheme.model_validate(data)


def test_results_hold_the_ids_of_component_types_and_values() -> None:
    root = parsed(POLICY)
    assert {label.get("alias"): label.get("value") for label in root.iter("Label")} == {
        "claim": "论点 claim",
        "problem": "问题 problem",
        "measure": "举措 measure",
    }
    values = [value.id for _, attribute in POLICY.attributes() for value in attribute.values]
    ticks = [tags.UNSURE, tags.NOT_ANNOTATABLE]
    assert [choice.get("alias") for choice in root.iter("Choice")] == [*values, *ticks]


def test_relations_are_told_by_the_end_of_their_label() -> None:
    shown = [str(relation.get("value")) for relation in parsed(POLICY).iter("Relation")]
    assert "应对 addresses" in shown
    assert [tags.relation_id(label, POLICY) for label in shown] == [relation.id for relation in POLICY.relations]
    assert tags.relation_id("something else", POLICY) == "something else"


def test_attributes_belong_to_the_regions_of_their_type() -> None:
    root = parsed(POLICY)
    controls = {str(tag.get("name")): tag for kind in ("Choices", "TextArea") for tag in root.iter(kind)}
    for component, attribute in POLICY.attributes():
        tag = controls.pop(tags.control(component.id, attribute.id))
        assert tag.tag == ("TextArea" if attribute.scale == "text" else "Choices")
        assert (tag.get("perRegion"), tag.get("whenLabelValue")) == ("true", component.id)
        assert tag.get("required") == ("true" if attribute.required else None)
    assert set(controls) == {tags.FLAGS, tags.NOTE}
    assert not any(tag.get("perRegion") or tag.get("required") for tag in controls.values())


def test_every_control_has_a_key_of_its_own() -> None:
    tags_with_keys = [tag for kind in ("Label", "Choice") for tag in parsed(POLICY).iter(kind)]
    keys = [str(tag.get("hotkey")) for tag in tags_with_keys]
    assert len(set(keys)) == len(keys)
    assert all(len(key) == 1 for key in keys)
    assert not set(keys) & TAKEN
    assert {str(tag.get("alias")): tag.get("hotkey") for tag in tags_with_keys}["claim"] == "1"


def test_controls_without_a_key_get_free_ones_in_the_order_of_the_screen() -> None:
    data = POLICY.model_dump(mode="json")
    for component in data["components"]:
        component["hotkey"] = None
    labels = list(parsed(Scheme.model_validate(data)).iter("Label"))
    assert [label.get("hotkey") for label in labels] == ["1", "2", "3"]


def test_more_controls_than_keys_leave_the_last_without() -> None:
    values = tuple({"id": f"v{n}", "label": {"en": f"v{n}", "zh": f"值{n}"}} for n in range(40))
    name = {"en": "many", "zh": "多"}
    scheme = changed(attributes=[{"id": "many", "label": name, "scale": "nominal", "values": values}])
    keys = [choice.get("hotkey") for choice in parsed(scheme).iter("Choice")]
    assert keys[-1] is None
    assert None not in keys[:10]


@pytest.mark.parametrize("name", SHIPPED)
def test_every_label_and_value_of_the_shipped_schemes_has_a_key(name: str) -> None:
    """So have the two ticks, in the larger one with the last keys."""
    buttons = [tag for kind in ("Label", "Choice") for tag in parsed(load(name)).iter(kind)]
    assert None not in [tag.get("hotkey") for tag in buttons]


@pytest.mark.parametrize(
    ("language", "label", "relation"), [("zh", "论点", "支持 supports"), ("en", "claim", "支持 supports")]
)
def test_one_language_can_be_shown_and_results_stay_the_same(language: Language, label: str, relation: str) -> None:
    both, one = parsed(POLICY), ElementTree.fromstring(labelling_config(POLICY, language))
    assert next(one.iter("Label")).get("value") == label
    assert next(one.iter("Relation")).get("value") == relation
    for kind in ("Label", "Choice"):
        kept = [[(tag.get("alias"), tag.get("hotkey")) for tag in root.iter(kind)] for root in (both, one)]
        assert kept[0] == kept[1]
    shown = [tag.get("value", "") for kind in ("Label", "Choice") for tag in one.iter(kind)]
    assert not any(
        ("\u4e00" <= sign <= "\u9fff") == (language == "en") for text in shown for sign in text if sign != " "
    )


def test_a_name_that_is_the_same_in_both_languages_stands_once() -> None:
    root = parsed(changed(label={"en": "CO₂", "zh": "CO₂"}))
    assert next(root.iter("Label")).get("value") == "CO₂"


def test_two_hundred_labels_make_a_config() -> None:
    data = POLICY.model_dump(mode="json")
    one = {**data["components"][0], "hotkey": None, "attributes": [], "examples": []}
    many = [{**one, "id": f"c{n}", "label": {"en": f"c{n}", "zh": f"类{n}"}} for n in range(200)]
    scheme = Scheme.model_validate({**data, "components": [*data["components"], *many]})
    interface = LabelInterface(labelling_config(scheme))
    interface.validate()
    assert len(interface.get_tag(tags.LABEL).labels) == 203


def test_whatever_stands_in_labels_is_escaped() -> None:
    nasty = "<b>&amp;\"'</View>"
    root = parsed(changed(label={"en": nasty, "zh": "论点"}, guideline={"en": nasty, "zh": nasty}))
    label = next(root.iter("Label"))
    assert label.get("value") == f"论点 {nasty}"
    assert label.get("hint") == nasty


def test_only_the_text_can_be_labelled() -> None:
    root = parsed(POLICY)
    objects = [tag for tag in root.iter() if tag.get("value", "").startswith("$") and tag.get("name")]
    assert [(tag.tag, tag.get("name"), tag.get("granularity")) for tag in objects] == [("Text", "text", "symbol")]
    shown = [tag.get("value") for tag in root.iter("Header") if tag.get("value", "").startswith("$")]
    assert shown == ["$findings", "$title", "$path", "$before", "$after"]


def test_the_style_holds_nothing_that_label_studio_escapes() -> None:
    style = parsed(POLICY).findtext("Style")
    assert style
    assert not set(style) & set("<>&\"'")


def test_a_scheme_without_relations_has_none_in_its_config() -> None:
    scheme = POLICY.model_copy(update={"relations": ()})
    assert parsed(scheme).find("Relations") is None


def test_label_studio_s_own_parser_takes_it() -> None:
    interface = LabelInterface(labelling_config(POLICY))
    interface.validate()
    assert set(interface.get_tag(tags.LABEL).labels) == {"claim", "problem", "measure"}
