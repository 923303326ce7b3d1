"""Has the tests, and programs that they start, keep stores in PostgreSQL wherever they name a file.

Python imports a module of this name from PYTHONPATH when it starts. Each file has then a database of its own in its
place, made from one that holds an empty store.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType
from typing import Any

SERVER = "ANNOTATE_TEST_SERVER"
"""Variable with the URL of a database of the server; without it nothing is done."""

TEMPLATE = "empty_store"
"""The database that others are made from."""

_FILE = "sqlite:///"


def redirect(settings: ModuleType) -> None:
    """Have `annotate.settings.store_url` return URLs of databases where it would return those of files."""
    found: Callable[..., str] = settings.store_url

    def store_url(*of_project: object) -> str:
        url = found(*of_project)
        return database_of(url.removeprefix(_FILE)) if url.startswith(_FILE) and ":memory:" not in url else url

    settings.store_url = store_url  # type: ignore[attr-defined]


def database_of(path: str, template: str = TEMPLATE) -> str:
    """Return the URL of the database that stands for a file; it is made if it is not there.

    The file is there too and holds the name of the database, so that a copy of it stands for a copy of the database.
    """
    name = f"test_{hashlib.sha256(path.encode()).hexdigest()[:16]}"
    file = Path(path)
    named = file.read_text(encoding="ascii") if file.is_file() else None
    if named != name:
        make(name, named or template)
        if file.parent.is_dir():
            file.write_text(name, encoding="ascii")
    return url_of(name)


def make(name: str, template: str) -> bool:
    """Make a database from another, unless it is there; tell whether it was made."""
    import psycopg

    with psycopg.connect(os.environ[SERVER].replace("+psycopg", ""), autocommit=True) as connection:
        there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if there is None:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return there is None


def url_of(name: str) -> str:
    """Return the URL of a database of the server."""
    address, _, rest = os.environ[SERVER].partition("/postgres?")
    return f"{address}/{name}?{rest}"


class _Redirecting(MetaPathFinder, Loader):
    """Redirects as soon as the settings are imported, which most programs never do."""

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        if name != "annotate.settings":
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and spec.loader is not None:
            loader: Any = spec.loader
            execute = loader.exec_module

            def exec_module(module: ModuleType) -> None:
                execute(module)
                redirect(module)

            loader.exec_module = exec_module
        return spec


if SERVER in os.environ:
    sys.meta_path.insert(0, _Redirecting())
