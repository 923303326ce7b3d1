"""Text of scheme files to begin with: a copy of a shipped one, or a file that adds to it."""

from __future__ import annotations

import re

from annotate.scheme._json_schema import SCHEMA_FILE
from annotate.scheme._load import load, source_of

_HEAD = """\
# yaml-language-server: $schema={schema}
# {what}
# `annotate scheme check {name}.yaml` tells what is wrong with it, and what may be.
"""

_EXTENDING = """\
extends: {start}
name: {name}
version: "0.1"
title: {{en: "{en}", zh: {zh}}}

# Take the mark # and the blank behind it from the lines below, and change them.

# components:
#   - id: example
#     label: {{en: example, zh: 例子}}
#     guideline: {{en: What shows that a claim holds., zh: 用来说明论点的例子。}}
#     tests:
#       - {{en: "Could you put “for example” before it?", zh: 前面能否加“例如”？}}
#     examples:
#       - text: "雨后村路难行，[example 上月校车就停了三天]。"
#         why: {{en: It shows what the sentence says., zh: 它说明前面的话。}}
#     color: "#56b4e9"
#     attributes:
#       - id: origin
#         label: {{en: origin, zh: 来源}}
#         scale: nominal
#         required: true
#         values:
#           - {{id: seen, label: {{en: seen, zh: 亲见}}}}
#           - {{id: told, label: {{en: told, zh: 转述}}}}

# relations:
#   - id: illustrates
#     label: {{en: illustrates, zh: 例证}}
#     guideline: {{en: The example shows it., zh: 例子说明它。}}
#     source: [example]
#     target: [{target}]
"""


def copied(name: str, start: str) -> str:
    """Return the text of a shipped scheme under another name, with its comments but the first."""
    version = load(start).version
    body = re.sub(r"\A(?:#.*\n)*", "", source_of(start))
    body = re.sub(r"^name: .*$", f"name: {name}", body, count=1, flags=re.MULTILINE)
    body = re.sub(r"^version: .*$", 'version: "0.1"', body, count=1, flags=re.MULTILINE)
    return _head(name, f"The scheme {name}, which began as a copy of {start} {version}.") + body


def extending(name: str, start: str) -> str:
    """Return the text of a scheme that has all of a shipped one, with examples in comments of what can be added."""
    base = load(start)
    what = f"The scheme {name}: {start}, and what stands here. What has the id of something in {start} replaces it."
    title = base.title
    target = ", ".join(component.id for component in base.components)
    return _head(name, what) + _EXTENDING.format(start=start, name=name, en=title.en, zh=title.zh, target=target)


def _head(name: str, what: str) -> str:
    return _HEAD.format(schema=SCHEMA_FILE, what=what, name=name)
