"""corpus and select as a user calls them: what is printed, what is refused, what `--selection` narrows."""

from __future__ import annotations

import contextlib
import io
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from annotate.cli import main
from annotate.workflow.project import open_project
from schema import Annotation, Annotator, Span, cut
from tests.cli.test_commands import ESSAYS
from tests.cli.test_commands import call as call_program


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the sample essays, which no test changes but by selections of its own."""
    folder = tmp_path_factory.mktemp("corpus")
    call(folder, "init", "essays")
    call(folder / "essays", "import", str(ESSAYS))
    return folder / "essays"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The same, to be changed."""
    call(tmp_path, "init", "essays")
    call(tmp_path / "essays", "import", str(ESSAYS))
    return tmp_path / "essays"


def call(folder: Path, *arguments: str, status: int = 0) -> subprocess.CompletedProcess[str]:
    """Call the program within this process, which spares the seconds that it takes to start."""
    out, err = io.StringIO(), io.StringIO()
    ended = 0
    with contextlib.chdir(folder), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            with pytest.MonkeyPatch.context() as patched:
                patched.delenv("ANNOTATE_PROJECT", raising=False)
                patched.delenv("ANNOTATE_STORE", raising=False)
                patched.setattr("sys.argv", ["annotate", *arguments])
                main()
        except SystemExit as ending:
            ended = int(ending.code or 0)
    assert ended == status, out.getvalue() + err.getvalue()
    return subprocess.CompletedProcess(arguments, ended, out.getvalue(), err.getvalue())


def told(folder: Path, *arguments: str) -> Any:
    return json.loads(call(folder, *arguments, "--json").stdout)


def ids(folder: Path, *arguments: str) -> list[str]:
    return [found["id"] for found in told(folder, "corpus", "list", *arguments)["articles"]]


def annotate(project: Path, annotators: tuple[str, ...] = ("lin", "zhao")) -> None:
    """Have each annotator mark the beginning of each first paragraph."""
    with open_project(project).store() as store:
        for name in annotators:
            store.add_annotator(Annotator(name=name))
        for article in store.articles():
            unit = next(unit for unit in cut(article.current, "paragraph") if unit.kind == "paragraph")
            text = unit.of(article.current.text)[:5]
            span = Span(id="a", types=("claim",), start=unit.start, end=unit.start + 5, text=text)
            for name in annotators:
                store.save_annotations(
                    [
                        Annotation(
                            id=Annotation.id_of(unit, name, "test"),
                            annotator=name,
                            unit=unit,
                            origin="test",
                            status="submitted",
                            spans=(span,),
                        )
                    ]
                )


def test_the_list_is_filtered_and_sorted(imported: Path) -> None:
    every = told(imported, "corpus", "list")
    assert (every["of"], len(every["articles"]), every["left_out"]) == (7, 7, {})
    lengths = [found["characters"] for found in every["articles"]]
    longest = told(imported, "corpus", "list", "--sort", "characters", "--reverse", "--min-length", "900")
    assert [found["characters"] for found in longest["articles"]] == sorted(
        (length for length in lengths if length >= 900), reverse=True
    )
    assert longest["left_out"] == {"too short": sum(length < 900 for length in lengths)}
    dated = told(imported, "corpus", "list", "--sort", "date")["articles"]
    assert [bool(found["date"]) for found in dated] == sorted((bool(found["date"]) for found in dated), reverse=True)
    within = told(imported, "corpus", "list", "--from", "2000", "--to", "2099")
    assert len(within["articles"]) == sum(bool(found["date"]) for found in every["articles"])
    assert ids(imported, "--article", "58e8") == [found for found in ids(imported) if found.startswith("58e8")]


def test_the_program_itself_says_the_same(imported: Path) -> None:
    for command in (["corpus", "list", "--json"], ["select", "list"]):
        assert call_program(imported, *command).stdout == call(imported, *command).stdout
    assert "is not in the store" in call_program(imported, "corpus", "show", "ffff", status=1).stderr


def test_ids_in_the_list_stand_on_one_line(imported: Path) -> None:
    lines = call(imported, "corpus", "list").stdout.splitlines()
    assert [line.split()[0] for line in lines[2:9]] == ids(imported)
    assert "7 of 7 articles: 61 paragraphs" in lines[9]


def test_an_article_is_shown_with_its_parts_and_where_they_come_from(imported: Path) -> None:
    (id_,) = ids(imported, "--source", "columns.txt")
    shown = told(imported, "corpus", "show", id_[:5])
    assert shown["id"] == id_
    paragraph = next(part for part in shown["parts"] if part["kind"] == "paragraph")
    traced = told(imported, "corpus", "show", id_, "--trace", paragraph["id"][:8])["trace"]
    view = (ESSAYS / "columns.txt").read_text(encoding="utf-8")
    passages = [(place["start"], place["end"], place["line"], place["text"]) for place in traced["passages"]]
    assert "".join(text for *_, text in passages) == paragraph["text"]
    assert len(passages) > 1
    for start, end, line, text in passages:
        assert view[start:end] == text
        assert text in view.split("\n")[line - 1]
    printed = call(imported, "corpus", "show", id_, "--trace", paragraph["id"]).stdout
    assert f"[{paragraph['id']}]\n{paragraph['text']}\n" in printed
    assert f"line {passages[0][2]}: {passages[0][3]}" in printed


def test_an_id_that_is_none_or_several_is_told(imported: Path) -> None:
    several = call(imported, "corpus", "show", "83394c1d", status=1).stderr
    assert "83394c1d77728746-1, 83394c1d77728746-2, 83394c1d77728746-3" in several
    assert "is not in the store" in call(imported, "corpus", "show", "ffff", status=1).stderr
    assert "is no part" in call(imported, "corpus", "show", "58e8", "--trace", "zz", status=1).stderr


def test_figures_are_those_of_the_list(imported: Path) -> None:
    stats, every = told(imported, "corpus", "stats"), told(imported, "corpus", "list")["articles"]
    assert (stats["documents"], stats["articles"], stats["paragraphs"]) == (5, 7, 61)
    assert stats["characters"] == sum(found["characters"] for found in every)
    lengths = sorted(found["characters"] for found in every)
    measured = stats["article_lengths"]
    assert (measured["texts"], measured["shortest"], measured["longest"]) == (7, lengths[0], lengths[-1])
    assert measured["median"] == lengths[3]
    for shares in (stats["languages"], stats["sources"], stats["years"]):
        assert sum(share["articles"] for share in shares) == 7
    assert "computed on" in call(imported, "corpus", "stats").stdout


def test_an_empty_store_has_figures_too(tmp_path: Path) -> None:
    call(tmp_path, "init", "empty")
    folder = tmp_path / "empty"
    assert told(folder, "corpus", "stats")["article_lengths"]["median"] is None
    for command in (["list"], ["stats"], ["search", "路"], ["duplicates"]):
        assert call(folder, "corpus", *command).stdout.strip()
    assert "no article fits (the store is empty)" in call(folder, "select", "make", "a", status=1).stderr


def test_search_tells_places_in_code_points(imported: Path) -> None:
    found = told(imported, "corpus", "search", "𠮷", "--context", "3")
    assert found["found"] == len(found["hits"]) > 0
    for hit in found["hits"]:
        with open_project(imported).store() as store:
            text = store.article(hit["article"]).current
        assert text.text[hit["start"] : hit["end"]] == hit["text"] == "𠮷"
        assert text.text[: hit["start"]].endswith(hit["before"])
        assert text.text[hit["end"] :].startswith(hit["after"])
        assert len(hit["before"]) <= 3
        part = next(part for part in text.parts() if part.id == hit["part"])
        assert part.start <= hit["start"] < part.end
    every = told(imported, "corpus", "search", "。", "--limit", "0")
    some = told(imported, "corpus", "search", "。", "--limit", "4")
    assert some["hits"] == every["hits"][:4]
    assert some["found"] == every["found"] == len(every["hits"])
    assert "not shown" in call(imported, "corpus", "search", "。", "--limit", "4").stdout


def test_search_takes_text_as_it_stands_and_patterns_when_told(imported: Path) -> None:
    assert told(imported, "corpus", "search", "老.的")["found"] == 0
    regex = told(imported, "corpus", "search", "老.的", "--regex")
    assert regex["found"] > 0
    assert {hit["text"][0] + hit["text"][2] for hit in regex["hits"]} == {"老的"}
    assert told(imported, "corpus", "search", "x*", "--regex")["found"] == 0
    assert "no regular expression" in call(imported, "corpus", "search", "(", "--regex", status=1).stderr
    assert "nothing to search for" in call(imported, "corpus", "search", "", status=1).stderr


def test_duplicates_of_the_samples_are_none_and_a_reprint_is_found(project: Path) -> None:
    assert told(project, "corpus", "duplicates")["article_groups"] == []
    essay = (ESSAYS / "clean.txt").read_text(encoding="utf-8")
    reprint = essay.replace("孩子们的被褥", "孩子的被褥", 1)
    (project / "reprint.txt").write_text(reprint, encoding="utf-8")
    call(project, "import", "reprint.txt")
    report = told(project, "corpus", "duplicates")
    (group,) = report["article_groups"]
    assert group["kind"] == "near"
    assert report["threshold"] <= group["similarity"] < 1
    assert {copy["title"] for copy in group["copies"]} == {essay.split("\n")[0].strip()}
    assert report["paragraph_groups"] == []
    printed = call(project, "corpus", "duplicates").stdout
    assert "1 group of articles" in printed
    assert all(copy["article"] in printed for copy in group["copies"])


def test_removing_tells_what_goes_and_refuses_work(project: Path) -> None:
    annotate(project)
    first, second, *rest = ids(project)
    would = told(project, "corpus", "remove", first, "--dry-run")
    assert (would["done"], would["articles"], would["annotations"]) == (False, 1, 2)
    refused = call(project, "corpus", "remove", first, second, status=1).stderr
    assert "4 annotations" in refused
    assert "--with-work" in refused
    assert "is the id of no document" in call(project, "corpus", "remove", first[:8], status=1).stderr
    assert ids(project) == [first, second, *rest]
    document = second.rpartition("-")[0]
    gone = told(project, "corpus", "remove", first, document, second, "--with-work")
    assert (gone["done"], gone["documents"]) == (True, 1)
    assert ids(project) == [id_ for id_ in rest if not id_.startswith(document)]
    assert {found["annotations"] for found in told(project, "corpus", "list")["articles"]} == {2}


def test_a_pilot_and_the_rest(imported: Path) -> None:
    made = told(imported, "select", "make", "pilot", "--sample", "3", "--seed", "7", "--stratify", "length")
    assert (made["outcome"], made["fitting"], made["selection"]["articles"]) == ("made", 7, 3)
    assert sum(stratum["drawn"] for stratum in made["strata"]) == 3
    again = told(imported, "select", "make", "pilot", "--sample", "3", "--seed", "7", "--stratify", "length")
    assert again == {**made, "outcome": "unchanged"}
    rest = told(imported, "select", "make", "rest", "--exclude", "pilot")
    assert rest["left_out"] == {"in an excluded selection": 3}
    pilot = [found["id"] for found in told(imported, "select", "show", "pilot")["articles"]]
    others = [found["id"] for found in told(imported, "select", "show", "rest")["articles"]]
    assert sorted((*pilot, *others)) == sorted(ids(imported))
    assert told(imported, "corpus", "stats", "--selection", "pilot")["articles"] == 3

    refused = call(imported, "select", "make", "pilot", "--sample", "2", status=1).stderr
    assert "--replace" in refused
    assert [found["id"] for found in told(imported, "select", "show", "pilot")["articles"]] == pilot
    replaced = told(imported, "select", "make", "pilot", "--sample", "2", "--replace")
    assert (replaced["outcome"], replaced["criteria"]["seed"]) == ("replaced", 0)
    assert "sample 2, seed 0" in call(imported, "select", "list").stdout
    assert [found["name"] for found in told(imported, "select", "remove", "pilot")["selections"]] == ["rest"]
    assert "selection pilot" in call(imported, "select", "show", "pilot", status=1).stderr


def test_what_a_selection_leaves_out_is_counted_with_its_reason(imported: Path) -> None:
    undated = sum(not found["date"] for found in told(imported, "corpus", "list")["articles"])
    printed = call(imported, "select", "make", "dated", "--from", "2000").stdout
    assert f"{undated} without a date" in printed
    refused = call(imported, "select", "make", "none", "--from", "2000", "--min-length", "99999", status=1).stderr
    assert "no article fits (7 too short)" in refused
    few = call(imported, "select", "make", "many", "--sample", "8", status=1).stderr
    assert "only 7 articles fit" in few
    assert "8 to draw" in few


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["a/b"], 1, "cannot be a name"),
        (["a", "--from", "soon"], 1, "cannot be read as a date"),
        (["a", "--article", "ffff"], 1, "is not in the store"),
        (["a", "--exclude", "missing"], 1, "selection missing"),
        (["a", "--seed", "1"], 2, "go with --sample"),
        (["a", "--stratify", "year"], 2, "go with --sample"),
        (["a", "--sample", "0"], 2, "--sample"),
    ],
)
def test_what_cannot_be_chosen_by_is_refused(imported: Path, arguments: list[str], status: int, message: str) -> None:
    before = told(imported, "select", "list")
    assert message in call(imported, "select", "make", *arguments, status=status).stderr
    assert told(imported, "select", "list") == before


def test_agreement_and_export_are_of_the_selection_and_say_so(project: Path) -> None:
    annotate(project)
    chosen = ids(project)[1:3]
    call(project, "select", "make", "pilot", "--article", chosen[0], "--article", chosen[1])
    every, some = told(project, "agreement"), told(project, "agreement", "--selection", "pilot")
    assert (every["units"], every["subset"]["selection"]) == (7, None)
    chosen_facts = some["subset"]["selection"]
    assert (some["units"], chosen_facts["name"], chosen_facts["articles"]) == (2, "pilot", 2)
    assert "only of selection pilot, 2 articles" in call(project, "agreement", "--selection", "pilot").stdout

    call(project, "adjudicate", "auto")
    words = ("export", "jsonl", "--allow-open", "--include-invalid", "--no-agreement", "--name")
    manifest = told(project, *words, "some", "--selection", "pilot")["manifest"]
    assert manifest["selection"] == chosen_facts
    assert "annotations" not in manifest["left_out"]
    for file, lines in (("articles", 2), ("annotations", 4), ("gold", 2)):
        records = (project / "exports" / "some" / f"{file}.jsonl").read_text(encoding="utf-8").splitlines()
        assert len(records) == lines
        key = "id" if file == "articles" else "article"
        assert {json.loads(record)[key] for record in records} == set(chosen)
    assert "selection `pilot`: 2 articles" in (project / "exports" / "some" / "README.md").read_text(encoding="utf-8")
    whole = told(project, *words, "whole")["manifest"]
    assert (whole["selection"], whole["counts"]["articles"]) == (None, 7)
    for command in (["agreement"], ["export", "jsonl", "--name", "x"]):
        assert "selection other" in call(project, *command, "--selection", "other", status=1).stderr
