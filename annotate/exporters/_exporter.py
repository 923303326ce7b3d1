"""Which formats there are. A format is one module with one function that writes a dataset into a folder.

Besides, its module may have a function `page` that says how to read what it wrote; it knows nothing of the frame. That
of a format which is something without texts has a function `fill` that puts them back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple, Protocol, cast

from annotate.errors import ExportError
from annotate.exporters._dataset import Dataset, Layer, Options
from annotate.exporters._filling import Texts
from annotate.exporters._manifest import Omissions

EXTRAS: Mapping[str, str] = {
    "parquet": "pyarrow",
    "uima": "cassis",
    "graph": "networkx",
    "spacy": "spacy",
    "words": "jieba",
}
"""The package that each extra of the distribution brings."""


@dataclass(frozen=True)
class Format:
    """A format that datasets are written in."""

    module: str
    """The module, under `annotate.exporters`."""
    function: str
    """The function in it."""
    help: str
    """What it is, in one line."""
    extra: str | None = None
    """The extra of the distribution that it needs."""
    layer: Layer = "all"
    """Whose labels it holds unless others are asked for."""
    needs_text: bool = True
    """Whether it is nothing without texts."""


EXPORTERS: Mapping[str, Format] = {
    "jsonl": Format("jsonl", "write_jsonl", "JSON Lines: articles, annotations, gold", needs_text=False),
    "csv": Format("csv", "write_csv", "CSV: a row per unit, span, relation, for spreadsheets and R", needs_text=False),
    "parquet": Format(
        "parquet", "write_parquet", "Parquet: the records of jsonl as typed columns", extra="parquet", needs_text=False
    ),
    "huggingface": Format(
        "huggingface",
        "write_huggingface",
        "a Hugging Face folder: configurations, splits, card",
        extra="parquet",
        needs_text=False,
    ),
    "croissant": Format(
        "croissant", "write_croissant", "Croissant: Parquet with metadata in JSON-LD", extra="parquet", needs_text=False
    ),
    "brat": Format("brat", "write_brat", "brat: .txt and .ann with its configuration, a folder for each annotator"),
    "conll": Format("conll", "write_conll", "CoNLL: a token a line with BIO labels", layer="gold"),
    "cas": Format("cas", "write_cas", "UIMA CAS as XMI and JSON, for INCEpTION", extra="uima"),
    "aif": Format("aif", "write_aif", "AIF and xAIF: argument graphs as JSON"),
    "arguebuf": Format("arguebuf", "write_arguebuf", "arguebuf: argument graphs as JSON"),
    "graph": Format("graph", "write_graph", "GraphML and GEXF: components and relations as graphs", extra="graph"),
    "spacy": Format("spacy", "write_spacy", "spaCy: DocBin files with span groups", extra="spacy"),
    "label-studio": Format(
        "label_studio", "write_label_studio", "Label Studio JSON: tasks with annotations, to be imported"
    ),
}
"""Every format by its name."""


class Writer(Protocol):
    """Writes a dataset in one format."""

    def __call__(self, dataset: Dataset, folder: Path, left_out: Omissions) -> None:
        """Write files into an empty folder, and count what the format cannot express."""


class Filler(Protocol):
    """Puts texts into what a format wrote without."""

    def __call__(self, source: Path, target: Path, texts: Texts) -> None:
        """Write those files of an export that hold texts into another folder, as they are with texts."""


class Page(NamedTuple):
    """What a format adds to the page of an export."""

    reading: str
    """How to read its files, in Markdown."""
    front: str = ""
    """What stands before everything else: metadata in YAML, between its marks."""


def find(kind: str) -> Format:
    """Return the format of that name; raises ExportError when there is none."""
    if kind not in EXPORTERS:
        raise ExportError(
            f"export {kind}",
            "is no format that is known",
            expected=f"one of {', '.join(EXPORTERS)}",
            cure="annotate export --list",
        )
    return EXPORTERS[kind]


def check(kind: str, options: Options) -> None:
    """Raise ExportError when the format cannot be written so: without texts, or without what it needs installed."""
    found = find(kind)
    if found.needs_text and not options.text:
        without = [name for name, one in EXPORTERS.items() if not one.needs_text]
        raise ExportError(
            f"export {kind}", "is nothing without texts", expected=f"with --no-text, one of {', '.join(without)}"
        )
    needed = [found.extra, "words" if options.words == "jieba" else None]
    for extra in filter(None, needed):
        if find_spec(EXTRAS[extra]) is None:
            raise ExportError(
                f"export {kind}",
                f"{EXTRAS[extra]} is not installed",
                cure=f"pip install 'argument-annotate[{extra}]'",
            )


def writer(kind: str) -> Writer:
    """Return the function that writes a format."""
    found = find(kind)
    return cast(Writer, getattr(import_module(f"annotate.exporters.{found.module}"), found.function))


def filler(kind: str) -> Filler:
    """Return the function that puts texts into what a format wrote without."""
    return cast(Filler, import_module(f"annotate.exporters.{find(kind).module}").fill)


def page(kind: str, dataset: Dataset) -> Page:
    """Return what a format says of its files; nothing where it says nothing."""
    about: Callable[[Dataset], Page] | None = getattr(
        import_module(f"annotate.exporters.{find(kind).module}"), "page", None
    )
    return about(dataset) if about else Page("")
