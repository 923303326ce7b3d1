"""A curator before the screen: what annotators differ in is seen, changed, submitted, and is gold."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from annotate.workflow.adjudicating import deciding
from tests.labelstudio.screen import TEXT, Screen
from tests.studio import log_in
from tests.workflow.adjudicating.curators import Bench, Curator
from tests.workflow.conftest import Way

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

LONG = "村口的石桥只有台阶，𠮷婆婆坐着轮椅过不去😀"
SHORT = "𠮷婆婆坐着轮椅过不去😀"
DETOUR = "买药要绕四里路"
STATUS = {"type": "problem", "problem_type": "status"}


@pytest.fixture
def curator(way: Way) -> Curator:
    """A curator to whom a paragraph was pushed on which annotators differ in a range, a type and a relation."""
    way.push()
    unit = way.units()[1]
    lin, chen = (account.name for account in way.annotators)
    risk = {"type": "problem", "problem_type": "risk"}
    claim = {"type": "claim", "claim_type": "fact", "centrality": "sub"}
    way.label(lin, unit, {"a": (LONG, STATUS), "b": (DETOUR, risk)}, ("supports", "a", "b"))
    way.label(chen, unit, {"x": (SHORT, STATUS), "y": (DETOUR, claim)})
    way.pull()
    deciding.auto(way.project)
    made = Curator(Bench(way), way.studio.new_account("wang"))
    made.bench.push(made.name)
    return made


def keep(page: Page, name: str) -> None:
    """Keep a picture of the screen in the folder that ANNOTATE_TEST_SCREENS names, for people to look at."""
    if folder := os.environ.get("ANNOTATE_TEST_SCREENS"):
        page.screenshot(path=f"{folder}/{name}.png")


def test_a_range_a_type_and_a_relation_are_decided_on_the_screen(curator: Curator, browser: Browser) -> None:
    bench, unit = curator.bench, curator.bench.way.units()[1]
    text = unit.of(bench.way.text(unit))
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    log_in(page, bench.way.studio.url, curator.account)
    screen = Screen(page, bench.way.studio.url, curator.target().remote)
    page.wait_for_function("document.querySelectorAll('.htx-highlight').length >= 2")
    assert {one.strip() for one in page.locator(".htx-highlight").all_inner_texts()} >= {DETOUR}
    panel = page.locator(".unit-panel").inner_text()
    for said in ("待定", "A1", "A2", "没有画", "论点", "支持"):
        assert said in panel
    assert not any(account.name in page.content() for account in bench.way.annotators)
    keep(page, "begin")

    # Another type: select the region, press the key of the type, then that of its attribute.
    screen.click(text, DETOUR)
    page.wait_for_selector(".lsf-detailed-region")
    screen.keys("2", "c")
    keep(page, "type")
    # Another relation: the one that one annotator drew is deleted.
    page.get_by_text("Relations", exact=True).first.click()
    item = page.locator(".lsf-relations__item").first
    item.hover()
    item.get_by_label("Delete Relation").click()
    screen.keys("u")
    # Another range: the region is deleted and drawn anew.
    screen.click(text, LONG)
    page.wait_for_selector(".lsf-detailed-region")
    screen.keys("Backspace")
    screen.label("2", text, SHORT)
    screen.keys("z")
    screen.relate(text, DETOUR, "导致 causes")
    keep(page, "end")
    with page.expect_response(lambda answer: "/annotations" in answer.url and answer.request.method == "POST"):
        screen.submit()
    page.close()

    report = bench.pull()
    assert (report.new, report.broken, report.not_taken) == (1, (), ())
    assert bench.quotes() == {SHORT: "problem", DETOUR: "problem"}
    gold = bench.gold()
    groups = bench.groups()
    assert [(one.type, one.source, one.target) for one in gold.relations] == [("causes", groups[SHORT], groups[DETOUR])]
    assert (gold.open, set(gold.basis.values())) == (0, {"single"})
    assert {one.group for one in bench.decisions() if one.kind == "component"} == {one.id for one in gold.components}


def test_versions_stand_beside_the_proposal(curator: Curator, browser: Browser) -> None:
    """Opened from the list of tasks, a task shows what each annotator said, by itself and side by side."""
    bench, unit = curator.bench, curator.bench.way.units()[1]
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    page.set_default_timeout(120_000)
    log_in(page, bench.way.studio.url, curator.account)
    task = curator.tasks()[unit.key]
    page.goto(f"{bench.way.studio.url}/projects/{curator.target().remote}/data?task={task}")
    page.wait_for_selector(TEXT)
    page.get_by_text("A1", exact=True).first.click()
    page.wait_for_timeout(500)
    keep(page, "version")
    assert SHORT in {one.strip() for one in page.locator(".htx-highlight").all_inner_texts()}
    page.get_by_text("Compare All").first.click()
    page.wait_for_function("document.querySelectorAll('.lsf-htx-richtext').length >= 3")
    keep(page, "compare")
    page.close()
