"""A small corpus in which everything happens that an export has to cope with."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from annotate import exporters
from annotate.alignment import select
from annotate.exporters import Dataset, Exported, Options, Part, labels_of, labels_of_gold
from annotate.scheme import load
from schema import (
    Annotation,
    Article,
    ArticleText,
    Gold,
    GoldComponent,
    GoldRelation,
    Heading,
    Paragraph,
    Scheme,
    Span,
    SpanRelation,
    Unit,
    WrittenGold,
    as_json,
)

SCHEME = load("policy")

# 0 村庄的灯𠮷 | 6 路灯坏了😀没有人修。 | 17 应当按月巡查\u2028并公示。
TITLE, BROKEN, MEND = "村庄的灯𠮷", "路灯坏了😀没有人修。", "应当按月巡查\u2028并公示。"
TEXT = f"{TITLE}\n{BROKEN}\n{MEND}"
ARTICLE = Article(
    id="d0-1",
    document="d0",
    ordinal=1,
    title=TITLE,
    authors=("林𠮷", "陈"),
    source="村报",
    texts=(
        ArticleText(article="d0-1", version=1, text=BROKEN, paragraphs=(Paragraph(id="p", start=0, end=10, block=0),)),
        ArticleText(
            article="d0-1",
            version=2,
            text=TEXT,
            headings=(Heading(id="h", level=0, start=0, end=5, block=0),),
            paragraphs=(
                Paragraph(id="p", start=6, end=16, block=1),
                Paragraph(id="q", role="abstract", start=17, end=28, block=2),
            ),
        ),
    ),
)
EMPTY = Article(id="d1-1", document="d1", ordinal=1, title="", texts=(ArticleText(article="d1-1", version=1, text=""),))


def unit(kind: str, start: int, end: int, version: int = 2, article: str = "d0-1") -> Unit:
    return Unit.model_validate({"article": article, "version": version, "kind": kind, "start": start, "end": end})


WHOLE = unit("article", 0, 28)
FIRST = unit("paragraph", 6, 16)


def span(region: str, types: str, start: int, end: int, **attributes: str) -> Span:
    return Span(
        id=region, types=tuple(types.split()), start=start, end=end, text=TEXT[start:end], attributes=attributes
    )


def relation(name: str, types: str, source: str, target: str) -> SpanRelation:
    return SpanRelation(id=name, types=tuple(types.split()), source=source, target=target)


def annotation(
    place: Unit,
    annotator: str,
    spans: Sequence[Span] = (),
    relations: Sequence[SpanRelation] = (),
    number: int = 1,
    **changes: object,
) -> Annotation:
    found = Annotation(
        id=f"{place.kind}-{annotator}-{number}",
        annotator=annotator,
        unit=place,
        origin=f"server/{number}",
        status="submitted",
        spans=tuple(spans),
        relations=tuple(relations),
        raw={"kept": "out of exports"},
    )
    return found.model_copy(update=changes)


PROBLEM = span("1", "problem", 6, 11, problem_type="status")
MEASURE = span("2", "measure", 17, 27, specificity="direction", instrument="service", actor="村委会")
ANNOTATIONS = (
    annotation(WHOLE, "lin", [PROBLEM, MEASURE], [relation("r", "addresses", "2", "1")]),
    annotation(WHOLE, "陈"),
    annotation(FIRST, "lin", [span("1", "claim", 6, 16)], updated=datetime(2026, 1, 1, tzinfo=UTC)),
    annotation(
        FIRST,
        "lin",
        [PROBLEM.model_copy(update={"preloaded": True})],
        number=2,
        updated=datetime(2026, 1, 2, tzinfo=UTC),
    ),
    annotation(
        FIRST,
        "陈",
        [
            span("a", "idea", 6, 8, colour="red"),
            span("b", "", 6, 8),
            span("c", "claim problem", 6, 8),
            span("d", "claim", 5, 8),
            span("e", "claim", 9, 9),
            span("a", "claim", 9, 12),
            span("f", "claim", 10, 16, centrality="main"),
        ],
        [
            relation("1", "", "a", "f"),
            relation("2", "supports attacks", "a", "f"),
            relation("3", "supports", "a", "b"),
            relation("4", "supports", "a", "f").model_copy(update={"direction": "bi"}),
            relation("5", "likes", "f", "a"),
        ],
    ),
    annotation(
        unit("paragraph", 0, 10, version=1),
        "lin",
        [Span(id="1", types=("problem",), start=4, end=10, text="")],
        number=3,
    ),
    annotation(unit("title", 0, 5), "lin", status="skipped"),
    annotation(unit("title", 0, 5), "陈", status="draft"),
    annotation(unit("title", 0, 5), "zhao", deleted=True),
    annotation(unit("paragraph", 17, 28), "zhao", not_annotatable=True),
    annotation(unit("paragraph", 17, 29), "zhao"),
    annotation(unit("article", 0, 9, article="d9-1"), "zhao"),
)
GOLDS = (
    Gold(
        article="d0-1",
        version=2,
        components=(
            GoldComponent(id="g1", type="problem", start=6, end=11, attributes={"problem_type": "status"}),
            GoldComponent(id="g2", type="measure", start=17, end=28),
            GoldComponent(id="g3", type="claim", start=20, end=40),
        ),
        relations=(GoldRelation(id="g4", type="addresses", source="g2", target="g1"),),
        basis={"g1": "agreed", "g2": "automatic", "g3": "single", "g4": "arbitrated"},
    ),
    Gold(article="d1-1", version=1),
    Gold(article="d0-1", version=3),
)


def written(gold: Gold) -> WrittenGold:
    """Gold as a release keeps it."""
    return cast(WrittenGold, json.loads(as_json(gold)))


def parts(articles: Iterable[Article], annotations: Iterable[Annotation], golds: Iterable[Gold]) -> Iterator[Part]:
    """The articles with what fits onto them, as the store's dataset would give them."""
    works = [labels_of(found) for by in select(annotations).units.values() for found in by.values()]
    by_text = {(gold.article, gold.version): gold for gold in golds}
    for article in articles:
        texts = {text.version: text for text in article.texts}
        gold = next((by_text[article.id, version] for version in texts if (article.id, version) in by_text), None)
        text = texts[gold.version] if gold else article.current
        mine = (work for work in works if work.unit.article == article.id and work.unit.version in texts)
        fitting = tuple(work for work in mine if work.unit.end <= len(texts[work.unit.version].text))
        adjudicated = labels_of_gold(written(gold), len(text.text)) if gold and text.text else None
        yield Part(article, text, fitting, adjudicated)


def export(
    folder: Path,
    name: str = "village",
    scheme: Scheme = SCHEME,
    articles: Iterable[Article] = (ARTICLE, EMPTY),
    annotations: Iterable[Annotation] = ANNOTATIONS,
    golds: Iterable[Gold] = GOLDS,
    **options: object,
) -> Exported:
    """Export the corpus, or what is given instead of parts of it."""
    dataset = Dataset(
        name, scheme, lambda left_out: parts(articles, annotations, golds), Options.model_validate(options)
    )
    return exporters.export(dataset, "jsonl", folder)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, hidden ones included."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def lines(path: Path) -> Iterator[str]:
    """The lines of a file, as a reader that knows line feeds only sees them."""
    return iter(path.read_text(encoding="utf-8").split("\n")[:-1])
