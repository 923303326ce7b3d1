"""A folder of everything that goes wrong with source files: one clear line each, and the good files are imported."""

from __future__ import annotations

import io
import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.test_commands import call
from tests.importers.essays import LINES
from tests.rights import rights_hold

_GOOD = "\n".join(LINES).encode()
_LONGEST = 1_000_000


def _pdf(text: str = "", password: str | None = None) -> bytes:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    file = io.BytesIO()
    canvas = Canvas(file, encrypt=StandardEncryption(password) if password else None)
    canvas.rect(50, 50, 200, 200)
    if text:
        canvas.drawString(72, 700, text)
    canvas.save()
    return file.getvalue()


def _bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"\0" * 300_000_000)
    return file.getvalue()


_BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty.txt": (lambda: b"", "an empty file"),
    "blank.txt": (lambda: "\u3000\n \t\n".encode(), "an empty file"),
    "binary.txt": (lambda: bytes(range(256)) * 40, "binary"),
    "undecodable.txt": (lambda: _GOOD + b"\xff\xfe\xff", "byte"),
    "endless.txt": (lambda: "岸".encode() * (_LONGEST + 1), "in one line"),
    "surrogate.jsonl": (lambda: b'{"id": 1, "text": "\\ud842"}', "line 1"),
    "columns.csv": (lambda: "id,body\n1,渡口停航以后。\n".encode(), "text"),
    "scan.pdf": (_pdf, "no text layer"),
    "locked.pdf": (lambda: _pdf("ferry", "secret"), "password"),
    "broken.pdf": (lambda: _pdf("ferry")[:200], "PDF"),
    "bomb.docx": (_bomb, "bomb.docx"),
    "renamed.docx": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "docx"),
    "scripts.html": (lambda: b"<html><script>let a = '<p>ferry</p>';</script></html>", "without visible text"),
}


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A project into which the folder was imported once, and the message on each file."""
    root = tmp_path_factory.mktemp("bad")
    call(root, "init", "project")
    files = root / "files"
    files.mkdir()
    for name, (data, _) in _BAD.items():
        (files / name).write_bytes(data())
    (files / "good.txt").write_bytes(_GOOD)
    (files / "picture.png").write_bytes(b"\x89PNG")
    (files / "loop").symlink_to(files)
    (files / "pipe.txt").symlink_to(root / "pipe")
    os.mkfifo(root / "pipe")
    done = call(root / "project", "import", str(files), "--json", status=1)
    report = json.loads(done.stdout)
    assert [document["source"] for document in report["documents"]] == ["good.txt"]
    messages = {Path(message.split(":", 1)[0]).name: message for message in report["failed"]}
    return root, messages


@pytest.mark.parametrize("name", _BAD)
def test_a_bad_file_is_told_in_one_message(imported: tuple[Path, dict[str, str]], name: str) -> None:
    _, messages = imported
    assert _BAD[name][1] in messages[name]
    assert len(messages[name].splitlines()) <= 4, "one message, not a listing"


def test_a_loop_of_folders_is_told(imported: tuple[Path, dict[str, str]]) -> None:
    _, messages = imported
    assert "leads back" in messages["loop"]
    assert set(messages) == {*_BAD, "loop", "pipe.txt"}


def test_what_would_never_end_is_not_opened(imported: tuple[Path, dict[str, str]]) -> None:
    _, messages = imported
    assert "neither a file nor a folder" in messages["pipe.txt"]


def test_the_store_holds_the_good_file_alone(imported: tuple[Path, dict[str, str]]) -> None:
    root, _ = imported
    status = json.loads(call(root / "project", "status", "--json").stdout)
    assert (status["documents"], status["articles"]) == (1, 1)


def test_several_processes_give_the_same(imported: tuple[Path, dict[str, str]]) -> None:
    root, messages = imported
    call(root, "init", "parallel")
    done = call(root / "parallel", "import", str(root / "files"), "--json", "--workers", "2", status=1)
    report = json.loads(done.stdout)
    assert {Path(message.split(":", 1)[0]).name: message for message in report["failed"]} == messages
    assert [document["source"] for document in report["documents"]] == ["good.txt"]


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="there is no file that refuses to be read")
def test_a_file_that_refuses_to_be_read_is_told(imported: tuple[Path, dict[str, str]]) -> None:
    root, _ = imported
    (root / "memory.txt").symlink_to("/proc/self/mem")
    done = call(root / "project", "import", str(root / "memory.txt"), status=1)
    assert "memory.txt: cannot be read: Input/output error" in done.stdout


@pytest.mark.usefixtures("sqlite_only")  # Without the rights of root the PostgreSQL of the tests cannot be reached.
def test_a_file_without_rights_is_told(imported: tuple[Path, dict[str, str]]) -> None:
    root, _ = imported
    secret = root / "secret.txt"
    secret.write_bytes(_GOOD)
    secret.chmod(0)
    with rights_hold():
        assert "Permission denied" in call(root / "project", "import", str(secret), status=1).stdout


def test_a_name_that_gives_orders_to_the_terminal_is_shown_in_one_harmless_line(tmp_path: Path) -> None:
    call(tmp_path, "init")
    (tmp_path / "红\x1b[31m\n渡.txt").write_bytes(_GOOD)
    done = call(tmp_path, "import", str(tmp_path / "红\x1b[31m\n渡.txt"))
    assert "\x1b" not in done.stdout
    assert r"红\x1b[31m\n渡.txt" in done.stdout


_ORDER = "\x1b]0;锁\x07\x9b2J"
_ORDER_SHOWN = r"\x1b]0;锁\x07\x9b2J"


def test_no_name_and_no_content_gives_orders_to_the_terminal(tmp_path: Path) -> None:
    files = {
        f"{_ORDER}.txt": ("", f"{_ORDER_SHOWN}.txt: an empty file"),
        f"列{_ORDER}.xyz": ("渡口", f"列{_ORDER_SHOWN}.xyz: files that end in"),
        "columns.csv": (f"id,{_ORDER}\n1,渡口停航以后。\n", "no column 'text'"),
        "record.jsonl": (f'{{"id": "{_ORDER}", "text": 1}}', "line 1"),
        "frames.html": (f'<frameset><frame src="{_ORDER}.html"></frameset>', f"others: {_ORDER_SHOWN}.html"),
        "export.json": (json.dumps([{"id": 1, "data": {_ORDER: "渡口"}, "annotations": []}]), f"has {_ORDER_SHOWN}"),
        "labels.ann": (f"{_ORDER}\n", f"an unknown kind: {_ORDER_SHOWN}"),
        "controls.txt": (f"渡口停航以后，两岸的人要绕二十里山路。{_ORDER}", "control characters left out"),
    }
    for name, (content, _) in files.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    (tmp_path / "labels.txt").write_bytes(_GOOD)
    call(tmp_path, "init")
    done = call(tmp_path, "import", *files, status=1)
    tried = call(tmp_path, "import", *files, "--dry-run", status=1)
    assert not {"\x1b", "\x07", "\x9b"} & set(done.stdout + done.stderr + tried.stdout + tried.stderr)
    assert [message for _, message in files.values() if message not in done.stdout] == []
    assert r"markup           \x1b" in tried.stdout


def test_a_name_in_no_encoding_is_told(tmp_path: Path) -> None:
    call(tmp_path, "init")
    name = os.fsdecode(b"\xff\xfe.txt")
    (tmp_path / name).write_bytes(b"")
    assert r"\udcff\udcfe.txt: an empty file" in call(tmp_path, "import", str(tmp_path), status=1).stdout
    (tmp_path / name).write_bytes(_GOOD)
    (tmp_path / name).with_suffix(".ann").write_text("T1\tclaim 0 9999\t渡\n", encoding="utf-8")
    (tmp_path / name).with_suffix(".jsonl").write_text('{"id": 1, "text": "渡口停航以后。"}', encoding="utf-8")
    report = json.loads(call(tmp_path, "import", str(tmp_path), "--json").stdout)
    assert [one["source"] for one in report["documents"]] == [r"\udcff\udcfe.jsonl"]
    assert report["annotated"]["mismatches"][0]["file"].endswith(r"\udcff\udcfe.ann")


def test_a_dry_run_takes_no_option_that_writes(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(_GOOD)
    done = call(tmp_path, "import", "a.txt", "--dry-run", "--review", "r", status=2)
    assert "--review" in done.stderr
