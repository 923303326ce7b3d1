"""A real PostgreSQL for the tests: Debian's programs, a cluster of its own, a socket in its own folder."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

from tests.elsewhere import sitecustomize as elsewhere
from tests.studio import unavailable


def programs() -> Path:
    """Return the folder of initdb and pg_ctl; skips the test where PostgreSQL's server is not installed."""
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (folder / "initdb").exists():
            return folder
    found = shutil.which("initdb")
    if found is None:
        unavailable("no PostgreSQL here: apt-get install postgresql")
    return Path(found).resolve().parent


@contextlib.contextmanager
def running() -> Iterator[str]:
    """Have an empty PostgreSQL for a while; yields the SQLAlchemy URL of a database in it.

    PostgreSQL refuses to run as root, so root starts it as the user that Debian's package makes.
    """
    found = programs()
    folder = Path(tempfile.mkdtemp(prefix="annotate-postgresql-", dir="/tmp"))
    as_owner: list[str] = []
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
        as_owner = ["runuser", "-u", "postgres", "--"]

    def call(program: str, *arguments: str) -> None:
        # What pg_ctl starts keeps its output open, so that goes to a file rather than to a pipe.
        with tempfile.TemporaryFile() as output:
            command = [*as_owner, str(found / program), *arguments]
            done = subprocess.run(command, cwd="/", stdout=output, stderr=output, check=False)
            output.seek(0)
            assert done.returncode == 0, output.read().decode()

    data = str(folder / "data")
    try:
        call("initdb", "-D", data, "-U", "tests", "--auth=trust", "--encoding=UTF8", "--no-sync", "--locale=C")
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
        call("pg_ctl", "-D", data, "-l", str(folder / "log"), "-w", "-o", options, "start")
        try:
            yield f"postgresql+psycopg://tests@/postgres?host={folder}"
        finally:
            call("pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def everywhere() -> bool:
    """Whether the tests have their stores in PostgreSQL wherever they would have files of SQLite."""
    return os.environ.get("ANNOTATE_TEST_STORE") == "postgresql"


def redirected() -> Callable[[], None]:
    """Have stores of this process, and of programs that it starts, in a server; returns what stops that."""
    from annotate import settings
    from annotate.store import create_store

    stack = ExitStack()
    server = stack.enter_context(running())
    os.environ[elsewhere.SERVER] = server
    paths = [str(Path(elsewhere.__file__).parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    os.environ["PYTHONPATH"] = os.pathsep.join(paths)
    elsewhere.make(elsewhere.TEMPLATE, "template0")
    create_store(elsewhere.url_of(elsewhere.TEMPLATE)).close()
    elsewhere.redirect(settings)
    return stack.close


def new_url(file: Path) -> str:
    """Return the URL of a file in which no store is yet, or of the empty database that stands for it."""
    return elsewhere.database_of(str(file), "template0") if everywhere() else f"sqlite:///{file}"
