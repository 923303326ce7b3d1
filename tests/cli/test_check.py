"""`annotate check` as a user calls it: what it looks at, what it tells, and its statuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotate.workflow.project import Project, open_project
from tests.cli.inside import Call, call
from tests.workflow.conftest import Way, accounts, project, way
from tests.workflow.test_checking import worked

__all__ = ["accounts", "call", "project", "way", "worked"]


def check(call: Call, project: Project, *words: str, status: int = 4) -> dict[str, object]:
    done = call(project.folder, "check", *words, "--json", status=status)
    assert done.stderr == ""
    report: dict[str, object] = json.loads(done.stdout)
    return report


def test_errors_are_status_4_and_warnings_alone_are_not(call: Call, worked: Project) -> None:
    report = check(call, worked)
    assert (report["annotations"], report["articles"], report["errors"], report["warnings"]) == (6, 3, 9, 9)
    shown = call(worked.folder, "check", status=4).stdout.splitlines()
    assert shown[0] == "6 annotations on 3 articles: 9 errors, 9 warnings"
    assert any(line.startswith("error: missing-attribute: chen: span p0 [") for line in shown)
    assert shown[-1] == "… and 6 more; --json lists all"
    warnings = check(call, worked, "--rule", "unaddressed-problem", status=0)
    assert (warnings["errors"], warnings["warnings"]) == (0, 9)
    assert "0 errors, 9 warnings" in call(worked.folder, "check", "--rule", "unaddressed-problem").stdout
    assert "nothing found" in call(worked.folder, "check", "--rule", "cycle").stdout


def test_options_choose_and_can_be_given_again(call: Call, worked: Project) -> None:
    with worked.store() as store:
        first, second, _ = (article.id for article in store.articles())
    assert check(call, worked, "--annotator", "chen")["errors"] == 3
    assert check(call, worked, "--annotator", "chen", "--annotator", "lin")["errors"] == 9
    assert check(call, worked, "--article", first[:8])["annotations"] == 2
    assert check(call, worked, "--article", first, "--article", second)["articles"] == 2
    both = check(call, worked, "--rule", "missing-attribute", "--rule", "unaddressed-problem", "--annotator", "lin")
    assert (both["annotations"], both["errors"], both["warnings"]) == (3, 6, 6)
    findings = both["findings"]
    assert isinstance(findings, list)
    assert {(one["rule"], one["annotator"]) for one in findings} == {
        ("missing-attribute", "lin"),
        ("unaddressed-problem", "lin"),
    }


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--rule", "no-such"], "rule no-such: there is no such rule (expected one of unknown-type, "),
        (["--annotator", "nobody"], "annotator nobody: there is no such annotator (expected one of chen, lin)"),
        (["--article", "ffff"], "article ffff: it is no article (expected one article)\n  → annotate corpus list"),
        (["--notify"], "annotate studio start"),
    ],
)
def test_what_is_not_there_is_one_message(call: Call, worked: Project, words: list[str], message: str) -> None:
    done = call(worked.folder, "check", *words, "--json", status=1)
    assert done.stdout == ""
    assert message in done.stderr


def test_annotators_are_told_on_the_server(call: Call, way: Way) -> None:
    folder: Path = way.project.folder
    refused = call(folder, "check", "--notify", status=1)
    assert "nothing was pushed to this server yet" in refused.stderr
    way.push()
    name, other = (account.name for account in way.annotators)
    for whose in (name, other):
        way.label(whose, way.units()[1], {"p": ("过不去", {"type": "problem"})})

    pulled = call(folder, "pull").stdout
    assert "checked 2 annotations on 1 article: 2 errors, 0 warnings" in pulled
    assert "error: missing-attribute: " in pulled
    done = json.loads(call(folder, "check", "--annotator", name, "--notify", "--json", status=4).stdout)
    assert done["notified"] == {"tasks": 1, "written": 1, "cleared": 0}
    assert {finding["annotator"] for finding in done["findings"]} == {name}
    both = call(folder, "check", "--notify", status=4).stdout
    assert "2 tasks show findings: 1 written now, 0 cleared" in both

    with open_project(folder).store() as store:
        store.mark_deleted(one.id for one in store.annotations(raw=False))
    assert "0 tasks show findings: 0 written now, 2 cleared" in call(folder, "check", "--notify").stdout
