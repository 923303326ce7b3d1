"""Several processes at once, and processes that are killed."""

from __future__ import annotations

import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from annotate.store import Store, create_store, open_store
from tests.store import content

ROOT = Path(__file__).parent.parent.parent

WRITER = """
import sys
from annotate.store import open_store
from tests.store import content

with open_store(sys.argv[1]) as store:
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(8):
        store.save_annotations([content.annotation(origin="both", note=f"{sys.argv[2]} {number}")])
        store.append(content.DECISIONS)
        list(store.annotations())
"""

KILLED = """
import os, signal, sys
from sqlalchemy import Engine, event
from annotate.store import open_store
from tests.store import content

def kill(*_):
    os.kill(os.getpid(), signal.SIGKILL)

def kill_at_part(connection, cursor, statement, *_):
    if statement.startswith("INSERT INTO part"):
        kill()

with open_store(sys.argv[1]) as store:
    if sys.argv[2] == "amid":
        event.listen(Engine, "before_cursor_execute", kill_at_part)
    if sys.argv[2] == "before commit":
        event.listen(Engine, "commit", kill)
    store.add(content.IMPORTED)
    kill()
"""


def python(script: str, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", script, *arguments]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def test_two_processes_write_at_once(store: Store, url: str) -> None:
    writers = [python(WRITER, url, name) for name in ("one", "two")]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        writer.communicate("go\n", timeout=120)
    assert [writer.returncode for writer in writers] == [0, 0]
    both = content.annotation(origin="both").id
    revisions = [found for found in store.annotations(latest=False) if found.id == both]
    assert [found.revision for found in revisions] == list(range(1, 17))
    assert {found.note for found in revisions} == {f"{name} {n}" for name in ("one", "two") for n in range(8)}
    assert len(list(store.decisions())) == 17 * len(content.DECISIONS)


def test_many_threads_share_a_store(store: Store) -> None:
    def write(number: int) -> int:
        store.save_annotations([content.annotation(origin="all", note=str(number))])
        return len(list(store.annotations()))

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(write, range(40))) == [3] * 40
    notes = {found.note for found in store.annotations(latest=False) if found.origin == "all"}
    assert notes == {str(number) for number in range(40)}


@pytest.mark.parametrize(("moment", "there"), [("amid", False), ("before commit", False), ("after commit", True)])
def test_a_killed_process_leaves_all_or_nothing(url: str, moment: str, there: bool) -> None:
    create_store(url).close()
    killed = python(KILLED, url, moment)
    killed.communicate(timeout=120)
    assert killed.returncode == -signal.SIGKILL
    with open_store(url) as store:
        counted = store.counts()
        assert {kind for kind, number in counted.items() if number} == (
            {"document", "view", "reading", "block", "article", "article_text", "heading", "paragraph"}
            if there
            else set()
        )
        assert store.add(content.IMPORTED) == ("known" if there else "added")
        assert list(store.articles()) == list(content.IMPORTED.articles)
