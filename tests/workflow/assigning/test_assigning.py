"""Assignment as its command gives it: dealt out, kept, opened, taken back; and who stops or is erased."""

from __future__ import annotations

import io
import json
import shutil
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from annotate import adjudication
from annotate.errors import InputError, ProjectError, StoreError
from annotate.rendering import render
from annotate.settings import NOTHING
from annotate.workflow import agreement
from annotate.workflow.adjudicating import deciding
from annotate.workflow.assigning import annotators, designing, releasing
from annotate.workflow.assigning.designing import Wish
from annotate.workflow.corpus import overview, selecting
from annotate.workflow.importing import documents
from annotate.workflow.labelling import standing
from annotate.workflow.project import open_project
from schema import Annotation, Annotator, Assignment, Criteria, Decision, Evidence, GoldComponent, Span, cut
from tests.cli.inside import Call, call
from tests.workflow.conftest import ESSAY
from tests.workflow.labelling.desk import MONDAY, Desk, desk

__all__ = ["call"]

PEOPLE = ("陈", "林", "赵𠮷")


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Six articles and three annotators with accounts; made once, and copied for each test."""
    made = desk(tmp_path_factory.mktemp("office"), essays=6)
    with made.store() as store:
        for number, name in enumerate(PEOPLE):
            store.add_annotator(Annotator(name=name, account=f"a{number}@annotators.local", remote=number + 2))
    return made


@pytest.fixture
def office(furnished: Desk, tmp_path: Path) -> Desk:
    folder = shutil.copytree(furnished.project.folder, tmp_path / "essays")
    return Desk(open_project(folder, NOTHING))


def held(office: Desk, *, ended: bool = False) -> list[Assignment]:
    with office.store() as store:
        return store.assignments(ended=ended)


def pairs(office: Desk, phase: str = "main") -> set[tuple[str, str]]:
    return {(one.annotator, one.article) for one in held(office) if one.phase == phase}


def articles(office: Desk) -> list[str]:
    with office.store() as store:
        return [facts.id for facts in store.facts()]


def do(office: Desk, name: str, article: str, units: int | None = None) -> None:
    """Have an annotator submit all units of an article, or the first few."""
    place = articles(office).index(article)
    with office.store() as store:
        store.save_annotations(
            Annotation(
                id=Annotation.id_of(unit, name, f"local/1/{number}/1"),
                annotator=name,
                unit=unit,
                origin=f"local/1/{number}/1",
                status="submitted",
                updated=MONDAY,
            )
            for number, unit in enumerate(office.units(article=place)[:units])
        )


def calibrated(office: Desk) -> list[str]:
    designing.assign(office.project, Wish(calibrate=2), "韩")
    return sorted({article for _, article in pairs(office, "calibration")})


def test_everything_is_dealt_to_two_and_again_gives_nothing(office: Desk) -> None:
    planned = designing.assign(office.project, Wish(), "韩", dry_run=True)
    assert held(office) == []
    made = designing.assign(office.project, Wish(), "韩")
    assert made == planned.model_copy(update={"done": True})
    assert (made.design, made.given, made.articles, made.short) == (1, 12, 6, ())
    assert [(load.articles, load.units, load.open) for load in made.loads] == [(4, 16, 4)] * 3
    assert [(pair.articles, pair.units) for pair in made.pairs] == [(2, 8)] * 3
    again = designing.assign(office.project, Wish(), "韩")
    assert (again.design, again.given) == (1, 0)
    assert again.loads == made.loads == designing.show(office.project).loads
    with office.store() as store:
        (design,) = store.designs()
    assert (design.who, design.per_article, design.articles) == ("韩", 2, tuple(articles(office)))


def test_what_comes_later_leaves_what_was_given(office: Desk, tmp_path: Path) -> None:
    designing.assign(office.project, Wish(annotators=("陈", "林")), "韩")
    before = held(office)
    (tmp_path / "new.txt").write_text(ESSAY.replace("四里", "四十里"), encoding="utf-8")
    documents.import_files(office.project, [tmp_path / "new.txt"])
    made = designing.assign(office.project, Wish(), "韩")
    assert (made.design, made.given) == (2, 2)
    after = held(office)
    assert [one for one in after if one.design == 1] == before
    assert "赵𠮷" in {one.annotator for one in after if one.design == 2}
    for name in PEOPLE:
        places = [one.position for one in after if one.annotator == name]
        assert places == list(range(len(places)))


def test_the_calibration_is_everyones_and_open_while_the_rest_waits(office: Desk) -> None:
    made = designing.assign(office.project, Wish(calibrate=2, per_article=1), "韩")
    first = {article for _, article in pairs(office, "calibration")}
    assert len(first) == 2
    assert pairs(office, "calibration") == {(name, article) for name in PEOPLE for article in first}
    assert {article for _, article in pairs(office)} == set(articles(office)) - first
    assert {one.opened is not None for one in held(office) if one.phase == "calibration"} == {True}
    assert {one.opened for one in held(office) if one.phase == "main"} == {None}
    assert [load.open for load in made.loads] == [2, 2, 2]
    assert "wait for the calibration" in render(made)
    assert designing.assign(office.project, Wish(calibrate=2, per_article=1), "韩").given == 0
    assert designing.assign(office.project, Wish(), "韩").given == 0


def test_what_left_the_corpus_is_no_longer_calibrated(office: Desk) -> None:
    first = calibrated(office)
    overview.remove(office.project, first[:1])
    made = designing.assign(office.project, Wish(), "韩")
    assert (made.given, [load.calibration for load in made.loads]) == (0, [1, 1, 1])
    designing.assign(office.project, Wish(calibrate=2), "韩")
    with office.store() as store:
        again = store.designs()[-1].calibration
    assert (len(again), again[0]) == (2, first[1])
    assert {(name, article) for name in PEOPLE for article in again} <= pairs(office) | pairs(office, "calibration")


def test_two_who_assign_at_once_do_not_both(office: Desk) -> None:
    designing.assign(office.project, Wish(), "韩")
    with office.store() as store:
        (design,) = store.designs()
        with pytest.raises(StoreError, match="meanwhile"):
            store.assign(design, [])


def test_a_newcomer_begins_with_the_calibration_too(office: Desk) -> None:
    designing.assign(office.project, Wish(calibrate=2, annotators=("陈", "林")), "韩")
    releasing.release(office.project, ("陈", "林"))
    designing.assign(office.project, Wish(per_article=3), "韩")
    mine = [one for one in held(office) if one.annotator == "赵𠮷"]
    assert [one.phase for one in mine] == ["calibration"] * 2 + ["main"] * 4
    assert [one.opened is None for one in mine] == [False] * 2 + [True] * 4
    assert all(one.opened for one in held(office) if one.annotator != "赵𠮷")


def test_selections_say_what_is_calibrated_and_what_is_dealt(office: Desk) -> None:
    every = articles(office)
    for name, ids in (("练", every[:1]), ("主", every[:3])):
        selecting.make(office.project, name, Criteria(articles=tuple(ids)))
    designing.assign(office.project, Wish(calibration="练", selection="主"), "韩")
    assert {article for _, article in pairs(office, "calibration")} == set(every[:1])
    assert {article for _, article in pairs(office)} == set(every[1:3])
    with pytest.raises(StoreError, match="selection 无"):
        designing.assign(office.project, Wish(selection="无"), "韩")


def test_pins_are_kept_and_those_that_cannot_be_are_told(office: Desk) -> None:
    article = articles(office)[4]
    designing.assign(office.project, Wish(pins=(f"林={article}",), per_article=1), "韩")
    assert [name for name, found in pairs(office) if found == article] == ["林"]
    for pin, why in (("林", "names no annotator"), (f"王={article}", "no annotator"), ("林=zzz", "not in the store")):
        with pytest.raises(InputError, match=why):
            designing.assign(office.project, Wish(pins=(pin,)), "韩")


def test_an_order_of_ones_own_is_another_for_each_and_the_same_each_time(office: Desk, tmp_path: Path) -> None:
    designing.assign(office.project, Wish(per_article=3, shuffle=True, seed=1), "韩")
    orders = {name: [one.article for one in held(office) if one.annotator == name] for name in PEOPLE}
    assert {tuple(sorted(order)) for order in orders.values()} == {tuple(sorted(articles(office)))}
    assert len({tuple(order) for order in orders.values()}) == 3
    assert orders["林"] != articles(office)


def test_the_main_set_is_opened_to_those_who_are_through(office: Desk) -> None:
    first = calibrated(office)
    for article in first:
        do(office, "陈", article)
    do(office, "林", first[0])
    do(office, "林", first[1], units=3)
    planned = releasing.release(office.project, dry_run=True)
    done = releasing.release(office.project)
    assert planned == done.model_copy(update={"done": False, "sheets": ()})
    assert done.released == ("陈",)
    assert [(one.annotator, one.missing) for one in done.waiting] == [("林", 1), ("赵𠮷", 8)]
    assert {one.annotator for one in held(office) if one.phase == "main" and one.opened} == {"陈"}
    assert releasing.release(office.project, ("赵𠮷",)).released == ("赵𠮷",)
    with pytest.raises(ProjectError, match="nothing waits"):
        releasing.release(office.project, ("赵𠮷",))
    do(office, "林", first[1])
    assert releasing.release(office.project).released == ("林",)
    with pytest.raises(ProjectError, match="nothing waits"):
        releasing.release(office.project)


def mark(office: Desk, name: str, article: str, quote: str, kind: str, **attributes: str) -> Annotation:
    """Have an annotator mark one thing in an article."""
    with office.store() as store:
        text = store.article(article).current
    start = text.text.index(quote)
    unit = next(unit for unit in cut(text, "paragraph") if unit.start <= start < unit.end)
    span = Span(id="s", types=(kind,), start=start, end=start + len(quote), text=quote, attributes=attributes)
    return office.did(name, unit, MONDAY + timedelta(hours=1), spans=(span,))


def test_a_sheet_shows_ones_own_spans_beside_gold_and_the_others(office: Desk) -> None:
    first = calibrated(office)
    for name in PEOPLE:
        for article in first:
            do(office, name, article)
    mine = mark(office, "陈", first[0], "石桥只有台阶", "problem", problem_type="status")
    mark(office, "林", first[0], "石桥只有台阶，𠮷婆婆坐着轮椅过不去😀", "claim")
    span = mine.spans[0]
    gold = GoldComponent(id="g", type="problem", start=span.start, end=span.end, attributes={})
    with office.store() as store:
        store.append(
            [
                Decision(
                    group="g",
                    article=first[0],
                    version=1,
                    kind="component",
                    outcome="accepted",
                    result=gold,
                    who="韩",
                    by="curator",
                    when=MONDAY,
                    why="",
                    evidence=(Evidence(annotation=mine.id, revision=1, item="s"),),
                )
            ]
        )
    done = releasing.release(office.project)
    sheets = {Path(path).stem: Path(path).read_text(encoding="utf-8") for path in done.sheets}
    assert sheets.keys() == set(PEOPLE)
    lines = sheets["陈"].splitlines()
    assert "| with | units | span F1, exact | span F1, IoU ≥ .5 | relation F1, exact | relation F1, IoU ≥ .5 |" in lines
    assert next(line for line in lines if line.startswith("| gold")).startswith("| gold 金标 | 4 | 1.00 | 1.00 |")
    assert next(line for line in lines if line.startswith("| 林")).startswith("| 林 | 8 | 0.00 | 0.00 |")
    assert "| text | 陈 | gold 金标 | 林 | 赵𠮷 |" in lines
    assert "| 石桥只有台阶 | problem (problem\\_type status) | problem | – | – |" in lines
    own = sheets["林"].splitlines()
    assert any(line.startswith("| 石桥只有台阶，𠮷婆婆坐着轮椅过不去😀 | claim |") for line in own)


def test_abandoned_work_is_given_to_others(office: Desk) -> None:
    designing.assign(office.project, Wish(), "韩")
    mine = [one.article for one in held(office) if one.annotator == "林"]
    do(office, "林", mine[0])
    do(office, "林", mine[1], units=1)
    planned = designing.reassign(office.project, "林", "韩", dry_run=True)
    assert len(pairs(office)) == 12
    done = designing.reassign(office.project, "林", "韩")
    assert done == planned.model_copy(update={"done": True})
    assert (done.taken_back, done.given, done.short) == (3, 3, ())
    assert [one.article for one in held(office) if one.annotator == "林"] == [mine[0]]
    ended = [one for one in held(office, ended=True) if one.ended]
    assert {one.reason for one in ended} == {"not finished; given to others"}
    assert designing.reassign(office.project, "林", "韩").taken_back == 0


def test_who_retires_keeps_what_is_begun_and_gets_nothing_more(office: Desk) -> None:
    designing.assign(office.project, Wish(), "韩")
    mine = [one.article for one in held(office) if one.annotator == "林"]
    do(office, "林", mine[0])
    do(office, "林", mine[1], units=1)
    (told,) = annotators.retire(office.project, ["林"]).annotators
    assert (told.taken_back, told.unfinished) == (2, 1)
    made = designing.show(office.project)
    assert [load.annotator for load in made.loads if load.retired] == ["林"]
    assert len(made.short) == 2
    filled = designing.assign(office.project, Wish(), "韩")
    assert (filled.given, filled.short) == (2, ())
    assert {one.article for one in held(office) if one.annotator == "林"} == set(mine[:2])
    with pytest.raises(ProjectError, match="is retired"):
        designing.assign(office.project, Wish(annotators=("林",)), "韩")
    assert (designing.reassign(office.project, "林", "韩").taken_back) == 1
    with pytest.raises(ProjectError, match="not in the project"):
        annotators.retire(office.project, ["王"])


def test_nobody_to_take_over_and_nobody_at_all_are_told(tmp_path: Path) -> None:
    made = desk(tmp_path)
    with pytest.raises(ProjectError, match="there are no annotators"):
        designing.assign(made.project, Wish(), "韩")
    with made.store() as store:
        store.add_annotator(Annotator(name="林", account="a@annotators.local"))
        store.add_annotator(Annotator(name="导入"))
    with pytest.raises(ProjectError, match="nobody else"):
        designing.reassign(made.project, "林", "韩")
    assert designing.assign(made.project, Wish(), "韩").loads[0].annotator == "林"


def test_gold_and_status_stand_as_they_did_after_an_erasure(office: Desk) -> None:
    article = articles(office)[0]
    office.push("林", office.units())
    for name in ("陈", "林"):
        mark(office, name, article, "石桥只有台阶", "problem", problem_type="status")
    assert deciding.auto(office.project).decisions == 1
    with office.store() as store:
        before = adjudication.gold(store.decisions(), article, None)
    assert standing.status(office.project).annotators[0].submitted == 1
    done = annotators.erase(office.project, "林", "P1")
    assert (done.annotations, done.pseudonym, done.files) == (1, "P1", ())
    assert done.server == ("account 林@annotators.local", "project 1 at local")
    assert deciding.auto(office.project).decisions == 0
    with office.store() as store:
        known = {found.id for found in store.annotations()}
        cited = {part.annotation for decision in store.decisions() for part in decision.evidence}
        assert adjudication.gold(store.decisions(), article, None) == before
    assert cited == known
    assert len(cited) == 2
    assert {pair.first for pair in agreement.measure(office.project).pairs} == {"P1"}


def test_an_erasure_tells_where_else_the_name_stands(office: Desk) -> None:
    folder = office.project.folder
    (folder / "feedback").mkdir()
    (folder / "feedback" / "赵𠮷.md").write_text("", encoding="utf-8")
    (folder / "exports" / "lines.jsonl").write_text('{"annotator": "赵𠮷"}\n', encoding="utf-8")
    (folder / "exports" / "other.jsonl").write_text('{"annotator": "林"}\n', encoding="utf-8")
    planned = annotators.erase(office.project, "赵𠮷", None, dry_run=True)
    done = annotators.erase(office.project, "赵𠮷", None)
    assert planned == done.model_copy(update={"done": False})
    assert [Path(path).name for path in done.files] == ["lines.jsonl", "赵𠮷.md"]
    assert "赵𠮷".encode() not in b"".join(path.read_bytes() for path in folder.glob("annotate.db*"))


def test_of_many_annotators_the_pairs_that_share_least_are_shown(office: Desk) -> None:
    names = [f"人{number}" for number in range(9)]
    with office.store() as store:
        for name in names:
            store.add_annotator(Annotator(name=name, account=f"{name[1]}@example.org"))
    designing.assign(office.project, Wish(annotators=tuple(names)), "韩")
    printed = render(designing.show(office.project))
    assert "of 36 pairs, those that share least" in printed
    assert "fewer than 50 units shared" in printed
    assert "and 24 more" in printed


def test_the_commands_of_a_project_without_a_server(office: Desk, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    project = office.project.folder
    assert "nothing is assigned" in call(project, "assign", "--show").stdout
    made = json.loads(call(project, "assign", "--per-article", "1", "--calibrate", "2", "--by", "韩", "--json").stdout)
    assert (made["given"], made["few"]) == (10, 50)
    assert "shared articles/units" in call(project, "assign").stdout
    assert "do not go together" in call(project, "assign", "--show", "--seed", "1", status=2).stderr
    assert "waits: 8 units" in call(project, "assign", "--release").stdout
    assert "taken back" in call(project, "annotators", "retire", "林").stdout
    assert "林 (retired)" in call(project, "annotators", "list").stdout
    assert "give either" in call(project, "annotators", "erase", "林", status=2).stderr
    told = call(project, "annotators", "erase", "林", "--pseudonym", "P1", status=1)
    assert "cannot be undone" in told.stderr
    planned = json.loads(call(project, "annotators", "erase", "林", "--annotations", "--dry-run", "--json").stdout)
    assert planned["done"] is False
    call(project, "annotators", "erase", "林", "--pseudonym", "P1", "--yes")
    assert "P1 (retired)" in call(project, "annotators", "list").stdout
