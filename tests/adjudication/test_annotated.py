"""Every rule on the work of three real annotators, from `annotated/` in the folder of the real documents."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from annotate.adjudication import Method, RuleName, decide, golds, open_groups, questions
from schema import Annotation, Decision
from tests.adjudication.works import NOON, SCHEME
from tests.annotated import works

pytestmark = pytest.mark.corpus

RULES: list[RuleName] = ["majority", "unanimous", "weighted", "dawid-skene", "mace"]


@pytest.fixture(scope="module")
def work(corpus: Path) -> list[Annotation]:
    return works(corpus / "annotated")


def outcomes(made: tuple[Decision, ...], kind: str) -> Counter[str]:
    return Counter(one.outcome for one in made if one.kind == kind)


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_goes_through_and_decides_once(work: list[Annotation], rule: RuleName) -> None:
    method = Method(rule=rule)
    made = decide(work, SCHEME, (), method, NOON)
    assert decide(work[::-1], SCHEME, made, method, NOON) == ()
    assert sum(outcomes(made, kind).total() for kind in ("component", "relation")) == len(made)
    every = golds(made, None)
    assert sum(len(gold.components) for gold in every) == outcomes(made, "component")["accepted"]
    assert sum(len(gold.relations) for gold in every) == outcomes(made, "relation")["accepted"]
    assert sum(gold.open for gold in every) == len(open_groups(made, None))
    assert len(questions(work, SCHEME, made, method)) == len(made)


def test_what_all_say_is_in_everybody_s_gold(work: list[Annotation]) -> None:
    agreed = decide(work, SCHEME, (), Method(rule="unanimous"), NOON)
    types = {one.group: one.result.type for one in agreed if one.kind == "component" and one.result}
    assert len(types) > 100
    for rule in RULES:
        made = {one.group: one for one in decide(work, SCHEME, (), Method(rule=rule), NOON)}
        found = {group: result.type for group in types if (result := made[group].result)}
        assert found == types, rule
