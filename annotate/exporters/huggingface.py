"""A folder as the Hugging Face Hub takes it: configurations of Parquet files by split, and a card with filled YAML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

import yaml

from annotate.errors import ExportError
from annotate.exporters._arrow import ParquetFile, refill, schema
from annotate.exporters._dataset import Dataset, Part
from annotate.exporters._exporter import Page
from annotate.exporters._features import Shape, features
from annotate.exporters._filling import Texts, fit
from annotate.exporters._manifest import Omissions
from annotate.exporters._records import BASIS, article_record
from annotate.exporters._voices import records

_RAW, _GOLD, _ARTICLES = "raw", "gold", "articles"
"""The configurations: what each annotator says, what was adjudicated, and the texts."""

_WHOLE = "train"
"""The only split of a dataset that is not split, as is usual on the Hub."""

_SPLIT = re.compile(r"\w+")

_READING = """\
Each configuration has a Parquet file for each split, in `data/CONFIGURATION/SPLIT.parquet`; positions are half-open
ranges `[start, end)` that count Unicode code points of the record's `text`, whose place in the article is `offset`.
{basis}

```python
from datasets import load_dataset

{code}
```
"""


def write_huggingface(dataset: Dataset, folder: Path, left_out: Omissions) -> None:
    """Write `data/CONFIGURATION/SPLIT.parquet` for the configurations raw, gold and articles, as layers are asked for.

    A dataset that is not split is all in `train`. In one that is split, articles without a split are left out and
    counted. A split without a record in a configuration has no file there, since no reader takes an empty one. Raises
    ExportError for a split whose name the Hub does not take.
    """
    shapes, splits, attributes = _configurations(dataset), _splits(dataset), dataset.scheme.attribute_names()
    with ExitStack() as opened:
        files: dict[tuple[str, str], ParquetFile] = {}

        def add(config: str, split: str, record: Mapping[str, object]) -> None:
            if (config, split) not in files:
                path = folder / _path(config, split)
                path.parent.mkdir(parents=True, exist_ok=True)
                files[config, split] = opened.enter_context(ParquetFile(path, schema(shapes[config])))
            files[config, split].add(record)

        for part in dataset.parts():
            split = _split(part, dataset)
            if split not in splits:
                left_out.add("articles", "it is in no split", part.article.id)
                continue
            add(_ARTICLES, split, article_record(part.article, part.split, with_text=dataset.options.text))
            for layer, record in records(part, dataset, attributes, left_out):
                add(_GOLD if layer == "gold" else _RAW, split, record)


def fill(source: Path, target: Path, texts: Texts) -> None:
    """Write the files once more with texts."""
    for path in sorted(source.glob("data/*/*.parquet")):
        refill(path, target / path.relative_to(source), texts, fit(path.parent.name))


def page(dataset: Dataset) -> Page:
    """Return the front of the card and say how to load the configurations; the dataset has passed."""
    filled = _filled(dataset)
    configs = list(dict.fromkeys(config for config, _ in filled))
    code = "\n".join(f'{name} = load_dataset("PATH_OR_REPOSITORY", "{name}")' for name in configs)
    front = yaml.safe_dump(dict(_front(dataset, filled)), allow_unicode=True, sort_keys=False, width=1000)
    return Page(_READING.format(basis=BASIS, code=code), f"---\n{front}---\n\n")


def _path(config: str, split: str) -> str:
    return f"data/{config}/{split}.parquet"


def _split(part: Part, dataset: Dataset) -> str:
    """Return the split of an article; nothing where it is in none of a dataset that is split."""
    return (part.split or "") if dataset.statement.splits else _WHOLE


def _filled(dataset: Dataset) -> Sequence[tuple[str, str]]:
    """Return configurations and splits that have a record; stops reading when all have been seen."""
    every = [(config, split) for config in _configurations(dataset) for split in _splits(dataset)]
    seen: set[tuple[str, str]] = set()
    for part in dataset.parts():
        split = _split(part, dataset)
        there = {_ARTICLES: True, _GOLD: part.gold is not None, _RAW: bool(part.works)}
        seen |= {(config, split) for config, some in there.items() if some}
        if seen.issuperset(every):
            break
    return [one for one in every if one in seen]


def _configurations(dataset: Dataset) -> Mapping[str, Mapping[str, Shape]]:
    """Return the shapes of the configurations; the first is what is loaded unless another is named."""
    shapes, layer = features(dataset.scheme), dataset.options.layer
    found: dict[str, Mapping[str, Shape]] = {}
    if layer != "annotations":
        found[_GOLD] = shapes["gold.jsonl"]
    if layer != "gold":
        found[_RAW] = shapes["annotations.jsonl"]
    return {**found, _ARTICLES: shapes["articles.jsonl"]}


def _splits(dataset: Dataset) -> Sequence[str]:
    facts = dataset.statement.splits
    names = facts.names if facts else (_WHOLE,)
    for name in names:
        if not _SPLIT.fullmatch(name):
            raise ExportError(
                f"split {name!r}",
                "is no name of a split on the Hugging Face Hub",
                expected="letters, digits and _",
                cure="name it otherwise in --splits",
            )
    return names


def _front(dataset: Dataset, filled: Sequence[tuple[str, str]]) -> Iterator[tuple[str, object]]:
    """Yield what the card's YAML tells; what is not known is not there."""
    statement = dataset.statement
    yield "pretty_name", statement.title or dataset.name
    if languages := list(dict.fromkeys(tag.partition("-")[0] for tag in statement.languages)):
        yield "language", languages
    if statement.licence:
        yield "license", statement.licence.lower()
    yield "task_categories", ["token-classification"]
    yield "tags", ["argument-mining", "relation-extraction", f"scheme:{dataset.scheme.name}"]
    yield "size_categories", [_size(max(dataset.counts.get(what, 0) for what in ("articles", "annotations")))]
    files: dict[str, list[dict[str, str]]] = {}
    for config, split in filled:
        files.setdefault(config, []).append({"split": split, "path": _path(config, split)})
    yield "configs", [{"config_name": config, "data_files": found} for config, found in files.items()]


def _size(records: int) -> str:
    """Return the Hub's name for a number of records."""
    names = ("1K", "10K", "100K", "1M", "10M", "100M", "1B")
    below = next((at for at in range(len(names)) if records < 10 ** (at + 3)), len(names))
    if below == 0:
        return "n<1K"
    return f"{names[below - 1]}<n<{names[below]}" if below < len(names) else "n>1B"
