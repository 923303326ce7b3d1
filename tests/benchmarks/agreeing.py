"""Times the measures of agreement on made-up corpora of growing size, beside peers on the same labels.

    ANNOTATE_TEST_CORPUS=FOLDER python -m tests.benchmarks.agreeing [PARAGRAPHS ...]

The corpora are made by the generator in FOLDER: three annotators, about five spans each on a paragraph, eight
paragraphs an article. Every line is done in a process of its own, which reports its own highest memory, with the
columns and the program in it; seconds are those of the processor, without the reading of the columns. The exponent is
that of growth between the two largest sizes: 1 is linear. Peers get the same labels as one value a character and are
called as their documentation says, on sizes that they can bear; making that form of the labels is not counted.
The complete report is what `annotate agreement` makes, from a store in which the same work was kept as it is in a
campaign, each annotation with what Label Studio would have sent; reading it is counted, filling the store (which takes
longer than everything else) is not. Prints tables of Markdown.
"""

from __future__ import annotations

import pickle
import resource
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from math import log
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple, TypeVar

from annotate.agreement import (
    Additive,
    Codings,
    alpha_u,
    alpha_u_parts,
    attribute_agreement,
    attribute_parts,
    bootstrap,
    relation_alpha,
    relation_alpha_parts,
    relation_f1,
    relation_f1_parts,
    span_f1,
    span_f1_parts,
    u_alpha,
    u_alpha_parts,
)
from annotate.cli import collect_seldom
from annotate.workflow import agreement
from annotate.workflow.project import open_project
from schema import Scheme
from tests.agreement.generated import LABELS, TYPES, columns, paragraphs
from tests.benchmarks.filled import fill

T = TypeVar("T")

SIZES = (1_000, 10_000, 100_000)
SPANS = 6.0
"""What the generator is asked for; annotators miss some."""

PEERS = {"krippendorff": 100_000, "nltk": 1_000}
"""The largest number of paragraphs that each is given."""


def scheme() -> Scheme:
    """Return one in which every relation is permitted between any two labels."""

    def named(name: str) -> dict[str, object]:
        return {"id": name, "label": {"en": name, "zh": name}, "guideline": {"en": name, "zh": name}}

    return Scheme.model_validate(
        {
            "name": "made-up",
            "version": "1",
            "title": {"en": "Made up", "zh": "虚构"},
            "components": [named(label) | {"color": "#000000"} for label in LABELS],
            "relations": [named(type_) | {"source": LABELS, "target": LABELS} for type_ in TYPES],
        }
    )


def spans(codings: Codings) -> None:
    span_f1(codings, threshold=1.0)
    span_f1(codings, threshold=0.5)


def relations(codings: Codings) -> None:
    relation_f1(codings, scheme(), threshold=1.0)
    relation_f1(codings, scheme(), threshold=0.5)
    relation_alpha(codings, scheme())


def additive(codings: Codings) -> dict[str, Additive]:
    """Return the parts of all measures that add up over articles."""
    families = {
        "u": u_alpha_parts(codings),
        "U": alpha_u_parts(codings),
        "exact": span_f1_parts(codings, threshold=1.0),
        "iou": span_f1_parts(codings, threshold=0.5),
        "ends": relation_f1_parts(codings, scheme(), threshold=1.0),
        "near": relation_f1_parts(codings, scheme(), threshold=0.5),
        "relations": relation_alpha_parts(codings, scheme()),
        "attributes": attribute_parts(codings),
    }
    return {f"{family} {name}": part for family, parts in families.items() for name, part in parts.items()}


MEASURES: dict[str, Callable[[Codings], object]] = {
    "uα family": u_alpha,
    "αU, joint and per label": alpha_u,
    "labelled span F1, exact and IoU ≥ .5": spans,
    "relation F1, exact and IoU ≥ .5, and relation α": relations,
    "attributes on aligned spans": attribute_agreement,
    "the parts of all of these": additive,
}


REPORT = "complete report from a filled store, with 1,000 resamples"


class Cost(NamedTuple):
    """What one run took."""

    seconds: float
    megabytes: float


def made(size: int, file: Path) -> tuple[int, int]:
    """Make a corpus and return how many spans and characters it has."""
    codings = columns(paragraphs(size, spans=SPANS))
    file.write_bytes(pickle.dumps(codings, protocol=5))
    return len(codings.spans.unit), int((codings.units.end - codings.units.start).sum())


def measured(name: str, file: Path) -> Cost:
    codings = _read(file)
    return _cost(lambda: MEASURES[name](codings))


def resampled(file: Path) -> tuple[Cost, int]:
    """Return the cost of 1,000 resamples of all parts, which are at hand, and how many parts there are."""
    parts = additive(_read(file))
    return _cost(lambda: bootstrap(parts, resamples=1000)), len(parts)


def reported(folder: Path) -> Cost:
    """Return the cost of the report on the project in a folder."""
    collect_seldom()
    project = open_project(folder)
    return _cost(lambda: agreement.measure(project))


def peer(name: str, file: Path) -> Cost:
    codings = _read(file)
    return _krippendorff(codings) if name == "krippendorff" else _nltk(codings)


def _krippendorff(codings: Codings) -> Cost:
    import krippendorff
    import numpy as np

    units, marked = codings.units, codings.spans
    sizes = units.end - units.start
    first = np.cumsum(sizes) - sizes
    data = np.where(np.repeat(codings.seen, sizes, axis=0).T, 0.0, np.nan)
    begins = first[marked.unit] + marked.start - units.start[marked.unit]
    for row, (at, length) in enumerate(zip(begins.tolist(), (marked.end - marked.start).tolist(), strict=True)):
        data[marked.annotator[row], at : at + length] = marked.label[row] + 1
    return _cost(lambda: krippendorff.alpha(reliability_data=data, level_of_measurement="nominal"))


def _nltk(codings: Codings) -> Cost:
    from nltk.metrics.agreement import AnnotationTask  # type: ignore[import-untyped]

    data = list(_triples(codings))
    return _cost(lambda: AnnotationTask(data=data).alpha())


def _triples(codings: Codings) -> Iterator[tuple[str, str, str]]:
    """Yield annotator, character and label."""
    units, marked = codings.units, codings.spans
    lines = {
        (unit, who): ["gap"] * int(units.end[unit] - units.start[unit])
        for unit, seen in enumerate(codings.seen.tolist())
        for who, saw in enumerate(seen)
        if saw
    }
    for row, unit in enumerate(marked.unit.tolist()):
        start, end = (int(place - units.start[unit]) for place in (marked.start[row], marked.end[row]))
        line = lines[unit, int(marked.annotator[row])]
        line[start:end] = [codings.labels[marked.label[row]]] * (end - start)
    for (unit, who), line in lines.items():
        yield from ((codings.annotators[who], f"{unit} {at}", label) for at, label in enumerate(line))


def _read(file: Path) -> Codings:
    codings: Codings = pickle.loads(file.read_bytes())
    return codings


def _cost(work: Callable[[], object]) -> Cost:
    before = time.process_time()
    work()
    spent = time.process_time() - before
    return Cost(spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def _alone(work: Callable[..., T], *arguments: object) -> T:
    """Do it in a process that did nothing before."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, *arguments).result()


def main(sizes: list[int]) -> None:
    costs: dict[str, list[Cost]] = {}
    with TemporaryDirectory() as folder:
        print("| paragraphs | spans | characters |\n| ---: | ---: | ---: |")
        files = {size: Path(folder) / f"{size}.pickle" for size in sizes}
        for size, file in files.items():
            marked, characters = _alone(made, size, file)
            print(f"| {size:,} | {marked:,} | {characters:,} |", flush=True)
        for file in files.values():
            for name in MEASURES:
                costs.setdefault(name, []).append(_alone(measured, name, file))
            cost, parts = _alone(resampled, file)
            costs.setdefault(f"1,000 resamples of {parts} parts", []).append(cost)
        for size in sizes:
            _alone(fill, project := Path(folder) / f"{size}", size, SPANS)
            costs.setdefault(REPORT, []).append(_alone(reported, project))
        for name, largest in PEERS.items():
            costs[name] = [_alone(peer, name, file) for size, file in files.items() if size <= largest]
    print(f"\n| measure | {' | '.join(f'{size:,}' for size in sizes)} | exponent |")
    print(f"| --- |{' ---: |' * (len(sizes) + 1)}")
    for name, found in costs.items():
        cells = [f"{cost.seconds:.3f} s, {cost.megabytes:,.0f} MB" for cost in found]
        cells += ["–"] * (len(sizes) - len(found))
        print(f"| {name} | {' | '.join(cells)} | {_exponent(sizes, found)} |")


def _exponent(sizes: list[int], costs: list[Cost]) -> str:
    """The power of the size with which time grows between the two largest."""
    steps = list(pairwise(zip(sizes, costs, strict=False)))
    if not steps:
        return "–"
    (small, before), (large, after) = steps[-1]
    return f"{log(after.seconds / before.seconds) / log(large / small):.2f}"


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or list(SIZES))
