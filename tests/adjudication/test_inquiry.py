"""Articles one by one come to what all of them at once do: decisions, questions, and what a method learns."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import chain

from hypothesis import given, settings
from hypothesis import strategies as st

from annotate import adjudication
from annotate.adjudication import Dossier, Inquiry, Method, dossiers
from annotate.adjudication._ballots import Ballots, typed
from annotate.adjudication._units import look
from schema import Annotation, Decision, Undo
from tests.adjudication.works import LATE, NOON, SCHEME, annotation, opinions, personal

ARTICLES = ("a-1", "b-1", "b-10", "b-2")
"""By id, which is not the order of the corpus."""

METHODS = [
    Method(),
    Method(rule="unanimous", fewest=1),
    Method(rule="weighted"),
    Method(rule="dawid-skene"),
    Method(rule="mace"),
    Method(boundaries="best"),
]


def moved(work: Annotation, article: str, version: int) -> Annotation:
    """The same work on another article."""
    unit = work.unit.model_copy(update={"article": article, "version": version})
    return work.model_copy(update={"id": f"{article}@{version}-{work.id}", "unit": unit})


@st.composite
def corpora(draw: st.DrawFn) -> list[Annotation]:
    """What annotators say on several articles, of which a text may have changed since some of them saw it."""
    works = []
    for article in draw(st.lists(st.sampled_from(ARTICLES), unique=True, min_size=2)):
        works += [moved(work, article, draw(st.sampled_from([1, 1, 1, 2]))) for work in draw(opinions())]
    return works


@st.composite
def histories(draw: st.DrawFn, works: Sequence[Annotation]) -> list[Decision]:
    """What rules and curators decided on some of this work, taken back here and there; numbered as in a store."""
    seen = [work for work in works if draw(st.booleans())]
    made = list(adjudication.decide(seen, SCHEME, (), draw(st.sampled_from(METHODS)), NOON))
    for decision in list(made):
        said = draw(st.sampled_from(["nothing", "the same", "no"]))
        if said == "the same":
            made.append(personal(decision))
        elif said == "no":
            made.append(personal(decision, outcome="rejected", result=None, into=None))
    history = []
    for number, decision in enumerate(made, start=1):
        undo = Undo(decision=number, who="wang", when=LATE, why="")
        history.append(decision.model_copy(update={"number": number, "undone": draw(st.sampled_from([None, undo]))}))
    return history


def linked(made: Sequence[Decision]) -> list[Annotation]:
    """Links that two annotators draw between the components that were decided on, as a linking project shows them."""
    found = []
    by_article: dict[str, list[Decision]] = {}
    for one in made:
        if one.kind == "component" and one.result is not None:
            by_article.setdefault(one.article, []).append(one)
    for article, components in by_article.items():
        groups = list(dict.fromkeys(one.group for one in components))
        spans = [(group, "claim", 10 + place, 50) for place, group in enumerate(groups)]
        drawn = [f"{groups[0]} supports {groups[-1]}"] if groups[1:] else []
        for name in "ab":
            work = moved(annotation(name, *spans, relations=drawn, preloaded=True), article, 1)
            found.append(work.model_copy(update={"id": f"link-{work.id}", "release": "one"}))
    return found


@settings(max_examples=60, deadline=None)
@given(st.data(), corpora(), st.sampled_from(METHODS))
def test_articles_one_by_one_are_all_at_once(data: st.DataObject, works: list[Annotation], method: Method) -> None:
    history = data.draw(histories(works))
    works += linked(history)
    whole = adjudication.decide(works, SCHEME, history, method, LATE)
    shuffled = random.Random(1).sample(works, len(works))
    every = dossiers(shuffled, history)

    def once() -> Iterator[Dossier]:
        yield from every

    inquiry = Inquiry.of(method, SCHEME, once())
    made: list[Decision] = []
    for dossier in every:
        made += inquiry.decide(dossier, LATE)
    assert tuple(made) == whole
    # Some articles were decided by a run that ended there; the next one does the rest, whatever the time.
    done = {one.article for one in whole[: len(whole) // 2]}
    kept = [one for one in whole if one.article in done]
    rest = adjudication.decide(works, SCHEME, [*history, *kept], method, LATE + timedelta(days=1))
    assert [one.model_copy(update={"when": LATE}) for one in rest] == [one for one in whole if one.article not in done]
    assert adjudication.decide(works, SCHEME, [*history, *whole], method, LATE) == ()

    asked = adjudication.questions(works, SCHEME, [*history, *whole], method)
    one_by_one = list(chain.from_iterable(map(inquiry.issues, dossiers(works, [*history, *whole]))))
    assert [(one.group, one.kind, one.state, one.holding, one.guess) for one in one_by_one] == [
        (one.group, one.kind, one.state, one.holding, one.guess) for one in asked
    ]
    assert adjudication.holding(history, SCHEME) == tuple(
        held for dossier in every for held in adjudication.holding(dossier.decisions, SCHEME)
    )


@settings(max_examples=40, deadline=None)
@given(corpora())
def test_a_method_that_does_not_learn_needs_no_other_article(works: list[Annotation]) -> None:
    apart = [one for dossier in dossiers(works, ()) for one in Inquiry.of(Method(), SCHEME, ()).decide(dossier, LATE)]
    assert tuple(apart) == adjudication.decide(works, SCHEME, (), Method(), LATE)


def test_a_method_that_learns_needs_all_articles() -> None:
    one, other = (
        [annotation("chen", ("1", "claim", 10, 20)), annotation("lin", ("1", kind, 10, 20))]
        for kind in ("claim", "problem")
    )
    third = annotation("zhao", ("1", "claim", 10, 20))
    works = [moved(work, "a-1", 1) for work in other]
    works += [moved(work, article, 1) for article in ("b-1", "b-10", "b-2") for work in (*one[:1], third)]
    weighted = Method(rule="weighted")
    (here, *_) = adjudication.decide(works, SCHEME, (), weighted, LATE)
    (alone,) = adjudication.decide(works[:2], SCHEME, (), weighted, LATE)
    assert (here.outcome, alone.outcome) == ("accepted", "open")


def valued(work: Annotation, value: str) -> Annotation:
    """The same work, in which every span says something of its attribute."""
    spans = tuple(span.model_copy(update={"attributes": {"claim_type": value}}) for span in work.spans)
    return work.model_copy(update={"spans": spans})


@settings(max_examples=40, deadline=None)
@given(st.data(), corpora())
def test_a_method_learns_from_every_ballot_although_equal_ones_are_kept_once(
    data: st.DataObject, works: list[Annotation]
) -> None:
    works = [valued(work, data.draw(st.sampled_from(["fact", "value", "no value", ""]))) for work in works]
    units = [seen for dossier in dossiers(works, ()) for seen in look(dossier, SCHEME)]
    groups = [(seen.on_component(votes), votes) for seen in units for votes in seen.clusters]
    cast = Ballots.of(iter(units), SCHEME)
    assert [said.ballot for said in cast.components] == [ballot for ballot, _ in groups]
    assert [said.types for said in cast.components] == [typed(ballot) for ballot, _ in groups]
    assert [said.values.get(("claim", "claim_type"), {}) for said in cast.components] == [
        {
            vote.mark.annotator: value if (value := vote.span.attributes["claim_type"]) in ("fact", "value") else ""
            for vote in votes
            if vote.mark.type == "claim"
        }
        for _, votes in groups
    ]
    assert cast.relations == [
        seen.on_relation(tie, drawn) for seen in units for tie, drawn in seen.drawn(seen.places, SCHEME).items()
    ]
    assert len({id(said) for said in cast.components}) == len({repr(said) for said in cast.components})
