"""The page on a narrow screen, and what of it the keyboard stops at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.report.opened import view

if TYPE_CHECKING:
    from playwright.sync_api import Page

_WIDER = "box => box.scrollWidth > box.clientWidth"


def test_figures_and_what_they_mean_are_read_without_scrolling_aside(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    view(page, "agreement")
    boxes = page.locator("#agreement .wide:has(.figures)")
    assert boxes.count() > 3
    assert [number for number in range(boxes.count()) if boxes.nth(number).evaluate(_WIDER)] == []
    meaning = page.locator("#agreement .figures .meaning").first.bounding_box()
    assert meaning is not None
    assert meaning["x"] + meaning["width"] <= 390


def test_the_first_column_stays_while_a_table_is_scrolled(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    view(page, "agreement")
    table = page.locator("#agreement .wide:has(th:text-is('Missing'))")
    assert table.evaluate(_WIDER)
    table.evaluate("box => { box.scrollLeft = 999; }")
    assert table.evaluate("box => box.querySelector('tbody th').getBoundingClientRect().left") == pytest.approx(
        table.evaluate("box => box.getBoundingClientRect().left"), abs=1
    )


@pytest.mark.parametrize("width", [1300, 390])
def test_the_keyboard_stops_at_what_can_be_scrolled_alone(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for name in ("progress", "agreement", "articles"):
        view(page, name)
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
        stops = page.locator(f"#{name} .wide, #{name} .drawing").evaluate_all(
            f"all => all.map(box => [({_WIDER})(box), box.tabIndex === 0])"
        )
        assert [wider for wider, _ in stops] == [stop for _, stop in stops]
        if name == "agreement":
            assert {stop for _, stop in stops} == {True, False}
