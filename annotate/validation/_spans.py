"""Rules about spans, and about the annotation as a record."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator

from annotate.validation._work import Fault, Work, listed
from schema import Attribute


def unknown_type(work: Work) -> Iterator[Fault]:
    """A span bears exactly one type, and spans and relations bear none that the scheme does not declare."""
    components = [component.id for component in work.scheme.components]
    relations = [relation.id for relation in work.scheme.relations]
    for span in work.annotation.spans:
        if len(span.types) != 1:
            yield Fault(span.id, f"{work.name(span)} has {len(span.types)} types ({listed(span.types)}), expected one")
        for name in sorted(set(span.types) - set(components)):
            yield Fault(span.id, f"{work.name(span)} is of type {name!r}, expected one of {listed(components)}")
    for relation in work.annotation.relations:
        for name in sorted(set(relation.types) - set(relations)):
            yield Fault(relation.id, f"relation {relation.id} is of type {name!r}, expected one of {listed(relations)}")


def span_outside_text(work: Work) -> Iterator[Fault]:
    """A span lies within the unit that the annotator was shown, and so within the text of the article."""
    unit = work.annotation.unit
    for span in work.annotation.spans:
        if span.start < unit.start or max(span.start, span.end) > min(unit.end, len(work.text.text)):
            yield Fault(span.id, f"{work.name(span)} leaves its unit [{unit.start}, {unit.end})")


def text_differs(work: Work) -> Iterator[Fault]:
    r"""The text that came with a span is its slice; browsers write a line feed as a backslash and an ``n``."""
    for span in work.annotation.spans:
        text = work.slice(span)
        if text is not None and span.text not in (text, text.replace("\n", r"\n")):
            yield Fault(span.id, f"{work.name(span)} came with the text {span.text!r}, but its slice is {text!r}")


def blank_span(work: Work) -> Iterator[Fault]:
    """A span holds at least one character that is not blank."""
    for span in work.annotation.spans:
        text = work.slice(span)
        if span.end <= span.start or (text is not None and not text.strip()):
            yield Fault(span.id, f"{work.name(span)} holds no visible character")


def duplicate_region(work: Work) -> Iterator[Fault]:
    """No two spans of an annotation share a region id, since relations could not tell them apart."""
    for region, count in Counter(span.id for span in work.annotation.spans).items():
        if count > 1:
            yield Fault(region, f"{count} spans have the region id {region}, expected one")


def missing_attribute(work: Work) -> Iterator[Fault]:
    """A span has every attribute that its type requires, and not a blank one; given spans are as gold has them."""
    for span in work.annotation.spans:
        component = work.scheme.component(span.type) if span.id not in work.given else None
        for attribute in component.attributes if component else ():
            if attribute.required and not span.attributes.get(attribute.id, "").strip():
                yield Fault(span.id, f"{work.name(span)} has no {attribute.id}, expected {_expected(attribute)}")


def unknown_attribute(work: Work) -> Iterator[Fault]:
    """A span has only attributes that its type declares, with values from their closed lists."""
    for span in work.annotation.spans:
        component = work.scheme.component(span.type)
        if component is None:
            continue
        declared = {attribute.id: attribute for attribute in component.attributes}
        for name, value in sorted(span.attributes.items()):
            attribute = declared.get(name)
            if attribute is None:
                message = f"has the attribute {name!r}, but {component.id} has {listed(declared)}"
            elif attribute.values and value not in {known.id for known in attribute.values}:
                message = f"has {name} = {value!r}, expected {_expected(attribute)}"
            else:
                continue
            yield Fault(span.id, f"{work.name(span)} {message}")


def _expected(attribute: Attribute) -> str:
    return f"one of {listed(value.id for value in attribute.values)}" if attribute.values else "a text"


def block_boundary(work: Work) -> Iterator[Fault]:
    """A span lies within one heading or paragraph; crossing from one to the next is allowed, but seldom meant.

    A text that is not divided into headings and paragraphs has no boundary to cross.
    """
    starts = [start for start, _ in work.blocks]
    for span in work.annotation.spans:
        if not starts or work.slice(span) is None:
            continue
        at = bisect_right(starts, span.start) - 1
        if at < 0 or span.end > work.blocks[at][1]:
            yield Fault(span.id, f"{work.name(span)} crosses from one paragraph or heading into another")


def wrong_annotator(work: Work) -> Iterator[Fault]:
    """The annotation was made with the account of its annotator; case is of no matter, as it is in addresses."""
    account = work.annotation.completed_by
    if account is not None and work.account is not None and account.casefold() != work.account.casefold():
        annotator = work.annotation.annotator
        yield Fault(None, f"made with the account {account}, but {annotator} works with {work.account}")


def unreadable_result(work: Work) -> Iterator[Fault]:
    """Everything that came in the annotation could be read."""
    for reason in work.annotation.unreadable:
        yield Fault(None, f"a result could not be read: {reason}")
