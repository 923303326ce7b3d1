"""The labelling screen as a person uses it: keys, real mouse drags over characters, buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

TEXT = ".unit-text .lsf-htx-richtext"
"""The text to label."""

BEFORE = ".unit-before"
"""The paragraph before it."""

_BOX_OF_CHARACTER = """([selector, position]) => {
    const walker = document.createTreeWalker(document.querySelector(selector), NodeFilter.SHOW_TEXT);
    let node;
    while ((node = walker.nextNode())) {
        const characters = [...node.data];
        if (position < characters.length) {
            const start = characters.slice(0, position).join("").length;
            const range = document.createRange();
            range.setStart(node, start);
            range.setEnd(node, start + characters[position].length);
            const box = range.getBoundingClientRect();
            return [box.left, box.right, (box.top + box.bottom) / 2];
        }
        position -= characters.length;
    }
}"""

_REGIONS = """new Set(
    [...document.querySelectorAll(".htx-highlight")].map((part) => part.className.match(/htx-highlight-(\\S+)/)[1])
).size"""


class Screen:
    """A page that shows the labelling stream of a project."""

    def __init__(self, page: Page, url: str, project: int) -> None:
        self.page = page
        page.goto(f"{url}/projects/{project}/data?labeling=1")
        page.wait_for_selector(TEXT)
        page.wait_for_function("document.fonts.status == 'loaded'")

    def drag(self, text: str, quote: str, where: str = TEXT) -> None:
        """Draw the mouse from before the first character of a quotation to behind its last."""
        start = text.index(quote)
        left, _, top = self._box(start, where)
        _, right, bottom = self._box(start + len(quote) - 1, where)
        self.page.mouse.move(left + 1, top)
        self.page.mouse.down()
        self.page.mouse.move(right - 1, bottom, steps=6)
        self.page.mouse.up()

    def click(self, text: str, quote: str) -> None:
        """Click on the second character of a quotation."""
        left, right, middle = self._box(text.index(quote) + 1, TEXT)
        self.page.mouse.click((left + right) / 2, middle)

    def label(self, key: str, text: str, quote: str) -> None:
        """Label a quotation with a hotkey, and select the region."""
        self.keys("u", key)
        before = self.regions()
        self.drag(text, quote)
        self.page.wait_for_function(f"before => ({_REGIONS}) > before", arg=before)
        self.click(text, quote)
        self.page.wait_for_selector(".lsf-detailed-region")

    def keys(self, *keys: str) -> None:
        """Press keys, with no input field in the way."""
        self.page.evaluate("document.activeElement.blur()")
        for key in keys:
            self.page.keyboard.press(key)

    def regions(self) -> int:
        """Return how many regions there are in the text."""
        return int(self.page.evaluate(_REGIONS))

    def relate(self, text: str, quote: str, label: str, count: int = 1) -> None:
        """Draw a relation from the selected region to that of a quotation, the `count`th of the task, and name it."""
        self.keys("Alt+r")
        self.click(text, quote)
        self.page.get_by_text("Relations", exact=True).first.click()
        item = self.page.locator(".lsf-relations__item").nth(count - 1)
        item.hover()
        item.get_by_label("Show Relation Labels").click()
        self.page.get_by_text("Select labels").click()
        self.page.get_by_text(label, exact=True).last.click()
        self.page.keyboard.press("Escape")

    def submit(self) -> None:
        """Press the button."""
        self.page.get_by_role("button", name="Submit").first.click()

    def _box(self, position: int, where: str) -> tuple[float, float, float]:
        """Left, right and middle height of a character, which is counted in code points."""
        left, right, middle = self.page.evaluate(_BOX_OF_CHARACTER, [where, position])
        return left, right, middle
