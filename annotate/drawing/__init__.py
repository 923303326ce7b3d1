"""Drawing: annotated text as pictures that need nothing else. Pure, no I/O."""

from annotate.drawing._arcs import arcs_of
from annotate.drawing._graph import NARROW, WIDE, Node, Sizes, boxes_of
from annotate.drawing._graph_svg import GRAPH, graph_svg
from annotate.drawing._ink import ink_on
from annotate.drawing._layout import Line, Relation, Span, cells, lines_of, rows_of, segments
from annotate.drawing._places import wide
from annotate.drawing._svg import svg
from annotate.drawing._ways import ways_of

__all__ = [
    "GRAPH",
    "NARROW",
    "WIDE",
    "Line",
    "Node",
    "Relation",
    "Sizes",
    "Span",
    "arcs_of",
    "boxes_of",
    "cells",
    "graph_svg",
    "ink_on",
    "lines_of",
    "rows_of",
    "segments",
    "svg",
    "ways_of",
    "wide",
]
