"""What every model here shares: frozen, closed, and with a format version wherever it is serialised on its own."""

from __future__ import annotations

import hashlib
import json
from typing import Literal

from pydantic import BaseModel, ConfigDict
from pydantic_core import PydanticSerializationError

FORMAT_VERSION: Literal[1] = 1


class Model(BaseModel):
    """A frozen value; unknown keys are refused, floats and strings are never coerced into each other."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True, allow_inf_nan=False)


class Record(Model):
    """A value that is written to a file, a row or a message on its own, and therefore names its format."""

    format_version: Literal[1] = FORMAT_VERSION
    """Version of the serialised form; a reader refuses what it does not know."""


def as_json(model: Model) -> str:
    """Return a model as JSON, also one with halves of surrogate pairs, which servers send now and then; escaped."""
    try:
        return model.model_dump_json()
    except PydanticSerializationError:
        text = json.dumps(model.model_dump(mode="json"), ensure_ascii=False, separators=(",", ":"))
        return text.encode("utf-8", "backslashreplace").decode("utf-8")


def digest(*parts: str | int) -> str:
    """Return 16 hexadecimal characters of SHA-256 over the parts, separated so that no two lists collide."""
    joined = "\x1f".join(map(str, parts))
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:16]
