"""Duplicates: what is there twice is found, what is not is not."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.corpus import DuplicatesReport, duplicates
from annotate.corpus._groups import group
from annotate.corpus._shingles import fingerprint, shared, shingles
from annotate.corpus._sketches import BANDS, ROWS, Sketcher, meetings
from schema import Article
from tests.corpus.build import article, prose
from tests.strategies import CHARACTERS


def found(articles: Sequence[Article]) -> DuplicatesReport:
    return duplicates(articles, {known.id: known for known in articles}.__getitem__)


def essay(number: int, paragraphs: int = 6) -> list[str]:
    return [f"# 第{number}件事", *(prose(100 * number + place) for place in range(paragraphs))]


def ids(report: DuplicatesReport) -> list[set[str]]:
    return [{copy.article for copy in known.copies} for known in report.article_groups]


def test_articles_that_have_nothing_in_common_are_no_duplicates() -> None:
    report = found([article(number, essay(number)) for number in range(20)])
    assert (report.article_groups, report.contained, report.paragraph_groups, report.explained) == ((), (), (), 0)
    assert (report.articles, report.paragraphs, report.short) == (20, 120, 0)


def test_an_equal_article_is_exact_whatever_its_blanks_and_its_paragraphs_are_told_with_it() -> None:
    parts = essay(1)
    blanks = [part[:9] + "\u3000 " + part[9:] for part in parts]
    articles = [article(1, parts), article(2, essay(2)), article(3, parts), article(4, blanks)]
    report = found(articles)
    (known,) = report.article_groups
    assert (known.kind, known.similarity) == ("exact", 1.0)
    assert [copy.article for copy in known.copies] == [articles[0].id, articles[2].id, articles[3].id]
    assert (report.paragraph_groups, report.explained) == ((), 6)


def test_an_article_with_some_words_changed_is_near_and_the_figure_is_the_exact_one() -> None:
    parts = essay(1)
    changed = [*parts[:3], parts[3].replace(parts[3][20:24], "另有四字", 1), *parts[4:]]
    one, other = article(1, parts), article(2, changed)
    (known,) = found([one, other]).article_groups
    sets = [
        {bare[place : place + 5] for part in parts_ for bare in [part.lstrip("# ")] for place in range(len(bare) - 4)}
        for parts_ in (parts, changed)
    ]
    assert known.kind == "near"
    assert known.similarity == pytest.approx(len(sets[0] & sets[1]) / len(sets[0] | sets[1]), abs=0)
    assert 0.9 < known.similarity < 1


def test_an_article_that_shares_less_than_the_threshold_is_none() -> None:
    # Five of eight paragraphs in common: of eleven, which is a Jaccard index of about .45.
    report = found([article(1, essay(1, 8)), article(2, [*essay(1, 5), prose(1), prose(2), prose(3)])])
    assert report.article_groups == ()
    assert len(report.paragraph_groups) == 5


def test_a_reprint_that_was_cut_is_contained_in_the_whole() -> None:
    whole, cut = article(1, essay(1, 12)), article(2, essay(1, 4))
    (known,) = found([cut, whole, article(3, essay(3))]).contained
    assert (known.short.article, known.long.article, known.share) == (cut.id, whole.id, 1.0)
    # Two and three of five paragraphs of the whole: less than half of the article, and less than the threshold.
    for kept in (2, 3):
        other = article(2, [*essay(1, kept), *(prose(7 + place) for place in range(5 - kept))])
        assert found([other, whole]).contained == ()


def test_a_cut_reprint_is_found_among_many_reprints_of_the_whole() -> None:
    wholes = [article(number, essay(1, 12)) for number in range(30)]
    report = found([*wholes, article(99, essay(1, 4))])
    assert ids(report) == [{whole.id for whole in wholes}]
    assert [(known.short.article, known.long.article) for known in report.contained] == [
        (article(99, essay(1)).id, wholes[0].id)
    ]


def test_a_paragraph_in_articles_that_differ_is_told_with_its_place() -> None:
    one, other = article(1, essay(1)), article(2, [*essay(2), "𠮷" + essay(1)[3]])
    (known,) = found([one, other]).paragraph_groups
    assert known.kind == "near"
    texts = {one.id: one.current.text, other.id: other.current.text}
    first, second = [texts[copy.article][copy.start : copy.end] for copy in known.copies]
    assert "𠮷" + first == second


def test_a_paragraph_twice_in_one_article_is_told_even_where_the_article_is_there_twice() -> None:
    parts = [*essay(1), essay(1)[2]]
    report = found([article(1, parts), article(2, parts)])
    assert [len(known.copies) for known in report.paragraph_groups] == [4]


def test_short_paragraphs_count_only_where_they_are_equal() -> None:
    # 49 and 50 characters, each with a copy of which one is changed.
    for length, groups in ((49, 0), (50, 1)):
        short = (prose(5) * 3)[:length]
        changed = short[:-1] + "改"
        articles = [article(1, [*essay(1), short]), article(2, [*essay(2), changed])]
        report = found(articles)
        assert len(report.paragraph_groups) == groups
        assert report.short == (2 if length < report.minimum else 0)
    same = [article(1, [*essay(1), "（完）"]), article(2, [*essay(2), "（完）"])]
    assert [known.kind for known in found(same).paragraph_groups] == ["exact"]


def test_articles_without_any_text_are_not_the_same() -> None:
    empty = [
        known.model_copy(update={"texts": (known.current.model_copy(update={"text": "", "paragraphs": ()}),)})
        for known in (article(1, [prose(1)]), article(2, [prose(2)]))
    ]
    assert found(empty).article_groups == ()


def test_what_is_found_does_not_depend_on_the_order() -> None:
    articles = [article(number, essay(number % 7)) for number in range(20)]
    articles += [article(50, essay(3, 3)), article(51, [*essay(4)[:-1], prose(9)])]
    straight = found(articles)
    random.Random(1).shuffle(articles)
    shuffled = found(articles)
    assert sorted(map(sorted, ids(straight))) == sorted(map(sorted, ids(shuffled)))
    assert len(straight.paragraph_groups) == len(shuffled.paragraph_groups)
    assert len(straight.contained) == len(shuffled.contained) == 1


def test_copies_by_the_hundred_are_compared_by_the_hundred_and_not_by_the_square() -> None:
    parts = essay(1)
    articles = [article(number, [*parts, prose(number + 500, 20)]) for number in range(200)]
    by_id = {known.id: known for known in articles}
    reads = []

    def read(id_: str) -> Article:
        reads.append(id_)
        return by_id[id_]

    report = duplicates(articles, read)
    assert ids(report) == [set(by_id)]
    assert len(reads) < 1_000


@given(st.text(CHARACTERS, max_size=60), st.text(CHARACTERS, max_size=60))
def test_shingles_are_the_runs_of_five(one: str, other: str) -> None:
    def runs(text: str) -> set[str]:
        bare = "".join(text.split())
        return {bare[place : place + 5] for place in range(len(bare) - 4)}

    assert len(shingles(one)) == len(runs(one))
    assert shared(shingles(one), shingles(other)) == len(runs(one) & runs(other))
    assert (fingerprint(one) == fingerprint(other)) == ("".join(one.split()) == "".join(other.split()))


def test_nearly_every_pair_above_the_threshold_meets_and_nearly_none_of_strangers() -> None:
    sketch = Sketcher()
    drawn = random.Random(3)
    near = far = 0
    for _ in range(300):
        text = "".join(chr(0x4E00 + drawn.randrange(2000)) for _ in range(400))
        # 9 changes far apart hit 45 of 396 runs: 351 in common of 441 in both, a Jaccard index of .796.
        changed = "".join("x" if place % 44 == 10 else character for place, character in enumerate(text))
        sketches = [sketch(shingles(known)) for known in (text, changed, text[::-1])]
        met = set(meetings(sketches))
        near += (0, 1) in met
        far += any(2 in pair for pair in met)
    assert near >= 296
    assert far == 0


def test_equal_sketches_are_paired_with_the_first_of_them() -> None:
    sketch = Sketcher()
    same, other = sketch(shingles(prose(1))), sketch(shingles(prose(2)))
    assert list(meetings([same, other, same, same])) == [(0, 2), (0, 3)]
    assert list(meetings([same])) == list(meetings([])) == []
    assert len(same) == BANDS * ROWS


def test_groups_keep_the_lowest_figure_that_holds_them_together() -> None:
    figures = {(0, 1): 0.9, (2, 3): 0.85, (1, 2): 0.8, (4, 5): 0.79}
    compared = []

    def similarity(one: int, other: int) -> float:
        compared.append((one, other))
        return figures[one, other]

    groups = group(8, [[0], [6, 7]], [*figures, (0, 3)], similarity, 0.8)
    assert [(known.members, known.similarity) for known in groups] == [((0, 1, 2, 3), 0.8), ((6, 7), 1.0)]
    assert (0, 3) not in compared
