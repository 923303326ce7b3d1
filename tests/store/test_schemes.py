"""Versions of the scheme, where each was used, and migrations."""

from __future__ import annotations

from datetime import timedelta

import pytest

from annotate.errors import StoreError
from annotate.store import Store
from schema import scheme_id
from tests.store import content

LATER = content.MORNING + timedelta(days=1)


def test_a_version_is_kept_once_and_a_use_only_where_it_changes(store: Store) -> None:
    assert store.use_scheme(content.PROJECT.id, content.OLD_SCHEME, content.MORNING)
    assert not store.use_scheme(content.PROJECT.id, content.OLD_SCHEME, LATER)
    assert store.use_scheme(content.PROJECT.id, content.SCHEME, LATER)
    assert store.use_scheme(content.PROJECT.id, content.OLD_SCHEME, LATER)
    assert [found.scheme for found in store.scheme_versions()] == [content.OLD_SCHEME, content.SCHEME]
    used = [scheme_id(found) for found in (content.OLD_SCHEME, content.SCHEME, content.OLD_SCHEME)]
    assert [use.scheme for use in store.scheme_uses()] == used
    with pytest.raises(StoreError, match="project nowhere: is not in the store"):
        store.use_scheme("nowhere", content.SCHEME, LATER)


def test_a_migration_notes_the_first_revision_that_it_found(store: Store) -> None:
    content.fill_schemes(store)
    content.check_schemes(store)
    store.note_migrated(1, {content.REVISED.id: 1, content.SKIPPED.id: 1})
    assert store.migrated(1) == {content.REVISED.id: 2, content.SKIPPED.id: 1}
    found = {one.id: one for one in store.revisions({content.SKIPPED.id: 1, content.REVISED.id: 1})}
    assert found == {content.SKIPPED.id: content.SKIPPED, content.REVISED.id: content.annotation()}


def test_what_a_migration_made_is_a_further_revision(store: Store) -> None:
    begun = store.begin_migration(content.OLD_SCHEME, content.SCHEME, (), who="林", why="", when=LATER)
    assert (begun.number, store.migrations()) == (1, [begun])
    made = content.REVISED.model_copy(update={"relations": ()})
    assert store.save_migrated(begun.number, [made]).revised == 1
    assert store.migrated(begun.number) == {made.id: 2}
    latest = next(found for found in store.annotations() if found.id == made.id)
    assert (latest.revision, latest.relations) == (3, ())
    (before,) = store.revisions(store.migrated(begun.number))
    assert before == content.REVISED


def test_what_is_removed_takes_what_was_noted_of_it_along(store: Store) -> None:
    content.fill_schemes(store)
    store.remove([content.IMPORTED.document.id], [], with_work=True)
    assert store.migrated(1) == {}
    assert len(store.migrations()) == 1
