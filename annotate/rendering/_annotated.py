"""Text of what an import of annotations returns."""

from __future__ import annotations

from annotate.errors import visible
from annotate.rendering._checking import summary_lines
from annotate.rendering._tables import plural
from annotate.workflow.importing.annotated import AnnotatedReport


def annotatedreport(result: AnnotatedReport) -> str:
    """The sums, what does not fit by file and place, and what failed."""
    saved = result.annotations
    whose = f", of {', '.join(result.annotators)}" if result.annotators else ""
    count = saved.new + saved.revised + saved.unchanged
    sums = (
        f"{plural(result.documents, 'document')} added, {result.known} already there; {plural(count, 'annotation')}: "
        f"{saved.new} new, {saved.revised} revised, {saved.unchanged} unchanged, "
        f"with {plural(result.spans, 'span')} and {plural(result.relations, 'relation')}{whose}"
    )
    listed = [
        visible(f"does not fit: {found.file}, {found.place}: {found.found} (expected {found.expected})")
        for found in result.mismatches
    ]
    failed = [f"not imported: {message}" for message in result.failed]
    return "\n".join([sums, *listed, *summary_lines(result.checked), *failed])
