"""An article as it is shown: of its own reading what it is made of, of the newest one what is uncertain."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotate.errors import InputError
from annotate.workflow.corpus import passages
from annotate.workflow.project import Project, init, open_project
from schema import Imported, Reading, Settle
from tests.store import content

ID = f"{content.BRIDGE}-1"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    init(tmp_path / "scans")
    opened = open_project(tmp_path / "scans")
    with opened.store() as store:
        store.add(content.SCANNED)
    return opened


def doubts(project: Project) -> list[bool]:
    with project.store() as store:
        (counted,) = (facts.doubts for facts in store.facts())
    shown = [part.doubt is not None for part in passages.show(project, ID).parts]
    assert sum(shown) == counted
    return shown


def test_doubts_are_shown_until_they_are_settled_though_the_text_stays(project: Project) -> None:
    assert doubts(project) == [True, False]
    settled = content.SCANNED.document.blocks[0].model_copy(update={"doubt": None})
    blocks = (settled, *content.SCANNED.document.blocks[1:])
    document = content.SCANNED.document.model_copy(update={"reading": 2, "blocks": blocks})
    reading = Reading(
        document=content.BRIDGE, number=2, who="林", when=content.MORNING, why="", edits=(Settle(block=0),)
    )
    with project.store() as store:
        store.revise(Imported(document=document, articles=content.SCANNED.articles), reading)
    assert doubts(project) == [False, False]
    shown = passages.show(project, ID, "p1")
    assert shown.version == 1
    assert shown.trace is not None
    assert [passage.text for passage in shown.trace.passages] == ["桥面又旧又窄，要休。"]


def test_corrected_text_is_traced_to_what_stood_there_and_to_its_page(project: Project) -> None:
    with project.store() as store:
        store.revise(content.CORRECTED, content.READING)
    shown = passages.show(project, ID, "p2")
    assert (shown.version, shown.authors, shown.parts[1].text) == (2, ("赵",), "桥面又旧又窄，要修😀。")
    assert shown.trace is not None
    assert [(passage.start, passage.end, passage.text) for passage in shown.trace.passages] == [
        (3, 11, "桥面又旧又窄，要"),
        (11, 12, "休"),
        (12, 13, "。"),
    ]
    assert {(passage.line, passage.places[0].page) for passage in shown.trace.passages} == {(2, 1)}
    with pytest.raises(InputError, match="no part"):
        passages.show(project, ID, "p1")


def test_a_beginning_of_several_parts_names_them(project: Project) -> None:
    with pytest.raises(InputError, match="begins h1, p1"):
        passages.show(project, ID, "")
