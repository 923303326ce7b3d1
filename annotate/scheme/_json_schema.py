"""The JSON Schema of scheme files, with which editors complete and check them."""

from __future__ import annotations

import json
from collections.abc import Iterator

from pydantic import JsonValue

from schema import HOTKEYS, Scheme

SCHEMA_FILE = "annotate-scheme.schema.json"
"""Name under which it is written beside a new scheme file."""

SCHEMA_ID = "urn:argument-annotate:scheme:1"
"""By which it is told from other files of that name."""


def json_schema() -> dict[str, JsonValue]:
    """Return the JSON Schema (2020-12) of a scheme file; descriptions are those of the model.

    A file that `extends` another may leave out what that one says, so only then nothing but its name is required.
    Versions and hotkeys may be written without quotation marks, since the reader takes every scalar as text.
    """
    found: dict[str, JsonValue] = Scheme.model_json_schema(mode="validation")
    properties = _map(found["properties"])
    required = found.pop("required")
    properties.pop("format_version")
    _map(properties["version"])["type"] = ["string", "number"]
    key: dict[str, JsonValue] = {"type": ["string", "integer", "null"], "pattern": f"^[{HOTKEYS}]$"}
    for hotkey in _hotkeys(found):
        hotkey.pop("anyOf")
        hotkey.update({**key, "minimum": 0, "maximum": 9})
    extends: dict[str, JsonValue] = {
        "type": "string",
        "description": "A shipped scheme, or a scheme file, that this one adds to.",
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        **found,
        "properties": {"extends": extends, **properties},
        "if": {"required": ["extends"]},
        "then": {"required": ["name"]},
        "else": {"required": required},
    }


def json_schema_text() -> str:
    """Return the JSON Schema as it is written to files."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n"


def _hotkeys(schema: dict[str, JsonValue]) -> Iterator[dict[str, JsonValue]]:
    for definition in _map(schema["$defs"]).values():
        properties = _map(_map(definition).get("properties", {}))
        if "hotkey" in properties:
            yield _map(properties["hotkey"])


def _map(value: JsonValue) -> dict[str, JsonValue]:
    if not isinstance(value, dict):
        raise TypeError(f"no map: {value!r}")
    return value
