"""Known vulnerabilities of what an installation brings, as `uv audit` finds them; skipped where it cannot ask."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

UNREACHABLE = ("error sending request", "failed to lookup address", "unrecognized subcommand", "timed out")
"""What uv says where the database of vulnerabilities cannot be asked, or it is too old to ask."""

COMMAND = ("uv", "audit", "--frozen", "--no-dev", "--preview-features", "audit-command")
"""Asks about the versions in uv.lock, with all extras."""


@pytest.mark.parametrize("said", ["error: error sending request for url (https://api.osv.dev/v1/querybatch)"])
def test_what_a_machine_without_a_network_says_is_known(said: str) -> None:
    assert any(words in said for words in UNREACHABLE)


def test_nothing_that_is_installed_is_known_to_be_vulnerable() -> None:
    if shutil.which("uv") is None:
        pytest.skip("uv is not on the path: pip install uv, then `just audit`")
    try:
        done = subprocess.run(COMMAND, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    except subprocess.TimeoutExpired:
        pytest.skip("api.osv.dev does not answer: run `just audit` on a machine that reaches it")
    if done.returncode and any(words in done.stderr for words in UNREACHABLE):
        pytest.skip("api.osv.dev cannot be reached: run `just audit` on a machine that reaches it")
    assert done.returncode == 0, done.stdout + done.stderr
