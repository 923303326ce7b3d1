"""The whole way with a person in the middle: pushed by the program, labelled in a browser, pulled into the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.labelstudio.screen import TEXT, Screen
from tests.studio import log_in
from tests.workflow.conftest import Way

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PROBLEM = "婆婆坐着轮椅过不去"
CAUSE = "买药要绕四里路"


def test_what_a_person_labels_stands_in_the_store_to_the_character(way: Way, browser: Browser) -> None:
    """The paragraph holds 𠮷 before the first span, and 😀 before the second."""
    way.push()
    annotator = way.annotators[0]
    unit = way.units()[1]
    text = unit.of(way.text(unit))
    with way.project.store() as store:
        (target,) = (found for found in store.projects() if found.annotator == annotator.name)
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    log_in(page, way.studio.url, annotator)
    screen = Screen(page, way.studio.url, target.remote)
    screen.submit()  # the title, in which there is nothing to label
    page.wait_for_function("([where, text]) => document.querySelector(where)?.textContent == text", arg=[TEXT, text])
    screen.label("2", text, PROBLEM)
    screen.keys("z")
    screen.label("2", text, CAUSE)
    screen.keys("c")
    screen.relate(text, PROBLEM, "导致 causes")
    with page.expect_response(lambda answer: "/annotations" in answer.url and answer.request.method == "POST"):
        screen.submit()
    page.close()

    assert way.pull().new == 2
    with way.project.store() as store:
        title, found = store.annotations()
        article = store.article(unit.article).current.text
    assert (title.unit.kind, title.status, title.spans) == ("title", "submitted", ())
    assert found.unit == unit
    spans = {span.id: (article[span.start : span.end], span.type, span.attributes) for span in found.spans}
    assert list(spans.values()) == [
        (PROBLEM, "problem", {"problem_type": "status"}),
        (CAUSE, "problem", {"problem_type": "risk"}),
    ]
    (relation,) = found.relations
    assert (spans[relation.source][0], relation.type, spans[relation.target][0]) == (CAUSE, "causes", PROBLEM)
    again = way.pull()
    assert (again.new, again.revised, again.deleted) == (0, 0, 0)
