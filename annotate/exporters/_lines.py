"""Lines of JSON as every reader takes them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

import orjson

_LINE_ENDS = {mark.encode(): rf"\u{ord(mark):04x}".encode() for mark in "\x85\u2028\u2029"}
"""Characters that some readers take for the end of a line, as JSON may write them instead."""

_HALVES = re.compile("[\ud800-\udfff]")


def line(record: Mapping[str, object]) -> bytes:
    """Return a record as one line of JSON in UTF-8, with its line feed.

    Halves of surrogate pairs, which UTF-8 cannot hold and servers send now and then, are escaped.
    """
    try:
        data = orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE)
    except TypeError:
        text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
        data = _HALVES.sub(lambda half: f"\\u{ord(half[0]):04x}", text).encode() + b"\n"
    for mark, escaped in _LINE_ENDS.items():
        if mark in data:
            data = data.replace(mark, escaped)
    return data
