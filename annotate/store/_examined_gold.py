"""Whether decisions, frozen gold, versions of the scheme and exports are what they are said to be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from pydantic import JsonValue, ValidationError
from sqlalchemy import Connection, func, select, text, tuple_

from annotate.store import _releases
from annotate.store._examined_texts import CURE, within
from annotate.store._examined_work import LENGTH, streamed
from annotate.store._rows import MANY
from annotate.store._tables import (
    AnnotationRow,
    ArticleTextRow,
    DecisionRow,
    ExportAnnotationRow,
    ExportArticleRow,
    ExportRow,
    ReleaseRow,
    SchemeRow,
)
from annotate.store._values import StoreFault
from schema import Gold, Release, Scheme, scheme_id

_SEQUENCE = "SELECT last_value + is_called::int FROM {}"
"""The number that PostgreSQL gives to the next row."""


def decisions(connection: Connection, seen: Counter[str]) -> Iterator[StoreFault]:
    """Yield decisions that leave their text, rest on what is not there, or whose next number is taken."""
    query = select(DecisionRow.__table__, LENGTH.label("length")).join(
        ArticleTextRow,
        (ArticleTextRow.article == DecisionRow.article) & (ArticleTextRow.version == DecisionRow.version),
    )
    rows = connection.execute(query.order_by(DecisionRow.sequence).execution_options(yield_per=MANY))
    last = 0
    for some in rows.partitions():
        cited = {(one["annotation"], one["revision"]) for row in some for one in row.evidence}
        there = _there(connection, cited)
        for row in some:
            where, last = f"decision {row.sequence}", row.sequence
            seen["decision"] += 1
            yield from _result(where, row.group, row.result, row.length)
            for one in row.evidence:
                if (one["annotation"], one["revision"]) not in there:
                    found = f"rests on revision {one['revision']} of annotation {one['annotation']}, which is not there"
                    yield StoreFault(where=where, found=found, expected="annotations of the store", cure=CURE)
    yield from _next_number(connection, last)


def _there(connection: Connection, keys: set[tuple[str, int]]) -> set[tuple[str, int]]:
    at = (AnnotationRow.id, AnnotationRow.revision)
    return {(id_, revision) for id_, revision in connection.execute(select(*at).where(tuple_(*at).in_(sorted(keys))))}


def _result(where: str, group: str, result: JsonValue, length: int) -> Iterator[StoreFault]:
    if not isinstance(result, dict):
        return
    if result.get("id") != group:
        yield StoreFault(where=where, found=f"is on {result.get('id')}", expected=f"its group {group}", cure=CURE)
    if result.get("kind") == "component":
        yield from _component(where, result, length)


def _component(where: str, component: Mapping[str, object], length: int) -> Iterator[StoreFault]:
    start, end = component.get("start"), component.get("end")
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= length):
        named = f"{where}, component {component.get('id')}"
        yield StoreFault(where=named, found=f"[{start}, {end})", expected=within(length), cure=CURE)


def _next_number(connection: Connection, last: int) -> Iterator[StoreFault]:
    if connection.dialect.name != "postgresql":
        return
    sequence = connection.scalar(select(func.pg_get_serial_sequence("decision", "sequence")))
    following = connection.scalar(text(_SEQUENCE.format(sequence)))
    if following <= last:
        found = f"the next one would have the number {following}"
        cure = f"SELECT setval('{sequence}', {last})"
        yield StoreFault(where="decisions", found=found, expected=f"at least {last + 1}", cure=cure)


def releases(connection: Connection, seen: Counter[str]) -> Iterator[StoreFault]:
    """Yield frozen gold that is not what its hash says, or leaves its text."""
    frozen = connection.execute(select(ReleaseRow.name, ReleaseRow.sha256).order_by(ReleaseRow.name)).all()
    for name, sha256 in frozen:
        seen["release"] += 1
        try:
            (release,) = _releases.releases(connection, name)
        except ValidationError as error:
            yield _unreadable(f"release {name}", error)
            continue
        if release.sha256 != sha256:
            found = f"its gold has the hash {release.sha256[:12]}"
            yield StoreFault(where=f"release {name}", found=found, expected=sha256[:12], cure=CURE)
        yield from _golds(connection, release)


def _golds(connection: Connection, release: Release) -> Iterator[StoreFault]:
    for first in range(0, len(release.golds), MANY):
        some = release.golds[first : first + MANY]
        lengths = _lengths(connection, some)
        for gold in some:
            where = f"release {release.name}, article {gold.article}"
            for component in gold.components:
                yield from _component(where, component.model_dump(), lengths[gold.article, gold.version])


def _lengths(connection: Connection, golds: Sequence[Gold]) -> dict[tuple[str, int], int]:
    query = select(ArticleTextRow.article, ArticleTextRow.version, LENGTH)
    rows = connection.execute(query.where(ArticleTextRow.article.in_([gold.article for gold in golds])))
    return {(article, version): length for article, version, length in rows}


def schemes(connection: Connection, seen: Counter[str]) -> Iterator[StoreFault]:
    """Yield versions of the scheme that are not what their ids, which are hashes, say."""
    for row in streamed(connection, select(SchemeRow.id, SchemeRow.content).order_by(SchemeRow.id)):
        seen["scheme"] += 1
        try:
            id_ = scheme_id(Scheme.model_validate(row.content))
        except ValidationError as error:
            yield _unreadable(f"scheme {row.id}", error)
            continue
        if id_ != row.id:
            yield StoreFault(where=f"scheme {row.id}", found=f"its hash is {id_}", expected=row.id, cure=CURE)


def exports(connection: Connection, seen: Counter[str]) -> Iterator[StoreFault]:
    """Yield exports that have more than was written, or gold that leaves its text; their files are verified apart.

    They may have less: people are erased, and articles removed.
    """
    for row in connection.execute(select(ExportRow.__table__).order_by(ExportRow.number)).all():
        where = f"export {row.number}"
        seen["export"] += 1
        for part, told in ((ExportArticleRow, row.articles), (ExportAnnotationRow, row.annotations)):
            count = connection.scalar(select(func.count()).select_from(part).where(part.export == row.number)) or 0
            if row.sha256 is not None and count > told:
                found = f"has {count} rows of {part.__tablename__}"
                yield StoreFault(where=where, found=found, expected=f"at most {told}", cure=CURE)
        same = (ArticleTextRow.article == ExportArticleRow.article) & (
            ArticleTextRow.version == ExportArticleRow.version
        )
        query = select(ExportArticleRow.article, ExportArticleRow.gold, LENGTH.label("length")).join(
            ArticleTextRow, same
        )
        query = query.where(ExportArticleRow.export == row.number).order_by(ExportArticleRow.ordinal)
        for one in streamed(connection, query):
            for component in (one.gold or {}).get("components", ()):
                yield from _component(f"{where}, article {one.article}", component, one.length)


def _unreadable(where: str, error: ValidationError) -> StoreFault:
    found = "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors()[:3])
    return StoreFault(where=where, found=f"cannot be read: {found}", expected="what a program wrote", cure=CURE)
