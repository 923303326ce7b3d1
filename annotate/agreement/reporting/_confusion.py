"""Which labels are taken for which."""

from __future__ import annotations

import numpy as np

from annotate.agreement.reporting._aligned import Aligned
from annotate.agreement.reporting._model import CUT, NOTHING, Confusion


def confusion(aligned: Aligned) -> Confusion:
    """Return how often which two labels met: over all clusters, every two annotators who saw the unit.

    An annotator without a span in a cluster cut its words otherwise, or said nothing there; two of these have nothing
    to compare.
    """
    labels = aligned.codings.labels
    given, size = aligned.codings.spans.label, len(labels) + 2
    one, other = given[aligned.first], given[aligned.second]
    cells = np.concatenate([one * size + other, given * size + size - 2, given * size + size - 1])
    weights = np.concatenate([np.ones(len(one)), aligned.cut, aligned.nothing])
    met = np.bincount(cells, weights, minlength=size * size).astype(np.int64).reshape(size, size)
    both = met + met.T - np.diag(np.diag(met))
    return Confusion(
        labels=(*labels, CUT, NOTHING),
        counts=tuple(tuple(map(int, row)) for row in both),
        pairs=int(met.sum()),
    )
