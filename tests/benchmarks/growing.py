"""Times the commands on stores that grow to a million paragraphs, on SQLite and on PostgreSQL.

    python -m tests.benchmarks.growing [PARAGRAPHS ...]

A tenth of the paragraphs (10,000, 100,000 and 1,000,000 unless told otherwise; twenty an article) are tasks of each of
three annotators, all of them annotated: five spans and three relations each, as Label Studio gives them. The store's
methods fill a file of SQLite with 10,000 paragraphs, whose rows are copied under other ids until there are as many as
wanted: to segment and read all of them would take longer than all the rest. `annotate db copy` brings the same to
PostgreSQL. Then each command runs in a process of its own: an import of 2,000 paragraphs more, a pull of 300 changed
annotations (from `tests.benchmarks.pretended`, which answers in Label Studio's place), `status`, `check`, `agreement`,
and an export of all annotations as JSON Lines.

Told are the seconds of the processor that the command took, in brackets those by the clock, which hold the database
server's too, and its highest memory in MB; and exponents of the processor's seconds between the two largest sizes: 1 is
linear. Prints a table of Markdown.
"""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from math import log
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from annotate.workflow.project import Project

SIZES = (10_000, 100_000, 1_000_000)
MORE = 200
"""Files that are imported, of ten paragraphs each."""

STEPS: Mapping[str, Sequence[str]] = {
    "import": ("import", "more"),
    "pull": ("pull",),
    "status": ("status",),
    "check": ("check",),
    "agreement": ("agreement",),
    "export": ("export", "jsonl", "--annotations", "--no-agreement", "--name"),
}


class Cell(NamedTuple):
    """What a process took."""

    busy: float
    clock: float
    memory: int
    """MB."""

    def __str__(self) -> str:
        return f"{self.busy:.1f} ({self.clock:.1f}), {self.memory}"


def fill(folder: Path, paragraphs: int) -> None:
    """Make a project whose store holds so many paragraphs, with all work on a tenth of them."""
    from annotate.settings import NOTHING
    from annotate.workflow.project import init, open_project
    from tests.benchmarks.pretended import BLOCK

    init(folder, name="growth", environment=NOTHING)
    _fill_block(open_project(folder, NOTHING))
    with sqlite3.connect(folder / "annotate.db", isolation_level=None) as connection:
        for pragma in ("synchronous=OFF", "cache_size=-400000"):
            connection.execute(f"PRAGMA {pragma}")
        rows = {table: connection.execute(f'SELECT * FROM "{table}"').fetchall() for table in _MOVED}
        names = {table: [row[1] for row in connection.execute(f"PRAGMA table_info({table})")] for table in _MOVED}
        for block in range(1, paragraphs // BLOCK):
            connection.execute("BEGIN")
            for table, moved in _MOVED.items():
                marks = ", ".join("?" * len(names[table]))
                made = (list(moved(dict(zip(names[table], row, strict=True)), block).values()) for row in rows[table])
                connection.executemany(f"INSERT INTO {table} VALUES ({marks})", made)
            connection.execute("COMMIT")


def _fill_block(project: Project) -> None:
    from annotate.formats import label_studio
    from annotate.store import Pulled
    from schema import Annotator, Task
    from schema import Project as Remote
    from tests.benchmarks.exporting import imported
    from tests.benchmarks.pretended import (
        ADDRESS,
        ANNOTATORS,
        BLOCK,
        PER_ARTICLE,
        POLICY,
        PULLED,
        TASKS,
        number,
        origin,
        raw,
        unit,
    )

    accounts = {at: f"{name}@example.org" for at, name in enumerate(ANNOTATORS, start=1)}
    with project.store() as store:
        for _ in store.add_all(imported(at, PER_ARTICLE) for at in range(BLOCK // PER_ARTICLE)):
            pass
        for remote, name in enumerate(ANNOTATORS, start=1):
            store.add_annotator(Annotator(name=name, account=accounts[remote], remote=remote))
            place = {"server": ADDRESS, "remote": remote, "name": "growth", "annotator": name}
            target = Remote.model_validate(
                {**place, "id": Remote.id_of(ADDRESS, remote), "granularity": "paragraph", "scheme": "policy"}
            )
            store.add_project(target)
            numbers = {number(remote, at): unit(at) for at in range(BLOCK // TASKS)}
            store.add_tasks(Task(project=target.id, unit=shown, remote=task) for task, shown in numbers.items())
            store.save_annotations(
                label_studio.read(
                    raw(task), unit=shown, annotator=name, origin=origin(task), scheme=POLICY, accounts=accounts
                )
                for task, shown in numbers.items()
            )
            store.keep_pulled(target.id, Pulled(until=PULLED))


Row = dict[str, Any]


def _elsewhere(*columns: str) -> Callable[[Row, int], Row]:
    """Return what gives a row with the ids of another block; they begin with that of the document."""

    def moved(row: Row, block: int) -> Row:
        return {**row, **{column: _id(row[column], block) for column in columns}}

    return moved


def _id(id_: str, block: int) -> str:
    from tests.benchmarks.pretended import BLOCK, PER_ARTICLE

    return f"{int(id_[:16], 16) + block * (BLOCK // PER_ARTICLE):016x}{id_[16:]}"


def _task(row: Row, block: int) -> Row:
    from tests.benchmarks.pretended import BLOCK, TASKS

    return {**row, "unit": _id(row["unit"], block), "remote": row["remote"] + block * (BLOCK // TASKS)}


def _annotation(row: Row, block: int) -> Row:
    from tests.benchmarks.pretended import BLOCK, TASKS, origin

    number = int(row["origin"].rpartition("/")[2]) + block * (BLOCK // TASKS)
    return {**row, "id": _hashed(row["id"], block), "unit": _id(row["unit"], block), "origin": origin(number)}


def _item(row: Row, block: int) -> Row:
    return {**row, "annotation": _hashed(row["annotation"], block)}


@cache
def _hashed(id_: str, block: int) -> str:
    """Return another id of an annotation, which lies as far from its neighbours in an index as any."""
    return sha256(f"{id_} {block}".encode()).hexdigest()[: len(id_)]


_MOVED: Mapping[str, Callable[[Row, int], Row]] = {
    "document": _elsewhere("id"),
    "view": _elsewhere("document"),
    "reading": _elsewhere("document"),
    "block": _elsewhere("document"),
    "article": _elsewhere("id", "document"),
    "article_text": _elsewhere("article"),
    "part": _elsewhere("article"),
    "unit": _elsewhere("key", "article"),
    "task": _task,
    "annotation": _annotation,
    "span": _item,
    "relation": _item,
}
"""What a row of each table is in another block."""


def write_more(folder: Path) -> None:
    """Write the files that are imported."""
    from tests.benchmarks.importing import fill as write

    folder.mkdir()
    write(folder, MORE)


def taken(call: Sequence[str | Path], folder: Path | None = None, **more: str) -> Cell:
    """Return what a command took, which succeeds or has findings; what it prints is thrown away.

    This process stays small, since what it starts has at least its own memory as the highest.
    """
    began = time.perf_counter()
    process = subprocess.Popen(call, cwd=folder, env={**os.environ, **more}, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    clock = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 4):
        raise SystemExit(f"{call} ended with {process.returncode}")
    return Cell(used.ru_utime + used.ru_stime, clock, used.ru_maxrss // 1024)


def here(module: str, *arguments: object) -> list[str]:
    """Return the call of a module of ours."""
    return [sys.executable, "-m", f"tests.benchmarks.{module}", *map(str, arguments)]


def annotate(folder: Path, *arguments: str) -> list[str | Path]:
    """Return the call of the program in a project."""
    return [Path(sys.executable).with_name("annotate"), "--project", folder, *arguments, "--json"]


@contextmanager
def answering(folder: Path, paragraphs: int) -> Iterator[Mapping[str, str]]:
    """Have the server that stands in for Label Studio; yields what the environment is to say of it."""
    process = subprocess.Popen(here("pretended", folder, paragraphs // 10), stderr=subprocess.DEVNULL)
    try:
        while True:
            try:
                socket.create_connection(("127.0.0.1", 18980)).close()
                break
            except ConnectionRefusedError:
                if process.poll() is not None:
                    raise SystemExit("the server that stands in for Label Studio does not start") from None
                time.sleep(0.2)
        yield {"LABEL_STUDIO_URL": "http://127.0.0.1:18980", "LABEL_STUDIO_API_KEY": "0" * 40}
    finally:
        process.terminate()
        process.wait()


def measured(folder: Path, name: str, store: str, server: Mapping[str, str]) -> dict[str, Cell]:
    """Return what each step took in a project with its store at a URL; each is told as soon as it is known."""
    found: dict[str, Cell] = {}
    for step, arguments in STEPS.items():
        call = annotate(folder, *arguments, *([name] if step == "export" else []))
        found[step] = taken(call, folder, ANNOTATE_STORE=store, **server)
        print(f"    {step}: {found[step]}", file=sys.stderr, flush=True)
    return found


def size(url: str) -> float:
    """Return the MB that a database takes."""
    if url.startswith("sqlite"):
        return Path(url.removeprefix("sqlite:///")).stat().st_size / 1e6
    import psycopg

    with psycopg.connect(url.replace("postgresql+psycopg", "postgresql")) as connection:
        row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
        assert row is not None
        return int(row[0]) / 1e6


def main(sizes: Sequence[int]) -> None:
    """Fill and measure every size, and print a table."""
    from tests.postgresql import running

    steps = tuple(STEPS)
    print(f"| store | paragraphs | annotations | MB | filled | {' | '.join(steps)} |", flush=True)
    print("| --- |" + " ---: |" * (4 + len(steps)), flush=True)
    every: dict[str, dict[int, dict[str, Cell]]] = {"SQLite": {}, "PostgreSQL": {}}
    for paragraphs in sizes:
        with tempfile.TemporaryDirectory() as temporary, running() as server:
            folder = Path(temporary) / "project"
            filled = taken(here("growing", "fill", folder, paragraphs))
            write_more(folder / "more")
            file = f"sqlite:///{folder / 'annotate.db'}"
            copied = taken(annotate(folder, "db", "copy", file, server))
            with answering(folder, paragraphs) as answers:
                for name, url, made in (("SQLite", file, filled), ("PostgreSQL", server, copied)):
                    before = size(url)
                    cells = every[name][paragraphs] = measured(folder, name, url, answers)
                    told = " | ".join(map(str, cells.values()))
                    counts = f"{paragraphs:,} | {3 * paragraphs // 10:,} | {before:,.0f}"
                    print(f"| {name} | {counts} | {made} | {told} |", flush=True)
    for name, found in every.items():
        for one, other in [sorted(found)[-2:]] if len(found) > 1 else []:
            told = " | ".join(
                f"{log(found[other][step].busy / found[one][step].busy) / log(other / one):.2f}" for step in steps
            )
            print(f"| {name} | exponent | | | | {told} |", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["fill"]:
        fill(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        main([int(given) for given in sys.argv[1:]] or SIZES)
