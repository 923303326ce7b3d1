"""The same store on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime, timedelta, timezone

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, func, select, text

from annotate.errors import StoreError, StoreOutdated
from annotate.store import Store, create_store, open_store, status, upgrade
from annotate.store._engine import Database
from annotate.store._tables import Base, DecisionRow
from schema import Annotator
from tests import postgresql
from tests.store import content


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgresql.running() as url:
        yield url


@pytest.fixture
def url(server: str) -> Iterator[str]:
    yield server
    engine = create_engine(server)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with create_store(url) as made:
        content.fill(made)
        yield made


def test_everything_comes_back_as_it_went_in(store: Store) -> None:
    content.check(store)


def test_the_scripts_make_exactly_the_tables(store: Store, url: str) -> None:
    engine = create_engine(url)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    engine.dispose()


def test_an_empty_database_is_no_store_yet(url: str) -> None:
    with pytest.raises(StoreOutdated, match="annotate db upgrade"):
        open_store(url)
    assert upgrade(url).backup is None
    with open_store(url) as store:
        content.fill(store)
    with pytest.raises(StoreError, match="there is a store already"):
        create_store(url)
    assert status(url).tables["annotation"] == 3


def test_names_sort_by_code_point_and_moments_are_utc(store: Store) -> None:
    for name in ("b", "𠮷", "ä", "B", "a"):
        store.add_annotator(Annotator(name=name))
    assert [annotator.name for annotator in store.annotators()] == ["B", "a", "b", "lin", "ä", "赵", "𠮷"]
    moment = datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=8)))
    store.set_watermark(content.PROJECT.id, moment)
    assert store.watermark(content.PROJECT.id) == moment


def test_writers_wait_for_each_other(store: Store) -> None:
    def write(number: int) -> None:
        store.save_annotations([content.annotation(origin="all", note=str(number))])

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(40)))
    revisions = [found.revision for found in store.annotations(latest=False) if found.origin == "all"]
    assert revisions == list(range(1, 41))


def test_what_is_read_is_one_state_while_others_write(store: Store, url: str) -> None:
    decisions = select(func.count(DecisionRow.sequence))
    with closing(Database(url)) as database, database.read() as connection:
        before = connection.scalar(decisions)
        store.append(content.DECISIONS)
        assert connection.scalar(decisions) == before
    assert len(list(store.decisions())) == 2 * len(content.DECISIONS)
