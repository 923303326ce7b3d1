"""Hours of work: what counts, where it counts, and a table that no spreadsheet misreads."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.errors import ExportError, InputError
from annotate.rendering import render
from annotate.workflow.labelling.payment import By, Choice, _grown, _period, _Revision, hours
from annotate.workflow.sheets import harmless
from tests.workflow.labelling.desk import MONDAY, Desk, day, desk

UTC_BY_DAY = Choice(by="day", zone="UTC")


@pytest.fixture
def one(tmp_path: Path) -> Desk:
    project = desk(tmp_path)
    project.push("lin", project.units())
    return project


def told(project: Desk, choice: Choice = UTC_BY_DAY) -> list[tuple[str, str, int, float]]:
    rows = hours(project.project, choice).rows
    return [(row.annotator, row.period, row.annotations, row.hours) for row in rows]


def test_lead_times_are_added_up_by_annotator_and_period(one: Desk) -> None:
    title, first, second, third = one.units()
    one.push("林", one.units())
    one.did("lin", title, day(0), seconds=360)
    one.did("lin", first, day(0.1), seconds=720, status="skipped")
    one.did("lin", second, day(6), seconds=36)
    one.did("林", third, day(30), seconds=1800)
    assert told(one) == [
        ("lin", "2026-11-02", 2, 0.3),
        ("lin", "2026-11-08", 1, 0.01),
        ("林", "2026-12-02", 1, 0.5),
    ]
    assert told(one, Choice(by="week", zone="UTC")) == [("lin", "2026-W45", 3, 0.31), ("林", "2026-W49", 1, 0.5)]
    assert told(one, Choice(by="month", zone="UTC")) == [("lin", "2026-11", 3, 0.31), ("林", "2026-12", 1, 0.5)]


def test_a_day_begins_where_the_annotators_live(one: Desk) -> None:
    one.did("lin", one.units()[0], datetime(2026, 11, 30, 17, 0, tzinfo=UTC), seconds=3600 / 4)
    assert told(one, Choice(zone="UTC")) == [("lin", "2026-11", 1, 0.25)]
    assert told(one, Choice(zone="Asia/Shanghai")) == [("lin", "2026-12", 1, 0.25)]


def test_only_the_days_asked_for_count_and_bounds_are_told(one: Desk) -> None:
    for number, unit in enumerate(one.units()):
        one.did("lin", unit, day(number), seconds=360)
    (row,) = hours(one.project, Choice(first="2026-11-03", last="2026-11-04", zone="UTC")).rows
    assert (row.annotations, str(row.first), str(row.last)) == (2, "2026-11-03", "2026-11-04")
    (row,) = hours(one.project, Choice(first="2026", last="2026-11", zone="UTC")).rows
    assert (row.annotations, str(row.first), str(row.last)) == (4, "2026-11-01", "2026-11-30")


def test_an_annotation_counts_up_to_the_cap_over_all_its_changes(one: Desk) -> None:
    unit = one.units()[0]
    one.did("lin", unit, day(0), seconds=600)
    one.did("lin", unit, day(40), seconds=1200)
    one.did("lin", unit, day(41), seconds=9000)
    assert told(one, Choice(zone="UTC")) == [("lin", "2026-11", 1, 0.1667), ("lin", "2026-12", 1, 0.3333)]
    (november, december) = hours(one.project, Choice(zone="UTC")).rows
    assert (november.capped, december.capped) == (0, 1)
    assert told(one, Choice(cap=15, zone="UTC")) == [("lin", "2026-11", 1, 0.1667), ("lin", "2026-12", 1, 0.0833)]


def test_what_changes_no_time_changes_no_hours(one: Desk) -> None:
    """A deletion, a migration, an annotation that went along with its text: revisions without any work of theirs."""
    unit, other = one.units()[:2]
    made = one.did("lin", unit, day(0), seconds=900)
    before = told(one)
    one.did("lin", unit, day(0), seconds=900, deleted=True)
    one.did("lin", unit, day(35), seconds=900, note="migrated")
    with one.store() as store:
        store.save_annotations([made.model_copy(update={"unit": other})])
    assert told(one) == before == [("lin", "2026-11-02", 1, 0.25)]


def test_a_draft_counts_once_it_is_submitted(one: Desk) -> None:
    unit = one.units()[0]
    one.did("lin", unit, day(0), seconds=300, status="draft")
    assert told(one) == []
    one.did("lin", unit, day(0), seconds=360)
    assert told(one) == [("lin", "2026-11-02", 1, 0.1)]


def test_work_in_anothers_project_is_paid_to_who_did_it(one: Desk) -> None:
    title, first, second, _ = one.units()
    one.push("chen", one.units())
    one.did("lin", title, day(0), seconds=360, completed_by="chen@annotators.local")
    one.did("lin", first, day(0), seconds=360, completed_by="guest@example.org")
    one.did("lin", second, day(0), seconds=360, completed_by="lin@annotators.local")
    assert [name for name, *_ in told(one)] == ["chen", "guest@example.org", "lin"]


def test_the_time_of_curators_stands_apart(one: Desk) -> None:
    title, first, *_ = one.units()
    one.did("lin", title, day(0), seconds=360)
    one.push("周", one.units(), purpose="adjudicate")
    one.did("周", title, day(0), seconds=1080)
    one.did("周", first, day(1), seconds=72000)
    # Who annotates can decide too; the two are paid as two.
    one.push("chen", [title])
    one.did("chen", title, day(0), seconds=720, origin="local/3/30/1")
    one.did("chen", first, day(0), seconds=36, origin="local/2/21/9")
    rows = hours(one.project, Choice(by="month", zone="UTC")).rows
    assert [(row.annotator, row.work, row.annotations, row.hours, row.capped) for row in rows] == [
        ("chen", "annotation", 1, 0.2, 0),
        ("chen", "adjudication", 1, 0.01, 0),
        ("lin", "annotation", 1, 0.1, 0),
        ("周", "adjudication", 2, 0.8, 1),
    ]
    assert "adjudication" in render(hours(one.project, UTC_BY_DAY))


def test_what_was_made_elsewhere_or_has_no_date_or_no_time_is_told_apart(one: Desk) -> None:
    title, first, second, _ = one.units()
    one.did("lin", title, day(0), seconds=9000, origin="label-studio/1/1")
    one.did("lin", first, None, seconds=60)
    one.did("lin", second, day(0), seconds=None)
    report = hours(one.project, UTC_BY_DAY)
    (row,) = report.rows
    assert (row.annotations, row.hours, row.untimed, report.undated) == (1, 0.0, 1, 1)
    assert "1 annotation without a date" in render(report)
    assert "at most 30 minutes an annotation" in render(report)


def test_no_work_is_said_in_words(one: Desk) -> None:
    assert render(hours(one.project)).startswith("no hours to tell; at most 30 minutes")


@pytest.mark.parametrize(
    ("choice", "fault"),
    [
        (Choice(first="soon"), "--from: 'soon' is no date"),
        (Choice(last="2026-13"), ""),
        (Choice(cap=0), "--cap: is 0"),
        (Choice(cap=float("nan")), "--cap: is nan"),
        (Choice(zone="Mars/Crater"), "--zone: 'Mars/Crater' is no time zone"),
        (Choice(zone="../../etc/passwd"), "--zone"),
        (Choice(zone=""), "--zone"),
    ],
)
def test_what_cannot_be_meant_is_refused(one: Desk, choice: Choice, fault: str) -> None:
    if not fault:
        assert hours(one.project, choice).rows == (), "the year alone is read"
        return
    with pytest.raises(InputError) as caught:
        hours(one.project, choice)
    assert fault in str(caught.value)
    assert caught.value.expected


def test_the_table_opens_in_spreadsheets_as_it_is(one: Desk, tmp_path: Path) -> None:
    evil = '=HYPERLINK("http://x","𠮷")'
    one.push(evil, one.units())
    one.push("林,\n志强", one.units())
    for name in (evil, "林,\n志强"):
        one.did(name, one.units()[0], day(0), seconds=360)
    path = tmp_path / "hours.csv"
    assert hours(one.project, UTC_BY_DAY, path).file == str(path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf"), "Excel takes it for another encoding otherwise"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["annotator"] for row in rows] == [f"'{evil}", "林,\n志强"]
    assert rows[0] == {
        "annotator": f"'{evil}",
        "work": "annotation",
        "period": "2026-11-02",
        "from": "2026-11-02",
        "to": "2026-11-02",
        "annotations": "1",
        "hours": "0.1000",
        "capped": "0",
        "untimed": "0",
    }
    with pytest.raises(ExportError, match="exists already"):
        hours(one.project, UTC_BY_DAY, path)
    with pytest.raises(ExportError, match="cannot be written"):
        hours(one.project, UTC_BY_DAY, tmp_path / "none" / "hours.csv")


@given(st.text(), st.sampled_from(["=1", "+1", "-1", "@a", "\t=1", "\r=1", "＝1", " =1", "\u3000-1"]))
def test_no_cell_begins_as_a_formula(text: str, begin: str) -> None:
    assert harmless(begin + text) == f"'{begin}{text}"
    assert harmless(f"林{text}") == f"林{text}"


@given(st.lists(st.one_of(st.none(), st.floats(0, 1e6)), min_size=1), st.floats(1, 1e5))
def test_changes_add_up_to_the_longest_time_seen_capped(times: list[float | None], most: float) -> None:
    revisions = [
        _Revision("a", number, "lin", "annotation", time, MONDAY) for number, time in enumerate(times, start=1)
    ]
    total = sum(step.seconds for step in _grown(revisions, most))
    assert total == pytest.approx(min(most, max(time or 0.0 for time in times)))


@given(st.dates(date(2, 1, 1), date(9998, 12, 31)), st.sampled_from(get_args(By)))
def test_a_period_holds_its_day_and_is_that_of_all_its_days(some: date, by: By) -> None:
    found = _period(some, by)
    assert found.first <= some <= found.last
    assert (found.last - found.first).days < {"day": 1, "week": 7, "month": 31}[by]
    assert _period(found.first, by) == _period(found.last, by) == found
