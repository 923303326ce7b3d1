"""The rules of the scheme, held against annotations; every rule of `schema.RULES` is one function here."""

from annotate.validation._check import ANNOTATION_RULES, ARTICLE_RULES, check
from annotate.validation._graph import cycles, knots
from annotate.validation._relations import permitted

__all__ = ["ANNOTATION_RULES", "ARTICLE_RULES", "check", "cycles", "knots", "permitted"]
