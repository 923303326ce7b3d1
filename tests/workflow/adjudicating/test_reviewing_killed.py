"""A review at a terminal that is killed before and after each answer is stored, and taken up again."""

from __future__ import annotations

import os
import pty
import signal
import sys
import termios
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import pytest

from annotate.adjudication import Method
from annotate.cli import main
from annotate.store import Store
from annotate.workflow.adjudicating import reviewing
from annotate.workflow.adjudicating.seats import Seat
from schema import Decision, Undo
from tests.terminal import until
from tests.workflow.adjudicating.opinions import Office, answers, office

Side = Literal["before", "after", "never"]


@pytest.fixture
def desk(tmp_path: Path) -> Office:
    found = office(tmp_path)
    found.auto(Method(rule="unanimous"))
    return found


def _killing(side: Side) -> None:
    """Have this process killed where an answer is stored, or taken back."""
    append, undo = Store.append, Store.undo

    def appended(store: Store, decisions: Sequence[Decision], migration: int) -> tuple[Decision, ...]:
        made = append(store, decisions, migration) if side == "after" else ()
        os.kill(os.getpid(), signal.SIGKILL)
        return tuple(made)

    def undone(store: Store, taken: Undo, migration: int) -> None:
        if side == "after":
            undo(store, taken, migration)
        os.kill(os.getpid(), signal.SIGKILL)

    if side != "never":
        Store.append, Store.undo = appended, undone  # type: ignore[method-assign,assignment]


def review(desk: Office, key: str, side: Side) -> tuple[int, str]:
    """Press one key at a real terminal, and then quit if it was not killed; return how it ended, and what it showed."""
    pid, terminal = pty.fork()
    if pid == 0:
        # Everything is loaded here already; what pytest put in place of the streams is not the terminal.
        sys.stdin, sys.stdout, sys.stderr = (os.fdopen(at, mode, buffering=1) for at, mode in enumerate("rww"))
        sys.argv = ["annotate", "--project", str(desk.project.folder), "adjudicate", "review", "--by", "周"]
        try:
            _killing(side)
            main()
        finally:
            sys.stderr.flush()
            os._exit(0)
    shown = ""
    for pressed in (key, "q")[: 2 if side == "never" else 1]:
        shown += until(terminal, "more")
        # What is typed before the program waits for a key is thrown away.
        while termios.tcgetattr(terminal)[3] & termios.ICANON:
            time.sleep(0.01)
        os.write(terminal, pressed.encode())
    shown += until(terminal, None)
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), shown


def said(desk: Office) -> list[tuple[str, str, bool]]:
    return [(one.group, one.outcome, one.undone is not None) for one in desk.decisions()]


def test_every_answer_is_there_once_or_not_at_all(desk: Office, tmp_path_factory: pytest.TempPathFactory) -> None:
    keys = ("b", "a", "x")
    for at, key in enumerate(keys):
        assert review(desk, key, "before")[0] == -signal.SIGKILL
        assert len(said(desk)) == at
        assert review(desk, key, "after")[0] == -signal.SIGKILL
        assert len(said(desk)) == at + 1
    assert set(Counter(group for group, *_ in said(desk)).values()) == {1}

    whole = office(tmp_path_factory.mktemp("whole"))
    whole.auto(Method(rule="unanimous"))
    reviewing.review(whole.project, answers(*keys), Seat("周"))
    assert said(desk) == said(whole)
    assert desk.gold() == whole.gold()


def test_taking_back_is_done_once_or_not_at_all(desk: Office) -> None:
    assert review(desk, "b", "after")[0] == -signal.SIGKILL
    assert review(desk, "u", "before")[0] == -signal.SIGKILL
    assert [undone for *_, undone in said(desk)] == [False]
    assert review(desk, "u", "after")[0] == -signal.SIGKILL
    assert [undone for *_, undone in said(desk)] == [True]
    # What was taken back is asked again, and the next review goes on from there.
    status, shown = review(desk, "b", "never")
    assert status == 0, shown
    assert [undone for *_, undone in said(desk)] == [True, False]
