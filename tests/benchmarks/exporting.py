"""Time and memory of an export of gold, beside a bare loop over the same rows and label-studio-sdk's converter.

python -m tests.benchmarks.exporting [PARAGRAPHS]: 100,000 paragraphs with 5 spans each, unless told otherwise.
"""

from __future__ import annotations

import json
import resource
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson

from annotate.exporters import Options
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


def bare(database: Path, target: Path) -> None:
    """Read the same rows, and write the same records, with nothing between."""
    with sqlite3.connect(database) as connection, target.open("wb") as file:
        texts = connection.execute("SELECT article, version, text FROM article_text ORDER BY article")
        for article, version, text in texts.fetchall():
            parts = connection.execute("SELECT * FROM part WHERE article = ? ORDER BY start", (article,)).fetchall()
            file.write(orjson.dumps({"id": article, "version": version, "text": text, "paragraphs": parts}) + b"\n")
            spans = []
            for row in connection.execute("SELECT * FROM decision WHERE article = ? ORDER BY sequence", (article,)):
                result = orjson.loads(row[6])
                span = {name: result[name] for name in ("id", "type", "start", "end", "attributes")}
                spans.append({**span, "text": text[result["start"] : result["end"]]})
            file.write(orjson.dumps({"id": article, "text": text, "spans": spans}) + b"\n")
        for document, view in connection.execute("SELECT document, text FROM view ORDER BY document").fetchall():
            query = "SELECT pieces FROM block WHERE document = ? ORDER BY ordinal"
            pieces = [orjson.loads(row[0]) for row in connection.execute(query, (document,))]
            file.write(orjson.dumps({"document": document, "length": len(view), "pieces": pieces}) + b"\n")


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


def measure(folder: Path, name: str) -> None:
    """Export, and print time and memory: in a process of its own, which has read nothing before."""
    project = open_project(folder)
    request = Request(options=Options(layer="gold"), agreement=False)
    seconds = timed(lambda: writing.export(project, "jsonl", name, request, who="Fang"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "megabytes": peak}))


def main(paragraphs: int) -> None:
    """Compare; a tenth of the paragraphs shows whether memory grows with them."""
    for some in (paragraphs // 10, paragraphs):
        with TemporaryDirectory() as temporary:
            folder = Path(temporary) / "project"
            filled(folder, some)
            least = timed(partial(bare, folder / "annotate.db", Path(temporary) / "bare.jsonl"))
            call = [sys.executable, "-m", "tests.benchmarks.exporting", "measure", str(folder), "one"]
            told = json.loads(subprocess.run(call, check=True, capture_output=True, text=True).stdout)
            print(
                f"{some:,} paragraphs × {SPANS} spans: export {told['seconds']:.1f} s, bare loop {least:.1f} s, "
                f"{told['seconds'] / least:.1f} times; at most {told['megabytes']:.0f} MB"
            )
            if some == paragraphs:
                converted(some, Path(temporary))


if __name__ == "__main__":
    if sys.argv[1:2] == ["measure"]:
        measure(Path(sys.argv[2]), sys.argv[3])
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
