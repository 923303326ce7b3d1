"""Work that SIGKILL ends at every commit and at places drawn by a seed: the store is sound, and begun again it ends
where it would have ended.

ANNOTATE_TEST_KILLS says how many places are drawn for each work and database beside the commits, and beside the steps
in files where these are what the work is; the file that ANNOTATE_TEST_LANDED names gets a line for each kill.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import MetaData, create_engine, select, text

from annotate.store import _migrations, copy_store
from annotate.workflow.project import open_project
from tests.killed import Order, Told
from tests.killed_works import MAKERS, NAME
from tests.store import content
from tests.workflow.conftest import Way

ROOT = Path(__file__).parent.parent.parent

OF_FILES = ("init", "write-review", "take-review")
"""What has to be whole in files; once is enough, whatever the database."""

STEPPED = (*OF_FILES, "backup", "restore")
"""What is killed at every step in files, too."""

KILLS = int(os.environ.get("ANNOTATE_TEST_KILLS", "1"))
SEED = int(os.environ.get("ANNOTATE_TEST_SEED", "0"))


def kept(server: str) -> str:
    """Make an empty database of that name anew, and return its URL."""
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for name in ("run", "kept"):
            connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(text("CREATE DATABASE kept"))
    engine.dispose()
    return server.replace("/postgres?", "/kept?")


def put_first_revision(url: str) -> None:
    """Make a store of the first revision in an empty database, with the texts of the kept one."""
    engine, old = create_engine(url), create_engine(f"sqlite:///{content.STORES / 'r0001.db'}")
    with engine.begin() as there, old.connect() as here:
        config = Config()
        config.set_main_option("script_location", str(_migrations.folder()))
        config.attributes["connection"] = there
        command.upgrade(config, "r0001")
        tables, rows = MetaData(), MetaData()
        tables.reflect(there)
        rows.reflect(here)
        for name in ("document", "block", "article", "article_text", "part"):
            found = [dict(row._mapping) for row in here.execute(select(rows.tables[name]))]
            there.execute(tables.tables[name].insert(), found)
    engine.dispose()
    old.dispose()


def carried_out(order: Order) -> Told:
    """Have it done in a process of its own, from which others are forked; write down where kills landed."""
    order.scratch.mkdir()
    command = [sys.executable, "-m", "tests.killed"]
    done = subprocess.run(command, input=order.model_dump_json(), cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = Told.model_validate_json(done.stdout)
    if path := os.environ.get("ANNOTATE_TEST_LANDED"):
        where = {"work": order.work, "database": "postgresql" if order.server else "sqlite", "seed": order.seed}
        with Path(path).open("a", encoding="utf-8") as file:
            file.writelines(f"{json.dumps({**where, **one.model_dump()}, ensure_ascii=False)}\n" for one in told.landed)
    return told


def order_of(work: str, folder: Path, server: str | None = None) -> Order:
    """An order for the project in `template` of a folder."""
    scratch = folder / "scratch"
    return Order(
        work=work,
        template=folder / "template",
        project=NAME,
        scratch=scratch,
        server=server,
        seed=SEED,
        kills=KILLS,
        steps=work in STEPPED,
    )


def expect_survived(told: Told) -> None:
    """Every kill struck, both sides of each commit among them, and what was killed got done."""
    assert [one for one in told.landed if one.status != -9 or not one.done or one.faults] == []
    commits = [place for place in told.places if "commit" in place]
    assert commits or any(place.startswith(("os.rename", "os.link")) for place in told.places)
    assert len(commits) == 2 * sum(place.startswith("before") for place in commits)
    assert [one.place for one in told.landed][: len(commits)] == commits
    assert len(told.landed) >= len(commits) + min(KILLS, len(told.places) - len(commits))
    assert [(one.place, one.differs) for one in told.landed if not one.same] == []


@pytest.mark.usefixtures("sqlite_only")
@pytest.mark.parametrize("work", MAKERS)
def test_in_a_file(work: str, tmp_path: Path) -> None:
    MAKERS[work](tmp_path / "template")
    expect_survived(carried_out(order_of(work, tmp_path)))


@pytest.mark.parametrize("work", [work for work in MAKERS if work not in OF_FILES])
def test_on_postgresql(work: str, tmp_path: Path, postgresql_server: str) -> None:
    MAKERS[work](tmp_path / "template")
    if work == "upgrade":
        put_first_revision(kept(postgresql_server))
    else:
        copy_store(open_project(tmp_path / "template" / NAME).url, kept(postgresql_server))
    expect_survived(carried_out(order_of(work, tmp_path, postgresql_server)))


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_a_pull(database: str, way: Way, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    way.push()
    for account in way.annotators:
        for unit in way.units()[1:]:
            way.label(account.name, unit, {})
    where = None
    if database == "postgresql":
        where = request.getfixturevalue("postgresql_server")
        copy_store(way.project.url, kept(where))
    else:
        request.getfixturevalue("sqlite_only")
    (tmp_path / "template").mkdir()
    way.project.folder.rename(tmp_path / "template" / NAME)
    expect_survived(carried_out(order_of("pull", tmp_path, where)))
