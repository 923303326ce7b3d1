"""Text of what `assign`, `annotators retire` and `annotators erase` return."""

from __future__ import annotations

from collections.abc import Iterator

from annotate.rendering._tables import plural, table
from annotate.workflow.assigning.annotators import EraseReport, RetireReport
from annotate.workflow.assigning.dealt import AssignReport
from annotate.workflow.assigning.releasing import ReleaseReport

_WIDE = 8
"""Annotators up to whom a matrix is printed; of more, only the pairs that share least."""

_SHOWN = 12
"""Pairs or files that are printed; `--json` has all."""

_PLANNED = "nothing was done; the same without --dry-run does it"


def assignreport(result: AssignReport) -> str:
    """What was given, what each annotator has, who shares how much with whom, and what is wanting."""
    if not result.loads:
        return "nothing is assigned: a push sends every article to everyone; annotate assign deals them out"
    verb = "would be" if not result.done else "were"
    changes = [
        *([f"{plural(result.taken_back, 'article')} {verb} taken back"] if result.taken_back else []),
        *([f"{plural(result.given, 'assignment')} {verb} made"] if result.given else []),
    ]
    columns = ("annotator", "calibration", "articles", "characters", "open", "units")
    rows = (
        (
            f"{load.annotator} (retired)" if load.retired else load.annotator,
            load.calibration,
            load.articles,
            load.characters,
            load.open,
            load.units,
        )
        for load in result.loads
    )
    largest = f"; the largest has {result.largest:,} characters" if result.largest else ""
    each = plural(result.per_article or 0, "annotator")
    head = f"design {result.design}: {plural(result.articles, 'article')}, {each} each{largest}"
    return "\n".join(
        [
            *changes,
            head,
            table(columns, rows),
            *_shares(result),
            *_wanting(result),
            *([] if result.done else [_PLANNED]),
        ]
    )


def _shares(result: AssignReport) -> Iterator[str]:
    """The matrix of what every two share, articles and units; for many annotators, the pairs that share least."""
    if not result.pairs:
        return
    names = [load.annotator for load in result.loads]
    if len(names) > _WIDE:
        least = sorted(result.pairs, key=lambda pair: (pair.units, pair.first, pair.second))[:_SHOWN]
        yield f"of {len(result.pairs)} pairs, those that share least; --json lists all"
        yield table(("annotator", "and", "articles", "units"), (tuple(pair.model_dump().values()) for pair in least))
        return
    shared = {(pair.first, pair.second): f"{pair.articles}/{pair.units}" for pair in result.pairs}
    rows = ((one, *(shared.get((one, other), "") for other in names[1:])) for one in names[:-1])
    yield table(("shared articles/units", *names[1:]), rows)


def _wanting(result: AssignReport) -> Iterator[str]:
    if thin := result.thin:
        listed = ", ".join(f"{pair.first} – {pair.second}" for pair in thin[:_SHOWN])
        more = f" and {len(thin) - _SHOWN} more" if len(thin) > _SHOWN else ""
        yield f"fewer than {result.few} units shared, too few to tell how far two agree: {listed}{more}"
    if result.short:
        wanted = plural(result.per_article or 0, "annotator")
        filled = "annotate assign gives them to others, where there are any"
        yield f"{plural(len(result.short), 'article')} with fewer than {wanted}; {filled}"
    waiting = sum(load.calibration + load.articles - load.open for load in result.loads)
    if waiting:
        yield f"{plural(waiting, 'assignment')} wait for the calibration; annotate assign --release opens them"


def releasereport(result: ReleaseReport) -> str:
    """Who was released, who is not through, and where the feedback is."""
    verb = "opened for" if result.done else "would be opened for"
    opened = f"{plural(result.opened, 'assignment')} {verb} {', '.join(result.released)}"
    lines = [opened if result.released else "nobody has finished the calibration"]
    lines += [
        f"{one.annotator} waits: {plural(one.missing, 'unit')} of the calibration to do, as far as pulled"
        for one in result.waiting
    ]
    if result.waiting:
        lines.append("--annotator NAME opens them all the same")
    if result.sheets:
        lines += ["feedback:", *(f"  {path}" for path in result.sheets)]
    if result.done and result.released:
        lines.append("annotate push sends what is open")
    return "\n".join([*lines, *([] if result.done else [_PLANNED])])


def retirereport(result: RetireReport) -> str:
    """What was taken back, and what is left half done."""
    columns = ("annotator", "taken back", "begun and not finished")
    rows = ((one.annotator, one.taken_back, one.unfinished) for one in result.annotators)
    left = [one.annotator for one in result.annotators if one.unfinished]
    return "\n".join(
        [
            table(columns, rows),
            "annotate assign gives what was taken back to others; annotate push empties the queue",
            *(f"annotate assign --reassign {name} gives the rest to others" for name in left),
        ]
    )


def erasereport(result: EraseReport) -> str:
    """What was removed, and where the person is still to be found."""
    verb = "would be" if not result.done else "were"
    kept = f"kept under the name {result.pseudonym}" if result.pseudonym else "removed"
    beyond = [f"  {line}" for line in (*result.server, *result.files[:_SHOWN])]
    if len(result.files) > _SHOWN:
        beyond.append(f"  … and {len(result.files) - _SHOWN} files more; --json lists all")
    return "\n".join(
        [
            f"{plural(result.annotations, 'annotation')} {verb} {kept}",
            *(["the person is still named here:", *beyond] if beyond else []),
            "copies of the store and exports made earlier still hold the name, wherever they are",
            *([] if result.done else [_PLANNED]),
        ]
    )
