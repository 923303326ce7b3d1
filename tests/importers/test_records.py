"""JSON Lines: one document a record, permanent ids, every fault at once."""

import json
from pathlib import Path

import pytest

from annotate.errors import InputError
from annotate.importers import read
from schema import Document, Imported
from tests.importers.essays import FIRST, LINES, OPENING, SECOND, TITLE, check, headings, paragraphs

_RECORD = {
    "id": "a1",
    "title": TITLE,
    "text": f"{OPENING}\n{FIRST[0]}",
    "authors": ["沈砚秋", "𠮷野"],
    "source": "青石周报",
    "date": "2024-05-17",
}


def _read(folder: Path, *records: object) -> list[Imported]:
    path = folder / "essays.jsonl"
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")
    found = list(read(path))
    for imported in found:
        check(imported)
    return found


def test_a_record_is_one_article_with_its_own_details(tmp_path: Path) -> None:
    (found,) = _read(tmp_path, _RECORD)
    (article,) = found.articles
    assert found.document.id == Document.id_of_record("essays.jsonl", "a1")
    assert (found.document.source, found.document.record) == ("essays.jsonl", "a1")
    assert headings(article) == [(0, TITLE)]
    assert paragraphs(article) == [OPENING, FIRST[0]]
    assert (article.authors, article.source, article.date) == (("沈砚秋", "𠮷野"), "青石周报", "2024-05-17")


def test_a_title_that_the_text_begins_with_is_not_printed_twice(tmp_path: Path) -> None:
    (found,) = _read(tmp_path, {"id": "a", "title": TITLE, "text": "\n".join(LINES)})
    assert found.document.view.text == "\n".join(LINES)
    assert found.articles[0].title == TITLE


def test_a_title_like_the_beginning_of_the_text_takes_nothing_from_it(tmp_path: Path) -> None:
    (found,) = _read(tmp_path, {"id": "a", "title": OPENING[:6], "text": OPENING})
    assert paragraphs(found.articles[0]) == [OPENING]
    assert found.articles[0].title == OPENING[:6]


def test_a_title_is_never_run_into_the_text(tmp_path: Path) -> None:
    title = "渡口停了，学生早起了，药断了，果子贵了，两岸的人都在问船什么时候再开，这件事到底该由谁来管，又该从哪里做起"
    (found,) = _read(tmp_path, {"id": "a", "title": title, "text": OPENING})
    assert headings(found.articles[0]) == [(0, title)]


def test_a_record_without_title_is_searched_for_one(tmp_path: Path) -> None:
    (found,) = _read(tmp_path, {"id": 7, "text": "\n".join(LINES)})
    assert (found.document.record, found.articles[0].title, found.articles[0].authors) == ("7", TITLE, ("沈砚秋",))


def test_a_record_is_never_several_articles(tmp_path: Path) -> None:
    (found,) = _read(tmp_path, {"id": "a", "text": "\n".join([*LINES, "桥头集市", "作者：周行", *SECOND])})
    assert len(found.articles) == 1


def test_an_invisible_title_is_none(tmp_path: Path) -> None:
    (found,) = _read(tmp_path, {"id": "a", "title": "\u200b", "text": OPENING})
    assert (found.articles[0].title, found.document.view.text) == ("", OPENING)


def test_appending_a_record_keeps_the_others(tmp_path: Path) -> None:
    before = _read(tmp_path, _RECORD)
    after = _read(tmp_path, _RECORD, {"id": "a2", "text": SECOND[0]})
    assert after[:1] == before
    assert len({found.document.id for found in after}) == 2


def test_an_edited_record_keeps_its_id_and_changes_its_hash(tmp_path: Path) -> None:
    (before,) = _read(tmp_path, _RECORD)
    (after,) = _read(tmp_path, {**_RECORD, "text": SECOND[0]})
    assert before.document.id == after.document.id
    assert before.document.sha256 != after.document.sha256


def test_the_hash_does_not_depend_on_the_order_of_keys(tmp_path: Path) -> None:
    (before,) = _read(tmp_path, _RECORD)
    (after,) = _read(tmp_path, dict(reversed(_RECORD.items())))
    assert before == after


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    path = tmp_path / "essays.jsonl"
    lines = [
        '{"id": "a", "text": "甲。"}',
        '{"id": "b", "text": "乙。"',
        "[1]",
        '{"text": "丙。"}',
        '{"id": "c"}',
        '{"id": "d", "text": "  "}',
        '{"id": true, "text": 3, "date": 2024, "authors": [1]}',
        "",
        '{"id": "a", "text": "丁。"}',
        '{"id": "e", "text": "\\ud83d"}',
        "[" * 100_000,
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(InputError) as raised:
        read(path)
    message = str(raised.value)
    assert str(path) in message
    for fault in (
        "line 2, column 25:",
        "line 3, column 1: a list instead of an object",
        "line 4: no `id`",
        "line 5: no `text`",
        "line 6: `text` is blank",
        "line 7: `id` is a truth value instead of a string",
        "line 7: `text` is a number instead of a string",
        "line 7: `date` is a number instead of a string",
        "line 7: `authors` is neither a string nor a list of strings",
        "line 9: the id 'a' stands on line 1 already",
        "line 10: half of a surrogate pair",
        "line 11, column 1:",
    ):
        assert fault in message
    assert "12 faults" in message


def test_a_file_of_blank_lines_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "essays.jsonl"
    path.write_text("\n \n", encoding="utf-8")
    with pytest.raises(InputError, match="an empty file"):
        read(path)


def test_line_separators_inside_a_string_do_not_end_a_record(tmp_path: Path) -> None:
    (found,) = _read(tmp_path, {"id": "a", "text": f"{OPENING}\u2028{FIRST[0]}"})
    assert paragraphs(found.articles[0]) == [OPENING, FIRST[0]]
