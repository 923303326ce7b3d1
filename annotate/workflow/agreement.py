"""How far annotators agree, on any subset of their work, and what they disagree on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from itertools import groupby, islice
from pathlib import Path

from annotate.agreement import (
    PARTS,
    AgreementReport,
    Diagnosis,
    Disagreement,
    DisagreementList,
    GammaReport,
    LinkingReport,
    Opinion,
    Part,
    gamma_report,
    linking_report,
    list_disagreements,
    report,
)
from annotate.alignment import Columns
from annotate.store import Store
from annotate.workflow.adjudicating import filing
from annotate.workflow.project import Project
from annotate.workflow.sheets import write_sheet
from annotate.workflow.subset import Wanted, choose
from schema import Gold

__all__ = ["PARTS", "Measuring", "diagnose", "disagreements", "measure", "measure_gamma", "measure_linking"]


@dataclass(frozen=True)
class Measuring:
    """How agreement is measured."""

    work: Wanted = field(default_factory=Wanted)
    """Which work is asked for."""
    parts: Collection[Part] = PARTS
    """What it is measured on."""
    gold: str | None = None
    """The release that annotators are held against; otherwise what decisions give now."""
    resamples: int = 1000
    """How often articles are drawn for an interval; 0 for no intervals."""
    seed: int = 0
    """What the draws follow from."""


def measure(project: Project, how: Measuring | None = None, executor: Executor | None = None) -> AgreementReport:
    """Measure agreement on spans, relations and attributes, and find what explains it; the executor draws, if any does.

    Raises InputError, ProjectError and StoreError as `choose` does; InputError too for a label, and StoreError for a
    release, that there is not.
    """
    how = how or Measuring()
    with project.store() as store:
        chosen = choose(store, how.work)
        golds, reference = _gold(project, store, how.gold)
        texts, titles = _read(store, chosen.columns)
    made = report(
        chosen.columns,
        project.scheme,
        parts=how.parts,
        labels=how.work.labels,
        texts=texts,
        titles=titles,
        golds=golds,
        reference=reference,
        resamples=how.resamples,
        seed=how.seed,
        executor=executor,
    )
    return made.model_copy(update={"subset": chosen.subset})


def diagnose(project: Project, how: Measuring | None = None, executor: Executor | None = None) -> Diagnosis:
    """Measure agreement as `measure` does, to see what pulls it down."""
    return Diagnosis.model_validate(dict(measure(project, how, executor)))


def measure_linking(
    project: Project, release: str, how: Measuring | None = None, executor: Executor | None = None
) -> LinkingReport:
    """Measure agreement on relations between the components of a gold release.

    Raises what `choose` does, and StoreError when there is no release of that name.
    """
    how = how or Measuring()
    with project.store() as store:
        frozen = store.release(release)
        chosen = choose(store, how.work)
    made = linking_report(
        chosen.columns, frozen, project.scheme, resamples=how.resamples, seed=how.seed, executor=executor
    )
    return made.model_copy(update={"subset": chosen.subset})


def measure_gamma(
    project: Project, how: Measuring | None = None, *, most_spans: int = 250, seconds: float = 60.0
) -> GammaReport:
    """Measure γ in a process of its own; raises what `measure` does for which work is asked for."""
    how = how or Measuring()
    with project.store() as store:
        chosen = choose(store, how.work)
    made = gamma_report(
        chosen.columns,
        project.scheme,
        labels=how.work.labels,
        seed=how.seed,
        most_spans=most_spans,
        seconds=seconds,
    )
    return made.model_copy(update={"subset": chosen.subset})


def disagreements(
    project: Project, how: Measuring | None = None, *, limit: int | None = None, file: Path | None = None
) -> DisagreementList:
    """List what annotators disagree on, up to `limit` of each part, and write all of it as CSV to `file`, if named.

    Raises what `measure` does, and ExportError when the file exists or cannot be written.
    """
    how = how or Measuring()
    with project.store() as store:
        chosen = choose(store, how.work)
        texts, _ = _read(store, chosen.columns)
    found = list_disagreements(
        chosen.columns,
        project.scheme,
        parts=how.parts,
        labels=how.work.labels,
        texts=texts,
        limit=None if file else limit,
    )
    if file is not None:
        write_sheet(file, _rows(found))
        found = found.model_copy(update={"csv": str(file), "disagreements": _first(found.disagreements, limit)})
    return found.model_copy(update={"subset": chosen.subset})


def _gold(project: Project, store: Store, release: str | None) -> tuple[tuple[Gold, ...], str]:
    if release is not None:
        return store.release(release).golds, release
    return tuple(filing.golds(store, project.scheme)), "decisions"


def _read(store: Store, columns: Columns) -> tuple[dict[str, str], dict[str, str]]:
    """Return the text of every unit by its key, and the title of every article by its id."""
    return store.unit_texts({entry.unit for entry in columns.entries}), dict(store.titles())


def _first(every: Iterable[Disagreement], limit: int | None) -> tuple[Disagreement, ...]:
    """Return the first few of each part."""
    of_part = groupby(every, lambda one: one.kind if one.kind in ("attribute", "relation") else "span")
    return tuple(one for _, of_one in of_part for one in islice(of_one, limit))


def _rows(found: DisagreementList) -> Iterator[Sequence[object]]:
    """Yield the head of a table and a row for each disagreement, with what each annotator says side by side."""
    columns = ("label", "text", "attributes")
    said = [f"{name}: {column}" for name in found.annotators for column in columns]
    yield "kind", "cost", "article", "unit", "start", "end", "text", *said
    for one in found.disagreements:
        by = {opinion.annotator: opinion for opinion in one.opinions}
        cells = [cell for name in found.annotators for cell in _cells(by.get(name))]
        yield one.kind, round(one.cost, 3), one.article, one.unit, one.start, one.end, one.text or "", *cells


def _cells(opinion: Opinion | None) -> tuple[str, str, str]:
    """Return what an annotator says; nothing where they did not see the unit, a dash where they marked nothing."""
    if opinion is None:
        return "", "", ""
    attributes = "; ".join(f"{name}={value}" for name, value in sorted(opinion.attributes.items()))
    return (opinion.label or "–") + ("" if opinion.aligned else " (not aligned)"), opinion.text or "", attributes
