"""The commands as a user calls them: statuses, messages, JSON, and what stands in a project folder."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ANNOTATE = Path(sys.executable).parent / "annotate"
ESSAYS = Path(__file__).parents[2] / "annotate" / "samples" / "essays"
CLEAN = {
    name: value for name, value in os.environ.items() if not name.startswith(("LABEL_STUDIO_", "ANNOTATE_PROJECT"))
}


def call(folder: Path, *arguments: str, status: int = 0, **environment: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [str(ANNOTATE), *arguments],
        cwd=folder,
        env={**CLEAN, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == status, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture
def project(tmp_path: Path) -> Path:
    call(tmp_path, "init", "essays", "--name", "村桥")
    return tmp_path / "essays"


def test_init_refuses_a_second_project_and_leaves_the_first(project: Path) -> None:
    before = {path.name: path.read_bytes() for path in project.iterdir() if path.is_file()}
    done = call(project.parent, "init", "essays", status=1)
    assert "there is a project already" in done.stderr
    assert {path.name: path.read_bytes() for path in project.iterdir() if path.is_file()} == before


def test_an_init_that_was_stopped_before_its_end_can_be_run_again(project: Path) -> None:
    call(project, "import", str(ESSAYS))
    (project / "annotate.toml").unlink()
    call(project.parent, "init", "essays")
    assert json.loads(call(project, "status", "--json").stdout)["documents"] == 5


def test_init_with_a_scheme_that_cannot_be_used_makes_nothing(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("format_version: 1\nname: Mine\ncomponents: []\n", encoding="utf-8")
    done = call(tmp_path, "init", "new", "--scheme", "mine.yaml", status=1)
    for fault in ("name", "version", "title", "components"):
        assert fault in done.stderr
    assert not (tmp_path / "new").exists()


def test_a_scheme_of_ones_own_is_found_from_the_project(tmp_path: Path) -> None:
    shipped = Path(__file__).parents[2] / "annotate" / "scheme" / "schemes" / "policy.yaml"
    text = shipped.read_text(encoding="utf-8").replace("name: policy", "name: mine")
    (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")
    call(tmp_path, "init", "new", "--scheme", "mine.yaml")
    assert json.loads(call(tmp_path / "new", "scheme", "show", "--json").stdout)["name"] == "mine"


def test_commands_work_from_a_folder_within_the_project_or_with_its_name(project: Path) -> None:
    (project / "within").mkdir()
    for done in (
        call(project / "within", "status", "--json"),
        call(project.parent, "--project", "essays", "status", "--json"),
        call(project.parent, "status", "--json", ANNOTATE_PROJECT=str(project)),
    ):
        assert json.loads(done.stdout)["documents"] == 0
    assert "no annotate.toml" in call(project.parent, "status", status=1).stderr


def test_usage_errors_are_status_2(project: Path) -> None:
    call(project, "no-such-command", status=2)
    call(project, "export", status=2)


def test_importing_again_adds_nothing_and_a_bad_file_does_not_stop_the_others(project: Path) -> None:
    (project / "bad.txt").write_bytes(b"\xff\x00\x80\x00\xff")
    first = call(project, "import", "bad.txt", str(ESSAYS), "--json", status=1)
    report = json.loads(first.stdout)
    assert [len(report["documents"]), len(report["failed"])] == [5, 1]
    assert "bad.txt" in report["failed"][0]
    again = json.loads(call(project, "import", str(ESSAYS), "--json").stdout)
    assert {document["outcome"] for document in again["documents"]} == {"known"}
    status = json.loads(call(project, "status", "--json").stdout)
    assert (status["documents"], status["articles"], status["paragraphs"]) == (5, 7, 61)


def test_a_dry_run_stores_nothing_and_prints_blocks(project: Path) -> None:
    done = call(project, "import", str(ESSAYS / "columns.txt"), "--dry-run", "--json")
    blocks = [json.loads(line) for line in done.stdout.splitlines()]
    assert set(blocks[0]) == {"document", "article", "kind", "level", "text", "pieces"}
    view = (ESSAYS / "columns.txt").read_text(encoding="utf-8")
    covered = [place for block in blocks for start, end in block["pieces"] for place in range(start, end)]
    visible = [place for place, character in enumerate(view) if not character.isspace()]
    assert sorted(place for place in covered if not view[place].isspace()) == visible
    assert json.loads(call(project, "status", "--json").stdout)["documents"] == 0


def test_without_a_server_the_message_says_how_to_get_one(project: Path) -> None:
    done = call(project, "push", status=1)
    assert "annotate studio start" in done.stderr
    assert done.stdout == ""
    half = call(project, "pull", status=1, LABEL_STUDIO_URL="http://127.0.0.1:9")
    assert "LABEL_STUDIO_API_KEY" in half.stderr


def test_a_server_that_does_not_answer_is_one_message_without_the_key(project: Path) -> None:
    key = "0123456789abcdef0123456789abcdef01234567"
    access = {"LABEL_STUDIO_URL": "http://127.0.0.1:9", "LABEL_STUDIO_API_KEY": key}
    done = call(project, "annotators", "add", "lin", status=1, **access)
    assert "127.0.0.1:9" in done.stderr
    assert key not in done.stderr + done.stdout


@pytest.mark.usefixtures("sqlite_only")
def test_an_old_store_is_status_3_until_it_is_upgraded(project: Path) -> None:
    for leftover in project.glob("annotate.db*"):
        leftover.unlink()
    (project / "annotate.db").touch()
    assert "annotate db upgrade" in call(project, "status", status=3).stderr
    assert json.loads(call(project, "db", "status", "--json").stdout)["revision"] is None
    call(project, "db", "upgrade")
    assert "already" in call(project, "db", "upgrade").stdout
    call(project, "status")


@pytest.mark.usefixtures("sqlite_only")
def test_a_store_of_a_newer_program_is_left_alone(project: Path) -> None:
    with sqlite3.connect(project / "annotate.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'r9999'")
    connection.close()
    done = call(project, "status", status=1)
    assert "newer" in done.stderr


@pytest.mark.usefixtures("sqlite_only")
def test_a_backup_is_a_store_and_is_never_written_over(project: Path) -> None:
    call(project, "import", str(ESSAYS))
    call(project, "db", "backup", "copy.db")
    call(project, "db", "backup", "copy.db", status=1)
    done = call(project, "status", "--json", ANNOTATE_STORE="sqlite:///copy.db")
    assert json.loads(done.stdout)["paragraphs"] == 61


def test_settings_that_cannot_be_used_are_told_all_at_once(project: Path) -> None:
    settings = (project / "annotate.toml").read_text(encoding="utf-8")
    (project / "annotate.toml").write_text(settings.replace('"paragraph"', '"page"') + "color = 1\n", encoding="utf-8")
    done = call(project, "status", status=1)
    assert "unit" in done.stderr
    assert "color" in done.stderr


def test_everything_printed_as_json_names_its_format(project: Path) -> None:
    for command in (["status"], ["check"], ["agreement"], ["adjudicate", "list"], ["scheme", "show"]):
        assert json.loads(call(project, *command, "--json").stdout)["format_version"] == 1
    for command in (["db", "status"], ["studio", "status"], ["annotators", "list"], ["import", str(ESSAYS)]):
        assert json.loads(call(project, *command, "--json").stdout)["format_version"] == 1


def test_an_annotator_needs_a_name(project: Path) -> None:
    access = {"LABEL_STUDIO_URL": "http://127.0.0.1:9", "LABEL_STUDIO_API_KEY": "0" * 40}
    assert "a name is empty" in call(project, "annotators", "add", "lin", " ", status=1, **access).stderr


def test_research_on_an_empty_project_says_so(project: Path) -> None:
    figures = json.loads(call(project, "agreement", "--json").stdout)
    assert figures["figures"]
    assert {(one["value"], one["reason"]) for one in figures["figures"]} == {(None, "no_common_units")}
    assert json.loads(call(project, "check", "--json").stdout)["annotations"] == 0
    assert json.loads(call(project, "adjudicate", "auto", "--json").stdout)["decisions"] == 0
    for command in (
        ("agreement",),
        ("agreement", "--why"),
        ("agreement", "--list"),
        ("check",),
        ("adjudicate", "list"),
        ("annotators", "list"),
        ("studio", "status"),
    ):
        assert call(project, *command).stdout.strip()


def test_the_scheme_and_the_labelling_config_are_shown(project: Path) -> None:
    assert "举措" in call(project, "scheme", "show").stdout
    assert json.loads(call(project, "scheme", "show", "--json").stdout)["name"] == "policy"
    assert 'granularity="symbol"' in call(project, "scheme", "labels").stdout


@pytest.mark.skipif(os.name != "posix", reason="file modes are those of POSIX")
def test_no_file_of_a_project_is_writable_by_others(project: Path) -> None:
    for path in project.rglob("*"):
        assert not path.stat().st_mode & stat.S_IWOTH
