"""The page in Chromium: every view opened, filtered and clicked, without errors and without faults for axe."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from annotate.report import page as whole_page
from annotate.report._graph import graph
from annotate.workflow.reporting import Layer, Mark, ReportData, ReportText, Tie
from tests.report.build import BRIDGE, CLIMB, DETOUR, RAMP
from tests.report.opened import bridge, view

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

VIEWS = ("progress", "agreement", "disagreements", "articles", "search", "scheme")
GRAVE = ("serious", "critical")


def quote(page: Page, selector: str) -> str:
    """The words of the segments that a selector finds, without the tags in them."""
    found: str = page.eval_on_selector_all(
        selector,
        "all => all.map(one => { const own = one.cloneNode(true);"
        " own.querySelectorAll('.tag').forEach(tag => tag.remove()); return own.textContent; }).join('')",
    )
    return found


@pytest.mark.parametrize("name", VIEWS)
def test_every_view_opens_from_the_bar_alone(page: Page, name: str) -> None:
    view(page, name)
    assert page.eval_on_selector_all(".view", "all => all.filter(one => one.checkVisibility()).map(one => one.id)") == [
        name
    ]
    assert page.eval_on_selector_all("[aria-current]", "all => all.map(one => one.getAttribute('href'))") == [
        f"#{name}"
    ]
    page.go_back()
    page.wait_for_selector("#progress.on")


@pytest.mark.parametrize("name", VIEWS)
def test_an_address_opens_its_view(page: Page, file: Path, name: str) -> None:
    """Also those of which nothing can be shown before the page is there to its end."""
    page.goto("about:blank")
    page.goto(f"{file.as_uri()}#{name}")
    page.wait_for_selector(f"#{name}.on")
    if name not in ("search", "scheme"):
        assert page.locator(f"#{name} .list > *").count() > 0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_grave_fault(page: Page, theme: str) -> None:
    """The same look finds a fault that is put in."""
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    page.evaluate((resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
    for name in (*VIEWS, "article"):
        if name == "article":
            bridge(page)
            page.select_option("#article select", label="A2")
        else:
            page.evaluate("name => { location.hash = name; }", name)
            page.wait_for_selector(f"#{name}.on")
            page.evaluate("() => document.querySelectorAll('.view.on details').forEach(one => { one.open = true; })")
        assert faults(page) == [], name
    page.evaluate("() => document.querySelector('.view.on').append(document.createElement('button'))")
    assert faults(page) == ["button-name"]


def faults(page: Page) -> list[str]:
    found: list[str] = page.evaluate(
        "grave => axe.run({include: [['.bar'], ['.view.on']]}, {resultTypes: ['violations']}).then(said =>"
        " said.violations.filter(one => grave.includes(one.impact)).map(one => one.id +"
        " (one.id === 'button-name' ? '' : one.nodes.slice(0, 3).map(node => ' ' + node.html.slice(0, 160)))))",
        GRAVE,
    )
    return found


def test_the_switch_makes_it_dark_and_light_again(page: Page) -> None:
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.click("#theme")
    dark = page.evaluate(paper)
    page.click("#theme")
    assert dark != light == page.evaluate(paper)


def test_an_article_is_shown_to_the_character(page: Page) -> None:
    """It holds 𠮷, 😀 and mark-up, which is neither run nor lost."""
    bridge(page)
    whole = [line for line in BRIDGE.removeprefix("# ").splitlines() if line]
    shown = page.eval_on_selector_all("#article .run", "all => all.length")
    assert shown == len(whole)
    assert [quote(page, f"#article p.run:nth-of-type({n})") for n in range(1, 4)] == whole[1:]
    assert page.title() == "bridges"


def test_a_click_in_the_graph_leads_to_the_text_and_back(page: Page) -> None:
    bridge(page)
    lacking = page.locator("#article .node.lacking")
    assert lacking.count() == 1
    assert DETOUR in (lacking.first.get_attribute("aria-label") or "")
    page.click(f"#article .node:has(title:text-is('{RAMP}'))")
    assert quote(page, "#article .seg.chosen") == RAMP
    assert page.locator("#article .ties g.chosen").count() == 2
    assert page.locator("#article .graph .edge.chosen").count() == 2
    assert page.evaluate("document.querySelector('#article .tag.chosen').checkVisibility()")
    page.click("#article .tag[aria-label*='𠮷']")
    assert quote(page, "#article .seg.chosen") == CLIMB
    assert page.locator("#article .node.chosen title").text_content() == CLIMB
    page.keyboard.press("Escape")
    assert page.locator("#article .chosen").count() == 0


def test_the_graph_is_used_from_the_keyboard(page: Page) -> None:
    bridge(page)
    page.focus(f"#article .node:has(title:text-is('{RAMP}'))")
    page.keyboard.press("Enter")
    assert quote(page, "#article .seg.chosen") == RAMP


def test_an_article_shows_what_each_annotator_said(page: Page) -> None:
    bridge(page)
    assert page.eval_on_selector_all("#article select option", "all => all.map(one => one.textContent)") == [
        "gold",
        "A1",
        "A2",
        "A3",
    ]
    assert page.locator("#article .node").count() == 4
    page.select_option("#article select", label="A3")
    assert page.locator("#article .tag").count() == 2
    assert page.locator("#article .node").count() == 2
    assert page.locator("#article .edge").count() == 1


def test_the_graph_of_an_annotator_is_joined_to_their_text(page: Page) -> None:
    bridge(page)
    page.select_option("#article select", label="A2")
    page.focus(f"#article .node:has(title:text-is('{RAMP}'))")
    page.keyboard.press("Enter")
    assert quote(page, "#article .seg.chosen") == RAMP
    page.focus("#article .tag[aria-label*='𠮷']")
    page.keyboard.press("g")
    assert page.locator("#article .node.chosen title").text_content() == CLIMB
    assert page.evaluate("document.activeElement.classList.contains('node')")


@pytest.mark.parametrize("points", [2, 40])
def test_the_page_draws_graphs_as_they_are_for_papers(
    browser: Browser, data: ReportData, tmp_path: Path, points: int
) -> None:
    """With long words, characters of two units, relations of all types, within and between columns, and many points."""
    text = next(one for one in data.texts if CLIMB in one.text)
    at = text.text.index(CLIMB)
    ends = (
        (0, 4, "problem"),
        (at, at + len(CLIMB), "problem"),
        (2, 99, "claim"),
        (5, 9, "measure"),
        (6, 40, "measure"),
        *((start, start + 5, "claim") for start in range(3, 3 + points)),
    )
    marks = tuple(Mark(start=start, end=end, id=f"{start}", type=type_) for start, end, type_ in ends)
    kinds = [one.id for one in data.scheme.relations]
    pairs = ((0, 1), (2, 3), (3, 0), (1, 2), (4, 3), (0, 2))
    ties = tuple(Tie(source=a, target=b, type=kind) for (a, b), kind in zip(pairs, kinds, strict=True))
    ties += tuple(Tie(source=5 + point, target=2, type="elaborates") for point in range(points))
    ties += (Tie(source=6, target=3, type="supports"),)
    gold = Layer(annotator=None, marks=marks, ties=ties)
    with graphed(browser, data, text.model_copy(update={"gold": gold}), tmp_path) as opened:
        drawn = shapes(opened.eval_on_selector("#article .graph", "svg => svg.outerHTML"))
    wanted = shapes(graph(text, gold, data.scheme, "en"))
    assert [(tag, words) for tag, words, _ in drawn] == [(tag, words) for tag, words, _ in wanted]
    for (_, words, here), (_, _, there) in zip(drawn, wanted, strict=True):
        assert here == pytest.approx(there, abs=0.11), words
    assert any(words.endswith("…") for _, words, _ in wanted)
    assert sum("⚠" in words for _, words, _ in wanted) == 1
    assert sum(words == "+40" for _, words, _ in wanted) == (points == 40)


@contextlib.contextmanager
def graphed(browser: Browser, data: ReportData, text: ReportText, folder: Path) -> Iterator[Page]:
    """The page of an article alone."""
    listed = data.disagreements.model_copy(update={"disagreements": ()})
    shown = data.model_copy(update={"texts": (text,), "disagreements": listed})
    (folder / "report.html").write_text(whole_page(shown), encoding="utf-8")
    context = browser.new_context()
    opened = context.new_page()
    opened.goto(f"{(folder / 'report.html').as_uri()}#article/{text.article}")
    opened.wait_for_selector("#article .graph")
    yield opened
    context.close()


def test_points_of_a_component_are_folded_away_and_only_what_is_around_one_is_shown(
    browser: Browser, data: ReportData, tmp_path: Path
) -> None:
    text = data.texts[0]
    marks = tuple(Mark(start=at, end=at + 5, id=f"{at}", type="problem") for at in (12, 17, 22, 27))
    ties = (
        *(Tie(source=at, target=0, type="elaborates") for at in (1, 2)),
        Tie(source=3, target=2, type="causes"),
    )
    gold = Layer(annotator=None, marks=marks, ties=ties)
    with graphed(browser, data, text.model_copy(update={"gold": gold}), tmp_path) as opened:
        nodes, near = opened.locator("#article .node"), opened.locator("#article [name=around]")
        assert (nodes.count(), near.is_disabled()) == (4, True)
        opened.focus("#article .node[data-node='0']")
        opened.keyboard.press("ArrowLeft")
        assert (nodes.count(), opened.locator("#article .edge").count()) == (2, 1)
        assert opened.locator("#article .fold").all_text_contents() == ["+2 ⚠2"]
        assert opened.evaluate("document.activeElement.ariaExpanded") == "false"
        opened.click("#article .tag[data-mark='1']")
        assert opened.locator("#article .node.chosen").get_attribute("data-node") == "0"
        near.click()
        assert nodes.count() == 2
        opened.click("#article .node[data-node='0']")
        assert nodes.count() == 3
        opened.keyboard.press("Escape")
        near.click()
        opened.click("#article [name=unfolded]")
        assert nodes.count() == 4
        opened.click("#article .fold")
        assert nodes.count() == 2


def shapes(svg: str) -> list[tuple[str, str, list[float]]]:
    """What an SVG draws: the elements with their words, or colour, and the numbers of their places.

    Without the marks for folding, which only the page has.
    """
    found = [
        (tag, one.text or one.get("stroke") or one.get("fill") or "", numbers)
        for one in ElementTree.fromstring(svg).iter()
        for tag in (one.tag.rpartition("}")[2],)
        if tag in ("path", "text") and one.text != "−"
        for place in (" ".join(one.get(name, "") for name in ("x", "y", "d")),)
        for numbers in ([float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", place)],)
    ]
    return sorted(found, key=lambda one: one[:2])


def test_the_pace_stands_in_a_table_too(page: Page) -> None:
    assert page.locator("#progress .chart svg").count() == 1
    page.focus("#progress summary")
    page.keyboard.press("Enter")
    rows = page.locator("#progress details tbody tr")
    assert [row.split() for row in rows.all_inner_texts()] == [
        ["2026-02-28", "1", "1", "1"],
        ["2026-03-01", "1", "1", "1"],
    ]


@pytest.mark.parametrize("name", [*VIEWS, "article"])
def test_on_a_telephone_nothing_is_beside_the_page_or_behind_the_bar(page: Page, file: Path, name: str) -> None:
    page.set_viewport_size({"width": 390, "height": 500})
    if name == "article":
        bridge(page)
    else:
        page.goto("about:blank")
        page.goto(f"{file.as_uri()}#{name}")
        page.wait_for_selector(f"#{name}.on")
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.evaluate(
        "document.querySelector('.view.on h1').getBoundingClientRect().top"
        " >= document.querySelector('.bar').getBoundingClientRect().bottom"
    )


def test_every_article_is_listed_with_its_progress_and_agreement(page: Page) -> None:
    """Nobody has tasks here, so that nothing is said of these."""
    for name, columns in (("progress", 2), ("agreement", 7)):
        view(page, name)
        rows = page.locator(f"#{name} .list tr")
        assert rows.count() == 2
        assert rows.first.locator("th, td").count() == columns
    page.click("#agreement .list a >> nth=0")
    page.wait_for_selector("#article .run")


@pytest.mark.parametrize("allowed", [False, True])
def test_no_script_runs_but_that_of_the_page(browser: Browser, file: Path, allowed: bool) -> None:
    """Even if mark-up of an essay came into the page; a browser that does not obey the page runs it."""
    context = browser.new_context(bypass_csp=allowed)
    opened = context.new_page()
    opened.goto(file.as_uri())
    opened.evaluate(
        "() => { const own = document.createElement('script'); own.textContent = 'window.strange = 1';"
        " document.body.append(own); }"
    )
    assert opened.evaluate("window.strange === 1") is allowed
    context.close()


def test_disagreements_are_filtered_and_lead_to_their_article(page: Page) -> None:
    view(page, "disagreements")
    every = page.locator("#disagreements .card").count()
    assert every > 3
    page.select_option("#disagreements [name=kind]", "label")
    labels = page.locator("#disagreements .card").count()
    assert 0 < labels < every
    page.select_option("#disagreements [name=kind]", "")
    page.select_option("#disagreements [name=pair]", label="A1 – A3")
    apart = page.locator("#disagreements .card").count()
    assert 0 < apart < every
    page.select_option("#disagreements [name=pair]", "")
    page.fill("#disagreements [name=words]", "轮椅过")
    assert 0 < page.locator("#disagreements .card").count() < every
    page.fill("#disagreements [name=words]", "没有这样的话")
    assert page.locator("#disagreements .card").count() == 0
    page.fill("#disagreements [name=words]", "")
    assert page.locator("#disagreements .card").count() == every
    page.click("#disagreements .card header a >> nth=0")
    page.wait_for_selector("#article .seg.focus")


def test_a_card_has_a_lane_for_each_annotator_and_arcs(page: Page) -> None:
    view(page, "disagreements")
    page.select_option("#disagreements [name=kind]", "relation")
    page.fill("#disagreements [name=words]", "缓坡")
    card = page.locator("#disagreements .card").first
    page.wait_for_selector("#disagreements .card .ties g")
    rows = card.locator(".tag").evaluate_all(
        "all => all.map(tag => [tag.textContent.slice(0, 2), tag.style.getPropertyValue('--row')])"
    )
    lanes = {who: {row for name, row in rows if name == who} for who, _ in rows}
    assert {*lanes} == {"A1", "A2", "A3"}
    assert not lanes["A1"] & lanes["A2"]
    assert not lanes["A2"] & lanes["A3"]
    assert card.locator(".ties g").count() >= 3
    # The relations that it is about are named, and no others.
    named = card.locator(".ties text").evaluate_all(
        "all => all.filter(one => one.checkVisibility()).map(one => one.textContent)"
    )
    assert 0 < len(named) == card.locator(".ties .asked").count() < card.locator(".ties g").count()


def test_the_concordance_finds_words_and_labels(page: Page) -> None:
    view(page, "search")
    page.fill("#search [name=words]", "应当")
    assert page.locator("#search tbody tr").count() == 3
    page.select_option("#search [name=label]", label="measure")
    assert page.locator("#search tbody tr").count() == 2
    page.select_option("#search [name=who]", label="A3")
    page.fill("#search [name=words]", "")
    assert page.locator("#search tbody tr").count() == 2
    page.fill("#search [name=attribute]", "concrete")
    page.click("#search tbody a >> nth=0")
    page.wait_for_selector("#article .seg.focus")


def test_words_after_characters_of_two_units_are_found_where_they_are(page: Page) -> None:
    view(page, "search")
    page.fill("#search [name=words]", "买药")
    page.click("#search tbody a")
    page.wait_for_selector("#article .seg.focus")
    assert quote(page, "#article .seg.focus") == "买药"


def test_an_address_of_a_label_opens_the_scheme(page: Page) -> None:
    view(page, "scheme")
    page.click("#scheme a[href='#component-problem']")
    assert page.locator("#component-problem").is_visible()
    assert page.locator("#scheme").is_visible()
