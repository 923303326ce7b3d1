"""On a real server: what is assigned and open is sent, in its order, and what is taken back leaves the queue."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotate import labelstudio
from annotate.workflow.assigning import annotators, designing, releasing
from annotate.workflow.assigning.designing import Wish
from annotate.workflow.importing import documents
from annotate.workflow.labelling import servers
from annotate.workflow.labelling.sending import PushedProject
from schema import Unit
from tests.workflow.conftest import ESSAY, Way

MORE = 4
"""Essays besides the one of the way."""


@pytest.fixture
def office(way: Way, tmp_path: Path) -> Way:
    """Five essays in the project."""
    for number in range(MORE):
        (tmp_path / f"{number}.txt").write_text(ESSAY.replace("四里", f"{number + 5} 里"), encoding="utf-8")
    documents.import_files(way.project, [tmp_path / f"{number}.txt" for number in range(MORE)])
    return way


def queue(way: Way, name: str) -> list[str]:
    """Articles in the order in which an annotator is asked for them."""
    keys = [Unit.parse(key).article for key in way.on_server(name)]
    return list(dict.fromkeys(keys))


def assigned(way: Way, name: str, *, opened: bool = True) -> list[str]:
    with way.project.store() as store:
        return [one.article for one in store.assignments(name) if not opened or one.opened]


def submit(way: Way, name: str, articles: list[str], units: int | None = None) -> None:
    """Have an annotator submit all units of some articles, or the first few, without a label."""
    for article in articles:
        for unit in [unit for unit in way.units() if unit.article == article][:units]:
            way.label(name, unit, {})


def pushed(way: Way, name: str) -> PushedProject:
    return next(found for found in way.push().projects if found.annotator == name)


def test_calibration_release_retirement_and_reassignment(office: Way) -> None:
    lin, chen = (account.name for account in office.annotators)
    designing.assign(office.project, Wish(calibrate=1, per_article=1, shuffle=True), "韩")
    first = assigned(office, lin)
    assert len(first) == 1
    office.push()
    assert (queue(office, lin), queue(office, chen)) == (first, first)

    submit(office, lin, first)
    submit(office, chen, first)
    office.pull()
    assert len(releasing.release(office.project).released) == 2
    office.push()
    assert queue(office, lin) == assigned(office, lin)
    assert queue(office, chen) == assigned(office, chen)
    mine = assigned(office, lin)[1:]
    assert len(mine) == 2

    submit(office, lin, mine[:1], units=1)
    office.pull()
    (told,) = annotators.retire(office.project, [lin]).annotators
    assert (told.taken_back, told.unfinished) == (1, 1)
    done = pushed(office, lin)
    assert (done.added, done.removed, done.retired) == (0, 4, 0)
    assert queue(office, lin) == [*first, mine[0]]

    made = designing.reassign(office.project, lin, "韩")
    assert (made.taken_back, made.given) == (1, 1)
    done = pushed(office, lin)
    # What nobody touched is gone; what was submitted stays and is marked.
    assert (done.removed, done.retired) == (3, 1)
    assert designing.assign(office.project, Wish(), "韩").given == 1
    assert pushed(office, chen).added == 4
    assert set(queue(office, chen)) == {*first, *mine, *assigned(office, chen)}
    assert pushed(office, chen).added == 0


def test_who_is_back_is_no_longer_retired_and_keeps_the_account(office: Way) -> None:
    lin, chen = (account.name for account in office.annotators)
    office.push()
    annotators.retire(office.project, [lin])
    submit(office, lin, [office.units()[0].article], units=1)
    done = pushed(office, lin)
    assert (done.added, done.removed, done.retired) == (0, 19, 1)
    assert pushed(office, chen).tasks == 20
    before = labelstudio.find_users(office.studio.url, office.studio.token)
    servers.add_annotators(office.project, [lin])
    assert labelstudio.find_users(office.studio.url, office.studio.token) == before
    assert pushed(office, lin).tasks == 20


def test_somebody_erased_gets_nothing_and_nothing_comes_from_them(office: Way) -> None:
    lin, chen = (account.name for account in office.annotators)
    office.push()
    submit(office, lin, [office.units()[0].article])
    submit(office, chen, [office.units()[0].article])
    office.pull()
    done = annotators.erase(office.project, lin, "P1")
    assert done.annotations == 4
    assert [line.partition(" ")[0] for line in done.server] == ["account", "project"]
    assert [found.annotator for found in office.push().projects] == [chen]
    submit(office, chen, [office.units()[4].article])
    report = office.pull()
    assert (report.new, report.deleted) == (4, 0)
    with office.project.store() as store:
        assert {found.annotator for found in store.annotations()} == {"P1", chen}
