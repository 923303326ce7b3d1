"""Splits part nothing that belongs together, are near their shares, and stay where they were."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.exporters import Tie, assign, grouped, leaks

SHARES = {"train": 0.8, "dev": 0.1, "test": 0.1}
IDS = [f"a{number:03}" for number in range(120)]


@st.composite
def corpora(draw: st.DrawFn) -> tuple[list[str], list[Tie], dict[str, dict[str, int]]]:
    articles = draw(st.lists(st.sampled_from(IDS), min_size=3, unique=True))
    some = st.lists(st.sampled_from(articles), min_size=2, max_size=4, unique=True)
    ties = draw(st.lists(some.map(lambda found: Tie("a source", tuple(found))), max_size=8))
    counts = st.dictionaries(st.sampled_from(["claim", "problem", "measure"]), st.integers(1, 9), max_size=3)
    return articles, ties, {article: draw(counts) for article in articles}


@given(corpora(), st.integers(0, 9), st.randoms())
def test_what_belongs_together_is_never_parted(
    corpus: tuple[list[str], list[Tie], dict[str, dict[str, int]]], seed: int, chance: object
) -> None:
    articles, ties, labels = corpus
    splits = assign(articles, ties, labels, SHARES, seed, {})
    assert set(splits) == set(articles)
    assert leaks(splits, ties) == ()
    groups = grouped(articles, ties)
    assert len(set(splits.values())) == min(len(groups), len(SHARES))
    assert assign(sorted(articles), ties[::-1], labels, SHARES, seed, {}) == splits


@given(corpora(), st.data())
def test_what_has_a_split_keeps_it_when_articles_are_added(
    corpus: tuple[list[str], list[Tie], dict[str, dict[str, int]]], data: st.DataObject
) -> None:
    articles, ties, labels = corpus
    before = data.draw(st.lists(st.sampled_from(articles), min_size=1, unique=True))
    kept = assign(before, ties, labels, SHARES, 1, {})
    splits = assign(articles, ties, labels, SHARES, 1, kept)
    assert {article: splits[article] for article in before} == kept


def test_shares_and_labels_are_met_where_groups_are_small() -> None:
    labels = {article: {"rare": 1} if number % 10 == 0 else {"common": 3} for number, article in enumerate(IDS)}
    splits = assign(IDS, (), labels, SHARES, 7, {})
    assert Counter(splits.values()) == {"train": 96, "dev": 12, "test": 12}
    rare = Counter(splits[article] for article in IDS if "rare" in labels[article])
    assert set(rare) == set(SHARES)
    assert rare["train"] in (9, 10)


def test_another_seed_is_another_draw() -> None:
    drawn = [assign(IDS, (), {}, SHARES, seed, {}) for seed in (1, 1, 2)]
    assert drawn[0] == drawn[1] != drawn[2]


def test_a_new_copy_joins_its_original() -> None:
    kept = assign(IDS[:60], (), {}, SHARES, 3, {})
    in_test = next(article for article in IDS[:60] if kept[article] == "test")
    splits = assign(IDS[:61], [Tie("copies", (in_test, IDS[60]))], {}, SHARES, 3, kept)
    assert splits[IDS[60]] == "test"


@pytest.mark.parametrize(("second", "told"), [("dev", True), ("train", False)])
def test_a_leak_is_told_with_its_articles(second: str, told: bool) -> None:
    found = leaks({"a": "train", "b": second}, [Tie("source 村报", ("a", "b", "elsewhere"))])
    assert found == ((f"source 村报 ({second}: b; train: a)",) if told else ())
