"""Text of what `export` returns."""

from __future__ import annotations

from collections.abc import Sequence

from annotate.exporters import Exported
from annotate.rendering._tables import plural, table
from annotate.workflow.exporting.differing import ExportDiff, GoldChange, Reason, TextChange, WorkChange
from annotate.workflow.exporting.verifying import ExportCheck, ExportList, FormatList

_SHOWN = 20
"""Differences of one kind that are printed; `--json` has all."""


def exported(result: Exported) -> str:
    """Where, which files, what could not be said in the format, and what leaks between splits."""
    manifest = result.manifest
    rows = ((name, facts.size, facts.sha256[:16]) for name, facts in manifest.files.items())
    lost = [
        f"left out: {left.count} {what}: {reason} (for example {left.examples[0]})"
        for what, reasons in manifest.left_out.items()
        for reason, left in reasons.items()
    ]
    of_selection = f" (selection {manifest.selection.name})" if manifest.selection else ""
    release = f", release {manifest.release}" if manifest.release else ""
    head = f"written to {result.folder}{of_selection}{release}"
    return "\n".join([head, table(("file", "bytes", "SHA-256"), rows), *_splits(result), *lost])


def _splits(result: Exported) -> list[str]:
    found = result.manifest.splits
    if found is None:
        return []
    counts = ", ".join(f"{name} {count}" for name, count in zip(found.names, found.articles, strict=True))
    leaks = [f"leaks: {leak}" for leak in found.leaks[:_SHOWN]] + _rest(found.leaks)
    return [f"splits, by articles: {counts}", *(leaks or ["no leak between splits was found"])]


def formatlist(result: FormatList) -> str:
    """One line per format."""
    rows = ((one.name, one.help, one.layer, one.extra) for one in result.formats)
    return table(("format", "what it is", "labels", "extra"), rows)


def exportlist(result: ExportList) -> str:
    """One line per release."""
    if not result.releases:
        return "nothing was exported yet; annotate export FORMAT --name NAME"
    columns = ("release", "name", "format", "made", "by", "articles", "annotations", "labels", "SHA-256")
    rows = (
        (
            one.number,
            one.name,
            one.kind,
            one.made.isoformat(timespec="seconds"),
            one.who,
            one.articles,
            one.annotations,
            one.layer,
            one.sha256[:16],
        )
        for one in result.releases
    )
    return table(columns, rows)


def exportcheck(result: ExportCheck) -> str:
    """Whether all is well, or each fault."""
    release = f"release {result.release}" if result.release else "no release"
    store = {"same": "as the store has it", "other": "not as the store has it", "unknown": "unknown to the store"}
    newer = [f"a newer release of this name: {result.newer}"] if result.newer else []
    well = [] if result.faults else [f"{plural(result.files, 'file')}, all as they were written"]
    faults = [f"fault: {fault}" for fault in result.faults]
    return "\n".join([f"{result.folder}: {release}, {store[result.store]}", *well, *faults, *newer])


def exportdiff(result: ExportDiff) -> str:
    """What is different, each with who did it and why."""
    differs = result.arguments or result.scheme or result.texts or result.works or result.gold or result.splits
    if not differs:
        return f"releases {result.first} and {result.second} say the same"
    head = (
        f"releases {result.first} → {result.second} differ in {plural(len(result.texts), 'article')}, "
        f"{plural(len(result.works), 'annotation')}, {plural(len(result.gold), 'item')} of gold"
    )
    asked = [f"asked for otherwise: {', '.join(result.arguments)}"] if result.arguments else []
    scheme = ["another version of the scheme: annotate scheme diff tells what is different"] if result.scheme else []
    splits = [f"{plural(result.splits, 'article')} in another split"] if result.splits else []
    return "\n".join(
        [
            head,
            *asked,
            *scheme,
            *splits,
            *(line for text in result.texts[:_SHOWN] for line in _text(text)),
            *_rest(result.texts),
            *(line for work in result.works[:_SHOWN] for line in _work(work)),
            *_rest(result.works),
            *(line for item in result.gold[:_SHOWN] for line in _item(item)),
            *_rest(result.gold),
        ]
    )


def _text(change: TextChange) -> list[str]:
    told = f": {change.told}" if change.told else ""
    return [f"{change.change}: article {change.article}{told}", *_reasons(change.reasons)]


def _work(change: WorkChange) -> list[str]:
    when = f", {change.when.isoformat(timespec='seconds')}" if change.when else ""
    told = f": {change.told}" if change.told else ""
    items = [f"  {item}" for item in change.items]
    return [f"{change.change}: annotation of {change.annotator} on {change.unit}{told}{when}", *items]


def _item(change: GoldChange) -> list[str]:
    said = " → ".join(filter(None, (change.before, change.after)))
    reasons = _reasons(change.reasons) or ["  nobody decided on it: it follows from what else changed"]
    return [f"{change.change}: {change.kind} {change.item} in {change.article}: {said}", *reasons]


def _reasons(reasons: Sequence[Reason]) -> list[str]:
    when = (one.when.isoformat(timespec="seconds") if one.when else "undated" for one in reasons)
    return [f"  {one.who}, {at}: {one.why or 'no reason given'}" for one, at in zip(reasons, when, strict=True)]


def _rest(every: Sequence[object]) -> list[str]:
    return [f"… and {len(every) - _SHOWN} more; --json lists all"] if len(every) > _SHOWN else []
