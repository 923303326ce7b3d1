"""Scheme files: what they may look like, and what is said of those that are wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotate.errors import InputError
from annotate.scheme import SHIPPED, load, parse

REVIEWS = """
name: reviews
version: 1.0
title: {en: Product reviews, zh: 商品评论}
components:
  - {id: aspect, label: {en: aspect, zh: 方面}, guideline: {en: What is judged., zh: 评价的对象。}, color: "#0072b2"}
  - {id: complaint, label: {en: complaint, zh: 抱怨}, guideline: {en: What is wrong., zh: 不满之处。}, color: "#d55e00"}
  - {id: suggestion, label: {en: advice, zh: 建议}, guideline: {en: What to change., zh: 该改什么。}, color: "#009e73"}
relations:
  - id: about
    label: {en: about, zh: 关于}
    guideline: {en: What it is about., zh: 所指的方面。}
    source: [complaint, suggestion]
    target: [aspect]
"""
"""A scheme for another field in fifteen lines."""


def refused(text: str) -> str:
    with pytest.raises(InputError) as caught:
        parse(text, "reviews.yaml")
    return str(caught.value)


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_schemes_explain_every_label_with_tests_in_both_languages(name: str) -> None:
    scheme = load(name)
    for label in scheme.labels():
        assert label.tests, label.id
        assert all(test.en and test.zh for test in label.tests)
    for component in scheme.components:
        assert any(example.right for example in component.examples), component.id


def test_the_extended_scheme_is_the_default_one_and_what_it_adds() -> None:
    policy, extended = load("policy"), load("policy-extended")
    assert extended.components[: len(policy.components)] == policy.components
    assert [component.id for component in extended.components[3:]] == ["evidence", "goal"]
    assert [relation.id for relation in extended.relations] == [*(r.id for r in policy.relations), "serves"]
    supports = extended.relation("supports")
    assert supports is not None
    assert supports.permits("evidence", "claim")
    assert not supports.permits("goal", "claim")
    assert extended.sections == policy.sections


def test_a_scheme_for_another_field_is_read_as_written() -> None:
    scheme = parse(REVIEWS, "reviews.yaml")
    assert len(REVIEWS.strip().splitlines()) <= 15
    assert (scheme.name, scheme.version) == ("reviews", "1.0")
    assert [component.id for component in scheme.components] == ["aspect", "complaint", "suggestion"]


def test_values_that_yaml_takes_for_numbers_and_truths_stay_what_was_written() -> None:
    text = REVIEWS.replace("version: 1.0", "version: 1.10").replace("{id: aspect,", "{id: no, hotkey: 1,")
    scheme = parse(text.replace("target: [aspect]", "target: [no]\n    acyclic: yes\n    max_targets: 2"), "x")
    assert scheme.version == "1.10"
    assert (scheme.components[0].id, scheme.components[0].hotkey) == ("no", "1")
    assert (scheme.relations[0].acyclic, scheme.relations[0].max_targets) == (True, 2)


def test_every_fault_of_form_is_told_with_its_place_and_what_is_allowed() -> None:
    text = REVIEWS.replace('color: "#d55e00"', "color: red").replace("    source:", "    sauce:").strip()
    message = refused(text)
    assert "reviews.yaml: 3 faults" in message
    assert "line 6, column 97: color: found 'red', expected a colour of # and six of 0-9 and a-f" in message
    assert "line 12, column 5: unknown key sauce, perhaps source; known are id, label, guideline" in message
    assert "line 9, column 5: the key source is missing" in message


def test_every_fault_that_only_the_whole_shows_is_told_with_its_place() -> None:
    text = REVIEWS.replace("[aspect]", "[aspect, price]").replace("id: suggestion", "id: complaint").strip()
    message = refused(text + "\nseverities: {no-such: error}\n")
    assert "line 7, column 6: complaint is declared twice" in message
    assert "line 13, column 22: relation about names price, but the components are aspect, complaint" in message
    assert "line 14, column 14: severity for unknown rule no-such" in message


@pytest.mark.parametrize(
    "change",
    [
        ('color: "#d55e00"', "color: red"),
        ("{id: complaint,", "{id: complaint, hotky: 2,"),
        ("{id: complaint,", "{id: complaint, hotkey: [2],"),
        ("{id: complaint,", "{id: complaint, examples: [{text: '['}],"),
        ("{en: complaint, zh: 抱怨}", "抱怨"),
        ("guideline: {en: What is wrong., zh: 不满之处。}, ", ""),
        ("    source:", "    sauce:"),
        ("title: {en: Product reviews, zh: 商品评论}", "title:"),
    ],
    ids=lambda change: change[1],
)
def test_a_fault_of_form_hides_none_that_the_whole_shows(change: tuple[str, str]) -> None:
    alone = refused(REVIEWS.replace(*change))
    assert "hotkey 1 is given" not in alone
    assert "names price" not in alone
    both = REVIEWS.replace(*change).replace("{id: suggestion,", "{id: suggestion, hotkey: 1,")
    message = refused(both.replace("{id: aspect,", "{id: aspect, hotkey: 1,").replace("[aspect]", "[aspect, price]"))
    assert "hotkey 1 is given to aspect and to suggestion" in message
    assert "relation about names price" in message
    assert len(message.splitlines()) == len(alone.splitlines()) + 2


@pytest.mark.parametrize("change", [("id: complaint", "id: Complaint"), ("components:", "component:")], ids=str)
def test_where_a_name_cannot_be_read_nothing_is_said_of_those_that_use_it(change: tuple[str, str]) -> None:
    message = refused(REVIEWS.replace(*change, 1))
    assert "names complaint" not in message
    assert "declared twice" not in message


@pytest.mark.parametrize(
    ("example", "fault"),
    [
        ("{text: '[price 贵]', why: {en: a, zh: b}}", "a span of type price"),
        ("{text: '[aspect 屏', why: {en: a, zh: b}}", "a bracket that is no span"),
        ("{text: '[aspect 屏]', relations: [aspect likes aspect], why: {en: a, zh: b}}", "the relation likes"),
        ("{text: '[aspect 屏]', relations: [b about aspect], why: {en: a, zh: b}}", "relations name b"),
        ("{text: '[aspect 屏]', relations: [aspect about aspect], why: {en: a, zh: b}}", "not permitted"),
    ],
)
def test_examples_that_the_scheme_does_not_permit_are_told(example: str, fault: str) -> None:
    assert fault in refused(REVIEWS + f"    examples:\n      - {example}\n")


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (("{id: aspect,", "{id: aspect, hotkey: u,"), "hotkey u of aspect is none that Label Studio leaves"),
        (("{id: aspect,", "{id: aspect, hotkey: Q,"), "hotkey Q of aspect is none"),
        (("{id: aspect,", "{id: aspect, hotkey: ctrl+z,"), "hotkey ctrl+z of aspect is none"),
        (("{id: aspect,", "{id: aspect, hotkey: 论,"), "hotkey 论 of aspect is none"),
        (("en: complaint,", "en: Aspect,"), "complaint is called Aspect, like aspect"),
        (("zh: 抱怨", "zh: 方面"), "complaint is called 方面, like aspect"),
        (("zh: 抱怨", "zh: '抱怨$price'"), "holds '$p', which Label Studio would not show so"),
        (("zh: 抱怨", 'zh: "抱\\n怨"'), "the name of complaint holds '\\n'"),
        (("zh: 抱怨", 'zh: "抱\\u202E怨"'), "the name of complaint holds '\\u202e'"),
        (("zh: 抱怨", 'zh: "\\a怨"'), "zh: holds the control character U+0007"),
        (("zh: 抱怨", 'zh: "\\uD800"'), "zh: holds the control character U+D800"),
        (("zh: 抱怨", "zh: ' '"), "zh: nothing but blanks"),
        (("zh: 抱怨}", "zh: 抱怨, fr: x}"), "unknown key fr; known are en, zh"),
        (("    target:", "    max_targets: 0\n    target:"), "max_targets: input should be greater than or equal to 1"),
    ],
)
def test_names_and_keys_that_the_screen_could_not_show_are_told(change: tuple[str, str], fault: str) -> None:
    assert REVIEWS.count(change[0]) == 1
    assert fault in refused(REVIEWS.replace(*change))


@pytest.mark.parametrize("taken", ["id", "text", "type", "start", "end", "of", "copy", "model_fields"])
def test_attributes_named_like_what_every_span_has_are_refused(taken: str) -> None:
    attribute = "attributes: [{id: NAME, label: {en: a, zh: b}, scale: text}]"
    text = REVIEWS.replace('color: "#0072b2"', f'color: "#0072b2", {attribute}')
    assert parse(text.replace("NAME", "model_of"), "x").components[0].attributes[0].id == "model_of"
    assert f"attribute {taken} of aspect: every span has something of that name" in refused(text.replace("NAME", taken))


def test_names_from_right_to_left_and_pictures_are_kept() -> None:
    scheme = parse(REVIEWS.replace("zh: 抱怨", "zh: شكوى 😀𠮷"), "x")
    assert scheme.components[1].label.zh == "شكوى 😀𠮷"


def test_two_hundred_components_are_read_and_each_fault_in_them_is_told() -> None:
    lines = [
        f"  - {{id: c{n}, label: {{en: c{n}, zh: 类{n}}}, guideline: {{en: x, zh: y}}, color: '#0072b2'}}"
        for n in range(200)
    ]
    text = REVIEWS.replace("relations:", "\n".join([*lines, "relations:"]))
    assert len(parse(text, "x").components) == 203
    message = refused(text.replace("'#0072b2'", "blue"))
    assert "200 faults" in message


def test_an_example_of_a_mistake_may_show_what_is_not_permitted() -> None:
    example = "{text: '[aspect 屏]', right: false, relations: [aspect about aspect], why: {en: a, zh: b}}"
    (found,) = parse(REVIEWS + f"    examples:\n      - {example}\n", "x").relations[0].examples
    assert not found.right


def test_spans_of_examples_are_ranges_of_the_plain_sentence() -> None:
    example = "{text: '😀[a:aspect 屏幕𠮷]很[complaint 暗]。', relations: [complaint about a], why: {en: a, zh: b}}"
    (found,) = parse(REVIEWS + f"    examples:\n      - {example}\n", "x").relations[0].examples
    assert found.plain == "😀屏幕𠮷很暗。"
    assert [(span.name, span.of(found.plain)) for span in found.spans] == [("a", "屏幕𠮷"), ("complaint", "暗")]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("name: &a x\nversion: *a\n", "line 1, column 7: an anchor or alias"),
        ("name: !!python/object/apply:os.system [ls]\n", "line 1, column 7: the tag"),
        ("name: !mine x\n", "the tag !mine"),
        ("name: x\nname: y\n", "line 2, column 1: the key name a second time"),
        ("name: [x\n", "no YAML"),
        ("[" * 20_000, "levels of nesting"),
        ("? [a]\n: b\n", "a key that is a list or a map"),
        ("", "no map of keys and values"),
        ("- a\n", "no map of keys and values"),
        ("\0", "no YAML"),
    ],
)
def test_yaml_that_a_scheme_has_no_need_of_is_refused(text: str, fault: str) -> None:
    assert fault in refused(text)


def test_a_bomb_of_aliases_is_refused_before_it_grows() -> None:
    levels = "\n".join(f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)},*{chr(97 + n)}]" for n in range(20))
    assert "anchor or alias" in refused(f"a: &a [x]\n{levels}\n")


def test_a_scheme_extends_a_file_beside_it_and_faults_are_told_in_its_own_lines(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(REVIEWS, encoding="utf-8")
    own = tmp_path / "own.yaml"
    added = "  - {id: praise, label: {en: praise, zh: 称赞}, guideline: {en: x, zh: y}, color: '#000000'}"
    own.write_text(f"extends: base.yaml\nname: own\ncomponents:\n{added}\n", encoding="utf-8")
    scheme = load(own)
    assert (scheme.name, scheme.version, len(scheme.components)) == ("own", "1.0", 4)
    own.write_text(own.read_text(encoding="utf-8").replace("id: praise", "id: Praise"), encoding="utf-8")
    with pytest.raises(
        InputError,
        match="line 4, column 6: id: found 'Praise', expected lower-case letters, digits and _, a letter first",
    ):
        load(own)


def test_schemes_that_extend_each_other_are_refused(tmp_path: Path) -> None:
    for name, other in (("a", "b"), ("b", "a")):
        (tmp_path / f"{name}.yaml").write_text(f"extends: {other}.yaml\nname: {name}\n", encoding="utf-8")
    with pytest.raises(InputError, match="which extends it"):
        load(tmp_path / "a.yaml")


def test_a_name_that_is_neither_shipped_nor_a_file_lists_those_that_are() -> None:
    with pytest.raises(InputError, match="one of policy, policy-extended"):
        load("no-such")


def test_what_is_declared_twice_is_told_also_where_it_replaces_something() -> None:
    item = "  - {id: claim, label: {en: claim, zh: 论点}, guideline: {en: x, zh: y}, color: '#000000'}\n"
    with pytest.raises(InputError, match="line 5, column 6: claim is declared twice"):
        parse(f"extends: policy\nname: own\ncomponents:\n{item}{item}", "own.yaml")


@pytest.mark.parametrize("extended", ["[policy]", "", "{a: b}"])
def test_extends_that_names_no_scheme_is_told(extended: str) -> None:
    assert "line 1, column 1: extends holds no name" in refused(f"extends: {extended}\nname: own\n")


def test_a_fault_that_comes_of_the_extended_scheme_is_told_where_that_is_named() -> None:
    """The key 2 is that of `problem` in policy."""
    item = "  - {id: claim, label: {en: claim, zh: 论点}, guideline: {en: x, zh: y}, color: '#000000', hotkey: 2}\n"
    message = refused(f"name: own\nextends: policy\ncomponents:\n{item}")
    assert "line 2, column 1: hotkey 2 is given to claim and to problem" in message


def test_a_scheme_that_was_printed_as_json_can_be_read_again() -> None:
    policy = load("policy")
    assert parse(policy.model_dump_json(indent=1), "printed.json") == policy
