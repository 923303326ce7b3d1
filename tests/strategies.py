"""Hypothesis strategies for the schema: small, valid, and fond of what breaks offsets."""

from datetime import UTC, datetime

from hypothesis import strategies as st

from schema import (
    Annotation,
    Article,
    ArticleText,
    Block,
    BlockKind,
    Decision,
    Document,
    Doubt,
    Evidence,
    GoldComponent,
    GoldRelation,
    Heading,
    Imported,
    Paragraph,
    Piece,
    Place,
    Rule,
    SourceView,
    Span,
    SpanRelation,
    Unit,
    digest,
)

CHARACTERS = st.sampled_from("论点问题举措应当建设，。；、“”ab 1é\u0301𠮷😀\u3000🇨🇳\u200d")
"""Chinese, Latin, combining marks, astral characters, blanks."""

names = st.text("abcxyz_张吉𠮷", min_size=1, max_size=6)
ids = st.text("0123456789abcdef", min_size=4, max_size=8)
moments = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.text(CHARACTERS, max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc论", max_size=3), inner, max_size=3),
    max_leaves=6,
)


def texts(min_size: int = 1, max_size: int = 30) -> st.SearchStrategy[str]:
    """Text with a visible character in it and no line feed."""
    return st.text(CHARACTERS, min_size=min_size, max_size=max_size).filter(lambda text: bool(text.strip()))


doubts = st.none() | st.builds(
    Doubt,
    reason=texts(max_size=6),
    alternative=texts(max_size=6),
    remedy=st.sampled_from([None, "heading", "byline", "joined", "article", "outside"]),
)


@st.composite
def _corrected(draw: st.DrawFn, piece: Piece, content: str) -> tuple[tuple[Piece, ...], str]:
    """A piece whose first characters were corrected, and what it shows then."""
    at = draw(st.integers(1, len(content)))
    text = draw(st.text("改𠮷字", min_size=1, max_size=2))
    first = Piece(start=piece.start, end=piece.start + at, text=text)
    rest = (Piece(start=first.end, end=piece.end),) if at < len(content) else ()
    return (first, *rest), text + content[at:]


@st.composite
def _places(draw: st.DrawFn, length: int) -> tuple[Place, ...]:
    box = st.tuples(*[st.floats(0, 999)] * 4)
    ends = sorted(draw(st.sets(st.integers(1, length), max_size=2)))
    return tuple(
        Place(start=start, end=end, page=page, box=draw(box))
        for page, (start, end) in enumerate(zip([0, *ends], ends, strict=False), start=1)
    )


@st.composite
def imported(draw: st.DrawFn, *, edited: bool = False) -> Imported:
    """A document of one or two articles, each with an optional title, headings and paragraphs; all offsets true.

    With `edited`, a person has put other characters in the place of some.
    """
    sha256 = draw(st.text("0123456789abcdef", min_size=64, max_size=64))
    document = Document.id_of_file(sha256)
    view = ""
    blocks: list[Block] = []
    articles: list[Article] = []
    for ordinal in range(1, draw(st.integers(1, 2)) + 1):
        kinds: list[BlockKind] = ["title"] if draw(st.booleans()) else []
        kinds += draw(st.lists(st.sampled_from(["heading", "paragraph", "byline"]), max_size=4))
        kinds.append("paragraph")
        text = ""
        headings: list[Heading] = []
        paragraphs: list[Paragraph] = []
        for kind in kinds:
            content = draw(texts()).strip()
            level = 1 if kind == "heading" else None
            pieces: tuple[Piece, ...] = (Piece(start=len(view), end=len(view) + len(content)),)
            view += content + "\n"
            if edited and draw(st.booleans()):
                pieces, content = draw(_corrected(pieces[0], content))
            blocks.append(
                Block(kind=kind, article=ordinal, level=level, text=content, pieces=pieces, doubt=draw(doubts))
            )
            if kind == "byline":
                continue
            text += "\n" if text else ""
            start, end, block = len(text), len(text) + len(content), len(blocks) - 1
            text += content
            part = digest(kind, document, content, block)
            if kind == "paragraph":
                paragraphs.append(Paragraph(id=part, start=start, end=end, block=block))
            else:
                headings.append(Heading(id=part, level=level or 0, start=start, end=end, block=block))
        article = Article.id_of(document, ordinal)
        version = ArticleText(
            article=article, version=1, text=text, headings=tuple(headings), paragraphs=tuple(paragraphs)
        )
        articles.append(
            Article(
                id=article,
                document=document,
                ordinal=ordinal,
                title=headings[0].of(text) if headings and headings[0].level == 0 else "",
                authors=tuple(draw(st.lists(names, max_size=2))),
                source=draw(st.none() | names),
                date=draw(st.none() | st.just("2026-01-06")),
                language=draw(st.sampled_from([None, "zh-Hans", "en"])),
                texts=(version,),
            )
        )
    return Imported(
        document=Document(
            id=document,
            source=draw(names) + ".txt",
            sha256=sha256,
            view=SourceView(
                text=view, extractor="text", extractor_version="1", encoding="utf-8", places=draw(_places(len(view)))
            ),
            blocks=tuple(blocks),
        ),
        articles=tuple(articles),
    )


@st.composite
def units(draw: st.DrawFn, article: str = "0a1b2c3d-1", length: int = 60) -> Unit:
    """A unit somewhere in the first version of an article."""
    start = draw(st.integers(0, length - 1))
    end = draw(st.integers(start + 1, length))
    kind = draw(st.sampled_from(["title", "heading", "abstract", "paragraph", "section", "article"]))
    return Unit.model_validate({"article": article, "version": 1, "kind": kind, "start": start, "end": end})


@st.composite
def annotations(draw: st.DrawFn, unit: st.SearchStrategy[Unit] | None = None) -> Annotation:
    """An annotation of a unit; its spans lie within the unit, some of them break rules."""
    place = draw(unit if unit is not None else units())
    regions = draw(st.lists(ids, max_size=3, unique=True))
    spans = tuple(_span(draw, region, place) for region in regions)
    relations = tuple(
        SpanRelation(
            id=f"r{number}",
            types=draw(st.sampled_from([("supports",), ("addresses",), (), ("causes", "restates")])),
            source=draw(st.sampled_from(regions)),
            target=draw(st.sampled_from(regions)),
            direction=draw(st.sampled_from(["right", "left", "bi"])),
        )
        for number in range(draw(st.integers(0, 2)) if regions else 0)
    )
    annotator, origin = draw(names), f"server/{draw(st.integers(1, 999))}"
    return Annotation(
        id=Annotation.id_of(place, annotator, origin),
        annotator=annotator,
        unit=place,
        origin=origin,
        status=draw(st.sampled_from(["submitted", "skipped", "draft"])),
        spans=spans,
        relations=relations,
        unsure=draw(st.booleans()),
        not_annotatable=draw(st.booleans()),
        note=draw(st.none() | texts()),
        lead_time=draw(st.none() | st.floats(0, 1e4)),
        updated=draw(st.none() | moments),
        completed_by=draw(st.none() | st.just("lin@example.org")),
        unreadable=tuple(draw(st.lists(texts(), max_size=1))),
        raw=draw(json_values),
    )


def _span(draw: st.DrawFn, region: str, unit: Unit) -> Span:
    start = draw(st.integers(unit.start, unit.end - 1))
    return Span(
        id=region,
        types=draw(st.sampled_from([("claim",), ("problem",), ("measure",), ("claim", "measure"), ()])),
        start=start,
        end=draw(st.integers(start + 1, unit.end)),
        text=draw(texts()),
        attributes=draw(st.dictionaries(st.sampled_from(["claim_type", "actor"]), texts(), max_size=2)),
        preloaded=draw(st.booleans()),
    )


RULE = Rule(name="majority", version=2, parameters={"boundaries": "vote", "presence": 0.5, "type": 0.5, "fewest": 2})


def deciders() -> st.SearchStrategy[dict[str, object]]:
    """Who decided: a rule, how sure it is, or a person."""
    rules = st.fixed_dictionaries(
        {"by": st.just("rule"), "who": st.just("majority 2"), "rule": st.just(RULE), "confidence": st.floats(0, 1)}
    )
    return rules | st.fixed_dictionaries({"by": st.sampled_from(["curator", "arbiter"]), "who": names})


@st.composite
def decisions(draw: st.DrawFn, article: str = "0a1b2c3d-1") -> Decision:
    """A decision on a component or a relation."""
    kind = draw(st.sampled_from(["component", "relation"]))
    outcome = draw(st.sampled_from(["accepted", "rejected", "open"]))
    group = draw(ids)
    result: GoldComponent | GoldRelation | None = None
    if outcome == "accepted" and kind == "component":
        start = draw(st.integers(0, 50))
        result = GoldComponent(
            id=group, type="claim", start=start, end=start + draw(st.integers(1, 9)), attributes={"claim_type": "fact"}
        )
    elif outcome == "accepted":
        result = GoldRelation(id=group, type="supports", source=draw(ids), target=draw(ids))
    evidence = st.builds(Evidence, annotation=ids, revision=st.integers(1, 3), item=ids, said=ids | st.none())
    return Decision.model_validate(
        {
            "group": group,
            "article": article,
            "version": 1,
            "kind": kind,
            "outcome": outcome,
            "result": result,
            **draw(deciders()),
            "when": draw(moments),
            "why": draw(texts()),
            "evidence": tuple(draw(st.lists(evidence, max_size=2))),
        }
    )
