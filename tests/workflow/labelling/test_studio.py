"""What `studio` tells besides starting and ending: the log, the address, the accounts."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from annotate.errors import ServerUnreachable
from annotate.labelstudio._process import birth
from annotate.rendering import render
from annotate.workflow.labelling import studio
from annotate.workflow.project import Project, open_project
from tests.cli.test_commands import ANNOTATE, CLEAN
from tests.workflow.conftest import Way


def test_accounts_are_listed_with_the_annotators_whose_they_are(way: Way) -> None:
    found = {user.login: user for user in studio.users(way.project).users}
    for account in way.annotators:
        user = found[account.email]
        assert (user.id, user.annotator) == (account.id, account.name)
    stranger = way.studio.new_account("stranger")
    again = studio.users(way.project)
    (listed,) = (user for user in again.users if user.login == stranger.email)
    assert listed.annotator is None
    assert stranger.email in render(again)


def test_the_browser_is_told_the_address_without_what_is_secret_in_it(
    way: Way, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LABEL_STUDIO_URL", way.studio.url.replace("//", "//user:pass@"))
    project = open_project(way.project.folder)
    monkeypatch.setenv("DISPLAY", ":0")
    shown: list[str] = []

    def browser(url: str) -> bool:
        shown.append(url)
        return True

    opened = studio.show(project, browser)
    assert (shown, opened.opened) == ([way.studio.url], True)
    assert render(opened) == f"{way.studio.url} is shown in the browser"
    assert not studio.show(project, lambda url: False).opened, "as webbrowser says where it finds none"


def test_without_a_screen_the_address_is_printed(way: Way, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")

    def text_browser(url: str) -> bool:
        raise AssertionError("one in the terminal would take it over")

    opened = studio.show(way.project, text_browser)
    assert (opened.opened, render(opened)) == (False, way.studio.url)


def test_without_a_server_there_is_nothing_to_open(project: Project) -> None:
    with pytest.raises(ServerUnreachable, match="annotate studio start"):
        studio.show(project)


def test_a_log_is_shown_without_orders_to_the_terminal(project: Project) -> None:
    assert render(studio.logs(project, 5)).startswith("there is nothing in ")
    project.studio.mkdir()
    (project.studio / "server.log").write_text("一\n\x1b]0;锁\x07\n", encoding="utf-8")
    assert studio.logs(project, 5).lines == ("一", "\x1b]0;锁\x07")
    assert render(studio.logs(project, 5)) == "一\n\\x1b]0;锁\\x07"


def test_other_machines_are_warned_of_and_loopback_addresses_are_not(project: Project) -> None:
    report = studio._report(project, url="http://127.0.0.1:8080", host="0.0.0.0")
    assert report.warning is not None
    assert "other machines reach it" in render(report)
    for host in ("127.0.0.1", "127.0.0.2"):
        assert studio._report(project, url="http://127.0.0.1:8080", host=host).warning is None


def test_a_log_is_followed_until_ctrl_c(project: Project) -> None:
    """The test stands for the server: it is alive, and writes to the log."""
    project.studio.mkdir()
    log = project.studio / "server.log"
    log.write_text("first\n", encoding="utf-8")
    state = f'{{"pid": {os.getpid()}, "born": "{birth(os.getpid())}", "port": 9}}'
    (project.studio / "state.json").write_text(state, encoding="utf-8")
    command = [str(ANNOTATE), "studio", "logs", "--follow"]
    with subprocess.Popen(command, cwd=project.folder, env=CLEAN, stdout=subprocess.PIPE, text=True) as follower:
        assert follower.stdout is not None
        assert follower.stdout.readline() == "first\n"
        with log.open("a", encoding="utf-8") as file:
            file.write("第二\n")
        assert follower.stdout.readline() == "第二\n"
        time.sleep(0.1)
        follower.send_signal(signal.SIGINT)
        assert follower.wait(timeout=20) == 0


def test_the_folder_of_a_project_names_its_log(project: Project) -> None:
    assert Path(studio.logs(project, 1).file) == project.folder / ".studio" / "server.log"
