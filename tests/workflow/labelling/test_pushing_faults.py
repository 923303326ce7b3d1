"""Pushes over a bad way to a real server: whatever happens on it, the next one over a good way leaves no gap, no copy.

Five seeds by default; ANNOTATE_TEST_SEEDS=200 takes as many. Between pushes the text changes and people work, so that
tasks are added, updated, deleted, marked.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable

import pytest
from pydantic import SecretStr

from annotate import labelstudio
from annotate.errors import AnnotateError
from annotate.workflow.correcting import corrections
from annotate.workflow.correcting.orders import Orders
from annotate.workflow.importing import documents
from annotate.workflow.labelling import pushing
from tests.faults import KINDS, Kind, at, by_seed, faulty
from tests.seeds import seeds
from tests.workflow.conftest import Way

PATIENCE = 1.0
"""Seconds that a client waits for an answer; a late one comes after them."""


def push_badly(way: Way, proxy: str, patched: pytest.MonkeyPatch) -> None:
    """Push through a proxy; what it says of the trouble must not be a stranger's error."""
    client = labelstudio.Client
    patched.setattr(
        "annotate.workflow.labelling.sending.Client",
        lambda _, key: client(proxy, SecretStr(key.get_secret_value()), timeout=PATIENCE),
    )
    with contextlib.suppress(AnnotateError):
        pushing.push(way.project)


def correct(way: Way, number: int, text: str) -> None:
    with way.project.store() as store:
        (article,) = store.articles()
    corrections.correct(way.project, article.id, Orders(text=(f"{number}={text}",)), who="林", why="错")


def settled(way: Way, labelled: dict[str, str]) -> None:
    """Assert that a push over a good way leaves each annotator just what there should be, and the store knows it."""
    way.push()
    current = [unit.key for unit in way.units()]
    for account in way.annotators:
        on_server = sorted(way.on_server(account.name))
        mine = labelled.get(account.name)
        kept = current if mine is None else [mine, current[0], *current[2:]]
        assert on_server == sorted(kept)
        with way.project.store() as store:
            (target,) = (found for found in store.projects() if found.annotator == account.name)
            assert sorted(task.unit.key for task in store.tasks(target.id)) == on_server
        client = way.client(account.name)
        marker = f"argument-annotate {way.project.settings.id} paragraph {account.name}"
        assert [found.id for found in client.find_projects(marker)] == [target.remote]
    again = pushing.push(way.project, dry_run=True)
    assert [(one.added, one.updated, one.removed, one.found) for one in again.projects] == [(0, 0, 0, 0)] * 2


def drop(way: Way, number: int) -> None:
    with way.project.store() as store:
        (article,) = store.articles()
    corrections.correct(way.project, article.id, Orders(drop=(str(number),)), who="林", why="错")


def bring(way: Way) -> None:
    path = way.project.folder.parent / "ferry.txt"
    path.write_text("渡口的船\n\n渡口每天只有两班船😀，孩子上学总要等很久。\n", encoding="utf-8")
    documents.import_files(way.project, [path])


WRITES: dict[str, Callable[[Way], None]] = {
    "POST /api/projects/": lambda _: None,
    "PATCH /api/tasks/#/": lambda way: correct(way, 3, "县里应当给石桥加一条缓坡😀。"),
    "POST /api/dm/actions": lambda way: drop(way, 4),
    "POST /api/projects/#/import": bring,
}
"""The requests by which a push changes something on the server, each with what makes it necessary."""


@pytest.mark.parametrize("seed", seeds())
def test_whatever_happens_on_the_way_the_next_push_makes_good(
    way: Way, seed: int, monkeypatch: pytest.MonkeyPatch, record_property: Callable[[str, object], None]
) -> None:
    labelled: dict[str, str] = {}
    for number in range(3):
        choose = by_seed(seed + 1000 * number, rate=0.25)
        with faulty(way.studio.url, choose) as proxy, monkeypatch.context() as patched:
            push_badly(way, proxy.url, patched)
        record_property("landed", [f"{one.kind}: {one.request} {one.ordinal}" for one in proxy.landed])
        settled(way, labelled)
        if number == 0:
            unit, annotator = way.units()[1], way.annotators[0].name
            way.label(annotator, unit, {"a": ("石桥只有台阶", {"type": "problem", "problem_type": "status"})})
            way.pull()
            labelled[annotator] = unit.key
        correct(way, 3, f"县里应当给石桥加第{number}条缓坡😀。")


@pytest.mark.parametrize("kind", KINDS)
def test_every_write_of_a_push_is_hit_by_every_fault(
    way: Way, kind: Kind, monkeypatch: pytest.MonkeyPatch, record_property: Callable[[str, object], None]
) -> None:
    hit: list[str] = []
    for request, prepare in WRITES.items():
        prepare(way)
        with faulty(way.studio.url, at(request, 1, kind)) as proxy, monkeypatch.context() as patched:
            # On a busy machine the client may give up before it comes to the request that is aimed at.
            for _ in range(5):
                if not proxy.landed:
                    push_badly(way, proxy.url, patched)
        hit += [one.request for one in proxy.landed]
        settled(way, {})
    record_property("landed", hit)
    assert hit == list(WRITES)
