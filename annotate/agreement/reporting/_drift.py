"""Whether agreement changes while the work goes on."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

import numpy as np

from annotate.agreement._codings import Codings
from annotate.agreement.reporting._headline import headline, rows_of
from annotate.agreement.reporting._model import Measure, Window
from schema import Scheme

MOST = 5
"""How many windows there are at most."""

FEWEST = 10
"""Shared units that a window has at least; a figure on fewer says next to nothing."""


def drift(
    codings: Codings, scheme: Scheme, done: Mapping[str, datetime], measures: Collection[Measure]
) -> tuple[Window, ...]:
    """Return measures of the headline on windows of (nearly) as many shared units, in the order of their completion.

    `done` tells, by the key of a unit, when the last of its annotators submitted it; a unit that is not there is in
    no window. Up to MOST windows of FEWEST units or more; none where there would be fewer than two.
    """
    shared = codings.shared
    rows = [row for row, key in enumerate(codings.units.key) if shared[row] and key in done]
    count = min(MOST, len(rows) // FEWEST)
    if count < 2 or not measures:
        return ()
    rows.sort(key=lambda row: (done[codings.units.key[row]], row))
    pieces = np.array_split(np.array(rows), count)
    window = np.full(len(codings.units.key), -1)
    for number, piece in enumerate(pieces):
        window[piece] = number
    kept = codings.bare().keep_units(window >= 0)
    # What adds up over articles adds up over windows, once these stand in their place.
    split = kept.regrouped([str(number) for number in range(count)], window[window >= 0])
    spans = np.bincount(split.units.article[split.spans.unit], minlength=count).tolist()
    moments = [[done[codings.units.key[row]] for row in piece.tolist()] for piece in pieces]
    values = rows_of(headline(split, scheme, measures))
    return tuple(
        Window(first=moments[at][0], last=moments[at][-1], units=len(pieces[at]), spans=spans[at], values=values[at])
        for at in range(count)
    )
