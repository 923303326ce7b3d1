"""Checking is linear in an article's size: what is counted are steps of the program, not seconds."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

from annotate.scheme import load
from annotate.validation import check
from schema import Annotation, ArticleText, Paragraph, Span, SpanRelation, Unit

SENTENCE = "𠮷村的路坏了，应当修好😀。"
SCHEME = load("policy")


def article(size: int) -> tuple[ArticleText, Annotation]:
    """An article of so many sentences, each a problem or a measure for the one before; the whole in one unit."""
    step = len(SENTENCE) + 1
    text = "\n".join([SENTENCE] * size)
    parts = tuple(Paragraph(id=f"p{n}", start=n * step, end=n * step + len(SENTENCE), block=n) for n in range(size))
    unit = Unit(article="0a1b2c3d-1", version=1, kind="article", start=0, end=len(text))
    spans = tuple(
        Span(
            id=f"r{n}",
            types=("measure" if n % 2 else "problem",),
            start=n * step,
            end=n * step + len(SENTENCE),
            text=SENTENCE,
        )
        for n in range(size)
    )
    kinds = {0: "causes", 1: "addresses"}
    relations = tuple(
        SpanRelation(id=f"x{n}", types=(kinds[n % 2],), source=f"r{n}", target=f"r{n - 1 if n % 2 else (n + 2) % size}")
        for n in range(size)
    )
    made = Annotation(
        id="a", annotator="lin", unit=unit, origin="here", status="submitted", spans=spans, relations=relations
    )
    return ArticleText(article=unit.article, version=1, text=text, paragraphs=parts), made


def steps(size: int) -> int:
    """Lines of Python that a check of an article of that size runs through."""
    text, annotation = article(size)
    count = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        findings = check(text, [annotation], SCHEME)
    finally:
        sys.settrace(before)
    assert len(findings) >= size  # each span lacks its attributes
    return count


def test_twice_the_article_takes_about_twice_the_steps() -> None:
    small, large = steps(40), steps(160)
    assert large < 4.6 * small
    assert large > 3 * small
