"""A program that does one piece of work again and again, each time killed at another place, and then lets it go on.

A place is a side of the commit of a transaction that writes, a statement that writes within one, a step in the files
of the project, or the end. One undisturbed run tells which there are. For each place that is wanted the project and its
store are as before, SIGKILL ends the work there, in a process of its own, and another one examines the store, does the
work once more and tells what is then there.

Reads an `Order` as JSON from stdin and writes `Told` to stdout.
"""

from __future__ import annotations

import hashlib
import importlib
import io
import os
import re
import shutil
import signal
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from pydantic import BaseModel
from sqlalchemy import Connection, Engine, Table, create_engine, event, select, text
from sqlalchemy.engine.default import DefaultDialect

from annotate.settings import FILE
from annotate.store._tables import Base, SettingRow
from annotate.store._types import Moment
from annotate.workflow import database
from annotate.workflow.project import open_project

WRITING = ("INSERT", "UPDATE", "DELETE", "CREATE", "DROP", "ALTER")
"""How statements begin that change something."""

STEPS = ("open", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "shutil.rmtree", "ctypes.dlsym")
"""Events of Python before steps in files: opening for writing, and the last where one folder is swapped for another."""

MOMENT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)")
"""A moment in a file."""

STANDING = ("seen", "pulled")
"""How settings begin that say where the last pull of a project stood; one pull more stands elsewhere."""


class Order(BaseModel):
    """What is to be done."""

    work: str
    """Name of the work, among `tests.killed_works.WORKS`."""
    template: Path
    """A folder that stays as it is."""
    project: str
    """Name of the project's folder in it."""
    scratch: Path
    """A folder for copies of it."""
    server: str | None = None
    """URL of a PostgreSQL whose database `kept` holds the store; None where the store is the project's file."""
    seed: int = 0
    """What the places are drawn by, beside those that are sure."""
    kills: int
    """How many are drawn."""
    steps: bool = False
    """Whether every step in files is sure too, as both sides of every commit are."""


class Landed(BaseModel):
    """One kill, and what came of it."""

    place: str
    """Where it was."""
    status: int
    """How the process ended that was to be killed."""
    faults: list[str] = []
    """What `annotate db check` found in the store that was left."""
    done: bool
    """Whether the work was done when it was begun again."""
    same: bool
    """Whether what is there in the end is the same as without a kill."""
    differs: list[str] = []
    """What is not."""


class Told(BaseModel):
    """What was seen."""

    places: list[str]
    """All places of an undisturbed run."""
    landed: list[Landed]
    """The kills, those at commits first."""


Work = Callable[[Path], object]
"""Done in the folder of a project; where it was done already, it changes nothing."""


@dataclass
class Watch:
    """Counts the places of a run, and ends it at one of them."""

    folder: Path
    target: int | None = None
    """Number of the place, from 0; None to end nothing."""
    places: list[str] = field(default_factory=list)
    _met: Counter[str] = field(default_factory=Counter)
    _writing: set[int] = field(default_factory=set)
    """Connections whose transaction has written."""

    def meet(self, place: str) -> None:
        """Come to a place, and perhaps no further."""
        if len(self.places) == self.target:
            os.kill(os.getpid(), signal.SIGKILL)
        self._met[place] += 1
        self.places.append(f"{place} #{self._met[place]}")

    def begin(self) -> None:
        """Watch this process until it ends."""
        commit = DefaultDialect.do_commit

        def watched(dialect: DefaultDialect, connection: object) -> None:
            wrote = id(getattr(connection, "dbapi_connection", connection)) in self._writing
            if wrote:
                self.meet("before commit")
            commit(dialect, connection)  # type: ignore[no-untyped-call]
            if wrote:
                self._writing.clear()
                self.meet("after commit")

        opened = io.open

        def opening(file: str | Path, mode: str = "r", *arguments: object, **more: object) -> object:
            found = opened(file, mode, *arguments, **more)  # type: ignore[call-overload]
            if not mode.startswith("r") and str(file).startswith(str(self.folder)):
                self.meet(f"opened {_shown(Path(file))}")
            return found

        DefaultDialect.do_commit = watched  # type: ignore[method-assign]
        io.open = opening  # type: ignore[assignment]
        event.listen(Engine, "before_cursor_execute", self._statement)
        sys.addaudithook(self._step)

    def _statement(self, _: Connection, cursor: object, statement: str, *__: object) -> None:
        words = statement.split(maxsplit=3)
        if words[0] in WRITING:
            self._writing.add(id(cursor.connection))  # type: ignore[attr-defined]
            self.meet(" ".join(words[:3]).replace('"', ""))

    def _step(self, name: str, arguments: tuple[object, ...]) -> None:
        if name not in STEPS or not arguments:
            return
        if name == "ctypes.dlsym":
            if arguments[1] == "renameat2":
                self.meet("swap")
            return
        path = os.fsdecode(arguments[0]) if isinstance(arguments[0], str | bytes | os.PathLike) else ""
        if not path.startswith(str(self.folder)) or (name == "open" and not _to_write(arguments)):
            return
        self.meet(f"{name} {_shown(Path(path))}")


def _to_write(arguments: tuple[object, ...]) -> bool:
    flags = arguments[2] if len(arguments) > 2 else 0
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def _shown(path: Path) -> str:
    """Return the name of a file without what chance or the hour put into it."""
    return re.sub(r"\b[0-9a-f]{8}\b|\d", "#", path.name)


@dataclass
class Ground:
    """A project that is made as it was before each run."""

    order: Order
    folder: Path

    def restore(self) -> None:
        """Have the project and its store as they were."""
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.order.template, self.folder)
        if self.order.server:
            engine = create_engine(self.order.server, isolation_level="AUTOCOMMIT")
            with engine.connect() as connection:
                connection.execute(text("DROP DATABASE IF EXISTS run WITH (FORCE)"))
                connection.execute(text("CREATE DATABASE run TEMPLATE kept"))
            engine.dispose()

    @property
    def project(self) -> Path:
        """The folder of the project."""
        return self.folder / self.order.project


def state(folder: Path) -> dict[str, str]:
    """Return hashes of what a project holds: of each table, and of each file, but for moments and running numbers."""
    engine = create_engine(open_project(folder).url)
    with engine.connect() as connection:
        told = {table.name: _hash(sorted(_rows(connection, table))) for table in Base.metadata.sorted_tables}
        if connection.dialect.name == "sqlite":
            told["journal"] = str(connection.scalar(text("PRAGMA journal_mode")))
    engine.dispose()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and ".db" not in path.name:
            told[str(path.relative_to(folder))] = hashlib.sha256(MOMENT.sub(b"", path.read_bytes())).hexdigest()
    return told


def _rows(connection: Connection, table: Table) -> Iterator[str]:
    numbered = [column for found in Base.metadata.sorted_tables if (column := found.autoincrement_column) is not None]
    kept = [
        column
        for column in table.c
        if column not in numbered
        and not isinstance(column.type, Moment)
        and not any(key.column in numbered for key in column.foreign_keys)
    ]
    if not kept:
        return iter(())
    query = select(*kept)
    if table is SettingRow.__table__:
        query = query.where(*(~SettingRow.name.startswith(name) for name in STANDING))
    return (repr(tuple(row)) for row in connection.execute(query))


def _hash(rows: list[str]) -> str:
    return f"{len(rows)} {hashlib.sha256(chr(10).join(rows).encode()).hexdigest()}"


@contextmanager
def forked(answer: Path) -> Iterator[Callable[[Callable[[], BaseModel | None]], int]]:
    """Give a function that runs another in a process of its own and returns how that ended; `answer` has its result."""

    def run(work: Callable[[], BaseModel | None]) -> int:
        answer.unlink(missing_ok=True)
        sys.stdout.flush()
        child = os.fork()
        if not child:
            status = 1
            try:
                if (told := work()) is not None:
                    answer.write_text(told.model_dump_json(), encoding="utf-8")
                status = 0
            finally:
                if status:
                    traceback.print_exc()
                os._exit(status)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

    yield run
    answer.unlink(missing_ok=True)


class _Seen(BaseModel):
    places: list[str] = []
    modules: list[str] = []
    faults: list[str] = []
    state: Mapping[str, str] = {}


def carry_out(order: Order, work: Work) -> Told:
    """Do the work undisturbed, and then once for each place at which it is killed."""
    ground = Ground(order, order.scratch / "ground")
    answer = order.scratch / "answer.json"

    def undisturbed() -> _Seen:
        watch = Watch(ground.folder)
        watch.begin()
        work(ground.project)
        watch.meet("end")
        places = list(watch.places)
        examined(ground.project)
        return _Seen(places=places, modules=sorted(sys.modules), state=state(ground.project))

    def killed(target: int) -> None:
        watch = Watch(ground.folder, target)
        watch.begin()
        work(ground.project)
        watch.meet("end")

    def again() -> _Seen:
        faults = examined(ground.project)
        work(ground.project)
        return _Seen(faults=[*faults, *examined(ground.project)], state=state(ground.project))

    with forked(answer) as run:
        ground.restore()
        assert run(undisturbed) == 0
        expected = _Seen.model_validate_json(answer.read_bytes())
        for name in expected.modules:
            # What every other process would load anew, this one loads once for all of them.
            with suppress(ImportError):
                importlib.import_module(name)
        landed = []
        for at in wanted(expected.places, order):
            ground.restore()
            status = run(lambda at=at: killed(at))  # type: ignore[misc]
            done = run(again) == 0
            seen = _Seen.model_validate_json(answer.read_bytes()) if done else _Seen()
            differs = [name for name in {**expected.state, **seen.state} if not _same(name, expected, seen)]
            landed.append(
                Landed(
                    place=expected.places[at],
                    status=status,
                    faults=seen.faults,
                    done=done,
                    same=not differs,
                    differs=differs,
                )
            )
    return Told(places=expected.places, landed=landed)


def _same(name: str, expected: _Seen, seen: _Seen) -> bool:
    return expected.state.get(name) == seen.state.get(name)


def examined(folder: Path) -> list[str]:
    """Return what is wrong with the store of a project, if there is one and it is of the newest revision."""
    if not (folder / FILE).exists():
        return []
    project = open_project(folder)
    told = database.status(project)
    if told.revision != told.head:
        return []
    return [f"{fault.where}: {fault.found}" for fault in database.check(project).faults if fault.severity == "error"]


def wanted(places: list[str], order: Order) -> list[int]:
    """Return the numbers of the places at which runs are killed: those that are sure, and some by the seed."""
    commits = [at for at, place in enumerate(places) if "commit" in place]
    steps = [
        at for at, place in enumerate(places) if order.steps and not place.startswith(("before", "after", *WRITING))
    ]
    others = [at for at in range(len(places)) if at not in {*commits, *steps}]
    return commits + steps + sorted(Random(order.seed).sample(others, min(order.kills, len(others))))


def main() -> None:
    """Carry out the order that stdin holds."""
    from tests.killed_works import WORKS

    order = Order.model_validate_json(sys.stdin.read())
    if order.server:
        os.environ["ANNOTATE_STORE"] = order.server.replace("/postgres?", "/run?")
    print(carry_out(order, WORKS[order.work]).model_dump_json())


if __name__ == "__main__":
    main()
