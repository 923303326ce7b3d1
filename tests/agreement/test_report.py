"""The report: from annotations to figures, with everything that was left out counted."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.agreement import AgreementReport, report
from schema import Annotation, Span, SpanRelation, Unit
from tests.agreement.build import POLICY

TEXT = "城市𠮷园😀绿化不足，应当增加公园。"
UNIT = Unit(article="0a-1", version=1, kind="paragraph", start=7, end=7 + len(TEXT))
SECTION = Unit(article="0b-1", version=2, kind="section", start=0, end=40)


def span(id_: str, words: str, *types: str) -> Span:
    start = UNIT.start + TEXT.index(words)
    return Span(id=id_, types=types, start=start, end=start + len(words), text=words)


def relation(id_: str, source: str, target: str, *types: str, direction: str = "right") -> SpanRelation:
    values = {"id": id_, "source": source, "target": target, "types": types, "direction": direction}
    return SpanRelation.model_validate(values)


def annotation(annotator: str, unit: Unit = UNIT, **more: object) -> Annotation:
    id_ = f"{annotator} {unit.key} {more.get('updated')}"
    values = {"id": id_, "annotator": annotator, "unit": unit, "origin": "test", "status": "submitted"}
    return Annotation.model_validate(values | more)


PROBLEM = span("p", "城市𠮷园😀绿化不足", "problem")
MEASURE = span("m", "应当增加公园。", "measure")
SHORTER = span("m", "应当增加公园", "measure")
ADDRESSES = relation("r", "m", "p", "addresses")


def test_figures_of_three_annotators_on_one_paragraph() -> None:
    found = report(
        [
            annotation("lin", spans=(PROBLEM, MEASURE), relations=(ADDRESSES,)),
            annotation("zhao", spans=(PROBLEM, SHORTER), relations=(ADDRESSES,)),
            annotation("chen", spans=(PROBLEM,)),
            annotation("chen", SECTION, status="skipped"),
            annotation("lin", SECTION),
        ],
        POLICY,
    )
    assert found.annotators == ("chen", "lin", "zhao")
    assert (found.annotations, found.units, found.shared_units, found.missing) == (4, 2, 1, 1)
    # chen-lin and chen-zhao: 1 of 1 + 2 spans; lin-zhao: 1 of 2 + 2 equal, both with IoU ≥ .5 (6 of 7).
    assert [pair.value for pair in found.spans.exact.pairs] == [2 / 3, 2 / 3, 2 / 4]
    assert [pair.value for pair in found.spans.iou50.pairs] == [2 / 3, 2 / 3, 1.0]
    assert found.spans.unlabelled_exact.types == {}
    assert list(found.spans.exact.types) == ["claim", "problem", "measure"]
    assert found.spans.exact.types["claim"].reason == "no_spans"
    # 17 characters three times: 9 · 3 problem, 7 + 6 measure, 11 gap. Disagreement: chen on [10, 17), lin and chen
    # against zhao on the stop: 2 · (6 · 2 + 1 · 2) / 2 = 14.
    assert len(TEXT) == 17
    total, problem, measure, gap = 51, 27, 13, 11
    expected = total * (total**2 - problem**2 - measure**2 - gap**2) / (total**2 - 3 * 81 - 49 - 36 - gap)
    assert found.spans.u_alpha.overall.value == pytest.approx(1 - 14 / expected)
    # Of the relation nobody but lin and zhao had both ends.
    assert [pair.value for pair in found.relations.exact.pairs] == [0.0, 0.0, 0.0]
    assert [pair.value for pair in found.relations.iou50.pairs] == [0.0, 0.0, 1.0]
    assert (found.relations.alpha.value, found.relations.alpha.annotators) == (1.0, 2)


def test_what_cannot_be_used_is_counted() -> None:
    outside = Span(id="o", types=("claim",), start=0, end=9, text="")
    flawed = (
        relation("1", "m", "p"),
        relation("2", "m", "p", "unheard_of"),
        relation("3", "m", "o", "addresses"),
        relation("4", "m", "m", "elaborates"),
        relation("5", "m", "p", "addresses", direction="left"),
        relation("6", "m", "gone", "addresses"),
    )
    found = report(
        [
            annotation(
                "lin", spans=(PROBLEM, MEASURE, outside, span("u", "公园", "claim", "problem")), relations=flawed
            ),
            annotation("zhao", spans=(PROBLEM, MEASURE), updated="2026-01-06T12:00:00Z"),
            annotation("zhao", spans=(), updated="2026-01-06T11:00:00Z"),
        ],
        POLICY,
    )
    assert (found.spans_left_out, found.relations_left_out, found.superseded) == (2, 6, 1)
    assert found.spans.exact.value == 1.0
    assert found.relations.exact.reason == "no_relations"


def test_a_relation_with_several_types_is_all_of_them() -> None:
    double = relation("r", "p", "m", "supports", "attacks")
    works = [annotation(name, spans=(PROBLEM, MEASURE), relations=(double,)) for name in ("lin", "zhao")]
    found = report(works, POLICY)
    assert (found.relations.exact.items, found.relations.alpha.several) == (4, 2)


def test_units_of_another_text_version_or_kind_are_not_common() -> None:
    other = UNIT.model_copy(update={"version": 2})
    found = report([annotation("lin", spans=(PROBLEM,)), annotation("zhao", other, spans=(PROBLEM,))], POLICY)
    assert (found.units, found.shared_units) == (2, 0)
    assert found.spans.exact.pairs[0].reason == "no_common_units"


def test_report_of_nothing() -> None:
    found = report([], POLICY)
    assert (found.annotators, found.units) == ((), 0)
    assert {reason for value, reason in _results(found.model_dump()) if value is None} == {"no_common_units"}
    assert all(value is None for value, _ in _results(found.model_dump()))


places = st.integers(UNIT.start - 1, UNIT.start + 9)
spans = st.builds(
    Span,
    id=st.sampled_from("123"),
    types=st.sampled_from([("claim",), ("problem",), ("measure",), (), ("claim", "measure")]),
    start=places,
    end=places,
    text=st.just(""),
)
relations = st.builds(
    relation,
    st.just("r"),
    st.sampled_from("123"),
    st.sampled_from("123"),
    st.sampled_from(["supports", "elaborates", "restates", "unheard_of"]),
)
works = st.builds(
    annotation,
    st.sampled_from(["chen", "lin", "zhao"]),
    st.sampled_from([UNIT, UNIT.model_copy(update={"start": 0}), SECTION]),
    id=st.uuids().map(str),
    status=st.sampled_from(["submitted", "submitted", "submitted", "skipped"]),
    spans=st.lists(spans, max_size=4).map(tuple),
    relations=st.lists(relations, max_size=3).map(tuple),
)


@settings(deadline=None)
@given(st.lists(works, max_size=6, unique_by=lambda found: found.id), st.randoms(use_true_random=False))
def test_any_annotations_give_a_report_that_is_json_and_knows_why(found: list[Annotation], random: Random) -> None:
    before = report(found, POLICY)
    assert AgreementReport.model_validate_json(before.model_dump_json()) == before
    for value, reason in _results(before.model_dump()):
        assert (value is None) == (reason is not None)
    random.shuffle(found)
    assert report(found, POLICY) == before


def _results(dumped: object) -> list[tuple[object, object]]:
    """Value and reason of every figure, however deep."""
    if isinstance(dumped, dict):
        own = [(dumped["value"], dumped["reason"])] if "reason" in dumped else []
        return own + [result for part in dumped.values() for result in _results(part)]
    if isinstance(dumped, tuple):
        return [result for part in dumped for result in _results(part)]
    return []
