"""The library `datasets` reads what is exported; it is no dependency and runs in an environment of its own."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotate.exporters import features
from schema import Annotation, Article, ArticleText, Gold, GoldComponent, Paragraph, Span, SpanRelation, Unit
from tests.exporters.corpus import SCHEME, export

UV = shutil.which("uv")
SCRIPT = Path(__file__).with_name("read_with_datasets.py")

EMPTY, FULL = 12_000, 300
"""Annotations without a span, and after them annotations with spans."""

PARAGRAPH = "路灯坏了😀没有人修，𠮷村应当按月巡查并公示。" * 14
TEXT = f"{PARAGRAPH}\n{PARAGRAPH}"
UNIT = Unit(article="d-1", version=1, kind="article", start=0, end=len(TEXT))
ARTICLE = Article(
    id="d-1",
    document="d",
    ordinal=1,
    title="",
    texts=(
        ArticleText(
            article="d-1",
            version=1,
            text=TEXT,
            paragraphs=(
                Paragraph(id="p", start=0, end=len(PARAGRAPH), block=0),
                Paragraph(id="q", start=len(PARAGRAPH) + 1, end=len(TEXT), block=1),
            ),
        ),
    ),
)


def works() -> Iterator[Annotation]:
    for number in range(EMPTY + FULL):
        empty = number < EMPTY
        far = len(PARAGRAPH) + 1 + number % 50
        spans = (
            Span(id="a", types=("problem",), start=0, end=5 + number % 7, text="", attributes={"problem_type": "risk"}),
            Span(id="b", types=("measure",), start=far, end=far + 9, text="", preloaded=True),
        )
        relations = (SpanRelation(id="r", types=("addresses",), source="b", target="a"),)
        yield Annotation(
            id=f"{number:05}",
            annotator=f"annotator {number}",
            unit=UNIT,
            origin="server",
            status="submitted",
            spans=() if empty else spans,
            relations=() if empty else relations,
        )


@pytest.mark.skipif(UV is None, reason="uv is not on PATH, so there is no environment with `datasets`")
def test_datasets_reads_more_than_one_chunk_with_its_first_spans_late(tmp_path: Path) -> None:
    assert UV is not None
    gold = Gold(
        article="d-1", version=1, components=(GoldComponent(id="g", type="claim", start=len(TEXT) - 9, end=len(TEXT)),)
    )
    exported = export(tmp_path, articles=[ARTICLE], annotations=works(), golds=[gold])
    assert exported.manifest.files["annotations.jsonl"].size > 20 * 10**6
    done = subprocess.run(
        [UV, "run", "--isolated", "--no-project", "--with", "datasets==5.2.0", "python", SCRIPT, exported.folder],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        timeout=300,
        env={
            **{name: value for name, value in os.environ.items() if not name.startswith(("HF_", "PYTHON", "VIRTUAL_"))},
            "HF_HOME": str(tmp_path / "cache"),
            "HF_HUB_OFFLINE": "1",
            "HF_DATASETS_DISABLE_PROGRESS_BARS": "1",
        },
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "articles.jsonl": {"records": 1},
        "annotations.jsonl": {"records": EMPTY + FULL, "spans": 2 * FULL, "relations": FULL, "across": FULL},
        "gold.jsonl": {"records": 1, "spans": 1, "relations": 0, "across": 0},
    }


def test_readme_names_the_features(tmp_path: Path) -> None:
    page = (export(tmp_path).folder / "README.md").read_text(encoding="utf-8")
    shapes = features(SCHEME)
    assert all(f'"{key}": ' in page for shape in shapes.values() for key in shape)
