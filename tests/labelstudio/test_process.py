"""Processes, recognised by pid and birth."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annotate.labelstudio import _process

SLEEP = "import time; print('ready', flush=True); time.sleep(60)"
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN);" + SLEEP


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Callable[[str], int]]:
    """Spawn Python with a piece of code, and wait until it has printed something."""
    spawned: list[int] = []

    def start(code: str) -> int:
        log = tmp_path / f"{len(spawned)}.log"
        spawned.append(_process.spawn([sys.executable, "-c", code], os.environ, log))
        deadline = time.monotonic() + 20
        while not log.read_text() and time.monotonic() < deadline:
            time.sleep(0.02)
        return spawned[-1]

    yield start
    for pid in spawned:
        _process.end(pid, _process.birth(pid) or "ended", grace=0)


@pytest.mark.parametrize("birth", [_process._birth_from_proc, _process._birth_from_ps])
def test_birth_stays_and_tells_processes_apart(birth: Callable[[int], str | None], run: Callable[[str], int]) -> None:
    if birth is _process._birth_from_proc and not Path("/proc/self/stat").exists():
        pytest.skip("this system has no /proc")
    pid = run(SLEEP)
    born = birth(pid)
    assert born is not None
    assert birth(pid) == born
    assert birth(os.getpid()) not in (None, born)
    _process.end(pid, _process.birth(pid) or "")
    assert birth(pid) is None


@pytest.mark.parametrize("birth", [_process._birth_from_proc, _process._birth_from_ps])
def test_process_that_has_ended_but_is_not_collected_does_not_live(
    birth: Callable[[int], str | None], tmp_path: Path
) -> None:
    pid = _process.spawn([sys.executable, "-c", ""], os.environ, tmp_path / "log")
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    assert birth(pid) is None
    _process.collect(pid)
    with pytest.raises(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)


def test_spawned_process_has_a_session_of_its_own_and_its_output_in_a_private_log(
    run: Callable[[str], int], tmp_path: Path
) -> None:
    before = os.umask(0)
    try:
        pid = run("import sys; print('out', flush=True); print('err', file=sys.stderr, flush=True);" + SLEEP)
    finally:
        os.umask(before)
    assert os.getsid(pid) == pid
    time.sleep(0.1)
    assert (tmp_path / "0.log").read_text() == "out\nerr\nready\n"
    assert (tmp_path / "0.log").stat().st_mode & 0o777 == 0o600


def test_end_spares_a_process_of_another_birth(run: Callable[[str], int]) -> None:
    pid = run(SLEEP)
    born = _process.birth(pid)
    _process.end(pid, "at another time")
    time.sleep(0.3)
    assert born is not None
    assert _process.birth(pid) == born


def test_end_forces_a_process_that_does_not_listen(run: Callable[[str], int]) -> None:
    pid = run(STUBBORN)
    begun = time.monotonic()
    _process.end(pid, _process.birth(pid) or "", grace=0.5)
    assert _process.birth(pid) is None
    assert 0.5 <= time.monotonic() - begun < 5


def test_port_of_a_process_with_threads_is_free_when_it_has_ended(run: Callable[[str], int], tmp_path: Path) -> None:
    threads = "import socket, threading, time; s = socket.create_server(('127.0.0.1', 0));"
    threads += (
        "[threading.Thread(target=lambda x: time.sleep(60), args=[bytearray(10**7)]).start() for _ in range(20)];"
    )
    pid = run(threads + "print(s.getsockname()[1], flush=True)")
    port = int((tmp_path / "0.log").read_text())
    _process.end(pid, _process.birth(pid) or "")
    socket.create_server(("127.0.0.1", port)).close()


def test_end_reaches_the_whole_group(run: Callable[[str], int], tmp_path: Path) -> None:
    child = tmp_path / "child"
    code = f"import subprocess, sys; child = subprocess.Popen([sys.executable, '-c', {SLEEP!r}]);"
    code += f"open({str(child)!r}, 'w').write(str(child.pid));"
    pid = run(code + "import time; time.sleep(60)")
    within = int(child.read_text())
    assert _process.birth(within) is not None
    _process.end(pid, _process.birth(pid) or "")
    deadline = time.monotonic() + 5
    while _process.birth(within) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert _process.birth(within) is None


def test_process_can_be_ended_by_another_one(run: Callable[[str], int]) -> None:
    pid = run(SLEEP)
    code = f"from annotate.labelstudio._process import end; end({pid}, {_process.birth(pid)!r})"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=30)
    assert _process.birth(pid) is None
