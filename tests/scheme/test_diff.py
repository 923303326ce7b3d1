"""Differences between schemes; what each is said to mean is what the rules then say of annotations that were sound."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from annotate.scheme import diff, load
from annotate.validation import check
from schema import Annotation, ArticleText, Paragraph, Scheme, Span, SpanRelation, Unit

POLICY = load("policy")
TEXT = ArticleText(article="a-1", version=1, text="甲乙丙丁", paragraphs=(Paragraph(id="p", start=0, end=4, block=0),))
SPANS = {
    "claim": {"claim_type": "fact", "centrality": "sub"},
    "problem": {"problem_type": "status"},
    "other": {"problem_type": "cause"},
    "measure": {"specificity": "direction", "instrument": "economic", "actor": "县里"},
}
RELATIONS = (
    ("measure", "addresses", "problem"),
    ("measure", "addresses", "other"),
    ("problem", "causes", "other"),
    ("other", "causes", "problem"),
    ("claim", "supports", "measure"),
)
ANNOTATION = Annotation(
    id="x",
    annotator="lin",
    unit=Unit(article="a-1", version=1, kind="article", start=0, end=4),
    origin="here",
    status="submitted",
    spans=tuple(
        Span(
            id=name,
            types=("problem" if name == "other" else name,),
            start=at,
            end=at + 1,
            text=TEXT.text[at],
            attributes=attributes,
        )
        for at, (name, attributes) in enumerate(SPANS.items())
    ),
    relations=tuple(
        SpanRelation(id=f"r{at}", types=(kind,), source=source, target=target)
        for at, (source, kind, target) in enumerate(RELATIONS)
    ),
)
"""Breaks no rule of the default scheme."""

Data = dict[str, Any]
CLAIM, PROBLEM, MEASURE = range(3)
SUPPORTS, _, ADDRESSES, CAUSES = range(4)


def broken(scheme: Scheme) -> set[str]:
    return {found.rule for found in check(TEXT, [ANNOTATION], scheme) if found.severity == "error"}


def changed(change: Callable[[Data], object]) -> Scheme:
    data = POLICY.model_dump(mode="json")
    for section in ("components", "relations", "sections"):
        for item in data[section]:
            item["examples"] = []
    change(data)
    return Scheme.model_validate(data)


def told(change: Callable[[Data], object]) -> list[tuple[str, str, str]]:
    old = changed(lambda _: None)
    return [(found.where, found.what, found.effect) for found in diff(old, changed(change))]


def without_problem(data: Data) -> None:
    data["components"].pop(PROBLEM)
    data["relations"] = []


CASES: dict[str, tuple[Callable[[Data], object], tuple[str, str, str], set[str]]] = {
    "component removed": (without_problem, ("problem", "component removed", "lost"), {"unknown-type"}),
    "relation removed": (
        lambda data: data["relations"].pop(CAUSES),
        ("causes", "relation removed", "lost"),
        {"unknown-type"},
    ),
    "attribute removed": (
        lambda data: data["components"][PROBLEM].update(attributes=[]),
        ("problem.problem_type", "attribute removed", "lost"),
        {"unknown-attribute"},
    ),
    "value removed": (
        lambda data: data["components"][CLAIM]["attributes"][0]["values"].pop(0),
        ("claim.claim_type=fact", "value removed", "lost"),
        {"unknown-attribute"},
    ),
    "attribute required": (
        lambda data: data["components"][PROBLEM]["attributes"].append(
            {"id": "place", "label": {"en": "place", "zh": "地点"}, "scale": "text", "required": True}
        ),
        ("problem.place", "attribute added", "stricter"),
        {"missing-attribute"},
    ),
    "attribute optional": (
        lambda data: data["components"][PROBLEM]["attributes"][0].update(required=False),
        ("problem.problem_type", "no longer required", "looser"),
        set(),
    ),
    "text listed": (
        lambda data: data["components"][MEASURE]["attributes"][2].update(
            scale="nominal", values=[{"id": "state", "label": {"en": "state", "zh": "国家"}}]
        ),
        ("measure.actor", "scale text → nominal", "stricter"),
        {"unknown-attribute"},
    ),
    "list opened": (
        lambda data: data["components"][PROBLEM]["attributes"][0].update(scale="text", values=[]),
        ("problem.problem_type", "scale nominal → text", "looser"),
        set(),
    ),
    "list ordered": (
        lambda data: data["components"][PROBLEM]["attributes"][0].update(scale="ordinal"),
        ("problem.problem_type", "scale nominal → ordinal", "none"),
        set(),
    ),
    "end removed": (
        lambda data: data["relations"][SUPPORTS].update(source=["problem"]),
        ("supports", "no longer from claim", "stricter"),
        {"endpoints"},
    ),
    "end added": (
        lambda data: data["relations"][CAUSES].update(target=["problem", "measure"]),
        ("causes", "now to measure", "looser"),
        set(),
    ),
    "same type": (
        lambda data: data["relations"][SUPPORTS].update(same_type=True),
        ("supports", "same_type now", "stricter"),
        {"endpoints"},
    ),
    "acyclic": (
        lambda data: data["relations"][CAUSES].update(acyclic=True),
        ("causes", "acyclic now", "stricter"),
        {"cycle"},
    ),
    "symmetric": (
        lambda data: data["relations"][CAUSES].update(symmetric=True),
        ("causes", "symmetric now", "stricter"),
        {"duplicate-relation"},
    ),
    "limit": (
        lambda data: data["relations"][ADDRESSES].update(max_targets=1),
        ("addresses", "at most any number → 1 from one span", "stricter"),
        {"parents"},
    ),
    "colour": (
        lambda data: data["components"][CLAIM].update(color="#000000"),
        ("claim", "color #0072b2 → #000000", "none"),
        set(),
    ),
    "name": (
        lambda data: data["components"][CLAIM].update(label={"en": "claim", "zh": "主张"}),
        ("claim", "label 论点 → 主张", "none"),
        set(),
    ),
    "guideline": (
        lambda data: data["relations"][CAUSES].update(tests=[]),
        ("causes", "guideline text changed", "none"),
        set(),
    ),
    "order": (
        lambda data: data["components"].reverse(),
        ("components", "other order", "none"),
        set(),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_change_is_told_with_the_effect_that_it_has(case: str) -> None:
    change, expected, rules = CASES[case]
    assert expected in told(change)
    assert broken(changed(change)) == rules
    assert (expected[2] in ("stricter", "lost")) == bool(rules)


def test_the_rule_that_a_change_names_is_the_one_that_breaks() -> None:
    for change, expected, rules in CASES.values():
        for rule in rules:
            found = diff(changed(lambda _: None), changed(change))
            assert any(rule in each.meaning for each in found if (each.where, each.what) == expected[:2]), expected


def test_without_a_change_nothing_is_told_nor_broken() -> None:
    assert told(lambda _: None) == []
    assert broken(POLICY) == set()


def test_a_severity_that_was_raised_is_stricter() -> None:
    old, new = changed(lambda _: None), changed(lambda data: data.update(severities={"block-boundary": "error"}))
    assert [(found.what, found.effect) for found in diff(old, new)] == [("warning → error", "stricter")]
    assert [(found.what, found.effect) for found in diff(new, old)] == [("error → warning", "looser")]


def test_the_extended_scheme_takes_nothing_away() -> None:
    found = diff(POLICY, load("policy-extended"))
    assert {change.effect for change in found} == {"none", "looser"}
    assert {change.where for change in found if "added" in change.what} == {"evidence", "goal", "serves"}
    assert {change.where for change in diff(load("policy-extended"), POLICY) if change.effect == "lost"} == {
        "evidence",
        "goal",
        "serves",
    }
