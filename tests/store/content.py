"""What the kept stores of past revisions hold: written for this project, small, with characters beyond the first plane.

`python -m tests.store.content` makes the store of the newest revision anew; those of earlier ones are never touched.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from annotate.store import Store, create_store, status
from schema import (
    Annotation,
    Annotator,
    Article,
    ArticleText,
    Block,
    Decision,
    Document,
    Evidence,
    GoldComponent,
    GoldRelation,
    Heading,
    Imported,
    Paragraph,
    Piece,
    Project,
    SourceView,
    Span,
    SpanRelation,
    Task,
    Unit,
)

STORES = Path(__file__).parent.parent / "stores"

VIEW = "# 𠮷村的路\n\n村口的路坏了😀，\n应当尽快修。\n\n来源：本项目\n"
TEXT = "𠮷村的路\n村口的路坏了😀，应当尽快修。"
ARTICLE = "0a1b2c3d-1"
MORNING = datetime(2026, 1, 6, 8, 30, 15, 123456, tzinfo=UTC)

IMPORTED = Imported(
    document=Document(
        id="0a1b2c3d",
        source="road.md",
        sha256="5e" * 32,
        view=SourceView(text=VIEW, extractor="text", extractor_version="1", encoding="utf-8"),
        blocks=(
            Block(kind="markup", article=1, text="#", pieces=(Piece(start=0, end=1),)),
            Block(kind="title", article=1, text="𠮷村的路", pieces=(Piece(start=2, end=6),)),
            Block(
                kind="paragraph",
                article=1,
                text="村口的路坏了😀，应当尽快修。",
                pieces=(Piece(start=8, end=16), Piece(start=17, end=23)),
            ),
            Block(kind="boilerplate", article=0, text="来源：本项目", pieces=(Piece(start=25, end=31),)),
        ),
    ),
    articles=(
        Article(
            id=ARTICLE,
            document="0a1b2c3d",
            ordinal=1,
            title="𠮷村的路",
            authors=("林", "Zhao"),
            date="2026-01-06",
            texts=(
                ArticleText(
                    article=ARTICLE,
                    version=1,
                    text=TEXT,
                    headings=(Heading(id="h1", level=0, start=0, end=4, block=1),),
                    paragraphs=(Paragraph(id="p1", start=5, end=19, block=2),),
                ),
            ),
        ),
    ),
)

TITLE = Unit(article=ARTICLE, version=1, kind="title", start=0, end=4)
PARAGRAPH = Unit(article=ARTICLE, version=1, kind="paragraph", start=5, end=19)

ANNOTATORS = (
    Annotator(name="lin", account="lin@example.org", remote=2),
    Annotator(name="赵"),
)
PROJECT = Project(
    id=Project.id_of("local", 7),
    server="local",
    remote=7,
    name="Roads – lin",
    annotator="lin",
    granularity="paragraph",
    scheme="policy",
)
TASKS = (
    Task(project=PROJECT.id, unit=TITLE, remote=70),
    Task(project=PROJECT.id, unit=PARAGRAPH, remote=71),
)


def annotation(annotator: str = "lin", origin: str = "local/7/71/1", **fields: object) -> Annotation:
    """An annotation of the paragraph; some of its spans break rules."""
    return Annotation.model_validate(
        {
            "id": Annotation.id_of(PARAGRAPH, annotator, origin),
            "annotator": annotator,
            "unit": PARAGRAPH,
            "origin": origin,
            "status": "submitted",
            "spans": (
                Span(
                    id="a",
                    types=("problem",),
                    start=5,
                    end=12,
                    text="村口的路坏了😀",
                    attributes={"problem_type": "status"},
                ),
                Span(id="b", types=("measure", "claim"), start=13, end=19, text="应当尽快修。", preloaded=True),
                Span(id="b", start=90, end=4, text="\ud842 half a pair"),
            ),
            "relations": (SpanRelation(id="r0", types=("addresses",), source="b", target="a", direction="left"),),
            "note": "不确定😀",
            "lead_time": 12.5,
            "updated": MORNING,
            "completed_by": "lin@example.org",
            "raw": {"result": [{"id": "a", "value": {"text": "村口", "n": 2**70}}, None, 0.1]},
            **fields,
        }
    )


REVISED = annotation().model_copy(update={"revision": 2, "note": None, "unreadable": ("no labels",)})
SKIPPED = annotation("赵", "file", status="skipped", spans=(), relations=(), raw=None, updated=None)
DECISIONS = (
    Decision(
        group="g1",
        article=ARTICLE,
        version=1,
        kind="component",
        outcome="accepted",
        result=GoldComponent(id="g1", type="problem", start=5, end=12, attributes={"problem_type": "status"}),
        who="majority 1",
        when=MORNING,
        why="1 of 1",
        evidence=(Evidence(annotation=REVISED.id, revision=2, item="a"),),
    ),
    Decision(
        group="g2",
        article=ARTICLE,
        version=1,
        kind="relation",
        outcome="accepted",
        result=GoldRelation(id="g2", type="addresses", source="g3", target="g1"),
        who="林",
        when=MORNING,
        why="应对",
    ),
    Decision(
        group="g2", article=ARTICLE, version=1, kind="relation", outcome="open", who="赵", when=MORNING, why="再议"
    ),
)


def fill(store: Store) -> None:
    """Put everything in."""
    store.add(IMPORTED)
    fill_work(store)
    store.save_annotations([annotation(), SKIPPED])
    store.save_annotations([REVISED])
    store.append(DECISIONS)


def fill_work(store: Store) -> None:
    """Put in who annotates what."""
    for annotator in ANNOTATORS:
        store.add_annotator(annotator)
    store.add_project(PROJECT)
    store.add_tasks(TASKS)
    store.set_watermark(PROJECT.id, MORNING)


def check(store: Store) -> None:
    """Assert that everything is in, as it was put in."""
    assert list(store.documents()) == [IMPORTED.document]
    assert list(store.articles()) == list(IMPORTED.articles)
    assert store.annotators() == list(ANNOTATORS)
    assert store.projects() == [PROJECT]
    assert store.tasks(PROJECT.id) == list(TASKS)
    assert store.units() == [TITLE, PARAGRAPH]
    assert list(store.annotations()) == [REVISED, SKIPPED]
    assert list(store.annotations(latest=False)) == [annotation(), REVISED, SKIPPED]
    assert store.watermark(PROJECT.id) == MORNING
    assert list(store.decisions()) == list(DECISIONS)


def regenerate() -> Path:
    """Make the kept store of the newest revision anew."""
    STORES.mkdir(exist_ok=True)
    new = STORES / "new.db"
    url = f"sqlite:///{new}"
    with create_store(url) as store:
        fill(store)
    return new.replace(STORES / f"{status(url).revision}.db")


if __name__ == "__main__":
    print(regenerate())
