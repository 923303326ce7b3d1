"""What exports read of decisions says the same as the decisions themselves."""

from __future__ import annotations

import json

from annotate import adjudication
from annotate.workflow.project import Project
from schema import GoldComponent, Rule, Undo
from tests.workflow.exporting.build import MORNING, articles, decide, decision, export

SAME = ("article", "group", "version", "kind", "outcome", "result", "into", "by", "who", "when", "why", "undone")


def test_gold_of_rulings_is_gold_of_decisions(made: Project) -> None:
    first, second, third = articles(made)
    rule = Rule(name="majority", version=2)
    decide(
        made,
        decision(first, "p", "rejected", day=4),
        decision(second, "r", "open", day=4),
        decision(third, "m", day=4, who="Gu"),
        decision(third, "p", day=4, who="Gu", by="arbiter"),
        decision(first, "m", day=5, by="rule", who="majority 2", rule=rule),
    )
    with made.store() as store:
        store.undo(Undo(decision=1, who="Fang", when=MORNING, why=""))
        rulings = store.rulings([first.id, second.id, third.id])
        assert sum(map(len, rulings.values())) == 3 * 3 + 5 - 1
        for article, told in rulings.items():
            decisions = list(store.decisions(article))
            for one, whole in zip(told, decisions, strict=True):
                assert [getattr(one, name) for name in SAME] == [getattr(whole, name) for name in SAME]
                assert (one.rule and Rule.model_validate_json(one.rule)) == whole.rule
            assert adjudication.gold(told, article) == adjudication.gold(decisions, article)
        golds = [adjudication.gold(told, article) for article, told in rulings.items()]
        assert {basis for gold in golds for basis in gold.basis.values()} == {"single", "agreed", "arbitrated"}


def test_gold_with_half_a_surrogate_pair_is_exported(made: Project) -> None:
    first, *_ = articles(made)
    given = decision(first, "m", day=9)
    assert isinstance(given.result, GoldComponent)
    broken = given.result.model_copy(update={"attributes": {"actor": "村\ud800"}})
    decide(made, given.model_copy(update={"result": broken}))
    folder = export(made, layer="gold").folder
    spans = [json.loads(line)["spans"] for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [one["attributes"]["actor"] for one in spans[0]] == [None, "村\ud800"]
    assert {one["basis"] for some in spans for one in some} == {"single"}
