"""What the tests of push and pull share: tasks, projects of their own, and a way to lose the answer to a request."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

import httpx
from pydantic import SecretStr

from annotate import labelstudio
from annotate.labelstudio import Client, Known, Recorder, Wanted, ensure_project
from annotate.scheme import labelling_config, load
from tests.studio import Studio, unique

SCHEME = load("policy")
CONFIG = labelling_config(SCHEME)


def connect(studio: Studio) -> Client:
    return Client(studio.url, SecretStr(studio.token))


def api(studio: Studio, token: str | None = None) -> httpx.Client:
    """The plain API, for what people do in the browser."""
    headers = {"Authorization": f"Token {token or studio.token}"}
    return httpx.Client(base_url=studio.url, headers=headers, timeout=60, trust_env=False)


def personal_token(studio: Studio) -> str:
    """The personal access token of a new account, since each can have one only."""
    account = studio.new_account("personal")
    assert account.token is not None
    with api(studio) as client:
        client.post("/api/jwt/settings", json={"api_tokens_enabled": True}).raise_for_status()
    with api(studio, account.token.get_secret_value()) as client:
        return str(client.post("/api/token/").raise_for_status().json()["token"])


def marker() -> str:
    return unique("argument-annotate test")


def new_project(client: Client) -> int:
    return ensure_project(client, title=unique("test"), marker=marker(), config=CONFIG, instructions="")


def task(number: int, text: str = "𠮷里的😀电梯太少，应当补贴。") -> dict[str, str]:
    key = f"0a1b2c3d4e5f6a7b-1@1:paragraph:{number}-{number + 1}"
    return {"key": key, "text": text, "title": "题", "path": "", "before": "", "after": ""}


class Pushed(NamedTuple):
    """What a push of new tasks did: added, and found on the server though they were not known."""

    added: int
    found: int


def push(
    client: Client,
    project: int,
    tasks: Iterable[Mapping[str, str]],
    known: Mapping[str, int],
    keep: Callable[[Mapping[str, int]], None],
) -> Pushed:
    """Bring tasks to a project that nobody has worked in, and tell their numbers."""
    wanted = [Wanted(task) for task in tasks]
    content = {one.key: one.content for one in wanted}
    before = {key: Known(number, content.get(key)) for key, number in known.items()}
    plan = labelstudio.survey(client, project, wanted, before, lambda _: False)
    found = {key: task.number for key, task in plan.learn}
    recorder = Recorder(lambda kept: keep({key: task.number for key, task in kept.items()}), lambda _: None)
    labelstudio.push(client, project, plan, recorder)
    return Pushed(len(plan.create), len(found))


def keys_of(client: Client, project: int) -> dict[str, int]:
    """The number of every task by its key."""
    return {task.key: task.number for task in client.listed(project)}


def keys_on_server(client: Client, project: int) -> list[str]:
    """The key of every task, those that occur twice twice."""
    tasks = client.export(project, [number for number, _ in client.list_tasks(project)])
    return sorted(str(data["key"]) for found in tasks if isinstance(data := found["data"], dict))


@dataclass
class Lossy:
    """A way to a server on which answers can be lost: the request arrives and is carried out all the same."""

    url: str
    losing: set[tuple[str, str]] = field(default_factory=set)
    """Method and end of the path of the requests whose answers are lost, each once."""
    seen: list[tuple[str, str]] = field(default_factory=list)
    """Method and path of every request."""


@contextmanager
def lossy(target: str) -> Iterator[Lossy]:
    way = Lossy(url="")

    class Handler(BaseHTTPRequestHandler):
        def forward(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            path = self.path.partition("?")[0]
            headers = {"Authorization": self.headers["Authorization"], "Content-Type": "application/json"}
            answer = httpx.request(
                self.command, target + self.path, content=body, headers=headers, timeout=60, trust_env=False
            )
            way.seen.append((self.command, path))
            for lost in way.losing:
                if self.command == lost[0] and path.endswith(lost[1]):
                    way.losing.remove(lost)
                    self.close_connection = True
                    return
            self.send_response(answer.status_code)
            self.send_header("Content-Type", answer.headers["Content-Type"])
            self.send_header("Content-Length", str(len(answer.content)))
            self.end_headers()
            self.wfile.write(answer.content)

        do_GET = do_POST = do_PATCH = forward  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        way.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield way
        finally:
            server.shutdown()
            thread.join()
