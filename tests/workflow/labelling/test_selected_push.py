"""Pushing a selection over a real server: only its articles, and what was there before stays."""

from __future__ import annotations

from annotate.workflow.corpus import selecting
from annotate.workflow.importing import documents
from annotate.workflow.labelling import pushing
from schema import Criteria
from tests.workflow.conftest import ESSAY, Way


def test_only_the_articles_of_the_selection_are_pushed_and_others_stay(way: Way) -> None:
    other = way.project.folder.parent / "well.txt"
    other.write_text(ESSAY.replace("石桥", "水井").replace("轮椅", "水桶"), encoding="utf-8")
    documents.import_files(way.project, [other])
    with way.project.store() as store:
        first, second = [article.id for article in store.articles()]
    name = way.annotators[0].name
    selecting.make(way.project, "second", Criteria(articles=(second,)))
    done = pushing.push(way.project, selection="second")
    assert [(pushed.added, pushed.tasks) for pushed in done.projects] == [(4, 4), (4, 4)]
    assert (done.units, done.selection and done.selection.name) == (4, "second")
    assert {key.partition("@")[0] for key in way.on_server(name)} == {second}

    selecting.make(way.project, "first", Criteria(articles=(first,)))
    done = pushing.push(way.project, selection="first")
    assert [(pushed.added, pushed.tasks) for pushed in done.projects] == [(4, 8), (4, 8)]
    assert {key.partition("@")[0] for key in way.on_server(name)} == {first, second}
    assert [pushed.added for pushed in way.push().projects] == [0, 0]
