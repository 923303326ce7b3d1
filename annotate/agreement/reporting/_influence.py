"""What pulls the headline down, and what it would be without that."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import combinations
from typing import Literal

import numpy as np

from annotate.agreement._additive import Additive
from annotate.agreement._codings import Codings
from annotate.agreement.reporting._figures import Figures
from annotate.agreement.reporting._headline import Headline, defined, headline
from annotate.agreement.reporting._model import HEADLINE, Influence, Measure
from schema import Scheme

Kind = Literal["annotator", "article", "label"]

MOST = 10
"""How many articles are told of that raise a measure most when left out."""

_OF_PAIRS: frozenset[Measure] = frozenset(("span_f1_exact", "span_f1_iou50", "relation_f1_exact", "relation_f1_iou50"))
"""Measures whose sums are thirds: units, items and matches of every two annotators, in order."""

_BY_LABEL: frozenset[Measure] = frozenset(("span_f1_exact", "span_f1_iou50"))
"""Of these, those of which what is counted of a label depends on no other label."""

_Found = tuple[str, Measure, float | None]
"""What is left out, and the value of a measure without it."""


def influences(codings: Codings, scheme: Scheme, figures: Figures) -> tuple[Influence, ...]:
    """Return the headline without each annotator, each label and each article, what raises it most coming first.

    An annotator is left out where two remain, a label where another is used; without a label its spans go with all
    of their relations. Of the articles only those that raise a measure most are told, up to MOST. `figures` are
    those of the codings.
    """
    measures, bare = figures.headline, codings.bare()
    found: dict[Kind, list[_Found]] = {
        "annotator": list(_annotators(bare, scheme, measures)),
        "label": list(_labels(bare, scheme, figures)),
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


def _annotators(codings: Codings, scheme: Scheme, measures: Headline) -> Iterator[_Found]:
    """Yield what is left without each annotator: for F1, which is a mean over pairs, the pairs of the others."""
    if len(codings.annotators) < 3:
        return
    pairs = list(combinations(codings.annotators, 2))
    for name in codings.annotators:
        others = np.tile([name not in pair for pair in pairs], 3)
        for measure in [known for known in measures if known in _OF_PAIRS]:
            part = measures[measure]
            yield name, measure, Additive(part.statistics[:, others], part.value).total()
        yield from _without(name, codings.without([name]), scheme, measures.keys() - _OF_PAIRS)


def _labels(codings: Codings, scheme: Scheme, figures: Figures) -> Iterator[_Found]:
    """Yield what is left without each label: for F1 of spans, which are matched by label, the counts of the others."""
    used, measures = np.unique(codings.spans.label).tolist(), figures.headline
    if len(used) < 2:
        return
    for row in used:
        label = codings.labels[row]
        for measure in [known for known in measures if known in _BY_LABEL]:
            part, of_label = measures[measure], figures.parts[measure, label].statistics.copy()
            of_label[:, : of_label.shape[1] // 3] = 0
            yield label, measure, Additive(part.statistics - of_label, part.value).total()
        yield from _without(label, codings.keep_spans(codings.spans.label != row), scheme, measures.keys() - _BY_LABEL)


def _without(name: str, codings: Codings, scheme: Scheme, measures: Collection[Measure]) -> Iterator[_Found]:
    for measure, part in headline(codings, scheme, measures).items():
        yield name, measure, part.total()


def _articles(codings: Codings, measures: Headline) -> Iterator[_Found]:
    if len(codings.articles) < 2:
        return
    for measure, part in measures.items():
        without = part.leaving_out()
        # Undefined values come last; of equal ones the earlier article comes first.
        for row in np.argsort(-without, kind="stable")[:MOST].tolist():
            yield codings.articles[row], measure, defined(without[row])
