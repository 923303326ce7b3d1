"""Gold never has what the scheme forbids, whatever was decided and in whatever order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotate.adjudication import Method, gold, holding, objections
from schema import Annotation, Decision, GoldComponent, GoldRelation
from tests.adjudication.works import ADDRESSED, CLAIMS, PAIR, SCHEME, annotation, decide, opinions, personal

TYPES = [*(kind.id for kind in SCHEME.components), "idea"]
LINKS = [*(kind.id for kind in SCHEME.relations), "likes"]


def retyped(decision: Decision, type_: str) -> Decision:
    """What a curator decides who takes something for another type, without asking the scheme."""
    assert decision.result
    return personal(decision, result=decision.result.model_copy(update={"type": type_, **_bare(decision)}))


def _bare(decision: Decision) -> dict[str, object]:
    return {"attributes": {}} if decision.kind == "component" else {}


@given(opinions(), st.data())
def test_whatever_persons_decide(works: list[Annotation], data: st.DataObject) -> None:
    made = list(decide(*works, method=Method(fewest=1)))
    components = [one for one in made if isinstance(one.result, GoldComponent)]
    relations = [one for one in made if isinstance(one.result, GoldRelation)]
    for one in data.draw(st.lists(st.sampled_from(components), max_size=3)) if components else ():
        other = data.draw(st.sampled_from(components))
        merged = personal(one, outcome="rejected", result=None, into=other.group)
        made.append(merged if data.draw(st.booleans()) else retyped(one, data.draw(st.sampled_from(TYPES))))
    drawn = data.draw(st.lists(st.sampled_from(relations), max_size=2)) if relations else []
    made += [retyped(one, data.draw(st.sampled_from(LINKS))) for one in drawn]
    for article in {one.article for one in made}:
        held = holding([one for one in made if one.article == article], SCHEME)
        found = gold(made, article, SCHEME)
        items: list[GoldComponent | GoldRelation] = [*found.components, *found.relations]
        assert [objections(one, held, SCHEME) for one in items] == [()] * len(items)
        assert {one.group for one in held if one.result} == {one.id for one in items}


def test_a_changed_end_opens_its_relation_and_nothing_else() -> None:
    made = decide(*(annotation(name, *PAIR, relations=ADDRESSED) for name in ("lin", "chen")))
    measure = next(one for one in made if isinstance(one.result, GoldComponent) and one.result.type == "measure")
    after = [*made, retyped(measure, "claim")]
    # Without the scheme it would be in gold.
    assert len(gold(after, "a-1", None).relations) == 1
    found = gold(after, "a-1", SCHEME)
    assert (len(found.components), found.relations, found.open) == (2, (), 1)
    (held,) = (one for one in holding(after, SCHEME) if one.kind == "relation")
    assert (held.outcome, held.basis) == ("open", "automatic")
    assert held.why.endswith("; but addresses is not permitted from claim to problem")


def test_a_cycle_that_a_merger_closes_opens_what_the_rule_decided_before_what_a_person_did() -> None:
    drawn = ["1 supports 2", "2 supports 3"]
    made = decide(*(annotation(name, *CLAIMS, relations=drawn) for name in ("lin", "chen")))
    first, _, third, *links = made
    merger = personal(third, outcome="rejected", result=None, into=first.group)
    assert len(gold([*made, merger], "a-1", None).relations) == 2
    assert gold([*made, merger], "a-1", SCHEME).relations == ()
    kept = [*made, merger, personal(links[0])]
    assert [one.id for one in gold(kept, "a-1", SCHEME).relations] == [links[0].group]
    both = [*kept, personal(links[1])]
    assert gold(both, "a-1", SCHEME).relations == ()
    reasons = {one.why for one in holding(both, SCHEME) if one.kind == "relation"}
    assert all(why.endswith("; but part of a cycle") for why in reasons)


def test_a_type_that_the_scheme_lacks_is_open_with_its_relations() -> None:
    made = decide(*(annotation(name, *PAIR, relations=ADDRESSED) for name in ("lin", "chen")))
    found = gold([*made, retyped(made[0], "idea")], "a-1", SCHEME)
    assert (len(found.components), found.relations, found.open) == (1, (), 2)
