"""Schemes: loading one from its file, and what is derived from it."""

from annotate.scheme._load import SHIPPED, load

__all__ = ["SHIPPED", "load"]
