"""Frozen gold: inserted once, never changed."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select

from annotate.errors import StoreError
from annotate.store import _schemes
from annotate.store._rows import insert_all
from annotate.store._tables import ReleaseGoldRow, ReleaseRow
from annotate.store._work import need_texts
from schema import Gold, Release, Scheme, scheme_id


def add(connection: Connection, release: Release, scheme: Scheme) -> bool:
    """Insert a release with its version of the scheme; tell whether it was: the same once more is nothing new."""
    if scheme_id(scheme) != release.scheme:
        raise ValueError(f"release {release.name} labels with another scheme than {scheme.name}")
    stored = connection.scalar(select(ReleaseRow.sha256).where(ReleaseRow.name == release.name))
    if stored == release.sha256:
        return False
    if stored is not None:
        raise StoreError(
            f"release {release.name}",
            "is there with other gold, and a release is never changed",
            expected="a name that no release has",
            cure="give another name",
        )
    need_texts(connection, {(gold.article, gold.version) for gold in release.golds})
    _schemes.keep(connection, scheme, release.made)
    row = release.model_dump(include={"name", "made", "who", "why", "scheme", "stale"}) | {"sha256": release.sha256}
    connection.execute(insert(ReleaseRow).values(row))
    golds = [
        {
            "release": release.name,
            "ordinal": ordinal,
            "article": gold.article,
            "version": gold.version,
            "content": gold.model_dump(mode="json"),
        }
        for ordinal, gold in enumerate(release.golds)
    ]
    insert_all(connection, ReleaseGoldRow, golds)
    return True


def releases(connection: Connection, name: str | None = None) -> list[Release]:
    """Return all releases, oldest first, or the one of a name."""
    query = select(ReleaseRow.__table__).order_by(ReleaseRow.made, ReleaseRow.name)
    rows = connection.execute(query if name is None else query.where(ReleaseRow.name == name)).all()
    return [_release(connection, dict(row._mapping)) for row in rows]


def golds_on(connection: Connection, article: str) -> dict[str, Gold]:
    """Return the gold of an article in each release that has any, by the name of the release."""
    query = select(ReleaseGoldRow.release, ReleaseGoldRow.content).where(ReleaseGoldRow.article == article)
    rows = connection.execute(query.order_by(ReleaseGoldRow.release))
    return {row.release: Gold.model_validate(row.content) for row in rows}


def _release(connection: Connection, row: dict[str, object]) -> Release:
    query = select(ReleaseGoldRow.content).where(ReleaseGoldRow.release == row["name"])
    golds = tuple(Gold.model_validate(found) for found in connection.scalars(query.order_by(ReleaseGoldRow.ordinal)))
    return Release.model_validate({**{name: row[name] for name in row if name != "sha256"}, "golds": golds})
