"""A corpus for every format: texts with tabs, quotes and astral characters, spans of every kind, every relation."""

from collections.abc import Iterator
from pathlib import Path

from hypothesis import strategies as st

from annotate.exporters._dataset import Dataset, Options, Part
from annotate.exporters._manifest import LeftOut, Omissions
from annotate.exporters._records import Labels, labels_of_gold
from annotate.scheme import load
from schema import (
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
    cut,
)
from tests.exporters.corpus import written
from tests.strategies import imported, names

SCHEMES = {name: load(name) for name in ("policy", "policy-extended")}
SCHEME = SCHEMES["policy"]

_BLOCKS = (
    "村庄的灯𠮷",
    '=路灯坏了😀，"没有人修"\t已三年。',
    "应当<按月>巡查&公示；'每季'评比\\奖励。",
    "-另有𠮷说：灯亮　则安😀",
)
TEXT = "\n".join(_BLOCKS)


def article(number: int, *blocks: str) -> Article:
    """An article with a title and paragraphs."""
    at, parts = 0, []
    for block in blocks:
        parts.append((at, at + len(block)))
        at += len(block) + 1
    name = f"{number:016x}-1"
    text = ArticleText(
        article=name,
        version=1,
        text="\n".join(blocks),
        headings=tuple(Heading(id="h", level=0, start=start, end=end, block=0) for start, end in parts[:1]),
        paragraphs=tuple(
            Paragraph(id=f"p{at}", start=start, end=end, block=at) for at, (start, end) in enumerate(parts[1:], start=1)
        ),
    )
    return Article(
        id=name, document=f"{number:016x}", ordinal=1, title=blocks[0] if blocks else "", source="村报", texts=(text,)
    )


ARTICLE = article(1, *_BLOCKS)
BLANK = article(3)
"""An article all of whose blocks were taken away."""


def graph(scheme: Scheme) -> Gold:
    """Gold with relations of every type: nested, touching, overlapping, equal spans, one over a block boundary."""
    types = [component.id for component in scheme.components]
    ranges = [(0, 5), (6, 12), (6, 24), (12, 14), (13, 20), (13, 20), (20, 30), (25, 32), (32, 33), (47, 50), (50, 57)]
    components = tuple(
        GoldComponent(id=f"c{at}", type=types[at % len(types)], start=start, end=end, attributes=_said(scheme, at))
        for at, (start, end) in enumerate(ranges)
    )
    relations: list[GoldRelation] = []
    for relation in scheme.relations:
        pairs = [(a, b) for a in components for b in components if a.id != b.id and relation.permits(a.type, b.type)]
        relations += [
            GoldRelation(id=f"r{len(relations)}-{at}", type=relation.id, source=a.id, target=b.id)
            for at, (a, b) in enumerate(pairs[:2])
        ]
    return Gold(article=ARTICLE.id, version=1, components=components, relations=tuple(relations))


def _said(scheme: Scheme, at: int) -> dict[str, str]:
    component = scheme.components[at % len(scheme.components)]
    free = ('村委会 "甲"\t乙', "=1+1", "张𠮷")
    return {
        attribute.id: attribute.values[at // len(scheme.components) % len(attribute.values)].id
        if attribute.values
        else free[at // 3 % 3]
        for attribute in component.attributes
    }


def unit(of: Article, kind: str, start: int, end: int) -> Unit:
    return Unit.model_validate({"article": of.id, "version": 1, "kind": kind, "start": start, "end": end})


def part(scheme: Scheme = SCHEME) -> Part:
    """The full article: gold, and the same as annotated by A1 at once and in paragraphs by A2, who found less."""
    gold = graph(scheme)
    held = labels_of_gold(written(gold), len(TEXT))
    first = Labels("one", "A1", held.unit, held.spans, held.relations)
    second = Labels("two", "A2", unit(ARTICLE, "paragraph", 6, 24), held.spans[1:3], [])
    empty = Labels("none", "A2", unit(ARTICLE, "paragraph", 48, len(TEXT)), [], [])
    return Part(ARTICLE, ARTICLE.current, (first, second, empty), held, "train")


def quiet() -> Part:
    """An article on which A1 marked nothing and of which there is no gold."""
    of = article(2, "桥", "桥已修好。")
    return Part(of, of.current, (Labels("quiet", "A1", unit(of, "article", 0, 7), [], []),), None, "test")


def dataset(*parts: Part, scheme: Scheme = SCHEME, **options: object) -> Dataset:
    """A dataset of some parts, or of all that are here."""
    every = parts or (part(scheme), quiet(), Part(BLANK, BLANK.current))

    def source(left_out: Omissions) -> Iterator[Part]:
        return iter(every)

    return Dataset("village", scheme, source, Options.model_validate(options))


def counts(left_out: Omissions) -> dict[tuple[str, str], int]:
    """What was left out, by what and reason."""
    found: dict[str, dict[str, LeftOut]] = left_out.summary()
    return {(what, reason): facts.count for what, reasons in found.items() for reason, facts in reasons.items()}


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


_values = st.text("村𠮷😀ab\"'\\=", min_size=1, max_size=5)


@st.composite
def parts(draw: st.DrawFn) -> Part:
    """An article with sound work of up to three annotators on any units of it, and perhaps gold."""
    of = draw(imported()).articles[0]
    text = of.current
    units = cut(text, draw(st.sampled_from(["paragraph", "section", "article"])))
    works = []
    for name in sorted(draw(st.sets(names, max_size=3))):
        for at, place in enumerate(units):
            if draw(st.booleans()):
                works.append(draw(_labels(f"{name}-{at}", name, place)))
    whole = unit(of, "article", 0, len(text.text))
    gold = draw(st.none() | _labels(f"gold-{of.id}", "gold", whole))
    return Part(of, text, tuple(works), gold, draw(st.sampled_from([None, "train"])))


@st.composite
def _labels(draw: st.DrawFn, name: str, annotator: str, place: Unit) -> Labels:
    spans = []
    for at in range(draw(st.integers(0, 4))):
        start = draw(st.integers(place.start, place.end - 1))
        type_ = draw(st.sampled_from(SCHEME.components))
        said = {
            attribute.id: draw(st.sampled_from([value.id for value in attribute.values]))
            if attribute.values
            else draw(_values)
            for attribute in type_.attributes
            if draw(st.booleans())
        }
        end = draw(st.integers(start + 1, place.end))
        spans.append(Span(id=f"s{at}", types=(type_.id,), start=start, end=end, text="", attributes=said))
    ends = st.sampled_from([span.id for span in spans]) if spans else st.nothing()
    relations = [
        SpanRelation(
            id=f"r{at}",
            types=(draw(st.sampled_from([found.id for found in SCHEME.relations])),),
            source=draw(ends),
            target=draw(ends),
        )
        for at in range(draw(st.integers(0, 3)) if spans else 0)
    ]
    return Labels(name, annotator, place, spans, relations)
