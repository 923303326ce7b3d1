"""What a report shows, read from the store: texts with what was said of them, and every figure."""

from annotate.workflow.reporting._gather import gather
from annotate.workflow.reporting._model import DayDone, Layer, Mark, Part, ReportData, ReportText, Tie
from annotate.workflow.reporting._written import FigureWritten, ReportWritten, Serving

__all__ = [
    "DayDone",
    "FigureWritten",
    "Layer",
    "Mark",
    "Part",
    "ReportData",
    "ReportText",
    "ReportWritten",
    "Serving",
    "Tie",
    "gather",
]
