"""Looking at the corpus as a whole: what is in it, what is in it twice, and what is to go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from statistics import quantiles
from typing import Literal

from annotate import corpus
from annotate.corpus import DuplicatesReport
from annotate.errors import StoreError
from annotate.store import Removal
from annotate.workflow.corpus.selecting import checked, excluded
from annotate.workflow.progress import Progress, silent
from annotate.workflow.project import Project
from schema import ArticleFacts, Criteria, Model, Record, SelectionFacts

Order = Literal["id", "title", "date", "source", "paragraphs", "characters", "doubts", "annotations"]
"""What a list of articles can be sorted by."""


class CorpusList(Record):
    """Articles that fit, without their texts."""

    of: int
    """How many articles there are."""
    left_out: dict[str, int]
    """How many of them do not fit, by the first reason that was found."""
    articles: tuple[ArticleFacts, ...]
    """The others."""


class Distribution(Model):
    """How long texts are, in code points; all None where there are none."""

    texts: int
    """How many were measured."""
    shortest: int | None
    """The least."""
    quarter: float | None
    """A quarter of them is at most so long."""
    median: float | None
    """Half of them is at most so long."""
    three_quarters: float | None
    """Three quarters of them are at most so long."""
    longest: int | None
    """The most."""


class Share(Model):
    """What of the corpus has one property."""

    name: str | None
    """The property; None for what has none."""
    articles: int
    """Articles."""
    characters: int
    """Code points of their texts."""


class CorpusStats(Record):
    """The corpus in figures, all of the newest versions of the texts."""

    selection: SelectionFacts | None
    """The selection that the figures are of; None for the whole store."""
    documents: int
    """Documents that the articles stand in."""
    articles: int
    """Articles."""
    paragraphs: int
    """Paragraphs in them."""
    characters: int
    """Code points of their texts."""
    doubts: int
    """Uncertain decisions of the segmentation."""
    annotated: int
    """Articles with annotations."""
    article_lengths: Distribution
    """Over the articles."""
    paragraph_lengths: Distribution
    """Over the paragraphs of all articles."""
    languages: tuple[Share, ...]
    """By language, most articles first."""
    sources: tuple[Share, ...]
    """By source as found, most articles first."""
    years: tuple[Share, ...]
    """By the year of the date as far as it can be read, in order."""


def list_articles(project: Project, criteria: Criteria, sort: Order = "id", *, reverse: bool = False) -> CorpusList:
    """List the articles that fit; those without a value to sort by come last.

    Dates sort by the first day that they can mean. Raises what `selecting.checked` raises.
    """
    with project.store() as store:
        criteria = checked(criteria, store)
        every = {facts.id: facts for facts in store.facts()}
        found = corpus.choose(every.values(), criteria, excluded(criteria, store), store)
    articles = _sorted([every[id_] for id_ in found.articles], sort, reverse)
    return CorpusList(of=len(every), left_out=dict(found.left_out), articles=tuple(articles))


def stats(project: Project, selection: str | None = None) -> CorpusStats:
    """Count and measure what the store, or a selection, holds."""
    with project.store() as store:
        chosen = store.selection(selection) if selection is not None else None
        ids = set(chosen.articles) if chosen else None
        facts = [found for found in store.facts() if ids is None or found.id in ids]
        lengths = [length for article, length in store.paragraph_lengths() if ids is None or article in ids]
    return CorpusStats(
        selection=chosen.facts if chosen else None,
        documents=len({found.document for found in facts}),
        articles=len(facts),
        paragraphs=len(lengths),
        characters=sum(found.characters for found in facts),
        doubts=sum(found.doubts for found in facts),
        annotated=sum(found.annotations > 0 for found in facts),
        article_lengths=_distribution([found.characters for found in facts]),
        paragraph_lengths=_distribution(lengths),
        languages=_by_size(_shares(facts, lambda found: found.language)),
        sources=_by_size(_shares(facts, lambda found: found.source)),
        years=_shares(facts, corpus.year),
    )


def duplicates(project: Project, progress: Progress = silent) -> DuplicatesReport:
    """Find what stands in the corpus twice, exactly or nearly."""
    with project.store() as store:
        articles = progress(store.articles(), "comparing", store.counts()["article"])
        return corpus.duplicates(articles, store.article)


def remove(project: Project, ids: Sequence[str], *, with_work: bool = False, dry_run: bool = False) -> Removal:
    """Remove documents and articles by their whole ids, all or none of them.

    Raises StoreError when one is not there, or when work of people hangs on any that is not to go too.
    """
    with project.store() as store:
        documents = [id_ for id_ in dict.fromkeys(ids) if id_ in store.beginning(id_)[1]]
        articles = [id_ for id_ in dict.fromkeys(ids) if id_ in store.beginning(id_)[0]]
        for unknown in (id_ for id_ in ids if id_ not in documents and id_ not in articles):
            raise StoreError(
                unknown,
                "is the id of no document and no article",
                expected="whole ids",
                cure="annotate corpus list",
            )
        # An article of a document that goes is told with it, and once.
        apart = [article.id for article in store.articles(articles) if article.document not in documents]
        if dry_run:
            return store.removal(documents, apart)
        return store.remove(documents, apart, with_work=with_work)


def _sorted(articles: Sequence[ArticleFacts], sort: Order, reverse: bool) -> list[ArticleFacts]:
    if sort == "id":
        return list(reversed(articles)) if reverse else list(articles)
    ranks = {facts.id: _rank(facts, sort) for facts in articles}
    known = [facts for facts in articles if ranks[facts.id] is not None]
    known.sort(key=lambda facts: ranks[facts.id] or (0, ""), reverse=reverse)
    return known + [facts for facts in articles if ranks[facts.id] is None]


def _rank(facts: ArticleFacts, sort: Order) -> tuple[int, str] | None:
    """What an article is sorted by: a number, or a name where the number is the same for all; None where unknown."""
    match sort:
        case "id":
            return 0, facts.id
        case "date":
            found = corpus.period(facts.date or "")
            return (found.first.toordinal(), "") if found else None
        case "title" | "source":
            name = facts.title if sort == "title" else facts.source
            return (0, name) if name else None
        case "paragraphs" | "characters" | "doubts" | "annotations":
            numbers = {
                "paragraphs": facts.paragraphs,
                "characters": facts.characters,
                "doubts": facts.doubts,
                "annotations": facts.annotations,
            }
            return numbers[sort], ""


def _distribution(lengths: Sequence[int]) -> Distribution:
    if not lengths:
        return Distribution(texts=0, shortest=None, quarter=None, median=None, three_quarters=None, longest=None)
    cuts = quantiles(lengths, n=4, method="inclusive") if len(lengths) > 1 else [float(lengths[0])] * 3
    return Distribution(
        texts=len(lengths),
        shortest=min(lengths),
        quarter=cuts[0],
        median=cuts[1],
        three_quarters=cuts[2],
        longest=max(lengths),
    )


def _shares(facts: Iterable[ArticleFacts], name: Callable[[ArticleFacts], str | None]) -> tuple[Share, ...]:
    """Count by name, in the order of the names; what has none comes last."""
    articles: Counter[str | None] = Counter()
    characters: Counter[str | None] = Counter()
    for found in facts:
        articles[name(found)] += 1
        characters[name(found)] += found.characters
    ordered = sorted(articles, key=lambda known: (known is None, known or ""))
    return tuple(Share(name=known, articles=articles[known], characters=characters[known]) for known in ordered)


def _by_size(shares: Iterable[Share]) -> tuple[Share, ...]:
    return tuple(sorted(shares, key=lambda share: -share.articles))
