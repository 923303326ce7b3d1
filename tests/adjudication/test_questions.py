"""What is asked: opinions, guesses, cost and agreement by hand, and what has become stale."""

from __future__ import annotations

import pytest

from annotate.adjudication import Method, Question, answer, holding
from schema import Annotation, Decision, GoldComponent
from tests.adjudication.works import ADDRESSED, ARTICLE, LATE, PAIR, SCHEME, annotation, ask, decide, personal

LIN, CHEN, ZHAO = (annotation(name, *PAIR, relations=ADDRESSED) for name in ("lin", "chen", "zhao"))


def only(questions: tuple[Question, ...], group: str) -> Question:
    (found,) = (question for question in questions if question.group == group)
    return found


def accepted(question: Question) -> Decision:
    return answer(question, "accepted", question.guess, who="wang", by="curator", when=LATE)


def states(*works: Annotation, earlier: tuple[Decision, ...]) -> list[str]:
    return [question.state for question in ask(*works, earlier=earlier)]


def test_everybody_who_saw_the_unit_has_an_opinion() -> None:
    problem, measure, relation = ask(LIN, CHEN, annotation("zhao", PAIR[0]))
    assert [one.annotator for one in measure.opinions] == ["chen", "lin", "zhao"]
    assert [one.item for one in measure.opinions] == ["2", "2", None]
    assert measure.opinions[0].component == GoldComponent(id=measure.group, type="measure", start=30, end=40)
    assert [one.item for one in relation.opinions] == ["r0", "r0", None]
    assert relation.opinions[0].relation == relation.guess
    assert (problem.cost, problem.agreement) == (0, 1)
    # Of the three pairs two are of one who marked it and zhao, who did not.
    assert (measure.cost, measure.agreement) == (2, 1 / 3)


def test_cost_by_hand() -> None:
    value, fact = {"claim_type": "value"}, {"claim_type": "fact"}
    (question,) = ask(
        annotation("lin", ("1", "claim", 10, 20, value)),
        annotation("chen", ("1", "claim", 10, 15, fact)),
        annotation("zhao", ("1", "problem", 10, 20)),
    )
    # chen-lin: 1 - 5/10, and one attribute of two; chen-zhao: 1 - 5/10, and the type; lin-zhao: the type.
    assert question.cost == pytest.approx((0.5 + 0.5) + (0.5 + 1) + 1)
    assert question.agreement == 0


def test_one_annotator_alone_agrees_with_nobody() -> None:
    (question,) = ask(annotation("lin", PAIR[0]))
    assert (question.cost, question.agreement, question.undefined) == (
        0,
        None,
        "fewer than two annotators saw the unit",
    )
    assert question.state == "open"
    assert (question.proposal.outcome, question.proposal.why) == ("open", "seen by one annotator")
    assert question.guess == GoldComponent(id=question.group, type="problem", start=10, end=20)


def test_empty_against_non_empty_is_a_tie_with_a_guess() -> None:
    (question,) = ask(annotation("lin", PAIR[0]), annotation("chen"))
    assert (question.proposal.outcome, question.cost, question.agreement) == ("open", 1, 0)
    assert question.proposal.why == "marked by 1 of 2: a tie; type: problem 1"
    assert isinstance(question.guess, GoldComponent)
    assert ask(annotation("lin"), annotation("chen")) == ()


def test_what_is_rejected_is_guessed_too() -> None:
    question = ask(annotation("lin", PAIR[0]), annotation("chen"), annotation("zhao"))[0]
    assert (question.proposal.outcome, question.proposal.result) == ("rejected", None)
    assert question.guess is not None


def test_components_come_by_place_before_relations() -> None:
    late = annotation("lin", ("9", "problem", 50, 55), ("1", "measure", 12, 20), relations=["1 addresses 9"])
    (measure, problem, relation) = ask(late, annotation("chen", ("1", "claim", 15, 55)))[:1] + ask(late)[1:]
    assert [one.kind for one in (measure, problem, relation)] == ["component", "component", "relation"]
    assert [one.guess.start for one in (measure, problem) if isinstance(one.guess, GoldComponent)] == [12, 50]


def test_links_are_the_relations_in_gold() -> None:
    made = decide(LIN, CHEN)
    problem, measure, relation = ask(LIN, CHEN, earlier=made)
    assert problem.links == measure.links == (relation.group,)
    assert relation.links == ()
    assert ask(LIN, CHEN)[0].links == ()


def test_nothing_holds_before_anything_was_decided() -> None:
    question = ask(LIN, CHEN)[0]
    assert (question.holding, question.state) == (None, "open")
    decided = ask(LIN, CHEN, earlier=decide(LIN, CHEN))[0]
    assert (decided.state, decided.holding and decided.holding.basis) == ("decided", "automatic")


def test_what_a_person_decided_is_stale_once_somebody_says_something_else() -> None:
    made = tuple(map(accepted, ask(LIN, CHEN)))
    assert states(LIN, CHEN, earlier=made) == ["decided"] * 3
    moved = annotation("lin", PAIR[0], ("2", "measure", 30, 41), relations=ADDRESSED)
    changed = moved.model_copy(update={"revision": 2})
    assert states(changed, CHEN, earlier=made) == ["decided", "stale", "decided"]
    valued = annotation("lin", PAIR[0], ("2", "measure", 30, 40, {"actor": "县里"}), relations=ADDRESSED)
    assert states(valued, CHEN, earlier=made) == ["decided", "stale", "decided"]
    again = accepted(ask(changed, CHEN, earlier=made)[1]).model_copy(update={"why": "again"})
    assert states(changed, CHEN, earlier=(*made, again)) == ["decided"] * 3


def test_a_later_revision_that_says_the_same_makes_nothing_stale() -> None:
    made = tuple(map(accepted, ask(LIN, CHEN)))
    assert states(LIN.model_copy(update={"revision": 5}), CHEN, earlier=made) == ["decided"] * 3


@pytest.mark.parametrize(
    ("works", "expected"),
    [
        ((LIN,), ["stale"] * 3),
        ((LIN, CHEN.model_copy(update={"deleted": True})), ["stale"] * 3),
        ((LIN, CHEN, ZHAO), ["stale"] * 3),
        ((LIN, CHEN, annotation("zhao")), ["stale"] * 3),
        ((LIN, CHEN, annotation("zhao").model_copy(update={"status": "draft"})), ["decided"] * 3),
    ],
    ids=["gone", "deleted", "new span", "new and empty", "only begun"],
)
def test_who_comes_and_goes_makes_it_stale(works: tuple[Annotation, ...], expected: list[str]) -> None:
    assert states(*works, earlier=tuple(map(accepted, ask(LIN, CHEN)))) == expected


def test_a_rule_s_decisions_are_never_stale() -> None:
    assert states(LIN, earlier=decide(LIN, CHEN)) == ["decided"] * 3


def test_what_older_programs_kept_is_told_by_revisions() -> None:
    (problem, *_) = ask(LIN, CHEN)
    made = accepted(problem)
    kept = tuple(part.model_copy(update={"said": None}) for part in made.evidence)
    old = made.model_copy(update={"evidence": kept})
    assert ask(LIN, CHEN, annotation("zhao"), earlier=(old,))[0].state == "decided"
    assert ask(LIN.model_copy(update={"revision": 2}), CHEN, earlier=(old,))[0].state == "stale"


def test_what_a_person_decided_of_which_nothing_is_left_is_asked_still() -> None:
    made = decide(LIN, CHEN)
    kept = personal(made[0])
    gone = [annotation(name) for name in ("lin", "chen")]
    question = only(ask(*gone, earlier=(*made, kept)), made[0].group)
    assert (question.unit, question.opinions, question.guess, question.state) == (None, (), made[0].result, "stale")
    assert len(ask(*gone, earlier=(*made, kept))) == 1


def test_curators_who_differ_leave_the_question_open() -> None:
    problem = ask(LIN, CHEN)[0]
    one = accepted(problem)
    other = answer(problem, "rejected", who="li", by="curator", when=LATE)
    question = ask(LIN, CHEN, earlier=(one, other))[0]
    assert (question.state, question.holding and question.holding.basis) == ("open", None)
    assert question.holding
    assert question.holding.decisions == (one, other)


def test_work_that_links_given_components_has_no_opinion_of_them() -> None:
    made = decide(LIN, CHEN)
    problem, measure, relation = (one.group for one in made)
    shown = [(problem, "problem", 10, 20), (measure, "measure", 30, 40)]
    linked = annotation("zhao", *shown, unit=ARTICLE, preloaded=True, relations=[f"{measure} addresses {problem}"])
    asked = ask(LIN, CHEN, linked.model_copy(update={"release": "one"}), earlier=made)
    assert [one.group for one in asked] == [problem, measure, relation]
    assert [len(one.opinions) for one in asked] == [2, 2, 2]


def test_the_questions_are_of_the_groups_that_a_rule_decides_on() -> None:
    works = [annotation("lin", *PAIR, ("3", "claim", 50, 55)), annotation("chen", PAIR[0])]
    made = decide(*works, method=Method(rule="unanimous"))
    asked = ask(*works, method=Method(rule="unanimous"))
    assert [one.group for one in asked] == [one.group for one in holding_order(made)]
    assert [one.proposal.outcome for one in asked] == ["accepted", "open", "open"]


def holding_order(made: tuple[Decision, ...]) -> list[Decision]:
    """Decisions by place, as questions are."""
    assert len(holding(made, None)) == len(made)
    spans = {"1": 10, "2": 30, "3": 50}
    return sorted(made, key=lambda one: min(spans[part.item] for part in one.evidence if part.item))


def test_attributes_off_the_list_are_no_opinion() -> None:
    odd = annotation("lin", ("1", "claim", 10, 20, {"claim_type": "truth", "centrality": " main "}))
    (question,) = ask(odd)
    assert question.opinions[0].component
    assert question.opinions[0].component.attributes == {"centrality": "main"}
    assert SCHEME.component("claim")
