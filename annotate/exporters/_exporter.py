"""What every exporter is called with, and which ones there are."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from annotate.errors import ExportError
from annotate.exporters._jsonl import jsonl
from annotate.exporters._manifest import Exported
from schema import Annotation, Article, Gold, Scheme, SelectionFacts

__all__ = ["EXPORTERS", "Exported", "Exporter", "find"]


class Exporter(Protocol):
    """Writes a dataset in one format."""

    def __call__(
        self,
        folder: Path,
        name: str,
        *,
        scheme: Scheme,
        articles: Iterable[Article],
        annotations: Iterable[Annotation],
        golds: Iterable[Gold],
        selection: SelectionFacts | None = None,
    ) -> Exported:
        """Write the dataset into `folder`/`name`; the iterables are read once, in the order of the parameters.

        They hold what is on the articles of the selection, if one is given, which the export names.
        """


EXPORTERS: dict[str, Exporter] = {"jsonl": jsonl}
"""Every format by its name."""


def find(kind: str) -> Exporter:
    """Return the exporter of that name; raises ExportError when there is none."""
    if kind not in EXPORTERS:
        raise ExportError(
            f"export {kind}",
            "is no format that is known",
            expected=f"one of {', '.join(EXPORTERS)}",
            cure=f"annotate export {next(iter(EXPORTERS))} --name NAME",
        )
    return EXPORTERS[kind]
