"""Text of what review folders, `corpus edit` and `corpus review` return, and of the places that a walk stops at."""

from __future__ import annotations

from annotate.editing import Stop
from annotate.errors import visible
from annotate.rendering._tables import facts, plural, table
from annotate.workflow.correcting.corrections import ArticleBlocks, Corrected, NumberedBlock
from annotate.workflow.correcting.rereading import RereadReport
from annotate.workflow.correcting.review import ReviewTaken, ReviewWritten
from annotate.workflow.correcting.revision import Revised
from annotate.workflow.correcting.walking import CHOICES, WalkReport
from schema import Block, Imported


def reviewwritten(result: ReviewWritten) -> str:
    """What is in the folder, and what to do with it."""
    return "\n".join(
        [
            f"{result.folder}: {plural(result.articles, 'article')} of {plural(result.documents, 'document')}, "
            f"{plural(result.doubts, 'uncertain place')}",
            f"edit the files, then: annotate import {result.folder}",
            *(f"left out: {message}" for message in result.failed),
        ]
    )


def reviewtaken(result: ReviewTaken) -> str:
    """Each document with what was done."""
    return "\n".join(_revised(document) for document in result.documents)


def corrected(result: Corrected) -> str:
    """What was done."""
    return _revised(result.document)


def rereadreport(result: RereadReport) -> str:
    """Each document that was read anew, and what failed."""
    failures = [f"not read: {message}" for message in result.failed]
    return "\n".join([*map(_revised, result.documents), *failures])


def walkreport(result: WalkReport) -> str:
    """What was decided, and what is left."""
    sums = f"{plural(result.decided, 'decision')}; {plural(result.left, 'uncertain place')} left"
    return "\n".join([*map(_revised, result.documents), sums])


def articleblocks(result: ArticleBlocks) -> str:
    """An article with the numbers of its blocks, and what stands outside."""
    known = facts(
        [
            ("article", result.article),
            ("file", f"{result.source}, reading {result.reading}"),
            ("title", result.title),
            ("authors", "、".join(result.authors)),
            ("source", result.published),
            ("date", result.date),
        ]
    )
    parts = [known, table(("block", "kind", "text"), map(_row, result.blocks))]
    if result.outside:
        parts += ["outside any article:", table(("block", "kind", "text"), map(_row, result.outside))]
    return "\n\n".join(parts)


def stop(imported: Imported, found: Stop, left: int) -> str:
    """A place that a walk stops at, with what stands around it and what can be done."""
    block = found.block
    article = next((one for one in imported.articles if one.ordinal == block.article), None)
    where = f"article {block.article} 「{article.title[:20]}」" if article else "outside any article"
    lines = [f"── {imported.document.source} · {where} · {plural(left, 'place')} left in this document"]
    lines += [f"   {_short(one, last=True)}" for one in (found.before,) if one]
    lines.append(f" ▶ [{_kind(block.kind, block.level)}] {block.text}")
    lines += [f"   {_short(one, last=False)}" for one in (found.after,) if one]
    lines += [f"   ? {found.doubt.reason}", f"     otherwise: {found.doubt.alternative}"]
    return "\n".join(map(visible, lines))


def choices(found: Stop) -> str:
    """The keys, one a line; those that do nothing at a place are left out."""
    idle = {key for key, needed in (("a", found.alternative), ("m", found.before)) if not needed}
    return "\n".join(f"   {key}  {meaning}" for key, meaning in CHOICES.items() if key not in idle)


def _revised(document: Revised) -> str:
    source = visible(document.source)
    if not (document.edits or document.unfit or document.articles):
        return f"{source}: nothing was changed"
    done = [f"{source}: {plural(len(document.edits), 'edit')}, reading {document.reading} now"]
    done += [f"  {edit}" for edit in document.edits]
    done += [f"  no longer fits: {edit}" for edit in document.unfit]
    done += [f"  a new version of the text: {article}" for article in document.articles]
    if document.carried or document.lost:
        done.append(f"  {plural(document.carried, 'annotation')} taken along, {len(document.lost)} left behind")
    done += [f"  left behind: {one.annotator} on {one.unit}: {one.why}" for one in document.lost]
    return "\n".join(done)


def _row(block: NumberedBlock) -> tuple[str, str, str]:
    notes = [f"（{block.doubt}）"] if block.doubt else []
    notes += ["（corrected）"] if block.edited else []
    return block.number, _kind(block.kind, block.level), block.text + "".join(notes)


def _short(block: Block, *, last: bool) -> str:
    """One line of a neighbour: its end where it stands before, its beginning where it stands behind."""
    text = block.text
    if len(text) > 40:
        text = f"…{text[-40:]}" if last else f"{text[:40]}…"
    return f"[{_kind(block.kind, block.level)}] {text}"


def _kind(kind: str, level: int | None) -> str:
    return f"{kind}{level}" if kind == "heading" and level else kind
