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
    ArticleSelection,
    ArticleText,
    Assignment,
    Block,
    Correct,
    Criteria,
    Decision,
    Design,
    Document,
    Doubt,
    Evidence,
    ExportedArticle,
    ExportedWork,
    ExportRelease,
    Fact,
    Filled,
    Gold,
    GoldComponent,
    GoldRelation,
    Heading,
    Imported,
    Paragraph,
    Piece,
    Pin,
    Place,
    Project,
    Reading,
    Release,
    Renamed,
    Rule,
    Scheme,
    Settle,
    SourceView,
    Span,
    SpanRelation,
    Task,
    Undo,
    Unit,
    scheme_id,
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

BRIDGE_VIEW = "𠮷桥\n桥面又旧又窄，要休。\n第1页"
BRIDGE = "1b2c3d4e"
DOUBT = Doubt(reason="没有句号的短行", alternative="a heading", remedy="heading")

SCANNED = Imported(
    document=Document(
        id=BRIDGE,
        source="bridge.pdf",
        sha256="6f" * 32,
        view=SourceView(
            text=BRIDGE_VIEW,
            extractor="pdf",
            extractor_version="2",
            places=(
                Place(start=0, end=2, page=1, box=(72.0, 70.5, 120.25, 90.0)),
                Place(start=3, end=13, page=1, box=(72.0, 100.0, 300.0, 120.0)),
            ),
        ),
        blocks=(
            Block(kind="title", article=1, text="𠮷桥", pieces=(Piece(start=0, end=2),), doubt=DOUBT),
            Block(kind="paragraph", article=1, text="桥面又旧又窄，要休。", pieces=(Piece(start=3, end=13),)),
            Block(kind="boilerplate", article=0, text="第1页", pieces=(Piece(start=14, end=17),)),
        ),
    ),
    articles=(
        Article(
            id=f"{BRIDGE}-1",
            document=BRIDGE,
            ordinal=1,
            title="𠮷桥",
            language="zh-Hans",
            texts=(
                ArticleText(
                    article=f"{BRIDGE}-1",
                    version=1,
                    text="𠮷桥\n桥面又旧又窄，要休。",
                    headings=(Heading(id="h1", level=0, start=0, end=2, block=0),),
                    paragraphs=(Paragraph(id="p1", start=3, end=13, block=1),),
                ),
            ),
        ),
    ),
)
READING = Reading(
    document=BRIDGE,
    number=2,
    who="林",
    when=MORNING,
    why="错字",
    edits=(
        Settle(block=0),
        Correct(block=3, text="桥面又旧又窄，要修😀。"),
        Fact(article=1, name="authors", values=("赵",)),
    ),
)
"""What a person corrected in the scan; `CORRECTED` is what came of it."""
CORRECTED = Imported(
    document=SCANNED.document.model_copy(
        update={
            "reading": 2,
            "blocks": (
                SCANNED.document.blocks[0].model_copy(update={"doubt": None}),
                Block(
                    kind="paragraph",
                    article=1,
                    text="桥面又旧又窄，要修😀。",
                    pieces=(
                        Piece(start=3, end=11),
                        Piece(start=11, end=12, text="修😀"),
                        Piece(start=12, end=13),
                    ),
                ),
                SCANNED.document.blocks[2],
            ),
        }
    ),
    articles=(
        SCANNED.articles[0].model_copy(
            update={
                "authors": ("赵",),
                "texts": (
                    SCANNED.articles[0].current,
                    ArticleText(
                        article=f"{BRIDGE}-1",
                        version=2,
                        reading=2,
                        text="𠮷桥\n桥面又旧又窄，要修😀。",
                        headings=(Heading(id="h1", level=0, start=0, end=2, block=0),),
                        paragraphs=(Paragraph(id="p2", start=3, end=14, block=1),),
                    ),
                ),
            }
        ),
    ),
)

SELECTION = ArticleSelection(
    name="先导",
    made=MORNING,
    criteria=Criteria(sources=("𠮷桥",), sample=2, seed=7, stratify="year"),
    articles=(f"{BRIDGE}-1", ARTICLE),
)

TITLE = Unit(article=ARTICLE, version=1, kind="title", start=0, end=4)
PARAGRAPH = Unit(article=ARTICLE, version=1, kind="paragraph", start=5, end=19)

ANNOTATORS = (
    Annotator(name="lin", account="lin@example.org", remote=2),
    Annotator(name="赵"),
)
CURATOR = Annotator(name="周😀", account="zhou@example.org", remote=9, role="curator")
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


def scheme(component: str) -> Scheme:
    """A scheme with one component, and a rule that is less severe than usual."""
    label = {"en": f"{component} of the road", "zh": f"𠮷{component}"}
    made = {"id": component, "label": label, "guideline": label, "color": "#336699"}
    return Scheme.model_validate(
        {"name": "policy", "version": "1", "title": label, "components": [made], "severities": {"cycle": "warning"}}
    )


OLD_SCHEME, SCHEME = scheme("problem"), scheme("issue")
OPERATIONS = (Renamed(what="problem", to="issue"), Filled(what="issue.scope", value="村😀"))


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
        number=1,
        by="rule",
        who="majority 1",
        rule=Rule(
            name="majority",
            version=1,
            parameters={"boundaries": "vote", "presence": 0.5, "type": 0.5, "fewest": 2},
        ),
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
        number=2,
        by="curator",
        who="林",
        when=MORNING,
        why="应对",
    ),
    Decision(
        number=3,
        group="g2",
        article=ARTICLE,
        version=1,
        kind="relation",
        outcome="open",
        by="curator",
        who="赵",
        when=MORNING,
        why="再议",
    ),
)
MERGED = Decision(
    number=4,
    group="g1",
    article=ARTICLE,
    version=1,
    kind="component",
    outcome="rejected",
    into="g4",
    by="rule",
    who="dawid-skene 1",
    rule=Rule(name="dawid-skene", version=1, parameters={"boundaries": "best", "presence": 0.75, "fewest": 2}),
    confidence=0.875,
    when=MORNING,
    why="并入😀",
    evidence=(
        Evidence(annotation=REVISED.id, revision=2, item="a", said="0123456789abcdef"),
        Evidence(annotation=SKIPPED.id, revision=1, item=None),
    ),
)
TAKEN_BACK = MERGED.model_copy(update={"number": 5, "undone": Undo(decision=5, who="林", when=MORNING, why="读错了😀")})

DESIGN = Design(
    number=1,
    made=MORNING,
    who="林",
    seed=7,
    per_article=1,
    annotators=("lin", "赵"),
    articles=(ARTICLE,),
    pins=(Pin(annotator="lin", article=ARTICLE),),
    shuffled=True,
)
ASSIGNMENTS = (
    Assignment(annotator="lin", article=ARTICLE, phase="main", position=0, design=1, since=MORNING),
    Assignment(annotator="赵", article=ARTICLE, phase="calibration", position=3, design=1, since=MORNING),
)
RELEASE = Release(
    name="一",
    made=MORNING,
    who="林",
    why="连线😀",
    scheme=scheme_id(SCHEME),
    golds=(
        Gold(
            article=ARTICLE,
            version=1,
            components=(GoldComponent(id="g1", type="issue", start=5, end=12, attributes={"scope": "村😀"}),),
            relations=(GoldRelation(id="g2", type="addresses", source="g3", target="g1"),),
            open=1,
        ),
    ),
)

EXPORTED = ExportedArticle(
    article=ARTICLE,
    version=1,
    title="𠮷村",
    authors=("林",),
    source="村报",
    date=None,
    language="zh-Hans",
    gold=Gold(
        article=ARTICLE,
        version=1,
        components=(GoldComponent(id="g1", type="problem", start=5, end=12, attributes={"problem_type": "status"}),),
        basis={"g1": "single"},
    ),
)
EXPORTED_WORKS = (
    ExportedWork(annotation=REVISED.id, revision=2, left_out=None),
    ExportedWork(annotation=SKIPPED.id, revision=1, left_out="skipped"),
)
EXPORT = ExportRelease(
    number=1,
    name="𠮷村",
    kind="jsonl",
    made=MORNING,
    who="林",
    program="1.2.3",
    scheme=scheme_id(SCHEME),
    arguments={"options": {"names": True}},
    statement={"licence": "CC-BY-4.0", "units": {"paragraph": 1}},
    decisions=3,
    articles=1,
    annotations=2,
    inputs="7a" * 32,
    sha256="8b" * 32,
)


STALE = RELEASE.model_copy(update={"name": "二", "stale": ("g1", "g2")})


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


def fill_readings(store: Store) -> None:
    """Put in a document that was read twice, once by a person; stores have this from r0002 on."""
    store.add(SCANNED, MORNING)
    store.revise(CORRECTED, READING)


def check_readings(store: Store) -> None:
    """Assert that both readings are in, as they were put in."""
    assert store.imported(BRIDGE) == CORRECTED
    assert store.document(BRIDGE, 1) == SCANNED.document
    first = Reading(document=BRIDGE, number=1, who="pdf 2", when=MORNING, why="imported")
    assert store.readings(BRIDGE) == [first, READING]


def fill_selections(store: Store) -> None:
    """Put in a selection; stores have this from r0003 on."""
    store.add_selection(SELECTION)


def check_selections(store: Store) -> None:
    """Assert that the selection is in, as it was put in."""
    assert store.selections() == [SELECTION]


def fill_schemes(store: Store) -> None:
    """Put in two versions of a scheme and the migration between them; stores have this from r0004 on."""
    store.use_scheme(PROJECT.id, OLD_SCHEME, MORNING)
    begun = store.begin_migration(OLD_SCHEME, SCHEME, OPERATIONS, who="林", why="改名😀", when=MORNING)
    store.use_scheme(PROJECT.id, SCHEME, MORNING)
    store.note_migrated(begun.number, {REVISED.id: 2})
    store.finish_migration(begun.number, MORNING)


def check_schemes(store: Store) -> None:
    """Assert that both versions and the migration are in, as they were put in."""
    versions = {found.id: found.scheme for found in store.scheme_versions()}
    assert versions == {scheme_id(OLD_SCHEME): OLD_SCHEME, scheme_id(SCHEME): SCHEME}
    assert [(use.project, use.scheme, use.since) for use in store.scheme_uses()] == [
        (PROJECT.id, scheme_id(OLD_SCHEME), MORNING),
        (PROJECT.id, scheme_id(SCHEME), MORNING),
    ]
    (found,) = store.migrations()
    assert (found.number, found.operations, found.who, found.why) == (1, OPERATIONS, "林", "改名😀")
    assert (found.old, found.new, found.finished) == (scheme_id(OLD_SCHEME), scheme_id(SCHEME), MORNING)
    assert store.migrated(1) == {REVISED.id: 2}


def fill_assignments(store: Store) -> None:
    """Put in a design with its assignments, one of them taken back, and frozen gold; stores have these from r0005."""
    store.assign(DESIGN, ASSIGNMENTS)
    store.end_assignments([("赵", ARTICLE)], MORNING, "没有开始😀")
    store.open_assignments(["lin", "赵"], MORNING)
    store.add_release(RELEASE, SCHEME)


def check_assignments(store: Store) -> None:
    """Assert that design, assignments and release are in, as they were put in."""
    assert store.designs() == [DESIGN]
    opened = ASSIGNMENTS[0].model_copy(update={"opened": MORNING})
    assert store.assignments() == [opened]
    ended = ASSIGNMENTS[1].model_copy(update={"ended": MORNING, "reason": "没有开始😀"})
    assert store.assignments(ended=True) == [opened, ended]
    assert [one for one in store.releases() if not one.stale] == [store.release("一")] == [RELEASE]
    assert not store.add_release(RELEASE, SCHEME), "the hash is not the one that was kept"


def fill_undone(store: Store) -> None:
    """Put in decisions that say all they can, one of them taken back; stores have these from r0006 on."""
    assert store.append([MERGED, TAKEN_BACK]) == [MERGED, TAKEN_BACK]
    assert TAKEN_BACK.undone
    store.undo(TAKEN_BACK.undone)


def check_undone(store: Store) -> None:
    """Assert that these decisions are in, as they were put in."""
    assert list(store.decisions()) == [*DECISIONS, MERGED]
    assert list(store.decisions(undone=True)) == [*DECISIONS, MERGED, TAKEN_BACK]
    assert list(store.decisions(ARTICLE, undone=True)) == [*DECISIONS, MERGED, TAKEN_BACK]


def fill_exports(store: Store) -> None:
    """Put in an export, one that was never finished, and pseudonyms; stores have these from r0007 on."""
    number = store.begin_export(EXPORT, SCHEME)
    store.add_exported(number, 0, [EXPORTED], {ARTICLE: EXPORTED_WORKS})
    store.set_splits(number, {ARTICLE: "开发"})
    store.finish_export(EXPORT)
    store.begin_export(EXPORT, SCHEME)
    assert store.add_pseudonyms(["赵", "lin"]) == {"赵": "A1", "lin": "A2"}


def check_exports(store: Store) -> None:
    """Assert that export and pseudonyms are in, as they were put in."""
    assert store.exports() == [EXPORT]
    assert list(store.exported_articles(1)) == [EXPORTED.model_copy(update={"split": "开发"})]
    assert store.exported_splits(1) == {ARTICLE: "开发"}
    assert store.exported_revisions(1) == {one.annotation: one for one in EXPORTED_WORKS}
    works = store.exported_works(1, [ARTICLE])
    assert {(found.id, found.revision, why) for found, why in works[ARTICLE]} == {
        (one.annotation, one.revision, one.left_out) for one in EXPORTED_WORKS
    }
    assert store.exported_annotators(1) == ["lin", "赵"]
    assert store.pseudonyms() == {"赵": "A1", "lin": "A2"}


def check(store: Store) -> None:
    """Assert that everything is in, as it was put in."""
    assert store.imported(IMPORTED.document.id) == IMPORTED
    assert [one for one in store.annotators() if one.role == "annotator"] == list(ANNOTATORS)
    assert store.projects() == [PROJECT]
    assert store.tasks(PROJECT.id) == list(TASKS)
    assert store.units() == [TITLE, PARAGRAPH]
    assert list(store.annotations()) == [REVISED, SKIPPED]
    assert list(store.annotations(latest=False)) == [annotation(), REVISED, SKIPPED]
    assert store.watermark(PROJECT.id) == MORNING
    assert list(store.decisions())[: len(DECISIONS)] == list(DECISIONS)


def fill_curators(store: Store) -> None:
    """Put in a curator, and gold of which something was stale when it was frozen; stores have these from r0008 on."""
    store.add_annotator(CURATOR)
    store.add_release(STALE, SCHEME)


def check_curators(store: Store) -> None:
    """Assert that these are in, as they were put in."""
    assert [one for one in store.annotators() if one.role == "curator"] == [CURATOR]
    assert store.release(STALE.name) == STALE


def regenerate() -> Path:
    """Make the kept store of the newest revision anew."""
    STORES.mkdir(exist_ok=True)
    new = STORES / "new.db"
    url = f"sqlite:///{new}"
    with create_store(url) as store:
        fill(store)
        fill_readings(store)
        fill_selections(store)
        fill_schemes(store)
        fill_assignments(store)
        fill_undone(store)
        fill_exports(store)
        fill_curators(store)
    return new.replace(STORES / f"{status(url).revision}.db")


if __name__ == "__main__":
    print(regenerate())
