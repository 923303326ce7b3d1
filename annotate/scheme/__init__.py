"""Schemes: loading one from its file, and what is derived from it."""

from annotate.scheme._advice import advice
from annotate.scheme._brat import annotation_conf, visual_conf
from annotate.scheme._config import labelling_config
from annotate.scheme._diff import Change, diff
from annotate.scheme._examined import Placed, SchemeFile
from annotate.scheme._handbook import handbook, handbook_body, handbook_markdown, instructions
from annotate.scheme._json_schema import SCHEMA_FILE, SCHEMA_ID, json_schema, json_schema_text
from annotate.scheme._load import SHIPPED, examine, load, parse, source_of
from annotate.scheme._new import copied, extending
from annotate.scheme._rules import RULE_WORDS, rules_of
from annotate.scheme._words import Language, words
from annotate.scheme._yaml import read_yaml

__all__ = [
    "RULE_WORDS",
    "SCHEMA_FILE",
    "SCHEMA_ID",
    "SHIPPED",
    "Change",
    "Language",
    "Placed",
    "SchemeFile",
    "advice",
    "annotation_conf",
    "copied",
    "diff",
    "examine",
    "extending",
    "handbook",
    "handbook_body",
    "handbook_markdown",
    "instructions",
    "json_schema",
    "json_schema_text",
    "labelling_config",
    "load",
    "parse",
    "read_yaml",
    "rules_of",
    "source_of",
    "visual_conf",
    "words",
]
