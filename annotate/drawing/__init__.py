"""Drawing: annotated text as pictures that need nothing else. Pure, no I/O."""

from annotate.drawing._arcs import arcs_of
from annotate.drawing._ink import ink_on
from annotate.drawing._layout import Relation, Span, cells, rows_of
from annotate.drawing._svg import svg

__all__ = ["Relation", "Span", "arcs_of", "cells", "ink_on", "rows_of", "svg"]
