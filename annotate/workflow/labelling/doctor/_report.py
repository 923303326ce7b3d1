"""What `doctor` returns, and what its checks are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from annotate.errors import AnnotateError
from annotate.workflow.labelling.doctor._bench import Bench
from schema import Model, Record

State = Literal["ok", "warning", "error", "skipped"]
"""Well; to be looked at; in the way of work; not looked at, since something that it needs is not well."""


class Line(Model):
    """What one check found on one thing."""

    check: str
    """Name of the check."""
    state: State
    """How it is."""
    found: str
    """What was found."""
    expected: str | None = None
    """What should be; None where it is so."""
    cure: str | None = None
    """What to do; None where nothing is to be done."""


class DoctorReport(Record):
    """Whether everything is well."""

    lines: tuple[Line, ...]
    """By check, in the order in which they build on each other."""

    @property
    def well(self) -> bool:
        """Whether nothing but `ok` was found."""
        return all(line.state == "ok" for line in self.lines)


class Finding(NamedTuple):
    """What a check says; the check's name comes on top."""

    state: State
    found: str
    expected: str | None = None
    cure: str | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """A question to a project."""

    run: Callable[[Bench], Iterator[Finding]]
    """Yields what it finds; an error of ours that it raises is a finding too."""
    needs: tuple[str, ...] = ()
    """Names of the checks that must have found no error before."""


def ok(found: str) -> Finding:
    """Return that something is well."""
    return Finding("ok", found)


def warning(found: str, expected: str | None, cure: str) -> Finding:
    """Return that something is to be looked at."""
    return Finding("warning", found, expected, cure)


def error(found: str, expected: str | None, cure: str) -> Finding:
    """Return that something is in the way of work."""
    return Finding("error", found, expected, cure)


def told(raised: AnnotateError) -> Finding:
    """Return what an error says."""
    return Finding("error", f"{raised.where}: {raised.found}", raised.expected, raised.cure)
