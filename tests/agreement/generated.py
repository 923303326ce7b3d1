"""Made-up corpora of any size as columns, for benchmarks and for tests that need many units."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypedDict, cast

import numpy as np

from annotate.agreement import Attribute, Codings, Relations, Spans, Units, ordered
from annotate.agreement._codings import Ints

LABELS = ("claim", "problem", "measure")
TYPES = ("support", "attack", "addresses")
STANCES = ("for", "against", "neutral")


class Work(TypedDict):
    spans: list[tuple[int, int, str, dict[str, str]]]
    relations: list[tuple[int, int, str]]


class Paragraph(TypedDict):
    doc: str
    para: str
    length: int
    annotations: dict[str, Work | None]


def paragraphs(number: int, *, annotators: int = 3, spans: float = 5.0, seed: int = 7) -> Iterator[Paragraph]:
    """Yield what the generator beside the reference values makes; it is in the folder ANNOTATE_TEST_CORPUS."""
    file = Path(os.environ["ANNOTATE_TEST_CORPUS"]) / "agreement" / "gen_corpus.py"
    spec = importlib.util.spec_from_file_location("gen_corpus", file)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield from cast("Iterator[Paragraph]", module.corpus(number, annotators, spans, seed))


def columns(made: Iterable[Paragraph]) -> Codings:
    """Return paragraphs as columns; those of a document stand one after the other, with a line feed between."""
    rows = _Rows()
    for paragraph in made:
        rows.add(paragraph)
    article, start, end = _columns(rows.units, 3)
    unit, annotator, first, last, label, stance = _columns(rows.spans, 6)
    source, target, type_ = _columns(rows.relations, 3)
    return ordered(
        Codings(
            articles=tuple(rows.articles),
            annotators=rows.annotators,
            labels=LABELS,
            types=TYPES,
            units=Units(key=tuple(rows.keys), article=article, start=start, end=end),
            seen=np.array(rows.seen, dtype=bool).reshape(-1, len(rows.annotators)),
            spans=Spans(
                unit=unit,
                annotator=annotator,
                start=first,
                end=last,
                label=label,
                id=np.array(rows.ids, dtype=object),
                attributes={"stance": Attribute(STANCES, "nominal", stance)},
            ),
            relations=Relations(source=source, target=target, type=type_),
        )
    )


@dataclass
class _Rows:
    articles: dict[str, int] = field(default_factory=dict)
    annotators: tuple[str, ...] = ()
    keys: list[str] = field(default_factory=list)
    units: list[tuple[int, ...]] = field(default_factory=list)
    seen: list[list[bool]] = field(default_factory=list)
    spans: list[tuple[int, ...]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    relations: list[tuple[int, ...]] = field(default_factory=list)

    def add(self, paragraph: Paragraph) -> None:
        works = paragraph["annotations"]
        self.annotators = self.annotators or tuple(works)
        start = self.units[-1][2] + 1 if paragraph["doc"] in self.articles else 0
        article = self.articles.setdefault(paragraph["doc"], len(self.articles))
        self.units.append((article, start, start + paragraph["length"]))
        self.keys.append(paragraph["para"])
        self.seen.append([works[name] is not None for name in self.annotators])
        for who, name in enumerate(self.annotators):
            if work := works[name]:
                self._add(work, who, start)

    def _add(self, work: Work, who: int, start: int) -> None:
        unit, base = len(self.units) - 1, len(self.spans)
        self.spans += [
            (unit, who, start + first, start + last, _LABEL[label], _STANCE[given["stance"]])
            for first, last, label, given in work["spans"]
        ]
        self.ids += map(str, range(len(work["spans"])))
        self.relations += [(base + one, base + two, _TYPE[type_]) for one, two, type_ in work["relations"]]


_LABEL, _TYPE, _STANCE = ({name: row for row, name in enumerate(names)} for names in (LABELS, TYPES, STANCES))


def _columns(rows: Sequence[tuple[int, ...]], width: int) -> Ints:
    return np.array(rows, dtype=np.int64).reshape(-1, width).T.copy()
