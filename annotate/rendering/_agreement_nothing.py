"""What to say where there is nothing to measure."""

from __future__ import annotations

from annotate.agreement import Extent, Subset


def nothing_shared(result: Extent, subset: Subset) -> str | None:
    """Say in one sentence what is missing, and what to do; None where two annotators submitted one unit.

    `subset` is what was asked for.
    """
    if result.shared_units:
        return None
    if subset != Subset():
        return "nothing to measure: no unit of what was asked for was submitted by two annotators; ask for more"
    names = " and ".join(result.annotators)
    if len(result.annotators) > 1:
        return (
            f"nothing to measure: {names} submitted no unit that another of them did too; "
            "annotate assign --per-article 2 gives articles to two, annotate push sends them"
        )
    if names:
        return (
            f"nothing to measure: only {names} submitted anything; annotate assign --per-article 2 and annotate push "
            "send the same articles to another annotator, annotate pull fetches the work"
        )
    return (
        "nothing to measure: no annotation was submitted yet; annotate status shows how far everybody is, "
        "annotate pull fetches what was submitted"
    )
