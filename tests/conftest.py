"""Fixtures for what the tests need beside Python: Label Studio, a browser, and the real documents."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from annotate.errors import ServerError
from annotate.labelstudio._installation import find_program
from tests import postgresql
from tests.studio import BROWSER_ARGUMENTS, Studio, browser_program, shared, template, unavailable

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# How long an example takes is measured elsewhere; on a busy machine it says nothing about the program.
settings.register_profile("tests", deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tests")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test by the fixtures that it uses, before `-m` selects."""
    for item in items:
        for fixture, marker in (("studio_template", "studio"), ("browser", "browser"), ("corpus", "corpus")):
            if fixture in getattr(item, "fixturenames", ()):
                item.add_marker(marker)


def pytest_configure(config: pytest.Config) -> None:
    """Let programs that tests start be interrupted, also where a shell began the tests in the background.

    A shell without job control has its background programs ignore interrupts, and what they start inherits that.
    Where ANNOTATE_TEST_STORE is postgresql, tests have their stores in databases of a server that is started here.
    """
    if postgresql.everywhere() and not getattr(config.option, "numprocesses", None):
        config.add_cleanup(postgresql.redirected())
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN and threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def sqlite_only() -> None:
    """For tests of what only files of SQLite have."""
    if postgresql.everywhere():
        pytest.skip("about files of SQLite")


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The URL of a PostgreSQL of this process: that of the stores, or else one that is started for it."""
    with postgresql.server() as url:
        yield url


@pytest.fixture
def empty_database(postgresql_server: str) -> Iterator[str]:
    """The URL of an empty database of PostgreSQL."""
    with postgresql.empty_database(postgresql_server) as url:
        yield url


@pytest.fixture(scope="session")
def studio_template() -> Path:
    """A data folder of Label Studio with an empty database, for tests that start servers of their own from it."""
    try:
        find_program()
    except ServerError as error:
        unavailable(str(error))
    return template()


@pytest.fixture(scope="session")
def studio(studio_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    """A real Label Studio, shared by all tests and all processes of pytest-xdist."""
    base = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent
    with shared(base / "studio", studio_template) as running:
        yield Studio(running.url, running.credentials.token.get_secret_value())


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless Chromium, one for each module: while it runs, asyncio takes this thread for that of its event loop."""
    from playwright.sync_api import sync_playwright

    program = browser_program()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=BROWSER_ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real documents."""
    folder = os.environ.get("ANNOTATE_TEST_CORPUS")
    if not folder:
        pytest.skip("ANNOTATE_TEST_CORPUS does not name the folder of the real documents")
    return Path(folder)
