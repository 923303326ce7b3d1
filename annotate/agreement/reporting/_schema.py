"""The JSON Schema of what `annotate agreement --json` prints."""

from __future__ import annotations

import json

from pydantic import TypeAdapter

from annotate.agreement.reporting._listing_model import DisagreementList
from annotate.agreement.reporting._model import AgreementReport, GammaReport, LinkingReport

SCHEMA_ID = "urn:argument-annotate:agreement:1"
"""By which it is told from others."""


def json_schema_text() -> str:
    """Return the JSON Schema (2020-12) of the four records as it is written to a file.

    These are an `AgreementReport`, also with `--why`; a `LinkingReport` with `--release`; a `DisagreementList` with
    `--list`; a `GammaReport` with `--gamma`. Descriptions are those of the models.
    """
    either: TypeAdapter[object] = TypeAdapter(AgreementReport | LinkingReport | DisagreementList | GammaReport)
    schema = either.json_schema(mode="serialization")
    told = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA_ID, **schema}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"
