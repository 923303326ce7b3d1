"""Samples: seeded, nested, in proportion."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from annotate.corpus import draw, draw_spread, shares

IDS = st.lists(st.text("0123456789abcdef-𠮷", min_size=1, max_size=8), unique=True, max_size=40)
SEEDS = st.integers(-5, 5)
SIZES = st.dictionaries(st.sampled_from("abcdefgh报刊"), st.integers(0, 60), max_size=6)


@given(IDS, st.randoms(), st.integers(1, 50), SEEDS)
def test_a_sample_depends_on_the_seed_and_not_on_the_order(
    ids: list[str], random: object, size: int, seed: int
) -> None:
    drawn = draw(ids, size, seed)
    assert drawn == draw(sorted(ids, reverse=True), size, seed)
    assert len(set(drawn)) == len(drawn) == min(size, len(ids))
    assert set(drawn) <= set(ids)


@given(IDS, st.integers(0, 20), st.integers(0, 20), SEEDS)
def test_a_smaller_sample_begins_a_larger_one_and_others_do_not_disturb_it(
    ids: list[str], size: int, more: int, seed: int
) -> None:
    assert draw(ids, size + more, seed)[:size] == draw(ids, size, seed)
    kept = ids[: len(ids) // 2]
    assert [id_ for id_ in draw(ids, len(ids), seed) if id_ in kept] == list(draw(kept, len(kept), seed))


def test_another_seed_draws_others() -> None:
    ids = [f"{number:04x}-1" for number in range(1000)]
    samples = {draw(ids, 10, seed) for seed in range(20)}
    assert len(samples) == 20


def test_every_article_is_drawn_about_as_often() -> None:
    ids = [f"{number:04x}-1" for number in range(20)]
    often = dict.fromkeys(ids, 0)
    for seed in range(2000):
        for id_ in draw(ids, 5, seed):
            often[id_] += 1
    # 500 are expected of each, with a standard deviation of 19.4: 4.5 of these are exceeded once in 7,000 runs.
    assert all(abs(count - 500) < 88 for count in often.values())


@given(SIZES, st.integers(0, 200))
def test_shares_add_up_and_are_in_proportion(sizes: dict[str, int], total: int) -> None:
    found = shares(sizes, total)
    every = sum(sizes.values())
    total = min(total, every)
    assert sum(found.values()) == total
    for name, size in sizes.items():
        assert 0 <= found[name] <= size
        if every:
            assert abs(found[name] - Fraction(total * size, every)) < 1


def test_shares_go_by_largest_remainder() -> None:
    # 10 of 100: 4.7, 1.6, 3.7 make 4, 1 and 3; the two that are left go to the remainders .7 and .7, not to .6.
    assert shares({"a": 47, "b": 16, "c": 37}, 10) == {"a": 5, "b": 1, "c": 4}
    assert shares({"b": 1, "a": 1}, 1) == {"a": 1, "b": 0}
    assert shares({}, 3) == {}


@given(
    st.dictionaries(st.text("0123456789abcdef", min_size=1, max_size=4), st.sampled_from("甲乙丙"), max_size=40), SEEDS
)
def test_a_spread_sample_has_each_share(strata: dict[str, str], seed: int) -> None:
    size = len(strata) // 2
    drawn = draw_spread(strata, size, seed)
    sizes = {name: list(strata.values()).count(name) for name in set(strata.values())}
    assert {name: sum(strata[id_] == name for id_ in drawn) for name in sizes} == shares(sizes, size)
    assert drawn == draw_spread(dict(reversed(strata.items())), size, seed)
    assert drawn == draw(drawn, len(drawn), seed)
