"""Parquet as datasets, polars and DuckDB read it: the same records as JSON Lines."""

import json
from pathlib import Path

import duckdb
import polars
import pytest
from datasets import load_dataset  # type: ignore[import-untyped]

from annotate.exporters._dataset import Part
from annotate.exporters._manifest import Omissions
from annotate.exporters._records import Labels
from annotate.exporters.jsonl import write_jsonl
from annotate.exporters.parquet import write_parquet
from schema import Span
from tests.exporters.formats.corpus import ARTICLE, SCHEMES, TEXT, counts, dataset, part, unit

FILES = ("articles", "annotations", "gold")


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n")[:-1]]


@pytest.mark.parametrize("name", SCHEMES)
def test_polars_and_datasets_read_the_records_of_json_lines(name: str, tmp_path: Path) -> None:
    (tmp_path / "parquet").mkdir()
    (tmp_path / "jsonl").mkdir()
    every = dataset(scheme=SCHEMES[name])
    write_parquet(every, tmp_path / "parquet", Omissions())
    write_jsonl(every, tmp_path / "jsonl", Omissions())
    for file in FILES:
        expected = lines(tmp_path / "jsonl" / f"{file}.jsonl")
        path = tmp_path / "parquet" / f"{file}.parquet"
        assert polars.read_parquet(path).to_dicts() == expected
        loaded = load_dataset("parquet", data_files=str(path), split="train", cache_dir=str(tmp_path / "cache"))
        assert list(loaded) == expected


def test_duckdb_cuts_every_span_out_of_its_text(tmp_path: Path) -> None:
    write_parquet(dataset(), tmp_path, Omissions())
    # DuckDB's substr counts code points, and [begin:end] graphemes.
    query = (
        'SELECT record.text, span.start, span."end", span.text, substr(record.text, span.start::INT + 1,'
        ' (span."end" - span.start)::INT) FROM (SELECT text, unnest(spans) AS span FROM read_parquet(?)) AS record'
    )
    for file, expected in (("annotations", 13), ("gold", 11)):
        rows = duckdb.execute(query, [str(tmp_path / f"{file}.parquet")]).fetchall()
        assert len(rows) == expected
        for text, start, end, own, cut in rows:
            assert text[start:end] == own == cut


def test_types_hold_without_a_record(tmp_path: Path) -> None:
    write_parquet(dataset(Part(ARTICLE, ARTICLE.current)), tmp_path, Omissions())
    gold = polars.read_parquet(tmp_path / "gold.parquet")
    assert gold.height == 0
    assert gold.schema["offset"] == polars.Int64
    assert polars.read_parquet(tmp_path / "articles.parquet")["text"].to_list() == [TEXT]


def test_layers_and_texts_can_be_left_away(tmp_path: Path) -> None:
    write_parquet(dataset(layer="gold", text=False), tmp_path, Omissions())
    assert sorted(path.stem for path in tmp_path.iterdir()) == ["articles", "gold"]
    assert set(polars.read_parquet(tmp_path / "articles.parquet")["text"]) == {None}
    assert polars.read_parquet(tmp_path / "gold.parquet")["text"].to_list() == [None]


def test_half_a_character_is_replaced_and_counted(tmp_path: Path) -> None:
    said = {"actor": "村\ud842委"}
    work = Labels(
        "w",
        "A1",
        unit(ARTICLE, "title", 0, 5),
        [Span(id="a", types=("measure",), start=0, end=5, text="", attributes=said)],
        [],
    )
    left_out = Omissions()
    write_parquet(dataset(Part(ARTICLE, ARTICLE.current, (work,))), tmp_path, left_out)
    (record,) = polars.read_parquet(tmp_path / "annotations.parquet").to_dicts()
    assert record["spans"][0]["attributes"]["actor"] == "村\ufffd委"
    assert list(counts(left_out)) == [("characters of attributes", "halves of surrogate pairs are no text")]


def test_the_same_dataset_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        write_parquet(dataset(part()), tmp_path / name, Omissions())
    for file in FILES:
        assert (tmp_path / "one" / f"{file}.parquet").read_bytes() == (
            tmp_path / "other" / f"{file}.parquet"
        ).read_bytes()
