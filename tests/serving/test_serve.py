"""annotate serve as a process: what it answers, whom it refuses, how it ends, and what a reader sees of a change."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from annotate.serving import _server, serve
from annotate.serving._server import _listening
from annotate.settings import NOTHING
from annotate.workflow.project import Project, open_project
from annotate.workflow.reporting import Serving
from tests.report.build import LATER, NAMES, RAMP, build, span

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ANNOTATE = Path(sys.executable).parent / "annotate"
SOON = 300
"""Seconds after which what should come is not waited for; machines may be slow and busy."""


@dataclass(frozen=True)
class Server:
    """A running `annotate serve`."""

    project: Project
    process: subprocess.Popen[str]
    url: str

    @property
    def port(self) -> int:
        return int(self.url.rstrip("/").rpartition(":")[2])

    def ask(self, method: str = "GET", path: str = "/version", **headers: str) -> tuple[int, dict[str, str], str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=SOON)
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        body = answer.read().decode()
        connection.close()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body


def start(folder: Path, *words: str) -> subprocess.Popen[str]:
    command = [str(ANNOTATE), "serve", "--resamples", "0", "--json", *words]
    return subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("served") / "project").folder


@contextlib.contextmanager
def running(template: Path, folder: Path) -> Iterator[Server]:
    shutil.copytree(template, folder)
    # Not at a usual port, which others who test at the same time could take as soon as it is free.
    process = start(folder, "--port", "0")
    assert process.stdout is not None
    said = ""
    while not said.endswith("}\n"):
        line = process.stdout.readline()
        assert line, process.communicate()
        said += line
    yield Server(open_project(folder, NOTHING), process, json.loads(said)["url"])
    process.kill()
    process.communicate()


@pytest.fixture(scope="module")
def lasting(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for those who do not end it."""
    with running(template, tmp_path_factory.mktemp("lasting") / "project") as made:
        yield made


@pytest.fixture
def server(template: Path, tmp_path: Path) -> Iterator[Server]:
    with running(template, tmp_path / "project") as made:
        yield made


def settle(server: Server) -> None:
    """Wait until the page is that of the store."""
    until = time.monotonic() + SOON
    while json.loads(server.ask()[2])["making"]:
        assert time.monotonic() < until
        time.sleep(0.05)


def change(project: Project, words: str) -> None:
    """What a pull brings: zhaoke finds a problem more in the second essay."""
    with project.store() as store:
        bus = next(one for one in store.articles() if "末班车" in one.title)
        (said,) = store.annotations(annotator="zhaoke", article=bus.id)
        more = span(words, "problem", bus.current.text)
        store.save_annotations([said.model_copy(update={"spans": (*said.spans, more)})])


def test_it_shows_the_report_and_does_nothing_else(lasting: Server) -> None:
    status, headers, body = lasting.ask(path="/")
    assert status == 200
    assert LATER in body
    assert not [name for name in NAMES if name in body]
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "frame-ancestors 'none'" in policy
    assert "script-src 'unsafe-inline'" not in policy
    assert not [name for name in headers if name.startswith("access-control")]
    status, headers, body = lasting.ask("HEAD", "/")
    assert (status, body) == (200, "")
    for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
        assert lasting.ask(method, "/")[0] == 405
        assert lasting.ask(method)[0] == 405
    assert lasting.ask(path="/annotate.toml")[0] == 404
    assert lasting.ask(path="/../annotate.toml")[0] == 404


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8100", "127.0.0.1.evil.example", "192.168.0.1"])
def test_it_answers_to_no_name_but_its_own(lasting: Server, host: str) -> None:
    """A page of another name that leads here could otherwise read ours (DNS rebinding)."""
    for path in ("/", "/version"):
        status, _, body = lasting.ask(path=path, Host=host)
        assert (status, LATER in body) == (400, False)
    assert lasting.ask(Host=f"localhost:{lasting.port}")[0] == 200


def test_it_can_be_reached_from_this_machine_alone(lasting: Server) -> None:
    with socket.socket() as other:
        # What listens at all addresses would answer at this one too.
        assert other.connect_ex(("127.0.0.2", lasting.port)) != 0
    assert lasting.ask()[0] == 200


def test_an_interrupt_ends_it_well(server: Server) -> None:
    """Right after its address was told, too."""
    server.process.send_signal(signal.SIGINT)
    assert server.process.wait(SOON) == 0
    assert server.process.stderr is not None
    assert server.process.stderr.read() == "reading the project\n"


def test_an_interrupt_before_it_runs_ends_it_too(template: Path) -> None:
    """The address was told and the server has not begun: nothing is raised, and what interrupts meant is put back."""
    before = signal.getsignal(signal.SIGINT)
    told: list[str] = []

    def announce(found: Serving) -> None:
        told.append(found.url)
        signal.raise_signal(signal.SIGINT)

    serve(open_project(template, NOTHING), announce, port=0, resamples=0)
    assert len(told) == 1
    assert signal.getsignal(signal.SIGINT) is before


def test_a_kill_leaves_the_port_to_the_next(server: Server) -> None:
    server.ask()
    server.process.kill()
    server.process.wait()
    again = start(server.project.folder, "--port", str(server.port))
    assert again.stdout is not None
    assert again.stdout.readline() == "{\n"
    again.terminate()
    again.communicate()


def test_a_usual_port_that_is_taken_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    with _listening(0) as other:
        taken = other.getsockname()[1]
        monkeypatch.setattr(_server, "_USUAL", (taken,))
        with _listening(None) as found:
            assert found.getsockname()[1] != taken


def test_a_port_that_is_taken_is_told(lasting: Server) -> None:
    done = start(lasting.project.folder, "--port", str(lasting.port))
    said, wrong = done.communicate(timeout=SOON)
    assert (done.returncode, said) == (1, "")
    assert f"port {lasting.port}" in wrong
    assert "Address already in use" in wrong
    assert "Traceback" not in wrong


@pytest.mark.usefixtures("sqlite_only")
def test_a_store_that_is_gone_is_told_until_it_is_back(lasting: Server) -> None:
    store = lasting.project.folder / "annotate.db"
    store.rename(store.with_suffix(".away"))
    settle(lasting)
    status, _, body = lasting.ask(path="/")
    assert status == 503
    assert "annotate.db" in body
    store.with_suffix(".away").rename(store)
    settle(lasting)
    assert lasting.ask(path="/")[0] == 200


@pytest.fixture
def page(lasting: Server, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1300, "height": 700})
    context.set_default_timeout(1000 * SOON)
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.goto(lasting.url)
    yield opened
    context.close()
    assert wrong == []


def renewed(page: Page) -> None:
    """Wait for the page that the reader gets of itself."""
    page.wait_for_selector("#live:has-text('renewed')")


def test_a_reader_keeps_view_filters_and_place_when_a_pull_brought_something(lasting: Server, page: Page) -> None:
    page.click(".bar a[href='#disagreements']")
    page.click("#theme")
    theme = page.get_attribute("html", "data-theme")
    page.select_option("#disagreements [name=pair]", label="A1 – A3")
    page.fill("#disagreements [name=words]", "晚自习")
    page.evaluate("document.querySelector('#disagreements [name=words]').setSelectionRange(1, 2)")
    before = page.locator("#disagreements .count").text_content()
    change(lasting.project, "晚自习八点才散")
    renewed(page)
    assert page.locator("#disagreements").is_visible()
    assert page.get_attribute("html", "data-theme") == theme
    assert page.input_value("#disagreements [name=words]") == "晚自习"
    assert page.evaluate("document.querySelector('[name=pair]').selectedOptions[0].textContent") == "A1 – A3"
    assert page.evaluate(
        "[document.activeElement.name, document.activeElement.selectionStart, document.activeElement.selectionEnd]"
    ) == ["words", 1, 2]
    assert page.locator("#disagreements .count").text_content() != before


def test_a_reader_of_an_article_stays_where_they_are(lasting: Server, page: Page) -> None:
    page.click(".bar a[href='#articles']")
    page.click("#articles tbody a:has-text('末班车')")
    page.select_option("#article [name=layer]", label="A3")
    page.click("#article .tag[aria-label*='加开']")
    page.evaluate("scrollTo(0, 120)")
    marks = page.locator("#article .tag").count()
    at = page.evaluate("document.querySelector('#article p.run').getBoundingClientRect().top")
    change(lasting.project, "费用由县里补")
    renewed(page)
    assert page.locator("#article .tag").count() == marks + 1
    assert page.evaluate("document.querySelector('#article [name=layer]').selectedOptions[0].textContent") == "A3"
    assert abs(page.evaluate("document.querySelector('#article p.run').getBoundingClientRect().top") - at) < 2


def test_a_reader_of_a_graph_has_the_same_component_before_them(lasting: Server, page: Page) -> None:
    """Not one that it is joined to, and no more of the graph than before."""
    page.click(".bar a[href='#articles']")
    page.click("#articles tbody a:has-text('桥')")
    page.click(f"#article .tag[aria-label*='{RAMP}']")
    page.click("#article [name=around]")
    nodes = page.locator("#article .node").count()
    change(lasting.project, "六点半就开走")
    renewed(page)
    assert page.locator("#article .node.chosen title").text_content() == RAMP
    assert page.locator("#article .node").count() == nodes == 3


def test_a_reader_of_a_list_on_a_telephone_stays_at_their_card(lasting: Server, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 600})
    page.click(".bar a[href='#disagreements']")
    card = "document.querySelectorAll('#disagreements .card')[3]"
    page.evaluate(f"{card}.scrollIntoView()")
    page.wait_for_timeout(500)
    key, top = page.evaluate(f"[{card}.dataset.key, {card}.getBoundingClientRect().top]")
    change(lasting.project, "加开一班")
    renewed(page)
    page.wait_for_timeout(1000)
    at = f'document.querySelector(`#disagreements [data-key="{key}"]`).getBoundingClientRect().top'
    assert abs(page.evaluate(at) - top) < 2


def test_a_page_whose_text_is_being_copied_waits(lasting: Server, page: Page) -> None:
    page.evaluate("getSelection().selectAllChildren(document.querySelector('#progress h1'))")
    change(lasting.project, "等一等晚自习")
    version = page.get_attribute("html", "data-version")
    page.wait_for_selector("#live:has-text('Something')")
    settle(lasting)
    for _ in range(2):  # when the page asks once more it has thought about the answer before
        with page.expect_response("**/version"):
            pass
    assert page.get_attribute("html", "data-version") == version
    page.evaluate("getSelection().empty()")
    renewed(page)
    assert page.get_attribute("html", "data-version") != version


def test_a_page_says_when_its_server_has_ended(server: Server, browser: Browser) -> None:
    opened = browser.new_page()
    opened.set_default_timeout(1000 * SOON)
    opened.goto(server.url)
    server.process.send_signal(signal.SIGINT)
    assert server.process.wait(SOON) == 0
    opened.wait_for_selector("#live.warn:has-text('ended')")
    assert opened.locator("#progress").is_visible()
    opened.close()


def test_without_the_extra_it_says_what_to_install(template: Path, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import importlib.util as util\n"
        "find = util.find_spec\n"
        "util.find_spec = lambda name, package=None: None if name == 'uvicorn' else find(name, package)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run([str(ANNOTATE), "serve"], cwd=template, env=environment, capture_output=True, text=True)
    assert done.returncode == 1
    assert "the package uvicorn is not installed" in done.stderr
    assert "argument-annotate[serve]" in done.stderr
