"""Work of three annotators on as many tasks as wanted, and a server that answers with it as Label Studio would.

    python -m tests.benchmarks.pretended PROJECT TASKS

What is on a task follows from its number, so the server holds nothing, and stores can be filled with the same in the
words of the server. A real one would need hours to be filled with 100,000 tasks. On each annotator's first tasks
something has changed since `PULLED`. Only what an incremental pull asks is answered; anything else is a failure.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from pydantic import JsonValue

from annotate.formats import label_studio
from annotate.scheme import load
from schema import Annotation, Span, SpanRelation, Unit
from tests.benchmarks.exporting import PARAGRAPH

ANNOTATORS = ("chen", "lin", "wu")
BLOCK, TASKS, PER_ARTICLE = 10_000, 10, 20
"""Paragraphs of a block, paragraphs of it for each task of an annotator, paragraphs of an article.

The first articles of a block are those with tasks.
"""

CHANGED = 100
"""Tasks of each annotator that changed."""

PORT = 18980
ADDRESS = f"http://127.0.0.1:{PORT}"
"""The same each time, since stores name it."""

PULLED, LATER = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 2, tzinfo=UTC)
POLICY = load("policy")

_KINDS = ("claim", "problem", "measure", "claim", "measure")
_SAID = {
    "claim": {"claim_type": "policy", "centrality": "sub"},
    "problem": {"problem_type": "status"},
    "measure": {"specificity": "concrete", "instrument": "regulatory"},
}
_RELATIONS = ((2, 1, "addresses"), (4, 1, "addresses"), (3, 0, "supports"))


def unit(at: int) -> Unit:
    """Return the unit of each annotator's task of this ordinal: a paragraph of the articles that `exporting` makes."""
    block, at = divmod(at, BLOCK // TASKS)
    article, place = divmod(at, PER_ARTICLE)
    article += block * BLOCK // PER_ARTICLE
    start = place * (len(PARAGRAPH) + 1)
    end = start + len(PARAGRAPH)
    return Unit(article=f"{article:016x}-1", version=1, kind="paragraph", start=start, end=end)


def number(project: int, at: int) -> int:
    """Return the number of a task on the server."""
    return project * 10_000_000 + at


def origin(task: int) -> str:
    """Return where the annotation on a task was made."""
    return f"{ADDRESS}/{task // 10_000_000}/{task}/{task}"


def raw(task: int, *, changed: bool = False) -> dict[str, JsonValue]:
    """Return the annotation on a task as the server gives it: now and then with another end or type than others."""
    project, at = divmod(task, 10_000_000)
    odd = (at * 7 + project * 3) % 16
    return {
        "id": task,
        "completed_by": project,
        "result": results(3 if changed else odd if odd in (1, 2) else 0),
        "was_cancelled": False,
        "ground_truth": False,
        "created_at": "2026-02-01T08:00:00Z",
        "updated_at": (LATER if changed else datetime(2026, 2, 1 + at % 28, 9, tzinfo=UTC)).isoformat(),
        "lead_time": 20.0 + at % 50,
        "unique_id": f"00000000-0000-4000-8000-{task:012}",
    }


@cache
def results(variant: int) -> list[JsonValue]:
    """Return five regions and three relations over the paragraph: 0 as most mark it, others with one thing else."""
    kinds = [*_KINDS[:3], "problem" if variant == 1 else _KINDS[3], _KINDS[4]]
    shorter = {2: 4, 3: 0}.get(variant)
    spans = tuple(
        Span(
            id=f"r{at}",
            types=(kind,),
            start=at * 9,
            end=at * 9 + 8 - (at == shorter),
            text=PARAGRAPH[at * 9 : at * 9 + 8 - (at == shorter)],
            attributes=_SAID[kind],
        )
        for at, kind in enumerate(kinds)
    )
    made = Annotation(
        id="a",
        annotator="a",
        unit=unit(0),
        origin="made",
        status="submitted",
        spans=spans,
        relations=tuple(
            SpanRelation(id=f"r{one}→r{other}", types=(kind,), source=f"r{one}", target=f"r{other}")
            for one, other, kind in _RELATIONS
        ),
    )
    return list(label_studio.write(made, PARAGRAPH, POLICY))


class _Handler(BaseHTTPRequestHandler):
    mark: str
    tasks: int

    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        body = json.dumps(self.answer(asked.path.strip("/").split("/")[1:], parse_qs(asked.query))).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""

    def answer(self, path: list[str], asked: Mapping[str, list[str]]) -> JsonValue:
        """Return what Label Studio says there."""
        match path:
            case ["current-user", "whoami"]:
                return {"id": 9, "email": "admin@example.org"}
            case ["users"]:
                return [
                    {"id": at, "email": f"{name}@example.org", "username": name}
                    for at, name in enumerate(ANNOTATORS, start=1)
                ]
            case ["version"]:
                return {"label-studio-os-package": {"version": "1.23.2"}}
            case ["projects", project]:
                told = f"{self.mark} {ANNOTATORS[int(project) - 1]}"
                return {"id": int(project), "description": told, "task_number": self.tasks, "label_config": "<View/>"}
            case ["projects", _, "export"]:
                return [_task(int(task)) for task in asked["ids[]"]]
            case ["tasks"]:
                return _page(int(asked["project"][0]), json.loads(asked["query"][0]), int(asked["page_size"][0]))
        raise LookupError(f"a pull is not expected to ask for {self.path}")


def _task(task: int) -> JsonValue:
    project, at = divmod(task, 10_000_000)
    return {
        "id": task,
        "data": {"key": unit(at).key, "text": PARAGRAPH},
        "updated_at": LATER.isoformat(),
        "annotations": [raw(task, changed=True)],
        "drafts": [],
        "project": project,
    }


def _page(project: int, query: dict[str, dict[str, list[dict[str, object]]]], most: int) -> JsonValue:
    """Return the first changed tasks beyond a number; none of them has a draft."""
    given = {str(item["filter"]): item["value"] for item in query["filters"]["items"]}
    beyond = given.pop("filter:tasks:id", 0)
    if given.keys() == {"filter:tasks:draft_exists"}:
        return {"tasks": [], "total": 0}
    if given.keys() != {"filter:tasks:updated_at"}:
        raise LookupError(f"a pull is not expected to ask for {given}")
    found = [task for at in range(CHANGED) if (task := number(project, at)) > int(str(beyond))]
    counted: dict[str, JsonValue] = {"total_annotations": 1, "cancelled_annotations": 0}
    tasks: list[JsonValue] = [{"id": task, "updated_at": LATER.isoformat(), **counted} for task in found[:most]]
    return {"tasks": tasks, "total": len(found)}


def main(folder: Path, tasks: int) -> None:
    """Answer for a project until the process is ended."""
    from annotate.workflow.labelling.sending import marker_of
    from annotate.workflow.project import open_project

    _Handler.mark, _Handler.tasks = marker_of(open_project(folder), "paragraph"), tasks
    ThreadingHTTPServer(("127.0.0.1", PORT), _Handler).serve_forever()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
