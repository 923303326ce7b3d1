"""A store moved from one database to another: all of it or nothing, and the same after."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, event, text

from annotate.errors import StoreError, StoreOutdated, StoreTooNew
from annotate.store import _migrations, backup, copy_store, create_store, examine, open_store, restore, status
from annotate.store._copying import fill
from annotate.store._engine import Database
from tests.store import content

HEAD = content.STORES / f"{_migrations.HEAD}.db"


@pytest.fixture
def url(empty_database: str) -> str:
    """An empty database of PostgreSQL, beside whatever files there are."""
    return empty_database


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A store with rows in every table."""
    return Path(shutil.copy(HEAD, tmp_path / "store.db"))


@pytest.fixture
def kept(file: Path) -> str:
    return f"sqlite:///{file}"


@pytest.fixture
def new(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'new.db'}"


def check_all(url: str) -> None:
    with open_store(url) as store:
        content.check(store)
        content.check_readings(store)
        content.check_selections(store)
        content.check_schemes(store)
        content.check_assignments(store)
        content.check_undone(store)
        content.check_exports(store)
        content.check_curators(store)


def test_a_store_goes_to_postgresql_and_back(kept: str, url: str, new: str) -> None:
    there = copy_store(kept, url)
    assert {table.table for table in there.tables if not table.rows} == {"erasure"}
    check_all(url)
    back = copy_store(url, new)
    assert back.tables == there.tables
    check_all(new)
    assert examine(url).errors == examine(new).errors == 0
    with open_store(url) as one, open_store(new) as other:
        assert one.append(content.DECISIONS[:1]) == other.append(content.DECISIONS[:1])
        assert max(decision.number or 0 for decision in one.decisions(undone=True)) == 6


@pytest.mark.parametrize("made", [False, True])
def test_a_database_that_holds_nothing_yet_is_filled(kept: str, url: str, made: bool) -> None:
    if made:
        create_store(url).close()
    copy_store(kept, url)
    check_all(url)


def test_what_holds_anything_is_left_as_it_is(kept: str, url: str, new: str) -> None:
    for target in (url, new):
        with create_store(target) as store:
            store.add_annotator(content.CURATOR)
        with pytest.raises(StoreError, match=r"holds rows already: annotator \(expected a new file"):
            copy_store(kept, target)
        assert status(target).tables["annotator"] == 1
        assert status(target).tables["document"] == 0


def test_both_have_to_be_of_this_program(file: Path, kept: str, new: str, tmp_path: Path) -> None:
    shutil.copy(content.STORES / "r0007.db", tmp_path / "old.db")
    old = f"sqlite:///{tmp_path / 'old.db'}"
    with pytest.raises(StoreOutdated, match="annotate db upgrade"):
        copy_store(old, new)
    assert not (tmp_path / "new.db").exists()
    with pytest.raises(StoreOutdated, match="annotate db upgrade"):
        copy_store(kept, old)
    with closing(Database(kept)) as database, database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'r9999'"))
    with pytest.raises(StoreTooNew):
        copy_store(kept, new)


def test_what_arrives_otherwise_is_noticed_and_nothing_is_kept(kept: str, new: str) -> None:
    create_store(new).close()
    with closing(Database(new)) as database, database.write() as connection:
        connection.execute(
            text(
                "CREATE TRIGGER spoil AFTER INSERT ON article_text BEGIN"
                " UPDATE article_text SET text = text || '😀' WHERE rowid = new.rowid; END"
            )
        )
    with pytest.raises(StoreError, match=r"new\.db: table article_text has 3 rows with hash"):
        copy_store(kept, new)
    assert sum(status(new).tables.values()) == 1


def test_rows_that_refer_to_nothing_are_not_copied(kept: str, new: str, tmp_path: Path) -> None:
    with closing(Database(kept, ["foreign_keys=OFF"])) as database, database.write() as connection:
        connection.execute(text("DELETE FROM unit"))
    with pytest.raises(StoreError, match="rows of annotation, task would refer to nothing"):
        copy_store(kept, new)
    assert [path.name for path in tmp_path.iterdir()] == ["store.db"]


def test_a_full_disk_leaves_no_file(kept: str, new: str, tmp_path: Path) -> None:
    with (
        Database(kept) as source,
        Database(new, (*_migrations.ALONE, "max_page_count=80")) as target,
        pytest.raises(StoreError, match=r"new\.db: the disk is full .*\n  → make room on it"),
    ):
        fill(source, target)
    assert not (tmp_path / "new.db").exists()


@contextmanager
def losing(database: Database, url: str) -> Iterator[None]:
    """Have all connections to a server end when a span is to be inserted into a database."""

    def end(connection: object, cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("INSERT INTO span"):
            with Database(url) as other, other.read() as ending:
                found = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'ClientRead'"
                assert ending.scalar(text(f"{found} AND datname = current_database()"))

    event.listen(database._engine, "before_cursor_execute", end)
    yield
    event.remove(database._engine, "before_cursor_execute", end)


def test_a_connection_that_is_lost_on_the_way_leaves_nothing(kept: str, url: str) -> None:
    create_store(url).close()
    lost = pytest.raises(StoreError, match=r"^store postgresql.* the connection was lost .*\n  → do it again")
    with Database(kept) as source, Database(url) as target, losing(target, url), lost:
        fill(source, target)
    assert sum(status(url).tables.values()) == 1
    copy_store(kept, url)
    check_all(url)


def test_a_connection_that_is_lost_to_what_is_copied_is_told_and_leaves_nothing(
    kept: str, url: str, new: str, tmp_path: Path
) -> None:
    copy_store(kept, url)
    lost = pytest.raises(StoreError, match=r"^store postgresql.* the connection was lost .*\n  → do it again")
    with Database(url) as source, Database(new, _migrations.ALONE) as target, losing(target, url), lost:
        fill(source, target)
    assert [path.name for path in tmp_path.iterdir()] == ["store.db"]
    copy_store(url, new)
    check_all(new)


def test_a_password_is_not_shown(kept: str) -> None:
    with pytest.raises(StoreError, match="store postgresql") as caught:
        copy_store(kept, "postgresql+psycopg://lin:SECRET@127.0.0.1:1/x")
    assert "SECRET" not in str(caught.value)


def test_a_server_is_backed_up_into_a_file_and_restored_from_it(kept: str, url: str, tmp_path: Path) -> None:
    copy_store(kept, url)
    target = backup(url, tmp_path / "copy.db")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.db", "store.db"]
    check_all(f"sqlite:///{target}")
    with open_store(url) as store:
        store.mark_deleted([content.REVISED.id])
    with pytest.raises(StoreError, match="there is a store already\n  → annotate db restore FILE --replace"):
        restore(url, target)
    asides = [str(restore(url, target, replace=True).aside).removeprefix("schema ") for _ in range(2)]
    check_all(url)
    engine = create_engine(url)
    with engine.connect() as connection:
        deleted = [
            connection.scalar(text(f"SELECT count(*) FROM {aside}.annotation WHERE deleted")) for aside in asides
        ]
    engine.dispose()
    assert deleted == [1, 0]


def test_a_restore_that_fails_changes_nothing_on_the_server(kept: str, url: str, file: Path) -> None:
    copy_store(kept, url)
    with closing(Database(kept)) as database, database.write() as connection:
        connection.execute(text("UPDATE article_text SET text = text || char(0) WHERE version = 2"))
    with pytest.raises(StoreError, match="the database refuses"):
        restore(url, file, replace=True)
    check_all(url)
    restore(url, HEAD, replace=True)
    check_all(url)


def test_the_next_number_of_a_decision_is_looked_at(kept: str, url: str) -> None:
    copy_store(kept, url)
    assert examine(url).errors == 0
    with closing(Database(url)) as database, database.write() as connection:
        connection.execute(text("SELECT setval('decision_sequence_seq', 2)"))
    (fault,) = (fault for fault in examine(url).faults if fault.severity == "error")
    assert (fault.where, fault.found, fault.expected) == (
        "decisions",
        "the next one would have the number 3",
        "at least 6",
    )
