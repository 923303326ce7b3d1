"""Times the import of a folder with many files into a store, by one process, by two, and on a local cluster.

    python -m tests.benchmarks.importing [FILES]

The files (10,000 by default, of about ten paragraphs, half of them wrapped at twenty characters) are put together
from the sentences of `tests.benchmarks.segmenting`. Each way is taken in a process of its own with a new store; told
are seconds, megabytes a second, and the highest memory of that process, for a tenth of the files and for all of them.
All ways must give the same report. Prints a table of Markdown.
"""

from __future__ import annotations

import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path

from tests.benchmarks.segmenting import in_lines, paragraphs, wrapped
from tests.clusters import cluster

_FILES = 10_000
_PARAGRAPHS = 10
_WAYS = ("one process", "two processes", "Dask, two workers")


def fill(folder: Path, files: int) -> int:
    """Write the files; return their bytes."""
    pool = paragraphs(1.0)
    chance = random.Random(1)
    size = 0
    for number in range(files):
        texts = [f"第{number}篇。", *chance.sample(pool, _PARAGRAPHS)]
        data = (in_lines if number % 2 else wrapped)(texts)
        (folder / f"{number:05}.txt").write_bytes(data)
        size += len(data)
    return size


def measured(folder: str, way: str) -> tuple[float, float, str]:
    """Return seconds, peak memory in MB, and a hash of the report of one import."""
    from annotate.workflow.importing.documents import How, import_files
    from annotate.workflow.project import init, open_project

    with tempfile.TemporaryDirectory() as place, _cluster(way) as address:
        init(Path(place) / "project")
        project = open_project(Path(place) / "project")
        how = How(workers=2 if way == "two processes" else 1, dask=address)
        before = time.perf_counter()
        report = import_files(project, [Path(folder)], how)
        spent = time.perf_counter() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return spent, peak, sha256(report.model_dump_json().encode()).hexdigest()[:12]


@contextmanager
def _cluster(way: str) -> Iterator[str | None]:
    if not way.startswith("Dask"):
        yield None
        return
    with cluster() as address:
        yield address


def main() -> None:
    files = int(sys.argv[1]) if len(sys.argv) > 1 else _FILES
    print(f"{os.cpu_count()} cores\n\n| files | MB | way | seconds | MB/s | peak memory MB | report |")
    print("| ---: | ---: | --- | ---: | ---: | ---: | --- |")
    for number in (files // 10, files):
        with tempfile.TemporaryDirectory() as folder:
            size = fill(Path(folder), number) / 1e6
            for way in _WAYS:
                with ProcessPoolExecutor(1, get_context("spawn")) as process:
                    spent, peak, report = process.submit(measured, folder, way).result()
                print(
                    f"| {number} | {size:.1f} | {way} | {spent:.1f} | {size / spent:.2f} | {peak:.0f} | {report} |",
                    flush=True,
                )


if __name__ == "__main__":
    main()
