"""Parquet: the records of JSON Lines as columns with types."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from annotate.exporters._arrow import ParquetFile, refill, schema
from annotate.exporters._dataset import Dataset
from annotate.exporters._exporter import Page
from annotate.exporters._features import features
from annotate.exporters._filling import Texts, fit
from annotate.exporters._manifest import Omissions
from annotate.exporters._records import BASIS, article_record
from annotate.exporters._voices import records

_READING = """\
The files are Parquet with the columns and types of the JSON Lines of this program, one row per record; positions are
half-open ranges `[start, end)` that count Unicode code points. {basis}

```python
import polars

gold = polars.read_parquet("gold.parquet")
spans = gold.select("article", "offset", "spans").explode("spans").unnest("spans")
```
"""


def write_parquet(dataset: Dataset, folder: Path, left_out: Omissions) -> None:
    """Write `articles.parquet`, and `annotations.parquet` and `gold.parquet` as far as their layers are asked for.

    The records are those of JSON Lines, compressed by Zstandard in row groups of some ten thousand items. Halves of
    surrogate pairs in attributes, which no Parquet file can hold, are replaced and counted.
    """
    shapes = {file.removesuffix(".jsonl"): shape for file, shape in features(dataset.scheme).items()}
    attributes = dataset.scheme.attribute_names()
    left_away = {"gold": "annotations", "annotations": "gold", "all": None}[dataset.options.layer]
    with ExitStack() as opened:
        files = {
            name: opened.enter_context(ParquetFile(folder / f"{name}.parquet", schema(shape)))
            for name, shape in shapes.items()
            if name != left_away
        }
        for part in dataset.parts():
            files["articles"].add(article_record(part.article, part.split, with_text=dataset.options.text))
            for layer, record in records(part, dataset, attributes, left_out):
                files[layer].add(record)


def fill(source: Path, target: Path, texts: Texts) -> None:
    """Write the files once more with texts."""
    for path in sorted(source.glob("*.parquet")):
        refill(path, target / path.name, texts, fit(path.stem))


def page(dataset: Dataset) -> Page:
    """Say how to read the files."""
    return Page(_READING.format(basis=BASIS))
