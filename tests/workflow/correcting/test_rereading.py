"""Sources read anew, from files to the store, with the annotations on their articles."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotate import importers
from annotate.errors import InputError, StoreError
from annotate.rendering import render
from annotate.workflow.correcting import corrections, rereading
from annotate.workflow.correcting.orders import Orders
from annotate.workflow.project import Project
from schema import Annotation, Annotator, Span, cut
from tests.editing.essay import TEXT, check

IMPORTER = f"text {importers.IMPORTER_VERSION}"


@pytest.fixture
def article(project: Project, essay: Path) -> str:
    """The essay in the store, with an annotation of each paragraph."""
    [found] = importers.read(essay)
    with project.store() as store:
        store.add(found)
        store.add_annotator(Annotator(name="lin"))
        store.save_annotations(
            Annotation(
                id=str(unit.start),
                annotator="lin",
                unit=unit,
                origin=f"local/7/{unit.start}/1",
                status="submitted",
                spans=(Span(id="a", types=("claim",), start=unit.start, end=unit.start + 4, text=""),),
            )
            for unit in cut(found.articles[0].current, "paragraph")
            if unit.kind == "paragraph"
        )
    return found.articles[0].id


def marked(project: Project, article: str) -> list[tuple[int, int, str]]:
    """Version, revision and marked text of the annotations, as of now."""
    with project.store() as store:
        texts = store.article(article).texts
        return [
            (found.unit.version, found.revision, texts[found.unit.version - 1].text[span.start : span.end])
            for found in store.annotations(article=article)
            for span in found.spans
        ]


def test_annotations_go_along_with_a_correction(project: Project, article: str) -> None:
    done = corrections.correct(
        project, article, Orders(text=("3=那村口的路坏了很久，雨天尤其难走，谁都看在眼里。",)), "林", ""
    )
    assert (done.document.carried, done.document.lost) == (4, ())
    assert marked(project, article) == [
        (2, 2, "村口的路"),
        (2, 2, "修路的钱"),
        (2, 2, "路有多长"),
        (2, 2, "在外面做"),
    ]
    done = corrections.correct(project, article, Orders(merge=("3,4",)), "林", "")
    # The longer half takes its annotation along.
    assert (done.document.carried, len(done.document.lost)) == (3, 1)
    assert "left behind: lin on" in render(done)
    assert [version for version, _, _ in marked(project, article)] == [2, 3, 3, 3]


def test_a_source_that_reads_as_before_changes_nothing(project: Project, article: str, essay: Path) -> None:
    report = rereading.reread(project, [essay])
    assert [(one.reading, one.articles) for one in report.documents] == [(1, ())]
    corrections.correct(project, article, Orders(drop=("3",)), "林", "")
    assert [one.reading for one in rereading.reread(project, [essay]).documents] == [2]


def test_an_edited_source_keeps_ids_edits_and_annotations(project: Project, article: str, essay: Path) -> None:
    document = article.split("-")[0]
    corrections.correct(project, article, Orders(kind=("7=heading2",), authors=("赵",)), "林", "")
    corrections.correct(project, article, Orders(drop=("4",)), "赵", "")
    edited = essay.with_name("edited.md")
    edited.write_text("新的一段话放在最前面。\n\n" + TEXT.replace("几次商量", "好几次商量"), encoding="utf-8")
    [found] = rereading.replace(project, edited, document).documents
    assert found.reading == 5
    assert found.edits == ("authors of article 1: 赵", "kind of 「二、再把人请回来」: heading2")
    assert [edit.split(" ")[0] for edit in found.unfit] == ["drop"]
    with project.store() as store:
        imported = store.imported(document)
        readings = store.readings(document)
        assert store.document(document, 1).view.text == TEXT
    check(imported)
    assert [reading.who for reading in readings] == [IMPORTER, "林", "赵", readings[3].who, "林、赵"]
    assert imported.articles[0].id == article
    assert imported.articles[0].authors == ("赵",)
    # The second was left behind on version 2, when its paragraph was dropped, and comes again with it.
    assert marked(project, article) == [
        (4, 4, "村口的路"),
        (4, 3, "修路的钱"),
        (4, 4, "路有多长"),
        (4, 4, "在外面做"),
    ]

    [again] = rereading.replace(project, edited, document).documents
    assert (again.reading, again.edits) == (5, ())
    with project.store() as store:
        assert store.add(next(importers.read(edited))) == "known"


def test_what_cannot_be_read_anew_is_named(project: Project, article: str, essay: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("别的话。", encoding="utf-8")
    report = rereading.reread(project, [other, tmp_path / "gone.txt", essay])
    assert [message.split(": ")[1].split("\n")[0] for message in report.failed] == [
        "its document is not in the store",
        "no such file (expected a file)",
    ]
    assert len(report.documents) == 1
    assert "not read: " in render(report)
    with pytest.raises(StoreError, match="document nothing: is not in the store"):
        rereading.replace(project, essay, "nothing")
    several = tmp_path / "several.jsonl"
    several.write_text('{"id": 1, "text": "一。"}\n{"id": 2, "text": "二。"}\n', encoding="utf-8")
    with pytest.raises(InputError, match="2 documents"):
        rereading.replace(project, several, article.split("-")[0])
