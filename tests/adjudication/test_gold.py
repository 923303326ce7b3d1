"""Gold is what the latest decisions say."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from annotate.adjudication import gold, golds, holding, open_groups
from schema import Decision, Gold, GoldComponent, GoldRelation
from tests.strategies import RULE, decisions

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def component(group: str, start: int, *, version: int = 1, article: str = "a-1", minutes: int = 0) -> Decision:
    return Decision(
        group=group,
        article=article,
        version=version,
        kind="component",
        outcome="accepted",
        result=GoldComponent(id=group, type="claim", start=start, end=start + 5),
        by="rule",
        who="majority 2",
        rule=RULE,
        when=NOON + timedelta(minutes=minutes),
        why="3 of 3",
    )


def relation(group: str, source: str, target: str) -> Decision:
    result = GoldRelation(id=group, type="supports", source=source, target=target)
    return component(group, 0).model_copy(update={"kind": "relation", "result": result})


def opened(decision: Decision, minutes: int) -> Decision:
    changes = {"outcome": "open", "result": None, "when": NOON + timedelta(minutes=minutes)}
    return decision.model_copy(update=changes)


def test_gold_is_sorted_by_place() -> None:
    found = gold([relation("r", "b", "a"), component("b", 9), component("a", 3), relation("q", "a", "b")], "a-1", None)
    assert [part.id for part in found.components] == ["a", "b"]
    assert [part.id for part in found.relations] == ["q", "r"]
    assert found.open == 0


def test_the_latest_decision_holds_in_whatever_order_they_come() -> None:
    early, late = component("a", 3), opened(component("a", 3), 5)
    assert [held.decisions for held in holding([late, early], None)] == [(late,)]
    assert open_groups([late, early], None) == holding([late, early], None)
    assert gold([late, early], "a-1", None) == Gold(article="a-1", version=1, open=1)
    assert gold([late, early, component("a", 4, minutes=9)], "a-1", None).components[0].start == 4


def test_of_one_moment_the_last_given_holds() -> None:
    (held,) = holding([component("a", 3), component("a", 4)], None)
    assert (held.result, held.basis) == (component("a", 4).result, "automatic")


def test_a_relation_without_its_ends_is_open() -> None:
    assert gold([component("a", 3), relation("r", "a", "b")], "a-1", None) == Gold(
        article="a-1",
        version=1,
        components=(GoldComponent(id="a", type="claim", start=3, end=8),),
        open=1,
        basis={"a": "automatic"},
    )


def test_what_was_accepted_on_an_older_text_is_open() -> None:
    found = gold([component("a", 3), component("b", 9, version=2), relation("r", "a", "b")], "a-1", None)
    assert (found.version, [part.id for part in found.components], found.relations, found.open) == (2, ["b"], (), 2)


def test_articles_do_not_mix() -> None:
    mixed = [component("a", 3), component("b", 9, article="b-1")]
    assert [found.article for found in golds(mixed, None)] == ["a-1", "b-1"]
    assert golds(mixed, None) == (gold(mixed, "a-1", None), gold(mixed, "b-1", None))


def test_an_article_without_decisions_has_empty_gold() -> None:
    assert gold([], "a-1", None) == Gold(article="a-1", version=1)
    assert golds([], None) == ()


@given(st.lists(decisions(), max_size=8))
def test_every_group_is_in_gold_or_rejected_or_open(made: list[Decision]) -> None:
    standing = holding(made, None)
    found = gold(made, "0a1b2c3d-1", None)
    rejected = sum(decision.outcome == "rejected" for decision in standing)
    assert len(found.components) + len(found.relations) + found.open + rejected == len(standing)
