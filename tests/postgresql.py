"""A real PostgreSQL for the tests: Debian's programs, a cluster of its own, a socket in its own folder."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from tests.elsewhere import sitecustomize as elsewhere
from tests.studio import unavailable

_GUARD = 'cat > /dev/null; folder="$1"; shift; "$@"; rm -rf "$folder"'
"""Waits for the end of its input, then stops the server and removes its folder."""


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
    with _guarded(folder, [*as_owner, str(found / "pg_ctl"), "-D", data, "-m", "immediate", "stop"]):
        call("initdb", "-D", data, "-U", "tests", "--auth=trust", "--encoding=UTF8", "--no-sync", "--locale=C")
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
        call("pg_ctl", "-D", data, "-l", str(folder / "log"), "-w", "-o", options, "start")
        yield f"postgresql+psycopg://tests@/postgres?host={folder}"


@contextlib.contextmanager
def _guarded(folder: Path, stop: Sequence[str]) -> Iterator[None]:
    """Have the server stopped at the end, also where this process is killed: the system ends the guard's input then.

    The guard has a session of its own, so that what ends the tests from a terminal does not end it too.
    """
    command = ["sh", "-c", _GUARD, "guard", str(folder), *stop]
    ends, quiet = subprocess.PIPE, subprocess.DEVNULL
    with subprocess.Popen(command, cwd="/", stdin=ends, stdout=quiet, stderr=quiet, start_new_session=True):
        # Leaving ends its input and waits for it.
        yield


def everywhere() -> bool:
    """Whether the tests have their stores in PostgreSQL wherever they would have files of SQLite."""
    return os.environ.get("ANNOTATE_TEST_STORE") == "postgresql"


@contextlib.contextmanager
def server() -> Iterator[str]:
    """Have a PostgreSQL: the one that stores are in, or else one that is started for it."""
    if everywhere():
        yield os.environ[elsewhere.SERVER]
    else:
        with running() as url:
            yield url


@contextlib.contextmanager
def empty_database(server: str) -> Iterator[str]:
    """Have an empty database of a server for a while; yields its URL."""
    from sqlalchemy import create_engine, text

    name = "emptied"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
            yield server.replace("/postgres?", f"/{name}?")
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    finally:
        engine.dispose()


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
