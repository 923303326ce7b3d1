"""A project with essays, annotations and decisions, without a server."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from annotate.exporters import Exported, Options
from annotate.workflow.exporting import writing
from annotate.workflow.exporting.requests import Request, SplitRequest
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

MORNING = datetime(2026, 3, 1, 8, tzinfo=UTC)

PLACES = ("桥", "路", "井", "灯", "渡口", "粮仓", "学堂", "水渠", "茶山", "码头", "集市", "戏台")


def essay(place: str) -> str:
    """An essay with a title and two paragraphs, with characters beyond the first plane; no two are alike."""
    names = [
        "".join(chr(0x4E00 + (ord(place[-1]) * 613 + at * 389) % 20000) for at in range(n, n + 50)) for n in (0, 50)
    ]
    return (
        f"{place}边的𠮷家\n\n"
        f"村东的{place}坏了三年，𠮷婆婆每天都要绕行很远的一段路😀，沿途是{names[0]}。\n\n"
        f"乡里应当在今年秋天之前把{place}修好，捐款的各家是{names[1]}。\n"
    )


def project(folder: Path, places: Sequence[str] = PLACES[:3]) -> Project:
    """A project with an essay for each place and three annotators."""
    init(folder)
    made = open_project(folder)
    add(made, places)
    with made.store() as store:
        for name in ("lin", "陈", "zhao"):
            store.add_annotator(Annotator(name=name))
    return made


def add(made: Project, places: Sequence[str]) -> list[Path]:
    """Import an essay for each place."""
    paths = []
    for place in places:
        path = made.folder.parent / f"{place}.txt"
        path.write_text(essay(place), encoding="utf-8")
        paths.append(path)
    documents.import_files(made, paths)
    return paths


def articles(made: Project) -> list[Article]:
    with made.store() as store:
        return list(store.articles())


def work(
    article: Article, annotator: str, day: int = 0, number: int = 1, kind: str = "problem", **changes: object
) -> Annotation:
    """Somebody's work on an article as a whole: a problem, and a measure that addresses it."""
    (unit,) = cut(article.current, "article")
    text = article.current.text
    first, second = text.index("坏了"), text.index("乡里应当")
    found = Annotation(
        id=Annotation.id_of(unit, annotator, f"server/{number}"),
        annotator=annotator,
        unit=unit,
        origin=f"server/{number}",
        status="submitted",
        updated=MORNING + timedelta(days=day),
        spans=(
            Span(
                id="p",
                types=(kind,),
                start=first,
                end=first + 4,
                text=text[first : first + 4],
                attributes={"problem_type": "status"} if kind == "problem" else {},
            ),
            Span(
                id="m",
                types=("measure",),
                start=second,
                end=second + 4,
                text=text[second : second + 4],
                attributes={"specificity": "concrete", "instrument": "service"},
            ),
        ),
        relations=(SpanRelation(id="r", types=("addresses",), source="m", target="p"),),
        raw={"completed_by": annotator},
    )
    return found.model_copy(update=changes)


def save(made: Project, *annotations: Annotation) -> None:
    with made.store() as store:
        store.save_annotations(annotations)


def decide(made: Project, *decisions: Decision) -> None:
    with made.store() as store:
        store.append(decisions)


def decision(article: Article, item: str, outcome: str = "accepted", day: int = 0, **changes: object) -> Decision:
    """A curator's decision on the problem `p`, the measure `m` or the relation `r` of an article."""
    text = article.current.text
    ids = {name: f"{article.id}-{name}" for name in "pmr"}
    start = text.index("坏了") if item == "p" else text.index("乡里应当")
    result: GoldComponent | GoldRelation
    if item == "r":
        result = GoldRelation(id=ids["r"], type="addresses", source=ids["m"], target=ids["p"])
    else:
        types = {"p": "problem", "m": "measure"}
        result = GoldComponent(id=ids[item], type=types[item], start=start, end=start + 4)
    values = {
        "group": ids[item],
        "article": article.id,
        "version": article.current.version,
        "kind": result.kind,
        "outcome": outcome,
        "result": result if outcome == "accepted" else None,
        "by": "curator",
        "who": "Fang",
        "when": MORNING + timedelta(days=day),
        "why": f"about {item}",
        **changes,
    }
    return Decision.model_validate(values)


def labelled(folder: Path, places: Sequence[str] = PLACES[:3]) -> Project:
    """A project with the work of two annotators on each article, and gold of it."""
    made = project(folder, places)
    every = articles(made)
    save(made, *(work(article, name) for article in every for name in ("lin", "陈")))
    decide(made, *(decision(article, item) for article in every for item in "pmr"))
    return made


def export(
    made: Project,
    name: str = "one",
    kind: str = "jsonl",
    selection: str | None = None,
    splits: SplitRequest | None = None,
    frozen: str | None = None,
    **options: object,
) -> Exported:
    request = Request(
        options=Options.model_validate(options), splits=splits, frozen=frozen, agreement=False, licence="CC-BY-4.0"
    )
    return writing.export(made, kind, name, request, selection=selection, who="Fang")


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, by its path in it."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def whole(article: Article) -> Unit:
    (unit,) = cut(article.current, "article")
    return unit
