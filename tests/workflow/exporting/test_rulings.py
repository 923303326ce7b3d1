"""What exports read of decisions says the same as the decisions themselves."""

from __future__ import annotations

import json

from annotate import adjudication
from annotate.workflow.project import Project
from schema import GoldComponent, Release, Rule, Undo, scheme_id
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
            assert adjudication.gold(told, article, None) == adjudication.gold(decisions, article, None)
        golds = [adjudication.gold(told, article, None) for article, told in rulings.items()]
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


def test_the_page_tells_of_frozen_gold_and_of_what_is_stale_in_it(made: Project) -> None:
    with made.store() as store:
        golds = tuple(adjudication.gold(store.decisions(one.id), one.id, None) for one in store.articles())
        release = Release(name="v1", made=MORNING, who="Fang", scheme=scheme_id(made.scheme), golds=golds)
        stale = (*(f"{golds[0].article}-{item}" for item in "mpr"), "x")
        store.add_release(release, made.scheme)
        store.add_release(release.model_copy(update={"name": "v2", "stale": stale}), made.scheme)
    pages = {}
    for name in ("v1", "v2"):
        pages[name] = (export(made, name, layer="gold", frozen=name).folder / "README.md").read_text(encoding="utf-8")
        assert f"as it was frozen on 2026-03-01 under the name `{name}`, SHA-256 `{release.sha256}`" in pages[name]
        assert "| single | 9 |" in pages[name]
        assert "| decided by |" not in pages[name]
    assert "On 4 groups of it persons had decided before annotators said something else" in pages["v2"]
    assert f"(for example `{stale[0]}`, `{stale[1]}`, `{stale[2]}`)" in pages["v2"]
    assert "something else" not in pages["v1"]
    # The control: gold that is not frozen tells who decided.
    page = (export(made, layer="gold").folder / "README.md").read_text(encoding="utf-8")
    assert "as it was frozen" not in page
    assert "| decided by |" in page
