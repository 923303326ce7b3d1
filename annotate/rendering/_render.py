"""Which result looks how. The registry goes by name so that no stage is loaded only to be printed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from importlib import import_module

from annotate.errors import visible, visible_json, visible_lines
from schema import Model

RENDERERS: dict[str, str] = {
    "Initialised": "_documents",
    "ImportReport": "_documents",
    "AnnotatedReport": "_annotated",
    "Scheme": "_scheme",
    "SchemeList": "_scheme",
    "SchemeMade": "_scheme",
    "SchemeCheck": "_scheme",
    "SchemeDiff": "_scheme",
    "GuidelinesWritten": "_scheme",
    "MigrationReport": "_migrating",
    "SchemeHistory": "_migrating",
    "CorpusList": "_corpus",
    "ArticleView": "_corpus",
    "CorpusStats": "_corpus",
    "SearchReport": "_corpus",
    "Removal": "_corpus",
    "DuplicatesReport": "_corpus",
    "ReviewWritten": "_review",
    "ReviewTaken": "_review",
    "ArticleBlocks": "_review",
    "Corrected": "_review",
    "WalkReport": "_review",
    "RereadReport": "_review",
    "SelectionMade": "_selections",
    "SelectionsReport": "_selections",
    "SelectionView": "_selections",
    "StudioReport": "_studio",
    "StudioLog": "_studio",
    "StudioOpened": "_studio",
    "StudioUsers": "_studio",
    "AnnotatorsReport": "_labelling",
    "AssignReport": "_assigning",
    "ReleaseReport": "_assigning",
    "RetireReport": "_assigning",
    "EraseReport": "_assigning",
    "PushReport": "_labelling",
    "PullReport": "_pulling",
    "WatchReport": "_pulling",
    "StatusReport": "_standing",
    "HoursReport": "_standing",
    "DoctorReport": "_doctor",
    "CheckReport": "_research",
    "AgreementReport": "_agreement",
    "LinkingReport": "_agreement",
    "GammaReport": "_agreement_gamma",
    "Diagnosis": "_agreement_why",
    "DisagreementList": "_agreement_list",
    "Adjudicated": "_adjudicating",
    "Answered": "_adjudicating",
    "Undone": "_adjudicating",
    "QuestionList": "_adjudicating",
    "CuratePush": "_curating",
    "CuratePull": "_curating",
    "DecisionLog": "_adjudicating",
    "Frozen": "_adjudicating",
    "ReleasesReport": "_adjudicating",
    "Reviewed": "_reviewing",
    "CuratorsReport": "_curators",
    "Exported": "_exporting",
    "FormatList": "_exporting",
    "ExportList": "_exporting",
    "ExportCheck": "_exporting",
    "ExportDiff": "_exporting",
    "ReportWritten": "_reporting",
    "FigureWritten": "_reporting",
    "Serving": "_reporting",
    "Concordance": "_searching",
    "ArticleShown": "_showing",
    "StoreStatus": "_database",
    "Upgrade": "_database",
    "BackedUp": "_database",
    "Restored": "_database",
    "StoreCopied": "_database",
    "Examined": "_database",
}
"""The module that renders each kind of result, by a function of the result's name in lower case."""


def render(result: Model) -> str:
    """Return a result as text for a terminal, without colours, and without anything that gives the terminal orders."""
    name = type(result).__name__
    function: Callable[[Model], str] = getattr(import_module(f"annotate.rendering.{RENDERERS[name]}"), name.lower())
    return visible_lines(function(result))


def block_line(block: Mapping[str, object], as_json: bool) -> str:
    """Return one block of a dry run, as a JSON object or as a line of text."""
    if as_json:
        return visible_json(json.dumps(block, ensure_ascii=False))
    return visible(f"{block['article']:>3}  {block['kind']:<11}  {block['level'] or '':<2}  {block['text']}")
