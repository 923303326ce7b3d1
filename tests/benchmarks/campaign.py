"""Takes a campaign through push, seeded work by three accounts and incremental pulls, on a Label Studio of its own.

    python -m tests.benchmarks.campaign [PARAGRAPHS] [ANNOTATIONS]

10,000 paragraphs (by default) go to three annotators' projects. Then there are two rounds: in the first each annotator
submits 1,000 annotations (by default) of five regions and three relations, on tasks that a seed chooses; in the second
they change a tenth of these, delete a tenth, skip as many other tasks, leave as many drafts, and each changes some of
another's work. After each round, what an incremental pull brings is held against the server's whole export of every
project, annotation by annotation. Prints a table of Markdown with the seconds of each step.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import httpx
from pydantic import JsonValue

from tests.benchmarks.pulling import write_articles
from tests.studio import template

if TYPE_CHECKING:
    from annotate import labelstudio
    from annotate.workflow.project import Project

_PARAGRAPHS, _ANNOTATIONS = 10_000, 1_000
_NAMES = ("lin", "chen", "wu")
_SEED = 7

Live = dict[str, list[JsonValue]]
"""Results by where they were made: `PROJECT/TASK/ANNOTATION`, or `PROJECT/TASK/draft/DRAFT`."""


class Annotator:
    """One of the three, who works through the server's interface."""

    def __init__(self, http: httpx.Client, project: int, lengths: dict[int, int], random: Random) -> None:
        self.http, self.project, self.random, self.lengths = http, project, random, lengths
        self.made: list[int] = []
        """Numbers of their annotations."""
        self.left = random.sample(sorted(lengths), len(lengths))
        """Tasks that they have not touched."""

    def ask(self, method: str, path: str, body: JsonValue = None) -> httpx.Response:
        answer = self.http.request(method, path, json=body)
        answer.raise_for_status()
        return answer

    def submit(self) -> None:
        task = self.left.pop()
        body: JsonValue = {"result": results(self.lengths[task]), "lead_time": 30.0}
        self.made.append(self.ask("POST", f"/api/tasks/{task}/annotations/", body).json()["id"])

    def skip(self) -> None:
        self.ask("POST", f"/api/tasks/{self.left.pop()}/annotations/", {"result": [], "was_cancelled": True})

    def begin(self) -> None:
        task = self.left.pop()
        self.ask("POST", f"/api/tasks/{task}/drafts", {"result": results(self.lengths[task])})

    def change(self, number: int) -> None:
        self.ask("PATCH", f"/api/annotations/{number}/", {"result": results(self.random.randint(40, 200))})

    def delete(self) -> None:
        number = self.made.pop(self.random.randrange(len(self.made)))
        self.ask("DELETE", f"/api/annotations/{number}/")

    def exported(self) -> Iterator[tuple[str, list[JsonValue]]]:
        """Yield everything that is in the project, by the server's own export."""
        path = f"/api/projects/{self.project}/export?exportType=JSON&download_all_tasks=true"
        for task in self.ask("GET", path).json():
            for one in task["annotations"]:
                yield f"{self.project}/{task['id']}/{one['id']}", one["result"]
            for one in task["drafts"]:
                if one["annotation"] is None:
                    yield f"{self.project}/{task['id']}/draft/{one['id']}", one["result"]


def stored(project: Project) -> Live:
    """Return what the store has that is not deleted, as it came."""
    with project.store() as store:
        every = [one for one in store.annotations() if not one.deleted]
    found: Live = {}
    for one in every:
        assert isinstance(one.raw, dict)
        listed = one.raw["result"]
        assert isinstance(listed, list)
        found["/".join(one.origin.split("/")[1:])] = listed
    return found


def results(length: int) -> list[JsonValue]:
    """Return five regions and three relations over a text of so many characters."""
    types = ("claim", "problem", "measure")
    step = length // 5
    regions: list[JsonValue] = [
        {
            "id": f"r{number}",
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "origin": "manual",
            "value": {"start": number * step, "end": number * step + 12, "text": "", "labels": [types[number % 3]]},
        }
        for number in range(5)
    ]
    relations: list[JsonValue] = [
        {
            "type": "relation",
            "from_id": f"r{number}",
            "to_id": f"r{number + 1}",
            "direction": "right",
            "labels": ["支持 supports"],
        }
        for number in range(3)
    ]
    return regions + relations


@contextmanager
def timed(steps: dict[str, float], name: str) -> Iterator[None]:
    """Note how long something takes."""
    before = time.perf_counter()
    yield
    steps[name] = time.perf_counter() - before


def pull_and_compare(project: Project, annotators: list[Annotator], steps: dict[str, float], name: str) -> str:
    """Pull what changed, and hold all of it against the server's export; return what the pull brought."""
    from annotate.workflow.labelling import pulling

    with timed(steps, f"pull of {name}"):
        report = pulling.pull(project)
    with timed(steps, f"whole export after {name}"):
        there = {origin: listed for one in annotators for origin, listed in one.exported()}
    assert stored(project) == there, "the store has something else than the server"
    told = f"{report.new:,} new, {report.revised:,} changed, {report.deleted:,} deleted"
    return f"{told}; all {len(there):,} as exported"


def campaign(project: Project, paragraphs: int, annotations: int) -> tuple[dict[str, float], dict[str, str]]:
    """Return the seconds of each step, and what there is to be said of some."""
    from annotate import labelstudio
    from annotate.workflow.importing import documents
    from annotate.workflow.labelling import pulling, pushing, servers

    essays = project.folder / "essays"
    essays.mkdir()
    write_articles(essays, paragraphs)
    steps: dict[str, float] = {}
    notes: dict[str, str] = {}
    with timed(steps, "import"):
        documents.import_files(project, [essays])
    servers.add_annotators(project, _NAMES)
    known = labelstudio.read_credentials(project.studio)
    assert known is not None
    with timed(steps, "push"):
        notes["push"] = f"{sum(one.added for one in pushing.push(project).projects):,} tasks"
    with timed(steps, "pull of nothing"):
        pulling.pull(project)
    with ExitStack() as stack:
        annotators = [_annotator(stack, project, account, number) for number, account in enumerate(known.accounts)]
        with timed(steps, "submitting"):
            for one in annotators:
                for _ in range(annotations):
                    one.submit()
        notes["submitting"] = f"{annotations * len(annotators):,} annotations"
        notes["pull of submissions"] = pull_and_compare(project, annotators, steps, "submissions")
        with timed(steps, "changing"):
            _change(annotators, annotations // 10)
        notes["pull of changes"] = pull_and_compare(project, annotators, steps, "changes")
    with timed(steps, "pull of nothing new"):
        assert pulling.pull(project).changes == 0
    return steps, notes


def _change(annotators: list[Annotator], times: int) -> None:
    for one in annotators:
        others = [number for other in annotators if other is not one for number in other.made]
        for number in one.random.sample(one.made, times):
            one.change(number)
        for number in one.random.sample(others, times // 10):
            one.change(number)
    for one in annotators:
        for _ in range(times):
            one.delete()
            one.skip()
            one.begin()


def _annotator(stack: ExitStack, project: Project, account: labelstudio.Account, number: int) -> Annotator:
    from annotate.workflow.labelling import servers

    assert account.token is not None
    headers = {"Authorization": f"Token {account.token.get_secret_value()}", "Connection": "close"}
    url = servers.server(project).url
    http = stack.enter_context(httpx.Client(base_url=url, headers=headers, timeout=600, trust_env=False))
    with project.store() as store:
        (target,) = (found for found in store.projects() if found.annotator == account.name)
        lengths = {task.remote: task.unit.end - task.unit.start for task in store.tasks(target.id)}
    return Annotator(http, target.remote, lengths, Random(_SEED + number))


def main() -> None:
    """Run, and print the table."""
    from annotate import labelstudio
    from annotate.workflow.project import init, open_project

    given = [int(number) for number in sys.argv[1:]]
    paragraphs, annotations = (*given, *(_PARAGRAPHS, _ANNOTATIONS)[len(given) :])
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "project"
        init(folder, name="campaign")
        project = open_project(folder)
        labelstudio.start(project.studio, port=0, template=template())
        try:
            steps, notes = campaign(project, paragraphs, annotations)
        finally:
            labelstudio.stop(project.studio)
    print("| step | seconds | |\n| --- | ---: | --- |")
    for name, seconds in steps.items():
        print(f"| {name} | {seconds:.1f} | {notes.get(name, '')} |")


if __name__ == "__main__":
    main()
