"""db: copies, restoring and looking at the store, as a user calls them."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from annotate.store import _migrations
from tests.cli.inside import Call, call
from tests.store import content

__all__ = ["call"]

pytestmark = pytest.mark.usefixtures("sqlite_only")


@pytest.fixture
def project(tmp_path: Path, call: Call) -> Path:
    call(tmp_path, "init", "essays")
    shutil.copy(content.STORES / f"{_migrations.HEAD}.db", tmp_path / "essays" / "annotate.db")
    return tmp_path / "essays"


def test_a_store_is_looked_at(project: Path, call: Call) -> None:
    said = call(project, "db", "check").stdout
    assert said.startswith("warning: spans: 1 in 1 annotations leave their text")
    assert "looked at 2 annotations, 2 articles" in said
    assert said.endswith("0 errors, 1 warning\n")
    with closing(sqlite3.connect(project / "annotate.db")) as connection, connection:
        connection.execute('UPDATE unit SET "end" = 40 WHERE start = 5')
    said = call(project, "db", "check", status=4).stdout
    assert "error: unit 0a1b2c3d-1@1:paragraph:5-19: [5, 40) (expected a range within [0, 19))\n  → annotate db" in said
    found = json.loads(call(project, "db", "check", "--json", status=4).stdout)
    assert (found["errors"], found["warnings"], len(found["faults"])) == (2, 1, 3)


def test_a_store_is_backed_up_and_restored(project: Path, call: Call) -> None:
    call(project, "db", "backup", "copy.db")
    assert "there is a store already" in call(project, "db", "restore", "copy.db", status=1).stderr
    aside = json.loads(call(project, "db", "restore", "copy.db", "--replace", "--json").stdout)["aside"]
    assert Path(aside).parent == project
    assert Path(aside).read_bytes()[:15] == b"SQLite format 3"
    Path(aside).unlink()
    (project / "annotate.db").unlink()
    assert "what was there  nothing" in call(project, "db", "restore", "copy.db").stdout
    call(project, "db", "check")


def test_a_store_is_copied(project: Path, call: Call) -> None:
    said = call(project, "db", "copy", "sqlite:///annotate.db", "sqlite:///new.db").stdout
    assert said.startswith("copied sqlite:///annotate.db\nto sqlite:///new.db\n\ntable ")
    again = call(project, "db", "copy", "sqlite:///annotate.db", "sqlite:///new.db", status=1).stderr
    assert "holds rows already: annotation, annotator" in again
    refused = call(project, "db", "copy", "sqlite:///new.db", "nothing://lin:SECRET@host/x", status=1)
    assert "SECRET" not in refused.stdout + refused.stderr
