"""Documents of every layout that occurs come out as a careful editor would cut them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.segmentation.rows import HELD, LAYOUTS, Row, body, documents, front, gold_of, outside, read, rows, titles

_ASPECTS: dict[str, Callable[[list[Row]], object]] = {
    "body": body,
    "titles": titles,
    "front": front,
    "outside": outside,
}

_DOCUMENTS = [*documents(LAYOUTS), *documents(HELD)]
_CASES = [pytest.param(path, aspect, id=f"{path.stem}-{aspect}") for path in _DOCUMENTS for aspect in _ASPECTS]


@pytest.mark.parametrize(("path", "aspect"), _CASES)
def test_blocks(path: Path, aspect: str) -> None:
    pick = _ASPECTS[aspect]
    assert pick(rows(read(path.read_bytes(), path.name))) == pick(gold_of(path))


@pytest.mark.parametrize("path", _DOCUMENTS, ids=lambda path: path.stem)
def test_expected_blocks_hold_every_character_of_the_source_once(path: Path) -> None:
    """The golden files themselves: a slip in one of them would be chased in the segmentation."""
    source = "".join(sorted("".join(path.read_text(encoding="utf-8").split())))
    assert "".join(sorted("".join("".join(row.text.split()) for row in gold_of(path)))) == source
