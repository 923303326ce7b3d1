"""Times adjudication on made-up work of growing size: three annotators, eight paragraphs an article.

    python -m tests.benchmarks.adjudicating [PARAGRAPHS ...]

On each paragraph annotators mark about two components of three, now and then with another type or end, and relate them.
Every line is done in a process of its own, which reports its own highest memory, annotations included; seconds are
those of the processor, without the making of the work. The exponent is that of growth between the two largest sizes:
1 is linear. Prints tables of Markdown.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from itertools import pairwise
from math import log
from multiprocessing import get_context
from typing import NamedTuple

from annotate.adjudication import Method, RuleName, decide, golds, questions
from annotate.scheme import load
from schema import Annotation, Span, SpanRelation, Unit

SIZES = (1_000, 10_000, 100_000)
RULES: tuple[RuleName, ...] = ("majority", "weighted", "dawid-skene", "mace")
LEARNING_UP_TO = 10_000
"""Paragraphs up to which the rules that learn are timed too."""

PARAGRAPHS = 8
"""In an article."""

NOW = datetime(2026, 1, 1, tzinfo=UTC)


class Line(NamedTuple):
    """What one process measured."""

    paragraphs: int
    decisions: int
    seconds: dict[str, float]
    memory: float
    """GiB."""


def work(paragraphs: int) -> list[Annotation]:
    """Return what three annotators made of so many paragraphs of a hundred characters."""
    chance = random.Random(paragraphs)
    return [
        _annotation(chance, name, number, truth)
        for number in range(paragraphs)
        for truth in [[chance.choice(("claim", "problem", "measure")) for _ in range(2)]]
        for name in ("a", "b", "c")
    ]


def _annotation(chance: random.Random, name: str, number: int, truth: list[str]) -> Annotation:
    at = number % PARAGRAPHS * 100
    unit = Unit(article=f"{number // PARAGRAPHS:06}-1", version=1, kind="paragraph", start=at, end=at + 100)
    spans = [
        Span(
            id=str(place),
            types=(kind if chance.random() < 0.9 else "claim",),
            start=at + 50 * place,
            end=at + 50 * place + 40 - chance.choice((0, 0, 0, 1, 8)),
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


def measure(rule: RuleName, paragraphs: int) -> Line:
    """Decide, compute gold, decide again and list, in this process."""
    scheme, method, works = load("policy"), Method(rule=rule), work(paragraphs)
    seconds: dict[str, float] = {}
    begun = time.process_time()
    made = decide(works, scheme, (), method, NOW)
    seconds["decide"] = time.process_time() - begun
    begun = time.process_time()
    golds(made)
    seconds["golds"] = time.process_time() - begun
    begun = time.process_time()
    again = decide(works, scheme, made, method, NOW)
    seconds["decide again"] = time.process_time() - begun
    assert again == ()
    begun = time.process_time()
    asked = questions(works, scheme, made, method)
    seconds["list"] = time.process_time() - begun
    assert len(asked) == len(made)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    return Line(paragraphs, len(made), seconds, memory)


def main() -> None:
    """Measure every size by every rule, and print a table."""
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    steps = ("decide", "golds", "decide again", "list")
    print(f"| rule | paragraphs | decisions | {' | '.join(steps)} | memory, GiB |")
    print("| --- | " + "--: | " * (len(steps) + 3))
    for rule in RULES:
        lines = []
        for size in sizes:
            if rule == "majority" or size <= LEARNING_UP_TO:
                lines.append(line := _apart(rule, size))
                told = " | ".join(f"{line.seconds[step]:.1f}" for step in steps)
                print(f"| {rule} | {size:,} | {line.decisions:,} | {told} | {line.memory:.2f} |", flush=True)
        for smaller, larger in list(pairwise(lines))[-1:]:
            growth = log(larger.paragraphs / smaller.paragraphs)
            told = " | ".join(f"{log(larger.seconds[step] / smaller.seconds[step]) / growth:.2f}" for step in steps)
            print(f"| {rule} | exponent | | {told} | |", flush=True)


def _apart(rule: RuleName, paragraphs: int) -> Line:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(measure, rule, paragraphs).result()


if __name__ == "__main__":
    main()
