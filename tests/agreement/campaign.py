"""A small campaign of three annotators on two essays, in each form that it can come in without a store."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from annotate.formats import brat, label_studio
from annotate.formats.standoff import ForeignRelation, ForeignSpan, Standoff
from annotate.scheme import load
from schema import Annotation, Span, SpanRelation, Unit

TEXTS = {
    "bridge": "让村口的桥也能走轮椅\n村口的石桥只有台阶，𠮷婆婆坐着轮椅过不去😀。\n县里应当在今年之内给石桥加一条坡。",
    "bus": "末班车应当等一等晚自习\n镇上的末班车六点半就开走，晚自习八点才散。\n车队应当加开一班，费用由县里补。",
}
POLICY = load("policy")

Marks = tuple[tuple[str, str, str], ...]
"""Id, words and label of spans."""
Links = tuple[tuple[str, str, str], ...]
"""Source, target and type of relations."""

STEPS, CLIMB = "村口的石桥只有台阶", "𠮷婆婆坐着轮椅过不去😀"
RAMP, EARLY, LATER = "县里应当在今年之内给石桥加一条坡", "镇上的末班车六点半就开走", "车队应当加开一班"
WORK: Mapping[str, Mapping[str, tuple[Marks, Links]]] = {
    "chen": {
        "bridge": (
            (("T1", STEPS, "problem"), ("T2", CLIMB, "problem"), ("T3", RAMP, "measure")),
            (("T1", "T2", "causes"), ("T3", "T2", "addresses")),
        ),
        "bus": ((("T1", EARLY, "problem"), ("T2", LATER, "measure")), (("T2", "T1", "addresses"),)),
    },
    "lin": {
        "bridge": (
            (("T1", f"{STEPS}，", "problem"), ("T2", CLIMB, "claim"), ("T3", RAMP, "measure")),
            (("T1", "T2", "supports"), ("T3", "T1", "addresses")),
        ),
        "bus": ((), ()),
    },
    "zhao": {"bridge": ((("T1", CLIMB, "problem"), ("T2", f"{RAMP}。", "measure")), (("T2", "T1", "addresses"),))},
}
"""By annotator and essay; lin saw nothing in the second, which zhao did not see."""


def span(essay: str, words: str) -> tuple[int, int]:
    at = TEXTS[essay].index(words)
    return at, at + len(words)


def unit(essay: str) -> Unit:
    return Unit(article=essay, version=1, kind="article", start=0, end=len(TEXTS[essay]))


def work() -> Iterator[Annotation]:
    """Yield the work as a store gives it."""
    for annotator, essays in WORK.items():
        for essay, (marks, links) in essays.items():
            places = [(id_, *span(essay, words), words, label) for id_, words, label in marks]
            yield Annotation(
                id=f"{annotator} {essay}",
                annotator=annotator,
                unit=unit(essay),
                origin="test",
                status="submitted",
                spans=tuple(
                    Span(id=id_, types=(label,), start=start, end=end, text=words)
                    for id_, start, end, words, label in places
                ),
                relations=tuple(
                    SpanRelation(id=f"R{number}", types=(type_,), source=source, target=target)
                    for number, (source, target, type_) in enumerate(links)
                ),
            )


def write_brat(folder: Path, below: str = "essays") -> list[Path]:
    """Write a folder for each annotator, with the files in one below it, and return them."""
    for one in work():
        essay = one.unit.article
        path = folder / one.annotator / below / f"{essay}.ann"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_suffix(".txt").write_bytes(TEXTS[essay].encode())
        spans = (
            ForeignSpan(span.id, (span.types[0].capitalize(),), ((span.start, span.end),), span.text, "")
            for span in one.spans
        )
        relations = (ForeignRelation(each.id, each.types, each.source, each.target, "") for each in one.relations)
        path.write_text(brat.write(Standoff(tuple(spans), tuple(relations))), encoding="utf-8")
    return [folder / annotator for annotator in WORK]


def exported(*annotators: str, project: int = 3, ours: bool = False) -> list[dict[str, object]]:
    """Return the tasks of an export with the work of these annotators, which are of this program or of another."""
    tasks: list[dict[str, object]] = []
    for number, (essay, text) in enumerate(TEXTS.items(), start=1):
        made = [
            {
                "id": 10 * number + place,
                "completed_by": {"id": place, "email": f"{one.annotator}@example.org"},
                "was_cancelled": False,
                "updated_at": "2026-03-01T08:00:00Z",
                "result": label_studio.write(one, text, POLICY),
            }
            for place, one in enumerate(work())
            if one.annotator in annotators and one.unit.article == essay
        ]
        data = {"text": text, "essay": essay} | ({"key": unit(essay).key} if ours else {})
        tasks.append({"id": number, "project": project, "data": data, "annotations": made})
    return tasks


def write_export(path: Path, tasks: list[dict[str, object]]) -> Path:
    path.write_text(json.dumps(tasks, ensure_ascii=False), encoding="utf-8")
    return path


def rows() -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """Return the rows of spans and of relations; of empty units one without a span."""
    spans: list[dict[str, object]] = []
    relations: list[dict[str, object]] = []
    for one in work():
        seen = {"article": one.unit.article, "annotator": one.annotator, "unit_end": one.unit.end}
        marks: list[dict[str, object]] = [
            {"id": mark.id, "start": mark.start, "end": mark.end, "label": mark.types[0]} for mark in one.spans
        ] or [dict.fromkeys(("id", "start", "end", "label"))]
        spans.extend({**seen, **mark} for mark in marks)
        for each in one.relations:
            ends: dict[str, object] = {"source": each.source, "target": each.target, "type": each.types[0]}
            relations.append({"article": one.unit.article, "annotator": one.annotator} | ends)
    return spans, relations
