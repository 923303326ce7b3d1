"""Prose on a terminal: nothing lost, no line too wide, and broken where Chinese and English may be."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from annotate.rendering._prose import Prose
from tests import strategies


def lines(text: str, width: int) -> list[str]:
    """What a terminal of a width shows."""
    out = io.StringIO()
    Console(file=out, width=width, color_system=None, highlight=False).print(Prose(text))
    return out.getvalue().removesuffix("\n").split("\n")


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("村口的石桥只有台阶", 8, ["村口的石", "桥只有台", "阶"]),
        ("村口的石桥，只有台阶。", 10, ["村口的石", "桥，只有台", "阶。"]),
        ("他说：“这座桥”", 8, ["他说：", "“这座桥”"]),
        ("桥[problem 只有台阶]。", 14, ["桥[problem 只", "有台阶]。"]),
        ("桥头[problem 只有台阶]", 12, ["桥头", "[problem 只", "有台阶]"]),
        ("the bridge has steps", 12, ["the bridge", "has steps"]),
        ("a1 b\n\n  c", 3, ["a1", "b", "", "  c"]),
        ("unbreakable", 4, ["unbr", "eaka", "ble"]),
        ("", 4, [""]),
    ],
)
def test_lines_break_between_wide_characters_and_words(text: str, width: int, shown: list[str]) -> None:
    assert lines(text, width) == shown


@given(strategies.texts(0, 60), st.integers(2, 20))
def test_nothing_is_lost_and_no_line_is_too_wide(text: str, width: int) -> None:
    found = lines(text, width)
    assert "".join("".join(found).split()) == "".join(text.split())
    assert all(cell_len(line) <= width for line in found)
