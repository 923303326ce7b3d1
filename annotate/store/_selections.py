"""Selections of articles: kept by name, with how they were made."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import Connection, delete, insert, select

from annotate.errors import StoreError
from annotate.store._rows import chunks, insert_all
from annotate.store._tables import ArticleRow, SelectionArticleRow, SelectionRow
from schema import ArticleSelection


def add(connection: Connection, selection: ArticleSelection, *, replace: bool) -> bool:
    """Insert a selection, unless it is there as it is but for its moment; tell whether it was inserted.

    Raises StoreError when another of its name is there that is not to be replaced, or an article is not in the store.
    """
    for stored in selections(connection, selection.name):
        if stored.same(selection.criteria, selection.articles):
            return False
        if not replace:
            what = "other articles" if stored.criteria == selection.criteria else "other criteria"
            raise StoreError(
                f"selection {selection.name}",
                f"is there already, with {what}",
                cure="choose another name, or give --replace",
            )
        remove(connection, selection.name)
    _need_articles(connection, selection.articles)
    made = {"criteria": selection.criteria.model_dump(mode="json", exclude_defaults=True), "made": selection.made}
    connection.execute(insert(SelectionRow).values(name=selection.name, **made))
    rows = [
        {"selection": selection.name, "ordinal": ordinal, "article": article}
        for ordinal, article in enumerate(selection.articles)
    ]
    insert_all(connection, SelectionArticleRow, rows)
    return True


def selections(connection: Connection, name: str | None = None) -> list[ArticleSelection]:
    """Return all selections, by name, or the one of a name, if there is one."""
    query, members = select(SelectionRow.__table__), select(SelectionArticleRow.selection, SelectionArticleRow.article)
    if name is not None:
        query = query.where(SelectionRow.name == name)
        members = members.where(SelectionArticleRow.selection == name)
    articles: dict[str, list[str]] = defaultdict(list)
    order = (SelectionArticleRow.selection, SelectionArticleRow.ordinal)
    for selection, article in connection.execute(members.order_by(*order)):
        articles[selection].append(article)
    return [
        ArticleSelection.model_validate({**row._mapping, "articles": tuple(articles[row.name])})
        for row in connection.execute(query.order_by(SelectionRow.name))
    ]


def remove(connection: Connection, name: str) -> bool:
    """Delete a selection, not its articles; tell whether it was there."""
    connection.execute(delete(SelectionArticleRow).where(SelectionArticleRow.selection == name))
    return bool(connection.execute(delete(SelectionRow).where(SelectionRow.name == name)).rowcount)


def _need_articles(connection: Connection, ids: tuple[str, ...]) -> None:
    for some in chunks(ids):
        there = set(connection.scalars(select(ArticleRow.id).where(ArticleRow.id.in_(some))))
        for missing in (id_ for id_ in some if id_ not in there):
            raise StoreError(f"article {missing}", "is not in the store", cure="annotate corpus list")
