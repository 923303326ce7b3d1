"""What a release is made from: read once, article by article, and kept with the release."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import NamedTuple

from annotate import adjudication
from annotate.alignment import Ruling, select
from annotate.errors import ExportError
from annotate.exporters import Options
from annotate.store import Store, open_store
from annotate.workflow import checking
from annotate.workflow.exporting.requests import Request
from annotate.workflow.exporting.stating import Notes
from annotate.workflow.parallel import Hands, mapped
from annotate.workflow.progress import Progress
from annotate.workflow.project import Project
from schema import Annotation, ExportedArticle, ExportedWork, Gold, Scheme, as_json

_FEW = 10
"""Articles that are read together, and that one transaction keeps."""

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


class _Asked(NamedTuple):
    """What articles are read by."""

    scheme: Scheme
    options: Options
    accounts: Mapping[str, str]


class _Some(NamedTuple):
    """A few articles to read."""

    articles: Sequence[tuple[str, ExportedArticle]]
    """Each after its document, without gold."""
    frozen: Mapping[str, Gold] | None
    """Their gold as it was frozen; None where it is what decisions give."""


class _Read(NamedTuple):
    """What was read of an article: little, since it may come from another process."""

    document: str
    article: ExportedArticle
    works: list[ExportedWork]
    labels: Counter[str]
    told: str
    """All of it as JSON."""


def plan(
    project: Project,
    store: Store,
    number: int,
    request: Request,
    ids: Sequence[str] | None,
    progress: Progress,
    hands: Hands,
) -> Plan:
    """Read what a release is to hold, and keep it with the release of that number; it is the same, whoever reads.

    Raises ExportError where gold is asked for of which some is open, unless that is allowed.
    """
    made = Plan()
    asked = _Asked(project.scheme, request.options, checking.accounts(store))
    frozen = _frozen(store, request, made.notes)
    count = len(ids) if ids is not None else store.counts()["article"]
    articles = progress(store.exportable(ids), "reading articles", count)
    read = partial(_read, store, asked) if hands[0] is None else partial(_read_elsewhere, project.url, asked)
    for found, notes in mapped(read, _few(articles, frozen), *hands):
        store.add_exported(
            number,
            len(made.articles),
            [one.article for one in found],
            {one.article.article: one.works for one in found},
        )
        for one in found:
            _note(made, one)
        made.notes.add(notes)
    _expect_decided(made, request)
    return made


def _frozen(store: Store, request: Request, notes: Notes) -> dict[str, Gold] | None:
    """Return the frozen gold that is asked for, by article, and note it; None where none is."""
    if request.frozen is None:
        return None
    release = store.release(request.frozen)
    notes.release(release)
    return {gold.article: gold for gold in release.golds}


def _few(articles: Iterable[tuple[str, ExportedArticle]], frozen: Mapping[str, Gold] | None) -> Iterator[_Some]:
    rest = iter(articles)
    while some := list(islice(rest, _FEW)):
        ids = [one.article for _, one in some]
        yield _Some(some, frozen and {article: frozen[article] for article in ids if article in frozen})


def _read_elsewhere(url: str, asked: _Asked, some: _Some) -> tuple[list[_Read], Notes]:
    """Read a few articles in another process, with a store of its own."""
    with open_store(url, read_only=True) as store:
        return _read(store, asked, some)


def _read(store: Store, asked: _Asked, some: _Some) -> tuple[list[_Read], Notes]:
    """Read what gold and annotators say about a few articles, and take notes of it."""
    notes = Notes()
    reader = _Reader(store, asked, notes)
    ids = [one.article for _, one in some.articles]
    golds, annotations = reader.golds(ids, some.frozen), reader.annotations(ids)
    found = []
    for document, one in some.articles:
        exported = one.model_copy(update={"gold": golds.get(one.article)})
        work = annotations.get(one.article, ())
        works = reader.works(one.article, work)
        kept = {one.annotation for one in works if one.left_out is None}
        counting = [one for one in work if one.id in kept]
        notes.article(exported, counting)
        told = "\n".join([as_json(exported), *map(as_json, works)])
        found.append(_Read(document, exported, works, _labels(exported.gold, counting), told))
    return found, notes


def _labels(gold: Gold | None, counting: Iterable[Annotation]) -> Counter[str]:
    if gold:
        return Counter(part.type for part in gold.components)
    return Counter(type_ for one in counting for span in one.spans for type_ in span.types)


class _Reader:
    """Finds what gold and annotators say about articles."""

    def __init__(self, store: Store, asked: _Asked, notes: Notes) -> None:
        self._store, self._asked, self._notes = store, asked, notes

    def golds(self, articles: Sequence[str], frozen: Mapping[str, Gold] | None) -> Mapping[str, Gold]:
        """Return the gold of some articles, of which those are left away on which nothing was decided, and note it."""
        if self._asked.options.layer == "annotations":
            return {}
        made: dict[str, list[Ruling]] = {}
        if frozen is None:
            made = self._store.rulings(articles)
            frozen = {article: adjudication.gold(said, article, self._asked.scheme) for article, said in made.items()}
        for article, gold in frozen.items():
            self._notes.gold(gold, made.get(article, ()))
        return frozen

    def annotations(self, articles: Sequence[str]) -> dict[str, list[Annotation]]:
        """Return what annotators said of some articles, of which those are left away that nobody worked on."""
        if self._asked.options.layer == "gold":
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
        if annotations and not self._asked.options.include_invalid:
            there, held = [one for one in annotations if not one.deleted], self._store.article(article)
            for finding in checking.held_against_rules(
                self._store, held, there, self._asked.scheme, self._asked.accounts
            ):
                if finding.severity == "error":
                    broken.setdefault(finding.annotation, f"it breaks the rule {finding.rule}")
        return broken


def _note(made: Plan, read: _Read) -> None:
    article = read.article.article
    made.articles.append(article)
    made.documents[article] = read.document, read.article.source
    made.annotations += len(read.works)
    made.digest = hashlib.sha256(f"{made.digest}\n{read.told}".encode()).hexdigest()
    made.labels[article] = read.labels
    if read.article.gold:
        made.open[article] += read.article.gold.open


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
