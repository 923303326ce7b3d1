"""What measures on spans are computed on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np

from annotate.agreement._codings import Codings


@dataclass(frozen=True, slots=True)
class Scope:
    """Counts over the units that at least two annotators saw."""

    units: int
    """These units."""
    annotators: int
    """Annotators who saw any of them."""
    spans: tuple[int, ...]
    """Spans in them, by label."""
    single: int
    """Units that one annotator saw."""

    @classmethod
    def of(cls, codings: Codings) -> Self:
        """Count."""
        shared = codings.shared
        used = codings.spans.label[shared[codings.spans.unit]]
        return cls(
            units=int(shared.sum()),
            annotators=int(codings.seen[shared].any(axis=0).sum()),
            spans=tuple(np.bincount(used, minlength=len(codings.labels)).tolist()),
            single=int((codings.seen.sum(axis=1) == 1).sum()),
        )
