"""model → rows → model."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from annotate.store import Store
from schema import Annotation, Annotator, Decision, Imported, Project, Task, Unit
from tests import strategies
from tests.store import content

PROPERTY = settings(deadline=None, max_examples=25)
"""An example writes to a disk, whose time is not the test's to say."""
FAR = st.integers(-(2**40), 2**40)


def known(store: Store, annotation: Annotation) -> Annotation:
    store.add_annotator(Annotator(name=annotation.annotator))
    return annotation


def latest(store: Store, value: Annotation, *, raw: bool = True) -> Annotation:
    return next(found for found in store.annotations(annotator=value.annotator, raw=raw) if found.id == value.id)


def test_everything_comes_back_as_it_went_in(store: Store) -> None:
    content.check(store)
    assert list(store.documents()) == [content.IMPORTED.document]
    assert list(store.articles()) == list(content.IMPORTED.articles)


@PROPERTY
@given(strategies.imported(edited=True))
def test_imported(growing: Store, value: Imported) -> None:
    assume(growing.add(value) == "added")  # not one of an id that an earlier example had
    assert growing.document(value.document.id) == value.document
    assert tuple(growing.article(article.id) for article in value.articles) == value.articles
    assert growing.imported(value.document.id) == value


@PROPERTY
@given(strategies.annotations())
def test_annotations(growing: Store, value: Annotation) -> None:
    saved = growing.save_annotations([known(growing, value)])
    assert saved.new + saved.revised + saved.unchanged == 1
    found = latest(growing, value)
    assert found == value.model_copy(update={"revision": found.revision})
    assert latest(growing, value, raw=False) == found.model_copy(update={"raw": None})


@PROPERTY
@given(FAR, FAR)
def test_spans_may_lie_anywhere(growing: Store, start: int, end: int) -> None:
    span = content.REVISED.spans[0].model_copy(update={"start": start, "end": end})
    growing.save_annotations([content.annotation(origin="far", spans=(span,))])
    assert latest(growing, content.annotation(origin="far")).spans == (span,)


@PROPERTY
@given(st.lists(strategies.decisions(content.ARTICLE), max_size=5))
def test_decisions_in_the_order_in_which_they_were_made(growing: Store, values: list[Decision]) -> None:
    before = list(growing.decisions())
    numbered = [value.model_copy(update={"number": len(before) + at}) for at, value in enumerate(values, start=1)]
    assert growing.append(values) == numbered
    assert list(growing.decisions(content.ARTICLE)) == before + numbered
    assert list(growing.decisions("another")) == []


@PROPERTY
@given(st.lists(strategies.units(), max_size=5, unique_by=lambda unit: unit.key))
def test_tasks_in_reading_order(growing: Store, values: list[Unit]) -> None:
    numbers = itertools.count(1 + max((task.remote for task in growing.tasks(content.PROJECT.id)), default=0))
    given_ = {unit.key: Task(project=content.PROJECT.id, unit=unit, remote=next(numbers)) for unit in values}
    growing.add_tasks(given_.values())
    found = growing.tasks(content.PROJECT.id)
    assert {task.unit.key: task for task in found if task.unit.key in given_} == given_
    units = [task.unit for task in found]
    assert units == sorted(units, key=lambda unit: (unit.start, unit.end, unit.kind))


@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=8)), timezone(-timedelta(hours=3, minutes=30))])
def test_moments_are_kept_to_the_microsecond_in_any_zone(store: Store, zone: timezone) -> None:
    moment = datetime(2026, 1, 1, 0, 0, 0, 1, tzinfo=zone)
    store.set_watermark(content.PROJECT.id, moment)
    found = store.watermark(content.PROJECT.id)
    assert found == moment
    assert found is not None
    assert found.tzinfo is UTC


def test_a_project_of_each_annotator(store: Store) -> None:
    other = content.PROJECT.model_copy(update={"id": Project.id_of("local", 8), "remote": 8, "annotator": "赵"})
    assert store.add_project(other)
    assert store.projects() == [content.PROJECT, other]
