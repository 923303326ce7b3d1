"""Projects that are gone, tasks that show another unit, frozen gold, and raw forms that can be proven."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from annotate.errors import StoreError
from annotate.store import create_store, open_store
from annotate.store._engine import Database
from schema import Project
from tests import postgresql
from tests.store import content


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


@pytest.fixture
def url(file: Path) -> str:
    url = postgresql.new_url(file)
    with create_store(url) as store:
        content.fill(store)
    return url


def test_a_project_that_is_gone_leaves_its_name_to_another_and_keeps_its_tasks(url: str) -> None:
    anew = content.PROJECT.model_copy(update={"remote": 8, "id": Project.id_of("local", 8)})
    with open_store(url) as store:
        with pytest.raises(StoreError, match="another is in its place"):
            store.add_project(anew)
        store.end_project(content.PROJECT.id, content.MORNING)
        assert store.add_project(anew)
        ended = content.PROJECT.model_copy(update={"ended": content.MORNING})
        assert (store.projects(), store.projects(ended=True)) == ([anew], [ended, anew])
        assert store.tasks(content.PROJECT.id) == list(content.TASKS)
        with pytest.raises(StoreError, match="not in the store"):
            store.end_project("no such project", content.MORNING)


def test_a_task_that_shows_another_unit_is_that_units(url: str) -> None:
    title, paragraph = content.TASKS
    with open_store(url) as store:
        moved = title.model_copy(update={"remote": paragraph.remote, "content": "ab", "suggestion": "一"})
        assert store.add_tasks([moved]) == 1
        assert store.tasks(content.PROJECT.id) == [moved]
        assert store.add_tasks([moved]) == 0
        store.remove_tasks(content.PROJECT.id, [moved.remote])
        assert store.tasks(content.PROJECT.id) == []


def test_frozen_gold_is_never_changed(url: str) -> None:
    with open_store(url) as store:
        content.fill_readings(store)
        assert store.add_release(content.RELEASE, content.SCHEME)
        assert not store.add_release(content.RELEASE, content.SCHEME)
        other = content.RELEASE.model_copy(update={"golds": ()})
        with pytest.raises(StoreError, match="never changed"):
            store.add_release(other, content.SCHEME)
        with pytest.raises(ValueError, match="another scheme"):
            store.add_release(other.model_copy(update={"name": "二"}), content.OLD_SCHEME)
        assert store.releases() == [content.RELEASE]
        with pytest.raises(StoreError, match="one of 一"):
            store.release("二")


def test_a_raw_form_that_was_changed_is_found(url: str) -> None:
    with open_store(url) as store:
        assert store.damaged_annotations() == []
    with closing(Database(url)) as database, database.write() as connection:
        connection.execute(text("UPDATE annotation SET raw = '{\"result\": []}' WHERE revision = 2"))
    with open_store(url) as store:
        assert store.damaged_annotations() == [(content.REVISED.id, 2)]
