"""Stores filled with made-up work, by the functions that fill them in earnest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import groupby, islice
from pathlib import Path

from annotate.formats import label_studio
from annotate.scheme import load
from annotate.workflow.project import init, open_project
from schema import Annotation, Annotator, ArticleText, Imported, Span, SpanRelation, Unit
from tests.agreement.generated import Paragraph, Work, paragraphs
from tests.corpus.build import imported

POLICY = load("policy")
WORDS = "县里应当在今年之内给石桥加一条坡，𠮷婆婆坐着轮椅过不去😀；末班车六点半就开走，晚自习八点才散。"
TYPES = {"support": "supports", "attack": "attacks", "addresses": "addresses"}
VALUES = {
    "claim": ("claim_type", {"for": "fact", "against": "value", "neutral": "policy"}),
    "problem": ("problem_type", {"for": "status", "against": "cause", "neutral": "risk"}),
    "measure": ("specificity", {"for": "principle", "against": "direction", "neutral": "concrete"}),
}
"""The attribute that stands for a stance, by label."""

BEGUN = datetime(2026, 1, 6, tzinfo=UTC)

_TOGETHER = 500
"""Articles that are stored at a time."""


def fill(folder: Path, number: int, spans: float) -> int:
    """Make a project whose store holds work on so many paragraphs, with what came raw; return how many annotations."""
    init(folder, name="filled")
    essays = enumerate(list(of) for _, of in groupby(paragraphs(number, spans=spans), key=lambda one: one["doc"]))
    kept = task = 0
    with open_project(folder).store() as store:
        while some := list(islice(essays, _TOGETHER)):
            made = [_imported(*one) for one in some]
            for _ in store.add_all(made):
                pass
            work: list[Annotation] = []
            for one, (_, essay) in zip(made, some, strict=True):
                work += _annotations(one.articles[0].current, essay, task)
                task += len(essay)
            for name in sorted({done.annotator for done in work}):
                store.add_annotator(Annotator(name=name))
            kept += store.save_annotations(work).new
    return kept


def _imported(number: int, essay: Sequence[Paragraph]) -> Imported:
    """Return an essay of paragraphs of these lengths."""
    texts = [(WORDS * (one["length"] // len(WORDS) + 2))[at : at + one["length"]] for at, one in enumerate(essay)]
    return imported(number, texts, title=essay[0]["doc"])


def _annotations(text: ArticleText, essay: Sequence[Paragraph], task: int) -> Iterator[Annotation]:
    for number, (part, paragraph) in enumerate(zip(text.paragraphs, essay, strict=True), start=task):
        unit = Unit(article=text.article, version=1, kind="paragraph", start=part.start, end=part.end)
        for place, (name, work) in enumerate(paragraph["annotations"].items(), start=1):
            if work is not None:
                made = _annotation(unit, text.text, name, f"local/{place}/{number}/{number}", work)
                done = {"updated": BEGUN + timedelta(seconds=number), "completed_by": f"{name}@example.org"}
                raw = {"id": number, "result": label_studio.write(made, part.of(text.text), POLICY)}
                yield made.model_copy(update={**done, "raw": raw})


def _annotation(unit: Unit, text: str, name: str, origin: str, work: Work) -> Annotation:
    spans = []
    for at, (first, last, label, given) in enumerate(work["spans"]):
        attribute, values = VALUES[label]
        start, end = unit.start + first, unit.start + last
        told = {attribute: values[given["stance"]]}
        spans.append(Span(id=f"r{at}", types=(label,), start=start, end=end, text=text[start:end], attributes=told))
    return Annotation(
        id=Annotation.id_of(unit, name, origin),
        annotator=name,
        unit=unit,
        origin=origin,
        status="submitted",
        spans=tuple(spans),
        relations=tuple(
            SpanRelation(id=f"r{one}-r{two}", types=(TYPES[type_],), source=f"r{one}", target=f"r{two}")
            for one, two, type_ in work["relations"]
        ),
    )
