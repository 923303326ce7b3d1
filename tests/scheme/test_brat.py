"""What is derived for brat, in its own grammar."""

from __future__ import annotations

import re

from annotate.scheme import annotation_conf, load, parse, visual_conf
from tests.scheme.test_load import REVIEWS


def sections(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        if heading := re.fullmatch(r"\[(\w+)\]", line):
            found[heading[1]] = []
        elif line and not line.startswith("#"):
            found[list(found)[-1]].append(line)
    return found


def test_the_small_scheme_as_a_whole() -> None:
    assert annotation_conf(parse(REVIEWS, "x")) == (
        "[entities]\naspect\ncomplaint\nsuggestion\n\n"
        "[relations]\nabout\tArg1:complaint|suggestion, Arg2:aspect\n"
        "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>\n\n"
        "[events]\n\n[attributes]\n"
    )


def test_ends_limits_and_values_of_the_extended_scheme() -> None:
    text = annotation_conf(load("policy-extended"))
    found = sections(text)
    assert list(found) == ["entities", "relations", "events", "attributes"]
    assert found["entities"] == ["claim", "problem", "measure", "evidence", "goal"]
    assert "supports\tArg1:claim|problem|evidence, Arg2:claim|problem|measure" in found["relations"]
    assert "restates\tArg1:problem, Arg2:problem, <REL-TYPE>:symmetric" in found["relations"]
    assert "elaborates\tArg1:claim, Arg2:problem" not in text
    assert "# elaborates: acyclic, at most 1 from one span" in text.splitlines()
    assert "specificity\tArg:measure, Value:principle|direction|concrete|operational" in found["attributes"]
    assert "# actor of measure: free text" in text.splitlines()


def test_names_and_colours_can_be_read() -> None:
    scheme = parse(REVIEWS.replace("zh: 抱怨", "zh: '抱|怨'").replace("#009e73", "#56b4e9"), "x")
    found = sections(visual_conf(scheme))
    assert found["labels"][:2] == ["aspect | 方面 aspect | 方面", "complaint | 抱/怨 complaint | 抱/怨"]
    assert found["drawing"][0] == "aspect\tbgColor:#0072b2, fgColor:#ffffff, borderColor:darken"
    assert found["drawing"][2] == "suggestion\tbgColor:#56b4e9, fgColor:#000000, borderColor:darken"
