"""The bad way itself: each fault does to client and server what it says, and is written down."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from tests.faults import KINDS, Faulty, Kind, at, by_seed, faulty
from tests.servers import Handler, serving

ANSWER = '{"said": "𠮷好"}'.encode()


@contextmanager
def counting() -> Iterator[tuple[str, list[bytes]]]:
    """A server that keeps the bodies which it was sent."""
    bodies: list[bytes] = []

    class Keeping(Handler):
        def respond(self) -> None:
            bodies.append(self.body())
            self.answer(201, ANSWER, Content_Type="application/json")

    with serving(Keeping) as url:
        yield url, bodies


def post(way: Faulty) -> str:
    """Return what the client makes of the answer."""
    try:
        with httpx.Client(trust_env=False, timeout=0.3) as client:
            answer = client.post(f"{way.url}/api/projects/7/import?x=1", content=b"body")
            return f"{answer.status_code} {answer.json()['said']}"
    except httpx.HTTPError as error:
        return type(error).__name__
    except ValueError:
        return f"{answer.status_code} no JSON"


OUTCOMES: dict[Kind, tuple[str, int]] = {
    "cut before": ("RemoteProtocolError", 0),
    "cut after": ("RemoteProtocolError", 1),
    "cut within": ("RemoteProtocolError", 1),
    "late": ("ReadTimeout", 1),
    "slow": ("ReadTimeout", 1),
    "refused": ("502 no JSON", 0),
    "refused after": ("502 no JSON", 1),
    "page": ("200 no JSON", 0),
    "repeated": ("201 𠮷好", 2),
    "garbled": ("201 no JSON", 1),
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_fault_strikes_the_request_that_was_meant(kind: Kind) -> None:
    request = "POST /api/projects/#/import"
    with counting() as (url, bodies), faulty(url, at(request, 2, kind)) as way:
        assert post(way) == "201 𠮷好"
        assert way.landed == []
        before = len(bodies)
        outcome = post(way)
        way.settle()
        assert (outcome, len(bodies) - before) == OUTCOMES[kind]
        assert [(one.request, one.ordinal, one.kind, one.carried_out) for one in way.landed] == [
            (request, 2, kind, OUTCOMES[kind][1])
        ]
        assert post(way) == "201 𠮷好"
    assert way.seen == {request: 3}
    assert set(bodies) == {b"body"}


def test_a_late_request_arrives_after_the_client_has_given_up() -> None:
    with counting() as (url, bodies), faulty(url, at("POST /api/projects/#/import", 1, "late")) as way:
        client = threading.Thread(target=post, args=[way])
        client.start()
        client.join(0.15)
        assert client.is_alive()
        assert bodies == []
        client.join()
        way.settle()
        assert bodies == [b"body"]


def test_the_seed_decides() -> None:
    def kinds(seed: int) -> list[Kind | None]:
        choose = by_seed(seed, rate=0.5, most=5)
        return [choose("GET /", number) for number in range(40)]

    assert kinds(1) == kinds(1)
    assert kinds(1) != kinds(2)
    assert sum(kind is not None for kind in kinds(1)) == 5
    assert {kind for seed in range(60) for kind in kinds(seed)} == {None, *KINDS}
