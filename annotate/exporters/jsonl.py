"""JSON Lines: articles, annotations and gold."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import orjson

from annotate.exporters._dataset import Dataset
from annotate.exporters._exporter import Page
from annotate.exporters._features import loading
from annotate.exporters._filling import Texts, fit
from annotate.exporters._lines import line
from annotate.exporters._manifest import Omissions
from annotate.exporters._records import BASIS, article_record, labelled

_READING = """\
All files are JSON Lines in UTF-8; every line has the same keys. Positions are half-open ranges `[start, end)` that
count Unicode code points, as Python's `text[start:end]` does.

- `articles.jsonl`: one line per article, with the newest version of its text; `headings` (`level` 0 is the title) and
  `paragraphs` are ranges of it.
- `annotations.jsonl`: one line per unit of work and annotator, also where the annotator found nothing to mark.
  `suggestion` names what made the labels that the annotator was shown to begin with, null where there were none;
  `release` names the frozen gold whose components they were given to relate, null where they marked their own.
- `gold.jsonl`: one line per article with what was adjudicated; `annotator` is `gold`.

A record with labels holds the `text` of its `unit` (ARTICLE@VERSION:KIND:START-END), whose place in the article is
`offset`. Ranges of `spans` are relative to that `text`, and `text[start:end]` is the span's own `text`. A span has
every attribute of the scheme, null where it has none; `preloaded` tells that the annotator was shown it rather than
drew it. `relations` lead from `source` to `target`, ids of spans of the same record. `split` is that of the article.
{basis}

Name the features when loading: readers that infer types take the first megabytes for the whole.

```python
{code}```
"""


def write_jsonl(dataset: Dataset, folder: Path, left_out: Omissions) -> None:
    """Write `articles.jsonl`, and `annotations.jsonl` and `gold.jsonl` as far as their layers are asked for.

    What a record cannot express is left out and counted: see `labelled`.
    """
    names, texts = dataset.scheme.attribute_names(), dataset.options.text
    with ExitStack() as files:
        out = {file: files.enter_context((folder / file).open("wb")) for file in _files(dataset)}
        for part in dataset.parts():
            out["articles.jsonl"].write(line(article_record(part.article, part.split, with_text=texts)))
            for work in part.works:
                record = labelled(work, part.text_of(work).text, names, left_out, part.split, with_text=texts)
                out["annotations.jsonl"].write(line(record))
            if part.gold:
                record = labelled(part.gold, part.text.text, names, left_out, part.split, with_text=texts)
                out["gold.jsonl"].write(line(record))


def fill(source: Path, target: Path, texts: Texts) -> None:
    """Write the files once more with texts."""
    for path in sorted(source.glob("*.jsonl")):
        if path.name in _FILES:
            filled = fit(path.stem)
            with path.open("rb") as old, (target / path.name).open("wb") as new:
                new.writelines(line(filled(orjson.loads(data), texts)) for data in old)


def page(dataset: Dataset) -> Page:
    """Say what the files hold, and how to load them."""
    return Page(_READING.format(basis=BASIS, code=loading(dataset.scheme, _files(dataset))))


_FILES = ("articles.jsonl", "annotations.jsonl", "gold.jsonl")


def _files(dataset: Dataset) -> list[str]:
    return [
        "articles.jsonl",
        *(["annotations.jsonl"] if dataset.options.layer != "gold" else []),
        *(["gold.jsonl"] if dataset.options.layer != "annotations" else []),
    ]
