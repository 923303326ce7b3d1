"""Which annotations count, and which of their spans."""

from datetime import UTC, datetime, timedelta, timezone
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.alignment import marks, select
from schema import Annotation, Span, Unit

UNIT = Unit(article="0a-1", version=1, kind="paragraph", start=10, end=20)
LATER = Unit(article="0a-1", version=1, kind="paragraph", start=100, end=120)
NOON = datetime(2026, 1, 6, 12, tzinfo=UTC)


def annotation(id_: str, annotator: str = "lin", unit: Unit = UNIT, **more: object) -> Annotation:
    values = {"id": id_, "annotator": annotator, "unit": unit, "origin": id_, "status": "submitted"}
    return Annotation.model_validate(values | more)


def test_units_by_place_and_annotators_by_name() -> None:
    # As strings, "…:100-120" would come before "…:20-30".
    first = Unit(article="0a-1", version=1, kind="paragraph", start=20, end=30)
    found = select([annotation("3", "lin", LATER), annotation("2", "zhao", first), annotation("1", "chen", first)])
    assert list(found.units) == [first.key, LATER.key]
    assert list(found.units[first.key]) == ["chen", "zhao"]


def test_latest_submission_holds_and_the_earlier_ones_are_listed() -> None:
    zone = timezone(timedelta(hours=8))
    undated = annotation("9", updated=None)
    early = annotation("1", updated=NOON.astimezone(zone))
    late = annotation("0", updated=NOON + timedelta(minutes=1))
    found = select([late, early, undated])
    assert found.units == {UNIT.key: {"lin": late}}
    assert found.superseded == (undated, early)


def test_the_id_decides_between_submissions_of_one_moment() -> None:
    found = select([annotation("2", updated=NOON), annotation("1", updated=NOON)])
    assert found.units[UNIT.key]["lin"].id == "2"


def test_an_earlier_revision_is_no_submission_of_its_own() -> None:
    old = annotation("1", revision=1, updated=NOON)
    new = annotation("1", revision=2, status="draft", updated=NOON)
    found = select([new, old])
    assert (found.units, found.superseded) == ({}, ())
    assert found.missing == ((UNIT.key, "lin"),)


@pytest.mark.parametrize(
    "flawed",
    [
        annotation("1", status="skipped"),
        annotation("1", status="draft"),
        annotation("1", deleted=True),
        annotation("1", not_annotatable=True),
    ],
    ids=["skipped", "draft", "deleted", "not annotatable"],
)
def test_what_does_not_count_is_missing_and_never_empty(flawed: Annotation) -> None:
    found = select([flawed, annotation("2", "zhao")])
    assert found.units == {UNIT.key: {"zhao": annotation("2", "zhao")}}
    assert found.missing == ((UNIT.key, "lin"),)


def test_a_deleted_one_beside_a_submitted_one_is_neither_missing_nor_superseded() -> None:
    found = select([annotation("1"), annotation("2", deleted=True, updated=NOON)])
    assert found.units[UNIT.key]["lin"].id == "1"
    assert (found.superseded, found.missing) == ((), ())


# Few values, so that annotators submit one unit several times, in several revisions, at one moment.
work = st.builds(
    annotation,
    st.sampled_from("123"),
    st.sampled_from(["lin", "zhao"]),
    st.sampled_from([UNIT, LATER]),
    revision=st.integers(1, 3),
    status=st.sampled_from(["submitted", "draft"]),
    deleted=st.booleans(),
    updated=st.sampled_from([None, NOON, NOON + timedelta(hours=1)]),
)


@given(st.lists(work, max_size=8, unique_by=lambda found: (found.id, found.revision)), st.randoms())
def test_order_of_input_is_of_no_matter(found: list[Annotation], random: Random) -> None:
    before = select(found)
    random.shuffle(found)
    after = select(found)
    assert after == before
    assert list(after.units) == list(before.units)
    held = [held for by in before.units.values() for held in by.values()]
    assert all(held.counts for held in held)
    latest = {one.id: one for one in sorted(found, key=lambda one: one.revision)}
    assert len(held) + len(before.superseded) == sum(one.counts for one in latest.values())


def test_spans_that_cannot_be_used_are_left_out() -> None:
    sound = Span(id="1", types=("claim",), start=10, end=12, text="")
    flawed = [
        Span(id="2", types=(), start=10, end=12, text=""),
        Span(id="3", types=("claim", "problem"), start=10, end=12, text=""),
        Span(id="4", types=("claim",), start=12, end=12, text=""),
        Span(id="5", types=("claim",), start=14, end=12, text=""),
        Span(id="6", types=("claim",), start=9, end=12, text=""),
        Span(id="7", types=("claim",), start=18, end=21, text=""),
        Span(id="1", types=("problem",), start=15, end=17, text=""),
    ]
    whole = Span(id="8", types=("unheard_of",), start=10, end=20, text="")
    found, skipped = marks(annotation("1", spans=(sound, *flawed, whole), revision=3))
    assert [(mark.span, mark.start, mark.end, mark.type) for mark in found] == [
        ("1", 10, 12, "claim"),
        ("8", 10, 20, "unheard_of"),
    ]
    assert {(mark.annotator, mark.annotation, mark.revision) for mark in found} == {("lin", "1", 3)}
    assert list(skipped) == flawed
