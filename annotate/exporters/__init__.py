"""Datasets for others to use; each format is one module, whose function writes it into a folder."""

from annotate.exporters._dataset import Dataset, Layer, Options, Part, Words
from annotate.exporters._exporter import EXPORTERS, EXTRAS, Format, find
from annotate.exporters._features import features
from annotate.exporters._frame import README, SOURCES, check, export, file_facts, sha256_of
from annotate.exporters._joined import SourceRecord, joined, source_records
from annotate.exporters._manifest import EXAMPLES, MANIFEST, Exported, FileFacts, LeftOut, Manifest, Omissions
from annotate.exporters._records import GOLD, Labels, labels_of, labels_of_gold
from annotate.exporters._splits import Tie, assign, grouped, leaks
from annotate.exporters._statement import Adjudication, AgreementFigure, FrozenFacts, SplitFacts, Statement

__all__ = [
    "EXAMPLES",
    "EXPORTERS",
    "EXTRAS",
    "GOLD",
    "MANIFEST",
    "README",
    "SOURCES",
    "Adjudication",
    "AgreementFigure",
    "Dataset",
    "Exported",
    "FileFacts",
    "Format",
    "FrozenFacts",
    "Labels",
    "Layer",
    "LeftOut",
    "Manifest",
    "Omissions",
    "Options",
    "Part",
    "SourceRecord",
    "SplitFacts",
    "Statement",
    "Tie",
    "Words",
    "assign",
    "check",
    "export",
    "features",
    "file_facts",
    "find",
    "grouped",
    "joined",
    "labels_of",
    "labels_of_gold",
    "leaks",
    "sha256_of",
    "source_records",
]
