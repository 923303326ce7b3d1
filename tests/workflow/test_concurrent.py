"""Several commands at once on one store: nothing is lost or doubled, and who waits is told."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import create_engine

from annotate.settings import Environment
from annotate.store import copy_store, examine
from annotate.store._tables import Base
from annotate.workflow.adjudicating import deciding
from annotate.workflow.importing import documents
from annotate.workflow.labelling import pulling
from annotate.workflow.project import Project, open_project
from tests import killed, postgresql
from tests.workflow.conftest import Way
from tests.workflow.exporting import build

PROGRAM = """
import json, os, sys
from pathlib import Path
from annotate.cli import main
from annotate.rendering import render
from annotate.workflow.adjudicating import deciding
from annotate.workflow.exporting import writing
from annotate.workflow.importing import bringing

def begin(number, words):
    child = os.fork()
    if not child:
        for stream, name in ((1, "out"), (2, "err")):
            os.dup2(os.open(f"{sys.argv[1]}/{number}.{name}", os.O_CREAT | os.O_WRONLY | os.O_TRUNC), stream)
        sys.argv = ["annotate", *words]
        main()
    return child

children = [begin(number, words) for number, words in enumerate(json.load(sys.stdin))]
print(json.dumps([os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]))
"""
"""Runs commands at the same time, each in a process of its own that has most modules already."""

WAITING = "waiting for another command, which "


@pytest.fixture(params=["sqlite", "postgresql"], autouse=True)
def database(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the store in a file, or in a database of PostgreSQL."""
    if request.param == "sqlite":
        request.getfixturevalue("sqlite_only")
    else:
        monkeypatch.setenv("ANNOTATE_STORE", request.getfixturevalue("empty_database"))


def begin(project: Project, *commands: tuple[str, ...]) -> subprocess.Popen[str]:
    """Have commands begin at the same time; what each prints goes to `N.out` and `N.err` beside the project."""
    command = [sys.executable, "-c", PROGRAM, str(project.folder.parent)]
    pipe = subprocess.PIPE
    begun = subprocess.Popen(command, cwd=project.folder, stdin=pipe, stdout=pipe, text=True)
    assert begun.stdin is not None
    json.dump(commands, begun.stdin)
    begun.stdin.close()
    return begun


def ended(project: Project, begun: subprocess.Popen[str]) -> list[str]:
    """Wait until commands have done their work, and return what each printed."""
    assert begun.stdout is not None
    statuses = json.loads(begun.stdout.read())
    errors = [said(project, f"{number}.err") for number, _ in enumerate(statuses)]
    assert set(statuses) == {0}, errors
    assert [line for error in errors for line in error.splitlines() if not line.startswith(WAITING)] == []
    return [said(project, f"{number}.out") for number, _ in enumerate(statuses)]


def at_once(project: Project, *commands: tuple[str, ...]) -> list[str]:
    """Have commands do their work at the same time, and return what each printed."""
    with begin(project, *commands) as begun:
        return ended(project, begun)


def said(project: Project, name: str) -> str:
    file = project.folder.parent / name
    return file.read_text(encoding="utf-8") if file.exists() else ""


def elsewhere(folder: Path) -> Environment:
    """An environment with a store of its own, in which nothing is yet."""
    return Environment(annotate_store=SecretStr(postgresql.new_url(folder / "beside.db")))


def copied(project: Project) -> Project:
    """The project with a copy of its store, on which the same is to be done one after the other."""
    beside = open_project(project.folder, elsewhere(project.folder.parent))
    copy_store(project.url, beside.url)
    return beside


def tables(project: Project) -> dict[str, list[str]]:
    """Return the rows of all tables, but for moments and running numbers."""
    engine = create_engine(project.url)
    with engine.connect() as connection:
        found = {table.name: sorted(killed._rows(connection, table)) for table in Base.metadata.sorted_tables}
    engine.dispose()
    return found


def essays(folder: Path, places: tuple[str, ...]) -> str:
    """Write an essay for each place into a folder, and return its path."""
    folder.mkdir()
    for place in places:
        (folder / f"{place}.txt").write_text(build.essay(place), encoding="utf-8")
    return str(folder)


def test_what_two_do_at_once_on_a_store_is_done_once(tmp_path: Path) -> None:
    project = build.project(tmp_path / "project", build.PLACES[:4])
    for article in build.articles(project):
        alike = [build.work(article, name) for name in ("lin", "陈")]
        build.save(project, *alike, build.work(article, "zhao", kind="claim"))
    beside, later = copied(project), essays(tmp_path / "later", build.PLACES[4:])
    decided = at_once(project, *[("adjudicate", "auto", "--json")] * 2, ("import", later))[:2]
    made = deciding.auto(beside).decisions
    documents.import_files(beside, [Path(later)])
    assert sum(json.loads(out)["decisions"] for out in decided) == made > 0
    assert tables(project) == tables(beside)

    more = essays(tmp_path / "more", ("寺", "塔"))
    exporting = ("export", "jsonl", "--name", "all", "--allow-open", "--no-agreement", "--json")
    with begin(project, exporting, exporting, *[("import", more, "--json")] * 2) as begun, project.store() as store:
        with store.turn("exporting"):
            told = f"{WAITING}exports; Ctrl-C ends this one\n"
            while begun.poll() is None and {said(project, "0.err"), said(project, "1.err")} != {told}:
                time.sleep(0.05)
            assert (begun.poll(), store.exports()) == (None, [])
        *exported, first, second = ended(project, begun)
    outcomes = Counter(one["outcome"] for out in (first, second) for one in json.loads(out)["documents"])
    assert outcomes == {"added": 2, "known": 2}
    assert {json.loads(out)["folder"] for out in exported} == {str(project.exports / "all")}
    with project.store() as store:
        assert {one.name for one in store.exports()} == {"all"}
        assert {json.loads(out)["manifest"]["release"] for out in exported} == {one.number for one in store.exports()}
    documents.import_files(beside, [Path(more)])
    written = [build.export(one).manifest.files["gold.jsonl"] for one in (project, beside)]
    assert written[0] == written[1]
    assert examine(project.url).errors == 0


def test_what_two_push_and_pull_at_once_is_there_once(way: Way) -> None:
    at_once(way.project, ("push",), ("push",))
    names, units = [account.name for account in way.annotators], way.units()
    for name in names:
        assert sorted(way.on_server(name)) == sorted(unit.key for unit in units)
        for unit in units[1:]:
            way.label(name, unit, {})
    beside = copied(way.project)
    pulled = at_once(way.project, *[("pull", "--json")] * 2, ("adjudicate", "auto"))[:2]
    pulling.pull(beside)
    assert sum(json.loads(out)["new"] for out in pulled) == len(names) * len(units[1:])
    assert tables(way.project) == tables(beside)
    assert examine(way.project.url).errors == 0
