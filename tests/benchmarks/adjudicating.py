"""Times adjudication of made-up work of growing size in a store: three annotators, eight paragraphs an article.

    python -m tests.benchmarks.adjudicating [PARAGRAPHS ...]

On each paragraph annotators mark about two components of three, now and then with another type or end, and relate them.
Every cell is a process of its own on its own copy of the store: its seconds of the processor, reading and writing
included, and its highest memory. `auto` decides everything, `again` finds nothing new, `gold` computes the gold of all
articles from the decisions, `list` tells what is open. The exponent is that of growth between the two largest sizes: 1
is linear. Prints a table of Markdown.
"""

from __future__ import annotations

import random
import resource
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import islice, pairwise
from math import log
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from annotate.adjudication import Method, RuleName
from annotate.cli import collect_seldom
from annotate.workflow.adjudicating import deciding, filing, listing
from annotate.workflow.project import Project, init, open_project
from schema import Annotation, Annotator, Span, SpanRelation, Unit
from tests.benchmarks.exporting import PARAGRAPH, imported

SIZES = (1_000, 10_000, 100_000)
RULES: tuple[RuleName, ...] = ("majority", "weighted", "dawid-skene", "mace")
LEARNING_UP_TO = 10_000
"""Paragraphs up to which the rules that learn are timed too."""

PARAGRAPHS = 8
"""In an article."""

_TOGETHER = 3_000
"""Annotations that are stored at a time."""


class Cell(NamedTuple):
    """What one process measured."""

    seconds: float
    memory: int
    """MB."""
    counted: int
    """Decisions made, articles with gold, or open questions."""


def work(paragraphs: int) -> Iterator[Annotation]:
    """Yield what three annotators made of so many paragraphs."""
    chance = random.Random(paragraphs)
    for number in range(paragraphs):
        truth = [chance.choice(("claim", "problem", "measure")) for _ in range(2)]
        for name in ("a", "b", "c"):
            yield _annotation(chance, name, number, truth)


def _annotation(chance: random.Random, name: str, number: int, truth: list[str]) -> Annotation:
    at = number % PARAGRAPHS * (len(PARAGRAPH) + 1)
    article, width = f"{number // PARAGRAPHS:016x}-1", len(PARAGRAPH) // 2
    unit = Unit(article=article, version=1, kind="paragraph", start=at, end=at + len(PARAGRAPH))
    spans = [
        Span(
            id=str(place),
            types=(kind if chance.random() < 0.9 else "claim",),
            start=at + width * place,
            end=at + width * (place + 1) - chance.choice((0, 0, 0, 1, 8)),
            text="",
        )
        for place, kind in enumerate(truth)
        if chance.random() < 0.9
    ]
    drawn = [SpanRelation(id="r", types=("supports",), source="0", target="1")] if len(spans) == len(truth) else []
    return Annotation(
        id=f"{name}-{number}",
        annotator=name,
        unit=unit,
        origin="made",
        status="submitted",
        spans=tuple(spans),
        relations=tuple(drawn),
    )


def fill(folder: Path, paragraphs: int) -> None:
    """Make a project whose store holds work on so many paragraphs."""
    init(folder, name="filled")
    with open_project(folder).store() as store:
        for name in ("a", "b", "c"):
            store.add_annotator(Annotator(name=name))
        for _ in store.add_all(imported(number, PARAGRAPHS) for number in range(-(-paragraphs // PARAGRAPHS))):
            pass
        made = work(paragraphs)
        while some := list(islice(made, _TOGETHER)):
            store.save_annotations(some)


def decide(project: Project, rule: RuleName) -> int:
    """Decide everything; return how many decisions that makes."""
    return deciding.auto(project, Method(rule=rule)).decisions


def gold(project: Project) -> int:
    """Compute the gold of all articles; return how many they are."""
    with project.store() as store:
        return sum(1 for _ in filing.golds(store, project.scheme))


def list_open(project: Project) -> int:
    """List what is open; return how much it is."""
    return listing.asked(project).open


def measure(folder: Path, step: Callable[[Project], int]) -> Cell:
    """Do a step in this process."""
    collect_seldom()
    begun = time.process_time()
    counted = step(open_project(folder))
    seconds = time.process_time() - begun
    return Cell(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, counted)


def main() -> None:
    """Measure every size by every rule, and print a table."""
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    lines: dict[RuleName, dict[int, dict[str, Cell]]] = {rule: {} for rule in RULES}
    print("| rule | paragraphs | decisions | open | auto | again | gold | list |", flush=True)
    print("| --- |" + " --: |" * 7, flush=True)
    with TemporaryDirectory() as folder:
        for size in sizes:
            filled = Path(folder) / str(size)
            _apart(partial(fill, filled, size))
            for rule in RULES if size <= LEARNING_UP_TO else RULES[:1]:
                lines[rule][size] = cells = _measured(filled, rule)
                told = " | ".join(f"{cell.seconds:.1f} s, {cell.memory} MB" for cell in cells.values())
                decisions, left = cells["auto"].counted, cells["list"].counted
                print(f"| {rule} | {size:,} | {decisions:,} | {left:,} | {told} |", flush=True)
            shutil.rmtree(filled)
    for rule, found in lines.items():
        for (smaller, one), (larger, other) in list(pairwise(found.items()))[-1:]:
            told = " | ".join(
                f"{log(other[step].seconds / one[step].seconds) / log(larger / smaller):.2f}" for step in other
            )
            print(f"| {rule} | exponent | | | {told} |", flush=True)


def _measured(filled: Path, rule: RuleName) -> dict[str, Cell]:
    folder = filled.with_name("copy")
    shutil.copytree(filled, folder)
    steps: Mapping[str, Callable[[Project], int]] = {
        "auto": partial(decide, rule=rule),
        "again": partial(decide, rule=rule),
        "gold": gold,
        "list": list_open,
    }
    cells = {name: _apart(partial(measure, folder, step)) for name, step in steps.items()}
    assert cells["again"].counted == 0
    shutil.rmtree(folder)
    return cells


def _apart(step: Callable[[], Cell] | Callable[[], None]) -> Cell:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(step).result() or Cell(0.0, 0, 0)


if __name__ == "__main__":
    main()
