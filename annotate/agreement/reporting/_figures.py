"""Every figure of a report, with its interval and the pairs of annotators behind it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from annotate.agreement._additive import Additive
from annotate.agreement._bootstrap import bootstrap
from annotate.agreement._codings import Codings
from annotate.agreement._figures import F1, Figure, TypedF1, UAlpha
from annotate.agreement.relations._alpha import relation_alpha_and_parts
from annotate.agreement.relations._f1 import relation_f1_and_parts
from annotate.agreement.reporting._model import HEADLINE, Line, Measure, PairLine, Part
from annotate.agreement.spans._alpha_u import alpha_u_and_parts
from annotate.agreement.spans._attributes import attribute_agreement_and_parts
from annotate.agreement.spans._match import Kind
from annotate.agreement.spans._span_f1 import span_f1_and_parts
from annotate.agreement.spans._u_alpha import u_alpha_and_parts, u_alpha_overall
from schema import Scheme

MANY = 10
"""Annotators above which uα is not taken apart by pairs: there would be 55 of them and more."""

_SPAN_F1: tuple[tuple[Measure, float, bool, Kind], ...] = (
    ("span_f1_exact", 1.0, True, "iou"),
    ("span_f1_iou50", 0.5, True, "iou"),
    ("span_f1_overlap", 0.5, True, "overlap"),
    ("span_f1_unlabelled_exact", 1.0, False, "iou"),
    ("span_f1_unlabelled_iou50", 0.5, False, "iou"),
)
"""Threshold, whether labels count, and kind of each."""

_Key = tuple[Measure, str | None]


@dataclass
class Figures:
    """The figures that were taken so far."""

    lines: dict[_Key, Line] = field(default_factory=dict)
    parts: dict[_Key, Additive] = field(default_factory=dict)
    pairs: list[PairLine] = field(default_factory=list)

    def add(
        self,
        measure: Measure,
        figure: Figure,
        part: Additive | None = None,
        *,
        of: str | None = None,
        percent: float | None = None,
    ) -> None:
        """Take a figure, with what it adds up from, if anything."""
        values = {name: getattr(figure, name) for name in Figure.model_fields}
        self.lines[measure, of] = Line(**values, measure=measure, of=of, percent=percent)
        if part is not None:
            self.parts[measure, of] = part

    def add_f1(self, measure: Measure, figure: TypedF1, parts: Mapping[str, Additive]) -> None:
        """Take F1 with that of each type, and of every two annotators."""
        self.add(measure, figure, parts["value"])
        for name, of_type in figure.types.items():
            self.add(measure, of_type, parts[f"types.{name}"], of=name)
        self._add_pairs(measure, figure)

    def _add_pairs(self, measure: Measure, figure: F1) -> None:
        for pair in figure.pairs:
            values = {name: value for name, value in pair if name != "matched"}
            self.pairs.append(PairLine(measure=measure, **values))

    @property
    def headline(self) -> dict[Measure, Additive]:
        """What the headline adds up from."""
        return {measure: self.parts[measure, None] for measure in HEADLINE if (measure, None) in self.parts}

    def with_intervals(self, resamples: int, seed: int, executor: Executor | None = None) -> tuple[Line, ...]:
        """Return all figures, with the intervals of those that add up over articles, unless `resamples` is 0."""
        if not resamples:
            return tuple(self.lines.values())
        keys = {" ".join(filter(None, key)): key for key in self.parts}
        parts = {name: self.parts[key] for name, key in keys.items()}
        drawn = bootstrap(parts, resamples=resamples, seed=seed, executor=executor)
        intervals = {keys[name]: interval for name, interval in drawn.items()}
        return tuple(line.model_copy(update={"interval": intervals.get(key)}) for key, line in self.lines.items())


def measured(
    codings: Codings, scheme: Scheme, parts: Collection[Part], *, percent: float | None = None
) -> tuple[Figures, UAlpha | None]:
    """Return every figure of these parts, and what uα left out or merged; `percent` stands beside uα."""
    figures = Figures()
    family = _add_spans(figures, codings, percent) if "spans" in parts else None
    if "relations" in parts:
        add_relation_f1(figures, "relation_f1_exact", codings, scheme, threshold=1.0)
        add_relation_f1(figures, "relation_f1_iou50", codings, scheme, threshold=0.5)
        add_relation_alpha(figures, codings, scheme, threshold=0.5)
    if "attributes" in parts:
        _add_attributes(figures, codings)
    return figures, family


def _add_spans(figures: Figures, codings: Codings, percent: float | None) -> UAlpha:
    for measure, threshold, labelled, kind in _SPAN_F1:
        figures.add_f1(
            measure,
            *span_f1_and_parts(codings, threshold=threshold, labelled=labelled, kind=kind),
        )
    family, of_family = u_alpha_and_parts(codings)
    _add_u_alpha(figures, family, of_family, percent)
    _add_u_alpha_pairs(figures, codings)
    found, parts = alpha_u_and_parts(codings)
    figures.add("alpha_u", found.joint, parts["joint"])
    for name, of_label in found.labels.items():
        figures.add("alpha_u", of_label, parts[f"labels.{name}"], of=name)
    return family


def _add_u_alpha(figures: Figures, family: UAlpha, parts: Mapping[str, Additive], percent: float | None) -> None:
    figures.add("u_alpha", family.overall, parts["overall"], percent=percent)
    for name, of_label in family.labels.items():
        figures.add("u_alpha", of_label.u_alpha, parts[f"labels.{name}.u_alpha"], of=name)
    figures.add("u_alpha_binary", family.binary, parts["binary"])
    figures.add("cu_alpha", family.cu, parts["cu"])
    for name, of_label in family.labels.items():
        figures.add("ku_alpha", of_label.ku_alpha, parts[f"labels.{name}.ku_alpha"], of=name)
    figures.add("cu_coverage", family.coverage, parts["coverage"])
    for name, of_label in family.labels.items():
        figures.add("cu_coverage", of_label.coverage, parts[f"labels.{name}.coverage"], of=name)


def _add_u_alpha_pairs(figures: Figures, codings: Codings) -> None:
    if len(codings.annotators) > MANY:
        return
    bare = codings.bare()
    for first, second in combinations(range(len(codings.annotators)), 2):
        names = codings.annotators[first], codings.annotators[second]
        both = bare.keep_units(codings.seen[:, first] & codings.seen[:, second])
        alone = both.without([name for name in codings.annotators if name not in names])
        figure, _ = u_alpha_overall(alone)
        items = np.bincount(alone.spans.annotator, minlength=2).tolist()
        figures.pairs.append(
            PairLine(
                measure="u_alpha",
                first=names[0],
                second=names[1],
                value=figure.value,
                reason=figure.reason,
                units=figure.units,
                first_items=items[0],
                second_items=items[1],
            )
        )


def add_relation_f1(figures: Figures, measure: Measure, codings: Codings, scheme: Scheme, *, threshold: float) -> None:
    """Take F1 of relations whose ends are paired at a threshold."""
    figures.add_f1(
        measure,
        *relation_f1_and_parts(codings, scheme, threshold=threshold),
    )


def add_relation_alpha(figures: Figures, codings: Codings, scheme: Scheme, *, threshold: float) -> None:
    """Take α of relations on spans that are aligned at a threshold."""
    found, parts = relation_alpha_and_parts(codings, scheme, threshold=threshold)
    figures.add("relation_alpha", found, parts["value"], percent=found.percent.value)
    for name, of_type in found.types.items():
        figures.add("relation_alpha", of_type, parts[f"types.{name}"], of=name)
    figures.add("relation_fleiss", found.fleiss, parts["fleiss"])
    figures.add("relation_alpha_undirected", found.undirected, parts["undirected"])
    figures.add("relation_alpha_untyped", found.untyped, parts["untyped"])
    figures.add("relation_aligned", found.aligned, parts["aligned"])


def _add_attributes(figures: Figures, codings: Codings) -> None:
    agreement, parts = attribute_agreement_and_parts(codings)
    for name, found in agreement.items():
        figures.add("attribute_alpha", found.alpha, parts.get(f"{name}.alpha"), of=name, percent=found.percent.value)
        figures.add("attribute_ac1", found.ac1, parts.get(f"{name}.ac1"), of=name, percent=found.percent.value)
