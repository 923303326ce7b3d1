"""Decisions are numbered, and taken back once; the database holds them to what they say."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from annotate.errors import StoreError
from annotate.store import Store, create_store
from schema import Annotator, Undo
from tests.store import content

UNDO = Undo(decision=2, who="林", when=content.MORNING, why="𠮷错了😀")


def test_decisions_get_numbers_in_their_order(store: Store) -> None:
    again = store.append(content.DECISIONS)
    assert [one.number for one in again] == [4, 5, 6]
    assert [one.number for one in store.decisions()] == [1, 2, 3, 4, 5, 6]
    assert store.append([]) == []


def test_decisions_of_some_articles_and_of_a_number(store: Store) -> None:
    every = list(store.decisions())
    assert list(store.decisions(articles=[content.ARTICLE, "another"])) == every
    assert list(store.decisions(articles=["another"])) == list(store.decisions(articles=[])) == []
    assert [one.id for one in store.annotations(articles=[content.ARTICLE])] == [one.id for one in store.annotations()]
    assert list(store.annotations(articles=["another"])) == list(store.annotations(articles=[])) == []
    assert (store.decision(2), store.decision(9)) == (every[1], None)
    store.undo(UNDO)
    assert store.decision(2) == every[1].model_copy(update={"undone": UNDO})


def test_the_latest_rule_is_that_of_the_latest_decision_in_force(store: Store) -> None:
    ruled = next(one for one in content.DECISIONS if one.rule)
    assert ruled.rule
    other, early = (ruled.rule.model_copy(update={"name": name, "version": 7}) for name in ("mace", "unanimous"))
    mace, unanimous = (
        ruled.model_copy(update={"rule": rule, "when": ruled.when + timedelta(days=days)})
        for rule, days in ((other, 1), (early, -900))
    )
    known = {"majority", "unanimous", "mace"}
    assert store.latest_rule(known) == ruled.rule
    made, _ = store.append([mace, unanimous])
    assert store.latest_rule(known) == other
    assert store.latest_rule({"majority", "unanimous"}) == ruled.rule
    assert store.latest_rule({"unanimous"}) == early
    assert store.latest_rule({"toss"}) is None
    store.undo(UNDO.model_copy(update={"decision": made.number}))
    assert store.latest_rule(known) == ruled.rule


def test_a_decision_is_taken_back_once_and_kept(store: Store) -> None:
    store.undo(UNDO)
    assert [one.number for one in store.decisions()] == [1, 3]
    assert [one.number for one in store.decisions(content.ARTICLE)] == [1, 3]
    every = list(store.decisions(undone=True))
    assert [one.undone for one in every] == [None, UNDO, None]
    assert every[1].model_copy(update={"undone": None}) == content.DECISIONS[1]
    with pytest.raises(StoreError, match="decision 2: was taken back already, by 林"):
        store.undo(UNDO.model_copy(update={"who": "赵"}))
    with pytest.raises(StoreError, match="decision 9: is not in the store"):
        store.undo(UNDO.model_copy(update={"decision": 9}))
    assert list(store.decisions(undone=True)) == every
    assert "undo" not in store.counts()


def test_who_took_it_back_is_erased_with_their_name(store: Store) -> None:
    store.add_annotator(Annotator(name="林"))
    store.undo(UNDO)
    store.erase("林", "P1", content.MORNING)
    undone = [one.undone for one in store.decisions(undone=True)][1]
    assert undone
    assert undone.who == "P1"


def test_what_is_taken_back_goes_with_its_article(store: Store) -> None:
    store.undo(UNDO)
    assert store.remove([content.IMPORTED.document.id], [], with_work=True).decisions == 3
    assert list(store.decisions(undone=True)) == []


@pytest.mark.parametrize(
    ("columns", "values", "constraint"),
    [
        ('outcome, "by"', "'rejected', 'judge'", "ck_decision_by"),
        ('outcome, "by"', "'rejected', 'rule'", "ck_decision_rule"),
        ('outcome, "by", rule', "'rejected', 'curator', '{}'", "ck_decision_rule"),
        ("outcome, confidence", "'rejected', 1.5", "ck_decision_confidence"),
        ("outcome, confidence", "'rejected', -0.5", "ck_decision_confidence"),
        ('outcome, "into"', "'open', 'g'", "ck_decision_into"),
        ('outcome, "into", "by"', "'rejected', 'g', 'arbiter'", None),
    ],
)
def test_a_row_that_contradicts_itself_is_refused(
    tmp_path: Path, columns: str, values: str, constraint: str | None
) -> None:
    with create_store(f"sqlite:///{tmp_path / 'store.db'}") as store:
        content.fill(store)
    with closing(sqlite3.connect(tmp_path / "store.db")) as connection:
        insert = (
            f'INSERT INTO decision ("group", article, version, kind, who, "when", why, evidence, {columns})'
            f" VALUES ('g', '{content.ARTICLE}', 1, 'component', 'w', '2026-01-01', '', '[]', {values})"
        )
        if constraint is None:
            connection.execute(insert)
        else:
            with pytest.raises(sqlite3.IntegrityError, match=constraint):
                connection.execute(insert)
