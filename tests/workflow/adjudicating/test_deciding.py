"""Rules, a person at the terminal, taking back and listing, as the commands do it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotate.adjudication import Method
from annotate.errors import InputError, StoreError
from annotate.rendering import render
from annotate.workflow.adjudicating import deciding, freezing, listing, undoing
from annotate.workflow.importing import documents
from annotate.workflow.project import Project
from schema import Annotation, Annotator, Gold, GoldComponent, Span, SpanRelation, Unit, cut
from tests.cli.inside import Call, call
from tests.workflow.conftest import ESSAY

__all__ = ["call"]

WORDS = {"p": ("𠮷婆婆坐着轮椅过不去😀", "problem"), "m": ("县里应当在今年之内给石桥加一条缓坡", "measure")}
PEOPLE = ("chen", "lin", "zhao")


@pytest.fixture
def worked(project: Project, tmp_path: Path) -> Project:
    """An essay of which chen and lin mark both components and relate them; lin leaves out 😀; zhao saw it."""
    (tmp_path / "bridge.txt").write_text(ESSAY, encoding="utf-8")
    documents.import_files(project, [tmp_path / "bridge.txt"])
    with project.store() as store:
        for name in PEOPLE:
            store.add_annotator(Annotator(name=name))
        store.save_annotations(work(project, name) for name in PEOPLE)
    return project


def work(project: Project, name: str, **changes: object) -> Annotation:
    with project.store() as store:
        (article,) = store.articles()
    (unit,) = cut(article.current, "article")
    spans = []
    for id_, (words, type_) in WORDS.items():
        start = article.current.text.index(words)
        end = start + len(words) - (name == "lin" and id_ == "p")
        spans.append(Span(id=id_, types=(type_,), start=start, end=end, text=""))
    made = Annotation(
        id=Annotation.id_of(unit, name, "server/1"),
        annotator=name,
        unit=unit,
        origin="server/1",
        status="submitted",
        spans=() if name == "zhao" else tuple(spans),
        relations=() if name == "zhao" else (SpanRelation(id="r", types=("addresses",), source="m", target="p"),),
    )
    return made.model_copy(update=changes)


def gold(project: Project) -> Gold:
    from annotate import adjudication

    with project.store() as store:
        (found,) = adjudication.golds(store.decisions(), None)
        return found


def texts(project: Project) -> list[str]:
    with project.store() as store:
        (article,) = store.articles()
    return [article.current.text[part.start : part.end] for part in gold(project).components]


def ids(project: Project) -> tuple[str, str, str]:
    """Groups of the problem, the measure and the relation."""
    found = gold(project)
    return found.components[0].id, found.components[1].id, found.relations[0].id


def test_a_rule_decides_once_and_says_by_what(worked: Project) -> None:
    first = deciding.auto(worked)
    assert (first.decisions, first.components, first.relations, first.open) == (3, 2, 1, ())
    assert (first.basis, first.stale, first.touched) == ({"automatic": 3}, 0, ())
    assert deciding.auto(worked).decisions == 0
    assert texts(worked) == [words for words, _ in WORDS.values()]
    assert "by majority 2 (boundaries vote, presence 0.5, type 0.5, fewest 2)" in render(first)
    shortest = deciding.auto(worked, Method(boundaries="shortest", presence=0.6))
    assert shortest.decisions == 3
    assert texts(worked)[0] == WORDS["p"][0][:-1]
    assert [(link.type, link.outcome) for link in shortest.touched] == [("addresses", "accepted")]
    unanimous = deciding.auto(worked, Method(rule="unanimous"))
    assert [held.kind for held in unanimous.open] == ["component", "component", "relation"]


def test_a_person_decides_and_takes_back(worked: Project) -> None:
    deciding.auto(worked)
    before = gold(worked)
    problem, measure, relation = ids(worked)
    start = before.components[0].start
    made = deciding.answer(
        worked, problem[:9], "accepted", {"end": start + 4}, {"problem_type": "status"}, who="王", why="太长😀"
    )
    assert (made.held.basis, made.decision.number, made.decision.by) == ("single", 4, "curator")
    assert isinstance(made.held.result, GoldComponent)
    assert (made.held.result.end, made.held.result.attributes) == (start + 4, {"problem_type": "status"})
    assert [(link.relation, link.outcome) for link in made.touched] == [(relation, "accepted")]
    assert f"touches addresses {relation} ({measure} → {problem}): now accepted" in render(made)
    assert deciding.auto(worked).decisions == 0
    taken = undoing.undo(worked, 4, who="王", why="还是原样")
    assert gold(worked) == before
    assert taken.held
    assert taken.held.basis == "automatic"
    with pytest.raises(StoreError, match="was taken back already, by 王"):
        undoing.undo(worked, 4, who="李")
    with pytest.raises(InputError, match="there is no such decision"):
        undoing.undo(worked, 40, who="李")
    lines = render(listing.log(worked, problem)).splitlines()
    assert [line.split(":")[0] for line in lines] == ["1", "4"]
    assert lines[1].endswith("太长😀 – taken back by 王: 还是原样")


def test_a_dropped_component_opens_its_relation_and_a_merged_one_takes_it_along(worked: Project) -> None:
    deciding.auto(worked)
    problem, measure, relation = ids(worked)
    dropped = deciding.answer(worked, measure, "rejected", who="王")
    assert [(link.relation, link.outcome) for link in dropped.touched] == [(relation, "open")]
    asked = listing.asked(worked)
    assert [(one.group, one.state) for one in asked.questions] == [(relation, "open")]
    undoing.undo(worked, dropped.decision.number or 0, who="王")
    merged = deciding.answer(worked, measure, "rejected", who="王", into=problem)
    assert merged.decision.into == problem
    assert [(link.relation, link.outcome) for link in merged.touched] == [(relation, "rejected")]
    assert listing.asked(worked).questions == ()


def test_what_changes_after_a_person_decided_is_stale_and_stays_gold(worked: Project) -> None:
    deciding.auto(worked)
    problem, measure, _ = ids(worked)
    for group in (problem, measure):
        deciding.answer(worked, group, "accepted", who="王")
    before = gold(worked)
    late = work(worked, "lin")
    moved = late.spans[0].model_copy(update={"end": late.spans[0].end - 3})
    with worked.store() as store:
        store.save_annotations([late.model_copy(update={"spans": (moved, *late.spans[1:])})])
    asked = listing.asked(worked, state="stale")
    assert [one.group for one in asked.questions] == [problem]
    assert (asked.open, asked.stale, asked.decided) == (0, 1, 2)
    told = deciding.auto(worked)
    assert (told.stale, told.decisions, gold(worked)) == (1, 0, before)
    assert "1 decided by people are stale: annotate adjudicate list --stale" in render(told)
    deciding.answer(worked, problem, "accepted", who="王")
    assert listing.asked(worked).questions == ()


def test_two_curators_and_an_arbiter(worked: Project) -> None:
    deciding.auto(worked)
    problem, _, relation = ids(worked)
    deciding.answer(worked, problem, "accepted", who="王")
    assert deciding.answer(worked, problem, "accepted", who="李").held.basis == "agreed"
    apart = deciding.answer(worked, problem, "rejected", who="李")
    assert apart.held.outcome == "open"
    assert apart.held.why.startswith("curators differ: 李: rejected; 王: accepted problem [")
    assert [(link.relation, link.outcome) for link in apart.touched] == [(relation, "open")]
    settled = deciding.answer(worked, problem, "accepted", who="周", by="arbiter")
    assert (settled.held.basis, gold(worked).basis[problem]) == ("arbitrated", "arbitrated")
    frozen = freezing.freeze(worked, "one", who="王")
    assert frozen.release.components == 2
    with worked.store() as store:
        assert store.release("one").golds[0].basis[problem] == "arbitrated"


@pytest.mark.parametrize(
    ("which", "changes", "attributes", "fault"),
    [
        (0, {"type": "idea"}, {}, "idea is no type of the scheme"),
        (0, {}, {"problem_type": "bad"}, "problem_type cannot be bad"),
        (0, {}, {"actor": "县里"}, "problem has no attribute actor"),
        (0, {"start": 900, "end": 901}, {}, r"\[900, 901\) is no range of its text"),
        (0, {"start": 9, "end": 9}, {}, r"\[9, 9\) is no range of its text"),
        (2, {"type": "causes"}, {}, "causes is not permitted from measure to problem"),
        (2, {"start": 3}, {}, "has no start"),
        (2, {}, {"actor": "x"}, "has no actor"),
    ],
)
def test_what_breaks_a_rule_of_the_scheme_is_refused(
    worked: Project, which: int, changes: dict[str, str | int | None], attributes: dict[str, str], fault: str
) -> None:
    deciding.auto(worked)
    before, group = gold(worked), ids(worked)[which]
    with pytest.raises(InputError, match=fault):
        deciding.answer(worked, group, "accepted", changes, attributes, who="王")
    assert gold(worked) == before


def test_another_type_keeps_the_attributes_that_it_has_too(worked: Project) -> None:
    deciding.auto(worked)
    problem, *_ = ids(worked)
    deciding.answer(worked, problem, "accepted", {}, {"problem_type": "status"}, who="王")
    made = deciding.answer(worked, problem, "accepted", {"type": "claim"}, {"claim_type": "fact"}, who="王")
    assert isinstance(made.decision.result, GoldComponent)
    assert made.decision.result.attributes == {"claim_type": "fact"}
    emptied = deciding.answer(worked, problem, "accepted", {}, {"claim_type": ""}, who="王")
    assert isinstance(emptied.decision.result, GoldComponent)
    assert emptied.decision.result.attributes == {}


def test_what_there_is_not_is_told(worked: Project) -> None:
    with pytest.raises(InputError, match="it is no group"):
        deciding.answer(worked, "zzz", "rejected", who="王")
    with pytest.raises(InputError, match="expected one group"):
        deciding.answer(worked, "", "rejected", who="王")
    with pytest.raises(InputError, match="no group that was decided on"):
        listing.log(worked, "zzz")
    with pytest.raises(InputError, match="article zzz"):
        listing.asked(worked, articles=["zzz"])
    assert render(listing.log(worked)) == "nothing was decided yet; annotate adjudicate auto"


def test_the_list_says_what_an_answer_settles(worked: Project) -> None:
    before = listing.asked(worked, kind="component")
    assert [(one.state, one.proposal.outcome) for one in before.questions] == [("open", "accepted")] * 2
    assert [before.texts[one.group] for one in before.questions] == [words for words, _ in WORDS.values()]
    deciding.auto(worked, Method(presence=0.7))
    asked = listing.asked(worked)
    assert asked.rule.parameters["presence"] == 0.7
    assert [one.kind for one in asked.questions] == ["component", "component", "relation"]
    shown = render(asked)
    assert "3 open, 0 stale, 0 decided; guessed by majority 2 (" in shown
    assert "3 questions, cost 6.1" in shown
    assert "marked by 2 of 3: undecided; type: problem 2" in shown
    (article,) = {one.article for one in asked.questions}
    assert render(listing.asked(worked, articles=[article[:4]])) == shown
    assert listing.asked(worked, kind="relation").questions[0].group == asked.questions[2].group
    deciding.auto(worked)
    assert listing.asked(worked).questions == ()
    assert len(listing.asked(worked, every=True).questions) == 3


def test_the_commands(worked: Project, call: Call) -> None:
    folder = worked.folder
    auto = json.loads(call(folder, "adjudicate", "auto", "--rule", "mace", "--boundaries", "best", "--json").stdout)
    assert (auto["rule"]["name"], auto["rule"]["parameters"]["boundaries"]) == ("mace", "best")
    assert "3 decisions made now" in call(folder, "adjudicate", "auto", "--fewest", "3", "--type", "0.6").stdout
    problem, _, relation = ids(worked)
    decided = call(folder, "adjudicate", "decide", problem, "--accept", "--end", "25", "--by", "王", "--arbiter").stdout
    assert "7: " in decided
    assert "arbiter 王: accepted" in decided
    assert relation in decided
    assert "taken back by 王" in call(folder, "adjudicate", "undo", "7", "--by", "王").stdout
    assert len(call(folder, "adjudicate", "log", problem).stdout.splitlines()) == 3
    assert "0 open, 0 stale, 3 decided" in call(folder, "adjudicate", "list", "--all").stdout
    for words in (
        ("decide", problem),
        ("decide", problem, "--accept", "--reject"),
        ("decide", problem, "--reject", "--type", "claim"),
        ("decide", problem, "--accept", "--into", relation),
        ("decide", problem, "--accept", "--attribute", "actor"),
        ("auto", "--presence", "0.3"),
        ("auto", "--rule", "toss"),
    ):
        call(folder, "adjudicate", *words, status=2)
    assert "there is no such decision" in call(folder, "adjudicate", "undo", "99", status=1).stderr


def test_units_of_work(worked: Project) -> None:
    asked = listing.asked(worked)
    assert {one.unit.kind for one in asked.questions if isinstance(one.unit, Unit)} == {"article"}
