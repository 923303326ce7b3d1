"""The scheme changes while somebody decides: what is decided then is by the new one, or is refused and asked again."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from annotate.adjudication import Method
from annotate.errors import ProjectError, StoreError
from annotate.store import Saved, Store, examine
from annotate.workflow.adjudicating import deciding, freezing, listing, reviewing, undoing
from annotate.workflow.adjudicating.seats import Seat
from annotate.workflow.project import open_project
from annotate.workflow.reporting import gather
from annotate.workflow.schemes import migrating
from schema import Annotation, Operation, Renamed
from tests.terminal import until
from tests.workflow.adjudicating.opinions import NEIGHBOURS, RAMP, RIDE, Office, answers, office
from tests.workflow.schemes.test_migrating_curated import migrate, renamed_scheme, reopened

MOVES: list[Operation] = [Renamed(what="problem", to="issue"), Renamed(what="measure", to="step")]
NAMES = {"problem": "issue", "measure": "step"}

PROGRAM = (sys.executable, "-c", "from annotate.cli import main; main()")

REFUSED = "was changed since this was asked, so that nothing was stored"
WAITING = "waiting for another command, which decides by a rule, freezes gold or changes the scheme"
STOPPED = "a change of scheme was stopped"


@pytest.fixture
def desk(tmp_path: Path) -> Office:
    """Gold that a rule has decided but for one component, on which a person is asked."""
    found = office(tmp_path)
    found.auto()
    return found


class Sitting:
    """A review at a real terminal, in a process of its own; the first question is there."""

    def __init__(self, desk: Office) -> None:
        self.pid, self.terminal = pty.fork()
        if not self.pid:
            command = [*PROGRAM, "--project", str(desk.project.folder), "adjudicate", "review", "--by", "周"]
            os.execv(sys.executable, command)
        self.asked()

    def asked(self, last: str = "? more") -> str:
        """Return what is shown until a key is waited for."""
        shown = until(self.terminal, last)
        # What is typed before the program waits for a key is thrown away.
        while termios.tcgetattr(self.terminal)[3] & termios.ICANON:
            time.sleep(0.01)
        return shown

    def press(self, key: str) -> None:
        os.write(self.terminal, key.encode())

    def ended(self) -> tuple[int, str]:
        """Return how it ended, and what it showed at last."""
        shown = until(self.terminal, None)
        os.close(self.terminal)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1]), shown


class Change:
    """A change of scheme in a process of its own: annotations have new names, decisions not until it is let go on."""

    def __init__(self, desk: Office, folder: Path) -> None:
        file = renamed_scheme(desk.project.scheme, folder, **NAMES)
        half, self.go = os.pipe(), os.pipe()
        self.pid = os.fork()
        if not self.pid:
            save = Store.save_migrated

            def held(store: Store, number: int, annotations: Iterable[Annotation]) -> Saved:
                saved = save(store, number, annotations)
                os.write(half[1], b"half")
                os.read(self.go[0], 1)
                return saved

            Store.save_migrated = held  # type: ignore[method-assign,assignment]
            try:
                migrating.migrate(desk.project, str(file), MOVES, who="林")
            finally:
                os._exit(0)
        assert os.read(half[0], 4) == b"half"

    def end(self) -> None:
        os.write(self.go[1], b"!")
        os.waitpid(self.pid, 0)

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)


def expect_as_if_changed_before(desk: Office, folder: Path) -> None:
    """Gold is what it would be, had the scheme changed before the person began, and the store is sound."""
    other = office(folder)
    other.auto()
    (folder / "new").mkdir()
    migrate(other, folder / "new", MOVES, **NAMES)
    reviewing.review(other.project, answers("b"), Seat("周"))
    found = reopened(desk)
    assert found.words() == other.words() == {RIDE: "issue", RAMP: "step", NEIGHBOURS: "claim"}
    assert [one.result for one in found.decisions()] == [one.result for one in other.decisions()]
    assert listing.asked(found.project).stale == 0
    assert examine(found.project.url).errors == 0


def test_a_review_that_is_open_goes_on_by_the_new_scheme(
    desk: Office, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    sitting = Sitting(desk)
    file, moves = renamed_scheme(desk.project.scheme, tmp_path, **NAMES), tmp_path / "moves.yaml"
    moves.write_text(json.dumps([one.model_dump(mode="json") for one in MOVES]), encoding="utf-8")
    words = ["--project", str(desk.project.folder), "scheme", "migrate", str(file), "--operations", str(moves)]
    subprocess.run([*PROGRAM, *words], check=True)
    sitting.press("b")
    shown = sitting.asked()
    assert REFUSED in shown
    assert "decide it anew" in shown
    assert reopened(desk).decisions() == []
    sitting.press("b")
    sitting.asked("any other key stops")
    sitting.press("q")
    status, shown = sitting.ended()
    assert (status, "1 decision" in shown) == (0, True), shown
    expect_as_if_changed_before(desk, tmp_path_factory.mktemp("other"))


def test_a_review_waits_for_a_change_that_is_under_way(
    desk: Office, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    sitting, change = Sitting(desk), Change(desk, tmp_path)
    sitting.press("b")
    until(sitting.terminal, WAITING)
    assert desk.decisions() == []
    change.end()
    sitting.asked()
    sitting.press("b")
    sitting.asked("any other key stops")
    sitting.press("q")
    assert sitting.ended()[0] == 0
    expect_as_if_changed_before(desk, tmp_path_factory.mktemp("other"))


def test_where_a_change_was_stopped_nobody_decides_until_it_is_done(desk: Office, tmp_path: Path) -> None:
    (asked,) = [one.group for one in listing.asked(desk.project).questions if one.kind == "component"]
    sitting, change = Sitting(desk), Change(desk, tmp_path)
    change.kill()
    sitting.press("b")
    status, shown = sitting.ended()
    assert (status, STOPPED in shown) == (1, True), shown
    assert "annotate scheme migrate again" in shown
    acts: dict[str, Callable[[], object]] = {
        "review": lambda: reviewing.review(desk.project, answers("b"), Seat("周")),
        "decide": lambda: deciding.answer(desk.project, asked, "accepted", who="周"),
        "undo": lambda: undoing.undo(desk.project, 1, who="周"),
        "auto": lambda: deciding.auto(desk.project, Method(rule="unanimous")),
        "freeze": lambda: freezing.freeze(desk.project, "one", who="周", open_left_out=True),
    }
    with desk.project.store() as store:
        before = list(store.decisions(undone=True))
    for act in acts.values():
        with pytest.raises(ProjectError, match=STOPPED):
            act()
    with desk.project.store() as store:
        assert (list(store.decisions(undone=True)), store.releases()) == (before, [])
    migrating.migrate(desk.project, str(tmp_path / "new.yaml"), MOVES, who="林")
    reviewing.review(desk.project, answers("b"), Seat("周"))
    assert reopened(desk).words()[RAMP] == "step"


def test_who_opened_the_project_before_decides_by_the_new_scheme(desk: Office, tmp_path: Path) -> None:
    before = open_project(desk.project.folder, desk.project.environment)
    assert before.scheme.component("measure")
    migrate(desk, tmp_path, MOVES, **NAMES)
    (group,) = [one.group for one in listing.asked(desk.project).questions if one.kind == "component"]
    made = deciding.answer(before, group, "accepted", {"type": "step"}, who="周")
    assert desk.words()[RAMP] == "step"
    assert undoing.undo(before, made.decision.number or 0, who="周").held is not None
    assert gather(before, resamples=0).scheme.version == "99"


def test_what_was_decided_under_an_earlier_scheme_is_stored_by_nobody(desk: Office, tmp_path: Path) -> None:
    migrate(desk, tmp_path, MOVES, **NAMES)
    with desk.project.store() as store:
        known = list(store.decisions())
        for number in (0, 2):
            with pytest.raises(StoreError, match=REFUSED):
                store.append(known[:1], number)
        assert list(store.decisions()) == known
        assert len(store.append(known[:1], 1)) == 1
