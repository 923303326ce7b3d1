"""A concordance as a terminal shows it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from rich.cells import cell_len

from annotate.rendering.lines import lined
from annotate.workflow.project import Project
from annotate.workflow.reporting.concordance import Sought, concordance


@pytest.mark.parametrize("width", [20, 60, 80, 120])
def test_places_stand_below_each_other_and_no_line_is_wider_than_the_terminal(reported: Project, width: int) -> None:
    shown = lined(concordance(reported, Sought("应当")), width)
    lines = shown.plain.splitlines()
    assert max(map(cell_len, lines)) <= max(width, 40)
    places = [line for line in lines if line.startswith("  ")]
    assert len(places) == 3
    at = [cell_len(line[: line.index("应当")]) for line in places]
    assert all(one == other for one, other in pairwise(at))
    assert lines[-1].startswith("3 places in 2 of 2 texts")


def test_spans_are_shown_with_label_and_attributes_and_long_ones_are_clipped(reported: Project) -> None:
    shown = lined(concordance(reported, Sought(labels=("measure",))), 60).plain
    assert "measure" in shown
    assert "instrument=other; specificity=concrete" in shown
    assert "县里应当在今年之内给…。" in shown


def test_an_article_is_named_once_and_nothing_found_is_told(reported: Project) -> None:
    shown = lined(concordance(reported, Sought("的")), 80).plain
    assert shown.count("让村口的桥也能走轮椅") == 2
    assert shown.count("version 1") == 2
    assert lined(concordance(reported, Sought("没有这样的话")), 80).plain == "0 places in 0 of 2 texts"
