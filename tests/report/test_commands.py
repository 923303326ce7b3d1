"""report, show and search as a user calls them."""

from __future__ import annotations

import json
import os
import pty
import re
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from annotate.workflow.project import Project
from tests.cli.inside import Call, call
from tests.report.build import CLIMB, NAMES, RAMP
from tests.terminal import until

__all__ = ["call"]

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def article(reported: Project) -> str:
    with reported.store() as store:
        return next(one.id for one in store.facts() if "桥" in one.title)


def test_a_report_is_written_where_it_is_asked_for(reported: Project, call: Call, tmp_path: Path) -> None:
    out = tmp_path / "shown.html"
    said = json.loads(call(reported.folder, "report", "--out", str(out), "--resamples", "0", "--json").stdout)
    assert (said["file"], said["bytes"], said["named"]) == (str(out), out.stat().st_size, False)
    assert (said["articles"], said["paragraphs"]) == (2, 5)
    assert not [name for name in NAMES if name in out.read_text(encoding="utf-8")]
    call(reported.folder, "report", "--out", str(out), "--resamples", "0", "--names", "--language", "zh")
    again = out.read_text(encoding="utf-8")
    assert '<html lang="zh">' in again
    assert all(name in again for name in NAMES)
    assert [path.name for path in tmp_path.iterdir()] == ["shown.html"]


def test_a_report_that_cannot_be_written_leaves_nothing(reported: Project, call: Call, tmp_path: Path) -> None:
    said = call(reported.folder, "report", "--out", str(tmp_path / "none" / "r.html"), "--resamples", "0", status=1)
    assert "cannot be written" in said.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("view", ["graph", "text"])
def test_an_article_is_drawn_for_a_paper(
    reported: Project, call: Call, tmp_path: Path, article: str, view: str
) -> None:
    words = ("report", "--article", article[:6], "--view", view, "--out")
    said = call(reported.folder, *words, str(tmp_path / "a.svg"), "--json")
    assert json.loads(said.stdout)["components"] == 4
    root = ElementTree.parse(tmp_path / "a.svg").getroot()
    paper = root[0]
    assert (paper.get("fill"), paper.get("width"), paper.get("height")) == (
        "#ffffff",
        root.get("width"),
        root.get("height"),
    )
    assert CLIMB[:8] in "".join(root.itertext())
    call(reported.folder, *words, str(tmp_path / "a.png"), "--format", "png")
    assert (tmp_path / "a.png").read_bytes().startswith(PNG)


def test_show_and_search_print_what_they_find(reported: Project, call: Call, article: str) -> None:
    shown = call(reported.folder, "show", article[:6]).stdout
    assert f"[measure {RAMP}]" in shown
    assert "\x1b" not in shown
    found = call(reported.folder, "search", "应当", "--label", "measure", "--json").stdout
    assert {place["label"] for place in json.loads(found)["places"]} == {"measure"}
    assert "nothing to look for" in call(reported.folder, "search", status=1).stderr
    call(reported.folder, "search", "--attribute", "actor", status=2)
    assert json.loads(call(reported.folder, "search", "--actor", "县", "--json").stdout)["found"] == 0


def test_an_article_is_shown_in_colours_as_wide_as_the_terminal(reported: Project, article: str) -> None:
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "COLUMNS": "30"}
        arguments = ["--project", str(reported.folder), "show", article]
        os.execv(sys.executable, [sys.executable, "-c", "from annotate.cli import main; main()", *arguments])
    shown = until(terminal, None)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0, shown
    assert "\x1b[38;2;0;0;0;48;2;213;94;0m" in shown
    lines = re.sub(r"\x1b\[[0-9;]*m", "", shown).splitlines()
    assert "[measure 县里应当在今年之内给" in lines
    assert "石桥加一条缓坡]。" in lines
    assert "县里应当在今年之内给石桥加一条…" in "".join(lines)
