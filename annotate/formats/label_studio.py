"""Label Studio's JSON: tasks out, annotations in and out.

Label Studio's offsets count code points of the unit's text; ours those of the article's, so that all that happens to
them is that the unit's start is added or taken away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from math import isfinite
from typing import TypedDict

from pydantic import JsonValue, ValidationError

from annotate.formats.label_studio_results import (
    RESULT,
    RESULTS,
    Choices,
    ChoicesValue,
    Region,
    RegionValue,
    Relation,
    Result,
    TextArea,
    TextValue,
)
from annotate.formats.standoff import ForeignRelation, ForeignSpan, Mismatch, Standoff
from annotate.scheme import tags
from schema import Annotation, ArticleText, Scheme, Span, SpanRelation, Status, Unit


class TaskData(TypedDict):
    """What a task shows: its unit, and the context to read it in."""

    key: str
    """The unit's key; what a task is found again by."""
    text: str
    """The text to label."""
    title: str
    """Title of the article; empty where it has none, or where the unit shows it anyway."""
    path: str
    """The headings that the unit stands under, outermost first; empty where it stands under none."""
    before: str
    """The paragraph before the unit; empty where there is none."""
    after: str
    """The paragraph after the unit; empty where there is none."""


_PRELOADED = "prediction"
"""Begin of the origin of regions that were there before the annotator; it is `prediction-changed` for moved ones."""


def task(text: ArticleText, unit: Unit) -> TaskData:
    """Return what the task of a unit shows."""
    title = next((heading for heading in text.headings if not heading.level), None)
    shown = title is not None and title.end > unit.start
    before = [paragraph for paragraph in text.paragraphs if paragraph.end <= unit.start]
    after = [paragraph for paragraph in text.paragraphs if paragraph.start >= unit.end]
    return TaskData(
        key=unit.key,
        text=unit.of(text.text),
        title="" if title is None or shown else title.of(text.text),
        path=" › ".join(heading.of(text.text) for heading in text.heading_path(unit.start)),
        before=before[-1].of(text.text) if before else "",
        after=after[0].of(text.text) if after else "",
    )


def read(
    raw: JsonValue,
    *,
    unit: Unit,
    annotator: str,
    origin: str,
    scheme: Scheme,
    accounts: Mapping[int, str] | None = None,
    suggestion: str | None = None,
    release: str | None = None,
) -> Annotation:
    """Return an annotation or draft as the server gives it.

    `suggestion` is what made the labels that the task suggests, unless the annotation itself tells; `release` is the
    gold whose components its annotator was given; `accounts` has the names of accounts by their number on the server.
    A draft is told by having no `completed_by`. Nothing that stands in the results raises an error: what cannot be
    read is listed in `unreadable`. Relations get the id `source→target`, with a number from the second between the
    same two regions on.
    """
    given = raw if isinstance(raw, dict) else {}
    results, faults = _results(given.get("result"))
    regions = [result for result in results if isinstance(result, Region)]
    said = [result for result in results if isinstance(result, Choices | TextArea)]
    attributes, more = _attributes(said, regions)
    flags = {flag for result in said if result.from_name == tags.FLAGS for flag in _values(result)}
    note = [line for result in said if result.from_name == tags.NOTE for line in _values(result)]
    told = envelope(given)
    return Annotation(
        id=Annotation.id_of(unit, annotator, origin),
        annotator=annotator,
        unit=unit,
        origin=origin,
        status=told.status,
        spans=tuple(_span(region, unit, attributes.get(region.id, {})) for region in regions),
        relations=tuple(_relations(results, scheme)),
        unsure=tags.UNSURE in flags,
        not_annotatable=tags.NOT_ANNOTATABLE in flags,
        note="\n".join(note) if note else None,
        lead_time=told.lead_time,
        updated=told.updated,
        completed_by=_account(given.get("completed_by", given.get("user")), accounts or {}),
        updated_by=_account(given.get("updated_by"), accounts or {}),
        unique_id=known if isinstance(known := given.get("unique_id"), str) else None,
        suggestion=_suggestion(given, suggestion),
        release=release,
        unreadable=(*faults, *more),
        raw=raw,
    )


@dataclass(frozen=True, slots=True)
class Envelope:
    """What is told of an annotation beside its results."""

    status: Status
    lead_time: float | None
    updated: datetime | None


def envelope(given: Mapping[str, JsonValue]) -> Envelope:
    """Return what is told of an annotation beside its results; what cannot be read is None."""
    return Envelope(
        status=_status(given),
        lead_time=_seconds(given.get("lead_time")),
        updated=_moment(given.get("updated_at")),
    )


def standoff(raw: JsonValue, place: str) -> Standoff:
    """Return an annotation of any project, whatever its labelling config, with its own names of labels and choices.

    Offsets are those of the task's text. What is said of the whole task is not taken, but for our own note.
    """
    results, faults = _results(raw.get("result") if isinstance(raw, dict) else None)
    regions = [result for result in results if isinstance(result, Region)]
    known = {region.id for region in regions}
    taken = "a labelled span, a relation, a choice, a text"
    found = [Mismatch(place=place, found=fault, expected=taken) for fault in faults]
    attributes: dict[str, dict[str, str]] = {}
    note: list[str] = []
    for result in results:
        if not isinstance(result, Choices | TextArea):
            continue
        values = _values(result)
        if result.from_name == tags.NOTE and result.id not in known:
            note.extend(values)
        elif result.id in known and len(values) == 1 and result.from_name not in attributes.get(result.id, {}):
            attributes.setdefault(result.id, {})[result.from_name] = values[0]
        else:
            what = f"{result.from_name} of {result.id}: {', '.join(values)}"
            found.append(Mismatch(place=place, found=what, expected="one value of a labelled span"))
    spans = (
        ForeignSpan(
            id=region.id,
            types=region.value.labels,
            fragments=((region.value.start, region.value.end),),
            text=region.value.text,
            place=place,
            attributes=attributes.get(region.id, {}),
        )
        for region in regions
    )
    return Standoff(tuple(spans), tuple(_foreign_relations(results, place)), "\n".join(note) or None, tuple(found))


def _foreign_relations(results: Iterable[Result], place: str) -> Iterator[ForeignRelation]:
    drawn = [result for result in results if isinstance(result, Relation)]
    for number, relation in enumerate(drawn, start=1):
        yield ForeignRelation(
            id=relation.id or f"{relation.from_id}→{relation.to_id}#{number}",
            types=relation.labels or (),
            source=relation.from_id,
            target=relation.to_id,
            place=place,
            direction=relation.direction,
        )


def write(annotation: Annotation, text: str, scheme: Scheme) -> list[dict[str, JsonValue]]:
    """Return the results that an annotation is made of, so that `read` gives the same again.

    `text` is the article's; a span without a text of its own gets its slice.
    """
    results: list[Result] = []
    for span in annotation.spans:
        results.append(_region(span, annotation.unit, text))
        results.extend(_said(span, name, value, scheme) for name, value in span.attributes.items())
    results.extend(_drawn(relation, scheme) for relation in annotation.relations)
    flags = {tags.UNSURE: annotation.unsure, tags.NOT_ANNOTATABLE: annotation.not_annotatable}
    if ticked := tuple(flag for flag, value in flags.items() if value):
        results.append(Choices(id=tags.FLAGS, from_name=tags.FLAGS, value=ChoicesValue(choices=ticked)))
    if annotation.note is not None:
        results.append(TextArea(id=tags.NOTE, from_name=tags.NOTE, value=TextValue(text=(annotation.note,))))
    return [result.model_dump(mode="json", exclude_none=True) for result in results]


def _results(raw: JsonValue) -> tuple[list[Result], list[str]]:
    """Return the results that can be read, and what is wrong with the others."""
    if not isinstance(raw, list):
        return [], [f"results: found {type(raw).__name__}, expected a list"]
    with suppress(ValidationError):
        return RESULTS.validate_python(raw), []
    read: list[Result] = []
    faults: list[str] = []
    for number, item in enumerate(raw, start=1):
        try:
            read.append(RESULT.validate_python(item))
        except ValidationError as error:
            reasons = (f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors())
            faults.append(f"result {number}: {'; '.join(reasons)}")
    return read, faults


def _attributes(
    said: Iterable[Choices | TextArea], regions: Iterable[Region]
) -> tuple[dict[str, dict[str, str]], list[str]]:
    """Return the attributes of each region, and what is wrong with those of none.

    Where a region has an attribute twice, since two component types have one of that name, that of its own type holds.
    """
    types = {region.id: region.value.labels for region in regions}
    found: dict[str, dict[str, str]] = {region: {} for region in types}
    faults: list[str] = []

    def foreign(result: Choices | TextArea) -> bool:
        return result.from_name.partition(".")[0] not in types.get(result.id, ())

    for result in sorted(said, key=foreign):
        known, values = tags.attribute(result.from_name), _values(result)
        if known is None:
            faults.extend(_whole(result))
        elif result.id not in types:
            faults.append(f"{result.from_name} of region {result.id}: there is no such region")
        elif isinstance(result, Choices) and len(values) != 1:
            faults.append(f"{result.from_name} of region {result.id}: {len(values)} values, expected one: {values}")
        elif known[1] in found[result.id]:
            faults.append(f"{result.from_name} of region {result.id}: it has a {known[1]} already")
        else:
            found[result.id][known[1]] = "\n".join(values)
    return found, faults


def _whole(result: Choices | TextArea) -> Iterator[str]:
    """Yield what is wrong with something that is said of the whole task."""
    if result.from_name == tags.FLAGS:
        for flag in _values(result):
            if flag not in (tags.UNSURE, tags.NOT_ANNOTATABLE):
                yield f"{result.from_name}: {flag} is none of {tags.UNSURE}, {tags.NOT_ANNOTATABLE}"
    elif result.from_name != tags.NOTE:
        yield f"{result.from_name}: the labelling config has no such tag"


def _values(result: Choices | TextArea) -> tuple[str, ...]:
    if isinstance(result, Choices):
        return result.value.choices
    return (result.value.text,) if isinstance(result.value.text, str) else result.value.text


def _span(region: Region, unit: Unit, attributes: dict[str, str]) -> Span:
    return Span(
        id=region.id,
        types=region.value.labels,
        start=unit.start + region.value.start,
        end=unit.start + region.value.end,
        text=region.value.text,
        attributes=attributes,
        preloaded=region.origin.startswith(_PRELOADED),
    )


def _relations(results: Iterable[Result], scheme: Scheme) -> Iterator[SpanRelation]:
    relations = [result for result in results if isinstance(result, Relation)]
    taken = {relation.id for relation in relations}
    seen: Counter[str] = Counter()
    for relation in relations:
        name = relation.id
        while name is None:
            ends = f"{relation.from_id}→{relation.to_id}"
            seen[ends] += 1
            made = ends if seen[ends] == 1 else f"{ends}#{seen[ends]}"
            name = None if made in taken else made
        yield SpanRelation(
            id=name,
            types=tuple(tags.relation_id(label, scheme) for label in relation.labels or ()),
            source=relation.from_id,
            target=relation.to_id,
            direction=relation.direction,
        )


def _status(given: Mapping[str, JsonValue]) -> Status:
    if "completed_by" not in given:
        return "draft"
    return "skipped" if given.get("was_cancelled") else "submitted"


def _suggestion(given: Mapping[str, JsonValue], otherwise: str | None) -> str | None:
    """Return what made the labels that an annotator began with; the server notes them when it is submitted first."""
    noted = given.get("prediction")
    if not isinstance(noted, dict):
        return otherwise
    model = noted.get("model_version")
    return model if isinstance(model, str) else None


def _seconds(value: JsonValue) -> float | None:
    try:
        seconds = float(value) if isinstance(value, int | float) else None
    except OverflowError:
        return None
    return seconds if seconds is not None and isfinite(seconds) else None


def _moment(value: JsonValue) -> datetime | None:
    """Return a moment, in the zone that stores keep it in; None also where no zone is told, or the calendar ends."""
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
        return moment.astimezone(UTC) if moment and moment.tzinfo else None
    except (OverflowError, ValueError):
        return None


def _account(found: JsonValue, accounts: Mapping[int, str]) -> str | None:
    """Return the name of an account: annotations have its number, drafts its name."""
    if isinstance(found, int):
        return accounts.get(found, str(found))
    return found if isinstance(found, str) else None


def _region(span: Span, unit: Unit, text: str) -> Region:
    value = RegionValue(
        start=span.start - unit.start,
        end=span.end - unit.start,
        text=span.text or text[max(span.start, 0) : max(span.end, 0)],
        labels=span.types,
    )
    return Region(id=span.id, from_name=tags.LABEL, origin=_PRELOADED if span.preloaded else "manual", value=value)


def _said(span: Span, name: str, value: str, scheme: Scheme) -> Choices | TextArea:
    """Return an attribute's result: from a closed list if the span's type has one for it, else as free text."""
    own = ((type_.id, bool(attribute.values)) for type_, attribute in scheme.attributes() if attribute.id == name)
    other = (next(iter(span.types), ""), False)
    owner, closed = next((found for found in own if found[0] in span.types), other)
    tag = tags.control(owner, name)
    if closed:
        return Choices(id=span.id, from_name=tag, value=ChoicesValue(choices=(value,)))
    return TextArea(id=span.id, from_name=tag, value=TextValue(text=(value,)))


def _drawn(relation: SpanRelation, scheme: Scheme) -> Relation:
    labels = tuple(tags.relation_label(known) if (known := scheme.relation(name)) else name for name in relation.types)
    return Relation(
        id=relation.id,
        from_id=relation.source,
        to_id=relation.target,
        direction=relation.direction,
        labels=labels or None,
    )
