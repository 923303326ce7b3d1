"""How far a project is, as the store tells it without any server."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.rendering import render
from annotate.store import Finished
from annotate.workflow.labelling.standing import IDLE, MAX_MINUTES, AnnotatorStatus, status
from annotate.workflow.labelling.standing._pace import pace, since
from schema import Assignment, Design
from tests.workflow.labelling.desk import MONDAY, Desk, day, desk


@pytest.fixture
def one(tmp_path: Path) -> Desk:
    return desk(tmp_path)


@pytest.fixture
def three(tmp_path: Path) -> Desk:
    return desk(tmp_path, 3)


def lin(project: Desk, now: datetime = MONDAY) -> AnnotatorStatus:
    (found,) = (row for row in status(project.project, now).annotators if row.annotator == "lin")
    return found


def assign(project: Desk, annotator: str, articles: list[str]) -> None:
    with project.store() as store:
        number = len(store.designs()) + 1
        design = Design(
            number=number,
            made=MONDAY,
            who="coordinator",
            seed=0,
            per_article=1,
            annotators=(annotator,),
            articles=tuple(articles),
        )
        made = [
            Assignment(annotator=annotator, article=id_, phase="main", position=n, design=number, since=MONDAY)
            for n, id_ in enumerate(articles)
        ]
        store.assign(design, made)


def test_tasks_of_all_projects_of_an_annotator_are_counted(one: Desk) -> None:
    one.push("lin", one.units())
    one.push("lin", one.units("article"), "article")
    found = lin(one)
    assert (found.basis, found.tasks, found.submitted, found.remaining) == ("pushed", 4 + 1, 0, 5)
    assert (found.per_hour, found.per_day, found.end, found.end_reason) == (None, None, None, "nothing_finished")


def test_units_are_counted_once_by_what_says_most(one: Desk) -> None:
    title, first, second, third = one.units()
    one.push("lin", one.units())
    one.did("lin", title, MONDAY, status="draft")
    one.did("lin", title, MONDAY, status="skipped", number=2)
    one.did("lin", first, MONDAY)
    one.did("lin", first, MONDAY, status="skipped", number=2)
    one.did("lin", second, MONDAY, status="draft")
    one.did("lin", third, MONDAY, deleted=True)
    found = lin(one)
    assert (found.submitted, found.skipped, found.drafts, found.remaining) == (1, 1, 1, 2)


def test_work_on_a_task_of_an_earlier_text_finishes_the_task(one: Desk) -> None:
    """An annotation goes along with its text to the unit of a newer version; its task is the one it was made on."""
    unit = one.units()[1]
    one.push("lin", one.units())
    place = f"local/1/{one.numbers['lin', unit.key]}/1"
    one.did("lin", one.units("article")[0], MONDAY, origin=place)
    assert (lin(one).submitted, lin(one).beyond) == (1, 0)


def test_work_on_a_task_that_was_made_anew_finishes_the_new_one(one: Desk) -> None:
    one.push("lin", one.units())
    one.did("lin", one.units()[1], MONDAY, origin="local/1/5/1")
    assert (lin(one).submitted, lin(one).beyond) == (1, 0)


def test_what_is_assigned_counts_also_before_it_is_pushed(three: Desk) -> None:
    articles = [three.units(article=number)[0].article for number in range(3)]
    three.push("lin", [*three.units(article=0), *three.units(article=1)])
    three.did("lin", three.units(article=1)[0], MONDAY)
    three.did("lin", three.units(article=0)[0], MONDAY)
    assert (lin(three).basis, lin(three).tasks, lin(three).submitted) == ("pushed", 8, 2)
    assign(three, "lin", [articles[0], articles[2]])
    found = lin(three)
    assert (found.basis, found.tasks, found.submitted, found.beyond) == ("assigned", 8, 1, 1)
    with three.store() as store:
        store.end_assignments([("lin", articles[2])], MONDAY, "gone")
    assert lin(three).tasks == 4


def test_work_in_a_project_that_was_deleted_on_the_server_still_counts(one: Desk) -> None:
    unit = one.units()[1]
    first = one.push("lin", one.units())
    one.did("lin", unit, MONDAY)
    with one.store() as store:
        store.end_project(first, MONDAY)
    found = lin(one)
    assert (found.tasks, found.submitted, found.beyond) == (0, 0, 1)
    one.push("lin", one.units())
    assert (lin(one).tasks, lin(one).submitted, lin(one).beyond) == (4, 1, 0)


def test_coverage_tells_who_finished_an_article(three: Desk) -> None:
    first, second = three.units(article=0), three.units(article=1)
    three.push("lin", [*first, *second])
    three.push("chen", first)
    for unit in first:
        three.did("lin", unit, MONDAY)
    three.did("chen", first[0], MONDAY, status="skipped")
    three.did("zhao", second[0], None, origin="brat/1.ann")
    found = {row.article: row for row in status(three.project, MONDAY).coverage}
    assert set(found) == {first[0].article, second[0].article}, "an article that nobody has is not told"
    whole, begun = found[first[0].article], found[second[0].article]
    assert (whole.annotators, whole.complete, whole.units, whole.finished, whole.imported) == (2, 1, 8, 5, 0)
    assert (begun.annotators, begun.complete, begun.units, begun.finished, begun.imported) == (1, 0, 4, 0, 1)
    assert whole.title == "让村口的桥也能走轮椅"


def test_marks_and_notes_are_told_but_for_those_of_drafts(one: Desk) -> None:
    title, first, second, third = one.units()
    one.push("lin", one.units())
    one.did("lin", first, MONDAY, unsure=True, note="𠮷婆婆\n是谁？😀")
    one.did("lin", second, MONDAY, not_annotatable=True)
    one.did("lin", third, MONDAY, status="draft", unsure=True)
    one.did("lin", title, MONDAY, unsure=True, deleted=True)
    report = status(one.project, MONDAY)
    assert [(tick.unit, tick.unsure, tick.not_annotatable, tick.note) for tick in report.ticks] == [
        (first.key, True, False, "𠮷婆婆\n是谁？😀"),
        (second.key, False, True, None),
    ]
    assert f"lin: {first.key}: unsure, note: 𠮷婆婆 是谁？😀" in render(report)


def test_annotations_from_elsewhere_are_told_by_their_form(one: Desk) -> None:
    one.push("lin", one.units())
    whole = one.units("article")[0]
    one.did("lin", whole, None, origin="brat/bridge.ann")
    one.did("wang", whole, None, origin="label-studio/7/1")
    one.did("wang", whole, None, origin="label-studio/8/2")
    report = status(one.project, MONDAY)
    assert [(found.annotator, found.source, found.annotations) for found in report.imported] == [
        ("lin", "brat", 1),
        ("wang", "label-studio", 2),
    ]
    assert [row.annotator for row in report.annotators] == ["lin"], "wang has nothing to do here"
    assert "imported: wang: 2 annotations from label-studio" in render(report)


def finished(times: list[tuple[datetime, float | None]], now: datetime) -> Finished:
    spent = [min(seconds, 60 * MAX_MINUTES) for _, seconds in times if seconds]
    dates = [date for date, _ in times]
    return Finished(len(spent), sum(spent), min(dates, default=None), sum(date >= since(now) for date in dates))


def test_the_end_is_where_the_pace_of_the_last_days_leads() -> None:
    """Four tasks within the two days before the moment are two a day; six remaining take three days."""
    done = finished([(day(0), 60), (day(0.5), 60), (day(1), 120), (day(1.5), 120)], day(2))
    found = pace(done, 6, day(2))
    assert (found.per_hour, found.per_day) == (4 / (360 / 3600), 2.0)
    assert found.end == day(5)


def test_a_page_left_open_does_not_slow_the_pace(one: Desk) -> None:
    one.push("lin", one.units())
    one.did("lin", one.units()[0], day(0), seconds=10 * 3600)
    assert lin(one, day(2)).per_hour == 60 / MAX_MINUTES


def test_what_was_finished_before_the_last_days_is_no_part_of_the_pace(one: Desk) -> None:
    title, first, second, _ = one.units()
    one.push("lin", one.units())
    for unit, when in ((title, day(0)), (first, day(1)), (second, day(IDLE))):
        one.did("lin", unit, when)
    assert lin(one, day(IDLE + 1)).per_day == 2 / IDLE
    assert lin(one, day(IDLE + 1.1)).per_day == 1 / IDLE


@pytest.mark.parametrize(
    ("times", "remaining", "now", "reason"),
    [
        ([], 3, day(0), "nothing_finished"),
        ([], 0, day(0), "finished"),
        ([(day(0), None)], 3, day(0.9), "less_than_a_day"),
        ([(day(0), None)], 0, day(3), "finished"),
        ([(day(0), None)], 3, day(IDLE + 1), "idle"),
        ([(day(0), None)], 10**9, day(3), "idle"),
    ],
)
def test_where_no_end_can_be_told_there_is_a_reason(
    times: list[tuple[datetime, float | None]], remaining: int, now: datetime, reason: str
) -> None:
    found = pace(finished(times, now), remaining, now)
    assert (found.per_hour, found.end, found.end_reason) == (None, None, reason)


@given(
    st.lists(st.tuples(st.datetimes(timezones=st.just(UTC)), st.one_of(st.none(), st.floats(0, 1e9)))),
    st.integers(0, 10**6),
    st.datetimes(timezones=st.just(UTC), min_value=datetime(2020, 1, 1), max_value=datetime(2100, 1, 1)),
)
def test_there_is_an_end_or_a_reason_and_never_both(
    times: list[tuple[datetime, float | None]], remaining: int, now: datetime
) -> None:
    found = pace(finished(times, now), remaining, now)
    assert (found.end is None) != (found.end_reason is None)
    assert found.end is None or found.end > now
    assert found.per_hour is None or found.per_hour >= 60 / MAX_MINUTES - 1e-9


def test_what_is_printed_holds_the_figures(one: Desk) -> None:
    one.push("lin", one.units())
    one.did("lin", one.units()[0], day(0), seconds=90)
    one.did("lin", one.units()[1], day(1), seconds=90)
    lines = render(status(one.project, day(2))).splitlines()
    assert lines[0] == "1 document, 1 article, 3 paragraphs"
    assert lines[3].split() == ["lin", "4", "2", "0", "0", "2", "40.0", "1.0", f"{day(4):%Y-%m-%d}"]
    assert lines[4] == "1 article to annotate; finished by nobody: 1"
    assert lines[7].split()[1:] == ["让村口的桥也能走轮椅", "1", "0", "4", "2"]


def test_articles_that_are_finished_by_all_are_not_listed(three: Desk) -> None:
    first, second = three.units(article=0), three.units(article=1)
    three.push("lin", [*first, *second])
    for unit in first:
        three.did("lin", unit, MONDAY)
    printed = render(status(three.project, MONDAY))
    assert "2 articles to annotate; finished by 1: 1, by nobody: 1" in printed
    assert first[0].article not in printed
    assert second[0].article in printed


def test_an_end_is_the_same_wherever_it_is_asked_for(one: Desk) -> None:
    one.push("lin", one.units())
    one.did("lin", one.units()[0], day(0))
    zones = [UTC, None]
    ends = [lin(one, (day(2)).astimezone(zone)).end for zone in zones]
    assert ends[0] == ends[1] == day(2) + timedelta(days=6)
