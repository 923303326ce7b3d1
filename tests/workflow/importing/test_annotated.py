"""Texts that were annotated elsewhere: what comes into the store, and that it comes there once."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import JsonValue

from annotate.errors import InputError
from annotate.rendering import render
from annotate.workflow import research
from annotate.workflow.correcting.rereading import RereadReport
from annotate.workflow.importing.annotated import AnnotatedReport, annotated_of, import_annotated
from annotate.workflow.importing.bringing import How, Wanted, bring, failed
from annotate.workflow.importing.documents import ImportReport, dry_run, import_files
from annotate.workflow.project import Project, init, open_project
from schema import Annotation, Reading, Unit, cut
from tests.workflow.exporting.build import export

TEXT = """让村口的桥也能走轮椅

村口的石桥只有台阶，𠮷婆婆坐着轮椅过不去😀，买药要绕四里路。

县里应当在今年之内给石桥加一条缓坡。
"""
PROBLEM, MEASURE = "𠮷婆婆坐着轮椅过不去😀", "县里应当在今年之内给石桥加一条缓坡"


def brat(folder: Path, text: str = TEXT, *, more: str = "", codec: str = "utf-8") -> Path:
    """Write a text and its annotations, and return the file with these."""
    folder.mkdir(parents=True, exist_ok=True)
    problem, measure = text.index(PROBLEM), text.index(MEASURE)
    lines = (
        f"T1\tProblem {problem} {problem + len(PROBLEM)}\t{PROBLEM}",
        f"T2\t举措 {measure} {measure + len(MEASURE)}\t{MEASURE}",
        "A1\tproblem_type T1 现状",
        "R1\tAddresses Arg1:T2 Arg2:T1",
    )
    (folder / "bridge.txt").write_bytes(text.encode(codec))
    (folder / "bridge.ann").write_bytes(("\n".join(lines) + "\n" + more).encode(codec))
    return folder / "bridge.ann"


def kept(project: Project, *, latest: bool = True) -> list[Annotation]:
    with project.store() as store:
        return list(store.annotations(latest=latest))


def quotes(project: Project, annotation: Annotation) -> list[tuple[str, str]]:
    """Return type and slice of each span."""
    with project.store() as store:
        text = store.article(annotation.unit.article).current.text
    return [(str(span.type), text[span.start : span.end]) for span in annotation.spans]


def saved(report: AnnotatedReport) -> tuple[int, int, int]:
    return report.annotations.new, report.annotations.revised, report.annotations.unchanged


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-8-sig"])
def test_a_brat_folder(project: Project, tmp_path: Path, codec: str) -> None:
    report = import_annotated(project, [brat(tmp_path / "lin", codec=codec)])
    assert (report.documents, saved(report), report.annotators) == (1, (1, 0, 0), ("lin",))
    assert (report.spans, report.relations, report.mismatches, report.failed) == (2, 1, (), ())
    (found,) = kept(project)
    assert (found.annotator, found.origin, found.unit.kind, found.status) == (
        "lin",
        "brat/bridge.ann",
        "article",
        "submitted",
    )
    assert quotes(project, found) == [("problem", PROBLEM), ("measure", MEASURE)]
    assert found.spans[0].attributes == {"problem_type": "status"}
    assert [(one.types, one.source, one.target) for one in found.relations] == [(("addresses",), "T2", "T1")]
    rules = {finding.rule for finding in research.check(project).findings}
    assert rules == {"missing-attribute"}


def test_importing_again_changes_nothing_and_an_edited_file_is_a_revision(project: Project, tmp_path: Path) -> None:
    path = brat(tmp_path / "lin")
    import_annotated(project, [path])
    again = import_annotated(project, [path])
    assert (again.documents, again.known, saved(again)) == (0, 1, (0, 0, 1))
    brat(tmp_path / "lin", more="#1\tAnnotatorNotes T1\t难说\n")
    assert saved(import_annotated(project, [path])) == (0, 1, 0)
    assert [one.revision for one in kept(project, latest=False)] == [1, 2]
    assert kept(project)[0].note == "T1: 难说"


def test_after_the_text_was_corrected_the_same_file_stays_and_an_edited_one_moves(
    project: Project, tmp_path: Path
) -> None:
    path = brat(tmp_path / "lin")
    import_annotated(project, [path])
    with project.store() as store:
        (document,) = store.documents()
        found = store.imported(document.id)
        (article,) = found.articles
        newer = article.current.model_copy(update={"version": 2, "reading": 2})
        revised = found.model_copy(
            update={
                "document": document.model_copy(update={"reading": 2}),
                "articles": (article.model_copy(update={"texts": (*article.texts, newer)}),),
            }
        )
        when = datetime(2026, 1, 6, tzinfo=UTC)
        store.revise(revised, Reading(document=document.id, number=2, who="lin", when=when, why="corrected"))
    assert saved(import_annotated(project, [path])) == (0, 0, 1)
    assert [(one.unit.version, one.deleted) for one in kept(project)] == [(1, False)]
    brat(tmp_path / "lin", more="#1\tAnnotatorNotes T1\t难说\n")
    assert saved(import_annotated(project, [path])) == (1, 0, 0)
    assert [(one.unit.version, one.deleted) for one in kept(project)] == [(1, True), (2, False)]


def test_two_people_s_folders_of_one_text_are_one_document(project: Project, tmp_path: Path) -> None:
    report = import_annotated(project, [brat(tmp_path / "lin"), brat(tmp_path / "chen")])
    assert (report.documents, report.known, report.annotators) == (1, 1, ("chen", "lin"))
    assert len({one.unit for one in kept(project)}) == 1
    named = import_annotated(project, [tmp_path / "lin" / "bridge.ann"], annotator="周行")
    assert named.annotators == ("周行",)


def test_what_does_not_fit_is_listed_with_its_line_and_kept(project: Project, tmp_path: Path) -> None:
    more = "T7\tClaim 0 9999\t桥\nT8\tClaim 0 2\t修路\nE1\tRepair:T1\n"
    path = brat(tmp_path / "lin", more=more)
    report = import_annotated(project, [path])
    assert {one.file for one in report.mismatches} == {str(path)}
    assert [one.place for one in report.mismatches] == ["line 7", "line 5", "line 6"]
    assert report.failed == ()
    (found,) = kept(project)
    assert [span.id for span in found.spans] == ["T1", "T2", "T8"]
    assert len(found.unreadable) == 2
    assert "T7\tClaim 0 9999" in str(found.raw)
    rules = {finding.rule for finding in research.check(project).findings}
    assert {"unreadable-result", "text-differs"} <= rules


def test_a_file_that_cannot_be_used_does_not_stop_the_others(project: Project, tmp_path: Path) -> None:
    good, alone, binary = brat(tmp_path / "lin"), tmp_path / "alone.ann", brat(tmp_path / "bad")
    alone.write_text("T1\tClaim 0 1\t桥\n", encoding="utf-8")
    binary.with_suffix(".txt").write_bytes(b"\0\1\0\1" * 99)
    report = import_annotated(project, [alone, binary, tmp_path / "none.json", good])
    assert saved(report) == (1, 0, 0)
    assert len(report.failed) == 3
    for message, words in zip(
        report.failed, ("no alone.txt beside it", "a binary file", "cannot be read"), strict=True
    ):
        assert words in message
    assert len(kept(project)) == 1


def _export(tasks: list[dict[str, JsonValue]], path: Path) -> Path:
    path.write_text(json.dumps(tasks, ensure_ascii=False), encoding="utf-8")
    return path


def _region(name: str, quote: str, text: str, label: str) -> dict[str, JsonValue]:
    start = text.index(quote)
    value: dict[str, JsonValue] = {"start": start, "end": start + len(quote), "text": quote, "labels": [label]}
    return {"id": name, "from_name": "ner", "to_name": "body", "type": "labels", "value": value}


def _task(number: int, text: str, *people: JsonValue, key: str = "body") -> dict[str, JsonValue]:
    results: list[JsonValue] = [
        _region("a", PROBLEM, text, "问题"),
        {
            "id": "a",
            "from_name": "problem_type",
            "to_name": "body",
            "type": "choices",
            "value": {"choices": ["现状"]},
        },
        _region("b", MEASURE, text, "Stance"),
        {"from_id": "b", "to_id": "a", "type": "relation", "direction": "right", "labels": ["应对"]},
        {"id": "a", "from_name": "stars", "to_name": "body", "type": "rating", "value": {"rating": 3}},
    ]
    made: list[JsonValue] = [
        {"id": number * 10 + n, "completed_by": person, "result": results, "updated_at": "2026-01-06T08:00:00Z"}
        for n, person in enumerate(people)
    ]
    return {"id": number, "project": 4, "data": {key: text}, "annotations": made}


def test_an_export_of_any_project_of_label_studio(project: Project, tmp_path: Path) -> None:
    task = _task(1, TEXT, {"id": 3, "email": "lin@example.org"}, 8)
    path = _export([task], tmp_path / "project-4-at-one.json")
    report = import_annotated(project, [path], key="body")
    assert (report.documents, report.known, saved(report)) == (1, 1, (2, 0, 0))
    assert report.annotators == ("8", "lin@example.org")
    assert ["rating" in one.found for one in report.mismatches] == [True, True]
    for found in kept(project):
        assert quotes(project, found) == [("problem", PROBLEM), ("Stance", MEASURE)]
        assert found.spans[0].attributes == {"problem_type": "status"}
        assert [one.types for one in found.relations] == [("addresses",)]
        assert found.status == "submitted"
        assert found.updated is not None
    later = _export([task], tmp_path / "project-4-at-two.json")
    assert saved(import_annotated(project, [later], key="body")) == (0, 0, 2)


def test_a_task_that_nobody_has_annotated_is_a_document(project: Project, tmp_path: Path) -> None:
    report = import_annotated(project, [_export([_task(1, TEXT)], tmp_path / "e.json")], key="body")
    assert (report.documents, saved(report), report.failed) == (1, (0, 0, 0), ())


def test_a_text_is_one_document_whatever_it_was_annotated_with(project: Project, tmp_path: Path) -> None:
    import_annotated(project, [brat(tmp_path / "lin")])
    report = import_annotated(project, [_export([_task(1, TEXT, 3)], tmp_path / "e.json")], key="body")
    assert (report.documents, report.known) == (0, 1)
    assert len({one.unit for one in kept(project)}) == 1


def test_an_export_of_our_own_units(project: Project, tmp_path: Path) -> None:
    import_annotated(project, [brat(tmp_path / "lin")])
    with project.store() as store:
        text = next(store.articles()).current
    unit = next(unit for unit in cut(text, "paragraph") if PROBLEM in unit.of(text.text))
    shown = unit.of(text.text)
    task: dict[str, JsonValue] = {
        "id": 5,
        "data": {"key": unit.key, "text": shown},
        "annotations": [{"id": 6, "completed_by": 3, "result": [_region("a", PROBLEM, shown, "problem")]}],
    }
    report = import_annotated(project, [_export([task], tmp_path / "e.json")], annotator="chen")
    assert (report.documents, report.known, report.spans) == (0, 0, 1)
    found = next(one for one in kept(project) if one.annotator == "chen")
    assert (found.unit, quotes(project, found)) == (unit, [("problem", PROBLEM)])

    # A slice may end behind the text, a unit may not: this one is taken for a text from elsewhere.
    far: dict[str, JsonValue] = {"key": f"{text.article}@1:article:0-{2**64}", "text": text.text}
    report = import_annotated(project, [_export([{**task, "data": far}], tmp_path / "far.json")], annotator="chen")
    assert (report.failed, report.annotations.new) == ((), 1)
    assert all(one.unit.end <= len(text.text) for one in kept(project))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{}", ": no list (expected a full JSON export"),
        ("[]", ": a list without tasks (expected a full JSON export"),
        ("[1]", "task 1 of the list: no object"),
        ('[{"id": 1, "text": "x", "label": []}]', "task 1 of the list: no `data`, no `annotations` (expected"),
        ('[{"id": 1, "text": "x", "label": []}, 2, 3]', "task 1 of the list: no `data`, no `annotations`, and 2 more"),
        ('[{"id": 1, "data": {}, "annotations": [7]}]', "task 1 of the list: `annotations.0` is no object"),
        ('[{"id": 1, "data": [], "annotations": []}]', "task 1 of the list: `data` is no object"),
        ('[{"id": 1, "data": {"body": "x"}, "annotations": []}]', "no text under 'text' in the data of task 1"),
        ('[{"id": 1, "data": {"text": "\\ud83d"}, "annotations": []}]', "half of a surrogate pair"),
        ('[{"id": 1, "data": {"text": "x"}, "annotations": [{"lead_time": NaN}]}]', "task 1 of the list: NaN, Inf"),
        ('[{"id": 1, "data": {"text": "x"}, "annotations": [{"lead_time": 1e999}]}]', "or a number too large"),
        ("[", "JSON that cannot be read"),
        ("[" * 100_000, "JSON that cannot be read"),
    ],
)
def test_what_is_no_full_export(project: Project, tmp_path: Path, content: str, words: str) -> None:
    path = tmp_path / "e.json"
    path.write_text(content, encoding="utf-8")
    (message,) = import_annotated(project, [path]).failed
    assert str(path) in message
    assert words in message


def test_a_bad_task_does_not_stop_the_others(project: Project, tmp_path: Path) -> None:
    bad: list[JsonValue] = [
        {"id": 9, "data": {}},
        7,
        _task(3, f"{TEXT}\ud842", 3),
        _task(4, TEXT, 3, key="text"),
        _task(2, TEXT + "岸" * 1_000_001, 3),
    ]
    path = tmp_path / "e.json"
    path.write_text(json.dumps([*bad[:2], _task(1, TEXT, 3), *bad[2:], _task(5, TEXT, 8)]), encoding="utf-8")
    report = import_annotated(project, [path], key="body")
    assert (report.documents, report.known, saved(report)) == (1, 1, (2, 0, 0))
    full = "(expected a full JSON export of Label Studio"
    for message, words in zip(
        report.failed,
        (
            f"task 1 of the list: no `annotations` {full}",
            f"task 2 of the list: no object {full}",
            "task 4 of the list: half of a surrogate pair, which is no character (expected text)",
            "task 5 of the list: no text under 'body' in the data of task 4 (expected a string; the data has text)",
            "task 6 of the list: 1000001 characters in one line (line 6), which is no paragraph (expected at most",
        ),
        strict=True,
    ):
        assert message.startswith(f"{path}, {words}")
        assert "\n  → " in message
    assert failed(ImportReport(documents=(), failed=(), others={}, annotated=report))
    seen = list(dry_run([path], How(columns={"text": "body"})))
    assert [str(one) for one in seen if isinstance(one, InputError)] == list(report.failed)
    assert len({one["document"] for one in seen if not isinstance(one, InputError)}) == 1


def test_what_a_terminal_shows(project: Project, tmp_path: Path) -> None:
    path = brat(tmp_path / "lin", more="T7\tClaim 0 9999\t桥\n")
    shown = render(import_annotated(project, [path, tmp_path / "none.ann"]))
    assert "1 document added, 0 already there; 1 annotation: 1 new, 0 revised, 0 unchanged, with 2 spans" in shown
    assert f"does not fit: {path}, line 5: T7 at 0 9999 leaves the text" in shown
    assert f"not imported: {tmp_path / 'none.ann'}: there is no none.txt" in shown


def test_several_people_are_not_given_one_name(project: Project, tmp_path: Path) -> None:
    path = _export([_task(1, TEXT, 3, 8)], tmp_path / "e.json")
    (message,) = import_annotated(project, [path], annotator="lin", key="body").failed
    assert "annotations of 2 accounts: 3, 8" in message
    assert kept(project) == []


def test_our_own_export_comes_into_another_project_as_it_was(project: Project, tmp_path: Path) -> None:
    import_annotated(project, [brat(tmp_path / "lin"), brat(tmp_path / "chen")])
    folder = export(project, names=True, include_invalid=True).folder
    init(tmp_path / "other")
    other = open_project(tmp_path / "other")
    annotated, plain = annotated_of(sorted(folder.iterdir()))
    assert ([path.name for path in annotated], "articles.jsonl" in [path.name for path in plain]) == (
        ["annotations.jsonl"],
        False,
    )
    report = import_annotated(other, annotated)
    assert (report.documents, report.known, saved(report), report.failed) == (1, 0, (2, 0, 0), ())
    for before, after in zip(kept(project), kept(other), strict=True):
        assert (after.spans, after.relations, after.annotator) == (before.spans, before.relations, before.annotator)
        assert quotes(other, after) == quotes(project, before)
    assert saved(import_annotated(other, annotated)) == (0, 0, 2)
    same = import_annotated(project, annotated)
    assert (same.documents, same.known, saved(same)) == (0, 0, (2, 0, 0))


def test_records_that_do_not_fit_their_articles(project: Project, tmp_path: Path) -> None:
    import_annotated(project, [brat(tmp_path / "lin")])
    folder = export(project, names=True, include_invalid=True).folder
    path = tmp_path / "broken" / "annotations.jsonl"
    path.parent.mkdir()
    (path.parent / "articles.jsonl").write_bytes((folder / "articles.jsonl").read_bytes())
    record = json.loads((folder / "annotations.jsonl").read_text(encoding="utf-8"))
    far = [{**record["spans"][0], "end": 2**64}]
    changes: list[dict[str, object]] = [{"article": "none"}, {"offset": 3}, {"spans": 3}, {"unit": "x"}, {"spans": far}]
    faults = [
        "article none is not in",
        "does not stand at 3",
        "line 1: spans: ",
        "line 1: not the key of a unit",
        "line 1: spans.0.end: Input should be less than",
    ]
    for change, words in zip(changes, faults, strict=True):
        path.write_text(json.dumps({**record, **change}), encoding="utf-8")
        (message,) = import_annotated(project, [path]).failed
        assert words in message


def test_which_files_are_annotated(tmp_path: Path) -> None:
    lin, folder = brat(tmp_path / "lin"), tmp_path / "export"
    folder.mkdir()
    for name in ("articles.jsonl", "gold.jsonl", "annotations.jsonl", "MANIFEST.json", "README.md", "essays.jsonl"):
        (folder / name).write_text("", encoding="utf-8")
    alone = [tmp_path / "annotations.jsonl", tmp_path / "other.txt", tmp_path / "e.json"]
    given = [lin, lin.with_suffix(".txt"), *alone, *sorted(folder.iterdir())]
    annotated, plain = annotated_of(given)
    assert annotated == [lin, alone[2], folder / "annotations.jsonl"]
    assert plain == [alone[0], alone[1], folder / "essays.jsonl"]
    assert annotated_of([folder / "gold.jsonl"]) == ([folder / "gold.jsonl"], [])


def test_a_text_in_which_no_article_is_found(project: Project, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("作者：林远\n", encoding="utf-8")
    (tmp_path / "a.ann").write_text("T1\tClaim 0 2\t作者\n", encoding="utf-8")
    report = import_annotated(project, [tmp_path / "a.ann"])
    assert ["no article was found" in message for message in report.failed] == [True]


def test_units_are_parsed_back(project: Project, tmp_path: Path) -> None:
    import_annotated(project, [brat(tmp_path / "lin")])
    with project.store() as store:
        assert [Unit.parse(unit.key) for unit in store.units()] == store.units()


def test_an_article_of_our_own_export_without_annotations_comes_too(project: Project, tmp_path: Path) -> None:
    other = tmp_path / "ferry.txt"
    other.write_text("渡口停航之后\n\n河东的渡口停航已有两年，𠮷家的孩子上学要绕行十二里路。\n", encoding="utf-8")
    import_files(project, [brat(tmp_path / "lin"), other])
    folder = export(project, names=True, include_invalid=True).folder
    init(tmp_path / "other")
    taken = open_project(tmp_path / "other")
    report = import_files(taken, [folder]).annotated
    assert report is not None
    assert (report.documents, report.known, saved(report)) == (2, 0, (1, 0, 0))
    with project.store() as here, taken.store() as there:
        texts = [{article.current.text for article in store.articles()} for store in (here, there)]
    assert len(texts[0]) == 2
    assert texts[0] == texts[1]
    blocks = [block for block in dry_run([folder]) if not isinstance(block, InputError)]
    assert {str(block["text"]) for block in blocks} >= {"渡口停航之后", "让村口的桥也能走轮椅"}


def test_a_dry_run_shows_texts_that_come_with_annotations(tmp_path: Path) -> None:
    path = brat(tmp_path / "lin")
    export = _export([_task(1, TEXT, 3)], tmp_path / "e.json")
    alone = tmp_path / "alone.ann"
    alone.write_text("T1\tClaim 0 1\t桥\n", encoding="utf-8")
    for given in ([path.parent], [path], [path.with_suffix(".txt")], [export]):
        blocks = list(dry_run(given, How(columns={"text": "body"})))
        assert [block["text"] for block in blocks if not isinstance(block, InputError)] == TEXT.split("\n")[:5:2]
    (fault,) = dry_run([alone])
    assert "no alone.txt beside it" in str(fault)


def test_reading_anew_or_a_review_of_a_brat_file_is_one_of_its_text(project: Project, tmp_path: Path) -> None:
    path = brat(tmp_path / "lin")
    import_annotated(project, [path])
    again = bring(project, Wanted(paths=(path,), who="lin", reimport=True))
    assert isinstance(again, RereadReport)
    assert (len(again.documents), again.failed) == (1, ())
    bring(project, Wanted(paths=(path,), who="lin", review=tmp_path / "review"))
    assert [file.name[:6] for file in sorted((tmp_path / "review").glob("*.md"))] == ["bridge"]
    path.with_suffix(".txt").unlink()
    with pytest.raises(InputError, match=r"no bridge\.txt beside it"):
        bring(project, Wanted(paths=(path,), who="lin", reimport=True))
    with pytest.raises(InputError, match="annotations together with their texts"):
        bring(project, Wanted(paths=(_export([], tmp_path / "e.json"),), who="lin", reimport=True))
