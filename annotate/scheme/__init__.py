"""Schemes: loading one from its file, and what is derived from it."""

from annotate.scheme._config import labelling_config
from annotate.scheme._instructions import instructions
from annotate.scheme._load import SHIPPED, load

__all__ = ["SHIPPED", "instructions", "labelling_config", "load"]
