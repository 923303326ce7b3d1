"""The ways to the views of the report in Chromium."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page


def view(page: Page, name: str) -> None:
    """Open a view; what it lists is drawn when it is shown."""
    page.click(f".bar a[href='#{name}']")
    page.wait_for_selector(f"#{name}.on")


def bridge(page: Page) -> None:
    """Open the essay on the bridge, with its arcs."""
    view(page, "articles")
    page.click("#articles tbody a:has-text('桥')")
    page.wait_for_selector("#article .ties g")
