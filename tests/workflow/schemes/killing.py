"""A program that has migrations killed, each at the first boundary where none was killed before.

`python killing.py LOG TARGET FOLDER…` migrates each project to a scheme file, or back where TARGET is `--back`, in a
process of its own. A boundary is a call that changes something: a transaction of the store that does, a request to
Label Studio, a file. Right before or right after one, SIGKILL ends the process, and a line of LOG says where that was.
Ends after the first project whose migration got done.
"""

from __future__ import annotations

import os
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path

from pydantic import JsonValue
from sqlalchemy import Connection

from annotate.labelstudio import Client
from annotate.scheme import labelling_config
from annotate.store._engine import Database
from annotate.workflow.project import open_project
from annotate.workflow.schemes import migrating
from tests.migrating import roads

Change = Callable[..., object]


class Killer:
    """Ends this process at the first place that the log does not have."""

    def __init__(self, log: Path) -> None:
        self._log = log
        self._known = set(log.read_text(encoding="utf-8").splitlines())
        self._met: Counter[str] = Counter()

    def meet(self, boundary: str) -> str:
        """Come to the near side of a boundary; return it with its number in this run."""
        self._met[boundary] += 1
        met = f"{boundary} #{self._met[boundary]}"
        self.pass_("before", met)
        return met

    def pass_(self, side: str, boundary: str) -> None:
        """End the process, if none was ended on this side of the boundary."""
        place = f"{side} {boundary}"
        if place not in self._known:
            with self._log.open("a", encoding="utf-8") as log:
                log.write(f"{place}\n")
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, owner: type, name: str, boundary: Callable[..., str]) -> None:
        """Make a boundary of a method."""
        change: Change = getattr(owner, name)

        @wraps(change)
        def watched(*arguments: object, **options: object) -> object:
            met = self.meet(boundary(*arguments, **options))
            result = change(*arguments, **options)
            self.pass_("after", met)
            return result

        setattr(owner, name, watched)

    def around_commits(self) -> None:
        """Make a boundary of the commit of each transaction that changes something, by the name of its method."""
        whole = Database.write

        @contextmanager
        def watched(database: Database) -> Iterator[Connection]:
            name = sys._getframe(2).f_code.co_name
            met = None
            with whole(database) as connection:
                before = _changes(connection)
                yield connection
                if _changes(connection) != before:
                    met = self.meet(f"commit {name}")
            if met:
                self.pass_("after", met)

        Database.write = watched  # type: ignore[assignment, method-assign]


def _changes(connection: Connection) -> int:
    """Rows that this connection to SQLite ever inserted, changed or deleted."""
    return int(connection.connection.total_changes)


def _draft(_: Client, number: int, body: dict[str, JsonValue]) -> str:
    return f"change_draft {number} {'off' if 'result' not in body else 'on'}"


def _screen(_: Client, project: int, *, config: str, instructions: str) -> str:
    return "configure new" if config == labelling_config(roads.NEW) else "configure both"


def migrate(killer: Killer, target: str, folder: Path) -> None:
    """Migrate a project, or be killed."""
    killer.around_commits()
    killer.around(Client, "configure", _screen)
    killer.around(Client, "change_annotation", lambda _, number, results: f"change_annotation {number}")
    killer.around(Client, "change_draft", _draft)
    killer.around(Path, "write_text", lambda path, *_, **options: f"write {path.name}")
    killer.around(Path, "replace", lambda _, target: f"replace {Path(target).name}")
    project = open_project(folder)
    if target == "--back":
        migrating.back(project, who="林")
    else:
        migrating.migrate(project, target, roads.OPERATIONS, who="林")


def main(log: str, target: str, *folders: str) -> None:
    """Have each killed in turn; the exit status is 0 when one got done."""
    for folder in folders:
        child = os.fork()
        if not child:
            migrate(Killer(Path(log)), target, Path(folder))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if not (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL):
            sys.exit(os.waitstatus_to_exitcode(status))
    sys.exit("none of them got done")


if __name__ == "__main__":
    main(*sys.argv[1:])
