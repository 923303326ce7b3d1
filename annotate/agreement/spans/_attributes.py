"""Agreement on attributes of spans that stand for the same."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from annotate.agreement._additive import Additive
from annotate.agreement._codings import ABSENT, Attribute, Codings, Ints
from annotate.agreement._figures import AttributeAgreement, Figure, Reason
from annotate.agreement.coefficients._nominal import Given, Items, Nominal
from annotate.agreement.coefficients._ratings import MISSING, Ratings
from annotate.agreement.coefficients._sums import alpha_part
from annotate.agreement.spans._clusters import clusters

MANY = 100
"""Values of an attribute above which it is free text, whose figures are not taken apart by articles."""


def attribute_agreement(codings: Codings, *, threshold: float = 0.5) -> dict[str, AttributeAgreement]:
    """Return agreement on each attribute, by name.

    Spans of all annotators are aligned by one clustering (`clusters` at `threshold`), whatever their labels. Items are
    the clusters in which at least two annotators gave the attribute a value; who gave none is missing there. α is
    that of the attribute's scale; AC1, for which all values of a closed list count, stays near percent agreement
    where nearly all values are one. How common that is, is told too.

    None with `no_common_units`, `no_pairable` (no item) or `no_variation` (one value only; for AC1 one to choose).
    Raises InputError for a threshold that is not above 0 and at most 1.
    """
    return attribute_agreement_and_parts(codings, threshold=threshold)[0]


def attribute_parts(codings: Codings, *, threshold: float = 0.5) -> dict[str, Additive]:
    """Return `attribute_agreement` as sums over articles: `<name>.alpha`, `<name>.percent`, `<name>.ac1`.

    Attributes with more than 100 values, as free text has, are not in it.
    """
    return attribute_agreement_and_parts(codings, threshold=threshold)[1]


def attribute_agreement_and_parts(
    codings: Codings, *, threshold: float = 0.5
) -> tuple[dict[str, AttributeAgreement], dict[str, Additive]]:
    """Return `attribute_agreement` and `attribute_parts`, of one clustering."""
    cluster = clusters(codings, threshold=threshold)
    measured = {name: _measure(codings, cluster, found) for name, found in codings.spans.attributes.items()}
    parts = {
        f"{name}.{key}": part
        for name, found in measured.items()
        if len(found.attribute.values) <= MANY
        for key, part in found.parts.items()
    }
    return {name: found.figures() for name, found in measured.items()}, parts


@dataclass(frozen=True, eq=False, slots=True)
class _Measured:
    """One attribute on the items where two annotators or more gave it a value."""

    attribute: Attribute
    parts: dict[str, Additive]
    ratings: Ints
    """How often each value was given."""
    units: int
    items: int
    annotators: int
    unpaired: int
    shared: bool

    def figures(self) -> AttributeAgreement:
        """Return the figures with their reasons."""
        total = int(self.ratings.sum())
        return AttributeAgreement(
            level=self.attribute.level,
            alpha=self._figure("alpha"),
            percent=self._figure("percent"),
            ac1=self._figure("ac1"),
            commonest=int(self.ratings.max()) / total if total else None,
            unpaired=self.unpaired,
        )

    def _figure(self, key: str) -> Figure:
        value = self.parts[key].total()
        reason: Reason | None = None
        if value is None and not self.shared:
            reason = "no_common_units"
        elif value is None:
            reason = "no_variation" if self.items else "no_pairable"
        return Figure(value=value, reason=reason, units=self.units, items=self.items, annotators=self.annotators)


def _measure(codings: Codings, cluster: Ints, attribute: Attribute) -> _Measured:
    spans, size = codings.spans, len(attribute.values)
    given = np.flatnonzero(attribute.column != ABSENT)
    raters = np.bincount(cluster[given], minlength=int(cluster.max(initial=-1)) + 1)
    paired = raters > 1
    rows = given[paired[cluster[given]]]
    item, value = (np.cumsum(paired) - 1)[cluster[rows]], attribute.column[rows]
    items = int(paired.sum())
    of_article = size <= MANY
    article = np.zeros(items, dtype=np.int64)
    if of_article:
        article[item] = codings.units.article[spans.unit[rows]]
    articles = len(codings.articles) if of_article else 1
    cells, count = np.unique(item * max(size, 1) + value, return_counts=True)
    nominal = Nominal.of(
        Items(article, raters[paired], np.ones(items, dtype=np.int64)),
        Given(cells // max(size, 1), cells % max(size, 1), count),
        articles,
        size,
    )
    parts = {"alpha": nominal.alpha(), "percent": nominal.percent(), "ac1": nominal.ac1()}
    if attribute.level == "ordinal":
        codes = np.full((items, len(codings.annotators)), MISSING)
        codes[item, spans.annotator[rows]] = value
        parts["alpha"] = alpha_part(Ratings(codes, size), article, articles, level="ordinal")
    return _Measured(
        attribute=attribute,
        parts=parts,
        ratings=np.bincount(value, minlength=max(size, 1)),
        units=len(np.unique(spans.unit[rows])),
        items=items,
        annotators=len(np.unique(spans.annotator[rows])),
        unpaired=int(codings.shared[spans.unit[given]].sum()) - len(rows),
        shared=bool(codings.shared.any()),
    )
