"""The records of an export: fixed keys, and offsets relative to the text of the record."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TypedDict

from annotate.exporters._manifest import Omissions
from schema import Annotation, Article, Gold, Span, SpanRelation, Unit

GOLD = "gold"
"""What stands for the annotator in records of gold."""

_NO_TYPE, _SEVERAL_TYPES = "it has no type", "it has several types"


class SpanRecord(TypedDict):
    """A span of a record; code points of the record's text, half-open."""

    id: str
    type: str
    start: int
    end: int
    text: str | None
    attributes: dict[str, str | None]
    preloaded: bool


class RelationRecord(TypedDict):
    """A relation between two spans of the same record."""

    id: str
    type: str
    source: str
    target: str


class LabelledRecord(TypedDict):
    """What one annotator, or gold, says about one unit."""

    id: str
    article: str
    unit: str
    offset: int
    text: str | None
    annotator: str
    suggestion: str | None
    release: str | None
    split: str | None
    spans: list[SpanRecord]
    relations: list[RelationRecord]


class HeadingRecord(TypedDict):
    """A title (level 0) or heading, as a range of the article text."""

    id: str
    level: int
    start: int
    end: int


class ParagraphRecord(TypedDict):
    """A paragraph, as a range of the article text."""

    id: str
    role: str
    start: int
    end: int


class ArticleRecord(TypedDict):
    """An article with the newest version of its text."""

    id: str
    document: str
    title: str
    authors: list[str]
    source: str | None
    date: str | None
    version: int
    split: str | None
    text: str | None
    headings: list[HeadingRecord]
    paragraphs: list[ParagraphRecord]


@dataclass(frozen=True)
class Labels:
    """Spans and relations on a unit, whoever they are from; offsets are over the article text."""

    id: str
    annotator: str
    unit: Unit
    spans: Sequence[Span]
    relations: Sequence[SpanRelation]
    suggestion: str | None = None
    release: str | None = None


def labels_of(annotation: Annotation) -> Labels:
    """Return what an annotation says."""
    return Labels(
        id=annotation.id,
        annotator=annotation.annotator,
        unit=annotation.unit,
        spans=annotation.spans,
        relations=annotation.relations,
        suggestion=annotation.suggestion,
        release=annotation.release,
    )


def labels_of_gold(gold: Gold, length: int) -> Labels:
    """Return what gold says about an article whose text has that many code points, at least one."""
    spans = [
        Span(id=part.id, types=(part.type,), start=part.start, end=part.end, text="", attributes=part.attributes)
        for part in gold.components
    ]
    relations = [
        SpanRelation(id=part.id, types=(part.type,), source=part.source, target=part.target) for part in gold.relations
    ]
    unit = Unit(article=gold.article, version=gold.version, kind="article", start=0, end=length)
    return Labels(f"{GOLD}-{gold.article}", GOLD, unit, spans, relations)


def labelled(
    labels: Labels,
    text: str,
    attributes: Sequence[str],
    left_out: Omissions,
    split: str | None = None,
    *,
    with_text: bool = True,
) -> LabelledRecord:
    """Return the record of some labels; `text` is that of the article, which is null in the record if it is not wanted.

    Every span gets every attribute of `attributes`, null where it has none. What a record cannot express is counted
    in `left_out`: spans and relations without a single type, spans with a range that is none within the unit or with
    an id that another has, attributes that are not in `attributes`, and relations that are not drawn from source to
    target or have an end that is not in the record.
    """
    unit = labels.unit
    spans: dict[str, SpanRecord] = {}
    for span in labels.spans:
        if span.type is None:
            reason = _NO_TYPE if not span.types else _SEVERAL_TYPES
        elif not unit.start <= span.start < span.end <= unit.end:
            reason = "its range is empty or leaves the unit"
        elif span.id in spans:
            reason = "another span has its id"
        else:
            for unknown in sorted(span.attributes.keys() - set(attributes)):
                left_out.add("attributes", "the scheme does not know it", f"{labels.id}/{span.id}/{unknown}")
            spans[span.id] = SpanRecord(
                id=span.id,
                type=span.type,
                start=span.start - unit.start,
                end=span.end - unit.start,
                text=text[span.start : span.end] if with_text else None,
                attributes={name: span.attributes.get(name) for name in attributes},
                preloaded=span.preloaded,
            )
            continue
        left_out.add("spans", reason, f"{labels.id}/{span.id}")
    return LabelledRecord(
        id=labels.id,
        article=unit.article,
        unit=unit.key,
        offset=unit.start,
        text=unit.of(text) if with_text else None,
        annotator=labels.annotator,
        suggestion=labels.suggestion,
        release=labels.release,
        split=split,
        spans=list(spans.values()),
        relations=_relations(labels, spans.keys(), left_out),
    )


def _relations(labels: Labels, spans: Collection[str], left_out: Omissions) -> list[RelationRecord]:
    kept = []
    for relation in labels.relations:
        if relation.type is None:
            reason = _NO_TYPE if not relation.types else _SEVERAL_TYPES
        elif relation.direction != "right":
            reason = "it is not drawn from source to target"
        elif relation.source not in spans or relation.target not in spans:
            reason = "an end of it is no span of the record"
        else:
            kept.append(
                RelationRecord(id=relation.id, type=relation.type, source=relation.source, target=relation.target)
            )
            continue
        left_out.add("relations", reason, f"{labels.id}/{relation.id}")
    return kept


def article_record(article: Article, split: str | None = None, *, with_text: bool = True) -> ArticleRecord:
    """Return the record of an article with its newest text, which is null if it is not wanted."""
    current = article.current
    return ArticleRecord(
        id=article.id,
        document=article.document,
        title=article.title,
        authors=list(article.authors),
        source=article.source,
        date=article.date,
        version=current.version,
        split=split,
        text=current.text if with_text else None,
        headings=[
            HeadingRecord(id=part.id, level=part.level, start=part.start, end=part.end) for part in current.headings
        ],
        paragraphs=[
            ParagraphRecord(id=part.id, role=part.role, start=part.start, end=part.end) for part in current.paragraphs
        ],
    )
