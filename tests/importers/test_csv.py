"""Tables: one record a row, the same documents as from JSON Lines, every fault at once, memory bounded."""

import csv
import io
import json
import tracemalloc
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.errors import InputError
from annotate.importers import read
from schema import Document, Imported
from tests.importers.essays import FIRST, OPENING, SECOND, TITLE, check, headings, paragraphs

_COLUMNS = ("id", "text", "title", "authors", "source", "date")
_ROW = ("a1", f"{OPENING}\n{FIRST[0]}", TITLE, "沈砚秋；𠮷野", "青石周报", "2024-05-17")


def _written(rows: Sequence[tuple[str, ...]], delimiter: str = ",", **more: str) -> str:
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, **more).writerows(rows)  # type: ignore[arg-type]
    return file.getvalue()


def _read(path: Path, text: str, columns: Mapping[str, str] | None = None, codec: str = "utf-8") -> list[Imported]:
    path.write_bytes(text.encode(codec))
    found = list(read(path, columns=columns))
    for imported in found:
        check(imported)
    return found


def _fault(path: Path, text: str, columns: Mapping[str, str] | None = None) -> str:
    path.write_bytes(text.encode())
    with pytest.raises(InputError) as raised:
        read(path, columns=columns)
    assert raised.value.where == str(path)
    return raised.value.found


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_row_is_one_article(tmp_path: Path, delimiter: str, codec: str) -> None:
    (found,) = _read(tmp_path / "essays.csv", _written([_COLUMNS, _ROW], delimiter), codec=codec)
    (article,) = found.articles
    assert found.document.id == Document.id_of_record("essays.csv", "a1")
    assert (found.document.source, found.document.record) == ("essays.csv", "a1")
    assert (found.document.view.extractor, headings(article)) == ("csv", [(0, TITLE)])
    assert paragraphs(article) == [OPENING, FIRST[0]]
    assert (article.authors, article.source, article.date) == (("沈砚秋", "𠮷野"), "青石周报", "2024-05-17")


def test_a_table_and_lines_of_json_give_the_same_articles(tmp_path: Path) -> None:
    (one,) = _read(tmp_path / "essays.tsv", _written([_COLUMNS, _ROW], "\t"))
    record = {**dict(zip(_COLUMNS, _ROW, strict=True)), "authors": ["沈砚秋", "𠮷野"]}
    (other,) = _read(tmp_path / "essays.jsonl", json.dumps(record))
    assert one.document.blocks == other.document.blocks
    assert one.articles[0].authors == other.articles[0].authors
    assert one.document.sha256 == other.document.sha256


@pytest.mark.parametrize("name", ["essays.csv", "essays.jsonl"])
def test_columns_by_other_names(tmp_path: Path, name: str) -> None:
    row = {"编号": "7", "正文": OPENING, "标题": TITLE, "text": "别的"}
    text = json.dumps(row) if name.endswith("l") else _written([tuple(row), tuple(row.values())])
    (found,) = _read(tmp_path / name, text, {"id": "编号", "text": "正文", "title": "标题"})
    assert (found.document.record, found.articles[0].title) == ("7", TITLE)
    assert paragraphs(found.articles[0]) == [OPENING]


def test_a_missing_column_is_named_with_those_that_are_there(tmp_path: Path) -> None:
    path = tmp_path / "essays.csv"
    text = _written([("编号", "正文"), ("1", OPENING)])
    found = _fault(path, text)
    assert "2 faults" in found
    assert "line 1: no column 'id'; there are '编号', '正文'" in found
    assert "--column text=NAME" in found
    assert "no column '来源'" in _fault(path, text, {"id": "编号", "text": "正文", "source": "来源"})
    assert len(_read(path, text, {"id": "编号", "text": "正文"})) == 1


def test_a_key_that_is_mapped_is_missed_by_its_own_name(tmp_path: Path) -> None:
    assert "line 1: no `正文`" in _fault(tmp_path / "essays.jsonl", '{"id": 1, "text": "a"}', {"text": "正文"})


def test_a_column_for_no_field(tmp_path: Path) -> None:
    path = tmp_path / "essays.csv"
    path.write_text("id,text\n", encoding="utf-8")
    with pytest.raises(InputError, match="body is nothing that is taken of a record"):
        read(path, columns={"body": "正文"})


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    text = 'id,text,title\n1,甲。,\n2,,\n3,"丙\n丁",\n1,戊。,\n\n5,己。\n6,庚。,辛,壬\n,"癸 ""子""",\n'
    found = _fault(tmp_path / "essays.csv", text)
    for fault in (
        "row 2 (to line 3): no `text`",
        "row 4 (to line 6): the id '1' stands on row 1 (to line 2) already",
        "row 6 (to line 8): 2 cells, but the first line names 3 columns",
        "row 7 (to line 9): 4 cells, but the first line names 3 columns",
        "row 8 (to line 10): no `id`",
    ):
        assert fault in found
    assert found.startswith("5 faults")


def test_very_many_faults_are_counted_and_the_first_listed(tmp_path: Path) -> None:
    found = _fault(tmp_path / "essays.csv", "id,text\n" + "1,\n" * 400)
    assert found.startswith("400 faults")
    assert "row 50 " in found
    assert "row 51 " not in found
    assert "and 350 more" in found


@pytest.mark.parametrize("text", ['id,text\n1,"甲"乙\n2,丙\n', 'id,text\n1,"甲\n2,丙\n'])
def test_broken_quotes(tmp_path: Path, text: str) -> None:
    found = _fault(tmp_path / "essays.csv", text)
    assert "row 1 " in found
    assert "nothing after it was looked at" in found


def test_two_columns_of_one_name(tmp_path: Path) -> None:
    assert "2 columns are named 'text'" in _fault(tmp_path / "essays.csv", "id,text,text\n1,a,b\n")


@pytest.mark.parametrize("text", ["", "\ufeff"])
def test_a_table_without_a_line_is_empty(tmp_path: Path, text: str) -> None:
    assert _fault(tmp_path / "essays.csv", text) == "an empty file"


@pytest.mark.parametrize("text", ["id,text\n", "id,text\n,\n"])
def test_a_table_without_rows_has_nothing_below_its_header(tmp_path: Path, text: str) -> None:
    assert "line 1: no records below the header" in _fault(tmp_path / "essays.csv", text)


def test_a_cell_may_be_long(tmp_path: Path) -> None:
    body = (SECOND[0] + "\n") * 3000
    assert len(body) > 131072  # the limit of the csv module, if one leaves it as it is
    (found,) = _read(tmp_path / "essays.csv", _written([("id", "text"), ("1", body)]))
    assert len(found.articles[0].current.paragraphs) >= 1
    assert found.document.view.text == body


@given(
    st.lists(
        st.text(st.sampled_from("甲乙𠮷😀,\" ;\t\n\r'a"), min_size=1).filter(lambda t: bool(t.strip())), max_size=4
    ),
    st.sampled_from([",", "\t", ";"]),
)
def test_whatever_is_in_a_cell_is_in_the_view(bodies: list[str], delimiter: str) -> None:
    from tempfile import TemporaryDirectory

    rows = [("id", "text"), ("first", OPENING), *((str(n), body) for n, body in enumerate(bodies))]
    with TemporaryDirectory() as folder:
        found = _read(Path(folder) / "essays.csv", _written(rows, delimiter))
    assert [imported.document.view.text for imported in found] == [OPENING, *bodies]


@pytest.mark.parametrize("name", ["essays.csv", "essays.jsonl"])
def test_a_long_file_is_never_held_in_memory(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with path.open("w", encoding="utf-8") as file:
        file.write("id,text\n" if name.endswith("csv") else "")
        for number in range(500):
            body = OPENING * 400
            file.write(
                f"{number},{body}\n" if name.endswith("csv") else json.dumps({"id": number, "text": body}) + "\n"
            )
    size = path.stat().st_size
    tracemalloc.start()
    found = read(path)
    next(found)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    found.close()  # type: ignore[attr-defined]
    assert peak < size / 4


def test_a_file_that_changes_after_it_was_checked_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "essays.jsonl"
    path.write_text('{"id": 1, "text": "甲。"}\n', encoding="utf-8")
    found = read(path)
    path.write_text('{"id": 1, "text": \n', encoding="utf-8")
    with pytest.raises(InputError, match="line 1, column"):
        next(found)
