"""The way of the data over a real server: what goes out, what comes back, what is made of it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from annotate import labelstudio
from annotate.workflow import agreement, research
from annotate.workflow.adjudicating import deciding
from annotate.workflow.labelling import pushing
from schema import Annotation
from tests.workflow.conftest import FilesWay, Way
from tests.workflow.exporting.build import export

PROBLEM = ("𠮷婆婆坐着轮椅过不去", {"type": "problem", "problem_type": "status"})
MEASURE = (
    "县里应当在今年之内给石桥加一条缓坡",
    {"type": "measure", "specificity": "concrete", "instrument": "service"},
)
CLAIM = ("住在桥两头的人就又成了邻居", {"type": "claim", "claim_type": "value", "centrality": "main"})


def stored(way: Way) -> list[Annotation]:
    with way.project.store() as store:
        return list(store.annotations())


def test_pushing_twice_adds_nothing(either: Way) -> None:
    first = either.push()
    assert [pushed.added for pushed in first.projects] == [4, 4]
    assert [pushed.added for pushed in either.push().projects] == [0, 0]
    for account in either.annotators:
        assert sorted(either.on_server(account.name)) == sorted(unit.key for unit in either.units())


def test_annotators_see_labels_in_the_language_of_the_settings(way: Way) -> None:
    settings = way.project.settings
    account = way.annotators[0].name
    marker = f"argument-annotate {settings.id} {settings.unit} {account}"
    for language, shown, hidden in (("both", 'value="论点 claim"', "\0"), ("zh", 'value="论点"', "论点 claim")):
        pushing.push(replace(way.project, settings=settings.model_copy(update={"language": language})))
        (found,) = way.client(account).find_projects(marker)
        assert found is not None
        assert shown in found.config
        assert hidden not in found.config


@pytest.mark.usefixtures("sqlite_only")
def test_a_lost_store_finds_its_projects_and_tasks_again(either: Way) -> None:
    either.push()
    (either.project.folder / "annotate.db").rename(either.project.folder / "lost.db")
    from annotate.store import create_store
    from annotate.workflow.importing import documents
    from annotate.workflow.labelling import servers

    create_store(either.project.url).close()
    documents.import_files(either.project, [either.project.folder.parent / "bridge.txt"])
    servers.add_annotators(either.project, [account.name for account in either.annotators])
    assert [pushed.added for pushed in either.push().projects] == [0, 0]
    assert len(either.on_server(either.annotators[0].name)) == 4


def test_what_annotators_do_comes_back_once_in_article_coordinates(either: Way) -> None:
    either.push()
    name = either.annotators[0].name
    _, first, second, third = either.units()
    either.label(name, first, {"p": PROBLEM})
    either.client(name).annotate(either.task(name, second), [], skipped=True)
    either.label(name, third, {})
    assert either.pull().new == 3
    again = either.pull()
    assert (again.new, again.revised, again.deleted) == (0, 0, 0)

    found = {annotation.unit: annotation for annotation in stored(either)}
    assert {unit: found[unit].status for unit in (first, second, third)} == {
        first: "submitted",
        second: "skipped",
        third: "submitted",
    }
    (span,) = found[first].spans
    assert either.text(first)[span.start : span.end] == PROBLEM[0]
    assert (span.type, span.attributes) == ("problem", {"problem_type": "status"})
    assert found[third].spans == ()
    assert isinstance(found[first].raw, dict)
    # In files, accounts are numbers on a server that may be any.
    assert found[first].completed_by == (None if isinstance(either, FilesWay) else either.annotators[0].email)


def test_a_changed_annotation_is_a_revision_and_a_deleted_one_is_marked(either: Way) -> None:
    either.push()
    name = either.annotators[0].name
    unit = either.units()[1]
    number = either.label(name, unit, {"p": PROBLEM})
    either.pull()
    client = either.client(name)
    client._sdk.annotations.update(number, result=[])
    assert either.pull().revised == 1
    with either.project.store() as store:
        revisions = [(found.revision, len(found.spans)) for found in store.annotations(latest=False)]
    assert revisions == [(1, 1), (2, 0)]
    client._sdk.annotations.delete(number)
    assert either.pull().deleted == 1
    assert [(found.revision, found.deleted) for found in stored(either)] == [(3, True)]
    assert either.pull().deleted == 0


@pytest.mark.parametrize("way", ["article"], indirect=True)
def test_relations_across_paragraphs_survive_up_to_the_dataset(either: Way) -> None:
    either.push()
    (unit,) = either.units()
    for account in either.annotators:
        spans = {"a": PROBLEM, "b": MEASURE, "c": CLAIM}
        either.label(account.name, unit, spans, ("addresses", "b", "a"), ("supports", "c", "b"))
    assert either.pull().new == 2
    assert research.check(either.project).findings == ()
    figures = agreement.measure(either.project)
    relations = figures.figure("relation_f1_exact")
    assert (figures.figure("span_f1_exact").value, relations.value) == (1.0, 1.0)
    assert (relations.items, relations.annotators) == (4, 2)
    decided = deciding.auto(either.project)
    assert (decided.components, decided.relations, decided.open) == (3, 2, ())

    export(either.project, "bridge")
    line = (either.project.exports / "bridge" / "gold.jsonl").read_text(encoding="utf-8")
    record = json.loads(line)
    spans_by_id = {span["id"]: span for span in record["spans"]}
    drawn = {
        (relation["type"], spans_by_id[relation["source"]]["text"], spans_by_id[relation["target"]]["text"])
        for relation in record["relations"]
    }
    assert drawn == {("addresses", MEASURE[0], PROBLEM[0]), ("supports", CLAIM[0], MEASURE[0])}


def test_what_breaks_a_rule_is_stored_and_found(either: Way) -> None:
    either.push()
    name = either.annotators[0].name
    unit = either.units()[1]
    either.label(name, unit, {"p": ("轮椅", {"type": "problem"}), "q": ("买药", {"type": "goal"})})
    either.label(name, either.units()[2], {"m": MEASURE})
    either.pull()
    found = research.check(either.project)
    assert {(finding.rule, finding.item) for finding in found.findings if finding.severity == "error"} == {
        ("missing-attribute", "p"),
        ("unknown-type", "q"),
    }
    assert len(stored(either)[0].spans) == 2


def test_work_of_another_account_in_a_project_is_found(way: Way) -> None:
    way.push()
    first, second = way.annotators
    unit = way.units()[2]
    assert second.token is not None
    labelstudio.Client(way.studio.url, second.token).annotate(way.task(first.name, unit), [])
    way.label(second.name, unit, {})
    way.pull()
    findings = research.check(way.project).findings
    assert [(finding.rule, finding.annotator) for finding in findings] == [("wrong-annotator", first.name)]
