"""Permanent ids of groups: a cluster of today takes over the group of earlier decisions that it continues."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from fractions import Fraction

from annotate.adjudication._ranges import Ranged, iou
from schema import Decision, GoldComponent, digest

Member = tuple[str, str]
"""Id of an annotation and of a region or relation in it."""

_HALF = Fraction(1, 2)


def members(decisions: Iterable[Decision]) -> dict[str, frozenset[Member]]:
    """Return what each group last consisted of, the oldest group first; for a vanished group, before it vanished.

    Decisions come oldest first.
    """
    found: dict[str, frozenset[Member]] = {}
    for decision in decisions:
        current = frozenset((part.annotation, part.item) for part in decision.evidence if part.item is not None)
        found[decision.group] = current or found.get(decision.group, current)
    return found


def name(article: str, clusters: Sequence[frozenset[Member]], earlier: Mapping[str, frozenset[Member]]) -> list[str]:
    """Return a group id for each cluster of spans of an article; clusters are disjoint and not empty.

    A cluster inherits the id of the earlier group with which it shares most members. No two inherit the same one:
    pairs are taken by shared members, then by their share in the union of both, then the older group first. Any
    other cluster is a new group, named for its members; should a group of these very first members be known that
    has gone elsewhere since, a number keeps the two apart.
    """
    ids: dict[int, str] = {}
    taken: set[str] = set()
    for *_, group, index in sorted(_candidates(clusters, earlier)):
        if index not in ids and group not in taken:
            ids[index] = group
            taken.add(group)
    taken |= earlier.keys()
    for index, cluster in enumerate(clusters):
        if index not in ids:
            ids[index] = _new(article, cluster, taken)
            taken.add(ids[index])
    return [ids[index] for index in range(len(clusters))]


def adopt(
    names: Sequence[str], marks: Sequence[Ranged], known: Container[str], added: Iterable[GoldComponent]
) -> list[str]:
    """Return the names of clusters, those of new ones replaced where they stand for what a person had added before.

    Args:
        names: The name of each cluster.
        marks: A mark of each cluster.
        known: All groups of before: their clusters keep them.
        added: Components that nobody had marked when a person added them; their groups have no members.

    A new cluster stands for a component if its mark overlaps it by at least one half; the closest pairs come first.
    """
    pairs = [
        (-closeness, place, component.id)
        for component in added
        for place, mark in enumerate(marks)
        if names[place] not in known and (closeness := iou(mark, component)) >= _HALF
    ]
    found = list(names)
    for _, place, group in sorted(pairs):
        if group not in found and found[place] == names[place]:
            found[place] = group
    return found


def _candidates(
    clusters: Sequence[frozenset[Member]], earlier: Mapping[str, frozenset[Member]]
) -> list[tuple[int, Fraction, int, tuple[Member, ...], str, int]]:
    """Return every cluster and earlier group that share a member, as keys that sort the best pair first."""
    groups_of: dict[Member, list[str]] = {}
    for group, known in earlier.items():
        for member in known:
            groups_of.setdefault(member, []).append(group)
    age = {group: rank for rank, group in enumerate(earlier)}
    found = []
    for index, cluster in enumerate(clusters):
        shares = Counter(group for member in cluster for group in groups_of.get(member, ()))
        for group, shared in shares.items():
            share = Fraction(shared, len(cluster | earlier[group]))
            found.append((-shared, -share, age[group], tuple(sorted(cluster)), group, index))
    return found


def _new(article: str, cluster: frozenset[Member], taken: set[str]) -> str:
    parts = ("group", article, "component", *(part for member in sorted(cluster) for part in member))
    group, number = digest(*parts), 1
    while group in taken:
        number += 1
        group = digest(*parts, number)
    return group
