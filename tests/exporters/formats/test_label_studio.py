"""Label Studio's JSON: our own reader gives the same again, and so does a real server that imported it."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
import pytest
from hypothesis import given, settings

from annotate.exporters._dataset import Part
from annotate.exporters._manifest import Omissions
from annotate.exporters._records import Labels, Linked, Marked
from annotate.exporters.label_studio import write_label_studio
from annotate.formats import label_studio
from annotate.labelstudio import Client
from schema import Scheme, Span, SpanRelation, Unit
from tests.exporters.formats.corpus import ARTICLE, SCHEME, SCHEMES, TEXT, counts, dataset, part, parts, quiet
from tests.labelstudio import remote
from tests.studio import Studio

Said = tuple[str, str, str, list[Any], list[Any]]


def tasks(folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((folder / "tasks.json").read_text(encoding="utf-8"))
    return found


def of_labels(labels: Labels) -> Said:
    spans = [(span.id, types(span), span.start, span.end, span.attributes) for span in labels.spans]
    relations = [(one.id, types(one), one.source, one.target) for one in labels.relations]
    return labels.unit.article, labels.unit.key, labels.annotator, spans, relations


def types(item: Span | SpanRelation | Marked | Linked) -> tuple[str, ...]:
    return item.types if isinstance(item, Span | SpanRelation) else (item.type,)


def of_tasks(found: list[dict[str, Any]], scheme: Scheme = SCHEME) -> list[Said]:
    """What our own reader finds in tasks."""
    said = []
    for task in found:
        unit = Unit.parse(task["data"]["key"])
        for annotator, raw in zip(task["data"]["annotators"], task["annotations"], strict=True):
            read = label_studio.read(
                {"completed_by": 1, **raw}, unit=unit, annotator=annotator, origin="o", scheme=scheme
            )
            assert read.unreadable == ()
            said.append(of_labels(Labels("", annotator, unit, read.spans, read.relations)))
            for span in read.spans:
                slice_ = task["data"]["text"][span.start - unit.start : span.end - unit.start]
                assert span.text == slice_
    return sorted(said, key=repr)


def every(*held: Part) -> list[Said]:
    return sorted(
        (of_labels(labels) for one in held for labels in (*one.works, *([one.gold] if one.gold else []))), key=repr
    )


@pytest.mark.parametrize("name", SCHEMES)
def test_nothing_is_lost(name: str, tmp_path: Path) -> None:
    scheme, left_out = SCHEMES[name], Omissions()
    write_label_studio(dataset(scheme=scheme), tmp_path, left_out)
    assert of_tasks(tasks(tmp_path), scheme) == every(part(scheme), quiet())
    assert counts(left_out) == {}


def test_a_task_is_what_is_pushed_and_says_whose_its_annotations_are(tmp_path: Path) -> None:
    write_label_studio(dataset(), tmp_path, Omissions())
    whole, paragraph, last, other = tasks(tmp_path)
    assert whole["data"]["text"] == TEXT
    assert whole["data"]["annotators"] == ["gold", "A1"]
    assert [found["ground_truth"] for found in whole["annotations"]] == [True, False]
    assert (paragraph["data"]["title"], last["data"]["before"]) == ("村庄的灯𠮷", TEXT[25:47])
    assert paragraph["data"]["annotators"] == last["data"]["annotators"] == ["A2"]
    assert last["annotations"][0]["result"] == []
    assert (other["data"]["split"], other["data"]["annotators"]) == ("test", ["A1"])


def test_an_empty_dataset_is_an_empty_list(tmp_path: Path) -> None:
    write_label_studio(dataset(Part(ARTICLE, ARTICLE.current)), tmp_path, Omissions())
    assert tasks(tmp_path) == []


@settings(max_examples=30)
@given(parts())
def test_what_is_written_is_read_again(given_: Part) -> None:
    with TemporaryDirectory() as folder:
        write_label_studio(dataset(given_), Path(folder), Omissions())
        assert of_tasks(tasks(Path(folder))) == every(given_)


def imported(http: httpx.Client, client: Client, written: list[dict[str, Any]]) -> int:
    """A project that has the tasks with all their annotations.

    A server whose database was locked meanwhile tries again without the annotations and says 201 all the same: only the
    count in its answer tells. That costs another project, not a wrong verdict on what was written.
    """
    annotations = sum(len(task["annotations"]) for task in written)
    for _ in range(5):
        project = remote.new_project(client)
        answer = http.post(f"/api/projects/{project}/import", json=written).raise_for_status().json()
        if answer["annotation_count"] == annotations:
            return project
    pytest.fail("the server's database was locked at each of five imports", pytrace=False)


def test_the_real_server_imports_it_and_gives_it_back(studio: Studio, tmp_path: Path) -> None:
    write_label_studio(dataset(), tmp_path, Omissions())
    written = tasks(tmp_path)
    assert (tmp_path / "config.xml").read_text(encoding="utf-8") == remote.CONFIG
    with remote.api(studio) as http:
        project = imported(http, remote.connect(studio), written)
        pulled = http.get(f"/api/projects/{project}/export?exportType=JSON").raise_for_status().json()
    pulled.sort(key=lambda task: task["id"])
    for task in pulled:
        task["annotations"].sort(key=lambda found: found["id"])
    assert [task["data"] for task in pulled] == [task["data"] for task in written]
    assert of_tasks(pulled) == of_tasks(written) == every(part(), quiet())
    truths = [[found["ground_truth"] for found in task["annotations"]] for task in pulled]
    assert truths == [[found["ground_truth"] for found in task["annotations"]] for task in written]
