"""Whether a project, its store and its server are well, each with what cures it."""

from annotate.workflow.labelling.doctor._examine import CHECKS, examine
from annotate.workflow.labelling.doctor._report import DoctorReport, Line

__all__ = ["CHECKS", "DoctorReport", "Line", "examine"]
