"""A real Label Studio for the tests: one server for all processes of a test run, gone when the last of them is.

As a program, `python -P studio.py FOLDER` is the guard of such a server: it ends it once nobody uses it any more.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

from annotate.labelstudio._accounts import create_account
from annotate.labelstudio._credentials import Account, locked
from annotate.labelstudio._installation import make_template
from annotate.labelstudio._local import RunningStudio, start, stop
from annotate.labelstudio._process import spawn

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_USERS = "users.lock"
"""Held shared by every process that uses a server, and exclusively by the guard when it ends the server."""


@dataclass(frozen=True)
class Studio:
    """The server of the test run. Tests share it: each makes its own projects and accounts, with names of their own."""

    url: str
    token: str = field(repr=False)
    """The administrator's key of the API."""

    def new_account(self, name: str = "annotator") -> Account:
        """Return a new account, whose name begins with `name`."""
        return create_account(self.url, self.token, unique(name))


def unique(name: str) -> str:
    """Return a name that nobody else on the server has; project titles take 50 characters, so keep it short."""
    return f"{name}-{secrets.token_hex(4)}"


def unavailable(reason: str) -> NoReturn:
    """Skip the test for want of something on this machine; on CI, where everything should be there, fail."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def template() -> Path:
    """Return Label Studio's data folder after its migrations, without accounts; made once for all test runs."""
    cache = Path(os.environ.get("ANNOTATE_TEST_CACHE") or Path.home() / ".cache" / "argument-annotate-tests")
    cache.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = cache / f"label-studio-{metadata.version('label-studio')}"
    with locked(cache, f"{made.name}.lock"):
        make_template(made)
    return made


@contextlib.contextmanager
def shared(folder: Path, template: Path) -> Iterator[RunningStudio]:
    """Use the server of a folder, which the first user starts, and which is ended when no user is left.

    A user that is killed counts as gone, since the system takes its lock away.
    """
    folder.mkdir(mode=0o700, exist_ok=True)
    with (folder / _USERS).open("w") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        studio = start(folder, port=0, template=template)
        if studio.started:
            spawn([sys.executable, "-P", __file__, str(folder)], os.environ, folder / "guard.log")
        yield studio


def guard(folder: Path) -> None:
    """Wait until nobody uses the server of a folder, then end it."""
    with (folder / _USERS).open("r+") as users:
        fcntl.flock(users, fcntl.LOCK_EX)
        stop(folder)


def browser_program() -> str:
    """Return the path of Chromium; skips the test where it is not installed."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if program := shutil.which(name):
            return program
    unavailable("no Chromium here: apt-get install chromium fonts-noto-cjk")


BROWSER_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def log_in(page: Page, url: str, account: Account) -> None:
    """Log a page in as that account, through the form; from then on it waits long, since machines may be busy."""
    page.set_default_timeout(300_000)
    assert account.password is not None
    page.goto(f"{url}/user/login/")
    page.fill('input[name="email"]', account.email)
    page.fill('input[name="password"]', account.password.get_secret_value())
    page.click('button[type="submit"]')
    page.wait_for_url(lambda address: "/user/login" not in address)


@contextlib.contextmanager
def logged_in(browser: Browser, url: str, account: Account) -> Iterator[Page]:
    """A page as wide as a labelling screen, on which that account is logged in."""
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    try:
        page = context.new_page()
        log_in(page, url, account)
        yield page
    finally:
        context.close()


if __name__ == "__main__":
    guard(Path(sys.argv[1]))
