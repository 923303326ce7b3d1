"""What there is to be judged in a unit: groups of aligned spans, and relations between them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from annotate.adjudication._dossiers import Dossier
from annotate.adjudication._groups import Member
from annotate.adjudication._verdict import NOTHING, Ballot
from annotate.alignment import Mark, cluster, marks, select
from schema import Annotation, Scheme, Span, SpanRelation, Unit, digest


class Vote(NamedTuple):
    """What one annotator says about a group: there is such a span, here, of this type, with these attributes."""

    mark: Mark
    span: Span


class Tie(NamedTuple):
    """What a relation is known by: its type and the groups at its ends, sorted where the type is symmetric."""

    type: str
    source: str
    target: str

    def group(self, article: str) -> str:
        """Permanent id of the group of decisions on it, as those of its ends are permanent."""
        return digest("group", article, "relation", *self)


Drawn = tuple[Annotation, SpanRelation]
"""A relation with the annotation that it is in."""


@dataclass(frozen=True)
class Seen:
    """A unit with the work that counts on it."""

    unit: Unit
    works: Sequence[Annotation]
    """One annotation for each annotator who saw the unit, by name."""
    clusters: Sequence[Sequence[Vote]]
    """Groups of spans that stand for the same component, in order of the text."""
    anchors: Mapping[Member, str]
    """Spans that were shown to the annotator as a component of gold, with the group of that component."""

    @cached_property
    def places(self) -> dict[Member, str]:
        """Every span, with a name of its group within the unit."""
        numbered = {member_of(vote): str(at) for at, votes in enumerate(self.clusters) for vote in votes}
        return {**numbered, **self.anchors}

    @cached_property
    def by_id(self) -> Sequence[Annotation]:
        """The works in the order of their ids."""
        return sorted(self.works, key=lambda work: work.id)

    def ballot(self, chosen: Mapping[str, str]) -> Ballot:
        """Return what everybody who saw the unit chose: NOTHING, unless it is said."""
        return {work.annotator: chosen.get(work.annotator, NOTHING) for work in self.works}

    def on_component(self, votes: Iterable[Vote]) -> Ballot:
        """Return which type everybody gave to a group of spans."""
        return self.ballot({vote.mark.annotator: vote.mark.type for vote in votes})

    def on_relation(self, tie: Tie, drawn: Mapping[str, Drawn]) -> Ballot:
        """Return who drew a relation."""
        return self.ballot(dict.fromkeys(drawn, tie.type))

    def drawn(self, groups: Mapping[Member, str], scheme: Scheme) -> dict[Tie, dict[str, Drawn]]:
        """Return who drew which relation between groups, by annotator, in order of type and ends.

        `groups` gives the group of each span. A relation speaks for nothing as long as it has not one known type, is
        not drawn from source to target, or has an end that is no sound span.
        """
        found: dict[Tie, dict[str, Drawn]] = {}
        for work in self.works:
            for relation in work.relations:
                kind = scheme.relation(relation.type)
                source, target = (groups.get((work.id, end)) for end in (relation.source, relation.target))
                if (
                    kind is None
                    or relation.direction != "right"
                    or source is None
                    or target is None
                    or source == target
                ):
                    continue
                ends = sorted((source, target)) if kind.symmetric else (source, target)
                found.setdefault(Tie(kind.id, *ends), {}).setdefault(work.annotator, (work, relation))
        return dict(sorted(found.items()))


def member_of(vote: Vote) -> Member:
    """Return the annotation and the region of a vote."""
    return vote.mark.annotation, vote.mark.span


def look(dossier: Dossier, scheme: Scheme) -> list[Seen]:
    """Return the units of an article on which anybody's work counts, in their order.

    Work that links the components of a gold release is apart from all other work on its unit, and says nothing of
    components. A span that was shown beforehand under the id of a component group that was ever decided on is no vote
    on that group: it stands for it, so that relations drawn to it join the component. Spans can have the types of the
    scheme.
    """
    standing = {one.group for one in dossier.decisions if one.kind == "component"}
    releases = sorted({work.release for work in dossier.annotations}, key=lambda name: name or "")
    return [
        _seen(tuple(works.values()), scheme, standing)
        for release in releases
        for works in select(dossier.annotations, release).units.values()
    ]


def _seen(works: Sequence[Annotation], scheme: Scheme, standing: Collection[str]) -> Seen:
    spans = {(work.id, span.id): span for work in works for span in reversed(work.spans)}
    anchors = {member: span.id for member, span in spans.items() if span.preloaded and span.id in standing}
    sound = [
        mark
        for work in works
        if work.release is None
        for mark in marks(work)[0]
        if scheme.component(mark.type) and (mark.annotation, mark.span) not in anchors
    ]
    clusters = [
        [Vote(sound[at], spans[sound[at].annotation, sound[at].span]) for at in group] for group in cluster(sound)
    ]
    return Seen(works[0].unit, works, clusters, anchors)
