"""In which order annotators do their articles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from annotate.assignment._deal import Pair
from schema import digest


def order(pairs: Iterable[Pair], corpus: Iterable[str], *, shuffle: int | None = None) -> Mapping[Pair, int]:
    """Return the place of each pair in its annotator's order, from 0.

    Args:
        pairs: What the annotators have; of articles in `corpus`.
        corpus: Ids of the articles in the order of the corpus.
        shuffle: Seed of an order of each annotator's own; None for that of the corpus.
    """
    places = {article: place for place, article in enumerate(corpus)}

    def key(pair: Pair) -> tuple[str, str, int]:
        return pair.annotator, "" if shuffle is None else digest(shuffle, *pair), places[pair.article]

    found: dict[Pair, int] = {}
    done: dict[str, int] = {}
    for pair in sorted(pairs, key=key):
        found[pair] = done[pair.annotator] = done.get(pair.annotator, -1) + 1
    return found
