"""What a report shows, read from the store: texts with what was said of them, and every figure."""

from annotate.workflow.reporting._gather import gather
from annotate.workflow.reporting._model import Layer, Mark, Part, ReportData, ReportText, Tie
from annotate.workflow.reporting._written import FigureWritten, ReportWritten

__all__ = ["FigureWritten", "Layer", "Mark", "Part", "ReportData", "ReportText", "ReportWritten", "Tie", "gather"]
