"""Tasks that are handed out as files, and what exports bring home, without any server."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import JsonValue

from annotate.errors import ExportError, InputError, ProjectError
from annotate.workflow.corpus import overview
from annotate.workflow.correcting import corrections
from annotate.workflow.correcting.orders import Orders
from annotate.workflow.importing import documents
from annotate.workflow.labelling import collecting, pushing
from annotate.workflow.labelling.pulling import PullReport
from annotate.workflow.labelling.pushing import PushReport
from schema import Annotation, Annotator
from tests.workflow.conftest import ESSAY
from tests.workflow.labelling.desk import Desk, desk

Task = dict[str, JsonValue]


@pytest.fixture
def office(tmp_path: Path) -> Desk:
    return desk(tmp_path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "handed"


def push(office: Desk, folder: Path, *names: str, dry_run: bool = False) -> PushReport:
    return pushing.push(office.project, to=folder, annotators=names, dry_run=dry_run)


def counted(report: PushReport) -> dict[str, tuple[int, int, int]]:
    return {one.annotator: (one.added, one.found, one.tasks) for one in report.projects}


def keys(path: Path) -> list[str]:
    return [task["data"]["key"] for task in json.loads(path.read_text(encoding="utf-8"))]


def exported(
    path: Path, *done: tuple[str, list[JsonValue], list[JsonValue]], day: int = 1, first: int = 500
) -> list[Task]:
    """Return the tasks of a file as a server exports them, with annotations and drafts by the task's key."""
    work = {key: (annotations, drafts) for key, annotations, drafts in done}
    tasks: list[Task] = []
    for number, task in enumerate(json.loads(path.read_text(encoding="utf-8")), start=first):
        annotations, drafts = work.get(task["data"]["key"], ([], []))
        changed = f"2026-11-{day:02d}T10:00:00Z"
        tasks.append(
            {"id": number, "data": task["data"], "annotations": annotations, "drafts": drafts, "updated_at": changed}
        )
    return tasks


def annotation(name: str, *, day: int = 1, end: int = 3, **more: JsonValue) -> Task:
    value: JsonValue = {"start": 0, "end": end, "text": "", "labels": ["problem"]}
    region: JsonValue = {"id": "r", "from_name": "label", "to_name": "text", "type": "labels", "value": value}
    moment = f"2026-11-{day:02d}T09:00:00Z"
    return {"id": 1, "unique_id": name, "completed_by": 4, "updated_at": moment, "result": [region], **more}


def collect(office: Desk, tasks: list[Task], annotator: str | None = None) -> PullReport:
    path = office.project.folder.parent / "export.json"
    path.write_text(json.dumps(tasks, ensure_ascii=False), encoding="utf-8")
    return collecting.collect(office.project, path, annotator=annotator, check=False)


def stored(office: Desk) -> list[Annotation]:
    with office.store() as store:
        return list(store.annotations())


def test_each_annotator_gets_a_file_once(office: Desk, folder: Path) -> None:
    assert counted(push(office, folder, "lin", "陈 / 1", dry_run=True)) == {"lin": (4, 0, 4), "陈 / 1": (4, 0, 4)}
    assert not folder.exists()
    assert counted(push(office, folder, "lin", "陈 / 1")) == {"lin": (4, 0, 4), "陈 / 1": (4, 0, 4)}
    names = ["label-README.md", "label-lin-001.json", "label-陈___1-001.json", "label.html", "label.xml"]
    assert sorted(path.name for path in folder.iterdir()) == names
    assert keys(folder / names[1]) == keys(folder / names[2]) == [unit.key for unit in office.units()]
    assert "label-陈___1-001.json" in (folder / names[0]).read_text(encoding="utf-8")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert counted(push(office, folder)) == {"lin": (0, 0, 4), "陈 / 1": (0, 0, 4)}
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_what_is_new_goes_to_a_file_of_its_own(office: Desk, folder: Path) -> None:
    push(office, folder, "lin")
    other = office.project.folder.parent / "other.txt"
    other.write_text(ESSAY.replace("四里", "九里"), encoding="utf-8")
    documents.import_files(office.project, [other])
    assert counted(push(office, folder)) == {"lin": (4, 0, 8)}
    first, second = (keys(folder / f"label-lin-00{number}.json") for number in (1, 2))
    assert len({*first, *second}) == 8


def test_a_lost_store_or_a_run_that_was_stopped_is_made_good_from_the_files(office: Desk, folder: Path) -> None:
    push(office, folder, "lin")
    with office.store() as store:
        (target,) = store.projects()
        tasks = store.tasks(target.id)
        store.remove_tasks(target.id, [task.remote for task in tasks])
    assert counted(push(office, folder)) == {"lin": (0, 4, 4)}
    with office.store() as store:
        assert store.tasks(target.id) == tasks


def test_names_that_look_alike_in_files_are_kept_apart(office: Desk, folder: Path) -> None:
    push(office, folder, "a/b", "a b")
    assert sorted(path.name for path in folder.glob("*.json")) == ["label-a_b-001.json", "label-a_b-002.json"]
    assert counted(push(office, folder)) == {"a b": (0, 0, 4), "a/b": (0, 0, 4)}


def test_what_was_handed_out_and_has_changed_is_told(office: Desk, folder: Path) -> None:
    push(office, folder, "lin")
    with office.store() as store:
        (article,) = store.articles()
    old = office.units()
    orders = Orders(text=("3=县里今年就应当给石桥加一条缓坡😀。",))
    corrections.correct(office.project, article.id, orders, who="林", why="错")
    (report,) = push(office, folder).projects
    assert (report.added, report.retired, report.tasks) == (4, 4, 4)
    assert [one.unit for one in report.conflicts] == [unit.key for unit in old]
    assert "delete its task by hand" in report.conflicts[0].why
    assert [one.retired for one in push(office, folder).projects] == [0]


def test_work_comes_home_once_with_revisions_deletions_drafts_and_skips(office: Desk, folder: Path) -> None:
    push(office, folder, "lin")
    path, (title, first, second, third) = folder / "label-lin-001.json", office.units()
    draft: JsonValue = {"id": 7, "result": [], "user": "lin", "updated_at": "2026-11-01T09:00:00Z"}
    came = exported(
        path,
        (first.key, [annotation("a")], []),
        (second.key, [annotation("b", was_cancelled=True, result=[])], []),
        (third.key, [], [draft]),
    )
    report = collect(office, came)
    assert (report.new, report.foreign) == (3, 0)
    again = collect(office, came)
    assert (again.new, again.revised, again.deleted, again.unchanged) == (0, 0, 0, 3)
    found = {one.unit: one for one in stored(office)}
    assert {unit: one.status for unit, one in found.items()} == {
        first: "submitted",
        second: "skipped",
        third: "draft",
    }
    assert (found[first].spans[0].start, found[first].unique_id) == (first.start, "a")
    assert (found[first].annotator, found[first].completed_by) == ("lin", None)

    later = exported(path, (first.key, [annotation("a", day=2, end=5)], []), (title.key, [annotation("t")], []), day=2)
    report = collect(office, later)
    assert (report.new, report.revised, report.deleted) == (1, 1, 2)
    # An export that is older than one that came says nothing of what happened since.
    report = collect(office, came)
    assert (report.new, report.revised, report.deleted) == (0, 0, 0)
    assert [(one.unit, one.revision) for one in stored(office) if not one.deleted] == [(title, 1), (first, 2)]


def test_the_same_annotation_is_known_on_another_server(office: Desk, folder: Path) -> None:
    push(office, folder, "lin")
    path, unit = folder / "label-lin-001.json", office.units()[1]
    collect(office, exported(path, (unit.key, [annotation("a")], [])))
    report = collect(office, exported(path, (unit.key, [annotation("a") | {"id": 99}], []), first=9000))
    assert (report.new, report.revised, report.deleted) == (0, 1, 0)


def test_a_file_that_was_imported_twice_loses_nothing(office: Desk, folder: Path) -> None:
    push(office, folder, "lin")
    path, unit = folder / "label-lin-001.json", office.units()[1]
    twice = [
        *exported(path, (unit.key, [annotation("a")], [])),
        *exported(path, (unit.key, [annotation("b", day=2)], []), first=900),
    ]
    assert collect(office, twice).new == 2
    again = collect(office, twice)
    assert (again.new, again.deleted, again.unchanged) == (0, 0, 2)


def test_tasks_of_others_are_left_alone_and_edited_ones_told(office: Desk, folder: Path) -> None:
    push(office, folder, "lin", "chen")
    unit = office.units()[1]
    mine = exported(folder / "label-lin-001.json", (unit.key, [annotation("a")], []))
    with pytest.raises(InputError, match="tasks of lin"):
        collect(office, mine, "chen")
    stranger: Task = {"id": 1, "data": {"text": "x"}, "annotations": [annotation("s")]}
    data = mine[1]["data"]
    assert isinstance(data, dict)
    data["text"] = f"{data['text']}！"
    report = collect(office, [*mine, stranger])
    assert (report.new, report.foreign) == (1, 1)
    assert [(one.annotator, one.unit) for one in report.edited] == [("lin", unit.key)]
    (found,) = stored(office)
    assert "not the one that was sent" in found.unreadable[0]


def test_tasks_without_a_marker_are_whose_one_says(office: Desk, folder: Path) -> None:
    push(office, folder, "lin")
    unit = office.units()[1]
    tasks = exported(folder / "label-lin-001.json", (unit.key, [annotation("a")], []))
    for task in tasks:
        assert isinstance(task["data"], dict)
        del task["data"]["marker"]
    assert (collect(office, tasks).new, collect(office, tasks).foreign) == (0, 4)
    assert collect(office, tasks, "lin").new == 1


@pytest.mark.parametrize("text", ["{}", "[]", "no", '[{"id": 1}]', '[{"id": 1, "data": {}, "annotations": {}}]'])
def test_what_is_no_export_is_refused(office: Desk, text: str) -> None:
    path = office.project.folder.parent / "bad.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError):
        collecting.collect(office.project, path)
    with pytest.raises(InputError, match="cannot be read"):
        collecting.collect(office.project, path.with_name("none.json"))


@pytest.mark.parametrize("number", ["NaN", "-Infinity", "1e999"])
def test_a_number_that_no_database_takes_is_told_with_its_task(office: Desk, number: str) -> None:
    path = office.project.folder.parent / "odd.json"
    task = '{"id": 1, "data": {}, "annotations": [{"lead_time": %s}]}'
    path.write_text(f"[{task % 7}, {task % number}]", encoding="utf-8")
    with pytest.raises(InputError, match=r"odd\.json, task 2 of the list.*NaN, Infinity, or a number too large"):
        collecting.collect(office.project, path)
    path.write_text(f"[{task % 7}, {task % 1e300}]", encoding="utf-8")
    assert collecting.collect(office.project, path).foreign == 2


def test_a_damaged_file_of_an_earlier_run_and_a_folder_that_is_none(office: Desk, folder: Path) -> None:
    with pytest.raises(ProjectError, match="no annotators"):
        push(office, folder)
    push(office, folder, "lin")
    (folder / "label-lin-001.json").write_text("[", encoding="utf-8")
    with pytest.raises(InputError, match=r"label-lin-001\.json"):
        push(office, folder)
    occupied = folder / "label.xml"
    with pytest.raises(ExportError, match="cannot be written"):
        push(office, occupied, "lin")


def test_a_retired_annotator_and_what_left_the_corpus_get_no_file(office: Desk, folder: Path) -> None:
    push(office, folder, "lin")
    with office.store() as store:
        store.add_annotator(Annotator(name="chen", retired="2026-11-02T00:00:00Z"))
        (article,) = store.articles()
    overview.remove(office.project, [article.id], with_work=True)
    (report,) = push(office, folder).projects
    assert (report.annotator, report.added) == ("lin", 0)
