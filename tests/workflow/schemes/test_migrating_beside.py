"""Sessions on the real server that were begun before the scheme changed: what they do after is by the new one."""

from __future__ import annotations

import subprocess
import sys

from annotate.scheme import labelling_config
from annotate.workflow.labelling import pulling, pushing, watching
from annotate.workflow.project import open_project
from tests.migrating import roads
from tests.workflow.conftest import Way
from tests.workflow.schemes.test_migrating import MEASURE, PROBLEM, changing, config, stored
from tests.workflow.test_concurrent import changing_words

__all__ = ["changing"]

PROGRAM = (sys.executable, "-c", "from annotate.cli import main; main()")
ACTION = (MEASURE[0], {"type": "action", "agent": "县里"})


def change_scheme(way: Way) -> Way:
    """Change the scheme by another program; the way of who opens the project after it."""
    words = changing_words(way.project.folder.parent)
    subprocess.run([*PROGRAM, *words], cwd=way.project.folder, stdout=subprocess.DEVNULL, check=True)
    return Way(open_project(way.project.folder), way.studio, way.annotators)


def types(way: Way) -> list[str]:
    return sorted(kind for one in stored(way) for span in one.spans for kind in span.types)


def test_who_watches_the_server_goes_on_by_the_new_scheme(changing: Way) -> None:
    way, name = changing, changing.annotators[0].name
    _, first, second, _ = way.units()
    way.label(name, first, {"p": PROBLEM})
    seen: list[list[str]] = []

    def wait(_: float) -> None:
        seen.append(types(way))
        if len(seen) == 2:
            raise KeyboardInterrupt
        change_scheme(way).label(name, second, {"m": ACTION})

    report = watching.watch(way.project, lambda _: None, wait=wait)
    # That which the change brought home is nothing new.
    assert (report.pulls, report.new, report.revised, report.unreachable) == (2, 2, 0, 0)
    assert seen == [["problem"], ["action", "issue"]]


def test_a_project_that_was_opened_before_is_pulled_and_pushed_by_the_new_scheme(changing: Way) -> None:
    way, name = changing, changing.annotators[0].name
    assert way.project.scheme == roads.OLD
    change_scheme(way).label(name, way.units()[2], {"m": ACTION})
    report = pulling.pull(way.project)
    assert (report.new, report.checked.annotations, report.checked.rules) == (1, 1, ())
    assert [one.added for one in pushing.push(way.project).projects] == [0]
    assert config(way) == labelling_config(roads.NEW)
