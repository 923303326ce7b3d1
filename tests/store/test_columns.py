"""Annotations as columns say what they say as objects."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from annotate.agreement import report
from annotate.alignment import Columns, Entry
from annotate.scheme import load
from annotate.store import Store, create_store
from annotate.store._rows import fetched_by_parts
from annotate.store._tables import SpanRow
from schema import Annotation, Annotator, Span, Unit
from tests import postgresql, strategies
from tests.store import content

POLICY = load("policy")
UNITS = (
    content.TITLE,
    content.PARAGRAPH,
    *(Unit(article=f"{content.BRIDGE}-1", version=version, kind="paragraph", start=3, end=13) for version in (1, 2)),
)
"""Of two articles, one of them in both versions of its text; all have an astral character in or before them."""

HALF = Span(id="𠮷", types=("claim",), start=5, end=7, text="", attributes={"actor": "\ud842 half a pair", "x": "😀"})
BESIDE = Span(id="r0", types=("不",), start=-(2**40), end=2**40, text="", preloaded=True)

Said = tuple[Entry, list[object], list[object]]
"""An annotation without its labels, its spans and its relations."""

PROPERTY = settings(deadline=None, max_examples=25)


@pytest.fixture(scope="module")
def filling(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store of two articles to which every example adds."""
    with create_store(postgresql.new_url(tmp_path_factory.mktemp("filling") / "store.db")) as made:
        content.fill(made)
        content.fill_readings(made)
        yield made


@st.composite
def works(draw: st.DrawFn) -> Annotation:
    """An annotation of one of few units by one of few people, so that there are several of one unit and person."""
    made = draw(strategies.annotations(st.sampled_from(UNITS)))
    name = draw(st.sampled_from(["lin", "赵", "chen𠮷"]))
    release = draw(st.sampled_from([None, None, "一"]))
    spans = (*made.spans, *draw(st.sampled_from([(), (HALF,), (BESIDE, HALF), (HALF, HALF)])))
    given = {"annotator": name, "release": release, "spans": spans, "deleted": draw(st.integers(0, 4)) == 0}
    return made.model_copy(update={**given, "id": Annotation.id_of(made.unit, name, made.origin)})


def keep(store: Store, some: list[Annotation]) -> None:
    """Keep them, and then a further revision of the first."""
    for annotation in some:
        store.add_annotator(Annotator(name=annotation.annotator))
    store.save_annotations(some)
    store.save_annotations([one.model_copy(update={"spans": one.spans[1:], "relations": ()}) for one in some[:1]])


def said(columns: Columns) -> list[Said]:
    """Return all that columns say of each annotation."""
    spans, drawn = columns.spans, columns.relations
    found: list[Said] = [(entry, [], []) for entry in columns.entries]
    for row, entry in enumerate(spans.entry):
        types, values = spans.types.values[spans.types.rows[row]], spans.attributes.values[spans.attributes.rows[row]]
        found[entry][1].append((spans.id[row], types, spans.start[row], spans.end[row], values))
    for row, entry in enumerate(drawn.entry):
        ends = drawn.source[row], drawn.target[row], bool(drawn.forward[row])
        found[entry][2].append((drawn.types.values[drawn.types.rows[row]], *ends))
    return found


@PROPERTY
@given(st.lists(works(), min_size=1, max_size=5))
def test_columns_say_what_annotations_say(filling: Store, some: list[Annotation]) -> None:
    keep(filling, some)
    annotations = list(filling.annotations(raw=False))
    read, made = filling.columns(), Columns.of(annotations)
    assert said(read) == said(made)
    assert [one.counts for one in read.entries] == [one.counts for one in annotations]
    assert report(read, POLICY, resamples=2) == report(annotations, POLICY, resamples=2)


def test_all_rows_of_the_table_are_taken(filling: Store) -> None:
    """As it lies, some at a time: none is lost before, between and behind them."""
    for size in (1, 2, 1000):
        with filling._database.read() as connection:
            query = select(SpanRow.annotation, SpanRow.revision, SpanRow.ordinal)
            taken = [row for part in fetched_by_parts(connection, query, size) for row in part]
            assert taken == [tuple(row) for row in connection.execute(query)]
            assert len(taken) > 3


def test_some_articles_and_some_entries(filling: Store) -> None:
    day = content.MORNING + timedelta(days=1)
    few = enumerate(UNITS)
    keep(filling, [content.annotation("lin", f"few/{n}", unit=unit, updated=day, spans=(HALF,)) for n, unit in few])
    bridge = f"{content.BRIDGE}-1"
    everything, of_bridge = filling.columns(), filling.columns([bridge, "none such"])
    assert unnumbered(of_bridge) == [one for one in unnumbered(everything) if one[0].unit.article == bridge]
    assert len(of_bridge.entries) < len(everything.entries)
    assert filling.columns([]).entries == []
    chosen = filling.columns(keep=lambda entry: entry.updated == day)
    assert [entry.row for entry in chosen.entries] == list(range(len(chosen.entries)))
    assert {entry.unit.article for entry in chosen.entries} == {bridge, content.ARTICLE}
    assert set(chosen.spans.id) == {"𠮷"}


def unnumbered(columns: Columns) -> list[Said]:
    """Return what is said of annotations, wherever they stand."""
    return [(entry._replace(row=0), spans, relations) for entry, spans, relations in said(columns)]


def test_columns_after_columns() -> None:
    first, second = [content.annotation(), content.SKIPPED], [content.annotation("赵", spans=(HALF, BESIDE))]
    joined = Columns.of(first).followed_by(Columns.of(second))
    assert said(joined) == said(Columns.of([*first, *second]))


def test_ends_that_no_column_takes_stay_where_no_text_is() -> None:
    far = BESIDE.model_copy(update={"start": -(2**80), "end": 2**80})
    columns = Columns.of([content.annotation(spans=(far, HALF))])
    assert columns.spans.start[0] < -(2**40)
    assert columns.spans.end[0] > 2**40
    assert (columns.spans.start[1], columns.spans.end[1]) == (HALF.start, HALF.end)
