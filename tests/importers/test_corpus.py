"""The real documents, and the essays that come with the toolkit: no error, no character lost."""

from importlib.resources import files
from pathlib import Path

import pytest

from annotate.importers import read
from tests.importers.essays import check, headings


@pytest.mark.corpus
def test_real_documents(corpus: Path) -> None:
    paths = sorted((corpus / "seeds").glob("*.txt"))
    assert paths
    for path in paths:
        for found in read(path):
            check(found)
            assert found.articles


@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("clean.txt", [(1, 13, 6)]),
        ("columns.txt", [(1, 12, 4)]),
        ("webpage.txt", [(1, 12, 6)]),
        ("collection.md", [(1, 5, 2), (2, 5, 2), (3, 5, 2)]),
        ("gb18030.txt", [(1, 9, 3)]),
    ],
)
def test_sample_essays(name: str, shape: list[tuple[int, int, int]]) -> None:
    """Ordinal, paragraphs and headings of each article, as a reader counts them."""
    path = Path(str(files("annotate") / "samples" / "essays" / name))
    (found,) = read(path)
    check(found)
    counted = [(one.ordinal, len(one.current.paragraphs), len(headings(one)) - 1) for one in found.articles]
    assert counted == shape
    assert all(one.title and one.authors for one in found.articles)
