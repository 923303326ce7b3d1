"""Gold of several opinions: decisions by majority, and what all decisions together say."""

from annotate.adjudication._gold import gold, golds, holding, open_groups
from annotate.adjudication._majority import majority
from annotate.adjudication._verdict import RULE, automatic

__all__ = ["RULE", "automatic", "gold", "golds", "holding", "majority", "open_groups"]
