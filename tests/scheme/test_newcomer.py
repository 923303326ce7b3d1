"""A scheme for another field, in fifteen lines of YAML: the whole way with it, by commands alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotate.labelstudio import Client
from annotate.workflow.project import open_project
from tests.cli.test_commands import call
from tests.scheme.test_load import REVIEWS
from tests.studio import Studio

REVIEW = "用了两周的台灯\n\n灯光柔和，看书不累眼。可是开关太紧，孩子按不动。希望换成触摸的开关。\n"
QUOTES = {"aspect": "开关", "complaint": "太紧，孩子按不动", "suggestion": "换成触摸的开关"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "reviews.yaml").write_text(REVIEWS, encoding="utf-8")
    (tmp_path / "lamp.txt").write_text(REVIEW, encoding="utf-8")
    return tmp_path


def test_what_is_said_of_the_scheme_before_anything_is_labelled(folder: Path) -> None:
    report = json.loads(call(folder, "scheme", "check", "reviews.yaml", "--json").stdout)
    assert report["errors"] == 0
    assert "抱怨" in call(folder, "scheme", "show", "reviews.yaml").stdout
    call(folder, "scheme", "guidelines", "reviews.yaml", "--out", "handbook.html")
    handbook = (folder / "handbook.html").read_text(encoding="utf-8")
    for text in ("商品评论", "不满之处。", "What to change."):
        assert text in handbook
    assert "主论点" not in handbook


def test_from_the_scheme_to_the_dataset(folder: Path, studio: Studio) -> None:
    account = studio.new_account("mei")
    server = {"LABEL_STUDIO_URL": studio.url, "LABEL_STUDIO_API_KEY": studio.token}
    call(folder, "init", "lamps", "--scheme", "reviews.yaml", "--name", account.name)
    project = folder / "lamps"
    call(project, "import", "../lamp.txt")
    call(project, "annotators", "add", account.name, status=0, **server)
    call(project, "push", status=0, **server)

    with open_project(project).store() as store:
        (target,) = store.projects()
        tasks = [task for task in store.tasks(target.id) if task.unit.kind == "paragraph"]
        article = next(iter(store.articles())).current.text
    (task,) = tasks
    shown = task.unit.of(article)
    results: list[dict[str, object]] = []
    for name, quote in QUOTES.items():
        start = shown.index(quote)
        value = {"start": start, "end": start + len(quote), "text": quote, "labels": [name]}
        results.append({"id": name, "type": "labels", "from_name": "label", "to_name": "text", "value": value})
    for source in ("complaint", "suggestion"):
        ends = {"from_id": source, "to_id": "aspect", "direction": "right", "labels": ["关于 about"]}
        results.append({"type": "relation", **ends})
    assert account.token is not None
    Client(studio.url, account.token).annotate(task.remote, json.loads(json.dumps(results)))

    call(project, "pull", status=0, **server)
    checked = json.loads(call(project, "check", "--json").stdout)
    assert (checked["annotations"], checked["errors"], checked["warnings"]) == (1, 0, 0)
    call(project, "export", "jsonl", "--name", "lamps")
    lines = (project / "exports" / "lamps" / "annotations.jsonl").read_text(encoding="utf-8").splitlines()
    (record,) = [found for line in lines if (found := json.loads(line))["spans"]]
    spans = {span["id"]: span for span in record["spans"]}
    assert sorted((span["type"], span["text"]) for span in spans.values()) == sorted(QUOTES.items())
    assert all(record["text"][span["start"] : span["end"]] == span["text"] for span in spans.values())
    relations = [(spans[r["source"]]["type"], r["type"], spans[r["target"]]["type"]) for r in record["relations"]]
    assert sorted(relations) == [("complaint", "about", "aspect"), ("suggestion", "about", "aspect")]
