"""A bad way to a real server: a local proxy on which, by a seed, requests and answers are lost, late or spoilt.

Everything goes wrong as it does on real networks: the client cannot tell whether what it asked for was done. Each
fault is written down with the request that it struck and with how often the server carried that out, in the file too
that ANNOTATE_TEST_LANDED names.
"""

from __future__ import annotations

import json
import os
import re
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random
from typing import Literal, get_args

import httpx

from tests.servers import Handler, serving

Kind = Literal[
    "cut before", "cut after", "cut within", "late", "slow", "refused", "refused after", "page", "repeated", "garbled"
]
"""What goes wrong.

- cut before: the connection ends before the server has the request
- cut after: the server carried the request out, and nothing of the answer arrives
- cut within: half of the answer arrives
- late: the request reaches the server after the client has given up, and is carried out then
- slow: the server carries the request out at once, the client gives up before it is told
- refused, refused after: status 502 with a proxy's HTML page, the server did not see it or carried it out
- page: status 200 with a proxy's HTML page, the server did not see it
- repeated: the server gets the request twice, and the second answer arrives
- garbled: the answer arrives with bytes in it that no JSON has
"""

KINDS: tuple[Kind, ...] = get_args(Kind)

HELD = 30.0
"""Seconds after which a request or an answer is let go whose client waits for ever."""

_UNSEEN: tuple[Kind, ...] = ("cut before", "refused", "page")
"""Faults by which the server never sees the request."""

_HTML = b"<html><body><h1>502 Bad Gateway</h1></body></html>"

_OF_ONE_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "content-encoding", "date", "server"}


@dataclass(frozen=True)
class Landed:
    """Where a fault landed."""

    request: str
    """Method and path, with `#` for numbers: the boundary that was hit."""
    ordinal: int
    """Which of the requests of this kind it was, from 1."""
    kind: Kind
    """What went wrong."""
    carried_out: int
    """How often the server carried it out."""


@dataclass
class Faulty:
    """A proxy, while it runs."""

    url: str
    """What the client takes for the server."""
    landed: list[Landed] = field(default_factory=list)
    """Every fault, in the order of the requests' ends."""
    seen: Counter[str] = field(default_factory=Counter)
    """How many requests of each kind came, those that nothing happened to as well."""
    _busy: int = 0
    _ended: bool = False
    _changed: threading.Condition = field(default_factory=threading.Condition)

    def settle(self) -> None:
        """Let go what is held back, late requests too, and wait until the server has answered all of it."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()
            self._changed.wait_for(lambda: not self._busy)
            self._ended = False

    def _hold(self, given_up: Callable[[], bool]) -> None:
        """Hold a request or an answer back until its client has given up."""
        with self._changed:
            for _ in range(int(HELD / 0.02)):
                if self._ended or given_up():
                    return
                self._changed.wait(0.02)

    @contextmanager
    def _request(self, request: str) -> Iterator[int]:
        """Count a request while it is under way, and give its ordinal."""
        with self._changed:
            self.seen[request] += 1
            self._busy += 1
            ordinal = self.seen[request]
        try:
            yield ordinal
        finally:
            with self._changed:
                self._busy -= 1
                self._changed.notify_all()


Chooser = Callable[[str, int], Kind | None]
"""Says what goes wrong with a request, given its kind (`GET /api/tasks/#`) and its ordinal among those; None: nothing.

Called once for each request, in the order of their arrival.
"""


def by_seed(
    seed: int, rate: float = 0.2, most: int | None = None, kinds: Sequence[Kind] = KINDS, *, spare: int = 0
) -> Chooser:
    """Let something go wrong with each request with probability `rate`, at most so many times, decided by the seed.

    The first requests, up to `spare` of them, pass, so that not every run ends at the first question.
    """
    random = Random(seed)
    spared = [random.randint(0, spare)]
    left = [most]

    def choose(request: str, ordinal: int) -> Kind | None:
        if spared[0]:
            spared[0] -= 1
            return None
        struck, kind = random.random() < rate, random.choice(kinds)
        if not struck or left[0] == 0:
            return None
        left[0] = None if left[0] is None else left[0] - 1
        return kind

    return choose


def at(request: str, ordinal: int, kind: Kind) -> Chooser:
    """Let one thing go wrong with one request; `request` as in `Landed`."""
    return lambda found, number: kind if (found, number) == (request, ordinal) else None


@contextmanager
def faulty(target: str, choose: Chooser) -> Iterator[Faulty]:
    """Have a proxy before the server at `target` that does what `choose` says.

    Clients need a time-out of a second or so, until which slow and late requests are held. At the end everything that
    was held back has been carried out.
    """
    lock = threading.Lock()

    def one_at_a_time(request: str, ordinal: int) -> Kind | None:
        with lock:
            return choose(request, ordinal)

    with httpx.Client(base_url=target, timeout=60, trust_env=False) as forwarding:

        class Proxy(_Proxy):
            proxy = Faulty(url="")
            choose = staticmethod(one_at_a_time)
            forward = forwarding

        try:
            with serving(Proxy) as url:
                Proxy.proxy.url = url
                yield Proxy.proxy
        finally:
            Proxy.proxy.settle()
            _record(Proxy.proxy.landed)


def _record(landed: Sequence[Landed]) -> None:
    """Append the faults, with the test that they were in, to the file that ANNOTATE_TEST_LANDED names."""
    if path := os.environ.get("ANNOTATE_TEST_LANDED"):
        test = os.environ.get("PYTEST_CURRENT_TEST", "").partition(" ")[0]
        with Path(path).open("a", encoding="utf-8") as file:
            file.writelines(f"{json.dumps({'test': test, **asdict(one)})}\n" for one in landed)


class _Proxy(Handler):
    proxy: Faulty
    forward: httpx.Client
    choose: Chooser

    def respond(self) -> None:
        """Pass a request on to the server and its answer back, or not quite."""
        body = self.body()
        request = f"{self.command} {re.sub('[0-9]+', '#', self.path.partition('?')[0])}"
        with self.proxy._request(request) as ordinal:
            kind = self.choose(request, ordinal)
            if kind == "late":
                self.proxy._hold(self.given_up)
            answers = [self.ask(body) for _ in range(self.times(kind))]
            if kind == "slow":
                self.proxy._hold(self.given_up)
            if kind is not None:
                self.proxy.landed.append(Landed(request, ordinal, kind, len(answers)))
            self.reply(kind, answers[-1] if answers else None)

    @staticmethod
    def times(kind: Kind | None) -> int:
        """Return how often the server gets the request."""
        return 0 if kind in _UNSEEN else 2 if kind == "repeated" else 1

    def given_up(self) -> bool:
        """Whether the client has closed its end, having sent all that it had to send."""
        self.connection.setblocking(False)
        try:
            return not self.connection.recv(1)
        except BlockingIOError:
            return False
        except ConnectionError:
            return True
        finally:
            self.connection.setblocking(True)

    def ask(self, body: bytes) -> httpx.Response:
        kept = {name: value for name, value in self.headers.items() if name.lower() not in {*_OF_ONE_HOP, "host"}}
        return self.forward.request(
            self.command,
            self.path,
            content=body,
            headers={**kept, "Accept-Encoding": "identity", "Connection": "close"},
        )

    def reply(self, kind: Kind | None, answer: httpx.Response | None) -> None:
        if kind in ("cut before", "cut after", "late", "slow"):
            return
        if answer is None or kind == "refused after":
            self.send(200 if kind == "page" else 502, [("Content-Type", "text/html")], _HTML, len(_HTML))
            return
        headers = [(name, value) for name, value in answer.headers.multi_items() if name.lower() not in _OF_ONE_HOP]
        content, length = answer.content, len(answer.content)
        if kind == "garbled":
            content = content[: length // 2] + b"\xff\xfe" + content[length // 2 + 2 :]
        if kind == "cut within":
            content = content[: length // 2]
        self.send(answer.status_code, headers, content, length)

    def send(self, status: int, headers: Sequence[tuple[str, str]], content: bytes, length: int) -> None:
        """Send an answer that says it is of a length, which its content may fall short of."""
        try:
            self.send_response(status)
            for name, value in headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(length))
            self.end_headers()
            self.wfile.write(content)
        except ConnectionError:
            """The client did not wait for it."""
