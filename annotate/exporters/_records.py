"""The records of an export: fixed keys, and offsets relative to the text of the record."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypedDict

from annotate.exporters._manifest import Omissions
from schema import Annotation, Article, Basis, Span, SpanRelation, Unit, WrittenGold

GOLD = "gold"
"""What stands for the annotator in records of gold."""

BASIS = """\
`basis` tells of each span and relation of gold on what it rests: `automatic` (a rule), `single` (one curator), `agreed`
(several curators who decided the same) or `arbitrated` (an arbiter). It is null in annotations, and in gold that was
frozen by versions of the program that did not keep it."""
"""What readers are told of the key."""

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
    basis: Basis | None


class RelationRecord(TypedDict):
    """A relation between two spans of the same record."""

    id: str
    type: str
    source: str
    target: str
    basis: Basis | None


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


class Marked(NamedTuple):
    """A component of gold; half-open code points of the article's text."""

    id: str
    type: str
    start: int
    end: int
    attributes: Mapping[str, str]
    preloaded: bool = False


class Linked(NamedTuple):
    """A relation of gold between two of its components."""

    id: str
    type: str
    source: str
    target: str


@dataclass(frozen=True)
class Labels:
    """Spans and relations on a unit, whoever they are from; offsets are over the article text.

    `basis` tells of items of gold, by id, on what they rest.
    """

    id: str
    annotator: str
    unit: Unit
    spans: Sequence[Span | Marked]
    relations: Sequence[SpanRelation | Linked]
    suggestion: str | None = None
    release: str | None = None
    basis: Mapping[str, Basis] = field(default_factory=dict)


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


def labels_of_gold(gold: WrittenGold, length: int) -> Labels:
    """Return what gold says about an article whose text has that many code points, at least one."""
    article = gold["article"]
    return Labels(
        id=f"{GOLD}-{article}",
        annotator=GOLD,
        unit=Unit(article=article, version=gold["version"], kind="article", start=0, end=length),
        spans=[
            Marked(one["id"], one["type"], one["start"], one["end"], one["attributes"]) for one in gold["components"]
        ],
        relations=[Linked(one["id"], one["type"], one["source"], one["target"]) for one in gold["relations"]],
        basis=gold["basis"],
    )


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
    unit, blank = labels.unit, dict.fromkeys(attributes)
    low, high, basis = unit.start, unit.end, labels.basis
    spans: dict[str, SpanRecord] = {}
    for span in labels.spans:
        start, end, type_ = span.start, span.end, span.type
        if type_ is None:
            left_out.add("spans", _untyped(span), f"{labels.id}/{span.id}")
        elif not low <= start < end <= high:
            left_out.add("spans", "its range is empty or leaves the unit", f"{labels.id}/{span.id}")
        elif span.id in spans:
            left_out.add("spans", "another span has its id", f"{labels.id}/{span.id}")
        else:
            spans[span.id] = {
                "id": span.id,
                "type": type_,
                "start": start - low,
                "end": end - low,
                "text": text[start:end] if with_text else None,
                "attributes": _known(span, blank, labels.id, left_out) if span.attributes else {**blank},
                "preloaded": span.preloaded,
                "basis": basis.get(span.id),
            }
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


def _known(
    span: Span | Marked, blank: Mapping[str, str | None], record: str, left_out: Omissions
) -> dict[str, str | None]:
    """Return the attributes of a span that the scheme knows, in its order, null where there is none."""
    for unknown in sorted(span.attributes.keys() - blank.keys()):
        left_out.add("attributes", "the scheme does not know it", f"{record}/{span.id}/{unknown}")
    return {name: span.attributes.get(name) for name in blank}


def _relations(labels: Labels, spans: Collection[str], left_out: Omissions) -> list[RelationRecord]:
    kept: list[RelationRecord] = []
    for relation in labels.relations:
        if relation.type is None:
            reason = _untyped(relation)
        elif isinstance(relation, SpanRelation) and relation.direction != "right":
            reason = "it is not drawn from source to target"
        elif relation.source not in spans or relation.target not in spans:
            reason = "an end of it is no span of the record"
        else:
            kept.append(
                {
                    "id": relation.id,
                    "type": relation.type,
                    "source": relation.source,
                    "target": relation.target,
                    "basis": labels.basis.get(relation.id),
                }
            )
            continue
        left_out.add("relations", reason, f"{labels.id}/{relation.id}")
    return kept


def _untyped(item: Span | SpanRelation | Marked | Linked) -> str:
    """Return why an item without one type has none."""
    return _SEVERAL_TYPES if isinstance(item, Span | SpanRelation) and item.types else _NO_TYPE


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
