"""The report: from annotations to figures, with everything that was left out counted."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from annotate.agreement import HEADLINE, PARTS, AgreementReport, gamma_report, list_disagreements, report
from annotate.agreement._read import read
from annotate.agreement.reporting._headline import headline
from annotate.agreement.reporting._schema import json_schema_text
from annotate.alignment import select
from annotate.errors import InputError
from schema import Annotation, Span, SpanRelation, Unit
from tests.agreement.build import POLICY

PUBLISHED = Path(__file__).parents[2] / "schema" / "agreement.schema.json"

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


def values(found: AgreementReport, measure: str) -> list[float | None]:
    return [pair.value for pair in found.pairs if pair.measure == measure]


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
        resamples=0,
    )
    assert found.annotators == ("chen", "lin", "zhao")
    assert (found.annotations, found.units, found.shared_units, found.missing, found.articles) == (4, 2, 1, 1, 1)
    # chen-lin and chen-zhao: 1 of 1 + 2 spans; lin-zhao: 1 of 2 + 2 equal, both with IoU ≥ .5 (6 of 7).
    assert values(found, "span_f1_exact") == [2 / 3, 2 / 3, 2 / 4]
    assert values(found, "span_f1_iou50") == [2 / 3, 2 / 3, 1.0]
    assert [line.of for line in found.figures if line.measure == "span_f1_exact"] == [
        None,
        "claim",
        "problem",
        "measure",
    ]
    assert found.figure("span_f1_exact", "claim").reason == "no_spans"
    # 17 characters three times: 9 · 3 problem, 7 + 6 measure, 11 gap. Disagreement: chen on [10, 17), lin and chen
    # against zhao on the stop: 2 · (6 · 2 + 1 · 2) / 2 = 14.
    assert len(TEXT) == 17
    total, problem, measure, gap = 51, 27, 13, 11
    expected = total * (total**2 - problem**2 - measure**2 - gap**2) / (total**2 - 3 * 81 - 49 - 36 - gap)
    assert found.figure("u_alpha").value == pytest.approx(1 - 14 / expected)
    assert found.figure("u_alpha").percent == pytest.approx(1 - 14 / 51)
    # Of the relation nobody but lin and zhao had both ends.
    assert values(found, "relation_f1_exact") == [0.0, 0.0, 0.0]
    assert values(found, "relation_f1_iou50") == [0.0, 0.0, 1.0]
    assert (found.figure("relation_alpha").value, found.figure("relation_alpha").annotators) == (1.0, 2)
    with pytest.raises(KeyError):
        found.figure("attribute_alpha", "size")


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
        resamples=0,
    )
    assert (found.spans_left_out, found.relations_left_out, found.superseded) == (2, 6, 1)
    assert found.figure("span_f1_exact").value == 1.0
    assert found.figure("relation_f1_exact").reason == "no_relations"
    # What zhao submitted first was empty: nothing of it is found again, and all is new.
    assert found.earlier is not None
    (line,) = [line for line in found.earlier.lines if (line.measure, line.of) == ("span_f1_exact", None)]
    assert (line.annotator, line.items, line.reference, line.precision, line.recall) == ("zhao", 2, 0, 0.0, None)


def test_missing_work_is_told_apart_from_empty_work() -> None:
    others = [UNIT.model_copy(update={"start": start, "end": start + 5}) for start in (40, 50, 60, 70, 80)]
    works = [annotation("lin", unit) for unit in [UNIT, *others]]
    works += [
        annotation("zhao", UNIT, spans=(PROBLEM,)),
        annotation("zhao", others[0]),
        annotation("zhao", others[1], status="skipped"),
        annotation("zhao", others[2], status="draft"),
        annotation("zhao", others[3], not_annotatable=True),
        annotation("zhao", UNIT.model_copy(update={"start": 90, "end": 95}), status="skipped"),
        # The last is done by nobody. Nothing of others[4], in an article of which zhao did the rest; and nothing at all
        # of lin's other article.
        annotation("lin", SECTION),
    ]
    lin, zhao = report(works, POLICY, resamples=0).workers
    assert (zhao.seen, zhao.empty, zhao.skipped, zhao.begun, zhao.unfit, zhao.unseen) == (2, 1, 2, 1, 1, 1)
    assert (lin.seen, lin.empty, lin.unseen, zhao.spans) == (7, 7, 0, 1)


def test_a_relation_with_several_types_is_all_of_them() -> None:
    double = relation("r", "p", "m", "supports", "attacks")
    works = [annotation(name, spans=(PROBLEM, MEASURE), relations=(double,)) for name in ("lin", "zhao")]
    assert report(works, POLICY, resamples=0).figure("relation_f1_exact").items == 4


def test_units_of_another_text_version_or_kind_are_not_common() -> None:
    other = UNIT.model_copy(update={"version": 2})
    works = [annotation("lin", spans=(PROBLEM,)), annotation("zhao", other, spans=(PROBLEM,))]
    found = report(works, POLICY, resamples=0)
    assert (found.units, found.shared_units) == (2, 0)
    assert found.of_pairs("span_f1_exact")[0].reason == "no_common_units"


def test_report_of_nothing() -> None:
    found = report([], POLICY)
    assert (found.annotators, found.units) == ((), 0)
    assert {line.reason for line in found.figures} == {"no_common_units"}
    assert (found.by_article, found.windows, found.influences, found.gold, found.earlier) == ((), (), (), None, None)
    assert found.boundaries is not None
    assert (found.boundaries.pairs, found.confusion and found.confusion.pairs) == (0, 0)


def test_only_some_parts_and_labels() -> None:
    works = [
        annotation("lin", spans=(PROBLEM, MEASURE), relations=(ADDRESSES,)),
        annotation("zhao", spans=(PROBLEM,)),
    ]
    both, problems = report(works, POLICY, resamples=0), report(works, POLICY, labels=("problem",), resamples=0)
    assert (both.figure("span_f1_exact").value, problems.figure("span_f1_exact").value) == (2 / 3, 1.0)
    assert (both.figure("relation_f1_exact").items, problems.figure("relation_f1_exact").items) == (1, 0)
    drawn, valued = PARTS[1:2], PARTS[2:]
    relations = report(works, POLICY, parts=drawn, resamples=0)
    assert {line.measure.split("_")[0] for line in relations.figures} == {"relation"}
    assert (relations.parts, relations.confusion, relations.boundaries) == (("relations",), None, None)
    attributes = report(works, POLICY, parts=valued)
    assert {line.measure.split("_")[0] for line in attributes.figures} == {"attribute"}
    assert (attributes.by_article, attributes.windows) == ((), ())
    with pytest.raises(InputError, match="there is no such label"):
        report(works, POLICY, labels=("clam",))


def corpus(articles: int = 6, paragraphs: int = 5, seed: int = 1) -> list[Annotation]:
    """Three annotators on articles of short paragraphs, the last of whom agrees less and less."""
    random, works = Random(seed), []
    for number in range(articles):
        for place in range(paragraphs):
            start = place * 20
            unit = Unit(article=f"{number}-1", version=1, kind="paragraph", start=start, end=start + 18)
            moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=-number * paragraphs - place)
            for name in ("chen", "lin", "zhao"):
                noise = 0.1 + (0.1 * number if name == "zhao" else 0)
                spans = tuple(
                    Span(id=str(at), types=(type_,), start=start + at, end=start + at + 6, text="")
                    for at, type_ in ((0, "claim"), (7, random.choice(["problem", "measure"])))
                    if random.random() > noise
                )
                works.append(annotation(name, unit, spans=spans, updated=moment))
    return works


def test_taking_apart_by_articles_annotators_labels_and_time_gives_what_the_parts_give_alone() -> None:
    works = corpus()
    whole = report(works, POLICY, resamples=0)
    for line in whole.by_article:
        alone = [one for one in works if one.unit.article == line.article]
        assert (line.values, line.units) == (_headline(alone), 5)
    assert [line.spans for line in whole.by_article] == [
        sum(len(one.spans) for one in works if one.unit.article == line.article) for line in whole.by_article
    ]
    without = {
        (one.kind, one.name): _headline(
            [work for work in works if one.name not in (work.annotator, work.unit.article)],
            without=one.name if one.kind == "label" else None,
        )
        for one in whole.influences
    }
    assert len(without) == 3 + 3 + 6
    assert [one.without for one in whole.influences] == [
        without[one.kind, one.name][one.measure] for one in whole.influences
    ]
    moments = sorted({work.updated for work in works if work.updated})
    assert [window.first for window in whole.windows] == moments[::10]
    for window in whole.windows:
        inside = [work for work in works if work.updated and window.first <= work.updated <= window.last]
        assert (window.values, window.units) == (_headline(inside), 10)


def _headline(works: list[Annotation], without: str | None = None) -> dict[str, object]:
    """The headline of some work alone."""
    kept = [
        one.model_copy(update={"spans": tuple(span for span in one.spans if span.type != without)}) for one in works
    ]
    codings, _ = read(select(kept), POLICY)
    found = headline(codings, POLICY, HEADLINE)
    return {measure: _approx(part.total()) for measure, part in found.items()}


def _approx(value: float | None) -> object:
    return None if value is None else pytest.approx(value, abs=1e-9)


def test_what_pulls_a_figure_down_comes_first() -> None:
    found = report(corpus(), POLICY, resamples=0)
    exact = [one for one in found.influences if (one.measure, one.kind) == ("span_f1_exact", "annotator")]
    assert exact[0].name == "zhao"
    changes = [one.change for one in exact if one.change is not None]
    assert changes == sorted(changes, reverse=True)
    assert changes[0] > 0 > changes[-1]


def test_intervals_hold_the_value_and_are_the_same_again() -> None:
    works = corpus()
    found, again = report(works, POLICY, resamples=100), report(works, POLICY, resamples=100)
    assert found == again
    interval = found.figure("u_alpha").interval
    value = found.figure("u_alpha").value
    assert interval is not None
    assert interval.low is not None
    assert interval.high is not None
    assert value is not None
    assert interval.low < value < interval.high
    other = report(works, POLICY, resamples=100, seed=1).figure("u_alpha").interval
    assert other != interval
    one = report([work for work in works if work.unit.article == "0-1"], POLICY).figure("u_alpha").interval
    assert one is not None
    assert (one.low, one.reason) == (None, "few_articles")


places = st.integers(UNIT.start - 1, UNIT.start + 9)
spans = st.builds(
    Span,
    id=st.sampled_from("123"),
    types=st.sampled_from([("claim",), ("problem",), ("measure",), (), ("claim", "measure"), ("unheard_of",)]),
    start=places,
    end=places,
    text=st.just(""),
    attributes=st.sampled_from([{}, {"centrality": "main"}, {"centrality": "sub"}, {"actor": "县里"}]),
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


@settings(deadline=None, max_examples=25)
@given(st.lists(works, max_size=6, unique_by=lambda found: found.id), st.randoms(use_true_random=False))
def test_any_annotations_give_a_report_that_is_json_and_knows_why(found: list[Annotation], random: Random) -> None:
    before = report(found, POLICY, resamples=20)
    assert AgreementReport.model_validate_json(before.model_dump_json()) == before
    for line in before.figures:
        assert (line.value is None) == (line.reason is not None)
        if line.interval:
            assert (line.interval.low is None) == (line.interval.reason is not None)
    for pair in before.pairs:
        assert (pair.value is None) == (pair.reason is not None)
    assert {(pair.first, pair.second) for pair in before.pairs} == set(combinations(before.annotators, 2))
    exact, alpha = before.of_pairs("span_f1_exact"), before.of_pairs("u_alpha")
    told = {"first", "second", "units", "first_items", "second_items"}
    assert [pair.model_dump(include=told) for pair in alpha] == [pair.model_dump(include=told) for pair in exact]
    random.shuffle(found)
    assert report(found, POLICY, resamples=20) == before


def test_the_published_schema_is_that_of_what_is_printed() -> None:
    text = json_schema_text()
    assert PUBLISHED.read_text(encoding="utf-8") == text, "annotate.agreement.reporting._schema writes schema/…"
    validator = Draft202012Validator(json.loads(text))
    works = corpus(2, 2)
    whole = report(works, POLICY, resamples=20), list_disagreements(works, POLICY), gamma_report(works, POLICY)
    nothing = report([], POLICY), list_disagreements([], POLICY), gamma_report([], POLICY)
    for record in (*whole, *nothing):
        printed = json.loads(record.model_dump_json())
        assert [found.message for found in validator.iter_errors(printed)] == []
        assert list(validator.iter_errors({**printed, "annotators": 3})) != []
