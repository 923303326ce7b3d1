"""Several commands at once on one store: nothing is lost or doubled, and who waits is told."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import create_engine

from annotate import adjudication
from annotate.labelstudio._accounts import create_account, with_password
from annotate.settings import Environment
from annotate.store import Work, _migrations, copy_store, examine
from annotate.store._tables import Base
from annotate.workflow.adjudicating import deciding, taking
from annotate.workflow.importing import documents
from annotate.workflow.labelling import pulling
from annotate.workflow.project import Project, init, open_project
from annotate.workflow.schemes import migrating
from schema import Annotation
from tests import killed, killed_works, postgresql
from tests.migrating import roads
from tests.studio import unique
from tests.workflow.adjudicating.curators import Bench, Curator
from tests.workflow.adjudicating.test_curating import bench, resolved
from tests.workflow.conftest import Way
from tests.workflow.exporting import build
from tests.workflow.schemes.test_killed_migration import told
from tests.workflow.schemes.test_migrating import Work as Labelled
from tests.workflow.schemes.test_migrating import changing
from tests.workflow.test_killed import put_first_revision

__all__ = ["bench", "changing"]

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

EXPORTING = ("export", "jsonl", "--name", "all", "--allow-open", "--no-agreement", "--json")


@pytest.fixture(params=["sqlite", "postgresql"], autouse=True)
def database(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the store in a file, or in a database of PostgreSQL."""
    if request.param == "sqlite":
        request.getfixturevalue("sqlite_only")
    else:
        monkeypatch.setenv("ANNOTATE_STORE", request.getfixturevalue("empty_database"))


def begin(folder: Path, *commands: tuple[str, ...]) -> subprocess.Popen[str]:
    """Have commands begin at the same time in a folder; what each prints goes to `N.out` and `N.err` beside it."""
    command = [sys.executable, "-c", PROGRAM, str(folder.parent)]
    pipe = subprocess.PIPE
    begun = subprocess.Popen(command, cwd=folder, stdin=pipe, stdout=pipe, text=True)
    assert begun.stdin is not None
    json.dump(commands, begun.stdin)
    begun.stdin.close()
    return begun


def ended(folder: Path, begun: subprocess.Popen[str]) -> list[str]:
    """Wait until commands have done their work, and return what each printed."""
    statuses = statuses_of(begun)
    errors = [said(folder, f"{number}.err") for number, _ in enumerate(statuses)]
    assert set(statuses) == {0}, errors
    assert [line for error in errors for line in error.splitlines() if not line.startswith(WAITING)] == []
    return [said(folder, f"{number}.out") for number, _ in enumerate(statuses)]


def statuses_of(begun: subprocess.Popen[str]) -> list[int]:
    """Wait until commands have ended, and return with which status each did."""
    assert begun.stdout is not None
    return [int(status) for status in json.loads(begun.stdout.read())]


def at_once(project: Project, *commands: tuple[str, ...]) -> list[str]:
    """Have commands do their work at the same time, and return what each printed."""
    with begin(project.folder, *commands) as begun:
        return ended(project.folder, begun)


def after_a_wait(project: Project, works: Sequence[Work], *commands: tuple[str, ...]) -> list[str]:
    """Do so with such as all have to wait for these works of somebody else, and begin with them all at once."""
    with begin(project.folder, *commands) as begun:
        with project.turn(*works):
            while begun.poll() is None and not all(said(project.folder, f"{n}.err") for n, _ in enumerate(commands)):
                time.sleep(0.05)
            assert begun.poll() is None
        return ended(project.folder, begun)


def said(folder: Path, name: str) -> str:
    file = folder.parent / name
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
    with (
        begin(project.folder, EXPORTING, EXPORTING, *[("import", more, "--json")] * 2) as begun,
        project.store() as store,
    ):
        with store.turn("exporting"):
            told = f"{WAITING}exports or changes the scheme; Ctrl-C ends this one\n"
            while begun.poll() is None and {said(project.folder, f"{n}.err") for n in (0, 1)} != {told}:
                time.sleep(0.05)
            assert (begun.poll(), store.exports()) == (None, [])
        *exported, first, second = ended(project.folder, begun)
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


def test_what_two_bring_to_a_curator_and_back_is_there_once(bench: Bench) -> None:
    project, name = bench.way.project, unique("wang")
    pushed = [json.loads(out) for out in at_once(project, *[("adjudicate", "push", "--curator", name, "--json")] * 2)]
    (made,) = [account for one in pushed for account in one["accounts"]]
    known = create_account(bench.way.studio.url, bench.way.studio.token, name)
    curator = Curator(bench, with_password(bench.way.studio.url, known, SecretStr(made["password"])))
    unit = bench.way.units()[1]
    assert list(curator.tasks()) == [unit.key]
    curator.submit(unit, *resolved(curator, unit))
    beside = copied(project)
    pulled = [json.loads(out) for out in at_once(project, *[("adjudicate", "pull", "--json")] * 2)]
    taken = taking.pull(beside)
    assert [sum(one[what] for one in pulled) for what in ("new", "decisions")] == [taken.new, taken.decisions]
    assert taken.decisions > 0
    assert tables(project) == tables(beside)
    assert examine(project.url).errors == 0


def changing_words(folder: Path) -> tuple[str, ...]:
    """Write down what becomes of names, and return the command that changes the scheme."""
    moves = folder / "moves.yaml"
    moves.write_text(json.dumps([one.model_dump(mode="json") for one in roads.OPERATIONS]), encoding="utf-8")
    return ("scheme", "migrate", str(folder / "after.yaml"), "--operations", str(moves), "--who", "林", "--json")


def test_a_scheme_that_two_change_changes_once_and_exports_have_one_of_both(tmp_path: Path) -> None:
    killed_works.to_migrate(tmp_path)
    folder = tmp_path / killed_works.NAME
    project = open_project(folder)
    with project.store() as store:
        again = [
            one.model_copy(update={"annotator": "陈", "id": Annotation.id_of(one.unit, "陈", one.origin)})
            for one in store.annotations()
        ]
        store.save_annotations(again)
    alone = open_project(Path(shutil.copytree(folder, tmp_path / "alone")), elsewhere(tmp_path))
    copy_store(project.url, alone.url)
    migrating.migrate(alone, str(alone.folder / "after.yaml"), roads.OPERATIONS, who="林")

    words = changing_words(folder)
    deciding = ("adjudicate", "auto", "--json")
    first, second, *_ = after_a_wait(project, ("labelling", "deciding", "exporting"), words, words, deciding, EXPORTING)
    assert [json.loads(out)["number"] for out in (first, second)] == [1, 1]
    assert sum(json.loads(out)["stored"] for out in (first, second)) == 2 * len(again)
    of_others = {"decision", "export", "export_article", "export_annotation", "pseudonym"}
    there, expected = tables(project), tables(alone)
    assert {name: there[name] for name in there.keys() - of_others} == {
        name: expected[name] for name in expected.keys() - of_others
    }
    with project.store() as store:
        gold = [one for each in adjudication.golds(store.decisions(), roads.NEW) for one in each.components]
    assert {one.type for one in gold} == {"issue", "action"}
    written = "".join(path.read_text(encoding="utf-8") for path in (project.exports / "all").glob("*.jsonl"))
    names = set(re.findall(r'"(problem|issue|measure|action)"', written))
    assert names in ({"problem", "measure"}, {"issue", "action"})
    assert examine(project.url).errors == 0
    assert open_project(folder).scheme == roads.NEW


def test_a_change_of_scheme_beside_pulls_has_each_annotation_once(changing: Way) -> None:
    Labelled(changing)
    project = changing.project
    words = changing_words(project.folder.parent)
    pull = ("pull", "--json")
    done = [json.loads(out) for out in after_a_wait(project, ("labelling",), words, pull, words, pull)]
    assert [one["number"] for one in done[::2]] == [1, 1]
    now = Way(open_project(project.folder), changing.studio, changing.annotators)
    quiet = now.pull()
    assert (quiet.new, quiet.revised, quiet.deleted) == (0, 0, 0)
    revisions = told(now)
    with project.store() as store:
        (migration,) = store.migrations()
        assert migration.finished is not None
        noted = set(store.migrated(migration.number))
    assert len(revisions) == 4
    assert {id_: len(each) for id_, each in revisions.items()} == {id_: 1 + (id_ in noted) for id_ in revisions}
    assert len(noted) == 3
    assert examine(project.url).errors == 0


def test_of_two_that_set_up_a_project_one_does(tmp_path: Path) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    with begin(folder, *[("init", "essays")] * 2) as begun:
        statuses = statuses_of(begun)
    assert sorted(statuses) == [0, 1]
    assert "there is a project already" in said(folder, f"{statuses.index(1)}.err")
    project = open_project(folder / "essays")
    assert len(build.add(project, build.PLACES[:1])) == len(build.articles(project)) == 1
    assert examine(project.url).errors == 0


def test_what_two_upgrade_is_upgraded_once(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    if os.environ.get("ANNOTATE_STORE"):
        init(tmp_path / "project", environment=elsewhere(tmp_path))
        put_first_revision(request.getfixturevalue("empty_database"))
    else:
        killed_works.to_upgrade(tmp_path)
    project = open_project(tmp_path / "project")
    done = [json.loads(out) for out in at_once(project, *[("db", "upgrade", "--json")] * 2)]
    assert sorted(one["before"] for one in done) == ["r0001", _migrations.HEAD]
    assert sum(one["backup"] is not None for one in done) == (project.url.startswith("sqlite"))
    assert len(build.articles(project)) == 1
    assert examine(project.url).errors == 0
