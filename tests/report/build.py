"""A small project as reports see it: three annotators on two essays, of which the first holds mark-up, and gold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from annotate.settings import NOTHING
from annotate.workflow.importing import documents
from annotate.workflow.project import Project, init, open_project
from schema import (
    Annotation,
    Annotator,
    Article,
    Decision,
    GoldComponent,
    GoldRelation,
    Span,
    SpanRelation,
    Unit,
    cut,
)

BRIDGE = """# 让村口的桥也能走轮椅

村口的石桥只有台阶，𠮷婆婆坐着轮椅过不去😀，买药要绕四里路。

有人在桥头写下 </script> <script>document.title = "坏" 的字样，谁也看不懂。

县里应当在今年之内给石桥加一条缓坡。
"""
BUS = """# 末班车应当等一等晚自习

镇上的末班车六点半就开走，晚自习八点才散。

车队应当加开一班，费用由县里补。
"""
STEPS, CLIMB, DETOUR = "村口的石桥只有台阶", "𠮷婆婆坐着轮椅过不去😀", "买药要绕四里路"
RAMP, EARLY, LATER = "县里应当在今年之内给石桥加一条缓坡", "镇上的末班车六点半就开走", "车队应当加开一班"
NAMES = ("chenxi", "linyao", "zhaoke")
NOTE = "问过陈老师"

Marks = Mapping[str, str]
"""Type by words."""
WORK: Mapping[str, tuple[Marks, tuple[tuple[str, str, str], ...]]] = {
    "chenxi": (
        {STEPS: "problem", CLIMB: "problem", DETOUR: "problem", RAMP: "measure", EARLY: "problem", LATER: "measure"},
        ((STEPS, "causes", CLIMB), (RAMP, "addresses", STEPS), (RAMP, "addresses", CLIMB), (LATER, "addresses", EARLY)),
    ),
    "linyao": (
        {f"{STEPS}，": "problem", CLIMB: "claim", RAMP: "measure", EARLY: "problem", LATER: "measure"},
        ((CLIMB, "supports", RAMP), (LATER, "addresses", EARLY)),
    ),
    "zhaoke": ({CLIMB: "problem", RAMP: "measure", LATER: "measure"}, ((RAMP, "addresses", CLIMB),)),
}
VALUES = {"problem": {"problem_type": "status"}, "measure": {"specificity": "concrete", "instrument": "other"}}


def build(folder: Path, essays: Mapping[str, str] | None = None) -> Project:
    """Make the project; gold is what chenxi said."""
    init(folder, name="bridges", unit="article", environment=NOTHING)
    project = open_project(folder, NOTHING)
    sources = folder / "essays"
    sources.mkdir()
    for name, text in (essays or {"bridge": BRIDGE, "bus": BUS}).items():
        (sources / f"{name}.md").write_text(text, encoding="utf-8")
    documents.import_files(project, [sources])
    with project.store() as store:
        for name in NAMES:
            store.add_annotator(Annotator(name=name))
        for number, article in enumerate(list(store.articles())):
            store.save_annotations(annotation(name, article, number) for name in NAMES)
            store.append(decisions(annotation("chenxi", article, number)))
    return project


def annotation(name: str, article: Article, number: int) -> Annotation:
    marks, drawn = WORK[name]
    (unit,) = cut(article.current, "article")
    text = article.current.text
    spans = {words: span(words, type_, text) for words, type_ in marks.items() if words in text}
    relations = tuple(
        SpanRelation(id=f"r{at}", types=(type_,), source=spans[source].id, target=spans[target].id)
        for at, (source, type_, target) in enumerate(drawn)
        if source in spans and target in spans
    )
    return Annotation(
        id=f"{name}/{unit.key}",
        annotator=name,
        unit=unit,
        origin="label-studio/1",
        status="submitted",
        spans=tuple(spans.values()),
        relations=relations,
        note=NOTE,
        updated=datetime(2026, 3, 1, tzinfo=UTC) + timedelta(hours=number),
    )


def span(words: str, type_: str, text: str) -> Span:
    start = text.index(words)
    attributes = VALUES.get(type_, {})
    return Span(id=words, types=(type_,), start=start, end=start + len(words), text=words, attributes=attributes)


def decisions(said: Annotation) -> Iterator[Decision]:
    """Accept everything that was said."""
    for one in said.spans:
        type_ = one.types[0]
        ends = {"start": one.start, "end": one.end}
        yield decision(
            said.unit, GoldComponent(id=f"c{said.unit.article}{one.id}", type=type_, attributes=one.attributes, **ends)
        )
    for link in said.relations:
        ids = {"source": f"c{said.unit.article}{link.source}", "target": f"c{said.unit.article}{link.target}"}
        yield decision(said.unit, GoldRelation(id=f"r{said.unit.article}{link.id}", type=link.types[0], **ids))


def decision(unit: Unit, result: GoldComponent | GoldRelation) -> Decision:
    return Decision(
        group=result.id,
        article=unit.article,
        version=unit.version,
        kind=result.kind,
        outcome="accepted",
        result=result,
        by="curator",
        who="林",
        when=datetime(2026, 3, 9, tzinfo=UTC),
        why="",
    )
