"""Columns put in order, checked and thinned out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.agreement import Codings, ordered
from annotate.agreement._codings import Ints
from annotate.errors import InputError
from tests.agreement.build import RELATIONS, SCALES, TYPES, Work, codings, works

TWO = Work(
    20,
    {"a": [(0, 4, "claim"), (6, 9, "problem")], "b": [(0, 4, "claim"), (5, 9, "problem")]},
    {"a": [(0, 1, "supports")], "b": [(1, 0, "supports")]},
)


def test_spans_equal_in_all_else_stand_by_id() -> None:
    found = codings(Work(20, {"a": [(3, 5, "claim"), (1, 2, "claim"), (3, 5, "claim"), (3, 5, "claim")]}))
    assert tuple(found.spans.id) == ("1", "0", "2", "3")


@given(works(attributes=True))
def test_order_of_columns_is_of_no_matter(units: list[Work]) -> None:
    found = codings(*units, labels=TYPES, types=RELATIONS, scales=SCALES)
    order = np.random.default_rng(len(found.spans.unit)).permutation(len(found.spans.unit))
    assert said(ordered(_shuffled(found, order))) == said(found)


def test_a_relation_drawn_twice_is_one() -> None:
    found = codings(replace(TWO, links={"a": [(0, 1, "supports"), (0, 1, "supports"), (0, 1, "attacks")]}))
    assert found.relations.source.tolist() == [0, 0]
    assert [found.types[row] for row in found.relations.type] == ["attacks", "supports"]


Change = Callable[[Codings], Codings]


def _with_span(**columns: int) -> Change:
    """Change one value of the second span."""

    def change(found: Codings) -> Codings:
        changed = {name: getattr(found.spans, name).copy() for name in columns}
        for name, value in columns.items():
            changed[name][1] = value
        return replace(found, spans=replace(found.spans, **changed))

    return change


def _with_relation(**columns: int) -> Change:
    def change(found: Codings) -> Codings:
        changed = {name: getattr(found.relations, name).copy() for name in columns}
        for name, value in columns.items():
            changed[name][0] = value
        return replace(found, relations=replace(found.relations, **changed))

    return change


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (_with_span(end=21), "span 1 [6, 21) is empty or reaches out of its unit"),
        (_with_span(start=-1), "reaches out of its unit"),
        (_with_span(start=9), "is empty"),
        (_with_span(label=2), "has no known label"),
        (_with_span(label=-1), "has no known label"),
        (lambda found: replace(found, seen=np.array([[False, True]])), "did not see the unit, and 1 more like it"),
        (_with_relation(target=0), "is related to itself"),
        (_with_relation(target=2), "to a span of another unit or annotator"),
        (_with_relation(type=1), "has a relation of no known type"),
    ],
)
def test_impossible_columns_are_refused(change: Change, fault: str) -> None:
    found = codings(TWO)
    assert said(ordered(found)) == said(found)
    with pytest.raises(InputError) as refused:
        ordered(change(found))
    assert refused.value.where == "a:0, a"
    assert fault in refused.value.found


@given(works(attributes=True), st.data())
def test_units_taken_away_leave_the_others_as_they_were(units: list[Work], data: st.DataObject) -> None:
    kept = np.array(data.draw(st.lists(st.booleans(), min_size=len(units), max_size=len(units))))
    options = {"labels": TYPES, "types": RELATIONS, "annotators": "abc", "scales": SCALES}
    found = codings(*units, **options).keep_units(kept)  # type: ignore[arg-type]
    fewer = [work for work, stays in zip(units, kept, strict=True) if stays]
    alone = codings(*fewer, **options)  # type: ignore[arg-type]
    assert said(found, keys=False) == said(alone, keys=False)
    assert found.articles == codings(*units).articles


@given(works(attributes=True), st.sets(st.sampled_from("abc")))
def test_annotators_taken_away_leave_the_others_as_they_were(units: list[Work], gone: set[str]) -> None:
    found = codings(*units, labels=TYPES, types=RELATIONS, annotators="abc", scales=SCALES).without(sorted(gone))
    fewer = [replace(work, spans={who: own for who, own in work.spans.items() if who not in gone}) for work in units]
    fewer = [replace(work, links={who: own for who, own in work.links.items() if who not in gone}) for work in fewer]
    left = [name for name in "abc" if name not in gone]
    if left:
        alone = codings(*fewer, labels=TYPES, types=RELATIONS, annotators=left, scales=SCALES)
        assert said(found) == said(alone)
    else:
        assert (found.annotators, found.seen.shape, len(found.spans.unit)) == ((), (len(units), 0), 0)


@given(works(attributes=True), st.data())
def test_overlaps_that_are_handed_on_are_those_that_would_be_found(units: list[Work], data: st.DataObject) -> None:
    found = codings(*units, labels=TYPES, types=RELATIONS, annotators="abc", scales=SCALES)
    some = np.array(data.draw(st.lists(st.booleans(), min_size=len(units), max_size=len(units))), dtype=bool)
    marked = len(found.spans.unit)
    few = np.array(data.draw(st.lists(st.booleans(), min_size=marked, max_size=marked)), dtype=bool)
    assert "overlaps" not in vars(found.keep_spans(few))
    assert len(found.overlaps.first) <= marked**2
    window = np.zeros(len(units), dtype=np.int64)
    for thinner in (found.keep_units(some), found.keep_spans(few), found.without("b"), found.regrouped("x", window)):
        assert "overlaps" in vars(thinner)
        anew = replace(thinner)
        assert "overlaps" not in vars(anew)
        for column in ("first", "second", "shared", "closeness"):
            assert getattr(thinner.overlaps, column).tolist() == getattr(anew.overlaps, column).tolist()


def test_what_two_saw_is_shared() -> None:
    units = [TWO, replace(TWO, spans={"a": []}, links={}), replace(TWO, spans={"a": [], "c": []}, links={})]
    assert codings(*units).shared.tolist() == [True, False, True]


def _shuffled(found: Codings, order: Ints) -> Codings:
    """The spans in another order."""
    place = np.argsort(order)
    spans = found.spans
    return replace(
        found,
        spans=replace(
            spans,
            unit=spans.unit[order],
            annotator=spans.annotator[order],
            start=spans.start[order],
            end=spans.end[order],
            label=spans.label[order],
            id=spans.id[order],
            attributes={name: replace(one, column=one.column[order]) for name, one in spans.attributes.items()},
        ),
        relations=replace(found.relations, source=place[found.relations.source], target=place[found.relations.target]),
    )


def said(found: Codings, *, keys: bool = True) -> dict[str, object]:
    """Everything that columns say, to be compared; without `keys`, but for what units are called."""
    spans, units = found.spans, found.units
    drawn = found.relations
    articles = [found.articles[row] for row in units.article]
    return {
        "names": (found.annotators, found.labels, found.types, units.key if keys else None),
        "units": (articles, units.start.tolist(), units.end.tolist(), found.seen.tolist()),
        "spans": [getattr(spans, name).tolist() for name in ("unit", "annotator", "start", "end", "label")],
        "ids": spans.id.tolist(),
        "attributes": {name: (one.values, one.level, one.column.tolist()) for name, one in spans.attributes.items()},
        "relations": [drawn.source.tolist(), drawn.target.tolist(), drawn.type.tolist()],
    }
