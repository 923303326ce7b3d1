"""The same store on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import MetaData, create_engine, event, func, select, text

from annotate.errors import StoreError, StoreOutdated
from annotate.store import Store, _migrations, create_store, open_store, status, upgrade
from annotate.store._engine import Database
from annotate.store._tables import Base, DecisionRow
from schema import Annotator, ArticleSelection, Criteria
from tests.corpus.build import imported, prose
from tests.store import content, test_erasure


@pytest.fixture
def url(empty_database: str) -> str:
    return empty_database


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


def test_a_store_of_the_first_revision_is_upgraded_and_used(url: str) -> None:
    """The texts of the kept store, put into the tables of its revision."""
    engine = create_engine(url)
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(_migrations.folder()))
        config.attributes["connection"] = connection
        command.upgrade(config, "r0001")
        tables = MetaData()
        tables.reflect(connection)
        kept = create_engine(f"sqlite:///{content.STORES / 'r0001.db'}")
        with kept.connect() as old:
            rows_of = MetaData()
            rows_of.reflect(old)
            for name in ("document", "block", "article", "article_text", "part"):
                rows = [dict(row._mapping) for row in old.execute(select(rows_of.tables[name]))]
                connection.execute(tables.tables[name].insert(), rows)
        kept.dispose()
    engine.dispose()
    assert upgrade(url).before == "r0001"
    with open_store(url) as store:
        assert store.imported(content.IMPORTED.document.id) == content.IMPORTED
        content.fill_readings(store)
        content.check_readings(store)
        content.fill_work(store)


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


def test_a_connection_that_is_lost_amid_a_transaction_leaves_nothing_of_it(store: Store, url: str) -> None:
    before = store.counts()

    def end(connection: object, cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("INSERT INTO span"):
            event.remove(store._database._engine, "before_cursor_execute", end)
            with closing(Database(url)) as other, other.read() as ending:
                others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'idle in transaction'"
                assert ending.scalar(text(f"{others} AND datname = current_database()"))

    event.listen(store._database._engine, "before_cursor_execute", end)
    with pytest.raises(StoreError, match=r"the connection was lost .*\n  → do it again; what was under way was undone"):
        store.save_annotations([content.annotation(origin="lost")])
    assert store.counts() == before
    assert store.save_annotations([content.annotation(origin="lost")]).new == 1


def test_what_is_read_is_one_state_while_others_write(store: Store, url: str) -> None:
    decisions = select(func.count(DecisionRow.sequence))
    with closing(Database(url)) as database, database.read() as connection:
        before = connection.scalar(decisions)
        store.append(content.DECISIONS)
        assert connection.scalar(decisions) == before
    assert len(list(store.decisions())) == 2 * len(content.DECISIONS)


def test_facts_selections_and_removal_are_those_of_sqlite(store: Store, tmp_path: Path) -> None:
    others = [imported(number, ["## 路", prose(number), "𠮷婆婆😀"], language="zh-Hans") for number in range(3)]
    ids = tuple(other.articles[0].id for other in others)
    chosen = ArticleSelection(
        name="先导", made=content.MORNING, criteria=Criteria(articles=ids, exclude=("rest",)), articles=ids[::-1]
    )
    with create_store(f"sqlite:///{tmp_path / 'store.db'}") as beside:
        content.fill(beside)
        for one in (beside, store):
            for other in others:
                one.add(other)
            assert one.add_selection(chosen)
            assert not one.add_selection(chosen)
        assert list(store.facts()) == list(beside.facts())
        assert list(store.texts()) == list(beside.texts())
        assert sorted(store.headings()) == sorted(beside.headings()) == [(id_, "路") for id_ in sorted(ids)]
        assert store.selections() == beside.selections() == [chosen]
        assert store.beginning(ids[0][:6]) == ([ids[0]], [others[0].document.id])
        with pytest.raises(StoreError, match="2 annotations"):
            store.remove([content.IMPORTED.document.id], [])
        gone = [one.remove([content.IMPORTED.document.id], [ids[1]], with_work=True) for one in (beside, store)]
        assert gone[0] == gone[1]
        assert list(store.facts()) == list(beside.facts())
        assert store.selection("先导").articles == (ids[2], ids[0])


@pytest.mark.parametrize("pseudonym", ["P1", None])
def test_a_person_is_erased(url: str, pseudonym: str | None) -> None:
    with create_store(url) as store:
        test_erasure.fill(store)
        assert test_erasure.NAME in _everything(url)
        store.erase(test_erasure.NAME, pseudonym, content.MORNING)
        store.compact()
        cited = {part.annotation for decision in store.decisions() for part in decision.evidence}
        assert cited <= {found.id for found in store.annotations()}
    held = _everything(url)
    assert [word for word in (test_erasure.NAME, test_erasure.ACCOUNT, test_erasure.FIRST.id) if word in held] == []


def _everything(url: str) -> str:
    engine = create_engine(url)
    with engine.connect() as connection:
        rows = [tuple(row) for table in Base.metadata.sorted_tables for row in connection.execute(select(table))]
    engine.dispose()
    return repr(rows)
