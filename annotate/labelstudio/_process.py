"""Processes that outlive the command which started them, recognised later by pid and time of birth."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

_STEP = 0.05
"""Seconds between two looks at a process that is ending."""


def spawn(command: Sequence[str], environment: Mapping[str, str], log: Path) -> int:
    """Start a program in a session of its own, with its output in `log`, and return its pid, also that of its group.

    `log` is made anew, readable by its owner only. It is not a `subprocess.Popen` since that warns when it is
    dropped while the program runs. Raises OSError when the program cannot be started.
    """
    return os.posix_spawn(
        command[0],
        list(command),
        environment,
        setsid=True,
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, str(log), os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND, 0o600),
            (os.POSIX_SPAWN_DUP2, 1, 2),
        ],
    )


def birth(pid: int) -> str | None:
    """Return when the living process of that pid was born, in the words of the system; None when there is none.

    A pid is given again to other programs, a pid with its birth is not. A process that has ended but was not yet
    collected by its parent does not live.
    """
    return _birth_from_proc(pid) if Path("/proc/self/stat").exists() else _birth_from_ps(pid)


def _birth_from_ps(pid: int) -> str | None:
    told = subprocess.run(
        ["ps", "-o", "state=,lstart=", "-p", str(pid)],
        capture_output=True,
        check=False,
        text=True,
        env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"},
    )
    state, _, born = told.stdout.strip().partition(" ")
    return None if not state or state.startswith("Z") else " ".join(born.split())


def _birth_from_proc(pid: int) -> str | None:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except (FileNotFoundError, ProcessLookupError):
        return None
    # The name of the program, in parentheses, may itself hold blanks and parentheses. After it come the state (the
    # 3rd field of proc_pid_stat(5)), the number of threads (the 20th) and the time of the start since the boot (22nd).
    fields = stat.rpartition(")")[2].split()
    state, threads, begun = fields[0], int(fields[17]), fields[19]
    # While threads are left, a process that is otherwise gone still holds its ports and files.
    gone = state == "X" or (state == "Z" and threads <= 1)
    return None if gone else f"{boot} {begun}"


def end(pid: int, born: str, grace: float = 10) -> None:
    """End the process and its group: ask by SIGTERM, after `grace` seconds force by SIGKILL.

    Does nothing when that process no longer lives, also when its pid is another's by now.
    """
    for number in (signal.SIGTERM, signal.SIGKILL):
        if birth(pid) != born:
            break
        with contextlib.suppress(ProcessLookupError):
            os.killpg(pid, number)
        deadline = time.monotonic() + grace
        while birth(pid) == born and time.monotonic() < deadline:
            time.sleep(_STEP)
    collect(pid)


def collect(pid: int) -> None:
    """Let the system forget a process that has ended, if it was a child of this one."""
    with contextlib.suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)
