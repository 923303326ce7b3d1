"""The scheme changes while a person has the labelling screen open in a browser."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from annotate.workflow import research
from annotate.workflow.labelling import notifying
from annotate.workflow.project import open_project
from annotate.workflow.schemes import migrating, versions
from schema import scheme_id
from tests.labelstudio.screen import Screen
from tests.migrating import roads
from tests.studio import log_in
from tests.workflow.conftest import Way
from tests.workflow.schemes.test_migrating import Work, changing, config, stored

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["changing"]

QUOTE = "的人就又成了邻居"


@pytest.fixture
def page(browser: Browser) -> Page:
    return browser.new_page(viewport={"width": 1400, "height": 900})


def picture(page: Page, name: str) -> None:
    """Keep a picture of the screen, where somebody wants to look at it."""
    if folder := os.environ.get("ANNOTATE_TEST_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png")


def test_what_is_submitted_from_an_open_page_is_led_after(changing: Way, page: Page) -> None:
    """Of four tasks one is submitted and being changed, one skipped, one submitted, and one open on the screen."""
    way = changing
    annotator, last = way.annotators[0], way.units()[3]
    work = Work(way, drafted=False)
    text = last.of(way.text(last))
    with way.project.store() as store:
        (remote,) = store.projects()
    log_in(page, way.studio.url, annotator)
    screen = Screen(page, way.studio.url, remote.remote)
    with page.expect_response(lambda answer: "/drafts" in answer.url and answer.request.method == "POST"):
        screen.label("2", text, QUOTE)
    picture(page, "before")

    target = str(way.project.folder.parent / "after.yaml")
    done = migrating.migrate(way.project, target, roads.OPERATIONS, who="林")
    assert done.changed == 3
    # The page still shows the old scheme: the draft that it saves, and what it submits, has the old names.
    with page.expect_response(lambda answer: "/annotations" in answer.url and answer.request.method == "POST"):
        screen.submit()
    now = Way(open_project(way.project.folder), way.studio, way.annotators)
    assert now.pull().new == 1
    (late,) = [one for one in stored(now) if one.unit == last and not one.deleted]
    assert [span.type for span in late.spans] == ["problem"]
    assert "unknown-type" in {found.rule for found in research.check(now.project).findings}
    lines = {line.id: line for line in versions.history(now.project).versions}
    assert lines[scheme_id(roads.NEW)].uncertain == 1

    again = migrating.migrate(now.project, target, who="林")
    assert (again.number, again.changed) == (1, 1)
    (late,) = [one for one in stored(now) if one.unit == last and not one.deleted]
    assert ([span.type for span in late.spans], late.revision) == (["issue"], 2)
    assert late.completed_by == annotator.email
    assert versions.history(now.project).versions[-1].uncertain == 0

    report = notifying.check_and_notify(now.project)
    assert report.notified is not None
    assert report.notified.written == report.notified.tasks == 2
    page.goto(f"{way.studio.url}/projects/{remote.remote}/data?task={work.tasks[3]}")
    page.wait_for_selector(".unit-text")
    assert "missing-attribute" in str(page.locator(".unit-findings h4").text_content())
    page.wait_for_selector(".htx-highlight")
    page.wait_for_function("document.fonts.status == 'loaded'")
    picture(page, "told")
    screen.click(text, QUOTE)
    page.wait_for_selector(".lsf-detailed-region")
    picture(page, "after")
    assert page.get_by_text("旧").count() == 0

    # The person gives what is missing; nothing is left to say, and the screen says nothing.
    screen.keys("7")
    with page.expect_response(lambda answer: "/annotations" in answer.url and answer.request.method == "PATCH"):
        page.get_by_text("Update", exact=True).first.click()
    now.pull()
    cleared = notifying.check_and_notify(now.project).notified
    assert cleared is not None
    assert (cleared.tasks, cleared.written, cleared.cleared) == (1, 0, 1)
    page.reload()
    page.wait_for_selector(".unit-text")
    picture(page, "mended")
    assert page.locator(".unit-findings h4").text_content() == ""

    returned = migrating.back(now.project, who="林")
    assert [one.annotation for one in returned.edited] == [late.id]
    page.reload()
    page.wait_for_selector(".unit-text")
    page.get_by_text("隐患", exact=False).first.wait_for()
    picture(page, "back")
    (late,) = [one for one in stored(now) if one.unit == last and not one.deleted]
    assert ([span.type for span in late.spans], late.spans[0].attributes) == (["problem"], {})
    assert "难题" not in config(now)
