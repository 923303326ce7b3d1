"""How near the segmentation comes to an editor, as Markdown: `python -m tests.segmentation.scores [FOLDER]`.

Without a folder: the layouts of these tests, and the mean of their clean documents for each degraded variant. With
one: every NAME.txt (or any other format) in it that has a NAME.gold.jsonl beside it.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise
from pathlib import Path

from schema import BlockKind
from tests.segmentation.degraded import VARIANTS
from tests.segmentation.rows import HELD, LAYOUTS, Row, bare, documents, gold_of, read, rows, rows_of_file
from tests.segmentation.test_variants import CLEAN, clean

_SHORTEST = 8
"""Shorter runs of characters say nothing about where they come from."""


@dataclass(frozen=True, slots=True)
class Scores:
    """Shares of 1; None where there is nothing to measure. White space and invisible characters never count."""

    precision: float | None
    """Predicted paragraphs that are whole paragraphs of the editor's, character for character."""
    recall: float | None
    """The editor's paragraphs that were predicted whole."""
    f1: float | None
    """Harmonic mean of the two."""
    body: float | None
    """Characters of predicted paragraphs that are the editor's body, each of which counts once."""
    order: float | None
    """Neighbours among the paragraphs of both that stand in the editor's order."""
    article: float | None
    """Paragraphs of both in the right article, articles being paired one to one by most common paragraphs."""
    headings: float | None
    """F1 of headings with their levels."""
    titles: float | None
    """F1 of titles."""


def score(predicted: Sequence[Row], gold: Sequence[Row]) -> Scores:
    """Compare predicted blocks with an editor's."""
    precision, recall, f1 = _shares(_texts(predicted, "paragraph"), _texts(gold, "paragraph"))
    common = _common(predicted, gold)
    steps = [later > earlier for (earlier, _, _), (later, _, _) in pairwise(common)]
    return Scores(
        precision=precision,
        recall=recall,
        f1=f1,
        body=_body(_texts(predicted, "paragraph"), "".join(_texts(gold, "paragraph"))),
        order=sum(steps) / len(steps) if steps else None,
        article=_right_article([(mine, theirs) for _, mine, theirs in common]),
        headings=_shares(_levels(predicted), _levels(gold))[2],
        titles=_shares(_texts(predicted, "title"), _texts(gold, "title"))[2],
    )


def _texts(found: Iterable[Row], kind: BlockKind) -> list[str]:
    return [bare(row.text) for row in found if row.kind == kind]


def _levels(found: Iterable[Row]) -> list[tuple[str, int | None]]:
    return [(bare(row.text), row.level) for row in found if row.kind == "heading"]


def _shares(predicted: Iterable[Hashable], gold: Iterable[Hashable]) -> tuple[float | None, float | None, float | None]:
    """Return precision, recall and F1 of two multisets; None where the divisor is empty."""
    mine, theirs = Counter(predicted), Counter(gold)
    hits = (mine & theirs).total()
    sizes = mine.total(), theirs.total(), (mine.total() + theirs.total()) / 2
    precision, recall, f1 = (hits / size if size else None for size in sizes)
    return precision, recall, f1


def _common(predicted: Iterable[Row], gold: Iterable[Row]) -> list[tuple[int, int, int]]:
    """Return the predicted paragraphs that are the editor's: the editor's ordinal and article, the predicted article.

    A text that the editor has several times is met in the editor's order, and no more often.
    """
    places: dict[str, list[tuple[int, int]]] = {}
    for at, row in enumerate(row for row in gold if row.kind == "paragraph"):
        places.setdefault(bare(row.text), []).append((at, row.article))
    found = []
    for row in predicted:
        waiting = places.get(bare(row.text)) if row.kind == "paragraph" else None
        if waiting:
            found.append((*waiting.pop(0), row.article))
    return found


def _right_article(pairs: Sequence[tuple[int, int]]) -> float | None:
    """Return the share of pairs (editor's article, predicted article) of the best pairing, taken greedily."""
    right = 0
    mine: set[int] = set()
    theirs: set[int] = set()
    for (gold, predicted), count in Counter(pairs).most_common():
        if gold not in mine and predicted not in theirs:
            mine.add(gold)
            theirs.add(predicted)
            right += count
    return right / len(pairs) if pairs else None


def _body(predicted: Iterable[str], gold: str) -> float | None:
    """Return the share of predicted characters that lie in runs of the editor's body not yet taken."""
    index: dict[str, list[int]] = {}
    for at in range(len(gold) - _SHORTEST + 1):
        index.setdefault(gold[at : at + _SHORTEST], []).append(at)
    free = bytearray(b"\1") * len(gold)
    placed = total = 0
    for text in predicted:
        total += len(text)
        at = 0
        while at < len(text):
            starts = (start for start in index.get(text[at : at + _SHORTEST], ()) if free[start])
            start = next(starts, None)
            length = _run(text, at, gold, start, free) if start is not None else 0
            placed += length
            at += length or 1
    return placed / total if total else None


def _run(text: str, at: int, gold: str, start: int, free: bytearray) -> int:
    """Take the characters from `start` on for as long as both texts agree; return how many."""
    length = 0
    while at + length < len(text) and start + length < len(gold):
        if text[at + length] != gold[start + length] or not free[start + length]:
            break
        free[start + length] = 0
        length += 1
    return length


def mean(found: Sequence[Scores]) -> Scores:
    """Return the mean of each measure over the documents that it is defined for."""

    def of(name: str) -> float | None:
        values = [value for one in found if (value := getattr(one, name)) is not None]
        return sum(values) / len(values) if values else None

    return Scores(*(of(field.name) for field in fields(Scores)))


def table(named: Iterable[tuple[str, Scores]]) -> Iterator[str]:
    """Yield the lines of a Markdown table, one document or variant a line."""
    names = [field.name for field in fields(Scores)]
    yield f"| | {' | '.join(names)} |"
    yield f"|---|{'---|' * len(names)}"
    for name, one in named:
        values = [getattr(one, field) for field in names]
        cells = ("–" if value is None else f"{value:.3f}" for value in values)
        yield f"| {name} | {' | '.join(cells)} |"


def of_folder(folder: Path) -> list[tuple[str, Scores]]:
    """Score the documents of a folder, with their mean last."""
    found = [(path.stem, score(rows_of_file(path), gold_of(path))) for path in documents(folder)]
    return [*found, ("mean", mean([one for _, one in found]))]


def of_variants() -> list[tuple[str, Scores]]:
    """Score the clean documents in every variant; a line is the mean over the documents."""
    found = []
    for name, variant in VARIANTS.items():
        scores = []
        for stem in CLEAN:
            document = clean(LAYOUTS / f"{stem}.txt")
            scores.append(score(rows(read(variant.file(document))), variant.convert(document)))
        found.append((name, mean(scores)))
    return found


def main(arguments: Sequence[str]) -> None:
    """Print the tables."""
    if arguments:
        print(*table(of_folder(Path(arguments[0]))), sep="\n")
        return
    for heading, found in (
        ("Layouts", of_folder(LAYOUTS)),
        ("Layouts held back at first, looked at when the rules were mended", of_folder(HELD)),
        ("Degraded variants", of_variants()),
    ):
        print(f"### {heading}\n", *table(found), "", sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
