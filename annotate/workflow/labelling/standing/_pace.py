"""How fast an annotator works, and when that comes to an end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from annotate.store import Finished
from annotate.workflow.labelling.standing._report import NoEnd

MAX_MINUTES = 30.0
"""What of an annotation's lead time counts at most: a page that was left open is no work."""

IDLE = 14
"""Days after which nothing is said of an end, and that a pace is measured over."""

_DAY = timedelta(days=1)
_FOREVER = 36_500
"""Days; an end farther off than this is none."""


@dataclass(frozen=True, slots=True)
class Pace:
    """See the fields of the same names in `AnnotatorStatus`."""

    per_hour: float | None
    per_day: float | None
    end: datetime | None
    end_reason: NoEnd | None


def since(now: datetime) -> datetime:
    """Return from when on what is finished counts as of late."""
    return now - IDLE * _DAY


def pace(finished: Finished, remaining: int, now: datetime) -> Pace:
    """Return the pace of one annotator.

    The pace by day is that of the last `IDLE` days, or of the time since the first task was finished, nights and free
    days included, so that the end is what it comes to if the annotator goes on like this.

    Args:
        finished: what the annotator submitted or skipped, with lead times of at most `MAX_MINUTES`; recent is what
            is so since `since(now)`.
        remaining: units that are left.
        now: the moment that it is reckoned from.
    """
    hours = finished.timed / finished.seconds * 3600 if finished.seconds else None
    if finished.first is None:
        return Pace(hours, None, None, "nothing_finished" if remaining else "finished")
    span = min(now - finished.first, IDLE * _DAY)
    if span < _DAY:
        return Pace(hours, None, None, "less_than_a_day" if remaining else "finished")
    per_day = finished.recent / (span / _DAY)
    if not remaining:
        return Pace(hours, per_day, None, "finished")
    if not finished.recent or remaining / per_day > _FOREVER:
        return Pace(hours, per_day, None, "idle")
    return Pace(hours, per_day, now + remaining / per_day * _DAY, None)
