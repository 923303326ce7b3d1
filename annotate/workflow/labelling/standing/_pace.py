"""How fast an annotator works, and when that comes to an end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import fsum
from typing import NamedTuple

from annotate.workflow.labelling.standing._report import NoEnd

MAX_MINUTES = 30.0
"""What of an annotation's lead time counts at most: a page that was left open is no work."""

IDLE = 14
"""Days after which nothing is said of an end, and that a pace is measured over."""

_DAY = timedelta(days=1)
_FOREVER = 36_500
"""Days; an end farther off than this is none."""


class Finished(NamedTuple):
    """A task that was submitted or skipped."""

    when: datetime | None
    """When, as far as that is known."""
    seconds: float | None
    """Its lead time, as far as that is known."""


@dataclass(frozen=True, slots=True)
class Pace:
    """See the fields of the same names in `AnnotatorStatus`."""

    per_hour: float | None
    per_day: float | None
    end: datetime | None
    end_reason: NoEnd | None


def pace(finished: Sequence[Finished], remaining: int, now: datetime) -> Pace:
    """Return the pace of one annotator.

    The pace by day is that of the last `IDLE` days, or of the time since the first task was finished, nights and free
    days included, so that the end is what it comes to if the annotator goes on like this.

    Args:
        finished: what the annotator submitted or skipped.
        remaining: units that are left.
        now: the moment that it is reckoned from.
    """
    hours = _per_hour(finished)
    times = sorted(found.when for found in finished if found.when is not None)
    recent = sum(now - time <= IDLE * _DAY for time in times)
    if not times:
        return Pace(hours, None, None, "nothing_finished" if remaining else "finished")
    since = min(now - times[0], IDLE * _DAY)
    if since < _DAY:
        return Pace(hours, None, None, "less_than_a_day" if remaining else "finished")
    per_day = recent / (since / _DAY)
    if not remaining:
        return Pace(hours, per_day, None, "finished")
    if not recent or remaining / per_day > _FOREVER:
        return Pace(hours, per_day, None, "idle")
    return Pace(hours, per_day, now + remaining / per_day * _DAY, None)


def _per_hour(finished: Sequence[Finished]) -> float | None:
    minutes = [min(found.seconds / 60, MAX_MINUTES) for found in finished if found.seconds]
    # A sum that does not depend on the order in which the database gives them.
    whole = fsum(minutes)
    return len(minutes) / whole * 60 if whole else None
