"""Who is to annotate which article: pure functions, the same for the same seed."""

from annotate.assignment._deal import Pair, deal
from annotate.assignment._order import order
from annotate.assignment._overlap import Shared, overlaps

__all__ = ["Pair", "Shared", "deal", "order", "overlaps"]
