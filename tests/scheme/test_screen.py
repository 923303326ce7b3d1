"""The labelling screen of every shipped scheme, as a person uses it: what is labelled there is what is pulled."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from annotate.formats import label_studio as foreign
from annotate.labelstudio import Client, changes, ensure_project, pull
from annotate.labelstudio._credentials import Account
from annotate.scheme import SHIPPED, instructions, labelling_config, load, parse, tags
from annotate.scheme._hotkeys import hotkeys, value_control
from annotate.scheme._words import words
from schema import Annotation, Attribute, ComponentType, Scheme, Unit
from tests.labelstudio import remote
from tests.labelstudio.screen import Screen
from tests.studio import Studio, logged_in, unique

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CLAUSES = (
    "𠮷村的渡口早该复航",
    "船票便宜才有人坐",
    "😀渡口停航已有两年",
    "码头的护栏断了一半",
    "县里应当修好护栏",
    "汛期每天要发停航通知",
    "九成村民在问卷里赞成",
    "邻县的客渡从没亏过",
    "三年内学生半小时到校",
    "两岸的人常来常往",
)
"""Two for each component type of the largest scheme, in which each is labelled."""
TEXT = "，".join(CLAUSES) + "。"
UNIT = Unit(article="0a1b2c3d4e5f6a7b-1", version=1, kind="paragraph", start=300, end=300 + len(TEXT))


@pytest.fixture(scope="module")
def client(studio: Studio) -> Client:
    return remote.connect(studio)


@pytest.fixture(scope="module")
def account(studio: Studio) -> Account:
    return studio.new_account()


@pytest.fixture(scope="module")
def page(browser: Browser, studio: Studio, account: Account) -> Iterator[Page]:
    with logged_in(browser, studio.url, account) as page:
        yield page


HOSTILE = r"""
name: hostile
version: "1"
title: {en: "</h3><script>window.struck = 1</script>", zh: 标题}
components:
  - id: praise
    label: {en: "<b>&amp;\"' {{7*7}}", zh: '</View><Label/>'}
    guideline: {en: "<img src=x onerror='window.struck = 1'> & $title", zh: ']]> --> 说明 $title'}
    tests: [{en: "<style>*{display:none}</style>", zh: "&lt;不是标签"}]
    color: "#0072b2"
    attributes:
      - id: kind
        label: {en: "<i>kind</i>", zh: "&种类"}
        scale: nominal
        values: [{id: one, label: {en: "\"one\"", zh: "<一>"}}, {id: two, label: {en: "نعم", zh: "😀二"}}]
relations:
  - {id: about, label: {en: about, zh: "</Relations>&"}, guideline: {en: a, zh: b}, source: [praise], target: [praise]}
"""
"""A scheme whose every text would do something if it were taken for mark-up."""


def pushed(client: Client, scheme: Scheme) -> int:
    """A project of that scheme with one task."""
    config, told = labelling_config(scheme), instructions(scheme)
    project = ensure_project(client, title=unique("scheme"), marker=remote.marker(), config=config, instructions=told)
    remote.push(client, project, [remote.task(300, TEXT)], {}, lambda _: None)
    return project


def submitted(screen: Screen, client: Client, project: int, scheme: Scheme) -> Annotation:
    with screen.page.expect_response(lambda answer: "/annotations" in answer.url and answer.request.method == "POST"):
        screen.submit()
    (raw,) = [raw for change in pull(client, project, changes(client, project, None)) for raw in change.tasks]
    (annotation,) = raw.annotations
    return foreign.read(annotation, unit=UNIT, annotator="lin", origin="here", scheme=scheme, accounts=client.users())


def described(screen: Screen, component: ComponentType, attribute: Attribute, keys: dict[str, str], last: int) -> str:
    """Give an attribute of the selected region each of its values by key, the one at `last` in the end."""
    if attribute.scale == "text":
        screen.page.fill(f'input[name="{tags.control(component.id, attribute.id)}"]', f"{component.id}的主体")
        screen.page.keyboard.press("Enter")
        return f"{component.id}的主体"
    from playwright.sync_api import expect

    turned = [*attribute.values[last + 1 :], *attribute.values[: last + 1]]
    for value in turned:
        screen.keys(keys[value_control(component.id, attribute.id, value.id)])
        expect(screen.page.get_by_label(words(value.label, "both"))).to_be_checked(timeout=300_000)
    return turned[-1].id


def joined(scheme: Scheme) -> list[tuple[str, int, int]]:
    """A relation of each type between two clauses of types that it permits; no two clauses are joined twice."""
    types = [component.id for component in scheme.components for _ in range(2)]
    pairs = [(a, b) for a in range(len(types)) for b in range(len(types)) if a != b]
    fits = {
        relation.id: [(a, b) for a, b in pairs if relation.permits(types[a], types[b])] for relation in scheme.relations
    }
    found: list[tuple[str, int, int]] = []
    for name in sorted(fits, key=lambda name: len(fits[name])):
        taken = {frozenset(pair) for _, *pair in found}
        source, target = next(pair for pair in fits[name] if frozenset(pair) not in taken)
        found.append((name, source, target))
    return found


@pytest.mark.parametrize("name", SHIPPED)
def test_every_label_value_and_relation_is_given_on_the_screen(
    name: str, page: Page, studio: Studio, client: Client
) -> None:
    scheme = load(name)
    keys = hotkeys(scheme)
    project = pushed(client, scheme)
    screen = Screen(page, studio.url, project)
    expected: list[tuple[str, str, dict[str, str]]] = []
    for at, clause in enumerate(CLAUSES[: 2 * len(scheme.components)]):
        component = scheme.components[at // 2]
        screen.label(keys[component.id], TEXT, clause)
        given = {
            attribute.id: described(screen, component, attribute, keys, at % 2) for attribute in component.attributes
        }
        expected.append((clause, component.id, given))
    for count, (type_, source, target) in enumerate(joined(scheme), 1):
        relation = scheme.relation(type_)
        assert relation is not None
        screen.keys("u")
        screen.click(TEXT, CLAUSES[source])
        screen.relate(TEXT, CLAUSES[target], tags.relation_label(relation), count)
    found = submitted(screen, client, project, scheme)

    assert [(span.text, span.type, span.attributes) for span in found.spans] == expected
    assert all(span.text == TEXT[span.start - 300 : span.end - 300] for span in found.spans)
    order = [span.id for span in found.spans]
    relations = [(link.type, order.index(link.source), order.index(link.target)) for link in found.relations]
    assert relations == joined(scheme)
    assert found.unreadable == ()


def test_hostile_names_and_texts_arrive_intact_and_do_nothing(page: Page, studio: Studio, client: Client) -> None:
    scheme = parse(HOSTILE, "hostile.yaml")
    praise = scheme.components[0]
    project = pushed(client, scheme)
    screen = Screen(page, studio.url, project)
    label = page.locator(".unit-labels .lsf-label")
    assert words(praise.label, "both") in str(label.text_content())
    screen.label("1", TEXT, CLAUSES[0])
    kind = praise.attributes[0]
    page.get_by_text(words(kind.label, "both"), exact=True).wait_for()
    for value in kind.values:
        assert page.get_by_label(words(value.label, "both")).is_visible()
    page.get_by_role("button", name="Instructions").click()
    told = page.locator(".guide")
    told.wait_for()
    for text in (scheme.title.en, praise.label.en, praise.guideline.en, praise.guideline.zh, praise.tests[0].zh):
        assert text in str(told.text_content())
    assert page.evaluate("window.struck") is None
    assert page.locator(".guide script, .guide img, .guide i").count() == 0


@pytest.mark.parametrize("name", [*SHIPPED, "hostile"])
def test_the_server_keeps_config_and_instructions_as_they_are(name: str, studio: Studio, client: Client) -> None:
    """Otherwise they would look changed, and be sent again, at every push."""
    scheme = parse(HOSTILE, "hostile.yaml") if name == "hostile" else load(name)
    project = pushed(client, scheme)
    with remote.api(studio) as server:
        kept = server.get(f"/api/projects/{project}").json()
    assert kept["expert_instruction"] == instructions(scheme)
    assert kept["label_config"] == labelling_config(scheme)
