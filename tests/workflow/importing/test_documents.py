"""Importing files: who does the work, and in which order, makes no difference; what is bad stops nothing."""

from __future__ import annotations

import json
import random
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from annotate.errors import InputError
from annotate.rendering import render
from annotate.store import Store
from annotate.workflow.correcting.review import ReviewWritten
from annotate.workflow.importing import bringing
from annotate.workflow.importing.documents import How, ImportReport, dry_run, import_files
from annotate.workflow.project import Project, init, open_project
from tests.clusters import cluster
from tests.importers.essays import LINES, PARAGRAPHS, TITLE

_RECORDS = 150


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with files of several kinds, one record file of many pieces of work, and one bad file."""
    folder = tmp_path_factory.mktemp("sources")
    chance = random.Random(1)
    for number in range(12):
        body = chance.sample(PARAGRAPHS, 3)
        (folder / f"{number:02}.txt").write_text("\n".join([f"{TITLE}{number}", *body]), encoding="utf-8")
    (folder / "page.html").write_text("".join(f"<p>{line}</p>" for line in LINES), encoding="utf-8")
    lines = [{"id": number, "title": f"{TITLE}{number}", "text": "\n".join(LINES)} for number in range(_RECORDS)]
    (folder / "many.jsonl").write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    (folder / "bad.txt").write_bytes(b"\xff\xfe\xff\x00\xff")
    return folder


def _project(folder: Path) -> Project:
    init(folder)
    return open_project(folder)


def _content(project: Project) -> int:
    """A checksum of every document and article in the store."""
    with project.store() as store:
        return zlib.crc32("".join(_records(store)).encode())


def _records(store: Store) -> list[str]:
    return [record.model_dump_json() for found in (store.documents(), store.articles()) for record in found]


@pytest.fixture(scope="module")
def serial(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[ImportReport, int]:
    project = _project(tmp_path_factory.mktemp("serial") / "project")
    return import_files(project, [sources]), _content(project)


def test_everything_but_the_bad_file_is_stored(serial: tuple[ImportReport, int]) -> None:
    report, _ = serial
    assert len(report.documents) == 12 + 1 + _RECORDS
    assert {found.outcome for found in report.documents} == {"added"}
    (message,) = report.failed
    assert "bad.txt" in message


def test_two_processes_do_the_same(sources: Path, serial: tuple[ImportReport, int], tmp_path: Path) -> None:
    project = _project(tmp_path / "project")
    assert import_files(project, [sources], How(workers=2)) == serial[0]
    assert _content(project) == serial[1]


def test_a_cluster_does_the_same(sources: Path, serial: tuple[ImportReport, int], tmp_path: Path) -> None:
    project = _project(tmp_path / "project")
    with cluster() as address:
        assert import_files(project, [sources], How(dask=address)) == serial[0]
    assert _content(project) == serial[1]


def test_files_in_another_order_or_one_by_one_do_the_same(
    sources: Path, serial: tuple[ImportReport, int], tmp_path: Path
) -> None:
    project = _project(tmp_path / "project")
    files = sorted(sources.iterdir())
    random.Random(2).shuffle(files)
    for file in files:
        import_files(project, [file])
    assert _content(project) == serial[1]


def test_a_dry_run_over_processes_shows_the_same_blocks_and_the_bad_file(sources: Path) -> None:
    def shown(how: How) -> list[str]:
        return [str(found) for found in dry_run([sources], how)]

    assert shown(How(workers=2)) == shown(How())
    assert any(isinstance(found, InputError) for found in dry_run([sources]))


def test_columns_and_encoding_reach_the_readers(tmp_path: Path) -> None:
    project = _project(tmp_path / "project")
    table = tmp_path / "table.csv"
    table.write_text(f"編號,正文\n1,{PARAGRAPHS[0]}\n", encoding="big5", errors="ignore")
    how = How(encoding="big5", columns={"id": "編號", "text": "正文"})
    (found,) = import_files(project, [table], how).documents
    assert found.paragraphs == 1


def test_what_cannot_be_asked_together_is_refused(tmp_path: Path) -> None:
    project = _project(tmp_path / "project")
    wanted = bringing.Wanted(paths=(tmp_path,), who="周", review=tmp_path / "review", reimport=True)
    with pytest.raises(InputError, match="--review and --reimport"):
        bringing.bring(project, wanted)


def test_a_document_is_reviewed_and_read_anew_by_what_import_was_asked(sources: Path, tmp_path: Path) -> None:
    project = _project(tmp_path / "project")
    file, folder = sources / "00.txt", tmp_path / "review"
    bringing.bring(project, bringing.Wanted(paths=(file,), who="周", review=folder))
    (page,) = folder.glob("*-01.md")
    page.write_text(page.read_text(encoding="utf-8").replace(f"{TITLE}0", "新题"), encoding="utf-8")
    bringing.bring(project, bringing.Wanted(paths=(folder,), who="周"))
    with project.store() as store:
        (article,) = store.articles()
        assert article.title == "新题"
        assert store.readings(article.document)[-1].who == "周"
    report = bringing.bring(project, bringing.Wanted(paths=(file,), who="周", reimport=True))
    assert not bringing.failed(report)
    with project.store() as store:
        assert [found.title for found in store.articles()] == ["新题"]


def test_annotations_beside_a_text_do_not_hinder_its_review(tmp_path: Path) -> None:
    project, folder = _project(tmp_path / "project"), tmp_path / "brat"
    folder.mkdir()
    (folder / "a.txt").write_text(f"{PARAGRAPHS[0]}\n", encoding="utf-8")
    (folder / "a.ann").write_text(f"T1\tclaim 0 4\t{PARAGRAPHS[0][:4]}\n", encoding="utf-8")
    assert not bringing.failed(bringing.bring(project, bringing.Wanted(paths=(folder,), who="周")))
    again = bringing.bring(project, bringing.Wanted(paths=(folder,), who="周", reimport=True))
    assert not bringing.failed(again)
    bringing.bring(project, bringing.Wanted(paths=(folder,), who="周", review=tmp_path / "review"))
    assert len([*(tmp_path / "review").glob("*-01.md")]) == 1


def test_a_review_folder_is_written_of_what_can_be_read(sources: Path, tmp_path: Path) -> None:
    project = _project(tmp_path / "project")
    wanted = bringing.Wanted(paths=(sources / "bad.txt", sources / "00.txt"), who="周", review=tmp_path / "review")
    report = bringing.bring(project, wanted)
    assert isinstance(report, ReviewWritten)
    assert (report.documents, len(report.failed)) == (1, 1)
    assert bringing.failed(report)
    with pytest.raises(InputError, match=r"bad\.txt"):
        bringing.bring(project, replace(wanted, paths=wanted.paths[:1], review=tmp_path / "other"))
    assert not (tmp_path / "other").exists()


def test_an_option_that_would_do_nothing_is_refused(sources: Path, tmp_path: Path) -> None:
    project = _project(tmp_path / "project")
    wanted = bringing.Wanted(paths=(sources,), who="周", how=How(workers=2), reimport=True)
    with pytest.raises(InputError, match="--workers has no effect"):
        bringing.bring(project, wanted)


def test_files_left_alone_are_told_by_suffix(tmp_path: Path) -> None:
    project = _project(tmp_path / "project")
    folder = tmp_path / "essays"
    folder.mkdir()
    for name in ("a.txt", "b.doc", "c.DOC", "d.png", "e"):
        (folder / name).write_text("渡口停航之后，孩子上学要绕行十二里路。\n", encoding="utf-8")
    report = import_files(project, [folder])
    assert report.others == {"": 1, ".doc": 2, ".png": 1}
    shown = render(report)
    assert "4 files of other kinds left alone: 1 without a suffix, 2 .doc, 1 .png\n" in shown + "\n"
    assert "to import .doc, save it as .docx" in shown
    (fault,) = import_files(project, [folder / "b.doc"]).failed
    assert "save it as .docx" in fault


def test_what_was_left_out_and_what_is_called_otherwise_is_told(tmp_path: Path) -> None:
    page = "<!DOCTYPE html><html><head><title>渡口</title></head><body>" + "".join(f"<p>{line}</p>" for line in LINES)
    (tmp_path / "\x1bpage.txt").write_text(f"{page}<p>票价<del>五😀</del>三元。\x07<p hidden>藏</p>", encoding="utf-8")
    (tmp_path / "essay.txt").write_text("\n".join(LINES), encoding="utf-8")
    report = import_files(_project(tmp_path / "project"), [tmp_path])
    left_out = {one.source: (one.controls, one.deleted, one.hidden, one.misnamed) for one in report.documents}
    assert left_out == {"\x1bpage.txt": (1, 2, 1, True), "essay.txt": (0, 0, 0, False)}
    lines = render(report).splitlines()
    assert [line for line in lines if "left out" in line] == [
        "1 control character left out of the text",
        "2 deleted characters left out of the text",
        "1 hidden character left out of the text",
    ]
    assert r"web pages, read as such whatever they are called: \x1bpage.txt" in lines
