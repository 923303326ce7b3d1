"""What a scheme is warned of: each with a scheme that has it and the nearest one that has not."""

from __future__ import annotations

import pytest

from annotate.scheme import SHIPPED, advice, load, parse
from annotate.scheme._colours import alike_to, too_light
from tests.scheme.test_load import REVIEWS

GUIDED = REVIEWS.replace(
    "color:", "tests: [{en: 'Is it?', zh: 是吗？}], examples: [{text: '[aspect 屏]', why: {en: a, zh: b}}], color:"
).replace("    source:", "    tests: [{en: 'Is it?', zh: 是吗？}]\n    source:")


def warned(text: str) -> list[str]:
    return [message for _, message in advice(parse(text, "reviews.yaml"))]


@pytest.mark.parametrize("name", SHIPPED)
def test_the_shipped_schemes_are_warned_of_nothing(name: str) -> None:
    assert list(advice(load(name))) == []


def test_a_scheme_with_guidance_is_warned_of_nothing() -> None:
    assert warned(GUIDED) == []


def test_labels_without_tests_and_examples_are_named() -> None:
    assert warned(REVIEWS) == [
        *(
            f"{name} has no {lack}"
            for name in ("aspect", "complaint", "suggestion")
            for lack in ("tests, by which annotators could decide", "example")
        ),
        "about has no tests, by which annotators could decide",
    ]


@pytest.mark.parametrize(
    ("colours", "groups"),
    [
        (("#0072b2", "#d55e00"), []),
        (("#0072b2", "#0074b4"), 4),
        (("#000040", "#400040"), ["readers without red cones"]),
        (("#008000", "#c00000"), ["readers without green cones"]),
        (("#0000c0", "#0040c0"), ["readers without blue cones"]),
    ],
)
def test_colours_are_compared_as_each_group_of_readers_sees_them(colours: tuple[str, str], groups: object) -> None:
    found = alike_to(*colours)
    assert (len(found) if isinstance(groups, int) else found) == groups
    assert alike_to(*reversed(colours)) == found


def test_colours_that_look_alike_or_are_lost_on_white_are_told() -> None:
    assert warned(GUIDED.replace("#d55e00", "#0074b4")) == [
        "aspect (#0072b2) and complaint (#0074b4) look alike to most readers, readers without red cones, "
        "readers without green cones, readers without blue cones"
    ]
    assert warned(GUIDED.replace("#d55e00", "#ffffcc")) == ["complaint (#ffffcc) is too light to be seen on white"]
    assert too_light("#ffff00")
    assert not too_light("#e69f00")


def test_more_buttons_than_keys_are_counted() -> None:
    values = ", ".join(f"{{id: v{n}, label: {{en: v{n}, zh: 值{n}}}}}" for n in range(32))
    many = f"attributes: [{{id: kind, label: {{en: kind, zh: 类}}, scale: nominal, values: [{values}]}}], color:"
    (found,) = warned(GUIDED.replace("color:", many, 1))
    # 3 labels, 32 values and 2 ticks for 33 keys.
    assert found == "more buttons than keys: 4 can only be clicked (aspect.kind=v30, aspect.kind=v31, unsure, …)"


def test_names_that_are_hard_to_read_are_told_where_they_stand() -> None:
    text = GUIDED.replace("zh: 抱怨", "zh: شكوى").replace("en: about,", "en: 📌 about,")
    found = list(advice(parse(text, "reviews.yaml")))
    assert [path for path, _ in found] == [("components", 1, "label", "zh"), ("relations", 0, "label", "en")]
    assert "from right to left" in found[0][1]
    assert "a picture" in found[1][1]
