"""Pull from a real server: what annotators did comes home, again the same, and what is gone is noticed."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from pydantic import JsonValue

from annotate.errors import ServerError, ServerUnreachable
from annotate.formats import label_studio as foreign
from annotate.labelstudio import Client, PulledTask, _pull, changes, gone, pull
from annotate.labelstudio._credentials import Account
from annotate.labelstudio._export import Export
from schema import Annotation, Span, SpanRelation, Unit
from tests.labelstudio import remote
from tests.studio import Studio

TEXT = "𠮷里的😀电梯太少，应当补贴。"
TASKS = [remote.task(number, TEXT) for number in range(6)]
UNIT = Unit.parse(TASKS[0]["key"]).model_copy(update={"start": 100, "end": 100 + len(TEXT)})


@dataclass
class Place:
    """A project with tasks, and the annotator who works on it."""

    client: Client
    project: int
    tasks: list[int]
    account: Account
    http: httpx.Client
    """The API as the annotator's browser uses it."""

    def annotate(self, task: int, results: list[dict[str, JsonValue]], **more: JsonValue) -> int:
        answer = self.http.post(f"/api/tasks/{task}/annotations/", json={"result": results, **more})
        answer.raise_for_status()
        return int(answer.json()["id"])

    def draft(self, task: int, results: list[dict[str, JsonValue]]) -> int:
        answer = self.http.post(f"/api/tasks/{task}/drafts", json={"result": results})
        answer.raise_for_status()
        return int(answer.json()["id"])

    def pull(self, since: datetime | None = None, also: tuple[int, ...] = ()) -> dict[int, PulledTask]:
        changed = changes(self.client, self.project, since, also)
        return {task.number: task for change in pull(self.client, self.project, changed) for task in change.tasks}


@pytest.fixture(scope="module")
def account(studio: Studio) -> Account:
    return studio.new_account()


@pytest.fixture
def place(studio: Studio, account: Account) -> Iterator[Place]:
    client = remote.connect(studio)
    project = remote.new_project(client)
    kept: dict[str, int] = {}
    remote.push(client, project, TASKS, {}, kept.update)
    assert account.token is not None
    with remote.api(studio, account.token.get_secret_value()) as http:
        yield Place(client, project, [kept[task["key"]] for task in TASKS], account, http)


def read(raw: dict[str, JsonValue], accounts: dict[int, str] | None = None) -> Annotation:
    return foreign.read(raw, unit=UNIT, annotator="lin", origin="here", scheme=remote.SCHEME, accounts=accounts)


def region(start: JsonValue, end: JsonValue, *labels: str, name: str = "r1") -> dict[str, JsonValue]:
    value: JsonValue = {"start": start, "end": end, "text": "", "labels": list(labels)}
    return {"id": name, "from_name": "label", "to_name": "text", "type": "labels", "origin": "manual", "value": value}


def test_what_is_submitted_comes_back(place: Place) -> None:
    said = Annotation(
        id="x",
        annotator="lin",
        unit=UNIT,
        origin="here",
        status="submitted",
        spans=(
            Span(
                id="p", types=("problem",), start=103, end=108, text="😀电梯太少", attributes={"problem_type": "status"}
            ),
            Span(
                id="m",
                types=("measure",),
                start=109,
                end=113,
                text="应当补贴",
                attributes={"specificity": "principle", "instrument": "economic", "actor": "街道"},
            ),
        ),
        relations=(SpanRelation(id="m→p", types=("addresses",), source="m", target="p"),),
        unsure=True,
        note="有疑问\n再看",
    )
    place.annotate(place.tasks[0], foreign.write(said, "", remote.SCHEME), lead_time=12.5)
    (task,) = place.pull().values()
    assert task.key == TASKS[0]["key"]
    (raw,) = task.annotations
    found = read(raw, place.client.users())
    for name in ("status", "spans", "relations", "unsure", "not_annotatable", "note", "unreadable"):
        assert getattr(found, name) == getattr(said, name)
    assert (found.completed_by, found.lead_time) == (place.account.email, 12.5)
    assert found.updated is not None
    assert abs(datetime.now(UTC) - found.updated) < timedelta(minutes=10)


def test_submitted_empty_and_skipped_are_told_apart(place: Place) -> None:
    place.annotate(place.tasks[0], [])
    place.annotate(place.tasks[1], [], was_cancelled=True)
    found = place.pull()
    statuses = {number: [read(raw).status for raw in task.annotations] for number, task in found.items()}
    assert statuses == {place.tasks[0]: ["submitted"], place.tasks[1]: ["skipped"]}


def test_changes_and_deletions_are_seen_from_the_last_pull_on(place: Place) -> None:
    changed = place.annotate(place.tasks[0], [region(0, 2, "claim")])
    deleted = place.annotate(place.tasks[1], [region(0, 2, "claim")])
    before = changes(place.client, place.project, None)
    since = max(time for _, time in before)
    place.http.patch(f"/api/annotations/{changed}/", json={"result": [region(0, 3, "problem")]}).raise_for_status()
    place.http.delete(f"/api/annotations/{deleted}/").raise_for_status()
    found = place.pull(since)
    (raw,) = found[place.tasks[0]].annotations
    assert raw["id"] == changed
    assert [(span.type, span.end) for span in read(raw).spans] == [("problem", 103)]
    assert found[place.tasks[1]].annotations == ()


def test_nothing_is_looked_at_again_that_did_not_change(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.annotate(place.tasks[0], [])
    (last,) = place.pull()
    monkeypatch.setattr(_pull, "OVERLAP", timedelta(0))
    place.annotate(place.tasks[1], [])
    moments = dict(changes(place.client, place.project, None))
    since = moments[last] + timedelta(microseconds=1)
    assert list(place.pull(since)) == [place.tasks[1]]
    assert place.pull(max(moments.values()) + timedelta(microseconds=1)) == {}


def test_pulling_again_gives_the_same(place: Place) -> None:
    place.annotate(place.tasks[0], [region(0, 2, "claim")])
    place.annotate(place.tasks[1], [], was_cancelled=True)
    place.draft(place.tasks[2], [region(0, 2, "claim")])
    assert place.pull() == place.pull()


def test_drafts_are_seen_though_they_move_nothing(place: Place) -> None:
    number = place.draft(place.tasks[3], [region(3, 8, "problem")])
    later = datetime.now(UTC) + timedelta(days=1)
    changed = changes(place.client, place.project, later)
    assert changed == ((place.tasks[3], later),)
    (task,) = place.pull(later).values()
    assert task.annotations == ()
    (raw,) = task.drafts
    assert raw["id"] == number
    assert "created_ago" not in raw
    found = read(raw)
    assert (found.status, found.completed_by) == ("draft", place.account.email)
    assert [(span.type, span.start, span.end) for span in found.spans] == [("problem", 103, 108)]


def test_a_draft_that_is_thrown_away_is_seen_where_one_is_known(place: Place) -> None:
    number = place.draft(place.tasks[3], [])
    place.http.delete(f"/api/drafts/{number}/").raise_for_status()
    later = datetime.now(UTC) + timedelta(days=1)
    assert place.pull(later) == {}
    (task,) = place.pull(later, also=(place.tasks[3],)).values()
    assert task.drafts == ()


def test_a_draft_of_a_change_to_something_submitted_is_no_work_of_its_own(place: Place) -> None:
    number = place.annotate(place.tasks[0], [region(0, 2, "claim")])
    path = f"/api/tasks/{place.tasks[0]}/annotations/{number}/drafts"
    place.http.post(path, json={"result": []}).raise_for_status()
    (task,) = place.pull().values()
    assert (len(task.annotations), task.drafts) == (1, ())


def test_deleted_tasks_are_gone(place: Place) -> None:
    place.annotate(place.tasks[0], [])
    assert gone(place.client, place.project, place.tasks) == frozenset()
    for task in place.tasks[:2]:
        place.http.delete(f"/api/tasks/{task}").raise_for_status()
    assert gone(place.client, place.project, place.tasks) == frozenset(place.tasks[:2])
    assert gone(place.client, place.project, []) == frozenset()


def test_a_task_that_goes_during_the_pull_is_left_out(place: Place) -> None:
    for task in place.tasks[:2]:
        place.annotate(task, [])
    changed = changes(place.client, place.project, None)
    place.http.delete(f"/api/tasks/{place.tasks[0]}").raise_for_status()
    (change,) = pull(place.client, place.project, changed)
    assert [task.number for task in change.tasks] == [place.tasks[1]]


def test_chunks_come_by_time_of_change(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_pull, "CHUNK", 2)
    order = [place.tasks[number] for number in (4, 0, 3, 1, 2)]
    for task in order:
        place.annotate(task, [])
    changed = changes(place.client, place.project, None)
    assert [number for number, _ in changed] == sorted(order)
    chunks = list(pull(place.client, place.project, changed))
    assert [[task.number for task in chunk.tasks] for chunk in chunks] == [
        sorted(order[:2]),
        sorted(order[2:4]),
        order[4:],
    ]
    assert [chunk.until for chunk in chunks] == [dict(changed)[number] for number in (order[1], order[3], order[4])]


def test_the_next_chunk_is_asked_for_while_one_is_worked_on_and_never_two_at_once(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that makes two exports at once takes longer for both."""
    monkeypatch.setattr(_pull, "CHUNK", 1)
    going, most = 0, 0
    asked: list[threading.Event] = [threading.Event() for _ in place.tasks]
    fetch = place.client.fetch

    def watched(project: int, tasks: Iterable[int]) -> Export:
        nonlocal going, most
        going += 1
        most = max(most, going)
        next(event for event in asked if not event.is_set()).set()
        export = fetch(project, tasks)
        going -= 1
        return export

    monkeypatch.setattr(place.client, "fetch", watched)
    for task in place.tasks:
        place.annotate(task, [region(0, 2, "claim")])
    coming = pull(place.client, place.project, changes(place.client, place.project, None))
    assert len(next(coming).tasks) == 1
    assert asked[1].wait(60), "nothing is asked for while the first chunk is worked on"
    assert sum(len(change.tasks) for change in coming) == len(place.tasks) - 1
    assert most == 1


def test_results_that_make_no_sense_are_stored_and_read(place: Place) -> None:
    odd: list[dict[str, JsonValue]] = [
        region(3, 99_999, "claim", name="beyond"),
        region(8, 3, "problem", name="backwards"),
        region(0, 1, "nonsense", name="unknown"),
        region(0, 1, "claim", "problem", "measure", name="several"),
        region("3", None, "claim", name="unreadable"),
        {
            "type": "relation",
            "from_id": "several",
            "to_id": "nowhere",
            "direction": "right",
            "labels": ["应对 addresses"],
        },
        {"type": "relation", "from_id": "several", "to_id": "several", "direction": "bi"},
        {"id": "x", "from_name": "mood", "to_name": "text", "type": "rating", "value": {"rating": 5}},
    ]
    place.annotate(place.tasks[0], odd)
    (task,) = place.pull().values()
    found = read(task.annotations[0])
    assert [(span.id, span.types, span.start - 100, span.end - 100) for span in found.spans] == [
        ("beyond", ("claim",), 3, 99_999),
        ("backwards", ("problem",), 8, 3),
        ("unknown", ("nonsense",), 0, 1),
        ("several", ("claim", "problem", "measure"), 0, 1),
    ]
    assert [(relation.target, relation.types) for relation in found.relations] == [
        ("nowhere", ("addresses",)),
        ("several", ()),
    ]
    assert [fault.partition(":")[0] for fault in found.unreadable] == ["result 5", "result 8"]
    assert task.annotations[0]["result"] == odd


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e999", "-1e999"])
def test_a_number_that_label_studio_never_sends_is_refused(number: str) -> None:
    answer = '[{"id": 1, "annotations": [{"lead_time": %s}]}]'
    (task,) = Export("http://127.0.0.1:9", "export", (answer % "1.5e3").encode()).tasks()
    assert task["annotations"] == [{"lead_time": 1500.0}]
    with pytest.raises(ServerUnreachable, match="not Label Studio's"):
        Export("http://127.0.0.1:9", "export", (answer % number).encode()).tasks()


def test_annotating_through_the_client(studio: Studio, place: Place) -> None:
    assert place.account.token is not None
    mine = Client(studio.url, place.account.token)
    number = mine.annotate(place.tasks[0], [region(0, 1, "claim")], seconds=4)
    mine.annotate(place.tasks[1], [], skipped=True)
    found = place.pull()
    (raw,) = found[place.tasks[0]].annotations
    assert raw["id"] == number
    assert read(raw, place.client.users()).completed_by == place.account.email
    assert read(raw).lead_time == 4
    assert read(found[place.tasks[1]].annotations[0]).status == "skipped"


def test_a_config_without_a_tag_that_was_used_is_refused(place: Place) -> None:
    said: JsonValue = {"choices": ["fact"]}
    use: dict[str, JsonValue] = {"id": "r1", "from_name": "claim.claim_type", "to_name": "text", "type": "choices"}
    place.annotate(place.tasks[0], [region(0, 1, "claim"), {**use, "value": said}])
    other = remote.CONFIG.replace("claim.claim_type", "claim.kind")
    with pytest.raises(ServerError, match=r"claim\.claim_type"):
        place.client.configure(place.project, config=other, instructions="")
    assert place.client.project(place.project).config == remote.CONFIG
