"""Time and memory of an export of gold, beside a bare loop over the same rows and label-studio-sdk's converter.

python -m tests.benchmarks.exporting [PARAGRAPHS]: 100,000 paragraphs with 5 spans each, unless told otherwise.
"""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from annotate.cli import collect_seldom
from annotate.exporters import Options, features
from annotate.exporters._arrow import schema
from annotate.scheme import load
from annotate.workflow.exporting import writing
from annotate.workflow.exporting.requests import Request
from annotate.workflow.project import Project, init, open_project
from schema import (
    Article,
    ArticleText,
    Block,
    Decision,
    Document,
    GoldComponent,
    Imported,
    Paragraph,
    Piece,
    SourceView,
)

SPANS, PER_ARTICLE = 5, 50
PARAGRAPH = "村东的桥坏了三年，𠮷婆婆每天都要绕行很远的一段路😀，乡里应当在今年秋天之前把桥修好，把账目贴出来给大家看。"
MORNING = datetime(2026, 3, 1, 8, tzinfo=UTC)


def imported(number: int, paragraphs: int) -> Imported:
    """A document with one article of that many paragraphs."""
    name = f"{number:016x}"
    text = "\n".join([PARAGRAPH] * paragraphs)
    starts = range(0, len(text), len(PARAGRAPH) + 1)
    ranges = [(start, start + len(PARAGRAPH)) for start in starts]
    blocks = tuple(
        Block(kind="paragraph", article=1, text=PARAGRAPH, pieces=(Piece(start=start, end=end),))
        for start, end in ranges
    )
    parts = tuple(
        Paragraph(id=f"{name}-{at}", start=start, end=end, block=at) for at, (start, end) in enumerate(ranges)
    )
    view = SourceView(text=text, extractor="text", extractor_version="1")
    made = ArticleText(article=f"{name}-1", version=1, text=text, paragraphs=parts)
    return Imported(
        document=Document(id=name, source=f"{number}.txt", sha256=f"{number:064x}", view=view, blocks=blocks),
        articles=(Article(id=f"{name}-1", document=name, ordinal=1, title=str(number), texts=(made,)),),
    )


def decisions(found: Imported) -> Iterator[Decision]:
    """Five components in every paragraph."""
    (article,) = found.articles
    for part in article.current.paragraphs:
        for at in range(SPANS):
            group = f"{part.id}-{at}"
            start = part.start + at * 9
            yield Decision(
                group=group,
                article=article.id,
                version=1,
                kind="component",
                outcome="accepted",
                result=GoldComponent(id=group, type="measure", start=start, end=start + 8),
                by="curator",
                who="Fang",
                when=MORNING,
                why="",
            )


def filled(folder: Path, paragraphs: int) -> Project:
    """A project with that many paragraphs of gold."""
    init(folder)
    project = open_project(folder)
    with project.store() as store:
        for number in range(paragraphs // PER_ARTICLE):
            found = imported(number, PER_ARTICLE)
            store.add(found)
            store.append(decisions(found))
    return project


Row = dict[str, object]


def rows(database: Path, kept: Path) -> Iterator[tuple[Row, Row, Row]]:
    """Read the same rows, and yield what an export tells of each article, its gold and its source; nothing between.

    What gold was is kept in a database of its own, as the release of an export is.
    """
    attributes = dict.fromkeys(load("policy", Path()).attribute_names())
    with sqlite3.connect(database) as connection, sqlite3.connect(kept) as other:
        other.execute("CREATE TABLE IF NOT EXISTS kept (article TEXT PRIMARY KEY, gold TEXT)")
        articles = connection.execute("SELECT id, document, title FROM article ORDER BY id").fetchall()
        for article, document, title in articles:
            text, version = connection.execute(
                "SELECT text, version FROM article_text WHERE article = ?", (article,)
            ).fetchone()
            parts = connection.execute(
                'SELECT id, role, start, "end" FROM part WHERE article = ? ORDER BY start', (article,)
            )
            keys = ("id", "role", "start", "end")
            paragraphs = [dict(zip(keys, part, strict=True)) for part in parts]
            made = connection.execute("SELECT * FROM decision WHERE article = ? ORDER BY sequence", (article,))
            results = [orjson.loads(row[6]) for row in made]
            other.execute("INSERT INTO kept VALUES (?, ?)", (article, orjson.dumps(results)))
            spans = [
                {
                    **{name: result[name] for name in ("id", "type", "start", "end")},
                    "text": text[result["start"] : result["end"]],
                    "attributes": {**attributes, **result["attributes"]},
                    "preloaded": False,
                    "basis": "single",
                }
                for result in results
            ]
            (view,) = connection.execute("SELECT text FROM view WHERE document = ?", (document,)).fetchone()
            blocks = connection.execute("SELECT pieces FROM block WHERE document = ? ORDER BY ordinal", (document,))
            pieces = [orjson.loads(block) for (block,) in blocks]
            yield (
                {"id": article, "document": document, "title": title, "version": version, "text": text}
                | {"paragraphs": paragraphs},
                {"id": f"gold-{article}", "article": article, "text": text, "annotator": "gold", "spans": spans},
                {"document": document, "length": len(view), "pieces": pieces},
            )


def bare_jsonl(database: Path, folder: Path) -> None:
    """Dump the rows with orjson."""
    with ExitStack() as files:
        out = [files.enter_context((folder / f"{name}.jsonl").open("wb")) for name in ("articles", "gold", "sources")]
        for told in rows(database, folder / "kept.db"):
            for file, record in zip(out, told, strict=True):
                file.write(orjson.dumps(record) + b"\n")


def bare_parquet(database: Path, folder: Path) -> None:
    """Write the rows with pyarrow, a thousand articles at a time, and sources as JSON Lines, as the export does."""
    shapes = features(load("policy", Path()))
    columns = [schema(shapes[f"{name}.jsonl"]) for name in ("articles", "gold")]
    every = rows(database, folder / "kept.db")
    with ExitStack() as files:
        out = [
            files.enter_context(pq.ParquetWriter(folder / f"{at}.parquet", one, compression="zstd"))  # type: ignore[no-untyped-call]
            for at, one in enumerate(columns)
        ]
        sources = files.enter_context((folder / "sources.jsonl").open("wb"))
        while some := list(islice(every, 1000)):
            for at, writer in enumerate(out):
                writer.write_table(pa.Table.from_pylist([told[at] for told in some], schema=columns[at]))
            sources.writelines(orjson.dumps(told[2]) + b"\n" for told in some)


BARE = {"jsonl": bare_jsonl, "parquet": bare_parquet}


def converted(paragraphs: int, folder: Path) -> None:
    """Have label-studio-sdk's converter write the same spans as minimal JSON; its plain JSON is a copy of the file."""
    from label_studio_sdk.converter.converter import Converter

    labels = '<Labels name="label" toName="text"><Label value="measure"/></Labels>'
    config = f'<View>{labels}<Text name="text" value="$text"/></View>'
    tasks = [
        {
            "id": number,
            "data": {"text": PARAGRAPH},
            "annotations": [{"id": number, "completed_by": {"id": 1}, "result": [_result(at) for at in range(SPANS)]}],
        }
        for number in range(paragraphs)
    ]
    source = folder / "tasks.json"
    source.write_text(json.dumps(tasks), encoding="utf-8")
    began = time.perf_counter()
    Converter(config, str(folder)).convert_to_json_min(str(source), str(folder / "converted"), is_dir=False)
    print(f"label-studio-sdk's converter: {time.perf_counter() - began:.1f} s")


def _result(at: int) -> dict[str, object]:
    value = {"start": at * 9, "end": at * 9 + 8, "text": "", "labels": ["measure"]}
    return {"id": str(at), "from_name": "label", "to_name": "text", "type": "labels", "value": value}


def timed(act: Callable[[], object]) -> float:
    """Seconds of the processor that an action takes: the same on a busy machine."""
    began = time.process_time()
    act()
    return time.process_time() - began


def measure(folder: Path, kind: str) -> None:
    """Export, and print time and memory: in a process of its own, which has read nothing before."""
    collect_seldom()
    project = open_project(folder)
    request = Request(options=Options(layer="gold"), agreement=False)
    seconds = timed(lambda: writing.export(project, kind, kind, request, who="Fang"))
    # Not `getrusage`, in which a process has the peak of the one that began it.
    (peak,) = re.findall(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    print(json.dumps({"seconds": seconds, "megabytes": int(peak) / 1024}))


def compare(project: Path, paragraphs: int, kind: str) -> None:
    """Export in one format, run the bare loop, and print both."""
    with TemporaryDirectory() as temporary:
        least = timed(partial(BARE[kind], project / "annotate.db", Path(temporary)))
    call = [sys.executable, "-m", "tests.benchmarks.exporting", "measure", str(project), kind]
    told = json.loads(subprocess.run(call, check=True, capture_output=True, text=True).stdout)
    print(
        f"{paragraphs:,} paragraphs × {SPANS} spans as {kind}: export {told['seconds']:.1f} s, "
        f"bare loop {least:.2f} s, {told['seconds'] / least:.1f} times; at most {told['megabytes']:.0f} MB",
        flush=True,
    )


def main(paragraphs: int) -> None:
    """Compare; a tenth of the paragraphs shows whether memory grows with them."""
    for some in (paragraphs // 10, paragraphs):
        with TemporaryDirectory() as temporary:
            folder = Path(temporary) / "project"
            filled(folder, some)
            for kind in BARE:
                compare(folder, some, kind)
            if some == paragraphs:
                converted(some, Path(temporary))


if __name__ == "__main__":
    if sys.argv[1:2] == ["measure"]:
        measure(Path(sys.argv[2]), sys.argv[3])
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
