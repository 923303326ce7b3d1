"""The scheme changes while a curator's work is on the server: it is renamed there, and decides nothing anew."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from annotate.workflow.adjudicating import listing
from annotate.workflow.project import open_project
from annotate.workflow.schemes import migrating
from schema import Renamed
from tests.workflow.adjudicating.curators import Bench, Curator
from tests.workflow.adjudicating.test_curating import DETOUR, RAMP, SHORT, bench, curator, resolved
from tests.workflow.schemes.test_migrating_curated import renamed_scheme

__all__ = ["bench", "curator"]


def test_what_curators_did_follows_the_scheme(bench: Bench, curator: Curator, tmp_path: Path) -> None:
    unit = bench.way.units()[1]
    spans, relations = resolved(curator, unit)
    number = curator.submit(unit, spans, relations)
    assert bench.pull().decisions == 4
    before = bench.gold()

    file = renamed_scheme(bench.way.project.scheme, tmp_path, problem="issue", causes="leads")
    operations = [Renamed(what="problem", to="issue"), Renamed(what="causes", to="leads")]
    migrating.migrate(bench.way.project, str(file), operations, who="林")
    project = open_project(bench.way.project.folder)
    opened_before = bench
    bench = Bench(replace(bench.way, project=project))
    curator = Curator(bench, curator.account)

    assert bench.quotes() == {SHORT: "issue", DETOUR: "issue", RAMP: "measure"}
    assert [one.type for one in bench.gold().relations] == ["leads"]
    assert [one.id for one in bench.gold().components] == [one.id for one in before.components]
    # The curator's work has the new names, and says what it said.
    with project.store() as store:
        (kept,) = store.annotations(curated=True)
    assert {one.type for one in kept.spans} == {"issue"}
    report = opened_before.pull()
    assert (report.decisions, report.not_taken, report.broken) == (0, (), ())
    asked = listing.asked(project)
    assert (asked.open, asked.stale) == (0, 0)

    # A change after that is read by the brief of before, and is all that is decided.
    renamed = tuple(span.model_copy(update={"types": ("issue",)}) for span in spans)
    curator.change(number, unit, renamed, ())
    report = opened_before.pull()
    assert (report.decisions, report.rejected, report.not_taken) == (1, 1, ())
    assert bench.gold().relations == ()
    assert listing.asked(project).stale == 0
