"""The layers of the design hold; import-linter's own command says which import breaks them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
LINTER = Path(sys.executable).parent / "lint-imports"


def lint(root: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(root), "COLUMNS": "100"}
    command = [str(LINTER), "--no-cache", "--no-logo"]
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)


def test_layers_hold() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_broken_layer_is_seen(tmp_path: Path) -> None:
    for name in ("annotate", "schema"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / "schema" / "units.py").open("a") as module:
        module.write("\nimport annotate.errors\n")
    done = lint(tmp_path)
    assert done.returncode == 1
    assert "schema.units -> annotate.errors" in done.stdout
