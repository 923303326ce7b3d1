"""Decisions, gold and questions of all articles, read a few at a time, are those of all of them in memory."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from annotate import adjudication
from annotate.adjudication import Method
from annotate.workflow.adjudicating import deciding, filing, listing
from annotate.workflow.project import Project, open_project
from schema import Annotation, Decision
from tests.workflow.adjudicating import essays

NOW = datetime(2027, 1, 1, tzinfo=UTC)

METHODS = [
    Method(),
    Method(rule="unanimous"),
    Method(rule="weighted"),
    Method(rule="dawid-skene"),
    Method(rule="mace", boundaries="best"),
]


@pytest.fixture(scope="module")
def disputed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five essays: a rule and curators have decided, a decision was taken back, an annotator changed their work."""
    folder = tmp_path_factory.mktemp("five") / "project"
    essays.disputed(essays.project(folder, 5))
    return folder


@pytest.fixture(params=[1, 2, 50])
def project(disputed: Path, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Read one, two or all articles at a time."""
    monkeypatch.setattr(filing, "_FEW", request.param)
    shutil.copytree(disputed, tmp_path / "copy")
    return open_project(tmp_path / "copy")


def everything(project: Project) -> tuple[list[Annotation], list[Decision]]:
    """All work and all decisions, in memory."""
    with project.store() as store:
        return list(store.annotations(raw=False)), list(store.decisions(undone=True))


@pytest.mark.parametrize("method", METHODS, ids=lambda method: f"{method.rule} {method.boundaries}")
def test_a_rule_decides_as_if_all_were_in_memory(project: Project, method: Method) -> None:
    works, earlier = everything(project)
    expected = adjudication.decide(works, project.scheme, earlier, method, NOW)
    before = adjudication.holding(earlier, project.scheme)
    told = deciding.auto(project, method)
    _, after = everything(project)
    made = after[len(earlier) :]
    assert after[: len(earlier)] == earlier
    assert [one.number for one in made] == [number + len(earlier) for number in range(1, len(made) + 1)]
    assert [one.model_copy(update={"number": None, "when": NOW}) for one in made] == list(expected)
    assert len({one.when for one in made}) == 1

    held = adjudication.holding(after, project.scheme)
    asked = adjudication.questions(works, project.scheme, after, method)
    accepted = [one.kind for one in held if one.outcome == "accepted"]
    assert (told.decisions, told.components, told.relations) == (
        len(expected),
        accepted.count("component"),
        accepted.count("relation"),
    )
    assert (told.basis, told.rejected) == (adjudication.bases(held), [one.outcome for one in held].count("rejected"))
    assert told.stale == [one.state for one in asked].count("stale") == 1
    assert told.open == adjudication.open_groups(after, project.scheme)
    assert told.touched == adjudication.touched(before, held)
    assert deciding.auto(project, method).decisions == 0


def test_questions_and_gold_are_those_of_everything(project: Project) -> None:
    works, decisions = everything(project)
    with project.store() as store:
        method = filing.latest_method(store)
        golds = tuple(filing.golds(store, project.scheme))
        held = tuple(filing.holding(store, project.scheme))
    assert method == adjudication.latest_method(decisions) == Method(presence=0.7)
    assert golds == adjudication.golds(decisions, project.scheme)
    assert held == adjudication.holding(decisions, project.scheme)
    tally = filing.Tally()
    tally.add(held)
    assert tally.basis == adjudication.bases(held) == {"automatic": 9, "single": 4}
    listed = listing.asked(project, every=True)
    expected = adjudication.questions(works, project.scheme, decisions, method)
    assert [(one.group, one.state, one.holding, one.cost, one.guess) for one in listed.questions] == [
        (one.group, one.state, one.holding, one.cost, one.guess) for one in expected
    ]
    assert (listed.open, listed.stale, listed.decided) == tuple(
        [one.state for one in expected].count(state) for state in ("open", "stale", "decided")
    )


def test_a_method_that_learns_nothing_reads_nothing_first(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    with project.store() as store:
        annotations = store.annotations

        def counted(*, articles: list[str], raw: bool) -> Iterator[Annotation]:
            read.extend(articles)
            return annotations(articles=articles, raw=raw)

        monkeypatch.setattr(store, "annotations", counted)
        filing.inquiry(store, project.scheme, Method())
        assert read == []
        filing.inquiry(store, project.scheme, Method(rule="weighted"))
        assert len(read) == 5
