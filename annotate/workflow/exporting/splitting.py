"""Splitting a release: what belongs together, what an earlier release had where, and what leaks all the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from annotate import corpus
from annotate.corpus import Copy
from annotate.errors import InputError
from annotate.exporters import SplitFacts, Tie, assign, grouped, leaks
from annotate.store import Store
from annotate.workflow.exporting.planning import Plan
from annotate.workflow.exporting.requests import Request, SplitRequest, Together
from annotate.workflow.progress import Progress

_TOGETHER = {
    "source": "the articles of one source, those of one document, near-duplicates",
    "document": "the articles of one document, near-duplicates",
    "article": "near-duplicates",
}


def split(store: Store, plan: Plan, request: Request, progress: Progress) -> tuple[dict[str, str], SplitFacts | None]:
    """Return the split of each article of a release, none where none are asked for, with what there is to say of them.

    Raises InputError when a file leaves an article out, or there are fewer groups of articles than splits.
    """
    wanted = request.splits
    if wanted is None:
        return {}, None
    ties, paragraphs = _ties(store, plan, wanted.together, progress)
    splits = _given(plan, wanted) if wanted.given else _drawn(store, plan, wanted, ties)
    names = tuple(wanted.shares or sorted(set(splits.values())))
    counts = Counter(splits.values())
    return splits, SplitFacts(
        names=names,
        shares=tuple(wanted.shares.values()) or None,
        seed=wanted.seed if wanted.shares else None,
        together=_TOGETHER[wanted.together],
        articles=tuple(counts[name] for name in names),
        leaks=leaks(splits, [*ties, *paragraphs]),
    )


def _given(plan: Plan, wanted: SplitRequest) -> dict[str, str]:
    missing = [article for article in plan.articles if article not in wanted.given]
    if missing:
        raise InputError(
            "splits",
            f"the file leaves out {len(missing)} articles, the first {missing[0]}",
            expected="a split for each article of the dataset",
            cure="add them, or choose the others (annotate select make) and give --selection",
        )
    return {article: wanted.given[article] for article in plan.articles}


def _drawn(store: Store, plan: Plan, wanted: SplitRequest, ties: list[Tie]) -> dict[str, str]:
    groups = grouped(plan.articles, ties)
    if len(groups) < len(wanted.shares):
        raise InputError(
            "splits",
            f"there are {len(groups)} groups of articles that belong together: {_TOGETHER[wanted.together]}",
            expected=f"at least one for each of the {len(wanted.shares)} splits",
            cure="part more with --split-by document, or --split-by article",
        )
    return assign(plan.articles, ties, plan.labels, wanted.shares, wanted.seed, _kept(store, wanted))


def _kept(store: Store, wanted: SplitRequest) -> dict[str, str]:
    """Return where articles were in the releases that were split the same way, in the newest that has each."""
    kept: dict[str, str] = {}
    for release in store.exports():
        earlier = Request.model_validate(release.arguments).splits
        if earlier == wanted:
            kept.update(store.exported_splits(release.number))
    return kept


def _ties(store: Store, plan: Plan, together: Together, progress: Progress) -> tuple[list[Tie], list[Tie]]:
    """Return which articles belong together, and which share a paragraph, which alone parts no splits."""
    articles = progress(store.articles(plan.articles), "looking for duplicates", len(plan.articles))
    report = corpus.duplicates(articles, store.article)
    copies = [Tie(f"{one.kind} copies of one article", _articles(one.copies)) for one in report.article_groups]
    within = [Tie("an article within another", _articles((one.short, one.long))) for one in report.contained]
    shared = [Tie(f"{one.kind} copies of a paragraph", _articles(one.copies)) for one in report.paragraph_groups]
    return [*_common(plan.documents, together), *copies, *within], [tie for tie in shared if len(tie.articles) > 1]


def _common(documents: Mapping[str, tuple[str, str | None]], together: Together) -> Iterator[Tie]:
    by: dict[str, list[str]] = {}
    for article, (document, source) in documents.items():
        if together != "article":
            by.setdefault(f"document {document}", []).append(article)
        if together == "source" and source:
            by.setdefault(f"source {source}", []).append(article)
    yield from (Tie(why, tuple(some)) for why, some in by.items() if len(some) > 1)


def _articles(copies: Iterable[Copy]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(copy.article for copy in copies))
