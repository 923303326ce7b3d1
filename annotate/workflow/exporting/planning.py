"""What a release is made from: read once, article by article, and kept with the release."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import islice

from annotate import adjudication
from annotate.alignment import select
from annotate.errors import ExportError
from annotate.store import Store
from annotate.workflow import checking
from annotate.workflow.exporting.requests import Request
from annotate.workflow.exporting.stating import Notes
from annotate.workflow.progress import Progress
from schema import Annotation, Article, ExportedArticle, ExportedWork, Gold, Scheme

_FEW = 50
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
    made, layer = Plan(), request.options.layer
    reader = _Reader(store, scheme, request)
    count = len(ids) if ids is not None else store.counts()["article"]
    articles = iter(progress(store.articles(ids), "reading articles", count))
    while some := list(islice(articles, _FEW)):
        exported: list[ExportedArticle] = []
        works: dict[str, list[ExportedWork]] = {}
        for article in some:
            gold = reader.gold(article, made) if layer != "annotations" else None
            annotations = list(store.annotations(article=article.id, raw=False)) if layer != "gold" else []
            works[article.id] = reader.works(article, annotations)
            exported.append(_exported(article, gold))
            _note(made, article, exported[-1], works[article.id], annotations)
        store.add_exported(number, len(made.articles) - len(some), exported, works)
    _expect_decided(made, request)
    return made


class _Reader:
    """Finds what gold and annotators say about an article."""

    def __init__(self, store: Store, scheme: Scheme, request: Request) -> None:
        self._store, self._scheme, self._request = store, scheme, request
        self._accounts = checking.accounts(store)
        frozen = store.release(request.frozen) if request.frozen else None
        self._frozen = {gold.article: gold for gold in frozen.golds} if frozen else None

    def gold(self, article: Article, made: Plan) -> Gold | None:
        """Return the gold of an article, None where nothing was decided on it, and note it."""
        if self._frozen is not None:
            decisions, found = [], self._frozen.get(article.id)
        else:
            decisions = list(self._store.decisions(article.id))
            found = adjudication.gold(decisions, article.id) if decisions else None
        if found:
            made.notes.gold(found, decisions)
        return found

    def works(self, article: Article, annotations: Sequence[Annotation]) -> list[ExportedWork]:
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

    def _broken(self, article: Article, annotations: Sequence[Annotation]) -> dict[str, str]:
        broken: dict[str, str] = {}
        if annotations and not self._request.options.include_invalid:
            there = [one for one in annotations if not one.deleted]
            for finding in checking.held_against_rules(self._store, article, there, self._scheme, self._accounts):
                if finding.severity == "error":
                    broken.setdefault(finding.annotation, f"it breaks the rule {finding.rule}")
        return broken


def _exported(article: Article, gold: Gold | None) -> ExportedArticle:
    return ExportedArticle(
        article=article.id,
        version=article.current.version,
        title=article.title,
        authors=article.authors,
        source=article.source,
        date=article.date,
        language=article.language,
        gold=gold,
    )


def _note(
    made: Plan, article: Article, exported: ExportedArticle, works: Sequence[ExportedWork], read: Sequence[Annotation]
) -> None:
    made.articles.append(article.id)
    made.documents[article.id] = article.document, article.source
    made.annotations += len(works)
    told = [made.digest, exported.model_dump_json(), *(work.model_dump_json() for work in works)]
    made.digest = hashlib.sha256("\n".join(told).encode()).hexdigest()
    kept = {work.annotation for work in works if work.left_out is None}
    counting = [one for one in read if one.id in kept]
    if exported.gold:
        made.open[article.id] += exported.gold.open
        made.labels[article.id] = Counter(part.type for part in exported.gold.components)
    else:
        made.labels[article.id] = Counter(type_ for one in counting for span in one.spans for type_ in span.types)
    made.notes.article(article, counting)


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
