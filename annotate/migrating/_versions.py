"""Which version of the scheme an annotation was made under."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple

from annotate.alignment import Entry
from schema import Annotation, SchemeUse

SLACK = timedelta(minutes=2)
"""How far the clocks of the server and of those who push may be apart."""


class Known(NamedTuple):
    """What is known of an annotation's scheme."""

    scheme: str | None
    """Id of the version; None where nothing tells: no time, or no project whose schemes were noted."""
    certain: bool
    """Whether the annotator's screen must have shown it; not so for what was begun before and submitted after."""


def version_of(annotation: Annotation | Entry, uses: Iterable[SchemeUse], migrated: str | None = None) -> Known:
    """Return the version that an annotation's project had when it was last changed.

    Args:
        annotation: The annotation.
        uses: Every use of a scheme by its project, in any order.
        migrated: The version that the annotation was last migrated to, if it was.

    A page that was open when the scheme changed shows the old one until it is loaded again, so that a submission is
    uncertain which was begun (its time less the seconds spent on it) before the change, with some slack for clocks.
    What was migrated and not changed under yet another version is certain.
    """
    if annotation.updated is None:
        return Known(None, certain=False)
    until = annotation.updated
    begun = until - timedelta(seconds=annotation.lead_time or 0) - SLACK
    shown: list[str] = []
    for use in sorted(uses, key=lambda use: use.since):
        if use.since > until:
            break
        shown = [*shown, use.scheme] if use.since > begun else [use.scheme]
    if not shown:
        return Known(None, certain=False)
    return Known(shown[-1], certain=len(set(shown)) == 1 or shown[-1] == migrated)
