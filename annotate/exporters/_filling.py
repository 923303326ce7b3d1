"""Records without texts, and the same with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from annotate.exporters._records import ArticleRecord, LabelledRecord
from schema import Unit

Texts = Mapping[tuple[str, int], str]
"""Texts by article and version."""


Fit = Callable[[Mapping[str, object], Texts], Mapping[str, object]]
"""Returns a record with its texts."""


def fit(kind: str) -> Fit:
    """Return what puts texts into the records of `articles`, or else into those with labels."""
    return cast(Fit, _article if kind == "articles" else _labels)


def unit_text(key: str, texts: Texts) -> str:
    """Return the text of a unit that its key names."""
    unit = Unit.parse(key)
    return unit.of(texts[unit.article, unit.version])


def _article(record: ArticleRecord, texts: Texts) -> ArticleRecord:
    """Return the record of an article with its text."""
    return {**record, "text": texts[record["id"], record["version"]]}


def _labels(record: LabelledRecord, texts: Texts) -> LabelledRecord:
    """Return a record with labels with the text of its unit and of each span."""
    text = unit_text(record["unit"], texts)
    for span in record["spans"]:
        span["text"] = text[span["start"] : span["end"]]
    return {**record, "text": text}
