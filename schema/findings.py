"""What `check` finds."""

from __future__ import annotations

from schema._base import Model
from schema.scheme import Severity


class Finding(Model):
    """A rule that an annotation breaks."""

    rule: str
    """Id of the rule."""
    severity: Severity
    """How bad it is under the scheme."""
    annotator: str
    """Whose work it is."""
    unit: str
    """Key of the unit."""
    annotation: str
    """Id of the annotation."""
    item: str | None = None
    """Region or relation id that breaks it; None where it is the whole annotation."""
    message: str
    """Where, what was found and what was expected."""
