"""Keys appear in nothing that is written: output, messages, logs of every level, store, exports, settings."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotate.cli import main
from tests.labelstudio.remote import personal_token
from tests.studio import Studio, unique
from tests.workflow.conftest import ESSAY

ALL = """\
init project --name NAME
--project project import bridge.txt
--project project annotators add NAME
--project project annotators list --json
--project project push
--project project pull --json
--project project status
--project project status --hours --csv hours.csv
--project project doctor
--project project doctor --json
--project project check --notify
--project project agreement
--project project adjudicate auto
--project project export jsonl --name all
--project project studio users --json
--project project studio open
--project project studio status
--project project studio logs
--project project db status
--project project db backup copy.db
--project project corpus list"""
"""What someone types from begin to end, and what tells of the server."""

REFUSED = """\
init project --name NAME
--project project annotators add NAME
--project project push
--project project pull
--project project doctor
--project project doctor --json
--project project studio users
--project project studio open"""
"""What someone types whose key is wrong."""

_TOKEN_OF_ANY_KIND = re.compile(rb"eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}")
"""Personal access tokens, and the short-lived ones that they are exchanged for."""


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A working folder, in whose `debug.log` every library tells what it does, as loudly as it can."""
    monkeypatch.chdir(tmp_path)
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "bridge.txt").write_text(ESSAY, encoding="utf-8")
    handler = logging.FileHandler(tmp_path / "debug.log")
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield tmp_path
    root.setLevel(level)
    root.removeHandler(handler)
    handler.close()


def run(commands: str, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    name = unique("key")
    statuses: list[int] = []
    for line in commands.splitlines():
        monkeypatch.setattr("sys.argv", ["annotate", *line.replace("NAME", name).split()])
        try:
            main()
        except SystemExit as ended:
            statuses.append(int(ended.code or 0))
    return statuses


def written(workplace: Path, capfd: pytest.CaptureFixture[str]) -> dict[str, bytes]:
    files = {str(path.relative_to(workplace)): path.read_bytes() for path in workplace.rglob("*") if path.is_file()}
    out, err = capfd.readouterr()
    return {**files, "stdout": out.encode(), "stderr": err.encode()}


def expect_none_of(secrets: list[str], told: dict[str, bytes]) -> None:
    assert [name for name, data in told.items() for secret in secrets if secret.encode() in data] == []
    assert [name for name, data in told.items() if _TOKEN_OF_ANY_KIND.search(data)] == []


# The SDK's own way with personal access tokens is one that pydantic is about to give up.
@pytest.mark.filterwarnings("ignore:The `parse_obj` method is deprecated")
@pytest.mark.parametrize("kind", ["legacy", "personal"])
def test_a_right_key_is_written_nowhere(
    studio: Studio, workplace: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], kind: str
) -> None:
    key = studio.token if kind == "legacy" else personal_token(studio)
    monkeypatch.setenv("LABEL_STUDIO_URL", studio.url)
    monkeypatch.setenv("LABEL_STUDIO_API_KEY", key)
    assert set(run(ALL, monkeypatch)) == {0}, capfd.readouterr().err
    told = written(workplace, capfd)
    assert {"project/annotate.toml", "project/annotate.db", "project/exports/all/gold.jsonl", "hours.csv"} <= set(told)
    assert b"/api/projects" in told["debug.log"], "the log was loud"
    assert f"the {kind}".encode() in told["stdout"]
    expect_none_of([key, *key.split(".")[1:]], told)


@pytest.mark.parametrize("key", ["f" * 40, "eyJhbGciOiJIUzI1NiJ9.eyJqdGkiOiJhYmNkZWYifQ.c2lnbmF0dXJlLWFiY2Q"])
def test_a_wrong_key_is_written_nowhere(
    studio: Studio, workplace: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], key: str
) -> None:
    monkeypatch.setenv("LABEL_STUDIO_URL", studio.url)
    monkeypatch.setenv("LABEL_STUDIO_API_KEY", key)
    assert run(REFUSED, monkeypatch) == [0, 1, 1, 1, 4, 4, 1, 0]
    told = written(workplace, capfd)
    assert b"Account & Settings" in told["stderr"]
    expect_none_of([key], told)


def test_what_is_looked_for_would_be_found(workplace: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (workplace / "folder").mkdir()
    (workplace / "folder" / "file").write_bytes(b"\0key=" + b"f" * 40)
    with pytest.raises(AssertionError, match="file"):
        expect_none_of(["f" * 40], written(workplace, capfd))
    (workplace / "folder" / "file").write_bytes(b"eyJhbGciOiJIUzI1NiJ9.eyJqdGkiOiJhYmNkZWYifQ.c2lnbmF0dXJlLWFiY2Q")
    with pytest.raises(AssertionError, match="file"):
        expect_none_of([], written(workplace, capfd))
