"""What the mark-up of a source says goes before what a text looks like."""

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest

from annotate.segmentation import Mark, Origin, imported
from schema import SourceView
from tests.segmentation.rows import Row, rows

DYE = "县里应当把织造列入技工学校的课程，请老师傅带徒，学成的按月发给补贴，满三年再评等级。"
WELL = "井水变咸已有十年，村民要到邻镇去挑水，一担水要走两里路，老人只好向邻居买水喝。"
HEAD = "水利文存"


def blocks(text: str, marks: Sequence[Mark]) -> list[Row]:
    view = SourceView(text=text, extractor="text", extractor_version="test")
    return rows(imported(Origin("id", "essay.pdf", "hash"), view, marks=marks))


def elements(*texts: str, whole: bool = False) -> tuple[str, list[Mark]]:
    """Return a view with an element for each text, each with a blank line behind it."""
    view, marks = "", list[Mark]()
    for text in texts:
        marks.append(Mark(len(view), len(view) + len(text), whole=whole))
        view += text + "\n\n"
    return view, marks


def test_lines_of_a_whole_mark_are_one_block_wherever_they_are_broken() -> None:
    ragged = "\n\n".join(re.findall(r"[^，。]+[，。]", DYE + WELL))
    view, marks = elements("水井与织机", ragged, whole=True)
    assert Row(1, "paragraph", None, DYE + WELL) in blocks(view, marks)
    assert Row(1, "paragraph", None, DYE + WELL) not in blocks(view, [replace(mark, whole=False) for mark in marks])


def test_lines_of_whole_marks_are_no_running_heads() -> None:
    texts = ("水井与织机", WELL, HEAD, DYE + WELL, HEAD, DYE + DYE, HEAD, WELL + WELL)
    view, marks = elements(*texts, whole=True)
    assert sum(row.text == HEAD and row.kind == "heading" for row in blocks(view, marks)) == 3
    view, marks = elements(*texts)
    assert sum(row.text == HEAD and row.kind == "boilerplate" for row in blocks(view, marks)) == 3


@pytest.mark.parametrize("heading", ["水位", "渡口课题组"])
def test_a_marked_heading_is_no_byline_by_its_looks(heading: str) -> None:
    """A surname and a character, or what groups of authors are called."""
    view, marks = elements("水井与织机", DYE + WELL[:20], heading, WELL[20:])
    marked = [replace(mark, kind="heading", level=2) if at == 2 else mark for at, mark in enumerate(marks)]
    assert (1, "heading", heading) in [(row.article, row.kind, row.text) for row in blocks(view, marked)]
    assert (1, "byline", heading) in [(row.article, row.kind, row.text) for row in blocks(view, marks)]
