"""Opening the main set after the calibration, with feedback for every annotator."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from annotate.errors import ProjectError
from annotate.workflow.assigning import feedback
from annotate.workflow.assigning.dealt import Done
from annotate.workflow.project import Project
from schema import Model, Record


class Waiting(Model):
    """An annotator whose main set stays closed."""

    annotator: str
    """Name of the annotator."""
    missing: int
    """Units of the calibration set that are neither submitted nor skipped, as far as they were pulled."""


class ReleaseReport(Record):
    """What was opened, or would be."""

    done: bool
    """Whether it was done; else it was only planned."""
    released: tuple[str, ...]
    """Annotators whose main set is open now."""
    opened: int
    """Articles opened, each counted for each annotator."""
    waiting: tuple[Waiting, ...]
    """Annotators who have not finished the calibration set."""
    sheets: tuple[str, ...]
    """Files with their feedback; none where there was no calibration set."""


def release(project: Project, annotators: Sequence[str] = (), *, dry_run: bool = False) -> ReleaseReport:
    """Open the main set of everyone who has finished the calibration set, and write feedback on that to files.

    Annotators who are named are released whether they have finished or not, and nobody else is. Raises ProjectError
    when nothing waits, or an annotator who is named has nothing that does.
    """
    with project.store() as store:
        held = store.assignments()
        closed = {one.annotator for one in held if one.phase == "main" and one.opened is None}
        unknown = [name for name in annotators if name not in closed]
        if not closed or unknown:
            where = f"annotator {', '.join(unknown)}" if unknown else str(project.folder)
            raise ProjectError(where, "nothing waits to be opened", cure="annotate assign --show tells what is open")
        first = {
            name: [one.article for one in held if (one.annotator, one.phase) == (name, "calibration")]
            for name in closed
        }
        missing = {name: Done(project, store, name).missing(first[name]) for name in sorted(closed)}
        released = [name for name in sorted(closed) if (name in annotators if annotators else not missing[name])]
        opened = sum(one.annotator in released and one.opened is None for one in held)
        sheets: tuple[Path, ...] = ()
        if not dry_run:
            calibration = list(dict.fromkeys(article for name in released for article in first[name]))
            sheets = feedback.write(project, store, calibration, [name for name in released if first[name]])
            store.open_assignments(released, datetime.now(UTC))
    return ReleaseReport(
        done=not dry_run,
        released=tuple(released),
        opened=opened,
        waiting=tuple(Waiting(annotator=name, missing=missing[name]) for name in missing if name not in released),
        sheets=tuple(map(str, sheets)),
    )
