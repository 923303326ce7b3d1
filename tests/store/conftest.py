from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotate.store import Store, create_store, open_store
from tests import postgresql
from tests.elsewhere import sitecustomize as elsewhere
from tests.store import content


@pytest.fixture
def url(tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """Where no store is yet, beside that of `store`."""
    if postgresql.everywhere() and "store" in request.fixturenames:
        return elsewhere.database_of(str(tmp_path / "store.db"), filled())
    return postgresql.new_url(tmp_path / "store.db")


def filled() -> str:
    """Return the name of a database with the content of the kept stores, which is made once."""
    name = "filled_store"
    if elsewhere.make(name, "template0"):
        with create_store(elsewhere.url_of(name)) as made:
            content.fill(made)
    return name


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """A store with the content of the kept ones."""
    if postgresql.everywhere():
        made = open_store(url)
    else:
        made = create_store(url)
        content.fill(made)
    with made:
        yield made


@pytest.fixture(scope="module")
def growing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store that every example of a property adds to."""
    with create_store(postgresql.new_url(tmp_path_factory.mktemp("growing") / "store.db")) as made:
        content.fill(made)
        yield made
