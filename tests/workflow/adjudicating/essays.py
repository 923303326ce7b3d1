"""A store with a few short essays on which three annotators differ, without any server."""

from __future__ import annotations

from pathlib import Path

from annotate.adjudication import Method
from annotate.workflow.adjudicating import deciding, undoing
from annotate.workflow.project import Project, init, open_project
from schema import Annotation, Annotator, Span, SpanRelation, Unit
from tests.corpus.build import imported

TEXT = "村东的桥坏了三年😀，𠮷婆婆每天绕路；乡里应当在秋天之前把桥修好，把账目贴出来。"
LENGTH = len(TEXT)
PEOPLE = ("chen", "lin", "zhao")


def work(article: str, name: str, number: int) -> Annotation:
    """What somebody says on an essay: two components with a relation, of which one of them sees less, or otherwise."""
    differs = PEOPLE.index(name) == number % len(PEOPLE)
    first = ("p", "claim" if differs and number % 2 else "problem", 0, 20 - differs)
    spans = [first] if differs and number % 4 == 1 else [first, ("m", "measure", 21, LENGTH - differs)]
    unit = Unit(article=article, version=1, kind="paragraph", start=0, end=LENGTH)
    return Annotation(
        id=Annotation.id_of(unit, name, "made"),
        annotator=name,
        unit=unit,
        origin="made",
        status="submitted",
        spans=tuple(
            Span(id=id_, types=(kind,), start=start, end=end, text=TEXT[start:end]) for id_, kind, start, end in spans
        ),
        relations=(SpanRelation(id="r", types=("addresses",), source="m", target="p"),) if spans[1:] else (),
    )


def project(folder: Path, count: int) -> Project:
    """A project with so many essays, worked on by everybody, with no decision."""
    init(folder, name="essays")
    made = open_project(folder)
    with made.store() as store:
        for name in PEOPLE:
            store.add_annotator(Annotator(name=name))
        for _ in store.add_all(imported(number, [TEXT]) for number in range(count)):
            pass
        ids = sorted(id_ for id_, _ in store.titles())
        store.save_annotations(work(id_, name, number) for number, id_ in enumerate(ids) for name in PEOPLE)
    return made


def disputed(made: Project) -> None:
    """Have a rule decide, curators answer, one of them take an answer back, and an annotator change a range."""
    deciding.auto(made, Method(presence=0.7))
    with made.store() as store:
        decisions = list(store.decisions())
        articles = sorted({one.article for one in decisions})
        late = work(articles[-1], "chen", len(articles) - 1)
    groups = [one.group for one in decisions if one.kind == "component" and one.article in (articles[0], articles[-1])]
    for group in groups:
        deciding.answer(made, group, "accepted", who="王")
    taken = deciding.answer(made, groups[0], "rejected", who="李")
    moved = late.spans[0].model_copy(update={"end": 17})
    with made.store() as store:
        store.save_annotations([late.model_copy(update={"spans": (moved, *late.spans[1:])})])
    undoing.undo(made, taken.decision.number or 0, who="李")
