"""The data statement: filled with what the store tells, and with nothing that it does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Executor
from importlib.metadata import version

from annotate import corpus
from annotate.alignment import Ruling
from annotate.exporters import (
    EXAMPLES,
    EXTRAS,
    Adjudication,
    AgreementFigure,
    FrozenFacts,
    SplitFacts,
    Statement,
    find,
)
from annotate.workflow import agreement
from annotate.workflow.exporting.requests import Request
from annotate.workflow.project import Project
from annotate.workflow.subset import Wanted
from schema import Annotation, ExportedArticle, Gold, Release, Rule


class Notes:
    """Notes of what passes by while a release is read."""

    def __init__(self) -> None:
        self.languages: Counter[str] = Counter()
        self.units: Counter[str] = Counter()
        self.rules: Counter[str] = Counter()
        self.persons: Counter[str] = Counter()
        self.basis: Counter[str] = Counter()
        self.frozen: FrozenFacts | None = None
        self.published, self.annotated, self.decided = _Span(), _Span(), _Span()

    def add(self, other: Notes) -> None:
        """Take over what was noted elsewhere, of other articles."""
        for name in ("languages", "units", "rules", "persons", "basis"):
            getattr(self, name).update(getattr(other, name))
        for name in ("published", "annotated", "decided"):
            for day in getattr(other, name).ends or ():
                getattr(self, name).add(day)

    def article(self, article: ExportedArticle, annotations: Sequence[Annotation]) -> None:
        """Note an article with the annotations on it that count."""
        if article.language:
            self.languages[article.language] += 1
        if period := corpus.period(article.date or ""):
            self.published.add(period.first.isoformat())
            self.published.add(period.last.isoformat())
        self.units.update({unit.key: unit.kind for unit in (one.unit for one in annotations)}.values())
        for one in annotations:
            if one.updated:
                self.annotated.add(one.updated.date().isoformat())

    def release(self, release: Release) -> None:
        """Note the frozen gold that is exported."""
        self.frozen = FrozenFacts(
            name=release.name,
            made=release.made.date().isoformat(),
            sha256=release.sha256,
            stale=len(release.stale),
            examples=release.stale[:EXAMPLES],
        )

    def gold(self, gold: Gold, rulings: Sequence[Ruling]) -> None:
        """Note the gold of an article with the decisions in force on it."""
        self.basis.update(gold.basis.values())
        self.rules.update(one.rule for one in rulings if one.rule is not None)
        self.persons.update(one.who for one in rulings if one.rule is None)
        for end in (min, max):
            if rulings:
                self.decided.add(end(one.when for one in rulings).date().isoformat())

    def adjudication(self) -> Adjudication | None:
        """Return how gold came about; None where nobody decided anything, or frozen gold does not tell."""
        if not self.rules and not self.persons and not self.basis:
            return None
        rules: Counter[str] = Counter()
        for written, count in self.rules.items():
            rules[_told(Rule.model_validate_json(written))] += count
        return Adjudication(
            rules=dict(sorted(rules.items())),
            persons=len(self.persons),
            personal=self.persons.total(),
            basis=dict(sorted(self.basis.items())),
        )


def _told(rule: Rule) -> str:
    told = ", ".join(f"{name}={value}" for name, value in sorted(rule.parameters.items()))
    return f"{rule.name} {rule.version} ({told or 'no parameters'})"


class _Span:
    """The first and the last of some days."""

    def __init__(self) -> None:
        self.ends: tuple[str, str] | None = None

    def add(self, day: str) -> None:
        first, last = self.ends or (day, day)
        self.ends = min(first, day), max(last, day)


def statement(
    project: Project,
    kind: str,
    request: Request,
    notes: Notes,
    splits: SplitFacts | None,
    executor: Executor | None = None,
) -> Statement:
    """Return the statement of a release, of which the notes were taken; the executor, if any, draws for agreement."""
    settings = project.settings
    return Statement(
        title=settings.name,
        licence=request.licence or settings.licence,
        citation=request.citation or settings.citation,
        contact=request.contact or settings.contact,
        languages=tuple(sorted(notes.languages)),
        published=notes.published.ends,
        annotated=notes.annotated.ends,
        decided=notes.decided.ends,
        units=dict(sorted(notes.units.items())),
        agreement=_agreement(project, request, executor),
        adjudication=notes.adjudication(),
        frozen=notes.frozen,
        software=_software(kind),
        splits=splits,
    )


def _agreement(project: Project, request: Request, executor: Executor | None) -> tuple[AgreementFigure, ...]:
    """Measure agreement on the articles of the dataset, unless that is not asked for."""
    if not request.agreement:
        return ()
    selection = request.selection.name if request.selection else None
    report = agreement.measure(project, agreement.Measuring(work=Wanted(selection=selection)), executor)
    return tuple(
        AgreementFigure(
            measure=line.measure,
            value=line.value,
            low=line.interval.low if line.interval else None,
            high=line.interval.high if line.interval else None,
            level=line.interval.level if line.interval else None,
            reason=line.reason,
        )
        for line in report.figures
        if line.of is None
    )


def _software(kind: str) -> dict[str, str]:
    extra = find(kind).extra
    packages = ["argument-annotate", "label-studio-sdk", *([EXTRAS[extra]] if extra else [])]
    return {name: version("dkpro-cassis" if name == "cassis" else name) for name in packages}
