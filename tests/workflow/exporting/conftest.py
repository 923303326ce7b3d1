"""One project with labels and gold, made once and copied for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from annotate.workflow.project import Project, open_project
from tests.workflow.exporting.build import PLACES, labelled


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a project and the sources of its articles."""
    folder = tmp_path_factory.mktemp("template")
    labelled(folder / "project", PLACES[:3])
    return folder


@pytest.fixture
def made(template: Path, tmp_path: Path) -> Project:
    """A project of one's own with three articles, and their sources beside it."""
    shutil.copytree(template, tmp_path, dirs_exist_ok=True)
    return open_project(tmp_path / "project")
