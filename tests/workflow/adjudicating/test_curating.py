"""Adjudication by hand on a real server: what is open goes to a curator, and what comes back is decided."""

from __future__ import annotations

import pytest

from annotate import adjudication
from annotate.errors import InputError, ProjectError
from annotate.workflow import agreement, research
from annotate.workflow.adjudicating import deciding, freezing
from annotate.workflow.labelling import pushing
from annotate.workflow.labelling.standing import status
from schema import Annotation, Annotator, GoldRelation, Span, SpanRelation, Unit
from tests.workflow.adjudicating.curators import Bench, Curator, with_span
from tests.workflow.conftest import Way

LONG = "村口的石桥只有台阶，𠮷婆婆坐着轮椅过不去😀"
SHORT = "𠮷婆婆坐着轮椅过不去😀"
DETOUR = "买药要绕四里路"
RAMP = "县里应当在今年之内给石桥加一条缓坡"
CLAIM = {"type": "claim", "claim_type": "fact", "centrality": "sub"}
STATUS = {"type": "problem", "problem_type": "status"}
RISK = {"type": "problem", "problem_type": "risk"}
MEASURE = {"type": "measure", "specificity": "concrete", "instrument": "service"}


@pytest.fixture
def bench(way: Way) -> Bench:
    """Two annotators who differ in the first paragraph in a range, a type and a relation, and agree on the second."""
    way.push()
    _, first, second, _ = way.units()
    lin, chen = (account.name for account in way.annotators)
    way.label(lin, first, {"a": (LONG, STATUS), "b": (DETOUR, RISK)}, ("supports", "a", "b"))
    way.label(chen, first, {"x": (SHORT, STATUS), "y": (DETOUR, CLAIM)})
    for name in (lin, chen):
        way.label(name, second, {"m": (RAMP, MEASURE)})
    way.pull()
    deciding.auto(way.project)
    return Bench(way)


@pytest.fixture
def curator(bench: Bench) -> Curator:
    """A curator to whom what is open was pushed."""
    made = Curator(bench, bench.way.studio.new_account("wang"))
    bench.push(made.name)
    return made


def between_annotators(way: Way) -> dict[str, object]:
    """What agreement says of annotators among themselves; that with gold moves with every decision."""
    return agreement.measure(way.project).model_dump(exclude={"gold"})


def resolved(curator: Curator, unit: Unit) -> tuple[tuple[Span, ...], tuple[SpanRelation, ...]]:
    """The proposal with another range, another type and another relation."""
    begun = curator.proposal(unit)
    text = curator.bench.way.text(unit)
    groups = {text[one.start : one.end]: one.id for one in begun.spans}
    spans = with_span(begun, groups[LONG], start=text.index(SHORT))
    risky = {"types": ("problem",), "attributes": {"problem_type": "risk"}}
    spans = with_span(begun.model_copy(update={"spans": spans}), groups[DETOUR], **risky)
    drawn = SpanRelation(id="r", types=("causes",), source=groups[LONG], target=groups[DETOUR])
    return spans, (drawn,)


def test_what_is_open_goes_to_a_project_of_the_curator(bench: Bench, curator: Curator) -> None:
    unit = bench.way.units()[1]
    assert list(curator.tasks()) == [unit.key]
    target = curator.client.project(curator.target().remote)
    assert target.shows == "proposal"
    assert "裁定分歧" in target.instructions

    shown = curator.predictions(unit)
    text = bench.way.text(unit)
    quotes = {name: {text[one.start : one.end]: one.type for one in made.spans} for name, made in shown.items()}
    assert quotes == {
        "proposal": {LONG: "problem", DETOUR: "claim"},
        "A1": {SHORT: "problem", DETOUR: "claim"},
        "A2": {LONG: "problem", DETOUR: "problem"},
    }
    # Whoever marked it, a region has the id of its group, so that one version can be laid over another.
    assert len({frozenset(one.id for one in made.spans) for made in shown.values()}) == 1
    data = str(curator.data(unit))
    for account in bench.way.annotators:
        assert account.name not in data
        assert account.name not in str(shown)

    again = bench.push(curator.name)
    (units,) = again.units
    assert (units.unit, units.units, units.questions) == ("paragraph", 1, 2)
    assert [(one.added, one.updated, one.removed, one.config, one.tasks) for one in units.projects] == [
        (0, 0, 0, False, 1)
    ]


def test_what_the_curator_changed_is_gold_and_no_annotators_work(bench: Bench, curator: Curator) -> None:
    unit = bench.way.units()[1]
    before = between_annotators(bench.way)
    standing = status(bench.way.project)
    checked = research.check(bench.way.project)
    with bench.way.project.store() as store:
        works = list(store.annotations(raw=False))
    number = curator.submit(unit, *resolved(curator, unit), note="照原文")

    report = bench.pull()
    assert (report.new, report.submitted, report.broken, report.not_taken) == (1, 1, (), ())
    assert bench.quotes() == {SHORT: "problem", DETOUR: "problem", RAMP: "measure"}
    (drawn,) = bench.gold().relations
    places = {one.id: one.type for one in bench.gold().components}
    assert (drawn.type, places[drawn.source], places[drawn.target]) == ("causes", "problem", "problem")
    made = bench.decisions()
    assert {(one.who, one.by) for one in made} == {(curator.name, "curator")}
    assert sorted((one.kind, one.outcome, one.why) for one in made) == [
        ("component", "accepted", "changed; 照原文"),
        ("component", "accepted", "changed; 照原文"),
        ("relation", "accepted", "added; 照原文"),
        ("relation", "rejected", "deleted; 照原文"),
    ]
    assert bench.pull().decisions == 0
    (units,) = bench.push(curator.name).units
    (pushed,) = units.projects
    assert (units.questions, pushed.removed, pushed.retired, pushed.conflicts, pushed.tasks) == (0, 0, 0, (), 1)

    # What the curator did is kept as it came, and is nobody's labelling.
    with bench.way.project.store() as store:
        (kept,) = store.annotations(curated=True)
        assert list(store.annotations(raw=False)) == works
    assert kept.origin.endswith(f"/{number}")
    assert kept.raw is not None
    assert between_annotators(bench.way) == before
    assert research.check(bench.way.project) == checked
    after = status(bench.way.project)
    assert (after.annotators, after.coverage, after.imported) == (standing.annotators, standing.coverage, ())
    decided = deciding.auto(bench.way.project)
    assert (decided.decisions, decided.stale) == (0, 0)

    # The same work done in another place counts everywhere.
    with bench.way.project.store() as store:
        store.add_annotator(Annotator(name="wu"))
        told = {"annotator": "wu", "origin": "brat/1", "raw": None, "id": Annotation.id_of(unit, "wu", "brat/1")}
        store.save_annotations([kept.model_copy(update=told)])
    assert between_annotators(bench.way) != before
    assert status(bench.way.project).imported != ()
    assert deciding.auto(bench.way.project).stale > 0


def test_what_is_begun_or_skipped_decides_nothing(bench: Bench, curator: Curator) -> None:
    unit = bench.way.units()[1]
    curator.client.annotate(curator.tasks()[unit.key], [], skipped=True)
    report = bench.pull()
    assert (report.new, report.submitted, report.decisions, bench.decisions()) == (1, 0, 0, [])
    curator.submit(unit, curator.proposal(unit).spans, ())
    assert bench.pull().decisions == 2


def test_two_curators_differ_and_come_to_agree(bench: Bench, curator: Curator) -> None:
    unit = bench.way.units()[1]
    other = Curator(bench, bench.way.studio.new_account("zhao"))
    bench.push(curator.name, other.name)
    begun = curator.proposal(unit)
    curator.submit(unit, begun.spans, ())
    number = other.submit(unit, begun.spans[:1], ())
    assert bench.pull().decisions == 4
    with bench.way.project.store() as store:
        (held,) = (one for one in adjudication.open_groups(store.decisions(), None) if one.kind == "component")
    assert held.why.startswith("curators differ: ")
    other.change(number, unit, begun.spans, ())
    again = bench.pull()
    assert (again.revised, again.decisions) == (1, 1)
    gold = bench.gold()
    assert (gold.open, gold.basis[held.group]) == (0, "agreed")


def test_a_broken_rule_is_reported_and_the_group_stays_open(bench: Bench, curator: Curator) -> None:
    unit = bench.way.units()[1]
    begun = curator.proposal(unit)
    first, second = (span.id for span in begun.spans)
    wrong = SpanRelation(id="r", types=("addresses",), source=first, target=second)
    bare = with_span(begun, second, attributes={})
    number = curator.submit(unit, bare, (wrong,))
    report = bench.pull()
    assert {one.rule for one in report.broken} == {"missing-attribute", "endpoints"}
    assert (report.accepted, report.rejected, report.open) == (0, 1, 1)
    assert bench.gold().open == 1
    curator.change(number, unit, begun.spans, ())
    assert bench.pull().accepted == 1
    assert bench.gold().open == 0


def test_another_account_decides_nothing_in_a_curators_name(bench: Bench, curator: Curator) -> None:
    unit = bench.way.units()[1]
    begun = curator.proposal(unit)
    stranger = Curator(bench, bench.way.annotators[0])
    number = curator.tasks()[unit.key]
    stranger.client.annotate(number, curator.results(unit, begun.spans, ()))
    report = bench.pull()
    assert (report.new, report.decisions) == (1, 0)
    (left,) = report.not_taken
    assert "wrong-annotator" in left.why


def test_a_late_change_is_asked_again_once_the_work_on_it_is_gone(bench: Bench, curator: Curator) -> None:
    way, unit = bench.way, bench.way.units()[1]
    number = curator.submit(unit, *resolved(curator, unit))
    bench.pull()
    way.label(way.annotators[1].name, unit, {"x": (LONG, STATUS)})
    way.pull()
    assert deciding.auto(way.project).stale > 0
    (units,) = bench.push(curator.name).units
    (conflict,) = units.projects[0].conflicts
    assert conflict.unit == unit.key
    curator.client._sdk.annotations.delete(number)
    assert bench.pull().deleted == 1
    (units,) = bench.push(curator.name).units
    assert (units.projects[0].added, units.projects[0].conflicts) == (1, ())
    begun = curator.proposal(unit)
    curator.submit(unit, begun.spans, begun.relations)
    bench.pull()
    assert deciding.auto(way.project).stale == 0
    assert bench.quotes() == {SHORT: "problem", DETOUR: "problem", RAMP: "measure"}


def test_links_between_components_of_gold_are_decided_on_whole_articles(bench: Bench, curator: Curator) -> None:
    way, unit = bench.way, bench.way.units()[1]
    curator.submit(unit, curator.proposal(unit).spans, ())
    bench.pull()
    freezing.freeze(way.project, "one", who="林", why="")
    pushing.push(way.project, link="one")
    by_words = bench.groups()
    for account, source in zip(way.annotators, (RAMP, None), strict=True):
        links = (("addresses", by_words[source], by_words[LONG]),) if source else ()
        bench.link(account, links)
    way.pull()
    deciding.auto(way.project)
    sizes = {one.unit: one for one in bench.push(curator.name).units}
    assert (sizes["article"].units, sizes["article"].questions) == (1, 1)
    with way.project.store() as store:
        (task,) = store.tasks(curator.target("article").id)
    begun = curator.proposal(task.unit)
    assert len(begun.spans) == 3
    (drawn,) = begun.relations
    curator.submit(task.unit, begun.spans, (drawn,))
    assert bench.pull().accepted == 1
    (gold,) = bench.gold().relations
    assert gold == GoldRelation(id=gold.id, type="addresses", source=by_words[RAMP], target=by_words[LONG])


def test_nobody_is_named_and_nothing_was_pushed(bench: Bench) -> None:
    with pytest.raises(InputError, match="no curator is named"):
        bench.push()
    with pytest.raises(InputError, match="has no account yet"):
        bench.push("nobody", dry_run=True)
    with pytest.raises(ProjectError, match="nothing was pushed to curators"):
        bench.pull()
