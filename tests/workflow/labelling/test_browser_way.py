"""The whole way with a person in the middle: pushed by the program, labelled in a browser, pulled into the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.workflow import research
from annotate.workflow.adjudicating import deciding, freezing
from annotate.workflow.labelling import pushing
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


def test_relations_drawn_between_given_components_join_the_components_of_gold(way: Way, browser: Browser) -> None:
    """Components marked on paragraphs are there when the whole article is opened, and one is related across two."""
    way.push()
    measure = "县里应当在今年之内给石桥加一条缓坡"
    quotes = {PROBLEM: {"type": "problem", "problem_type": "status"}, measure: {"type": "measure"}}
    for account in way.annotators:
        for unit, (quote, values) in zip(way.units()[1:], quotes.items(), strict=False):
            way.label(account.name, unit, {"r": (quote, values)})
    way.pull()
    deciding.auto(way.project)
    freezing.freeze(way.project, "one", who="林")
    pushing.push(way.project, link="one")
    annotator = way.annotators[0]
    with way.project.store() as store:
        (gold,) = store.release("one").golds
        (target,) = (one for one in store.projects() if (one.annotator, one.purpose) == (annotator.name, "link"))
    given = {one.type: one.id for one in gold.components}
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    log_in(page, way.studio.url, annotator)
    screen = Screen(page, way.studio.url, target.remote)
    page.wait_for_selector(".htx-highlight")
    assert [text.strip() for text in page.locator(".htx-highlight").all_inner_texts()] == [PROBLEM, measure]
    text = page.locator(TEXT).inner_text()
    screen.click(text, measure)
    page.wait_for_selector(".lsf-detailed-region")
    screen.relate(text, PROBLEM, "应对 addresses")
    with page.expect_response(lambda answer: "/annotations" in answer.url and answer.request.method == "POST"):
        screen.submit()
    page.close()

    way.pull()
    with way.project.store() as store:
        (found,) = (one for one in store.annotations() if one.release)
    (relation,) = found.relations
    assert (relation.type, relation.source, relation.target) == ("addresses", given["measure"], given["problem"])
    assert (found.release, found.suggestion, found.completed_by) == ("one", "gold one", annotator.email)
    assert {span.id: span.preloaded for span in found.spans} == dict.fromkeys(given.values(), True)
    findings = research.check(way.project, annotators=[annotator.name]).findings
    assert {one.rule for one in findings if one.annotation == found.id} == set()
