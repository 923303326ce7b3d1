"""Times a pull beside the mere download of the same, on a Label Studio of its own.

    python -m tests.benchmarks.pulling [TASKS ...]

For each number of tasks (2,000 and 10,000 by default) there are three annotators, each with a project of so many
paragraphs of some 300 characters, every one annotated (five regions, three relations). Told are the seconds of

- the download of all tasks in chunks as a pull asks for them, one after the other, thrown away; the mean of one
  before the pull and one after it, since the server's pace is not always the same
- the first pull, of all three projects into a store that has none of it, with its check of the rules
- the server's own export of each whole project
- a second pull, with nothing changed: all of it, and the processor's time that it took here

and the highest memory of the process that pulled. Every stage has a process of its own. Beside the seconds of the first
three stand those that the server's processor was busy, which hardly change with what else the machine does. Prints a
table of Markdown.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from itertools import islice, pairwise
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import psutil
from pydantic import JsonValue

from tests.benchmarks.segmenting import in_lines, paragraphs
from tests.studio import template

if TYPE_CHECKING:
    from annotate.workflow.project import Project

_TASKS = (2_000, 10_000)
_ANNOTATORS = ("lin", "chen", "wu")
_PER_ARTICLE = 100
_PARAGRAPH = 300
_BATCH = 500
_REGIONS, _RELATIONS = 5, 3


def write_articles(folder: Path, tasks: int) -> None:
    """Write as many articles as give so many paragraphs, of about equal length."""
    pool = "".join(paragraphs(tasks * _PARAGRAPH * 3 / 1e6 * 1.1))
    texts = [pool[at : at + _PARAGRAPH - 1] + "。" for at in range(0, tasks * _PARAGRAPH, _PARAGRAPH)]
    rest = iter(texts)
    number = 0
    while some := list(islice(rest, _PER_ARTICLE)):
        number += 1
        (folder / f"{number:04}.txt").write_bytes(in_lines(some))


def results(length: int) -> list[JsonValue]:
    """Return five regions and three relations over a text of so many characters."""
    types = ("claim", "problem", "measure")
    step = length // _REGIONS
    regions: list[JsonValue] = [
        {
            "id": f"r{number}",
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "origin": "manual",
            "value": {"start": number * step, "end": number * step + 12, "text": "", "labels": [types[number % 3]]},
        }
        for number in range(_REGIONS)
    ]
    relations: list[JsonValue] = [
        {
            "type": "relation",
            "from_id": f"r{number}",
            "to_id": f"r{number + 1}",
            "direction": "right",
            "labels": ["支持 supports"],
        }
        for number in range(_RELATIONS)
    ]
    return regions + relations


def build(project: Project, tasks: int) -> None:
    """Have projects whose tasks are pushed and annotated on the server, and of which nothing was pulled."""
    from annotate.workflow.importing import documents
    from annotate.workflow.labelling import pushing, servers

    first, essays = project.folder / "first", project.folder / "essays"
    for folder in (first, essays):
        folder.mkdir()
    (first / "first.txt").write_text("先有一段。\n", encoding="utf-8")
    write_articles(essays, tasks)
    documents.import_files(project, [first])
    servers.add_annotators(project, _ANNOTATORS)
    pushing.push(project)
    documents.import_files(project, [essays])
    annotate(project)
    pushing.push(project)


def annotate(project: Project) -> None:
    """Import the tasks that are not on the server, annotated, past the program; a push then learns that they are."""
    from annotate.formats import label_studio as foreign
    from annotate.workflow.labelling import servers
    from schema import cut

    place = servers.server(project)
    headers = {"Authorization": f"Token {place.key.get_secret_value()}"}
    with project.store() as store, httpx.Client(base_url=place.url, headers=headers, timeout=600) as http:
        accounts = {known.name: known.remote for known in store.annotators()}
        texts = [article.current for article in store.articles()]
        units = [foreign.task(text, unit) for text in texts for unit in cut(text, "paragraph")]
        for target in store.projects():
            there = {task.unit.key for task in store.tasks(target.id)}
            rest = iter([data for data in units if data["key"] not in there])
            made = {"completed_by": accounts[target.annotator], "ground_truth": False, "lead_time": 30.0}
            while some := list(islice(rest, _BATCH)):
                body = [
                    {"data": data, "annotations": [{**made, "result": results(len(data["text"]))}]} for data in some
                ]
                http.post(f"/api/projects/{target.remote}/import", json=body).raise_for_status()


def downloaded(folder: Path) -> tuple[float, int]:
    """Return seconds and bytes of all chunks, one after the other."""
    return _timed(folder, lambda numbers, size: [numbers[at : at + size] for at in range(0, len(numbers), size)])


def exported(folder: Path) -> tuple[float, int]:
    """Return seconds and bytes of the server's export of each project."""
    return _timed(folder, lambda numbers, size: [[]])


def _timed(folder: Path, cut: Callable[[list[int], int], list[list[int]]]) -> tuple[float, int]:
    from annotate.labelstudio import CHUNK
    from annotate.workflow.labelling import servers
    from annotate.workflow.project import open_project

    project = open_project(folder)
    place = servers.server(project)
    with project.store() as store:
        asked = [
            (target.remote, numbers)
            for target in store.projects()
            for numbers in cut(sorted(store.task_units(target.id)), CHUNK)
        ]
    headers = {"Authorization": f"Token {place.key.get_secret_value()}", "Connection": "close"}
    with httpx.Client(base_url=place.url, headers=headers, timeout=600) as http:
        before, size = time.perf_counter(), 0
        for remote, numbers in asked:
            query: dict[str, str | list[int]] = {"exportType": "JSON", "download_all_tasks": "true", "ids[]": numbers}
            answer = http.get(f"/api/projects/{remote}/export", params=query)
            size += len(answer.raise_for_status().content)
        return time.perf_counter() - before, size


def busy(project: Project) -> float:
    """Return the seconds for which the processor was busy with the server, so far."""
    from annotate import labelstudio

    running = labelstudio.status(project.studio)
    assert running.pid is not None
    server = psutil.Process(running.pid)
    return sum(sum(one.cpu_times()[:2]) for one in [server, *server.children(recursive=True)])


def pulled(folder: Path) -> tuple[float, float, float, float]:
    """Return seconds of a first pull, seconds and processor seconds of a second one, and peak memory in MB."""
    from annotate import labelstudio
    from annotate.cli import collect_seldom
    from annotate.workflow.labelling import pulling, servers
    from annotate.workflow.project import open_project

    collect_seldom()
    project = open_project(folder)
    place = servers.server(project)
    labelstudio.Client(place.url, place.key)  # what is loaded is no part of the time
    before = time.perf_counter()
    report = pulling.pull(project)
    first = time.perf_counter() - before
    before, ours = time.perf_counter(), time.process_time()
    again = pulling.pull(project)
    second, ours = time.perf_counter() - before, time.process_time() - ours
    assert report.new > again.changes == 0, "the second pull found what the first did not"
    return first, second, ours, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run(tasks: int) -> str:
    """Return a line of the table."""
    from annotate import labelstudio
    from annotate.workflow.project import init, open_project

    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "project"
        init(folder, name="benchmark")
        project = open_project(folder)
        labelstudio.start(project.studio, port=0, template=template())
        try:
            build(project, tasks)
            spent = [busy(project)]
            with ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as pool:
                bare, size = pool.submit(downloaded, folder).result()
                spent.append(busy(project))
                first, second, ours, memory = pool.submit(pulled, folder).result()
                spent.append(busy(project))
                later, _ = pool.submit(downloaded, folder).result()
                spent.append(busy(project))
                whole, _ = pool.submit(exported, folder).result()
                spent.append(busy(project))
        finally:
            labelstudio.stop(project.studio)
    before, pull, after, export = (end - begin for begin, end in pairwise(spent))
    bare, download = (bare + later) / 2, (before + after) / 2
    return (
        f"| 3 × {tasks:,} | {size / 1e6:.0f} | {bare:.1f} ({download:.1f}) | {first:.1f} ({pull:.1f}) "
        f"| {first / bare:.2f} | {whole:.1f} ({export:.1f}) | {second:.1f} | {ours:.2f} | {memory:.0f} |"
    )


def main() -> None:
    """Run, and print the table."""
    print(
        "| tasks | MB | download | first pull | ratio | whole export | second pull | own time of it | peak memory MB |"
    )
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for tasks in [int(number) for number in sys.argv[1:]] or _TASKS:
        print(run(tasks), flush=True)


if __name__ == "__main__":
    main()
