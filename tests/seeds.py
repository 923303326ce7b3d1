"""Which seeds tests of random faults take: five by default, as many as one likes on demand."""

from __future__ import annotations

import os


def seeds() -> range:
    """Return the first five, or those that ANNOTATE_TEST_SEEDS tells: `200` for 200, `40-200` from the 41st on."""
    first, _, end = os.environ.get("ANNOTATE_TEST_SEEDS", "5").rpartition("-")
    return range(int(first or 0), int(end))
