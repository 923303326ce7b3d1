"""Pulls over a good way and over a bad one, after annotators did things at random: the store has what the server has.

Five seeds of each by default; ANNOTATE_TEST_SEEDS=200 takes as many, and ANNOTATE_TEST_LANDED=FILE writes down where
each fault landed.
"""

from __future__ import annotations

import contextlib

import pytest
from pydantic import SecretStr

from annotate import labelstudio
from annotate.errors import AnnotateError
from annotate.workflow.labelling import pulling
from tests.faults import by_seed, faulty
from tests.seeds import seeds
from tests.workflow.conftest import Way
from tests.workflow.labelling.mischief import Mischief, live

PATIENCE = 1.0
"""Seconds that a client waits for an answer; a late one comes after them."""


@pytest.mark.parametrize("seed", seeds())
def test_pulls_of_what_changed_are_complete(way: Way, seed: int) -> None:
    way.push()
    with Mischief(way, seed) as annotators:
        for _ in range(3):
            annotators.act(8)
            way.pull()
            assert live(way) == annotators.expected(), annotators.done
    again = way.pull()
    assert (again.new, again.revised, again.deleted) == (0, 0, 0)
    compared = pulling.pull(way.project, full=True)
    assert (compared.new, compared.revised, compared.deleted) == (0, 0, 0), annotators.done


@pytest.mark.parametrize("seed", seeds())
def test_whatever_happens_on_the_way_the_next_pull_makes_good(
    way: Way, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    way.push()
    with Mischief(way, seed) as annotators:
        for number in range(2):
            annotators.act(6)
            choose = by_seed(seed + 1000 * number, rate=0.3, most=4, spare=12)
            with faulty(way.studio.url, choose) as proxy, monkeypatch.context() as patched:
                patched.setattr(labelstudio, "Client", _impatient(proxy.url))
                with contextlib.suppress(AnnotateError):
                    way.pull()
            way.pull()
            assert live(way) == annotators.expected(), (annotators.done, proxy.landed)
    compared = pulling.pull(way.project, full=True)
    assert (compared.new, compared.revised, compared.deleted) == (0, 0, 0), proxy.landed


def _impatient(url: str) -> object:
    client = labelstudio.Client
    return lambda _, key: client(url, SecretStr(key.get_secret_value()), timeout=PATIENCE)
