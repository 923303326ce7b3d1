"""Texts with what was said of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from annotate.alignment import select
from annotate.workflow.reporting._model import Layer, Mark, Part, ReportText, Tie
from schema import Annotation, Article, ArticleText, Gold, Heading, Span

_Place = tuple[str, int]
"""Article and version of its text."""


def texts_of(
    articles: Iterable[Article], annotations: Iterable[Annotation], golds: Iterable[Gold]
) -> Iterator[ReportText]:
    """Yield the newest version of each text, and older ones of which annotations or gold speak, newest first.

    Of an annotator's submissions for one unit the one is shown that counts (`alignment.select`). Spans outside the
    text, relations without one type or not drawn from source to target, and those of such spans, are not shown.
    """
    decided = {(gold.article, gold.version): gold for gold in golds}
    work: defaultdict[_Place, defaultdict[str, list[Annotation]]] = defaultdict(lambda: defaultdict(list))
    for by in select(annotations).units.values():
        for name, annotation in by.items():
            work[annotation.unit.article, annotation.unit.version][name].append(annotation)
    for article in articles:
        for text in reversed(article.texts):
            place = (article.id, text.version)
            if text is article.current or place in decided or place in work:
                yield _text(article, text, decided.get(place), work.get(place, {}))


def _text(
    article: Article, text: ArticleText, gold: Gold | None, work: Mapping[str, Sequence[Annotation]]
) -> ReportText:
    return ReportText(
        article=article.id,
        version=text.version,
        newest=text is article.current,
        title=article.title,
        authors=article.authors,
        source=article.source,
        date=article.date,
        language=article.language,
        text=text.text,
        parts=tuple(_parts(text)),
        gold=_gold(gold) if gold else None,
        layers=tuple(_layer(name, found, len(text.text)) for name, found in sorted(work.items())),
    )


def _parts(text: ArticleText) -> Iterator[Part]:
    for part in text.parts():
        if isinstance(part, Heading):
            kind, level = ("heading", part.level) if part.level else ("title", 0)
        else:
            kind, level = ("abstract" if part.role == "abstract" else "paragraph"), 0
        yield Part.model_validate({"start": part.start, "end": part.end, "kind": kind, "level": level})


def _gold(gold: Gold) -> Layer:
    place = {component.id: at for at, component in enumerate(gold.components)}
    return Layer(
        annotator=None,
        marks=tuple(
            Mark(start=one.start, end=one.end, id=one.id, type=one.type, attributes=one.attributes)
            for one in gold.components
        ),
        ties=tuple(Tie(source=place[one.source], target=place[one.target], type=one.type) for one in gold.relations),
        open=gold.open,
    )


def _layer(name: str, annotations: Sequence[Annotation], length: int) -> Layer:
    found = sorted(
        ((one, span) for one in annotations for span in one.spans if 0 <= span.start < span.end <= length),
        key=lambda pair: (pair[1].start, -pair[1].end, pair[0].unit.start, pair[1].id),
    )
    place = {(one.id, span.id): at for at, (one, span) in enumerate(found)}
    return Layer(
        annotator=name,
        marks=tuple(_mark(span) for _, span in found),
        ties=tuple(tie for one in annotations for tie in _ties(one, place)),
    )


def _mark(span: Span) -> Mark:
    type_ = "+".join(span.types) or "?"
    return Mark(start=span.start, end=span.end, id=span.id, type=type_, attributes=span.attributes)


def _ties(annotation: Annotation, place: Mapping[tuple[str, str], int]) -> Iterator[Tie]:
    for relation in annotation.relations:
        source, target = (place.get((annotation.id, end)) for end in (relation.source, relation.target))
        if relation.type is not None and relation.direction == "right" and source is not None and target is not None:
            yield Tie(source=source, target=target, type=relation.type)
