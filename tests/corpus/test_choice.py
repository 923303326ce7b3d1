"""Choosing by criteria: what fits, what does not, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from annotate.corpus import Choice, choose, strata
from schema import Article, ArticleFacts, Criteria
from tests.corpus.build import article, known

DATES = [None, "", "昨日", "2024", "2024-03", "2024-03-15", "2025年1月1日"]


class Texts:
    """The texts of some articles; without any, none is to be read."""

    def __init__(self, *articles: Article) -> None:
        self.articles = articles

    def texts(self) -> Iterator[tuple[str, str]]:
        assert self.articles
        yield from ((one.id, one.current.text) for one in self.articles)

    def headings(self) -> Iterator[tuple[str, str]]:
        assert self.articles
        for one in self.articles:
            text = one.current
            yield from ((one.id, heading.of(text.text)) for heading in text.headings if heading.level)


UNREAD = Texts()


def chosen(corpus: list[ArticleFacts], **criteria: object) -> Choice:
    return choose(corpus, Criteria.model_validate(criteria), (), UNREAD)


def test_without_criteria_everything_is_chosen_in_the_order_of_the_corpus() -> None:
    corpus = [known(number) for number in range(5)]
    assert chosen(corpus) == Choice(tuple(facts.id for facts in corpus), 5, {}, {})


def test_sources_are_those_found_or_files() -> None:
    corpus = [known(1, source="河岸日报"), known(2, file="河岸/2.txt"), known(3, source="山报"), known(4)]
    found = chosen(corpus, sources=("河岸",))
    assert found.articles == (corpus[0].id, corpus[1].id)
    assert found.left_out == {"of another source": 2}
    assert chosen(corpus, sources=("河岸", "山报")).fitting == 3


@pytest.mark.parametrize(
    ("first", "last", "fitting"),
    [
        ("2024", None, ["2024", "2024-03", "2024-03-15", "2025年1月1日"]),
        ("2024-03", "2024-03", ["2024-03", "2024-03-15"]),
        (None, "2024-03-15", ["2024-03-15"]),
        ("2024-03-15", "2024-12-31", ["2024-03-15"]),
        ("2025", None, ["2025年1月1日"]),
    ],
)
def test_dates_are_bounds_to_the_day_they_end(first: str | None, last: str | None, fitting: list[str]) -> None:
    corpus = [known(number, date=date) for number, date in enumerate(DATES)]
    found = chosen(corpus, date_from=first, date_to=last)
    assert [facts.date for facts in corpus if facts.id in found.articles] == fitting
    assert (found.left_out["without a date"], found.left_out["with a date that cannot be read"]) == (2, 1)
    assert sum(found.left_out.values()) + found.fitting == len(corpus)


def test_a_date_that_may_or_may_not_lie_within_is_left_out_and_counted_apart() -> None:
    corpus = [known(1, date="2024"), known(2, date="2023")]
    assert chosen(corpus, date_from="2024-06").left_out == {"of another date": 1, "with a date too coarse to tell": 1}


def test_a_language_takes_what_falls_under_it() -> None:
    corpus = [known(n, language=tag) for n, tag in enumerate(["zh-Hans", "zh-Hant", "en", None, "zhx"])]
    assert chosen(corpus, language="zh").fitting == 2
    assert chosen(corpus, language="ZH-hans").fitting == 1
    assert chosen(corpus, language="en").left_out == {"of another language": 3, "without a language": 1}


def test_lengths_include_their_bounds_and_an_empty_text_never_fits() -> None:
    corpus = [known(n, characters=length) for n, length in enumerate([0, 99, 100, 200, 201])]
    found = chosen(corpus, min_length=100, max_length=200)
    assert found.left_out == {"too long": 1, "too short": 1, "without a text": 1}
    assert chosen(corpus).fitting == 4


def test_articles_that_are_named_come_in_that_order() -> None:
    corpus = [known(number) for number in range(4)]
    ids = (corpus[3].id, corpus[1].id, corpus[3].id, "missing")
    assert chosen(corpus, articles=ids).articles == (corpus[3].id, corpus[1].id)


def test_headings_and_texts_are_searched_exactly_and_titles_are_no_sections() -> None:
    articles = [
        article(1, ["## 三、对策建议", "修路。"]),
        article(2, ["对策建议不是标题。", "𠮷婆婆修路。"]),
        article(3, ["## 问题", "没有路。"]),
    ]
    corpus = [known(number) for number in (1, 2, 3)]
    found = choose(corpus, Criteria(section="对策建议"), (), Texts(*articles))
    assert (found.articles, found.left_out) == ((articles[0].id,), {"without such a heading": 2})
    found = choose(corpus, Criteria(search="𠮷婆婆"), (), Texts(*articles))
    assert (found.articles, found.left_out) == ((articles[1].id,), {"without the text searched for": 2})
    found = choose(corpus, Criteria(section="问题", search="修路"), {articles[0].id}, Texts(*articles))
    assert (found.fitting, sum(found.left_out.values())) == (0, 3)


@given(
    st.lists(
        st.builds(
            lambda n, length, date, source: known(n, characters=length, date=date, source=source),
            st.integers(0, 10**6),
            st.integers(1, 50),
            st.sampled_from(DATES),
            st.sampled_from([None, "甲", "乙"]),
        ),
        unique_by=lambda facts: facts.id,
        max_size=30,
    ),
    st.sampled_from([None, "source", "year", "length", "language"]),
    st.integers(1, 12),
    st.integers(0, 3),
)
def test_a_pilot_and_the_rest_share_nothing_and_leave_nothing(
    corpus: list[ArticleFacts], stratify: str | None, size: int, seed: int
) -> None:
    criteria = Criteria.model_validate({"min_length": 10, "sample": size, "seed": seed, "stratify": stratify})
    pilot = choose(corpus, criteria, (), UNREAD)
    fitting = choose(corpus, Criteria(min_length=10), (), UNREAD)
    rest = choose(corpus, Criteria(min_length=10), set(pilot.articles), UNREAD)
    assert set(pilot.articles) <= set(fitting.articles)
    assert len(pilot.articles) == min(size, fitting.fitting) == min(size, pilot.fitting)
    assert set(pilot.articles).isdisjoint(rest.articles)
    assert {*pilot.articles, *rest.articles} == set(fitting.articles)
    assert pilot == choose(list(reversed(corpus)), criteria, (), UNREAD)
    assert sum(drawn for _, drawn in pilot.strata.values()) == (len(pilot.articles) if stratify else 0)


@pytest.mark.parametrize(
    ("lengths", "quarters"),
    [
        # Cuts at 27.5, 45 and 62.5.
        ([10, 20, 30, 40, 50, 60, 70, 80], {"1: up to 27": 2, "2: up to 45": 2, "3: up to 62": 2, "4: longer": 2}),
        # Cuts at 27.5, 40 and 40: equal lengths stay together.
        ([10, 20, 30, 40, 40, 40, 40, 40], {"1: up to 27": 2, "2: up to 40": 6}),
        ([10], {"1: longer": 1}),
    ],
)
def test_strata_of_length_are_quarters(lengths: list[int], quarters: dict[str, int]) -> None:
    corpus = [known(number, characters=length) for number, length in enumerate(lengths)]
    assert Counter(strata(corpus, "length").values()) == quarters


def test_what_is_not_known_is_a_stratum_of_its_own() -> None:
    corpus = [known(1), known(2, date="2024年5月", source="甲", language="en")]
    assert list(strata(corpus, "year").values()) == ["no year", "2024"]
    assert list(strata(corpus, "source").values()) == ["no source", "甲"]
    assert list(strata(corpus, "language").values()) == ["no language", "en"]


def test_a_sample_has_a_seed_and_nothing_else_has() -> None:
    Criteria(sample=1, seed=0, stratify="year")
    for wrong in ({"sample": 1}, {"seed": 1}, {"stratify": "year"}):
        with pytest.raises(ValidationError, match="a sample has a seed"):
            Criteria.model_validate(wrong)
