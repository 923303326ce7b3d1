"""The page that goes with an export."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from annotate.exporters._features import features, source
from annotate.exporters._manifest import MANIFEST, FileFacts, LeftOut
from schema import Scheme, SelectionFacts

_PAGE = """\
# {name}

Argument annotations by the scheme `{scheme.name}`, version {scheme.version}: {scheme.title.en} ({scheme.title.zh}).

## Files

{files}

`{manifest}` gives the program and the scheme that this was made with, and size and SHA-256 of each file.

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
drew it. `relations` lead from `source` to `target`, ids of spans of the same record.

## Counts
{selection}
{counts}

Left out, because a record cannot express it or because it is not finished work:

{left_out}

## Labels

{labels}

## Loading

Name the features: readers that infer types take the first megabytes for the whole.

```python
{code}```
"""


def readme(
    name: str,
    scheme: Scheme,
    files: Mapping[str, FileFacts],
    counts: Mapping[str, int],
    left_out: Mapping[str, Mapping[str, LeftOut]],
    selection: SelectionFacts | None,
) -> str:
    """Return the page: what the export holds, counts, labels, and how to load it."""
    omissions = [
        (what, reason, str(found.count), ", ".join(f"`{example}`" for example in found.examples))
        for what, reasons in left_out.items()
        for reason, found in reasons.items()
    ]
    return _PAGE.format(
        name=name,
        scheme=scheme,
        manifest=MANIFEST,
        files=_table(
            ("file", "records", "bytes"), [(f"`{file}`", facts.records, facts.size) for file, facts in files.items()]
        ),
        selection=_selected(selection) if selection else "",
        counts=_table(("what", "how many"), counts.items()),
        left_out=_table(("what", "reason", "how many", "for example"), omissions) if omissions else "Nothing.",
        labels=_table(("label", "中文", "is", "values"), _labels(scheme)),
        code=_code(scheme),
    )


def _selected(found: SelectionFacts) -> str:
    return f"\nOnly of the selection `{found.name}`: {found.articles} articles, whose ids hash to `{found.digest}`.\n"


def _labels(scheme: Scheme) -> Iterable[Sequence[str]]:
    for component in scheme.components:
        yield f"`{component.id}`", component.label.zh, "type of span", ""
        for attribute in component.attributes:
            values = ", ".join(f"{value.id} {value.label.zh}" for value in attribute.values) or "free text"
            yield f"`{attribute.id}`", attribute.label.zh, f"attribute of {component.id}, {attribute.scale}", values
    for relation in scheme.relations:
        ends = f"{', '.join(relation.source)} → {', '.join(relation.target)}"
        yield f"`{relation.id}`", relation.label.zh, "type of relation", ends + " (same type)" * relation.same_type


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(str(cell).replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def _code(scheme: Scheme) -> str:
    shapes = features(scheme)
    variables = {file: file.partition(".")[0] for file in shapes}
    pairs = ", ".join(f'"{file}": {variable}' for file, variable in variables.items())
    return "\n".join(
        [
            "from datasets import Features, Value, load_dataset",
            "",
            f"articles = Features(\n    {source(shapes['articles.jsonl'], 1)}\n)",
            f"annotations = gold = Features(\n    {source(shapes['annotations.jsonl'], 1)}\n)",
            "",
            f"features = {{{pairs}}}",
            "dataset = {}",
            "for file, shape in features.items():",
            '    dataset[file] = load_dataset("json", data_files=file, features=shape, split="train")',
            "",
        ]
    )
