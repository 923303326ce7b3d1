"""Readers that cannot share our environment run in one of their own, made by uv."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

UV = shutil.which("uv")
needs_uv = pytest.mark.skipif(UV is None, reason="uv is not on PATH, so there is no environment with the reader")


def read(script: str, *arguments: Path, packages: tuple[str, ...]) -> Any:
    """What a script beside this file prints, as JSON, in an environment with the packages and nothing else."""
    assert UV is not None
    wanted = [option for package in packages for option in ("--with", package)]
    done = subprocess.run(
        [UV, "run", "--isolated", "--no-project", *wanted, "python", Path(__file__).with_name(script), *arguments],
        capture_output=True,
        text=True,
        timeout=300,
        env={name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_"))},
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
