"""One project and one page for all tests of reports."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from annotate.report import page
from annotate.workflow.project import Project
from annotate.workflow.reporting import ReportData, gather
from tests.report.build import build


@pytest.fixture(scope="package")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return build(tmp_path_factory.mktemp("report") / "project")


@pytest.fixture(scope="package")
def data(reported: Project) -> ReportData:
    """In a time zone in which the two essays were done on two days."""
    return gather(reported, resamples=20, now=datetime(2026, 3, 10, tzinfo=timezone(timedelta(hours=-1))))


@pytest.fixture(scope="package")
def html(data: ReportData) -> str:
    return page(data)


@pytest.fixture(scope="package")
def file(html: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(html, encoding="utf-8")
    return path
