"""A dataset without texts, joined with one's own copy of the sources."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotate.errors import ExportError, InputError
from annotate.exporters import EXPORTERS, SourceRecord, source_records
from annotate.workflow.exporting import joining
from annotate.workflow.project import Project
from tests.workflow.exporting.build import PLACES, articles, contents, export

FILLED = ("articles.jsonl", "annotations.jsonl", "gold.jsonl")


@pytest.fixture
def sources(made: Project) -> list[Path]:
    return [made.folder.parent / f"{place}.txt" for place in PLACES[:3]]


def test_the_joined_dataset_is_the_one_with_texts(made: Project, sources: list[Path], tmp_path: Path) -> None:
    with_texts = export(made).folder
    without = export(made, "bare", text=False).folder
    every = b"".join(contents(without).values()).decode()
    assert [words for words in ("坏了三年", "乡里应当", "婆婆") if words in every] == []
    assert "坏了三年" in b"".join(contents(with_texts).values()).decode()
    # Whatever the sources are called with their owner.
    own = tmp_path / "own"
    own.mkdir()
    for number, path in enumerate(sources):
        path.rename(own / f"{number}.txt")
    joined = joining.join(without, [own])
    assert joined.folder == without.with_name("bare-joined")
    assert {name: contents(joined.folder)[name] for name in FILLED} == {
        name: contents(with_texts)[name] for name in FILLED
    }
    assert joined.manifest.options["text"] is True
    with pytest.raises(ExportError, match="no dataset without texts"):
        joining.join(joined.folder, [own])


@pytest.mark.parametrize("kind", [kind for kind, found in EXPORTERS.items() if not found.needs_text])
def test_whatever_can_be_without_texts_can_be_joined(kind: str, made: Project, sources: list[Path]) -> None:
    with_texts = contents(export(made, kind=kind).folder)
    without = export(made, kind=kind, text=False).folder
    assert {name for name, data in contents(without).items() if data != with_texts[name]} >= {"MANIFEST.json"}
    joined = contents(joining.join(without, sources).folder)
    assert joined.keys() == with_texts.keys()
    # What tells of the dataset is as it came, but for the hashes of its files.
    assert {name for name, data in joined.items() if data != with_texts[name]} == {"README.md", "MANIFEST.json"}


def test_every_span_is_traced_to_its_source(made: Project, sources: list[Path]) -> None:
    folder = export(made).folder
    views = {article.id: made.folder.parent / f"{article.title[0]}.txt" for article in articles(made)}
    traces = {record.article: record for record in source_records_of(folder)}
    seen = 0
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        view = views[record["article"]].read_text(encoding="utf-8")
        for span in record["spans"]:
            found = [
                view[low + max(span["start"], start) - start : low + min(span["end"], end) - start]
                for start, end, low, high in traces[record["article"]].pieces
                if max(span["start"], start) < min(span["end"], end)
            ]
            assert "".join(found) == span["text"]
            seen += 1
    assert seen == 6


def source_records_of(folder: Path) -> list[SourceRecord]:
    lines = (folder / "sources.jsonl").read_text(encoding="utf-8").splitlines()
    return [SourceRecord.model_validate_json(line) for line in lines]


def test_a_source_that_is_missing_or_edited_is_told_and_nothing_is_written(made: Project, sources: list[Path]) -> None:
    without = export(made, "bare", text=False).folder
    with pytest.raises(InputError, match=r"1 texts cannot be joined(.|\n)*is not among the sources"):
        joining.join(without, sources[1:])
    sources[0].write_text(sources[0].read_text(encoding="utf-8") + "补记。\n", encoding="utf-8")
    with pytest.raises(InputError, match="is not among the sources"):
        joining.join(without, sources)
    with pytest.raises(InputError, match="does not exist"):
        joining.join(without, [without / "nowhere"])
    assert not without.with_name("bare-joined").exists()


def test_a_view_that_is_read_otherwise_is_told(
    made: Project, sources: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    without = export(made, "bare", text=False).folder
    (record, *_) = source_records(without)
    view = sources[0].read_text(encoding="utf-8")
    assert record.rebuilt(view + " ") is None
    views = joining._views
    monkeypatch.setattr(joining, "_views", lambda *given: ((key, found + " ") for key, found in views(*given)))
    with pytest.raises(InputError, match="is read otherwise than by"):
        joining.join(without, sources)


def test_a_dataset_that_was_changed_is_not_joined(made: Project, sources: list[Path]) -> None:
    without = export(made, "bare", text=False).folder
    with (without / "gold.jsonl").open("ab") as file:
        file.write(b"\n")
    with pytest.raises(ExportError, match=r"gold.jsonl is not what its MANIFEST.json says"):
        joining.join(without, sources)
    with pytest.raises(ExportError, match="that can be read"):
        joining.join(made.folder, sources)
