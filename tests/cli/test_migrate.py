"""`scheme migrate` and `scheme history` as a user calls them: statuses, messages, JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotate.workflow.project import Project
from tests.cli.inside import Call, call
from tests.workflow.schemes.test_migrating_store import project, revisions

__all__ = ["call", "project"]

WORDS = (
    *("--merge", "problem,danger=issue", "--rename", "measure=action", "--rename", "measure.actor=agent"),
    *("--rename", "problem.kind.status=present", "--rename", "danger.kind.status=present"),
    *("--rename", "causes=leads_to", "--drop-attribute", "measure.means"),
)
"""What `roads.OPERATIONS` says, as options."""

MOVES = """
- {kind: merge, what: [problem, danger], to: issue}
- {kind: rename, what: measure, to: action}
- {kind: rename, what: measure.actor, to: agent}
- {kind: rename, what: problem.kind.status, to: present}
- {kind: rename, what: danger.kind.status, to: present}
- {kind: rename, what: causes, to: leads_to}
- {kind: drop, what: measure.means}
"""
"""The same as a file."""


def test_it_goes_there_is_told_and_comes_back(call: Call, project: Project) -> None:
    folder = project.folder
    assert call(folder, "scheme", "history").stdout == "no scheme was pushed yet\n"
    planned = call(folder, "scheme", "migrate", "../after.yaml", *WORDS, "--dry-run")
    assert "nothing was done yet: 1 annotation would change, in about 0 s on a server" in planned.stdout
    assert "roads 1 → roads 2" in planned.stdout
    assert "𠮷婆婆坐着轮椅过不去" in planned.stdout
    assert planned.stderr == ""
    assert len(revisions(project)) == 1

    told = call(folder, "scheme", "migrate", "../after.yaml", *WORDS, "--who", "林", "--why", "试用之后", "--json")
    report = json.loads(told.stdout)
    assert (report["done"], report["number"], report["changed"], report["stored"]) == (True, 1, 0, 1)
    moves = {(move["what"], move["to"]): move["count"] for move in report["moves"]}
    assert moves["problem", "issue"] == moves["danger", "issue"] == moves["measure.means=money", None] == 1
    assert [task["reasons"][0].partition(":")[0] for task in report["revisit"]] == ["missing-attribute"]
    assert [types for types, *_ in revisions(project)] == [
        ["problem", "danger", "measure"],
        ["issue", "issue", "action"],
    ]
    history = json.loads(call(folder, "scheme", "history", "--json").stdout)
    assert [line["scheme"] for line in history["versions"]] == ["roads 1", "roads 2"]
    (migration,) = history["migrations"]
    assert (migration["who"], migration["why"], migration["undoes"]) == ("林", "试用之后", None)
    assert [one["kind"] for one in migration["operations"]].count("rename") == 5

    returned = call(folder, "scheme", "migrate", "--back", "--who", "陈").stdout
    assert "roads 2 → roads 1" in returned
    assert "migration 2 done: 0 changed on the server, 1 in the store" in returned
    shown = call(folder, "scheme", "history").stdout.splitlines()
    assert [line.partition(":")[0] for line in shown if line.startswith("migration ")] == ["migration 1", "migration 2"]
    assert ", 7 operations, 林, " in shown[-2]
    assert shown[-2].endswith(": 试用之后")
    assert ", takes 1 back, 陈, " in shown[-1]
    assert len(revisions(project)) == 3


def test_operations_can_stand_in_a_file(call: Call, project: Project) -> None:
    (project.folder / "moves.yaml").write_text(MOVES, encoding="utf-8")
    done = call(project.folder, "scheme", "migrate", "../after.yaml", "--operations", "moves.yaml", "--json")
    assert json.loads(done.stdout)["stored"] == 1
    assert revisions(project)[-1][0] == ["issue", "issue", "action"]
    again = call(project.folder, "scheme", "migrate", "../before.yaml", "--operations", "none.yaml", status=1)
    assert "none.yaml: cannot be read: No such file or directory" in again.stderr


@pytest.mark.parametrize(
    ("words", "status", "messages"),
    [
        (["../after.yaml"], 1, ["problem (1)", "expected an operation for each", "--rename OLD=NEW"]),
        (["../before.yaml"], 1, ["it has this scheme already: roads 1", "annotate scheme history"]),
        (["../none.yaml"], 1, ["none.yaml: cannot be read"]),
        (["--back"], 1, ["there is no migration to take back", "annotate scheme history"]),
        (["../after.yaml", "--rename", "problem"], 1, ["operation 0.rename.to", "annotate scheme migrate --help"]),
        (["../after.yaml", "--rename", "trouble=issue"], 1, ["rename trouble: roads 1 has no such name"]),
        (["../after.yaml", "--back"], 2, ["give either NEW_SCHEME or --back"]),
        ([], 2, ["give either NEW_SCHEME or --back"]),
    ],
    ids=lambda found: " ".join(found) if isinstance(found, list) and found and found[0].startswith((".", "-")) else "",
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    call: Call, project: Project, words: list[str], status: int, messages: list[str]
) -> None:
    before = {path.name: path.read_bytes() for path in project.folder.iterdir() if path.suffix in (".toml", ".yaml")}
    done = call(project.folder, "scheme", "migrate", *words, "--json", status=status)
    assert done.stdout == ""
    for message in messages:
        assert message in done.stderr
    assert {path.name: path.read_bytes() for path in project.folder.iterdir() if path.name in before} == before
    with project.store() as store:
        assert store.migrations() == []


def test_it_needs_a_project(call: Call, tmp_path: Path) -> None:
    for words in (["migrate", "policy-extended"], ["migrate", "--back"], ["history"]):
        assert "no annotate.toml" in call(tmp_path, "scheme", *words, status=1).stderr
