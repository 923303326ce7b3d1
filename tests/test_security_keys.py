"""What hostile servers and documents can do to whoever works with them: no key leaks, no terminal gets orders."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from annotate.cli import app
from annotate.errors import ServerError, visible_json
from annotate.labelstudio import Client
from tests.cli.inside import Call, call
from tests.servers import Handler, serving
from tests.studio import Studio
from tests.workflow.exporting import build

__all__ = ["call"]

ESSAY = "村口的桥坏了三年，𠮷婆婆每天都要绕行😀。"


def test_no_command_takes_a_secret_as_an_argument_which_ps_would_show() -> None:
    def names(command: object) -> Iterator[str]:
        yield from (name for one in command.params for name in (*one.opts, one.name))  # type: ignore[attr-defined]
        for below in getattr(command, "commands", {}).values():
            yield from names(below)

    found = set(names(typer.main.get_command(app)))
    assert {"--project", "--json", "--name"} <= found
    assert [one for one in sorted(found) if any(word in one for word in ("key", "token", "passw", "secret"))] == []


def test_no_process_of_the_server_has_a_secret_among_its_arguments(studio: Studio) -> None:
    """The server's own arguments, seen as `ps` sees them; the control is a process that does."""
    call, pipe = [sys.executable, "-c", "print(flush=True); input()", f"key={studio.token}"], subprocess.PIPE
    with subprocess.Popen(call, stdin=pipe, stdout=pipe) as control:
        assert control.stdout is not None
        control.stdout.readline()  # Before it runs, its arguments may not be seen.
        lines = {path.parent.name: _read(path) for path in Path("/proc").glob("[0-9]*/cmdline")}
        control.communicate(b"\n")
    assert any(b"label-studio" in line or b"label_studio" in line for line in lines.values())
    assert [process for process, line in lines.items() if studio.token.encode() in line] == [str(control.pid)]


def _read(path: Path) -> bytes:
    """Return the arguments of a process; nothing once it has ended."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def jwt() -> str:
    """A personal access token, as it looks."""

    def part(value: dict[str, object]) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")

    told = {"token_type": "refresh", "exp": int(time.time()) + 10_000}
    return f"{part({'alg': 'HS256', 'typ': 'JWT'})}.{part(told)}.c2lnbmF0dXJl"


@contextmanager
def sending_elsewhere() -> Iterator[tuple[str, list[bytes], list[bytes]]]:
    """A server that says who one is, and sends all further questions to another; what each of the two was told."""
    to_own: list[bytes] = []
    to_other: list[bytes] = []
    told = json.dumps({"id": 1, "email": "a@b.c", "access": "x", "task_ids": [1]}).encode()

    class Other(Handler):
        def respond(self) -> None:
            to_other.append(bytes(self.headers) + self.body())
            self.answer(200, told, Content_Type="application/json")

    class Own(Handler):
        def respond(self) -> None:
            to_own.append(bytes(self.headers) + self.body())
            known = "whoami" in self.path or ("refresh" in self.path and len(to_own) == 1)
            self.answer(200 if known else 307, told, Content_Type="application/json", Location=f"{other}{self.path}")

    with serving(Other) as other, serving(Own) as own:
        yield own, to_own, to_other


@pytest.mark.filterwarnings("ignore:The `parse_obj` method is deprecated")
@pytest.mark.parametrize("key", ["f" * 40, jwt()])
def test_no_key_and_no_text_follows_a_server_that_sends_elsewhere(key: str) -> None:
    with sending_elsewhere() as (url, own, other):
        client = Client(url, SecretStr(key))
        for ask in (lambda: client.project(1), lambda: client.add_tasks(1, [json.dumps({"data": {"text": ESSAY}})])):
            with pytest.raises(ServerError) as refused:
                ask()
            assert key not in str(refused.value)
    assert any(key.encode() in heard for heard in own)
    assert other == []


ORDER = "\x1b]0;锁\x07\x1b[2J\x9b2J\u202e"
COMMANDS = {
    "corpus list": 0,
    "corpus list --json": 0,
    "corpus show ARTICLE --json": 0,
    "check": 4,
    "check --json": 4,
    "status": 0,
    "show ARTICLE": 0,
    "search 桥": 0,
}
"""What is typed, and how it ends."""


def test_nothing_that_is_printed_gives_a_terminal_orders(tmp_path: Path, call: Call) -> None:
    made = build.project(tmp_path / "project", build.PLACES[:1])
    name = f"evil{ORDER}"
    record = {"id": name, "title": f"题{ORDER}", "author": name, "text": f"{ESSAY}{ORDER}桥\n\n{ESSAY}"}
    (tmp_path / "evil.jsonl").write_text(f"{json.dumps(record)}\n", encoding="utf-8")
    call(made.folder, "import", str(tmp_path / "evil.jsonl"))
    evil = next(one for one in build.articles(made) if one.title.startswith("题"))
    (other,) = (one for one in build.articles(made) if one != evil)
    build.save(made, build.work(other, "lin", note=ORDER, unreadable=(f"区{ORDER}",)))
    printed = []
    for command, status in COMMANDS.items():
        said = call(made.folder, *command.replace("ARTICLE", evil.id).split(), status=status)
        assert said.stdout
        printed.append(said.stdout + said.stderr)
    assert [sign for sign in "\x1b\x07\x9b\u202e" if sign in "".join(printed)] == []
    # The control: the orders are there, as escapes.
    assert "\\u001b" in "".join(printed) or "\\x1b" in "".join(printed)


@given(st.text())
def test_json_that_is_shown_means_the_same(text: str) -> None:
    told = json.dumps({"a": text}, ensure_ascii=False)
    shown = visible_json(told)
    assert json.loads(shown) == json.loads(told)
    assert not any("\x7f" <= sign <= "\x9f" for sign in shown)
