"""What annotators do at random, and what should come of it: the whole export, translated here."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from random import Random
from types import TracebackType
from typing import Self

import httpx
from pydantic import JsonValue

from annotate.formats import label_studio as foreign
from schema import Annotation, Unit
from tests.labelstudio import remote
from tests.workflow.conftest import Way

Item = dict[str, JsonValue]


def live(way: Way) -> dict[str, Annotation]:
    """What the store has that is not deleted, by where it was made; revisions are of no matter here."""
    with way.project.store() as store:
        found = [annotation for annotation in store.annotations() if not annotation.deleted]
    assert len({annotation.origin for annotation in found}) == len(found)
    return {annotation.origin: annotation.model_copy(update={"revision": 1}) for annotation in found}


class Mischief:
    """The annotators of a way, who do what the seed says, each at times in the other's project."""

    def __init__(self, way: Way, seed: int) -> None:
        self.way, self.random = way, Random(seed)
        self.accounts = {account.id: account.email for account in way.annotators}
        with way.project.store() as store:
            self.projects = {target.annotator: target for target in store.projects()}
            self.units = {
                target.annotator: {task.remote: task.unit for task in store.tasks(target.id)}
                for target in store.projects()
            }
        self.done: list[str] = []
        self._open = ExitStack()

    def __enter__(self) -> Self:
        self.https = {
            account.name: self._open.enter_context(remote.api(self.way.studio, account.token.get_secret_value()))
            for account in self.way.annotators
            if account.token is not None
        }
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def export(self, annotator: str) -> list[dict[str, JsonValue]]:
        """Everything in an annotator's project."""
        path = f"/api/projects/{self.projects[annotator].remote}/export"
        asked = {"exportType": "JSON", "download_all_tasks": "true"}
        found: list[dict[str, JsonValue]] = self._ask(annotator, "GET", path, params=asked).json()
        return found

    def expected(self) -> dict[str, Annotation]:
        """What is on the server, in the form of the store, by where it was made."""
        found: dict[str, Annotation] = {}
        for annotator, target in self.projects.items():
            for task in self.export(annotator):
                number, annotations, drafts = task["id"], task["annotations"], task["drafts"]
                assert isinstance(number, int)
                assert isinstance(annotations, list)
                assert isinstance(drafts, list)
                origin = f"{target.server}/{target.remote}/{number}"
                unit = self.units[annotator][number]
                for raw in annotations:
                    assert isinstance(raw, dict)
                    found[f"{origin}/{raw['id']}"] = self._read(raw, unit, annotator, f"{origin}/{raw['id']}")
                for raw in drafts:
                    assert isinstance(raw, dict)
                    if raw["annotation"] is None:
                        kept = {name: value for name, value in raw.items() if name != "created_ago"}
                        found[f"{origin}/draft/{raw['id']}"] = self._read(
                            kept, unit, annotator, f"{origin}/draft/{raw['id']}"
                        )
        return found

    def _read(self, raw: Item, unit: Unit, annotator: str, origin: str) -> Annotation:
        return foreign.read(
            raw, unit=unit, annotator=annotator, origin=origin, scheme=self.way.project.scheme, accounts=self.accounts
        )

    def act(self, times: int) -> None:
        """Do so many things."""
        for _ in range(times):
            annotator = self.random.choice(sorted(self.projects))
            act = self.random.choice(ACTS)
            act(self, annotator)
            self.done.append(f"{act.__name__} in the project of {annotator}")

    def _ask(self, annotator: str, method: str, path: str, **more: object) -> httpx.Response:
        answer = self.https[annotator].request(method, path, **more)  # type: ignore[arg-type]
        answer.raise_for_status()
        return answer

    def _task(self, annotator: str) -> int | None:
        numbers = [task["id"] for task in self.export(annotator)]
        return self.random.choice(sorted(number for number in numbers if isinstance(number, int)) or [None])

    def _one(self, annotator: str, what: str) -> tuple[int, int] | None:
        """Choose an annotation or a draft; return the numbers of its task and its own."""
        every = [
            (task["id"], one["id"])
            for task in self.export(annotator)
            if isinstance(listed := task[what], list) and isinstance(task["id"], int)
            for one in listed
            if isinstance(one, dict) and isinstance(one["id"], int)
        ]
        return self.random.choice(sorted(every)) if every else None

    def _results(self) -> list[Item]:
        starts = self.random.sample(range(8), self.random.randint(0, 3))
        regions: list[Item] = [
            {
                "id": f"r{start}",
                "from_name": "label",
                "to_name": "text",
                "type": "labels",
                "origin": "manual",
                "value": {"start": start, "end": start + 3, "text": "𠮷", "labels": [self.random.choice(TYPES)]},
            }
            for start in starts
        ]
        relations: list[Item] = [
            {"type": "relation", "from_id": f"r{start}", "to_id": f"r{starts[0]}", "direction": "right"}
            for start in starts[1:]
        ]
        return regions + relations

    def submit(self, annotator: str) -> None:
        if task := self._task(annotator):
            self._ask(annotator, "POST", f"/api/tasks/{task}/annotations/", json={"result": self._results()})

    def skip(self, annotator: str) -> None:
        if task := self._task(annotator):
            body = {"result": [], "was_cancelled": True}
            self._ask(annotator, "POST", f"/api/tasks/{task}/annotations/", json=body)

    def change(self, annotator: str) -> None:
        if one := self._one(annotator, "annotations"):
            self._ask(annotator, "PATCH", f"/api/annotations/{one[1]}/", json={"result": self._results()})

    def resubmit(self, annotator: str) -> None:
        if one := self._one(annotator, "annotations"):
            body = {"result": self._results(), "was_cancelled": self.random.random() < 0.5}
            self._ask(annotator, "PATCH", f"/api/annotations/{one[1]}/", json=body)

    def change_of_another(self, annotator: str) -> None:
        if one := self._one(annotator, "annotations"):
            other = self.random.choice(sorted(set(self.projects) - {annotator}))
            self._ask(other, "PATCH", f"/api/annotations/{one[1]}/", json={"result": self._results()})

    def delete(self, annotator: str) -> None:
        if one := self._one(annotator, "annotations"):
            self._ask(annotator, "DELETE", f"/api/annotations/{one[1]}/")

    def begin_draft(self, annotator: str) -> None:
        if task := self._task(annotator):
            self._ask(annotator, "POST", f"/api/tasks/{task}/drafts", json={"result": self._results()})

    def begin_draft_of_change(self, annotator: str) -> None:
        if one := self._one(annotator, "annotations"):
            path = f"/api/tasks/{one[0]}/annotations/{one[1]}/drafts"
            self._ask(annotator, "POST", path, json={"result": self._results()})

    def discard_draft(self, annotator: str) -> None:
        if one := self._one(annotator, "drafts"):
            self._ask(annotator, "DELETE", f"/api/drafts/{one[1]}/")

    def delete_task(self, annotator: str) -> None:
        if self.random.random() < 0.3 and (task := self._task(annotator)):
            self._ask(annotator, "DELETE", f"/api/tasks/{task}/")


TYPES = ("论点 claim", "问题 problem", "claim", "measure", "nonsense")

ACTS: tuple[Callable[[Mischief, str], None], ...] = (
    Mischief.submit,
    Mischief.submit,
    Mischief.skip,
    Mischief.change,
    Mischief.resubmit,
    Mischief.change_of_another,
    Mischief.delete,
    Mischief.begin_draft,
    Mischief.begin_draft_of_change,
    Mischief.discard_draft,
    Mischief.delete_task,
)
