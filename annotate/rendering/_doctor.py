"""Text of what `doctor` returns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from annotate.workflow.labelling.doctor import CHECKS, DoctorReport, Line

_WIDTH = max(map(len, CHECKS))


def doctorreport(result: DoctorReport) -> str:
    """A line for each finding, with what was expected and the cure below it, and their number."""
    states = Counter(line.state for line in result.lines)
    counted = ", ".join(f"{states[state]} {state}" for state in ("ok", "warning", "error", "skipped") if states[state])
    return "\n".join([*(text for line in result.lines for text in _lines(line)), counted])


def _lines(line: Line) -> Iterator[str]:
    yield f"{line.state:<7}  {line.check:<{_WIDTH}}  {line.found}"
    margin = " " * (7 + 2 + _WIDTH + 2)
    if line.expected:
        yield f"{margin}expected: {line.expected}"
    if line.cure:
        yield f"{margin}→ {line.cure}"
