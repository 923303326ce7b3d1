"""Who decides between annotators is none of them: nothing is dealt out or sent to a curator."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotate.errors import ProjectError
from annotate.rendering import render
from annotate.workflow.assigning import designing
from annotate.workflow.assigning.designing import Wish
from annotate.workflow.labelling import pushing, servers
from annotate.workflow.labelling.standing import status
from schema import Annotator
from tests.workflow.labelling.desk import Desk, desk


@pytest.fixture
def office(tmp_path: Path) -> Desk:
    """A project with two annotators and a curator."""
    made = desk(tmp_path)
    with made.store() as store:
        for name in ("lin", "chen"):
            store.add_annotator(Annotator(name=name, account=f"{name}@annotators.local"))
        store.add_annotator(Annotator(name="周", account="zhou@annotators.local", role="curator"))
    return made


def test_nothing_is_dealt_out_to_a_curator(office: Desk) -> None:
    designing.assign(office.project, Wish(), "韩")
    with office.store() as store:
        assert {one.annotator for one in store.assignments()} == {"chen", "lin"}
    with pytest.raises(ProjectError, match="annotator 周: is a curator, and does not annotate"):
        designing.assign(office.project, Wish(annotators=("周",)), "韩")
    assert {one.annotator for one in status(office.project).annotators} == {"chen", "lin"}


def test_no_file_is_handed_to_a_curator(office: Desk, tmp_path: Path) -> None:
    pushed = pushing.push(office.project, to=tmp_path / "handed")
    assert {one.annotator for one in pushed.projects} == {"chen", "lin"}


def test_a_list_tells_who_decides_and_who_comes_to_annotate_does_both(office: Desk) -> None:
    shown = render(servers.list_annotators(office.project))
    assert "周 (curator)" in shown
    assert "retired" not in shown
    with office.store() as store:
        # What is learnt of a curator makes no annotator of them; only adding them as such does.
        store.add_annotator(Annotator(name="周", remote=9))
        assert [one.role for one in store.annotators() if one.name == "周"] == ["curator"]
        store.set_retired("周", None)
        (one,) = (one for one in store.annotators() if one.name == "周")
    assert (one.role, one.remote, one.annotates) == ("annotator", 9, True)
