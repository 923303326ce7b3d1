"""Messages: four facts, and nothing in them that breaks a line or gives a terminal orders."""

from __future__ import annotations

import ast
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import annotate
from annotate.errors import InputError, visible, visible_lines
from annotate.rendering import block_line, render
from annotate.workflow.correcting.review import ReviewWritten

_ORDER = "\x1b]0;锁\x07\x1b[2J"


def test_a_message_says_where_what_was_expected_and_the_cure() -> None:
    error = InputError("a.txt", "no text", expected="text", cure="write some")
    assert str(error) == "a.txt: no text (expected text)\n  → write some"
    assert str(InputError("a.txt", "no text")) == "a.txt: no text"


@pytest.mark.parametrize("fact", ["where", "found", "expected", "cure"])
def test_no_fact_gives_a_terminal_orders_or_poses_as_another_line(fact: str) -> None:
    facts = {"where": "a.txt", "found": "no text", "expected": "text", "cure": "write some"}
    facts[fact] = f"渡口{_ORDER}\nimported: all\r\u2028\u202e𠮷😀\udcff"
    message = str(InputError(facts["where"], facts["found"], expected=facts["expected"], cure=facts["cure"]))
    assert r"渡口\x1b]0;锁\x07\x1b[2J\nimported: all\r\u2028\u202e𠮷😀\udcff" in message
    assert message.splitlines()[1:] == [f"  → {visible(facts['cure'])}"]


def test_listings_stay_listings() -> None:
    error = InputError("a.csv", f"2 faults\n  line 1: {_ORDER}\n  line 2: no id\n", expected="records")
    assert str(error).split("\n") == [
        "a.csv: 2 faults",
        r"  line 1: \x1b]0;锁\x07\x1b[2J",
        "  line 2: no id",
        " (expected records)",
    ]


def test_the_facts_stay_as_they_are() -> None:
    assert InputError(_ORDER, "x").where == _ORDER


def test_no_result_gives_a_terminal_orders() -> None:
    shown = render(ReviewWritten(folder=f"r{_ORDER}", documents=1, articles=2, doubts=0))
    assert shown.startswith(r"r\x1b]0;锁\x07\x1b[2J: 2 articles of 1 document")
    assert len(shown.splitlines()) > 1
    line = block_line({"article": 1, "kind": "markup", "level": None, "text": f"甲{_ORDER}\n乙"}, False)
    assert line.endswith(r"甲\x1b]0;锁\x07\x1b[2J\n乙")


def _raised(package: str) -> Iterator[tuple[str, set[str | None]]]:
    """The places of a package where an error is made, each with the facts that are named there."""
    for path in sorted((Path(annotate.__file__).parent / package).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "InputError":
                yield f"{path.name}:{node.lineno}", {keyword.arg for keyword in node.keywords}


@pytest.mark.parametrize("package", ["importers", "formats", "editing", "scheme"])
def test_every_error_of_a_source_says_what_was_expected_and_the_cure(package: str) -> None:
    raised = list(_raised(package))
    assert len(raised) > 5
    assert [place for place, named in raised if not {"expected", "cure"} <= named] == []


@given(st.text())
def test_what_is_shown_is_one_line_without_controls_and_all_else_as_it_was(text: str) -> None:
    shown = visible(text)
    assert len(shown.splitlines()) <= 1
    assert not any(unicodedata.category(sign) in ("Cc", "Cs") for sign in shown if sign != "\t")
    shown.encode()
    assert visible(shown) == shown
    assert visible_lines(text).split("\n") == [visible(line) for line in text.split("\n")]


@pytest.mark.parametrize("text", ["渡口\u3000停航\u00a0", "👨\u200d🌾", "a\tb", "𠮷\U00100000", r"C:\new"])
def test_what_is_to_be_read_stays(text: str) -> None:
    assert visible(text) == text
