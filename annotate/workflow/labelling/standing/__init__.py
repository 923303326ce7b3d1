"""How far a project is, as the store tells it: who has done what, at which pace, and which articles are covered."""

from annotate.workflow.labelling.standing._pace import IDLE, MAX_MINUTES
from annotate.workflow.labelling.standing._report import (
    AnnotatorStatus,
    ArticleCoverage,
    ImportedWork,
    StatusReport,
    Tick,
)
from annotate.workflow.labelling.standing._status import status

__all__ = [
    "IDLE",
    "MAX_MINUTES",
    "AnnotatorStatus",
    "ArticleCoverage",
    "ImportedWork",
    "StatusReport",
    "Tick",
    "status",
]
