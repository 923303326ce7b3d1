"""Dates as sources print them, read as far as they can be."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMERALS = {"〇": 0, "○": 0, "零": 0} | {numeral: value for value, numeral in enumerate("一二三四五六七八九", 1)}
_CHINESE = "".join(_NUMERALS) + "十"

_YEAR = r"(?<!\d)((?:1[89]|20)\d\d)"
_NAMED = rf"({'|'.join(_MONTHS)})[a-z]*\.?"
_FORMS = (
    rf"(?P<y>{_YEAR}) ?年 ?(?P<m>\d\d?) ?月 ?(?P<d>\d\d?) ?[日号號]",
    rf"(?P<y>{_YEAR}) ?年 ?(?P<m>\d\d?) ?月",
    rf"(?P<y>{_YEAR}) ?[-./] ?(?P<m>\d\d?) ?[-./] ?(?P<d>\d\d?)(?!\d)",
    rf"(?P<y>{_YEAR})(?P<m>\d\d)(?P<d>\d\d)(?!\d)",
    rf"(?P<y>{_YEAR}) ?[-./] ?(?P<m>\d\d?)(?!\d)",
    rf"(?P<m>{_NAMED}) ?(?P<d>\d\d?)(?:st|nd|rd|th)?,? ?(?P<y>{_YEAR})(?!\d)",
    rf"(?<!\d)(?P<d>\d\d?)(?:st|nd|rd|th)? ?(?P<m>{_NAMED}),? ?(?P<y>{_YEAR})(?!\d)",
    rf"(?P<m>{_NAMED}),? ?(?P<y>{_YEAR})(?!\d)",
    rf"(?P<y>{_YEAR})(?!\d)",
)
"""From the most to the least that they tell; the first that makes a day, month or year there is holds."""

_READERS = tuple(re.compile(form) for form in _FORMS)


class Period(NamedTuple):
    """The days that a date leaves open: one, a month of them or a year."""

    first: date
    """The earliest day that it can be."""
    last: date
    """The latest day that it can be."""

    def within(self, start: date | None, end: date | None) -> bool:
        """Whether all of it lies between two days, both included; None is no bound."""
        return (start is None or start <= self.first) and (end is None or self.last <= end)

    def outside(self, start: date | None, end: date | None) -> bool:
        """Whether none of it lies between two days."""
        return (start is not None and self.last < start) or (end is not None and self.first > end)


def period(text: str) -> Period | None:
    """Return the day, month or year that a date names; None where it names none between 1800 and 2099.

    Read are the orders year-month-day, with or without the later ones, in digits of any width, in Chinese numerals,
    or in English with the month by name. `01/02/2026` is the year only, since nobody can tell its month.
    """
    plain = _digits(unicodedata.normalize("NFKC", text)).lower()
    return next((found for reader in _READERS for found in _found(reader, plain)), None)


def _found(reader: re.Pattern[str], text: str) -> Iterator[Period]:
    for match in reader.finditer(text):
        named = match.groupdict()
        year, day = int(named["y"]), int(named.get("d") or 0)
        month = _month(named["m"]) if named.get("m") else None
        if month is None:
            yield Period(date(year, 1, 1), date(year, 12, 31))
        elif 1 <= month <= 12 and day <= monthrange(year, month)[1]:
            yield Period(date(year, month, day or 1), date(year, month, day or monthrange(year, month)[1]))


def _month(name: str) -> int:
    return int(name) if name.isdigit() else _MONTHS.index(name[:3]) + 1


def _digits(text: str) -> str:
    """Put Chinese numerals into digits: 二〇二六年十二月 is 2026年12月."""
    return re.sub(f"[{_CHINESE}]+(?=[ ]?[年月日号號])", lambda run: _number(run[0]), text)


def _number(numerals: str) -> str:
    tens, ten, ones = numerals.rpartition("十")
    if not ten:
        return "".join(str(_NUMERALS[numeral]) for numeral in numerals)
    return str(10 * _NUMERALS.get(tens, 1) + _NUMERALS.get(ones, 0))
