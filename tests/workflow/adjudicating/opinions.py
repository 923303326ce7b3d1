"""Three annotators who differ on one essay, without any server."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from annotate import adjudication
from annotate.adjudication import Method
from annotate.workflow.adjudicating import deciding
from annotate.workflow.adjudicating.desk import Told
from annotate.workflow.adjudicating.scenes import Scene
from annotate.workflow.project import Project
from schema import Decision, Gold, Scheme, Span, SpanRelation, Unit
from tests.workflow.labelling.desk import Desk, day, desk

Marks = dict[str, tuple[str, dict[str, str]]]
"""Spans by id: the words, and type with attributes."""

Drawn = tuple[str, str, str]
"""Type, source and target of a relation."""

STATUS = {"type": "problem", "problem_type": "status"}
PLAN = {"type": "measure", "specificity": "concrete", "instrument": "service"}
DEMAND = {"type": "claim", "claim_type": "policy", "centrality": "sub"}
VALUE = {"type": "claim", "claim_type": "value", "centrality": "main"}

RIDE = "𠮷婆婆坐着轮椅过不去😀"
DETOUR = "买药要绕4 里路"
RAMP = "县里应当在今年之内给石桥加一条缓坡"
NEIGHBOURS = "住在桥两头的人就又成了邻居"

WORKS: dict[str, tuple[Marks, tuple[Drawn, ...]]] = {
    "chen": (
        {"p": (f"{RIDE}，{DETOUR}", STATUS), "m": (RAMP, DEMAND), "c": (NEIGHBOURS, VALUE)},
        (("supports", "c", "m"),),
    ),
    "lin": (
        {"p": (RIDE, STATUS), "m": (RAMP, PLAN), "c": (NEIGHBOURS, VALUE)},
        (("addresses", "m", "p"), ("supports", "c", "m")),
    ),
    "wang": ({"p": (RIDE, STATUS), "c": (NEIGHBOURS, VALUE)}, ()),
}
"""They differ on where the problem ends, and on what the demand for a ramp is, if it is anything."""


@dataclass
class Office:
    """A project with the work of annotators on whole essays."""

    desk: Desk

    @property
    def project(self) -> Project:
        return self.desk.project

    @property
    def unit(self) -> Unit:
        (unit,) = self.desk.units("article")
        return unit

    @property
    def text(self) -> str:
        with self.project.store() as store:
            return store.article(self.unit.article).current.text

    def work(self, annotator: str, marks: Marks, drawn: tuple[Drawn, ...] = ()) -> None:
        """Store an annotator's work; once more for another state of it."""
        spans = []
        for name, (words, values) in marks.items():
            start = self.text.index(words)
            given = {key: value for key, value in values.items() if key != "type"}
            kind, end = values["type"], start + len(words)
            spans.append(Span(id=name, types=(kind,), start=start, end=end, text=words, attributes=given))
        relations = tuple(
            SpanRelation(id=f"{source}{target}", types=(kind,), source=source, target=target)
            for kind, source, target in drawn
        )
        self.desk.did(annotator, self.unit, day(1), spans=tuple(spans), relations=relations)

    def auto(self, method: Method | None = None) -> deciding.Adjudicated:
        return deciding.auto(self.project, method)

    def decisions(self) -> list[Decision]:
        """What people decided, taken back or not, in order."""
        with self.project.store() as store:
            return [one for one in store.decisions(undone=True) if one.by != "rule"]

    def gold(self) -> Gold:
        with self.project.store() as store:
            return adjudication.gold(store.decisions(), self.unit.article, self.project.scheme)

    def words(self) -> dict[str, str]:
        """The words of each component in gold, with its type."""
        return {self.text[one.start : one.end]: one.type for one in self.gold().components}


def office(folder: Path) -> Office:
    """Return an essay on which three annotators differ, before anything was decided."""
    found = Office(desk(folder))
    for annotator, (marks, drawn) in WORKS.items():
        found.work(annotator, marks, drawn)
    return found


@dataclass
class Answers:
    """Somebody who has made up their mind: keys, and lines where words are asked for."""

    given: Iterator[str]
    shown: list[Scene] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def choose(self, shown: Scene, scheme: Scheme) -> str:
        self.shown.append(shown)
        return next(self.given, "q")

    def end(self) -> str:
        return next(self.given, "q")

    def words(self, question: str, given: str = "") -> str:
        self.asked.append(question)
        return next(self.given) or given

    def refuse(self, message: str) -> None:
        self.refused.append(message)

    def tell(self, told: Told) -> None:
        self.told.append(told)


def answers(*given: str) -> Answers:
    return Answers(iter(given))
