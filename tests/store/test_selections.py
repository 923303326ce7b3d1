"""Selections, what is known of articles without their texts, and what goes when something is removed."""

from __future__ import annotations

from contextlib import closing

import pytest
from hypothesis import given
from sqlalchemy import select

from annotate.errors import StoreError
from annotate.store import Store
from annotate.store._engine import Database
from annotate.store._tables import Base
from schema import ArticleSelection, Criteria, Doubt, Imported
from tests import strategies
from tests.corpus.build import imported
from tests.store import content

OTHERS = tuple(imported(number, [f"## 第{number}节", "村口的路坏了😀。", "𠮷婆婆走不过去。"]) for number in range(3))
IDS = tuple(one.articles[0].id for one in OTHERS)


def selection(name: str = "pilot", articles: tuple[str, ...] = IDS, **criteria: object) -> ArticleSelection:
    made = Criteria.model_validate(criteria)
    return ArticleSelection(name=name, made=content.MORNING, criteria=made, articles=articles)


@pytest.fixture
def filled(store: Store) -> Store:
    for one in OTHERS:
        store.add(one)
    return store


def test_a_selection_comes_back_as_it_went_in(filled: Store) -> None:
    kept = selection(articles=(IDS[2], IDS[0]), sample=2, seed=7, sources=("甲", "乙"), date_from="2020")
    assert filled.add_selection(kept)
    assert filled.selection("pilot") == kept
    assert filled.add_selection(selection("all"))
    assert [found.name for found in filled.selections()] == ["all", "pilot"]


def test_the_same_selection_once_more_is_nothing_new_and_another_is_refused(filled: Store) -> None:
    filled.add_selection(selection())
    later = selection().model_copy(update={"made": content.MORNING.replace(year=2027)})
    assert not filled.add_selection(later)
    for other, what in ((selection(articles=IDS[:2]), "other articles"), (selection(seed=1, sample=3), "criteria")):
        with pytest.raises(StoreError, match=what) as caught:
            filled.add_selection(other)
        assert "--replace" in str(caught.value)
        assert filled.selection("pilot") == selection()
    assert filled.add_selection(selection(articles=IDS[:2]), replace=True)
    assert filled.selection("pilot").articles == IDS[:2]


def test_a_selection_of_what_is_not_there_is_refused_as_a_whole(filled: Store) -> None:
    with pytest.raises(StoreError, match="article missing-1: is not in the store"):
        filled.add_selection(selection(articles=(IDS[0], "missing-1")))
    assert filled.selections() == []
    filled.add_selection(selection())
    with pytest.raises(StoreError, match="missing-1"):
        filled.add_selection(selection(articles=("missing-1",)), replace=True)
    assert filled.selection("pilot") == selection()


def test_a_selection_that_is_not_there_names_those_that_are(filled: Store) -> None:
    filled.add_selection(selection("rest"))
    with pytest.raises(StoreError, match="one of rest"):
        filled.selection("pilot")
    with pytest.raises(StoreError, match="selection pilot"):
        filled.remove_selection("pilot")
    filled.remove_selection("rest")
    assert filled.selections() == []
    assert filled.counts()["article"] == 4


def test_articles_come_in_the_order_that_is_asked_for(filled: Store) -> None:
    wanted = (IDS[2], content.ARTICLE, "missing-1", IDS[0])
    assert [article.id for article in filled.articles(wanted)] == [IDS[2], content.ARTICLE, IDS[0]]
    assert sorted(article.id for article in filled.articles()) == sorted((*IDS, content.ARTICLE))


def test_an_id_is_known_by_its_beginning(filled: Store) -> None:
    assert filled.beginning("0a1b") == ([content.ARTICLE], ["0a1b2c3d"])
    assert filled.beginning("0a1b2c3d-1") == ([content.ARTICLE], [])
    assert filled.beginning("x") == filled.beginning("%") == ([], [])
    assert len(filled.beginning("")[0]) == 4


def test_facts_are_what_the_texts_say(filled: Store) -> None:
    known = {facts.id: facts for facts in filled.facts()}
    of_content = known[content.ARTICLE]
    assert (of_content.file, of_content.authors, of_content.version) == ("road.md", ("林", "Zhao"), 1)
    assert (of_content.characters, of_content.paragraphs) == (len(content.TEXT), 1)
    # Two annotations, one of them in two revisions.
    assert of_content.annotations == 2
    filled.mark_deleted([content.REVISED.id])
    assert next(facts for facts in filled.facts() if facts.id == content.ARTICLE).annotations == 1


@given(strategies.imported())
def test_facts_agree_with_the_articles(growing: Store, one: Imported) -> None:
    growing.add(one)
    known = {facts.id: facts for facts in growing.facts()}
    texts, headings = dict(growing.texts()), list(growing.headings())
    for article in growing.articles():
        text = article.current
        facts = known.pop(article.id)
        expected = article.model_dump(include={"title", "authors", "source", "date", "language", "document"})
        assert facts.model_dump(include=set(expected)) == expected
        assert (facts.characters, facts.paragraphs) == (len(text.text), len(text.paragraphs))
        assert texts[article.id] == text.text
        shown = sorted(heading.of(text.text) for heading in text.headings if heading.level)
        assert sorted(found for id_, found in headings if id_ == article.id) == shown
    assert known == {}


def test_doubts_are_those_of_the_article_as_it_is_read_now(filled: Store) -> None:
    doubt = Doubt(reason="a line of its own", alternative="a heading")
    blocks = [block.model_copy(update={"doubt": doubt}) for block in OTHERS[0].document.blocks]
    document = OTHERS[0].document.model_copy(update={"id": "doubtful", "blocks": tuple(blocks)})
    article = OTHERS[0].articles[0].model_copy(update={"id": "doubtful-1", "document": "doubtful"})
    text = article.current.model_copy(update={"article": "doubtful-1"})
    filled.add(Imported(document=document, articles=(article.model_copy(update={"texts": (text,)}),)))
    assert {facts.id: facts.doubts for facts in filled.facts() if facts.doubts} == {"doubtful-1": 3}


def rows(store: Store, url: str) -> dict[str, int]:
    with closing(Database(url)) as database, database.read() as connection:
        return {name: len(connection.execute(select(table)).all()) for name, table in Base.metadata.tables.items()}


def test_removing_everything_leaves_only_who_works_and_where(filled: Store, url: str) -> None:
    filled.add_selection(selection(articles=(*IDS, content.ARTICLE)))
    documents = [one.document.id for one in (content.IMPORTED, *OTHERS)]
    would = filled.removal(documents, [])
    gone = filled.remove(documents, [], with_work=True)
    assert gone == would.model_copy(update={"done": True})
    assert (gone.documents, gone.articles, gone.paragraphs, gone.selections) == (4, 4, 7, ("pilot",))
    assert (gone.tasks, gone.annotations, gone.decisions) == (2, 2, 3)
    left = {name for name, count in rows(filled, url).items() if count}
    assert left == {"setting", "annotator", "project", "selection"}
    assert filled.add(content.IMPORTED) == "added"


def test_what_people_worked_on_goes_only_when_told_and_then_all_or_nothing(filled: Store) -> None:
    with pytest.raises(StoreError, match="2 tasks, 2 annotations, 3 decisions") as caught:
        filled.remove([content.IMPORTED.document.id], [IDS[0]])
    assert "--with-work" in str(caught.value)
    assert filled.counts()["article"] == 4
    content.fill_work(filled)
    assert filled.remove([], [IDS[0]]).articles == 1
    filled.add_selection(selection(articles=IDS[1:]))
    with pytest.raises(StoreError, match="selection pilot"):
        filled.remove([OTHERS[1].document.id], [])
    assert filled.remove([OTHERS[1].document.id], [], with_work=True).selections == ("pilot",)
    assert filled.selection("pilot").articles == (IDS[2],)


def test_an_article_alone_leaves_its_document_and_others_as_they_are(filled: Store) -> None:
    before = {article.id: article for article in filled.articles()}
    document = filled.document(OTHERS[1].document.id)
    assert filled.remove([], [IDS[1]]).documents == 0
    del before[IDS[1]]
    assert {article.id: article for article in filled.articles()} == before
    assert filled.document(OTHERS[1].document.id) == document
    assert filled.add(OTHERS[1]) == "known"


def test_the_names_of_selections_are_checked() -> None:
    selection("先导.1-a")
    for name in ("", " pilot", "-x", "a/b", "a\n"):
        with pytest.raises(ValueError, match="name"):
            selection(name)
