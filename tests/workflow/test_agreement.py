"""Agreement on any subset of the work in a store, and its disagreements as a file."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest

from annotate.agreement import Gamma
from annotate.errors import ExportError, InputError, ProjectError, StoreError
from annotate.rendering import render
from annotate.workflow import agreement
from annotate.workflow.adjudicating import deciding, freezing
from annotate.workflow.agreement import Measuring
from annotate.workflow.importing import documents
from annotate.workflow.project import Project
from annotate.workflow.subset import Wanted, choose
from schema import (
    Annotation,
    Annotator,
    Assignment,
    Design,
    Scheme,
    Span,
    SpanRelation,
    Unit,
    cut,
    scheme_id,
)
from schema import Project as Target
from tests.workflow.conftest import ESSAY

TEXTS = {"bridge": ESSAY, "ferry": ESSAY.replace("桥", "渡"), "well": ESSAY.replace("桥", "井")}
PEOPLE = ("chen", "lin", "zhao")


@pytest.fixture
def worked(project: Project, tmp_path: Path) -> Project:
    """Three essays. All mark the 𠮷婆婆 as a problem; lin leaves the stop out, and zhao marks it on the first alone."""
    for name, text in TEXTS.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        documents.import_files(project, [tmp_path / f"{name}.txt"])
    with project.store() as store:
        for name in PEOPLE:
            store.add_annotator(Annotator(name=name))
        for day, article in enumerate(store.articles(), start=1):
            (unit,) = cut(article.current, "article")
            store.save_annotations(work(name, unit, article.current.text, day) for name in PEOPLE)
    return project


def work(name: str, unit: Unit, text: str, day: int) -> Annotation:
    spans = []
    for id_, words, type_ in (("p", "𠮷婆婆坐着轮椅过不去😀", "problem"), ("m", "县里应当在今年之内", "measure")):
        start = text.index(words)
        end = start + len(words) - (name == "lin")
        if name != "zhao" or day == 1:
            spans.append(Span(id=id_, types=(type_,), start=start, end=end, text=""))
    drawn = [SpanRelation(id="r", types=("addresses",), source="m", target="p")] if spans and name == "chen" else []
    return Annotation(
        id=f"{name}/{unit.key}",
        annotator=name,
        unit=unit,
        origin="server/1/1/1",
        status="submitted",
        spans=tuple(spans),
        relations=tuple(drawn),
        updated=datetime(2026, 3, day, 23, 30, tzinfo=UTC),
    )


def measured(project: Project, **wanted: object) -> tuple[int, tuple[str, ...]]:
    """How many annotations by whom are left."""
    with project.store() as store:
        chosen = choose(store, Wanted(**wanted))  # type: ignore[arg-type]
    return len(chosen.columns.entries), tuple(sorted({one.annotator for one in chosen.columns.entries}))


def ids(project: Project) -> list[str]:
    with project.store() as store:
        return [article.id for article in store.articles()]


def test_each_choice_leaves_what_it_names(worked: Project) -> None:
    first, second, _ = ids(worked)
    assert measured(worked) == (9, PEOPLE)
    assert measured(worked, articles=[first[:6], second]) == (6, PEOPLE)
    assert measured(worked, annotators=["lin", "zhao"]) == (6, ("lin", "zhao"))
    assert measured(worked, articles=[first], annotators=["lin"]) == (1, ("lin",))
    # Half past eleven in the evening of the 2nd is the 3rd in Shanghai.
    assert measured(worked, since="2026-03-02", zone="UTC") == (6, PEOPLE)
    assert measured(worked, since="2026-03-02", until="2026-03-02", zone="UTC") == (3, PEOPLE)
    assert measured(worked, until="2026-03-02", zone="Asia/Shanghai") == (3, PEOPLE)
    assert measured(worked, until="2025") == (0, ())


def test_labels_parts_and_subset_reach_the_report(worked: Project) -> None:
    how = Measuring(Wanted(labels=("problem",), annotators=("chen", "lin")), parts=agreement.PARTS[:1], resamples=0)
    found = agreement.measure(worked, how)
    assert (found.annotators, found.subset.labels, found.parts) == (("chen", "lin"), ("problem",), ("spans",))
    assert (found.figure("span_f1_exact").value, found.figure("span_f1_iou50").value) == (0.0, 1.0)
    shown = render(found)
    assert "only by chen, lin\n" in shown
    assert "only problem, and relations between these\n" in shown
    assert found.boundaries is not None
    # lin stops before the 😀 each time, which is no punctuation.
    assert [(piece.text, piece.count) for piece in found.boundaries.pieces] == [("😀", 3)]


def test_the_calibration_set_is_that_of_the_last_design(worked: Project) -> None:
    with pytest.raises(ProjectError, match="no calibration set"):
        measured(worked, calibration=True)
    first = ids(worked)[0]
    now = datetime(2026, 1, 1, tzinfo=UTC)
    design = Design(
        number=1, made=now, who="x", seed=0, per_article=2, annotators=PEOPLE, articles=(), calibration=(first,)
    )
    given = Assignment(annotator="lin", article=first, phase="calibration", position=0, design=1, since=now)
    with worked.store() as store:
        store.assign(design, [given])
    assert measured(worked, calibration=True) == (3, PEOPLE)
    assert measured(worked, calibration=True, articles=ids(worked)[1:2]) == (0, ())


def test_before_and_after_a_version_of_the_scheme(worked: Project) -> None:
    old = worked.scheme
    new = Scheme.model_validate({**old.model_dump(), "version": "9"})
    with worked.store() as store:
        told = {"server": "server", "remote": 1, "annotator": "lin", "granularity": "article", "scheme": scheme_id(old)}
        store.add_project(Target.model_validate({"id": "t", "name": "t", **told}))
        store.use_scheme("t", old, datetime(2026, 1, 1, tzinfo=UTC))
        store.use_scheme("t", new, datetime(2026, 3, 2, 12, tzinfo=UTC))
    assert measured(worked, before_scheme="9") == (3, PEOPLE)
    assert measured(worked, after_scheme=scheme_id(new)[:8]) == (6, PEOPLE)
    assert measured(worked, after_scheme=old.version) == (9, PEOPLE)
    assert measured(worked, before_scheme=old.version) == (0, ())
    with pytest.raises(InputError, match="no such version was used"):
        measured(worked, before_scheme="8")


@pytest.mark.parametrize(
    ("wanted", "error", "message"),
    [
        (Wanted(articles=("ffff",)), InputError, "article ffff"),
        (Wanted(annotators=("nobody",)), InputError, "there is no such annotator"),
        (Wanted(labels=("clam",)), InputError, "there is no such label"),
        (Wanted(since="soon"), InputError, "is no date"),
        (Wanted(since="2026", zone="Mars"), InputError, "is no time zone"),
        (Wanted(selection="other"), StoreError, "selection other"),
    ],
)
def test_what_there_is_not_is_refused(worked: Project, wanted: Wanted, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        agreement.measure(worked, Measuring(wanted, resamples=0))


def test_annotators_are_held_against_decisions_or_a_release(worked: Project) -> None:
    assert agreement.measure(worked, Measuring(resamples=0)).gold is None
    deciding.auto(worked)
    gold = agreement.measure(worked, Measuring(resamples=0)).gold
    assert gold is not None
    found = {(one.annotator, one.measure): one for one in gold.lines if one.of is None}
    zhao = found["zhao", "span_f1_iou50"]
    assert (gold.reference, zhao.items, zhao.matched, zhao.precision) == ("decisions", 2, 2, 1.0)
    assert zhao.recall == pytest.approx(2 / zhao.reference)
    freezing.freeze(worked, "one", who="x", open_left_out=True)
    frozen = agreement.measure(worked, Measuring(gold="one", resamples=0)).gold
    assert frozen is not None
    assert (frozen.reference, frozen.lines) == ("one", gold.lines)
    with pytest.raises(StoreError, match="release two"):
        agreement.measure(worked, Measuring(gold="two"))


def test_disagreements_are_listed_and_written_side_by_side(worked: Project, tmp_path: Path) -> None:
    path = tmp_path / "apart.csv"
    found = agreement.disagreements(worked, limit=1, file=path)
    kinds = ["unmarked", "relation"]
    assert [one.kind for one in found.disagreements] == kinds
    assert found.total == sum(found.counts.values()) > len(kinds)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == found.total
    assert rows[0]["zhao: label"] == "–"
    assert {row["chen: text"] for row in rows} >= {"𠮷婆婆坐着轮椅过不去😀", "县里应当在今年之内"}
    assert {row["lin: text"] for row in rows} >= {"𠮷婆婆坐着轮椅过不去", "县里应当在今年之"}
    shown = render(found)
    assert "1. unmarked, " in shown
    assert f"all written to {path}" in shown
    with pytest.raises(ExportError, match="exists already"):
        agreement.disagreements(worked, file=path)
    assert agreement.disagreements(worked, limit=1).disagreements == found.disagreements


def test_gamma_of_what_was_asked_for(worked: Project) -> None:
    first, *_ = ids(worked)
    how = Measuring(Wanted(articles=[first], annotators=("chen", "lin")))
    found = agreement.measure_gamma(worked, how)
    assert (found.gamma.items, found.gamma.annotators, found.subset.annotators) == (4, 2, ("chen", "lin"))
    assert found.gamma.value is not None
    assert f"{found.gamma.value:.3f}" in render(found)
    many = agreement.measure_gamma(worked, how, most_spans=3)
    assert "4 spans are more than can be searched through (at most 3)" in render(many)
    assert "--seconds" in render(many.model_copy(update={"gamma": timed_out(many.gamma)}))


def timed_out(found: Gamma) -> Gamma:
    return found.model_copy(update={"reason": "timed_out"})


def test_where_there_is_nothing_to_measure_one_sentence_says_what_is_missing(worked: Project) -> None:
    def shown(**wanted: object) -> list[str]:
        how = Measuring(Wanted(**wanted), resamples=0)  # type: ignore[arg-type]
        measure = (agreement.measure, agreement.diagnose, agreement.measure_gamma)
        return [render(one(worked, how)) for one in measure]

    assert not [text for text in shown() if "nothing to measure" in text]
    for text in shown(until="2025"):
        assert text.count("nothing to measure") == 1
        assert "no unit of what was asked for" in text
        assert "–" not in text
    assert "nothing to compare" in render(agreement.disagreements(worked, Measuring(Wanted(until="2025"))))


@pytest.mark.parametrize(
    ("people", "words"),
    [
        ([], "no annotation was submitted yet; annotate status"),
        (["lin"], "only lin submitted anything; annotate assign"),
        (["lin", "zhao"], "lin and zhao submitted no unit that another of them did too"),
    ],
)
def test_who_is_missing_is_told(project: Project, tmp_path: Path, people: list[str], words: str) -> None:
    for name, text in TEXTS.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        documents.import_files(project, [tmp_path / f"{name}.txt"])
    with project.store() as store:
        for name, article in zip(people, store.articles(), strict=False):
            store.add_annotator(Annotator(name=name))
            (unit,) = cut(article.current, "article")
            store.save_annotations([work(name, unit, article.current.text, 1)])
    assert words in render(agreement.measure(project, Measuring(resamples=0)))


def test_why_is_told_on_one_screen(worked: Project) -> None:
    shown = render(agreement.diagnose(worked, Measuring(resamples=0)))
    assert len(shown.splitlines()) <= 40
    assert "“😀” at the end" in shown
    assert "zhao 0." in shown
