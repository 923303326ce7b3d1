"""Freezing gold, linking its components by files, and measuring that, as a user calls it all; no server is needed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from schema import Span
from tests.cli.inside import Call, call
from tests.workflow.labelling.desk import Desk, day, desk

__all__ = ["call"]

QUOTES = {"problem": "𠮷婆婆坐着轮椅过不去😀", "measure": "给石桥加一条缓坡"}

SAID = {"problem": {"problem_type": "status"}, "measure": {"specificity": "concrete", "instrument": "service"}}


@pytest.fixture
def office(tmp_path: Path) -> Desk:
    """Two annotators who marked the same two components, each in a paragraph of its own."""
    made = desk(tmp_path)
    with made.store() as store:
        (article,) = store.articles()
    text, units = article.current.text, made.units()
    for name in ("lin", "chen"):
        for unit, (kind, quote) in zip(units[1:], QUOTES.items(), strict=False):
            start = text.index(quote)
            span = Span(id="r", types=(kind,), start=start, end=start + len(quote), text=quote, attributes=SAID[kind])
            made.did(name, unit, day(1), spans=(span,), origin=f"{name}/{kind}")
    return made


def linked(path: Path, *ends: tuple[str, str, str]) -> list[dict[str, Any]]:
    """Return the tasks of a file as they are exported when somebody drew relations (label, from type, to type)."""
    tasks = json.loads(path.read_text(encoding="utf-8"))
    for number, task in enumerate(tasks, start=1):
        (shown,) = task["predictions"]
        regions = {one["value"]["labels"][0]: one for one in shown["result"] if one["type"] == "labels"}
        drawn = [
            {
                "type": "relation",
                "from_id": regions[source]["id"],
                "to_id": regions[target]["id"],
                "direction": "right",
                "labels": [label],
            }
            for label, source, target in ends
        ]
        done = {"id": number, "unique_id": path.name, "completed_by": 1, "result": [*shown["result"], *drawn]}
        task |= {"id": number, "annotations": [done | {"prediction": shown}], "drafts": []}
    return list(tasks)


def collect(call: Call, office: Desk, path: Path, *ends: tuple[str, str, str]) -> dict[str, Any]:
    given = office.project.folder / "export.json"
    given.write_text(json.dumps(linked(path, *ends), ensure_ascii=False), encoding="utf-8")
    report: dict[str, Any] = json.loads(call(office.project.folder, "pull", "--from", str(given), "--json").stdout)
    return report


def test_from_gold_to_relations_in_gold(call: Call, office: Desk) -> None:
    folder = office.project.folder
    assert "nothing was frozen yet" in call(folder, "adjudicate", "releases").stdout
    assert "there is no gold to freeze yet" in call(folder, "adjudicate", "freeze", "one", status=1).stderr
    call(folder, "adjudicate", "auto")
    frozen = json.loads(call(folder, "adjudicate", "freeze", "one", "--who", "林", "--why", "link", "--json").stdout)
    assert (frozen["new"], frozen["release"]["components"], frozen["release"]["who"]) == (True, 2, "林")
    assert "there already" in call(folder, "adjudicate", "freeze", "one").stdout
    assert "one" in call(folder, "adjudicate", "releases").stdout

    planned = call(folder, "push", "--link", "one", "--to", "handed", "--dry-run").stdout
    assert "nothing was done" in planned
    assert not (folder / "handed").exists()
    done = call(folder, "push", "--link", "one", "--to", "handed").stdout
    assert "with the components of release one, to draw relations between them" in done
    assert "written to handed" in done
    files = {name: folder / "handed" / f"link-one-{name}-001.json" for name in ("chen", "lin")}
    assert 'required="true"' not in (folder / "handed" / "link-one.xml").read_text(encoding="utf-8")

    addresses = ("应对 addresses", "measure", "problem")
    for path in files.values():
        report = collect(call, office, path, addresses)
        assert (report["new"], report["checked"]["errors"]) == (1, 0)
    assert collect(call, office, files["lin"], addresses)["unchanged"] == 1

    measured = json.loads(call(folder, "agreement", "--release", "one", "--json").stdout)
    exact = measured["figures"][0]
    assert (measured["shared_units"], exact["measure"], exact["value"], exact["items"]) == (
        1,
        "relation_f1_exact",
        1.0,
        2,
    )
    shown = call(folder, "agreement", "--release", "one").stdout
    assert "relations between the components of release one\n" in shown
    assert "2 annotations by chen, lin; 1 unit in 1 article seen by at least two" in shown
    apart = json.loads(call(folder, "agreement", "--json").stdout)
    (exact,) = (one for one in apart["figures"] if (one["measure"], one["of"]) == ("relation_f1_exact", None))
    assert (apart["annotations"], exact["items"]) == (4, 0)

    call(folder, "adjudicate", "auto")
    call(folder, "export", "jsonl", "--name", "it", "--names", "--allow-open")
    records, (gold,) = (
        [json.loads(line) for line in (folder / "exports" / "it" / name).read_text(encoding="utf-8").splitlines()]
        for name in ("annotations.jsonl", "gold.jsonl")
    )
    assert sorted((one["annotator"], one["release"], one["suggestion"]) for one in records if one["release"]) == [
        ("chen", "one", "gold one"),
        ("lin", "one", "gold one"),
    ]
    assert len(records) == 6
    (relation,) = gold["relations"]
    ids = {span["type"]: span["id"] for span in gold["spans"]}
    assert (relation["source"], relation["target"]) == (ids["measure"], ids["problem"])


def test_options_that_do_not_go_together_or_name_nothing(call: Call, office: Desk) -> None:
    folder = office.project.folder
    assert "both --link and --suggest" in call(folder, "push", "--link", "a", "--suggest", "lin", status=1).stderr
    assert "release none: is not in the store" in call(folder, "push", "--link", "none", "--to", "x", status=1).stderr
    assert "release none: is not in the store" in call(folder, "agreement", "--release", "none", status=1).stderr
    assert "there is no such file" in call(folder, "push", "--suggest", "ghost", "--to", "x", status=1).stderr


def test_suggestions_of_a_colleague_go_into_files(call: Call, office: Desk) -> None:
    folder = office.project.folder
    shown = call(folder, "push", "--suggest", "lin", "--to", "handed", "--annotator", "wang").stdout
    assert "2 units with suggestions of annotator lin" in shown
    tasks = json.loads((folder / "handed" / "label-wang-001.json").read_text(encoding="utf-8"))
    models = [[one["model_version"] for one in task.get("predictions", [])] for task in tasks]
    assert models == [[], ["annotator lin"], ["annotator lin"], []]
