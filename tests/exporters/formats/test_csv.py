"""CSV as pandas reads it: offsets, empty units, and no cell that a spreadsheet would run."""

import csv
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pytest
from hypothesis import given, settings

from annotate.exporters._dataset import Part
from annotate.exporters._manifest import Omissions
from annotate.exporters.csv import write_csv
from tests.exporters.formats.corpus import SCHEMES, TEXT, counts, dataset, part, parts, quiet


def read(folder: Path) -> dict[str, pd.DataFrame]:
    """The tables with every cell as text."""
    return {
        path.stem: pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
        for path in sorted(folder.glob("*.csv"))
    }


def plain(cell: str) -> str:
    """A cell as it was before it was made harmless."""
    return cell.removeprefix("'")


@pytest.mark.parametrize("name", SCHEMES)
def test_every_span_and_relation_is_read_by_pandas(name: str, tmp_path: Path) -> None:
    scheme, left_out = SCHEMES[name], Omissions()
    write_csv(dataset(scheme=scheme), tmp_path, left_out)
    tables = read(tmp_path)
    spans, relations = tables["spans"], tables["relations"]
    gold = spans[spans["layer"] == "gold"]
    assert len(gold) == 11
    for row in spans.to_dict("records"):
        slice_ = TEXT[int(row["article_start"]) : int(row["article_end"])]
        assert plain(row["text"]) == slice_, row
        unit = tables["units"].query("record == @row['record']").iloc[0]
        assert plain(unit["text"])[int(row["start"]) : int(row["end"])] == slice_
    assert set(relations["type"]) == {relation.id for relation in scheme.relations}
    types = {(row["record"], row["span"]): row["type"] for row in spans.to_dict("records")}
    for row in relations.to_dict("records"):
        assert row["source_type"] == types[row["record"], row["source"]]
        assert row["target_type"] == types[row["record"], row["target"]]
    assert counts(left_out) == {}


def test_units_without_a_span_have_a_row(tmp_path: Path) -> None:
    write_csv(dataset(), tmp_path, Omissions())
    units = read(tmp_path)["units"]
    rows = {row["record"]: row for row in units.to_dict("records")}
    assert (rows["none"]["spans"], rows["none"]["relations"], rows["none"]["offset"]) == ("0", "0", "48")
    assert (rows["quiet"]["spans"], rows["quiet"]["split"], rows["quiet"]["text"]) == ("0", "test", "桥\n桥已修好。")
    assert rows["one"]["spans"] == "11"


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    write_csv(dataset(), tmp_path, Omissions())
    cells = [cell for path in tmp_path.glob("*.csv") for row in _rows(path) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))]
    assert '\'=路灯坏了😀，"没有人修"' in "".join(cells)
    assert "'=1+1" in cells


def test_spreadsheets_are_told_the_encoding(tmp_path: Path) -> None:
    write_csv(dataset(), tmp_path, Omissions())
    for path in tmp_path.glob("*.csv"):
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")


def test_layers_and_texts_can_be_left_away(tmp_path: Path) -> None:
    write_csv(dataset(layer="gold", text=False), tmp_path, Omissions())
    tables = read(tmp_path)
    assert set(tables["units"]["layer"]) == {"gold"}
    assert set(tables["spans"]["text"]) == set(tables["units"]["text"]) == {""}
    assert len(tables["spans"]) == 11


@settings(max_examples=25)
@given(parts())
def test_offsets_hold_for_any_part(given_: Part) -> None:
    with TemporaryDirectory() as folder:
        write_csv(dataset(given_), Path(folder), Omissions())
        tables = read(Path(folder))
    text = given_.text.text
    held = [*given_.works, *([given_.gold] if given_.gold else [])]
    assert len(tables["units"]) == len(held)
    found = sorted(
        (row["record"], row["span"], text[int(row["article_start"]) : int(row["article_end"])])
        for row in tables["spans"].to_dict("records")
    )
    assert found == sorted(
        (labels.id, span.id, text[span.start : span.end]) for labels in held for span in labels.spans
    )
    for row in tables["spans"].to_dict("records"):
        assert plain(row["text"]) == text[int(row["article_start"]) : int(row["article_end"])]


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_both_layers_are_there_by_default(tmp_path: Path) -> None:
    write_csv(dataset(part(), quiet()), tmp_path, Omissions())
    assert set(read(tmp_path)["units"]["layer"]) == {"gold", "annotations"}
