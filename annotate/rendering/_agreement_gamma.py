"""Text of γ."""

from __future__ import annotations

from annotate.agreement import GammaReport, Reason
from annotate.rendering._agreement import about
from annotate.rendering._agreement_nothing import nothing_shared
from annotate.rendering._tables import plural, table


def gammareport(result: GammaReport) -> str:
    """γ with the disorders that it compares; or why it has no value, and what to do about it."""
    found = result.gamma
    if found.value is None:
        return "\n\n".join([about(result), nothing_shared(result, result.subset) or _without_value(result)])
    columns = ("measure", "value", "sampling error", "observed", "by chance", "samples", "units", "spans", "annotators")
    row = ("γ", found.value, found.sampling_error, found.observed, found.expected)
    counts = (found.samples, found.units, found.items, found.annotators)
    return "\n\n".join([about(result), table(columns, [(*row, *counts)])])


def _without_value(result: GammaReport) -> str:
    fewer = "choose fewer articles with --article or --selection"
    spans = plural(result.gamma.items, "span")
    words: dict[Reason, str] = {
        "too_large": f"{spans} are more than can be searched through (at most {result.most_spans:,}): "
        f"{fewer}, or raise --most-spans",
        "timed_out": f"{spans} took more than {result.seconds:g} seconds: {fewer}, or raise --seconds",
        "no_spans": "nobody marked a span in a unit that two annotators saw",
        "no_variation": "spans put down by chance would be aligned as well",
    }
    reason = result.gamma.reason
    return f"γ has no value: {words.get(reason, reason) if reason else ''}"
