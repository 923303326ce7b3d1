"""Short sketches of shingle sets, by which the few sets worth comparing are found among many.

MinHash (Broder 1997) as `datasketch` computes it. Its own index keeps some six kilobytes a text in hash tables; here
the bands are sorted one after the other, which needs the sketches only, 480 bytes each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from annotate.corpus._shingles import Shingles

Sketch = NDArray[np.uint32]
"""`BANDS` times `ROWS` minima."""

BANDS, ROWS = 20, 6
"""Two sets meet in a band when `ROWS` minima are equal. Of pairs with Jaccard .8 that is missed in all bands by 2 in
1,000, with .9 by one in 10 million; pairs with .3 meet by chance in 1 of 70, and are then compared to no effect."""

_SEED = 1


class Sketcher:
    """Makes sketches, all with the same permutations."""

    def __init__(self) -> None:
        # Not above: it loads SciPy, for half a second that other commands than the one need not wait.
        from datasketch import MinHash  # type: ignore[import-untyped]

        self._minhash = MinHash(num_perm=BANDS * ROWS, seed=_SEED, hashfunc=int)

    def __call__(self, found: Shingles) -> Sketch:
        """Return the sketch of a set; that of a union is the minimum of the sketches."""
        self._minhash.clear()
        self._minhash.update_batch((found >> np.uint64(32)).tolist())
        sketch: Sketch = self._minhash.hashvalues
        return sketch


def meetings(sketches: Sequence[Sketch]) -> Iterator[tuple[int, int]]:
    """Yield pairs of places of sketches that are equal in a band, each once, the smaller place first.

    Of many that are equal in the same band each is paired with the first of them only, so that the pairs are fewer
    than sketches times bands, however many copies there are.
    """
    seen: set[tuple[int, int]] = set()
    if len(sketches) < 2:
        return
    table = np.stack(sketches)
    for band in range(BANDS):
        rows = np.ascontiguousarray(table[:, band * ROWS : (band + 1) * ROWS])
        keys = rows.view(np.dtype((np.void, rows.itemsize * ROWS))).ravel()
        _, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
        leaders = first[inverse]
        for place in np.flatnonzero(leaders != np.arange(len(keys))).tolist():
            pair = (int(leaders[place]), place)
            if pair not in seen:
                seen.add(pair)
                yield pair
