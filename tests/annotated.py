"""Reads the work of the three real annotators, from `annotated/` in the folder of the real documents."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

from schema import Annotation, Span, SpanRelation, Unit

ANNOTATORS = ("a1", "a2", "a3")

Layout = dict[str, dict[int, int]]
"""Where each part of an article starts in its text, by article and number of the part."""


def works(folder: Path) -> list[Annotation]:
    """Return each annotator's work on each article as one annotation of it, since many relations cross paragraphs."""
    offsets, lengths = _layout(folder / "units.jsonl")
    return [work for name in ANNOTATORS for work in _annotations(folder / f"{name}.jsonl", name, offsets, lengths)]


def texts(folder: Path) -> dict[str, str]:
    """Return the text of each article: its parts, joined by line feeds."""
    parts: dict[str, list[str]] = defaultdict(list)
    for line in (folder / "units.jsonl").read_text(encoding="utf-8").splitlines():
        part = json.loads(line)
        parts[part["article"]].append(part["text"])
    return {article: "\n".join(found) for article, found in parts.items()}


def _layout(path: Path) -> tuple[Layout, dict[str, int]]:
    """Where each part of an article starts in its text, the parts joined by line feeds, and the text's length."""
    offsets: Layout = defaultdict(dict)
    lengths: dict[str, int] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        part = json.loads(line)
        article = part["article"]
        offsets[article][part["n"]] = start = lengths[article] + 1 if article in lengths else 0
        lengths[article] = start + len(part["text"])
    return offsets, lengths


def _annotations(path: Path, annotator: str, offsets: Layout, lengths: dict[str, int]) -> list[Annotation]:
    spans: dict[str, list[Span]] = defaultdict(list)
    relations: dict[str, list[SpanRelation]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        article = record["article"]
        for span in record.get("spans", ()):
            start = offsets[article][record["n"]]
            moved = {"start": start + span["start"], "end": start + span["end"]}
            spans[article].append(
                Span(id=span["id"], types=(span["type"],), text=span["text"], attributes=span["attributes"], **moved)
            )
        for relation in record["relations"]:
            ends = {"source": relation["source"], "target": relation["target"]}
            relations[article].append(SpanRelation(id=relation["id"], types=(relation["type"],), **ends))
    return [
        Annotation(
            id=f"{annotator} {article}",
            annotator=annotator,
            unit=Unit(article=article, version=1, kind="article", start=0, end=length),
            origin=path.name,
            status="submitted",
            spans=tuple(spans[article]),
            relations=tuple(relations[article]),
        )
        for article, length in lengths.items()
    ]
