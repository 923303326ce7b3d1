"""The headline as sums over articles, and on each article."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

import numpy as np

from annotate.agreement._additive import Additive, Reals
from annotate.agreement._codings import Codings
from annotate.agreement.relations._alpha import relation_alpha_part
from annotate.agreement.relations._f1 import relation_f1_parts
from annotate.agreement.reporting._model import HEADLINE, ArticleLine, Measure
from annotate.agreement.spans._span_f1 import span_f1_parts
from annotate.agreement.spans._u_alpha import u_alpha_overall
from schema import Scheme

Headline = Mapping[Measure, Additive]


_PARTS: Mapping[Measure, Callable[[Codings, Scheme], Additive]] = {
    "span_f1_exact": lambda codings, _: span_f1_parts(codings)["value"],
    "span_f1_iou50": lambda codings, _: span_f1_parts(codings, threshold=0.5)["value"],
    "u_alpha": lambda codings, _: u_alpha_overall(codings)[1],
    "relation_f1_exact": lambda codings, scheme: relation_f1_parts(codings, scheme)["value"],
    "relation_f1_iou50": lambda codings, scheme: relation_f1_parts(codings, scheme, threshold=0.5)["value"],
    "relation_alpha": relation_alpha_part,
}
"""What each measure of HEADLINE adds up from."""


def headline(codings: Codings, scheme: Scheme, measures: Collection[Measure]) -> dict[Measure, Additive]:
    """Return those of HEADLINE among these measures."""
    return {measure: _PARTS[measure](codings, scheme) for measure in HEADLINE if measure in measures}


def defined(value: float) -> float | None:
    """Return a value, None where it is not a number."""
    return None if np.isnan(value) else float(value)


def rows_of(measures: Headline) -> list[dict[Measure, float | None]]:
    """Return the measures on each article alone, or on whatever stands in its place; nothing without a measure."""
    columns: dict[Measure, Reals] = {measure: found.per_article() for measure, found in measures.items()}
    rows = zip(*columns.values(), strict=True)
    return [dict(zip(columns, map(defined, row), strict=True)) for row in rows]


def by_article(codings: Codings, measures: Headline, titles: Mapping[str, str]) -> tuple[ArticleLine, ...]:
    """Return the headline on each article with a shared unit; none without a measure. `titles` by its id."""
    shared, size = codings.shared, len(codings.articles)
    units = np.bincount(codings.units.article[shared], minlength=size).tolist()
    of_span = codings.units.article[codings.spans.unit[shared[codings.spans.unit]]]
    spans = np.bincount(of_span, minlength=size).tolist()
    return tuple(
        ArticleLine(article=article, title=titles.get(article), units=units[row], spans=spans[row], values=values)
        for row, (article, values) in enumerate(zip(codings.articles, rows_of(measures), strict=bool(measures)))
        if units[row]
    )
