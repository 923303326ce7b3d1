"""Stores that cannot be used: each says where, what, and what to do; a password is never in it."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from annotate.errors import StoreError
from annotate.store import _engine as engine
from annotate.store import backup, create_store, open_store, status, upgrade
from tests.rights import rights_hold
from tests.store import content

pytestmark = pytest.mark.usefixtures("sqlite_only")

ACTS: list[Callable[[str], object]] = [open_store, upgrade, status]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


@pytest.mark.parametrize("act", ACTS)
def test_no_store_yet(act: Callable[[str], object], url: str, file: Path) -> None:
    with pytest.raises(StoreError, match=r"store sqlite:.*store\.db: there is no store yet\n  → annotate init"):
        act(url)
    assert not file.exists()


@pytest.mark.parametrize("act", [*ACTS, create_store])
def test_no_folder(act: Callable[[str], object], tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"its folder .*nowhere does not exist"):
        act(f"sqlite:///{tmp_path}/nowhere/store.db")


@pytest.mark.parametrize("act", [*ACTS, create_store])
def test_no_database(act: Callable[[str], object], url: str, file: Path) -> None:
    file.write_bytes("不是数据库。".encode() * 100)
    with pytest.raises(StoreError, match="is not a database"):
        act(url)
    assert file.read_bytes() == "不是数据库。".encode() * 100


@pytest.mark.parametrize("act", [*ACTS, create_store])
def test_a_folder_in_its_place(act: Callable[[str], object], url: str, file: Path) -> None:
    file.mkdir()
    with pytest.raises(StoreError, match="cannot be opened"):
        act(url)


def test_a_damaged_file(url: str, file: Path) -> None:
    with create_store(url) as store:
        content.fill(store)
    whole = file.read_bytes()
    file.write_bytes(whole[:8192] + b"\xff" * (len(whole) - 8192))
    with pytest.raises(StoreError, match="is damaged"), open_store(url) as store:
        content.check(store)


ENDED = """
import sys
from sqlalchemy import event
from sqlalchemy.pool import Pool
from annotate.store import open_store

@event.listens_for(Pool, "reset")
def leave(*_):
    raise SystemExit(143)

with open_store(sys.argv[1]) as store:
    store.counts()
"""
"""A signal strikes while a connection goes back to its pool."""


def test_a_program_that_is_ended_says_nothing_of_connections(url: str) -> None:
    with create_store(url) as store:
        content.fill(store)
    done = subprocess.run([sys.executable, "-c", ENDED, url], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (143, "")


def test_a_damaged_file_is_not_copied(url: str, file: Path, tmp_path: Path) -> None:
    file.write_bytes(b"no database" * 100)
    with pytest.raises(StoreError, match="is not a database"):
        backup(url, tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


def test_a_folder_that_cannot_be_written(url: str, file: Path) -> None:
    create_store(url).close()
    file.chmod(stat.S_IRUSR)
    file.parent.chmod(stat.S_IRUSR | stat.S_IXUSR)
    with rights_hold():
        with pytest.raises(StoreError, match="make the file and its folder"), open_store(url) as store:
            content.fill(store)
        with pytest.raises(StoreError, match=r"other\.db: cannot be opened"):
            create_store(url.replace("store.db", "other.db"))
        with pytest.raises(StoreError, match=r"copy\.db: cannot be written"):
            backup(url, file.parent / "copy.db")
    file.parent.chmod(stat.S_IRWXU)


def test_a_store_locked_for_long(url: str, file: Path) -> None:
    create_store(url).close()
    with (
        closing(sqlite3.connect(file, isolation_level=None)) as other,
        closing(engine.Database(url, ["busy_timeout=50"])) as database,
    ):
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match=r"has been locked for 30 seconds\n  → wait"), database.write():
            pass


def test_who_waits_for_another_is_told(
    url: str, file: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(engine, "QUIET", 50)
    with create_store(url) as store, closing(sqlite3.connect(file, isolation_level=None)) as other:
        store.add_annotator(content.CURATOR)
        assert caplog.messages == []
        other.execute("BEGIN IMMEDIATE")
        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(store.add_annotator, content.ANNOTATORS[0])
            while not caplog.messages:
                time.sleep(0.01)
            assert not waiting.done()
            other.execute("ROLLBACK")
            assert waiting.result(timeout=30)
    (said,) = caplog.messages
    assert said == "waiting for another command, which writes to the store; Ctrl-C ends this one"


@pytest.mark.parametrize(
    "url",
    [
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///file:x?uri=true",
        "nothing://lin:SECRET@host/x",
        "nothing://host/x?password=SECRET",
        "postgresql://lin:SECRET@127.0.0.1:port/x",
        "SECRET and no URL",
        "",
    ],
)
@pytest.mark.parametrize("act", [*ACTS, create_store])
def test_a_url_that_cannot_be_used(act: Callable[[str], object], url: str) -> None:
    with pytest.raises(StoreError, match=r"^store") as caught:
        act(url)
    assert "SECRET" not in str(caught.value)


@pytest.mark.parametrize(
    "url", ["postgresql://lin:SECRET@127.0.0.1:1/x", "postgresql:///x?host=127.0.0.1&port=1&password=SECRET"]
)
def test_a_server_that_does_not_answer(url: str, tmp_path: Path) -> None:
    pytest.importorskip("psycopg", reason="the driver of PostgreSQL is not installed")
    with pytest.raises(StoreError, match="the database refuses: connection failed") as caught:
        open_store(url)
    assert "SECRET" not in str(caught.value)
    with (
        closing(engine.Database(url)) as database,
        pytest.raises(StoreError, match=r"the database refuses: no user with \*\*\*"),
        database.told(),
    ):
        raise OperationalError(None, None, Exception("no user with SECRET"))
    with pytest.raises(StoreError, match="the database refuses: connection failed"):
        backup(url, tmp_path / "copy.db")
    assert list(tmp_path.iterdir()) == []


def test_a_copy_is_whole_while_the_store_is_in_use(url: str, tmp_path: Path) -> None:
    with create_store(url) as store:
        content.fill(store)
        target = backup(url, tmp_path / "copy.db")
        store.mark_deleted([content.REVISED.id])
    with open_store(f"sqlite:///{target}") as copy:
        content.check(copy)


def test_a_copy_overwrites_nothing(url: str, tmp_path: Path) -> None:
    create_store(url).close()
    (tmp_path / "copy.db").write_text("mine", encoding="utf-8")
    with pytest.raises(StoreError, match=r"copy\.db: is there already"):
        backup(url, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text(encoding="utf-8") == "mine"
    with pytest.raises(StoreError, match=r"nowhere/copy\.db: cannot be written: No such file"):
        backup(url, tmp_path / "nowhere" / "copy.db")
    with pytest.raises(StoreError, match="there is no store yet"):
        backup(url + "x", tmp_path / "new.db")
