"""Datasets for others to use; each format is one function behind one protocol."""

from annotate.exporters._exporter import EXPORTERS, Exported, Exporter, find
from annotate.exporters._features import features
from annotate.exporters._jsonl import jsonl
from annotate.exporters._manifest import MANIFEST, FileFacts, LeftOut, Manifest

__all__ = [
    "EXPORTERS",
    "MANIFEST",
    "Exported",
    "Exporter",
    "FileFacts",
    "LeftOut",
    "Manifest",
    "features",
    "find",
    "jsonl",
]
