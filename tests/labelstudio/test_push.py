"""Push against a real server: nothing twice, nothing missing, whatever happens on the way."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from pydantic import SecretStr

from annotate.errors import AccessDenied, ServerError, ServerUnreachable
from annotate.labelstudio import Client, Suggestion, Wanted, ensure_project
from annotate.labelstudio._listing import Added
from annotate.labelstudio._push import batches
from tests.labelstudio import remote
from tests.studio import Studio, unique

TASKS = [remote.task(number) for number in range(5)]
KEYS = [task["key"] for task in TASKS]


class Kept(dict[str, int]):
    """What push tells to be written down."""

    def __call__(self, found: Mapping[str, int]) -> None:
        self.update(found)


@pytest.fixture(scope="module")
def client(studio: Studio) -> Client:
    return remote.connect(studio)


@pytest.fixture
def project(client: Client) -> int:
    return remote.new_project(client)


def test_pushing_again_adds_nothing(client: Client, project: int) -> None:
    kept = Kept()
    assert remote.push(client, project, TASKS, {}, kept) == remote.Pushed(added=5, found=0)
    assert kept == remote.keys_of(client, project)
    assert remote.push(client, project, TASKS, dict(kept), Kept()) == remote.Pushed(added=0, found=0)
    assert remote.keys_on_server(client, project) == KEYS


def test_a_store_that_knows_nothing_learns_what_is_there(client: Client, project: int) -> None:
    first, second = Kept(), Kept()
    remote.push(client, project, TASKS[:3], {}, first)
    assert remote.push(client, project, TASKS, {}, second) == remote.Pushed(added=2, found=3)
    assert second.items() > first.items()
    assert remote.keys_on_server(client, project) == KEYS


def test_few_new_tasks_among_many(client: Client, project: int) -> None:
    many = [remote.task(number) for number in range(10)]
    kept = Kept()
    remote.push(client, project, many[:8], {}, kept)
    known = {key: kept[key] for key in list(kept)[:7]}
    assert remote.push(client, project, many, known, kept) == remote.Pushed(added=2, found=1)
    assert len(kept) == 10
    assert remote.keys_on_server(client, project) == sorted(task["key"] for task in many)


def test_a_task_deleted_on_the_server_is_added_again(studio: Studio, client: Client, project: int) -> None:
    kept = Kept()
    remote.push(client, project, TASKS, {}, kept)
    before = dict(kept)
    with remote.api(studio) as http:
        http.delete(f"/api/tasks/{kept[KEYS[0]]}").raise_for_status()
    assert remote.push(client, project, TASKS, before, kept) == remote.Pushed(added=1, found=0)
    assert kept[KEYS[0]] != before[KEYS[0]]
    assert remote.keys_on_server(client, project) == KEYS


def test_tasks_that_others_added_are_left_alone(studio: Studio, client: Client, project: int) -> None:
    kept = Kept()
    remote.push(client, project, TASKS[:4], {}, kept)
    stray = {**remote.task(99), "key": ""}
    with remote.api(studio) as http:
        http.post(f"/api/projects/{project}/import", json=[{"data": stray}]).raise_for_status()
    assert remote.push(client, project, TASKS, dict(kept), kept) == remote.Pushed(added=1, found=0)
    assert remote.push(client, project, TASKS, dict(kept), kept) == remote.Pushed(added=0, found=0)


def test_the_numbers_are_those_of_the_tasks(client: Client, project: int) -> None:
    kept = Kept()
    tasks = [remote.task(number, text=f"第{number}段") for number in range(20)]
    remote.push(client, project, tasks, {}, kept)
    texts = {found["id"]: found["data"] for found in client.export(project, kept.values())}
    assert [texts[kept[task["key"]]] for task in tasks] == tasks


@pytest.mark.parametrize(("second", "there"), [("waits", 1_000), ("arrived", 1_200)])
def test_a_push_that_is_killed_goes_on_where_it_was(
    studio: Studio, client: Client, project: int, second: str, there: int
) -> None:
    """Nothing is written down yet; the first batch is on the server, and the second is still to come, or there too."""
    tasks = [remote.task(number, text="短") for number in range(1_200)]
    program = (
        "import json, os, signal, sys, threading\n"
        "from pydantic import SecretStr\n"
        "from annotate.labelstudio import Client\n"
        "from tests.labelstudio import remote\n"
        "add, batches, arrived = Client.add_tasks, [], threading.Event()\n"
        "def adding(self, *given):\n"
        "    batches.append(given)\n"
        "    if len(batches) == 2 and sys.argv[2] == 'waits':\n"
        "        threading.Event().wait()\n"
        "    made = add(self, *given)\n"
        "    if len(batches) == 2:\n"
        "        arrived.set()\n"
        "    return made\n"
        "def killed(_):\n"
        "    if sys.argv[2] == 'arrived':\n"
        "        arrived.wait()\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "Client.add_tasks = adding\n"
        "client = Client(os.environ['URL'], SecretStr(os.environ['KEY']))\n"
        "remote.push(client, int(sys.argv[1]), json.load(sys.stdin), {}, killed)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program, str(project), second],
        input=json.dumps(tasks),
        text=True,
        env={**os.environ, "URL": studio.url, "KEY": studio.token},
        check=False,
        timeout=120,
    )
    assert ended.returncode == -9
    assert client.project(project).tasks == there
    kept = Kept()
    assert remote.push(client, project, tasks, {}, kept) == remote.Pushed(added=1_200 - there, found=there)
    assert kept == remote.keys_of(client, project)
    numbers = {number for number, _ in client.list_tasks(project)}
    assert numbers == set(kept.values())
    assert set(kept) == {task["key"] for task in tasks}
    assert len(numbers) == 1_200


def test_a_batch_whose_answer_is_lost_is_neither_sent_twice_nor_missing(
    studio: Studio, client: Client, project: int
) -> None:
    with remote.lossy(studio.url) as way:
        way.losing.add(("POST", "/import"))
        kept = Kept()
        with pytest.raises(ServerUnreachable, match=f"cannot add tasks to project {project}"):
            remote.push(Client(way.url, SecretStr(studio.token)), project, TASKS, {}, kept)
        assert [path for method, path in way.seen if method == "POST"] == [f"/api/projects/{project}/import"]
    assert kept == {}
    assert remote.push(client, project, TASKS, {}, kept) == remote.Pushed(added=0, found=5)
    assert remote.keys_on_server(client, project) == KEYS


def test_a_project_whose_making_was_not_answered_is_found_again(studio: Studio, client: Client) -> None:
    mark, title = remote.marker(), unique("lost")
    with remote.lossy(studio.url) as way:
        way.losing.add(("POST", "/api/projects/"))
        other = Client(way.url, SecretStr(studio.token))
        with pytest.raises(ServerUnreachable):
            ensure_project(other, title=title, marker=mark, config=remote.CONFIG, instructions="")
    number = ensure_project(client, title=title, marker=mark, config=remote.CONFIG, instructions="")
    with remote.api(studio) as http:
        found = http.get("/api/projects/", params={"title": title}).json()["results"]
    assert [project["id"] for project in found] == [number]


def test_a_project_is_found_by_a_line_of_its_description(studio: Studio, client: Client) -> None:
    mark = remote.marker()

    def ensure(mark: str) -> int:
        return ensure_project(client, title=unique("test"), marker=mark, config=remote.CONFIG, instructions="")

    number = ensure(mark)
    with remote.api(studio) as http:
        text = f"For Lin.\n{mark}\nThanks!"
        http.patch(f"/api/projects/{number}/", json={"description": text}).raise_for_status()
    assert ensure(mark) == number
    assert ensure(mark[:-1]) != number


def test_config_and_instructions_follow(client: Client) -> None:
    mark, title = remote.marker(), unique("test")
    number = ensure_project(client, title=title, marker=mark, config=remote.CONFIG, instructions="")
    assert client.project(number).config == remote.CONFIG
    other = remote.CONFIG.replace("论点 claim", "主张 claim")
    assert ensure_project(client, title=title, marker=mark, config=other, instructions="<p>看</p>") == number
    found = client.project(number)
    assert (found.config, found.instructions) == (other, "<p>看</p>")


def test_nothing_is_written_where_nothing_changed(studio: Studio) -> None:
    mark = remote.marker()
    with remote.lossy(studio.url) as way:
        client = Client(way.url, SecretStr(studio.token))
        number = ensure_project(client, title=unique("test"), marker=mark, config=remote.CONFIG, instructions="")
        kept = Kept()
        remote.push(client, number, TASKS, {}, kept)
        way.seen.clear()
        ensure_project(client, title=unique("test"), marker=mark, config=remote.CONFIG, instructions="")
        remote.push(client, number, TASKS, kept, kept)
    assert way.seen
    assert {method for method, _ in way.seen} == {"GET"}


def test_a_config_that_label_studio_refuses_says_why(client: Client, project: int) -> None:
    with pytest.raises(ServerError, match="status 400") as caught:
        client.configure(project, config="<View><Text name='a'></View>", instructions="")
    assert "Opening and ending tag mismatch" in caught.value.found


def test_a_project_that_is_not_there(client: Client) -> None:
    with pytest.raises(ServerError, match="cannot read project 999999999: it is not there"):
        client.project(999_999_999)


@pytest.mark.parametrize("key", ["0123456789abcdef0123456789abcdef01234567", "", "密钥", "two words"])
def test_a_wrong_key_is_denied_and_never_shown(studio: Studio, key: str) -> None:
    with pytest.raises(AccessDenied) as caught:
        Client(studio.url, SecretStr(key))
    assert "LABEL_STUDIO_API_KEY" in str(caught.value)
    assert not key or key not in str(caught.value)


def test_nobody_there() -> None:
    with pytest.raises(ServerUnreachable, match="annotate studio start"):
        Client("http://127.0.0.1:9", SecretStr("abc"))
    with pytest.raises(ServerUnreachable, match="LABEL_STUDIO_URL"):
        Client("http://host:port", SecretStr("abc"))


@pytest.mark.parametrize(("status", "body"), [(200, "<html>"), (200, "{}"), (200, "[]"), (502, "<html>")])
def test_somebody_else_there(status: int, body: str) -> None:
    class Other(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Other) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            with pytest.raises(ServerError, match=r"is not Label Studio|status 502"):
                Client(f"http://127.0.0.1:{server.server_port}", SecretStr("abc"))
        finally:
            server.shutdown()
            thread.join()


def test_batches_are_cut_by_number_and_by_bytes() -> None:
    tasks = [Wanted(remote.task(number)) for number in range(5)]
    size = len(tasks[0].body)
    assert [len(batch) for batch in batches(tasks, most=2)] == [2, 2, 1]
    assert [len(batch) for batch in batches(tasks, most_bytes=3 * size)] == [3, 2]
    assert [len(batch) for batch in batches(tasks, most_bytes=1)] == [1] * 5
    assert list(batches([])) == []


def test_importing_the_package_loads_nothing_heavy() -> None:
    program = "import sys, annotate.labelstudio; print([m for m in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert "'annotate.labelstudio._client'" in loaded
    assert not any(f"'{name}'" in loaded for name in ("label_studio_sdk", "numpy", "sqlalchemy"))


def test_a_task_that_no_server_takes_is_named_and_nothing_is_sent(
    client: Client, project: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotate.labelstudio._push.MOST_BYTES", 1_000)
    tasks = [remote.task(1), remote.task(2, "长" * 1_000)]
    with pytest.raises(ServerError, match=r"(?s)paragraph:2-3.*at most 1,000.*corpus edit") as caught:
        remote.push(client, project, tasks, {}, Kept())
    assert caught.value.cure
    assert remote.keys_on_server(client, project) == []
    assert remote.push(client, project, tasks[:1], {}, Kept()).added == 1


@pytest.mark.parametrize("times", [1, 9])
def test_a_suggestion_that_the_server_lost_is_sent_again(
    client: Client, project: int, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    """The server may take a task without its prediction, and tells so only by a count."""
    task = json.loads(Wanted(TASKS[0], Suggestion("gold one", ())).body)
    assert task["predictions"]
    add, calls = client._add_tasks, []

    def losing(number: int, tasks: Sequence[str]) -> Added:
        calls.append(1)
        return add(number, [json.dumps({"data": task["data"]})] if len(calls) <= times else tasks)

    monkeypatch.setattr(client, "_add_tasks", losing)
    if times > 1:
        with pytest.raises(ServerError, match="of 1 suggestions 0 were taken"):
            client.add_tasks(project, [json.dumps(task)], 1)
        assert remote.keys_on_server(client, project) == []
        return
    (number,) = client.add_tasks(project, [json.dumps(task)], 1)
    assert remote.keys_on_server(client, project) == KEYS[:1]
    (raw,) = client.export(project, [number])
    assert raw["predictions"]
    assert len(calls) == 2
