"""Spans of several annotators laid side by side: which work counts, and one clustering of all."""

from annotate.alignment._cluster import cluster
from annotate.alignment._columns import Coded, Columns, Entry, RelationColumns, SpanColumns
from annotate.alignment._marks import Mark, marks, sound
from annotate.alignment._overlap import iou, overlap, overlapping
from annotate.alignment._rulings import Ruling
from annotate.alignment._select import Selection, Submission, select

__all__ = [
    "Coded",
    "Columns",
    "Entry",
    "Mark",
    "RelationColumns",
    "Ruling",
    "Selection",
    "SpanColumns",
    "Submission",
    "cluster",
    "iou",
    "marks",
    "overlap",
    "overlapping",
    "select",
    "sound",
]
