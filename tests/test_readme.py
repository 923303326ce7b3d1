"""What the README quotes is what the program prints."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def cog(readme: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cogapp", "--check", "--diff", "-P", "-I", str(ROOT), str(readme)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_quoted_output_is_what_the_demo_printed() -> None:
    done = cog(ROOT / "README.md")
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_changed_figure_would_be_seen(tmp_path: Path) -> None:
    changed, count = re.subn(r"(span F1, exact +all +0\.)\d", r"\g<1>x", README)
    assert count == 1
    (tmp_path / "README.md").write_text(changed, encoding="utf-8")
    assert cog(tmp_path / "README.md").returncode == 5


@pytest.mark.parametrize("path", re.findall(r"\]\(((?!http)[^)]+)\)", README))
def test_links_lead_somewhere(path: str) -> None:
    assert (ROOT / path).exists()


def test_both_commands_are_the_ones_that_ci_and_newcomers_use() -> None:
    assert "    pip install uv && uv run annotate demo\n    pip install uv && uv run pytest\n" in README
    assert "uv run pytest" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
