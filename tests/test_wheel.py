"""The wheel, not the checkout: what it holds, and that a fresh environment can run the program from it."""

from __future__ import annotations

import os
import subprocess
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("wheel")
    run("uv", "build", "--quiet", "--wheel", "--out-dir", str(target), str(ROOT), cwd=target)
    return next(target.glob("*.whl"))


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("environment")
    run("uv", "venv", "--quiet", "--python", "3.11", str(home / "venv"), cwd=home)
    run("uv", "pip", "install", "--quiet", "--python", str(home / "venv"), str(wheel), cwd=home)
    return home / "venv" / "bin" / "annotate"


def run(*command: str, cwd: Path, status: int = 0) -> str:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    done = subprocess.run(command, cwd=cwd, env=clean, capture_output=True, text=True, check=False)
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_the_wheel_holds_both_packages_their_types_and_the_migrations(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {"annotate/py.typed", "schema/py.typed", "annotate/_migrations/env.py"} <= names
    revisions = {path.name for path in (ROOT / "migrations" / "versions").glob("r*.py")}
    assert revisions
    assert {f"annotate/_migrations/versions/{name}" for name in revisions} <= names
    # Schemes, templates, samples: whatever stands beside the modules.
    every = (path for package in ("annotate", "schema") for path in (ROOT / package).rglob("*") if path.is_file())
    data = {path.relative_to(ROOT).as_posix() for path in every if path.suffix not in (".py", ".pyc")}
    assert "annotate/scheme/schemes/policy.yaml" in data
    assert data <= names
    assert {name.partition("/")[0] for name in names if ".dist-info/" not in name} == {"annotate", "schema"}


@pytest.mark.usefixtures("sqlite_only")
def test_the_installed_program_helps_and_upgrades_a_store(program: Path, tmp_path: Path) -> None:
    assert "adjudicate" in run(str(program), "--help", cwd=tmp_path)
    run(str(program), "init", "essays", cwd=tmp_path)
    project = tmp_path / "essays"
    for leftover in project.glob("annotate.db*"):
        leftover.unlink()
    (project / "annotate.db").touch()
    assert "annotate db upgrade" in run(str(program), "status", cwd=project, status=3)
    run(str(program), "db", "upgrade", cwd=project)
    run(str(program), "status", cwd=project)
