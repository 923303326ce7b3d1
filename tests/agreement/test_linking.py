"""Agreement on relations between given components, worked by hand."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from annotate.agreement import LinkingReport, linking_report, report
from annotate.scheme import load
from schema import Annotation, Gold, GoldComponent, Release, Span, SpanRelation, Unit, scheme_id

SCHEME = load("policy")
UNIT = Unit(article="a-1", version=1, kind="article", start=0, end=60)
GIVEN = (
    GoldComponent(id="p", type="problem", start=0, end=9),
    GoldComponent(id="q", type="problem", start=10, end=19),
    GoldComponent(id="m", type="measure", start=20, end=29),
)
RELEASE = Release(
    name="one",
    made=datetime(2026, 1, 1, tzinfo=UTC),
    who="林",
    scheme=scheme_id(SCHEME),
    golds=(Gold(article="a-1", version=1, components=GIVEN),),
)


def work(name: str, *links: str, moved: int = 0, release: str | None = "one", version: int = 1) -> Annotation:
    """An annotation that holds the components, moved by so much, and links as `source type target`."""
    drawn = (link.split() for link in links)
    return Annotation(
        id=f"{name} {release}",
        annotator=name,
        unit=UNIT.model_copy(update={"version": version}),
        origin="server/1",
        status="submitted",
        spans=tuple(
            Span(id=one.id, types=(one.type,), start=one.start + moved, end=one.end + moved, text="", preloaded=True)
            for one in GIVEN
        ),
        relations=tuple(
            SpanRelation(id=f"r{number}", types=(kind,), source=source, target=target)
            for number, (source, kind, target) in enumerate(drawn)
        ),
        release=release,
    )


def measured(*works: Annotation) -> LinkingReport:
    return linking_report(works, RELEASE, SCHEME, resamples=0)


def test_moved_spans_do_not_matter_and_relations_do() -> None:
    """Of 2 and 1 relations, one is the same: 2·1 / 3."""
    found = measured(work("lin", "m addresses p", "m addresses q"), work("chen", "m addresses p", moved=5))
    assert found.figure("relation_f1_exact").value == pytest.approx(2 / 3)
    assert (found.annotations, found.shared_units, found.relations_left_out) == (2, 1, 0)
    assert found.figure("relation_aligned").value == 1.0


def test_a_relation_with_an_added_span_is_left_out() -> None:
    found = measured(work("lin", "m addresses new"), work("chen", "m addresses p"))
    assert (found.relations_left_out, found.figure("relation_f1_exact").value) == (1, 0.0)


def test_other_releases_and_versions_and_free_work_take_no_part() -> None:
    free = [work(name, "m addresses p", release=None) for name in ("lin", "chen")]
    alone = measured(work("lin", "m addresses p"), work("chen", release="two"), work("zhao", version=2), *free)
    assert (alone.annotations, alone.annotators, alone.elsewhere) == (1, ("lin",), 1)
    assert (alone.figure("relation_f1_exact").value, alone.figure("relation_f1_exact").reason) == (
        None,
        "no_common_units",
    )
    both = report([*free, work("lin"), work("chen", "m addresses q")], SCHEME, resamples=0)
    assert (both.annotations, both.superseded, both.figure("relation_f1_exact").value) == (2, 0, 1.0)
