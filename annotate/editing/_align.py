"""Two texts side by side: which characters of one are which of the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

Match = tuple[int, int, int]
"""Start in the old text, start in the new one, and length of a run that is the same in both; code points."""

_CELLS = 1_000_000
"""Up to this many pairs of characters are compared one by one; longer texts are compared by lines or clauses first."""
_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_CLAUSES = re.compile(r"[^，。；：？！,;:?!\s]*[，。；：？！,;:?!\s]|[^，。；：？！,;:?!\s]+")


def matches(old: str, new: str) -> tuple[Match, ...]:
    """Return the runs that stand in both texts, in order; neighbouring runs are one, none is empty.

    Nothing that was moved is found again where it went. Time grows with the length and with what differs.
    """
    found: list[Match] = []
    for start, at, length in _matches(old, new, (_LINES, _CLAUSES)):
        last = found[-1] if found else None
        if last and last[0] + last[2] == start and last[1] + last[2] == at:
            found[-1] = last[0], last[1], last[2] + length
        elif length:
            found.append((start, at, length))
    return tuple(found)


def visible_matches(old: str, new: str) -> tuple[Match, ...]:
    """Return the runs that stand in both texts, as `matches` does, however both are broken into lines and spaced."""
    olds = [at for at, sign in enumerate(old) if not sign.isspace()]
    news = [at for at, sign in enumerate(new) if not sign.isspace()]
    found: list[Match] = []
    for start, to, length in matches("".join(old.split()), "".join(new.split())):
        for offset in range(length):
            here, there = olds[start + offset], news[to + offset]
            last = found[-1] if found else (-1, -1, 0)
            if (last[0] + last[2], last[1] + last[2]) == (here, there):
                found[-1] = last[0], last[1], last[2] + 1
            else:
                found.append((here, there, 1))
    return tuple(found)


def _matches(old: str, new: str, units: Sequence[re.Pattern[str]]) -> Iterator[Match]:
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    yield 0, 0, head
    middle, other = old[head : len(old) - tail], new[head : len(new) - tail]
    for start, at, length in _middle(middle, other, units):
        yield head + start, head + at, length
    yield len(old) - tail, len(new) - tail, tail


def _middle(old: str, new: str, units: Sequence[re.Pattern[str]]) -> Iterator[Match]:
    if not old or not new:
        return
    if len(old) * len(new) <= _CELLS:
        yield from map(tuple, SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks())
    elif units:
        yield from _by_units(old, new, units)


def _by_units(old: str, new: str, units: Sequence[re.Pattern[str]]) -> Iterator[Match]:
    """Match whole lines or clauses, and what stands between these by what is smaller."""
    olds, news = units[0].findall(old), units[0].findall(new)
    starts, ats = _starts(olds), _starts(news)
    for tag, low, high, first, last in SequenceMatcher(None, olds, news).get_opcodes():
        start, at = starts[low], ats[first]
        if tag == "equal":
            yield start, at, starts[high] - start
        elif tag == "replace":
            for inner, other, length in _matches(old[start : starts[high]], new[at : ats[last]], units[1:]):
                yield start + inner, at + other, length


def _starts(parts: Sequence[str]) -> list[int]:
    found = [0]
    for part in parts:
        found.append(found[-1] + len(part))
    return found


def _common(left: str, right: str) -> int:
    """Return the length of the longest common beginning."""
    low, high = 0, min(len(left), len(right))
    while low < high:
        middle = (low + high + 1) // 2
        if left[:middle] == right[:middle]:
            low = middle
        else:
            high = middle - 1
    return low
