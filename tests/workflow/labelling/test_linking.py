"""The second stage, on a real server: components of frozen gold are given, and relations are drawn between them."""

from __future__ import annotations

import pytest

from annotate.errors import InputError, ProjectError, StoreError
from annotate.formats import label_studio as foreign
from annotate.workflow import agreement, research
from annotate.workflow.adjudicating import deciding, freezing
from annotate.workflow.labelling import pushing
from annotate.workflow.labelling.linking import linking_tasks
from schema import Annotation, GoldComponent, Project, Release, Span, SpanRelation, Task
from tests.workflow.conftest import Way

PROBLEM = ("𠮷婆婆坐着轮椅过不去😀", {"type": "problem", "problem_type": "status"})
MEASURE = (
    "县里应当在今年之内给石桥加一条缓坡",
    {"type": "measure", "specificity": "concrete", "instrument": "service"},
)
CLAIM = ("住在桥两头的人就又成了邻居", {"type": "claim", "claim_type": "value", "centrality": "main"})


@pytest.fixture
def frozen(way: Way) -> Way:
    """A way on which both annotators marked the same components on paragraphs, and gold is frozen as `one`."""
    way.push()
    _, first, second, third = way.units()
    for account in way.annotators:
        for unit, quote in ((first, PROBLEM), (second, MEASURE), (third, CLAIM)):
            way.label(account.name, unit, {"r": quote})
    way.pull()
    deciding.auto(way.project)
    freezing.freeze(way.project, "one", who="林", why="to link")
    return way


def named(way: Way, name: str) -> str:
    """Return the annotator's full name, which no other test has."""
    return next(account.name for account in way.annotators if account.name.startswith(name))


def release(way: Way) -> Release:
    with way.project.store() as store:
        return store.release("one")


def linked(way: Way, annotator: str) -> tuple[Project, Task]:
    """Return an annotator's project to link in, and the task of the one article."""
    with way.project.store() as store:
        (target,) = (one for one in store.projects() if (one.annotator, one.purpose) == (annotator, "link"))
        (task,) = store.tasks(target.id)
    return target, task


def relate(way: Way, annotator: str, spans: list[Span], relations: tuple[tuple[str, str, str], ...]) -> None:
    """Submit a task with these spans, and relations (type, source, target)."""
    target, task = linked(way, annotator)
    made = Annotation(
        id="made",
        annotator=annotator,
        unit=task.unit,
        origin="test",
        status="submitted",
        spans=tuple(spans),
        relations=tuple(
            SpanRelation(id=f"{source}{goal}", types=(kind,), source=source, target=goal)
            for kind, source, goal in relations
        ),
    )
    results = foreign.write(made, way.text(task.unit), way.project.scheme)
    way.client(annotator).annotate(task.remote, results)
    assert target.release == "one"


def given(components: dict[str, GoldComponent]) -> list[Span]:
    return [
        Span(id=one.id, types=(one.type,), start=one.start, end=one.end, text="", preloaded=True)
        for one in components.values()
    ]


def components(way: Way) -> dict[str, GoldComponent]:
    (gold,) = release(way).golds
    return {one.type: one for one in gold.components}


def test_whole_articles_with_the_components_of_gold_go_to_projects_of_their_own(frozen: Way) -> None:
    planned = pushing.push(frozen.project, link="one", dry_run=True)
    done = pushing.push(frozen.project, link="one")
    for report in (planned, done):
        assert [(one.added, one.tasks) for one in report.projects] == [(1, 1), (1, 1)]
    assert (done.units, done.release, done.not_linked) == (1, "one", ())
    again = pushing.push(frozen.project, link="one")
    assert {(one.added, one.updated, one.removed, one.config) for one in again.projects} == {(0, 0, 0, False)}
    labelling = pushing.push(frozen.project)
    assert {(one.added, one.removed, one.tasks) for one in labelling.projects} == {(0, 0, 4)}

    target, task = linked(frozen, named(frozen, "lin"))
    assert (target.granularity, target.release, task.suggestion) == ("article", "one", "gold one")
    client = frozen.client(named(frozen, "lin"))
    found = client.project(target.remote)
    assert found.shows == "gold one"
    assert 'required="true"' not in found.config
    assert "只画关系" in found.instructions
    (raw,) = client.export(target.remote, [task.remote])
    (prediction,) = client._sdk.predictions.list(task=task.remote)
    shown = foreign.read(
        {"result": prediction.result, "completed_by": 1},
        unit=task.unit,
        annotator="lin",
        origin="here",
        scheme=frozen.project.scheme,
    )
    text = frozen.text(task.unit)
    assert [(span.id, span.type, text[span.start : span.end], span.attributes) for span in shown.spans] == [
        (one.id, one.type, quote, values)
        for one, (quote, kind) in zip(components(frozen).values(), (PROBLEM, MEASURE, CLAIM), strict=True)
        if (values := {name: value for name, value in kind.items() if name != "type"})
    ]
    assert isinstance(raw["data"], dict)
    assert raw["data"]["text"] == text[task.unit.start : task.unit.end]


def test_relations_between_gold_components_get_into_gold_and_nothing_else_does(frozen: Way) -> None:
    pushing.push(frozen.project, link="one")
    gold = components(frozen)
    measure, problem, claim = (gold[name].id for name in ("measure", "problem", "claim"))
    before = agreement.measure(frozen.project)
    for name in ("lin", "chen"):
        added = Span(id="new", types=("problem",), start=0, end=9, text="", attributes={"problem_type": "cause"})
        drawn = ("addresses", measure, problem), ("supports", claim, measure)
        relate(frozen, named(frozen, name), [*given(gold), added], drawn if name == "lin" else drawn[:1])
    assert frozen.pull().new == 2
    with frozen.project.store() as store:
        work = [one for one in store.annotations() if one.release]
    assert [(one.annotator, one.release, one.suggestion) for one in work] == [
        (named(frozen, name), "one", "gold one") for name in ("chen", "lin")
    ]
    assert [span.preloaded for span in work[0].spans] == [True, True, True, False]

    assert agreement.measure(frozen.project) == before
    figures = agreement.measure_linking(frozen.project, "one")
    exact = figures.figure("relation_f1_exact")
    assert (figures.annotations, figures.shared_units, exact.items) == (2, 1, 3)
    assert exact.value == pytest.approx(2 / 3)
    decided = deciding.auto(frozen.project)
    # Both added the same span, and it is none of gold; one of the two relations has both votes, the other is a tie.
    assert (decided.components, decided.relations, len(decided.open)) == (3, 1, 1)
    assert deciding.auto(frozen.project).decisions == 0


def test_moved_deleted_and_added_components_are_found(frozen: Way) -> None:
    pushing.push(frozen.project, link="one")
    gold = components(frozen)
    problem, measure, claim = given(gold)
    moved = problem.model_copy(update={"end": problem.end - 1})
    added = Span(id="new", types=("claim",), start=0, end=9, text="", attributes={"claim_type": "fact"})
    relate(frozen, named(frozen, "lin"), [moved, measure.model_copy(update={"types": ("claim",)}), added], ())
    relate(frozen, named(frozen, "chen"), [problem, measure, claim], ())
    frozen.pull()
    ours = ("moved-component", "missing-component", "added-component")
    found = research.check(frozen.project, rules=ours).findings
    assert {one.annotator for one in found} == {named(frozen, "lin")}
    assert {one.severity for one in found} == {"warning"}
    assert [(one.rule, one.item) for one in found] == [
        *sorted(("moved-component", name) for name in (problem.id, measure.id)),
        ("missing-component", claim.id),
        ("added-component", "new"),
    ]
    # Attributes that gold has and nobody was asked to repeat are no fault.
    assert "missing-attribute" not in {
        one.rule for one in research.check(frozen.project, annotators=[named(frozen, "chen")]).findings
    }


def test_a_release_is_never_changed_and_nothing_open_gets_into_it_unsaid(frozen: Way) -> None:
    again = freezing.freeze(frozen.project, "one", who="陈")
    assert not again.new
    assert (again.release.who, again.release.components, again.release.open) == ("林", 3, 0)
    doubtful = ("村口的桥", {"type": "claim", "claim_type": "fact", "centrality": "sub"})
    frozen.label(named(frozen, "lin"), frozen.units()[0], {"t": doubtful})
    frozen.pull()
    assert len(deciding.auto(frozen.project).open) == 1
    with pytest.raises(ProjectError, match="1 components are open"):
        freezing.freeze(frozen.project, "two", who="林")
    assert freezing.freeze(frozen.project, "two", who="林", open_left_out=True).release.open == 1
    with pytest.raises(StoreError, match="with other gold"):
        freezing.freeze(frozen.project, "one", who="林", open_left_out=True)
    assert [one.name for one in freezing.releases(frozen.project).releases] == ["one", "two"]
    with pytest.raises(InputError, match="cannot be called so"):
        freezing.freeze(frozen.project, "a b", who="林")


def test_an_article_that_changed_since_is_not_linked(frozen: Way) -> None:
    from annotate.workflow.correcting import corrections
    from annotate.workflow.correcting.orders import Orders

    with frozen.project.store() as store:
        (article,) = store.articles()
    corrections.correct(
        frozen.project, article.id, Orders(text=("3=县里今年就应当给石桥加一条缓坡😀。",)), who="林", why="错"
    )
    report = pushing.push(frozen.project, link="one")
    assert [one.added for one in report.projects] == [0, 0]
    (left,) = report.not_linked
    assert left.article == article.id
    assert "freeze anew" in left.why


def test_types_that_the_scheme_no_longer_has_are_not_sent(frozen: Way) -> None:
    scheme = frozen.project.scheme
    smaller = scheme.model_copy(update={"components": scheme.components[:2]})
    with frozen.project.store() as store:
        articles = {article.id: article for article in store.articles()}
    for known, count in ((scheme, 1), (smaller, 0)):
        tasks, left = linking_tasks(release(frozen), articles, articles, known)
        assert (len(tasks), len(left)) == (count, 1 - count)
    assert "its gold has measure, which the scheme no longer has" in left[0].why


def test_a_release_that_there_is_not(frozen: Way) -> None:
    with pytest.raises(StoreError, match="one of one"):
        pushing.push(frozen.project, link="none")
    with pytest.raises(InputError, match="both --link and --suggest"):
        pushing.push(frozen.project, link="one", suggest="lin")
