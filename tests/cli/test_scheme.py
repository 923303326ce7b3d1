"""The commands about schemes: statuses, messages, JSON, files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotate.scheme import SHIPPED
from tests.cli.test_commands import call
from tests.scheme.test_load import REVIEWS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "reviews.yaml").write_text(REVIEWS.lstrip(), encoding="utf-8")
    return tmp_path


def test_a_new_scheme_is_sound_and_a_project_can_be_made_of_it(tmp_path: Path) -> None:
    made = json.loads(call(tmp_path, "scheme", "new", "mine", "--json").stdout)
    assert (made["scheme"], made["file"]) == ("mine", "mine.yaml")
    assert "0 errors, 0 warnings" in call(tmp_path, "scheme", "check", "mine.yaml").stdout
    call(tmp_path, "init", "new", "--scheme", "mine.yaml")
    assert json.loads(call(tmp_path / "new", "scheme", "show", "--json").stdout)["version"] == "0.1"
    again = call(tmp_path, "scheme", "new", "mine", status=1)
    assert "there is such a file already" in again.stderr
    call(tmp_path, "scheme", "new", "more", "--from", "policy-extended", "--extend")
    assert (tmp_path / "more.yaml").read_text(encoding="utf-8").count("\nextends: policy-extended\n") == 1


def test_the_shipped_ones_are_listed_with_what_is_in_them(tmp_path: Path) -> None:
    listed = json.loads(call(tmp_path, "scheme", "list", "--json").stdout)["schemes"]
    assert [found["name"] for found in listed] == list(SHIPPED)
    assert [(found["components"], found["attributes"], found["relations"]) for found in listed] == [
        (3, 6, 6),
        (5, 7, 7),
    ]
    assert "policy-extended" in call(tmp_path, "scheme", "list").stdout


def test_faults_are_all_told_with_status_4_in_the_form_that_editors_follow(folder: Path) -> None:
    text = REVIEWS.lstrip().replace('"#d55e00"', "red").replace("    source:", "    sauce:")
    (folder / "reviews.yaml").write_text(text, encoding="utf-8")
    done = call(folder, "scheme", "check", "reviews.yaml", status=4)
    assert "reviews.yaml:6:97: error: color: found 'red', expected a colour of # and six" in done.stdout
    assert "reviews.yaml:12:5: error: unknown key sauce, perhaps source" in done.stdout
    assert "reviews.yaml: 3 errors, 0 warnings" in done.stdout
    report = json.loads(call(folder, "scheme", "check", "reviews.yaml", "--json", status=4).stdout)
    assert report["errors"] == len(report["findings"]) == 3
    assert "3 faults" in call(folder, "scheme", "show", "reviews.yaml", status=1).stderr


def test_warnings_leave_the_status_0_and_name_their_place(folder: Path) -> None:
    report = json.loads(call(folder, "scheme", "check", "reviews.yaml", "--json").stdout)
    assert report["errors"] == 0
    assert {found["severity"] for found in report["findings"]} == {"warning"}
    assert [found["line"] for found in report["findings"]] == [5, 5, 6, 6, 7, 7, 9]


@pytest.mark.parametrize("text", ["name: [x\n", "- a\n", "\0"])
def test_what_is_no_scheme_at_all_is_status_1(folder: Path, text: str) -> None:
    (folder / "other.yaml").write_text(text, encoding="utf-8")
    assert "other.yaml" in call(folder, "scheme", "check", "other.yaml", status=1).stderr
    assert "cannot be read" in call(folder, "scheme", "check", "none.yaml", status=1).stderr


def test_a_difference_is_told_with_what_it_means(folder: Path) -> None:
    changed = REVIEWS.replace("id: suggestion", "id: advice").replace("complaint, suggestion]", "complaint]")
    (folder / "later.yaml").write_text(changed, encoding="utf-8")
    shown = call(folder, "scheme", "diff", "reviews.yaml", "later.yaml").stdout
    assert "LOST" in shown
    assert "3 changes" not in call(folder, "scheme", "diff", "policy", "policy").stdout
    assert "no difference" in call(folder, "scheme", "diff", "policy", "policy").stdout
    report = json.loads(call(folder, "scheme", "diff", "reviews.yaml", "later.yaml", "--json").stdout)
    effects = {(change["where"], change["effect"]) for change in report["changes"]}
    assert effects == {("advice", "looser"), ("suggestion", "lost"), ("about", "stricter")}


def test_the_handbook_goes_where_it_is_wanted_in_the_form_of_the_name(folder: Path) -> None:
    printed = call(folder, "scheme", "guidelines", "reviews.yaml").stdout
    assert printed.startswith("# ")
    call(folder, "scheme", "guidelines", "reviews.yaml", "--out", "guide.md")
    assert (folder / "guide.md").read_text(encoding="utf-8") == printed
    call(folder, "scheme", "guidelines", "reviews.yaml", "--out", "guide.html", "--language", "zh")
    page = (folder / "guide.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert "What is judged." not in page
    html = call(folder, "scheme", "guidelines", "reviews.yaml", "--format", "html", "--language", "zh").stdout
    assert html == page
    report = call(folder, "scheme", "guidelines", "reviews.yaml", "--out", "no/guide.md", status=1)
    assert "cannot be written" in report.stderr


def test_what_is_derived_is_printed(folder: Path) -> None:
    assert 'value="方面"' in call(folder, "scheme", "labels", "reviews.yaml", "--language", "zh").stdout
    assert json.loads(call(folder, "scheme", "json-schema").stdout)["$id"]
    assert "about\tArg1:complaint|suggestion" in call(folder, "scheme", "brat", "reviews.yaml").stdout
    assert "bgColor:#0072b2" in call(folder, "scheme", "brat", "policy", "--visual").stdout


def test_without_a_name_the_scheme_is_that_of_the_project(folder: Path) -> None:
    call(folder, "init", "new", "--scheme", "reviews.yaml")
    project = folder / "new"
    for command in ("show", "check", "labels", "guidelines", "brat"):
        assert "complaint" in call(project, "scheme", command).stdout
        assert "no annotate.toml" in call(folder, "scheme", command, status=1).stderr
