"""Label Studio's JSON: tasks with the annotations of everybody and gold, which its import takes as they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import JsonValue

from annotate.exporters._dataset import Dataset, Part
from annotate.exporters._exporter import Page
from annotate.exporters._lines import line
from annotate.exporters._manifest import Omissions
from annotate.exporters._records import Labels, Linked, Marked
from annotate.exporters._voices import Whose, chosen
from annotate.formats import label_studio
from annotate.scheme import labelling_config
from schema import Annotation, Scheme, Span, SpanRelation

_ORIGIN = "argument-annotate"

_READING = """\
Make a project with the labelling config `config.xml` and import `tasks.json`, as a file on its page or through
Label Studio's interface:

```
curl -H "Authorization: Token KEY" -F "file=@tasks.json" URL/api/projects/NUMBER/import
```

Then compare `annotation_count` in the answer with the annotations counted below (each gold article counts as one). A
server on SQLite that finds its database locked during an import tries again without the annotations, and answers 201
all the same: only that count tells. If it is too small, delete the project and import again.
"""


def write_label_studio(dataset: Dataset, folder: Path, left_out: Omissions) -> None:
    """Write `tasks.json`, to be imported into a project with the labelling config `config.xml`.

    A task is a unit as `push` shows it, with `split` and `annotators` beside: whose the annotations are, in their
    order. That has to be said so, since an import takes only accounts of the server for annotators; gold is marked
    as ground truth. Nothing is left out: spans and relations are as they were drawn, sound or not.
    """
    (folder / "config.xml").write_bytes(labelling_config(dataset.scheme).encode())
    with (folder / "tasks.json").open("wb") as file:
        mark = b"[\n"
        for part in dataset.parts():
            for task in _tasks(part, dataset):
                file.write(mark + line(task))
                mark = b","
        file.write(b"]\n" if mark == b"," else b"[]\n")


def page(dataset: Dataset) -> Page:
    """Say how to import the tasks, and how to see that the annotations came along."""
    return Page(_READING)


def _tasks(part: Part, dataset: Dataset) -> Iterator[dict[str, object]]:
    """Yield the tasks of an article, by the place of their units."""
    units: dict[str, list[tuple[Whose, Labels]]] = {}
    for layer, labels in chosen(part, dataset):
        units.setdefault(labels.unit.key, []).append((layer, labels))
    for shown in sorted(units.values(), key=lambda found: _place(found[0][1])):
        first = shown[0][1]
        text = part.text_of(first)
        yield {
            "data": {
                **label_studio.task(text, first.unit),
                "split": part.split,
                "annotators": [labels.annotator for _, labels in shown],
            },
            "annotations": [
                {"result": [*_results(labels, text.text, dataset.scheme)], "ground_truth": layer == "gold"}
                for layer, labels in shown
            ],
        }


def _place(labels: Labels) -> tuple[int, int, int, str]:
    return labels.unit.version, labels.unit.start, -labels.unit.end, labels.unit.kind


def _results(labels: Labels, text: str, scheme: Scheme) -> list[dict[str, JsonValue]]:
    annotation = Annotation(
        id=labels.id,
        annotator=labels.annotator,
        unit=labels.unit,
        origin=_ORIGIN,
        status="submitted",
        spans=tuple(_drawn(found) for found in labels.spans),
        relations=tuple(_linked(found) for found in labels.relations),
    )
    return label_studio.write(annotation, text, scheme)


def _drawn(found: Span | Marked) -> Span:
    """Return a component of gold as if somebody had drawn it."""
    if isinstance(found, Span):
        return found
    attributes = dict(found.attributes)
    return Span(id=found.id, types=(found.type,), start=found.start, end=found.end, text="", attributes=attributes)


def _linked(found: SpanRelation | Linked) -> SpanRelation:
    """Return a relation of gold as if somebody had drawn it."""
    if isinstance(found, SpanRelation):
        return found
    return SpanRelation(id=found.id, types=(found.type,), source=found.source, target=found.target)
