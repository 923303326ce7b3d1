"""The page as it is printed."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest

from tests.report.opened import bridge, view

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_each_paragraph_has_its_piece_of_the_arcs_on_paper(page: Page) -> None:
    """So that arcs stay with their spans when a page ends between paragraphs."""
    bridge(page)
    page.wait_for_selector("#article .ties g")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    seen = page.eval_on_selector_all(
        "#article .run",
        "all => all.map(run => { const piece = run.querySelector(':scope > .piece').getBoundingClientRect();"
        " return Math.abs(piece.top - run.getBoundingClientRect().top) < 1 && piece.height > 0; })",
    )
    assert seen
    assert all(seen)
    assert not page.locator("#article .spread > .ties").is_visible()
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("#article .piece").count() == 0
    assert page.locator("#article .spread > .ties").is_visible()


def test_a_text_is_laid_out_for_paper_whatever_the_window(page: Page) -> None:
    seen: list[list[int]] = []
    bridge(page)
    for width in (1300, 390):
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
        seen.append(page.eval_on_selector_all("#article .run", "all => all.map(one => one.offsetHeight)"))
        page.emulate_media(media="screen")
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert page.evaluate("document.querySelector('#article .spread').offsetWidth <= innerWidth")
    assert seen[0] == seen[1]


def test_a_high_graph_is_printed_in_pieces_that_can_be_read(page: Page) -> None:
    """Each component is whole on one of them; one that fits on a page is not cut."""
    bridge(page)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#article .graph.piece").count() == 0
    page.evaluate("const svg = document.querySelector('#article .graph'); svg.setAttribute('viewBox', '0 0 1100 3000')")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    pieces = page.eval_on_selector_all(
        "#article .graph.piece",
        "all => all.map(({viewBox: {baseVal: {y, height}}, clientHeight}) => [y, y + height, clientHeight / height])",
    )
    assert len(pieces) > 1
    assert pieces[-1][1] == pytest.approx(3000, abs=0.1)
    highest = max(
        page.eval_on_selector_all("#article .graph:not(.piece) .node", "all => all.map(one => one.getBBox().height)")
    )
    for (_, end, scale), (start, _, _) in itertools.pairwise(pieces):
        assert end - start > highest
        assert scale > 0.5
    assert not page.locator("#article .graph:not(.piece)").is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("#article .graph").count() == 1


def test_charts_are_whole_on_paper(page: Page) -> None:
    """Also those that are wider than the page, which are scrolled on a telephone."""
    page.evaluate("document.querySelector('#progress .chart svg').setAttribute('width', 900)")
    page.set_viewport_size({"width": 690, "height": 900})
    page.emulate_media(media="print")
    view_of = "document.querySelector('#progress .chart .drawing')"
    assert page.evaluate(f"{view_of}.scrollWidth <= {view_of}.clientWidth")


def test_what_is_listed_bit_by_bit_says_how_much_of_it_is_printed(page: Page) -> None:
    view(page, "disagreements")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.get_attribute("#disagreements .count", "data-printed") == ""


def test_on_paper_there_are_no_controls(page: Page) -> None:
    bridge(page)
    page.emulate_media(media="print")
    assert not page.locator(".bar").is_visible()
    assert not page.locator("#article select").is_visible()
    assert page.locator("#article .run").first.is_visible()
