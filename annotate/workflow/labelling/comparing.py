"""One project on the server compared with what the store has of it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from annotate import labelstudio
from annotate.errors import ProjectError
from annotate.store import Pulled, Store
from annotate.workflow.checking import Checker, Touched
from annotate.workflow.labelling.taking import Found, Taker
from annotate.workflow.progress import Progress
from schema import Project, Scheme, Unit

T = TypeVar("T")


@dataclass(frozen=True)
class Place:
    """Where a comparison takes place."""

    store: Store
    client: labelstudio.Client
    scheme: Scheme
    users: Mapping[int, str]
    """Name of each account by its number."""
    mark: str
    """How the line begins by which projects of ours are told on the server."""
    progress: Progress
    checker: Checker | None = None
    """Looks at the work on articles that have come as a whole, while the next tasks come; None: nobody does."""


def compare(place: Place, target: Project, *, full: bool) -> Found:
    """Bring what is on the server of one project into the store, chunk by chunk.

    Raises what `Client` and the store raise; what came before is kept.
    """
    return _Comparison(place, target, full).run()


class _Comparison(Taker):
    def __init__(self, place: Place, target: Project, full: bool) -> None:
        super().__init__(place.store, target, place.scheme, place.users, full=full)
        self.client, self.place = place.client, place

    def run(self) -> Found:
        asked = self.client.now()
        before = self.store.pulled(self.target.id)
        done = self._without_deleted(before, asked)
        if self.full or done.began or self._mostly_annotated(done):
            self._everything(done, asked)
        else:
            self._changed(done, asked)
        return self.found

    def _without_deleted(self, before: Pulled, asked: datetime) -> Pulled:
        """Mark what was on tasks that are gone, and return how many are.

        Tasks are asked for one by one only where there are more or fewer of them than there should be. Where some that
        were foreign are known by now, since a push found them, all are to be compared: their changes may be old.
        """
        there = self._ours().tasks
        done, gone = before, frozenset[int]()
        if self.full or there != len(self.tasks) - before.missing + before.foreign:
            gone = labelstudio.gone(self.client, self.target.remote, self.tasks)
            foreign = max(there - len(self.tasks) + len(gone), 0)
            done = before.model_copy(update={"missing": len(gone), "foreign": foreign})
            if foreign < before.foreign:
                done = done.model_copy(update={"began": asked, "reached": 0})
        lost = [number for number in self.on if number in gone or number not in self.tasks]
        if lost or done != before:
            self.keep(done, deleted=[head for number in lost for head in self.on[number]])
        self.found.missing, self.found.foreign = done.missing, done.foreign
        return done

    def _ours(self) -> labelstudio.RemoteProject:
        """Return the project; raises ProjectError when it is another, lest all that was done be taken for deleted."""
        found = self.client.project(self.target.remote)
        if any(line.startswith(self.place.mark) for line in found.marker.splitlines()):
            return found
        raise ProjectError(
            f"project {self.target.remote} of {self.target.annotator} at {self.client.url}",
            "it is not the one that was pushed: the server is another, or the project's description was changed",
            expected=f"a line of its description that begins with {self.place.mark!r}",
            cure="annotate doctor; annotate push makes projects that are gone anew, and what was pulled stays",
        )

    def _mostly_annotated(self, before: Pulled) -> bool:
        """Whether, before a first pull, it takes less to fetch all tasks than to list those that are annotated."""
        if before.until is not None:
            return False
        return 2 * labelstudio.annotated(self.client, self.target.remote) > len(self.tasks)

    def _everything(self, done: Pulled, asked: datetime) -> None:
        """Compare all tasks, in the order of their numbers, from the last that an unfinished pull has reached."""
        if self.full or done.began is None:
            done = done.model_copy(update={"began": asked, "reached": 0})
        assert done.began is not None, "set where it was not"  # noqa: S101
        begin = done.began - labelstudio.OVERLAP
        numbers = [number for number in sorted(self.tasks) if number > done.reached]
        size = labelstudio.CHUNK
        chunks = [numbers[start : start + size] for start in range(0, len(numbers), size)]
        lately: dict[int, datetime] = {}
        ends = deque(sorted((number, article) for article, number in self._last().items()))
        coming = labelstudio.download(self.client, self.target.remote, chunks)
        for chunk, tasks in zip(chunks, self._shown(coming, len(chunks)), strict=True):
            done = done.model_copy(update={"reached": chunk[-1]})
            self.take(tasks, done)
            if self.place.checker is not None:
                self.place.checker.look(self._whole(ends, chunk[-1]))
            lately |= {task.number: task.changed for task in tasks if task.changed and task.changed >= begin}
        until = max(filter(None, (done.until, done.began)))
        self.keep(done.model_copy(update={"until": until, "began": None, "reached": 0}), lately=lately)

    def _whole(self, ends: deque[tuple[int, str]], reached: int) -> Touched:
        """Take off the articles whose last task has come, and return those on which anything changed."""
        whole: Touched = set()
        while ends and ends[0][0] <= reached:
            whole.add((ends.popleft()[1], self.target.annotator))
        return whole & self.found.touched

    def _last(self) -> dict[str, int]:
        """Return the highest number of the tasks of each article, but for those whose annotations have yet to move.

        What was labelled on an earlier version of a text goes along to the newest when all has come.
        """
        last: dict[str, int] = {}
        for number, (key, _) in self.tasks.items():
            article = Unit.parse(key).article
            last[article] = max(number, last.get(article, 0))
        for article in self.store.revised_articles():
            last.pop(article, None)
        return last

    def _changed(self, done: Pulled, asked: datetime) -> None:
        """Compare the tasks that changed since the last pull, oldest change first."""
        seen = self.store.seen(self.target.id)
        drafts = [number for number, heads in self.on.items() if any(head.status == "draft" for head in heads)]
        changed = labelstudio.changes(
            self.client,
            self.target.remote,
            done.until,
            [number for number in drafts if number in self.tasks],
            seen=seen,
            annotated=self.on,
        )
        ours = tuple((number, time) for number, time in changed if number in self.tasks)
        chunks = -(-len(ours) // labelstudio.CHUNK)
        for change in self._shown(labelstudio.pull(self.client, self.target.remote, ours), chunks):
            done = done.model_copy(update={"until": change.until})
            self.take(change.tasks, done)
        begin = asked - labelstudio.OVERLAP
        lately = {number: time for number, time in {**seen, **dict(ours)}.items() if time >= begin}
        after = done.model_copy(update={"until": max(filter(None, (done.until, asked)))})
        self.keep(after, lately=lately)

    def _shown(self, items: Iterable[T], chunks: int) -> Iterable[T]:
        return self.place.progress(items, f"pulling {self.target.annotator}", chunks)
