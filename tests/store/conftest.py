from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotate.store import Store, create_store
from tests.store import content


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'store.db'}"


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """A store with the content of the kept ones."""
    with create_store(url) as made:
        content.fill(made)
        yield made


@pytest.fixture(scope="module")
def growing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store that every example of a property adds to."""
    with create_store(f"sqlite:///{tmp_path_factory.mktemp('growing') / 'store.db'}") as made:
        content.fill(made)
        yield made
