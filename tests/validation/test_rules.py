"""Every rule with an annotation that breaks it and its nearest one that does not."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.scheme import load
from annotate.validation import ANNOTATION_RULES, ARTICLE_RULES, check, permitted
from schema import (
    RULES,
    Annotation,
    ArticleText,
    Finding,
    Gold,
    GoldComponent,
    Heading,
    Paragraph,
    RelationType,
    Scheme,
    Span,
    SpanRelation,
    Unit,
)
from tests.strategies import annotations, units

SCHEME = load("policy")

# 0 标题𠮷 | 4 经费不足😀拖累学校 | 15 应当补足经费。 (the line feeds stand at 3 and 14)
TEXT = ArticleText(
    article="a-1",
    version=1,
    text="标题𠮷\n经费不足😀拖累学校。\n应当补足经费。",
    headings=(Heading(id="h", level=0, start=0, end=3, block=0),),
    paragraphs=(
        Paragraph(id="p", start=4, end=14, block=1),
        Paragraph(id="q", start=15, end=22, block=2),
    ),
)
ARTICLE = Unit(article="a-1", version=1, kind="article", start=0, end=22)
FIRST = Unit(article="a-1", version=1, kind="paragraph", start=4, end=14)
SECOND = Unit(article="a-1", version=1, kind="paragraph", start=15, end=22)

ATTRIBUTES = {
    "claim": {"claim_type": "fact", "centrality": "sub"},
    "problem": {"problem_type": "status"},
    "measure": {"specificity": "direction", "instrument": "economic"},
}


def span(region: str, kind: str, start: int, end: int, text: str | None = None, **attributes: str | None) -> Span:
    given_ = {**ATTRIBUTES.get(kind, {}), **attributes}
    return Span(
        id=region,
        types=tuple(kind.split("+")) if kind else (),
        start=start,
        end=end,
        text=TEXT.text[start:end] if text is None else text,
        attributes={name: value for name, value in given_.items() if value is not None},
    )


def relation(name: str, kind: str, source: str, target: str) -> SpanRelation:
    return SpanRelation(id=name, types=tuple(kind.split("+")) if kind else (), source=source, target=target)


def annotation(
    *spans: Span,
    relations: Sequence[SpanRelation] = (),
    unit: Unit = ARTICLE,
    name: str = "lin",
    release: str | None = None,
) -> Annotation:
    return Annotation(
        id=Annotation.id_of(unit, name, "server/1"),
        annotator=name,
        unit=unit,
        origin="server/1",
        status="submitted",
        spans=spans,
        relations=tuple(relations),
        release=release,
    )


PROBLEM = span("p", "problem", 4, 8)
CAUSED = span("q", "problem", 9, 13)
MEASURE = span("m", "measure", 15, 21)
CLAIM = span("c", "claim", 4, 8)
SUB = span("s", "claim", 9, 13)
POINT = span("t", "claim", 17, 19)
MAIN = span("x", "claim", 4, 8, centrality="main")
SECOND_MAIN = span("y", "claim", 9, 13, centrality="main")
ADDRESSED = relation("r", "addresses", "m", "p")


def claims(*relations: SpanRelation) -> Annotation:
    return annotation(CLAIM, SUB, POINT, relations=relations)


class Case(NamedTuple):
    rule: str
    broken: Sequence[Annotation]
    items: Sequence[str | None]
    sound: Sequence[Annotation]
    says: str


CASES = (
    Case("unknown-type", [annotation(span("c", "idea", 4, 8))], ["c"], [annotation(CLAIM)], "'idea'"),
    Case("unknown-type", [annotation(span("c", "", 4, 8))], ["c"], [annotation(CLAIM)], "0 types (none)"),
    Case("unknown-type", [annotation(span("c", "claim+problem", 4, 8))], ["c"], [annotation(CLAIM)], "2 types"),
    Case("unknown-type", [claims(relation("r", "likes", "c", "s"))], ["r"], [claims()], "'likes'"),
    Case(
        "endpoints",
        [annotation(PROBLEM, MEASURE, relations=[relation("r", "addresses", "p", "m")])],
        ["r"],
        [annotation(PROBLEM, MEASURE, relations=[ADDRESSED])],
        "from a problem to a measure, expected measure → problem",
    ),
    Case(
        "endpoints",
        [annotation(PROBLEM, MEASURE, relations=[relation("r", "restates", "p", "m")])],
        ["r"],
        [annotation(PROBLEM, CAUSED, relations=[relation("r", "restates", "q", "p")])],
        "expected two of one type",
    ),
    Case(
        "self-loop",
        [claims(relation("r", "supports", "c", "c"))],
        ["r"],
        [claims(relation("r", "supports", "c", "s"))],
        "joins a span to itself",
    ),
    Case(
        "duplicate-relation",
        [claims(relation("r", "supports", "c", "s"), relation("s", "supports", "c", "s"))],
        ["s"],
        [claims(relation("r", "supports", "c", "s"), relation("s", "attacks", "c", "s"))],
        "the same as relation r",
    ),
    Case(
        "duplicate-relation",
        [claims(relation("r", "restates", "c", "s"), relation("s", "restates", "s", "c"))],
        ["s"],
        [annotation(PROBLEM, CAUSED, relations=[relation("r", "causes", "p", "q"), relation("s", "causes", "q", "p")])],
        "the same as relation r",
    ),
    Case(
        "dangling-relation",
        [claims(relation("r", "supports", "c", "elsewhere"))],
        ["r"],
        [claims(relation("r", "supports", "c", "s"))],
        "elsewhere, which is no span",
    ),
    Case(
        "cycle",
        [
            claims(
                relation("1", "supports", "c", "s"),
                relation("2", "supports", "s", "t"),
                relation("3", "supports", "t", "c"),
            )
        ],
        ["1"],
        [
            claims(
                relation("1", "supports", "c", "s"),
                relation("2", "supports", "s", "t"),
                relation("3", "attacks", "t", "c"),
            )
        ],
        "supports goes round in a cycle: c → s → t → c",
    ),
    Case(
        "cycle",
        [
            annotation(
                PROBLEM, CAUSED, relations=[relation("1", "supports", "p", "q"), relation("2", "supports", "q", "p")]
            )
        ],
        ["1"],
        [annotation(PROBLEM, CAUSED, relations=[relation("1", "causes", "p", "q"), relation("2", "causes", "q", "p")])],
        "supports goes round in a cycle: p → q → p",
    ),
    Case(
        "parents",
        [claims(relation("1", "elaborates", "c", "s"), relation("2", "elaborates", "c", "t"))],
        ["c"],
        [claims(relation("1", "elaborates", "s", "c"), relation("2", "elaborates", "t", "c"))],
        "to 2 spans (s, t), expected at most 1",
    ),
    Case(
        "span-outside-text",
        [annotation(span("c", "claim", 4, 15), unit=FIRST)],
        ["c"],
        [annotation(span("c", "claim", 4, 14), unit=FIRST)],
        "leaves its unit [4, 14)",
    ),
    Case(
        "span-outside-text",
        [annotation(span("c", "claim", 20, 23))],
        ["c"],
        [annotation(span("c", "claim", 20, 22))],
        "[20, 23)",
    ),
    Case(
        "text-differs",
        [annotation(span("c", "claim", 7, 9, "不足"))],
        ["c"],
        [annotation(span("c", "claim", 7, 9, "足😀"))],
        "its slice is '足😀'",
    ),
    Case(
        "text-differs",
        [annotation(span("c", "claim", 13, 16, "。 应"))],
        ["c"],
        [annotation(span("c", "claim", 13, 16, r"。\n应"), span("d", "claim", 13, 16, "。\n应"))],
        "came with the text '。 应'",
    ),
    Case("blank-span", [annotation(span("c", "claim", 14, 15))], ["c"], [annotation(CLAIM)], "no visible"),
    Case("blank-span", [annotation(span("c", "claim", 8, 6, ""))], ["c"], [annotation(CLAIM)], "no visible"),
    Case(
        "duplicate-region",
        [annotation(CLAIM, span("c", "claim", 9, 13))],
        ["c"],
        [annotation(CLAIM, SUB)],
        "2 spans have the region id c",
    ),
    Case(
        "missing-attribute",
        [annotation(span("m", "measure", 15, 21, specificity=None, instrument=" "))],
        ["m", "m"],
        [annotation(MEASURE)],
        "has no instrument, expected one of regulatory",
    ),
    Case(
        "unknown-attribute",
        [annotation(span("c", "claim", 4, 8, claim_type="truth"))],
        ["c"],
        [annotation(CLAIM)],
        "claim_type = 'truth', expected one of fact",
    ),
    Case(
        "unknown-attribute",
        [annotation(span("c", "claim", 4, 8, actor="学校"))],
        ["c"],
        [annotation(span("m", "measure", 15, 21, actor="学校"))],
        "but claim has claim_type, centrality",
    ),
    Case("relation-type", [claims(relation("r", "", "c", "s"))], ["r"], [claims()], "0 types (none)"),
    Case(
        "relation-type",
        [claims(relation("r", "supports+attacks", "c", "s"))],
        ["r"],
        [claims(relation("r", "supports", "c", "s"))],
        "2 types (supports, attacks)",
    ),
    Case(
        "relation-direction",
        [
            claims(
                relation("r", "supports", "c", "s").model_copy(update={"direction": "left"}),
                relation("s", "restates", "c", "s").model_copy(update={"direction": "bi"}),
            )
        ],
        ["r", "s"],
        [claims(relation("r", "supports", "c", "s"))],
        "points 'bi', expected 'right'",
    ),
    Case(
        "wrong-annotator",
        [annotation().model_copy(update={"completed_by": "chen@example.org", "status": "skipped"})],
        [None],
        [annotation().model_copy(update={"completed_by": "Lin@example.org"})],
        "made with the account chen@example.org, but lin works with lin@example.org",
    ),
    Case(
        "unreadable-result",
        [annotation().model_copy(update={"unreadable": ("a brush",), "status": "draft"})],
        [None],
        [annotation()],
        "a brush",
    ),
    Case(
        "block-boundary",
        [annotation(span("c", "claim", 4, 15))],
        ["c"],
        [annotation(span("c", "claim", 4, 14), span("d", "claim", 15, 22))],
        "crosses",
    ),
    Case(
        "unaddressing-measure",
        [annotation(MEASURE)],
        ["m"],
        [annotation(MEASURE, unit=SECOND)],
        "measure span m [15, 21) '应当补足经费' addresses nothing",
    ),
    Case(
        "unaddressing-measure",
        [annotation(MEASURE, span("p", "problem", 19, 21), unit=SECOND)],
        ["m"],
        [
            annotation(MEASURE, span("p", "problem", 19, 21), unit=SECOND),
            annotation(MEASURE, PROBLEM, relations=[ADDRESSED]),
        ],
        "addresses nothing",
    ),
    Case(
        "unaddressed-problem",
        [annotation(PROBLEM, CAUSED, MEASURE, relations=[ADDRESSED])],
        ["q"],
        [annotation(PROBLEM, CAUSED, unit=FIRST), annotation(MEASURE, unit=SECOND)],
        "problem span q [9, 13) '拖累学校' is not the target of any addresses",
    ),
    Case(
        "main-claims",
        [annotation(MAIN, unit=FIRST), annotation(span("x", "claim", 15, 21, centrality="main"), unit=SECOND)],
        ["x"],
        [annotation(MAIN, unit=FIRST), annotation(MAIN), annotation(SECOND_MAIN, name="chen")],
        "but span x [4, 8) '经费不足' is one already",
    ),
    Case(
        "main-claims",
        [annotation(MAIN, SECOND_MAIN)],
        ["y"],
        [annotation(MAIN), annotation(SECOND_MAIN, release="one")],
        "is a main claim",
    ),
    Case(
        "moved-component",
        [annotation(span("p", "problem", 4, 9), span("m", "claim", 15, 21), release="one")],
        ["m", "p"],
        [annotation(PROBLEM, MEASURE, release="one"), annotation(span("p", "problem", 4, 9), name="chen")],
        "was moved, or drawn anew, from [4, 8), where gold has it",
    ),
    Case(
        "moved-component",
        [annotation(span("p", "problem", 4, 8, problem_type="cause"), MEASURE, release="two")],
        ["p"],
        [
            annotation(PROBLEM, MEASURE, release="two"),
            annotation(span("p", "problem", 4, 8, problem_type=None), MEASURE, release="two", name="chen"),
        ],
        "has the problem_type cause, expected status, as in gold",
    ),
    Case(
        "missing-component",
        [annotation(PROBLEM, release="one")],
        ["m"],
        [annotation(PROBLEM, MEASURE, release="one"), annotation(PROBLEM, release="other"), annotation(PROBLEM)],
        "the measure m at [15, 21) was deleted",
    ),
    Case(
        "added-component",
        [annotation(PROBLEM, MEASURE, CAUSED, release="one")],
        ["q"],
        [annotation(PROBLEM, MEASURE, release="one"), annotation(CAUSED, release="other"), annotation(CAUSED)],
        "span q [9, 13) '拖累学校' was added",
    ),
    Case(
        "missing-attribute",
        [annotation(span("p", "problem", 4, 8, problem_type=None), name="chen")],
        ["p"],
        [annotation(span("p", "problem", 4, 8, problem_type=None), release="one")],
        "has no problem_type",
    ),
)

ACCOUNTS: Mapping[str, str] = {"lin": "lin@example.org"}

GOLDS = {
    "one": Gold(
        article="a-1",
        version=1,
        components=(
            GoldComponent(id="p", type="problem", start=4, end=8),
            GoldComponent(id="m", type="measure", start=15, end=21),
        ),
    ),
    "two": Gold(
        article="a-1",
        version=1,
        components=(
            GoldComponent(id="p", type="problem", start=4, end=8, attributes={"problem_type": "status"}),
            GoldComponent(id="m", type="measure", start=15, end=21),
        ),
    ),
}
"""What annotators were given to relate."""


def findings(works: Sequence[Annotation], rule: str, scheme: Scheme = SCHEME) -> list[Finding]:
    return [finding for finding in check(TEXT, works, scheme, ACCOUNTS, GOLDS) if finding.rule == rule]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_rule_tells_broken_from_sound(case: Case) -> None:
    found = findings(case.broken, case.rule)
    assert [finding.item for finding in found] == list(case.items)
    assert any(case.says in finding.message for finding in found)
    assert findings(case.sound, case.rule) == []


def test_every_rule_has_a_function_and_a_case() -> None:
    assert {*ANNOTATION_RULES, *ARTICLE_RULES} == set(RULES)
    assert not ANNOTATION_RULES.keys() & ARTICLE_RULES.keys()
    assert {case.rule for case in CASES} == set(RULES)


def test_a_sound_article_has_no_finding() -> None:
    assert check(TEXT, [annotation(PROBLEM, MEASURE, relations=[ADDRESSED])], SCHEME, ACCOUNTS) == ()


def test_a_self_loop_breaks_one_rule() -> None:
    looped = claims(relation("r", "addresses", "c", "c"))
    assert [finding.rule for finding in check(TEXT, [looped], SCHEME)] == ["self-loop"]


def test_a_symmetric_relation_may_join_its_ends_either_way_round() -> None:
    values = {"label": {"en": "x", "zh": "x"}, "guideline": {"en": "x", "zh": "x"}, "source": ["a"], "target": ["b"]}
    directed = RelationType.model_validate({**values, "id": "x"})
    symmetric = directed.model_copy(update={"symmetric": True})
    assert [permitted(directed, *ends) for ends in ("ab", "ba", "aa")] == [True, False, False]
    assert [permitted(symmetric, *ends) for ends in ("ab", "ba", "aa")] == [True, True, False]


def test_finding_names_its_place() -> None:
    broken = annotation(span("c", "claim", 14, 15))
    (finding,) = findings([broken], "blank-span")
    assert finding.severity == "error"
    assert (finding.annotator, finding.unit, finding.annotation) == ("lin", broken.unit.key, broken.id)


def test_the_scheme_sets_severities() -> None:
    strict = SCHEME.model_copy(update={"severities": {"unaddressing-measure": "error"}})
    assert [finding.severity for finding in findings([annotation(MEASURE)], "unaddressing-measure", strict)] == [
        "error"
    ]


def test_article_rules_do_not_apply_to_schemes_without_what_they_speak_of() -> None:
    bare = SCHEME.model_copy(
        update={
            "components": tuple(found.model_copy(update={"attributes": ()}) for found in SCHEME.components),
            "relations": (),
        }
    )
    assert all(not findings([annotation(MAIN, SECOND_MAIN, MEASURE)], rule, bare) for rule in ARTICLE_RULES)


def test_work_that_does_not_count_is_judged_as_a_record_only() -> None:
    blank = annotation(span("c", "", 14, 15))
    for change in ({"status": "draft"}, {"status": "skipped"}, {"not_annotatable": True}):
        unfit = blank.model_copy(update={**change, "unreadable": ("a brush",)})
        assert [finding.rule for finding in check(TEXT, [unfit], SCHEME)] == ["unreadable-result"]
    assert check(TEXT, [blank.model_copy(update={"deleted": True, "unreadable": ("a",)})], SCHEME) == ()


def test_a_later_submission_stands_for_the_earlier() -> None:
    broken = annotation(span("c", "", 14, 15))
    mended = annotation(CLAIM).model_copy(update={"id": "0" + broken.id})
    broken = broken.model_copy(update={"id": "!" + broken.id})
    assert check(TEXT, [mended, broken], SCHEME) == ()


def test_work_on_given_components_does_not_stand_for_other_work_on_the_unit() -> None:
    blank = annotation(span("c", "", 14, 15))
    for order in ("0", "z"):
        linked = annotation(PROBLEM, MEASURE, release="one").model_copy(update={"id": order})
        assert "blank-span" in [found.rule for found in check(TEXT, [blank, linked], SCHEME, ACCOUNTS, GOLDS)]


def test_annotation_of_another_version_is_refused() -> None:
    other = annotation(unit=ARTICLE.model_copy(update={"version": 2}))
    with pytest.raises(ValueError, match="not on version 1 of a-1"):
        check(TEXT, [other], SCHEME)


@settings(max_examples=40)
@given(st.lists(annotations(units("a-1", 22)), max_size=4))
def test_order_of_annotations_is_of_no_matter(works: list[Annotation]) -> None:
    distinct = list({work.id: work for work in works}.values())
    assert check(TEXT, distinct[::-1], SCHEME) == check(TEXT, distinct, SCHEME)
