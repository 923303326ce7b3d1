"""A Label Studio of one's own: start, stop and look after a server on this machine.

Unless it is told otherwise, it is reachable from this machine alone.

Its folder, which only its owner can read, holds `data` (Label Studio's), `credentials.json`, `server.log` and, from the
start of the server to its end, `state.json`, by which every later command finds it again.
"""

from __future__ import annotations

import contextlib
import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from annotate.errors import AccessDenied, ServerError
from annotate.labelstudio._credentials import (
    CREDENTIALS,
    Credentials,
    locked,
    new_credentials,
    read_credentials,
    write_credentials,
    write_private,
)
from annotate.labelstudio._http import connect, version, whoami
from annotate.labelstudio._installation import copy_template, environment, find_program
from annotate.labelstudio._logs import LOG, follow_log, read_log
from annotate.labelstudio._ports import HOST, address_of, checked_host, choose_port, listens, reaches_out
from annotate.labelstudio._process import birth, end, spawn

_TAIL = 15
"""Lines of the server's log that an error quotes."""
_STEP = 0.2
"""Seconds between two looks at a server that starts."""


@dataclass(frozen=True)
class RunningStudio:
    """A local server that answers."""

    folder: Path
    """Where its data, its credentials and its log are."""
    url: str
    """Its address, without a slash at the end."""
    pid: int
    """Its process, which leads a process group of its own."""
    host: str
    """The address it listens at."""
    started: bool
    """Whether this call started it; False when it ran already."""
    credentials: Credentials
    """How to log in; printing them shows no secret."""


@dataclass(frozen=True)
class StudioStatus:
    """What is known of the local server in a folder."""

    state: Literal["running", "silent", "stopped"]
    """`silent`: its process lives but does not answer, because it is starting, or hangs."""
    log: Path
    """Its log; the file need not exist."""
    url: str | None = None
    """Its address, while its process lives."""
    pid: int | None = None
    """Its process, while it lives."""
    host: str | None = None
    """The address it listens at, while its process lives."""
    version: str | None = None
    """The version of Label Studio, when it answers."""


class _State(BaseModel):
    """Which process serves a folder."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    pid: int
    born: str
    port: int
    host: str = HOST

    @property
    def url(self) -> str:
        return address_of(self.host, self.port)

    @property
    def alive(self) -> bool:
        return birth(self.pid) == self.born


def start(
    folder: Path, port: int | None = None, wait: float = 600, template: Path | None = None, host: str | None = None
) -> RunningStudio:
    """Start the server of a folder, or find the one that runs already, and return it as soon as it answers.

    The folder is made if need be. The first start makes the database, which takes about a minute, unless it can copy
    `template`, a folder from `make_template`. `port` None takes 8080 or the next one that is free; 0 takes any.
    `wait` is in seconds. `host` is the IPv4 address to listen at, by default that of a server that runs already, or
    else 127.0.0.1; at any other, it can be reached from other machines. The server outlives the process that starts it.

    Raises ServerError when Label Studio is not installed, the port is in use, the server runs already at another port
    or host, ends early, or does not answer in time; AccessDenied when its database does not know the key in the folder.
    """
    program = find_program()
    folder = folder.absolute()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    with locked(folder, "start.lock"):
        state = _read_state(folder)
        if state is not None and state.alive:
            return _join(folder, state, port, host, wait)
        listen_at = checked_host(host or HOST)
        chosen = choose_port(port, listen_at)
        credentials = _prepare(folder, template)
        pid = _spawn(program, folder, credentials, listen_at, chosen)
        state = _State(pid=pid, born=birth(pid) or "ended", port=chosen, host=listen_at)
        try:
            write_private(folder / "state.json", state.model_dump_json(indent=2))
            _await(folder, state, credentials, wait)
        except BaseException:
            _end(folder, state)
            raise
    return RunningStudio(folder, state.url, pid, listen_at, started=True, credentials=credentials)


def _spawn(program: str, folder: Path, credentials: Credentials, host: str, port: int) -> int:
    data = folder / "data"
    command = [program, "start", "--no-browser", "--data-dir", str(data)]
    command += ["--internal-host", host, "--port", str(port)]
    # Others may know this machine by whatever name.
    told = environment(data, credentials, names="*") if reaches_out(host) else environment(data, credentials)
    return spawn(command, told, folder / LOG)


def stop(folder: Path) -> bool:
    """Stop the server of a folder, whichever process started it; return whether one ran.

    It is asked to end, and killed if it has not ended 10 seconds later. Raises ServerError when the folder's
    `state.json` cannot be read.
    """
    state = _read_state(folder)
    if state is None:
        return False
    ran = state.alive
    _end(folder, state)
    return ran


def status(folder: Path, wait: float = 5) -> StudioStatus:
    """Return what is known of the server of a folder, which need not exist; changes nothing.

    A server that does not answer within `wait` seconds is silent. Raises ServerError when the folder's `state.json`
    cannot be read.
    """
    log = folder / LOG
    state = _read_state(folder)
    if state is None or not state.alive:
        return StudioStatus("stopped", log)
    try:
        with connect(state.url, timeout=wait) as client:
            return StudioStatus("running", log, state.url, state.pid, state.host, version(client))
    except ServerError:
        return StudioStatus("silent", log, state.url, state.pid, state.host)


def log(folder: Path, lines: int) -> tuple[str, ...]:
    """Return the last lines of the server's log, with asterisks for secrets; none where there is no log.

    Raises ServerError when the folder's credentials cannot be read, since the log may hold them.
    """
    return read_log(folder, lines, read_credentials(folder))


def follow(folder: Path, lines: int) -> Iterator[str]:
    """Yield what `log` returns, and then each further line until the server ends.

    Raises ServerError when the folder's credentials or its `state.json` cannot be read.
    """

    def alive() -> bool:
        state = _read_state(folder)
        return state is not None and state.alive

    return follow_log(folder, lines, read_credentials(folder), alive)


@contextlib.contextmanager
def running(
    folder: Path, port: int | None = None, wait: float = 600, template: Path | None = None, *, keep: bool = False
) -> Iterator[RunningStudio]:
    """Have the server of a folder run for a while: started as by `start`, stopped on the way out, whatever the reason.

    That includes errors, Ctrl-C, SIGTERM and SIGHUP (in the main thread, where these become SystemExit). A server that
    ran already is left running; with `keep`, also one that was started here, unless one of these is the reason.
    """
    with _signals_as_exit():
        studio = start(folder, port, wait, template)
        well = False
        try:
            yield studio
            well = True
        finally:
            if studio.started and not (keep and well):
                stop(studio.folder)


@contextlib.contextmanager
def _signals_as_exit() -> Iterator[None]:
    def leave(number: int, _frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    wanted = [number for number in (signal.SIGTERM, signal.SIGHUP) if signal.getsignal(number) != signal.SIG_IGN]
    before = {number: signal.signal(number, leave) for number in wanted}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler or signal.SIG_DFL)


def _read_state(folder: Path) -> _State | None:
    path = folder / "state.json"
    try:
        return _State.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValidationError) as error:
        raise ServerError(
            str(path),
            f"cannot be read: {error}",
            expected="what `annotate studio start` wrote",
            cure="end the process `label-studio` of this folder, then remove the file",
        ) from error


def _prepare(folder: Path, template: Path | None) -> Credentials:
    """Return the credentials of a folder, with its data in place if there is anything to copy."""
    credentials, data = read_credentials(folder), folder / "data"
    if credentials is None:
        if data.exists():
            raise ServerError(
                str(folder / CREDENTIALS),
                "is missing, and without it the data beside it cannot be used",
                cure="restore the file, or remove the folder to begin anew (what was labelled there is lost)",
            )
        credentials = new_credentials()
        write_credentials(folder, credentials)
    if template is not None and not data.exists():
        copy_template(template, data)
    return credentials


def _join(folder: Path, state: _State, port: int | None, host: str | None, wait: float) -> RunningStudio:
    """Return the server that runs already."""
    if port not in (None, 0, state.port) or host not in (None, state.host):
        raise ServerError(
            str(folder),
            f"its server runs already at {state.url}, listening at {state.host}",
            expected="none, or one at the port and host that were asked for",
            cure="annotate studio stop, then start it again",
        )
    credentials = read_credentials(folder)
    if credentials is None:
        raise ServerError(str(folder / CREDENTIALS), "is missing", cure="annotate studio stop, then restore the file")
    _await(folder, state, credentials, wait)
    return RunningStudio(folder, state.url, state.pid, state.host, started=False, credentials=credentials)


def _await(folder: Path, state: _State, credentials: Credentials, wait: float) -> None:
    """Return when the server answers and knows its own key, by which it cannot be taken for another one."""
    deadline = time.monotonic() + wait
    while not listens(state.host, state.port):
        if not state.alive:
            found = f"Label Studio ended before it answered{_tail(folder, credentials)}"
            raise ServerError(str(folder), found, cure="mend what the log says; annotate studio logs shows more of it")
        if time.monotonic() > deadline:
            found = f"no answer from Label Studio in {wait:g} s{_tail(folder, credentials)}"
            raise ServerError(str(folder), found, cure="start it again when the machine has less to do")
        time.sleep(_STEP)
    try:
        with connect(state.url, credentials.token.get_secret_value(), timeout=max(wait, 5)) as client:
            version(client)
            whoami(client)
    except AccessDenied as error:
        raise AccessDenied(
            state.url,
            "a Label Studio answers that does not know the key",
            expected=f"the server of {folder}",
            cure="start it again, at another port",
        ) from error


def _end(folder: Path, state: _State) -> None:
    end(state.pid, state.born)
    (folder / "state.json").unlink(missing_ok=True)


def _tail(folder: Path, credentials: Credentials) -> str:
    """Return the end of the server's log, without secrets, for the end of a message."""
    return "\n    ".join([f"; the end of {folder / LOG}:", *read_log(folder, _TAIL, credentials)])
