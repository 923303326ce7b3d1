"""What a push finds to do in a project that people have worked in, and that it does just that, on a real server."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import pytest
from pydantic import JsonValue

from annotate.labelstudio import RETIRED, Client, Known, Plan, Recorder, Suggestion, Wanted, push, survey
from tests.labelstudio import remote
from tests.studio import Studio

REGION: dict[str, JsonValue] = {
    "id": "r1",
    "from_name": "label",
    "to_name": "text",
    "type": "labels",
    "origin": "manual",
    "value": {"start": 0, "end": 2, "text": "𠮷里", "labels": ["problem"]},
}


class Book(dict[str, Known]):
    """What is written down of a project: a store in small, in which a number has one key."""

    def recorder(self) -> Recorder:
        return Recorder(self.keep, self.forget)

    def keep(self, found: Mapping[str, Known]) -> None:
        self.forget([known.number for known in found.values()])
        self.update(found)

    def forget(self, numbers: Sequence[int]) -> None:
        for key in [key for key, known in self.items() if known.number in numbers]:
            del self[key]


@pytest.fixture(scope="module")
def client(studio: Studio) -> Client:
    return remote.connect(studio)


@pytest.fixture
def project(client: Client) -> int:
    return remote.new_project(client)


def wanted(*numbers: int, text: str = "一段", suggestion: Suggestion | None = None) -> list[Wanted]:
    return [Wanted(remote.task(number, text), suggestion) for number in numbers]


def key(number: int) -> str:
    return remote.task(number)["key"]


def bring(client: Client, project: int, book: Book, tasks: Sequence[Wanted], *gone: int) -> Plan:
    """Push, and see that a second survey, with and without what is written down, finds nothing more to do."""
    obsolete = {key(number) for number in gone}.__contains__
    plan = survey(client, project, tasks, book, obsolete)
    push(client, project, plan, book.recorder())
    again = survey(client, project, tasks, book, obsolete)
    assert again.idle
    assert not again.learn
    assert survey(client, project, tasks, {}, obsolete).idle
    return plan


def shown(client: Client, project: int) -> dict[str, str]:
    return {task.key: str(task.data["text"]) for task in client.listed(project)}


def test_a_task_nobody_touched_follows_its_text(client: Client, project: int) -> None:
    book = Book()
    bring(client, project, book, wanted(1, 2))
    before = {name: known.number for name, known in book.items()}
    plan = bring(client, project, book, [*wanted(1, text="另一段😀"), *wanted(2)])
    assert [(number, one.key) for number, one in plan.update] == [(before[key(1)], key(1))]
    assert shown(client, project) == {key(1): "另一段😀", key(2): "一段"}
    assert {name: known.number for name, known in book.items()} == before


@pytest.mark.parametrize("work", ["annotation", "skip", "draft"])
def test_a_task_with_work_on_it_is_left_and_told(studio: Studio, client: Client, project: int, work: str) -> None:
    book = Book()
    bring(client, project, book, wanted(1, 2))
    number = book[key(1)].number
    if work == "draft":
        with remote.api(studio) as http:
            http.post(f"/api/tasks/{number}/drafts", json={"result": [REGION]}).raise_for_status()
    else:
        client.annotate(number, [REGION] if work == "annotation" else [], skipped=work == "skip")
    plan = bring(client, project, book, [*wanted(1, text="另一段"), *wanted(2)])
    assert plan.idle
    assert plan.differing == {key(1): number}
    assert shown(client, project)[key(1)] == "一段"


def test_what_is_wanted_no_more_goes_or_stays_marked_and_comes_back(client: Client, project: int) -> None:
    book = Book()
    bring(client, project, book, wanted(1, 2, 3))
    worked_on, free = book[key(1)].number, book[key(2)].number
    client.annotate(worked_on, [REGION])
    plan = bring(client, project, book, wanted(3), 1, 2)
    assert (plan.retire, plan.delete) == ((worked_on,), (free,))
    assert shown(client, project).keys() == {key(1), key(3)}
    assert book[key(1)] == Known(worked_on, retired=True)
    (task,) = (found for found in client.listed(project) if found.number == worked_on)
    assert task.data == {**remote.task(1, "一段"), RETIRED: True}
    annotations = client.export(project, [worked_on])[0]["annotations"]
    assert isinstance(annotations, list)
    assert len(annotations) == 1

    plan = bring(client, project, book, wanted(1, 2, 3))
    assert [number for number, _ in plan.reopen] == [worked_on]
    assert [one.key for one in plan.create] == [key(2)]
    (task,) = (found for found in client.listed(project) if found.number == worked_on)
    assert task.data == remote.task(1, "一段")


def test_what_is_not_ours_is_left_alone(client: Client, project: int) -> None:
    book = Book()
    bring(client, project, book, wanted(1, 2))
    assert bring(client, project, book, wanted(1)).idle
    assert shown(client, project).keys() == {key(1), key(2)}


def test_a_free_task_shows_a_new_unit_of_the_same_article_only(client: Client, project: int) -> None:
    book = Book()
    bring(client, project, book, wanted(1, 2))
    numbers = [book[key(number)].number for number in (1, 2)]
    other = Wanted({**remote.task(7), "key": "ffff-1@1:paragraph:0-1"})
    plan = bring(client, project, book, [other, *wanted(3, text="新的一段")], 1, 2)
    assert [(number, one.key) for number, one in plan.update] == [(numbers[0], key(3))]
    assert [one.key for one in plan.create] == [other.key]
    assert plan.delete == (numbers[1],)
    assert shown(client, project) == {key(3): "新的一段", other.key: str(other.data["text"])}
    assert book.keys() == {key(3), other.key}


def test_copies_of_a_task_go_unless_they_hold_work(client: Client, project: int) -> None:
    book = Book()
    bring(client, project, book, wanted(1, 2))
    copies = client.add_tasks(project, [json.dumps({"data": remote.task(number, "一段")}) for number in (1, 1, 2)])
    client.annotate(copies[2], [REGION])
    plan = bring(client, project, book, wanted(1, 2))
    # Of the second task, the copy that was worked on is the one that stays.
    assert set(plan.delete) == {copies[0], copies[1], plan.delete[-1]}
    assert len(plan.delete) == 3
    assert book[key(2)].number == copies[2]
    assert remote.keys_on_server(client, project) == sorted([key(1), key(2)])


def test_copies_that_both_hold_work_stay_and_are_told(client: Client, project: int) -> None:
    book = Book()
    bring(client, project, book, wanted(1))
    (copy,) = client.add_tasks(project, [json.dumps({"data": remote.task(1, "一段")})])
    for number in (book[key(1)].number, copy):
        client.annotate(number, [REGION])
    plan = bring(client, project, book, wanted(1))
    assert plan.repeated == {copy: key(1)}
    assert remote.keys_on_server(client, project) == [key(1), key(1)]


def test_a_deleted_task_that_is_wanted_no_more_is_forgotten(studio: Studio, client: Client, project: int) -> None:
    book = Book()
    bring(client, project, book, wanted(1, 2))
    number = book[key(1)].number
    with remote.api(studio) as http:
        http.delete(f"/api/tasks/{number}").raise_for_status()
    assert bring(client, project, book, wanted(2), 1).forget == (number,)
    assert book.keys() == {key(2)}


def test_suggestions_come_with_their_tasks_and_are_never_those_of_another_text(
    studio: Studio, client: Client, project: int
) -> None:
    book = Book()
    first = Suggestion("model 1", (REGION,), score=0.5)
    bring(client, project, book, wanted(1, suggestion=first))
    number = book[key(1)].number
    assert book[key(1)].suggestion == "model 1"
    with remote.api(studio) as http:
        (made,) = http.get("/api/predictions/", params={"task": number}).json()
    assert (made["model_version"], made["score"], made["result"]) == ("model 1", 0.5, [REGION])

    second = Suggestion("model 2", (REGION,))
    plan = bring(client, project, book, wanted(1, suggestion=second))
    assert plan.delete == (number,)
    assert book[key(1)].suggestion == "model 2"
    assert remote.keys_on_server(client, project) == [key(1)]
