"""Times a pull beside the mere download of the same, on a Label Studio of its own.

    python -m tests.benchmarks.pulling [TASKS ...]

For each number of tasks (2,000 and 10,000 by default) there are three annotators, each with a project of so many
paragraphs of some 300 characters, every one annotated (five regions with all that the scheme wants of them, three
relations) so that no rule is broken. Told are the seconds of

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

from annotate.formats import label_studio as foreign
from annotate.scheme import load
from schema import Annotation, Span, SpanRelation, Unit, cut
from tests.benchmarks.segmenting import in_lines, paragraphs
from tests.studio import template

if TYPE_CHECKING:
    from annotate.workflow.project import Project

_POLICY = load("policy")
_TASKS = (2_000, 10_000)
_ANNOTATORS = ("lin", "chen", "wu")
_PER_ARTICLE = 100
_PARAGRAPH = 300
_BATCH = 500
_SPAN = 12
_LABELLED = ("problem", "claim", "measure", "problem", "measure")
_SAID = {
    "claim": {"claim_type": "policy", "centrality": "sub"},
    "problem": {"problem_type": "status"},
    "measure": {"specificity": "concrete", "instrument": "service"},
}
_DRAWN = (("r1", "supports", "r2"), ("r2", "addresses", "r0"), ("r4", "addresses", "r3"))


def write_articles(folder: Path, tasks: int) -> None:
    """Write as many articles as give so many paragraphs, of about equal length."""
    pool = "".join(paragraphs(tasks * _PARAGRAPH * 3 / 1e6 * 1.1))
    texts = [pool[at : at + _PARAGRAPH - 1] + "。" for at in range(0, tasks * _PARAGRAPH, _PARAGRAPH)]
    rest = iter(texts)
    number = 0
    while some := list(islice(rest, _PER_ARTICLE)):
        number += 1
        (folder / f"{number:04}.txt").write_bytes(in_lines(some))


def results(unit: Unit, text: str, *, main: bool) -> list[dict[str, JsonValue]]:
    """Return what a careful annotator would leave on a unit of an article's text: no rule of the scheme is broken.

    `main` is for the claim that the article is about; nothing is labelled where there is hardly any text.
    """
    step = (unit.end - unit.start) // len(_LABELLED)
    if not step:
        return []
    said = {**_SAID, "claim": {**_SAID["claim"], "centrality": "main"}} if main else _SAID
    spans = tuple(
        Span(id=f"r{at}", types=(type_,), start=start, end=end, text=text[start:end], attributes=said[type_])
        for at, type_ in enumerate(_LABELLED)
        for start, end in [(unit.start + at * step, unit.start + at * step + min(_SPAN, step))]
    )
    relations = tuple(
        SpanRelation(id=f"{source}-{target}", types=(type_,), source=source, target=target)
        for source, type_, target in _DRAWN
    )
    made = Annotation(id="", annotator="", unit=unit, origin="", status="submitted", spans=spans, relations=relations)
    return foreign.write(made, text, _POLICY)


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
    from annotate.workflow.labelling import servers

    place = servers.server(project)
    headers = {"Authorization": f"Token {place.key.get_secret_value()}"}
    with project.store() as store, httpx.Client(base_url=place.url, headers=headers, timeout=600) as http:
        accounts = {known.name: known.remote for known in store.annotators()}
        texts = [article.current for article in store.articles()]
        units = [(unit, text, not at) for text in texts for at, unit in enumerate(cut(text, "paragraph"))]
        for target in store.projects():
            there = {task.unit.key for task in store.tasks(target.id)}
            rest = (one for one in units if one[0].key not in there)
            made = {"completed_by": accounts[target.annotator], "ground_truth": False, "lead_time": 30.0}
            while some := list(islice(rest, _BATCH)):
                body = [
                    {"data": foreign.task(text, unit), "annotations": [{**made, "result": done}]}
                    for unit, text, main in some
                    for done in [results(unit, text.text, main=main)]
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
    assert not report.checked.rules, report.checked.rules
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
