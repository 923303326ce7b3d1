"""A pull again and again, until it is stopped."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime

from annotate.errors import ServerUnreachable
from annotate.workflow.labelling.pulling import PullReport, pull
from annotate.workflow.progress import Progress, silent
from annotate.workflow.project import Project
from schema import Record

EVERY = 15.0
"""Seconds to the next pull after one that brought something."""

MOST = 300.0
"""Most seconds between two pulls; the time doubles up to it while nothing changes."""


class WatchReport(Record):
    """What came while a server was watched."""

    pulls: int
    """Pulls that were done to their end."""
    unreachable: int
    """Pulls that the server did not answer."""
    new: int
    """Annotations that were not known."""
    revised: int
    """Revisions of annotations that changed."""
    deleted: int
    """Annotations that went from the server."""


Say = Callable[[str], None]
"""Tells the user what happens."""


def watch(
    project: Project,
    say: Say,
    progress: Progress = silent,
    *,
    every: float = EVERY,
    most: float = MOST,
    full: bool = False,
    wait: Callable[[float], None] = time.sleep,
) -> WatchReport:
    """Pull until the user interrupts, and return what came in all.

    Args:
        project: The project.
        say: Is told what each pull brought that brought something, and when the server is away and back.
        progress: Shows how far a pull is.
        every: Seconds to the next pull after one that brought something; they double while nothing changes.
        most: Most seconds between two pulls; never fewer than `every`.
        full: Whether the first pull compares everything.
        wait: Waits so many seconds.

    A server that cannot be reached is tried again; any other error ends it, as does one before the first pull is done.
    """
    reports: list[PullReport] = []
    unreachable, away, pause = 0, False, every
    try:
        while True:
            try:
                report = pull(project, progress, full=full and not reports)
            except ServerUnreachable as error:
                if not reports:
                    raise
                if not away:
                    say(f"{error}\nit is tried again until it answers")
                unreachable, away = unreachable + 1, True
                brought = False
            else:
                if away:
                    say(f"{_now()} the server answers again")
                reports.append(report)
                away, brought = False, bool(report.changes)
                if brought:
                    say(f"{_now()} {report.new} new, {report.revised} changed, {report.deleted} deleted")
            pause = every if brought else min(2 * pause, max(most, every))
            wait(pause)
    except KeyboardInterrupt:
        return WatchReport(
            pulls=len(reports),
            unreachable=unreachable,
            new=sum(one.new for one in reports),
            revised=sum(one.revised for one in reports),
            deleted=sum(one.deleted for one in reports),
        )


def _now() -> str:
    return datetime.now(UTC).astimezone().strftime("%H:%M:%S")
