"""Choosing articles by criteria, with a count of everything that was left out and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import quantiles
from typing import Protocol

from annotate.corpus._dates import Period, period
from annotate.corpus._sampling import draw, draw_spread
from schema import ArticleFacts, Criteria, Stratum


class Texts(Protocol):
    """Reads the newest texts of a corpus: each item is the id of an article with a text, or one of its headings."""

    def texts(self) -> Iterable[tuple[str, str]]:
        """Return all texts."""

    def headings(self) -> Iterable[tuple[str, str]]:
        """Return all headings, without titles."""


@dataclass(frozen=True)
class Choice:
    """What was chosen."""

    articles: tuple[str, ...]
    """Ids, in the order of the corpus, that of the criteria's own list, or that in which they were drawn."""
    fitting: int
    """How many articles fit, before any were drawn."""
    left_out: Mapping[str, int]
    """How many did not, by the first reason that was found."""
    strata: Mapping[str, tuple[int, int]]
    """How many fit and how many were drawn, by stratum."""


def choose(corpus: Iterable[ArticleFacts], criteria: Criteria, excluded: Collection[str], texts: Texts) -> Choice:
    """Choose from the corpus; `excluded` are the ids in the selections that the criteria exclude.

    Texts are read where the criteria ask for them, one at a time. Of `criteria.articles` those that are not in the
    corpus are passed over.
    """
    left_out: Counter[str] = Counter()
    kept: dict[str, ArticleFacts] = {}
    for facts in _listed(corpus, criteria.articles):
        reason = "in an excluded selection" if facts.id in excluded else _misfit(facts, criteria)
        if reason:
            left_out[reason] += 1
        else:
            kept[facts.id] = facts
    for wanted, read, reason in (
        (criteria.section, texts.headings, "without such a heading"),
        (criteria.search, texts.texts, "without the text searched for"),
    ):
        if wanted is not None:
            holding = {id_ for id_, text in read() if wanted in text}
            if silent := kept.keys() - holding:
                left_out[reason] += len(silent)
                kept = {id_: facts for id_, facts in kept.items() if id_ in holding}
    return _drawn(kept, criteria, dict(sorted(left_out.items())))


def strata(corpus: Collection[ArticleFacts], by: Stratum) -> dict[str, str]:
    """Return the stratum of each article, by its id; what is not known is a stratum of its own."""
    if by != "length":
        return {facts.id: _stratum(facts, by) for facts in corpus}
    cuts = quantiles([facts.characters for facts in corpus], n=4, method="inclusive") if len(corpus) > 1 else []
    return {facts.id: _quarter(facts.characters, cuts) for facts in corpus}


def year(facts: ArticleFacts) -> str | None:
    """Return the year of the article's date, or None where it has none that can be read."""
    found = period(facts.date or "")
    return str(found.first.year) if found else None


def _drawn(kept: Mapping[str, ArticleFacts], criteria: Criteria, left_out: Mapping[str, int]) -> Choice:
    if criteria.sample is None or criteria.seed is None:
        return Choice(tuple(kept), len(kept), left_out, {})
    if criteria.stratify is None:
        return Choice(draw(kept, criteria.sample, criteria.seed), len(kept), left_out, {})
    parts = strata(list(kept.values()), criteria.stratify)
    chosen = draw_spread(parts, criteria.sample, criteria.seed)
    there, taken = Counter(parts.values()), Counter(parts[id_] for id_ in chosen)
    return Choice(chosen, len(kept), left_out, {name: (there[name], taken[name]) for name in sorted(there)})


def _listed(corpus: Iterable[ArticleFacts], ids: Sequence[str]) -> Iterator[ArticleFacts]:
    if not ids:
        yield from corpus
        return
    wanted = set(ids)
    found = {facts.id: facts for facts in corpus if facts.id in wanted}
    yield from (found[id_] for id_ in dict.fromkeys(ids) if id_ in found)


def _misfit(facts: ArticleFacts, criteria: Criteria) -> str | None:
    """The first reason that its facts give against an article."""
    if not facts.characters:
        return "without a text"
    named = (facts.source or "", facts.file)
    if criteria.sources and not any(wanted in name for wanted in criteria.sources for name in named):
        return "of another source"
    if criteria.language is not None and not _speaks(facts.language, criteria.language):
        return "of another language" if facts.language else "without a language"
    if criteria.min_length is not None and facts.characters < criteria.min_length:
        return "too short"
    if criteria.max_length is not None and facts.characters > criteria.max_length:
        return "too long"
    if criteria.date_from is not None or criteria.date_to is not None:
        return _undated(facts.date, _bound(criteria.date_from), _bound(criteria.date_to))
    return None


def _undated(date: str | None, first: Period | None, last: Period | None) -> str | None:
    if not date:
        return "without a date"
    found = period(date)
    bounds = first and first.first, last and last.last
    if found is None:
        return "with a date that cannot be read"
    if found.within(*bounds):
        return None
    return "of another date" if found.outside(*bounds) else "with a date too coarse to tell"


def _bound(text: str | None) -> Period | None:
    return period(text) if text is not None else None


def _speaks(language: str | None, wanted: str) -> bool:
    own, asked = (language or "").lower(), wanted.lower()
    return own == asked or own.startswith(f"{asked}-")


def _stratum(facts: ArticleFacts, by: Stratum) -> str:
    known = {"source": facts.source, "year": year(facts), "language": facts.language}[by]
    return known or f"no {by}"


def _quarter(length: int, cuts: Sequence[float]) -> str:
    """The quarter of the lengths, named by its number and longest text; texts of equal length share one."""
    for number, cut in enumerate(cuts, 1):
        if length <= cut:
            return f"{number}: up to {int(cut):,}"
    return f"{len(cuts) + 1}: longer"
