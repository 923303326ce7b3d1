"""The headline as sums over articles, and on each article."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np

from annotate.agreement._additive import Additive, Reals
from annotate.agreement._codings import Codings
from annotate.agreement.relations._alpha import relation_alpha_parts
from annotate.agreement.relations._f1 import relation_f1_parts
from annotate.agreement.reporting._model import ArticleLine, Measure, Part
from annotate.agreement.spans._span_f1 import span_f1_parts
from annotate.agreement.spans._u_alpha import u_alpha_parts
from schema import Scheme

Headline = Mapping[Measure, Additive]


def headline(codings: Codings, scheme: Scheme, parts: Collection[Part]) -> dict[Measure, Additive]:
    """Return the measures of HEADLINE that are about these parts."""
    found: dict[Measure, Additive] = {}
    if "spans" in parts:
        found["span_f1_exact"] = span_f1_parts(codings)["value"]
        found["span_f1_iou50"] = span_f1_parts(codings, threshold=0.5)["value"]
        found["u_alpha"] = u_alpha_parts(codings)["overall"]
    if "relations" in parts:
        found["relation_f1_exact"] = relation_f1_parts(codings, scheme)["value"]
        found["relation_f1_iou50"] = relation_f1_parts(codings, scheme, threshold=0.5)["value"]
        found["relation_alpha"] = relation_alpha_parts(codings, scheme)["value"]
    return found


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
