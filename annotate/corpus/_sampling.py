"""Samples that depend on the seed and on what is drawn from, and on nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from schema import digest


def draw(ids: Collection[str], size: int, seed: int) -> tuple[str, ...]:
    """Return `size` of the ids, or all where there are fewer, in the order in which they were drawn.

    Each id has a place that its hash with the seed gives: a smaller sample is the beginning of a larger one, and ids
    that come or go elsewhere leave the order of the others as it is.
    """
    return tuple(sorted(ids, key=lambda id_: _place(seed, id_))[:size])


def draw_spread(strata: Mapping[str, str], size: int, seed: int) -> tuple[str, ...]:
    """Return `size` ids, or all where there are fewer, each stratum having its share of them; `strata` is by id.

    Within a stratum, and in the result as a whole, the order is that of `draw`.
    """
    members: dict[str, list[str]] = defaultdict(list)
    for id_, stratum in strata.items():
        members[stratum].append(id_)
    parts = shares({stratum: len(found) for stratum, found in members.items()}, size)
    drawn = [id_ for stratum, found in members.items() for id_ in draw(found, parts[stratum], seed)]
    return draw(drawn, len(drawn), seed)


def shares(sizes: Mapping[str, int], total: int) -> dict[str, int]:
    """Return how many of `total` fall to each stratum, in proportion to its size, by largest remainders.

    The shares add up to `total`, or to all there is if that is less; each differs from its exact proportion by less
    than one. Of equal remainders the first by name goes first.
    """
    every = sum(sizes.values())
    total = min(total, every)
    if not every:
        return dict.fromkeys(sizes, 0)
    whole = {name: total * size // every for name, size in sizes.items()}
    left = total - sum(whole.values())
    for name in sorted(sizes, key=lambda name: (-(total * sizes[name] % every), name))[:left]:
        whole[name] += 1
    return whole


def _place(seed: int, id_: str) -> tuple[str, str]:
    return digest(seed, id_), id_
