"""The labelling screen in a real browser: what a person does there is what `pull` and `read` give, to the character."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from pydantic import JsonValue

from annotate.formats import label_studio as foreign
from annotate.labelstudio import Client, changes, pull
from annotate.labelstudio._credentials import Account
from schema import Annotation, Span, SpanRelation, Unit
from tests.labelstudio import remote
from tests.labelstudio.screen import BEFORE, Screen
from tests.studio import Studio, logged_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TEXT = "𠮷里的😀老楼加装电梯进度缓慢，低层与高层的意见难以统一。应当由街道牵头建立协商平台，并把补偿标准事先公开。"
PROBLEM = "😀老楼加装电梯进度缓慢"
MEASURE = "道牵头建立协商平"
"""Cuts words in two at both ends, since a span may begin and end anywhere."""
CONTEXT = "近年来，各地把加装电梯列入民生实事，补贴办法也陆续出台。"
TASK = {**remote.task(200, TEXT), "title": "让老楼的电梯装得上", "path": "二、难在哪里", "before": CONTEXT}
UNIT = Unit(article="0a1b2c3d4e5f6a7b-1", version=1, kind="paragraph", start=200, end=200 + len(TEXT))


@pytest.fixture(scope="module")
def client(studio: Studio) -> Client:
    return remote.connect(studio)


@pytest.fixture(scope="module")
def account(studio: Studio) -> Account:
    return studio.new_account()


@pytest.fixture(scope="module")
def page(browser: Browser, studio: Studio, account: Account) -> Iterator[Page]:
    """A page on which the annotator is logged in."""
    with logged_in(browser, studio.url, account) as page:
        yield page


@pytest.fixture
def project(client: Client) -> int:
    project = remote.new_project(client)
    remote.push(client, project, [TASK], {}, lambda _: None)
    return project


@pytest.fixture
def screen(page: Page, studio: Studio, project: int) -> Screen:
    return Screen(page, studio.url, project)


def read(raw: JsonValue, client: Client) -> Annotation:
    return foreign.read(raw, unit=UNIT, annotator="lin", origin="here", scheme=remote.SCHEME, accounts=client.users())


def pulled(client: Client, project: int) -> list[Annotation]:
    """What was submitted; the screen saves drafts by itself, which are none of it."""
    tasks = [task for change in pull(client, project, changes(client, project, None)) for task in change.tasks]
    return [read(raw, client) for task in tasks for raw in task.annotations]


def submitted(screen: Screen, client: Client, project: int) -> Annotation:
    with screen.page.expect_response(lambda answer: "/annotations" in answer.url and answer.request.method == "POST"):
        screen.submit()
    (annotation,) = pulled(client, project)
    return annotation


def span(quote: str) -> tuple[int, int]:
    return UNIT.start + TEXT.index(quote), UNIT.start + TEXT.index(quote) + len(quote)


def test_what_is_labelled_is_what_is_pulled(screen: Screen, client: Client, project: int, account: Account) -> None:
    screen.label("2", TEXT, PROBLEM)
    screen.keys("z")
    screen.label("3", TEXT, MEASURE)
    screen.keys("6", "k")
    screen.page.fill('input[name="measure.actor"]', "街道")
    screen.page.keyboard.press("Enter")
    screen.relate(TEXT, PROBLEM, "应对 addresses")
    screen.keys("8")
    screen.page.fill('input[name="note"]', "目的从句未标")
    found = submitted(screen, client, project)

    problem, measure = found.spans
    assert (problem.start, problem.end) == span(PROBLEM)
    assert (problem.type, problem.attributes, problem.text) == ("problem", {"problem_type": "status"}, PROBLEM)
    assert (measure.start, measure.end) == span(MEASURE)
    assert measure.type == "measure"
    assert measure.attributes == {"specificity": "concrete", "instrument": "organisational", "actor": "街道"}
    assert not problem.preloaded
    (relation,) = found.relations
    assert (relation.source, relation.target) == (measure.id, problem.id)
    assert (relation.type, relation.direction) == ("addresses", "right")
    assert (found.unsure, found.not_annotatable, found.note) == (True, False, "目的从句未标")
    assert (found.status, found.completed_by, found.unreadable) == ("submitted", account.email, ())


def test_only_the_text_can_be_labelled(screen: Screen) -> None:
    """The same gesture makes no region in the context, and one in the text."""
    quote = CONTEXT[4:12]
    screen.keys("1")
    screen.drag(CONTEXT, quote, where=BEFORE)
    screen.page.wait_for_timeout(500)
    assert screen.regions() == 0
    screen.drag(TEXT, TEXT[4:12])
    screen.page.wait_for_selector(".htx-highlight")
    assert screen.regions() == 1


def test_a_region_without_its_attributes_is_not_submitted(screen: Screen, client: Client, project: int) -> None:
    screen.label("2", TEXT, PROBLEM)
    screen.submit()
    told = screen.page.get_by_text("问题 problem: 问题类型 problem type ?")
    told.wait_for()
    screen.page.keyboard.press("Escape")
    # As long as it is going, it takes clicks and keys.
    told.wait_for(state="hidden")
    assert pulled(client, project) == []
    # The region is still selected; a click on it would end that.
    screen.keys("x")
    (problem,) = submitted(screen, client, project).spans
    assert problem.attributes == {"problem_type": "cause"}


def test_the_keys_of_other_types_say_nothing_of_a_region(screen: Screen, client: Client, project: int) -> None:
    """`z` is a value of problems, `q` and `s` are values of claims; all are pressed on a claim."""
    screen.label("1", TEXT, PROBLEM)
    screen.keys("z", "q", "s")
    (claim,) = submitted(screen, client, project).spans
    assert claim.attributes == {"claim_type": "fact", "centrality": "sub"}


def test_what_is_written_is_shown(studio: Studio, page: Page, client: Client, account: Account) -> None:
    """Regions, attributes and relations that were sent are there when the task is opened, by their own ids."""
    kept: dict[str, int] = {}
    project = remote.new_project(client)
    remote.push(client, project, [TASK], {}, kept.update)
    (task,) = kept.values()
    (start, end), (later, last) = span(PROBLEM), span(MEASURE)
    risk = {"problem_type": "risk"}
    said = read({"completed_by": account.id, "result": []}, client).model_copy(
        update={
            "spans": (
                Span(id="p", types=("problem",), start=start, end=end, text=PROBLEM, attributes=risk),
                Span(id="m", types=("measure",), start=later, end=last, text=MEASURE),
            ),
            "relations": (SpanRelation(id="r", types=("addresses",), source="m", target="p"),),
        }
    )
    assert account.token is not None
    Client(studio.url, account.token).annotate(task, foreign.write(said, "", remote.SCHEME))
    page.goto(f"{studio.url}/projects/{project}/data?task={task}")
    page.wait_for_selector(".htx-highlight")
    assert page.locator(".htx-highlight").all_inner_texts() == [PROBLEM, MEASURE]
    page.locator("svg.relations-overlay").get_by_text("应对 addresses").wait_for()
    page.locator(".htx-highlight").first.click()
    assert page.get_by_label("风险 risk").is_checked()
