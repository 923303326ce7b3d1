"""Copies put in the place of a store, and what was there kept."""

from __future__ import annotations

import errno
import os
import resource
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Self

import pytest

from annotate.errors import StoreError, StoreTooNew
from annotate.store import _backup, _restoring, backup, create_store, open_store, restore, status
from tests.rights import rights_hold
from tests.store import content

pytestmark = pytest.mark.usefixtures("sqlite_only")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


@pytest.fixture
def url(file: Path) -> str:
    with create_store(f"sqlite:///{file}") as store:
        content.fill(store)
    return f"sqlite:///{file}"


@pytest.fixture
def copy(url: str, tmp_path: Path) -> Path:
    """A copy, after which the store was changed."""
    made = backup(url, tmp_path / "copy.db")
    with open_store(url) as store:
        store.mark_deleted([content.REVISED.id])
    return made


def deleted(file: Path) -> int:
    with closing(sqlite3.connect(file)) as connection:
        (found,) = connection.execute("SELECT count(*) FROM annotation WHERE deleted").fetchone()
    return int(found)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@contextmanager
def small_files(size: int) -> Iterator[None]:
    """Let this process write no file beyond a size, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_copy_takes_the_place_of_a_store_that_is_gone(url: str, copy: Path, file: Path) -> None:
    file.unlink()
    assert restore(url, copy).aside is None
    with open_store(url) as store:
        content.check(store)
    assert names(file.parent) == {"store.db", "copy.db"}


def test_what_was_there_is_kept(url: str, copy: Path, file: Path) -> None:
    with pytest.raises(StoreError, match="there is a store already\n  → annotate db restore FILE --replace"):
        restore(url, copy)
    assert deleted(file) == 1
    aside = restore(url, copy, replace=True).aside
    assert aside is not None
    assert (deleted(file), deleted(Path(aside)), deleted(copy)) == (0, 1, 0)
    with open_store(url) as store:
        content.check(store)
    assert names(file.parent) == {"store.db", "copy.db", Path(aside).name}


def test_what_was_replaced_within_one_second_is_all_kept(url: str, copy: Path, file: Path) -> None:
    kept = []
    for number in range(3):
        with open_store(url) as store:
            store.save_annotations([content.annotation(origin=f"file/{number}")])
        kept.append((restore(url, copy, replace=True).aside, f"file/{number}"))
    for aside, origin in kept:
        with open_store(f"sqlite:///{aside}") as store:
            assert origin in {one.origin for one in store.annotations()}
    assert len(names(file.parent)) == 2 + len(kept)


def test_what_was_kept_is_never_written_over(url: str, copy: Path, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a clock that stands still."""

    class Standing(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return cls(2026, 11, 22, 10, 15, tzinfo=tz)

    monkeypatch.setattr(_restoring, "datetime", Standing)
    aside = Path(str(restore(url, copy, replace=True).aside))
    before = names(file.parent)
    with open_store(url) as store:
        store.mark_deleted([content.REVISED.id])
    with pytest.raises(StoreError, match=r"store\.replaced\.20261122T101500\.000000Z\.db: is there already"):
        restore(url, copy, replace=True)
    assert (deleted(file), deleted(aside)) == (1, 1)
    assert names(file.parent) - {"store.db-wal", "store.db-shm"} == before


@pytest.mark.parametrize("log", [b"", b"a log that nobody can read"])
def test_a_damaged_store_is_replaced_and_kept(url: str, copy: Path, file: Path, log: bytes) -> None:
    damaged = b"no database any more" * 1000
    file.write_bytes(damaged)
    wal = Path(f"{file}-wal")
    if log:
        wal.write_bytes(log)
    aside = restore(url, copy, replace=True).aside
    assert aside is not None
    assert Path(aside).read_bytes() == damaged
    assert not wal.exists()
    if log:
        assert Path(f"{aside}-wal").read_bytes() == log
    with open_store(url) as store:
        content.check(store)


def test_a_store_in_use_is_not_replaced(url: str, copy: Path, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_restoring, "_PATIENCE", 0.1)
    with open_store(url) as store:
        store.counts()
        with pytest.raises(StoreError, match="another program uses it"):
            restore(url, copy, replace=True)
        store.add_annotator(content.CURATOR)
    assert deleted(file) == 1
    assert names(file.parent) == {"store.db", "copy.db"}


def test_a_copy_that_is_none_changes_nothing(url: str, copy: Path, file: Path, tmp_path: Path) -> None:
    before = file.read_bytes()
    for name, data, said in (
        ("essay.md", b"# no database" * 100, "is not a database"),
        ("empty.db", b"", "holds nothing"),
        ("absent.db", None, "is not there"),
    ):
        if data is not None:
            (tmp_path / name).write_bytes(data)
        with pytest.raises(StoreError, match=said):
            restore(url, tmp_path / name, replace=True)
    assert file.read_bytes() == before
    whole = copy.read_bytes()
    copy.write_bytes(whole[:8192] + b"\xff" * (len(whole) - 8192))
    with pytest.raises(StoreError, match="is damaged"):
        restore(url, copy, replace=True)
    assert file.read_bytes() == before
    copy.write_bytes(whole)
    assert restore(url, copy, replace=True).aside


def test_a_copy_in_which_rows_refer_to_nothing_is_refused(url: str, copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as connection, connection:
        connection.execute("DELETE FROM unit")
    with pytest.raises(StoreError, match=r"is damaged:\n  annotation .* refers to unit 0a1b2c3d-1@1:paragraph:5-19"):
        restore(url, copy, replace=True)


def test_a_copy_of_an_earlier_revision_is_restored_as_it_is(url: str) -> None:
    assert restore(url, content.STORES / "r0005.db", replace=True).revision == "r0005"
    assert status(url).revision == "r0005"


def test_a_copy_of_a_newer_program_is_refused(url: str, copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = 'r9999'")
    with pytest.raises(StoreTooNew):
        restore(url, copy, replace=True)


@pytest.mark.parametrize("at", [0, 1])
def test_a_restore_that_is_stopped_leaves_the_store(
    url: str, copy: Path, file: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    """Stopped while what is there is kept, and just before the copy takes its place."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(*((shutil, "copy2", stop), (Path, "replace", stop))[at])
    with pytest.raises(KeyboardInterrupt):
        restore(url, copy, replace=True)
    assert deleted(file) == 1
    assert not [name for name in names(file.parent) if name.endswith(".part")]


def test_a_copy_for_which_there_is_no_room_leaves_nothing(url: str, file: Path, tmp_path: Path) -> None:
    with (
        small_files(100_000),
        pytest.raises(StoreError, match=r"copy\.db.*: cannot be read or written .*\n  → make room there"),
    ):
        backup(url, tmp_path / "copy.db")
    assert names(tmp_path) == {"store.db"}
    assert backup(url, tmp_path / "copy.db").exists()


@pytest.mark.parametrize("links", [True, False], ids=["", "on a file system without links"])
def test_a_copy_takes_no_name_that_another_got_meanwhile(
    url: str, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    def write() -> None:
        with _backup.new_file(target) as part:
            part.write_text("theirs", encoding="utf-8")
            target.write_text("mine", encoding="utf-8")

    if not links:
        monkeypatch.setattr(os, "link", refuse)
    target = tmp_path / "copy.db"
    with pytest.raises(StoreError, match="is there already"):
        write()
    assert target.read_text(encoding="utf-8") == "mine"
    assert backup(url, tmp_path / "other.db").stat().st_nlink == 1
    assert names(tmp_path) == {"store.db", "copy.db", "other.db"}
    with open_store(f"sqlite:///{tmp_path / 'other.db'}") as store:
        content.check(store)


def test_a_store_for_which_there_is_no_room_is_as_it_was(url: str, file: Path) -> None:
    with open_store(url) as store:
        many = [content.annotation(origin=f"file/{number}", note="😀" * 5000) for number in range(40)]
        with small_files(file.stat().st_size + 50_000), pytest.raises(StoreError, match="cannot be read or written"):
            store.save_annotations(many)
        content.check(store)
        assert store.save_annotations(many).new == 40


def test_a_folder_that_cannot_be_written_is_told(url: str, copy: Path, file: Path) -> None:
    file.parent.chmod(0o500)
    with rights_hold(), pytest.raises(StoreError, match="cannot be written"):
        restore(url, copy, replace=True)
    file.parent.chmod(0o700)
    assert deleted(file) == 1
