"""Work on a real server on an earlier version of a text: it comes back, and goes along to the newest."""

from __future__ import annotations

from annotate.workflow.correcting import corrections
from annotate.workflow.correcting.orders import Orders
from tests.workflow.conftest import Way
from tests.workflow.test_way import PROBLEM, stored


def test_work_on_an_earlier_version_lands_and_is_not_asked_for_again(way: Way) -> None:
    way.push()
    name = way.annotators[0].name
    unit = way.units()[1]
    number = way.label(name, unit, {"p": PROBLEM})
    with way.project.store() as store:
        [article] = store.articles()
    title = article.current.headings[0].of(article.current.text)
    corrections.correct(way.project, article.id, Orders(text=(f"1=𠮷{title}",)), "林", "")

    assert way.pull().new == 1
    [annotation] = stored(way)
    assert (annotation.unit.version, annotation.unit.start, annotation.revision) == (2, unit.start + 1, 2)
    [span] = annotation.spans
    assert way.text(annotation.unit)[span.start : span.end] == PROBLEM[0]
    assert way.pull().revised == 0

    other = way.annotators[1].name
    assert {pushed.annotator: pushed.updated for pushed in way.push().projects} == {name: 3, other: 4}
    assert [(pushed.added, pushed.updated) for pushed in way.push().projects] == [(0, 0), (0, 0)]
    client = way.client(name)
    client._sdk.annotations.delete(number)
    assert way.pull().deleted == 1
    assert [one.deleted for one in stored(way)] == [True]
