"""Everything that can be wrong with a project and its server, made wrong for real, with the cure that is told."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest

from annotate import labelstudio
from annotate.rendering import render
from annotate.settings import NOTHING, Environment
from annotate.workflow.labelling import pushing, servers
from annotate.workflow.labelling.doctor import CHECKS, DoctorReport, Line, _here, _projects, _there, examine
from annotate.workflow.labelling.doctor._bench import Bench
from annotate.workflow.labelling.doctor._drift import drift
from annotate.workflow.project import Project, init, open_project
from schema import Annotator
from tests.labelstudio.remote import CONFIG, api, personal_token
from tests.workflow.conftest import Way
from tests.workflow.labelling.desk import MONDAY, desk

STORES = Path(__file__).parents[2] / "stores"


def found(report: DoctorReport, check: str) -> Line:
    (line,) = (line for line in report.lines if line.check == check)
    return line


def states(report: DoctorReport) -> dict[str, set[str]]:
    return {check: {line.state for line in report.lines if line.check == check} for check in CHECKS}


def not_ok(report: DoctorReport) -> dict[str, set[str]]:
    return {check: some for check, some in states(report).items() if some != {"ok"}}


def with_key(way: Way, key: str) -> DoctorReport:
    environment = Environment.model_validate({"label_studio_url": way.studio.url, "label_studio_api_key": key})
    return examine(way.project.folder, environment)


def remote(way: Way, annotator: int = 0) -> int:
    with way.project.store() as store:
        (number,) = (one.remote for one in store.projects() if one.annotator == way.annotators[annotator].name)
    return number


def test_what_was_pushed_and_left_alone_is_well(way: Way) -> None:
    assert examine(way.project.folder).well, "nothing was pushed yet"
    way.push()
    report = examine(way.project.folder)
    assert (report.well, not_ok(report)) == (True, {}), render(report)
    assert found(report, "tasks").found == "all 8 tasks are there, and no others"
    assert way.studio.token not in render(report) + report.model_dump_json()


@pytest.mark.parametrize("key", ["0" * 40, "eyJhbGciOiJIUzI1NiJ9.eyJ0b2tlbl90eXBlIjoicmVmcmVzaCJ9.c2lnbmF0dXJl", "x y"])
def test_a_wrong_key_is_told_with_where_to_get_a_right_one(way: Way, key: str) -> None:
    report = with_key(way, key)
    line = found(report, "key")
    assert line.state == "error"
    assert "Account & Settings" in str(line.cure)
    assert key not in render(report) + report.model_dump_json()
    assert {check for check, some in states(report).items() if some == {"skipped"}} == {
        "rights",
        "accounts",
        "projects",
        "config",
        "tasks",
    }


def test_both_kinds_of_keys_are_told_apart(way: Way) -> None:
    token = personal_token(way.studio)
    assert found(with_key(way, way.studio.token), "key").found.startswith("the legacy token of ")
    report = with_key(way, token)
    assert found(report, "key").found.startswith("the personal access token of ")
    assert report.well
    assert token not in render(report) + report.model_dump_json()


def test_an_account_that_was_removed_lacks_rights(way: Way) -> None:
    account = way.studio.new_account("gone")
    assert account.token is not None
    with api(way.studio) as client:
        organization = client.get("/api/organizations/").raise_for_status().json()[0]["id"]
        client.delete(f"/api/organizations/{organization}/memberships/{account.id}/").raise_for_status()
    line = found(with_key(way, account.token.get_secret_value()), "rights")
    assert (line.state, "belongs to no organization" in line.found) == ("error", True)
    ours = way.annotators[0].token
    assert ours is not None
    assert found(with_key(way, ours.get_secret_value()), "rights").state == "ok"


def test_rights_that_the_server_does_not_give_are_named(way: Way) -> None:
    bench = Bench(way.project.folder, None)
    for lacking, makes, state in (("cannot make projects", False, "error"), ("does not tell", None, "ok")):
        holder = replace(bench.holder, makes_projects=makes)
        other = Bench(way.project.folder, None)
        other.__dict__["holder"] = holder
        (finding,) = _there.rights(other)
        assert (finding.state, lacking in finding.found) == (state, True)


class Edit(NamedTuple):
    old: str
    new: str
    told: str
    state: str


EDITS = (
    Edit("</Labels>", '<Label value="事实"/></Labels>', "added by hand: label 事实", "error"),
    Edit(r'<Label [^>]*alias="measure"[^>]*/>', "", "removed by hand: label measure", "error"),
    Edit(r'<Choice [^>]*alias="risk"[^>]*/>', "", "removed by hand: choice risk of problem.", "error"),
    Edit(r"<Relation value=[^>]*supports[^>]*/>", "", "removed by hand: relation 支持 supports", "error"),
    Edit(r'<TextArea name="note"[^>]*/>', "", "removed by hand: TextArea note", "error"),
    Edit("font-size: 18px", "font-size: 30px", "words, colours or layout differ", "warning"),
)


def test_a_labelling_config_that_was_edited_by_hand_is_told(way: Way) -> None:
    way.push()
    number = remote(way)
    with api(way.studio) as client:
        for edit in EDITS:
            edited, count = re.subn(edit.old, edit.new, CONFIG)
            assert count
            client.patch(f"/api/projects/{number}/", json={"label_config": edited}).raise_for_status()
            (line,) = _projects.config(Bench(way.project.folder, None))
            assert (line.state, edit.told in line.found) == (edit.state, True), line
            assert line.found.startswith(f"project {number} of {way.annotators[0].name}: ")
            assert "annotate push" in str(line.cure)
    way.push()
    (line,) = _projects.config(Bench(way.project.folder, None))
    assert line.state == "ok", "the cure cures it"


def test_a_config_that_is_no_xml_lacks_everything() -> None:
    assert drift(CONFIG, "<View").removed == drift(CONFIG, "<View/>").removed != ()
    assert not drift(CONFIG, CONFIG).parts


def test_tasks_that_were_deleted_or_added_by_hand_are_counted(way: Way) -> None:
    way.push()
    number = way.task(way.annotators[0].name, way.units()[1])
    with api(way.studio) as client:
        client.delete(f"/api/tasks/{number}/").raise_for_status()
        added = [{"data": {"text": "一"}}, {"data": {"text": "二"}}]
        client.post(f"/api/projects/{remote(way, 1)}/import", json=added).raise_for_status()
    both = [line for line in examine(way.project.folder).lines if line.check == "tasks"]
    deleted, foreign = sorted(both, key=lambda line: line.state)
    assert (deleted.state, foreign.state) == ("error", "warning")
    assert "1 of 4 tasks were deleted" in deleted.found
    assert "2 tasks are not ours" in foreign.found


def test_a_project_that_was_deleted_by_hand_is_told(way: Way) -> None:
    way.push()
    first, second = remote(way), remote(way, 1)
    with api(way.studio) as client:
        client.delete(f"/api/projects/{first}/").raise_for_status()
        report = examine(way.project.folder)
        line = found(report, "projects")
        assert (line.state, f"project {first} of {way.annotators[0].name}" in line.found) == ("error", True)
        assert found(report, "tasks").found.startswith("all 4 tasks"), "the other project is looked at all the same"
        client.delete(f"/api/projects/{second}/").raise_for_status()
    assert "none of the 2 projects" in found(examine(way.project.folder), "projects").found


def test_another_project_under_the_number_of_ours_is_not_taken_for_it(way: Way) -> None:
    way.push()
    with api(way.studio) as client:
        client.patch(f"/api/projects/{remote(way)}/", json={"description": "mine"}).raise_for_status()
    assert "not on the server any more" in found(examine(way.project.folder), "projects").found


def test_two_projects_with_one_marker_are_told(way: Way) -> None:
    way.push()
    with api(way.studio) as client:
        marker = client.get(f"/api/projects/{remote(way)}/").raise_for_status().json()["description"]
        copy = client.post("/api/projects/", json={"title": "a copy", "description": marker, "label_config": CONFIG})
        number = copy.raise_for_status().json()["id"]
    line = found(examine(way.project.folder), "projects")
    assert line.state == "error"
    assert f"projects {remote(way)}, {number} have the same line" in line.found


def test_an_annotator_without_an_account_on_the_server_is_told(way: Way) -> None:
    with way.project.store() as store:
        store.add_annotator(Annotator(name="wu", account="wu@elsewhere.example"))
    line = found(examine(way.project.folder), "accounts")
    assert (line.state, "wu (wu@elsewhere.example)" in line.found) == ("error", True)


def test_a_server_that_was_replaced_by_an_empty_one_is_told(studio_template: Path, tmp_path: Path) -> None:
    folder = tmp_path / "essays"
    init(folder, environment=NOTHING)
    project = open_project(folder, NOTHING)
    with labelstudio.running(project.studio, port=0, template=studio_template):
        servers.add_annotators(project, ["lin"])
        pushing.push(project)
        assert examine(folder, NOTHING).well
    shutil.rmtree(project.studio)
    with labelstudio.running(project.studio, port=0, template=studio_template) as studio:
        report = examine(folder, NOTHING)
        assert {check: found(report, check).state for check in ("accounts", "projects", "config", "tasks")} == {
            "accounts": "error",
            "projects": "error",
            "config": "ok",
            "tasks": "ok",
        }
        assert "the server was replaced, or emptied" in found(report, "projects").found
        key = {"Authorization": f"Token {studio.credentials.token.get_secret_value()}"}
        off = {"api_tokens_enabled": True, "legacy_api_tokens_enabled": False}
        httpx.post(f"{studio.url}/api/jwt/settings", json=off, headers=key, trust_env=False).raise_for_status()
        assert "legacy token authentication has been disabled" in found(examine(folder, NOTHING), "key").found


def test_nobody_at_the_address_is_told(project: Project) -> None:
    given = {"label_studio_url": "http://127.0.0.1:9", "label_studio_api_key": "0" * 40}
    report = examine(project.folder, Environment.model_validate(given))
    line = found(report, "server")
    assert (line.state, "refused" in line.found) == ("error", True)
    assert "annotate studio start" in str(line.cure)


def test_half_an_environment_and_no_server_are_told(project: Project) -> None:
    half = Environment.model_validate({"label_studio_url": "http://127.0.0.1:9"})
    assert "only LABEL_STUDIO_URL is set" in found(examine(project.folder, half), "environment").found
    line = found(examine(project.folder, NOTHING), "environment")
    assert (line.state, "annotate studio start" in str(line.cure)) == ("error", True)


@pytest.mark.parametrize(
    ("url", "state"),
    [
        ("http://lin:secret@localhost:8080", "error"),
        ("http://192.0.2.1:8080", "warning"),
        ("https://192.0.2.1", "ok"),
        ("http://localhost:8080", "ok"),
    ],
)
def test_a_key_that_travels_in_the_open_is_told(project: Project, url: str, state: str) -> None:
    given = Environment.model_validate({"label_studio_url": url, "label_studio_api_key": "0" * 40})
    (finding,) = _here.environment(Bench(project.folder, given))
    assert finding.state == state
    assert "secret" not in str(finding)


@pytest.mark.usefixtures("sqlite_only")
def test_an_old_store_is_told_with_the_command(project: Project) -> None:
    with project.store() as store:
        store.close()
    for leftover in project.folder.glob("annotate.db*"):
        leftover.unlink()
    shutil.copy(STORES / "r0004.db", project.folder / "annotate.db")
    report = examine(project.folder, NOTHING)
    line = found(report, "store")
    assert (line.state, line.cure) == ("error", "annotate db upgrade")
    assert "r0004" in line.found
    assert found(report, "raw").state == "skipped"


@pytest.mark.usefixtures("sqlite_only")
def test_what_was_changed_in_the_store_behind_our_back_is_told(tmp_path: Path) -> None:
    work = desk(tmp_path)
    work.push("lin", work.units())
    made = [work.did("lin", unit, MONDAY, raw={"id": 1, "result": ["𠮷"]}) for unit in work.units()]
    assert found(examine(work.project.folder, NOTHING), "raw").state == "ok"
    with sqlite3.connect(work.project.folder / "annotate.db") as connection:
        connection.execute("UPDATE annotation SET raw = '{\"id\":2}' WHERE id = ?", [made[1].id])
    connection.close()
    line = found(examine(work.project.folder, NOTHING), "raw")
    assert (line.state, f"{made[1].id} revision 1" in line.found) == ("error", True)


@pytest.mark.parametrize(("free", "state"), [(2e9, "ok"), (5e8, "warning"), (5e7, "error")])
def test_a_full_disk_is_told(project: Project, monkeypatch: pytest.MonkeyPatch, free: float, state: str) -> None:
    usage = shutil.disk_usage(project.folder)._replace(free=int(free))
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage)
    assert found(examine(project.folder, NOTHING), "disk").state == state


def test_no_project_and_settings_that_cannot_be_read_are_told(project: Project, tmp_path: Path) -> None:
    line = found(examine(tmp_path / "none", NOTHING), "settings")
    assert (line.state, "annotate init" in str(line.cure)) == ("error", True)
    (project.folder / "annotate.toml").write_text("name = 1\n", encoding="utf-8")
    report = examine(project.folder, NOTHING)
    assert found(report, "settings").state == "error"
    assert {line.state for line in report.lines if line.check != "settings"} == {"skipped"}


@pytest.mark.parametrize(
    ("version", "state"),
    [
        ("1.12.1", "error"),
        ("1.9.2", "error"),
        ("1.13.0", "warning"),
        ("1.23.2", "ok"),
        ("1.23.2.post0", "ok"),
        ("1.23.1", "warning"),
        ("1.24.0.dev3", "warning"),
        ("2.0", "warning"),
        ("?", "error"),
    ],
)
def test_versions_are_told_by_what_was_tested(project: Project, version: str, state: str) -> None:
    (finding,) = reached(project, _there.version, version=version)
    assert finding == state


@pytest.mark.parametrize(
    ("seconds", "state"), [(0, "ok"), (29, "ok"), (-29, "ok"), (31, "warning"), (-3600, "warning"), (None, "ok")]
)
def test_clocks_that_are_apart_are_told(project: Project, seconds: float | None, state: str) -> None:
    ahead = None if seconds is None else timedelta(seconds=seconds)
    assert reached(project, _there.clock, ahead=ahead) == [state]


def reached(
    project: Project, check: Callable[..., object], version: str = "1.23.2", ahead: timedelta | None = None
) -> list[str]:
    bench = Bench(project.folder, NOTHING)
    bench.__dict__["reached"] = labelstudio.Reached(version, ahead)
    return [finding.state for finding in check(bench)]  # type: ignore[attr-defined]


def test_the_versions_tested_are_those_of_these_tests() -> None:
    installed = metadata.version("label-studio")
    assert labelstudio.TESTED[0] <= installed == labelstudio.TESTED[1]


def test_every_check_comes_after_those_that_it_needs() -> None:
    names = list(CHECKS)
    assert all(names.index(need) < names.index(name) for name, check in CHECKS.items() for need in check.needs)
