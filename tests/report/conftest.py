"""One project and one page for all tests of reports."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from annotate.report import page as whole_page
from annotate.workflow.project import Project
from annotate.workflow.reporting import ReportData, gather
from tests.report.build import build

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="package")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return build(tmp_path_factory.mktemp("report") / "project")


@pytest.fixture(scope="package")
def data(reported: Project) -> ReportData:
    """In a time zone in which the two essays were done on two days."""
    return gather(reported, resamples=20, now=datetime(2026, 3, 10, tzinfo=timezone(timedelta(hours=-1))))


@pytest.fixture(scope="package")
def html(data: ReportData) -> str:
    return whole_page(data)


@pytest.fixture(scope="package")
def file(html: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(html, encoding="utf-8")
    return path


@pytest.fixture
def page(browser: Browser, file: Path) -> Iterator[Page]:
    """The report, opened from disk without a network; whatever goes wrong in it fails the test."""
    context = browser.new_context(viewport={"width": 1300, "height": 900}, offline=True, bypass_csp=True)
    context.set_default_timeout(300_000)  # machines may be slow and busy
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("request", lambda request: wrong.append(request.url) if not request.url.startswith("file:") else None)
    opened.goto(file.as_uri())
    yield opened
    context.close()
    assert wrong == []
