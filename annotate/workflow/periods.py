"""Days and time zones as options of commands name them."""

from __future__ import annotations

from datetime import date, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from annotate.corpus import Period, period
from annotate.errors import InputError


def between(first: str | None, last: str | None, options: tuple[str, str]) -> Period:
    """Return the days from the first of one date to the last of another; without them, from or to all eternity.

    Dates are days, months or years (2026-11-22, 2026-11, 2026). Raises InputError, which names the option, for what is
    none.
    """
    start, end = _bound(first, options[0]), _bound(last, options[1])
    return Period(start.first if start else date.min, end.last if end else date.max)


def time_zone(name: str | None) -> tzinfo | None:
    """Return the time zone that `--zone` names; None for that of this machine. Raises InputError for what is none."""
    try:
        return None if name is None else ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InputError("--zone", f"{name!r} is no time zone", expected="a name such as Asia/Shanghai") from error


def _bound(text: str | None, option: str) -> Period | None:
    if text is None:
        return None
    found = period(text)
    if found is None:
        raise InputError(option, f"{text!r} is no date", expected="a day, month or year: 2026-11-22, 2026-11, 2026")
    return found
