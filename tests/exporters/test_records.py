"""What is exported is what was annotated, and what cannot be is counted."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.alignment import marks
from annotate.errors import ExportError
from annotate.exporters import (
    EXPORTERS,
    EXTRAS,
    Format,
    LeftOut,
    Manifest,
    Omissions,
    Options,
    _exporter,
    features,
    find,
)
from annotate.exporters._lines import line
from annotate.exporters._records import ArticleRecord, LabelledRecord
from schema import Annotation, Article, Imported, Unit
from tests.exporters.corpus import ANNOTATIONS, ARTICLE, SCHEME, TEXT, contents, export, lines
from tests.exporters.corpus import span as marked
from tests.strategies import annotations, imported


def records(folder: Path) -> list[LabelledRecord]:
    return [json.loads(found) for found in lines(folder / "annotations.jsonl")]


def test_relations_across_paragraphs_survive(tmp_path: Path) -> None:
    _, first, *_ = records(export(tmp_path).folder)
    assert first["text"] == TEXT
    assert first["relations"] == [{"id": "r", "type": "addresses", "source": "2", "target": "1", "basis": None}]
    assert [span["text"] for span in first["spans"]] == ["路灯坏了😀", "应当按月巡查\u2028并公示"]


def test_gold_tells_on_what_each_item_rests(tmp_path: Path) -> None:
    (gold,) = (json.loads(found) for found in lines(export(tmp_path).folder / "gold.jsonl"))
    assert [(span["id"], span["basis"]) for span in gold["spans"]] == [("g1", "agreed"), ("g2", "automatic")]
    assert [(found["id"], found["basis"]) for found in gold["relations"]] == [("g4", "arbitrated")]


def test_offsets_are_relative_to_the_unit(tmp_path: Path) -> None:
    record = records(export(tmp_path).folder)[3]
    (span,) = record["spans"]
    assert (record["offset"], span["start"], span["end"]) == (6, 0, 5)
    assert record["unit"] == "d0-1@2:paragraph:6-16"
    assert span["preloaded"] is True


def test_no_line_end_but_the_line_feed(tmp_path: Path) -> None:
    folder = export(tmp_path).folder
    for file in ("articles", "annotations", "gold"):
        text = (folder / f"{file}.jsonl").read_text(encoding="utf-8")
        assert text.splitlines() == list(lines(folder / f"{file}.jsonl"))


def test_records_have_the_keys_that_readers_are_told(tmp_path: Path) -> None:
    folder = export(tmp_path).folder
    for file, shape in features(SCHEME).items():
        for found in lines(folder / file):
            _expect(shape, json.loads(found))


def _expect(shape: object, value: object) -> None:
    if isinstance(shape, dict):
        assert isinstance(value, dict)
        assert list(value) == list(shape)
        for key, inner in shape.items():
            _expect(inner, value[key])
    elif isinstance(shape, list):
        assert isinstance(value, list)
        for item in value:
            _expect(shape[0], item)
    else:
        assert type(value).__name__ in {"string": ("str", "NoneType"), "int64": ("int",), "bool": ("bool",)}[str(shape)]


def test_what_is_left_out_is_counted_by_reason(tmp_path: Path) -> None:
    left_out = export(tmp_path).manifest.left_out
    found = {(what, reason): facts.count for what, reasons in left_out.items() for reason, facts in reasons.items()}
    assert found == {
        ("attributes", "the scheme does not know it"): 1,
        ("relations", "an end of it is no span of the record"): 1,
        ("relations", "it has no type"): 1,
        ("relations", "it has several types"): 1,
        ("relations", "it is not drawn from source to target"): 1,
        ("spans", "another span has its id"): 1,
        ("spans", "it has no type"): 1,
        ("spans", "it has several types"): 1,
        ("spans", "its range is empty or leaves the unit"): 3,
    }
    spans = left_out["spans"]["its range is empty or leaves the unit"]
    assert spans.examples == ("paragraph-陈-1/d", "paragraph-陈-1/e", "gold-d0-1/g3")


def test_examples_are_few(tmp_path: Path) -> None:
    untyped = [marked(str(n), "", 0, 1) for n in range(9)]
    works = [ANNOTATIONS[0].model_copy(update={"id": "a", "spans": tuple(untyped), "relations": ()})]
    (facts,) = export(tmp_path, annotations=works, golds=()).manifest.left_out["spans"].values()
    assert (facts.count, facts.examples) == (9, ("a/0", "a/1", "a/2"))


def test_what_others_left_out_is_counted_too() -> None:
    one, other = Omissions(), Omissions()
    one.add("gold", "it is open", "a", 4)
    for example in "bcde":
        other.add("gold", "it is open", example)
    other.add("spans", "it overlaps", "f")
    one.take(other)
    assert one.summary() == {
        "gold": {"it is open": LeftOut(count=8, examples=("a", "b", "c"))},
        "spans": {"it overlaps": LeftOut(count=1, examples=("f",))},
    }


def test_manifest_describes_the_files(tmp_path: Path) -> None:
    exported = export(tmp_path)
    stored = Manifest.model_validate_json((exported.folder / "MANIFEST.json").read_text(encoding="utf-8"))
    assert stored == exported.manifest
    assert {path.name for path in exported.folder.iterdir()} == {*stored.files, "MANIFEST.json"}
    for name, facts in stored.files.items():
        data = (exported.folder / name).read_bytes()
        assert (facts.size, facts.sha256) == (len(data), hashlib.sha256(data).hexdigest())
        assert facts.records == (data.count(b"\n") if name.endswith(".jsonl") else None)
    assert stored.counts == {
        "articles": 2,
        "annotations": 5,
        "annotators": 2,
        "spans": 11,
        "relations": 6,
        "gold articles": 1,
        "gold spans": 3,
        "gold relations": 1,
    }


def test_another_scheme_is_another_hash(tmp_path: Path) -> None:
    other = SCHEME.model_copy(update={"severities": {"cycle": "warning"}})
    one, two = export(tmp_path, "a"), export(tmp_path, "b", scheme=other)
    assert one.manifest.scheme.sha256 != two.manifest.scheme.sha256


def test_an_empty_project_can_be_exported(tmp_path: Path) -> None:
    exported = export(tmp_path, articles=(), annotations=(), golds=())
    assert set(exported.manifest.counts.values()) == {0}
    assert "Nothing." in (exported.folder / "README.md").read_text(encoding="utf-8")


def test_iterables_are_read_one_item_at_a_time(tmp_path: Path) -> None:
    alive: list[int] = []

    class Watched(Article):
        def __init__(self, **values: object) -> None:
            super().__init__(**values)
            alive.append(1)

        def __del__(self) -> None:
            alive.pop()

    def many() -> Iterator[Article]:
        for _ in range(50):
            yield Watched(**dict(ARTICLE))
            assert len(alive) <= 2

    assert export(tmp_path, articles=many()).manifest.counts["articles"] == 50


def test_unknown_format_lists_the_known() -> None:
    assert find("jsonl") is EXPORTERS["jsonl"]
    with pytest.raises(ExportError, match=r"is no format that is known \(expected one of jsonl"):
        find("xls")


def test_every_format_is_there_and_says_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind, found in EXPORTERS.items():
        assert callable(_exporter.writer(kind))
        assert found.extra is None or found.extra in EXTRAS
        _exporter.check(kind, Options())
    monkeypatch.setattr(_exporter, "find_spec", lambda name: None)
    with pytest.raises(ExportError, match="jieba is not installed") as caught:
        _exporter.check("jsonl", Options(words="jieba"))
    assert caught.value.cure == "pip install 'argument-annotate[words]'"
    _exporter.check("jsonl", Options())


def test_without_texts_are_only_offsets_and_formats_that_can_do_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = export(tmp_path, text=False).folder
    every = b"".join(contents(folder).values()).decode()
    assert [words for words in ("路灯", "巡查", "公示") if words in every] == []
    with_text = export(tmp_path, "other").folder
    assert "路灯" in b"".join(contents(with_text).values()).decode()
    needing = {**EXPORTERS, "story": Format("jsonl", "write_jsonl", "needs texts")}
    monkeypatch.setattr(_exporter, "EXPORTERS", needing)
    with pytest.raises(ExportError, match="is nothing without texts"):
        _exporter.check("story", Options(text=False))


def test_half_a_surrogate_pair_is_still_json() -> None:
    value = "\ud83d\u2028\x85😀"
    data = line({"text": value})
    assert json.loads(data) == {"text": value}
    assert data.decode("ascii", "replace").splitlines(keepends=True)[0].endswith("\n")
    assert line({"text": "a\u2028"}) == b'{"text":"a\\u2028"}\n'


@st.composite
def corpora(draw: st.DrawFn) -> tuple[Imported, list[Annotation]]:
    """Articles with submitted annotations of any range of their texts."""
    whole = draw(imported())
    works = []
    for article in whole.articles:
        length = len(article.current.text)
        start = draw(st.integers(0, length - 1))
        place = Unit(
            article=article.id, version=1, kind="section", start=start, end=draw(st.integers(start + 1, length))
        )
        works.append(draw(annotations(st.just(place))))
    return whole, [work.model_copy(update={"status": "submitted", "not_annotatable": False}) for work in works]


@settings(max_examples=40)
@given(corpora())
def test_export_read_back_is_what_was_annotated(corpus: tuple[Imported, list[Annotation]]) -> None:
    whole, works = corpus
    with TemporaryDirectory() as folder:
        exported = export(Path(folder), articles=whole.articles, annotations=works, golds=())
        read = records(exported.folder)
        articles: list[ArticleRecord] = [json.loads(found) for found in lines(exported.folder / "articles.jsonl")]
    texts = {article["id"]: str(article["text"]) for article in articles}
    assert [record["id"] for record in read] == [work.id for work in works]
    for record, work in zip(read, works, strict=True):
        text, offset = str(record["text"]), record["offset"]
        assert text == texts[record["article"]][work.unit.start : work.unit.end]
        spans = record["spans"]
        assert [(span["id"], span["type"], span["start"], span["end"]) for span in spans] == [
            (mark.span, mark.type, mark.start - offset, mark.end - offset) for mark in marks(work)[0]
        ]
        by_id = {span.id: span for span in work.spans}
        for span in spans:
            assert span["text"] == text[span["start"] : span["end"]]
            given_ = {name: value for name, value in span["attributes"].items() if value is not None}
            assert given_ == by_id[span["id"]].attributes
        ends = {span["id"] for span in spans}
        assert record["relations"] == [
            {"id": found.id, "type": found.type, "source": found.source, "target": found.target, "basis": None}
            for found in work.relations
            if found.type and found.direction == "right" and {found.source, found.target} <= ends
        ]
