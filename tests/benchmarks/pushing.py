"""Times a push of many paragraphs against the server's bare import of the same payload, on a Label Studio of its own.

    python -m tests.benchmarks.pushing [PARAGRAPHS] [ANNOTATORS]

Paragraphs (10,000 by default) of some 300 characters each go to every annotator (3 by default) through
`annotate.workflow`; the floor is the server's import called with the same tasks, cut into batches of 1,000, with no
keys looked for and nothing written down. Both are taken in turn in the same run, in projects of their own. Then come a
push with nothing to do, a dry run, and a push by a store that lost what it knew of the tasks. Prints Markdown tables.
"""

from __future__ import annotations

import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import httpx
from pydantic import SecretStr

from annotate import labelstudio
from annotate.formats import label_studio as foreign
from annotate.scheme import labelling_config
from annotate.workflow.importing import documents
from annotate.workflow.labelling import pushing, servers
from annotate.workflow.project import Project, init, open_project
from schema import cut
from tests.benchmarks.segmenting import in_lines, paragraphs
from tests.studio import shared, template

_ARTICLE = 50
_LENGTH = 300


def essays(folder: Path, number: int) -> None:
    """Write essays of fifty paragraphs each."""
    pool, chance = paragraphs(1.0), random.Random(1)
    for essay in range(-(-number // _ARTICLE)):
        texts = [f"第{essay}篇。"]
        for _ in range(_ARTICLE - 1):
            text = ""
            while len(text) < _LENGTH:
                text += chance.choice(pool)
            texts.append(text[: _LENGTH - 1] + "。")
        (folder / f"{essay:05}.txt").write_bytes(in_lines(texts))


def bare(url: str, key: str, project: Project) -> float:
    """Import the tasks of all units as they are, and return the seconds."""
    with project.store() as store:
        texts = [article.current for article in store.articles()]
    tasks = [{"data": foreign.task(text, unit)} for text in texts for unit in cut(text, "paragraph")]
    headers = {"Authorization": f"Token {key}"}
    with httpx.Client(base_url=url, headers=headers, timeout=600, trust_env=False) as http:
        made = http.post("/api/projects/", json={"title": "bare", "label_config": labelling_config(project.scheme)})
        number = made.raise_for_status().json()["id"]
        before = time.perf_counter()
        for start in range(0, len(tasks), 1_000):
            http.post(f"/api/projects/{number}/import", json=tasks[start : start + 1_000]).raise_for_status()
        return time.perf_counter() - before


def timed(act: Callable[[], pushing.PushReport]) -> tuple[float, pushing.PushReport]:
    before = time.perf_counter()
    report = act()
    return time.perf_counter() - before, report


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    annotators = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    with tempfile.TemporaryDirectory() as folder, shared(Path(folder) / "studio", template()) as studio:
        url, key = studio.url, studio.credentials.token.get_secret_value()
        os.environ |= {"LABEL_STUDIO_URL": url, "LABEL_STUDIO_API_KEY": key}
        texts = Path(folder) / "texts"
        texts.mkdir()
        essays(texts, number)
        init(Path(folder) / "project", name="benchmark")
        project = open_project(Path(folder) / "project")
        documents.import_files(project, [texts])
        servers.add_annotators(project, [f"annotator-{one}" for one in range(1, annotators + 1)])
        # The SDK takes seconds to load, once for each program, which is not what is measured.
        labelstudio.Client(url, SecretStr(key))
        floor = [bare(url, key, project)]
        spent, report = timed(lambda: pushing.push(project))
        floor += [bare(url, key, project) for _ in range(annotators - 1)]
        tasks = sum(one.added for one in report.projects)
        print(f"{os.cpu_count()} cores, {report.units} units, {annotators} annotators\n")
        print("| | tasks | seconds | tasks/s |\n| --- | ---: | ---: | ---: |")
        for told, seconds in (("bare bulk import", sum(floor)), ("annotate push", spent)):
            print(f"| {told} | {tasks} | {seconds:.1f} | {tasks / seconds:.0f} |", flush=True)
        print(f"\npush / bare: {spent / sum(floor):.3f}\n")
        print("| then | seconds | added | found |\n| --- | ---: | ---: | ---: |")
        for told, act in (
            ("push, nothing to do", lambda: pushing.push(project)),
            ("dry run", lambda: pushing.push(project, dry_run=True)),
            ("push, tasks forgotten here", lambda: forgetful(project)),
        ):
            seconds, report = timed(act)
            added, found = (sum(getattr(one, name) for one in report.projects) for name in ("added", "found"))
            print(f"| {told} | {seconds:.1f} | {added} | {found} |", flush=True)
        print(f"\npeak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def forgetful(project: Project) -> pushing.PushReport:
    """Push after the store lost what it knew of the tasks."""
    with project.store() as store:
        for target in store.projects():
            store.remove_tasks(target.id, [task.remote for task in store.tasks(target.id)])
    return pushing.push(project)


if __name__ == "__main__":
    main()
