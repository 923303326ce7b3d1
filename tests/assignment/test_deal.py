"""Articles are dealt out completely, evenly, and the same way every time."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.assignment import Pair, Shared, deal, order, overlaps

NAMES = [f"注释者𠮷{number}" for number in range(7)]
people = st.lists(st.sampled_from(NAMES), min_size=1, unique=True)
corpora = st.dictionaries(st.text("0123456789abcdef", min_size=1, max_size=4), st.integers(0, 900), max_size=25)
counts = st.integers(1, 5)
seeds = st.integers(0, 3)


def loads(pairs: tuple[Pair, ...], articles: dict[str, int], annotators: list[str]) -> list[int]:
    return [sum(articles[pair.article] for pair in pairs if pair.annotator == name) for name in annotators]


def shares(pairs: tuple[Pair, ...], annotators: list[str]) -> list[int]:
    mine = {name: {pair.article for pair in pairs if pair.annotator == name} for name in annotators}
    return [len(mine[one] & mine[other]) for one, other in combinations(annotators, 2)]


@given(people, corpora, counts, seeds)
def test_each_article_has_as_many_as_asked_and_loads_differ_by_one_article_at_most(
    annotators: list[str], articles: dict[str, int], per_article: int, seed: int
) -> None:
    found = deal(annotators, articles, per_article=per_article, seed=seed)
    assert len(set(found)) == len(found)
    assert Counter(pair.article for pair in found) == dict.fromkeys(articles, min(per_article, len(annotators)))
    found_loads = loads(found, articles, annotators)
    assert max(found_loads) - min(found_loads) <= max(articles.values(), default=0)


@given(people, corpora, counts, seeds)
def test_the_order_of_what_is_given_is_of_no_matter(
    annotators: list[str],
    articles: dict[str, int],
    per_article: int,
    seed: int,
) -> None:
    mixed, others = sorted(articles.items(), reverse=True), sorted(annotators, reverse=True)
    first = deal(annotators, articles, per_article=per_article, seed=seed)
    assert deal(others, dict(mixed), per_article=per_article, seed=seed) == first


@given(people, corpora, corpora, counts, seeds, st.data())
def test_what_is_held_stays_whoever_and_whatever_comes_later(
    annotators: list[str],
    articles: dict[str, int],
    later: dict[str, int],
    per_article: int,
    seed: int,
    data: st.DataObject,
) -> None:
    first = deal(annotators, articles, per_article=per_article, seed=seed)
    gone = data.draw(st.sampled_from(annotators))
    now = [name for name in NAMES if name != gone]
    every = {**later, **articles}
    held = {pair: articles[pair.article] for pair in first}
    more = deal(now, every, per_article=per_article, seed=seed, held=held)
    assert not set(more) & set(first)
    assert gone not in {pair.annotator for pair in more}
    count = Counter(pair.article for pair in (*first, *more))
    assert all(min(per_article, len(now)) <= count[article] <= per_article for article in every)
    assert (
        deal(now, every, per_article=per_article, seed=seed, held={p: every[p.article] for p in (*first, *more)}) == ()
    )


@given(people, corpora.filter(bool), counts, seeds, st.data())
def test_pins_are_kept_and_count(
    annotators: list[str], articles: dict[str, int], per_article: int, seed: int, data: st.DataObject
) -> None:
    pin = st.builds(Pair, st.sampled_from(annotators), st.sampled_from(sorted(articles)))
    pins = data.draw(st.lists(pin, max_size=6))
    found = deal(annotators, articles, per_article=per_article, seed=seed, pins=pins)
    assert set(pins) <= set(found)
    pinned = Counter(pair.article for pair in set(pins))
    wanted = {article: max(pinned[article], min(per_article, len(annotators))) for article in articles}
    assert Counter(pair.article for pair in found) == wanted


def test_a_pin_of_something_else_is_refused() -> None:
    with pytest.raises(ValueError, match="赵"):
        deal(["林"], {"a": 1}, per_article=1, seed=0, pins=[Pair("赵", "a")])
    assert deal(["林"], {"a": 1}, per_article=1, seed=0, pins=[Pair("林", "a")]) == (Pair("林", "a"),)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(("people", "rounds"), [(4, 1), (4, 3), (6, 2), (10, 4)])
def test_two_annotators_for_each_article_share_evenly(people: int, rounds: int, seed: int) -> None:
    annotators = [f"a{number}" for number in range(people)]
    pairs = people * (people - 1) // 2
    articles = {f"{number}": 100 for number in range(pairs * rounds)}
    found = shares(deal(annotators, articles, per_article=2, seed=seed), annotators)
    assert max(found) - min(found) <= (0 if people == 4 else 2)
    assert sum(found) == pairs * rounds


def test_another_seed_deals_otherwise() -> None:
    articles = {f"{number}": 100 for number in range(30)}
    one, other = (deal(["林", "陈", "赵"], articles, per_article=2, seed=seed) for seed in (1, 2))
    assert one != other


def test_a_newcomer_gets_more_of_what_comes_later_and_nothing_of_what_was_dealt() -> None:
    old = {f"{number}": 100 for number in range(20)}
    first = deal(["林", "陈"], old, per_article=1, seed=0)
    new = {f"new{number}": 100 for number in range(6)}
    more = deal(["林", "陈", "赵"], {**old, **new}, per_article=1, seed=0, held=dict.fromkeys(first, 100))
    assert {pair.annotator for pair in more} == {"赵"}
    assert {pair.article for pair in more} == set(new)


def test_nobody_gets_further_ahead_only_to_share_with_everyone() -> None:
    old = {Pair("林", "0"): 1000, Pair("陈", "0"): 1000, Pair("赵", "1"): 2000}
    new = {f"new{number}": 100 for number in range(10)}
    more = deal(["林", "陈", "赵"], new, per_article=2, seed=0, held=old)
    assert {pair.annotator for pair in more} == {"林", "陈"}


def test_ten_thousand_articles_are_dealt_to_ten_within_seconds() -> None:
    articles = {f"{number}": 500 + number * 7919 % 3000 for number in range(10_000)}
    annotators = [f"a{number}" for number in range(10)]
    began = process_time()
    found = deal(annotators, articles, per_article=3, seed=7)
    assert process_time() - began < 5
    assert len(found) == 30_000
    found_loads, found_shares = loads(found, articles, annotators), shares(found, annotators)
    assert max(found_loads) - min(found_loads) <= max(articles.values())
    assert max(found_shares) < 1.02 * min(found_shares)


def test_places_are_those_of_the_corpus_or_each_annotators_own() -> None:
    pairs = [Pair(name, article) for name in ("林", "陈") for article in "dcba"]
    plain = order(pairs, "abcdef")
    assert [plain[Pair("林", article)] for article in "abcd"] == [0, 1, 2, 3]
    mixed = order(pairs, "abcdef", shuffle=1)
    lin, chen = ([mixed[Pair(name, article)] for article in "abcd"] for name in ("林", "陈"))
    assert sorted(lin) == sorted(chen) == [0, 1, 2, 3]
    assert lin != chen
    assert mixed == order(reversed(pairs), "abcdef", shuffle=1)


def test_overlaps_count_articles_and_units() -> None:
    pairs = [Pair("a", "1"), Pair("a", "2"), Pair("b", "2"), Pair("c", "3")]
    found = overlaps(pairs, {"1": 5, "2": 7, "3": 1})
    assert found[:3] == (Shared("a", "a", 2, 12), Shared("a", "b", 1, 7), Shared("a", "c", 0, 0))
    assert found[3:] == (Shared("b", "b", 1, 7), Shared("b", "c", 0, 0), Shared("c", "c", 1, 1))
