"""Pseudonyms in place of annotators' names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from annotate.workflow.labelling.standing import AnnotatorStatus, ImportedWork, StatusReport, Tick

Line = TypeVar("Line", AnnotatorStatus, ImportedWork, Tick)


def aliases(names: Iterable[str], *, named: bool) -> dict[str, str]:
    """Return what each annotator is called: their name, or A1, A2, … by name; of equal width, so that these sort."""
    known = sorted(set(names))
    width = len(str(len(known)))
    return {name: name if named else f"A{number:0{width}}" for number, name in enumerate(known, start=1)}


def renamed(status: StatusReport, known: Mapping[str, str], *, named: bool) -> StatusReport:
    """Return how far the work is, by what annotators are called; notes, which may tell who wrote them, only by name."""
    return status.model_copy(
        update={
            "annotators": tuple(_called(one, known) for one in status.annotators),
            "imported": tuple(_called(one, known) for one in status.imported),
            "ticks": tuple(
                _called(one, known).model_copy(update={"note": one.note if named else None}) for one in status.ticks
            ),
        }
    )


def _called(line: Line, known: Mapping[str, str]) -> Line:
    return line.model_copy(update={"annotator": known[line.annotator]})
