"""The command line answers at once and names every command."""

from __future__ import annotations

import subprocess
import sys

import pytest

COMMANDS = (
    *("init", "import", "corpus", "select", "scheme", "studio", "annotators", "assign", "push", "pull", "status"),
    *("check", "agreement", "adjudicate", "export", "report", "serve", "show", "search", "db", "demo"),
)
HEAVY = ("pydantic", "numpy", "scipy", "httpx", "sqlalchemy", "label_studio_sdk", "rich", "yaml")


def run(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout


def loaded(code: str) -> set[str]:
    printed = run(f"{code}\nimport sys\nprint('|' + ' '.join(sys.modules))")
    return {name.partition(".")[0] for name in printed.rpartition("|")[2].split()}


def test_help_loads_nothing_heavy() -> None:
    code = "import annotate.cli\nannotate.cli.app(['--help'], standalone_mode=False)"
    assert loaded(code).isdisjoint(HEAVY)


@pytest.mark.parametrize("command", ["import", "corpus", "select", "push", "agreement", "db", "demo"])
def test_help_of_a_command_loads_nothing_heavy_but_what_typer_loads(command: str) -> None:
    code = f"import annotate.cli\nannotate.cli.app(['{command}', '--help'], standalone_mode=False)"
    assert loaded(code).isdisjoint(set(HEAVY) - {"pydantic"})


def test_the_same_look_at_modules_sees_what_is_loaded() -> None:
    assert "pydantic" in loaded("import schema")


def test_help_names_every_command() -> None:
    printed = run("import annotate.cli\nannotate.cli.app(['--help'], standalone_mode=False)")
    assert [command for command in COMMANDS if f"\n  {command} " not in printed] == []
