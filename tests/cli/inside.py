"""Commands called within this process, which is many times faster than a process for each."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from annotate.cli import main


@dataclass(frozen=True)
class Said:
    """What a command printed."""

    stdout: str
    stderr: str


Call = Callable[..., Said]
"""Takes a folder, words and the status that is expected."""


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Call commands as `tests.cli.test_commands.call` does, with the environment of the test."""

    def called(folder: Path, *words: str, status: int = 0) -> Said:
        monkeypatch.chdir(folder)
        monkeypatch.setattr(sys, "argv", ["annotate", *words])
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main()
        said = Said(*capsys.readouterr())
        assert (left.value.code or 0) == status, said
        return said

    return called
