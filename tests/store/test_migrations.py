"""Revisions: scripts and tables agree, every kept store of the past is upgraded and used, others are told apart."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, inspect
from sqlalchemy.engine.interfaces import ReflectedIndex

from annotate import store as stores
from annotate.errors import StoreError, StoreOutdated, StoreTooNew
from annotate.store import _migrations, create_store, open_store, status, upgrade
from annotate.store._tables import Base
from tests.store import content

pytestmark = pytest.mark.usefixtures("sqlite_only")

KEPT = sorted(content.STORES.glob("r*.db"))

NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "r9999"
down_revision = "{head}"


def upgrade() -> None:
    with op.batch_alter_table("document") as batch:
        batch.add_column(sa.Column("licence", sa.String(), nullable=True))
    {last}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "my store.db"


@pytest.fixture
def url(file: Path) -> str:
    return f"sqlite:///{file}"


def next_program(monkeypatch: pytest.MonkeyPatch, folder: Path, last: str = "") -> None:
    """Be a program with one revision more, which makes a table anew that others refer to."""
    shutil.copytree(_migrations.folder(), folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "r9999_next.py").write_text(NEXT.format(head=_migrations.HEAD, last=last), encoding="utf-8")
    monkeypatch.setattr(_migrations, "HEAD", "r9999")
    monkeypatch.setattr(_migrations, "folder", lambda: folder)


def plain(index: ReflectedIndex) -> dict[str, object]:
    """An index with its condition as text, by which it can be compared."""
    told = index.get("dialect_options", {})
    return {**index, "dialect_options": {name: str(value) for name, value in told.items()}}


def facts(connection: Connection) -> dict[str, object]:
    """Everything that a database tells of its tables, in an order of its own."""
    found = inspect(connection)
    return {
        table: (
            [(column["name"], str(column["type"]), column["nullable"]) for column in found.get_columns(table)],
            found.get_pk_constraint(table),
            sorted(found.get_foreign_keys(table), key=str),
            sorted(found.get_unique_constraints(table), key=str),
            sorted(found.get_check_constraints(table), key=str),
            sorted(map(str, map(plain, found.get_indexes(table)))),
        )
        for table in Base.metadata.tables
    }


def test_the_scripts_make_exactly_the_tables(url: str) -> None:
    create_store(url).close()
    declared = create_engine("sqlite://")
    Base.metadata.create_all(declared)
    migrated = create_engine(url)
    with migrated.connect() as ours, declared.connect() as theirs:
        assert compare_metadata(MigrationContext.configure(ours), Base.metadata) == []
        assert facts(ours) == facts(theirs)
    migrated.dispose()
    declared.dispose()


def test_the_head_is_that_of_the_scripts() -> None:
    assert ScriptDirectory(str(_migrations.folder())).get_heads() == [_migrations.HEAD]


def test_a_store_of_every_revision_is_kept() -> None:
    scripts = ScriptDirectory(str(_migrations.folder())).walk_revisions()
    assert {kept.stem for kept in KEPT} == {script.revision for script in scripts}


@pytest.mark.parametrize("kept", KEPT, ids=lambda kept: kept.stem)
def test_a_kept_store_is_upgraded_and_used(kept: Path, file: Path, url: str) -> None:
    shutil.copy(kept, file)
    assert upgrade(url).before == kept.stem
    with open_store(url) as store:
        content.check(store)
        assert store.mark_deleted([content.REVISED.id]) == 1
        assert store.add(content.IMPORTED) == "known"
        if kept.stem == "r0001":
            assert [reading.when for reading in store.readings(content.IMPORTED.document.id)] == [None]
            content.fill_readings(store)
        content.check_readings(store)
        if kept.stem < "r0003":
            content.fill_selections(store)
        content.check_selections(store)
        if kept.stem < "r0004":
            content.fill_schemes(store)
        content.check_schemes(store)
        if kept.stem < "r0005":
            content.fill_assignments(store)
        content.check_assignments(store)
        if kept.stem < "r0006":
            content.fill_undone(store)
        content.check_undone(store)
        if kept.stem < "r0007":
            content.fill_exports(store)
        content.check_exports(store)
        if kept.stem < "r0008":
            content.fill_curators(store)
        content.check_curators(store)


def test_who_was_retired_only_to_curate_is_a_curator(file: Path, url: str) -> None:
    shutil.copy(content.STORES / "r0007.db", file)
    with closing(sqlite3.connect(file)) as connection, connection:
        people = [(name, f"{name}@x", number) for number, name in enumerate(("zhou", "wu", "zheng", "wang"), start=50)]
        connection.executemany("INSERT INTO annotator VALUES (?, ?, ?, '2026-01-06 08:30:15.123456')", people)
        project = "INSERT INTO project (id, server, remote, name, annotator, granularity, scheme, purpose) "
        values = "VALUES (?, 'local', ?, ?, ?, 'paragraph', 'policy', ?)"
        # 吴 labelled once, and 郑 brought work from elsewhere, before they stopped; 王 only stopped.
        for number, (name, purpose) in enumerate(
            (("zhou", "adjudicate"), ("wu", "adjudicate"), ("wu", "label"), ("zheng", "adjudicate")), start=90
        ):
            connection.execute(project + values, (f"p{number}", number, f"n{number}", name, purpose))
        (unit,) = connection.execute("SELECT key FROM unit LIMIT 1").fetchone()
        made = (
            "INSERT INTO annotation (id, revision, annotator, unit, origin, status, deleted, unsure, not_annotatable, "
            "unreadable) VALUES (?, 1, ?, ?, ?, 'submitted', 0, 0, 0, '[]')"
        )
        connection.execute(made, ("curated", "zhou", unit, "local/90/4/5"))
        connection.execute(made, ("elsewhere", "zheng", unit, "brat/1"))
    upgrade(url)
    with open_store(url) as store:
        found = {one.name: (one.role, one.retired is not None) for one in store.annotators()}
    assert {name: found[name] for name in ("zhou", "wu", "zheng", "wang")} == {
        "zhou": ("curator", False),
        "wu": ("annotator", True),
        "zheng": ("annotator", True),
        "wang": ("annotator", True),
    }
    assert found["lin"] == ("annotator", False)


def test_nothing_to_upgrade_makes_no_copy(file: Path, url: str) -> None:
    create_store(url).close()
    done = upgrade(url)
    assert (done.before, done.after, done.backup) == (_migrations.HEAD, _migrations.HEAD, None)
    assert list(file.parent.iterdir()) == [file]


def test_an_older_store_is_not_used_until_it_is_upgraded(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, file: Path, url: str
) -> None:
    old = _migrations.HEAD
    with create_store(url) as store:
        content.fill(store)
    next_program(monkeypatch, tmp_path / "scripts")
    with pytest.raises(StoreOutdated, match="annotate db upgrade") as caught:
        open_store(url)
    assert caught.value.status == 3
    assert status(url).revision == old

    done = upgrade(url)
    assert (done.before, done.after) == (old, "r9999")
    assert done.backup is not None
    assert done.backup.parent == file.parent
    assert done.backup.name.startswith(f"my store.{old}.2")
    with open_store(url) as store:
        content.check(store)
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT count(licence), count(*) FROM document").fetchone() == (0, 1)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)

    monkeypatch.undo()
    with pytest.raises(StoreTooNew, match="r9999") as too_new:
        open_store(url)
    assert too_new.value.status == 1
    with pytest.raises(StoreTooNew):
        upgrade(url)
    with open_store(f"sqlite:///{done.backup}") as store:
        content.check(store)


@pytest.mark.parametrize(
    ("last", "error"),
    [
        ('op.execute("DELETE FROM document")', StoreError),
        ('raise ZeroDivisionError("half way")', ZeroDivisionError),
    ],
)
def test_an_upgrade_that_fails_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, url: str, last: str, error: type[Exception]
) -> None:
    with create_store(url) as store:
        content.fill(store)
    with monkeypatch.context() as newer:
        next_program(newer, tmp_path / "scripts", last)
        with pytest.raises(error):
            upgrade(url)
    with open_store(url) as store:
        content.check(store)


def test_an_empty_database_is_finished_by_an_upgrade(file: Path, url: str) -> None:
    file.touch()
    with pytest.raises(StoreOutdated, match="revision none"):
        open_store(url)
    assert status(url).tables == {}
    done = upgrade(url)
    assert (done.before, done.backup) == (None, None)
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    with open_store(url) as store:
        content.fill(store)
        content.check(store)


def test_a_store_is_not_made_twice(file: Path, url: str) -> None:
    file.touch()
    with create_store(url) as store:
        content.fill(store)
    with pytest.raises(StoreError, match="there is a store already"):
        create_store(url)
    with open_store(url) as store:
        content.check(store)


@pytest.mark.parametrize("act", [open_store, create_store, upgrade])
def test_a_database_of_others_is_left_alone(act: object, file: Path, url: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
    before = file.read_bytes()
    assert callable(act)
    with pytest.raises(StoreError, match="is a database, but no store"):
        act(url)
    assert file.read_bytes() == before


def test_the_scripts_of_an_installed_package_come_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "_migrations").mkdir()
    monkeypatch.setattr("importlib.resources.files", lambda _: tmp_path)
    assert _migrations.folder() == tmp_path / "_migrations"
    (tmp_path / "_migrations").rmdir()
    assert _migrations.folder() == tmp_path.parent / "migrations"


def test_status_tells_what_is_there(file: Path, url: str) -> None:
    with create_store(url) as store:
        content.fill(store)
        found = stores.status(url)
    assert (found.location, found.revision, found.head) == (url, _migrations.HEAD, _migrations.HEAD)
    assert found.tables["annotation"] == 3
    assert list(found.tables) == sorted(Base.metadata.tables)
    assert found.size is not None
    assert found.size > file.stat().st_size
