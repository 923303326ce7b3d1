"""The types of all columns, as readers have to be told them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from schema import Scheme

Shape = str | Mapping[str, "Shape"] | list["Shape"]
"""The name of a type of Apache Arrow, a record by its keys, or a list of one shape."""


def features(scheme: Scheme) -> dict[str, dict[str, Shape]]:
    """Return the shape of the records of each file, in order of their keys.

    Readers that infer types take the first megabytes for the whole, and a file may well begin with many records
    without a span. `source` writes a shape down as an expression of the library `datasets`.
    """
    labels: dict[str, Shape] = {
        "id": "string",
        "article": "string",
        "unit": "string",
        "offset": "int64",
        "text": "string",
        "annotator": "string",
        "suggestion": "string",
        "release": "string",
        "split": "string",
        "spans": [
            {
                "id": "string",
                "type": "string",
                "start": "int64",
                "end": "int64",
                "text": "string",
                "attributes": dict.fromkeys(scheme.attribute_names(), "string"),
                "preloaded": "bool",
                "basis": "string",
            }
        ],
        "relations": [{"id": "string", "type": "string", "source": "string", "target": "string", "basis": "string"}],
    }
    articles: dict[str, Shape] = {
        "id": "string",
        "document": "string",
        "title": "string",
        "authors": ["string"],
        "source": "string",
        "date": "string",
        "version": "int64",
        "split": "string",
        "text": "string",
        "headings": [{"id": "string", "level": "int64", "start": "int64", "end": "int64"}],
        "paragraphs": [{"id": "string", "role": "string", "start": "int64", "end": "int64"}],
    }
    return {"articles.jsonl": articles, "annotations.jsonl": labels, "gold.jsonl": labels}


def source(shape: Shape, indent: int = 0) -> str:
    """Return a shape as Python source, laid out as formatters do: dicts, lists and `Value`s for `datasets.Features`."""
    if isinstance(shape, str):
        return f'Value("{shape}")'
    margin, inner = "    " * indent, "    " * (indent + 1)
    if isinstance(shape, list):
        (item,) = shape
        if isinstance(item, str):
            return f"[{source(item)}]"
        return f"[\n{inner}{source(item, indent + 1)}\n{margin}]"
    lines = [f'{inner}"{key}": {source(value, indent + 1)},\n' for key, value in shape.items()]
    return f"{{\n{''.join(lines)}{margin}}}" if lines else "{}"


def loading(scheme: Scheme, files: Iterable[str]) -> str:
    """Return Python source that loads these of the files with the library `datasets`."""
    shapes = features(scheme)
    lines = ["from datasets import Features, Value, load_dataset", "", "features = {"]
    lines += [f'    "{file}": Features(\n        {source(shapes[file], 2)}\n    ),' for file in files]
    lines += [
        "}",
        "dataset = {}",
        "for file, shape in features.items():",
        '    dataset[file] = load_dataset("json", data_files=file, features=shape, split="train")',
    ]
    return "".join(f"{line}\n" for line in lines)
