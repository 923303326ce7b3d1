"""A real Label Studio, started and stopped; the few real starts take seconds each, so tests share them."""

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from annotate.errors import AccessDenied, ServerError
from annotate.labelstudio import _local, _ports
from annotate.labelstudio._accounts import create_account, find_users
from annotate.labelstudio._credentials import CREDENTIALS, new_credentials, write_credentials
from annotate.labelstudio._http import connect, version
from annotate.labelstudio._installation import environment
from annotate.labelstudio._local import RunningStudio, running, start, status, stop
from annotate.labelstudio._process import birth
from tests.studio import Studio

USER = """
import pathlib, sys, time
from annotate.labelstudio import running
with running(pathlib.Path(sys.argv[1]), port=0, template=pathlib.Path(sys.argv[2])) as studio:
    print(studio.pid, flush=True)
    time.sleep(60)
"""
"""A program that uses a server for a while."""


@pytest.fixture(scope="module")
def server(studio_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStudio]:
    """A server for the tests of this module that do not end it."""
    folder = tmp_path_factory.mktemp("local") / "new" / ".studio"
    before = os.umask(0)
    try:
        studio = start(folder, port=0, template=studio_template)
    finally:
        os.umask(before)
    yield studio
    stop(folder)


def _secrets(server: RunningStudio) -> list[str]:
    credentials = server.credentials
    return [secret.get_secret_value() for secret in (credentials.secret_key, credentials.password, credentials.token)]


def _state(folder: Path, pid: int, born: str) -> Path:
    path = folder / "state.json"
    path.write_text(json.dumps({"pid": pid, "born": born, "port": 9}))
    return path


def test_started_server_answers_and_is_in_a_session_of_its_own(server: RunningStudio) -> None:
    assert server.started
    assert os.getsid(server.pid) == server.pid
    with connect(server.url) as client:
        assert version(client).count(".") == 2
    users = find_users(server.url, server.credentials.token.get_secret_value())
    assert [user.email for user in users] == [server.credentials.email]


def test_folder_is_for_its_owner_only(server: RunningStudio) -> None:
    assert stat.S_IMODE(server.folder.stat().st_mode) == 0o700
    files = [path for path in server.folder.iterdir() if path.is_file()]
    assert {"credentials.json", "server.log", "state.json"} <= {path.name for path in files}
    assert {path.name: oct(path.stat().st_mode & 0o777) for path in files} == {path.name: "0o600" for path in files}


def test_secrets_stand_in_the_credentials_only(server: RunningStudio) -> None:
    told = {path.name: path.read_text() for path in server.folder.iterdir() if path.suffix in (".log", ".json")}
    kept = told.pop(CREDENTIALS)
    told["repr"] = repr(server)
    told["ps"] = subprocess.run(
        ["ps", "-ww", "-o", "args=", "-p", str(server.pid)], capture_output=True, text=True
    ).stdout
    assert "label-studio" in told["ps"]
    assert [secret for secret in _secrets(server) if secret not in kept] == []
    assert [name for name, text in told.items() for secret in _secrets(server) if secret in text] == []


def test_server_listens_on_loopback_only(server: RunningStudio) -> None:
    port = int(server.url.rpartition(":")[2])
    with socket.create_server(("0.0.0.0", 0)) as open_to_all, socket.socket() as other:
        if other.connect_ex(("127.0.0.2", open_to_all.getsockname()[1])):
            pytest.skip("this system has one loopback address only")
    with socket.socket() as other:
        assert other.connect_ex(("127.0.0.2", port)) != 0


def test_second_start_finds_the_running_server(server: RunningStudio) -> None:
    port = int(server.url.rpartition(":")[2])
    for asked in (None, 0, port):
        again = start(server.folder, asked)
        assert (again.pid, again.url, again.started) == (server.pid, server.url, False)
        assert again.credentials == server.credentials


def test_second_start_at_another_port_is_refused(server: RunningStudio) -> None:
    with pytest.raises(ServerError, match=f"runs already at {server.url}, .*\n.*annotate studio stop"):
        start(server.folder, port=1)


def test_status_of_a_running_server(server: RunningStudio) -> None:
    known = status(server.folder)
    assert (known.state, known.url, known.pid) == ("running", server.url, server.pid)
    assert known.version
    assert known.log.read_text()


def test_server_that_does_not_answer_is_silent(server: RunningStudio) -> None:
    os.kill(server.pid, signal.SIGSTOP)
    try:
        assert status(server.folder, wait=0.5).state == "silent"
    finally:
        os.kill(server.pid, signal.SIGCONT)
    assert status(server.folder).state == "running"


def test_running_leaves_a_server_alone_that_ran_before(server: RunningStudio) -> None:
    with running(server.folder) as studio:
        assert studio.pid == server.pid
    assert status(server.folder).state == "running"


def test_server_is_stopped_when_its_user_fails_and_starts_again_with_its_data(
    studio_template: Path, tmp_path: Path
) -> None:
    used: list[RunningStudio] = []

    def fail() -> None:
        with running(tmp_path, port=0, template=studio_template) as studio:
            used.append(studio)
            create_account(studio.url, studio.credentials.token.get_secret_value(), "lin")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    first = used[0]
    assert birth(first.pid) is None
    assert status(tmp_path).state == "stopped"
    assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL
    again = start(tmp_path, port=int(first.url.rpartition(":")[2]))
    try:
        assert again.started
        assert (again.url, again.credentials) == (first.url, first.credentials)
        users = find_users(again.url, again.credentials.token.get_secret_value())
        assert [user.email for user in users] == [first.credentials.email, "lin@annotators.local"]
    finally:
        code = "import pathlib, sys; from annotate.labelstudio import stop; print(stop(pathlib.Path(sys.argv[1])))"
        command = [sys.executable, "-c", code, str(tmp_path)]
        stopped = subprocess.run(command, capture_output=True, text=True, timeout=30)
    assert stopped.stdout == "True\n"
    assert birth(again.pid) is None
    assert status(tmp_path).state == "stopped"
    assert not stop(tmp_path)


def test_server_is_stopped_when_its_user_is_terminated(studio_template: Path, tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", USER, str(tmp_path), str(studio_template)], stdout=subprocess.PIPE, text=True
    ) as user:
        assert user.stdout is not None
        pid = int(user.stdout.readline())
        assert birth(pid) is not None
        user.terminate()
        assert user.wait(timeout=30) == 128 + signal.SIGTERM
    assert birth(pid) is None
    assert not (tmp_path / "state.json").exists()


def test_server_is_stopped_when_its_user_gives_up_while_it_starts(studio_template: Path, tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", USER, str(tmp_path), str(studio_template)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as user:
        deadline = time.monotonic() + 30
        while not (tmp_path / "state.json").exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        pid = json.loads((tmp_path / "state.json").read_text())["pid"]
        user.send_signal(signal.SIGINT)
        out, err = user.communicate(timeout=30)
    assert out == ""
    assert "KeyboardInterrupt" in err
    assert birth(pid) is None
    assert not (tmp_path / "state.json").exists()


@pytest.mark.parametrize("listening", [True, False])
def test_port_in_use_is_refused(studio_template: Path, tmp_path: Path, listening: bool) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        if listening:
            other.listen()
        port = other.getsockname()[1]
        with pytest.raises(ServerError, match=f"port {port}: cannot be used"):
            start(tmp_path, port=port, template=studio_template)
    assert status(tmp_path).state == "stopped"


def test_server_lets_other_machines_in_only_when_told_to(studio_template: Path, tmp_path: Path) -> None:
    _state(tmp_path, os.getpid(), "before the machine was started anew")
    studio = start(tmp_path, port=0, template=studio_template, host="0.0.0.0")
    try:
        port = int(studio.url.rpartition(":")[2])
        assert (studio.started, studio.host, studio.url) == (True, "0.0.0.0", f"http://127.0.0.1:{port}")
        assert httpx.get(f"http://127.0.0.2:{port}/api/version", trust_env=False).is_success
        named = {"Host": "annotation.example.org"}
        assert httpx.get(f"{studio.url}/api/version", headers=named, trust_env=False).is_success
        assert (status(tmp_path).host, start(tmp_path).host) == ("0.0.0.0", "0.0.0.0")
        with pytest.raises(ServerError, match=r"listening at 0\.0\.0\.0.*\n.*studio stop"):
            start(tmp_path, host="127.0.0.1")
        assert find_users(studio.url, studio.credentials.token.get_secret_value())
    finally:
        stop(tmp_path)
    assert birth(studio.pid) is None


def test_server_answers_to_its_own_names_only(server: RunningStudio) -> None:
    assert server.host == "127.0.0.1"
    named = {"Host": "annotation.example.org"}
    assert httpx.get(f"{server.url}/api/version", headers=named, trust_env=False).status_code == 400


@pytest.mark.parametrize("host", ["localhost", "::", "8.8.8.8", "", "not an address"])
def test_address_that_cannot_be_listened_at_is_refused(tmp_path: Path, host: str) -> None:
    with pytest.raises(ServerError, match="cannot be listened at") as caught:
        _ports.checked_host(host)
    assert "0.0.0.0" in str(caught.value.expected)


def test_first_usual_port_that_is_free_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    port = _ports.choose_port(0)
    monkeypatch.setattr(_ports, "_USUAL_PORTS", (port, _ports.choose_port(0)))
    with socket.create_server(("127.0.0.1", port)):
        assert _ports.choose_port(None) == _ports._USUAL_PORTS[1]
        with socket.create_server(("127.0.0.1", _ports._USUAL_PORTS[1])):
            assert _ports.choose_port(None) in set(_ports._QUIET_PORTS) - {*_ports._USUAL_PORTS}
    assert _ports.choose_port(None) == port


def test_no_free_port_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        monkeypatch.setattr(_ports, "_QUIET_PORTS", [other.getsockname()[1]] * 100)
        with pytest.raises(ServerError, match="no free port"):
            _ports.choose_port(0)


def test_port_beyond_all_is_refused() -> None:
    with pytest.raises(ServerError, match="port 65536: cannot be used"):
        _ports.choose_port(65536)


def test_other_server_at_the_port_is_not_taken_for_ours(
    studio: Studio, studio_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As if the other one had taken the port after we looked. Label Studio itself would go to the next one.
    monkeypatch.setattr(_local, "choose_port", lambda asked, host: int(studio.url.rpartition(":")[2]))
    with pytest.raises(AccessDenied, match="does not know the key"):
        start(tmp_path, port=0, template=studio_template)
    assert not (tmp_path / "state.json").exists()


def test_server_that_ends_early_is_reported_with_the_end_of_its_log(studio_template: Path, tmp_path: Path) -> None:
    write_credentials(tmp_path, new_credentials())
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "label_studio.sqlite3").write_bytes(b"no database" * 100)
    with pytest.raises(ServerError, match=r"ended before it answered(.|\n)*file is not a database"):
        start(tmp_path, port=0)
    assert status(tmp_path).state == "stopped"


def test_end_of_the_log_holds_no_secret(tmp_path: Path) -> None:
    credentials = new_credentials()
    token = credentials.token.get_secret_value()
    (tmp_path / "server.log").write_text("\n".join([*"abcdefghijklmnopqrstuvwxyz", f"with {token}"]))
    told = _local._tail(tmp_path, credentials)
    assert told.splitlines()[1:] == [f"    {letter}" for letter in "mnopqrstuvwxyz"] + ["    with **********"]


def test_server_that_is_too_slow_is_ended(studio_template: Path, tmp_path: Path) -> None:
    with pytest.raises(ServerError, match="no answer from Label Studio in 0 s"):
        start(tmp_path, port=0, wait=0, template=studio_template)
    assert status(tmp_path).state == "stopped"
    assert not (tmp_path / "state.json").exists()


def test_state_of_a_process_that_is_gone_is_stopped(tmp_path: Path) -> None:
    """As the folder of a server is after the machine was started anew, with its port in another program's hands."""
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        pid = gone.pid
    _state(tmp_path, pid, "at another time")
    assert status(tmp_path).state == "stopped"
    assert not stop(tmp_path)


def test_program_that_has_the_pid_by_now_is_not_taken_for_the_server(tmp_path: Path) -> None:
    _state(tmp_path, os.getpid(), "at another time")
    assert status(tmp_path).state == "stopped"
    assert not stop(tmp_path)
    assert not (tmp_path / "state.json").exists()


def test_state_that_cannot_be_read_is_reported(tmp_path: Path) -> None:
    (tmp_path / "state.json").write_text("{}")
    for command in (stop, status):
        with pytest.raises(ServerError, match=r"state\.json: cannot be read"):
            command(tmp_path)


def test_folder_that_is_missing_is_stopped(tmp_path: Path) -> None:
    assert status(tmp_path / "none").state == "stopped"
    assert not stop(tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_data_without_credentials_is_refused(studio_template: Path, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    with pytest.raises(ServerError, match=r"credentials\.json: is missing"):
        start(tmp_path, port=0)
    assert not (tmp_path / CREDENTIALS).exists()


def test_missing_program_is_reported_with_the_cure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ServerError, match=r"pip install 'argument-annotate\[studio\]'"):
        start(tmp_path / "folder")
    assert not (tmp_path / "folder").exists()


def test_server_sees_nothing_of_our_environment_that_could_change_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LABEL_STUDIO_API_KEY", "LABEL_STUDIO_HOST", "DEBUG", "DJANGO_DB", "POSTGRE_PASSWORD", "PYTHONPATH"):
        monkeypatch.setenv(name, "ours")
    assert "ours" not in environment(Path("data"), new_credentials()).values()
