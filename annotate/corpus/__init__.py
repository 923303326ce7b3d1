"""What can be said of a corpus as a whole: what is in it twice, and which articles fit criteria. No I/O."""

from annotate.corpus._choice import Choice, choose, strata, year
from annotate.corpus._dates import Period, period
from annotate.corpus._duplicates import Contained, Copy, DuplicateGroup, DuplicatesReport, duplicates
from annotate.corpus._sampling import draw, draw_spread, shares

__all__ = [
    "Choice",
    "Contained",
    "Copy",
    "DuplicateGroup",
    "DuplicatesReport",
    "Period",
    "choose",
    "draw",
    "draw_spread",
    "duplicates",
    "period",
    "shares",
    "strata",
    "year",
]
