"""Whether what is stored of people's work fits together and to the texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Integer, Row, Select, case, cast, func, select

from annotate.store import _annotations
from annotate.store._examined_texts import CURE, within
from annotate.store._rows import MANY, chunks
from annotate.store._tables import AnnotationRow, ArticleTextRow, AssignmentRow, SelectionArticleRow, SpanRow, UnitRow
from annotate.store._values import StoreFault
from schema import Unit

LENGTH = func.length(ArticleTextRow.text)
"""Code points of the text of an article."""


def units(connection: Connection, seen: Counter[str]) -> Iterator[StoreFault]:
    """Yield units that leave their text, or have another key than what they are."""
    query = select(UnitRow.__table__, LENGTH.label("length")).join(
        ArticleTextRow, (ArticleTextRow.article == UnitRow.article) & (ArticleTextRow.version == UnitRow.version)
    )
    for row in streamed(connection, query.order_by(UnitRow.key)):
        seen["unit"] += 1
        if row.end > row.length:
            found = f"[{row.start}, {row.end})"
            yield StoreFault(where=f"unit {row.key}", found=found, expected=within(row.length), cure=CURE)
        named = {name: row._mapping[name] for name in ("article", "version", "kind", "start", "end")}
        if row.key != (key := Unit.model_validate(named).key):
            yield StoreFault(where=f"unit {row.key}", found="has not the key of its range", expected=key, cure=CURE)


def revisions(connection: Connection, seen: Counter[str]) -> Iterator[StoreFault]:
    """Yield annotations whose revisions are not numbered on, and those that are not as they came."""
    last = func.max(AnnotationRow.revision)
    query = select(AnnotationRow.id, func.count(), last).group_by(AnnotationRow.id).order_by(AnnotationRow.id)
    for id_, count, newest in streamed(connection, query):
        seen.update(annotation=1, revision=count)
        if count != newest:
            found = f"has {count} revisions, the last of number {newest}"
            yield StoreFault(where=f"annotation {id_}", found=found, expected=f"number {count}", cure=CURE)
    for id_, revision in _annotations.damaged(connection):
        yield StoreFault(
            where=f"revision {revision} of annotation {id_}",
            found="its raw form is not what came",
            expected="the hash that was kept with it",
            cure=CURE,
        )


def spans(connection: Connection, seen: Counter[str]) -> Iterator[StoreFault]:
    """Yield how many spans of newest revisions do not hold the words of their text: as a warning, since people may.

    Whatever annotators do is kept, and the rules of the scheme tell of each.
    """
    wrong: set[str] = set()
    count = 0
    newest = _annotations.in_reading_order(connection, AnnotationRow.id, AnnotationRow.revision)
    keys = ((row.id, row.revision) for row in connection.execute(newest.where(~AnnotationRow.deleted)).all())
    whole = (SpanRow.start >= 0) & (SpanRow.end > SpanRow.start) & (SpanRow.end <= LENGTH)
    at = (cast(SpanRow.start + 1, Integer), cast(SpanRow.end - SpanRow.start, Integer))
    words = case((whole, func.substr(ArticleTextRow.text, *at))).label("words")
    query = (
        select(SpanRow.annotation, SpanRow.revision, SpanRow.text, words)
        .join(AnnotationRow, (AnnotationRow.id == SpanRow.annotation) & (AnnotationRow.revision == SpanRow.revision))
        .join(UnitRow, UnitRow.key == AnnotationRow.unit)
        .join(ArticleTextRow, (ArticleTextRow.article == UnitRow.article) & (ArticleTextRow.version == UnitRow.version))
    )
    for some in chunks(keys):
        wanted = set(some)
        rows = connection.execute(query.where(SpanRow.annotation.in_({id_ for id_, _ in some})))
        for row in rows:
            if (row.annotation, row.revision) in wanted:
                seen["span"] += 1
                if row.text != row.words:
                    count += 1
                    wrong.add(row.annotation)
    if count:
        yield StoreFault(
            where="spans",
            found=f"{count} in {len(wrong)} annotations leave their text or hold other words than it",
            expected="the slice of the text that they are over",
            cure="annotate check tells of each",
            severity="warning",
        )


def assignments(connection: Connection, seen: Counter[str]) -> Iterator[StoreFault]:
    """Yield articles that are assigned to somebody twice at once."""
    seen["assignment"] += connection.scalar(select(func.count()).select_from(AssignmentRow)) or 0
    at = (AssignmentRow.annotator, AssignmentRow.article)
    query = select(*at, func.count()).where(AssignmentRow.ended.is_(None)).group_by(*at).having(func.count() > 1)
    for annotator, article, count in streamed(connection, query.order_by(*at)):
        where = f"article {article}, annotator {annotator}"
        yield StoreFault(where=where, found=f"is assigned {count} times at once", expected="once", cure=CURE)


def selections(connection: Connection, seen: Counter[str]) -> Iterator[StoreFault]:
    """Yield selections whose articles are not numbered on."""
    last = func.max(SelectionArticleRow.ordinal)
    query = select(SelectionArticleRow.selection, func.count(), last).group_by(SelectionArticleRow.selection)
    for name, count, highest in streamed(connection, query.order_by(SelectionArticleRow.selection)):
        seen["selection"] += 1
        if count != highest + 1:
            found = f"has {count} articles, the last of number {highest}"
            yield StoreFault(where=f"selection {name}", found=found, expected=f"number {count - 1}", cure=CURE)


def streamed(connection: Connection, query: Select[*tuple[Any, ...]]) -> Iterator[Row[*tuple[Any, ...]]]:
    """Yield rows without having all of them in memory."""
    yield from connection.execute(query.execution_options(yield_per=MANY))
