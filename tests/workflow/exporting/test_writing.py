"""What is in an export, who is named in it, and what is refused."""

from __future__ import annotations

import json
import os
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from annotate.errors import ExportError, ProjectError, StoreError
from annotate.exporters import EXPORTERS, LeftOut, Options
from annotate.workflow.adjudicating import freezing
from annotate.workflow.exporting import planning, verifying, writing
from annotate.workflow.exporting.requests import Request, SplitRequest
from annotate.workflow.parallel import HERE, Crew
from annotate.workflow.project import Project, open_project
from schema import ArticleSelection, Criteria, ExportedWork, Span
from tests.clusters import cluster
from tests.workflow.exporting.build import (
    MORNING,
    PLACES,
    add,
    articles,
    contents,
    decide,
    decision,
    export,
    project,
    save,
    work,
)


def records(made: Project, file: str, name: str = "one") -> list[dict[str, object]]:
    return [json.loads(line) for line in (made.exports / name / file).read_text(encoding="utf-8").splitlines()]


def test_every_layer_is_there_and_only_what_was_asked_for(made: Project) -> None:
    manifest = export(made).manifest
    assert manifest.counts == {
        "articles": 3,
        "annotations": 6,
        "annotators": 2,
        "spans": 12,
        "relations": 6,
        "gold articles": 3,
        "gold spans": 6,
        "gold relations": 3,
    }
    assert manifest.left_out == {}
    assert set(export(made, layer="gold").manifest.files) == {
        "articles.jsonl",
        "gold.jsonl",
        "sources.jsonl",
        "README.md",
    }
    assert export(made, layer="annotations").manifest.counts["gold articles"] == 0


def test_every_span_is_the_slice_of_its_record(made: Project) -> None:
    export(made)
    seen = 0
    for record in (*records(made, "annotations.jsonl"), *records(made, "gold.jsonl")):
        text, spans = str(record["text"]), record["spans"]
        assert isinstance(spans, list)
        for span in spans:
            assert text[span["start"] : span["end"]] == span["text"]
            assert span["text"] in ("坏了三年", "乡里应当")
            seen += 1
    assert seen == 18


def test_annotators_bear_pseudonyms_that_are_theirs_in_later_releases(made: Project) -> None:
    export(made)
    first = {str(record["id"]): record["annotator"] for record in records(made, "annotations.jsonl")}
    assert set(first.values()) == {"A1", "A2"}
    save(made, *(work(article, "zhao") for article in articles(made)))
    export(made)
    second = {str(record["id"]): record["annotator"] for record in records(made, "annotations.jsonl")}
    assert set(second.values()) == {"A1", "A2", "A3"}
    assert first.items() <= second.items()


def test_names_are_nowhere_in_the_files_unless_told(made: Project) -> None:
    export(made)
    every = b"".join(contents(made.exports / "one").values())
    names = (b"lin", "陈".encode(), b"Fang")
    assert [name for name in names if b'"' + name + b'"' in every] == []
    with made.store() as store:
        ids = [annotation.id for annotation in store.annotations()]
    assert [id_ for id_ in ids if id_.encode() in every] == []
    export(made, names=True)
    every = b"".join(contents(made.exports / "one").values())
    assert all(b'"' + name + b'"' in every for name in names[:2])
    assert all(id_.encode() in every for id_ in ids)


def test_what_does_not_count_is_left_out_and_told(made: Project) -> None:
    article = articles(made)[0]
    bad = work(article, "zhao", number=2)
    bad = bad.model_copy(update={"spans": (*bad.spans, Span(id="x", types=("idea",), start=0, end=2, text=""))})
    save(
        made,
        bad,
        work(articles(made)[1], "zhao", number=3, status="skipped"),
        work(article, "lin", day=5, number=4),
    )
    reasons = export(made).manifest.left_out["annotations"]
    assert {reason: found.count for reason, found in reasons.items()} == {
        "a later one of the same annotator stands for it": 1,
        "it breaks the rule unknown-type": 1,
        "skipped": 1,
    }
    with_it = export(made, include_invalid=True).manifest
    assert "it breaks the rule unknown-type" not in with_it.left_out["annotations"]
    assert with_it.counts["annotations"] == 7


def test_open_gold_is_refused_unless_allowed(made: Project) -> None:
    article = articles(made)[0]
    decide(made, decision(article, "r", "open", day=1))
    with pytest.raises(ExportError, match="1 components or relations are open"):
        export(made)
    assert list(made.exports.iterdir()) == []
    with made.store() as store:
        assert store.exports() == []
    assert export(made, layer="annotations").manifest.counts["annotations"] == 6
    allowed = export(made, allow_open=True).manifest
    assert allowed.left_out["gold"] == {"it is not decided yet": LeftOut(count=1, examples=(article.id,))}
    assert allowed.counts["gold relations"] == 2


def test_only_a_selection(made: Project) -> None:
    chosen = [article.id for article in articles(made)][1:]
    with made.store() as store:
        store.add_selection(ArticleSelection(name="two", made=MORNING, criteria=Criteria(), articles=tuple(chosen)))
    manifest = export(made, selection="two").manifest
    assert manifest.selection is not None
    assert [record["id"] for record in records(made, "articles.jsonl")] == chosen
    assert {record["article"] for record in records(made, "annotations.jsonl")} == set(chosen)
    with pytest.raises(StoreError, match="selection none"):
        export(made, selection="none")


def test_an_unknown_format_or_name_changes_nothing(made: Project) -> None:
    with pytest.raises(ExportError, match="no format that is known"):
        export(made, kind="xls")
    with pytest.raises(ExportError, match="no name for an export"):
        export(made, "../one")
    with made.store() as store:
        assert store.exports() == []


def test_an_export_is_held_against_its_manifest_and_the_store(made: Project) -> None:
    export(made)
    found = verifying.verify(made, "one")
    assert (found.faults, found.store, found.release, found.newer) == ((), "same", 1, None)
    folder = made.exports / "one"
    (folder / "gold.jsonl").write_bytes(b"{}\n")
    (folder / "README.md").unlink()
    (folder / "extra.txt").touch()
    faults = verifying.verify(made, "one").faults
    assert faults == ("README.md is missing", "gold.jsonl was changed", "extra.txt is not of the export")
    manifest = folder / "MANIFEST.json"
    manifest.write_text(manifest.read_text(encoding="utf-8") + " ", encoding="utf-8")
    assert verifying.verify(made, "one").store == "other"
    with pytest.raises(ExportError, match=r"no MANIFEST.json that can be read"):
        verifying.verify(made, "two")


def test_a_disk_that_is_full_leaves_no_release(made: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("annotate.exporters._frame.readme", full)
    with pytest.raises(ExportError, match="No space left"):
        export(made)
    assert list(made.exports.iterdir()) == []
    with made.store() as store:
        assert store.exports() == []
    monkeypatch.undo()
    assert export(made).manifest.release == 1


def test_the_page_states_what_is_known_and_that_the_rest_is_not(made: Project) -> None:
    export(made)
    page = (made.exports / "one" / "README.md").read_text(encoding="utf-8")
    for line in (
        "| licence | CC-BY-4.0 |",
        "| citation | not stated |",
        "| annotated from … to | 2026-03-01 |",
        "| decided from … to | 2026-03-01 |",
        "| units of work | 3 × article |",
        "| persons (1) | 9 |",
        "| single | 9 |",
        "Release 1 of its project.",
        "Agreement is not stated.",
    ):
        assert line in page


def test_more_articles_come_in_the_order_of_the_corpus(made: Project) -> None:
    add(made, PLACES[3:6])
    export(made)
    assert [record["id"] for record in records(made, "articles.jsonl")] == [article.id for article in articles(made)]


def test_whoever_reads_the_release_and_every_byte_are_the_same(
    made: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planning, "_FEW", 1)
    article = articles(made)[0]
    bad = work(article, "zhao", number=2, kind="idea")
    save(made, bad, work(articles(made)[1], "zhao", number=3, status="skipped", updated=MORNING + timedelta(days=40)))
    add(made, PLACES[3:6])
    request = Request(options=Options(), splits=SplitRequest(shares={"a": 0.5, "b": 0.5}))

    def written(folder: str, crew: Crew) -> tuple[dict[str, bytes], dict[str, ExportedWork]]:
        copy = open_project(shutil.copytree(made.folder, tmp_path / folder))
        writing.export(copy, "jsonl", "one", request, who="Fang", crew=crew)
        with copy.store() as store:
            return contents(copy.exports / "one"), store.exported_revisions(1)

    alone = written("alone", HERE)
    reasons = sorted(filter(None, (one.left_out for one in alone[1].values())))
    assert reasons == ["it breaks the rule unknown-type", "skipped"]
    assert written("processes", Crew(2)) == alone
    with cluster() as address:
        assert written("cluster", Crew(dask=address)) == alone


def test_frozen_gold_is_the_same_whoever_reads(made: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "_FEW", 1)
    freezing.freeze(made, "first", who="Fang", allow_stale=True)
    request = Request(options=Options(layer="gold"), frozen="first", agreement=False)
    releases = [writing.export(made, "jsonl", "one", request, who="Fang", crew=crew) for crew in (HERE, Crew(2))]
    assert releases[0] == releases[1]


def _ended(*_: object) -> None:
    os._exit(9)


def test_a_worker_that_is_ended_leaves_no_release(made: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    export(made)
    before = contents(made.exports)
    add(made, PLACES[3:6])
    monkeypatch.setattr(planning, "_read_elsewhere", _ended)
    request = Request(options=Options(), agreement=False)
    with pytest.raises(ProjectError, match="one of them was ended"):
        writing.export(made, "jsonl", "one", request, who="Fang", crew=Crew(2))
    assert contents(made.exports) == before
    with made.store() as store:
        assert [one.number for one in store.exports()] == [1]
        assert list(store.exported_articles(2)) == []


@pytest.mark.parametrize("kind", sorted(EXPORTERS))
def test_every_format_is_a_release_that_is_made_again(made: Project, tmp_path: Path, kind: str) -> None:
    export(made, kind=kind, layer=EXPORTERS[kind].layer)
    before = contents(made.exports / "one")
    assert {"README.md", "MANIFEST.json", "sources.jsonl"} < set(before)
    assert b"data statement" in before["README.md"].lower()
    decide(made, decision(articles(made)[0], "p", "rejected", day=1))
    writing.again(made, 1, tmp_path / "again")
    assert contents(tmp_path / "again" / "one") == before


def test_the_page_has_a_table_of_agreement(made: Project, tmp_path: Path) -> None:
    bare = project(tmp_path / "bare", PLACES[:1])
    pages = []
    for one in (made, bare):
        folder = writing.export(one, "jsonl", "one", Request(options=Options()), who="Fang").folder
        pages.append((folder / "README.md").read_text(encoding="utf-8"))
    assert "| `span_f1_exact` | 1.000 | 1.000 … 1.000 (95%) |" in pages[0]
    assert "| `span_f1_exact` | undefined | " in pages[1]
    assert "How gold was decided is not stated." in pages[1]
