"""status, doctor and studio as they are typed: options that go together, statuses, JSON."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.cli.test_commands import call


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("standing")
    call(folder, "init", "essays")
    return folder / "essays"


def test_options_of_hours_need_hours(project: Path) -> None:
    assert "--by goes with --hours" in call(project, "status", "--by", "day", status=2).stderr
    assert "--from goes with --hours" in call(project, "status", "--from", "2026", status=2).stderr


def test_hours_are_json_and_csv(project: Path) -> None:
    done = call(project, "status", "--hours", "--by", "week", "--cap", "15", "--csv", "hours.csv", "--json")
    report = json.loads(done.stdout)
    assert (report["format_version"], report["by"], report["cap"], report["rows"]) == (1, "week", 15, [])
    with (project / "hours.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [
            ["annotator", "work", "period", "from", "to", "annotations", "hours", "capped", "untimed"]
        ]
    assert "exists already" in call(project, "status", "--hours", "--csv", "hours.csv", status=1).stderr
    assert "--cap: is 0" in call(project, "status", "--hours", "--cap", "0", status=1).stderr


def test_doctor_is_status_4_where_something_is_not_well(project: Path) -> None:
    done = call(project, "doctor", "--json", status=4)
    lines = json.loads(done.stdout)["lines"]
    assert [line["check"] for line in lines if line["state"] == "error"] == ["environment"]
    assert "→ annotate studio start" in call(project, "doctor", status=4).stdout


def test_doctor_outside_of_a_project_says_how_to_begin(tmp_path: Path) -> None:
    assert "→ annotate init" in call(tmp_path, "doctor", status=4).stdout


def test_studio_without_a_server(project: Path) -> None:
    assert json.loads(call(project, "studio", "logs", "--json").stdout)["lines"] == []
    assert call(project, "studio", "logs", "--follow").stdout == ""
    assert "--json does not go with --follow" in call(project, "studio", "logs", "--follow", "--json", status=2).stderr
    assert "annotate studio start" in call(project, "studio", "open", status=1).stderr
    assert "--host 8.8.8.8" in call(project, "studio", "start", "--host", "8.8.8.8", status=1).stderr
