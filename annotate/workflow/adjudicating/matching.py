"""Which groups the regions and relations of a curator's work stand for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from annotate import adjudication
from annotate.alignment import sound
from annotate.workflow.adjudicating.briefing import Brief, Item
from schema import Annotation, GoldComponent, GoldRelation, Scheme, Span, Unit

ALIKE = 0.5
"""Intersection over union from which on a region that was added stands for a component that is known."""

Tie = tuple[str, str, str]
"""Type and ends of a relation; ends are sorted where the type is symmetric."""


@dataclass
class Said:
    """What a curator's work says, by groups."""

    unit: Unit
    scheme: Scheme
    items: dict[str, Item] = field(default_factory=dict)
    """What stands in it and is sound."""
    faults: dict[str, str] = field(default_factory=dict)
    """What stands in it and breaks a rule, with the rule; nothing that was added."""
    excused: set[str] = field(default_factory=set)
    """Regions and relations of the work that break a rule as they were shown, and were not asked about."""
    ties: dict[Tie, str] = field(default_factory=dict)
    """Groups of relations that are known."""

    def group_of(self, item: Item) -> str:
        """Return the group of a component or relation that nobody marked, or of a relation that is known."""
        if isinstance(item, GoldRelation) and (known := self.ties.get(self.tie(item))):
            return known
        # A group follows from what is added alone, whoever adds it, and when.
        return adjudication.add(self.unit, item, self.scheme, who="", by="curator", when=datetime.now(UTC)).group

    def tie(self, drawn: GoldRelation) -> Tie:
        """Return what a relation is known by."""
        kind = self.scheme.relation(drawn.type)
        ends = sorted((drawn.source, drawn.target)) if kind and kind.symmetric else (drawn.source, drawn.target)
        return drawn.type, ends[0], ends[1]


def said(work: Annotation, brief: Brief, known: Mapping[str, Item], faults: Mapping[str, str], scheme: Scheme) -> Said:
    """Return what a curator's work says.

    Args:
        work: The work.
        brief: What the curator was shown; a region with the id of a group of it stands for that.
        known: What else is known on the article, by group: a region that was added stands for the component of it
            that it is most alike, if that is in the work nowhere else.
        faults: What is wrong with regions and relations, by their ids in the work.
        scheme: The scheme.

    Of regions of one id, or that come to be of one group, the first speaks.
    """
    theirs = {one.id: one for one in (*brief.agreed, *(asked.result for asked in brief.asked))}
    every = {**known, **theirs}
    found = Said(work.unit, scheme)
    found.ties = {found.tie(one): group for group, one in every.items() if isinstance(one, GoldRelation)}
    usable, unusable = sound(work)
    agreed = {one.id: one for one in brief.agreed}
    found.excused = {span.id for span in usable if span.id in faults and agreed.get(span.id) == _component(span)}
    broken = {span.id: "it has no one type, or leaves the unit" for span in unusable}
    broken |= {item: fault for item, fault in faults.items() if item not in found.excused}
    items = {span.id: _component(span) for span in usable if span.id not in broken}
    regions = {span.id: span.id for span in work.spans if isinstance(theirs.get(span.id), GoldComponent)}
    found.faults = {region: broken[region] for region in regions if region in broken}
    regions |= _alike(
        {region: item for region, item in items.items() if region not in regions},
        {group: one for group, one in every.items() if isinstance(one, GoldComponent) and group not in regions},
    )
    for region, item in items.items():
        group = regions.get(region) or found.group_of(item)
        if group not in found.items:
            found.items[group] = item.model_copy(update={"id": group})
            regions[region] = group
    _draw(found, work, regions, faults, agreed)
    return found


def _draw(
    found: Said, work: Annotation, regions: Mapping[str, str], faults: Mapping[str, str], agreed: Collection[str]
) -> None:
    """Add what the relations of the work say; one with an end that comes to nothing says nothing."""
    for relation in work.relations:
        source, target = regions.get(relation.source), regions.get(relation.target)
        if relation.type is None or source is None or target is None:
            continue
        item = GoldRelation(id="", type=relation.type, source=source, target=target)
        group = found.group_of(item)
        if relation.id in faults and group in agreed:
            found.excused.add(relation.id)
        if relation.id not in faults or group in agreed:
            found.items[group] = item.model_copy(update={"id": group})
        elif group in found.ties.values():
            found.faults[group] = faults[relation.id]


def _component(span: Span) -> GoldComponent:
    given = {name: value.strip() for name, value in span.attributes.items() if value.strip()}
    return GoldComponent(id=span.id, type=span.types[0], start=span.start, end=span.end, attributes=given)


def _alike(added: Mapping[str, GoldComponent], known: Mapping[str, GoldComponent]) -> dict[str, str]:
    """Return which known component each region that was added stands for, the closest pairs first."""
    pairs = [
        (-closeness, one.start, group, region)
        for region, one in added.items()
        for group, other in known.items()
        if (closeness := _iou(one, other)) >= ALIKE
    ]
    found: dict[str, str] = {}
    for *_, group, region in sorted(pairs):
        if region not in found and group not in found.values():
            found[region] = group
    return found


def _iou(one: GoldComponent, other: GoldComponent) -> float:
    shared = max(0, min(one.end, other.end) - max(one.start, other.start))
    return shared / (one.end - one.start + other.end - other.start - shared)


def covers(one: GoldComponent, other: GoldComponent) -> bool:
    """Whether one component holds all of another's range."""
    return one.start <= other.start and other.end <= one.end
