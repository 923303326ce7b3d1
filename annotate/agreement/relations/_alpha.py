"""α of relations, given agreed spans."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from annotate.agreement._additive import Additive, Reals, ratio
from annotate.agreement._codings import Codings, Ints
from annotate.agreement._figures import Figure, Reason, RelationAlpha
from annotate.agreement.coefficients._nominal import Nominal
from annotate.agreement.relations._items import Groups, Meetings, Rules, distinct_rows
from annotate.agreement.relations._ratings import Drawn, Extent, Possible, tally
from schema import Scheme


def relation_alpha(codings: Codings, scheme: Scheme, *, threshold: float = 0.5) -> RelationAlpha:
    """Return nominal α of the relations between spans that annotators agree on (Stab & Gurevych 2017).

    Spans of all annotators are aligned by one clustering (`clusters` at `threshold`). Items are the ordered pairs of
    clusters of one unit that at least two annotators have a span in both of, if the scheme permits a relation between
    the labels that one of them gave the two spans; those without a span in both are missing. The rating is the *set*
    of types drawn, empty for none. A symmetric relation is one unordered pair: it counts on the pair in the order of
    the text. Beside α there are percent agreement and Fleiss' κ on the same items, the mean F1 of two annotators
    for the types that they drew on items that both rate, α where types are ignored (`untyped`), where direction is
    (`undirected`: each unordered pair is one item), and α of each type (drawn or not, on the items where it is
    permitted).

    None with `no_common_units`, `no_pairable` (no such item) or `no_variation` (nobody drew any, or all the same; for
    F1, `no_relations`). Raises InputError for a threshold that is not above 0 and at most 1.
    """
    return _Measured.of(codings, scheme, threshold).result()


def relation_alpha_parts(codings: Codings, scheme: Scheme, *, threshold: float = 0.5) -> dict[str, Additive]:
    """Return `relation_alpha` as sums over articles.

    Keys are `value`, `percent`, `fleiss`, `f1`, `untyped`, `undirected`, `types.<type>` and `aligned`.
    """
    return _Measured.of(codings, scheme, threshold).parts


def relation_alpha_and_parts(
    codings: Codings, scheme: Scheme, *, threshold: float
) -> tuple[RelationAlpha, dict[str, Additive]]:
    """Return `relation_alpha` and `relation_alpha_parts`, of one clustering."""
    measured = _Measured.of(codings, scheme, threshold)
    return measured.result(), measured.parts


def relation_alpha_part(codings: Codings, scheme: Scheme, *, threshold: float = 0.5) -> Additive:
    """Return the one part `value` of `relation_alpha_parts`, in a fraction of the time."""
    rated = _Rated.of(codings, scheme, threshold)
    return rated.tally(np.arange(len(codings.types)), _sets(rated.drawn))[0].alpha()


@dataclass(frozen=True, eq=False, slots=True)
class _Rated:
    """Ordered pairs of groups of aligned spans, and what was drawn between them."""

    groups: Groups
    rules: Rules
    met: Meetings
    possible: Possible
    drawn: Drawn
    articles: int

    @classmethod
    def of(cls, codings: Codings, scheme: Scheme, threshold: float) -> _Rated:
        groups = Groups.of(codings, threshold)
        rules, met = Rules.of(codings, scheme, groups), Meetings.of(groups)
        possible = Possible.of(codings, rules, met, directed=True)
        drawn = Drawn.of(codings, groups, rules, directed=True)
        return cls(groups, rules, met, possible, drawn, len(codings.articles))

    def tally(self, types: Ints, categories: Ints) -> tuple[Nominal, Extent]:
        """Add up ratings as some types tell them apart."""
        return tally(self.possible, self.drawn, types, categories, self.articles)


@dataclass(frozen=True, eq=False, slots=True)
class _Measured:
    """All figures by the keys of the parts, before they are looked at."""

    parts: dict[str, Additive]
    extents: dict[str, Extent]
    shared: bool
    several: int
    unpermitted: int

    @classmethod
    def of(cls, codings: Codings, scheme: Scheme, threshold: float) -> _Measured:
        rated = _Rated.of(codings, scheme, threshold)
        drawn, groups, articles, every = rated.drawn, rated.groups, rated.articles, np.arange(len(codings.types))
        sets = _sets(drawn)
        typed, extent = rated.tally(every, sets)
        parts = {"value": typed.alpha(), "percent": typed.percent(), "fleiss": typed.fleiss(), "f1": drawn.f1(articles)}
        extents = dict.fromkeys((*parts, "untyped"), extent)
        parts["untyped"] = rated.tally(every, np.minimum(sets, 1))[0].alpha()
        for number, name in enumerate(codings.types):
            said = drawn.types[:, number].astype(np.int64)
            of_type, extents[f"types.{name}"] = rated.tally(every[number : number + 1], said)
            parts[f"types.{name}"] = of_type.alpha()
        unordered = Drawn.of(codings, groups, rated.rules, directed=False)
        without_order = Possible.of(codings, rated.rules, rated.met, directed=False)
        undirected, extents["undirected"] = tally(without_order, unordered, every, _sets(unordered), articles)
        parts["undirected"] = undirected.alpha()
        parts["aligned"], extents["aligned"] = _aligned(codings, groups)
        return cls(parts, extents, bool(codings.shared.any()), drawn.several(), drawn.unpermitted())

    def result(self) -> RelationAlpha:
        """Return all figures."""
        figures = {name: self.figure(name) for name in self.parts}
        return RelationAlpha(
            **dict(figures["value"]),
            percent=figures["percent"],
            fleiss=figures["fleiss"],
            f1=figures["f1"],
            untyped=figures["untyped"],
            undirected=figures["undirected"],
            types={name.removeprefix("types."): found for name, found in figures.items() if name.startswith("types.")},
            aligned=figures["aligned"],
            several=self.several,
            unpermitted=self.unpermitted,
        )

    def figure(self, name: str) -> Figure:
        """Return a figure with its reason if it has no value."""
        value, extent = self.parts[name].total(), self.extents[name]
        reason: Reason | None = None
        if value is None and not self.shared:
            reason = "no_common_units"
        elif value is None and name == "aligned":
            reason = "no_spans"
        elif value is None and not extent.items:
            reason = "no_pairable"
        elif value is None:
            reason = "no_relations" if name == "f1" else "no_variation"
        return Figure(value=value, reason=reason, **extent._asdict())


def _sets(drawn: Drawn) -> Ints:
    """Return a number from 1 for each rating, equal for equal sets of types."""
    return distinct_rows(drawn.types.astype(np.int64))[1] + 1


def _aligned(codings: Codings, groups: Groups) -> tuple[Additive, Extent]:
    """Return the share of the spans in shared units that were aligned; items are the spans."""
    shared = codings.shared
    rows = np.flatnonzero(shared[codings.spans.unit])
    article, articles = codings.units.article[codings.spans.unit[rows]], len(codings.articles)
    aligned = np.bincount(article, groups.of_span[rows] >= 0, minlength=articles)
    sums = np.column_stack((aligned, np.bincount(article, minlength=articles)))
    extent = Extent(int(shared.sum()), len(rows), int(codings.seen[shared].any(axis=0).sum()))
    return Additive(sums.astype(np.float64), _share), extent


def _share(sums: Reals) -> Reals:
    return ratio(sums[..., 0], sums[..., 1])
