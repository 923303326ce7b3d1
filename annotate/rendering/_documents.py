"""Text of what `init` and `import` return."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from annotate.errors import visible
from annotate.importers import WORD_PROCESSORS
from annotate.rendering._annotated import annotatedreport
from annotate.rendering._tables import facts, plural, table
from annotate.workflow.importing.documents import ImportReport
from annotate.workflow.project import Initialised

_WORDS = {"added": "added", "known": "already there", "changed": "left as it was: its text has changed"}

_MOST_ROWS = 50
"""Documents that are told one by one."""


def initialised(result: Initialised) -> str:
    """A project that was set up."""
    return facts([("project", result.folder), ("store", result.store), ("scheme", result.scheme)])


def importreport(result: ImportReport) -> str:
    """One line per document unless there are many, the sums, what failed, and what a person should look at."""
    columns = ("file", "document", "articles", "paragraphs", "characters", "")
    rows = (
        (
            found.source,
            found.document,
            found.articles,
            found.paragraphs,
            found.characters,
            _WORDS[found.outcome],
        )
        for found in result.documents
    )
    few = result.documents and len(result.documents) <= _MOST_ROWS
    labelled = [annotatedreport(result.annotated)] if result.annotated else []
    sums = [] if labelled and not result.documents else [_sums(result)]
    return "\n".join([*([table(columns, rows)] if few else []), *sums, *_remarks(result), *labelled])


def _sums(result: ImportReport) -> str:
    outcomes = Counter(found.outcome for found in result.documents)
    return (
        f"{plural(outcomes['added'], 'document')} added, {outcomes['known']} already there"
        + (f", {outcomes['changed']} with another text than stored" if outcomes["changed"] else "")
        + f": {plural(sum(found.articles for found in result.documents), 'article')}, "
        + plural(sum(found.paragraphs for found in result.documents), "paragraph")
    )


def _remarks(result: ImportReport) -> Iterator[str]:
    doubts = sum(found.doubts for found in result.documents if found.outcome == "added")
    if doubts:
        yield f"{plural(doubts, 'uncertain place')}: `annotate corpus review` goes through them"
    left_out = {
        "control character": sum(found.controls for found in result.documents),
        "deleted character": sum(found.deleted for found in result.documents),
        "hidden character": sum(found.hidden for found in result.documents),
    }
    yield from (f"{plural(count, noun)} left out of the text" for noun, count in left_out.items() if count)
    pages = [visible(found.source) for found in result.documents if found.misnamed]
    if pages:
        more = f" and {len(pages) - _MOST_ROWS:,} more" if len(pages) > _MOST_ROWS else ""
        yield f"web pages, read as such whatever they are called: {', '.join(pages[:_MOST_ROWS])}{more}"
    if result.others:
        kinds = ", ".join(f"{count:,} {suffix or 'without a suffix'}" for suffix, count in result.others.items())
        yield f"{plural(sum(result.others.values()), 'file')} of other kinds left alone: {visible(kinds)}"
        if old := sorted(WORD_PROCESSORS.intersection(result.others)):
            yield f"  → to import {', '.join(old)}, save it as .docx"
    yield from (f"not imported: {message}" for message in result.failed)
