"""What pulls the headline down, and what it would be without that."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Literal

import numpy as np

from annotate.agreement._codings import Codings
from annotate.agreement.reporting._headline import Headline, defined, headline
from annotate.agreement.reporting._model import HEADLINE, Influence, Measure, Part
from schema import Scheme

Kind = Literal["annotator", "article", "label"]

MOST = 10
"""How many articles are told of that raise a measure most when left out."""

_Found = tuple[str, Measure, float | None]
"""What is left out, and the value of a measure without it."""


def influences(codings: Codings, scheme: Scheme, measures: Headline, parts: Collection[Part]) -> tuple[Influence, ...]:
    """Return the headline without each annotator, each label and each article, what raises it most coming first.

    An annotator is left out where two remain, a label where another is used; without a label its spans go with all
    of their relations. Of the articles only those that raise a measure most are told, up to MOST. `measures` is the
    headline of the codings.
    """
    found: dict[Kind, list[_Found]] = {
        "annotator": list(_annotators(codings, scheme, parts)),
        "label": list(_labels(codings, scheme, parts)),
        "article": list(_articles(codings, measures)),
    }
    totals = {measure: part.total() for measure, part in measures.items()}
    return tuple(
        influence
        for measure in HEADLINE
        if measure in totals
        for kind, every in found.items()
        for influence in _ranked(kind, measure, totals[measure], every)
    )


def _ranked(kind: Kind, measure: Measure, total: float | None, every: list[_Found]) -> list[Influence]:
    made = [
        Influence(
            kind=kind,
            name=name,
            measure=measure,
            without=without,
            change=None if without is None or total is None else without - total,
        )
        for name, of, without in every
        if of == measure
    ]
    return sorted(made, key=lambda one: (one.change is None, -(one.change or 0.0), one.name))


def _annotators(codings: Codings, scheme: Scheme, parts: Collection[Part]) -> Iterator[_Found]:
    if len(codings.annotators) > 2:
        for name in codings.annotators:
            yield from _without(name, codings.without([name]), scheme, parts)


def _labels(codings: Codings, scheme: Scheme, parts: Collection[Part]) -> Iterator[_Found]:
    used = np.unique(codings.spans.label).tolist()
    if len(used) > 1:
        for label in used:
            yield from _without(codings.labels[label], codings.keep_spans(codings.spans.label != label), scheme, parts)


def _without(name: str, codings: Codings, scheme: Scheme, parts: Collection[Part]) -> Iterator[_Found]:
    for measure, part in headline(codings, scheme, parts).items():
        yield name, measure, part.total()


def _articles(codings: Codings, measures: Headline) -> Iterator[_Found]:
    if len(codings.articles) < 2:
        return
    for measure, part in measures.items():
        without = part.leaving_out()
        # Undefined values come last; of equal ones the earlier article comes first.
        for row in np.argsort(-without, kind="stable")[:MOST].tolist():
            yield codings.articles[row], measure, defined(without[row])
