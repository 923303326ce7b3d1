"""Who decided how much, and how far those who decided on the same groups agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Literal

from pydantic import AwareDatetime

from annotate import adjudication
from annotate.agreement import Coefficient, krippendorff_alpha, percent_agreement
from annotate.workflow.adjudicating.seats import spoken
from annotate.workflow.project import Project
from annotate.workflow.research import chosen_articles
from schema import Attribute, Basis, Decision, GoldComponent, GoldRelation, Model, Record, Scheme

_Both = tuple[Decision, Decision]


class CuratorLine(Model):
    """What one person decided, in one role."""

    who: str
    """The person."""
    by: Literal["curator", "arbiter"]
    """The role."""
    components: int
    """Components decided on; of several decisions on one the latest."""
    relations: int
    """Relations decided on, likewise."""
    accepted: int
    """Of both, those that are to be in gold."""
    rejected: int
    """Those that are not."""
    open: int
    """Those left open on purpose."""
    undone: int
    """Decisions that were taken back."""
    first: AwareDatetime | None
    """When the first of these decisions was made; None where all were taken back."""
    last: AwareDatetime | None
    """When the last was."""


class Agreed(Model):
    """Agreement of two curators on one thing; a figure that is undefined is None with the reason."""

    percent: Coefficient
    """Share of the groups on which they say the same."""
    alpha: Coefficient
    """Krippendorff's α, on the scale of an ordinal attribute ordinal, else nominal."""


class AgreedBoundaries(Model):
    """Agreement of two curators on ranges. α is not defined over ranges of groups that are aligned beforehand."""

    percent: Coefficient
    """Share of the components that both accepted with equal ranges."""
    overlap: float | None
    """Mean intersection over union of their ranges; None where `percent` is."""


class CuratorPair(Model):
    """Two curators on the groups that both decided, each by the latest decision; groups left open are none of them.

    What came to curators is mostly what annotators disagreed on: the figures are of hard cases, not of the corpus.
    """

    first: str
    """The one curator."""
    second: str
    """The other; names are in order."""
    groups: int
    """Groups that both decided."""
    apart: int
    """Groups that they decided on different versions of the text, and that are not compared."""
    presence: Agreed
    """Whether there is such a component."""
    type: Agreed
    """Which type it has, where both accepted it."""
    boundaries: AgreedBoundaries
    """Its range, where both accepted it."""
    attributes: dict[str, Agreed]
    """Each attribute, by `type.attribute`, where both chose that type and gave a value."""
    relations: Agreed
    """Whether there is such a relation, and of which type if it was given another."""


class Differing(Model):
    """A group on which curators do not say the same."""

    group: str
    """Id of the group."""
    article: str
    """Id of the article."""
    kind: Literal["component", "relation"]
    """What it is."""
    on: tuple[str, ...]
    """In what they differ: presence, type, boundaries, ends, merging, version, or an attribute by its name."""
    said: dict[str, str]
    """What each curator says."""
    settled: bool
    """Whether an arbiter has decided."""


class CuratorsReport(Record):
    """The people behind gold."""

    curators: tuple[CuratorLine, ...]
    """By role and name."""
    pairs: tuple[CuratorPair, ...]
    """Every two curators."""
    differing: tuple[Differing, ...]
    """By article, kind and group."""
    basis: dict[Basis, int]
    """On what the components and relations in gold rest."""


def report(project: Project, *, articles: Sequence[str] = ()) -> CuratorsReport:
    """Tell who decided how much on some articles or all, and how far curators agree.

    Raises InputError for an article that there is not.
    """
    with project.store() as store:
        chosen = chosen_articles(store, articles)
        decisions = [one for one in store.decisions(undone=True) if chosen is None or one.article in chosen]
    voices = spoken(decisions)
    latest = [one for found in voices.values() for one in found]
    by_curator = {
        name: {one.group: one for one in latest if (one.who, one.by) == (name, "curator")}
        for name in sorted({one.who for one in latest if one.by == "curator"})
    }
    differing = (_differing(group, found) for group, found in voices.items())
    return CuratorsReport(
        curators=tuple(_lines(decisions, latest)),
        pairs=tuple(
            _pair(first, second, _shared(by_curator[first], by_curator[second]), project.scheme)
            for first, second in combinations(by_curator, 2)
        ),
        differing=tuple(sorted((one for one in differing if one), key=lambda one: (one.article, one.kind, one.group))),
        basis=adjudication.bases(adjudication.holding(decisions, project.scheme)),
    )


def _lines(decisions: Iterable[Decision], latest: Iterable[Decision]) -> Iterator[CuratorLine]:
    made = [one for one in decisions if one.by != "rule"]
    standing = list(latest)
    for by, who in sorted({(one.by, one.who) for one in made}):
        own = [one for one in standing if (one.by, one.who) == (by, who)]
        kinds, outcomes = Counter(one.kind for one in own), Counter(one.outcome for one in own)
        moments = [one.when for one in own]
        yield CuratorLine.model_validate(
            {
                "who": who,
                "by": by,
                "components": kinds["component"],
                "relations": kinds["relation"],
                **{outcome: outcomes[outcome] for outcome in ("accepted", "rejected", "open")},
                "undone": sum(one.undone is not None for one in made if (one.by, one.who) == (by, who)),
                "first": min(moments, default=None),
                "last": max(moments, default=None),
            }
        )


def _shared(one: Mapping[str, Decision], other: Mapping[str, Decision]) -> list[_Both]:
    return [(said, other[group]) for group, said in one.items() if group in other]


def _pair(first: str, second: str, shared: Sequence[_Both], scheme: Scheme) -> CuratorPair:
    given = [both for both in shared if "open" not in (both[0].outcome, both[1].outcome)]
    same = [both for both in given if both[0].version == both[1].version]
    components = [both for both in same if both[0].kind == "component"]
    accepted = [
        (one.result, other.result)
        for one, other in components
        if isinstance(one.result, GoldComponent) and isinstance(other.result, GoldComponent)
    ]
    ranges = [((one.start, one.end), (other.start, other.end)) for one, other in accepted]
    relations = [both for both in same if both[0].kind == "relation"]
    return CuratorPair(
        first=first,
        second=second,
        groups=len(same),
        apart=len(given) - len(same),
        presence=_agreed([(one.outcome, other.outcome) for one, other in components]),
        type=_agreed([(one.type, other.type) for one, other in accepted]),
        boundaries=AgreedBoundaries(
            percent=percent_agreement(ranges),
            overlap=sum(_overlap(*both) for both in accepted) / len(accepted) if accepted else None,
        ),
        attributes=dict(_attributes(accepted, scheme)),
        relations=_agreed([(_drawn(one), _drawn(other)) for one, other in relations]),
    )


def _attributes(
    accepted: Sequence[tuple[GoldComponent, GoldComponent]], scheme: Scheme
) -> Iterator[tuple[str, Agreed]]:
    for component, attribute in scheme.attributes():
        name = attribute.id
        values = [
            (one.attributes.get(name), other.attributes.get(name))
            for one, other in accepted
            if one.type == other.type == component.id
        ]
        if any(value is not None for both in values for value in both):
            yield f"{component.id}.{name}", _agreed(values, attribute)


def _agreed(ratings: Sequence[tuple[Hashable, Hashable]], attribute: Attribute | None = None) -> Agreed:
    if attribute is None or attribute.scale != "ordinal":
        return Agreed(percent=percent_agreement(ratings), alpha=krippendorff_alpha(ratings))
    known = [value.id for value in attribute.values]
    sound = [tuple(value if value in known else None for value in both) for both in ratings]
    return Agreed(percent=percent_agreement(sound), alpha=krippendorff_alpha(sound, "ordinal", categories=known))


def _drawn(decision: Decision) -> str:
    """Return what is said of a relation: none, or which."""
    drawn = decision.result
    return f"{drawn.type} {drawn.source} {drawn.target}" if isinstance(drawn, GoldRelation) else decision.outcome


def _overlap(one: GoldComponent, other: GoldComponent) -> float:
    shared = max(0, min(one.end, other.end) - max(one.start, other.start))
    return shared / (one.end - one.start + other.end - other.start - shared)


def _differing(group: str, voices: Sequence[Decision]) -> Differing | None:
    """Return in what the curators of a group differ, or None where they do not."""
    curators = [one for one in voices if one.by == "curator"]
    on = dict.fromkeys(what for one, other in combinations(curators, 2) for what in _differences(one, other))
    if not on:
        return None
    return Differing(
        group=group,
        article=curators[0].article,
        kind=curators[0].kind,
        on=tuple(on),
        said={one.who: _said(one) for one in sorted(curators, key=lambda one: one.who)},
        settled=any(one.by == "arbiter" for one in voices),
    )


def _differences(one: Decision, other: Decision) -> Iterator[str]:
    if one.version != other.version:
        yield "version"
    if one.outcome != other.outcome:
        yield "presence"
    if one.into != other.into:
        yield "merging"
    first, second = one.result, other.result
    if first is None or second is None:
        return
    if first.type != second.type:
        yield "type"
    if isinstance(first, GoldComponent) and isinstance(second, GoldComponent):
        if (first.start, first.end) != (second.start, second.end):
            yield "boundaries"
        names = sorted(first.attributes.keys() | second.attributes.keys())
        yield from (name for name in names if first.attributes.get(name) != second.attributes.get(name))
    elif _drawn(one) != _drawn(other) and first.type == second.type:
        yield "ends"


def _said(decision: Decision) -> str:
    result = decision.result
    if isinstance(result, GoldComponent):
        attributes = "".join(f", {name} = {value}" for name, value in sorted(result.attributes.items()))
        return f"{result.type} [{result.start}, {result.end}){attributes}"
    return f"{result.type}" if result else decision.outcome
