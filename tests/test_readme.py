"""What the README quotes is what the program prints."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from annotate.scheme import parse

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def cog(readme: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cogapp", "--check", "--diff", "-P", "-I", str(ROOT), str(readme)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_quoted_output_is_what_the_demo_printed() -> None:
    done = cog(ROOT / "README.md")
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_changed_figure_would_be_seen(tmp_path: Path) -> None:
    changed, count = re.subn(r"(span F1, exact +0\.)\d", r"\g<1>x", README)
    assert count == 1
    (tmp_path / "README.md").write_text(changed, encoding="utf-8")
    assert cog(tmp_path / "README.md").returncode == 5


@pytest.mark.parametrize("path", re.findall(r"\]\(((?!http)[^)]+)\)", README))
def test_links_lead_somewhere(path: str) -> None:
    assert (ROOT / path).exists()


def test_both_commands_are_the_ones_that_ci_and_newcomers_use() -> None:
    assert "    pip install uv && uv run annotate demo\n    pip install uv && uv run pytest\n" in README
    assert "uv run pytest" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_scheme_is_one() -> None:
    (text,) = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
    assert [component.id for component in parse(text, "README.md").components] == ["aspect", "complaint", "suggestion"]


def _options(command: str) -> set[str]:
    done = subprocess.run(
        [Path(sys.executable).parent / "annotate", *command.split(), "--help"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{command}: {done.stderr}"
    return set(re.findall(r"--[a-z-]+", done.stdout))


def _typed(page: Path) -> dict[str, set[str]]:
    """Return the commands of a page, each with the options that it is shown with."""
    found: dict[str, set[str]] = {}
    for line in re.findall(r"^    annotate (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE):
        words = line.partition(" #")[0]
        for command in _commands(words.split(" --")[0]):
            found.setdefault(command, set()).update(re.findall(r"--[a-z-]+", words))
    return found


def _commands(words: str) -> list[str]:
    """Return the commands that a line names: words of small letters, the last of them perhaps several between |."""
    names = re.match(r"((?:[a-z-]+ )*)([a-z-]+)(.*)", words)
    assert names is not None
    first, last, rest = names.groups()
    lasts = [last, *re.findall(r"\| ([a-z-]+)", rest)]
    return [_known(f"{first}{word}".split()) for word in lasts]


def _known(words: list[str]) -> str:
    """Return the part of the words that is a command rather than an argument."""
    groups = {"corpus", "select", "scheme", "studio", "annotators", "adjudicate", "export", "db"}
    return " ".join(words[: 2 if words[0] in groups else 1])


@pytest.mark.parametrize("page", sorted((ROOT / "docs").glob("*.md")), ids=lambda page: page.name)
def test_commands_and_options_of_a_page_exist(page: Path) -> None:
    typed = _typed(page)
    assert typed
    for command, options in typed.items():
        assert options <= _options(command), command
