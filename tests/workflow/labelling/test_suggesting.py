"""Labels to begin with: whose they may be, where they go, and what does not fit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import JsonValue

from annotate.errors import InputError
from annotate.formats import label_studio as foreign
from annotate.labelstudio import Suggestion
from annotate.scheme import load
from annotate.workflow.labelling import pushing
from annotate.workflow.labelling.suggesting import Suggested, suggestions
from schema import Annotation, Granularity, Span, SpanRelation, Unit, cut
from tests.workflow.conftest import Way
from tests.workflow.exporting.build import export
from tests.workflow.labelling.desk import Desk, day, desk

SCHEME = load("policy")
PROBLEM, MEASURE, CLAIM = "𠮷婆婆坐着轮椅过不去😀", "给石桥加一条缓坡", "住在桥两头的人就又成了邻居"
STATUS = {"problem_type": "status"}


@pytest.fixture
def office(tmp_path: Path) -> Desk:
    return desk(tmp_path)


def text_of(office: Desk) -> str:
    with office.store() as store:
        (article,) = store.articles()
    return article.current.text


def span(text: str, name: str, kind: str, quote: str, **attributes: str) -> Span:
    start = text.index(quote)
    return Span(id=name, types=(kind,), start=start, end=start + len(quote), text=quote, attributes=attributes)


def suggested(office: Desk, source: str, granularity: Granularity = "paragraph") -> Suggested:
    with office.store() as store:
        texts = {article.id: article.current for article in store.articles()}
        units = {article: cut(text, granularity) for article, text in texts.items()}
        return suggestions(store, source, texts, units, SCHEME)


def read(found: Suggestion, unit: Unit) -> Annotation:
    given: dict[str, JsonValue] = {"result": [dict(one) for one in found.results], "completed_by": 1}
    return foreign.read(given, unit=unit, annotator="x", origin="here", scheme=SCHEME)


def line(office: Desk, unit: Unit, *spans: Span, **more: object) -> dict[str, object]:
    """Return a record of a file; offsets are those of the unit's text."""
    parts = [
        {
            "id": one.id,
            "type": one.types[0],
            "start": one.start - unit.start,
            "end": one.end - unit.start,
            "attributes": one.attributes,
        }
        for one in spans
    ]
    text = unit.of(text_of(office))
    return {"unit": unit.key, "offset": unit.start, "text": text, "spans": parts, "model_version": "m 1", **more}


def file(office: Desk, *records: object) -> str:
    path = office.project.folder.parent / "made.jsonl"
    path.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in records), encoding="utf-8")
    return str(path)


def test_what_an_annotator_marked_on_the_article_goes_to_its_paragraphs(office: Desk) -> None:
    text, (whole,), units = text_of(office), office.units("article"), office.units()
    marked = (
        span(text, "p", "problem", PROBLEM, **STATUS),
        span(text, "m", "measure", MEASURE),
        span(text, "q", "problem", "买药", **STATUS),
        span(text, "x", "claim", "缓坡。\n这样"),
    )
    drawn = (
        SpanRelation(id="1", types=("causes",), source="p", target="q"),
        SpanRelation(id="2", types=("addresses",), source="m", target="p"),
    )
    office.did("lin", whole, day(1), spans=marked, relations=drawn)
    found = suggested(office, "lin")
    assert (found.model, list(found.units)) == ("annotator lin", [units[1].key, units[2].key])
    first = read(found.units[units[1].key], units[1])
    assert [(one.id, text[one.start : one.end], one.attributes, one.preloaded) for one in first.spans] == [
        ("p", PROBLEM, STATUS, True),
        ("q", "买药", STATUS, True),
    ]
    assert [(one.type, one.source, one.target) for one in first.relations] == [("causes", "p", "q")]
    assert [one.found for one in found.misfits] == [
        f"span x [{marked[3].start}, {marked[3].end}) lies in no unit that is pushed, or in several",
        "relation 2 (addresses) from m to p leads from one unit to another",
    ]
    everything = suggested(office, "lin", "article")
    assert everything.misfits == ()
    assert read(everything.units[whole.key], whole).spans == tuple(
        one.model_copy(update={"preloaded": True}) for one in marked
    )


def test_a_file_says_what_made_its_labels_and_how_sure_it_was(office: Desk) -> None:
    text, units = text_of(office), office.units()
    (whole,) = office.units("article")
    source = file(
        office,
        line(office, units[1], span(text, "a", "problem", PROBLEM, **STATUS), score=0.9),
        line(office, units[2], span(text, "a", "measure", MEASURE), score=0.4),
        line(office, units[3]),
    )
    found = suggested(office, source)
    assert found.model == "m 1"
    assert {key: one.score for key, one in found.units.items()} == {units[1].key: 0.9, units[2].key: 0.4}
    (one,) = read(found.units[units[1].key], units[1]).spans
    assert text[one.start : one.end] == PROBLEM
    # Put together, it is as sure as the least sure part, and two regions of one id are told apart.
    together = suggested(office, source, "article").units[whole.key]
    assert together.score == 0.4
    first, second = read(together, whole).spans
    assert (first.id, text[second.start : second.end]) == ("a", MEASURE)
    assert second.id != "a"


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"type": "goal"}, "has the type goal"),
        ({"end": 900}, "leaves the text"),
        ({"start": 3, "end": 3}, "leaves the text"),
        ({"attributes": {"problem_type": "wish"}}, "has problem_type = 'wish'"),
        ({"attributes": {"colour": "red"}}, "has colour = 'red'"),
    ],
)
def test_what_does_not_fit_is_listed_and_not_sent(office: Desk, change: dict[str, object], found: str) -> None:
    unit = office.units()[1]
    good, bad = (span(text_of(office), name, "problem", PROBLEM, **STATUS) for name in "ab")
    record = line(office, unit, good, bad)
    spans = record["spans"]
    assert isinstance(spans, list)
    spans[1] |= change
    made = suggested(office, file(office, record))
    assert [one.id for one in read(made.units[unit.key], unit).spans] == ["a"]
    (misfit,) = made.misfits
    assert found in misfit.found
    assert unit.key in misfit.where


def test_labels_of_another_text_are_listed_and_not_sent(office: Desk) -> None:
    unit = office.units()[1]
    record = line(office, unit, span(text_of(office), "a", "problem", PROBLEM, **STATUS))
    other = unit.model_copy(update={"version": 2})
    for wrong in ({**record, "text": str(record["text"]).replace("𠮷", "吉")}, {**record, "unit": other.key}):
        made = suggested(office, file(office, wrong))
        assert (made.units, len(made.misfits)) == ({}, 1)
    assert suggested(office, file(office, record)).misfits == ()


@pytest.mark.parametrize(
    ("records", "found"),
    [
        (["no record"], "line 1"),
        ([], "no line"),
        ([{"unit": "a-1@1:article:0-2", "offset": 0, "text": "ab", "spans": []}], "no `model_version`"),
        (
            [
                {"unit": "a-1@1:article:0-2", "offset": 0, "text": "ab", "spans": [], "annotator": name}
                for name in ("lin", "chen")
            ],
            "line 2: labels of chen, after others of lin",
        ),
        ([{"unit": "nothing", "offset": 0, "text": "ab", "spans": [], "annotator": "lin"}], "not the key of a unit"),
    ],
)
def test_files_that_cannot_be_used(office: Desk, records: list[object], found: str) -> None:
    with pytest.raises(InputError, match=found):
        suggested(office, file(office, *records))


def test_a_source_that_there_is_not(office: Desk) -> None:
    office.did("lin", office.units()[1], day(1))
    with pytest.raises(InputError, match="one of lin"):
        suggested(office, "nobody")


def test_who_was_shown_a_suggestion_is_known_up_to_the_dataset(way: Way) -> None:
    way.push()
    first, second = (account.name for account in way.annotators)
    _, unit, other, _ = way.units()
    way.label(first, unit, {"p": (PROBLEM, {"type": "problem", **STATUS})})
    way.pull()
    planned = pushing.push(way.project, suggest=first, dry_run=True)
    done = pushing.push(way.project, suggest=first)
    assert (done.suggestion, done.suggested, done.misfits) == (f"annotator {first}", 1, ())
    # The first has worked on that unit and does without; the second's task is made anew, with the suggestion.
    for report in (planned, done):
        assert {one.annotator: (one.added, one.removed, len(one.conflicts)) for one in report.projects} == {
            first: (0, 0, 0),
            second: (1, 1, 0),
        }
    with way.project.store() as store:
        (target,) = (one for one in store.projects() if one.annotator == second)
    assert way.client(second).project(target.remote).shows == f"annotator {first}"
    for one in (unit, other):
        way.client(second).annotate(way.task(second, one), [])
    assert way.pull().new == 2
    export(way.project, "told", names=True)
    lines = (way.project.exports / "told" / "annotations.jsonl").read_text(encoding="utf-8").splitlines()
    told = {(found["annotator"], found["unit"]): found["suggestion"] for found in map(json.loads, lines)}
    assert told == {(first, unit.key): None, (second, unit.key): f"annotator {first}", (second, other.key): None}
    again = pushing.push(way.project, suggest=first)
    assert {(one.added, one.removed) for one in again.projects} == {(0, 0)}
