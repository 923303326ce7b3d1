"""Writes the report of a large project, and times what a reader does with it in Chromium.

    python -m tests.benchmarks.reporting [--paragraphs 2000] [--times 5]

The project is the tests' essays over and over, each with three annotators and gold. Prints a table of Markdown: what
the page took from a click or key until the browser had laid it out and painted, and the processor's share of it, which
is what counts on a busy machine: medians of several readers, each of whom opens the page anew.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from annotate.report import write
from tests.report.build import BRIDGE, BUS, build
from tests.studio import BROWSER_ARGUMENTS, browser_program

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession, Page

_PARAGRAPHS = 5
"""Paragraphs of the two essays."""

_TIMED = """async (act) => {
  const address = location.href;
  const moved = new Promise((done) => addEventListener("hashchange", done, { once: true }));
  const begun = performance.now();
  (0, eval)(act);
  if (location.href !== address) await moved;
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - begun;
}"""
"""From before an action, over what the page does on another address, to after the next frame."""

_TYPE = (
    "document.querySelector('{}').value = '{}';"
    "document.querySelector('{}').dispatchEvent(new Event('input', {{bubbles: true}}))"
)
_CLICK = "document.querySelector('{}').dispatchEvent(new MouseEvent('click', {{bubbles: true}}))"

ACTIONS = {
    "open the disagreements": "location.hash = '#disagreements'",
    "filter them by words": _TYPE.format("#disagreements [name=words]", "轮椅", "#disagreements .filters"),
    "filter them by kind": _TYPE.format("#disagreements [name=kind]", "label", "#disagreements .filters"),
    "open the articles": "location.hash = '#articles'",
    "filter them": _TYPE.format("#articles [name=words]", "（7）", "#articles .filters"),
    "open an article": "location.hash = document.querySelector('#articles tbody a').getAttribute('href')",
    "jump to the next": "document.querySelector('#article .crumbs a:last-child').click()",
    "choose in the graph": _CLICK.format("#article .node"),
    "open the search": "location.hash = '#search'",
    "search all texts": _TYPE.format("#search [name=words]", "应当", "#search .filters"),
    "search a label": _TYPE.format("#search [name=label]", "1", "#search .filters"),
}
"""What a reader does, in order, as JavaScript."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--paragraphs", type=int, default=2000)
    parser.add_argument("--times", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        project = build(Path(name) / "project", dict(_essays(given.paragraphs)))
        begun = time.perf_counter()
        written = write(project, Path(name) / "report.html", resamples=0)
        seconds = time.perf_counter() - begun
        print(f"{written.paragraphs:,} paragraphs, {written.disagreements:,} disagreements", end="; ")
        print(f"written in {seconds:.1f} s, {written.bytes / 1e6:.1f} MB\n")
        print("| what | milliseconds | of these, processor |\n| --- | ---: | ---: |")
        readers = [list(_timed(Path(written.file))) for _ in range(given.times)]
        for steps in zip(*readers, strict=True):
            wall, busy = (median(step[at] for step in steps) for at in (1, 2))
            print(f"| {steps[0][0]} | {wall:.0f} | {busy:.0f} |")
        print(f"\nLoad of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors.")


def _essays(paragraphs: int) -> Iterator[tuple[str, str]]:
    for number in range(paragraphs // _PARAGRAPHS):
        yield f"bridge{number}", BRIDGE.replace("轮椅\n", f"轮椅（{number}）\n", 1)
        yield f"bus{number}", BUS.replace("晚自习\n", f"晚自习（{number}）\n", 1)


def _timed(file: Path) -> Iterator[tuple[str, float, float]]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_program(), args=BROWSER_ARGUMENTS)
        page: Page = browser.new_page(viewport={"width": 1300, "height": 900}, bypass_csp=True)
        told = page.context.new_cdp_session(page)
        told.send("Performance.enable", {"timeDomain": "threadTicks"})
        begun = time.perf_counter()
        page.goto(file.as_uri())
        yield "open the report", 1000 * (time.perf_counter() - begun), 1000 * _busy(told)
        # What is not shown is made ready after the page has opened, while its reader looks at the first view.
        page.wait_for_selector("#disagreements .card", state="attached")
        for what, action in ACTIONS.items():
            before = _busy(told)
            milliseconds = page.evaluate(_TIMED, action)
            yield what, milliseconds, 1000 * (_busy(told) - before)
        browser.close()


def _busy(told: CDPSession) -> float:
    """Seconds of processor that the page's main thread has taken since it began."""
    metrics = told.send("Performance.getMetrics")["metrics"]
    return float(next(one["value"] for one in metrics if one["name"] == "TaskDuration"))


if __name__ == "__main__":
    main()
