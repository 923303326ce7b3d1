"""Croissant: Parquet files with metadata in JSON-LD that programs load them by, responsible-AI fields included."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from annotate.exporters import parquet
from annotate.exporters._dataset import Dataset
from annotate.exporters._exporter import Page
from annotate.exporters._features import Shape, features
from annotate.exporters._filling import Texts
from annotate.exporters._manifest import Omissions
from annotate.exporters._records import BASIS

Json = dict[str, object]

_CONTEXT: Json = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    **{
        name: f"cr:{name}"
        for name in (
            *("citeAs", "column", "extract", "field", "fileProperty", "fileObject", "fileSet", "format", "includes"),
            *("isLiveDataset", "jsonPath", "key", "md5", "parentField", "path", "recordSet", "references", "regex"),
            *("repeated", "replace", "samplingRate", "separator", "source", "subField", "transform"),
        )
    },
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "rai": "http://mlcommons.org/croissant/RAI/",
    "sc": "https://schema.org/",
}
"""The context that the specification gives, version 1.0, with the vocabulary for responsible AI."""

_DESCRIPTION = "croissant.json"

_CONFORMS = ["http://mlcommons.org/croissant/1.0", "http://mlcommons.org/croissant/RAI/1.0"]

_TYPES = {"string": "sc:Text", "int64": "sc:Integer", "bool": "sc:Boolean"}

_READING = """\
`croissant.json` describes the Parquet files by [Croissant](https://docs.mlcommons.org/croissant/):

```python
import mlcroissant

dataset = mlcroissant.Dataset("croissant.json")
for record in dataset.records("{first}"):
    ...
```
"""


def write_croissant(dataset: Dataset, folder: Path, left_out: Omissions) -> None:
    """Write the files of `write_parquet` and `croissant.json`, which describes each column of each.

    What is not known of the dataset (licence, citation, …) is not in the description.
    """
    parquet.write_parquet(dataset, folder, left_out)
    files = sorted(folder.glob("*.parquet"))
    described = {"@context": _CONTEXT, "@type": "sc:Dataset", **_described(dataset), **_responsible(dataset)}
    described["distribution"] = [_file(path) for path in files]
    described["recordSet"] = [_records(path.stem, features(dataset.scheme)[f"{path.stem}.jsonl"]) for path in files]
    _write(folder, described)


def fill(source: Path, target: Path, texts: Texts) -> None:
    """Write the Parquet files once more with texts, and describe them."""
    parquet.fill(source, target, texts)
    described = json.loads((source / _DESCRIPTION).read_text(encoding="utf-8"))
    described["distribution"] = [_file(target / file["name"]) for file in described["distribution"]]
    _write(target, described)


def page(dataset: Dataset) -> Page:
    """Say how to read the files."""
    return Page(_READING.format(first="annotations" if dataset.options.layer == "annotations" else "gold"))


def _write(folder: Path, described: Json) -> None:
    text = json.dumps(described, ensure_ascii=False, indent=2)
    (folder / _DESCRIPTION).write_bytes(f"{text}\n".encode())


def _described(dataset: Dataset) -> Json:
    statement, scheme = dataset.statement, dataset.scheme
    known = {
        "license": statement.licence,
        "citeAs": statement.citation,
        "inLanguage": list(statement.languages) or None,
    }
    return {
        "name": dataset.name,
        "conformsTo": _CONFORMS,
        "description": f"Annotations by the scheme {scheme.name}, version {scheme.version}: {scheme.title.en}.",
        **{name: value for name, value in known.items() if value is not None},
    }


def _responsible(dataset: Dataset) -> Json:
    """Return what is known of the fields for responsible AI."""
    scheme, statement, counts = dataset.scheme, dataset.statement, dataset.counts
    components = ", ".join(f"{found.id} ({found.guideline.en})" for found in scheme.components)
    relations = ", ".join(found.id for found in scheme.relations)
    who = "annotators bear their names" if dataset.options.names else "annotators bear pseudonyms"
    found: Json = {
        "rai:dataAnnotationPlatform": "Label Studio, with argument-annotate",
        "rai:dataAnnotationProtocol": f"Spans are labelled as {components}. Relations between them: {relations}.",
        "rai:annotationsPerItem": f"{counts['annotations']} annotations by {counts['annotators']} annotators of"
        f" {counts['articles']} articles",
        "rai:personalSensitiveInformation": f"Texts name their authors where they were found; {who}.",
    }
    if statement.annotated:
        found["rai:dataCollectionTimeframe"] = list(statement.annotated)
    if figures := [
        f"{figure.measure}: {'undefined' if figure.value is None else f'{figure.value:.3f}'}"
        for figure in statement.agreement
    ]:
        found["rai:dataAnnotationAnalysis"] = figures
    if statement.adjudication:
        rules = ", ".join(f"{rule} ({count})" for rule, count in statement.adjudication.rules.items())
        found["rai:dataManipulationProtocol"] = f"Gold was adjudicated by: {rules or 'persons'}."
    return found


def _file(path: Path) -> Json:
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "@type": "cr:FileObject",
        "@id": path.name,
        "name": path.name,
        "contentUrl": path.name,
        "contentSize": f"{path.stat().st_size} B",
        "encodingFormat": "application/x-parquet",
        "sha256": sha256,
    }


def _records(name: str, shape: Mapping[str, Shape]) -> Json:
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "key": {"@id": f"{name}/id"},
        "field": [_field(f"{name}/{key}", key, inner, f"{name}.parquet") for key, inner in shape.items()],
    }


def _field(name: str, column: str, shape: Shape, file: str) -> Json:
    """Return the field for a column: one value, a list of values, or a list of records."""
    item, repeated = (shape[0], True) if isinstance(shape, list) else (shape, False)
    found: Json = {"@type": "cr:Field", "@id": name, "name": name}
    if repeated:
        found["repeated"] = True
    source: Json = {"fileObject": {"@id": file}, "extract": {"column": column}}
    if isinstance(item, str):
        return {**found, "dataType": _TYPES[item], "source": source}
    assert not isinstance(item, list), "no list holds lists"  # noqa: S101
    return {
        **found,
        "subField": [
            {
                "@type": "cr:Field",
                "@id": f"{name}/{path}",
                "name": f"{name}/{path}",
                **({"description": " ".join(BASIS.split())} if path == "basis" else {}),
                "dataType": _TYPES[kind],
                "source": {**source, "transform": {"jsonPath": path}},
            }
            for path, kind in _leaves(item)
        ],
    }


def _leaves(shape: Mapping[str, Shape], above: str = "") -> Iterator[tuple[str, str]]:
    """Yield the path of each value in a record, with its type."""
    for key, inner in shape.items():
        if isinstance(inner, str):
            yield f"{above}{key}", inner
        else:
            assert not isinstance(inner, list), "no record of a list holds lists"  # noqa: S101
            yield from _leaves(inner, f"{above}{key}.")
