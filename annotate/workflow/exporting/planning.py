"""What a release is made from: read once, article by article, and kept with the release."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import islice

from annotate import adjudication
from annotate.alignment import Ruling, select
from annotate.errors import ExportError
from annotate.store import Store
from annotate.workflow import checking
from annotate.workflow.exporting.requests import Request
from annotate.workflow.exporting.stating import Notes
from annotate.workflow.progress import Progress
from schema import Annotation, ExportedArticle, ExportedWork, Gold, Scheme, as_json

_FEW = 10
"""Articles that one transaction keeps."""

_LATER = "a later one of the same annotator stands for it"


@dataclass
class Plan:
    """What has been read, without texts and labels."""

    articles: list[str] = field(default_factory=list)
    """Ids of the articles, in order."""
    documents: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    """The document and the source of each."""
    labels: dict[str, Counter[str]] = field(default_factory=dict)
    """How often each has each label: of gold, or else of all annotators."""
    annotations: int = 0
    """Annotations looked at."""
    open: Counter[str] = field(default_factory=Counter)
    """How much of the gold of each is undecided."""
    digest: str = ""
    """Hash of all that was read."""
    notes: Notes = field(default_factory=Notes)
    """What the statement tells of it."""


def plan(
    store: Store, number: int, scheme: Scheme, request: Request, ids: Sequence[str] | None, progress: Progress
) -> Plan:
    """Read what a release is to hold, and keep it with the release of that number.

    Raises ExportError where gold is asked for of which some is open, unless that is allowed.
    """
    made = Plan()
    reader = _Reader(store, scheme, request, made.notes)
    count = len(ids) if ids is not None else store.counts()["article"]
    articles = iter(progress(store.exportable(ids), "reading articles", count))
    while some := list(islice(articles, _FEW)):
        first = len(made.articles)
        golds = reader.golds([one.article for _, one in some])
        read = reader.annotations([one.article for _, one in some])
        exported = [one.model_copy(update={"gold": golds.get(one.article)}) for _, one in some]
        works = {one.article: reader.works(one.article, read.get(one.article, ())) for one in exported}
        for (document, _), one in zip(some, exported, strict=True):
            _note(made, document, one, works[one.article], read.get(one.article, ()))
        store.add_exported(number, first, exported, works)
    _expect_decided(made, request)
    return made


class _Reader:
    """Finds what gold and annotators say about articles."""

    def __init__(self, store: Store, scheme: Scheme, request: Request, notes: Notes) -> None:
        self._store, self._scheme, self._request = store, scheme, request
        self._accounts = checking.accounts(store)
        self._notes = notes
        self._frozen: dict[str, Gold] | None = None
        if request.frozen:
            release = store.release(request.frozen)
            self._frozen = {gold.article: gold for gold in release.golds}
            notes.release(release)

    def golds(self, articles: Sequence[str]) -> dict[str, Gold]:
        """Return the gold of some articles, of which those are left away on which nothing was decided, and note it."""
        if self._request.options.layer == "annotations":
            return {}
        if self._frozen is not None:
            found = {article: self._frozen[article] for article in articles if article in self._frozen}
            made: dict[str, list[Ruling]] = {}
        else:
            made = self._store.rulings(articles)
            found = {article: adjudication.gold(said, article, self._scheme) for article, said in made.items()}
        for article, gold in found.items():
            self._notes.gold(gold, made.get(article, ()))
        return found

    def annotations(self, articles: Sequence[str]) -> dict[str, list[Annotation]]:
        """Return what annotators said of some articles, of which those are left away that nobody worked on."""
        if self._request.options.layer == "gold":
            return {}
        found: dict[str, list[Annotation]] = {}
        # All at once: to ask for each of the many articles that nobody worked on takes longer than to read the others.
        for one in self._store.annotations(articles=articles, raw=False):
            found.setdefault(one.unit.article, []).append(one)
        return found

    def works(self, article: str, annotations: Sequence[Annotation]) -> list[ExportedWork]:
        """Return each annotation on an article with why it is left out, if it is."""
        superseded, broken = _superseded(annotations), self._broken(article, annotations)
        return [
            ExportedWork(
                annotation=one.id,
                revision=one.revision,
                left_out=_uncounted(one) or (_LATER if one.id in superseded else broken.get(one.id)),
            )
            for one in annotations
        ]

    def _broken(self, article: str, annotations: Sequence[Annotation]) -> dict[str, str]:
        broken: dict[str, str] = {}
        if annotations and not self._request.options.include_invalid:
            there, held = [one for one in annotations if not one.deleted], self._store.article(article)
            for finding in checking.held_against_rules(self._store, held, there, self._scheme, self._accounts):
                if finding.severity == "error":
                    broken.setdefault(finding.annotation, f"it breaks the rule {finding.rule}")
        return broken


def _note(
    made: Plan, document: str, exported: ExportedArticle, works: Sequence[ExportedWork], read: Sequence[Annotation]
) -> None:
    article = exported.article
    made.articles.append(article)
    made.documents[article] = document, exported.source
    made.annotations += len(works)
    told = [made.digest, as_json(exported), *(as_json(work) for work in works)]
    made.digest = hashlib.sha256("\n".join(told).encode()).hexdigest()
    kept = {work.annotation for work in works if work.left_out is None}
    counting = [one for one in read if one.id in kept]
    if exported.gold:
        made.open[article] += exported.gold.open
        made.labels[article] = Counter(part.type for part in exported.gold.components)
    else:
        made.labels[article] = Counter(type_ for one in counting for span in one.spans for type_ in span.types)
    made.notes.article(exported, counting)


def _expect_decided(made: Plan, request: Request) -> None:
    undecided = +made.open
    if undecided and not request.options.allow_open and request.frozen is None:
        raise ExportError(
            f"gold of {len(undecided)} articles",
            f"{undecided.total()} components or relations are open, the first in {next(iter(undecided))}",
            expected="a decision on everything",
            cure="annotate adjudicate list, or export without them: --allow-open",
        )


def _uncounted(annotation: Annotation) -> str | None:
    if annotation.counts:
        return None
    if annotation.deleted:
        return "deleted"
    return annotation.status if annotation.status != "submitted" else "marked as not annotatable"


def _superseded(annotations: Collection[Annotation]) -> frozenset[str]:
    releases = {one.release for one in annotations}
    return frozenset(one.id for release in releases for one in select(annotations, release).superseded)
