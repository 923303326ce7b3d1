"""Spans of several annotators laid side by side: which work counts, matching of two, clustering of all."""

from annotate.alignment._cluster import cluster
from annotate.alignment._marks import Mark, marks
from annotate.alignment._match import iou, match, overlap, overlapping
from annotate.alignment._select import Selection, select

__all__ = ["Mark", "Selection", "cluster", "iou", "marks", "match", "overlap", "overlapping", "select"]
