"""What is compared in the tests of the segmentation: the blocks that a careful editor makes, and those that come out.

A file `NAME.gold.jsonl` beside `NAME.txt` holds one object a block, in reading order, as `annotate import --dry-run
--json` prints them, without document and pieces.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from annotate.importers import READERS, SUFFIXES
from annotate.importers import read as read_file
from schema import BlockKind, Imported

LAYOUTS = Path(__file__).parent / "layouts"
"""Documents of every layout, written for these tests."""

HELD = LAYOUTS / "held"
"""Documents of the same kinds that were written apart from the rules, which have since been mended by them."""

_INVISIBLE = re.compile("[\ufeff\u200b-\u200d\u2060\u00ad]")
_WIDE = r"[^\x00-\u024f\s]"
_LAYOUT_BLANK = re.compile(rf"(?<={_WIDE})\s+|\s+(?={_WIDE})")


@dataclass(frozen=True, slots=True)
class Row:
    """A block as far as it is compared: `level` is None for everything but headings."""

    article: int
    kind: BlockKind
    level: int | None
    text: str


def gold(path: Path) -> list[Row]:
    """Read the expected blocks of a document; keys beyond those of a row are notes for the reader."""
    with path.open(encoding="utf-8") as lines:
        found = [json.loads(line) for line in lines if line.strip()]
    return [Row(row["article"], row["kind"], row.get("level"), row["text"]) for row in found]


def read(data: bytes, name: str = "essay.txt") -> Imported:
    """Import the one document of a file."""
    (found,) = READERS[Path(name).suffix](data, Path(name))
    return found


def rows(found: Imported) -> list[Row]:
    """Return the blocks of a document as they are compared."""
    return [Row(block.article, block.kind, block.level, block.text) for block in found.document.blocks]


def rows_of_file(path: Path) -> list[Row]:
    """Return the blocks of a file, those of all its records, whose articles count on."""
    found: list[Row] = []
    for document in read_file(path):
        before = max((row.article for row in found), default=0)
        found += [replace(row, article=row.article and row.article + before) for row in rows(document)]
    return found


def documents(folder: Path) -> list[Path]:
    """Return the source files in a folder that have expected blocks beside them, by name."""
    expected = (path.name.removesuffix(".gold.jsonl") for path in folder.glob("*.gold.jsonl"))
    return sorted(
        path for stem in expected for path in folder.glob(f"{stem}.*") if path.stem == stem and path.suffix in SUFFIXES
    )


def gold_of(source: Path) -> list[Row]:
    """Read the expected blocks that stand beside a source file."""
    return gold(source.with_suffix(".gold.jsonl"))


def shape(text: str) -> str:
    """Return a text without what layout put there: blanks beside wide characters, runs of blanks, invisible ones."""
    return " ".join(_LAYOUT_BLANK.sub("", _INVISIBLE.sub("", text)).split())


def bare(text: str) -> str:
    """Return a text without any blank or invisible character."""
    return "".join(_INVISIBLE.sub("", text).split())


BodyRow = tuple[int, str, int | None, str]


def body(found: Iterable[Row]) -> list[BodyRow]:
    """Return what annotators read beside titles: article, kind, level and text, article by article in reading order.

    An item of a list counts as a paragraph: both are units of work.
    """
    kinds: dict[str, str] = {kind: kind for kind in ("abstract", "heading", "paragraph")} | {"list_item": "paragraph"}
    picked = [(row.article, kinds[row.kind], row.level, shape(row.text)) for row in found if row.kind in kinds]
    return sorted(picked, key=lambda row: row[0])


def titles(found: Iterable[Row]) -> list[tuple[int, str, str]]:
    """Return titles and subtitles with their articles."""
    return sorted((row.article, row.kind, shape(row.text)) for row in found if row.kind in ("title", "subtitle"))


def front(found: Sequence[Row]) -> dict[tuple[int, str], str]:
    """Return the text of bylines and keywords of each article; where one line of them ends is of no consequence."""
    return _joined((row.article, row) for row in found if row.kind in ("byline", "keywords"))


def outside(found: Sequence[Row]) -> dict[tuple[int, str], str]:
    """Return the text outside any article text by kind; where its blocks end is of no consequence."""
    kinds = ("quote_box", "table", "caption", "footnote", "reference", "boilerplate", "duplicate")
    return _joined((0, row) for row in found if row.kind in kinds)


def _joined(found: Iterable[tuple[int, Row]]) -> dict[tuple[int, str], str]:
    texts: dict[tuple[int, str], str] = {}
    for article, row in found:
        texts[article, row.kind] = texts.get((article, row.kind), "") + bare(row.text)
    return texts
