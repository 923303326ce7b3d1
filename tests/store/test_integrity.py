"""What no constraint of a database can tell: each kind of damage is found, and a sound store has none."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from annotate.errors import StoreError, StoreOutdated
from annotate.store import Examined, _integrity, _migrations, create_store, examine
from annotate.store._engine import Database
from tests.store import content

pytestmark = pytest.mark.usefixtures("sqlite_only")


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A store with rows in every table, of which some annotations break rules."""
    return f"sqlite:///{shutil.copy(content.STORES / f'{_migrations.HEAD}.db', tmp_path / 'store.db')}"


def spoil(url: str, *statements: str) -> None:
    """Change the store as no program does."""
    with Database(url, ["foreign_keys=OFF", "ignore_check_constraints=ON"]) as database, database.write() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def errors(found: Examined) -> list[tuple[str, str]]:
    return [(fault.where, fault.found) for fault in found.faults if fault.severity == "error"]


def test_a_sound_store_has_no_faults(url: str) -> None:
    found = examine(url)
    assert errors(found) == []
    assert (found.errors, found.warnings) == (0, 1)
    assert {kind for kind, count in found.looked_at.items() if not count} == set()
    assert found.faults[0].found == "1 in 1 annotations leave their text or hold other words than it"
    assert found.faults[0].cure == "annotate check tells of each"


def test_a_store_that_holds_nothing_is_sound(tmp_path: Path) -> None:
    create_store(f"sqlite:///{tmp_path / 'new.db'}").close()
    assert examine(f"sqlite:///{tmp_path / 'new.db'}").faults == ()


REVISED = content.REVISED.id
BRIDGE, ARTICLE = content.BRIDGE, content.ARTICLE
ONE = f"version 1 of article {ARTICLE}"


@pytest.mark.parametrize(
    ("statement", "where", "found"),
    [
        (f"UPDATE reading SET number = 5 WHERE document = '{BRIDGE}' AND number = 2", None, "refers to reading"),
        ("UPDATE block SET pieces = '[[2,60,\"\"]]' WHERE kind = 'title' AND document = '0a1b2c3d'",
         "block 1 of reading 1 of document 0a1b2c3d", "piece [2, 60)"),
        ("UPDATE block SET ordinal = 9 WHERE document = '0a1b2c3d' AND ordinal = 3",
         "blocks of reading 1 of document 0a1b2c3d", "blocks have the numbers 0, 1, 2, 9"),
        ("UPDATE view SET places = '[[0,99,1,[0,0,1,1]]]' WHERE number = 1 AND document = '1b2c3d4e'",
         f"view 1 of document {BRIDGE}", "place [0, 99)"),
        (f"UPDATE article_text SET text = text || '。' WHERE article = '{ARTICLE}'",
         ONE, "its 2 parts do not make up its text of 20 characters"),
        (f"UPDATE article_text SET text = replace(text, '坏', '好') WHERE article = '{ARTICLE}'",
         f"paragraph [5, 19) of {ONE}", "is not what block 2 of reading 1 shows"),
        (f"UPDATE part SET block = 7 WHERE article = '{ARTICLE}' AND start = 0",
         f"heading [0, 4) of {ONE}", "is not what block 7 of reading 1 shows"),
        (f"UPDATE article_text SET reading = 4 WHERE article = '{ARTICLE}'",
         ONE, "is of reading 4, which its document has not"),
        ("UPDATE unit SET \"end\" = 40 WHERE start = 5", "unit 0a1b2c3d-1@1:paragraph:5-19", "[5, 40)"),
        ("UPDATE unit SET kind = 'abstract' WHERE start = 5",
         "unit 0a1b2c3d-1@1:paragraph:5-19", "has not the key of its range"),
        ("UPDATE annotation SET raw = '{}' WHERE revision = 2",
         f"revision 2 of annotation {REVISED}", "its raw form is not what came"),
        ("UPDATE assignment SET ended = NULL, reason = NULL, annotator = 'lin', design = 2 WHERE annotator = '赵'",
         None, "refers to design 2"),
        ("UPDATE selection_article SET ordinal = 7 WHERE ordinal = 1",
         "selection 先导", "has 2 articles, the last of number 7"),
        ("UPDATE decision SET result = replace(result, '\"end\":12', '\"end\":20') WHERE sequence = 1",
         "decision 1, component g1", "[5, 20)"),
        ("UPDATE decision SET \"group\" = 'g9' WHERE sequence = 2", "decision 2", "is on g2"),
        ("UPDATE decision SET evidence = replace(evidence, '\"revision\":2', '\"revision\":3') WHERE sequence = 1",
         "decision 1", f"rests on revision 3 of annotation {REVISED}, which is not there"),
        ("UPDATE release_gold SET content = replace(content, '村😀', '村') WHERE release = '一'",
         "release 一", "its gold has the hash"),
        ("UPDATE release_gold SET content = '{}' WHERE release = '一'", "release 一", "cannot be read: article"),
        ("UPDATE scheme SET content = replace(content, '#336699', '#336698')", None, "its hash is"),
        ("UPDATE export SET articles = 0 WHERE sha256 IS NOT NULL", "export 1", "has 1 rows of export_article"),
        ("UPDATE export_article SET gold = replace(gold, '\"end\":12', '\"end\":20')",
         "export 1, article 0a1b2c3d-1, component g1", "[5, 20)"),
        ("DELETE FROM article_text WHERE version = 2", None, "refers to article_text"),
        ("UPDATE annotation SET note = '{' WHERE revision = 1", None, "note is no JSON"),
        ("UPDATE part SET \"end\" = 0 WHERE start = 0", "database", "CHECK constraint failed in part"),
    ],
)  # fmt: skip
def test_damage_is_found(url: str, statement: str, where: str | None, found: str) -> None:
    spoil(url, statement)
    faults = errors(examine(url))
    assert [fault for fault in faults if fault[0] == (where or fault[0]) and fault[1].startswith(found)], faults


def test_revisions_that_are_not_numbered_on_are_found(url: str) -> None:
    spoil(
        url,
        "DELETE FROM span WHERE revision = 1",
        "DELETE FROM relation WHERE revision = 1",
        f"DELETE FROM annotation WHERE id = '{REVISED}' AND revision = 1",
    )
    assert errors(examine(url)) == [(f"annotation {REVISED}", "has 1 revisions, the last of number 2")]


def test_who_has_an_article_twice_at_once_is_found(url: str) -> None:
    spoil(
        url,
        "INSERT INTO design (number, made, who, content) SELECT 2, made, who, content FROM design",
        "INSERT INTO assignment (annotator, article, design, phase, position, since)"
        " SELECT annotator, article, 2, phase, 9, since FROM assignment WHERE annotator = 'lin'",
    )
    assert errors(examine(url)) == [(f"article {ARTICLE}, annotator lin", "is assigned 2 times at once")]


def test_where_the_tables_are_damaged_what_they_hold_is_not_looked_at(url: str) -> None:
    spoil(url, "DELETE FROM unit", "UPDATE annotation SET raw = '{}' WHERE revision = 2")
    found = examine(url)
    assert found.looked_at == {}
    assert {fault.where.partition(" ")[0] for fault in found.faults} == {"annotation", "task"}


def test_a_page_that_cannot_be_read_is_told(url: str) -> None:
    file = Path(url.removeprefix("sqlite:///"))
    whole = file.read_bytes()
    page = 40 * 4096
    file.write_bytes(whole[:page] + b"\xff" * 4096 + whole[page + 4096 :])
    with pytest.raises(StoreError, match="is damaged"):
        examine(url)


def test_a_store_of_another_revision_is_not_looked_at(url: str) -> None:
    spoil(url, "UPDATE alembic_version SET version_num = 'r0001'")
    with pytest.raises(StoreOutdated, match="annotate db upgrade"):
        examine(url)


def test_nothing_is_changed_and_a_list_is_not_endless(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    spoil(url, "UPDATE block SET pieces = '[[2,60,\"\"]]'")
    monkeypatch.setattr(_integrity, "_LISTED", 3)
    file = Path(url.removeprefix("sqlite:///"))
    before = file.read_bytes()
    found = examine(url)
    assert len(found.faults) == 3
    assert found.errors > 3
    assert file.read_bytes() == before
