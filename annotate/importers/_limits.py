"""What no document has, and what would be unreadable on any screen if one had it."""

from __future__ import annotations

LONGEST_LINE = 1_000_000
"""Code points that a line may have; a long book in one line is within it."""


def too_long(text: str) -> str | None:
    """Return what is wrong with a text that has an endless line, by its number from 1; else None."""
    if len(text) <= LONGEST_LINE:
        return None
    for number, line in enumerate(text.splitlines(), start=1):
        if len(line) > LONGEST_LINE:
            return f"{len(line)} characters in one line (line {number}), which is no paragraph"
    return None
