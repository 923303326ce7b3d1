"""`annotate export` as a user calls it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotate.workflow.project import Project
from tests.cli.inside import Call, call
from tests.workflow.exporting.build import PLACES, articles, contents, decide, decision
from tests.workflow.exporting.conftest import made, template

__all__ = ["call", "made", "template"]


def test_a_release_is_written_verified_made_again_compared_and_joined(
    call: Call, made: Project, tmp_path: Path
) -> None:
    folder = made.folder
    said = call(folder, "export", "jsonl", "--name", "one", "--no-agreement", "--no-text").stdout
    assert said.startswith(f"written to {folder / 'exports' / 'one'}, release 1\n")
    before = contents(made.exports / "one")
    assert "all as they were written" in call(folder, "export", "--check", "one").stdout
    decide(made, decision(articles(made)[0], "p", "rejected", day=1, why="it is none"))
    call(folder, "export", "write", "jsonl", "--name", "one", "--no-agreement", "--no-text", "--gold", "--allow-open")
    assert contents(made.exports / "one") != before
    assert "jsonl" in call(folder, "export", "releases").stdout
    diff = call(folder, "export", "diff", "1", "2").stdout
    assert "Fang, 2026-03-02T08:00:00+00:00: it is none" in diff
    assert 'asked for otherwise: options.allow_open: false → true, options.layer: "' in diff
    assert json.loads(call(folder, "export", "diff", "1", "1", "--json").stdout)["gold"] == []
    call(folder, "export", "again", "1")
    assert contents(made.exports / "one") == before
    sources = [word for place in PLACES[:3] for word in ("--sources", str(tmp_path / f"{place}.txt"))]
    joined = json.loads(call(tmp_path, "export", "join", str(made.exports / "one"), *sources, "--json").stdout)
    assert "坏了三年" in (Path(joined["folder"]) / "gold.jsonl").read_text(encoding="utf-8")
    (made.exports / "one" / "gold.jsonl").write_bytes(b"")
    assert "fault: gold.jsonl was changed" in call(folder, "export", "--check", "one", status=4).stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["xls", "--name", "one"], "is no format that is known (expected one of jsonl"),
        (["jsonl", "--name", "../one"], "is no name for an export"),
        (["jsonl", "--name", "one", "--words", "letters"], "options.words"),
        (["jsonl", "--name", "one", "--splits", "a=1,b=1"], "together 1"),
        (["jsonl", "--name", "one", "--release", "none"], "release none"),
        (["again", "3"], "export 3"),
        (["--check", "one"], "that can be read"),
    ],
)
def test_what_cannot_be_is_one_message(call: Call, made: Project, words: list[str], said: str) -> None:
    error = call(made.folder, "export", *words, status=1).stderr
    assert said in error
    assert "Traceback" not in error


def test_workers_are_asked_for_by_an_option(call: Call, made: Project) -> None:
    call(made.folder, "export", "jsonl", "--name", "one", "--no-agreement")
    before = contents(made.exports / "one")
    call(made.folder, "export", "jsonl", "--name", "one", "--no-agreement", "--workers", "2")
    assert contents(made.exports / "one") == before
    said = call(made.folder, "export", "jsonl", "--name", "two", "--dask", "nowhere", status=1).stderr
    assert said.startswith("error: --dask nowhere: no Dask scheduler answers")
    figures = call(made.folder, "agreement", "--json").stdout
    assert call(made.folder, "agreement", "--json", "--workers", "2").stdout == figures
    said = call(made.folder, "agreement", "--dask", "nowhere", status=1).stderr
    assert said.startswith("error: --dask nowhere: no Dask scheduler answers")


def test_formats_and_splits_are_shown(call: Call, made: Project) -> None:
    formats = json.loads(call(made.folder, "export", "--list", "--json").stdout)["formats"]
    assert formats[0]["name"] == "jsonl"
    words = ("--splits", "train=.5,dev=.5", "--split-by", "article", "--split-seed", "2", "--no-agreement")
    said = call(made.folder, "export", "jsonl", "--name", "one", *words).stdout
    assert "splits, by articles: " in said
